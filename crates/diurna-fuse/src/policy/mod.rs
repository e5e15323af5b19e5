//! Policies: how the projects of the field come to one figure where their tables have room for one.
//!
//! In: every figure that is told of one harm of one happening. Out: what a named policy makes of them, with the figures that it looked at and
//! the rule in words. A policy chooses; it never adds figures of two speakers up. Which policy was used stands beside its figure.
//!
//! | policy | source |
//! |---|---|
//! | acled-2024 | ACLED Codebook and "ACLED Fatality Methodology" (2024) |
//! | ucdp | UCDP Georeferenced Event Dataset Codebook, best, low and high estimates |
//! | idmc | IDMC, Helix: figure roles "recommended" and "triangulation" |
//! | all-claims | none: every figure stands for itself |

pub mod acled;
pub mod all;
pub mod idmc;
pub mod ucdp;

use diurna_record::{Claim, ClaimRef, Kind, Op, Record, TollPoint, TollSeries};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// How one figure is come to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Policy {
    /// None: every figure stands for itself.
    #[default]
    AllClaims,
    /// The lowest until corroborated, words turned into numbers.
    Acled2024,
    /// Low, best and high.
    Ucdp,
    /// One recommended figure, the others for triangulation.
    Idmc,
}

impl Policy {
    /// Every policy.
    pub const ALL: [Policy; 4] = [Policy::AllClaims, Policy::Acled2024, Policy::Ucdp, Policy::Idmc];

    /// Its name on the command line and beside its figures.
    pub fn name(self) -> &'static str {
        match self {
            Policy::AllClaims => "all-claims",
            Policy::Acled2024 => "acled-2024",
            Policy::Ucdp => "ucdp",
            Policy::Idmc => "idmc",
        }
    }

    /// The policy of this name.
    pub fn parse(name: &str) -> Option<Policy> {
        Policy::ALL.into_iter().find(|policy| policy.name() == name)
    }

    /// What it makes of the figures of one harm to one group in one happening.
    ///
    /// ```
    /// use diurna_fuse::policy::{Input, Policy};
    /// let told = |speaker: &str, value| Input { speaker: Some(speaker.to_owned()), value: Some(value), ..Input::default() };
    /// let inputs = [told("the governor", 9), told("medics", 17)];
    /// assert_eq!(Policy::Acled2024.choose(&inputs).figure, Some(9));
    /// assert_eq!(Policy::Ucdp.choose(&inputs).high, Some(17));
    /// ```
    pub fn choose(self, inputs: &[Input]) -> Chosen {
        match self {
            Policy::AllClaims => all::choose(inputs),
            Policy::Acled2024 => acled::choose(inputs),
            Policy::Ucdp => ucdp::choose(inputs),
            Policy::Idmc => idmc::choose(inputs),
        }
    }
}

/// One figure that is told.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Input {
    /// The claim that tells it.
    pub claim: ClaimRef,
    /// Who tells it; `None` is the report's own voice.
    pub speaker: Option<String>,
    /// The day on which it was published.
    pub on: Option<Date>,
    /// Its words: "at least 12", "dozens".
    pub text: String,
    /// The kind of the act that did the harm, where one is known.
    pub act: Option<Kind>,
    /// How it bounds the number.
    pub op: Option<Op>,
    /// The figure, or the lower one of a range; `None` for vague words.
    pub value: Option<u64>,
    /// The upper figure of a range.
    pub max: Option<u64>,
}

impl Input {
    /// The figure of a toll of a record.
    pub fn of(claim: &Claim, record: &Record) -> Option<Input> {
        let count = claim.count.as_ref()?;
        let name =
            claim.speaker.as_ref().map(|speaker| speaker.is.as_ref().map_or(&speaker.text, |is| &is.text).clone());
        Some(Input {
            claim: ClaimRef { report: record.report.id.clone(), claim: claim.id },
            speaker: name,
            on: record.report.published,
            text: count.text.clone(),
            act: claim.of.and_then(|id| record.claim(id)).map(|act| act.kind.clone()),
            op: count.op,
            value: count.value,
            max: count.max,
        })
    }

    /// The standing figures of a happening's series: the last of each speaker that is no increment.
    pub fn standing(series: &[&TollSeries]) -> Vec<Input> {
        let last = |series: &&TollSeries| -> Option<Input> {
            let whole = series.points.iter().rev().find(|point| point.change != diurna_record::Change::Added);
            let point: &TollPoint = whole.or(series.points.last())?;
            Some(Input {
                claim: point.claim.clone(),
                speaker: series.speaker.as_ref().map(|speaker| speaker.name.clone()),
                on: point.as_of,
                op: point.op,
                value: point.value,
                max: point.max,
                ..Input::default()
            })
        };
        series.iter().filter_map(last).collect()
    }
}

/// What a policy does with one of the figures that it looks at.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Role {
    /// It is the figure.
    Recommended,
    /// It was weighed against it.
    #[default]
    Triangulation,
}

/// What a policy makes of some figures.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Chosen {
    /// Which policy.
    pub policy: Policy,
    /// The one figure; `None` where the policy gives none.
    pub figure: Option<u64>,
    /// The lowest figure, where the policy has one.
    pub low: Option<u64>,
    /// The highest figure, where the policy has one.
    pub high: Option<u64>,
    /// The claims that it looked at, and what it did with each.
    pub inputs: Vec<(ClaimRef, Role)>,
    /// The rule that decided, in words.
    pub rule: &'static str,
}

/// How many different speakers give each figure.
pub(crate) fn tellers(figures: &[(u64, &Input)]) -> BTreeMap<u64, usize> {
    let mut speakers: BTreeMap<u64, BTreeSet<Option<&str>>> = BTreeMap::new();
    for (figure, input) in figures {
        speakers.entry(*figure).or_default().insert(input.speaker.as_deref());
    }
    speakers.into_iter().map(|(figure, speakers)| (figure, speakers.len())).collect()
}

/// The inputs with their roles, where `figure` is the one chosen.
pub(crate) fn roles(figures: &[(u64, &Input)], figure: Option<u64>) -> Vec<(ClaimRef, Role)> {
    let role = |value: u64| if Some(value) == figure { Role::Recommended } else { Role::Triangulation };
    figures.iter().map(|(value, input)| (input.claim.clone(), role(*value))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_is_known_by_its_name() {
        for policy in Policy::ALL {
            assert_eq!(Policy::parse(policy.name()), Some(policy));
        }
        assert_eq!(Policy::parse("acled"), None);
    }

    #[test]
    fn nothing_told_is_no_figure_except_where_the_policy_says_so() {
        assert_eq!(Policy::Ucdp.choose(&[]).figure, None);
        assert_eq!(Policy::Idmc.choose(&[]).figure, None);
        assert_eq!(Policy::AllClaims.choose(&[]).figure, None);
        assert_eq!(Policy::Acled2024.choose(&[]).figure, Some(0));
    }
}
