//! IDMC: one figure is recommended, the others are kept for triangulation.
//!
//! Source: IDMC Helix, figure roles and quantifiers. Recommended is the figure that most speakers give, of those the latest, of those the
//! lower. Stocks and flows are never mixed: the caller gives figures of one harm. Figures are never added up.

use super::{Chosen, Input, Policy, roles, tellers};
use diurna_record::Op;

/// The recommended figure.
pub(super) fn choose(inputs: &[Input]) -> Chosen {
    let figures: Vec<(u64, &Input)> = inputs.iter().filter_map(|input| Some((input.value?, input))).collect();
    let tellers = tellers(&figures);
    let rank = |(figure, input): &&(u64, &Input)| (tellers.get(figure).copied(), input.on, std::cmp::Reverse(*figure));
    let figure = figures.iter().max_by_key(rank).map(|(figure, _)| *figure);
    Chosen {
        policy: Policy::Idmc,
        figure,
        inputs: roles(&figures, figure),
        rule: "the figure that most speakers give, of those the latest, of those the lower",
        ..Chosen::default()
    }
}

/// Helix's word for how a figure bounds the number.
pub fn quantifier(op: Option<Op>) -> &'static str {
    match op {
        Some(Op::AtLeast | Op::More) => "more than",
        Some(Op::AtMost | Op::Less) => "less than",
        Some(Op::About | Op::Range) | None => "approximately",
        Some(Op::Equal) => "exact",
    }
}

#[cfg(test)]
mod tests {
    use super::super::Role;
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_latest_figure_is_recommended_and_the_others_triangulate() {
        let told = |day, value| Input { on: Some(date(2025, 5, day)), value: Some(value), ..Input::default() };
        let chosen = choose(&[told(5, 3_000), told(10, 20_000)]);
        assert_eq!(chosen.figure, Some(20_000));
        assert_eq!(
            chosen.inputs.iter().map(|(_, role)| *role).collect::<Vec<_>>(),
            [Role::Triangulation, Role::Recommended]
        );
    }

    #[test]
    fn more_than_and_at_least_are_more_than() {
        assert_eq!(quantifier(Some(Op::AtLeast)), "more than");
        assert_eq!(quantifier(None), "approximately");
    }
}
