//! A claim of one coding, found among the claims of another.
//!
//! In: a claim as a reviewer saw it, its words already found in this text, and the claims of this coding. Out: the claim that says
//! the same: on the same anchor, a toll for a toll of the same figure, and of several the one that agrees in most. Nothing is
//! found where no anchor stands on the same words.

use std::collections::BTreeSet;

use diurna_record::{Claim, ClaimId};

/// The claim of `among` that `seen` is, leaving out those that are `taken`.
pub(super) fn attach<'a>(
    seen: &Claim,
    among: impl Iterator<Item = &'a Claim>,
    taken: &BTreeSet<ClaimId>,
) -> Option<ClaimId> {
    let alike =
        among.filter(|claim| !taken.contains(&claim.id)).filter_map(|claim| Some((likeness(seen, claim)?, claim.id)));
    // Of those alike in the same degree, the first of the text.
    alike.min_by_key(|&(likeness, id)| (u32::MAX - likeness, id)).map(|(_, id)| id)
}

/// How much two claims agree; `None` where they cannot be one.
fn likeness(seen: &Claim, claim: &Claim) -> Option<u32> {
    let one_anchor = claim.anchor.at == seen.anchor.at;
    let figure = |claim: &Claim| claim.count.as_ref().map(|count| (count.value, count.max, count.text.to_lowercase()));
    if !(one_anchor || claim.anchor.at.overlaps(seen.anchor.at))
        || claim.kind.is_toll() != seen.kind.is_toll()
        || (seen.kind.is_toll() && figure(claim) != figure(seen))
    {
        return None;
    }
    let speaker = |claim: &Claim| claim.speaker.as_ref().map(|speaker| speaker.text.to_lowercase());
    let first = |phrases: &[diurna_record::Phrase]| phrases.first().map(|phrase| phrase.at);
    let points = [
        (claim.kind == seen.kind, 8),
        (claim.kind.family() == seen.kind.family(), 4),
        (one_anchor, 4),
        (claim.at == seen.at, 2),
        (speaker(claim) == speaker(seen), 3),
        (claim.stance == seen.stance, 1),
        (claim.actuality == seen.actuality, 1),
        (first(&claim.by) == first(&seen.by), 1),
        (first(&claim.against) == first(&seen.against), 2),
    ];
    Some(points.iter().filter(|(agrees, _)| *agrees).map(|(_, points)| points).sum())
}
