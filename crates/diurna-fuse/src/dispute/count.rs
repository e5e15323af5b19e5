//! How many: figures of two speakers for the same harm and group that no number can both be.
//!
//! A toll that grows is no dispute: a smaller figure that was given before the greater one, and not again since, is only older.

use super::{Answer, about, dispute};
use crate::days_between;
use crate::tale::{Speakers, Tale, Voice};
use crate::toll::{Series, Whose, span, standing};
use diurna_record::{Change, Dispute, Op, Question, TollPoint};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// How far two figures told as "about" may differ and still be one.
const ABOUT: f64 = 0.15;

/// What one speaker holds of one harm and group.
#[derive(Clone)]
struct Held<'a> {
    low: u64,
    high: u64,
    zero: bool,
    first: Option<Date>,
    last: Option<Date>,
    voices: Vec<Voice<'a>>,
    shown: String,
}

/// What figures are compared: harm, group, and who frees or holds.
type Of<'a> = (&'a str, Option<&'a str>, Option<String>);

/// Every how-many dispute over a happening.
pub(super) fn disputes(tale: &Tale, series: &[Series], speakers: &Speakers) -> Vec<Dispute> {
    let mut groups: BTreeMap<Of, Vec<Held>> = BTreeMap::new();
    for it in series.iter().filter(|it| matches!(it.whose, Whose::Speaker(_))) {
        let doer = it.voices.first().and_then(|(voice, _)| doer(*voice, tale));
        let who = if doer.is_some() { None } else { it.who };
        groups.entry((it.harm, who, doer)).or_default().extend(held(it));
    }
    let answer = |mut sides: Vec<Vec<Held>>| {
        sides.sort_by_key(|side| std::cmp::Reverse(side.iter().map(|held| held.low).max()));
        let answers = sides.into_iter().map(|side| Answer {
            answer: side.last().map(|held| held.shown.clone()).unwrap_or_default(),
            voices: side.into_iter().flat_map(|held| held.voices).collect(),
        });
        dispute(Question::HowMany, about(tale), answers.collect(), speakers)
    };
    groups.into_values().filter_map(sides).map(answer).collect()
}

/// Who frees or holds them, where that tells apart two exchanges of one day.
fn doer(voice: Voice, tale: &Tale) -> Option<String> {
    let said = voice.said;
    let own = said.by.first().or_else(|| {
        let act = tale.voices.iter().find(|other| other.report == voice.report && Some(other.said.id) == said.of)?;
        act.said.by.first()
    })?;
    let custody = matches!(said.harm(), Some("freed" | "detained"));
    let name = || own.name.key.clone().or_else(|| own.name.stems().next().cloned());
    if custody { name() } else { None }
}

fn held<'a>(series: &Series<'a>) -> Option<Held<'a>> {
    let (_, point) = standing(series)?;
    let (low, high) = reach(point);
    let days = || series.voices.iter().filter_map(|(voice, _)| voice.told.marks.published);
    Some(Held {
        low,
        high,
        zero: point.value == Some(0),
        first: days().min(),
        last: days().max(),
        voices: still(series),
        shown: shown(point, series.who, series.harm),
    })
}

/// The claims of a series whose figures were not withdrawn.
fn still<'a>(series: &Series<'a>) -> Vec<Voice<'a>> {
    let corrected = series.voices.iter().rposition(|(_, point)| point.change == Change::Corrected).unwrap_or(0);
    series.voices[corrected..].iter().map(|(voice, _)| *voice).collect()
}

/// The numbers that a figure can mean.
fn reach(point: &TollPoint) -> (u64, u64) {
    let (low, high) = span(point);
    let (low, high) = (low.unwrap_or(0), high.unwrap_or(u64::MAX));
    match point.op {
        Some(Op::About) => {
            let slack = (low as f64 * ABOUT).ceil() as u64;
            (low.saturating_sub(slack), high.saturating_add(slack))
        }
        _ => (low, high),
    }
}

fn shown(point: &TollPoint, who: Option<&str>, harm: &str) -> String {
    let op = point.op.filter(|op| *op != Op::Equal && *op != Op::Range).map_or("", Op::as_str);
    let to = point.max.map(|max| format!("-{max}")).unwrap_or_default();
    let value = point.value.unwrap_or(0);
    let who = who.map(|who| format!(" {who}")).unwrap_or_default();
    format!("{op}{value}{to}{who} {harm}")
}

/// Whether no number can be what both mean, and it is not that one is only older.
fn conflict(one: &Held, two: &Held) -> bool {
    if one.low <= two.high && two.low <= one.high {
        return false;
    }
    let (less, more) = if one.high < two.low { (one, two) } else { (two, one) };
    let older = matches!((less.last, more.first), (Some(last), Some(first)) if days_between(last, first) > 0);
    less.zero || !older
}

/// The sides, where any two conflict: speakers whose figures can both hold stand together.
fn sides(held: Vec<Held>) -> Option<Vec<Vec<Held>>> {
    let against = |one: &Held| held.iter().any(|two| conflict(one, two));
    let mut sides: Vec<Vec<Held>> = Vec::new();
    for one in held.iter().filter(|one| against(one)) {
        match sides.iter_mut().find(|side| side.iter().all(|two| !conflict(one, two))) {
            Some(side) => side.push(one.clone()),
            None => sides.push(vec![one.clone()]),
        }
    }
    (sides.len() > 1).then_some(sides)
}
