//! What is kept of a report from one renewal of the stories to the next, so that nothing is compared twice.
//!
//! In: a report that was taken in. Out: by what others find it, what ties it to those before it, and its crowd: all reports that are
//! tied to it, however far round. Nothing here is a claim, and all of it can be made again from the records.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;

/// The number of a report where it is kept; it means nothing elsewhere.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
pub struct ReportNumber(pub i64);

/// By what a report is found among others, and where it stands among them.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Marks {
    /// Its id.
    pub id: String,
    /// The day it was published.
    #[serde(with = "day")]
    pub published: Option<Date>,
    /// Whether its text names another outlet as where it is from.
    pub credited: bool,
    /// How long its text is, in runs of words.
    pub length: u32,
    /// Hashes of the names and places it tells, sorted.
    pub context: Vec<u64>,
    /// Hashes of the keys of the groups it names: too common to tell one happening from another, but by which it is found.
    pub groups: Vec<u64>,
    /// Some of the hashed runs of its words, the same in every text: by these copies are found.
    pub sample: Vec<u32>,
}

/// By what reports are ordered.
type Key<'a> = (Date, bool, Reverse<u32>, &'a str);

impl Marks {
    /// By what reports are ordered, whatever the order they came in: their day, those that credit another outlet last, the longest first,
    /// then their name.
    pub(crate) fn key(&self) -> Key<'_> {
        (self.published.unwrap_or(Date::MAX), self.credited, Reverse(self.length), &self.id)
    }

    /// All names by which it is found.
    pub(crate) fn names(&self) -> impl Iterator<Item = u64> + '_ {
        self.context.iter().chain(&self.groups).copied()
    }
}

/// What ties a report to those before it in their order.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Ties {
    /// Between happenings.
    pub happenings: Vec<Tie>,
    /// By names alone, where in one of the two no happening was read: the other, and how much speaks for one story, in nats.
    pub names: Vec<(ReportNumber, f64)>,
    /// The reports whose text it is again.
    pub copies: Vec<ReportNumber>,
}

/// Two happenings that may be one.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub struct Tie {
    /// The report before.
    pub other: ReportNumber,
    /// The happening there, as its place among that report's.
    pub theirs: u32,
    /// The happening here.
    pub own: u32,
    /// How much speaks for it, in nats.
    pub weight: f64,
}

/// What is kept of one report.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Kept {
    /// Its number.
    pub number: ReportNumber,
    /// By what it is found.
    pub marks: Marks,
    /// What ties it to those before it.
    pub ties: Ties,
    /// Its crowd, named by its lowest number.
    pub crowd: ReportNumber,
}

/// A day, as the word for it.
mod day {
    use jiff::civil::Date;
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    pub fn serialize<S: Serializer>(day: &Option<Date>, to: S) -> Result<S::Ok, S::Error> {
        day.map(|day| day.to_string()).serialize(to)
    }

    pub fn deserialize<'d, D: Deserializer<'d>>(from: D) -> Result<Option<Date>, D::Error> {
        let word = Option::<String>::deserialize(from)?;
        word.map(|word| word.parse().map_err(D::Error::custom)).transpose()
    }
}
