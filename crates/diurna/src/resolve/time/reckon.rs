//! Reckons an expression against the day of writing, the day just told and the tense.
//!
//! In: an [`Expr`] and an [`Anchor`]. Out: the days it covers, its TimeML type and value, or nothing where a day is needed
//! that is not known. It bounds nothing ("since", "until"): see `bound`.

use super::cell::{Cell, Season, Unit, days_from, monday};
use super::expr::{Amount, Clock, Core, Expr, YearOf};
use super::feast::feast_day;
use super::grammar::length;
use super::words::{Edge, Holiday, Lexicon, Reference, Relation, Shift};
use super::{Tense, TimeType};
use diurna_record::{WhenAnchor, WhenGrain};
use jiff::civil::Date;

/// What expressions are reckoned from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Anchor {
    pub published: Option<Date>,
    pub told: Option<Date>,
    pub tense: Tense,
    /// The quarter of a year told before, which "a year earlier" then means.
    pub quarter: Option<Cell>,
    /// The day, month or year told before, for "that year".
    pub wide: Option<Date>,
}

/// A reckoned expression.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Reckoned {
    pub from: Option<Date>,
    pub to: Option<Date>,
    /// The piece of the calendar it is, where it is one.
    pub cell: Option<Cell>,
    pub grain: WhenGrain,
    pub kind: TimeType,
    pub value: String,
    pub clock: Option<Clock>,
    pub anchor: WhenAnchor,
    /// Whether it is the end of its piece: "the end of the year".
    pub at_end: bool,
}

impl Reckoned {
    fn cell(cell: Cell, anchor: WhenAnchor) -> Option<Reckoned> {
        let (from, to) = (cell.first()?, cell.last()?);
        Some(Reckoned {
            from: Some(from),
            to: Some(to),
            cell: Some(cell),
            grain: cell.grain(),
            kind: TimeType::Date,
            value: cell.timeml(),
            clock: None,
            anchor,
            at_end: false,
        })
    }

    fn open(value: &str, kind: TimeType, from: Option<Date>, to: Option<Date>, grain: WhenGrain) -> Reckoned {
        let anchor = WhenAnchor::Published;
        Reckoned { from, to, cell: None, grain, kind, value: value.to_owned(), clock: None, anchor, at_end: false }
    }
}

/// The grain of an amount's unit.
fn grain(unit: Unit) -> WhenGrain {
    match unit {
        Unit::Second | Unit::Minute => WhenGrain::Minute,
        Unit::Hour => WhenGrain::Hour,
        Unit::Day => WhenGrain::Day,
        Unit::Week | Unit::Fortnight => WhenGrain::Week,
        Unit::Month => WhenGrain::Month,
        Unit::Quarter => WhenGrain::Season,
        Unit::Year | Unit::Decade | Unit::Century => WhenGrain::Year,
    }
}

/// The days, type and value of an expression.
pub(crate) fn reckon(expr: &Expr, anchor: &Anchor, lexicon: &Lexicon) -> Option<Reckoned> {
    let mut reckoned = core(expr, anchor, lexicon)?;
    if let Some(edge) = expr.edge {
        edged(&mut reckoned, edge, anchor);
    }
    if let Some(clock) = expr.clock {
        reckoned.value = format!("{}T{:02}:{:02}", reckoned.value, clock.hour, clock.minute);
        reckoned.kind = TimeType::Time;
        reckoned.grain = if clock.exact { WhenGrain::Minute } else { WhenGrain::Hour };
        reckoned.clock = Some(clock);
    } else if let Some(part) = expr.part {
        reckoned.value = format!("{}T{}", reckoned.value, part.timeml());
        reckoned.kind = TimeType::Time;
    }
    Some(reckoned)
}

fn core(expr: &Expr, anchor: &Anchor, lexicon: &Lexicon) -> Option<Reckoned> {
    let published = anchor.published;
    match &expr.core {
        Core::Fixed(cell) => Reckoned::cell(*cell, WhenAnchor::Itself),
        Core::Date { year, month, day } => date(*year, *month, *day, anchor),
        Core::Month { year, month } => {
            let month = i8::try_from(*month).ok()?;
            year_cell(*year, anchor, |year| Cell::Month(year, month))
        }
        Core::Season { year, season } => {
            let season = *season;
            year_cell(*year, anchor, |year| Cell::Season(year, season))
                .map(|found| winter(found, season, *year, anchor))
        }
        Core::Quarter { year, quarter } => {
            let quarter = i8::try_from(*quarter).ok()?;
            year_cell(*year, &behind(anchor), |year| Cell::Quarter(year, quarter))
        }
        Core::Half { year, half } => {
            let half = i8::try_from(*half).ok()?;
            year_cell(*year, &behind(anchor), |year| Cell::Half(year, half))
        }
        Core::Holiday { year, holiday } => feast(*year, lexicon.holidays.get(*holiday)?, anchor),
        Core::Weekday { weekday, shift } => {
            weekday_near(*weekday, *shift, anchor).and_then(|day| Reckoned::cell(Cell::Day(day), WhenAnchor::Published))
        }
        Core::Decade(tens) => {
            let century = published.map_or(1900, |day| day.year() - day.year().rem_euclid(100));
            let year = century + i16::from(*tens);
            let year = if published.is_some_and(|day| year > day.year()) { year - 100 } else { year };
            Reckoned::cell(Cell::Decade(year), WhenAnchor::Published)
        }
        Core::Day(offset) => {
            Reckoned::cell(Cell::Day(days_from(published?, Unit::Day, i64::from(*offset))?), WhenAnchor::Published)
        }
        Core::Unit { unit, shift } => unit_at(*unit, *shift, anchor),
        Core::Weekend { shift } => weekend(*shift, anchor),
        Core::Away { amount, unit, relation } => away(*amount, *unit, *relation, anchor),
        Core::Stretch { amount, unit, shift } => Some(stretch(*amount, *unit, *shift, anchor)),
        Core::Length { amount, unit } => Some(lasting(*amount, *unit, anchor)),
        Core::Set(value) => Some(Reckoned::open(value, TimeType::Set, None, None, WhenGrain::Day)),
        Core::Reference(reference) => Some(by_word(*reference, anchor)),
        Core::Overnight => {
            let day = published?;
            let mut found = Reckoned::cell(Cell::Day(day), WhenAnchor::Published)?;
            found.from = day.yesterday().ok();
            found.cell = None;
            found.value = format!("{}TNI", day.yesterday().ok()?);
            found.kind = TimeType::Time;
            Some(found)
        }
        Core::OfDay => {
            let day = if anchor.tense == Tense::Future { published } else { anchor.told.or(published) };
            Reckoned::cell(Cell::Day(day?), if anchor.told == day { WhenAnchor::Text } else { WhenAnchor::Published })
        }
        Core::Nothing => None,
    }
}

/// The nearest piece in the direction of the tense among those that `make` gives for years.
fn year_cell(year: YearOf, anchor: &Anchor, make: impl Fn(i16) -> Cell) -> Option<Reckoned> {
    if let YearOf::Year(year) = year {
        return Reckoned::cell(make(year), WhenAnchor::Itself);
    }
    let published = anchor.published?;
    let here = published.year();
    let cell = match year {
        YearOf::Year(year) => make(year),
        YearOf::Shift(shift) => match shift {
            Shift::Last | Shift::Past => make(here - 1),
            Shift::Next | Shift::Coming => make(here + 1),
            Shift::Previous => make(told_year(anchor)? - 1),
            Shift::Following => make(told_year(anchor)? + 1),
            Shift::That => make(told_year(anchor)?),
            Shift::This | Shift::Recent => make(here),
        },
        YearOf::Near => near(anchor.tense, published, &make)?,
        YearOf::Toward(shift) => match shift {
            Shift::Last | Shift::Past | Shift::Previous => {
                [here, here - 1].map(&make).into_iter().find(|cell| cell.last().is_some_and(|last| last < published))?
            }
            Shift::Next | Shift::Coming | Shift::Following => [here, here + 1]
                .map(&make)
                .into_iter()
                .find(|cell| cell.first().is_some_and(|first| first > published))?,
            Shift::This | Shift::That | Shift::Recent => make(here),
        },
    };
    Reckoned::cell(cell, WhenAnchor::Published)
}

/// Quarters and halves are told when they are over, unless something says that they are to come.
fn behind(anchor: &Anchor) -> Anchor {
    Anchor { tense: if anchor.tense == Tense::Future { Tense::Future } else { Tense::Past }, ..*anchor }
}

fn told_year(anchor: &Anchor) -> Option<i16> {
    anchor.told.or(anchor.published).map(Date::year)
}

/// How much farther back than ahead the nearest time may lie, when the tense is not known, and when it lies ahead.
const BACK: i64 = 2;
const AHEAD: i64 = 4;

/// Which year a month, day or season without one belongs to: the nearest in the direction of the tense.
fn near(tense: Tense, published: Date, make: impl Fn(i16) -> Cell) -> Option<Cell> {
    let here = published.year();
    let cells = [here, here - 1, here + 1].map(make);
    let away = |cell: &Cell| -> Option<(i64, i64)> {
        let days = |day: Date| i64::from((day - published).get_days());
        Some((days(cell.first()?), days(cell.last()?)))
    };
    let cost = |cell: &Cell| {
        let (first, last) = away(cell)?;
        let (back, ahead) = ((-last).max(0), first.max(0));
        match tense {
            Tense::Past if ahead > 0 => None,
            Tense::Past => Some(back),
            Tense::Future => Some(back * AHEAD + ahead),
            _ => Some(back + ahead * BACK),
        }
    };
    cells.into_iter().filter_map(|cell| Some((cost(&cell)?, cell))).min_by_key(|(cost, _)| *cost).map(|(_, cell)| cell)
}

fn date(year: YearOf, month: u8, day: u8, anchor: &Anchor) -> Option<Reckoned> {
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    let last = Date::new(2000, month, 1).ok()?.days_in_month();
    if day > last {
        return None;
    }
    let of_year = |year: i16| {
        Cell::Day(Date::new(year, month, day).or_else(|_| Date::new(year, month, day - 1)).unwrap_or(Date::ZERO))
    };
    year_cell(year, anchor, of_year)
}

/// A winter that began the year before: "last winter" in March.
fn winter(found: Reckoned, season: Season, year: YearOf, anchor: &Anchor) -> Reckoned {
    let (Some(published), Some(from)) = (anchor.published, found.from) else { return found };
    let here =
        season == Season::Winter && !matches!(year, YearOf::Year(_)) && published.month() <= 2 && from > published;
    let before = if here && anchor.tense != Tense::Future {
        Reckoned::cell(Cell::Season(from.year() - 1, season), found.anchor)
    } else {
        None
    };
    before.unwrap_or(found)
}

fn feast(year: YearOf, holiday: &Holiday, anchor: &Anchor) -> Option<Reckoned> {
    let day = |year: i16| Cell::Day(feast_day(holiday, year).unwrap_or(Date::ZERO));
    let mut found = year_cell(year, anchor, day)?;
    if found.from == Some(Date::ZERO) {
        return None;
    }
    if holiday.days > 1 {
        found.to = days_from(found.from?, Unit::Day, holiday.days - 1);
    }
    Some(found)
}

/// The weekday that is meant: the last one at or before the day of writing, the next one when it is to come.
fn weekday_near(weekday: u8, shift: Option<Shift>, anchor: &Anchor) -> Option<Date> {
    let published = anchor.published?;
    let today = i64::from(published.weekday().to_monday_one_offset());
    let back = (today - i64::from(weekday)).rem_euclid(7);
    let ahead = (i64::from(weekday) - today).rem_euclid(7);
    let at = |days: i64| days_from(published, Unit::Day, days);
    match shift {
        None if anchor.tense == Tense::Future => at(ahead),
        None => at(-back),
        Some(Shift::Last | Shift::Past | Shift::Previous) => at(if back == 0 { -7 } else { -back }),
        Some(Shift::Next | Shift::Coming | Shift::Following) => at(if ahead == 0 { 7 } else { ahead }),
        Some(Shift::This | Shift::Recent) => at(if anchor.tense == Tense::Past { -back } else { ahead }),
        Some(Shift::That) => {
            let told = anchor.told.unwrap_or(published);
            let back = (i64::from(told.weekday().to_monday_one_offset()) - i64::from(weekday)).rem_euclid(7);
            days_from(told, Unit::Day, -back)
        }
    }
}

/// "last week", "this year", "the next day", "that month".
fn unit_at(unit: Unit, shift: Shift, anchor: &Anchor) -> Option<Reckoned> {
    let published = anchor.published;
    let told = anchor.told.or(published);
    let told = if unit >= Unit::Month { anchor.wide.or(told) } else { told };
    if unit == Unit::Quarter
        && shift == Shift::That
        && let Some(quarter) = anchor.quarter.or_else(|| Cell::around(published?, unit).moved(-1))
    {
        return Reckoned::cell(quarter, WhenAnchor::Text);
    }
    let (day, by, whence) = match shift {
        Shift::Last | Shift::Past | Shift::Recent => (published, -1, WhenAnchor::Published),
        Shift::Next | Shift::Coming => (if unit == Unit::Day { told } else { published }, 1, WhenAnchor::Published),
        Shift::This => (published, 0, WhenAnchor::Published),
        Shift::That => (told, 0, WhenAnchor::Text),
        Shift::Previous => (told, -1, WhenAnchor::Text),
        Shift::Following => (told, 1, WhenAnchor::Text),
    };
    let mut found = Reckoned::cell(Cell::around(day?, unit).moved(by)?, whence)?;
    let to_now = shift == Shift::This && found.to > published && unit > Unit::Day;
    if to_now && anchor.tense != Tense::Future {
        found.to = published;
    }
    Some(found)
}

fn weekend(shift: Option<Shift>, anchor: &Anchor) -> Option<Reckoned> {
    let published = anchor.published?;
    let this = days_from(monday(published), Unit::Day, 5)?;
    let inside = published >= this;
    let by = match shift {
        Some(Shift::Last | Shift::Past | Shift::Previous) => -1,
        Some(Shift::Next | Shift::Coming | Shift::Following) => i64::from(inside),
        _ if anchor.tense == Tense::Future || inside => 0,
        _ => -1,
    };
    Reckoned::cell(Cell::Weekend(days_from(this, Unit::Week, by)?), WhenAnchor::Published)
}

/// From how many weeks on "weeks ago" means the whole week.
const ABOUT_WEEKS: u64 = 3;

/// "three days ago", "two weeks earlier", "a year from now".
fn away(amount: Amount, unit: Unit, relation: Relation, anchor: &Anchor) -> Option<Reckoned> {
    let back = matches!(relation, Relation::Ago | Relation::Before);
    let from_told = matches!(relation, Relation::Before | Relation::After);
    let start = if from_told { anchor.told.or(anchor.published) } else { anchor.published };
    let whence = if from_told { WhenAnchor::Text } else { WhenAnchor::Published };
    let Amount::Number(number) = amount else {
        let start =
            if unit < Unit::Day && back && from_told { start.and_then(|day| day.yesterday().ok()) } else { start };
        let value = if back { "PAST_REF" } else { "FUTURE_REF" };
        let value = if from_told { length(amount, unit) } else { value.to_owned() };
        let (from, to) = if unit < Unit::Day {
            (start, if back && from_told { anchor.told.or(anchor.published) } else { start })
        } else if back {
            (None, start)
        } else {
            (start, None)
        };
        let kind = if from_told { TimeType::Duration } else { TimeType::Date };
        return Some(Reckoned { anchor: whence, ..Reckoned::open(&value, kind, from, to, grain(unit)) });
    };
    let count = i64::try_from(number.rounded()).ok()?;
    let count = if back { -count } else { count };
    let (unit, count) = match unit {
        Unit::Decade => (Unit::Year, count.saturating_mul(10)),
        Unit::Century => (Unit::Year, count.saturating_mul(100)),
        _ => (unit, count),
    };
    if let (Unit::Year, 1, true, Some(quarter)) = (unit, number.rounded(), back, anchor.quarter) {
        return Reckoned::cell(quarter.moved(-4)?, WhenAnchor::Text);
    }
    if unit < Unit::Day {
        return hours_away(start?, unit, count, whence);
    }
    let day = days_from(start?, unit, count)?;
    let mut found = Reckoned::cell(Cell::around(day, unit), whence)?;
    let by_day =
        unit == Unit::Week && number.rounded() < ABOUT_WEEKS || from_told && matches!(unit, Unit::Week | Unit::Month);
    if by_day {
        (found.from, found.to, found.grain) = (Some(day), Some(day), WhenGrain::Day);
        found.cell = if from_told { Some(Cell::Day(day)) } else { None };
    }
    if from_told && found.cell == Some(Cell::Day(day)) {
        found.value = day.to_string();
    }
    Some(found)
}

fn hours_away(day: Date, unit: Unit, count: i64, whence: WhenAnchor) -> Option<Reckoned> {
    let per_day = match unit {
        Unit::Hour => 24,
        Unit::Minute => 24 * 60,
        _ => 24 * 60 * 60,
    };
    let other = days_from(
        day,
        Unit::Day,
        count / per_day - i64::from(count < 0 && count % per_day != 0 && unit == Unit::Hour),
    )?;
    let (from, to) = if other < day { (other, day) } else { (day, other) };
    let mut found = Reckoned::cell(Cell::Day(other), whence)?;
    (found.from, found.to, found.grain, found.kind, found.cell) =
        (Some(from), Some(to), grain(unit), TimeType::Time, None);
    Some(found)
}

/// "the past two months", "in recent days", "the next 24 hours".
fn stretch(amount: Amount, unit: Unit, shift: Shift, anchor: &Anchor) -> Reckoned {
    let published = anchor.published;
    let ahead = matches!(shift, Shift::Next | Shift::Coming | Shift::Following);
    let count = match amount {
        Amount::Number(number) => i64::try_from(number.rounded()).ok(),
        Amount::Vague => None,
    };
    let by = count.map(|count| if unit == Unit::Hour { (unit_days(count), Unit::Day) } else { (count, unit) });
    let other = by.and_then(|(count, unit)| days_from(published?, unit, if ahead { count } else { -count }));
    let (from, to) = if ahead { (published, other) } else { (other, published) };
    let mut found = Reckoned::open(&length(amount, unit), TimeType::Duration, from, to, grain(unit));
    // "the past year" has the name of the year before, though it runs until now.
    if shift == Shift::Past
        && unit >= Unit::Year
        && count == Some(1)
        && let Some(cell) = published.and_then(|day| Cell::around(day, unit).moved(-1))
    {
        (found.kind, found.value) = (TimeType::Date, cell.timeml());
    }
    found
}

/// Hours in whole days, rounded up.
fn unit_days(hours: i64) -> i64 {
    hours.saturating_add(23) / 24
}

/// How long something lasted: an amount of days that ended on the day told, or on the day of writing.
fn lasting(amount: Amount, unit: Unit, anchor: &Anchor) -> Reckoned {
    let mut found = Reckoned::open(&length(amount, unit), TimeType::Duration, None, None, grain(unit));
    let end = if unit < Unit::Day { anchor.published } else { anchor.told.or(anchor.published) };
    let (Amount::Number(number), Some(end)) = (amount, end) else { return found };
    if anchor.tense == Tense::Future {
        return found;
    }
    found.anchor = if anchor.told.is_some() { WhenAnchor::Text } else { WhenAnchor::Published };
    let count = i64::try_from(number.rounded()).unwrap_or(i64::MAX);
    let start = match unit {
        Unit::Second | Unit::Minute => Some(end),
        Unit::Hour if count < 12 => Some(end),
        Unit::Hour => days_from(end, Unit::Day, -unit_days(count)),
        Unit::Day => days_from(end, Unit::Day, 1 - count),
        Unit::Week | Unit::Fortnight | Unit::Month | Unit::Quarter => days_from(end, unit, -count),
        Unit::Year | Unit::Decade | Unit::Century => {
            days_from(end, unit, -count).and_then(|day| Cell::Year(day.year()).first())
        }
    };
    (found.from, found.to) = (start, start.map(|_| end));
    found
}

fn by_word(reference: Reference, anchor: &Anchor) -> Reckoned {
    let day = anchor.published;
    match reference {
        Reference::Past => Reckoned::open("PAST_REF", TimeType::Date, None, day, WhenGrain::Day),
        Reference::Present => Reckoned::open("PRESENT_REF", TimeType::Date, day, day, WhenGrain::Day),
        Reference::Future => Reckoned::open("FUTURE_REF", TimeType::Date, day, None, WhenGrain::Day),
    }
}

/// Narrows a reckoned piece to its early, middle or late part, or to what lies before or after the day of writing.
fn edged(found: &mut Reckoned, edge: Edge, anchor: &Anchor) {
    let Some(cell) = found.cell.filter(|cell| !matches!(cell, Cell::Day(_))) else { return };
    let (Some(first), Some(last)) = (cell.first(), cell.last()) else { return };
    found.at_end = edge == Edge::End;
    let published = anchor.published;
    let inside = published.is_some_and(|day| first <= day && day <= last);
    match edge {
        Edge::Earlier if inside => {
            (found.from, found.to) =
                (Some(first), published.and_then(|day| day.yesterday().ok()).map(|day| day.max(first)));
        }
        Edge::Later if inside && anchor.tense != Tense::Past => {
            (found.from, found.to) =
                (published.and_then(|day| day.tomorrow().ok()).map(|day| day.min(last)), Some(last));
        }
        Edge::Earlier | Edge::Later => (found.from, found.to) = (Some(first), Some(last)),
        _ => {
            let (from, to) = share(cell, edge);
            let length = i64::from((last - first).get_days()) + 1;
            let at = |share: i64| days_from(first, Unit::Day, share);
            (found.from, found.to) = match cell {
                Cell::Year(year) => (Cell::Month(year, from).first(), Cell::Month(year, to).last()),
                _ => (at(length * i64::from(from) / 100), at((length * i64::from(to) / 100 - 1).max(0))),
            };
        }
    }
    found.cell = None;
}

/// The months of a year, or the hundredths of another piece, that an edge covers.
fn share(cell: Cell, edge: Edge) -> (i8, i8) {
    match (cell, edge) {
        (Cell::Year(_), Edge::Early) => (1, 3),
        (Cell::Year(_), Edge::Start) => (1, 1),
        (Cell::Year(_), Edge::Mid) => (5, 8),
        (Cell::Year(_), Edge::Late) => (10, 12),
        (Cell::Year(_), _) => (12, 12),
        (_, Edge::Early) => (0, 35),
        (_, Edge::Start) => (0, 25),
        (_, Edge::Mid) => (34, 67),
        (_, Edge::Late) => (67, 100),
        (_, _) => (75, 100),
    }
}
