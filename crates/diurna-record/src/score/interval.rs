//! How sure a figure is: a bootstrap over reports.
//!
//! In: the ratio of every report. Out: the middle 95 % of the figure over a thousand draws of as many reports, with replacement.
//! The draws come from a fixed seed, so that the same reports give the same interval.

use super::Ratio;

/// How often reports are drawn anew.
const DRAWS: usize = 1000;
/// Where the draws begin.
const SEED: u64 = 0x64_69_75_72_6e_61;

/// The range that holds a figure in 95 of 100 draws.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Interval {
    /// Its lower end.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
}

/// The interval of a figure that the reports make together.
pub(super) fn of(reports: &[Ratio]) -> Option<Interval> {
    let mut state = SEED;
    let mut values: Vec<f64> = Vec::with_capacity(DRAWS);
    for _ in 0..DRAWS {
        let drawn = (0..reports.len()).map(|_| reports[(next(&mut state) % reports.len() as u64) as usize]);
        values.extend(drawn.fold(Ratio::default(), Ratio::plus).value());
    }
    values.sort_by(f64::total_cmp);
    let at = |share: f64| values.get((share * values.len().saturating_sub(1) as f64).round() as usize).copied();
    Some(Interval { low: at(0.025)?, high: at(0.975)? })
}

/// The next number of SplitMix64 (Steele, Lea and Flood 2014).
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_holds_the_figure_and_stays_the_same() {
        let reports: Vec<Ratio> = (0..20).map(|i| Ratio::share(i % 5, 5)).collect();
        let interval = of(&reports).expect("measured");
        assert!(interval.low < 0.4 && 0.4 < interval.high, "{interval:?}");
        assert!(interval.low > 0.2 && interval.high < 0.6, "{interval:?}");
        assert_eq!(of(&reports), Some(interval));
    }

    #[test]
    fn nothing_measured_has_no_interval() {
        assert_eq!(of(&[]), None);
        assert_eq!(of(&[Ratio::default()]), None);
        assert_eq!(of(&[Ratio::share(1, 1)]), Some(Interval { low: 1.0, high: 1.0 }));
    }
}
