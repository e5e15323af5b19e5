//! The journal as people and programs read it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::{Act, Entry, Pass, Reviewer, active};
use crate::store::{EntryId, ReportId, Store, StoreError};

/// An entry, and what has become of it.
#[derive(Debug, Clone, PartialEq)]
pub struct LogLine {
    /// The entry.
    pub entry: Entry,
    /// The name its report was given.
    pub report_name: String,
    /// Whether it holds: it was not taken back. An undo or a redo always holds.
    pub holds: bool,
    /// Why it found no place in the coding in force.
    pub unattached: Option<String>,
}

impl Entry {
    /// The entry as JSON: `entry`, `report`, `coding`, `reviewer`, `pass`, `at`, `act`, `why` and `about`, the claims and actors it
    /// names as the reviewer saw them.
    pub fn to_value(&self) -> Value {
        json!({
            "entry": self.id.0,
            "report": self.report.0,
            "coding": self.coding.0,
            "reviewer": self.reviewer.name,
            "pass": self.reviewer.pass.as_str(),
            "at": self.at,
            "act": self.act,
            "why": self.why,
            "about": self.marks,
        })
    }

    /// What was said, in one line: `edit c3 "air strike": stance denies`.
    pub fn told(&self) -> String {
        let mut told = self.act.word().to_owned();
        for id in self.act.claims() {
            told.push_str(&format!(" {id}"));
            let anchor = self.marks.claim(id).and_then(|claim| claim.get("anchor")?.get("text")?.as_str());
            told.push_str(&anchor.map_or_else(String::new, |anchor| format!(" \"{anchor}\"")));
        }
        match &self.act {
            Act::Edit { set, .. } => told.push_str(&keys(set)),
            Act::Add { claim, .. } => {
                let word = |key: &str| claim.get(key).and_then(Value::as_str).unwrap_or("");
                told.push_str(&format!(" {} {} \"{}\"", word("id"), word("kind"), word("quote")));
            }
            Act::Split { into, .. } => into.iter().for_each(|part| told.push_str(&keys(part))),
            Act::Noise { reason, .. } => {
                told.push_str(&format!(" \"{}\" as {reason}", self.marks.words.as_deref().unwrap_or("")));
            }
            Act::Garbled { .. } => told.push_str(&format!(" \"{}\"", self.marks.words.as_deref().unwrap_or(""))),
            Act::Link { link, report, to, .. } => {
                let report = report.map_or_else(String::new, |report| format!(" of report {report}"));
                told.push_str(&format!(" {} {}{report}", link.0, to.0));
            }
            Act::Bond { bond, with, .. } => {
                let with: Vec<String> = with.iter().map(ToString::to_string).collect();
                told.push_str(&format!(" {}: {}", bond.0, with.join(", ")));
            }
            Act::Undo { entry } | Act::Redo { entry } => told.push_str(&format!(" entry {entry}")),
            _ => {}
        }
        told
    }
}

/// ": stance denies, speaker medics"
fn keys(set: &serde_json::Map<String, Value>) -> String {
    let value = |value: &Value| match value {
        Value::String(word) => word.clone(),
        Value::Object(fields) => fields.get("text").and_then(Value::as_str).map_or_else(|| "…".into(), str::to_owned),
        Value::Array(items) if items.iter().all(Value::is_object) => {
            let words = items.iter().filter_map(|item| item.get("text")?.as_str());
            words.collect::<Vec<_>>().join("; ")
        }
        other => other.to_string(),
    };
    let told: Vec<String> =
        set.iter().filter(|(key, _)| *key != "quote").map(|(key, set)| format!("{key} {}", value(set))).collect();
    format!(": {}", told.join(", "))
}

impl Store {
    /// The journal of a report, or of all, with what has become of each entry.
    ///
    /// # Errors
    /// What the file says.
    pub fn log(&self, report: Option<ReportId>) -> Result<Vec<LogLine>, StoreError> {
        let entries = self.journal(report)?;
        let holding = holding(&entries);
        let (names, lost) = self.named(&entries).map_err(self.told())?;
        let line = |entry: Entry| {
            let turned = matches!(entry.act, Act::Undo { .. } | Act::Redo { .. });
            LogLine {
                report_name: names.get(&entry.report).cloned().unwrap_or_default(),
                holds: turned || holding.contains(&entry.id),
                unattached: lost.get(&entry.id).cloned(),
                entry,
            }
        };
        Ok(entries.into_iter().map(line).collect())
    }

    #[allow(clippy::type_complexity, reason = "two tables of names, used once")]
    fn named(&self, entries: &[Entry]) -> rusqlite::Result<(BTreeMap<ReportId, String>, BTreeMap<EntryId, String>)> {
        let mut names = BTreeMap::new();
        let mut query = self.connection.prepare_cached("SELECT name FROM reports WHERE id = ?1")?;
        for report in entries.iter().map(|entry| entry.report).collect::<BTreeSet<_>>() {
            names.insert(report, query.query_row([report.0], |row| row.get(0))?);
        }
        let mut query = self.connection.prepare_cached("SELECT entry, reason FROM unattached")?;
        let lost = query.query_map([], |row| Ok((EntryId(row.get(0)?), row.get(1)?)))?;
        Ok((names, lost.collect::<rusqlite::Result<_>>()?))
    }
}

/// The entries that hold, report by report and pass by pass.
fn holding(entries: &[Entry]) -> BTreeSet<EntryId> {
    let mut passes: BTreeMap<(ReportId, Option<Reviewer>), Vec<Entry>> = BTreeMap::new();
    for entry in entries {
        let blind = (entry.reviewer.pass == Pass::Blind).then(|| entry.reviewer.clone());
        passes.entry((entry.report, blind)).or_default().push(entry.clone());
    }
    passes.values().flat_map(|entries| active(entries, |_| true).into_iter().map(|entry| entry.id)).collect()
}
