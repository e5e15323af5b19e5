//! Phrases of lemmas, with gaps, and where they stand among the words of a sentence.
//!
//! In: a phrase as a table writes it ("lay down ~ arm") and words as a reading has them. Out: the words it covers.
//! A `~` stands for up to four words. It knows no word of its own.

use serde::Deserialize;
use std::collections::BTreeMap;

/// How many words a `~` may stand for.
const GAP: usize = 4;

/// What sort of word a phrase has to be to count.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sort {
    /// A verb.
    Verb,
    /// A noun or a name.
    Noun,
    /// Any other word.
    Other,
}

/// How well a phrase names what it names.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Strength {
    /// It may, among other things.
    Maybe,
    /// It names it and hardly anything else.
    Sure,
}

/// A word of a sentence as it is looked up: its lemma, its form, its sort.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Seen<'a> {
    /// The lemma.
    pub lemma: &'a str,
    /// The form in the text.
    pub form: &'a str,
    /// The sort, or `None` where no tagger has read it.
    pub sort: Option<Sort>,
}

impl<'a> Seen<'a> {
    /// A bare word that no tagger has read.
    pub fn bare(word: &'a str) -> Seen<'a> {
        Seen { lemma: word, form: word, sort: None }
    }

    /// The bare words of a phrase.
    pub fn words(phrase: &'a str) -> Vec<Seen<'a>> {
        pieces(phrase).map(Seen::bare).collect()
    }

    fn is(&self, word: &str) -> bool {
        self.lemma.eq_ignore_ascii_case(word) || self.form.eq_ignore_ascii_case(word)
    }

    fn may_be(&self, sort: Sort) -> bool {
        self.sort.is_none_or(|own| own == sort || sort == Sort::Other)
    }
}

/// The words of a phrase: split at spaces, and around hyphens as the tokens of a text are.
pub(crate) fn pieces(phrase: &str) -> impl Iterator<Item = &str> {
    phrase.split_whitespace().flat_map(|word| {
        let inside = word.len() > 1 && word.contains('-');
        let parts: Vec<&str> = if inside { word.split_inclusive('-').flat_map(apart).collect() } else { vec![word] };
        parts
    })
}

/// A piece and the hyphen that ends it.
fn apart(piece: &str) -> impl Iterator<Item = &str> {
    let (word, hyphen) = match piece.strip_suffix('-') {
        Some(word) => (word, Some("-")),
        None => (piece, None),
    };
    Some(word).filter(|word| !word.is_empty()).into_iter().chain(hyphen)
}

/// Phrases that each stand for a value, found by their first word.
#[derive(Clone, Debug)]
pub(crate) struct Phrases<T> {
    first: BTreeMap<String, Vec<Phrase<T>>>,
}

#[derive(Clone, Debug)]
struct Phrase<T> {
    /// The words after the first one, a gap as `None`.
    rest: Vec<Option<String>>,
    sort: Sort,
    written: String,
    value: T,
}

/// A phrase found: the words it covers, how the table writes it, what it stands for.
#[derive(Debug)]
pub(crate) struct Hit<'a, T> {
    pub first: usize,
    pub end: usize,
    pub written: &'a str,
    pub value: &'a T,
}

impl<T> Default for Phrases<T> {
    fn default() -> Phrases<T> {
        Phrases { first: BTreeMap::new() }
    }
}

impl<T> Phrases<T> {
    /// Adds a phrase; one without a word is left out.
    pub fn add(&mut self, written: &str, sort: Sort, value: T) {
        let mut words = pieces(written);
        let Some(first) = words.next() else { return };
        let rest = words.map(|word| (word != "~").then(|| word.to_lowercase())).collect();
        let phrase = Phrase { rest, sort, written: written.to_string(), value };
        self.first.entry(first.to_lowercase()).or_default().push(phrase);
    }

    /// Every phrase that starts at a word, the one with the most words first.
    pub fn at(&self, words: &[Seen], start: usize) -> Vec<Hit<'_, T>> {
        let Some(word) = words.get(start) else { return Vec::new() };
        let lemma = word.lemma.to_lowercase();
        let form = word.form.to_lowercase();
        let by_form = if form == lemma { None } else { self.first.get(&form) };
        let mut hits: Vec<Hit<'_, T>> = (self.first.get(&lemma).into_iter().chain(by_form))
            .flatten()
            .filter_map(|phrase| phrase.found(words, start))
            .collect();
        hits.sort_by_key(|hit| std::cmp::Reverse(hit.end - hit.first));
        hits
    }
}

impl<T> Phrase<T> {
    fn found(&self, words: &[Seen], start: usize) -> Option<Hit<'_, T>> {
        let end = ends(&self.rest, words, start + 1)?;
        // A phrase of nouns is known by its last word, one of verbs by its first.
        let tell = if self.sort == Sort::Noun { end - 1 } else { start };
        let loose = end - start > 1 && self.sort == Sort::Noun;
        let fits = loose || words.get(tell).is_some_and(|word| word.may_be(self.sort));
        fits.then_some(Hit { first: start, end, written: &self.written, value: &self.value })
    }
}

/// Where the rest of a phrase ends, if it stands there.
fn ends(rest: &[Option<String>], words: &[Seen], from: usize) -> Option<usize> {
    match rest.split_first() {
        None => Some(from),
        Some((Some(word), later)) => {
            words.get(from).filter(|seen| seen.is(word)).and_then(|_| ends(later, words, from + 1))
        }
        Some((None, later)) => (0..=GAP).find_map(|over| ends(later, words, from + over)),
    }
}
