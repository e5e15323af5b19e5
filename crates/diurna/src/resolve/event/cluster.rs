//! Groups of claims that are about one happening, by average linkage.
//!
//! In: how much ties each two claims that stand near each other, and groups that are given. Out: the groups that are left when no two
//! have a mean tie above the least. Claims that stand far apart are tied by [`UNTIED`]. The order of joins depends on weights and
//! positions alone.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BinaryHeap};

/// The weight between two claims of which no tie was reckoned.
const UNTIED: f64 = -6.0;

/// A possible join of two groups, by the mean of the ties between them.
#[derive(PartialEq)]
struct Join {
    mean: f64,
    pair: (usize, usize),
    sizes: (usize, usize),
}

impl Eq for Join {}

impl Ord for Join {
    fn cmp(&self, other: &Join) -> Ordering {
        self.mean.total_cmp(&other.mean).then_with(|| other.pair.cmp(&self.pair))
    }
}

impl PartialOrd for Join {
    fn partial_cmp(&self, other: &Join) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The ties between one group and the others: their sum and their number.
type Row = BTreeMap<usize, (f64, usize)>;

/// For every claim the first claim of its group. `given` are the first claims of the groups at the start; `ties` are (earlier, later, weight).
pub fn cluster(given: &[usize], ties: impl Iterator<Item = (usize, usize, f32)>, least: f32) -> Vec<usize> {
    let mut first = given.to_vec();
    let mut sizes = vec![0; given.len()];
    given.iter().for_each(|&group| sizes[group] += 1);
    let mut rows: Vec<Row> = vec![Row::new(); given.len()];
    for (a, b, weight) in ties {
        let (a, b) = (given[a], given[b]);
        for (one, other) in [(a, b), (b, a)] {
            if a != b {
                let tie = rows[one].entry(other).or_default();
                *tie = (tie.0 + f64::from(weight), tie.1 + 1);
            }
        }
    }
    let mut joins = BinaryHeap::new();
    let offer = |joins: &mut BinaryHeap<Join>, rows: &[Row], sizes: &[usize], a: usize, b: usize| {
        let (sum, known) = rows[a][&b];
        let pairs = sizes[a] * sizes[b];
        let mean = (sum + UNTIED * (pairs - known) as f64) / pairs as f64;
        if mean >= f64::from(least) {
            joins.push(Join { mean, pair: (a.min(b), a.max(b)), sizes: (sizes[a.min(b)], sizes[a.max(b)]) });
        }
    };
    for a in 0..rows.len() {
        for &b in rows[a].keys().filter(|&&b| a < b) {
            offer(&mut joins, &rows, &sizes, a, b);
        }
    }
    while let Some(Join { pair: (a, b), sizes: then, .. }) = joins.pop() {
        if (sizes[a], sizes[b]) != then {
            continue; // one of them has grown or gone since
        }
        sizes[a] += sizes[b];
        sizes[b] = 0;
        first.iter_mut().filter(|group| **group == b).for_each(|group| *group = a);
        for (other, (sum, known)) in std::mem::take(&mut rows[b]) {
            rows[other].remove(&b);
            if other != a {
                for (one, group) in [(a, other), (other, a)] {
                    let tie = rows[one].entry(group).or_default();
                    *tie = (tie.0 + sum, tie.1 + known);
                }
            }
        }
        let beside: Vec<usize> = rows[a].keys().copied().collect();
        beside.into_iter().for_each(|other| offer(&mut joins, &rows, &sizes, a, other));
    }
    first
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_groups_join_where_the_mean_of_their_ties_is_enough() {
        let ties = [(0, 1, 3.0), (0, 2, 2.0), (1, 2, -1.0), (2, 3, -4.0)];
        assert_eq!(cluster(&[0, 1, 2, 3], ties.into_iter(), 0.0), [0, 0, 0, 3]);
        assert_eq!(cluster(&[0, 1, 2, 3], ties.into_iter(), 1.0), [0, 0, 2, 3]);
    }

    #[test]
    fn what_is_given_stays_together() {
        assert_eq!(cluster(&[0, 1, 0], [(0, 1, -3.0), (0, 2, -9.0), (1, 2, -3.0)].into_iter(), 0.0), [0, 1, 0]);
        assert_eq!(cluster(&[], std::iter::empty(), 0.0), [0; 0]);
    }

    #[test]
    fn claims_without_a_tie_keep_their_groups_apart() {
        assert_eq!(cluster(&[0, 0, 2], [(1, 2, 3.0)].into_iter(), 0.0), [0, 0, 2]);
    }
}
