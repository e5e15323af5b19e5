//! Events: which claims of a report are about the same happening, which toll counts whose harm, and which is a part of which.
//!
//! In: the drafts, the links of the reading, the actors and days of each. Out: an event number per draft, `of` and `part_of` as
//! indices of drafts. A toll shares the event of the deed whose harm it counts; beyond that drafts are grouped by what ties them
//! (`tie`), the mean over two groups deciding (`cluster`). Claims stay claims: only their event is shared.

mod cluster;
pub mod tie;

use crate::claims::Draft;
use diurna_read::{Link, LinkKind, Reading};
use diurna_record::{Count, Place, When};
use std::collections::{BTreeMap, BTreeSet};
use tie::EventTies;

/// How sure a link must be to be believed.
const LINKED: f32 = 0.5;

/// How many drafts back ties are reckoned.
const REACH: usize = 100;
/// What a link of the model adds to the weight of two drafts.
const LINK: f32 = 2.0;

/// The parties of a draft, by identity where there is one and by the lemma of the head where not.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Parties {
    /// Who does it.
    pub by: Vec<String>,
    /// Whom or what it is done to.
    pub against: Vec<String>,
    /// Partners on an equal footing.
    pub with: Vec<String>,
}

/// What the events of a report are made from: one entry a draft.
#[derive(Debug)]
pub struct Facts<'a> {
    /// The drafts, in the order of the text.
    pub drafts: &'a [Draft],
    /// Where each happens.
    pub places: &'a [Option<Place>],
    /// When each happens.
    pub whens: &'a [Option<When>],
    /// What each counts.
    pub counts: &'a [Option<Count>],
    /// Whether the words around each count make it a part of one told before.
    pub parts: &'a [bool],
    /// The parties of each.
    pub parties: &'a [Parties],
}

/// The events of a report.
#[derive(Debug, Default)]
pub struct Events {
    /// The event of each draft, from 1, in the order of the text.
    pub event: Vec<u32>,
    /// The draft whose harm each toll counts.
    pub of: Vec<Option<usize>>,
    /// The draft whose count holds each toll's.
    pub part_of: Vec<Option<usize>>,
}

/// Groups the drafts of one report into events.
pub fn group(reading: &Reading, facts: &Facts, weights: &EventTies) -> Events {
    let count = facts.drafts.len();
    let mut roots: Vec<usize> = (0..count).collect();
    let mut of = vec![None; count];
    let mut part_of = vec![None; count];
    for (index, draft) in facts.drafts.iter().enumerate() {
        let target = |kind: LinkKind| {
            let links = &reading.happenings[draft.happening].links;
            let best = links
                .iter()
                .filter(|link| link.kind == kind && link.chance >= LINKED)
                .max_by(|a, b| a.chance.total_cmp(&b.chance))?;
            facts.drafts.iter().position(|other| other.happening == best.to)
        };
        if draft.count.is_some() {
            of[index] = target(LinkKind::Of).filter(|&other| other != index && facts.drafts[other].count.is_none());
            part_of[index] = target(LinkKind::PartOf)
                .filter(|&other| {
                    other != index && facts.drafts[other].count.is_some() && facts.drafts[other].kind == draft.kind
                })
                .or_else(|| whole(facts, index));
        }
    }
    for index in 0..count {
        if let Some(other) = of[index].or(part_of[index]) {
            join(&mut roots, index, other);
        }
    }
    let given: Vec<usize> = (0..count).map(|index| root(&mut roots, index)).collect();
    let traits = tie::traits(reading, facts);
    let links = links(reading, facts);
    let ties = pairs(count).map(|(earlier, later)| {
        let link = if links.contains(&(earlier, later)) { LINK } else { 0.0 };
        (earlier, later, link + weights.weigh(facts, &traits, earlier, later))
    });
    Events { event: numbered(&cluster::cluster(&given, ties, weights.least)), of, part_of }
}

/// The toll of the same harm told last in the sentence before one that its words make a part.
fn whole(facts: &Facts, part: usize) -> Option<usize> {
    let draft = &facts.drafts[part];
    let value = |index: usize| facts.counts[index].as_ref().and_then(|count| count.max.or(count.value));
    let holds = |index: usize| value(index).zip(value(part)).is_none_or(|(whole, part)| part <= whole);
    let before = |index: usize| {
        let other = &facts.drafts[index];
        other.sentence == draft.sentence
            && other.kind == draft.kind
            && !facts.parts[index]
            && other.count.zip(draft.count).is_some_and(|(whole, part)| whole.end() <= part.start())
    };
    (0..facts.drafts.len()).rev().find(|&index| facts.parts[part] && before(index)).filter(|&index| holds(index))
}

/// Each two drafts near each other, the earlier first.
pub fn pairs(count: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..count).flat_map(|later| (later.saturating_sub(REACH)..later).map(move |earlier| (earlier, later)))
}

/// The drafts that the model takes for one event, the earlier first.
fn links(reading: &Reading, facts: &Facts) -> BTreeSet<(usize, usize)> {
    let places: BTreeMap<usize, usize> =
        facts.drafts.iter().enumerate().map(|(index, draft)| (draft.happening, index)).collect();
    let of = |index: usize| {
        let links = reading.happenings.get(facts.drafts[index].happening).map(|happening| happening.links.as_slice());
        let sure = |link: &&Link| link.kind == LinkKind::SameEvent && link.chance >= LINKED;
        let others = links.unwrap_or_default().iter().filter(sure).filter_map(|link| places.get(&link.to));
        others.map(|&other| (index.min(other), index.max(other))).collect::<Vec<_>>()
    };
    (0..facts.drafts.len()).flat_map(of).collect()
}

fn root(roots: &mut [usize], mut at: usize) -> usize {
    while roots[at] != at {
        roots[at] = roots[roots[at]];
        at = roots[at];
    }
    at
}

fn join(roots: &mut [usize], a: usize, b: usize) {
    let (a, b) = (root(roots, a), root(roots, b));
    let (first, second) = (a.min(b), a.max(b));
    roots[second] = first;
}

/// Events by number, from 1, in the order of the text.
fn numbered(first: &[usize]) -> Vec<u32> {
    let mut numbers = BTreeMap::new();
    first
        .iter()
        .map(|&group| {
            let next = numbers.len() as u32 + 1;
            *numbers.entry(group).or_insert(next)
        })
        .collect()
}
