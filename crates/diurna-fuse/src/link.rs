//! How alike the happenings of two reports are, and whether one is the other again.
//!
//! In: two reports that are compared. Out: ties between their happenings, by their names alone where in one of them none was read, and
//! whether the later is a copy.

use crate::days_between;
use crate::kept::{ReportNumber, Tie, Ties};
use crate::likeness::{Seen, Shared, likeness};
use crate::told::Told;
use crate::words::Words;

/// A happening of a report, by the report's place in the order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Node {
    pub report: u32,
    pub happening: u32,
}

/// Two happenings that may be one, the earlier report's first.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Link {
    pub one: Node,
    pub two: Node,
    /// The sum of weights that speaks for it, in nats.
    pub weight: f64,
}

/// How many happenings of a report are compared, the first ones: more than any news report tells.
const HAPPENINGS: usize = 300;

/// What was found between some reports, by their places in the order.
#[derive(Debug, Default)]
pub(crate) struct Links {
    /// Between happenings.
    pub happenings: Vec<Link>,
    /// Between reports by their names alone, where in one of them no happening was read: how much it speaks for one story.
    pub names: Vec<(u32, u32, f64)>,
    /// Reports of which the later is the earlier again.
    pub copies: Vec<(u32, u32)>,
}

/// Adds what ties a report to one before it, whose number is `other`.
pub(crate) fn tie(ties: &mut Ties, (other, one): (ReportNumber, &Told), two: &Told, shared: &Shared, words: &Words) {
    let bare = |report: &Told| report.happenings.iter().all(|happening| happening.background);
    if bare(one) || bare(two) {
        ties.names.push((other, by_names(one, two, shared, words)));
    }
    for (theirs, happening) in one.happenings.iter().take(HAPPENINGS).enumerate() {
        for (own, candidate) in two.happenings.iter().take(HAPPENINGS).enumerate() {
            let (first, second) = (Seen { told: one, happening }, Seen { told: two, happening: candidate });
            let weight = likeness(first, second, shared, words);
            if let Some(weight) = weight.filter(|weight| *weight >= words.likeness.happening.least_within) {
                ties.happenings.push(Tie { other, theirs: theirs as u32, own: own as u32, weight });
            }
        }
    }
}

/// How much the names of two reports speak for one story, in nats.
fn by_names(one: &Told, two: &Told, shared: &Shared, words: &Words) -> f64 {
    let weigh = &words.likeness.names;
    let gap = match (one.marks.published, two.marks.published) {
        (Some(one), Some(two)) => f64::from(days_between(one, two).abs()).ln_1p(),
        _ => 0.0,
    };
    weigh.start + weigh.sum * shared.sum + weigh.cosine * shared.cosine + weigh.part * shared.part + weigh.gap * gap
}
