//! Every name and word of the tables, to be found in a phrase.
//!
//! In: the rows of the tables. Out: for a run of words, what it may stand for. One spelling may stand for several things: the
//! phrase and the day choose.

use super::phrase::{Case, Piece, key_of};
use super::rows::{BodyRow, PersonRow, Rows, Spell, WordSort};
use super::vocabulary::Vocabulary;
use crate::lexicon::TableError;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The longest name, in words.
const LONGEST: usize = 9;

/// Everything that has a name.
#[derive(Debug, Default)]
pub(super) struct Index {
    pub states: Vec<State>,
    pub owners: Vec<Owner>,
    pub people: Vec<Person>,
    pub words: Vec<Word>,
    names: BTreeMap<String, Vec<Name>>,
    keys: BTreeMap<String, Served>,
}

/// A key that a row names and that no row has.
#[derive(Debug)]
pub(super) struct UnknownKey(String);

impl UnknownKey {
    /// The error at the row that names the key.
    pub fn in_one_of(self, tables: &[(String, &str)]) -> TableError {
        let UnknownKey(key) = self;
        let named = format!("of = {key:?}");
        let table = tables.iter().find(|(_, text)| text.contains(&named)).or(tables.first());
        let (name, text) = table.map_or(("", ""), |(name, text)| (name.as_str(), *text));
        TableError::near(name, text, &named, format!("no state, group or body has the key {key}"))
    }
}

/// A state.
#[derive(Debug)]
pub(super) struct State {
    pub key: String,
    pub country: String,
    pub name: String,
}

/// A group or body, or a part of a state.
#[derive(Debug)]
pub(super) struct Owner {
    pub key: Option<String>,
    pub name: String,
    pub country: Option<String>,
    pub was: Vec<Spell>,
    pub sort: OwnerSort,
}

/// What an owner of a name is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum OwnerSort {
    Group,
    Body,
    /// A part of the state of this number; it acts for the state where it has no key.
    Part(usize),
}

/// A person and the offices held.
#[derive(Debug)]
pub(super) struct Person {
    pub name: String,
    pub of: Served,
    pub held: Vec<Office>,
}

/// Whom a person serves.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Served {
    State(usize),
    Owner(usize),
}

/// An office and when it was held.
#[derive(Debug)]
pub(super) struct Office {
    pub spell: Spell,
    pub sectors: Vec<String>,
}

/// A word that is no name.
#[derive(Debug)]
pub(super) struct Word {
    pub sectors: Vec<String>,
    pub sort: WordSort,
}

/// What a run of words may stand for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum What {
    Person(usize),
    /// The last name of a person.
    Short(usize),
    Owner(usize),
    State(usize),
    /// Its people, or the adjective.
    People(usize),
    /// The seat of its government.
    Seat(usize),
    /// A region of it.
    Region(usize),
    Word(usize),
}

#[derive(Debug)]
struct Name {
    what: What,
    case: Case,
}

/// A run of words that may stand for something.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Match {
    pub first: usize,
    pub end: usize,
    pub what: Vec<What>,
    pub plural: bool,
}

impl Match {
    /// Whether a word is one of the run.
    pub fn covers(&self, at: usize) -> bool {
        self.first <= at && at < self.end
    }

    /// Whether it may be nothing but somebody's last name.
    pub fn is_last_name(&self) -> bool {
        self.what.iter().all(|what| matches!(what, What::Short(_)))
    }
}

impl Index {
    /// The index of the rows.
    pub fn of(rows: Rows, words: &Vocabulary) -> Result<Index, UnknownKey> {
        let mut index = Index::default();
        for row in rows.word {
            let number = index.words.len();
            row.words.iter().for_each(|word| index.add(word, What::Word(number)));
            index.words.push(Word { sectors: row.sectors, sort: row.sort });
        }
        for (roles, sort) in [(rows.roles.person, WordSort::Person), (rows.roles.body, WordSort::Body)] {
            let number = index.words.len();
            for role in roles {
                if !index.names.contains_key(&key_of(&role)) {
                    index.add(&role, What::Word(number));
                }
            }
            index.words.push(Word { sectors: Vec::new(), sort });
        }
        for row in rows.state {
            let number = index.states.len();
            std::iter::once(&row.name).chain(&row.also).for_each(|name| index.add(name, What::State(number)));
            row.people.iter().for_each(|name| index.add(name, What::People(number)));
            row.seat.iter().for_each(|name| index.add(name, What::Seat(number)));
            row.region.iter().for_each(|name| index.add(name, What::Region(number)));
            index.keys.insert(row.key.clone(), Served::State(number));
            index.states.push(State { key: row.key, country: row.country, name: row.name });
        }
        for row in rows.group {
            let was = row.was.iter().filter_map(|written| Spell::of(written)).collect();
            index.add_owner(&row.name, &row.also, Some(row.key), row.country, was, OwnerSort::Group);
        }
        for BodyRow { key, name, also, country, sectors } in rows.body {
            index.add_owner(&name, &also, Some(key), country, always(&sectors), OwnerSort::Body);
        }
        for row in rows.part {
            let state = index.state_of(&row.of)?;
            let country = index.states.get(state).map(|state| state.country.clone());
            let whole = row.key.is_some();
            let (first, rest) = row.names.split_at(row.names.len().min(1));
            let (also, alone) = if whole { (rest, &[][..]) } else { (&[][..], rest) };
            for name in first.iter().chain(alone) {
                index.add_owner(
                    name,
                    also,
                    row.key.clone(),
                    country.clone(),
                    always(&row.sectors),
                    OwnerSort::Part(state),
                );
            }
        }
        rows.person.into_iter().try_for_each(|row| index.add_person(row, words))?;
        Ok(index)
    }

    fn add(&mut self, name: &str, what: What) {
        let case = match what {
            What::Word(_) => Case::Small,
            _ if is_acronym(name) => {
                if name.chars().count() > 3 {
                    Case::Capital
                } else {
                    Case::AllCapitals
                }
            }
            What::State(_) | What::People(_) => Case::Small,
            _ if name.contains(' ') && !matches!(what, What::Short(_)) => Case::Small,
            _ => Case::Capital,
        };
        let names = self.names.entry(key_of(name)).or_default();
        if !names.iter().any(|old| old.what == what) {
            names.push(Name { what, case });
        }
    }

    fn add_owner(
        &mut self,
        name: &str,
        also: &[String],
        key: Option<String>,
        country: Option<String>,
        was: Vec<Spell>,
        sort: OwnerSort,
    ) {
        let number = self.owners.len();
        if let Some(key) = &key {
            self.keys.entry(key.clone()).or_insert(Served::Owner(number));
        }
        self.add(name, What::Owner(number));
        also.iter().for_each(|other| self.add(other, What::Owner(number)));
        self.owners.push(Owner { key, name: name.to_string(), country, was, sort });
    }

    fn add_person(&mut self, row: PersonRow, words: &Vocabulary) -> Result<(), UnknownKey> {
        let number = self.people.len();
        let of = self.served(&row.of)?;
        for name in std::iter::once(&row.name).chain(&row.also) {
            self.add(name, if name.contains(' ') { What::Person(number) } else { What::Short(number) });
            if row.short.is_empty() {
                for short in last_names(name, words) {
                    self.add(&short, What::Short(number));
                }
            }
        }
        row.short.iter().for_each(|short| self.add(short, What::Short(number)));
        let held = (row.held.iter().filter_map(|written| Spell::of(written)))
            .map(|spell| Office { sectors: self.sectors_of(&spell.what), spell })
            .collect();
        self.people.push(Person { name: row.name, of, held });
        Ok(())
    }

    /// The sectors that the words of an office tell: of the whole, else of its longest ending.
    pub fn sectors_of(&self, office: &str) -> Vec<String> {
        let key = key_of(office);
        let mut rest = key.as_str();
        loop {
            let word = self.names.get(rest).into_iter().flatten().find_map(|name| match name.what {
                What::Word(number) => self.words.get(number),
                _ => None,
            });
            match (word, rest.split_once(' ')) {
                (Some(word), _) => return word.sectors.clone(),
                (None, Some((_, later))) => rest = later,
                (None, None) => return Vec::new(),
            }
        }
    }

    fn state_of(&self, key: &str) -> Result<usize, UnknownKey> {
        match self.served(key)? {
            Served::State(number) => Ok(number),
            Served::Owner(_) => Err(UnknownKey(key.to_string())),
        }
    }

    fn served(&self, key: &str) -> Result<Served, UnknownKey> {
        self.keys.get(key).copied().ok_or_else(|| UnknownKey(key.to_string()))
    }

    /// The key of whom a person serves.
    pub fn key_of_served(&self, of: Served) -> Option<&str> {
        match of {
            Served::State(number) => self.states.get(number).map(|state| state.key.as_str()),
            Served::Owner(number) => self.owners.get(number).and_then(|owner| owner.key.as_deref()),
        }
    }

    /// Who holds an office on a day.
    pub fn holder(&self, of: &str, office: &str, on: Date) -> Option<&str> {
        let office = key_of(office);
        let serves = |person: &&Person| self.key_of_served(person.of) == Some(of);
        let holds = |person: &&Person| {
            person.held.iter().any(|held| held.spell.holds(on) && key_of(&held.spell.what) == office)
        };
        self.people.iter().filter(serves).find(holds).map(|person| person.name.as_str())
    }

    /// The names and words of a phrase, from the left, the longest first; none overlaps another.
    pub fn find(&self, pieces: &[Piece], words: &Vocabulary) -> Vec<Match> {
        let mut found = Vec::new();
        let mut from = 0;
        while from < pieces.len() {
            match (from + 1..=pieces.len().min(from + LONGEST)).rev().find_map(|end| self.run(pieces, from, end, words))
            {
                Some(hit) => {
                    from = hit.end;
                    found.push(hit);
                }
                None => from += 1,
            }
        }
        found
    }

    /// What a run of words stands for, as it is or as a plural.
    fn run(&self, pieces: &[Piece], first: usize, end: usize, words: &Vocabulary) -> Option<Match> {
        let run = pieces.get(first..end)?;
        if run.iter().skip(1).any(|piece| piece.before == super::phrase::Gap::Break) {
            return None;
        }
        let case = run.iter().map(|piece| piece.case).max()?;
        let first_word: Vec<&str> = run.iter().map(|piece| piece.folded.as_str()).collect();
        let key = first_word.join(" ");
        let as_is = self.fitting(&key, case);
        if !as_is.is_empty() {
            return Some(Match { first, end, what: as_is, plural: false });
        }
        let (last, before) = first_word.split_last()?;
        let many = words.singulars(last).find_map(|singular| {
            let key = before.iter().copied().chain(std::iter::once(singular.as_str())).collect::<Vec<_>>().join(" ");
            let what: Vec<What> = self.fitting(&key, case).into_iter().filter(|what| has_plural(*what)).collect();
            (!what.is_empty()).then_some(what)
        })?;
        Some(Match { first, end, what: many, plural: true })
    }

    fn fitting(&self, key: &str, case: Case) -> Vec<What> {
        let names = self.names.get(key).into_iter().flatten();
        names.filter(|name| name.case <= case).map(|name| name.what).collect()
    }
}

/// People and words have plurals, names have none.
fn has_plural(what: What) -> bool {
    matches!(what, What::People(_) | What::Word(_) | What::Owner(_))
}

/// Whether a name is one short word in capitals: it is known only when written so, a longer one ("Farc") also with a capital.
fn is_acronym(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    !name.contains(' ') && letters <= 6 && name.chars().all(|c| !c.is_lowercase()) && letters > 0
}

/// Sectors that always hold.
fn always(sectors: &[String]) -> Vec<Spell> {
    Spell::of(&sectors.join(" ")).into_iter().collect()
}

/// The names that stand for a person alone: the last word, with and without the particle before or in it.
fn last_names(name: &str, words: &Vocabulary) -> Vec<String> {
    let written: Vec<&str> = name.split_whitespace().collect();
    let [.., before, last] = written[..] else { return Vec::new() };
    let mut short = vec![last.to_string()];
    if let Some((particle, rest)) = last.split_once('-').filter(|(particle, _)| particle.chars().count() <= 3) {
        short.push(rest.to_string());
        short.push(format!("{particle} {rest}"));
    }
    if before.chars().count() <= 3 && before.chars().all(char::is_alphabetic) && !words.skips(&key_of(before)) {
        short.push(format!("{before} {last}"));
    }
    short
}
