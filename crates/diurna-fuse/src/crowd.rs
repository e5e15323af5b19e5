//! Crowds: reports that are tied to each other, however far round. No story reaches beyond one.
//!
//! In: reports in their order, what ties each to those before it, and what people said. Out: the crowds; and the stories of one of them.
//! Only ties that may join reports make a crowd, so what becomes of one leaves all others as they are.

use crate::Bonds;
use crate::group;
use crate::kept::{ReportNumber, Ties};
use crate::link::{Link, Links, Node};
use crate::story;
use crate::told::Told;
use crate::words::Words;
use diurna_record::Story;
use std::collections::BTreeMap;

/// Sets of places that only ever join.
struct Joined(Vec<usize>);

impl Joined {
    fn root(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    fn join(&mut self, one: usize, two: usize) {
        let (one, two) = (self.root(one), self.root(two));
        self.0[one.max(two)] = one.min(two);
    }
}

/// The crowds of reports, each by the places of its reports, by its first report. `ids` are the ids of the reports in their order.
pub(crate) fn crowds(
    ids: &[&str],
    ties: &[&Ties],
    place: &BTreeMap<ReportNumber, usize>,
    bonds: &Bonds,
    words: &Words,
) -> Vec<Vec<usize>> {
    let mut joined = Joined((0..ids.len()).collect());
    let least = words.likeness.happening.least;
    for (at, ties) in ties.iter().enumerate() {
        let strong = ties.happenings.iter().filter(|tie| tie.weight >= least).map(|tie| tie.other);
        let named = ties.names.iter().filter(|(_, weight)| *weight >= least).map(|(other, _)| *other);
        for other in strong.chain(named).chain(ties.copies.iter().copied()) {
            if let Some(&other) = place.get(&other) {
                joined.join(at, other);
            }
        }
    }
    let mut bonded: BTreeMap<&str, usize> = BTreeMap::new();
    let named = bonds.together.iter().map(|(one, two)| (one, two));
    let pairs: Vec<(&String, &String)> =
        named.chain(bonds.same.iter().map(|(one, two)| (&one.report, &two.report))).collect();
    if !pairs.is_empty() {
        bonded.extend(ids.iter().enumerate().rev().map(|(at, &id)| (id, at)));
    }
    for (one, two) in pairs {
        if let (Some(&one), Some(&two)) = (bonded.get(one.as_str()), bonded.get(two.as_str())) {
            joined.join(one, two);
        }
    }
    let mut crowds: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for at in 0..ids.len() {
        crowds.entry(joined.root(at)).or_default().push(at);
    }
    crowds.into_values().collect()
}

/// A story of a crowd, and for each of its reports its place in the crowd and that of the first report with its text.
pub(crate) type Grouped = (Vec<(usize, usize)>, Story);

/// The stories of one crowd, by their first report; `number` are the reports' numbers.
pub(crate) fn stories(
    told: &[&Told],
    number: &[ReportNumber],
    ties: &[&Ties],
    bonds: &Bonds,
    words: &Words,
) -> Vec<Grouped> {
    let place: BTreeMap<ReportNumber, u32> = number.iter().enumerate().map(|(at, &it)| (it, at as u32)).collect();
    let mut links = Links::default();
    for (two, ties) in ties.iter().enumerate() {
        let two = two as u32;
        for tie in &ties.happenings {
            if let Some(&one) = place.get(&tie.other) {
                let (one, two) =
                    (Node { report: one, happening: tie.theirs }, Node { report: two, happening: tie.own });
                links.happenings.push(Link { one, two, weight: tie.weight });
            }
        }
        let known = |other: &ReportNumber| place.get(other).copied();
        links.names.extend(ties.names.iter().filter_map(|(other, weight)| Some((known(other)?, two, *weight))));
        links.copies.extend(ties.copies.iter().filter_map(|other| Some((known(other)?, two))));
    }
    let groups = group::group(told, &links, bonds, words);
    let mut members: BTreeMap<u32, Vec<(usize, usize)>> = BTreeMap::new();
    for (at, (&first, &text)) in groups.story.iter().zip(&groups.text).enumerate() {
        members.entry(first).or_default().push((at, text as usize));
    }
    members.into_values().zip(story::tell(told, &groups, words)).collect()
}
