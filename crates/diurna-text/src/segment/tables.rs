//! The word lists that segmentation goes by, read from the data crate once.
//!
//! In: TOML. Out: sorted lists to look words up in. Nothing here knows a word of its own.

use serde::Deserialize;
use std::sync::LazyLock;

/// What the full stop of an abbreviation may be besides its own.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Stop {
    /// Never the end of a sentence.
    Inside,
    /// The end of a sentence where an opener follows.
    Either,
    /// The abbreviation's only before a figure.
    Digit,
}

/// Every list of segmentation.
pub(crate) struct Tables {
    abbreviations: Vec<(String, Stop)>,
    splits: Vec<(String, Vec<usize>)>,
    small_only: Vec<String>,
    endings: Vec<String>,
    negation: String,
    elisions: Vec<String>,
    prefixes: Vec<String>,
    file_endings: Vec<String>,
    slashed: Vec<String>,
    units: Vec<String>,
    openers: Vec<String>,
    in_names: Vec<String>,
    sayings: Vec<String>,
    /// Starts of web addresses.
    pub(crate) addresses: Vec<String>,
    /// Emoticons, the longest first.
    pub(crate) emoticons: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Abbreviations {
    abbreviation: Vec<Abbreviation>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Abbreviation {
    stop: Stop,
    forms: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Contractions {
    endings: Vec<String>,
    negation: String,
    split: Vec<String>,
    small_only: Vec<String>,
    elisions: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Joins {
    prefixes: Vec<String>,
    endings: Vec<String>,
    addresses: Vec<String>,
    slashed: Vec<String>,
    units: Vec<String>,
    emoticons: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Openers {
    openers: Vec<String>,
    in_names: Vec<String>,
    sayings: Vec<String>,
}

/// The embedded lists.
pub(crate) fn tables() -> &'static Tables {
    static TABLES: LazyLock<Tables> = LazyLock::new(|| load().expect("a test loads the embedded tables"));
    &TABLES
}

fn load() -> Result<Tables, toml::de::Error> {
    let abbreviations: Abbreviations = toml::from_str(diurna_data::TEXT_ABBREVIATIONS)?;
    let contractions: Contractions = toml::from_str(diurna_data::TEXT_CONTRACTIONS)?;
    let joins: Joins = toml::from_str(diurna_data::TEXT_JOINS)?;
    let openers: Openers = toml::from_str(diurna_data::TEXT_OPENERS)?;
    let mut forms: Vec<(String, Stop)> = Vec::new();
    for group in abbreviations.abbreviation {
        forms.extend(group.forms.iter().map(|form| (form.clone(), group.stop)));
        forms.extend(group.forms.iter().filter(|form| form.len() > 1).map(|form| (form.to_uppercase(), group.stop)));
    }
    forms.sort_by(|left, right| left.0.cmp(&right.0));
    forms.dedup_by(|later, earlier| later.0 == earlier.0);
    let mut splits: Vec<(String, Vec<usize>)> = contractions.split.iter().map(|form| cut(form)).collect();
    splits.sort();
    let mut emoticons = joins.emoticons;
    emoticons.sort_by_key(|form| std::cmp::Reverse(form.len()));
    Ok(Tables {
        abbreviations: forms,
        splits,
        small_only: sorted(contractions.small_only),
        endings: sorted(contractions.endings),
        negation: contractions.negation,
        elisions: sorted(contractions.elisions),
        prefixes: sorted(joins.prefixes),
        file_endings: sorted(joins.endings),
        slashed: sorted(joins.slashed),
        units: joins.units,
        openers: sorted(openers.openers),
        in_names: sorted(openers.in_names),
        sayings: sorted(openers.sayings),
        addresses: joins.addresses,
        emoticons,
    })
}

/// "can|not" as the word and the bytes at which it falls apart.
fn cut(form: &str) -> (String, Vec<usize>) {
    let bars = form.match_indices('|').enumerate().map(|(before, (at, _))| at - before).collect();
    (form.replace('|', ""), bars)
}

fn sorted(mut words: Vec<String>) -> Vec<String> {
    words.sort();
    words
}

/// The longest word any list holds, in bytes.
const LONGEST: usize = 16;

/// A short ASCII word in small letters, on the stack.
pub(crate) struct Folded {
    bytes: [u8; LONGEST],
    len: usize,
}

impl Folded {
    /// `word` in small letters, or `None` when it is too long for any list or not ASCII.
    pub(crate) fn of(word: &str) -> Option<Folded> {
        if word.len() > LONGEST || !word.is_ascii() {
            return None;
        }
        let mut bytes = [0; LONGEST];
        for (to, from) in bytes.iter_mut().zip(word.bytes()) {
            *to = from.to_ascii_lowercase();
        }
        Some(Folded { bytes, len: word.len() })
    }

    /// The folded word.
    pub(crate) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.len]).unwrap_or("")
    }
}

fn among(words: &[String], word: &str) -> bool {
    Folded::of(word).is_some_and(|word| words.binary_search_by(|held| held.as_str().cmp(word.as_str())).is_ok())
}

impl Tables {
    /// What the full stop after `word` may be, where `word` is an abbreviation.
    pub(crate) fn abbreviation(&self, word: &str) -> Option<Stop> {
        let found = self.abbreviations.binary_search_by(|held| held.0.as_str().cmp(word)).ok()?;
        Some(self.abbreviations[found].1)
    }

    /// Where a word without an apostrophe falls in two: after "can" in "cannot".
    pub(crate) fn split(&self, word: &str) -> Option<&[usize]> {
        let first = word.as_bytes().first()?.to_ascii_lowercase();
        if word.len() > 8 || !first.is_ascii_lowercase() {
            return None;
        }
        let folded = Folded::of(word)?;
        let found = self.splits.binary_search_by(|held| held.0.as_str().cmp(folded.as_str())).ok()?;
        let capitals = word.bytes().skip(1).all(|byte| byte.is_ascii_uppercase());
        (!capitals || !among(&self.small_only, word)).then(|| self.splits[found].1.as_slice())
    }

    /// Whether `word` is what stands after an apostrophe in "John's", "we've".
    pub(crate) fn is_ending(&self, word: &str) -> bool {
        among(&self.endings, word)
    }

    /// Whether `word` is the "t" of "don't".
    pub(crate) fn is_negation(&self, word: &str) -> bool {
        word.eq_ignore_ascii_case(&self.negation)
    }

    /// Whether `word` is what an apostrophe cuts the front of: "em".
    pub(crate) fn is_elision(&self, word: &str) -> bool {
        among(&self.elisions, word)
    }

    /// Whether `word` keeps the hyphen after it: "anti".
    pub(crate) fn is_prefix(&self, word: &str) -> bool {
        among(&self.prefixes, word)
    }

    /// Whether `word` ends a web address or a file's name.
    pub(crate) fn is_file_ending(&self, word: &str) -> bool {
        among(&self.file_endings, word)
    }

    /// Whether `word` is a unit that would pass for part of a name: the "m" of 10m.
    pub(crate) fn is_unit(&self, word: &str) -> bool {
        self.units.iter().any(|unit| unit == word)
    }

    /// Whether `word` is one word in spite of its slash.
    pub(crate) fn is_slashed(&self, word: &str) -> bool {
        among(&self.slashed, word)
    }

    /// Whether `word` seldom has a capital except at the start of a sentence.
    pub(crate) fn is_opener(&self, word: &str) -> bool {
        among(&self.openers, word)
    }

    /// Whether `word` stands in the middle of names too: "The" of "The Hague".
    pub(crate) fn is_in_names(&self, word: &str) -> bool {
        among(&self.in_names, word)
    }

    /// Whether `word` tells that somebody spoke.
    pub(crate) fn is_saying(&self, word: &str) -> bool {
        among(&self.sayings, word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_tables_load() {
        assert!(load().is_ok());
    }

    #[test]
    fn words_are_found_in_any_case() {
        let tables = tables();
        assert_eq!(tables.split("Cannot"), Some(&[3][..]));
        assert_eq!(tables.split("cannon"), None);
        assert_eq!(tables.abbreviation("GEN"), Some(Stop::Inside));
        assert!(tables.is_prefix("Anti") && tables.is_opener("The") && !tables.is_opener("Mogadishu"));
    }
}
