//! The journal: who said what of which claim, when and why, the latest first.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::Html;
use diurna_io::store::{Act, Entry, Pass, ReportId};
use serde::Deserialize;
use serde_json::Value;

use crate::house::{House, Trouble};
use crate::queue::Turn;
use crate::shell::{Screen, Shell};

/// Entries on a page.
const SIZE: u32 = 100;

/// What is asked.
#[derive(Deserialize, Default)]
pub(crate) struct Asked {
    report: Option<i64>,
    #[serde(default)]
    from: u64,
}

/// A line of the journal.
struct Line {
    id: i64,
    at: String,
    who: String,
    blind: bool,
    report: i64,
    act: &'static str,
    claims: Vec<String>,
    what: String,
    why: String,
}

#[derive(Template)]
#[template(path = "journal.html")]
struct Page {
    shell: Shell,
    lines: Vec<Line>,
    total: u64,
    turn: Turn,
}

/// The page of the journal.
pub(crate) async fn page(
    State(house): State<House>,
    Query(Asked { report, from }): Query<Asked>,
    headers: HeaderMap,
) -> Result<Html<String>, Trouble> {
    let entries = house.read(move |store| store.journal(report.map(ReportId))).await?;
    let total = entries.len() as u64;
    let skip = usize::try_from(from).unwrap_or(usize::MAX);
    let lines: Vec<Line> = entries.iter().rev().skip(skip).take(SIZE as usize).map(line).collect();
    let turn = Turn::of(from, lines.len(), total, SIZE, |from| match report {
        Some(report) => format!("/journal?report={report}&from={from}"),
        None => format!("/journal?from={from}"),
    });
    Ok(Html(Page { shell: Shell::of(&house, &headers, Screen::Journal), lines, total, turn }.render()?))
}

fn line(entry: &Entry) -> Line {
    Line {
        id: entry.id.0,
        at: entry.at.replace('T', " ").trim_end_matches('Z').to_owned(),
        who: entry.reviewer.name.clone(),
        blind: entry.reviewer.pass == Pass::Blind,
        report: entry.report.0,
        act: entry.act.word(),
        claims: entry.act.claims().iter().map(ToString::to_string).collect(),
        what: what(&entry.act),
        why: entry.why.clone().unwrap_or_default(),
    }
}

/// What an act sets, in one line.
fn what(act: &Act) -> String {
    match act {
        Act::Edit { set, .. } => {
            set.iter().map(|(key, value)| format!("{key}: {}", short(value))).collect::<Vec<_>>().join("; ")
        }
        Act::Add { claim, .. } => {
            let part = |key: &str| claim.get(key).map(short).unwrap_or_default();
            format!("{}: {}", part("kind"), part("quote"))
        }
        Act::Link { link, report: None, to, .. } => format!("{} {}", link.0, to.0),
        Act::Link { link, report: Some(report), to, .. } => format!("{} {} of report {report}", link.0, to.0),
        Act::Bond { bond, with, .. } => {
            let with: Vec<String> = with.iter().map(ToString::to_string).collect();
            format!("{}: {}", bond.0, with.join(", "))
        }
        Act::Noise { reason, .. } => reason.clone(),
        Act::Undo { entry } | Act::Redo { entry } => format!("entry {entry}"),
        _ => String::new(),
    }
}

/// A value in few words: its own where it is a word, else the words it points at.
fn short(value: &Value) -> String {
    match value {
        Value::Null => "not stated".to_owned(),
        Value::String(word) => word.clone(),
        Value::Array(items) => items.iter().map(short).collect::<Vec<_>>().join(", "),
        Value::Object(keys) => keys.get("text").or_else(|| keys.get("name")).map_or_else(|| value.to_string(), short),
        other => other.to_string(),
    }
}
