//! When: "on Tuesday", "the day before", "since August 2021", "at 1 p.m. local time", "in the fall of 2020".
//!
//! In: the words of a time, the day of publication, the tense, and the day the text has just told. Out: the first and last day
//! (inclusive, either end open), the same in EDTF and TimeML, and the moment where a time of day is told. Words that name no day
//! that can be known resolve to nothing. It reads no clock: without a day of publication only full dates resolve. The words
//! stand in `data/time`; no preposition of place or verb is ever looked at.

mod bound;
mod cell;
mod expr;
mod feast;
mod grammar;
mod reckon;
mod tense;
mod words;

use crate::resolve::count::WordsError;
use diurna_record::{Moment, WhenAnchor, WhenGrain};
use diurna_text::Span;
use expr::Core;
use grammar::Scan;
use jiff::civil::{Date, Time};
use jiff::tz::{Offset, TimeZone, TimeZoneDatabase};
use reckon::{Anchor, Reckoned, reckon};
use std::ops::Range;
use words::Lexicon;

/// The words of times, read once.
#[derive(Debug)]
pub struct TimeWords {
    lexicon: Lexicon,
}

/// Whether a happening is told as past or as still to come.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Tense {
    /// It happened: "on Tuesday" is the last one.
    Past,
    /// It is going on.
    Present,
    /// It is planned, due or feared: "on Tuesday" is the next one.
    Future,
    /// Not known; times are taken to lie behind.
    #[default]
    Unknown,
}

/// What TimeML calls the kind of a time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TimeType {
    /// "Tuesday", "March 2024", "now".
    Date,
    /// "Tuesday morning", "4 a.m.".
    Time,
    /// "two years".
    Duration,
    /// "every Friday".
    Set,
}

impl TimeType {
    /// The word for it in TimeML and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            TimeType::Date => "DATE",
            TimeType::Time => "TIME",
            TimeType::Duration => "DURATION",
            TimeType::Set => "SET",
        }
    }
}

/// What the words of a time are reckoned from.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct TimeContext {
    /// The day of publication.
    pub published: Option<Date>,
    /// Whether the happening lies behind or ahead.
    pub tense: Tense,
    /// The day the text has just told, for "the day before" and "earlier that day"; the day of publication where `None`.
    pub event_day: Option<Date>,
    /// The clock of the place, for "1 p.m. local time".
    pub dateline_zone: Option<TimeZone>,
}

/// A time that was resolved.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ResolvedTime {
    /// The first day; `None` where it is open.
    pub from: Option<Date>,
    /// The last day; `None` where it is open.
    pub to: Option<Date>,
    /// The same in the Extended Date/Time Format; `None` where both ends are open.
    pub edtf: Option<String>,
    /// How fine the words are.
    pub grain: WhenGrain,
    /// The moment it ends or falls due, where a time of day is told; its offset where a clock is known.
    pub until: Option<Moment>,
    /// What the words were reckoned from.
    pub anchor: WhenAnchor,
    /// TimeML's kind.
    pub kind: TimeType,
    /// TimeML's value.
    pub value: String,
}

/// A time expression found in a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FoundTime {
    /// Its bytes, without a preposition.
    pub at: Range<usize>,
    /// TimeML's kind.
    pub kind: TimeType,
    /// TimeML's value.
    pub value: String,
    /// The first day; `None` where it is open or not known.
    pub from: Option<Date>,
    /// The last day; `None` where it is open or not known.
    pub to: Option<Date>,
}

impl TimeWords {
    /// The words of the embedded tables.
    pub fn embedded() -> Result<TimeWords, WordsError> {
        Ok(TimeWords { lexicon: Lexicon::embedded()? })
    }

    /// The clock of a country by its ISO code; `None` where it has several.
    pub fn zone(&self, country: &str) -> Option<TimeZone> {
        TimeZoneDatabase::bundled().get(self.lexicon.countries.get(country)?).ok()
    }

    /// Where the time expressions of a text stand, in order.
    pub fn find(&self, text: &str) -> Vec<Range<usize>> {
        let scan = Scan::of(text, &self.lexicon);
        bound::expressions(&scan).iter().map(|(_, from, next)| scan.tokens.range(*from, *next)).collect()
    }

    /// Where the time expressions of a stretch of a text stand, in order.
    pub fn spans(&self, text: &str, stretch: Span) -> Vec<Span> {
        let start = stretch.start();
        let found = self.find(stretch.of(text)).into_iter();
        found.filter_map(|range| Span::within(text, start + range.start, start + range.end)).collect()
    }

    /// The time expressions of a text with their TimeML values, in order. The tense of each is read off the verbs of its
    /// sentence; "the next day" counts from the day told before it.
    pub fn times(&self, text: &str, published: Option<Date>) -> Vec<FoundTime> {
        let scan = Scan::of(text, &self.lexicon);
        let (mut told, mut quarter, mut wide, mut end) = (None, None, None, 0);
        let mut times = Vec::new();
        for (expr, from, next) in bound::expressions(&scan) {
            let tense = tense::at(&scan, from, next);
            let beside = expr.core == Core::OfDay && from <= end + 2 && end > 0;
            let anchor = Anchor { published, told, tense: if beside { Tense::Unknown } else { tense }, quarter, wide };
            end = next;
            let Some(found) = nearest(&expr, &anchor, &self.lexicon) else { continue };
            if matches!(expr.core, Core::Quarter { .. }) {
                quarter = found.cell;
            }
            if matches!(expr.core, Core::Fixed(_) | Core::Date { .. } | Core::Month { .. }) {
                wide = found.from;
            }
            if let Some(day) = found.from.filter(|_| found.from == found.to && !matches!(expr.core, Core::Reference(_)))
            {
                told = Some(day);
            }
            let at = scan.tokens.range(from, next);
            times.push(FoundTime { at, kind: found.kind, value: found.value, from: found.from, to: found.to });
        }
        times
    }

    /// The days that the words of one time tell ("since Tuesday", "between March and May"), or `None` where they name no day
    /// that can be known.
    ///
    /// ```
    /// use diurna::resolve::time::{Tense, TimeContext, TimeWords};
    /// let words = TimeWords::embedded().expect("the embedded tables load");
    /// let context = TimeContext { published: Some(jiff::civil::date(2024, 5, 8)), tense: Tense::Past, ..Default::default() };
    /// let tuesday = words.resolve("on Tuesday", &context).expect("a day");
    /// assert_eq!(tuesday.edtf.as_deref(), Some("2024-05-07"));
    /// ```
    pub fn resolve(&self, words: &str, context: &TimeContext) -> Option<ResolvedTime> {
        let scan = Scan::of_time(words, &self.lexicon);
        let anchor = Anchor {
            published: context.published,
            told: context.event_day,
            tense: context.tense,
            quarter: None,
            wide: None,
        };
        let found = bound::bounded(&scan, &anchor)?;
        if found.from.is_none() && found.to.is_none() {
            return None;
        }
        let until = moment(&found, context.dateline_zone.as_ref());
        Some(ResolvedTime {
            edtf: edtf(&found),
            from: found.from,
            to: found.to,
            grain: found.grain,
            until,
            anchor: found.anchor,
            kind: found.kind,
            value: found.value,
        })
    }
}

/// How many days ahead a date without a year may lie in a sentence whose nearest verb looks back: that verb need not be its own.
const NEAR_AHEAD: i32 = 45;

/// Reckons an expression of a running text. A past verb beside a date without a year is trusted only where the nearest such
/// date lies far ahead.
fn nearest(expr: &expr::Expr, anchor: &Anchor, lexicon: &Lexicon) -> Option<Reckoned> {
    let yearless =
        matches!(expr.core, Core::Date { .. } | Core::Month { .. } | Core::Holiday { .. } | Core::Season { .. });
    if anchor.tense == Tense::Past && yearless {
        let open = reckon(expr, &Anchor { tense: Tense::Unknown, ..*anchor }, lexicon)?;
        let far =
            open.from.zip(anchor.published).is_some_and(|(from, published)| (from - published).get_days() > NEAR_AHEAD);
        return if far { reckon(expr, anchor, lexicon) } else { Some(open) };
    }
    reckon(expr, anchor, lexicon)
}

/// The EDTF form of reckoned days: the piece's own name, or an interval.
fn edtf(found: &Reckoned) -> Option<String> {
    let whole = found.cell.filter(|cell| cell.first() == found.from && cell.last() == found.to);
    if let Some(name) = whole.and_then(cell::Cell::edtf) {
        return Some(name);
    }
    match (found.from, found.to) {
        (Some(from), Some(to)) if from == to => Some(from.to_string()),
        (Some(from), Some(to)) => Some(format!("{from}/{to}")),
        (Some(from), None) => Some(format!("{from}/..")),
        (None, Some(to)) => Some(format!("../{to}")),
        (None, None) => None,
    }
}

/// The moment of a time of day on the last day, by the clock the words name, else by that of the place.
fn moment(found: &Reckoned, zone: Option<&TimeZone>) -> Option<Moment> {
    let clock = found.clock?;
    let day = found.to.or(found.from)?;
    let time = Time::new(clock.hour, clock.minute, 0, 0).ok()?;
    let named = clock.zone.and_then(|minutes| Offset::from_seconds(i32::from(minutes) * 60).ok());
    let local = || {
        zone.and_then(|zone| {
            zone.to_ambiguous_timestamp(day.to_datetime(time)).compatible().ok().map(|at| zone.to_offset(at))
        })
    };
    let offset = named.or_else(local);
    Some(Moment { day, time: Some(time), offset })
}

#[cfg(test)]
mod tests;
