//! What people say of a record: acts, and the journal they are written down in.
//!
//! An act names claims by their ids and speaks in the keys of the record's own JSON; positions are code points of the report's text.
//! An [`Entry`] is an act with who, when and why. Entries are only ever added: taking one back is another entry.

mod bonds;
mod keep;
mod log;
mod marks;

use diurna_record::{ClaimId, closed};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{CodingId, EntryId, ReportId};

pub use bonds::BondRow;
pub(super) use bonds::{binding, bonds};
pub(super) use keep::{active, entries};
pub use log::LogLine;
pub(super) use marks::{Marks, Other};

closed! {
    /// In the open, or without seeing what the others did.
    #[derive(Default)]
    Pass {
        /// Everybody sees it, and it counts: exports follow it.
        #[default]
        Open = "open",
        /// A second reading: only its reviewer sees it, and it changes nothing but the differences.
        Blind = "blind",
    }
}

closed! {
    /// How one claim stands to another.
    Link {
        /// It says the same again.
        Restates = "restates",
        /// It takes the other's place: a later figure.
        Supersedes = "supersedes",
        /// Both cannot hold.
        Contradicts = "contradicts",
        /// It backs the other.
        Confirms = "confirms",
    }
}

closed! {
    /// What reports, or claims of several reports, have to do with each other in stories.
    Bond {
        /// The report belongs to the story of the others.
        Belongs = "belongs",
        /// It belongs to none of theirs.
        Apart = "does-not-belong",
        /// The claim is about the same happening as the others.
        Same = "same-happening",
        /// It is about another.
        Different = "not-the-same",
    }
}

impl Bond {
    /// Whether it is of claims, and not of whole reports.
    pub fn is_of_claims(self) -> bool {
        matches!(self, Bond::Same | Bond::Different)
    }
}

/// Who reads, and in which pass.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reviewer {
    /// The name the journal shows.
    pub name: String,
    /// Whether others' work is seen.
    pub pass: Pass,
}

impl Reviewer {
    /// Somebody who works in the open.
    pub fn open(name: impl Into<String>) -> Reviewer {
        Reviewer { name: name.into(), pass: Pass::Open }
    }

    /// Somebody who reads blind.
    pub fn blind(name: impl Into<String>) -> Reviewer {
        Reviewer { name: name.into(), pass: Pass::Blind }
    }
}

/// What a face hands in: an act, who does it, when and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Correction {
    /// Who says so.
    pub reviewer: Reviewer,
    /// When, as RFC 3339 in UTC; the store has no clock.
    pub at: String,
    /// What is said.
    pub act: Act,
    /// Why; a rejection and a reopening need it.
    pub why: Option<String>,
}

/// What a person can say of a record. In JSON: `{"act": "reject", "claim": "c3"}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "kebab-case")]
pub enum Act {
    /// The claim is as the report has it. It also brings back a claim that was rejected.
    Accept {
        /// Which.
        claim: Named,
    },
    /// The report does not claim this.
    Reject {
        /// Which.
        claim: Named,
    },
    /// Fields of a claim are otherwise: `set` holds keys of a claim's JSON with their new values. Words need only their `at`.
    Edit {
        /// Which.
        claim: Named,
        /// The new values: `{"stance": "denies", "speaker": {"at": [4, 9]}}`; any key of a claim but `id` and `event`.
        set: Map<String, Value>,
    },
    /// The report claims something the machine missed.
    Add {
        /// A claim's JSON; `kind`, `anchor.at` and `at` suffice, the store gives the `id`.
        claim: Map<String, Value>,
        /// A claim about the same happening, where there is one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        like: Option<Named>,
    },
    /// Claims that are one: the first stays.
    Merge {
        /// Two or more.
        claims: Vec<Named>,
    },
    /// One claim that is several: each part is the claim with these keys set. The store gives the ids.
    Split {
        /// Which.
        claim: Named,
        /// Two or more.
        into: Vec<Map<String, Value>>,
    },
    /// The happenings of these claims are one: the first's.
    MergeEvents {
        /// A claim of each happening.
        claims: Vec<Named>,
    },
    /// These claims are about a happening of their own.
    SplitEvent {
        /// Which.
        claims: Vec<Named>,
    },
    /// These words are no part of the report.
    Noise {
        /// Where they stand.
        at: [usize; 2],
        /// Why: a word of the record's noise, "caption".
        reason: String,
    },
    /// The text is spoilt here: nothing can be told from it.
    Garbled {
        /// Where.
        at: [usize; 2],
    },
    /// One claim stands so to another, of this report or another.
    Link {
        /// Which.
        claim: Named,
        /// How.
        link: Linked,
        /// To which report; `None` is this one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        report: Option<i64>,
        /// To which claim of it.
        to: Named,
    },
    /// What the report, or a claim of it, has to do with other reports in stories; stories are bound by it from then on.
    Bond {
        /// What.
        bond: Bonding,
        /// Which claim; `None` is the whole report.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        claim: Option<Named>,
        /// With which reports, or claims of them.
        with: Vec<Far>,
    },
    /// The report is done; nothing can be said of it until it is reopened.
    Approve,
    /// The report is not done after all.
    Reopen,
    /// An entry is taken back.
    Undo {
        /// Which.
        entry: i64,
    },
    /// An entry that was taken back holds again.
    Redo {
        /// Which.
        entry: i64,
    },
}

/// A claim's id as JSON has it: "c3".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Named(pub ClaimId);

impl TryFrom<String> for Named {
    type Error = String;
    fn try_from(word: String) -> Result<Named, String> {
        ClaimId::parse(&word).map(Named).ok_or_else(|| format!("\"{word}\" is no claim's id"))
    }
}

impl From<Named> for String {
    fn from(named: Named) -> String {
        named.0.to_string()
    }
}

impl From<ClaimId> for Named {
    fn from(id: ClaimId) -> Named {
        Named(id)
    }
}

/// Another report, or a claim of it. In JSON: `{"report": 7, "claim": "c1"}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Far {
    /// The report's number in this file.
    pub report: i64,
    /// Its claim; `None` is the whole report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<Named>,
}

impl std::fmt::Display for Far {
    /// "c1 of report 7".
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(claim) = self.claim {
            write!(out, "{} of ", claim.0)?;
        }
        write!(out, "report {}", self.report)
    }
}

/// A bond as JSON has it: "same-happening".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Bonding(pub Bond);

impl TryFrom<String> for Bonding {
    type Error = String;
    fn try_from(word: String) -> Result<Bonding, String> {
        Bond::parse(&word).map(Bonding).ok_or_else(|| format!("\"{word}\" is no bond of stories"))
    }
}

impl From<Bonding> for String {
    fn from(bonding: Bonding) -> String {
        bonding.0.as_str().to_owned()
    }
}

/// A link as JSON has it: "supersedes".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Linked(pub Link);

impl TryFrom<String> for Linked {
    type Error = String;
    fn try_from(word: String) -> Result<Linked, String> {
        Link::parse(&word).map(Linked).ok_or_else(|| format!("\"{word}\" is no link between claims"))
    }
}

impl From<Linked> for String {
    fn from(linked: Linked) -> String {
        linked.0.as_str().to_owned()
    }
}

impl Act {
    /// The word of the act: "accept".
    pub fn word(&self) -> &'static str {
        match self {
            Act::Accept { .. } => "accept",
            Act::Reject { .. } => "reject",
            Act::Edit { .. } => "edit",
            Act::Add { .. } => "add",
            Act::Merge { .. } => "merge",
            Act::Split { .. } => "split",
            Act::MergeEvents { .. } => "merge-events",
            Act::SplitEvent { .. } => "split-event",
            Act::Noise { .. } => "noise",
            Act::Garbled { .. } => "garbled",
            Act::Link { .. } => "link",
            Act::Bond { .. } => "bond",
            Act::Approve => "approve",
            Act::Reopen => "reopen",
            Act::Undo { .. } => "undo",
            Act::Redo { .. } => "redo",
        }
    }

    /// The claims of its own report that it names, in order.
    pub fn claims(&self) -> Vec<ClaimId> {
        match self {
            Act::Accept { claim } | Act::Reject { claim } | Act::Edit { claim, .. } | Act::Split { claim, .. } => {
                vec![claim.0]
            }
            Act::Add { like: named, .. } | Act::Bond { claim: named, .. } => {
                named.iter().map(|named| named.0).collect()
            }
            Act::Merge { claims } | Act::MergeEvents { claims } | Act::SplitEvent { claims } => {
                claims.iter().map(|named| named.0).collect()
            }
            Act::Link { claim, report: None, to, .. } => vec![claim.0, to.0],
            Act::Link { claim, .. } => vec![claim.0],
            Act::Noise { .. } | Act::Garbled { .. } | Act::Approve | Act::Reopen => Vec::new(),
            Act::Undo { .. } | Act::Redo { .. } => Vec::new(),
        }
    }
}

/// A line of the journal.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Its number; later entries have higher ones.
    pub id: EntryId,
    /// The report it is about.
    pub report: ReportId,
    /// The coding its reviewer had before them.
    pub coding: CodingId,
    /// Who.
    pub reviewer: Reviewer,
    /// When, as RFC 3339 in UTC.
    pub at: String,
    /// What.
    pub act: Act,
    /// Why.
    pub why: Option<String>,
    /// The claims and actors it names, as the reviewer saw them: what it is found again by.
    pub(super) marks: Marks,
}
