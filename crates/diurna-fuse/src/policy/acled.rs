//! ACLED, 2024: the lowest figure until a higher one is corroborated; words become numbers; a total of several days is split.
//!
//! Source: ACLED Codebook and "ACLED Fatality Methodology" (2024): where reports differ the lowest figure is taken until better is known;
//! "several", "many" and bare plurals are 3 or 10 by the scale of the event, "dozens" 12, "hundreds" 100; nothing told is 0; a total over
//! several days is divided evenly, the remainder going to the first day, and the split is noted. A figure counts as corroborated here
//! where two different speakers give it.

use super::{Chosen, Input, Policy, roles, tellers};
use jiff::civil::Date;
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
struct File {
    acled: Table,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Table {
    small: u64,
    large: u64,
    large_kinds: Vec<String>,
    plural: Vec<String>,
    words: BTreeMap<String, u64>,
}

/// What ACLED would write under fatalities.
pub(super) fn choose(inputs: &[Input]) -> Chosen {
    let table = table();
    let figures: Vec<(u64, &Input)> = inputs.iter().filter_map(|input| Some((number(input, &table)?, input))).collect();
    let lowest = figures.iter().map(|(figure, _)| *figure).min();
    let corroborated =
        tellers(&figures).into_iter().filter(|(_, tellers)| *tellers > 1).map(|(figure, _)| figure).max();
    let figure = corroborated.or(lowest).unwrap_or(0);
    Chosen {
        policy: Policy::Acled2024,
        figure: Some(figure),
        inputs: roles(&figures, Some(figure)),
        rule: match (corroborated, lowest) {
            (Some(_), _) => "the highest figure that two speakers give",
            (None, Some(_)) => "the lowest figure, until another is corroborated",
            (None, None) => "none reported",
        },
        ..Chosen::default()
    }
}

fn table() -> Table {
    let file: File = toml::from_str(diurna_data::FUSE_POLICIES).expect("a test reads the embedded table");
    file.acled
}

/// The number that a figure or a vague word is taken as.
fn number(input: &Input, table: &Table) -> Option<u64> {
    if let Some(value) = input.value {
        return Some(value);
    }
    let words = crate::fold::fold(&input.text);
    let longest = |list: &mut dyn Iterator<Item = (&String, u64)>| -> Option<u64> {
        let mut best: Option<(usize, u64)> = None;
        for (name, figure) in list {
            let has = format!(" {words} ").contains(&format!(" {name} "));
            if has && best.is_none_or(|(length, _)| name.len() > length) {
                best = Some((name.len(), figure));
            }
        }
        best.map(|(_, figure)| figure)
    };
    let large = input.act.as_ref().is_some_and(|act| table.large_kinds.iter().any(|kind| kind == act.as_str()));
    let unclear = if large { table.large } else { table.small };
    let word = longest(&mut table.words.iter().map(|(name, figure)| (name, *figure)));
    word.or_else(|| longest(&mut table.plural.iter().map(|name| (name, unclear))))
}

/// The days of a total, each with its part; the remainder goes to the first day. A day by itself has the whole.
///
/// ```
/// use diurna_fuse::policy::acled::split;
/// use jiff::civil::date;
/// let parts = split(11, date(2024, 3, 1), date(2024, 3, 3));
/// assert_eq!(parts.iter().map(|(_, part)| *part).collect::<Vec<_>>(), [5, 3, 3]);
/// ```
pub fn split(total: u64, from: Date, to: Date) -> Vec<(Date, u64)> {
    let days: Vec<Date> = from.series(jiff::Span::new().days(1)).take_while(|day| *day <= to).take(MOST_DAYS).collect();
    let count = days.len().max(1) as u64;
    let part = |at: usize| total / count + if at == 0 { total % count } else { 0 };
    days.into_iter().enumerate().map(|(at, day)| (day, part(at))).collect()
}

/// A total over more days than this is not split further.
const MOST_DAYS: usize = 366;

#[cfg(test)]
mod tests {
    use super::*;
    use diurna_record::Kind;
    use jiff::civil::date;

    fn told(speaker: &str, value: u64) -> Input {
        Input { speaker: Some(speaker.to_owned()), value: Some(value), ..Input::default() }
    }

    #[test]
    fn the_lowest_figure_stands_until_two_speakers_give_a_higher_one() {
        assert_eq!(choose(&[told("medics", 17), told("the governor", 9)]).figure, Some(9));
        assert_eq!(
            choose(&[told("medics", 17), told("the governor", 9), told("the Red Crescent", 17)]).figure,
            Some(17)
        );
        assert_eq!(choose(&[told("medics", 17), told("medics", 17), told("the governor", 9)]).figure, Some(9));
    }

    #[test]
    fn words_become_numbers() {
        let word = |text: &str, act: Option<&str>| Input {
            text: text.to_owned(),
            act: act.map(Kind::new),
            ..Input::default()
        };
        assert_eq!(choose(&[word("dozens", None)]).figure, Some(12));
        assert_eq!(choose(&[word("several", Some("fight.shooting"))]).figure, Some(3));
        assert_eq!(choose(&[word("several", Some("fight.airstrike"))]).figure, Some(10));
        assert_eq!(choose(&[word("tens of thousands", None)]).figure, Some(10_000));
    }

    #[test]
    fn a_split_total_is_the_total_again() {
        let parts = split(10, date(2023, 10, 7), date(2023, 10, 10));
        assert_eq!(parts.len(), 4);
        assert_eq!(parts.iter().map(|(_, part)| part).sum::<u64>(), 10);
        assert_eq!(split(5, date(2023, 10, 7), date(2023, 10, 7)), [(date(2023, 10, 7), 5)]);
    }
}
