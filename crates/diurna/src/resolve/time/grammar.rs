//! Finds the time expression that starts at a token.
//!
//! In: the tokens of a text with what each can be. Out: the longest [`Expr`] from a given token on, and the token after it.
//! The grammar knows kinds of words, never words; it reckons nothing. Dates are in `grammar/dates`, amounts in
//! `grammar/amounts`, times of day in `grammar/clock`.

mod amounts;
mod clock;
mod dates;

use super::cell::{Cell, Unit};
use super::expr::{Amount, Core, Expr, YearOf};
use super::words::{Bound, Edge, Lexicon, Part, Shift, Small, Word};
use crate::resolve::count::number::{Number, number_at};
use crate::resolve::count::tokens::{Gap, Make, Tokens};
use crate::resolve::count::words::NumberWord;

/// A text ready for the grammar.
pub(crate) struct Scan<'a> {
    pub tokens: Tokens<'a>,
    pub lexicon: &'a Lexicon,
    words: Vec<&'a [Word]>,
    /// Whether the text is known to be the words of one time.
    loose: bool,
}

/// An expression and the token after it.
pub(crate) type Read = Option<(Expr, usize)>;

impl<'a> Scan<'a> {
    pub(crate) fn of(text: &'a str, lexicon: &'a Lexicon) -> Scan<'a> {
        let tokens = Tokens::of(text, &lexicon.numbers);
        let can_be = |i: usize| -> &'a [Word] {
            match tokens.get(i).map(|token| token.make) {
                Some(Make::Word) => tokens.lower(i).map_or(&[], |word| lexicon.can_be(word)),
                _ => &[],
            }
        };
        let words = (0..tokens.list.len()).map(can_be).collect();
        Scan { tokens, lexicon, words, loose: false }
    }

    /// The words of one time.
    pub(crate) fn of_time(text: &'a str, lexicon: &'a Lexicon) -> Scan<'a> {
        Scan { loose: true, ..Scan::of(text, lexicon) }
    }

    /// The longest expression that starts at token `i`.
    pub(crate) fn expression(&self, i: usize) -> Read {
        if !self.may_start(i) {
            return None;
        }
        let readers = [
            Scan::numeric_date,
            Scan::clock_led,
            Scan::dated,
            Scan::shifted,
            Scan::amount_led,
            Scan::edge_led,
            Scan::ordinal_led,
            Scan::year_led,
            Scan::named,
            Scan::every,
        ];
        let mut best: Read = None;
        for read in readers {
            if let Some(found) = read(self, i)
                && best.as_ref().is_none_or(|(_, next)| found.1 > *next)
            {
                best = Some(found);
            }
        }
        best
    }

    /// Whether token `i` can start an expression at all: a cheap test that most words fail.
    fn may_start(&self, i: usize) -> bool {
        let Some(token) = self.tokens.get(i) else { return false };
        match token.make {
            Make::Digits => true,
            Make::Mark => self.tokens.mark(i, &["'", "’", "‘"]),
            Make::Word => {
                let starts = |word: &Word| !matches!(word, Word::Lead | Word::Zone(_) | Word::Meridiem(_));
                token.number.is_some() || self.words.get(i).is_some_and(|words| words.iter().any(starts))
            }
        }
    }

    /// What token `i` can be, as far as `pick` takes it.
    fn pick<T>(&self, i: usize, pick: impl Fn(&Word) -> Option<T>) -> Option<T> {
        self.words.get(i)?.iter().find_map(pick)
    }

    pub(crate) fn small(&self, i: usize, small: Small) -> bool {
        self.words.get(i).is_some_and(|words| words.contains(&Word::Small(small)))
    }

    fn lower(&self, i: usize) -> Option<&str> {
        self.tokens.lower(i)
    }

    /// Whether token `i` starts with a capital.
    pub(crate) fn capital(&self, i: usize) -> bool {
        self.tokens.raw(i).chars().next().is_some_and(char::is_uppercase)
    }

    /// The token after a full stop that belongs to an abbreviation at `i - 1`.
    fn past_stop(&self, i: usize) -> usize {
        let before = i.checked_sub(1).and_then(|at| self.lower(at));
        let short = before.is_some_and(|word| {
            self.lexicon.short.contains(word) || word.ends_with(|c: char| c.is_ascii_alphabetic()) && word.contains('.')
        });
        if short && self.tokens.mark(i, &["."]) && self.tokens.glued(i) { i + 1 } else { i }
    }

    /// The token after "the", or `i`.
    fn past_the(&self, i: usize) -> usize {
        if self.small(i, Small::The) { i + 1 } else { i }
    }

    /// The token after a hyphen, or `i`.
    fn past_hyphen(&self, i: usize) -> usize {
        if self.tokens.mark(i, &["-", "‐", "‑", "–"]) { i + 1 } else { i }
    }

    fn hyphen(&self, i: usize) -> bool {
        self.tokens.mark(i, &["-", "‐", "‑", "–"]) && self.tokens.glued(i)
    }

    /// The token after "'s", or `i`.
    fn past_possessive(&self, i: usize) -> usize {
        let mark = self.tokens.mark(i, &["'", "’"]) && self.tokens.glued(i);
        if mark && self.small(i + 1, Small::Possessive) && self.tokens.glued(i + 1) { i + 2 } else { i }
    }

    fn month(&self, i: usize) -> Option<u8> {
        self.pick(i, |word| if let Word::Month(n) = word { Some(*n) } else { None })
    }

    fn weekday(&self, i: usize) -> Option<u8> {
        let weekday = self.pick(i, |word| if let Word::Weekday(n) = word { Some(*n) } else { None })?;
        let word = self.lower(i)?;
        let after = i + 1 + usize::from(self.tokens.mark(i + 1, &[".", ","]));
        let dated = self.loose || self.tokens.mark(i + 1, &["."]) || self.month(after).is_some();
        (!self.lexicon.shy_weekdays.contains(word) || (self.capital(i) && dated)).then_some(weekday)
    }

    fn unit(&self, i: usize) -> Option<Unit> {
        self.pick(i, |word| if let Word::Unit(unit) = word { Some(*unit) } else { None })
    }

    fn units(&self, i: usize) -> Option<Unit> {
        self.pick(i, |word| if let Word::Units(unit) = word { Some(*unit) } else { None })
    }

    fn part(&self, i: usize) -> Option<Part> {
        self.pick(i, |word| if let Word::Part(part) = word { Some(*part) } else { None })
    }

    fn shift(&self, i: usize) -> Option<Shift> {
        self.pick(i, |word| if let Word::Shift(shift) = word { Some(*shift) } else { None })
    }

    fn edge(&self, i: usize) -> Option<Edge> {
        self.pick(i, |word| if let Word::Edge(edge) = word { Some(*edge) } else { None })
    }

    /// Whether a bare month, season or year at `i` is led by a word that makes it a time.
    fn led(&self, i: usize) -> bool {
        let is = |at: usize| self.words.get(at).is_some_and(|words| words.contains(&Word::Lead));
        i.checked_sub(1).is_some_and(is)
    }

    /// A four-digit year without separators at `i`.
    fn year_number(&self, i: usize) -> Option<i16> {
        let raw = self.tokens.raw(i);
        if raw.len() != 4 || self.tokens.get(i)?.make != Make::Digits || !raw.bytes().all(|byte| byte.is_ascii_digit())
        {
            return None;
        }
        let year: i16 = raw.parse().ok()?;
        let apart = !self.tokens.glued(i + 1) || self.tokens.get(i + 1).is_none_or(|token| token.make == Make::Mark);
        (apart && (1000..2200).contains(&year)).then_some(year)
    }

    /// A day of the month at `i`: "5", "5th", "eighth".
    pub(crate) fn day_number(&self, i: usize) -> Option<(u8, usize)> {
        if let Some(NumberWord::Ordinal(n)) = self.tokens.number(i) {
            return (1..=31).contains(&n).then_some((n, i + 1));
        }
        let raw = self.tokens.raw(i);
        if self.tokens.get(i)?.make != Make::Digits || raw.len() > 2 {
            return None;
        }
        let day: u8 = raw.parse().ok()?;
        let ending =
            self.tokens.glued(i + 1) && self.lower(i + 1).is_some_and(|word| self.lexicon.numbers.ordinal_ending(word));
        (1..=31).contains(&day).then_some((day, i + 1 + usize::from(ending)))
    }

    /// The number that starts at `i`.
    fn number(&self, i: usize) -> Option<(Number, usize)> {
        number_at(&self.tokens, i, &self.lexicon.numbers).map(|found| (found.value, found.next))
    }

    /// Which year follows at `i`: ", 2014", "of last year", "this year".
    fn year_after(&self, i: usize) -> Option<(YearOf, usize)> {
        let comma = usize::from(self.tokens.mark(i, &[","]));
        let of = usize::from(comma == 0 && (self.small(i, Small::Of) || self.small(i, Small::Inside)));
        let start = i + comma + of;
        if self.tokens.get(start)?.gap == Gap::Break {
            return None;
        }
        if let Some(year) = self.year_number(start) {
            return Some((YearOf::Year(year), start + 1));
        }
        if let Some((year, next)) = self.spelt_year(start) {
            return Some((YearOf::Year(year), next));
        }
        if comma > 0 {
            return None;
        }
        let year_word = |at: usize| self.unit(at) == Some(Unit::Year);
        let shift = self.shift(self.past_the(start))?;
        let at = self.past_the(start) + 1;
        year_word(at).then_some((YearOf::Shift(shift), at + 1))
    }

    /// "early 2020", "the end of the month", "late Saturday", "earlier this year", "mid-1996", "late last week".
    fn edge_led(&self, i: usize) -> Read {
        let start = self.past_the(i);
        let edge = self.edge(start)?;
        let mut at = self.past_hyphen(start + 1);
        let of = self.small(at, Small::Of) || self.small(at, Small::Inside);
        if matches!(edge, Edge::Start | Edge::End) && !self.small(at, Small::Of) {
            return None;
        }
        at += usize::from(of);
        let (mut expr, next) = self.edge_of(at, of)?;
        expr.edge = Some(edge);
        Some((expr, next))
    }

    /// What an edge is of.
    fn edge_of(&self, at: usize, of: bool) -> Read {
        if let Some(found) =
            self.dated(at).or_else(|| self.shifted(at)).or_else(|| self.year_led(at)).or_else(|| self.named(at))
        {
            return Some(found);
        }
        if let Some(found) = self.ordinal_led(at) {
            return Some(found);
        }
        if let Some(year) = self.year_number(at) {
            return Some((Expr::of(Core::Fixed(Cell::Year(year))), at + 1));
        }
        let bare = self.past_the(at);
        if let Some(season) = self.season(bare) {
            return Some((Expr::of(Core::Season { year: YearOf::Near, season }), bare + 1));
        }
        if let Some(part) = self.part(bare).filter(|_| !of || bare > at) {
            return Some((Expr { part: Some(part), ..Expr::of(Core::OfDay) }, bare + 1));
        }
        if !of {
            return self.month(bare).map(|month| (Expr::of(Core::Month { year: YearOf::Near, month }), bare + 1));
        }
        let unit = self.unit(bare).filter(|_| bare > at)?;
        Some((Expr::of(Core::Unit { unit, shift: Shift::This }), bare + 1))
    }

    /// "this morning", "last week", "the next two days", "last March", "that day", "this year's third quarter".
    fn shifted(&self, i: usize) -> Read {
        let start = self.past_the(i);
        let mut shift = self.shift(start)?;
        let mut at = start + 1;
        match (shift, self.shift(at)) {
            (Shift::This | Shift::That, Some(Shift::That)) => at += 1,
            (Shift::This, Some(inner @ (Shift::Past | Shift::Coming))) => {
                shift = if inner == Shift::Past { Shift::Last } else { inner };
                at += 1;
            }
            _ => {}
        }
        if self.small(at, Small::Fiscal) {
            at += 1;
        }
        if let Some(found) = self.stretch(at, shift) {
            return Some(found);
        }
        let definite = start > i;
        let (mut expr, mut next) = self.shifted_core(at, shift, definite)?;
        let whole_year = matches!(expr.core, Core::Unit { unit: Unit::Year, .. });
        if whole_year && let Some((quarter, after)) = self.quarter_of_year(next, YearOf::Shift(shift)) {
            return Some((quarter, after));
        }
        if matches!(expr.core, Core::Weekday { .. } | Core::Day(_) | Core::Unit { unit: Unit::Day, .. })
            && let Some(part) = self.part(next)
        {
            expr.part = Some(part);
            next += 1;
        }
        Some((expr, next))
    }

    /// What stands behind "last", "this" or "next".
    fn shifted_core(&self, at: usize, shift: Shift, definite: bool) -> Read {
        if let Some(weekday) = self.weekday(at) {
            return Some((Expr::of(Core::Weekday { weekday, shift: Some(shift) }), at + 1));
        }
        if let Some(month) = self.month(at).filter(|_| self.capital(at)) {
            let next = self.past_stop(at + 1);
            if let Some((day, after)) = self.day_number(next) {
                return Some((Expr::of(Core::Date { year: YearOf::Toward(shift), month, day }), after));
            }
            return Some((Expr::of(Core::Month { year: YearOf::Toward(shift), month }), next));
        }
        if let Some(season) = self.season_word(at) {
            return Some((Expr::of(Core::Season { year: YearOf::Toward(shift), season }), at + 1));
        }
        if self.pick(at, |word| (*word == Word::Weekend).then_some(())).is_some() {
            return Some((Expr::of(Core::Weekend { shift: Some(shift) }), at + 1));
        }
        if let Some((holiday, next)) = self.holiday(at) {
            return Some((Expr::of(Core::Holiday { year: YearOf::Toward(shift), holiday }), next));
        }
        if let Some(part) = self.part(at) {
            let core = match shift {
                Shift::Last => Core::Day(if part == Part::Night { -1 } else { 0 }),
                Shift::This => Core::Day(0),
                Shift::Next | Shift::Following => Core::Unit { unit: Unit::Day, shift: Shift::Following },
                Shift::That => Core::Unit { unit: Unit::Day, shift },
                Shift::Previous => Core::Unit { unit: Unit::Day, shift: Shift::Previous },
                _ => return None,
            };
            return Some((Expr { part: Some(part), ..Expr::of(core) }, at + 1));
        }
        let period = self.small(at, Small::Period) && shift == Shift::Last;
        let unit = if period { Unit::Quarter } else { self.unit(at)? };
        if unit < Unit::Day || self.hyphen(at + 1) || (unit == Unit::Quarter && self.small(at + 1, Small::Of)) {
            return None;
        }
        if matches!(shift, Shift::Past)
            || (shift == Shift::Last && definite && unit != Unit::Day && unit != Unit::Quarter)
        {
            return Some((
                Expr::of(Core::Stretch { amount: Amount::Number(Number::whole(1)), unit, shift: Shift::Past }),
                at + 1,
            ));
        }
        Some((Expr::of(Core::Unit { unit, shift }), at + 1))
    }

    /// "'s third quarter", "third quarter" after a year.
    pub(crate) fn quarter_of_year(&self, at: usize, year: YearOf) -> Read {
        let at = self.past_possessive(at);
        let Some(NumberWord::Ordinal(n @ 1..=4)) = self.tokens.number(at) else { return None };
        let next = self.past_hyphen(at + 1);
        match self.unit(next) {
            Some(Unit::Quarter) => Some((Expr::of(Core::Quarter { year, quarter: n }), next + 1)),
            _ if n < 3 && self.small(next, Small::Half) => Some((Expr::of(Core::Half { year, half: n }), next + 1)),
            _ => None,
        }
    }

    /// "the third quarter", "fourth-quarter 1989", "the first half of the year", "the 20th century".
    fn ordinal_led(&self, i: usize) -> Read {
        let mut at = self.past_the(i);
        if self.small(at, Small::Fiscal) {
            at += 1;
        }
        let (n, mut next) = self.ordinal(at)?;
        if self.small(next, Small::Fiscal) {
            next += 1;
        }
        next = self.past_hyphen(next);
        if self.unit(next) == Some(Unit::Century) {
            return Some((Expr::of(Core::Fixed(Cell::Century(i16::from(n)))), next + 1));
        }
        let quarter = self.unit(next) == Some(Unit::Quarter);
        let half = self.small(next, Small::Half) && n <= 2;
        if !quarter && !half || n > 4 {
            return None;
        }
        let (year, end) = match self.year_after(next + 1) {
            Some(found) => found,
            None if self.small(next + 1, Small::Of) && self.unit(self.past_the(next + 2)) == Some(Unit::Year) => {
                (YearOf::Near, self.past_the(next + 2) + 1)
            }
            None => (YearOf::Near, next + 1),
        };
        if half && end == next + 1 {
            return None;
        }
        let core = if quarter { Core::Quarter { year, quarter: n } } else { Core::Half { year, half: n } };
        Some((Expr::of(core), end))
    }

    /// Whether "'s" follows at `i`.
    pub(crate) fn has_possessive(&self, i: usize) -> bool {
        self.past_possessive(i) > i
    }

    /// Whether "as soon as" or "as early as" ends at token `i`: what follows is to come.
    pub(crate) fn as_soon_as(&self, i: usize) -> bool {
        let Some(first) = i.checked_sub(2) else { return false };
        let middle = self.lexicon.loose.at(i - 1, |at| self.lower(at)).is_some() || self.edge(i - 1).is_some();
        middle && self.lower(i) == self.lower(first)
    }

    /// Whether token `i` joins two times: "and", "to", a dash.
    pub(crate) fn joint(&self, i: usize) -> bool {
        let until = self.lexicon.bounds.at(i, |at| self.lower(at)).is_some_and(|(bound, _)| bound == Bound::Until);
        until || self.small(i, Small::And) || self.small(i, Small::To) || self.tokens.mark(i, &["-", "–", "—"])
    }

    /// "third", "20th".
    fn ordinal(&self, i: usize) -> Option<(u8, usize)> {
        if let Some(NumberWord::Ordinal(n)) = self.tokens.number(i) {
            return Some((n, i + 1));
        }
        let ending =
            self.tokens.glued(i + 1) && self.lower(i + 1).is_some_and(|word| self.lexicon.numbers.ordinal_ending(word));
        let n: u8 = self.tokens.raw(i).parse().ok()?;
        ending.then_some((n, i + 2))
    }
}

pub(crate) use amounts::length;

impl Scan<'_> {
    /// "the day", "a day" or "hours" at `start`: an amount of one, or of some.
    pub(crate) fn the_unit(&self, start: usize) -> Option<(Amount, Unit, usize)> {
        let the = self.small(start, Small::The) || self.small(start, Small::A);
        let at = start + usize::from(the);
        if let Some(unit) = self.units(at).filter(|_| !the) {
            return Some((Amount::Vague, unit, at + 1));
        }
        self.unit(at).map(|unit| (Amount::Number(Number::whole(1)), unit, at + 1))
    }
}
