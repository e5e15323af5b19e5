//! A day, with its time and its offset from UTC as far as they are told: "2023-09-20T13:00+04:00".
//!
//! In: a text of RFC 3339, seconds optional, time and offset optional. Out: the parts, and the same text again.

use jiff::civil::{Date, Time};
use jiff::tz::Offset;
use std::fmt;

/// A moment as far as it is told.
///
/// ```
/// use diurna_record::Moment;
/// let moment = Moment::parse("2023-09-20T13:00+04:00").expect("a moment");
/// assert_eq!(moment.to_string(), "2023-09-20T13:00+04:00");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Moment {
    /// The day, by the local clock.
    pub day: Date,
    /// The time of day, by the local clock.
    pub time: Option<Time>,
    /// How far the local clock is from UTC.
    pub offset: Option<Offset>,
}

impl Moment {
    /// The moment that `text` tells, or `None` where it has another form.
    pub fn parse(text: &str) -> Option<Moment> {
        let Some((day, clock)) = text.split_once('T') else {
            return Some(Moment { day: text.parse().ok()?, time: None, offset: None });
        };
        let sign = clock.find(['+', '-', 'Z']);
        let (time, offset) = clock.split_at(sign.unwrap_or(clock.len()));
        let offset = if offset.is_empty() { None } else { Some(parse_offset(offset)?) };
        Some(Moment { day: day.parse().ok()?, time: Some(time.parse().ok()?), offset })
    }
}

/// "+04:00", "-03:30" or "Z".
fn parse_offset(text: &str) -> Option<Offset> {
    if text == "Z" {
        return Some(Offset::UTC);
    }
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let (hours, minutes) = text.get(1..)?.split_once(':')?;
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    if !(0..=23).contains(&hours) || !(0..=59).contains(&minutes) {
        return None;
    }
    Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok()
}

impl fmt::Display for Moment {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.day)?;
        let Some(time) = self.time else { return Ok(()) };
        write!(out, "T{:02}:{:02}", time.hour(), time.minute())?;
        if time.second() != 0 {
            write!(out, ":{:02}", time.second())?;
        }
        let Some(offset) = self.offset else { return Ok(()) };
        let minutes = offset.seconds() / 60;
        write!(out, "{}{:02}:{:02}", if minutes < 0 { '-' } else { '+' }, minutes.abs() / 60, minutes.abs() % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_comes_back_as_it_was() {
        for text in ["2023-09-20", "2023-09-20T13:00", "2023-09-20T13:00:05+04:00", "2023-09-20T13:00-03:30"] {
            assert_eq!(Moment::parse(text).expect(text).to_string(), text);
        }
        assert_eq!(Moment::parse("2023-09-20T13:00Z").expect("utc").to_string(), "2023-09-20T13:00+00:00");
    }

    #[test]
    fn other_texts_are_no_moment() {
        for text in ["", "tomorrow", "2023-09-31", "2023-09-20T", "2023-09-20T13:00+4", "2023-09-20T13:00+99:00", "T+é"]
        {
            assert_eq!(Moment::parse(text), None, "{text}");
        }
    }
}
