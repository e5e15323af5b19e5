//! The words of a place phrase that are not the name.
//!
//! In: data/places/words.toml and stop.toml. Out: questions with yes or no. It knows single words and fixed pairs, never grammar.

use super::gazetteer::GazetteerError;
use crate::resolve::fold::fold;
use diurna_record::Grain;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Deserialize)]
struct File {
    types: BTreeMap<String, Vec<String>>,
    apposed: List,
    parts: Parts,
    directions: Directions,
    little: Little,
    stand_in: StandIn,
    single: List,
    first: BTreeMap<String, BTreeSet<String>>,
    short: BTreeMap<String, String>,
    kin: Kin,
}

#[derive(Deserialize)]
struct Kin {
    groups: Vec<BTreeSet<String>>,
}

#[derive(Deserialize)]
struct List {
    words: BTreeSet<String>,
}

#[derive(Deserialize)]
struct Parts {
    words: BTreeSet<String>,
    wide: BTreeSet<String>,
    whereabouts: BTreeSet<String>,
}

#[derive(Deserialize)]
struct Directions {
    words: BTreeSet<String>,
    nouns: BTreeSet<String>,
}

#[derive(Deserialize)]
struct Little {
    determiners: BTreeSet<String>,
    possessives: BTreeSet<String>,
    prepositions: BTreeSet<String>,
    aside: BTreeSet<String>,
    stops: BTreeSet<String>,
    and: BTreeSet<String>,
    described: BTreeSet<String>,
    articles: BTreeSet<String>,
    of: BTreeSet<String>,
    at: BTreeSet<String>,
    acting: BTreeSet<String>,
    definite: BTreeSet<String>,
}

#[derive(Deserialize)]
struct StandIn {
    country: BTreeSet<String>,
    here: BTreeSet<String>,
    capital: BTreeSet<String>,
    border: BTreeSet<String>,
    soil: BTreeSet<String>,
    states: BTreeSet<String>,
}

#[derive(Deserialize)]
struct Stop {
    words: Vec<String>,
}

/// What a word of a place phrase is, other than a name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Sort {
    Determiner,
    Possessive,
    Preposition,
    /// A preposition whose place is only an aid: "near", "to".
    Aside,
    Stop,
    And,
    Direction,
    Part,
    Wide,
    Described,
    Country,
    Here,
    Type(Grain),
    Unknown,
}

/// All the words.
pub(super) struct Words {
    types: BTreeMap<String, Grain>,
    file: File,
    stop: BTreeSet<String>,
}

impl Words {
    pub(super) fn embedded() -> Result<Words, GazetteerError> {
        let file: File = toml::from_str(diurna_data::PLACES_WORDS)
            .map_err(|error| GazetteerError(format!("data/places/words.toml: {error}")))?;
        let stop: Stop = toml::from_str(diurna_data::PLACES_STOP)
            .map_err(|error| GazetteerError(format!("data/places/stop.toml: {error}")))?;
        let mut types = BTreeMap::new();
        for (grain, words) in &file.types {
            let grain = Grain::parse(grain)
                .ok_or_else(|| GazetteerError(format!("data/places/words.toml: no grain is called {grain}")))?;
            for word in words {
                if let Some(other) = types.insert(fold(word), grain) {
                    let (one, two) = (other.as_str(), grain.as_str());
                    return Err(GazetteerError(format!("data/places/words.toml: {word} is both {one} and {two}")));
                }
            }
        }
        let stop = stop.words.iter().map(|word| fold(word)).collect();
        Ok(Words { types, file, stop })
    }

    /// What a folded word is. A word of several sorts is the first of: joint, stand-in, part, direction, type, description.
    pub(super) fn sort(&self, word: &str) -> Sort {
        let little = &self.file.little;
        if little.possessives.contains(word) {
            Sort::Possessive
        } else if self.file.parts.wide.contains(word) {
            Sort::Wide
        } else if little.determiners.contains(word) {
            Sort::Determiner
        } else if little.and.contains(word) {
            Sort::And
        } else if self.file.stand_in.country.contains(word) {
            Sort::Country
        } else if self.file.stand_in.here.contains(word) {
            Sort::Here
        } else if little.aside.contains(word) {
            Sort::Aside
        } else if little.prepositions.contains(word) {
            Sort::Preposition
        } else if little.stops.contains(word) {
            Sort::Stop
        } else if self.file.directions.words.contains(word) {
            Sort::Direction
        } else if let Some(grain) = self.types.get(word) {
            Sort::Type(*grain)
        } else if self.file.parts.words.contains(word) {
            Sort::Part
        } else if little.described.contains(word) {
            Sort::Described
        } else {
            Sort::Unknown
        }
    }

    /// The grain of a type of one or more words.
    pub(super) fn type_of(&self, word: &str) -> Option<Grain> {
        self.types.get(word).copied()
    }

    /// Whether the name after this type and "of" is the place itself.
    pub(super) fn is_apposed(&self, word: &str) -> bool {
        self.file.apposed.words.contains(word)
    }

    /// Whether the word after a name only says "thereabouts": "the Tibu area".
    pub(super) fn is_whereabouts(&self, word: &str) -> bool {
        self.file.parts.whereabouts.contains(word)
    }

    pub(super) fn is_direction_noun(&self, word: &str) -> bool {
        self.file.directions.nouns.contains(word)
    }

    pub(super) fn is_capital(&self, word: &str) -> bool {
        self.file.stand_in.capital.contains(word)
    }

    pub(super) fn is_border(&self, word: &str) -> bool {
        self.file.stand_in.border.contains(word)
    }

    pub(super) fn is_soil(&self, word: &str) -> bool {
        self.file.stand_in.soil.contains(word)
    }

    /// "one" of "one of the hospitals".
    pub(super) fn is_single(&self, word: &str) -> bool {
        self.file.single.words.contains(word)
    }

    /// Whether two kinds may be said of one site.
    pub(super) fn are_kin(&self, one: &str, other: &str) -> bool {
        one == other || self.file.kin.groups.iter().any(|group| group.contains(one) && group.contains(other))
    }

    /// "saint" for "st".
    pub(super) fn long_form(&self, word: &str) -> Option<&str> {
        self.file.short.get(word).map(String::as_str)
    }

    /// The grain that the first word of a name tells: "Jebel" of "Jebel Marra".
    pub(super) fn first_word(&self, key: &str) -> Option<Grain> {
        let first = key.split(' ').next()?;
        self.file.first.iter().find(|(_, words)| words.contains(first)).and_then(|(grain, _)| Grain::parse(grain))
    }

    pub(super) fn is_several_states(&self, word: &str) -> bool {
        self.file.stand_in.states.contains(word)
    }

    /// Whether what follows the preposition acts rather than lies somewhere.
    pub(super) fn is_acting(&self, word: &str) -> bool {
        self.file.little.acting.contains(word)
    }

    /// Whether the word stands before what the reader knows.
    pub(super) fn is_definite(&self, word: &str) -> bool {
        self.file.little.definite.contains(word)
    }

    pub(super) fn is_at(&self, word: &str) -> bool {
        self.file.little.at.contains(word)
    }

    pub(super) fn is_of(&self, word: &str) -> bool {
        self.file.little.of.contains(word)
    }

    pub(super) fn is_article(&self, word: &str) -> bool {
        self.file.little.articles.contains(word)
    }

    /// Whether the word is a place only by accident: "May", "Reading".
    pub(super) fn is_stop(&self, key: &str) -> bool {
        self.stop.contains(key)
    }
}
