//! Where reports of one story can meet, for an archive that is too large to be put together in one memory.
//!
//! In: a record. Out: its blocks: a state that its news is about, and a span of days as long as the window of comparison. Each report stands in the
//! span of its day and in the next one, so that any two within the window share a span. Two reports of one story that name no state in
//! common are not found together; a report without a day meets those without one.

use crate::Words;
use diurna_record::Record;
use std::collections::BTreeMap;

/// How many states a report's blocks are of, those that most of its claims name first.
const STATES: usize = 3;
/// What stands for a state or a span that is not told.
const NONE: &str = "-";

/// The blocks of a report: "SO/334", a state in ISO 3166 alpha-2 and a span counted from 1970. There is always one, and never twice the same.
pub fn blocks(record: &Record, words: &Words) -> Vec<String> {
    let window = words.likeness.window.days.max(1);
    let day = record.report.published.map(|day| crate::days_between(jiff::civil::date(1970, 1, 1), day));
    let spans: Vec<String> = match day.map(|day| day.div_euclid(window)) {
        Some(span) => vec![span.to_string(), (span + 1).to_string()],
        None => vec![NONE.to_owned()],
    };
    states(record).iter().flat_map(|state| spans.iter().map(move |span| format!("{state}/{span}"))).collect()
}

/// The states of a report's news: where its claims take place, and of whom they tell. Where none is told as news, those of its history.
fn states(record: &Record) -> Vec<&str> {
    for background in [false, true] {
        let mut named: BTreeMap<&str, usize> = BTreeMap::new();
        for claim in record.claims.iter().filter(|claim| claim.background == background) {
            let places = claim.place.iter().filter_map(|place| place.country.as_deref());
            let sides =
                [&claim.by, &claim.against, &claim.with].into_iter().flatten().filter_map(|phrase| phrase.actor);
            let of = |id| record.actors.iter().find(|actor| actor.id == id).and_then(|actor| actor.country.as_deref());
            places.chain(sides.filter_map(of)).for_each(|state| *named.entry(state).or_default() += 1);
        }
        if !named.is_empty() {
            let mut named: Vec<(&str, usize)> = named.into_iter().collect();
            named.sort_by_key(|&(state, claims)| (std::cmp::Reverse(claims), state));
            return named.into_iter().take(STATES).map(|(state, _)| state).collect();
        }
    }
    vec![NONE]
}

#[cfg(test)]
mod tests {
    use super::*;
    use diurna_record::{Claim, Place, ReportMeta};

    fn report(published: Option<jiff::civil::Date>, states: &[&str]) -> Record {
        let place = |state: &&str| Place { country: Some((*state).to_owned()), ..Place::default() };
        let claim = |state| Claim { place: Some(place(state)), ..Claim::default() };
        let report = ReportMeta { published, ..ReportMeta::default() };
        Record { report, claims: states.iter().map(claim).collect(), ..Record::default() }
    }

    #[test]
    fn two_reports_within_the_window_that_name_a_state_in_common_share_a_block() {
        let words = Words::embedded().expect("the tables of the program");
        let first = jiff::civil::date(2024, 3, 5);
        let last = first.checked_add(jiff::Span::new().days(i64::from(words.likeness.window.days))).expect("a day");
        let (one, two) = (report(Some(first), &["SD", "TD"]), report(Some(last), &["SD", "SD", "EG"]));
        let (one, two) = (blocks(&one, &words), blocks(&two, &words));
        assert!(one.iter().any(|block| two.contains(block)), "{one:?} {two:?}");
        assert_eq!((one.len(), two.len()), (4, 4));
    }

    #[test]
    fn a_report_that_tells_neither_state_nor_day_has_a_block() {
        let words = Words::embedded().expect("the tables of the program");
        assert_eq!(blocks(&report(None, &[]), &words), ["-/-"]);
    }
}
