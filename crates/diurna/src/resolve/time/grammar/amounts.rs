//! Amounts of time: "three days ago", "nearly two years", "the past few weeks", "24-hour", "every second Friday", "daily".

use super::{Read, Scan};
use crate::resolve::count::number::Number;
use crate::resolve::count::words::NumberWord;
use crate::resolve::time::cell::Unit;
use crate::resolve::time::expr::{Amount, Core, Expr, YearOf};
use crate::resolve::time::words::{Relation, Shift, Small, Word};

/// How many words of nearness may stand before an amount: "at least the first", "more than about".
const APPROXIMATE: usize = 3;

impl Scan<'_> {
    /// An amount of time, with what relates it to a day.
    pub(super) fn amount_led(&self, i: usize) -> Read {
        let lower = |at: usize| self.lower(at);
        let mut at = i;
        for _ in 0..APPROXIMATE {
            at = self.lexicon.approximate.at(at, lower).map_or(at, |((), next)| next);
        }
        let Some((amount, unit, next)) = self.amount(at) else { return self.bare_units(i) };
        let hyphened = self.hyphen(next.saturating_sub(2)) && next > at + 2;
        if (hyphened && self.small(i, Small::The)) || (self.hyphen(next) && self.small(at, Small::A)) {
            return None;
        }
        if let Some(age) = self.age(next) {
            return Some((Expr::of(Core::Nothing), age));
        }
        if unit == Unit::Quarter && (self.hyphen(next - 2) || self.small(next, Small::Of))
            || next == at + 2 && self.is_share(next - 1)
        {
            return None;
        }
        let (core, mut next) = self.related(amount, unit, next);
        if matches!(core, Core::Away { unit: Unit::Year, .. })
            && (self.unit(next) == Some(Unit::Quarter) || self.small(next, Small::Period))
        {
            next += 1;
        }
        let bare_article = self.small(at, Small::A) && next == at + 2 && matches!(core, Core::Length { .. });
        let related = self.lexicon.relations.at(next, lower).is_some_and(|((relation, _), _)| {
            matches!(relation, Relation::Before | Relation::After) && !self.small(next, Small::Inside)
        });
        if bare_article && !self.led(i) && !related {
            return self.per(at, unit).map(|set| (Expr::of(Core::Set(set)), next));
        }
        Some((Expr::of(core), next))
    }

    /// The number, or a word in its place, and the unit behind it.
    pub(super) fn amount(&self, i: usize) -> Option<(Amount, Unit, usize)> {
        let any_unit = |at: usize| self.unit(at).or_else(|| self.units(at));
        if let Some(((), next)) = self.lexicon.vague.at(i, |at| self.lower(at)) {
            let at = self.past_more(next);
            return any_unit(at).map(|unit| (Amount::Vague, unit, at + 1));
        }
        if self.small(i, Small::Half) {
            let at = self.past_hyphen(i + 1);
            let at = at + usize::from(self.small(at, Small::A));
            let unit = self.unit(at)?;
            return halved(unit).map(|(n, unit)| (Amount::Number(Number::whole(n)), unit, at + 1));
        }
        let group = match self.tokens.number(i) {
            Some(NumberWord::Group(n)) if n < 12 => Some((Number::whole(u64::from(n)), i + 1)),
            _ => None,
        };
        if let Some((number, next)) = group.or_else(|| self.number(i)) {
            let (number, next) = self.or_number(next).unwrap_or((number, next));
            let next = next
                + usize::from(
                    self.small(next, Small::Of) && matches!(self.tokens.number(next - 1), Some(NumberWord::Group(_))),
                );
            let at = self.past_more(self.past_hyphen(next));
            let year = self.year_number(i).is_some() && self.units(at).is_none();
            return any_unit(at).filter(|_| !year).map(|unit| (Amount::Number(number), unit, at + 1));
        }
        if self.small(i, Small::A) && !matches!(self.tokens.number(i + 1), Some(NumberWord::Ordinal(_))) {
            let at = i + 1 + usize::from(self.lexicon.approximate.at(i + 1, |at| self.lower(at)).is_some());
            return self.unit(at).map(|unit| (Amount::Number(Number::whole(1)), unit, at + 1));
        }
        None
    }

    /// "more", "additional" between a number and its unit.
    fn past_more(&self, i: usize) -> usize {
        i + usize::from(self.small(i, Small::More))
    }

    /// "or three" after "two".
    fn or_number(&self, i: usize) -> Option<(Number, usize)> {
        let joint = self.small(i, Small::Or) || self.tokens.mark(i, &["-", "–"]);
        if joint { self.number(i + 1).filter(|(_, next)| self.units(*next).is_some()) } else { None }
    }

    /// "-long", "ago", "earlier", "or so ago", "or two" behind an amount.
    fn related(&self, amount: Amount, unit: Unit, next: usize) -> (Core, usize) {
        let mut at = next;
        if self.small(at, Small::Or) {
            at = match self.number(at + 1) {
                Some((_, after)) => after,
                None => at + 2,
            };
            let ago = self.lexicon.relations.at(at, |i| self.lower(i)).is_some_and(|((_, closed), _)| closed);
            if !ago && self.number(next + 1).is_none() {
                at = next;
            }
        }
        let hyphen = self.past_hyphen(at);
        if hyphen > at && self.small(hyphen, Small::Long) {
            return (Core::Length { amount, unit }, hyphen + 1);
        }
        match self.lexicon.relations.at(hyphen, |i| self.lower(i)) {
            Some(((relation, true), after)) => (Core::Away { amount, unit, relation }, after),
            _ => (Core::Length { amount, unit }, at),
        }
    }

    /// "second" behind an article is a rank, "quarter" a share, unless a relation follows.
    fn is_share(&self, i: usize) -> bool {
        let rank = matches!(self.tokens.number(i), Some(NumberWord::Ordinal(_) | NumberWord::Fraction(..)));
        rank && self.lexicon.relations.at(i + 1, |at| self.lower(at)).is_none() && self.unit(i).is_some()
    }

    /// "-old", "years old" behind a unit: an age is no time.
    fn age(&self, next: usize) -> Option<usize> {
        let at = self.past_hyphen(next);
        self.small(at, Small::Old).then_some(at + 1)
    }

    /// Units without an amount: "for months", "weeks of fighting", "decades-long", "days later".
    fn bare_units(&self, i: usize) -> Read {
        if let Some(unit) = self.units(i) {
            let (core, next) = self.related(Amount::Vague, unit, i + 1);
            let long = matches!(core, Core::Away { .. }) || next > i + 1;
            if let Some(age) = self.age(i + 1).filter(|_| next == i + 1) {
                return Some((Expr::of(Core::Nothing), age));
            }
            let many = self.small(i + 1, Small::Of) && unit != Unit::Quarter;
            return (long || self.led(i) || many).then_some((Expr::of(core), next));
        }
        let i = self.past_the(i);
        let unit = self.unit(i)?;
        let at = self.past_hyphen(i + 1);
        let long = at > i + 1 && self.small(at, Small::Long) && self.age(i + 1).is_none();
        let one = Amount::Number(Number::whole(1));
        if long {
            return Some((Expr::of(Core::Length { amount: one, unit }), at + 1));
        }
        match self.lexicon.relations.at(at, |n| self.lower(n)) {
            Some(((relation @ (Relation::Ago | Relation::Before), true), after)) if at > i + 1 => {
                if let Some(found) = self.quarter_of_year(after, YearOf::Shift(Shift::Last)) {
                    return Some(found);
                }
                let period = self.unit(after) == Some(Unit::Quarter) || self.small(after, Small::Period);
                Some((Expr::of(Core::Away { amount: one, unit, relation }), after + usize::from(period)))
            }
            _ => None,
        }
    }

    /// "two days", "few weeks" behind "the past" or "next": a stretch that ends or starts now.
    pub(super) fn stretch(&self, i: usize, shift: Shift) -> Read {
        let lower = |at: usize| self.lower(at);
        let at = self.lexicon.approximate.at(i, lower).map_or(i, |((), next)| next);
        let found = match self.amount(at).filter(|_| !self.small(at, Small::A)) {
            Some(found) => found,
            None => self.units(at).map(|unit| (Amount::Vague, unit, at + 1))?,
        };
        let (amount, unit, next) = found;
        if let Some(age) = self.age(next) {
            return Some((Expr::of(Core::Nothing), age));
        }
        if shift == Shift::That || (shift == Shift::This && amount == Amount::Vague) {
            return None;
        }
        Some((Expr::of(Core::Stretch { amount, unit, shift }), next))
    }

    /// "a day" after a number, "once", "twice" or "times": how often.
    fn per(&self, i: usize, unit: Unit) -> Option<String> {
        let before = i.checked_sub(1)?;
        let often = self.small(before, Small::Once) || matches!(self.tokens.number(before), Some(NumberWord::Scale(_)));
        often.then(|| length(Amount::Number(Number::whole(1)), unit))
    }

    /// "every day", "each Friday", "every two weeks", "daily", "on Fridays", "per year".
    pub(super) fn every(&self, i: usize) -> Read {
        if let Some(value) = self.lower(i).and_then(|word| self.lexicon.tempo.get(word)) {
            return Some((Expr::of(Core::Set(value.clone())), i + 1));
        }
        let weekly = |weekday: u8| format!("XXXX-WXX-{weekday}");
        if let Some(weekday) = self.pick(i, |word| if let Word::WeekdayAll(n) = word { Some(*n) } else { None }) {
            return Some((Expr::of(Core::Set(weekly(weekday))), i + 1));
        }
        if !self.small(i, Small::Every) && !self.small(i, Small::Per) {
            return None;
        }
        if let Some((amount, unit, next)) = self.amount(i + 1) {
            return Some((Expr::of(Core::Set(length(amount, unit))), next));
        }
        if let Some(unit) = self.unit(i + 1) {
            return Some((Expr::of(Core::Set(length(Amount::Number(Number::whole(1)), unit))), i + 2));
        }
        if let Some(weekday) = self.weekday(i + 1) {
            return Some((Expr::of(Core::Set(weekly(weekday))), i + 2));
        }
        let month = self.month(i + 1).map(|month| format!("XXXX-{month:02}"));
        let part = self.part(i + 1).map(|part| format!("XXXX-XX-XXT{}", part.timeml()));
        let season = self.season_word(i + 1).map(|_| "P1Y".to_owned());
        month.or(part).or(season).map(|value| (Expr::of(Core::Set(value)), i + 2))
    }
}

/// Half of a unit in whole smaller ones.
fn halved(unit: Unit) -> Option<(u64, Unit)> {
    match unit {
        Unit::Hour => Some((30, Unit::Minute)),
        Unit::Minute => Some((30, Unit::Second)),
        Unit::Day => Some((12, Unit::Hour)),
        Unit::Year => Some((6, Unit::Month)),
        Unit::Decade => Some((5, Unit::Year)),
        Unit::Century => Some((50, Unit::Year)),
        _ => None,
    }
}

/// The TimeML value of an amount of time: "P3D", "PXM", "PT2.5H".
pub(crate) fn length(amount: Amount, unit: Unit) -> String {
    let (letter, times, clock) = match unit {
        Unit::Second => ("S", 1, true),
        Unit::Minute => ("M", 1, true),
        Unit::Hour => ("H", 1, true),
        Unit::Day => ("D", 1, false),
        Unit::Week => ("W", 1, false),
        Unit::Fortnight => ("W", 2, false),
        Unit::Month => ("M", 1, false),
        Unit::Quarter => ("Q", 1, false),
        Unit::Year => ("Y", 1, false),
        Unit::Decade if amount != Amount::Vague => ("Y", 10, false),
        Unit::Decade => ("DE", 1, false),
        Unit::Century => ("CE", 1, false),
    };
    if let (Amount::Number(number), Some((n, smaller))) = (amount, halved(unit))
        && !number.is_whole()
        && number.times(2).is_some_and(Number::is_whole)
        && number.rounded() > 0
    {
        let whole = length(Amount::Number(Number::whole(number.rounded())), unit);
        let half = length(Amount::Number(Number::whole(n)), smaller);
        return whole + half.trim_start_matches(['P', 'T']);
    }
    let n = match amount {
        Amount::Number(number) => number.times(times).unwrap_or(number).decimal(),
        Amount::Vague => "X".to_owned(),
    };
    format!("P{}{n}{letter}", if clock { "T" } else { "" })
}
