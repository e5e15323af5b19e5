//! What language a text is written in, by its letters.
//!
//! In: a text. Out: a language where its script or its runs of three letters tell it surely (trigram profiles of 69 languages, the crate `whatlang`), else
//! none. A few words tell nothing. Of a language that has no profile it is told that it is not English.

use whatlang::{Lang, Script, detect};

/// As much of a text as is looked at, in bytes: its beginning.
const LOOK: usize = 4096;
/// Fewer letters than this tell nothing in Latin script. Of 5,768 English texts of news with more, four were taken for another language, all of them
/// lists of names or no text at all; with 120, a sentence was.
const FEWEST: usize = 200;
/// The same in a script that few languages share.
const FEWEST_ELSEWHERE: usize = 30;

/// Languages that have a tag of two letters: what ISO 639-3 calls each, then its BCP 47 tag.
const TAGS: &str = "\
    afr af aka ak amh am ara ar aze az bel be ben bn bul bg cat ca ces cs cmn zh cym cy dan da deu de ell el \
    eng en epo eo est et fin fi fra fr guj gu heb he hin hi hrv hr hun hu hye hy ind id ita it jav jv jpn ja \
    kan kn kat ka khm km kor ko lat la lav lv lit lt mal ml mar mr mkd mk mya my nep ne nld nl nob nb ori or \
    pan pa pes fa pol pl por pt ron ro rus ru sin si slk sk slv sl sna sn spa es srp sr swe sv tam ta tel te \
    tgl tl tha th tuk tk tur tr ukr uk urd ur uzb uz vie vi yid yi zul zu";

/// The tag of a language that is surely not English, and not known.
pub(super) const UNKNOWN: &str = "und";

/// The BCP 47 tag of the language that a text is surely written in: `und` where it is not English and has no profile.
///
/// ```
/// use diurna_io::input::language_of;
/// assert_eq!(language_of("Представители сторон встретились во вторник и договорились о прекращении огня."), Some("ru"));
/// assert_eq!(language_of("Talks began."), None);
/// ```
pub fn language_of(text: &str) -> Option<&'static str> {
    let mut end = text.len().min(LOOK);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let look = &text[..end];
    let told = detect(look)?;
    let letters = look.chars().filter(|letter| letter.is_alphabetic()).count();
    match told.script() {
        Script::Latin if letters < FEWEST => None,
        // Languages without a profile look a little like several, and never like English.
        Script::Latin if !told.is_reliable() => (told.lang() != Lang::Eng).then_some(UNKNOWN),
        _ if letters < FEWEST_ELSEWHERE => None,
        _ => Some(tag(told.lang())),
    }
}

/// What the language of a tag is called, or the tag where it has no name here.
pub fn language_name(tag: &str) -> &str {
    let short = super::primary(tag);
    let code = tags().find(|(_, two)| two.eq_ignore_ascii_case(short)).map_or(short, |(three, _)| three);
    let name = Lang::from_code(code).map(|lang| lang.eng_name());
    name.unwrap_or(if tag == UNKNOWN { "an unknown language" } else { tag })
}

fn tag(lang: Lang) -> &'static str {
    let code = lang.code();
    tags().find(|(three, _)| *three == code).map_or(code, |(_, two)| two)
}

fn tags() -> impl Iterator<Item = (&'static str, &'static str)> {
    let words = TAGS.split(' ');
    words.clone().step_by(2).zip(words.skip(1).step_by(2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_and_long_texts_tell_the_language() {
        let told = [
            (
                "uk",
                "Представники сторін зустрілися у вівторок і домовилися про припинення вогню, повідомив посередник.",
            ),
            ("ar", "التقى ممثلو الطرفين يوم الثلاثاء واتفقوا على وقف إطلاق النار، بحسب ما قال الوسيط في بيان."),
            (
                "fr",
                "Les représentants des deux parties se sont rencontrés mardi dans la capitale et se sont mis d'accord sur un cessez-le-feu, a déclaré un médiateur dans un communiqué publié le soir même. L'armée a dit avoir pris le district, ce que le groupe armé a démenti.",
            ),
            (
                "es",
                "Los representantes de las dos partes se reunieron el martes en la capital y acordaron un alto el fuego, dijo un mediador en un comunicado que se difundió esa misma noche. El ejército dijo que había tomado el distrito, lo que el grupo armado negó. Los habitantes dijeron que esperaban el regreso de sus familias.",
            ),
            (
                "en",
                "Representatives of both sides met in the capital on Tuesday and agreed on a ceasefire, a mediator said in a statement that was put out the same evening. The army said that it had taken the district, which the armed group denied. Residents said that they were waiting for their families to come back.",
            ),
        ];
        for (tag, text) in told {
            assert_eq!(language_of(text), Some(tag), "{text}");
        }
    }

    #[test]
    fn a_language_without_a_profile_is_known_not_to_be_english() {
        let somali = "Wakiilo ka socda labada dhinac ayaa Talaadadii ku kulmay magaalada caasimadda ah waxayna ku heshiiyeen xabbad joojin, sida uu sheegay dhexdhexaadiye bayaan uu soo saaray isla habeenkaas. Ciidamada dowladda ayaa sheegay inay la wareegeen degmada.";
        assert_eq!(language_of(somali), Some(UNKNOWN));
    }

    #[test]
    fn a_few_words_and_names_tell_nothing() {
        for text in ["", "Talks began.", "12 / 34", "Abdi Farah Juxa, Beledweyne, Hiiraan", "Мир"] {
            assert_eq!(language_of(text), None, "{text}");
        }
    }

    #[test]
    fn every_tag_has_a_name() {
        assert_eq!((language_name("fr-CA"), language_name("xx")), ("French", "xx"));
        assert_eq!(tags().count(), 70);
        for (_, tag) in tags() {
            assert_ne!(language_name(tag), tag);
        }
    }
}
