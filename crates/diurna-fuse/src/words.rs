//! The tables that fusion looks at: small words, kinds that go together, judgements, weights.
//!
//! In: the TOML of data/fuse, and the names of states. Out: look-ups by stem or kind. No table is read from a disk here.

use rust_stemmers::{Algorithm, Stemmer};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::fold::fold;
use crate::kin::{Kin, KinFile};

/// Raised whenever reports are compared otherwise though the tables are the same.
const EDITION: u32 = 1;

/// Why a table could not be read: its file and the reason.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TableError(String);

impl fmt::Display for TableError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for TableError {}

/// Everything that fusion knows besides the records.
pub struct Words {
    stemmer: Stemmer,
    stop: BTreeSet<String>,
    voices: BTreeSet<String>,
    offices: BTreeSet<String>,
    alike: BTreeMap<String, String>,
    states: BTreeMap<String, String>,
    increments: BTreeSet<String>,
    parts: Vec<String>,
    nobody: BTreeSet<String>,
    deals: BTreeSet<String>,
    bodies: BTreeSet<String>,
    pronouns: BTreeSet<String>,
    credits: BTreeSet<String>,
    calendar: BTreeSet<String>,
    articles: Articles,
    wrong: Vec<String>,
    right: Vec<String>,
    /// Which kinds go together and which do not.
    pub kin: Kin,
    /// Weights and thresholds.
    pub likeness: Likeness,
}

impl fmt::Debug for Words {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Words").field("likeness", &self.likeness).finish_non_exhaustive()
    }
}

/// Weights and thresholds, as data/fuse/likeness.toml has them.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Likeness {
    /// Two happenings being one.
    pub happening: Weights,
    /// Two reports being of one story by their names alone.
    pub names: NameWeights,
    /// How far apart in time they are compared.
    pub window: Window,
    /// Two texts being one.
    pub copies: CopyRule,
}

/// How much each likeness of two happenings weighs, in nats.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[allow(missing_docs, reason = "each key is told where it stands, in data/fuse/likeness.toml")]
pub struct Weights {
    pub start: f64,
    pub kind: f64,
    pub day: f64,
    pub days: f64,
    pub near_day: f64,
    pub gap: f64,
    pub place: f64,
    pub holds: f64,
    pub elsewhere: f64,
    pub mood: f64,
    pub related: f64,
    pub party: f64,
    pub words: f64,
    pub figure: f64,
    pub counts: f64,
    pub context: f64,
    pub context_most: f64,
    pub cosine: f64,
    pub part: f64,
    pub least: f64,
    pub least_within: f64,
    pub mean: f64,
    pub mean_story: f64,
}

/// How much the names of two reports weigh, in nats.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "each key is told where it stands, in data/fuse/likeness.toml")]
pub struct NameWeights {
    pub start: f64,
    pub sum: f64,
    pub cosine: f64,
    pub part: f64,
    pub gap: f64,
}

/// How far apart in time happenings are compared, in days.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Window {
    /// Between the publications of two reports.
    pub days: i32,
    /// Between an undated happening and its report.
    pub undated: i32,
    /// How many reports are taken to stand behind those at hand, so that a few reports tell which names are rare.
    pub archive: f64,
}

/// When one text is another published again.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CopyRule {
    /// The share of the shorter text's runs that the longer has.
    pub share: f64,
    /// Words in a run.
    pub run: usize,
    /// Fewer runs than this tell nothing.
    pub fewest: usize,
    /// Days between a text and its copy.
    pub days: i32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordFile {
    stop: Vec<String>,
    voices: Vec<String>,
    offices: Vec<String>,
    alike: Vec<Vec<String>>,
    states: BTreeMap<String, String>,
    increments: Vec<String>,
    parts: Vec<String>,
    nobody: Vec<String>,
    deals: Vec<String>,
    bodies: Vec<String>,
    pronouns: Vec<String>,
    credits: Vec<String>,
    calendar: Vec<String>,
    articles: Articles,
}

/// Articles: those that mark what is known, and those that mark one of many.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Articles {
    definite: Vec<String>,
    indefinite: Vec<String>,
    comparison: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct JudgementFile {
    wrong: Vec<String>,
    right: Vec<String>,
}

#[derive(Deserialize)]
struct StateFile {
    state: Vec<StateRow>,
}

#[derive(Deserialize)]
struct StateRow {
    key: String,
    name: String,
    #[serde(default)]
    also: Vec<String>,
    #[serde(default)]
    people: Vec<String>,
    #[serde(default)]
    seat: Vec<String>,
}

impl Words {
    /// The tables that come with the program.
    ///
    /// # Errors
    /// A table that is not as it should be, with its file.
    pub fn embedded() -> Result<Words, TableError> {
        let file: WordFile = read("fuse/words.toml", diurna_data::FUSE_WORDS)?;
        let judged: JudgementFile = read("fuse/judgements.toml", diurna_data::FUSE_JUDGEMENTS)?;
        let kin: KinFile = read("fuse/kin.toml", diurna_data::FUSE_KIN)?;
        let likeness: Likeness = read("fuse/likeness.toml", diurna_data::FUSE_LIKENESS)?;
        let stemmer = Stemmer::create(Algorithm::English);
        let stems = |list: &[String]| list.iter().map(|word| stem(&stemmer, word)).collect::<BTreeSet<String>>();
        let mut alike = BTreeMap::new();
        for row in &file.alike {
            let first = row.first().map(|word| stem(&stemmer, word)).unwrap_or_default();
            alike.extend(row.iter().map(|word| (stem(&stemmer, word), first.clone())));
        }
        Ok(Words {
            stop: stems(&file.stop),
            voices: stems(&file.voices),
            offices: stems(&file.offices),
            increments: stems(&file.increments),
            parts: file.parts.iter().map(|words| fold(words)).collect(),
            nobody: stems(&file.nobody),
            bodies: file
                .bodies
                .iter()
                .map(|word| stem(&stemmer, word))
                .map(|stem| alike.get(&stem).cloned().unwrap_or(stem))
                .collect(),
            deals: file
                .deals
                .iter()
                .map(|word| stem(&stemmer, word))
                .map(|stem| alike.get(&stem).cloned().unwrap_or(stem))
                .collect(),
            pronouns: file.pronouns.iter().map(|word| fold(word)).collect(),
            calendar: file.calendar.iter().map(|word| fold(word)).collect(),
            credits: file.credits.iter().map(|word| fold(word)).collect(),
            articles: file.articles,
            states: states(&stemmer, &file.states)?,
            alike,
            wrong: judged.wrong.iter().map(|word| fold(word)).collect(),
            right: judged.right.iter().map(|word| fold(word)).collect(),
            kin: Kin::of(kin),
            likeness,
            stemmer,
        })
    }

    /// A word that is another whenever the tables are: what was kept under another word is put together anew.
    pub fn edition(&self) -> String {
        let tables =
            [diurna_data::FUSE_WORDS, diurna_data::FUSE_JUDGEMENTS, diurna_data::FUSE_KIN, diurna_data::FUSE_LIKENESS];
        let tables = tables.into_iter().chain(diurna_data::ACTORS.iter().map(|(_, text)| *text));
        let mixed = tables.fold(0, |mixed: u64, table| mixed.rotate_left(1) ^ crate::told::hash(table));
        format!("{}-{EDITION}-{mixed:016x}", env!("CARGO_PKG_VERSION"))
    }

    /// The stems of a phrase that tell something, sorted, words that mean the same as one, a state's names as its key.
    pub fn stems(&self, phrase: &str) -> Vec<String> {
        let mut stems: Vec<String> =
            self.all_stems(phrase).into_iter().filter(|stem| !self.stop.contains(stem)).collect();
        stems.sort();
        stems.dedup();
        stems
    }

    /// Every stem of a phrase, in its order.
    fn all_stems(&self, phrase: &str) -> Vec<String> {
        let folded = fold(phrase);
        let words = folded.split(' ').filter(|word| !word.is_empty());
        let plain = words.map(|word| word.strip_suffix('s').filter(|_| word.ends_with("'s")).unwrap_or(word));
        plain
            .map(|word| {
                let stem = stem(&self.stemmer, word);
                let state = self.states.get(&stem).cloned();
                state.or_else(|| self.alike.get(&stem).cloned()).unwrap_or(stem)
            })
            .collect()
    }

    /// Whether a stem is a word for people who speak for a body.
    pub fn is_voice(&self, stem: &str) -> bool {
        self.voices.contains(stem)
    }

    /// Whether a stem is a word for an office of one person.
    pub fn is_office(&self, stem: &str) -> bool {
        self.offices.contains(stem)
            || self.alike.iter().any(|(word, first)| first == stem && self.offices.contains(word))
    }

    /// Whether a stem is a state's key.
    pub fn is_state(&self, stem: &str) -> bool {
        stem.len() == 3 && self.states.values().any(|key| key == stem)
    }

    /// Whether a phrase is a pronoun or stands for whoever was named before.
    pub fn is_pronoun(&self, phrase: &str) -> bool {
        let folded = fold(phrase);
        let words = || folded.split(' ').filter(|word| *word != "the");
        words().next().is_some() && words().all(|word| self.pronouns.contains(word))
    }

    /// Whether a phrase begins with words that own it to whoever was named before: "its fighters".
    pub fn is_owned(&self, phrase: &str) -> bool {
        let folded = fold(phrase);
        let mut words = folded.split(' ');
        words.next().is_some_and(|word| self.pronouns.contains(word)) && words.next().is_some()
    }

    /// Whether a phrase names nobody: "gunmen".
    pub fn is_nobody(&self, stems: &[String]) -> bool {
        stems
            .iter()
            .all(|stem| self.nobody.contains(stem) || self.alike.get(stem).is_some_and(|it| self.nobody.contains(it)))
    }

    /// Whether a stem is a word for a body of a state.
    pub fn is_body(&self, stem: &str) -> bool {
        self.bodies.contains(stem)
    }

    /// Whether a stem is a word for what was agreed.
    pub fn is_deal(&self, stem: &str) -> bool {
        self.deals.contains(stem)
    }

    /// Whether a figure's words make it an increment: "another five".
    pub fn is_increment(&self, words: &str) -> bool {
        let folded = fold(words);
        let first = folded.split(' ').take(3).map(|word| stem(&self.stemmer, word));
        let compared = self.articles.comparison.iter().any(|words| folded.starts_with(words.as_str()));
        first.into_iter().any(|word| self.increments.contains(&word)) && !compared
    }

    /// Whether a phrase is some of those told before: "four of those".
    pub fn is_part(&self, phrase: &str) -> bool {
        let folded = format!(" {} ", fold(phrase));
        self.parts.iter().any(|words| folded.contains(&format!(" {words} ")))
    }

    /// Whether a word is an article.
    pub fn is_article(&self, word: &str) -> bool {
        let word = fold(word);
        self.articles.definite.contains(&word) || self.articles.indefinite.contains(&word)
    }

    /// Whether a word marks one of many.
    pub fn is_indefinite(&self, word: &str) -> bool {
        self.articles.indefinite.iter().any(|other| other == word)
    }

    /// Whether a folded word is written as a name and is none: a weekday, a month, a title.
    pub fn is_calendar(&self, word: &str) -> bool {
        self.calendar.contains(word)
    }

    /// Whether a word is a credit line's.
    pub fn is_credit(&self, word: &str) -> bool {
        self.credits.contains(word)
    }

    /// How a claim's words judge what it was: as a wrong (-1), as right (1), or not at all (0).
    pub fn judgement(&self, quote: &str) -> i8 {
        let folded = format!(" {} ", fold(quote));
        let has = |list: &[String]| list.iter().any(|words| folded.contains(&format!(" {words} ")));
        match (has(&self.wrong), has(&self.right)) {
            (true, false) => -1,
            (false, true) => 1,
            _ => 0,
        }
    }
}

fn stem(stemmer: &Stemmer, word: &str) -> String {
    stemmer.stem(&fold(word)).into_owned()
}

/// One-word names of states, as stems, with the key in small letters.
fn states(stemmer: &Stemmer, more: &BTreeMap<String, String>) -> Result<BTreeMap<String, String>, TableError> {
    let name = "states.toml";
    let table = diurna_data::ACTORS.iter().find(|(file, _)| *file == name).map(|(_, text)| *text).unwrap_or_default();
    let file: StateFile = read(name, table)?;
    let mut states = BTreeMap::new();
    for row in &file.state {
        let names = std::iter::once(&row.name).chain(&row.also).chain(&row.people).chain(&row.seat);
        for name in names.filter(|name| !name.contains(' ')) {
            states.insert(stem(stemmer, name), row.key.to_lowercase());
        }
    }
    states.extend(more.iter().map(|(word, key)| (stem(stemmer, word), key.clone())));
    Ok(states)
}

pub(crate) fn read<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, TableError> {
    toml::from_str(text)
        .map_err(|wrong| TableError(format!("{file}: {}", wrong.to_string().trim().replace('\n', ", "))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_hold_together() {
        let words = Words::embedded().expect("the embedded tables load");
        assert_eq!(
            words.stems("the Sudanese army's general command"),
            words.stems("general command of the military of Sudan")
        );
        assert!(words.is_pronoun("they") && !words.is_pronoun("the army"));
        assert!(words.is_increment("another five labourers") && !words.is_increment("more than 20 soldiers"));
        assert_eq!(words.judgement("naked aggression against a peaceful people"), -1);
        assert_eq!(words.judgement("an \"anti-terrorist operation\""), 1);
        assert!(words.kin.rival("harm.murder", "fight.clash"));
        assert!(words.kin.groups("fight.shelling") & words.kin.groups("toll.killed") != 0);
        assert!(words.kin.groups("talk.meet") & words.kin.groups("fight.shelling") == 0);
    }
}
