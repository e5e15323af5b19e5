//! Which day a feast falls on in a year.
//!
//! In: a feast as the tables tell it, and a year. Out: its first day, or nothing where its table does not reach. Feasts of lunar
//! calendars stand in the tables as dates; both Easters are computed.

use super::cell::{Unit, days_from};
use super::words::Holiday;
use jiff::civil::Date;

/// The first day of a feast in a year.
pub(crate) fn feast_day(holiday: &Holiday, year: i16) -> Option<Date> {
    if let Some((month, day)) = holiday.on {
        return Date::new(year, month, day).ok();
    }
    if let Some(after) = holiday.easter {
        return days_from(easter(year)?, Unit::Day, after);
    }
    if let Some(after) = holiday.orthodox {
        return days_from(orthodox_easter(year)?, Unit::Day, after);
    }
    if let Some((month, weekday, nth)) = holiday.nth {
        let weekday = jiff::civil::Weekday::from_monday_one_offset(weekday).ok()?;
        return Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok();
    }
    holiday.moves.iter().filter_map(|day| day.parse::<Date>().ok()).find(|day| day.year() == year)
}

/// Easter Sunday of the Western churches (the anonymous Gregorian algorithm).
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let (month, day) = ((h + l - 7 * m + 114) / 31, (h + l - 7 * m + 114) % 31 + 1);
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// Easter Sunday of the Orthodox churches, by the Gregorian calendar (right from 1900 to 2099).
fn orthodox_easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let d = (19 * (y % 19) + 15) % 30;
    let e = (2 * (y % 4) + 4 * (y % 7) - d + 34) % 7;
    let (month, day) = ((d + e + 114) / 31, (d + e + 114) % 31 + 1);
    let julian = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    days_from(julian, Unit::Day, 13)
}

#[cfg(test)]
mod tests {
    use super::super::words::Lexicon;
    use super::*;
    use jiff::civil::date;

    #[test]
    fn easter_of_both_churches() {
        assert_eq!(easter(2024), Some(date(2024, 3, 31)));
        assert_eq!(easter(2025), Some(date(2025, 4, 20)));
        assert_eq!(orthodox_easter(2024), Some(date(2024, 5, 5)));
        assert_eq!(orthodox_easter(2025), Some(date(2025, 4, 20)));
    }

    #[test]
    fn every_feast_has_a_day_in_our_time() {
        let lexicon = Lexicon::embedded().expect("every table loads");
        for holiday in &lexicon.holidays {
            assert!((1990..=2040).all(|year| feast_day(holiday, year).is_some()), "{holiday:?}");
        }
    }
}
