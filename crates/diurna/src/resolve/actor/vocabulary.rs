//! The words for actors that are no names, as sets that a phrase is held against.
//!
//! In: the rows of the tables. Out: tests of a word. What a word makes of a phrase is decided in `identify`.

use super::phrase::key_of;
use super::rows::{Gendered, Modifier, Rows, Sectors};
use crate::lexicon::Gender;
use std::collections::BTreeSet;

/// Word sets in one spelling.
#[derive(Debug)]
pub(super) struct Vocabulary {
    plural: Vec<(String, String)>,
    skip: BTreeSet<String>,
    pub collective: BTreeSet<String>,
    pub first: BTreeSet<String>,
    titles: Sets,
    given: Sets,
    pub drops: BTreeSet<String>,
    pub before: BTreeSet<String>,
    pub places: BTreeSet<String>,
    pub of: BTreeSet<String>,
    pub cut: BTreeSet<String>,
    pub joins: BTreeSet<String>,
    pub against: Set,
    pub former: Set,
    pub roles: BTreeSet<String>,
    pub heads: Heads,
    pub sectors: Sectors,
}

/// Words and the sectors they bring.
#[derive(Debug)]
pub(super) struct Set {
    pub words: BTreeSet<String>,
    pub sectors: Vec<String>,
}

/// Nouns that refer back to an actor, by what it is.
#[derive(Debug)]
pub(super) struct Heads {
    pub state: BTreeSet<String>,
    pub group: BTreeSet<String>,
    pub body: BTreeSet<String>,
    pub person: BTreeSet<String>,
}

#[derive(Debug)]
struct Sets {
    he: BTreeSet<String>,
    she: BTreeSet<String>,
    any: BTreeSet<String>,
}

fn set(words: &[String]) -> BTreeSet<String> {
    words.iter().map(|word| key_of(word)).collect()
}

impl Set {
    fn of(row: &Modifier) -> Set {
        Set { words: set(&row.words), sectors: row.sectors.clone() }
    }
}

impl Sets {
    fn of(row: &Gendered) -> Sets {
        Sets { he: set(&row.he), she: set(&row.she), any: set(&row.any) }
    }

    fn gender(&self, word: &str) -> Option<Gender> {
        match (self.he.contains(word), self.she.contains(word), self.any.contains(word)) {
            (true, _, _) => Some(Gender::He),
            (_, true, _) => Some(Gender::She),
            (_, _, true) => Some(Gender::Any),
            _ => None,
        }
    }
}

impl Vocabulary {
    /// The words of the tables.
    pub fn of(rows: &Rows) -> Vocabulary {
        let plural = rows.plural.iter().map(|(many, one)| (many.clone(), one.clone())).collect();
        Vocabulary {
            plural,
            skip: set(&rows.skip),
            collective: set(&rows.collective),
            first: set(&rows.first),
            titles: Sets::of(&rows.titles),
            given: Sets::of(&rows.given),
            drops: set(&rows.own.drops),
            before: set(&rows.own.before),
            places: set(&rows.turns.places),
            of: set(&rows.turns.of),
            cut: set(&rows.turns.cut),
            joins: set(&rows.turns.joins),
            against: Set::of(&rows.against),
            former: Set::of(&rows.former),
            roles: set(&rows.roles.person).into_iter().chain(set(&rows.roles.body)).collect(),
            heads: Heads {
                state: set(&rows.heads.state),
                group: set(&rows.heads.group),
                body: set(&rows.heads.body),
                person: set(&rows.heads.person),
            },
            sectors: rows.sectors.clone(),
        }
    }

    /// Whether a word is passed over: articles, numbers, "several".
    pub fn skips(&self, word: &str) -> bool {
        self.skip.contains(word) || word.starts_with(|c: char| c.is_ascii_digit())
    }

    /// The gender that a courtesy title or rank tells; `None` if the word is none.
    pub fn title(&self, word: &str) -> Option<Gender> {
        self.titles.gender(word)
    }

    /// The gender that a given name tells.
    pub fn given(&self, word: &str) -> Option<Gender> {
        self.given.gender(word)
    }

    /// Whether a word refers back to actors by what they are.
    pub fn knows_head(&self, word: &str) -> bool {
        let heads = &self.heads;
        [&heads.state, &heads.group, &heads.body, &heads.person].iter().any(|set| set.contains(word))
    }

    /// What a word may be the plural of.
    pub fn singulars<'a>(&'a self, word: &'a str) -> impl Iterator<Item = String> + 'a {
        self.plural.iter().filter_map(move |(many, one)| {
            let stem = word.strip_suffix(many.as_str())?;
            let whole = format!("{stem}{one}");
            (whole.len() > 1 && whole != word).then_some(whole)
        })
    }
}
