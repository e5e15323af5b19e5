//! Events: which claims of a report are about the same happening, which toll counts whose harm, and which is a part of which.
//!
//! In: the drafts, the links of the reading, the actors and days of each. Out: an event number per draft, `of` and `part_of` as
//! indices of drafts. The model's links join what stands near; further apart two drafts of one kind are joined where their words
//! agree and neither day nor place speaks against it. Claims stay claims: only their event is shared.

use crate::claims::Draft;
use diurna_read::{LinkKind, Reading};
use diurna_record::{Count, Place, When};

/// How sure a link must be to be believed.
const LINKED: f32 = 0.5;

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
    /// The parties of each, by identity where there is one and by the lemma of the head where not.
    pub parties: &'a [Vec<String>],
    /// The lemma of each anchor.
    pub anchors: &'a [String],
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
pub fn group(reading: &Reading, facts: &Facts) -> Events {
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
    for (index, draft) in facts.drafts.iter().enumerate() {
        for link in reading.happenings[draft.happening]
            .links
            .iter()
            .filter(|link| link.kind == LinkKind::SameEvent && link.chance >= LINKED)
        {
            let Some(other) = facts.drafts.iter().position(|other| other.happening == link.to) else { continue };
            if agree(facts, index, other) {
                join(&mut roots, index, other);
            }
        }
    }
    for later in 0..count {
        for earlier in (0..later).rev() {
            if told_again(facts, earlier, later) {
                join(&mut roots, earlier, later);
                break;
            }
        }
    }
    Events { event: numbered(&mut roots), of, part_of }
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

/// Whether nothing speaks against two drafts being one event.
fn agree(facts: &Facts, a: usize, b: usize) -> bool {
    if let (Some(x), Some(y)) = (&facts.whens[a], &facts.whens[b])
        && let (Some(from), Some(to), Some(begin), Some(end)) = (x.from, x.to, y.from, y.to)
        && (to < begin || end < from)
    {
        return false;
    }
    if let (Some(x), Some(y)) = (&facts.places[a], &facts.places[b])
        && let (Some(one), Some(other)) = (&x.country, &y.country)
        && one != other
    {
        return false;
    }
    true
}

/// Whether a later draft tells an earlier one again.
fn told_again(facts: &Facts, earlier: usize, later: usize) -> bool {
    let (a, b) = (&facts.drafts[earlier], &facts.drafts[later]);
    if a.kind != b.kind || !agree(facts, earlier, later) {
        return false;
    }
    if let (Some(x), Some(y)) = (&facts.counts[earlier], &facts.counts[later]) {
        return x.value.is_some() && x.value == y.value && x.max == y.max && x.who == y.who;
    }
    let shared = facts.parties[earlier].iter().any(|party| facts.parties[later].contains(party));
    let bare = facts.parties[earlier].is_empty() || facts.parties[later].is_empty();
    a.count.is_none()
        && b.count.is_none()
        && a.background == b.background
        && (shared || (bare && facts.anchors[earlier] == facts.anchors[later]))
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

fn numbered(roots: &mut [usize]) -> Vec<u32> {
    let mut numbers = vec![0; roots.len()];
    let mut next = 0;
    for at in 0..roots.len() {
        let first = root(roots, at);
        if first == at {
            next += 1;
            numbers[at] = next;
        } else {
            numbers[at] = numbers[first];
        }
    }
    numbers
}
