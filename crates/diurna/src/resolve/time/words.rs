//! The time words of a language, read from their tables.
//!
//! In: the TOML tables of `data/time`. Out: what each lower-case word can be in a time expression, and phrase tables. A table
//! that does not load is an error with its file and line.

use super::cell::{Season, Unit};
use crate::resolve::count::words::{NumberWords, Phrases, WordsError, table};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// What a word can be; one word can be several things.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Word {
    /// From one.
    Month(u8),
    /// Monday is one.
    Weekday(u8),
    /// "Fridays".
    WeekdayAll(u8),
    Unit(Unit),
    /// In the plural.
    Units(Unit),
    Season(Season),
    Part(Part),
    /// Minutes after midnight.
    Clock(u16),
    /// Days from the day of writing.
    Day(i8),
    Weekend,
    Shift(Shift),
    Edge(Edge),
    Small(Small),
    /// Minutes from UTC.
    Zone(i16),
    /// Hours to add: 0 or 12.
    Meridiem(u8),
    /// May start a phrase of one of the tables.
    Starts,
    /// After it a bare month or year is a time.
    Lead,
}

/// A part of a day, with TimeML's letters.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
pub(crate) enum Part {
    #[serde(rename = "MO")]
    Morning,
    #[serde(rename = "MI")]
    Midday,
    #[serde(rename = "AF")]
    Afternoon,
    #[serde(rename = "EV")]
    Evening,
    #[serde(rename = "NI")]
    Night,
    #[serde(rename = "DT")]
    Daytime,
}

impl Part {
    pub(crate) fn timeml(self) -> &'static str {
        match self {
            Part::Morning => "MO",
            Part::Midday => "MI",
            Part::Afternoon => "AF",
            Part::Evening => "EV",
            Part::Night => "NI",
            Part::Daytime => "DT",
        }
    }
}

/// Which one: the one before, this, the one after.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Shift {
    Last,
    /// "the past year": as "last", but for amounts only.
    Past,
    /// Before the one just told.
    Previous,
    Next,
    Coming,
    /// After the one just told.
    Following,
    This,
    /// The one just told.
    That,
    Recent,
}

/// Which part of a longer time.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Edge {
    Early,
    Mid,
    Late,
    Start,
    End,
    /// From its start until now.
    Earlier,
    /// From now until its end.
    Later,
}

/// How an amount stands to a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Relation {
    /// Back from the day of writing.
    Ago,
    /// On from the day of writing.
    Hence,
    /// Back from the day just told.
    Before,
    /// On from the day just told.
    After,
}

/// How a preposition bounds a time.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Bound {
    Since,
    From,
    Until,
    By,
    Before,
    After,
    Within,
    Between,
    For,
    During,
    In,
}

/// A time told by words alone.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Reference {
    Past,
    Present,
    Future,
}

/// Small words of the grammar.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Small {
    The,
    A,
    Or,
    And,
    To,
    Of,
    Inside,
    Every,
    Per,
    Once,
    Long,
    Old,
    Fiscal,
    Half,
    Oclock,
    Period,
    Possessive,
    More,
    /// "the year ended June 30".
    Ended,
}

/// A day with a name.
#[derive(Debug, Deserialize)]
pub(crate) struct Holiday {
    names: Vec<String>,
    #[serde(default)]
    pub on: Option<(i8, i8)>,
    #[serde(default)]
    pub easter: Option<i64>,
    #[serde(default)]
    pub orthodox: Option<i64>,
    #[serde(default)]
    pub nth: Option<(i8, i8, i8)>,
    #[serde(default)]
    pub moves: Vec<String>,
    #[serde(default = "one")]
    pub days: i64,
}

fn one() -> i64 {
    1
}

#[derive(Deserialize)]
struct List {
    words: Vec<String>,
}

#[derive(Deserialize)]
struct Shy {
    months: BTreeSet<String>,
    weekdays: BTreeSet<String>,
    seasons: BTreeSet<String>,
}

#[derive(Deserialize)]
struct SmallTable {
    the: Vec<String>,
    a: Vec<String>,
    or: Vec<String>,
    and: Vec<String>,
    to: Vec<String>,
    of: Vec<String>,
    inside: Vec<String>,
    every: Vec<String>,
    per: Vec<String>,
    once: Vec<String>,
    long: Vec<String>,
    old: Vec<String>,
    fiscal: Vec<String>,
    half: Vec<String>,
    oclock: Vec<String>,
    period: Vec<String>,
    possessive: Vec<String>,
    more: Vec<String>,
    ended: Vec<String>,
    local_time: Vec<String>,
}

#[derive(Deserialize)]
struct Table {
    months: BTreeMap<String, u8>,
    weekdays: BTreeMap<String, u8>,
    weekdays_all: BTreeMap<String, u8>,
    unit: BTreeMap<String, Unit>,
    units: BTreeMap<String, Unit>,
    seasons: BTreeMap<String, Season>,
    parts: BTreeMap<String, Part>,
    clock: BTreeMap<String, u16>,
    days: BTreeMap<String, i8>,
    days_part: BTreeMap<String, Part>,
    overnight: List,
    weekend: List,
    shifts: BTreeMap<String, Shift>,
    edges: BTreeMap<String, Edge>,
    relations: BTreeMap<String, Relation>,
    relation_words: Closed,
    vague: List,
    approximate: BTreeMap<String, String>,
    small: SmallTable,
    meridiem: BTreeMap<String, u8>,
    bounds: BTreeMap<String, Bound>,
    shy: Shy,
    leads: List,
    in_the: List,
    tempo: BTreeMap<String, String>,
    references: BTreeMap<String, Reference>,
    loose: BTreeMap<String, Reference>,
    decade_words: BTreeMap<String, u8>,
    told: List,
    plural: List,
}

#[derive(Deserialize)]
struct Closed {
    closed: BTreeSet<String>,
}

#[derive(Deserialize)]
struct Zones {
    zones: BTreeMap<String, i16>,
    countries: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct Holidays {
    holiday: Vec<Holiday>,
}

#[derive(Deserialize)]
struct TenseTable {
    future: FutureTable,
    past: PastTable,
}

#[derive(Deserialize)]
struct FutureTable {
    words: BTreeSet<String>,
    phrases: Vec<String>,
}

#[derive(Deserialize)]
struct PastTable {
    words: BTreeSet<String>,
    endings: Vec<String>,
}

/// Words that tell a sentence's tense.
#[derive(Debug)]
pub(crate) struct TenseWords {
    pub future: BTreeSet<String>,
    pub future_phrases: Phrases<()>,
    pub past: BTreeSet<String>,
    pub past_endings: Vec<String>,
}

/// Every table of time words.
#[derive(Debug)]
pub(crate) struct Lexicon {
    words: BTreeMap<String, Vec<Word>>,
    pub days_part: BTreeMap<String, Part>,
    pub overnight: Phrases<()>,
    pub relations: Phrases<(Relation, bool)>,
    pub vague: Phrases<()>,
    pub approximate: Phrases<()>,
    pub bounds: Phrases<Bound>,
    pub in_the: Phrases<()>,
    pub local_time: Phrases<()>,
    pub references: Phrases<Reference>,
    /// Trusted only in words that are known to be a time.
    pub loose: Phrases<Reference>,
    pub decade_words: BTreeMap<String, u8>,
    /// How a plural noun ends: four digits before one are a number of things.
    pub plural: Vec<String>,
    /// Words that point at the day just told.
    pub told: Phrases<()>,
    pub tempo: BTreeMap<String, String>,
    /// Months and weekdays that another word writes out: "sept", "tue".
    pub short: BTreeSet<String>,
    pub shy_months: BTreeSet<String>,
    pub shy_weekdays: BTreeSet<String>,
    pub shy_seasons: BTreeSet<String>,
    pub holidays: Vec<Holiday>,
    pub holiday_names: Phrases<usize>,
    pub tense: TenseWords,
    /// The clock of a country that has only one.
    pub countries: BTreeMap<String, String>,
    pub numbers: NumberWords,
}

const WORDS: &str = "time/words.toml";

/// Phrases that all mean the same.
fn same(list: &[String]) -> Phrases<()> {
    let mut phrases = Phrases::default();
    for phrase in list {
        phrases.add(phrase, ());
    }
    phrases
}

/// Phrases with a meaning each.
fn each<T: Copy>(list: &BTreeMap<String, T>) -> Phrases<T> {
    let mut phrases = Phrases::default();
    for (phrase, means) in list {
        phrases.add(phrase, *means);
    }
    phrases
}

impl Lexicon {
    pub(crate) fn embedded() -> Result<Lexicon, WordsError> {
        let read: Table = table(WORDS, diurna_data::TIME_WORDS)?;
        let zones: Zones = table("time/zones.toml", diurna_data::TIME_ZONES)?;
        let holidays: Holidays = table("time/holidays.toml", diurna_data::HOLIDAYS)?;
        let tense: TenseTable = table("time/tense.toml", diurna_data::TENSE)?;
        let mut holiday_names = Phrases::default();
        for (index, holiday) in holidays.holiday.iter().enumerate() {
            for name in &holiday.names {
                holiday_names.add(&tokenised(name), index);
            }
        }
        let mut words = classes(&read, &zones);
        let starts = read
            .references
            .keys()
            .chain(read.loose.keys())
            .chain(read.decade_words.keys())
            .chain(read.approximate.keys())
            .chain(&read.vague.words)
            .chain(&read.overnight.words);
        let starts = starts.chain(holidays.holiday.iter().flat_map(|holiday| &holiday.names)).chain(read.tempo.keys());
        for phrase in starts {
            let first = tokenised(phrase).split(' ').next().unwrap_or("").to_owned();
            words.entry(first).or_default().push(Word::Starts);
        }
        let mut relations = Phrases::default();
        for (phrase, relation) in &read.relations {
            relations.add(phrase, (*relation, read.relation_words.closed.contains(phrase)));
        }
        Ok(Lexicon {
            words,
            days_part: read.days_part,
            overnight: same(&read.overnight.words),
            relations,
            vague: same(&read.vague.words),
            approximate: same(&read.approximate.into_keys().collect::<Vec<_>>()),
            bounds: each(&read.bounds),
            in_the: same(&read.in_the.words),
            local_time: same(&read.small.local_time),
            references: each(&read.references),
            loose: each(&read.loose),
            decade_words: read.decade_words,
            told: same(&read.told.words),
            plural: read.plural.words,
            tempo: read.tempo,
            short: abbreviated(&read.months).chain(abbreviated(&read.weekdays)).collect(),
            shy_months: read.shy.months,
            shy_weekdays: read.shy.weekdays,
            shy_seasons: read.shy.seasons,
            holidays: holidays.holiday,
            holiday_names,
            tense: TenseWords {
                future: tense.future.words,
                future_phrases: same(&tense.future.phrases),
                past: tense.past.words,
                past_endings: tense.past.endings,
            },
            countries: zones.countries,
            numbers: NumberWords::read("numbers/numbers.toml", diurna_data::NUMBERS)?,
        })
    }

    /// What a lower-case word can be.
    pub(crate) fn can_be(&self, word: &str) -> &[Word] {
        self.words.get(word).map_or(&[], Vec::as_slice)
    }
}

/// The words for which a longer one means the same.
fn abbreviated(list: &BTreeMap<String, u8>) -> impl Iterator<Item = String> + '_ {
    let longer = |word: &str, n: u8| list.iter().any(|(other, &same)| same == n && other.len() > word.len() + 1);
    list.iter().filter(move |&(word, &n)| longer(word, n)).map(|(word, _)| word.clone())
}

/// A name as its tokens stand in a text: a final apostrophe or "'s" is a token of its own.
fn tokenised(name: &str) -> String {
    name.replace("'s", " ' s").replace("s' ", "s ' ").replace('-', " - ").replace("st.", "st .")
}

/// Every single word with all that it can be.
fn classes(read: &Table, zones: &Zones) -> BTreeMap<String, Vec<Word>> {
    let mut words: BTreeMap<String, Vec<Word>> = BTreeMap::new();
    let mut add = |word: &str, can_be: Word| words.entry(word.to_owned()).or_default().push(can_be);
    read.months.iter().for_each(|(word, &n)| add(word, Word::Month(n)));
    read.weekdays.iter().for_each(|(word, &n)| add(word, Word::Weekday(n)));
    read.weekdays_all.iter().for_each(|(word, &n)| add(word, Word::WeekdayAll(n)));
    read.unit.iter().for_each(|(word, &unit)| add(word, Word::Unit(unit)));
    read.units.iter().for_each(|(word, &unit)| add(word, Word::Units(unit)));
    read.seasons.iter().for_each(|(word, &season)| add(word, Word::Season(season)));
    read.parts.iter().for_each(|(word, &part)| add(word, Word::Part(part)));
    read.clock.iter().for_each(|(word, &minutes)| add(word, Word::Clock(minutes)));
    read.days.iter().for_each(|(word, &offset)| add(word, Word::Day(offset)));
    read.weekend.words.iter().for_each(|word| add(word, Word::Weekend));
    read.shifts.iter().for_each(|(word, &shift)| add(word, Word::Shift(shift)));
    read.edges.iter().for_each(|(word, &edge)| add(word, Word::Edge(edge)));
    read.meridiem.iter().for_each(|(word, &hours)| add(word, Word::Meridiem(hours)));
    zones.zones.iter().for_each(|(word, &minutes)| add(word, Word::Zone(minutes)));
    read.leads.words.iter().for_each(|word| add(word, Word::Lead));
    let small = &read.small;
    for (list, is) in [
        (&small.the, Small::The),
        (&small.a, Small::A),
        (&small.or, Small::Or),
        (&small.and, Small::And),
        (&small.to, Small::To),
        (&small.of, Small::Of),
        (&small.inside, Small::Inside),
        (&small.every, Small::Every),
        (&small.per, Small::Per),
        (&small.once, Small::Once),
        (&small.long, Small::Long),
        (&small.old, Small::Old),
        (&small.fiscal, Small::Fiscal),
        (&small.half, Small::Half),
        (&small.oclock, Small::Oclock),
        (&small.period, Small::Period),
        (&small.possessive, Small::Possessive),
        (&small.more, Small::More),
        (&small.ended, Small::Ended),
    ] {
        list.iter().for_each(|word| add(word, Word::Small(is)));
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_tables_load() {
        let lexicon = Lexicon::embedded().expect("every table loads");
        assert_eq!(lexicon.can_be("tuesday"), [Word::Weekday(2)]);
        assert!(lexicon.can_be("may").contains(&Word::Month(5)));
        assert!(lexicon.holidays.len() > 20);
        assert_eq!(lexicon.can_be("shelling"), []);
    }
}
