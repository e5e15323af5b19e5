//! The record as it stands: what the machine made, with what people said applied.
//!
//! In: a record, the coding it is, and the entries that count in a [`View`]. Out: a [`State`]: every claim with its status, what the
//! machine had, what became of it, and the corrections that found no place. The same entries give the same state.

mod apply;
mod attach;
mod carry;

use diurna_record::{Agreement, Claim, ClaimId, Record, Review, ReviewStatus, Reviewed, Words};

use super::journal::{Bond, Link, Reviewer};
use super::{CodingId, EntryId, ReportId};

pub(super) use apply::{apply, find_again};
pub(super) use carry::{Page, fill};

/// Whose eyes a record is seen with.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum View {
    /// The machine's record alone.
    Machine,
    /// With every correction made in the open: what exports follow.
    #[default]
    Corrected,
    /// With one reviewer's corrections alone: a blind pass.
    Only(Reviewer),
}

/// A record with everything that was said of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct State {
    /// The record; its claims are in `claims`, its actors and noise are those that hold now.
    record: Record,
    /// Whether corrections were looked for.
    pub(super) corrected: bool,
    /// Every claim, those rejected and replaced too, in the order of the text.
    pub claims: Vec<Checked>,
    /// How claims stand to others.
    pub links: Vec<Tie>,
    /// What it has to do with other reports in stories.
    pub bonds: Vec<Bound>,
    /// Stretches whose text is spoilt.
    pub garbled: Vec<Garbled>,
    /// Corrections that found no place in this coding.
    pub unattached: Vec<Unattached>,
    /// Who approved the report, where somebody did.
    pub approved: Option<Approval>,
    /// Whether anybody said anything of it by itself.
    pub touched: bool,
}

/// A claim, how far it was checked, and what the machine had in its place.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Checked {
    /// The claim as it stands.
    pub claim: Claim,
    /// How far it was checked, by whom and when.
    pub review: Review,
    /// The claim as the machine made it; `None` where a person wrote it.
    pub machine: Option<Claim>,
    /// The claims that stand in its place, for a claim that was replaced.
    pub into: Vec<ClaimId>,
}

/// One claim's link to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tie {
    /// The entry that made it.
    pub entry: EntryId,
    /// The claim.
    pub claim: ClaimId,
    /// How it stands to the other.
    pub link: Link,
    /// The other's report; `None` is the same.
    pub report: Option<ReportId>,
    /// The other.
    pub to: ClaimId,
}

/// One report's, or one claim's, bond to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    /// The entry that made it.
    pub entry: EntryId,
    /// What it says.
    pub bond: Bond,
    /// The claim; `None` is the whole report.
    pub claim: Option<ClaimId>,
    /// The other report.
    pub report: ReportId,
    /// Its claim.
    pub to: Option<ClaimId>,
}

/// A stretch that nothing can be told from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Garbled {
    /// The entry that says so.
    pub entry: EntryId,
    /// Where it stands.
    pub words: Words,
}

/// A correction that found no place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unattached {
    /// Which.
    pub entry: EntryId,
    /// Why, in one lower-case line.
    pub reason: String,
}

/// Who approved a report, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    /// Who.
    pub reviewer: String,
    /// When, as RFC 3339 in UTC.
    pub at: String,
    /// The coding that was approved.
    pub coding: CodingId,
}

impl State {
    /// The claim of this id, whether or not it stands.
    pub fn claim(&self, id: ClaimId) -> Option<&Checked> {
        self.claims.iter().find(|checked| checked.claim.id == id)
    }

    /// The report's text, title, actors, noise and notes; its `claims` and `agreements` are those of [`State::reviewed`].
    pub fn record(&self) -> &Record {
        &self.record
    }

    /// The record with the claims that stand, as exports take it.
    pub fn reviewed(&self) -> Reviewed {
        let record = Record {
            claims: self.standing().collect(),
            agreements: self.record.agreements.iter().map(|agreement| self.agreement(agreement)).collect(),
            ..self.record.clone()
        };
        let seen = self.claims.iter().filter(|checked| checked.review.status != ReviewStatus::Unreviewed);
        let reviews = seen.map(|checked| (checked.claim.id, checked.review.clone())).collect();
        Reviewed { record, reviews, corrected: self.corrected }
    }

    /// The claims that stand, pointing only to others that do.
    fn standing(&self) -> impl Iterator<Item = Claim> {
        self.claims.iter().filter(|checked| checked.review.status.stands()).map(|checked| {
            let mut claim = checked.claim.clone();
            claim.of = claim.of.and_then(|id| self.stands_for(id));
            if let Some(count) = &mut claim.count {
                count.part_of = count.part_of.and_then(|id| self.stands_for(id));
            }
            claim
        })
    }

    fn agreement(&self, agreement: &Agreement) -> Agreement {
        let mut terms: Vec<ClaimId> = Vec::new();
        for id in agreement.terms.iter().filter_map(|&id| self.stands_for(id)) {
            if !terms.contains(&id) {
                terms.push(id);
            }
        }
        Agreement { terms, ..agreement.clone() }
    }

    /// The claim itself where it stands, else the first that stands in its place.
    fn stands_for(&self, id: ClaimId) -> Option<ClaimId> {
        let mut id = id;
        for _ in 0..=self.claims.len() {
            let checked = self.claim(id)?;
            match checked.review.status {
                ReviewStatus::Replaced => id = *checked.into.first()?,
                status => return status.stands().then_some(id),
            }
        }
        None
    }
}
