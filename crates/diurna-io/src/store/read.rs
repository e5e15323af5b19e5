//! Records out of the file: the machine's, or as they stand.
//!
//! In: a report and a view. Out: its record. Of many, one is in memory at a time.

use diurna_record::{Record, Reviewed};
use rusqlite::{Connection, OptionalExtension, Row};

use super::error::Trouble;
use super::journal::{Entry, Pass, active, entries};
use super::state::{State, Unattached, View, apply, find_again};
use super::{ADDED_FROM, CodingId, ReportId, Store, StoreError, VersionId, squeeze};

/// The state of a record in a view.
pub(super) fn standing(
    connection: &Connection,
    record: Record,
    coding: CodingId,
    journal: &[Entry],
    view: &View,
) -> Result<State, Trouble> {
    let holding = match view {
        View::Machine => Vec::new(),
        View::Corrected => active(journal, |reviewer| reviewer.pass == Pass::Open),
        View::Only(only) => active(journal, |reviewer| reviewer == only),
    };
    let mut state = apply(record, coding, journal, &holding);
    state.corrected = *view != View::Machine;
    for entry in holding.iter().filter(|entry| entry.marks.other.is_some()) {
        point_anew(connection, entry, &mut state)?;
    }
    for entry in holding.iter().filter(|entry| !entry.marks.others.is_empty()) {
        bind_anew(connection, entry, &mut state)?;
    }
    Ok(state)
}

/// Bonds to other reports' claims point to those claims in the codings that are in force there now.
fn bind_anew(connection: &Connection, entry: &Entry, state: &mut State) -> Result<(), Trouble> {
    let mut lost = Vec::new();
    let own = state.bonds.iter_mut().filter(|bound| bound.entry == entry.id);
    for (bound, other) in own.zip(&entry.marks.others) {
        let (coding, record) = in_force(connection, bound.report)?;
        if coding.0 != other.coding && bound.to.is_some_and(|to| to.0 < ADDED_FROM) {
            bound.to = find_again(&record, &other.claim);
            if bound.to.is_none() {
                lost.push(bound.report);
            }
        }
    }
    state.bonds.retain(|bound| bound.entry != entry.id || bound.to.is_some());
    let told = |report| Unattached { entry: entry.id, reason: format!("report {report} has no such claim any more") };
    state.unattached.extend(lost.first().copied().map(told));
    Ok(())
}

/// A link to another report's claim points to that claim in the coding that is in force there now.
fn point_anew(connection: &Connection, entry: &Entry, state: &mut State) -> Result<(), Trouble> {
    let Some(tie) = state.links.iter().position(|tie| tie.entry == entry.id) else { return Ok(()) };
    let (Some(report), Some(other)) = (state.links[tie].report, &entry.marks.other) else { return Ok(()) };
    let (coding, record) = in_force(connection, report)?;
    if coding.0 == other.coding || state.links[tie].to.0 >= ADDED_FROM {
        return Ok(());
    }
    match find_again(&record, &other.claim) {
        Some(to) => state.links[tie].to = to,
        None => {
            state.links.remove(tie);
            let reason = format!("report {report} has no such claim any more");
            state.unattached.push(Unattached { entry: entry.id, reason });
        }
    }
    Ok(())
}

/// The coding in force of a report, with its record.
pub(super) fn in_force(connection: &Connection, report: ReportId) -> Result<(CodingId, Record), Trouble> {
    let sql = "SELECT c.id, c.record, t.text FROM reports r JOIN codings c ON c.id = r.coding
        JOIN versions v ON v.id = c.version JOIN texts t ON t.id = v.text WHERE r.id = ?1";
    let found = connection.prepare_cached(sql)?.query_row([report.0], coded).optional()?;
    found.ok_or_else(|| Trouble::Absent(format!("no report {report}")))?
}

fn coded(row: &Row<'_>) -> rusqlite::Result<Result<(CodingId, Record), Trouble>> {
    let (coding, bytes) = (CodingId(row.get(0)?), row.get_ref(1)?.as_blob()?);
    let text = row.get_ref(2)?.as_str()?;
    let record = squeeze::open(bytes, text).map_err(|why| Trouble::Damaged(format!("coding {coding}: {why}")));
    Ok(record.map(|record| (coding, record)))
}

/// One version of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionRow {
    /// Its row.
    pub id: VersionId,
    /// Which it is of its report, from 1.
    pub number: u32,
    /// The day of publication it names.
    pub published: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Its codings, oldest first, with the versions of program, model and tables that made them.
    pub codings: Vec<(CodingId, diurna_record::Made)>,
}

impl Store {
    /// The record of a report in a view, as exports take it.
    ///
    /// # Errors
    /// No such report, or what the file says.
    pub fn reviewed(&self, report: ReportId, view: &View) -> Result<Reviewed, StoreError> {
        reviewed(&self.connection, report, view).map_err(|trouble| trouble.told(&self.path))
    }

    /// The record of a report in a view, with every claim that was rejected, links, and what the machine had.
    ///
    /// # Errors
    /// No such report, or what the file says.
    pub fn state(&self, report: ReportId, view: &View) -> Result<State, StoreError> {
        state(&self.connection, report, view).map_err(|trouble| trouble.told(&self.path))
    }

    /// The records of all reports in a view, in the order they came, one at a time.
    ///
    /// # Errors
    /// What the file says.
    pub fn records(&self, view: View) -> Result<impl Iterator<Item = Result<Reviewed, StoreError>>, StoreError> {
        let ids = self.ids()?;
        Ok(ids.into_iter().map(move |report| self.reviewed(report, &view)))
    }

    /// Every report that has a record, in the order they came.
    ///
    /// # Errors
    /// What the file says.
    pub fn ids(&self) -> Result<Vec<ReportId>, StoreError> {
        let told = self.told();
        let mut query = self
            .connection
            .prepare_cached("SELECT id FROM reports WHERE coding IS NOT NULL ORDER BY id")
            .map_err(&told)?;
        let ids = query.query_map([], |row| row.get(0).map(ReportId)).map_err(&told)?;
        ids.collect::<rusqlite::Result<_>>().map_err(told)
    }

    /// What one coding made, whether or not it is in force.
    ///
    /// # Errors
    /// No such coding, or what the file says.
    pub fn coding(&self, coding: CodingId) -> Result<Record, StoreError> {
        let sql = "SELECT c.id, c.record, t.text FROM codings c JOIN versions v ON v.id = c.version
            JOIN texts t ON t.id = v.text WHERE c.id = ?1";
        let found = self.connection.query_row(sql, [coding.0], coded).optional().map_err(self.told())?;
        let found = found.ok_or_else(|| Trouble::Absent(format!("no coding {coding}"))).and_then(|found| found);
        found.map(|(_, record)| record).map_err(|trouble| trouble.told(&self.path))
    }

    /// The versions of a report, oldest first.
    ///
    /// # Errors
    /// What the file says.
    pub fn versions(&self, report: ReportId) -> Result<Vec<VersionRow>, StoreError> {
        versions(&self.connection, report).map_err(self.told())
    }
}

pub(super) fn state(connection: &Connection, report: ReportId, view: &View) -> Result<State, Trouble> {
    let (coding, record) = in_force(connection, report)?;
    let journal = if *view == View::Machine { Vec::new() } else { entries(connection, Some(report))? };
    standing(connection, record, coding, &journal, view)
}

pub(super) fn reviewed(connection: &Connection, report: ReportId, view: &View) -> Result<Reviewed, Trouble> {
    match view {
        View::Machine => Ok(Reviewed::from(in_force(connection, report)?.1)),
        _ => Ok(state(connection, report, view)?.reviewed()),
    }
}

fn versions(connection: &Connection, report: ReportId) -> rusqlite::Result<Vec<VersionRow>> {
    let mut query = connection
        .prepare_cached("SELECT id, number, published, title FROM versions WHERE report = ?1 ORDER BY number")?;
    let rows = query.query_map([report.0], |row| {
        Ok(VersionRow {
            id: VersionId(row.get(0)?),
            number: row.get(1)?,
            published: row.get(2)?,
            title: row.get(3)?,
            codings: Vec::new(),
        })
    })?;
    let mut rows: Vec<VersionRow> = rows.collect::<rusqlite::Result<_>>()?;
    let mut query = connection.prepare_cached(
        "SELECT c.id, m.diurna, m.model, m.data FROM codings c JOIN makers m ON m.id = c.made WHERE c.version = ?1 ORDER BY c.id",
    )?;
    for row in &mut rows {
        let codings = query.query_map([row.id.0], |row| {
            let made = diurna_record::Made { diurna: row.get(1)?, model: row.get(2)?, data: row.get(3)? };
            Ok((CodingId(row.get(0)?), made))
        })?;
        row.codings = codings.collect::<rusqlite::Result<_>>()?;
    }
    Ok(rows)
}
