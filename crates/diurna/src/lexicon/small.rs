//! The small words of a language: pronouns, what opens a condition, and words that say how real a happening is.
//!
//! In: the tables of data/speech. Out: look-ups by word. Whom a pronoun stands for and what a condition governs is not
//! decided here.

use super::phrase::{Phrases, Seen, Sort};
use super::table::{TableError, read_table};
use diurna_record::Actuality;
use serde::Deserialize;
use std::collections::BTreeMap;

/// How many a pronoun stands for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Number {
    /// One.
    One,
    /// More than one.
    Many,
    /// It does not say.
    Any,
}

/// What a pronoun says about the sex or nature of what it stands for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Gender {
    /// A man.
    He,
    /// A woman.
    She,
    /// A thing, a group, a body or a state.
    It,
    /// It does not say.
    Any,
}

/// What a pronoun does in its sentence.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PronounUse {
    /// "he", "them".
    Personal,
    /// "his", "their".
    Possessive,
    /// "itself".
    Reflexive,
    /// "who".
    Relative,
    /// "this".
    Demonstrative,
    /// "someone".
    Indefinite,
}

/// One pronoun.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Pronoun {
    /// First, second or third person.
    pub person: u8,
    /// How many.
    pub number: Number,
    /// Which gender.
    pub gender: Gender,
    /// What it does.
    pub used: PronounUse,
}

/// The pronouns.
#[derive(Clone, Debug, Default)]
pub struct Pronouns {
    words: BTreeMap<String, Pronoun>,
    articles: Articles,
    nouns: Nouns,
    topics: Vec<String>,
}

/// Words before a noun that mark it as known or as new.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Articles {
    known: Vec<String>,
    fresh: Vec<String>,
}

/// Nouns that tell he or she, and nouns that are many without an ending.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Nouns {
    he: Vec<String>,
    she: Vec<String>,
    many: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PronounFile {
    pronoun: Vec<PronounRow>,
    #[serde(default)]
    articles: Articles,
    #[serde(default)]
    nouns: Nouns,
    #[serde(default)]
    topics: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PronounRow {
    words: Vec<String>,
    person: u8,
    number: Number,
    gender: Gender,
    #[serde(rename = "use")]
    used: PronounUse,
}

impl Pronouns {
    /// The pronouns that come with the program.
    pub fn embedded() -> Result<Pronouns, TableError> {
        Pronouns::read_toml("speech/pronouns.toml", diurna_data::SPEECH_PRONOUNS)
    }

    /// The pronouns of a table.
    pub fn read_toml(name: &str, text: &str) -> Result<Pronouns, TableError> {
        let file: PronounFile = read_table(name, text)?;
        let mut words = BTreeMap::new();
        for row in file.pronoun {
            let pronoun = Pronoun { person: row.person, number: row.number, gender: row.gender, used: row.used };
            words.extend(row.words.into_iter().map(|word| (word.to_lowercase(), pronoun)));
        }
        Ok(Pronouns { words, articles: file.articles, nouns: file.nouns, topics: file.topics })
    }

    /// The pronoun that a word is, whatever its case.
    pub fn get(&self, word: &str) -> Option<Pronoun> {
        self.words.get(word.to_lowercase().as_str()).copied()
    }

    /// Whether a word before a noun marks it as known, and whether as new.
    pub fn article(&self, word: &str) -> (bool, bool) {
        (listed(&self.articles.known, word), listed(&self.articles.fresh, word))
    }

    /// Whether words before a phrase make it what the clause is about: "as for".
    pub fn is_topic(&self, before: &str) -> bool {
        listed(&self.topics, before)
    }

    /// He or she, where a noun in its base form tells.
    pub fn noun(&self, lemma: &str) -> Option<Gender> {
        let he = listed(&self.nouns.he, lemma).then_some(Gender::He);
        he.or_else(|| listed(&self.nouns.she, lemma).then_some(Gender::She))
    }

    /// Whether a noun is many without an ending: "people".
    pub fn is_many(&self, lemma: &str) -> bool {
        listed(&self.nouns.many, lemma)
    }
}

fn listed(list: &[String], word: &str) -> bool {
    list.iter().any(|other| other.eq_ignore_ascii_case(word))
}

/// Words that open what a report adds to a saying in its own voice.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asides {
    clauses: Vec<String>,
    nouns: Vec<String>,
}

impl Asides {
    /// The words that come with the program.
    pub fn embedded() -> Result<Asides, TableError> {
        read_table("speech/asides.toml", diurna_data::SPEECH_ASIDES)
    }

    /// Whether a word opens such a clause.
    pub fn opens_clause(&self, word: &str) -> bool {
        listed(&self.clauses, word)
    }

    /// Whether a word stands before such a noun.
    pub fn opens_noun(&self, word: &str) -> bool {
        listed(&self.nouns, word)
    }
}

/// What opens a condition.
#[derive(Clone, Debug, Default)]
pub struct Conditions {
    phrases: Phrases<Opens>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Opens {
    Always,
    BeforeItsSubject,
    Never,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ConditionFile {
    opens: Vec<String>,
    #[serde(default)]
    inverted: Vec<String>,
    #[serde(default)]
    not: Vec<String>,
}

impl Conditions {
    /// The words that come with the program.
    pub fn embedded() -> Result<Conditions, TableError> {
        Conditions::read_toml("speech/condition.toml", diurna_data::SPEECH_CONDITIONS)
    }

    /// The words of a table.
    pub fn read_toml(name: &str, text: &str) -> Result<Conditions, TableError> {
        let file: ConditionFile = read_table(name, text)?;
        let mut phrases = Phrases::default();
        for phrase in file.opens.iter().filter(|phrase| !file.inverted.contains(phrase)) {
            phrases.add(phrase, Sort::Other, Opens::Always);
        }
        for phrase in &file.inverted {
            phrases.add(phrase, Sort::Other, Opens::BeforeItsSubject);
        }
        for phrase in &file.not {
            phrases.add(phrase, Sort::Other, Opens::Never);
        }
        Ok(Conditions { phrases })
    }

    /// The words that open conditions, as ranges. One that opens a clause only before its subject counts at the start of
    /// the words or after a comma.
    pub fn find(&self, words: &[Seen]) -> Vec<std::ops::Range<usize>> {
        let mut found = Vec::new();
        let mut from = 0;
        while from < words.len() {
            let hits = self.phrases.at(words, from);
            let Some(hit) = hits.first() else {
                from += 1;
                continue;
            };
            let opens = match hit.value {
                Opens::Always => true,
                Opens::BeforeItsSubject => {
                    from.checked_sub(1).is_none_or(|before| words.get(before).is_some_and(|word| !is_word(word.form)))
                }
                Opens::Never => false,
            };
            if opens {
                found.push(hit.first..hit.end);
            }
            from = hit.end;
        }
        found
    }
}

/// Whether a token has a letter or a digit.
fn is_word(form: &str) -> bool {
    form.chars().any(char::is_alphanumeric)
}

/// Words that say how real a happening is, by how they stand to it.
#[derive(Clone, Debug, Default)]
pub struct ActualityWords {
    rows: BTreeMap<Actuality, Marks>,
}

/// The words of one actuality.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Marks {
    /// Auxiliaries beside it: "could seize".
    #[serde(default)]
    pub auxiliaries: Vec<String>,
    /// Verbs that govern it: "tried to seize".
    #[serde(default)]
    pub verbs: Vec<String>,
    /// Nouns that hold it: "fears of an attack".
    #[serde(default)]
    pub nouns: Vec<String>,
    /// Any other words with it: "a planned meeting".
    #[serde(default)]
    pub other: Vec<String>,
}

impl ActualityWords {
    /// The words that come with the program.
    pub fn embedded() -> Result<ActualityWords, TableError> {
        ActualityWords::read_toml("speech/actuality.toml", diurna_data::SPEECH_ACTUALITY)
    }

    /// The words of a table: one section an actuality.
    pub fn read_toml(name: &str, text: &str) -> Result<ActualityWords, TableError> {
        let file: BTreeMap<String, Marks> = read_table(name, text)?;
        let mut rows = BTreeMap::new();
        for (word, marks) in file {
            let actuality = Actuality::parse(&word).ok_or_else(|| {
                TableError::near(name, text, &format!("[{word}]"), format!("no actuality is named {word}"))
            })?;
            rows.insert(actuality, marks);
        }
        Ok(ActualityWords { rows })
    }

    /// The words of an actuality.
    pub fn of(&self, actuality: Actuality) -> Option<&Marks> {
        self.rows.get(&actuality)
    }

    /// The actualities for which an auxiliary stands.
    pub fn of_auxiliary(&self, lemma: &str) -> Vec<Actuality> {
        self.whose(lemma, |marks| &marks.auxiliaries)
    }

    /// The actualities that a governing verb tells.
    pub fn of_verb(&self, lemma: &str) -> Vec<Actuality> {
        self.whose(lemma, |marks| &marks.verbs)
    }

    /// The actualities that a holding noun tells.
    pub fn of_noun(&self, lemma: &str) -> Vec<Actuality> {
        self.whose(lemma, |marks| &marks.nouns)
    }

    /// The actualities that another word beside it tells.
    pub fn of_other(&self, lemma: &str) -> Vec<Actuality> {
        self.whose(lemma, |marks| &marks.other)
    }

    fn whose<'a>(&'a self, lemma: &str, list: impl Fn(&'a Marks) -> &'a Vec<String>) -> Vec<Actuality> {
        let has = |marks: &'a Marks| list(marks).iter().any(|word| word.eq_ignore_ascii_case(lemma));
        self.rows.iter().filter(|(_, marks)| has(marks)).map(|(actuality, _)| *actuality).collect()
    }
}
