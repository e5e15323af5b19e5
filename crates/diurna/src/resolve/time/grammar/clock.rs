//! Times of day: "4 a.m.", "10:30 p.m. local time", "1600 GMT", "noon on Tuesday", "4 in the morning".

use super::{Read, Scan};
use crate::resolve::count::tokens::{Gap, Make};
use crate::resolve::time::expr::{Clock, Core, Expr};
use crate::resolve::time::words::{Bound, Part, Small, Word};

impl Scan<'_> {
    /// A time of day, and the day behind it where one follows.
    pub(super) fn clock_led(&self, i: usize) -> Read {
        let (clock, mut next) = self.clock(i)?;
        let here = |at: usize| self.tokens.get(at).is_some_and(|token| token.gap != Gap::Break);
        let joint = usize::from(
            self.tokens.mark(next, &[","])
                || self.lexicon.bounds.at(next, |at| self.lower(at)).is_some_and(|(bound, _)| bound == Bound::In),
        );
        let day = if here(next) { self.dated(next + joint).or_else(|| self.shifted(next + joint)) } else { None };
        let mut expr = match day {
            Some((expr, after))
                if matches!(expr.core, Core::Weekday { .. } | Core::Day(_) | Core::Date { .. } | Core::Fixed(_)) =>
            {
                next = after;
                expr
            }
            _ => Expr::of(Core::OfDay),
        };
        expr.clock = Some(clock);
        Some((expr, next))
    }

    /// The time of day alone, with its zone.
    fn clock(&self, i: usize) -> Option<(Clock, usize)> {
        if let Some(minutes) = self.pick(i, |word| if let Word::Clock(n) = word { Some(*n) } else { None }) {
            let clock = Clock { hour: i8::try_from(minutes / 60).ok()?, minute: 0, exact: false, zone: None };
            let (clock, next) = self.zoned(clock, i + 1);
            return Some((clock, next));
        }
        let raw = self.tokens.raw(i);
        let digits = self.tokens.get(i)?.make == Make::Digits;
        let spelt = if digits {
            None
        } else {
            self.number(i).filter(|(n, _)| n.is_whole() && n.rounded() <= 12).map(|(n, next)| (n.rounded(), next))
        };
        let (hour, mut minute, mut exact, mut next) = match spelt {
            Some((hour, next)) => (i8::try_from(hour).ok()?, 0, false, next),
            None if digits && raw.len() <= 2 => (raw.parse::<i8>().ok()?, 0, false, i + 1),
            None if digits && raw.contains('.') && raw.len() <= 5 => {
                let (hour, minute) = raw.split_once('.')?;
                (hour.parse().ok()?, minute.parse::<i8>().ok().filter(|_| minute.len() == 2)?, true, i + 1)
            }
            None if digits && raw.len() == 4 => {
                let zone = self.zone(i + 1).is_some()
                    || self.lexicon.local_time.at(i + 1, |at| self.lower(at)).is_some_and(|(_, after)| after > i + 2);
                (raw.get(..2)?.parse().ok()?, raw.get(2..)?.parse().ok().filter(|_| zone)?, true, i + 1)
            }
            None => return None,
        };
        let colon = digits && self.tokens.mark(next, &[":"]) && self.tokens.glued(next) && self.tokens.glued(next + 1);
        if colon && self.tokens.raw(next + 1).len() == 2 {
            minute = self.tokens.raw(next + 1).parse().ok()?;
            (exact, next) = (true, next + 2);
        }
        self.told(hour, minute, exact, colon || (exact && digits && !raw.contains('.')), next, i)
    }

    /// The hour with what makes it a time: "a.m.", "o'clock", "in the morning", a zone, or its minutes.
    fn told(&self, hour: i8, minute: i8, exact: bool, whole: bool, next: usize, from: usize) -> Option<(Clock, usize)> {
        let mut clock = Clock { hour, minute, exact, zone: None };
        let meridiem = self.pick(next, |word| if let Word::Meridiem(n) = word { Some(*n) } else { None });
        let mut end = next;
        if let Some(add) = meridiem.filter(|_| (1..=12).contains(&hour)) {
            clock.hour = hour % 12 + i8::try_from(add).ok()?;
            end = self.past_stop(next + 1);
            if end > next + 1 && self.capital(end) {
                end = next + 1;
            }
        } else {
            let oclock = usize::from(self.small(next, Small::Oclock));
            let part = self
                .lexicon
                .in_the
                .at(next + oclock, |at| self.lower(at))
                .and_then(|((), at)| self.part(at).map(|part| (part, at + 1)));
            match part {
                Some((part, after)) if (1..=12).contains(&hour) => {
                    let late = matches!(part, Part::Afternoon | Part::Evening) || (part == Part::Night && hour >= 6);
                    clock.hour = if late && hour < 12 { hour + 12 } else { hour };
                    end = after;
                }
                _ if oclock > 0 => end = next + 1,
                _ if whole || self.zone(next).is_some() => {}
                _ => return None,
            }
        }
        let before =
            from.checked_sub(1).is_some_and(|at| self.tokens.mark(at, &["-", "$", ":"]) && self.tokens.glued(from));
        if before || !(0..=24).contains(&clock.hour) || !(0..60).contains(&clock.minute) {
            return None;
        }
        clock.hour %= 24;
        let (clock, end) = self.zoned(clock, end);
        Some((clock, end))
    }

    /// The clock with the zone or "local time" behind it.
    fn zoned(&self, mut clock: Clock, i: usize) -> (Clock, usize) {
        if let Some(zone) = self.zone(i) {
            clock.zone = Some(zone);
            return (clock, i + 1);
        }
        match self.lexicon.local_time.at(i, |at| self.lower(at)) {
            Some(((), next)) if next > i + 1 => (clock, next),
            _ => (clock, i),
        }
    }

    /// A zone in capitals, in brackets or not.
    fn zone(&self, i: usize) -> Option<i16> {
        let upper = self.tokens.raw(i).chars().all(|c| c.is_ascii_uppercase());
        if upper {
            self.pick(i, |word| if let Word::Zone(minutes) = word { Some(*minutes) } else { None })
        } else {
            None
        }
    }
}
