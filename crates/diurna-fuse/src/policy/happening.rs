//! A policy over the happenings of one coded record, for the exports.
//!
//! In: a coded record. Out: the same with the deaths of each happening as the policy has them, and with the role of every toll. Figures of one harm to one group in
//! one happening are weighed against each other and no others; a part of a figure ("including two children") is not weighed, nor is a toll
//! that is denied, feared or planned.

use super::{Input, Policy, Role};
use diurna_record::{Actuality, Claim, ClaimId, Coded, Deaths, EventId, FigureRole, Record};
use std::collections::BTreeMap;

/// The record as the policy has it. `all-claims` leaves it as it is.
pub fn apply(policy: Policy, coded: Coded) -> Coded {
    if policy == Policy::AllClaims {
        return coded;
    }
    let record = &coded.reviewed.record;
    let mut groups: BTreeMap<(EventId, &str, Option<&str>), Vec<&Claim>> = BTreeMap::new();
    let mut dead: BTreeMap<EventId, Vec<&Claim>> = BTreeMap::new();
    for toll in record.claims.iter().filter(|claim| weighs(claim)) {
        let event = happening(record, toll);
        let who = toll.count.as_ref().and_then(|count| count.who.as_deref());
        groups.entry((event, toll.kind.as_str(), who)).or_default().push(toll);
        if coded.codes.get(&toll.id).is_some_and(|codes| codes.fills.is_some()) {
            dead.entry(event).or_default().push(toll);
        }
    }
    let roles = groups.values().flat_map(|tolls| roles(policy, record, tolls)).collect();
    let deaths = dead.iter().map(|(event, tolls)| (*event, deaths(policy, record, tolls))).collect();
    Coded { deaths: Some(deaths), roles, ..coded }
}

/// Whether a toll is told as so, or as none, and is no part of another.
fn weighs(claim: &Claim) -> bool {
    let Some(count) = claim.count.as_ref().filter(|_| claim.kind.is_toll()) else { return false };
    let real = matches!(claim.actuality, Actuality::Happened | Actuality::Ongoing);
    count.part_of.is_none() && (real || count.value == Some(0))
}

/// The happening whose harm a toll counts.
fn happening(record: &Record, toll: &Claim) -> EventId {
    toll.of.and_then(|id| record.claim(id)).map_or(toll.event, |act| act.event)
}

fn inputs(record: &Record, tolls: &[&Claim]) -> Vec<Input> {
    tolls.iter().filter_map(|toll| Input::of(toll, record)).collect()
}

fn roles(policy: Policy, record: &Record, tolls: &[&Claim]) -> Vec<(ClaimId, FigureRole)> {
    let chosen = policy.choose(&inputs(record, tolls));
    let role = |role| if role == Role::Recommended { FigureRole::Recommended } else { FigureRole::Triangulation };
    chosen.inputs.into_iter().map(|(claim, of)| (claim.claim, role(of))).collect()
}

fn deaths(policy: Policy, record: &Record, tolls: &[&Claim]) -> Deaths {
    let inputs = inputs(record, tolls);
    let chosen = policy.choose(&inputs);
    let figure = |input: &Input| format!("\"{}\" ({})", input.text, input.speaker.as_deref().unwrap_or("the report"));
    Deaths {
        best: chosen.figure,
        low: chosen.low,
        high: chosen.high,
        claims: inputs.iter().map(|input| input.claim.claim).collect(),
        told: format!(
            "{}: {}; of {}",
            policy.name(),
            chosen.rule,
            inputs.iter().map(figure).collect::<Vec<_>>().join(", ")
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use diurna_record::{Codes, Count, Kind, Op, Reviewed};

    fn toll(id: u32, value: u64, part_of: Option<u32>) -> Claim {
        let count = Count {
            op: Some(Op::Equal),
            value: Some(value),
            text: value.to_string(),
            part_of: part_of.map(ClaimId),
            ..Count::default()
        };
        Claim {
            id: ClaimId(id),
            event: EventId(1),
            kind: Kind::new("toll.killed"),
            count: Some(count),
            ..Claim::default()
        }
    }

    fn coded() -> Coded {
        let claims = vec![toll(1, 17, None), toll(2, 9, None), toll(3, 2, Some(1))];
        let fills = Codes { fills: Some("fatalities".to_owned()), ..Codes::default() };
        let codes = claims.iter().map(|claim| (claim.id, fills.clone())).collect();
        Coded { reviewed: Reviewed::from(Record { claims, ..Record::default() }), codes, ..Coded::default() }
    }

    #[test]
    fn a_happening_has_one_figure_and_its_parts_are_not_weighed() {
        let coded = apply(Policy::Acled2024, coded());
        let deaths = &coded.deaths.expect("a policy chooses")[&EventId(1)];
        assert_eq!((deaths.best, deaths.claims.len()), (Some(9), 2));
        assert!(deaths.told.starts_with("acled-2024: the lowest figure"), "{}", deaths.told);
    }

    #[test]
    fn one_figure_is_recommended_and_the_others_triangulate() {
        let roles = apply(Policy::Idmc, coded()).roles;
        let recommended = roles.values().filter(|role| **role == FigureRole::Recommended).count();
        assert_eq!((recommended, roles.len()), (1, 2));
    }

    #[test]
    fn without_a_policy_every_claim_keeps_its_own() {
        assert_eq!(apply(Policy::AllClaims, coded()), coded());
    }
}
