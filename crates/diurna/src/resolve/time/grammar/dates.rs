//! Dates: "March 5", "5 March 2024", "Tuesday, December 21", "the fall of 2020", "2024-03-05", "the 1990s", "Easter".

use super::{Read, Scan};
use crate::resolve::count::number::Number;
use crate::resolve::count::tokens::{Gap, Make};
use crate::resolve::count::words::NumberWord;
use crate::resolve::time::cell::{Cell, Season, Unit};
use crate::resolve::time::expr::{Amount, Core, Expr, YearOf};
use crate::resolve::time::words::{Bound, Edge, Shift, Small, Word};
use jiff::civil::Date;

impl Scan<'_> {
    /// A weekday, a day word or a month with its day and year, and the part of the day behind it.
    pub(super) fn dated(&self, i: usize) -> Read {
        if let Some(weekday) = self.weekday(i) {
            let mut next = self.past_stop(i + 1);
            let comma = usize::from(self.tokens.mark(next, &[","]));
            let day = self.past_the(next + comma);
            if let Some((expr, after)) = self.month_day(day).filter(|(expr, _)| matches!(expr.core, Core::Date { .. }))
            {
                return Some((expr, after));
            }
            let mut expr = Expr::of(Core::Weekday { weekday, shift: None });
            if let Some(part) = self.part(next) {
                expr.part = Some(part);
                next += 1;
            }
            return Some((expr, next));
        }
        if let Some(offset) = self.pick(i, |word| if let Word::Day(n) = word { Some(*n) } else { None }) {
            let mut expr = Expr::of(Core::Day(offset));
            expr.part = self.lower(i).and_then(|word| self.lexicon.days_part.get(word)).copied();
            if let (None, Some(part)) = (expr.part, self.part(i + 1)) {
                return Some((Expr { part: Some(part), ..expr }, i + 2));
            }
            return Some((expr, i + 1));
        }
        self.month_day(i)
    }

    /// "March 5", "5 March", "the 5th of March", each with or without its year; "March 2024".
    fn month_day(&self, i: usize) -> Read {
        if let Some(month) = self.month(i).filter(|_| self.capital(i)) {
            return self.after_month(i, month);
        }
        let (day, next) = self.day_number(self.past_the(i))?;
        let at = self.past_hyphen(next) + usize::from(self.small(next, Small::Of));
        let month = self.month(at).filter(|_| self.capital(at))?;
        let end = self.past_stop(at + 1);
        let (year, end) = self.year_after(self.past_hyphen(end)).unwrap_or((YearOf::Near, end));
        Some((Expr::of(Core::Date { year, month, day }), end))
    }

    /// What follows a month at `i`: a day, a year, both, or nothing.
    fn after_month(&self, i: usize, month: u8) -> Read {
        let next = self.past_stop(i + 1);
        let day_at = self.past_the(next);
        if let Some((day, after)) = self.day_number(day_at).filter(|_| self.is_day_here(day_at)) {
            let (year, end) = self.year_after(after).unwrap_or((YearOf::Near, after));
            return Some((Expr::of(Core::Date { year, month, day }), end));
        }
        if let Some((year, end)) = self.year_after(next).filter(|_| !self.tokens.mark(next, &["."])) {
            return Some((Expr::of(Core::Month { year, month }), end));
        }
        if let Some((year, end)) = self.spelt_year(next) {
            return Some((Expr::of(Core::Month { year: YearOf::Year(year), month }), end));
        }
        let shy = self.lower(i).is_some_and(|word| self.lexicon.shy_months.contains(word));
        let possessive = self.past_possessive(next) > next;
        let short = self.lower(i).is_some_and(|word| self.lexicon.short.contains(word)) && next == i + 1 && !self.loose;
        (!short && (!shy || self.led(i) || possessive))
            .then_some((Expr::of(Core::Month { year: YearOf::Near, month }), next))
    }

    /// Whether the number at `i` is a day and not the start of a year, a time or a count of something.
    fn is_day_here(&self, i: usize) -> bool {
        let glued = self.tokens.glued(i + 1);
        let clock = glued
            && self.tokens.mark(i + 1, &[":"])
            && self.tokens.glued(i + 2)
            && self.tokens.get(i + 2).is_some_and(|token| token.make == Make::Digits);
        let apart = self.tokens.get(i).is_some_and(|token| token.gap != Gap::Break);
        apart && !clock && !self.hyphen(i)
    }

    /// "2024-03-05", "2024-03-05T13:00", "3/5/2024", "05.03.2024", "08-15-90".
    pub(super) fn numeric_date(&self, i: usize) -> Read {
        let raw = |at: usize| self.tokens.raw(at);
        if let Some((day, month, year)) = dotted(raw(i)) {
            return Some((Expr::of(Core::Fixed(Cell::Day(Date::new(year, month, day).ok()?))), i + 1));
        }
        let mark = raw(i + 1);
        let joined = matches!(mark, "-" | "/") && raw(i + 3) == mark && (1..5).all(|n| self.tokens.glued(i + n));
        if !joined || self.tokens.mark(i + 5, &["-", "/"]) {
            return None;
        }
        let parts: [i16; 3] = [raw(i).parse().ok()?, raw(i + 2).parse().ok()?, raw(i + 4).parse().ok()?];
        let (year, month, day) = if raw(i).len() == 4 {
            (parts[0], parts[1], parts[2])
        } else {
            let short = raw(i + 4).len() == 2;
            let year = if !short {
                parts[2]
            } else if parts[2] < 50 {
                2000 + parts[2]
            } else {
                1900 + parts[2]
            };
            if parts[0] > 12 { (year, parts[1], parts[0]) } else { (year, parts[0], parts[1]) }
        };
        let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
        Some((Expr::of(Core::Fixed(Cell::Day(date))), i + 5))
    }

    /// "2014", "fiscal 1989", "the 1990s", "the '80s", "nineteen ninety-six".
    pub(super) fn year_led(&self, i: usize) -> Read {
        let start = self.past_the(i);
        if let Some(found) = self.decade(start) {
            return Some(found);
        }
        if let Some((year, next)) = self.spelt_year(start) {
            return Some((Expr::of(Core::Fixed(Cell::Year(year))), next));
        }
        let fiscal = self.small(start, Small::Fiscal);
        let mut at = start + usize::from(fiscal);
        let worded = self.unit(at) == Some(Unit::Year);
        at += usize::from(worded);
        let year = self.year_number(at)?;
        if let Some(found) = self.quarter_of_year(at + 1, YearOf::Year(year)) {
            return Some(found);
        }
        let told = fiscal || worded || self.led(at) || self.plain_year(at, year);
        (told && (start == i || fiscal || worded)).then_some((Expr::of(Core::Fixed(Cell::Year(year))), at + 1))
    }

    /// Whether four digits without a leading word are a year: of our time, and neither a sum nor a number of things.
    fn plain_year(&self, i: usize, year: i16) -> bool {
        let before = i.checked_sub(1).map_or("", |at| self.tokens.raw(at));
        let sum = ["$", "€", "£", "#", ":", "/", "."].contains(&before) && self.tokens.glued(i);
        let hyphen = before == "-" && self.tokens.glued(i);
        let counts = self.units(i + 1).is_some() || self.tokens.mark(i + 1, &["%", "/", ":"]);
        let amount = self.lexicon.approximate.at(i.wrapping_sub(1), |at| self.lower(at)).is_some();
        let plural = self.tokens.get(i + 1).is_some_and(|token| token.make == Make::Word)
            && self.lower(i + 1).is_some_and(|word| {
                word.len() > 4 && self.lexicon.plural.iter().any(|end| word.ends_with(end.as_str()))
            });
        (self.loose || (1900..2100).contains(&year)) && !sum && !hyphen && !counts && !amount && !plural
    }

    /// "1990s", "'90s", "1990's".
    fn decade(&self, i: usize) -> Read {
        if let Some(tens) = self.lower(i).and_then(|word| self.lexicon.decade_words.get(word)).filter(|_| self.led(i)) {
            return Some((Expr::of(Core::Decade(*tens)), i + 1));
        }
        let short = self.tokens.mark(i, &["'", "’", "‘"]) && self.tokens.glued(i + 1);
        let at = i + usize::from(short);
        let raw = self.tokens.raw(at);
        let mut end = at + 1;
        if self.tokens.mark(end, &["'", "’"]) && self.tokens.glued(end) {
            end += 1;
        }
        let plural = self.small(end, Small::Possessive) && self.tokens.glued(end);
        if !plural || !raw.ends_with('0') || !raw.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let core = match (raw.len(), short) {
            (4, _) => Core::Fixed(Cell::Decade(raw.parse().ok()?)),
            (2, true) => Core::Decade(raw.parse().ok()?),
            _ => return None,
        };
        Some((Expr::of(core), end + 1))
    }

    /// "nineteen ninety-six", "two thousand".
    pub(super) fn spelt_year(&self, i: usize) -> Option<(i16, usize)> {
        let worded = self.unit(i) == Some(Unit::Year);
        if worded && let Some((number, next)) = self.number(i + 1) {
            let year =
                i16::try_from(number.rounded()).ok().filter(|year| number.is_whole() && (1000..2200).contains(year))?;
            return Some((year, next));
        }
        let NumberWord::Unit(century @ (18 | 19)) = self.tokens.number(i)? else { return None };
        let NumberWord::Tens(tens) = self.tokens.number(i + 1)? else { return None };
        let at = self.past_hyphen(i + 2);
        let (ones, next) = match self.tokens.number(at) {
            Some(NumberWord::Unit(n @ 1..=9)) => (n, at + 1),
            _ => (0, i + 2),
        };
        Some((i16::from(century) * 100 + i16::from(tens) + i16::from(ones), next))
    }

    /// A season that stands for one by itself or in its company: "the fall of 2020", "last spring".
    pub(super) fn season(&self, i: usize) -> Option<Season> {
        let season = self.season_word(i)?;
        let shy = self.lower(i).is_some_and(|word| self.lexicon.shy_seasons.contains(word));
        (!shy || self.year_after(i + 1).is_some()).then_some(season)
    }

    pub(super) fn season_word(&self, i: usize) -> Option<Season> {
        self.pick(i, |word| if let Word::Season(season) = word { Some(*season) } else { None })
    }

    /// Seasons, weekends, feasts, "overnight", and times told by words alone.
    pub(super) fn named(&self, i: usize) -> Read {
        let lower = |at: usize| self.lower(at);
        let whole = |next: usize| i == 0 && next == self.tokens.list.len();
        let loose = if self.loose { self.lexicon.loose.at(i, lower).filter(|(_, next)| whole(*next)) } else { None };
        let counted =
            |next: usize| self.number(next).is_some() || self.unit(next).is_some() || self.units(next).is_some();
        let known = self.lexicon.references.at(i, lower).filter(|(_, next)| !counted(*next));
        if let Some((reference, next)) = known.or(loose) {
            return Some((Expr::of(Core::Reference(reference)), next));
        }
        if let Some(((), next)) = self.lexicon.overnight.at(i, lower) {
            return Some((Expr::of(Core::Overnight), next));
        }
        let start = self.past_the(i);
        if let Some(season) = self.season(start) {
            let (year, next) = self.year_after(start + 1).unwrap_or((YearOf::Near, start + 1));
            return Some((Expr::of(Core::Season { year, season }), next));
        }
        if self.pick(start, |word| (*word == Word::Weekend).then_some(())).is_some() {
            return Some((Expr::of(Core::Weekend { shift: None }), start + 1));
        }
        if let Some((holiday, next)) = self.holiday(start) {
            let (year, next) = self.year_after(next).unwrap_or((YearOf::Near, next));
            return Some((Expr::of(Core::Holiday { year, holiday }), next));
        }
        let end = self.past_possessive(self.past_hyphen(start + 1));
        if self.unit(start) == Some(Unit::Year) && self.edge(end) == Some(Edge::End) && end > start {
            let expr = Expr { edge: Some(Edge::End), ..Expr::of(Core::Unit { unit: Unit::Year, shift: Shift::This }) };
            return Some((expr, end + 1));
        }
        if let Some(found) = self.business_year(i) {
            return Some(found);
        }
        if start > i && self.unit(start) == Some(Unit::Quarter) && !self.small(start + 1, Small::Of) {
            return Some((Expr::of(Core::Unit { unit: Unit::Quarter, shift: Shift::That }), start + 1));
        }
        let part = self.part(start).filter(|_| start > i || self.led(i))?;
        Some((Expr { part: Some(part), ..Expr::of(Core::OfDay) }, start + 1))
    }

    /// "the full year", "the fiscal year", and as a length of time "the year ended June 30".
    fn business_year(&self, i: usize) -> Read {
        let start = self.past_the(i);
        let whole = self.small(start, Small::Fiscal);
        let at = start + usize::from(whole);
        if start == i || self.unit(at) != Some(Unit::Year) {
            return None;
        }
        if self.small(at + 1, Small::Ended) {
            let amount = Amount::Number(Number::whole(1));
            return Some((Expr::of(Core::Length { amount, unit: Unit::Year }), at + 1));
        }
        // "of the year", "for the year": the one that runs.
        let running = i.checked_sub(1).is_some_and(|before| {
            let counts =
                self.lexicon.bounds.at(before, |at| self.lower(at)).is_some_and(|(bound, _)| bound == Bound::For);
            let since = self.lexicon.bounds.at(at + 1, |at| self.lower(at)).is_some();
            (counts || self.small(before, Small::Of)) && !since && self.number(at + 1).is_none()
        });
        (whole || running).then(|| (Expr::of(Core::Unit { unit: Unit::Year, shift: Shift::This }), at + 1))
    }

    /// A feast at `i`, written with a capital.
    pub(super) fn holiday(&self, i: usize) -> Option<(usize, usize)> {
        let (holiday, next) = self.lexicon.holiday_names.at(i, |at| self.lower(at))?;
        self.capital(i).then_some((holiday, next))
    }
}

/// "05.03.2024" as day, month and year.
fn dotted(raw: &str) -> Option<(i8, i8, i16)> {
    let mut parts = raw.split('.');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let whole = parts.next().is_none() && year.len() == 4 && day.len() <= 2 && month.len() <= 2;
    if whole { Some((day.parse().ok()?, month.parse().ok()?, year.parse().ok()?)) } else { None }
}
