//! The record: resolved claims become the record of a report, with its agreements, its noise and its notes.
//!
//! In: a report, its document and what `resolve` made of its claims. Out: a [`Record`] that is whole. Nothing is added that the
//! claims do not hold; what is missing is said in a note.

use crate::Report;
use crate::lexicon::{AgreementPart, Kinds};
use crate::resolve::Resolved;
use diurna_record::{
    Actuality, Agreement, AgreementId, Claim, EventId, Made, Noise, Note, Record, ReportMeta, Stance, TextIs,
};
use diurna_text::Document;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// How far from the naming of an agreement its terms may stand, in bytes.
const NEAR: usize = 900;

/// The record of one report.
pub fn record(report: &Report, document: &Document, resolved: Resolved, kinds: &Kinds) -> Record {
    let Resolved { claims, actors } = resolved;
    Record {
        report: meta(report),
        text: document.text().to_owned(),
        text_is: TextIs::Whole,
        made: made(),
        agreements: agreements(&claims, kinds),
        actors,
        noise: document
            .noise()
            .iter()
            .map(|noise| Noise { at: noise.at, why: noise.why.as_str().to_owned() })
            .collect(),
        notes: notes(report, document, &claims),
        claims,
        source_map: Vec::new(),
    }
}

/// The record of a report that is kept and not coded, with the reason as its only note.
pub fn set_aside(report: &Report, why: Note) -> Record {
    Record {
        report: meta(report),
        text: report.text.clone(),
        text_is: TextIs::Whole,
        made: made(),
        notes: vec![why],
        ..Record::default()
    }
}

fn meta(report: &Report) -> ReportMeta {
    ReportMeta {
        id: report.id.clone(),
        url: report.url.clone(),
        publisher: report.publisher.clone(),
        published: report.published,
        title: report.title.clone(),
        language: report.language.clone(),
        sha256: Sha256::digest(report.text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect(),
    }
}

/// The versions of the program, the model and the tables.
pub fn made() -> Made {
    Made {
        diurna: env!("CARGO_PKG_VERSION").to_owned(),
        model: diurna_model::VERSION.to_owned(),
        data: diurna_data::VERSION.to_owned(),
    }
}

/// One agreement per event that sides agree on, with the claims around it that say what was agreed.
fn agreements(claims: &[Claim], kinds: &Kinds) -> Vec<Agreement> {
    let mut found = Vec::new();
    let mut taken = BTreeSet::new();
    let events: BTreeSet<EventId> = claims.iter().filter(|claim| reached(claim)).map(|claim| claim.event).collect();
    for event in events {
        let naming: Vec<&Claim> = claims.iter().filter(|claim| claim.event == event).collect();
        let near = |claim: &Claim| naming.iter().any(|named| gap(named, claim) < NEAR);
        let terms: Vec<_> = claims
            .iter()
            .filter(|claim| claim.event != event && is_term(claim, kinds) && near(claim))
            .filter(|claim| taken.insert(claim.id))
            .map(|claim| claim.id)
            .collect();
        let mut parties: Vec<_> = naming
            .iter()
            .flat_map(|claim| claim.with.iter().chain(&claim.by))
            .filter_map(|phrase| phrase.actor)
            .collect();
        if parties.is_empty() {
            parties = claims
                .iter()
                .filter(|claim| terms.contains(&claim.id))
                .flat_map(|claim| &claim.by)
                .filter_map(|phrase| phrase.actor)
                .collect();
        }
        let mut brokers: Vec<_> = claims
            .iter()
            .filter(|claim| brokers(claim, kinds) && near(claim))
            .flat_map(|claim| &claim.by)
            .filter_map(|phrase| phrase.actor)
            .collect();
        parties.sort();
        parties.dedup();
        brokers.sort();
        brokers.dedup();
        brokers.retain(|broker| !parties.contains(broker));
        let kind = naming.iter().find(|claim| reached(claim)).map(|claim| claim.kind.clone()).unwrap_or_default();
        let effective = naming.iter().find_map(|claim| claim.when.as_ref().and_then(|when| when.until));
        found.push(Agreement {
            id: AgreementId(found.len() as u32 + 1),
            event,
            kind,
            parties,
            brokers,
            terms,
            effective,
        });
    }
    found
}

/// Whether a claim says that an agreement was reached or stands.
fn reached(claim: &Claim) -> bool {
    claim.kind.is_agreement()
        && matches!(claim.actuality, Actuality::Happened | Actuality::Ongoing)
        && matches!(
            claim.stance,
            Stance::Asserts | Stance::Confirms | Stance::Announces | Stance::Supports | Stance::Admits
        )
}

/// Whether a claim says what is yet to be done under an agreement.
fn is_term(claim: &Claim, kinds: &Kinds) -> bool {
    claim.actuality == Actuality::Planned
        && matches!(claim.stance, Stance::Asserts | Stance::Confirms | Stance::Announces | Stance::Promises)
        && kinds.get(claim.kind.as_str()).is_some_and(|kind| kind.agreement == Some(AgreementPart::Term))
}

/// Whether a claim's doer brokers an agreement.
fn brokers(claim: &Claim, kinds: &Kinds) -> bool {
    kinds.get(claim.kind.as_str()).is_some_and(|kind| kind.agreement == Some(AgreementPart::Broker))
}

fn gap(a: &Claim, b: &Claim) -> usize {
    b.at.start().saturating_sub(a.at.end()).max(a.at.start().saturating_sub(b.at.end()))
}

fn notes(report: &Report, document: &Document, claims: &[Claim]) -> Vec<Note> {
    let mut notes = Vec::new();
    let mut note =
        |code: &str, message: &str| notes.push(Note { code: code.to_owned(), at: None, message: message.to_owned() });
    if report.published.is_none() {
        note("no-date", "the report has no publication date: days told by weekday stay unresolved");
    }
    if document.sentences().is_empty() {
        note("no-text", "the report has no sentences");
    } else if claims.is_empty() {
        note("no-claims", "nothing in the report was read as a claim");
    }
    notes
}
