//! Tolls over time: each speaker's figures as a line of their own, never added up.
//!
//! In: a story. Out: a chart for each harm of each happening: the day a figure is for from left to right, the figure upwards, a stepped line a
//! speaker, an arrow where a figure is open upwards, and behind it the band between the least and the most that the figures allow.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::Html;
use diurna_io::output::pages::words;
use diurna_io::store::StoriesWith;
use diurna_record::{Bound, Change, ClaimRef, Op, Story, TollPoint, TollSeries};

use crate::axis::{Days, Figures, Tick};
use crate::house::{House, Trouble};
use crate::shell::{Screen, Shell};
use crate::stories::{Asked, Claims, Listed, Seen, claims, listed};

/// Charts of one story at most.
const CHARTS: usize = 12;
const LEFT: f64 = 60.0;
const WIDTH: f64 = 860.0;
const TOP: f64 = 14.0;
const HEIGHT: f64 = 220.0;
/// Different hues and shapes of series.
const HUES: usize = 8;

/// One figure on a chart.
pub(crate) struct Point {
    pub x: f64,
    pub y: f64,
    pub hue: usize,
    pub full: bool,
    /// Where an arrow ends that says "or more".
    pub open: Option<f64>,
    pub href: String,
    pub words: String,
}

/// One speaker's line.
pub(crate) struct Line {
    pub hue: usize,
    pub part: bool,
    pub path: String,
}

/// One speaker in the key.
pub(crate) struct Voice {
    pub hue: usize,
    pub name: String,
    pub own: bool,
}

/// One row of the table.
pub(crate) struct Row {
    pub as_of: String,
    pub speaker: String,
    pub figure: String,
    pub who: String,
    pub change: &'static str,
    pub quote: String,
    pub href: String,
    pub report: String,
}

/// One harm of one happening.
pub(crate) struct Chart {
    pub number: usize,
    pub harm: String,
    pub about: String,
    pub band: Option<Band>,
    pub days: Vec<Tick>,
    pub figures: Vec<Tick>,
    pub lines: Vec<Line>,
    pub points: Vec<Point>,
    pub voices: Vec<Voice>,
    pub rows: Vec<Row>,
}

/// The least and the most that the figures allow.
pub(crate) struct Band {
    pub y: f64,
    pub height: f64,
    pub words: String,
}

#[derive(Template)]
#[template(path = "tolls.html")]
struct Page {
    shell: Shell,
    list: Listed,
    charts: Vec<Chart>,
}

/// The page of the tolls.
pub(crate) async fn page(
    State(house): State<House>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Html<String>, Trouble> {
    let shell = Shell::of(&house, &headers, Screen::Tolls);
    let list = listed(&house, asked, "/tolls", StoriesWith::Figures, |row| {
        format!("{} figures by {} speakers", row.figures, row.speakers)
    });
    let list = list.await?;
    let charts = match list.chosen.clone() {
        Some(story) => house.read(move |store| Ok(charts(&story, &claims(store, &story)?))).await?,
        None => Vec::new(),
    };
    Ok(Html(Page { shell, list, charts }.render()?))
}

/// A chart for each harm of each happening, those with most figures first.
pub(crate) fn charts(story: &Story, seen: &Claims) -> Vec<Chart> {
    let mut groups: Vec<Vec<&TollSeries>> = Vec::new();
    for series in &story.tolls {
        let same =
            |group: &&mut Vec<&TollSeries>| group[0].happening == series.happening && group[0].harm == series.harm;
        match groups.iter_mut().find(same) {
            Some(group) => group.push(series),
            None => groups.push(vec![series]),
        }
    }
    groups.sort_by_key(|group| std::cmp::Reverse(group.iter().map(|series| series.points.len()).sum::<usize>()));
    let groups = groups.iter().take(CHARTS).enumerate();
    groups.map(|(number, group)| chart(number + 1, group, &story.bounds, seen)).collect()
}

fn chart(number: usize, group: &[&TollSeries], bounds: &[Bound], seen: &Claims) -> Chart {
    let points = || group.iter().flat_map(|series| &series.points);
    let days = Days::over(points().filter_map(|point| point.as_of), LEFT, WIDTH);
    let most = points().filter_map(|point| point.max.or(point.value)).max().unwrap_or(0);
    let figures = Figures::up_to(most, TOP, HEIGHT);
    let mut voices: Vec<Voice> = Vec::new();
    let (mut lines, mut dots, mut rows) = (Vec::new(), Vec::new(), Vec::new());
    for series in group {
        let first = series.points.first().and_then(|point| seen.get(&point.claim));
        let hue = voice(&mut voices, series, first);
        if let Some(days) = &days {
            lines.push(line(series, hue, days, &figures));
            dots.extend(series.points.iter().filter_map(|it| point(it, series, hue, days, &figures, seen)));
        }
        let name = voices.iter().find(|voice| voice.hue == hue).map_or_else(String::new, |voice| voice.name.clone());
        rows.extend(series.points.iter().map(|point| table_row(point, series, &name, seen)));
    }
    rows.sort_by(|one: &Row, other: &Row| one.as_of.cmp(&other.as_of).then(one.speaker.cmp(&other.speaker)));
    let about = points().find_map(|point| seen.get(&point.claim));
    Chart {
        number,
        harm: group[0].harm.clone(),
        about: about.map_or_else(String::new, |seen| seen.claim.quote.clone()),
        band: band(group, bounds, &figures),
        days: days.as_ref().map(Days::ticks).unwrap_or_default(),
        figures: figures.ticks(),
        lines,
        points: dots,
        voices,
        rows,
    }
}

/// The hue of a series' speaker: the same for all its series.
fn voice(voices: &mut Vec<Voice>, series: &TollSeries, seen: Option<&Seen>) -> usize {
    let own = series.speaker.is_none();
    let name = match (&series.speaker, seen) {
        (Some(speaker), _) => speaker.name.clone(),
        (None, Some(seen)) => seen.speaker.clone(),
        (None, None) => "the report itself".to_owned(),
    };
    if let Some(known) = voices.iter().find(|voice| voice.name == name && voice.own == own) {
        return known.hue;
    }
    let hue = voices.len() % HUES;
    voices.push(Voice { hue, name, own });
    hue
}

/// How far a speaker's figures stand aside of the day, so that those of one day do not hide each other.
fn aside(hue: usize, days: &Days) -> f64 {
    (hue as f64 - (HUES - 1) as f64 / 2.0) * (days.day() / (HUES + 2) as f64).min(9.0)
}

fn line(series: &TollSeries, hue: usize, days: &Days, figures: &Figures) -> Line {
    let mut path = String::new();
    let known = series
        .points
        .iter()
        .filter_map(|point| Some((days.x(point.as_of?) + aside(hue, days), figures.y(point.value?))));
    for (number, (x, y)) in known.enumerate() {
        path.push_str(&if number == 0 { format!("M{x} {y}") } else { format!("H{x}V{y}") });
    }
    Line { hue, part: series.who.is_some(), path }
}

fn point(
    it: &TollPoint,
    series: &TollSeries,
    hue: usize,
    days: &Days,
    figures: &Figures,
    seen: &Claims,
) -> Option<Point> {
    let (x, y) = (days.x(it.as_of?) + aside(hue, days), figures.y(it.value?));
    let said = seen.get(&it.claim);
    let who = series.who.as_deref().map_or_else(String::new, |who| format!(" {who}"));
    Some(Point {
        x,
        y,
        hue,
        full: it.op == Some(Op::Equal),
        open: matches!(it.op, Some(Op::AtLeast | Op::More)).then_some(y - 16.0),
        href: said.map_or_else(|| "#".to_owned(), |said| said.href.clone()),
        words: format!("{}: {}{who}, {}", it.as_of?, figure(it, said), it.change),
    })
}

fn figure(it: &TollPoint, said: Option<&Seen>) -> String {
    match said.and_then(|said| said.claim.count.as_ref()) {
        Some(count) => words::count(count),
        None => it.value.map_or_else(|| "not a number".to_owned(), words::grouped),
    }
}

fn table_row(it: &TollPoint, series: &TollSeries, name: &str, seen: &Claims) -> Row {
    let said = seen.get(&it.claim);
    Row {
        as_of: it.as_of.map_or_else(String::new, |day| day.to_string()),
        speaker: name.to_owned(),
        figure: figure(it, said),
        who: series.who.clone().unwrap_or_else(|| "people".to_owned()),
        change: match it.change {
            Change::Corrected => "corrected: the earlier figure is withdrawn",
            Change::Added => "added: not a new total",
            change => change.as_str(),
        },
        quote: said.map_or_else(String::new, |said| said.claim.quote.clone()),
        href: said.map_or_else(|| "#".to_owned(), |said| said.href.clone()),
        report: it.claim.report.clone(),
    }
}

/// The band of the bounds that these figures make.
fn band(group: &[&TollSeries], bounds: &[Bound], figures: &Figures) -> Option<Band> {
    let whole: Vec<&ClaimRef> = group
        .iter()
        .filter(|series| series.who.is_none())
        .flat_map(|series| series.points.iter().map(|point| &point.claim))
        .collect();
    let bound = bounds.iter().find(|bound| {
        bound.who.is_none() && bound.harm == group[0].harm && bound.claims.iter().any(|claim| whole.contains(&claim))
    })?;
    let low = figures.y(bound.low.unwrap_or(0));
    let high = bound.high.map_or(TOP, |high| figures.y(high));
    let told = |figure: Option<u64>, none: &str| figure.map_or_else(|| none.to_owned(), words::grouped);
    let words = format!("between {} and {}", told(bound.low, "nothing known"), told(bound.high, "an open end"));
    Some(Band { y: high, height: (low - high).max(2.0), words })
}

#[cfg(test)]
mod tests {
    use super::*;
    use diurna_record::{ClaimId, StorySpeaker};
    use jiff::civil::date;

    fn series(speaker: &str, figures: &[(i8, Op, u64)]) -> TollSeries {
        let point = |&(day, op, value): &(i8, Op, u64)| TollPoint {
            claim: ClaimRef { report: "r1".into(), claim: ClaimId(value as u32) },
            as_of: Some(date(2024, 3, day)),
            op: Some(op),
            value: Some(value),
            ..TollPoint::default()
        };
        let speaker = StorySpeaker { key: None, name: speaker.into() };
        TollSeries {
            harm: "killed".into(),
            speaker: Some(speaker),
            points: figures.iter().map(point).collect(),
            ..TollSeries::default()
        }
    }

    #[test]
    fn each_speaker_has_a_line_and_nothing_is_added_up() {
        let story = Story {
            tolls: vec![
                series("the army", &[(1, Op::Equal, 4), (3, Op::Equal, 6)]),
                series("medics", &[(2, Op::AtLeast, 12)]),
            ],
            ..Story::default()
        };
        let charts = charts(&story, &Claims::new());
        assert_eq!((charts.len(), charts[0].lines.len(), charts[0].points.len()), (1, 2, 3));
        assert_eq!(charts[0].voices.iter().map(|voice| voice.hue).collect::<Vec<_>>(), [0, 1]);
        assert!(charts[0].points[2].open.is_some() && charts[0].points[0].open.is_none());
        assert_eq!(charts[0].rows.len(), 3, "the table holds every figure");
    }

    #[test]
    fn a_bound_that_is_open_upwards_fills_the_chart_to_its_top() {
        let army = series("the army", &[(1, Op::AtLeast, 4)]);
        let claims = vec![army.points[0].claim.clone()];
        let bound = Bound { harm: "killed".into(), low: Some(4), claims, ..Bound::default() };
        let band = band(&[&army], &[bound], &Figures::up_to(10, TOP, HEIGHT)).expect("a bound of these claims");
        assert_eq!((band.y, band.words.as_str()), (TOP, "between 4 and an open end"));
    }
}
