//! Which reports are looked at together, and how alike their happenings are.
//!
//! In: reports in their order. Out: links between happenings of two reports, and pairs of copies. A report is compared with those shortly
//! before it that share most of its rarer names, never with all, so that the cost of a report does not grow with the archive.
//! How rare a name is, is counted over the reports at hand, on top of an archive that is taken to stand behind them.

use crate::copies::is_copy;
use crate::days_between;
use crate::likeness::{Seen, Shared, likeness};
use crate::told::Told;
use crate::words::Words;
use std::collections::BTreeMap;

/// A happening of a report, by the report's place in the order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Node {
    pub report: u32,
    pub happening: u16,
}

/// Two happenings that may be one, the earlier report's first.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Link {
    pub one: Node,
    pub two: Node,
    /// The sum of weights that speaks for it, in nats.
    pub weight: f64,
}

/// How many reports before it with the same name a report is compared with.
const BEFORE: usize = 40;
/// How many reports it is compared with in all, those that share most first.
const COMPARED: usize = 60;
/// How many reports may share a run of words before it tells nothing: a standing phrase of an outlet.
const STANDING: usize = 200;

/// Two reports that are compared, the earlier first, and the names that they share.
pub(crate) struct Pair {
    pub one: usize,
    pub two: usize,
    pub shared: Shared,
}

/// What was found between reports.
#[derive(Debug, Default)]
pub(crate) struct Links {
    /// Between happenings.
    pub happenings: Vec<Link>,
    /// Between reports by their names alone, where in one of them no happening was read: how much it speaks for one story.
    pub names: Vec<(u32, u32, f64)>,
}

/// Every link between happenings, and between reports without any.
pub(crate) fn links(told: &[&Told], words: &Words) -> Links {
    let mut found = Links::default();
    let bare = |report: &Told| report.happenings.iter().all(|happening| happening.background);
    each_pair(told, words, |pair| {
        let (one, two) = (told[pair.one], told[pair.two]);
        if bare(one) || bare(two) {
            found.names.push((pair.one as u32, pair.two as u32, by_names(one, two, &pair.shared, words)));
        }
        for (at, happening) in one.happenings.iter().enumerate() {
            for (place, candidate) in two.happenings.iter().enumerate() {
                let (first, second) = (Seen { told: one, happening }, Seen { told: two, happening: candidate });
                let weight = likeness(first, second, &pair.shared, words);
                if let Some(weight) = weight.filter(|weight| *weight >= words.likeness.happening.least_within) {
                    let node =
                        |report: usize, happening: usize| Node { report: report as u32, happening: happening as u16 };
                    found.happenings.push(Link { one: node(pair.one, at), two: node(pair.two, place), weight });
                }
            }
        }
    });
    found
}

/// How much the names of two reports speak for one story, in nats.
fn by_names(one: &Told, two: &Told, shared: &Shared, words: &Words) -> f64 {
    let weigh = &words.likeness.names;
    let gap = match (one.published, two.published) {
        (Some(one), Some(two)) => f64::from(days_between(one, two).abs()).ln_1p(),
        _ => 0.0,
    };
    weigh.start + weigh.sum * shared.sum + weigh.cosine * shared.cosine + weigh.part * shared.part + weigh.gap * gap
}

/// Goes through all pairs of reports that are compared.
pub(crate) fn each_pair(told: &[&Told], words: &Words, mut with: impl FnMut(Pair)) {
    let rarity = Rarity::of(told, words);
    let mut naming: BTreeMap<u64, Vec<u32>> = BTreeMap::new();
    let mut scores = vec![0.0_f64; told.len()];
    let weights: Vec<f64> = told.iter().map(|report| rarity.weight(&report.context)).collect();
    let norms: Vec<f64> = told.iter().map(|report| rarity.norm(&report.context)).collect();
    for (at, report) in told.iter().enumerate() {
        let mut touched: Vec<usize> = Vec::new();
        for &name in report.context.iter().chain(&report.groups) {
            let before = naming.entry(name).or_default();
            let rare = rarity.rare(name);
            for &other in before.iter().rev().take(BEFORE) {
                let other = other as usize;
                if other == at {
                    continue;
                }
                if scores[other] == 0.0 {
                    touched.push(other);
                }
                scores[other] += rare;
            }
            before.push(at as u32);
        }
        let mut best: Vec<(usize, f64)> = touched.iter().map(|&other| (other, scores[other])).collect();
        touched.iter().for_each(|&other| scores[other] = 0.0);
        best.retain(|(other, _)| is_near(told[*other], report, words));
        best.sort_by(|one, two| two.1.total_cmp(&one.1).then(two.0.cmp(&one.0)));
        for (other, _) in best.into_iter().take(COMPARED) {
            let (sum, square) = rarity.shared(&told[other].context, &report.context);
            let shared = Shared {
                sum,
                cosine: square / (norms[other] * norms[at]).max(f64::MIN_POSITIVE),
                part: sum / weights[other].min(weights[at]).max(f64::MIN_POSITIVE),
            };
            with(Pair { one: other, two: at, shared });
        }
    }
}

fn is_near(one: &Told, two: &Told, words: &Words) -> bool {
    match (one.published, two.published) {
        (Some(one), Some(two)) => days_between(one, two).abs() <= words.likeness.window.days,
        _ => true,
    }
}

/// How rare names are: 1 for one that nobody else has, towards 0 for one that all have.
struct Rarity {
    reports: f64,
    named: BTreeMap<u64, u32>,
}

impl Rarity {
    fn of(told: &[&Told], words: &Words) -> Rarity {
        let mut named: BTreeMap<u64, u32> = BTreeMap::new();
        told.iter()
            .flat_map(|report| report.context.iter().chain(&report.groups))
            .for_each(|&name| *named.entry(name).or_default() += 1);
        named.retain(|_, count| *count > 1);
        Rarity { reports: words.likeness.window.archive + told.len() as f64, named }
    }

    fn rare(&self, name: u64) -> f64 {
        let count = self.named.get(&name).copied().unwrap_or(1);
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

/// Pairs of reports of which one is the other published again.
pub(crate) fn copies(told: &[&Told], words: &Words) -> Vec<(u32, u32)> {
    let mut runs: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    let mut found = Vec::new();
    for (at, report) in told.iter().enumerate() {
        let mut near: Vec<u32> = Vec::new();
        for run in report.print.sample() {
            let reports = runs.entry(run).or_default();
            if reports.len() <= STANDING {
                near.extend(reports.iter());
                reports.push(at as u32);
            }
        }
        near.sort_unstable();
        near.dedup();
        let copies = near.into_iter().filter(|&other| is_copy(told[other as usize], report, &words.likeness.copies));
        found.extend(copies.map(|other| (other, at as u32)));
    }
    found
}
