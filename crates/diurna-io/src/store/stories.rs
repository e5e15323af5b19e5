//! The stories of a record file, kept, and brought up to date as reports come.
//!
//! In: which reports have another record than when they were compared last, and what people said that binds stories. Out: the rows of
//! `stories`, `story_reports` and `story_claims`, and of `compared` what the next time goes by. Putting together is done on a snapshot,
//! so that nobody waits for it; whoever was overtaken by another meanwhile leaves it at that. Stories follow the corrections made in the open.

mod write;

use diurna_fuse::{Bonds, Kept, News, Renewal, ReportNumber, Words, renew};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

use super::error::Trouble;
use super::journal::{BondRow, binding, bonds};
use super::read::reviewed;
use super::{ReportId, Store, StoreError, View};

/// How the stories of a file were brought up to date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Renewed {
    /// Reports that were new, or whose record was another.
    pub changed: usize,
    /// Reports whose stories were told anew.
    pub told: usize,
}

/// Which state of a report was compared: its coding and its last entry in the open.
type Seen = BTreeMap<ReportId, [i64; 2]>;

/// What was found out on a snapshot.
struct Found {
    turn: i64,
    edition: String,
    bonds: Value,
    seen: Seen,
    renewal: Renewal,
}

/// How the stories that are kept were made.
struct Made {
    edition: String,
    turn: i64,
    bonds: Value,
}

impl Store {
    /// Brings the stories up to date.
    ///
    /// # Errors
    /// What the file says.
    pub fn renew_stories(&mut self, words: &Words) -> Result<Renewed, StoreError> {
        let (told, path) = (self.told(), self.path.clone());
        let snapshot = self.connection.transaction().map_err(&told)?;
        let found = find(&snapshot, words).map_err(|trouble| trouble.told(&path))?;
        drop(snapshot);
        let Some(found) = found else { return Ok(Renewed::default()) };
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(&told)?;
        if made(&transaction).map_err(&told)?.map_or(0, |made| made.turn) == found.turn {
            write::write(&transaction, &found).map_err(&told)?;
            transaction.commit().map_err(&told)?;
        }
        let told = found.renewal.crowds.iter().map(|crowd| crowd.reports.len()).sum();
        Ok(Renewed { changed: found.seen.len(), told })
    }

    /// Whether the stories are those of the record as it is now.
    ///
    /// # Errors
    /// What the file says.
    pub fn stories_are_fresh(&self, words: &Words) -> Result<bool, StoreError> {
        let asked = || {
            let Some(made) = made(&self.connection)? else { return Ok(false) };
            let fresh = made.edition == words.edition() && made.bonds == as_json(&bonds(&self.connection)?);
            Ok(fresh && changed(&self.connection, Since::Last)?.is_empty())
        };
        asked().map_err(self.told())
    }
}

fn made(connection: &Connection) -> rusqlite::Result<Option<Made>> {
    let mut query = connection.prepare_cached("SELECT edition, turn, bonds FROM stories_made")?;
    let made = |row: &rusqlite::Row<'_>| {
        let bonds: String = row.get(2)?;
        Ok(Made { edition: row.get(0)?, turn: row.get(1)?, bonds: serde_json::from_str(&bonds).unwrap_or_default() })
    };
    query.query_row([], made).optional()
}

/// Since when reports are asked for.
#[derive(Clone, Copy, PartialEq)]
enum Since {
    /// Since they were compared.
    Last,
    /// All of them.
    Ever,
}

/// Reports that have another record than they had.
fn changed(connection: &Connection, since: Since) -> rusqlite::Result<Seen> {
    let sql = "SELECT r.id, r.coding, coalesce(j.last, 0) FROM reports r
        LEFT JOIN (SELECT report, max(id) AS last FROM journal WHERE pass = 'open' GROUP BY report) j ON j.report = r.id
        LEFT JOIN compared c ON c.report = r.id
        WHERE r.coding IS NOT NULL AND (?1 OR c.report IS NULL OR c.coding <> r.coding OR c.entry <> coalesce(j.last, 0))";
    let mut query = connection.prepare_cached(sql)?;
    let seen = |row: &rusqlite::Row<'_>| Ok((ReportId(row.get(0)?), [row.get(1)?, row.get(2)?]));
    query.query_map([since == Since::Ever], seen)?.collect()
}

/// Bonds as the next time compares them with its own.
fn as_json(rows: &[BondRow]) -> Value {
    let row = |row: &BondRow| {
        let claims = [row.claim, row.to_claim].map(|claim| claim.map(|id| id.0));
        json!([row.bond.as_str(), row.report.0, claims[0], row.to_report.0, claims[1]])
    };
    rows.iter().map(row).collect()
}

/// The reports that bonds are of which do not stand in both lists.
fn bound(one: &Value, other: &Value) -> BTreeSet<ReportNumber> {
    let rows = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let (one, other) = (rows(one), rows(other));
    let differs = one.iter().filter(|row| !other.contains(row)).chain(other.iter().filter(|row| !one.contains(row)));
    let reports = |row: &Value| [1, 3].map(|at| row.get(at).and_then(Value::as_i64));
    differs.flat_map(reports).flatten().map(ReportNumber).collect()
}

fn kept(connection: &Connection) -> Result<Vec<Kept>, Trouble> {
    let mut query = connection.prepare_cached("SELECT kept FROM compared ORDER BY report")?;
    let mut rows = query.query([])?;
    let mut kept = Vec::new();
    while let Some(row) = rows.next()? {
        let bytes = row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?;
        let opened = postcard::from_bytes(bytes);
        kept.push(opened.map_err(|error| Trouble::Damaged(format!("what was compared of a report: {error}")))?);
    }
    Ok(kept)
}

/// The stories that changed; `None` where all are as they were.
fn find(connection: &Connection, words: &Words) -> Result<Option<Found>, Trouble> {
    let (made, edition) = (made(connection)?, words.edition());
    let same = made.as_ref().filter(|made| made.edition == edition);
    let rows = bonds(connection)?;
    let now = as_json(&rows);
    let mut seen = changed(connection, Since::Last)?;
    let old = match same {
        Some(made) => {
            if seen.is_empty() && made.bonds == now {
                return Ok(None);
            }
            kept(connection)?
        }
        None => {
            seen = changed(connection, Since::Ever)?;
            Vec::new()
        }
    };
    let bonds: Bonds = binding(&rows);
    let news = News {
        changed: seen.keys().map(|report| ReportNumber(report.0)).collect(),
        bound: bound(same.map_or(&Value::Null, |made| &made.bonds), &now),
    };
    let open = |number: ReportNumber| {
        reviewed(connection, ReportId(number.0), &View::Corrected).map(|reviewed| reviewed.record)
    };
    let renewal = renew(old, &news, &bonds, words, open)?;
    Ok(Some(Found { turn: made.map_or(0, |made| made.turn), edition, bonds: now, seen, renewal }))
}
