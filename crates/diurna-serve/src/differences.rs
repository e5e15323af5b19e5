//! Two readings of a report side by side: what only one reviewer has, where they differ, and how far they agree.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::Html;
use diurna_io::store::{Accord, Differences, Pass, ReportId, Reviewer, Store, StoreError};
use diurna_record::Claim;
use serde::Deserialize;

use crate::house::{House, Trouble};
use crate::shell::{Screen, Shell};

/// Which readings are asked for: places in the list of those there are.
#[derive(Deserialize, Default)]
pub(crate) struct Asked {
    report: Option<i64>,
    left: Option<usize>,
    right: Option<usize>,
}

/// A report that was read more than once.
struct Twice {
    report: i64,
    title: String,
    readers: Vec<String>,
}

/// One report's readings.
struct Read {
    report: i64,
    title: String,
    readers: Vec<String>,
    left: usize,
    right: usize,
    found: Option<Compared>,
}

/// What two readings differ in.
struct Compared {
    only: Vec<(String, Vec<String>)>,
    fields: Vec<diurna_io::store::Difference>,
    accords: Vec<Agreed>,
}

/// Agreement in one field.
struct Agreed {
    field: &'static str,
    n: usize,
    agreed: usize,
    kappa: String,
}

#[derive(Template)]
#[template(path = "differences.html")]
struct Page {
    shell: Shell,
    twice: Vec<Twice>,
    read: Option<Read>,
}

/// The page of the differences.
pub(crate) async fn page(
    State(house): State<House>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Html<String>, Trouble> {
    let (twice, read) =
        house.read(move |store| Ok((twice(store)?, asked.report.map(|_| one(store, &asked)).transpose()?))).await?;
    Ok(Html(Page { shell: Shell::of(&house, &headers, Screen::Differences), twice, read }.render()?))
}

fn called(reviewer: &Reviewer) -> String {
    match reviewer.pass {
        Pass::Open => reviewer.name.clone(),
        Pass::Blind => format!("{} (blind)", reviewer.name),
    }
}

/// The reports of which more than one person said something.
fn twice(store: &Store) -> Result<Vec<Twice>, StoreError> {
    let mut reports: Vec<ReportId> = store.journal(None)?.iter().map(|entry| entry.report).collect();
    reports.sort_unstable();
    reports.dedup();
    let mut twice = Vec::new();
    for report in reports {
        let readers = store.reviewers(report)?;
        if readers.len() > 1 {
            let row = store.report(report)?;
            let title = row.title.unwrap_or(row.name);
            twice.push(Twice { report: report.0, title, readers: readers.iter().map(called).collect() });
        }
    }
    Ok(twice)
}

fn one(store: &Store, asked: &Asked) -> Result<Read, StoreError> {
    let report = ReportId(asked.report.unwrap_or_default());
    let row = store.report(report)?;
    let readers = store.reviewers(report)?;
    let last = readers.len().saturating_sub(1);
    let (left, right) = (asked.left.unwrap_or(0).min(last), asked.right.unwrap_or(1).min(last));
    let found = match (readers.get(left), readers.get(right)) {
        (Some(one), Some(other)) if left != right => Some(compared(store.differences(report, one, other)?, one, other)),
        _ => None,
    };
    let title = row.title.unwrap_or(row.name);
    Ok(Read { report: report.0, title, readers: readers.iter().map(called).collect(), left, right, found })
}

fn compared(found: Differences, left: &Reviewer, right: &Reviewer) -> Compared {
    let told = |claims: &[Claim]| {
        claims.iter().map(|claim| format!("{} {}: “{}”", claim.id, claim.kind, claim.quote)).collect::<Vec<_>>()
    };
    let only = vec![(called(left), told(&found.only_left)), (called(right), told(&found.only_right))];
    Compared {
        only,
        fields: found.fields,
        accords: found.accords.into_iter().filter(|accord| accord.n > 0).map(agreed).collect(),
    }
}

fn agreed(accord: Accord) -> Agreed {
    let kappa =
        accord.kappa.map_or_else(|| "not known: chance alone would give it".to_owned(), |kappa| format!("{kappa:.2}"));
    Agreed { field: accord.field, n: accord.n, agreed: accord.agreed, kappa }
}
