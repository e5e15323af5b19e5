//! Which reports are looked at together, and how alike their happenings are.
//!
//! In: reports, one after the other. Out: links between happenings of two reports, and pairs of copies. A report is compared with those
//! that share a name within the window of days, never with all, so that the cost of a report does not grow with the archive.
//! A link depends on its two reports alone: the order in which they come changes nothing.

use crate::copies::is_copy;
use crate::days_between;
use crate::likeness::{Seen, likeness};
use crate::told::Told;
use crate::words::Words;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// A happening of a report, by the report's place in the order of coming.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Node {
    pub report: u32,
    pub happening: u16,
}

/// Two happenings that may be one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Link {
    pub one: Node,
    pub two: Node,
    /// The sum of weights that speaks for it, in nats.
    pub weight: f64,
}

/// Everything that was found between the reports so far.
#[derive(Debug, Default)]
pub(crate) struct Links {
    names: BTreeMap<(u64, i32), Vec<u32>>,
    runs: BTreeMap<u32, Vec<u32>>,
    pub happenings: Vec<Link>,
    pub copies: Vec<(u32, u32)>,
}

/// How many reports may share a run before it tells nothing: a standing phrase of an outlet.
const STANDING: usize = 200;

impl Links {
    /// Takes in the report that comes at `at`, comparing it with those before it.
    pub fn add(&mut self, told: &[Told], at: usize, words: &Words) {
        let Some(report) = told.get(at) else { return };
        let number = at as u32;
        self.copies.extend(self.copied(told, at, words));
        for other in self.near(report, words) {
            let before = &told[other as usize];
            self.compare((number, report), (other, before), words);
        }
        for bucket in buckets(report, words) {
            for &name in report.context.iter().chain(&report.groups) {
                self.names.entry((name, bucket)).or_default().push(number);
            }
        }
        for run in report.print.sample() {
            let reports = self.runs.entry(run).or_default();
            if reports.len() <= STANDING {
                reports.push(number);
            }
        }
    }

    /// The reports before it that share a name and a stretch of days.
    pub fn near(&self, report: &Told, words: &Words) -> BTreeSet<u32> {
        let mut near = BTreeSet::new();
        for bucket in buckets(report, words) {
            for &name in report.context.iter().chain(&report.groups) {
                for around in [bucket - 1, bucket, bucket + 1] {
                    near.extend(self.names.get(&(name, around)).into_iter().flatten());
                }
            }
        }
        near
    }

    fn compare(&mut self, (number, one): (u32, &Told), (other, two): (u32, &Told), words: &Words) {
        let least = words.likeness.happening.least_within;
        for (at, happening) in one.happenings.iter().enumerate() {
            for (place, candidate) in two.happenings.iter().enumerate() {
                let weight = likeness(
                    Seen { told: one, happening },
                    Seen { told: two, happening: candidate },
                    words,
                );
                if let Some(weight) = weight.filter(|weight| *weight >= least) {
                    self.happenings.push(Link {
                        one: Node { report: number, happening: at as u16 },
                        two: Node { report: other, happening: place as u16 },
                        weight,
                    });
                }
            }
        }
    }

    /// The reports before it of which it is a copy, or which are copies of it.
    fn copied(&self, told: &[Told], at: usize, words: &Words) -> Vec<(u32, u32)> {
        let rule = &words.likeness.copies;
        let mut hits: BTreeMap<u32, usize> = BTreeMap::new();
        for run in told[at].print.sample() {
            for &other in self.runs.get(&run).into_iter().flatten() {
                *hits.entry(other).or_default() += 1;
            }
        }
        let copies = hits.into_keys().filter(|&other| is_copy(&told[at], &told[other as usize], rule));
        copies.map(|other| (other, at as u32)).collect()
    }
}

/// The stretches of days that a report tells of: those of its happenings, and its publication.
fn buckets(report: &Told, words: &Words) -> BTreeSet<i32> {
    let bucket = |day: Date| days_between(Date::ZERO, day).div_euclid(words.likeness.window.days.max(1));
    let days = report.happenings.iter().filter_map(|happening| happening.span).map(|(from, _)| from);
    days.chain(report.published).map(bucket).collect()
}
