//! Where names and runs of words stand, and how rare a name is: by these a report finds those that it is compared with.
//!
//! In: the marks of all reports, in their order. Out: for one of them those shortly before it that share most of its rarer names, never
//! all, so that the cost of a report does not grow with the archive. How rare a name is, is counted over most of the reports at hand, in
//! coarse steps, on top of an archive that is taken to stand behind them: so a few more reports leave what was compared as it was.

use crate::days_between;
use crate::kept::Marks;
use crate::likeness::Shared;
use crate::words::Words;
use std::collections::BTreeSet;

/// How many reports before it with the same name a report is compared with.
const BEFORE: usize = 40;
/// How many reports it is compared with in all, those that share most first.
const COMPARED: usize = 60;
/// How many reports may share a run of words before it tells nothing: a standing phrase of an outlet.
const STANDING: usize = 200;

/// Reports in their order, and what stands in which.
pub(crate) struct Index<'m> {
    order: Vec<&'m Marks>,
    /// Each name with the places of the reports that have it, sorted.
    names: Vec<(u64, u32)>,
    /// Each run of words likewise.
    runs: Vec<(u32, u32)>,
    rarity: Rarity,
    /// How much the shared names of the report in hand weigh, by place; nought elsewhere.
    scores: Vec<f64>,
    /// The weight and the norm of a report's names, where they were asked for.
    weighed: Vec<Option<(f64, f64)>>,
}

impl<'m> Index<'m> {
    /// The index of reports in their order.
    pub fn of(order: Vec<&'m Marks>, words: &Words) -> Index<'m> {
        let place = |at: usize| at as u32;
        let mut names: Vec<(u64, u32)> = Vec::new();
        let mut runs: Vec<(u32, u32)> = Vec::new();
        for (at, marks) in order.iter().enumerate() {
            names.extend(marks.names().map(|name| (name, place(at))));
            runs.extend(marks.sample.iter().map(|&run| (run, place(at))));
        }
        names.sort_unstable();
        names.dedup();
        runs.sort_unstable();
        let rarity = Rarity::of(&order, words);
        let (scores, weighed) = (vec![0.0; order.len()], vec![None; order.len()]);
        Index { order, names, runs, rarity, scores, weighed }
    }

    /// How rare names are.
    pub fn rarity(&self) -> &Rarity {
        &self.rarity
    }

    /// The reports that a report is compared with, by their places, with the names that they share.
    pub fn candidates(&mut self, at: usize, words: &Words) -> Vec<(usize, Shared)> {
        let marks = self.order[at];
        let mut touched: Vec<usize> = Vec::new();
        for name in marks.names() {
            let rare = self.rarity.rare(name);
            let upto = self.names.partition_point(|&entry| entry < (name, at as u32));
            for &(_, other) in self.names[..upto].iter().rev().take_while(|entry| entry.0 == name).take(BEFORE) {
                let other = other as usize;
                if self.scores[other] == 0.0 {
                    touched.push(other);
                }
                self.scores[other] += rare;
            }
        }
        let mut best: Vec<(usize, f64)> = touched.iter().map(|&other| (other, self.scores[other])).collect();
        touched.iter().for_each(|&other| self.scores[other] = 0.0);
        best.retain(|(other, _)| is_near(self.order[*other], marks, words.likeness.window.days));
        best.sort_by(|one, two| two.1.total_cmp(&one.1).then(two.0.cmp(&one.0)));
        best.into_iter().take(COMPARED).map(|(other, _)| (other, self.shared(other, at))).collect()
    }

    /// The names that two reports share.
    fn shared(&mut self, one: usize, two: usize) -> Shared {
        let (weight, norm) = self.weighed(one);
        let (other_weight, other_norm) = self.weighed(two);
        let (sum, square) = self.rarity.shared(&self.order[one].context, &self.order[two].context);
        Shared {
            sum,
            cosine: square / (norm * other_norm).max(f64::MIN_POSITIVE),
            part: sum / weight.min(other_weight).max(f64::MIN_POSITIVE),
        }
    }

    fn weighed(&mut self, at: usize) -> (f64, f64) {
        let rarity = &self.rarity;
        let context = &self.order[at].context;
        *self.weighed[at].get_or_insert_with(|| (rarity.weight(context), rarity.norm(context)))
    }

    /// The reports that may be the same text before a report, by their places.
    pub fn copied(&self, at: usize, days: i32) -> Vec<usize> {
        let marks = self.order[at];
        let mut near: Vec<usize> = Vec::new();
        for &run in &marks.sample {
            let from = self.runs.partition_point(|entry| entry.0 < run);
            let upto = self.runs.partition_point(|&entry| entry < (run, at as u32));
            if upto - from <= STANDING {
                near.extend(self.runs[from..upto].iter().map(|entry| entry.1 as usize));
            }
        }
        near.sort_unstable();
        near.dedup();
        near.retain(|&other| is_near(self.order[other], marks, days));
        near
    }

    /// The reports from a place on that are compared with one there, had it these marks: what ties them hangs on it.
    pub fn hang(&self, from: usize, marks: &Marks, on: &mut BTreeSet<usize>) {
        for name in marks.names() {
            let after = self.names.partition_point(|&entry| entry < (name, from as u32));
            let next = self.names[after..].iter().take_while(|entry| entry.0 == name).take(BEFORE + 1);
            on.extend(next.map(|entry| entry.1 as usize));
        }
    }

    /// The reports from a place on whose copies hang on a report there with these marks.
    pub fn hang_by_runs(&self, from: usize, marks: &Marks, on: &mut BTreeSet<usize>) {
        for &run in &marks.sample {
            let after = self.runs.partition_point(|&entry| entry < (run, from as u32));
            on.extend(self.runs[after..].iter().take_while(|entry| entry.0 == run).map(|entry| entry.1 as usize));
        }
    }
}

fn is_near(one: &Marks, two: &Marks, days: i32) -> bool {
    match (one.published, two.published) {
        (Some(one), Some(two)) => days_between(one, two).abs() <= days,
        _ => true,
    }
}

/// How rare names are: 1 for one that nobody else has, towards 0 for one that all have.
#[derive(Debug, PartialEq)]
pub(crate) struct Rarity {
    reports: f64,
    /// Names that more than one report has, sorted, with about how many do.
    named: Vec<(u64, u32)>,
}

impl Rarity {
    /// Counts the names of the first reports of these, in their order.
    pub fn of(order: &[&Marks], words: &Words) -> Rarity {
        let counted = step(order.len());
        let mut names: Vec<u64> = order[..counted].iter().flat_map(|marks| marks.names()).collect();
        names.sort_unstable();
        let named = names.chunk_by(|one, two| one == two).filter(|same| same.len() > 1);
        let named = named.map(|same| (same[0], coarse(same.len()) as u32)).collect();
        Rarity { reports: words.likeness.window.archive + power(order.len()) as f64, named }
    }

    /// The names whose rarity another count tells otherwise, sorted; `None` where it tells that of all names otherwise.
    pub fn shifted(&self, other: &Rarity) -> Option<Vec<u64>> {
        if self.reports != other.reports {
            return None;
        }
        let differs = |one: &Rarity, two: &Rarity| -> Vec<u64> {
            let other = |entry: &&(u64, u32)| two.named.binary_search(entry).is_err();
            one.named.iter().filter(other).map(|entry| entry.0).collect()
        };
        let mut names = [differs(self, other), differs(other, self)].concat();
        names.sort_unstable();
        names.dedup();
        Some(names)
    }

    fn rare(&self, name: u64) -> f64 {
        let at = self.named.binary_search_by_key(&name, |entry| entry.0);
        let count = at.map_or(1, |at| self.named[at].1);
        (self.reports / (1.0 + f64::from(count))).ln() / self.reports.ln()
    }

    fn weight(&self, names: &[u64]) -> f64 {
        names.iter().map(|&name| self.rare(name)).sum()
    }

    fn norm(&self, names: &[u64]) -> f64 {
        names.iter().map(|&name| self.rare(name).powi(2)).sum::<f64>().sqrt()
    }

    /// The rarities of the names in both of two sorted lists, and their squares, summed.
    fn shared(&self, one: &[u64], two: &[u64]) -> (f64, f64) {
        let both = one.iter().filter(|name| two.binary_search(name).is_ok());
        both.map(|&name| self.rare(name)).fold((0.0, 0.0), |(sum, square), rare| (sum + rare, square + rare * rare))
    }
}

/// The greatest power of two that is not more.
fn power(count: usize) -> usize {
    count.checked_ilog2().map_or(0, |log| 1 << log)
}

/// The greatest number of three binary digits and noughts that is not more: 7, 10, 12, 14, 16, 20.
fn step(count: usize) -> usize {
    let quarter = (power(count) / 4).max(1);
    count / quarter * quarter
}

/// The greatest number of two binary digits and noughts that is not more: 4, 6, 8, 12, 16, 24.
fn coarse(count: usize) -> usize {
    let half = (power(count) / 2).max(1);
    count / half * half
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_fine_where_there_is_little_and_coarse_where_there_is_much() {
        assert_eq!([0, 1, 3, 7, 9, 11, 15, 2_662].map(step), [0, 1, 3, 7, 8, 10, 14, 2_560]);
        assert_eq!([1, 2, 3, 5, 7, 23, 100].map(coarse), [1, 2, 3, 4, 6, 16, 96]);
        assert_eq!([0, 1, 5, 2_662].map(power), [0, 1, 4, 2_048]);
    }
}
