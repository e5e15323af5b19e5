//! What binds stories: said of a report, or a claim of it, and others, and taken back whatever else was said since.
//!
//! In: acts. Out: entries like all others, the bonds that hold, and the last that a person can take back, over all reports.

use diurna_fuse::Bonds;
use diurna_record::ClaimRef;
use rusqlite::{Connection, Row};

use super::keep::{entry, far, stacks, turn_back};
use super::{Act, Bond, Entry, Far, Named, Other, Reviewer};
use crate::store::error::Trouble;
use crate::store::read::in_force;
use crate::store::{EntryId, ReportId, Store, StoreError};
use diurna_record::ClaimId;

/// A bond that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BondRow {
    /// The entry that made it.
    pub entry: EntryId,
    /// Who said so.
    pub reviewer: String,
    /// When, as RFC 3339 in UTC.
    pub at: String,
    /// Why.
    pub why: Option<String>,
    /// What it says.
    pub bond: Bond,
    /// The report.
    pub report: ReportId,
    /// Its name.
    pub name: String,
    /// Its claim, where it is of claims.
    pub claim: Option<ClaimId>,
    /// The other report.
    pub to_report: ReportId,
    /// Its name.
    pub to_name: String,
    /// Its claim.
    pub to_claim: Option<ClaimId>,
}

/// Whether a bond of claims names claims, and one of reports none.
pub(super) fn checked(report: ReportId, bond: Bond, claim: Option<Named>, with: &[Far]) -> Result<(), String> {
    let whole = claim.is_none() && with.iter().all(|far| far.claim.is_none());
    let claims = claim.is_some() && with.iter().all(|far| far.claim.is_some());
    match (with.is_empty() || with.iter().any(|far| far.report == report.0), bond.is_of_claims()) {
        (true, _) => Err("another report is wanted".into()),
        (false, true) if !claims => Err(format!("\"{bond}\" is said of claims")),
        (false, false) if !whole => Err(format!("\"{bond}\" is said of whole reports")),
        _ => Ok(()),
    }
}

/// The claims that a bond names, as they are seen now; its reports must be there.
pub(super) fn others(connection: &Connection, act: &Act) -> Result<Vec<Other>, Trouble> {
    let Act::Bond { with, .. } = act else { return Ok(Vec::new()) };
    let mut others = Vec::new();
    for it in with {
        match it.claim {
            Some(claim) => others.push(far(connection, ReportId(it.report), claim.0)?),
            None => drop(in_force(connection, ReportId(it.report))?),
        }
    }
    Ok(others)
}

const ENTRIES: &str = "SELECT id, report, coding, reviewer, pass, at, body, about, why FROM journal
    WHERE act = 'bond' OR (act IN ('undo', 'redo') AND json_extract(body, '$.entry') IN (SELECT id FROM journal WHERE act = 'bond'))
    ORDER BY id";

/// Every entry that binds stories, takes such a one back, or lets it hold again.
fn entries(connection: &Connection) -> Result<Vec<Entry>, Trouble> {
    let mut query = connection.prepare_cached(ENTRIES)?;
    let found = query.query_map([], |row| Ok(entry(row)))?;
    found.map(|entry| entry?).collect()
}

const ROWS: &str =
    "SELECT b.entry, j.reviewer, j.at, j.why, b.bond, b.report, r.name, b.claim, b.to_report, o.name, b.to_claim
    FROM bonds b JOIN journal j ON j.id = b.entry JOIN reports r ON r.id = b.report JOIN reports o ON o.id = b.to_report
    ORDER BY b.entry, b.number";

fn row(row: &Row<'_>) -> rusqlite::Result<Option<BondRow>> {
    let word: String = row.get(4)?;
    let Some(bond) = Bond::parse(&word) else { return Ok(None) };
    let claim = |at: usize| row.get::<_, Option<u32>>(at).map(|id| id.map(ClaimId));
    Ok(Some(BondRow {
        entry: EntryId(row.get(0)?),
        reviewer: row.get(1)?,
        at: row.get(2)?,
        why: row.get(3)?,
        bond,
        report: ReportId(row.get(5)?),
        name: row.get(6)?,
        claim: claim(7)?,
        to_report: ReportId(row.get(8)?),
        to_name: row.get(9)?,
        to_claim: claim(10)?,
    }))
}

/// The bonds that hold, in the order they were said.
pub(in crate::store) fn bonds(connection: &Connection) -> rusqlite::Result<Vec<BondRow>> {
    let mut query = connection.prepare_cached(ROWS)?;
    let rows = query.query_map([], row)?;
    Ok(rows.collect::<rusqlite::Result<Vec<_>>>()?.into_iter().flatten().collect())
}

/// Bonds as fusion takes them.
pub(in crate::store) fn binding(rows: &[BondRow]) -> Bonds {
    let mut bonds = Bonds::default();
    for row in rows {
        let claims = row.claim.zip(row.to_claim).map(|(claim, to)| {
            let one = ClaimRef { report: row.name.clone(), claim };
            (one, ClaimRef { report: row.to_name.clone(), claim: to })
        });
        let reports = || (row.name.clone(), row.to_name.clone());
        match row.bond {
            Bond::Belongs => bonds.together.push(reports()),
            Bond::Apart => bonds.apart.push(reports()),
            Bond::Same => bonds.same.extend(claims),
            Bond::Different => bonds.different.extend(claims),
        }
    }
    bonds
}

/// Which of the two a person's last bond is turned to.
#[derive(Clone, Copy)]
enum Turn {
    Back,
    Again,
}

impl Store {
    /// The bonds that hold, in the order they were said.
    ///
    /// # Errors
    /// What the file says.
    pub fn bonds(&self) -> Result<Vec<BondRow>, StoreError> {
        bonds(&self.connection).map_err(self.told())
    }

    /// Takes the reviewer's last bond back, of whatever report; `None` where nothing is left to take back.
    ///
    /// # Errors
    /// What the file says.
    pub fn undo_bond(&mut self, reviewer: &Reviewer, at: &str) -> Result<Option<Entry>, StoreError> {
        self.turn_bond(reviewer, at, Turn::Back)
    }

    /// Lets the bond that the reviewer took back last hold again; `None` where there is none.
    ///
    /// # Errors
    /// What the file says.
    pub fn redo_bond(&mut self, reviewer: &Reviewer, at: &str) -> Result<Option<Entry>, StoreError> {
        self.turn_bond(reviewer, at, Turn::Again)
    }

    fn turn_bond(&mut self, reviewer: &Reviewer, at: &str, turn: Turn) -> Result<Option<Entry>, StoreError> {
        self.within(|transaction| {
            let entries = entries(transaction)?;
            let (done, undone) = stacks(&entries, reviewer);
            let (entry, act): (Option<EntryId>, fn(i64) -> Act) = match turn {
                Turn::Back => (done, |entry| Act::Undo { entry }),
                Turn::Again => (undone, |entry| Act::Redo { entry }),
            };
            let found = entry.and_then(|entry| entries.iter().find(|it| it.id == entry));
            found.map(|it| turn_back(transaction, it.report, reviewer, at, act(it.id.0))).transpose()
        })
    }
}
