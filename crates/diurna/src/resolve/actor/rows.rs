//! The rows of the actor tables, as their files write them.
//!
//! In: TOML texts. Out: rows, put together over all files. Any file may hold any sort of row.

use crate::lexicon::{TableError, read_table};
use jiff::civil::{Date, date};
use serde::Deserialize;

/// All rows of all tables.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Rows {
    pub state: Vec<StateRow>,
    pub part: Vec<PartRow>,
    pub group: Vec<GroupRow>,
    pub body: Vec<BodyRow>,
    pub person: Vec<PersonRow>,
    pub word: Vec<WordRow>,
    pub plural: Vec<(String, String)>,
    pub skip: Vec<String>,
    pub collective: Vec<String>,
    pub first: Vec<String>,
    pub titles: Gendered,
    pub given: Gendered,
    pub own: Own,
    pub turns: Turns,
    pub against: Modifier,
    pub former: Modifier,
    pub roles: Roles,
    pub heads: Heads,
    pub sectors: Sectors,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StateRow {
    pub key: String,
    pub country: String,
    pub name: String,
    #[serde(default)]
    pub also: Vec<String>,
    #[serde(default)]
    pub people: Vec<String>,
    #[serde(default)]
    pub seat: Vec<String>,
    #[serde(default)]
    pub region: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PartRow {
    pub names: Vec<String>,
    pub of: String,
    pub sectors: Vec<String>,
    pub key: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GroupRow {
    pub key: String,
    pub name: String,
    #[serde(default)]
    pub also: Vec<String>,
    pub country: Option<String>,
    pub was: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BodyRow {
    pub key: String,
    pub name: String,
    #[serde(default)]
    pub also: Vec<String>,
    pub country: Option<String>,
    pub sectors: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PersonRow {
    pub name: String,
    #[serde(default)]
    pub also: Vec<String>,
    #[serde(default)]
    pub short: Vec<String>,
    pub of: String,
    pub held: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WordRow {
    pub sectors: Vec<String>,
    pub sort: WordSort,
    pub words: Vec<String>,
}

/// What a word of the tables stands for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum WordSort {
    Person,
    Body,
    People,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Gendered {
    pub he: Vec<String>,
    pub she: Vec<String>,
    pub any: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Own {
    pub drops: Vec<String>,
    pub before: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Turns {
    #[serde(rename = "where")]
    pub places: Vec<String>,
    pub of: Vec<String>,
    pub cut: Vec<String>,
    pub joins: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Modifier {
    pub words: Vec<String>,
    pub sectors: Vec<String>,
}

/// Nouns that take their sector from the word beside them.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Roles {
    pub person: Vec<String>,
    pub body: Vec<String>,
}

/// Nouns that refer back to an actor named before, by what it is.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Heads {
    pub state: Vec<String>,
    pub group: Vec<String>,
    pub body: Vec<String>,
    pub person: Vec<String>,
}

/// What the sectors are.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Sectors {
    pub state: Vec<String>,
    pub society: Vec<String>,
    pub domestic: Vec<String>,
    pub armed: Vec<String>,
    pub government: String,
    pub people: String,
}

impl Sectors {
    /// Whether one of some sectors acts for a state.
    pub fn act(&self, sectors: &[String]) -> bool {
        sectors.iter().any(|sector| self.state.contains(sector))
    }

    /// Whether some sectors are of society and none of the state.
    pub fn live(&self, sectors: &[String]) -> bool {
        !self.act(sectors) && sectors.iter().any(|sector| self.society.contains(sector))
    }

    /// Whether some sectors belong to the country they are found in.
    pub fn stay(&self, sectors: &[String]) -> bool {
        sectors.iter().any(|sector| self.domestic.contains(sector))
    }

    /// Whether some sectors are armed.
    pub fn fight(&self, sectors: &[String]) -> bool {
        sectors.iter().any(|sector| self.armed.contains(sector))
    }

    /// Whether some sectors say already what another one says.
    pub fn cover(&self, sectors: &[String], other: &String) -> bool {
        sectors.contains(other) || self.armed.contains(other) && self.fight(sectors)
    }
}

impl Rows {
    /// Adds the rows of one table.
    pub fn read(&mut self, name: &str, text: &str) -> Result<(), TableError> {
        let more: Rows = read_table(name, text)?;
        for held in
            more.person.iter().flat_map(|person| &person.held).chain(more.group.iter().flat_map(|group| &group.was))
        {
            if Spell::of(held).is_none() {
                return Err(TableError::near(
                    name,
                    text,
                    held,
                    format!("{held:?} ends in no pair of days like 2004-05-07/.."),
                ));
            }
        }
        self.add(more);
        Ok(())
    }

    fn add(&mut self, more: Rows) {
        self.state.extend(more.state);
        self.part.extend(more.part);
        self.group.extend(more.group);
        self.body.extend(more.body);
        self.person.extend(more.person);
        self.word.extend(more.word);
        self.plural.extend(more.plural);
        self.skip.extend(more.skip);
        self.collective.extend(more.collective);
        self.first.extend(more.first);
        for (own, other) in [(&mut self.titles, more.titles), (&mut self.given, more.given)] {
            own.he.extend(other.he);
            own.she.extend(other.she);
            own.any.extend(other.any);
        }
        self.own.drops.extend(more.own.drops);
        self.own.before.extend(more.own.before);
        self.turns.places.extend(more.turns.places);
        self.turns.of.extend(more.turns.of);
        self.turns.cut.extend(more.turns.cut);
        self.turns.joins.extend(more.turns.joins);
        for (own, other) in [(&mut self.against, more.against), (&mut self.former, more.former)] {
            own.words.extend(other.words);
            own.sectors.extend(other.sectors);
        }
        self.roles.person.extend(more.roles.person);
        self.roles.body.extend(more.roles.body);
        if !more.sectors.state.is_empty() {
            self.sectors = more.sectors;
        }
        self.heads.state.extend(more.heads.state);
        self.heads.group.extend(more.heads.group);
        self.heads.body.extend(more.heads.body);
        self.heads.person.extend(more.heads.person);
    }
}

/// A stretch of time and what held in it: "president 2003-10-31/..", or "REB" for always.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Spell {
    pub what: String,
    pub from: Date,
    pub to: Date,
}

impl Spell {
    /// The spell that a table writes.
    pub fn of(written: &str) -> Option<Spell> {
        let Some((from, to)) = written.rsplit(' ').next().and_then(|last| last.split_once('/')) else {
            return (!written.is_empty()).then(|| Spell { what: written.to_string(), from: Date::MIN, to: Date::MAX });
        };
        let what = written.rsplit_once(' ')?.0.to_string();
        Some(Spell { what, from: day(from, Edge::First)?, to: day(to, Edge::Last)? })
    }

    /// Whether a day lies in it.
    pub fn holds(&self, on: Date) -> bool {
        self.from <= on && on <= self.to
    }

    /// How many days a day lies outside it.
    pub fn off(&self, on: Date) -> i32 {
        let gap = if on < self.from { on.until(self.from) } else { self.to.until(on) };
        if self.holds(on) { 0 } else { gap.map_or(i32::MAX, |span| span.get_days().abs()) }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Edge {
    First,
    Last,
}

/// The day of a year, a month, a day, or ".." for no bound.
fn day(written: &str, edge: Edge) -> Option<Date> {
    if written == ".." {
        return Some(if edge == Edge::First { Date::MIN } else { Date::MAX });
    }
    let mut numbers = written.split('-').map(|number| number.parse::<i16>().ok());
    let year = numbers.next()??;
    let month = numbers
        .next()
        .map_or(Some(if edge == Edge::First { 1 } else { 12 }), |month| month.and_then(|m| i8::try_from(m).ok()))?;
    if !(1..=12).contains(&month) || !(-9999..=9999).contains(&year) {
        return None;
    }
    match numbers.next() {
        Some(day) => Date::new(year, month, i8::try_from(day?).ok()?).ok(),
        None if edge == Edge::First => Some(date(year, month, 1)),
        None => Some(date(year, month, 1).last_of_month()),
    }
}
