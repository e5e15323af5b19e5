//! A report as a person read it: its text and all its claims, to measure with.
//!
//! In: a gold file, one JSON object. Out: a [`GoldReport`] whose every string has been found in the text, or the place in the file
//! that is wrong and why. A gold claim is the same [`Claim`] that the coder makes, so both are compared field by field. Files are
//! opened by the faces; nothing is resolved here that the file does not say.

mod file;
mod locate;
mod record;
mod story;

pub use locate::{find, occurrences};
pub use story::{GoldSeries, GoldStory, GoldTerm};

use crate::{AgreementId, Claim, ClaimId, EventId, Named, ReportMeta};
use diurna_text::Span;
use std::fmt;

/// One report with everything it claims, as a person read it.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct GoldReport {
    /// What is known of the report; it has no digest.
    pub report: ReportMeta,
    /// Under what terms the text may be used.
    pub licence: Option<String>,
    /// The text, exactly as published.
    pub text: String,
    /// What is claimed, in the order of the file.
    pub claims: Vec<Claim>,
    /// What was agreed.
    pub agreements: Vec<GoldAgreement>,
    /// Stretches that are no part of the report.
    pub noise: Vec<Span>,
}

/// One agreement, its sides by name.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct GoldAgreement {
    /// Its name in the report.
    pub id: AgreementId,
    /// The happening that made it.
    pub event: EventId,
    /// Who agreed.
    pub parties: Vec<Named>,
    /// Who brought it about.
    pub brokers: Vec<Named>,
    /// The claims that are its terms.
    pub terms: Vec<ClaimId>,
}

impl GoldReport {
    /// Reads the gold file `name`, whose content is `json`. The name is only used to say where an error is.
    ///
    /// # Errors
    /// No JSON, a missing key, an unknown word, a string that is not in the text at word boundaries, or an id that names nothing.
    pub fn parse(name: &str, json: &str) -> Result<GoldReport, GoldError> {
        file::read(json).map_err(|wrong| GoldError { file: name.to_owned(), place: wrong.place, reason: wrong.reason })
    }

    /// The claim of this id.
    pub fn claim(&self, id: ClaimId) -> Option<&Claim> {
        self.claims.iter().find(|claim| claim.id == id)
    }
}

/// Why a file is no gold report.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GoldError {
    file: String,
    place: String,
    reason: String,
}

impl GoldError {
    /// The file.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// Where in the file: "claim c4: against".
    pub fn place(&self) -> &str {
        &self.place
    }

    /// What is wrong there.
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

impl fmt::Display for GoldError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}: {}", self.file, self.place, self.reason)
    }
}

impl std::error::Error for GoldError {}
