//! The days of a row, by the rules of the data sets.
//!
//! In: when a claim's happening takes place. Out: ACLED's days, one a row, each with its precision, and UCDP's precision of a stretch of days. What the
//! words do not tell stays untold: the day of publication is never taken for the day of the happening.

use diurna_record::{When, WhenGrain};
use jiff::civil::Date;

/// Longer stretches than this many days are one row at their middle.
const MOST_DAYS: i32 = 31;

/// A day of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Day {
    pub(super) date: Option<Date>,
    /// ACLED's time_precision: 1 a day, 2 a week, 3 a month.
    pub(super) precision: Option<u8>,
    pub(super) year: Option<i16>,
}

impl Day {
    fn on(date: Date, precision: u8) -> Day {
        Day { date: Some(date), precision: Some(precision), year: Some(date.year()) }
    }
}

/// The days that ACLED's shape has a row for, at least one. A stretch told in days is split; a week or a month stands at its middle.
pub(super) fn acled(when: Option<&When>) -> Vec<Day> {
    let untold = Day { date: None, precision: None, year: None };
    let Some(when) = when else { return vec![untold] };
    let precision = match when.grain {
        WhenGrain::Minute | WhenGrain::Hour | WhenGrain::Day => 1,
        WhenGrain::Week => 2,
        WhenGrain::Month => 3,
        WhenGrain::Season | WhenGrain::Year => {
            let same = (when.from.map(|day| day.year()), when.to.map(|day| day.year()));
            let year = if same.0 == same.1 { same.0 } else { None };
            return vec![Day { year, ..untold }];
        }
    };
    match (when.from, when.to) {
        (Some(from), Some(to)) if from == to => vec![Day::on(from, precision)],
        (Some(from), Some(to)) if precision == 1 && length(from, to) <= MOST_DAYS => {
            from.series(jiff::ToSpan::day(1)).take_while(|day| *day <= to).map(|day| Day::on(day, 1)).collect()
        }
        (Some(from), Some(to)) => {
            let middle = from.checked_add(jiff::ToSpan::days((length(from, to) - 1) / 2)).unwrap_or(from);
            vec![Day::on(middle, if precision == 1 { 3 } else { precision })]
        }
        (Some(day), None) => vec![Day::on(day, precision)],
        // "Recently" ends with the day of publication, and that is all it tells.
        (None, _) => vec![untold],
    }
}

/// UCDP's date_prec: 1 a day, 2 two to six days, 3 a week, 4 a month, 5 a year or more.
pub(super) fn ucdp_precision(from: Date, to: Date) -> u8 {
    match length(from, to) {
        ..=1 => 1,
        2..=6 => 2,
        7 => 3,
        8..=31 => 4,
        _ => 5,
    }
}

/// How many days from one to the other, both counted.
fn length(from: Date, to: Date) -> i32 {
    to.since(from).map_or(0, |span| span.get_days()) + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn when(from: &str, to: &str, grain: WhenGrain) -> When {
        When { from: from.parse().ok(), to: to.parse().ok(), grain, ..When::default() }
    }

    fn rows(when: &When) -> Vec<(String, u8)> {
        let day = |day: Day| Some((day.date?.to_string(), day.precision?));
        acled(Some(when)).into_iter().filter_map(day).collect()
    }

    #[test]
    fn a_stretch_of_days_is_a_row_a_day() {
        let told = rows(&when("2024-02-28", "2024-03-01", WhenGrain::Day));
        assert_eq!(told, [("2024-02-28".to_owned(), 1), ("2024-02-29".to_owned(), 1), ("2024-03-01".to_owned(), 1)]);
    }

    #[test]
    fn a_week_and_a_month_stand_at_their_middle() {
        assert_eq!(rows(&when("2024-03-04", "2024-03-10", WhenGrain::Week)), [("2024-03-07".to_owned(), 2)]);
        assert_eq!(rows(&when("2024-05-01", "2024-05-31", WhenGrain::Month)), [("2024-05-16".to_owned(), 3)]);
    }

    #[test]
    fn what_is_not_told_is_no_day() {
        assert_eq!(acled(None), [Day { date: None, precision: None, year: None }]);
        let year = acled(Some(&when("2014-01-01", "2014-12-31", WhenGrain::Year)));
        assert_eq!(year, [Day { date: None, precision: None, year: Some(2014) }]);
    }

    #[test]
    fn a_stretch_is_as_precise_as_it_is_short() {
        let precision = |to: &str| ucdp_precision(jiff::civil::date(2024, 1, 1), to.parse().expect("a day"));
        assert_eq!(
            ["2024-01-01", "2024-01-03", "2024-01-07", "2024-01-31", "2024-12-31"].map(precision),
            [1, 2, 3, 4, 5]
        );
    }
}
