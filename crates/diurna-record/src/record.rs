//! Everything one report claims.
//!
//! A record is whole when it is made and is not changed after: a correction makes another record. Its spans point into its own
//! `text`, which is the clean text of the report.

use crate::{Actor, Agreement, Claim, ClaimId};
use diurna_text::Span;
use jiff::civil::Date;

/// The claims of one report, with the actors, agreements, noise and notes that belong to them.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Record {
    /// The report it was made from.
    pub report: ReportMeta,
    /// The text that every span of the record points into.
    pub text: String,
    /// Whether `text` is the whole text or only the pieces that were kept.
    pub text_is: TextIs,
    /// What made the record.
    pub made: Made,
    /// Whom it names.
    pub actors: Vec<Actor>,
    /// What is claimed, in the order of the text.
    pub claims: Vec<Claim>,
    /// What was agreed.
    pub agreements: Vec<Agreement>,
    /// Stretches that are no part of the report.
    pub noise: Vec<Noise>,
    /// What was doubtful while it was made.
    pub notes: Vec<Note>,
    /// Where the pieces of the text stand in the page they were taken from; empty where the text was given as such.
    pub source_map: Vec<SourcePiece>,
}

impl Record {
    /// The claim of this id.
    pub fn claim(&self, id: ClaimId) -> Option<&Claim> {
        self.claims.iter().find(|claim| claim.id == id)
    }
}

/// Whether a record's text is the report's.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum TextIs {
    /// The whole clean text.
    #[default]
    Whole,
    /// Blanks, with the quotes of the claims at their places: the record was written without its text.
    Pieces,
}

/// What is known of a report, without its text.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ReportMeta {
    /// The caller's own name for the report.
    pub id: String,
    /// Where it was published.
    pub url: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// The day it was published.
    pub published: Option<Date>,
    /// A title given beside the text.
    pub title: Option<String>,
    /// The language of the text, as a BCP 47 tag.
    pub language: Option<String>,
    /// SHA-256 of the clean text in UTF-8, as 64 hexadecimal digits.
    pub sha256: String,
}

/// What made a record.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Made {
    /// The version of this program.
    pub diurna: String,
    /// The version of the model.
    pub model: String,
    /// The version of the tables.
    pub data: String,
}

/// A stretch that is no part of the report.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Noise {
    /// Where it stands.
    pub at: Span,
    /// Why it is noise: "related-link", "caption".
    pub why: String,
}

/// A doubt about the record, for a reader to settle.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Note {
    /// Its short name: "no-date".
    pub code: String,
    /// Where in the text it arose.
    pub at: Option<Span>,
    /// The same in words.
    pub message: String,
}

/// A piece of the text that stands, character for character, in the source it was taken from.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct SourcePiece {
    /// Where it stands in the record's text.
    pub at: Span,
    /// The code point of the source at which it begins.
    pub source: usize,
}
