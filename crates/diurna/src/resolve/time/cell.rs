//! A piece of the calendar: a day, a week, a month, a season, a decade.
//!
//! In: a day and a size, or a piece and how far to move. Out: pieces, their first and last day, and their names in TimeML and
//! EDTF. Weeks run from Monday to Sunday (ISO 8601), seasons are the meteorological ones of the north. Nothing here knows words.

use diurna_record::WhenGrain;
use jiff::ToSpan;
use jiff::civil::Date;
use serde::Deserialize;

/// The size of a piece of time.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

/// A quarter of the year by its weather.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

impl Season {
    /// TimeML's letters, EDTF's number and the month it starts in.
    fn names(self) -> (&'static str, u8, i8) {
        match self {
            Season::Spring => ("SP", 21, 3),
            Season::Summer => ("SU", 22, 6),
            Season::Autumn => ("FA", 23, 9),
            Season::Winter => ("WI", 24, 12),
        }
    }
}

/// A piece of the calendar.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Cell {
    Day(Date),
    /// By its Monday.
    Week(Date),
    /// By its Saturday.
    Weekend(Date),
    /// Year and month.
    Month(i16, i8),
    /// Year and quarter, from one.
    Quarter(i16, i8),
    /// Year and half, from one.
    Half(i16, i8),
    Season(i16, Season),
    Year(i16),
    /// By its first year.
    Decade(i16),
    /// By its number: the 20th century is 20.
    Century(i16),
}

/// The day `count` units after (or before) `day`.
pub(crate) fn days_from(day: Date, unit: Unit, count: i64) -> Option<Date> {
    let far = 40_000;
    if !(-far..=far).contains(&count) {
        return None;
    }
    let count = i32::try_from(count).ok()?;
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour => Some(day),
        Unit::Day => day.checked_add(count.days()).ok(),
        Unit::Week => day.checked_add(count.weeks()).ok(),
        Unit::Fortnight => day.checked_add((count * 2).weeks()).ok(),
        Unit::Month => day.checked_add(count.months()).ok(),
        Unit::Quarter => day.checked_add((count * 3).months()).ok(),
        Unit::Year => year_from(day, count),
        Unit::Decade => year_from(day, count * 10),
        Unit::Century => year_from(day, count.checked_mul(100)?),
    }
}

fn year_from(day: Date, years: i32) -> Option<Date> {
    if years.abs() > 9000 { None } else { day.checked_add(years.years()).ok() }
}

impl Cell {
    /// The piece of a size that holds a day.
    pub(crate) fn around(day: Date, unit: Unit) -> Cell {
        match unit {
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => Cell::Day(day),
            Unit::Week | Unit::Fortnight => Cell::Week(monday(day)),
            Unit::Month => Cell::Month(day.year(), day.month()),
            Unit::Quarter => Cell::Quarter(day.year(), (day.month() - 1) / 3 + 1),
            Unit::Year => Cell::Year(day.year()),
            Unit::Decade => Cell::Decade(day.year() - day.year().rem_euclid(10)),
            Unit::Century => Cell::Century((day.year() - 1).div_euclid(100) + 1),
        }
    }

    /// The same kind of piece, `by` pieces on.
    pub(crate) fn moved(self, by: i64) -> Option<Cell> {
        let by16 = i16::try_from(by).ok()?;
        let months = |year: i16, index: i8, per_year: i16| -> Option<(i16, i8)> {
            let total = i32::from(year) * i32::from(per_year) + i32::from(index) - 1 + i32::from(by16);
            let year = i16::try_from(total.div_euclid(i32::from(per_year))).ok()?;
            Some((year, i8::try_from(total.rem_euclid(i32::from(per_year))).ok()? + 1))
        };
        let moved = match self {
            Cell::Day(day) => Cell::Day(days_from(day, Unit::Day, by)?),
            Cell::Week(day) => Cell::Week(days_from(day, Unit::Week, by)?),
            Cell::Weekend(day) => Cell::Weekend(days_from(day, Unit::Week, by)?),
            Cell::Month(year, month) => months(year, month, 12).map(|(year, month)| Cell::Month(year, month))?,
            Cell::Quarter(year, quarter) => {
                months(year, quarter, 4).map(|(year, quarter)| Cell::Quarter(year, quarter))?
            }
            Cell::Half(year, half) => months(year, half, 2).map(|(year, half)| Cell::Half(year, half))?,
            Cell::Season(year, season) => Cell::Season(year.checked_add(by16)?, season),
            Cell::Year(year) => Cell::Year(year.checked_add(by16)?),
            Cell::Decade(year) => Cell::Decade(year.checked_add(by16.checked_mul(10)?)?),
            Cell::Century(number) => Cell::Century(number.checked_add(by16)?),
        };
        moved.first().map(|_| moved)
    }

    /// Its first day, or `None` outside the calendar.
    pub(crate) fn first(self) -> Option<Date> {
        match self {
            Cell::Day(day) | Cell::Week(day) | Cell::Weekend(day) => Some(day),
            Cell::Month(year, month) => Date::new(year, month, 1).ok(),
            Cell::Quarter(year, quarter) => Date::new(year, quarter * 3 - 2, 1).ok(),
            Cell::Half(year, half) => Date::new(year, half * 6 - 5, 1).ok(),
            Cell::Season(year, season) => Date::new(year, season.names().2, 1).ok(),
            Cell::Year(year) | Cell::Decade(year) => Date::new(year, 1, 1).ok(),
            Cell::Century(number) => Date::new(number.checked_sub(1)?.checked_mul(100)?.checked_add(1)?, 1, 1).ok(),
        }
    }

    /// Its last day, or `None` outside the calendar.
    pub(crate) fn last(self) -> Option<Date> {
        let first = self.first()?;
        let after = match self {
            Cell::Day(day) => return Some(day),
            Cell::Week(day) => return days_from(day, Unit::Day, 6),
            Cell::Weekend(day) => return days_from(day, Unit::Day, 1),
            Cell::Month(..) => first.checked_add(1.month()),
            Cell::Quarter(..) | Cell::Season(..) => first.checked_add(3.months()),
            Cell::Half(..) => first.checked_add(6.months()),
            Cell::Year(_) => first.checked_add(1.year()),
            Cell::Decade(_) => first.checked_add(10.years()),
            Cell::Century(_) => first.checked_add(100.years()),
        };
        after.ok()?.yesterday().ok()
    }

    /// How fine it is.
    pub(crate) fn grain(self) -> WhenGrain {
        match self {
            Cell::Day(_) => WhenGrain::Day,
            Cell::Week(_) | Cell::Weekend(_) => WhenGrain::Week,
            Cell::Month(..) => WhenGrain::Month,
            Cell::Quarter(..) | Cell::Season(..) => WhenGrain::Season,
            Cell::Half(..) | Cell::Year(_) | Cell::Decade(_) | Cell::Century(_) => WhenGrain::Year,
        }
    }

    /// Its TimeML value.
    pub(crate) fn timeml(self) -> String {
        let week = |day: Date| {
            let week = day.iso_week_date();
            format!("{:04}-W{:02}", week.year(), week.week())
        };
        match self {
            Cell::Day(day) => day.to_string(),
            Cell::Week(day) => week(day),
            Cell::Weekend(day) => format!("{}-WE", week(day)),
            Cell::Month(year, month) => format!("{year:04}-{month:02}"),
            Cell::Quarter(year, quarter) => format!("{year:04}-Q{quarter}"),
            Cell::Half(year, half) => format!("{year:04}-H{half}"),
            Cell::Season(year, season) => format!("{year:04}-{}", season.names().0),
            Cell::Year(year) => format!("{year:04}"),
            Cell::Decade(year) => format!("{:03}", year / 10),
            Cell::Century(number) => format!("{:02}", number - 1),
        }
    }

    /// Its EDTF form (ISO 8601-2), or `None` where only an interval of days says it.
    pub(crate) fn edtf(self) -> Option<String> {
        match self {
            Cell::Day(day) => Some(day.to_string()),
            Cell::Month(year, month) => Some(format!("{year:04}-{month:02}")),
            Cell::Season(year, season) => Some(format!("{year:04}-{}", season.names().1)),
            Cell::Year(year) => Some(format!("{year:04}")),
            Cell::Decade(year) => Some(format!("{:03}X", year / 10)),
            Cell::Week(_) | Cell::Weekend(_) | Cell::Quarter(..) | Cell::Half(..) | Cell::Century(_) => None,
        }
    }
}

/// The Monday of a day's week.
pub(crate) fn monday(day: Date) -> Date {
    let back = i64::from(day.weekday().to_monday_zero_offset());
    days_from(day, Unit::Day, -back).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn pieces_around_a_day() {
        let day = date(2024, 5, 8);
        let ends = |cell: Cell| (cell.first().expect("in range"), cell.last().expect("in range"));
        assert_eq!(ends(Cell::around(day, Unit::Week)), (date(2024, 5, 6), date(2024, 5, 12)));
        assert_eq!(ends(Cell::around(day, Unit::Quarter)), (date(2024, 4, 1), date(2024, 6, 30)));
        assert_eq!(ends(Cell::Season(2020, Season::Winter)), (date(2020, 12, 1), date(2021, 2, 28)));
        assert_eq!(ends(Cell::around(date(2000, 6, 1), Unit::Century)), (date(1901, 1, 1), date(2000, 12, 31)));
    }

    #[test]
    fn moving_and_naming() {
        assert_eq!(Cell::Month(2024, 1).moved(-2).map(Cell::timeml).as_deref(), Some("2023-11"));
        assert_eq!(Cell::Quarter(2024, 4).moved(1).map(Cell::timeml).as_deref(), Some("2025-Q1"));
        assert_eq!(Cell::Decade(1980).edtf().as_deref(), Some("198X"));
        assert_eq!(Cell::Season(2020, Season::Autumn).edtf().as_deref(), Some("2020-23"));
        assert_eq!(Cell::Week(date(2024, 12, 30)).timeml(), "2025-W01");
        assert_eq!(Cell::Year(9998).moved(30_000), None);
        assert_eq!(days_from(date(2024, 5, 8), Unit::Century, i64::MAX), None);
    }
}
