//! A record as JSON, and back.
//!
//! In: a [`Record`], or the JSON of one. Out: the other. Positions turn from bytes into Unicode code points on the way out and
//! back on the way in; `"at": [start, end]` is half-open and counts from the first character of the clean text. Keys, and their
//! order, are the contract: a changed key raises [`SCHEMA`]. Nothing is resolved, mended or guessed here.
//!
//! ```
//! use diurna_record::{JsonText, Record};
//! let record = Record { text: "Şırnak is calm.".into(), ..Record::default() };
//! let json = record.to_json(JsonText::In);
//! assert_eq!(Record::from_json(&json).expect("its own JSON"), record);
//! ```

mod pieces;
mod points;
mod read;
mod wire;
mod write;

pub use points::CodePoints;

use crate::{Actor, Claim, Record};
use serde_json::Value;
use std::fmt;

/// The version of the JSON's keys.
pub const SCHEMA: u32 = 1;

/// The JSON Schema (draft 2020-12) of a record.
pub const RECORD_SCHEMA: &str = include_str!("../../schema/record.schema.json");

/// Whether the JSON of a record carries the text that its positions point into.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum JsonText {
    /// The text is in the record.
    #[default]
    In,
    /// The text is left out; quotes stay.
    Out,
}

impl Record {
    /// The record as one line of JSON, without a line break.
    pub fn to_json(&self, text: JsonText) -> String {
        serde_json::to_string(&write::wire(self, text)).expect("strings, numbers and lists always turn into JSON")
    }

    /// The record as JSON that is laid out for a person.
    pub fn to_json_pretty(&self, text: JsonText) -> String {
        serde_json::to_string_pretty(&write::wire(self, text))
            .expect("strings, numbers and lists always turn into JSON")
    }

    /// The record that a line of JSON tells.
    ///
    /// Where the JSON has no text, the record's text is blanks with the quotes of its claims at their places, so that every
    /// span still reads as its own words.
    ///
    /// # Errors
    /// No JSON, another schema, a missing key, an unknown word, or a position outside the text.
    pub fn from_json(json: &str) -> Result<Record, JsonError> {
        read::record(json)
    }
}

impl Claim {
    /// The claim as it stands in its record's JSON; `points` are those of the record's text.
    pub fn to_value(&self, points: &CodePoints<'_>) -> Value {
        serde_json::to_value(write::claim(self, points)).expect("strings, numbers and lists always turn into JSON")
    }

    /// The claim that a value of a record's JSON tells.
    ///
    /// # Errors
    /// A missing key, an unknown word, or a position outside the text.
    pub fn from_value(value: &Value, points: &CodePoints<'_>) -> Result<Claim, JsonError> {
        read::claim(value, points)
    }
}

impl Actor {
    /// The actor as it stands in its record's JSON; `points` are those of the record's text.
    pub fn to_value(&self, points: &CodePoints<'_>) -> Value {
        serde_json::to_value(write::actor(self, points)).expect("strings, numbers and lists always turn into JSON")
    }
}

/// Why some JSON is no record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct JsonError {
    place: String,
    reason: String,
}

impl JsonError {
    /// The reason why what stands at `place` cannot be read.
    pub(crate) fn at(place: impl Into<String>, reason: impl Into<String>) -> JsonError {
        JsonError { place: place.into(), reason: reason.into() }
    }

    /// The same, seen from one level further out: "stance" of "claims[3]" is at "claims[3].stance".
    pub(crate) fn under(self, outer: &str) -> JsonError {
        JsonError { place: format!("{outer}.{}", self.place), reason: self.reason }
    }

    /// Which key it is, from the outside in: "claims\[3\].stance".
    pub fn place(&self) -> &str {
        &self.place
    }

    /// What is wrong with it.
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

impl fmt::Display for JsonError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.place, self.reason)
    }
}

impl std::error::Error for JsonError {}

impl From<serde_json::Error> for JsonError {
    fn from(error: serde_json::Error) -> JsonError {
        JsonError::at("record", error.to_string())
    }
}
