//! A publication date as people and programs write it → a day.
//!
//! In: ISO 8601 and RFC 3339 (the day as written, whatever the offset), RFC 2822 as feeds have it, and days with the month in
//! letters. Out: a civil day. Never a guess: `03/04/2023` is two days in two countries, so it is none here.

use jiff::civil::Date;
use jiff::fmt::{rfc2822, strtime, temporal::Pieces};

const WRITTEN: [&str; 8] =
    ["%Y/%m/%d", "%Y%m%d", "%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y", "%A, %B %d, %Y", "%A, %d %B %Y"];

/// The day that a publication date names, or none where it names no single day.
///
/// ```
/// use diurna_io::input::day_of;
/// let day = jiff::civil::date(2023, 9, 20);
/// assert_eq!(day_of("2023-09-20T23:30:00+04:00"), Some(day));
/// assert_eq!(day_of("Wed, 20 Sep 2023 10:00:00 GMT"), Some(day));
/// assert_eq!(day_of("soonish"), None);
/// assert_eq!(day_of("03/04/2023"), None);
/// ```
pub fn day_of(written: &str) -> Option<Date> {
    let written = written.trim();
    if let Ok(pieces) = Pieces::parse(written) {
        return Some(pieces.date());
    }
    if let Ok(moment) = rfc2822::DateTimeParser::new().parse_zoned(written) {
        return Some(moment.date());
    }
    WRITTEN.iter().find_map(|form| strtime::parse(form, written).and_then(|parsed| parsed.to_date()).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_as_they_are_written() {
        let day = jiff::civil::date(2024, 3, 5);
        for written in [
            "2024-03-05",
            "2024-03-05T08:00:00Z",
            "2024-03-05T08:00:00.000+0300",
            "2024-03-05 08:00",
            "20240305",
            "2024/03/05",
            "March 5, 2024",
            "5 March 2024",
            "Mar 5, 2024",
            "Tuesday, March 5, 2024",
            " 2024-03-05\n",
            "Tue, 05 Mar 2024 08:00:00 +0000",
        ] {
            assert_eq!(day_of(written), Some(day), "{written}");
        }
    }

    #[test]
    fn what_names_no_single_day_is_none() {
        for written in ["", "soonish", "2024-02-30", "05/03/2024", "2024-03", "yesterday", "Monday, March 5, 2024"] {
            assert_eq!(day_of(written), None, "{written}");
        }
    }
}
