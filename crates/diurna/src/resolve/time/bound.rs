//! Reads the words of a time with the preposition that bounds them: "since August 2021", "by Monday", "from 1988 to 1994".
//!
//! In: the words of one time and what they are reckoned from. Out: the first and last day, either of them open, or nothing where
//! the words name no day that can be known. Words of happenings among them ("since the army entered the valley a week ago") are
//! passed over.

use super::cell::{Unit, days_from};
use super::expr::{Amount, Core, Expr};
use super::grammar::Scan;
use super::reckon::{Anchor, Reckoned, reckon};
use super::words::{Bound, Relation};
use super::{Tense, TimeType};
use diurna_record::{WhenAnchor, WhenGrain};

/// Every expression in a text, in order, with the tokens it covers.
pub(crate) fn expressions(scan: &Scan) -> Vec<(Expr, usize, usize)> {
    let mut found = Vec::new();
    let mut i = 0;
    while i < scan.tokens.list.len() {
        match scan.expression(i) {
            Some((expr, next)) if next > i => {
                if expr.core != Core::Nothing {
                    found.push((expr, i, next));
                }
                i = next;
            }
            _ => i += 1,
        }
    }
    found
}

/// The days that the words of one time tell.
pub(crate) fn bounded(scan: &Scan, anchor: &Anchor) -> Option<Reckoned> {
    let (bound, start) = bound_before(scan);
    let list = expressions(scan);
    let end = scan.tokens.list.len();
    if let Some(found) = around_told(&list, end, anchor, scan) {
        return Some(found);
    }
    if list.is_empty() || is_told_word(scan, start) {
        let found = day_told(scan, start, anchor)?;
        return Some(apply(bound, &Expr::of(Core::Day(0)), found, anchor, false));
    }
    if let Some(found) = joined(scan, bound, &list, anchor) {
        return Some(found);
    }
    let anchor = &directed(bound, anchor);
    let told: Vec<&Expr> = list.iter().map(|(expr, ..)| expr).collect();
    let merged = merge(&told);
    let expr = chosen(&merged)?;
    let mut reckoned = reckon(expr, anchor, scan.lexicon)?;
    if let (Core::Overnight, Some(day)) = (&expr.core, merged.get(1).filter(|expr| is_day(&expr.core))) {
        reckoned = reckon(day, anchor, scan.lexicon)?;
        reckoned.from = reckoned.from.and_then(|day| day.yesterday().ok());
        reckoned.cell = None;
    }
    let clause = list.first().is_some_and(|(_, from, _)| *from > start + 1);
    Some(apply(bound, expr, reckoned, anchor, clause))
}

/// The expression that says most of when: a date before an amount of time or "recently", the first of its kind.
fn chosen(merged: &[Expr]) -> Option<&Expr> {
    let first = merged.first()?;
    let vague = match first.core {
        Core::Length { .. } | Core::Set(_) | Core::Reference(_) => true,
        Core::Away { unit, .. } => unit < Unit::Day,
        _ => false,
    };
    let dated = |expr: &&Expr| {
        !matches!(expr.core, Core::Length { .. } | Core::Set(_) | Core::Reference(_) | Core::Stretch { .. })
    };
    if vague { merged.iter().skip(1).find(dated).or(Some(first)) } else { Some(first) }
}

/// Whether all the words behind the preposition point at the day just told: "since then", "moments later".
fn is_told_word(scan: &Scan, start: usize) -> bool {
    scan.lexicon.told.at(start, |i| scan.tokens.lower(i)).is_some_and(|(_, next)| next == scan.tokens.list.len())
}

/// "on the day", "since then": the day just told; without one, only "the day" means the day of writing.
fn day_told(scan: &Scan, start: usize, anchor: &Anchor) -> Option<Reckoned> {
    let the_day = scan
        .the_unit(start)
        .is_some_and(|(_, unit, at)| unit == Unit::Day && at > start + 1 && at == scan.tokens.list.len());
    let day = match anchor.told {
        Some(day) if the_day || is_told_word(scan, start) => day,
        None if the_day => anchor.published?,
        _ => return None,
    };
    let found = reckon(&Expr::of(Core::Day(0)), &Anchor { published: Some(day), ..*anchor }, scan.lexicon)?;
    Some(Reckoned { anchor: WhenAnchor::Text, ..found })
}

/// The preposition at the start of the words.
fn bound_before(scan: &Scan) -> (Option<Bound>, usize) {
    let lower = |i: usize| scan.tokens.lower(i);
    for i in 0..2 {
        if let Some((bound, next)) = scan.lexicon.bounds.at(i, lower) {
            let inner = scan.lexicon.bounds.at(next, lower);
            let stands = scan.expression(i).is_some_and(|(_, end)| end > next);
            if stands && bound != Bound::In {
                continue;
            }
            return match (bound, inner) {
                (Bound::In, Some((inner, after))) if inner != Bound::In => (Some(inner), after),
                _ => (Some(bound), next),
            };
        }
    }
    (None, 0)
}

/// A time by when something is due lies ahead whatever the tense of the sentence.
fn directed(bound: Option<Bound>, anchor: &Anchor) -> Anchor {
    match bound {
        Some(Bound::Until) if anchor.tense != Tense::Present => Anchor { tense: Tense::Future, ..*anchor },
        Some(Bound::By | Bound::Within) if anchor.tense == Tense::Unknown => Anchor { tense: Tense::Future, ..*anchor },
        Some(Bound::Since) => Anchor { tense: Tense::Past, ..*anchor },
        _ => *anchor,
    }
}

/// Joins a time of day and the day it belongs to: "shortly after 4 a.m." with "on Thursday".
fn merge(list: &[&Expr]) -> Vec<Expr> {
    let mut merged: Vec<Expr> = Vec::new();
    for &expr in list {
        match merged.last_mut() {
            Some(last) if last.core == Core::OfDay && is_day(&expr.core) => {
                last.core = expr.core.clone();
                last.part = last.part.or(expr.part);
                last.clock = last.clock.or(expr.clock);
            }
            Some(last) if last.core == Core::OfDay && expr.core != Core::OfDay && last.clock.is_none() => {
                last.core = expr.core.clone();
                (last.part, last.edge) = (None, expr.edge);
            }
            Some(last) if expr.core == Core::OfDay && is_day(&last.core) => {
                last.part = last.part.or(expr.part);
                last.clock = last.clock.or(expr.clock);
            }
            _ => merged.push(expr.clone()),
        }
    }
    merged
}

fn is_day(core: &Core) -> bool {
    matches!(
        core,
        Core::Weekday { .. }
            | Core::Date { .. }
            | Core::Day(_)
            | Core::Fixed(super::cell::Cell::Day(_))
            | Core::Unit { unit: Unit::Day, .. }
            | Core::Holiday { .. }
    )
}

/// "the day after", "eight days after", "two days before the vote": an amount of time that ends in "after" or "before". Alone,
/// the claim is what comes after those words, so the day told lies on the other side; with a clause behind them, the clause
/// is the day told.
fn around_told(list: &[(Expr, usize, usize)], end: usize, anchor: &Anchor, scan: &Scan) -> Option<Reckoned> {
    let (amount, unit, at) = match list.first() {
        Some((Expr { core: Core::Length { amount, unit }, .. }, _, next)) => (*amount, *unit, *next),
        _ => scan.the_unit(0)?,
    };
    let ((relation, _), next) = scan.lexicon.relations.at(at, |i| scan.tokens.lower(i))?;
    let sign = match relation {
        Relation::After => 1,
        Relation::Before => -1,
        Relation::Ago | Relation::Hence => return None,
    };
    let sign = if next >= end { -sign } else { sign };
    let told = anchor.told.or(anchor.published)?;
    let Amount::Number(number) = amount else {
        let mut found = reckon(&Expr::of(Core::Day(0)), &Anchor { published: Some(told), ..*anchor }, scan.lexicon)?;
        if unit >= Unit::Day {
            let open = if sign > 0 { &mut found.to } else { &mut found.from };
            *open = None;
        }
        return Some(found);
    };
    let count = i64::try_from(number.rounded()).ok()?;
    let day = if unit < Unit::Day { told } else { days_from(told, unit, sign * count)? };
    let mut found = reckon(&Expr::of(Core::Day(0)), &Anchor { published: Some(day), ..*anchor }, scan.lexicon)?;
    found.anchor = WhenAnchor::Text;
    Some(found)
}

/// "from 1988 to 1994", "between March and May 2024".
fn interval(first: &Expr, second: &Expr, anchor: &Anchor, scan: &Scan) -> Option<Reckoned> {
    let high = reckon(second, anchor, scan.lexicon)?;
    let borrowed = Anchor { published: high.from.or(anchor.published), ..*anchor };
    let low = match reckon(first, anchor, scan.lexicon) {
        Some(low) if low.from <= high.from => low,
        _ => reckon(first, &Anchor { tense: Tense::Past, ..borrowed }, scan.lexicon)?,
    };
    let days = low.kind != TimeType::Duration && high.kind != TimeType::Duration;
    (days && low.from <= high.to).then_some(Reckoned { from: low.from, to: high.to, cell: None, at_end: false, ..high })
}

/// Two times that make one: "from 1988 to 1994", "1976 - 1983", "in 2000 and 2001", "between October 12 and 14".
fn joined(scan: &Scan, bound: Option<Bound>, list: &[(Expr, usize, usize)], anchor: &Anchor) -> Option<Reckoned> {
    let wide = matches!(bound, Some(Bound::From | Bound::Between));
    let skip = usize::from(wide && matches!(list.first()?.0.core, Core::Length { .. }));
    let list = list.get(skip..)?;
    let (first, _, next) = list.first()?;
    let anchor = &directed(bound, anchor);
    if !wide && !matches!(bound, None | Some(Bound::In | Bound::During)) {
        return None;
    }
    if let Some((second, from, _)) = list.get(1) {
        let reach = if wide { 3 } else { 1 };
        let joint = (from.saturating_sub(reach)..*from).any(|i| i >= *next && scan.joint(i));
        if joint && let Some(found) = interval(first, second, anchor, scan) {
            return Some(found);
        }
    }
    let Core::Date { year, month, .. } = first.core else { return None };
    let (day, _) = scan.joint(*next).then(|| scan.day_number(*next + 1)).flatten()?;
    interval(first, &Expr::of(Core::Date { year, month, day }), anchor, scan)
}

/// Opens an end of a reckoned time, as its preposition says.
fn apply(bound: Option<Bound>, expr: &Expr, mut found: Reckoned, anchor: &Anchor, clause: bool) -> Reckoned {
    let length = matches!(expr.core, Core::Length { .. });
    match bound {
        Some(Bound::Since) => found.to = None,
        Some(Bound::From) if !clause && found.kind != TimeType::Duration => found.to = None,
        Some(Bound::Until) => found.from = None,
        Some(Bound::By) => found.from = None,
        Some(Bound::Within) if length => within(&mut found, expr, anchor),
        Some(Bound::Before) if expr.clock.is_none() && expr.part.is_none() => {
            let whole = found.at_end || found.grain == WhenGrain::Day;
            found.to = if found.at_end { found.to } else { found.from.and_then(|day| day.yesterday().ok()) };
            found.at_end = whole;
            found.from = None;
        }
        Some(Bound::After) if expr.clock.is_none() && expr.part.is_none() => {
            (found.from, found.to) = (found.to, None);
        }
        Some(Bound::In) if length && anchor.tense == Tense::Future => within(&mut found, expr, anchor),
        Some(Bound::For | Bound::During) if length && found.to.is_none() && anchor.tense != Tense::Future => {
            found.to = anchor.published;
        }
        _ => {}
    }
    if matches!(bound, Some(Bound::Since | Bound::From | Bound::Until | Bound::By | Bound::Before | Bound::After)) {
        found.cell = None;
    }
    found
}

/// "within two weeks": from the day of writing, to the day it is due.
fn within(found: &mut Reckoned, expr: &Expr, anchor: &Anchor) {
    let Core::Length { amount: Amount::Number(number), unit } = expr.core else { return };
    let Some(start) = (if anchor.tense == Tense::Past { anchor.told.or(anchor.published) } else { anchor.published })
    else {
        return;
    };
    let count = i64::try_from(number.rounded()).unwrap_or(i64::MAX);
    let due = match unit {
        Unit::Hour => days_from(start, Unit::Day, count.saturating_add(23) / 24),
        Unit::Second | Unit::Minute => Some(start),
        _ => days_from(start, unit, count),
    };
    found.from = if anchor.tense == Tense::Past { Some(start) } else { None };
    found.to = due;
}
