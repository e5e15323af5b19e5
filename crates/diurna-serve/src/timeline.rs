//! The timeline: which claims are about which days, in three lanes: what is told as of now, what is planned, what is background.
//!
//! In: which claims are wanted. Out: how many begin on which day, over all of them; and where they are few enough, each as a bar from its first to
//! its last day. An open end fades, a plan is dotted. Nothing here says that a plan was kept or broken.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::Html;
use diurna_io::store::{ClaimOrder, ClaimRow, DayRow, Page as PageOf};
use diurna_record::Actuality;
use jiff::civil::Date;

use crate::axis::{Days, Figures, Tick};
use crate::house::{House, Trouble};
use crate::shell::{Screen, Shell};
use crate::wanted::{Wanted, families};

/// Claims drawn as bars of their own at most.
const BARS: u32 = 160;
const LEFT: f64 = 100.0;
const WIDTH: f64 = 850.0;
const LANES: [(&str, &str); 3] = [("current", "now"), ("scheduled", "planned"), ("background", "background")];
/// From one bar to the next below it.
const PITCH: f64 = 13.0;
/// How far an open end is drawn.
const OPEN: f64 = 14.0;

/// How many claims begin on a day.
struct Column {
    x: f64,
    width: f64,
    y: f64,
    height: f64,
    words: String,
    href: String,
}

/// The claims of one lane.
struct Lane {
    name: &'static str,
    top: f64,
    middle: f64,
    columns: Vec<Column>,
    ticks: Vec<Tick>,
    bars: Vec<Bar>,
}

/// One claim from its first to its last day.
struct Bar {
    x: f64,
    y: f64,
    width: f64,
    class: &'static str,
    /// A fading end on the left, on the right.
    before: Option<f64>,
    after: Option<f64>,
    href: String,
    words: String,
}

#[derive(Template)]
#[template(path = "timeline.html")]
struct Page {
    shell: Shell,
    wanted: Wanted,
    families: Vec<String>,
    days: u64,
    rows: Vec<ClaimRow>,
    total: u64,
    drawn: Option<Chart>,
    detail: Option<Chart>,
    table: Vec<DayRow>,
}

/// A drawing of the lanes.
struct Chart {
    height: f64,
    ticks: Vec<Tick>,
    lanes: Vec<Lane>,
}

/// The page of the timeline.
pub(crate) async fn page(
    State(house): State<House>,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
) -> Result<Html<String>, Trouble> {
    let mut filter = wanted.filter();
    // What has no day is on no timeline.
    filter.from.get_or_insert_with(|| "0001-01-01".to_owned());
    filter.order = ClaimOrder::Latest;
    let (table, found) = house
        .read(move |store| Ok((store.days(&filter)?, store.claims(&filter, PageOf { from: 0, size: BARS })?)))
        .await?;
    let few = found.total <= u64::from(BARS);
    let page = Page {
        shell: Shell::of(&house, &headers, Screen::Timeline),
        families: families(house.kinds()),
        days: table.iter().map(|row| row.claims).sum(),
        drawn: counted(&table, &wanted),
        detail: if few { bars(&found.rows) } else { None },
        rows: found.rows,
        total: found.total,
        table: table.into_iter().rev().take(400).collect(),
        wanted,
    };
    Ok(Html(page.render()?))
}

fn date(day: &str) -> Option<Date> {
    day.parse().ok()
}

/// Columns of claims by day; by month or year where days would be too thin to see.
fn counted(rows: &[DayRow], wanted: &Wanted) -> Option<Chart> {
    let axis = Days::over(rows.iter().filter_map(|row| date(&row.day)), LEFT, WIDTH)?;
    let width = |day: Date, next: Date| (axis.x(next) - axis.x(day)).max(2.0);
    let step = match axis.day() {
        wide if wide >= 2.5 => Step::Day,
        wide if wide * 30.0 >= 2.5 => Step::Month,
        _ => Step::Year,
    };
    let mut lanes = Vec::new();
    for (number, (lane, name)) in LANES.into_iter().enumerate() {
        let (top, high) = (10.0 + number as f64 * 80.0, 62.0);
        let mut heaps: Vec<(Date, u64)> = Vec::new();
        for row in rows.iter().filter(|row| row.lane == lane) {
            let Some(day) = date(&row.day).map(|day| step.start(day)) else { continue };
            match heaps.last_mut() {
                Some((last, n)) if *last == day => *n += row.claims,
                _ => heaps.push((day, row.claims)),
            }
        }
        let figures = Figures::up_to(heaps.iter().map(|heap| heap.1).max().unwrap_or(0), top, high);
        let column = |&(day, n): &(Date, u64)| {
            let next = step.next(day);
            let last = next.yesterday().unwrap_or(day);
            let asked = Wanted { from: day.to_string(), to: last.to_string(), ..wanted.clone() };
            Column {
                x: axis.x(day),
                width: width(day, next),
                y: figures.y(n),
                height: top + high - figures.y(n),
                words: format!("{}: {n} {}", step.name(day), if n == 1 { "claim" } else { "claims" }),
                href: format!("/timeline?{}", asked.query()),
            }
        };
        let columns = heaps.iter().map(column).collect();
        let ticks = figures.ticks().into_iter().rev().take(1).collect();
        lanes.push(Lane { name, top: top + high, middle: top + high / 2.0, columns, ticks, bars: Vec::new() });
    }
    Some(Chart { height: 265.0, ticks: axis.ticks(), lanes })
}

#[derive(Clone, Copy)]
enum Step {
    Day,
    Month,
    Year,
}

impl Step {
    fn start(self, day: Date) -> Date {
        match self {
            Step::Day => day,
            Step::Month => day.first_of_month(),
            Step::Year => day.first_of_year(),
        }
    }

    fn next(self, day: Date) -> Date {
        let last = match self {
            Step::Day => day,
            Step::Month => day.last_of_month(),
            Step::Year => day.last_of_year(),
        };
        last.tomorrow().unwrap_or(last)
    }

    fn name(self, day: Date) -> String {
        match self {
            Step::Day => day.to_string(),
            Step::Month => day.strftime("%Y-%m").to_string(),
            Step::Year => day.year().to_string(),
        }
    }
}

fn lane_of(row: &ClaimRow) -> &'static str {
    match row {
        row if row.background => "background",
        row if row.actuality == Actuality::Planned => "scheduled",
        _ => "current",
    }
}

/// A bar a claim, those that would overlap under each other.
fn bars(rows: &[ClaimRow]) -> Option<Chart> {
    let ends = |row: &ClaimRow| [row.from.as_deref().and_then(date), row.to.as_deref().and_then(date)];
    let axis = Days::over(rows.iter().flat_map(ends).flatten(), LEFT, WIDTH)?;
    let mut lanes = Vec::new();
    let mut top = 8.0;
    for (lane, name) in LANES {
        let mut here: Vec<&ClaimRow> = rows.iter().filter(|row| lane_of(row) == lane).collect();
        here.sort_by_key(|row| (row.from.clone(), row.to.clone(), row.report, row.claim));
        let mut ends: Vec<f64> = Vec::new();
        let mut bars = Vec::new();
        for row in here {
            let Some(mut bar) = bar(row, lane, &axis) else { continue };
            let (left, right) = (bar.before.unwrap_or(bar.x), bar.after.unwrap_or(bar.x + bar.width));
            let level = ends.iter().position(|&end| end + 2.0 <= left).unwrap_or(ends.len());
            if level == ends.len() {
                ends.push(0.0);
            }
            ends[level] = right;
            bar.y = top + level as f64 * PITCH;
            bars.push(bar);
        }
        let high = (ends.len().max(1) as f64) * PITCH;
        lanes.push(Lane {
            name,
            top: top + high + 3.0,
            middle: top + high / 2.0,
            columns: Vec::new(),
            ticks: Vec::new(),
            bars,
        });
        top += high + 12.0;
    }
    Some(Chart { height: top + 22.0, ticks: axis.ticks(), lanes })
}

fn bar(row: &ClaimRow, lane: &str, axis: &Days) -> Option<Bar> {
    let (from, to) = (row.from.as_deref().and_then(date), row.to.as_deref().and_then(date));
    let (first, last) = (from.or(to)?, to.or(from)?);
    let (x, end) = (axis.x(first), axis.x(last) + axis.day());
    let width = (end - x).max(5.0);
    let days = match (&row.from, &row.to) {
        (Some(from), Some(to)) if from == to => from.clone(),
        (Some(from), Some(to)) => format!("{from} to {to}"),
        (Some(from), None) => format!("since {from}"),
        (None, to) => format!("until {}", to.as_deref().unwrap_or("")),
    };
    Some(Bar {
        x,
        y: 0.0,
        width,
        class: match lane {
            "scheduled" => "later",
            "background" => "back",
            _ => "",
        },
        before: from.is_none().then_some(x - OPEN),
        after: to.is_none().then_some(x + width + OPEN),
        href: format!("/report/{}#{}", row.report, row.claim),
        words: format!("{days}: {} ({})", row.anchor, row.kind),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: &str, lane: &str, claims: u64) -> DayRow {
        DayRow { day: day.into(), lane: lane.into(), claims }
    }

    #[test]
    fn days_become_columns_in_their_lane() {
        let rows =
            [day("2024-03-01", "current", 4), day("2024-03-05", "scheduled", 1), day("2024-03-05", "current", 2)];
        let chart = counted(&rows, &Wanted::default()).expect("there are days");
        assert_eq!(chart.lanes.iter().map(|lane| lane.columns.len()).collect::<Vec<_>>(), [2, 1, 0]);
        assert!(chart.lanes[0].columns[0].height > chart.lanes[0].columns[1].height);
        assert_eq!(chart.lanes[0].columns[0].words, "2024-03-01: 4 claims");
    }

    #[test]
    fn many_years_become_columns_of_a_month_or_a_year() {
        let rows =
            [day("1990-01-01", "background", 1), day("1990-06-09", "background", 2), day("2024-03-05", "current", 2)];
        let chart = counted(&rows, &Wanted::default()).expect("there are days");
        assert_eq!(chart.lanes[2].columns.len(), 1, "both are of 1990");
    }

    #[test]
    fn without_a_day_nothing_is_drawn() {
        assert!(counted(&[], &Wanted::default()).is_none() && bars(&[]).is_none());
    }
}
