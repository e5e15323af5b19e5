//! Happenings with their dead: what the rows of event data are made of.
//!
//! In: a record, and which of its claims are events of a scheme. Out: deeds, each an event claim with a figure of its dead or none. Where every claim keeps
//! its own figure a deed is one claim and one toll, so that figures that differ stand in rows of their own; where a policy chooses, a deed is one
//! happening. Figures are never added up; a figure that is a part of another ("including two children") makes no row.

use diurna_record::{Actuality, Claim, Deaths, Op};

use super::view::View;

pub(super) struct Deed<'a> {
    /// The claim that tells the event.
    pub(super) claim: &'a Claim,
    /// How many died.
    pub(super) dead: Dead<'a>,
}

/// What is told of the dead of a deed.
#[derive(Clone, Copy)]
pub(super) enum Dead<'a> {
    /// Nothing.
    Untold,
    /// One claim's figure.
    Toll(&'a Claim),
    /// What a policy made of all figures.
    Chosen(&'a Deaths),
}

/// The deeds of a record. `rank` tells the events of the scheme: the lowest rank names a happening that several claims tell.
pub(super) fn deeds<'a>(view: &View<'a>, rank: impl Fn(&'a Claim) -> Option<usize>) -> Vec<Deed<'a>> {
    let claims = &view.record.claims;
    let events: Vec<(&Claim, usize)> = claims.iter().filter_map(|claim| Some((claim, rank(claim)?))).collect();
    let Some(deaths) = &view.coded.deaths else { return of_claims(view, &events) };
    let mut deeds: Vec<Deed> = Vec::new();
    for (claim, _) in &events {
        let same = events.iter().filter(|(other, _)| other.event == claim.event);
        let first = same.min_by_key(|(other, of)| (*of, other.id)).is_some_and(|(other, _)| other.id == claim.id);
        if first {
            deeds.push(Deed { claim, dead: deaths.get(&claim.event).map_or(Dead::Untold, Dead::Chosen) });
        }
    }
    deeds
}

fn of_claims<'a>(view: &View<'a>, events: &[(&'a Claim, usize)]) -> Vec<Deed<'a>> {
    let tolls = view.record.claims.iter().filter(|claim| counts_dead(view, claim));
    let hosted: Vec<(&Claim, &Claim)> = tolls.filter_map(|toll| Some((host(events, toll)?, toll))).collect();
    let mut deeds = Vec::new();
    for (claim, _) in events {
        let own: Vec<&Claim> = hosted.iter().filter(|(host, _)| host.id == claim.id).map(|(_, toll)| *toll).collect();
        if own.is_empty() {
            deeds.push(Deed { claim, dead: Dead::Untold });
        }
        deeds.extend(own.into_iter().map(|toll| Deed { claim, dead: Dead::Toll(toll) }));
    }
    deeds
}

/// The event claim that a toll counts the dead of: the one it names, else the first of its happening.
fn host<'a>(events: &[(&'a Claim, usize)], toll: &Claim) -> Option<&'a Claim> {
    let named = events.iter().find(|(claim, _)| Some(claim.id) == toll.of);
    named.or_else(|| events.iter().find(|(claim, _)| claim.event == toll.event)).map(|(claim, _)| *claim)
}

/// Whether a claim counts dead that somebody says there are, or says that there are none, and is no part of another count.
fn counts_dead(view: &View<'_>, claim: &Claim) -> bool {
    let column = view.codes(claim).and_then(|codes| codes.fills.as_deref());
    let none = claim.count.as_ref().is_some_and(|count| count.value == Some(0));
    let real = matches!(claim.actuality, Actuality::Happened | Actuality::Ongoing) || none;
    column == Some(view.tables.acled.rules.dead.as_str())
        && real
        && claim.count.as_ref().is_some_and(|count| count.part_of.is_none())
}

/// Whether a claim tells of something that is done, going on or tried.
pub(super) fn is_deed(claim: &Claim) -> bool {
    matches!(claim.actuality, Actuality::Happened | Actuality::Ongoing | Actuality::Attempted)
}

/// What a count says of the number it bounds: the lowest and the highest.
pub(super) fn bounds(count: &diurna_record::Count) -> (Option<u64>, Option<u64>) {
    let Some(value) = count.value else { return (None, None) };
    match count.op {
        Some(Op::Equal) | None => (Some(value), Some(value)),
        Some(Op::AtLeast) => (Some(value), None),
        Some(Op::More) => (value.checked_add(1), None),
        Some(Op::AtMost) => (None, Some(value)),
        Some(Op::Less) => (None, value.checked_sub(1)),
        Some(Op::About) => (None, None),
        Some(Op::Range) => (Some(value), count.max),
    }
}
