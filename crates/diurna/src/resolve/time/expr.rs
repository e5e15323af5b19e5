//! What a time expression says, before it is reckoned against a day.
//!
//! In: nothing. Out: the shapes that the grammar makes and the reckoning reads: "last March", "three days ago", "the end of the
//! year". An expression holds no dates but the ones the words give in full.

use super::cell::{Cell, Season, Unit};
use super::words::{Edge, Part, Reference, Relation, Shift};
use crate::resolve::count::number::Number;

/// A time expression.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Expr {
    pub core: Core,
    pub edge: Option<Edge>,
    pub part: Option<Part>,
    pub clock: Option<Clock>,
}

impl Expr {
    pub(crate) fn of(core: Core) -> Expr {
        Expr { core, edge: None, part: None, clock: None }
    }
}

/// A time of day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Clock {
    pub hour: i8,
    pub minute: i8,
    /// Whether the minutes are told.
    pub exact: bool,
    /// Minutes from UTC, where the words name a clock.
    pub zone: Option<i16>,
}

/// How much time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Amount {
    Number(Number),
    /// "several", "a few", or nothing.
    Vague,
}

/// Which year a month, a day or a season belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum YearOf {
    /// Not told: the one nearest in the direction of the tense.
    Near,
    /// Told in full.
    Year(i16),
    /// "last year", "that year".
    Shift(Shift),
    /// "last March": this March or the one before, whatever lies in that direction.
    Toward(Shift),
}

/// The core of an expression.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Core {
    /// A piece of the calendar told in full.
    Fixed(Cell),
    /// Year, month and day told in parts.
    Date {
        year: YearOf,
        month: u8,
        day: u8,
    },
    Month {
        year: YearOf,
        month: u8,
    },
    Season {
        year: YearOf,
        season: Season,
    },
    Quarter {
        year: YearOf,
        quarter: u8,
    },
    Half {
        year: YearOf,
        half: u8,
    },
    Holiday {
        year: YearOf,
        holiday: usize,
    },
    Weekday {
        weekday: u8,
        shift: Option<Shift>,
    },
    /// "'80s" without a century.
    Decade(u8),
    /// Days from the day of writing: "today" is nought.
    Day(i8),
    /// "last week", "the next day".
    Unit {
        unit: Unit,
        shift: Shift,
    },
    Weekend {
        shift: Option<Shift>,
    },
    /// "three days ago", "two weeks earlier".
    Away {
        amount: Amount,
        unit: Unit,
        relation: Relation,
    },
    /// "the past two months", "in recent days".
    Stretch {
        amount: Amount,
        unit: Unit,
        shift: Shift,
    },
    /// "two years".
    Length {
        amount: Amount,
        unit: Unit,
    },
    /// "daily", "every Friday": its TimeML value.
    Set(String),
    Reference(Reference),
    Overnight,
    /// Only a time or part of a day.
    OfDay,
    /// An age or another measure that is no time.
    Nothing,
}
