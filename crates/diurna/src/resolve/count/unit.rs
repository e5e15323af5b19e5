//! What a figure counts: the noun behind it, and the group that noun stands for.
//!
//! In: tokens and the place behind a figure. Out: the noun as the text has it ("police officers"), "people" for words that
//! stand for people ("32 dead"), or nothing. It looks no further than the noun phrase and knows no grammar beyond its tables.

use super::tokens::{Gap, Make, Tokens};
use super::words::{WordsError, table};
use super::{NumberWord, is_joint};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// Up to how many capitals are letters and not a word.
const ACRONYM: usize = 5;

/// How many tokens behind a figure are looked at.
const REACH: usize = 9;

/// The nouns of counts.
#[derive(Debug)]
pub(crate) struct UnitWords {
    people: BTreeSet<String>,
    one: BTreeSet<String>,
    plural: BTreeSet<String>,
    peoples: BTreeSet<String>,
    singular: BTreeSet<String>,
    groups: BTreeSet<String>,
    measures: BTreeSet<String>,
    money: BTreeSet<String>,
    age: BTreeSet<String>,
    ages: BTreeSet<String>,
    ends: BTreeSet<String>,
    through: BTreeSet<String>,
    named: String,
    who: BTreeMap<String, String>,
    endings: Endings,
}

#[derive(Deserialize)]
struct Table {
    people: People,
    plain: Plain,
    ends: Ends,
    measures: Measures,
    endings: Endings,
}

/// How words of the language end.
#[derive(Debug, Deserialize)]
struct Endings {
    plural: Vec<String>,
    never: Vec<String>,
    names: Vec<String>,
    possessive: Vec<String>,
    shortest: usize,
}

impl Endings {
    /// Whether a word ends as an unknown plural noun does.
    fn plural(&self, word: &str, name: bool) -> bool {
        let ends = |list: &[String]| list.iter().any(|ending| word.ends_with(ending.as_str()));
        word.len() >= self.shortest && ends(&self.plural) && !ends(&self.never) && (name || !ends(&self.names))
    }
}

#[derive(Deserialize)]
struct People {
    named: String,
    words: Vec<String>,
    one: Vec<String>,
}

#[derive(Deserialize)]
struct Plain {
    plural: Vec<String>,
    peoples: Vec<String>,
    singular: Vec<String>,
    groups: Vec<String>,
}

#[derive(Deserialize)]
struct Ends {
    words: Vec<String>,
    through: Vec<String>,
}

#[derive(Deserialize)]
struct Measures {
    words: Vec<String>,
    money: Vec<String>,
    age: Vec<String>,
    ages: Vec<String>,
}

#[derive(Deserialize)]
struct Who {
    groups: BTreeMap<String, Vec<String>>,
}

impl UnitWords {
    pub(crate) fn read(units: &str, who: &str) -> Result<UnitWords, WordsError> {
        let Table { people, plain, ends, measures, endings } = table("numbers/units.toml", units)?;
        let groups: Who = table("numbers/who.toml", who)?;
        let set = |list: Vec<String>| list.into_iter().collect::<BTreeSet<_>>();
        let who = groups
            .groups
            .into_iter()
            .flat_map(|(group, words)| words.into_iter().map(move |word| (word, group.clone())));
        Ok(UnitWords {
            named: people.named,
            people: set(people.words),
            one: set(people.one),
            plural: set(plain.plural),
            peoples: set(plain.peoples),
            singular: set(plain.singular),
            groups: set(plain.groups),
            measures: set(measures.words),
            money: set(measures.money),
            age: set(measures.age),
            ages: set(measures.ages),
            ends: set(ends.words),
            through: set(ends.through),
            who: who.collect(),
            endings,
        })
    }

    /// The group of a unit, by its words, else by its last word.
    pub(crate) fn who(&self, unit: &str) -> Option<&str> {
        let lower = unit.to_lowercase();
        let last = lower.rsplit(' ').next().unwrap_or(&lower);
        self.who.get(&lower).or_else(|| self.who.get(last)).map(String::as_str)
    }

    /// The noun behind a figure that ends before token `at`.
    pub(crate) fn after(&self, tokens: &Tokens, at: usize) -> Option<String> {
        let (mut noun, mut people, mut stands): (Option<usize>, Option<usize>, bool) = (None, None, false);
        let start = self.past_partitive(tokens, at);
        for i in start..tokens.list.len().min(start + REACH) {
            let word = tokens.lower(i)?;
            if self.passes(tokens, i) {
                continue;
            }
            if tokens.get(i).is_some_and(|token| token.gap == Gap::Break && i > at) {
                break;
            }
            let harm = self.people.contains(word) || self.one.contains(word);
            if harm || self.through.contains(word) {
                if noun.or(people).is_some() {
                    break;
                }
                stands |= harm;
            } else if self.is_end(tokens, i) || tokens.number(i).is_some() {
                break;
            } else if let Some(whole) = self.hyphened(tokens, i) {
                return Some(whole);
            } else if self.is_plural(word, tokens.raw(i))
                || (self.singular.contains(word) && !self.noun_follows(tokens, i + 1))
            {
                noun = Some(i);
            } else if self.peoples.contains(word) {
                people = Some(i);
            } else if noun.is_some() {
                break;
            }
        }
        match noun.or(people) {
            Some(at) => Some(self.with_kind(tokens, at)),
            None => stands.then(|| self.named.clone()),
        }
    }

    /// "of them", "of the", "of those" behind a figure.
    fn past_partitive(&self, tokens: &Tokens, at: usize) -> usize {
        let of = tokens.number(at) == Some(NumberWord::Of);
        let pointer = tokens.lower(at + 1).is_some_and(|word| self.ends.contains(word)) && !is_joint(tokens, at + 1);
        if !of || !pointer {
            return at + usize::from(of);
        }
        let number = |i: usize| {
            matches!(tokens.number(i), Some(NumberWord::Unit(_) | NumberWord::Tens(_)))
                || tokens.get(i).is_some_and(|token| token.make == Make::Digits)
        };
        at + 2 + usize::from(number(at + 2))
    }

    /// A known noun written with a hyphen: "passers-by".
    fn hyphened(&self, tokens: &Tokens, i: usize) -> Option<String> {
        if !(tokens.mark(i + 1, &["-"]) && tokens.glued(i + 1) && tokens.glued(i + 2)) {
            return None;
        }
        let whole = tokens.text.get(tokens.range(i, i + 3))?;
        self.plural.contains(&whole.to_lowercase()).then(|| whole.to_owned())
    }

    /// Quotes and hyphens inside a noun phrase.
    fn passes(&self, tokens: &Tokens, i: usize) -> bool {
        tokens.mark(i, &["-", "‐", "\"", "“", "”", "‘", "'", "’", "/"])
            || (tokens.glued(i)
                && tokens.lower(i).is_some_and(|word| self.endings.possessive.iter().any(|own| own == word)))
    }

    /// Whether the noun phrase ends before token `i`.
    pub(crate) fn is_end(&self, tokens: &Tokens, i: usize) -> bool {
        match tokens.get(i).map(|token| token.make) {
            Some(Make::Mark) => !self.passes(tokens, i),
            Some(Make::Digits) | None => true,
            Some(Make::Word) => tokens.lower(i).is_some_and(|word| self.ends.contains(word)),
        }
    }

    /// Whether a plural noun stands at token `i`.
    fn noun_follows(&self, tokens: &Tokens, i: usize) -> bool {
        let i = if tokens.mark(i, &["-"]) { i + 1 } else { i };
        tokens.lower(i).is_some_and(|word| {
            !self.is_end(tokens, i) && (self.is_plural(word, tokens.raw(i)) || self.singular.contains(word))
        })
    }

    /// Whether a word is a plural noun, known or by its ending.
    fn is_plural(&self, word: &str, raw: &str) -> bool {
        if self.plural.contains(word) {
            return true;
        }
        let name = raw.chars().next().is_some_and(char::is_uppercase);
        let letters = raw.len() <= ACRONYM && raw.chars().all(char::is_uppercase);
        self.endings.plural(word, name) && !self.ends.contains(word) && !letters
    }

    /// The noun with the noun before it that says which kind: "police officers", "aid workers", where the table of groups
    /// knows the pair.
    fn with_kind(&self, tokens: &Tokens, at: usize) -> String {
        let own = tokens.raw(at);
        if at > 0 && tokens.get(at).is_some_and(|token| token.gap == Gap::Space) {
            let pair = tokens.range(at - 1, at + 1);
            if let Some(pair) = tokens.text.get(pair).filter(|pair| self.who.contains_key(&pair.to_lowercase())) {
                return pair.to_owned();
            }
        }
        own.to_owned()
    }

    /// The noun that heads a whole phrase.
    pub(crate) fn head(&self, tokens: &Tokens) -> Option<String> {
        let last = self.head_at(tokens)?;
        let word = tokens.lower(last)?;
        if self.people.contains(word) || self.one.contains(word) {
            return Some(self.named.clone());
        }
        let known =
            self.singular.contains(word) || self.is_plural(word, tokens.raw(last)) || self.who.contains_key(word);
        known.then(|| self.with_kind(tokens, last))
    }

    /// Where the head of a phrase stands: the last word before what only describes it.
    fn head_at(&self, tokens: &Tokens) -> Option<usize> {
        let from = (0..tokens.list.len()).find(|&i| !self.is_end(tokens, i)).unwrap_or(0);
        let stop = (from + 1..tokens.list.len())
            .find(|&i| self.is_end(tokens, i) || tokens.lower(i).is_some_and(|word| self.through.contains(word)))
            .unwrap_or(tokens.list.len());
        (from..stop).rev().find(|&i| tokens.get(i).is_some_and(|token| token.make == Make::Word))
    }

    /// Whether the phrase's head is plural, or a second head is joined to it.
    pub(crate) fn is_plural_head(&self, tokens: &Tokens) -> bool {
        let Some(head) = self.head_at(tokens) else { return false };
        let word = tokens.lower(head).unwrap_or("");
        let raw = tokens.raw(head);
        let name = raw.chars().next().is_some_and(char::is_uppercase) && !self.plural.contains(word);
        let after_article = tokens.lower(0).is_some_and(|first| self.ends.contains(first));
        let joined = (head + 1..tokens.list.len()).any(|i| tokens.number(i) == Some(NumberWord::And));
        let plural = self.is_plural(word, raw) && (!name || after_article || head == 0);
        plural || joined || (self.people.contains(word) && (after_article || self.endings.plural(word, false)))
    }

    /// Whether the phrase's head is a body of people of unknown size: "team", "crew".
    pub(crate) fn is_group(&self, tokens: &Tokens) -> bool {
        let head = self.head_at(tokens).and_then(|head| tokens.lower(head));
        head.is_some_and(|word| self.groups.contains(word))
    }

    /// Whether the figure that ends before token `next` is an age: "3-year-old", "80 years old".
    pub(crate) fn age(&self, tokens: &Tokens, next: usize) -> bool {
        self.age_word(tokens, next).is_some()
    }

    /// Whether it is the age of several: "3-year-olds".
    pub(crate) fn ages(&self, tokens: &Tokens, next: usize) -> bool {
        self.age_word(tokens, next).is_some_and(|word| self.ages.contains(word))
    }

    /// The word of age behind a figure: nothing but a measure and hyphens may stand between.
    fn age_word<'t>(&self, tokens: &'t Tokens, next: usize) -> Option<&'t str> {
        let measures = |i: usize| tokens.lower(i).is_some_and(|word| self.measures.contains(word));
        let i = (next..next + 5).find(|&i| !tokens.mark(i, &["-", "‐", "‑"]) && !measures(i))?;
        let measured = tokens.glued(i) || (next..i).any(measures);
        tokens.lower(i).filter(|word| measured && (self.age.contains(*word) || self.ages.contains(*word)))
    }

    /// Whether the figure from token `from` to before `next` measures something that cannot be harmed: an age, a distance,
    /// a sum, a time.
    pub(crate) fn measures(&self, tokens: &Tokens, from: usize, next: usize) -> bool {
        let before = from.checked_sub(1).and_then(|i| tokens.lower(i));
        if before.is_some_and(|word| self.money.contains(word))
            || (from..next).any(|i| {
                tokens.lower(i).is_some_and(|word| {
                    self.money.contains(word) && tokens.get(i).is_some_and(|token| token.make == Make::Mark)
                })
            })
        {
            return true;
        }
        let glued = tokens.glued(next);
        let i = if tokens.mark(next, &["-"]) && glued { next + 1 } else { next };
        let of_time = glued
            && tokens.mark(next, &[":", "/", "."])
            && tokens.glued(next + 1)
            && tokens.get(next + 1).is_some_and(|token| token.make == Make::Digits);
        let of_word = glued && i == next && tokens.get(next).is_some_and(|token| token.make == Make::Word);
        let part = from > 0 && tokens.glued(from) && tokens.mark(from - 1, &[":", "/", "-", ".", "#", "°"]);
        of_time || of_word || part || tokens.lower(i).is_some_and(|word| self.measures.contains(word))
    }
}
