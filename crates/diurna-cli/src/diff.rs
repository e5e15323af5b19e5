//! `diurna diff`: what changed between two records or exports.
//!
//! In: two files of one form. Out: a line a change: `+` only in the new one, `-` only in the old one, `~` what differs and how; or an object a line. The last
//! line counts.

use std::io::{self, BufWriter, Write};

use diurna_io::changes::{Change, Fields, changes, rows_of};
use serde_json::{Map, Value, json};

use crate::args::Diff;
use crate::{Outcome, Stop};

/// Prints what changed.
pub fn diff(word: &Diff) -> Result<Outcome, Stop> {
    let (old, new) = (rows_of(&word.old).map_err(Stop::because)?, rows_of(&word.new).map_err(Stop::because)?);
    let (told, same) = changes(&old, &new);
    let mut out = BufWriter::new(io::stdout());
    let (mut added, mut removed, mut changed) = (0usize, 0usize, 0usize);
    for change in &told {
        match change {
            Change::Added { .. } => added += 1,
            Change::Removed { .. } => removed += 1,
            Change::Changed { .. } => changed += 1,
        }
        match word.json {
            true => writeln!(out, "{}", object(change))?,
            false => writeln!(out, "{}", line(change))?,
        }
    }
    match word.json {
        true => writeln!(out, "{}", json!({"added": added, "removed": removed, "changed": changed, "same": same}))?,
        false => writeln!(out, "{added} added, {removed} removed, {changed} changed, {same} the same")?,
    }
    out.flush()?;
    Ok(Outcome::All)
}

fn line(change: &Change) -> String {
    match change {
        Change::Added { id, fields } => format!("+ {id} {}", about(fields)),
        Change::Removed { id, fields } => format!("- {id} {}", about(fields)),
        Change::Changed { id, fields, differing } => {
            let told = |[name, old, new]: &[String; 3]| format!("{name}: {} → {}", shown(old), shown(new));
            let differing = differing.iter().map(told).collect::<Vec<_>>().join("; ");
            format!("~ {id} {} · {differing}", about(fields))
        }
    }
}

/// What a row is about, in the columns that tell it.
fn about(fields: &Fields) -> String {
    let named = ["report_id", "kind", "category", "type", "event_type", "EventCode", "quote", "notes", "SUMMARY"];
    let told = named.iter().filter_map(|name| fields.iter().find(|(field, value)| field == name && !value.is_empty()));
    told.map(|(_, value)| short(value)).collect::<Vec<_>>().join(" · ")
}

fn short(value: &str) -> String {
    let line = value.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut letters = line.chars();
    let start: String = letters.by_ref().take(60).filter(|letter| !letter.is_control()).collect();
    if letters.next().is_some() { format!("{start}…") } else { start }
}

/// The value, and a dash for none.
fn shown(value: &str) -> String {
    if value.is_empty() { "–".to_owned() } else { short(value) }
}

fn object(change: &Change) -> Value {
    let row = |fields: &Fields| -> Map<String, Value> {
        fields.iter().map(|(name, value)| (name.clone(), json!(value))).collect()
    };
    match change {
        Change::Added { id, fields } => json!({"change": "added", "id": id, "row": row(fields)}),
        Change::Removed { id, fields } => json!({"change": "removed", "id": id, "row": row(fields)}),
        Change::Changed { id, differing, .. } => {
            let fields: Map<String, Value> =
                differing.iter().map(|[name, old, new]| (name.clone(), json!([old, new]))).collect();
            json!({"change": "changed", "id": id, "fields": fields})
        }
    }
}
