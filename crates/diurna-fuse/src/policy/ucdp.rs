//! UCDP: a low, a best and a high estimate.
//!
//! Source: UCDP GED Codebook: low and high are the lowest and the highest reliable totals; best is the figure of the most reliable source,
//! and the lower one where no source is more reliable. A figure is taken as more reliable here where more speakers give it.

use super::{Chosen, Input, Policy, roles, tellers};

/// The three estimates.
pub(super) fn choose(inputs: &[Input]) -> Chosen {
    let figures: Vec<(u64, &Input)> = inputs.iter().filter_map(|input| Some((input.value?, input))).collect();
    let best = tellers(&figures).into_iter().max_by_key(|(figure, tellers)| (*tellers, std::cmp::Reverse(*figure)));
    let best = best.map(|(figure, _)| figure);
    let high = figures.iter().map(|(figure, input)| input.max.unwrap_or(*figure)).max();
    Chosen {
        policy: Policy::Ucdp,
        figure: best,
        low: figures.iter().map(|(figure, _)| *figure).min(),
        high,
        inputs: roles(&figures, best),
        rule: "the figure that most speakers give, the lower of two",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(speaker: &str, value: u64) -> Input {
        Input { speaker: Some(speaker.to_owned()), value: Some(value), ..Input::default() }
    }

    #[test]
    fn best_is_what_most_say_and_low_and_high_are_the_ends() {
        let chosen =
            choose(&[told("the army", 43), told("rebels", 12), told("a hospital", 15), told("the Red Cross", 15)]);
        assert_eq!((chosen.low, chosen.figure, chosen.high), (Some(12), Some(15), Some(43)));
    }

    #[test]
    fn without_a_better_source_the_lower_figure_is_best() {
        assert_eq!(choose(&[told("the army", 43), told("rebels", 12)]).figure, Some(12));
    }
}
