//! Which claim of the record answers which claim of the gold.
//!
//! In: the claims of both. Out: pairs, one to one. Two claims can be a pair where their anchors share a character; of a toll the
//! count's words count as its anchor, since one "killed" can carry several figures. The likest pairs are taken first: same kind,
//! then same family, then the rest; then those that both have or both lack a speaker, then the same stance, then as in the text.

use crate::Claim;
use diurna_text::Span;

/// How alike the kinds of a pair are.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Likeness {
    /// The same kind.
    Kind,
    /// Another kind of the same family.
    Family,
    /// Another family.
    Anchor,
}

/// A gold claim and the claim that answers it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Pair {
    /// The index of the gold claim.
    pub gold: usize,
    /// The index of the record's claim.
    pub system: usize,
    /// How alike their kinds are.
    pub likeness: Likeness,
}

/// The pairs between `gold` and `system`, in the order of the gold.
pub fn pairs(gold: &[Claim], system: &[Claim]) -> Vec<Pair> {
    let mut candidates = Vec::new();
    for (g, left) in gold.iter().enumerate() {
        for (s, right) in system.iter().enumerate() {
            if !key(left).overlaps(key(right)) {
                continue;
            }
            let likeness = likeness(left, right);
            let speaker_differs = left.speaker.is_some() != right.speaker.is_some();
            let rank = (likeness, speaker_differs, left.stance != right.stance, key(left), key(right), g, s);
            candidates.push((rank, Pair { gold: g, system: s, likeness }));
        }
    }
    candidates.sort_by_key(|(rank, _)| *rank);
    let (mut gold_taken, mut system_taken) = (vec![false; gold.len()], vec![false; system.len()]);
    let mut pairs: Vec<Pair> = Vec::new();
    for (_, pair) in candidates {
        if !gold_taken[pair.gold] && !system_taken[pair.system] {
            gold_taken[pair.gold] = true;
            system_taken[pair.system] = true;
            pairs.push(pair);
        }
    }
    pairs.sort_by_key(|pair| pair.gold);
    pairs
}

/// The words by which a claim is found again.
fn key(claim: &Claim) -> Span {
    match &claim.count {
        Some(count) if claim.kind.is_toll() => count.at,
        _ => claim.anchor.at,
    }
}

fn likeness(left: &Claim, right: &Claim) -> Likeness {
    if left.kind == right.kind {
        Likeness::Kind
    } else if left.kind.family() == right.kind.family() {
        Likeness::Family
    } else {
        Likeness::Anchor
    }
}
