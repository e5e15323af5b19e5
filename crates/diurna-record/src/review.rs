//! What people have said of the claims of a record.
//!
//! A record is what the machine made. A person who checks it leaves it as it is and says something of it; [`Reviewed`] is the record with
//! what was said applied, and says of every claim how far it was checked. Exports take this form, whether or not anybody looked.

use std::collections::BTreeMap;

use crate::{ClaimId, Record};

/// How far a claim was checked.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum ReviewStatus {
    /// Nobody has looked at it.
    #[default]
    Unreviewed,
    /// A person took it as it is.
    Accepted,
    /// A person changed a field of it.
    Edited,
    /// A person wrote it.
    Added,
    /// A person said that the text does not claim this.
    Rejected,
    /// A person put others in its place: it was merged with another, or split.
    Replaced,
}

impl ReviewStatus {
    /// Every status, from unseen to refused.
    pub const ALL: [ReviewStatus; 6] = [
        ReviewStatus::Unreviewed,
        ReviewStatus::Accepted,
        ReviewStatus::Edited,
        ReviewStatus::Added,
        ReviewStatus::Rejected,
        ReviewStatus::Replaced,
    ];

    /// Whether a claim of this status is still a claim of the record.
    pub fn stands(self) -> bool {
        !matches!(self, ReviewStatus::Rejected | ReviewStatus::Replaced)
    }

    /// The word for it in files: "accepted".
    pub fn word(self) -> &'static str {
        match self {
            ReviewStatus::Unreviewed => "unreviewed",
            ReviewStatus::Accepted => "accepted",
            ReviewStatus::Edited => "edited",
            ReviewStatus::Added => "added",
            ReviewStatus::Rejected => "rejected",
            ReviewStatus::Replaced => "replaced",
        }
    }

    /// The status of this word.
    pub fn parse(word: &str) -> Option<ReviewStatus> {
        ReviewStatus::ALL.into_iter().find(|status| status.word() == word)
    }
}

/// Who looked at a claim last, when, and what came of it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Review {
    /// How far it was checked.
    pub status: ReviewStatus,
    /// Who checked it.
    pub reviewer: String,
    /// When, as RFC 3339 in UTC.
    pub at: String,
}

/// A record with what people said of it.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Reviewed {
    /// The record, with edits made and added claims in it. Rejected and replaced claims are not in it.
    pub record: Record,
    /// What was said of its claims; a claim that is not here was not looked at.
    pub reviews: BTreeMap<ClaimId, Review>,
    /// Whether people's corrections are in it (`true`) or it is the machine's alone.
    pub corrected: bool,
}

impl From<Record> for Reviewed {
    /// A record that nobody has looked at.
    fn from(record: Record) -> Reviewed {
        Reviewed { record, ..Reviewed::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_is_read_as_it_is_written() {
        for status in ReviewStatus::ALL {
            assert_eq!(ReviewStatus::parse(status.word()), Some(status));
        }
        assert_eq!(ReviewStatus::parse("Accepted"), None);
    }
}
