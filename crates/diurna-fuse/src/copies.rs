//! Copies: reports that are one text published again, trimmed or lightly edited, under another headline or credit.
//!
//! In: the runs of words of two texts. Out: whether one is the other again. Runs are hashed and every other hash is kept, the same ones in
//! every text; a sample of these finds candidates, all of them decide. Quotations that two reporters share are far below the threshold.

use crate::fold::fold;
use crate::told::{Told, hash};
use crate::words::{CopyRule, Words};
use diurna_record::Record;

/// The runs of words of a text, hashed, sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Print {
    runs: Vec<u32>,
}

impl Print {
    /// The print of a record's text; of its quotes where it has no text.
    pub fn of(record: &Record, words: &Words) -> Print {
        let folded = fold(&record.text);
        let kept: Vec<u64> =
            folded.split(' ').filter(|word| !word.is_empty() && !words.is_credit(word)).map(hash).collect();
        let mixed = |run: &[u64]| run.iter().fold(0_u64, |mixed, word| (mixed ^ word).wrapping_mul(0x0100_0000_01b3));
        let mut runs: Vec<u32> = kept.windows(words.likeness.copies.run).map(|run| (mixed(run) >> 32) as u32).collect();
        runs.retain(|run| run % 2 == 0);
        runs.sort_unstable();
        runs.dedup();
        runs.shrink_to_fit();
        Print { runs }
    }

    /// The runs by which candidates are found: about one in eight of those kept, the same in every text.
    pub fn sample(&self) -> impl Iterator<Item = u32> + '_ {
        self.runs.iter().copied().filter(|run| run % 16 == 0)
    }

    /// How many runs it has.
    pub fn len(&self) -> usize {
        self.runs.len()
    }

    /// How many runs both have.
    fn shared(&self, other: &Print) -> usize {
        let (mut one, mut two, mut shared) = (0, 0, 0);
        while let (Some(left), Some(right)) = (self.runs.get(one), other.runs.get(two)) {
            shared += usize::from(left == right);
            one += usize::from(left <= right);
            two += usize::from(right <= left);
        }
        shared
    }
}

/// Whether one of two reports is the other published again.
pub(crate) fn is_copy(one: &Told, two: &Told, rule: &CopyRule) -> bool {
    let least = one.print.len().min(two.print.len());
    if least < rule.fewest {
        return false;
    }
    let near = match (one.marks.published, two.marks.published) {
        (Some(one), Some(two)) => crate::days_between(one, two).abs() <= rule.days,
        _ => true,
    };
    near && one.print.shared(&two.print) as f64 >= rule.share * least as f64
}
