//! The figures, and how they add up.
//!
//! Every figure is a share: hits of all. An F1 is twice the matches of both sides together. Shares of several reports add up
//! upper and lower part alone, so a report weighs as much as it holds.

use crate::terms::closed;

closed! {
    /// One thing that is measured.
    Figure {
        /// Claims whose anchors meet.
        AnchorF1 = "anchor_f1",
        /// Claims of the same family whose anchors meet.
        FamilyF1 = "family_f1",
        /// Claims of the same kind whose anchors meet.
        KindF1 = "kind_f1",
        /// The same, of all claims the coder makes.
        KindP = "kind_p",
        /// The same, of all claims in the gold.
        KindR = "kind_r",
        /// Claims right in kind, speaker, stance, actuality, parties and count: the headline.
        WholeF1 = "whole_f1",
        /// The speaker, nobody included.
        Speaker = "speaker",
        /// The speaker, where there is one.
        NamedSpeaker = "named_speaker",
        /// How the speaker stands to it.
        Stance = "stance",
        /// How real it is.
        Actuality = "actuality",
        /// Whether it is history.
        Background = "background",
        /// Who does it.
        By = "by",
        /// Whom it is done to.
        Against = "against",
        /// Who does it together.
        With = "with",
        /// Weapons and instruments.
        Means = "means",
        /// The words of the place.
        Place = "place",
        /// The words of the time.
        When = "when",
        /// Both days, over gold claims with a date.
        DateExact = "date_exact",
        /// The state, over gold places with one.
        Country = "country",
        /// The point, over gold places with coordinates.
        Within25Km = "within_25km",
        /// Op, value and max, over gold counts.
        CountExact = "count_exact",
        /// Pairs of claims that are about the same happening.
        EventF1 = "event_f1",
        /// Claims that are terms of an agreement.
        TermF1 = "term_f1",
        /// Characters of noise found.
        NoiseRecall = "noise_recall",
        /// Characters called noise that are.
        NoisePrecision = "noise_precision",
    }
}

/// A share: hits of all, over `n` gold things.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Ratio {
    /// The upper part.
    pub hits: u64,
    /// The lower part.
    pub of: u64,
    /// How many things of the gold (of the record, for a precision) it is over.
    pub n: u64,
}

impl Ratio {
    /// The share of `hits` among `of` things.
    pub fn share(hits: usize, of: usize) -> Ratio {
        Ratio { hits: hits as u64, of: of as u64, n: of as u64 }
    }

    /// The F1 of `hits` matches between `gold` and `system` things.
    pub fn f1(hits: usize, gold: usize, system: usize) -> Ratio {
        Ratio { hits: 2 * hits as u64, of: (gold + system) as u64, n: gold as u64 }
    }

    /// The share as a number from 0 to 1; `None` of nothing.
    pub fn value(self) -> Option<f64> {
        (self.of > 0).then(|| self.hits as f64 / self.of as f64)
    }

    /// Both together.
    pub fn plus(self, other: Ratio) -> Ratio {
        Ratio { hits: self.hits + other.hits, of: self.of + other.of, n: self.n + other.n }
    }
}

/// Every figure of one report, or of several together.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tally {
    ratios: Vec<Ratio>,
    /// How many reports it is over.
    pub reports: usize,
    /// How many claims the gold has.
    pub gold: usize,
    /// How many claims the records have.
    pub system: usize,
}

impl Tally {
    /// The tally of one report, before anything is counted.
    pub(super) fn one(gold: usize, system: usize) -> Tally {
        Tally { ratios: vec![Ratio::default(); Figure::ALL.len()], reports: 1, gold, system }
    }

    /// Several tallies together.
    pub fn sum<'a>(tallies: impl Iterator<Item = &'a Tally>) -> Tally {
        let nothing = Tally { reports: 0, ..Tally::one(0, 0) };
        tallies.fold(nothing, |sum, tally| Tally {
            ratios: sum.ratios.iter().zip(&tally.ratios).map(|(left, right)| left.plus(*right)).collect(),
            reports: sum.reports + tally.reports,
            gold: sum.gold + tally.gold,
            system: sum.system + tally.system,
        })
    }

    /// What was counted for a figure.
    pub fn ratio(&self, figure: Figure) -> Ratio {
        self.ratios[figure as usize]
    }

    /// The figure as a number from 0 to 1; `None` where nothing is measured.
    pub fn value(&self, figure: Figure) -> Option<f64> {
        self.ratio(figure).value()
    }

    /// Adds to what was counted for a figure.
    pub(super) fn add(&mut self, figure: Figure, ratio: Ratio) {
        let sum = &mut self.ratios[figure as usize];
        *sum = sum.plus(ratio);
    }
}
