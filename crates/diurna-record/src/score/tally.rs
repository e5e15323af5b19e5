//! Every figure of one report.
//!
//! In: the gold report and the record. Out: their tally.

use super::fields::{meeting, near, point, same_count, same_days, same_list, same_speaker};
use super::{Figure, Likeness, Pair, Ratio, Tally, pairs};
use crate::{Claim, ClaimId, GoldReport, Phrase, Record};
use diurna_text::Span;
use std::collections::BTreeSet;

/// The tally of a record against its gold report.
pub(super) fn of(gold: &GoldReport, record: &Record) -> Tally {
    let pairs = pairs(&gold.claims, &record.claims);
    let (n, m) = (gold.claims.len(), record.claims.len());
    let mut tally = Tally::one(n, m);
    let alike = |most: Likeness| pairs.iter().filter(|pair| pair.likeness <= most).count();
    tally.add(Figure::AnchorF1, Ratio::f1(alike(Likeness::Anchor), n, m));
    tally.add(Figure::FamilyF1, Ratio::f1(alike(Likeness::Family), n, m));
    tally.add(Figure::KindF1, Ratio::f1(alike(Likeness::Kind), n, m));
    tally.add(Figure::KindP, Ratio::share(alike(Likeness::Kind), m));
    tally.add(Figure::KindR, Ratio::share(alike(Likeness::Kind), n));
    let same_kind = pairs.iter().filter(|pair| pair.likeness == Likeness::Kind);
    let same_kind: Vec<_> = same_kind.map(|pair| (&gold.claims[pair.gold], &record.claims[pair.system])).collect();
    let whole = same_kind.iter().filter(|(gold, system)| is_whole(gold, system)).count();
    tally.add(Figure::WholeF1, Ratio::f1(whole, n, m));
    for (gold, system) in same_kind {
        words(&mut tally, gold, system);
        phrases(&mut tally, gold, system);
        values(&mut tally, gold, system);
    }
    tally.add(Figure::EventF1, events(gold, record, &pairs));
    tally.add(Figure::TermF1, terms(gold, record, &pairs));
    noise(&mut tally, gold, record);
    tally
}

/// Whether a claim of the right kind is right in all an analyst needs.
pub(super) fn is_whole(gold: &Claim, system: &Claim) -> bool {
    same_speaker(gold, system)
        && gold.stance == system.stance
        && gold.actuality == system.actuality
        && same_list(&gold.by, &system.by)
        && same_list(&gold.against, &system.against)
        && same_list(&gold.with, &system.with)
        && same_count(gold.count.as_ref(), system.count.as_ref())
}

/// Speaker, stance, actuality and background.
fn words(tally: &mut Tally, gold: &Claim, system: &Claim) {
    let right = |right: bool| Ratio::share(usize::from(right), 1);
    let speaker = right(same_speaker(gold, system));
    tally.add(Figure::Speaker, speaker);
    if gold.speaker.is_some() {
        tally.add(Figure::NamedSpeaker, speaker);
    }
    tally.add(Figure::Stance, right(gold.stance == system.stance));
    tally.add(Figure::Actuality, right(gold.actuality == system.actuality));
    tally.add(Figure::Background, right(gold.background == system.background));
}

/// The phrases that play a part, and the words of place and time.
fn phrases(tally: &mut Tally, gold: &Claim, system: &Claim) {
    let list = |gold: &[Phrase], system: &[Phrase]| Ratio::f1(meeting(gold, system), gold.len(), system.len());
    tally.add(Figure::By, list(&gold.by, &system.by));
    tally.add(Figure::Against, list(&gold.against, &system.against));
    tally.add(Figure::With, list(&gold.with, &system.with));
    tally.add(Figure::Means, list(&gold.means, &system.means));
    let one = |gold: Option<Span>, system: Option<Span>| {
        let met = gold.zip(system).is_some_and(|(gold, system)| gold.overlaps(system));
        Ratio::f1(usize::from(met), usize::from(gold.is_some()), usize::from(system.is_some()))
    };
    let place = |claim: &Claim| claim.place.as_ref().map(|place| place.at);
    let when = |claim: &Claim| claim.when.as_ref().map(|when| when.at);
    tally.add(Figure::Place, one(place(gold), place(system)));
    tally.add(Figure::When, one(when(gold), when(system)));
}

/// Days, states, points and figures.
fn values(tally: &mut Tally, gold: &Claim, system: &Claim) {
    let right = |right: bool| Ratio::share(usize::from(right), 1);
    if let Some(when) = gold.when.as_ref().filter(|when| when.from.is_some() || when.to.is_some()) {
        tally.add(Figure::DateExact, right(same_days(when, system.when.as_ref())));
    }
    if let Some(country) = gold.place.as_ref().and_then(|place| place.country.as_ref()) {
        let found = system.place.as_ref().and_then(|place| place.country.as_ref());
        tally.add(Figure::Country, right(found == Some(country)));
    }
    if let Some(at) = gold.place.as_ref().and_then(point) {
        tally.add(Figure::Within25Km, right(near(at, system.place.as_ref())));
    }
    if gold.count.is_some() {
        tally.add(Figure::CountExact, right(same_count(gold.count.as_ref(), system.count.as_ref())));
    }
}

/// Pairs of paired claims that share a happening.
fn events(gold: &GoldReport, record: &Record, pairs: &[Pair]) -> Ratio {
    let (mut both, mut in_gold, mut in_record) = (0, 0, 0);
    for (i, one) in pairs.iter().enumerate() {
        for two in &pairs[i + 1..] {
            let wanted = gold.claims[one.gold].event == gold.claims[two.gold].event;
            let found = record.claims[one.system].event == record.claims[two.system].event;
            in_gold += usize::from(wanted);
            in_record += usize::from(found);
            both += usize::from(wanted && found);
        }
    }
    Ratio::f1(both, in_gold, in_record)
}

/// Claims that both list as a term of some agreement.
fn terms(gold: &GoldReport, record: &Record, pairs: &[Pair]) -> Ratio {
    let wanted: BTreeSet<ClaimId> = gold.agreements.iter().flat_map(|it| it.terms.iter().copied()).collect();
    let found: BTreeSet<ClaimId> = record.agreements.iter().flat_map(|it| it.terms.iter().copied()).collect();
    let both = |pair: &&Pair| {
        pair.likeness == Likeness::Kind
            && wanted.contains(&gold.claims[pair.gold].id)
            && found.contains(&record.claims[pair.system].id)
    };
    Ratio::f1(pairs.iter().filter(both).count(), wanted.len(), found.len())
}

/// Characters of noise.
fn noise(tally: &mut Tally, gold: &GoldReport, record: &Record) {
    let wanted = covered(gold.noise.iter().copied());
    let found = covered(record.noise.iter().map(|noise| noise.at));
    let shared: Vec<Span> =
        wanted.iter().flat_map(|one| found.iter().filter_map(|two| between(&gold.text, *one, *two))).collect();
    let letters = |spans: &[Span]| spans.iter().map(|span| span.of(&gold.text).chars().count()).sum();
    tally.add(Figure::NoiseRecall, Ratio::share(letters(&shared), letters(&wanted)));
    tally.add(Figure::NoisePrecision, Ratio::share(letters(&shared), letters(&found)));
}

/// The stretches that the spans cover, in order and without overlap.
fn covered(spans: impl Iterator<Item = Span>) -> Vec<Span> {
    let mut spans: Vec<Span> = spans.collect();
    spans.sort_unstable();
    let mut stretches: Vec<Span> = Vec::new();
    for span in spans {
        match stretches.last_mut() {
            Some(last) if span.start() <= last.end() => *last = last.cover(span),
            _ => stretches.push(span),
        }
    }
    stretches
}

/// What two spans share.
fn between(text: &str, one: Span, two: Span) -> Option<Span> {
    if one.overlaps(two) { Span::within(text, one.start().max(two.start()), one.end().min(two.end())) } else { None }
}
