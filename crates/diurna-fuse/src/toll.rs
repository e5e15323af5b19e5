//! Tolls: what each speaker said of each harm to each group over time, and between which figures the harm lies.
//!
//! In: a happening with its voices. Out: one series per harm, group and speaker, in which every point says how it stands to the one
//! before it, and bounds. Figures stay the speakers': an increment is a point of its own and is never added to another.
//! What is only planned, wished or feared makes no point, nor does a figure that is denied, nor one of some of those counted before whose
//! group is not told.

use crate::days_between;
use crate::tale::{Speakers, Tale, Voice};
use crate::told::Figure;
use diurna_record::{Actuality, Bound, Change, ClaimRef, Op, TollPoint, TollSeries};
use std::collections::BTreeMap;

/// Whose series it is: a speaker by number, or an outlet by name.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Whose {
    /// A speaker of the story.
    Speaker(usize),
    /// A report's own voice.
    Outlet(String),
}

/// One series, with what is needed to compare it with others.
pub(crate) struct Series<'a> {
    pub harm: &'a str,
    pub who: Option<&'a str>,
    pub whose: Whose,
    pub voices: Vec<(Voice<'a>, TollPoint)>,
}

/// Whose series it is, the harm, and the group.
type Place<'a> = (Whose, &'a str, Option<&'a str>);
/// A figure with who gives it where.
type Given<'a> = (Voice<'a>, &'a Figure);

/// The harm's figures of every speaker of a happening.
pub(crate) fn series<'a>(tale: &Tale<'a>) -> Vec<Series<'a>> {
    let mut sorted: BTreeMap<Place, Vec<Given<'a>>> = BTreeMap::new();
    let mut later: Vec<Given<'a>> = Vec::new();
    let mut withdrawn: Vec<(usize, usize, &str, u64)> = Vec::new();
    for &voice in &tale.voices {
        let said = voice.said;
        let (Some(harm), Some(figure)) = (said.harm(), &said.count) else { continue };
        let denied = matches!(said.actuality, Actuality::Not) && figure.value != Some(0);
        if let (true, Some(speaker), Some(value)) = (denied, voice.speaker, figure.value) {
            withdrawn.push((voice.report, speaker, harm, value));
        }
        let some = figure.part && figure.who.is_none();
        if denied || some || figure.value.is_none() || !counts(voice, tale) {
            continue;
        }
        match figure.increment {
            true => later.push((voice, figure)),
            false => sorted.entry(place(voice, harm, figure)).or_default().push((voice, figure)),
        }
    }
    for (voice, figure) in later {
        let own = place(voice, voice.said.harm().unwrap_or_default(), figure);
        let people = (own.0.clone(), own.1, None);
        let key = if !sorted.contains_key(&own) && sorted.contains_key(&people) { people } else { own };
        sorted.entry(key).or_default().push((voice, figure));
    }
    let told = |((whose, harm, who), points): (Place<'a>, Vec<Given<'a>>)| {
        let voices = pointed(points, |voice| {
            withdrawn.iter().any(|(report, speaker, of, _)| {
                *report == voice.report && Whose::Speaker(*speaker) == whose && *of == harm
            })
        });
        Series { harm, who, whose, voices }
    };
    sorted.into_iter().map(told).collect()
}

fn place<'a>(voice: Voice<'a>, harm: &'a str, figure: &'a Figure) -> Place<'a> {
    let outlet = || voice.told.publisher.clone().unwrap_or_else(|| voice.told.marks.id.clone());
    let whose = voice.speaker.map_or_else(|| Whose::Outlet(outlet()), Whose::Speaker);
    (whose, harm, figure.who.as_deref())
}

/// Whether a figure is of something that is said to be so; history counts where others tell it too.
fn counts(voice: Voice, tale: &Tale) -> bool {
    let real = matches!(
        voice.said.actuality,
        Actuality::Happened | Actuality::Ongoing | Actuality::Attempted | Actuality::Not
    );
    real && (!voice.said.background || tale.texts > 1)
}

/// The points of a series in their order, each with how it stands to the one before it. Where a report tells two, the one that was told
/// before is a look back, for the day on which it was given.
fn pointed<'a>(mut points: Vec<Given<'a>>, corrects: impl Fn(Voice<'a>) -> bool) -> Vec<(Voice<'a>, TollPoint)> {
    points.sort_by_key(|(voice, _)| (voice.told.marks.published, voice.report, voice.said.id));
    let mut told: Vec<(Voice, TollPoint)> = Vec::new();
    let mut from = 0;
    while from < points.len() {
        let report = points[from].0.report;
        let until =
            points[from..].iter().position(|(voice, _)| voice.report != report).map_or(points.len(), |n| from + n);
        let here = &points[from..until];
        let before = |value: Option<u64>| {
            told.iter().rev().find(|(_, point)| point.value == value).map(|(_, point)| point.as_of)
        };
        let several = here.iter().any(|(_, figure)| figure.value != here[0].1.value);
        let back = |figure: &Figure| before(figure.value).filter(|_| several && !figure.increment);
        let (old, new): (Vec<_>, Vec<_>) = here.iter().copied().partition(|(_, figure)| back(figure).is_some());
        let old: Vec<_> = old.into_iter().map(|(voice, figure)| (voice, figure, back(figure).flatten())).collect();
        let new: Vec<_> = new.into_iter().map(|(voice, figure)| (voice, figure, voice.told.marks.published)).collect();
        for (voice, figure, as_of) in old.into_iter().chain(new) {
            let last = told.iter().rev().map(|(_, point)| point).find(|point| point.change != Change::Added);
            let change = change(figure, last.or(told.last().map(|(_, point)| point)), corrects(voice));
            let point =
                TollPoint { claim: voice.claim(), as_of, op: figure.op, value: figure.value, max: figure.max, change };
            told.push((voice, point));
        }
        from = until;
    }
    told
}

fn change(figure: &Figure, last: Option<&TollPoint>, corrected: bool) -> Change {
    let Some(last) = last else { return Change::First };
    match figure.value.cmp(&last.value) {
        _ if figure.increment => Change::Added,
        std::cmp::Ordering::Equal => Change::Restated,
        _ if corrected => Change::Corrected,
        std::cmp::Ordering::Greater => Change::Raised,
        std::cmp::Ordering::Less => Change::Lowered,
    }
}

/// The series as the story tells them.
pub(crate) fn told(series: &[Series], tale: &Tale, speakers: &Speakers) -> Vec<TollSeries> {
    let one = |it: &Series| TollSeries {
        happening: tale.id,
        harm: it.harm.to_owned(),
        who: it.who.map(str::to_owned),
        speaker: match &it.whose {
            Whose::Speaker(number) => Some(speakers.speaker(*number)),
            Whose::Outlet(_) => None,
        },
        points: it.voices.iter().map(|(_, point)| point.clone()).collect(),
    };
    series.iter().map(one).collect()
}

/// The least and the most that a figure allows; `None` where it is open.
pub(crate) fn span(point: &TollPoint) -> (Option<u64>, Option<u64>) {
    let Some(value) = point.value else { return (None, None) };
    match point.op {
        Some(Op::AtLeast) => (Some(value), None),
        Some(Op::More) => (Some(value.saturating_add(1)), None),
        Some(Op::AtMost) => (None, Some(value)),
        Some(Op::Less) => (None, Some(value.saturating_sub(1))),
        Some(Op::Range) => (Some(value), Some(point.max.unwrap_or(value))),
        _ if point.change == Change::Added => (Some(value), None),
        _ => (Some(value), Some(value)),
    }
}

/// The figure of a series that still stands: the last that is no increment.
pub(crate) fn standing<'s>(series: &'s Series) -> Option<&'s (Voice<'s>, TollPoint)> {
    let whole = series.voices.iter().rev().find(|(_, point)| point.change != Change::Added && !is_back(series, point));
    whole.or(series.voices.last())
}

/// Whether a point looks back on a figure that was followed by another in the same report.
fn is_back(series: &Series, point: &TollPoint) -> bool {
    series.voices.iter().any(|(_, other)| {
        other.claim.report == point.claim.report
            && matches!((other.as_of, point.as_of), (Some(new), Some(old)) if days_between(old, new) > 0)
    })
}

/// Between which figures each harm lies, over the standing figures of all speakers.
pub(crate) fn bounds(series: &[Series]) -> Vec<Bound> {
    let mut standing_of: BTreeMap<(&str, Option<&str>), Vec<&TollPoint>> = BTreeMap::new();
    for it in series {
        if let Some((_, point)) = standing(it) {
            standing_of.entry((it.harm, it.who)).or_default().push(point);
        }
    }
    let bound = |((harm, who), points): ((&str, Option<&str>), Vec<&TollPoint>)| {
        let mut claims: Vec<ClaimRef> = points.iter().map(|point| point.claim.clone()).collect();
        claims.sort();
        let lows: Option<Vec<u64>> = points.iter().map(|point| span(point).0).collect();
        let highs: Option<Vec<u64>> = points.iter().map(|point| span(point).1).collect();
        Bound {
            harm: harm.to_owned(),
            who: who.map(str::to_owned),
            low: lows.and_then(|lows| lows.into_iter().min()),
            high: highs.and_then(|highs| highs.into_iter().max()),
            claims,
        }
    };
    standing_of.into_iter().map(bound).collect()
}
