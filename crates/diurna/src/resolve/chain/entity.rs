//! Entities: the phrases that stand for one, as they come together.

use super::mention::{Seen, Sort};
use crate::lexicon::{Gender, Number};
use std::collections::BTreeSet;

/// Phrases that stand for one.
#[derive(Debug)]
pub struct Entity {
    /// Its phrases, as indexes into what was seen.
    pub members: Vec<usize>,
    /// Its names and nouns that differ in their words, the first ones first.
    pub forms: Vec<usize>,
    /// Every word of its names and nouns.
    pub words: BTreeSet<String>,
    /// How many.
    pub number: Number,
    /// He, she or it.
    pub gender: Gender,
    /// Whether one of its phrases is a name.
    pub named: bool,
    /// The sentence of its latest phrase.
    pub last_sentence: usize,
}

/// All entities of a reading.
#[derive(Debug, Default)]
pub struct Entities {
    all: Vec<Entity>,
    of: Vec<Option<usize>>,
    latest: BTreeSet<(usize, usize)>,
}

impl Entities {
    /// No entity yet, of so many phrases.
    pub fn new(phrases: usize) -> Entities {
        Entities { of: vec![None; phrases], ..Entities::default() }
    }

    /// The entity of a phrase.
    pub fn of(&self, phrase: usize) -> Option<usize> {
        self.of.get(phrase).copied().flatten()
    }

    /// An entity by its number.
    pub fn get(&self, entity: usize) -> Option<&Entity> {
        self.all.get(entity)
    }

    /// Every entity.
    pub fn iter(&self) -> impl Iterator<Item = &Entity> {
        self.all.iter()
    }

    /// The same entities as they are before a phrase.
    pub fn before(&self, phrase: usize) -> Entities {
        let cut = |entity: &Entity| Entity {
            members: entity.members.iter().copied().filter(|&member| member < phrase).collect(),
            forms: entity.forms.clone(),
            words: BTreeSet::new(),
            ..*entity
        };
        let of = self.of.iter().enumerate().map(|(at, of)| of.filter(|_| at < phrase)).collect();
        Entities { all: self.all.iter().map(cut).collect(), of, latest: BTreeSet::new() }
    }

    /// The entities with their numbers, the one told last first.
    pub fn latest_first(&self) -> impl Iterator<Item = (usize, &Entity)> {
        self.latest.iter().rev().filter_map(|&(_, number)| Some((number, self.all.get(number)?)))
    }

    /// A new entity of one phrase; its number.
    pub fn open(&mut self, phrase: usize, seen: &Seen) -> usize {
        let number = self.all.len();
        self.all.push(Entity {
            members: Vec::new(),
            forms: Vec::new(),
            words: BTreeSet::new(),
            number: seen.number,
            gender: Gender::Any,
            named: false,
            last_sentence: seen.sentence,
        });
        self.join(number, phrase, seen);
        number
    }

    /// Adds a phrase to an entity.
    pub fn join(&mut self, entity: usize, phrase: usize, seen: &Seen) {
        let Some(found) = self.all.get_mut(entity) else { return };
        if let Some(last) = found.members.iter().max() {
            self.latest.remove(&(*last, entity));
        }
        found.members.push(phrase);
        found.last_sentence = found.last_sentence.max(seen.sentence);
        if matches!(seen.sort, Sort::Name | Sort::Noun) {
            found.forms.push(phrase);
            found.words.insert(seen.noun.clone());
            found.words.extend(seen.modifiers.iter().cloned());
            found.named |= seen.sort == Sort::Name;
        }
        if found.gender == Gender::Any {
            found.gender = seen.gender;
        }
        if found.number == Number::Any {
            found.number = seen.number;
        }
        let last = found.members.iter().max().copied().unwrap_or(phrase);
        self.latest.insert((last, entity));
        if let Some(of) = self.of.get_mut(phrase) {
            *of = Some(entity);
        }
    }
}
