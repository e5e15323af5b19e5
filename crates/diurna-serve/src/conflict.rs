//! Where claims of one report cannot both hold.
//!
//! In: the claims of a report as they stand. Out: for each claim in conflict, which other it meets and over what. Only claims of the same kind
//! about the same happening, by different speakers, are held against each other; a bound that contains the other figure is no conflict, and
//! nothing is said about who is right.

use std::collections::BTreeMap;

use diurna_io::store::{Link, State};
use diurna_record::{Actuality, Claim, ClaimId, Count, Op, Stance};

/// Each claim in conflict, with the words for it: "c7 denies it".
pub(crate) fn conflicts(state: &State) -> BTreeMap<ClaimId, String> {
    let mut found = BTreeMap::new();
    for tie in state.links.iter().filter(|tie| tie.link == Link::Contradicts && tie.report.is_none()) {
        found.insert(tie.claim, format!("contradicts {}", tie.to));
        found.insert(tie.to, format!("contradicted by {}", tie.claim));
    }
    let standing: Vec<&Claim> =
        state.claims.iter().filter(|checked| checked.review.status.stands()).map(|checked| &checked.claim).collect();
    for (at, one) in standing.iter().enumerate() {
        for other in &standing[at + 1..] {
            if one.event == other.event && one.kind == other.kind && speaker(one) != speaker(other) {
                for (it, its_other) in [(one, other), (other, one)] {
                    if let Some(over) = over(it, its_other) {
                        found.entry(it.id).or_insert(over);
                    }
                }
            }
        }
    }
    found
}

fn speaker(claim: &Claim) -> Option<(Option<u32>, &str)> {
    let speaker = claim.speaker.as_ref()?;
    Some(speaker.actor.map_or((None, speaker.text.as_str()), |actor| (Some(actor.0), "")))
}

fn over(it: &Claim, other: &Claim) -> Option<String> {
    match (holds(it), holds(other)) {
        (Some(true), Some(false)) => Some(format!("{} says it is not so", other.id)),
        (Some(false), Some(true)) => Some(format!("{} says it is so", other.id)),
        (Some(true), Some(true)) => figures(it, other).then(|| format!("{} gives another figure", other.id)),
        _ => None,
    }
}

/// Whether the speaker says that it is so; `None` where it is only wished, planned or feared.
fn holds(claim: &Claim) -> Option<bool> {
    match (claim.stance, claim.actuality) {
        (Stance::Denies, _) => Some(false),
        (Stance::Asserts | Stance::Confirms | Stance::Admits | Stance::Accuses, actuality) => match actuality {
            Actuality::Happened | Actuality::Ongoing => Some(true),
            Actuality::Not => Some(false),
            _ => None,
        },
        _ => None,
    }
}

/// Whether the figures of two tolls of one group cannot both hold.
fn figures(it: &Claim, other: &Claim) -> bool {
    let (Some(one), Some(two)) = (&it.count, &other.count) else { return false };
    if one.who != two.who || one.part_of.is_some() || two.part_of.is_some() {
        return false;
    }
    let (Some(one), Some(two)) = (bounds(one), bounds(two)) else { return false };
    one.1 < two.0 || two.1 < one.0
}

/// The least and the most a figure allows; about a figure allows a tenth more or less.
fn bounds(count: &Count) -> Option<(u64, u64)> {
    let value = count.value?;
    Some(match count.op? {
        Op::Equal => (value, value),
        Op::AtLeast => (value, u64::MAX),
        Op::More => (value.saturating_add(1), u64::MAX),
        Op::AtMost => (0, value),
        Op::Less => (0, value.saturating_sub(1)),
        Op::About => (value - value / 10, value.saturating_add(value / 10)),
        Op::Range => (value, count.max.unwrap_or(value)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use diurna_record::{Kind, Speaker};

    fn toll(speaker: &str, op: Op, value: u64) -> Claim {
        let count = Count { op: Some(op), value: Some(value), ..Count::default() };
        let speaker = Speaker { text: speaker.into(), ..Speaker::default() };
        Claim { kind: Kind::new("toll.killed"), speaker: Some(speaker), count: Some(count), ..Claim::default() }
    }

    #[test]
    fn a_bound_that_contains_the_other_figure_is_no_conflict() {
        assert!(figures(&toll("the army", Op::Equal, 12), &toll("rebels", Op::Equal, 30)));
        assert!(!figures(&toll("the army", Op::AtLeast, 12), &toll("rebels", Op::Equal, 30)));
        assert!(!figures(&toll("the army", Op::About, 100), &toll("rebels", Op::Equal, 95)));
    }

    #[test]
    fn a_denial_meets_the_claim_it_denies() {
        let denied = Claim { stance: Stance::Denies, actuality: Actuality::Not, ..toll("the army", Op::Equal, 12) };
        let said = toll("rebels", Op::Equal, 12);
        assert_eq!(over(&said, &denied).as_deref(), Some("c0 says it is not so"));
        assert_eq!(over(&said, &Claim { actuality: Actuality::Hypothetical, ..toll("a", Op::Equal, 1) }), None);
    }
}
