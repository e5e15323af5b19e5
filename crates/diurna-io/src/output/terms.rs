//! A record → rows of `terms.csv`, a row a term of an agreement.
//!
//! In: a record. Out: rows with the columns of the format page. Within one report a term is pledged, or scheduled where a day is told for it, or said to
//! be done; what later reports say of it is for stories to tell. No score of compliance is given: that is a judgement.

use diurna_record::{Actuality, Agreement, Claim, Stance};

use super::cells::{Row, joined};
use super::view::View;

/// The columns of the terms table.
#[rustfmt::skip]
pub const COLUMNS: [&str; 16] = [
    "agreement_id", "term_id", "type", "obligor_ids", "beneficiary_ids", "text", "due_edtf", "due_zoned", "place", "claimed_by",
    "confirmed_by", "disputed_by", "status", "status_date", "pam_score", "evidence_claim_ids",
];

pub(super) fn rows(view: &View<'_>) -> Vec<Vec<String>> {
    let agreements = view.record.agreements.iter();
    agreements
        .flat_map(|agreement| {
            let terms = agreement.terms.iter().filter_map(|id| view.record.claim(*id));
            terms.map(move |term| row(view, agreement, term))
        })
        .collect()
}

fn row(view: &View<'_>, agreement: &Agreement, term: &Claim) -> Vec<String> {
    let ids = |phrases| joined(view.parties(phrases).iter().map(|party| party.id()));
    let when = term.when.as_ref();
    let mut row = Row::of(&COLUMNS);
    row.set("agreement_id", view.ids.agreement(agreement.id));
    row.set("term_id", view.ids.claim(term.id));
    row.set("type", &term.kind);
    row.set("obligor_ids", ids(&term.by));
    row.set("beneficiary_ids", ids(&term.against));
    row.set("text", &term.quote);
    row.set_some("due_edtf", when.and_then(|when| when.edtf.clone().or(when.to.map(|day| day.to_string()))));
    row.set_some("due_zoned", when.and_then(|when| when.until));
    row.set_some("place", term.place.as_ref().map(|place| place.name.as_ref().unwrap_or(&place.text)));
    row.set_some("claimed_by", view.speaker(term));
    row.set("confirmed_by", others(view, term, &[Stance::Confirms]));
    row.set("disputed_by", others(view, term, &[Stance::Denies, Stance::Doubts, Stance::Refuses]));
    row.set("status", status(term));
    row.set_some("status_date", view.record.report.published);
    row.set("evidence_claim_ids", joined(evidence(view, term).map(|claim| view.ids.claim(claim.id))));
    row.cells()
}

/// The claims of the term's happening, the term first.
fn evidence<'a>(view: &'a View<'_>, term: &'a Claim) -> impl Iterator<Item = &'a Claim> {
    let same = view.record.claims.iter().filter(|claim| claim.event == term.event && claim.id != term.id);
    std::iter::once(term).chain(same)
}

/// Who else speaks of the term in one of these ways.
fn others(view: &View<'_>, term: &Claim, stances: &[Stance]) -> String {
    let said = evidence(view, term).skip(1).filter(|claim| stances.contains(&claim.stance));
    let mut names: Vec<&str> = said.filter_map(|claim| view.speaker(claim)).collect();
    names.dedup();
    joined(names)
}

fn status(term: &Claim) -> &'static str {
    match term.actuality {
        Actuality::Happened => "kept",
        Actuality::Ongoing => "in-force",
        _ if term.when.as_ref().is_some_and(|when| when.to.is_some() || when.until.is_some()) => "scheduled",
        _ => "pledged",
    }
}
