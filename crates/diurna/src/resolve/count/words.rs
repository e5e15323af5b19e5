//! The number words of a language, read from their tables.
//!
//! In: the TOML tables of `data/numbers`. Out: one lookup from a lower-case word to what it does in a number, and the
//! phrase tables of counts. A table that does not load is an error with its file and line; nothing is guessed.

use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// A table of words that could not be read: which one, on which line, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WordsError {
    /// The file under `data/`.
    pub file: &'static str,
    /// The line, counted from one.
    pub line: usize,
    /// What is wrong there.
    pub why: String,
}

impl fmt::Display for WordsError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}: {}", self.file, self.line, self.why)
    }
}

impl std::error::Error for WordsError {}

/// Reads one embedded table.
pub(crate) fn table<T: for<'de> Deserialize<'de>>(file: &'static str, text: &str) -> Result<T, WordsError> {
    toml::from_str(text).map_err(|error| {
        let start = error.span().map_or(0, |span| span.start);
        let line = 1 + text.as_bytes().iter().take(start).filter(|&&byte| byte == b'\n').count();
        WordsError { file, line, why: error.message().to_owned() }
    })
}

/// What a word does in a number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum NumberWord {
    /// "seven", "fourteen".
    Unit(u8),
    /// "forty".
    Tens(u8),
    /// "hundred", "million".
    Scale(u64),
    /// "dozen".
    Group(u16),
    /// "half".
    Fraction(u8, u8),
    /// "thirds", "percent": what stands before is a share, not a figure.
    Share,
    /// "a" before a scale.
    Article,
    /// "and" inside a number.
    And,
    /// "of" in "half of a million".
    Of,
    /// "point" in "seven point one".
    Point,
    /// "fourth".
    Ordinal(u8),
}

#[derive(Deserialize)]
struct NumberTable {
    units: BTreeMap<String, u8>,
    tens: BTreeMap<String, u8>,
    scales: BTreeMap<String, u64>,
    suffixes: BTreeMap<String, u64>,
    groups: BTreeMap<String, u16>,
    fractions: BTreeMap<String, (u8, u8)>,
    shares: List,
    small: Small,
    ordinals: BTreeMap<String, u8>,
    ordinal_endings: List,
}

#[derive(Deserialize)]
struct Small {
    article: Vec<String>,
    and: Vec<String>,
    of: Vec<String>,
    point: Vec<String>,
}

#[derive(Deserialize)]
pub(crate) struct List {
    pub words: Vec<String>,
}

/// Every number word, by its lower-case form.
#[derive(Debug)]
pub(crate) struct NumberWords {
    words: BTreeMap<String, NumberWord>,
    suffixes: BTreeMap<String, u64>,
    endings: BTreeSet<String>,
}

impl NumberWords {
    pub(crate) fn read(file: &'static str, text: &str) -> Result<NumberWords, WordsError> {
        let table: NumberTable = table(file, text)?;
        let mut words = BTreeMap::new();
        words.extend(table.ordinals.into_iter().map(|(word, n)| (word, NumberWord::Ordinal(n))));
        words.extend(
            table
                .shares
                .words
                .into_iter()
                .filter(|word| !words.contains_key(word))
                .map(|word| (word, NumberWord::Share))
                .collect::<Vec<_>>(),
        );
        words.extend(table.units.into_iter().map(|(word, n)| (word, NumberWord::Unit(n))));
        words.extend(table.tens.into_iter().map(|(word, n)| (word, NumberWord::Tens(n))));
        words.extend(table.scales.into_iter().map(|(word, n)| (word, NumberWord::Scale(n))));
        words.extend(table.groups.into_iter().map(|(word, n)| (word, NumberWord::Group(n))));
        words.extend(table.fractions.into_iter().map(|(word, (a, b))| (word, NumberWord::Fraction(a, b.max(1)))));
        let small = table.small;
        for (list, does) in [
            (small.article, NumberWord::Article),
            (small.and, NumberWord::And),
            (small.of, NumberWord::Of),
            (small.point, NumberWord::Point),
        ] {
            words.extend(list.into_iter().map(|word| (word, does)));
        }
        Ok(NumberWords { words, suffixes: table.suffixes, endings: table.ordinal_endings.words.into_iter().collect() })
    }

    /// What a lower-case word does in a number.
    pub(crate) fn does(&self, word: &str) -> Option<NumberWord> {
        self.words.get(word).copied()
    }

    /// The scale of an ending glued to digits: "2.5bn".
    pub(crate) fn suffix(&self, word: &str) -> Option<u64> {
        self.suffixes.get(word).copied()
    }

    /// Whether an ending glued to digits makes them an ordinal: "20th".
    pub(crate) fn ordinal_ending(&self, word: &str) -> bool {
        self.endings.contains(word)
    }
}

/// Phrases of several words, each with a meaning; the longest is found first.
#[derive(Debug)]
pub(crate) struct Phrases<T> {
    by_first: BTreeMap<String, Vec<(Vec<String>, T)>>,
}

impl<T> Default for Phrases<T> {
    fn default() -> Phrases<T> {
        Phrases { by_first: BTreeMap::new() }
    }
}

impl<T: Copy> Phrases<T> {
    pub(crate) fn add(&mut self, phrase: &str, means: T) {
        let words: Vec<String> = phrase.split(' ').map(str::to_owned).collect();
        let Some(first) = words.first().cloned() else { return };
        let list = self.by_first.entry(first).or_default();
        list.push((words, means));
        list.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
    }

    /// The longest phrase that starts at `at`, where `word(i)` is the lower-case word `i`; with the place after it.
    pub(crate) fn at<'a>(&self, at: usize, word: impl Fn(usize) -> Option<&'a str>) -> Option<(T, usize)> {
        let list = self.by_first.get(word(at)?)?;
        list.iter().find_map(|(words, means)| {
            let all = words.iter().enumerate().all(|(offset, own)| word(at + offset) == Some(own.as_str()));
            all.then_some((*means, at + words.len()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_table_names_its_line() {
        let error = table::<List>("numbers/x.toml", "# words\nwords = [1]\n").err().expect("not a list of words");
        assert_eq!((error.file, error.line), ("numbers/x.toml", 2));
        assert!(error.to_string().starts_with("numbers/x.toml:2: "));
    }

    #[test]
    fn the_longest_phrase_wins() {
        let mut phrases = Phrases::default();
        phrases.add("more", 1);
        phrases.add("more than", 2);
        let words = ["no", "more", "than", "ten"];
        assert_eq!(phrases.at(1, |i| words.get(i).copied()), Some((2, 3)));
        assert_eq!(phrases.at(0, |i| words.get(i).copied()), None);
    }
}
