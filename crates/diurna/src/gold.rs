//! A gold report as a record, with the identities that the coder gives.
//!
//! In: a report as a person read it. Out: a record with the person's claims, in which actors, the names behind pronouns and the groups
//! that figures are about are told by the coder's own resolvers. Kind, stance, actuality, place, time, count and event stay as the person
//! has them: what is measured on such a record is what comes after the coder.

use crate::claims::{Draft, Said};
use crate::resolve::chain;
use crate::resolve::count::CountWords;
use crate::{Coder, Report};
use diurna_record::{ActorId, Claim, GoldReport, Named, Phrase, Record, Speaker};
use diurna_text::Span;

/// The record of a gold report.
pub fn record(coder: &Coder, gold: &GoldReport) -> Record {
    let known = &gold.report;
    let report = Report {
        id: known.id.clone(),
        url: known.url.clone(),
        publisher: known.publisher.clone(),
        published: known.published,
        title: known.title.clone(),
        language: known.language.clone(),
        text: gold.text.clone(),
    };
    let (document, reading) = coder.read(&report);
    let sides = gold.agreements.iter().map(|it| sides(&it.parties, &it.brokers));
    let drafts: Vec<Draft> = gold.claims.iter().map(draft).chain(sides).collect();
    let chains = chain::link(document.text(), &reading, &drafts, coder.knowledge(), known.published);
    let mut record = gold.to_record();
    for claim in &mut record.claims {
        if let Some(speaker) = &mut claim.speaker {
            speaker.actor = chains.actor(named(speaker));
        }
        for phrase in [&mut claim.via, &mut claim.by, &mut claim.against, &mut claim.with].into_iter().flatten() {
            phrase.actor = chains.actor(phrase.at);
        }
        let head = claim.against.first().map(|phrase| phrase.text.clone());
        if let Some(count) = &mut claim.count {
            count.who = who(&coder.knowledge().counts, count.unit.as_deref(), head.as_deref());
        }
    }
    let ids = |names: &[Named]| -> Vec<ActorId> {
        names.iter().filter_map(|name| name.at.and_then(|at| chains.actor(at))).collect()
    };
    for (agreement, gold) in record.agreements.iter_mut().zip(&gold.agreements) {
        agreement.parties = ids(&gold.parties);
        agreement.brokers = ids(&gold.brokers);
    }
    record.actors = chains.actors;
    record
}

/// The words that say who speaks: those of the name that a pronoun stands for, where they are told.
fn named(speaker: &Speaker) -> Span {
    speaker.is.as_ref().and_then(|is| is.at).unwrap_or(speaker.at)
}

/// The group a figure is about: by its unit, else by the head of whom the harm is done to.
fn who(counts: &CountWords, unit: Option<&str>, against: Option<&str>) -> Option<String> {
    let head = || counts.unit_of(against?);
    let own = unit.and_then(|unit| counts.who(unit)).map(str::to_owned);
    own.or_else(|| counts.who(&head()?).map(str::to_owned))
}

fn draft(claim: &Claim) -> Draft {
    let spans = |phrases: &[Phrase]| phrases.iter().map(|phrase| phrase.at).collect::<Vec<_>>();
    let said = claim.speaker.as_ref().map(|speaker| Said {
        speaker: named(speaker),
        cue: claim.cue.as_ref().map(|cue| cue.at),
        via: spans(&claim.via),
    });
    Draft {
        kind: claim.kind.clone(),
        anchor: claim.anchor.at,
        at: claim.at,
        said,
        stance: claim.stance,
        actuality: claim.actuality,
        by: spans(&claim.by),
        against: spans(&claim.against),
        with: spans(&claim.with),
        ..nothing()
    }
}

/// The sides of an agreement, as the parties of a draft.
fn sides(parties: &[Named], brokers: &[Named]) -> Draft {
    let spans = |names: &[Named]| names.iter().filter_map(|name| name.at).collect::<Vec<_>>();
    Draft { with: spans(parties), by: spans(brokers), ..nothing() }
}

fn nothing() -> Draft {
    Draft {
        happening: 0,
        sentence: 0,
        kind: Default::default(),
        anchor: Span::default(),
        at: Span::default(),
        said: None,
        stance: Default::default(),
        actuality: Default::default(),
        condition: None,
        direct_quote: false,
        background: false,
        by: Vec::new(),
        against: Vec::new(),
        with: Vec::new(),
        means: Vec::new(),
        place: None,
        when: None,
        count: None,
        chance: 1.0,
        why: Default::default(),
    }
}
