//! The queue: which reports there are, and what is open in them.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::Html;
use diurna_io::store::{
    Page as PageOf, Paged, ReportFilter, ReportId, ReportOrder, ReportRow, ReportStatus, Store, StoreError, Summary,
};
use serde::Deserialize;

use crate::house::{House, Trouble};
use crate::shell::{Screen, Shell, plain, query};

/// Reports on a page of the queue.
const SIZE: u32 = 50;
/// Reports before and after one in the reviewer's left pane.
const AROUND: u64 = 20;

/// A report of the queue.
pub(crate) struct Row {
    pub report: i64,
    pub title: String,
    pub name: String,
    pub publisher: String,
    pub published: String,
    pub state: &'static str,
    pub state_words: &'static str,
    pub claims: u32,
    pub open: u32,
    pub conflicts: u32,
    pub unattached: u32,
    pub versions: u32,
}

impl From<ReportRow> for Row {
    fn from(row: ReportRow) -> Row {
        let (state, state_words) = match row.status {
            ReportStatus::Unreviewed => ("open", "not reviewed"),
            ReportStatus::InReview => ("begun", "in review"),
            ReportStatus::Approved => ("approved", "approved"),
        };
        Row {
            report: row.id.0,
            title: row.title.unwrap_or_else(|| row.name.clone()),
            name: row.name,
            publisher: row.publisher.unwrap_or_default(),
            published: row.published.unwrap_or_default(),
            state,
            state_words,
            claims: row.claims,
            open: row.unreviewed,
            conflicts: row.conflicts,
            unattached: row.unattached,
            versions: row.versions,
        }
    }
}

/// What is asked of the queue.
#[derive(Deserialize, Default, Clone)]
pub(crate) struct Asked {
    #[serde(default)]
    status: String,
    #[serde(default)]
    order: String,
    #[serde(default)]
    words: String,
    #[serde(default)]
    from: u64,
}

impl Asked {
    fn filter(&self) -> ReportFilter {
        ReportFilter {
            status: ReportStatus::parse(&self.status),
            words: Some(plain(&self.words)).filter(|words| !words.is_empty()),
            order: match self.order.as_str() {
                "latest" => ReportOrder::Latest,
                "came" => ReportOrder::Came,
                _ => ReportOrder::Open,
            },
            ..ReportFilter::default()
        }
    }

    fn address(&self, from: u64) -> String {
        format!(
            "/?status={}&order={}&words={}&from={from}",
            query(&self.status),
            query(&self.order),
            query(&self.words)
        )
    }
}

#[derive(Template)]
#[template(path = "queue.html")]
struct Page {
    shell: Shell,
    summary: Summary,
    rows: Vec<Row>,
    asked: Asked,
    total: u64,
    turn: Turn,
}

/// The pages before and after this one.
pub(crate) struct Turn {
    pub first: u64,
    pub last: u64,
    pub previous: Option<String>,
    pub next: Option<String>,
}

impl Turn {
    /// The turn of a page that begins after `from` rows and holds `here` of `total`.
    pub(crate) fn of(from: u64, here: usize, total: u64, size: u32, address: impl Fn(u64) -> String) -> Turn {
        let (here, size) = (here as u64, u64::from(size));
        Turn {
            first: if here == 0 { 0 } else { from + 1 },
            last: from + here,
            previous: (from > 0).then(|| address(from.saturating_sub(size))),
            next: (from + here < total).then(|| address(from + size)),
        }
    }
}

/// The page of the queue.
pub(crate) async fn page(
    State(house): State<House>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Html<String>, Trouble> {
    let filter = asked.filter();
    let wanted = PageOf { from: asked.from, size: SIZE };
    let (summary, Paged { rows, total }) =
        house.read(move |store| Ok((store.summary()?, store.reports(&filter, wanted)?))).await?;
    let turn = Turn::of(asked.from, rows.len(), total, SIZE, |from| asked.address(from));
    let shell = Shell::of(&house, &headers, Screen::Queue);
    let rows = rows.into_iter().map(Row::from).collect();
    Ok(Html(Page { shell, summary, rows, asked, total, turn }.render()?))
}

/// What stands around a report in the order in which reports came.
pub(crate) struct Around {
    pub rows: Vec<Row>,
    pub previous: Option<i64>,
    pub next: Option<i64>,
}

/// The reports around one.
pub(crate) fn neighbours(store: &Store, report: ReportId) -> Result<Around, StoreError> {
    let ids = store.ids()?;
    let at = ids.binary_search(&report).unwrap_or_else(|at| at);
    let from = (at as u64).saturating_sub(AROUND);
    let wanted = PageOf { from, size: 2 * AROUND as u32 + 1 };
    let filter = ReportFilter { order: ReportOrder::Came, ..ReportFilter::default() };
    let rows = store.reports(&filter, wanted)?.rows.into_iter().map(Row::from).collect();
    let id = |at: Option<usize>| at.and_then(|at| ids.get(at)).map(|id| id.0);
    Ok(Around { rows, previous: id(at.checked_sub(1)), next: id(Some(at + 1)) })
}
