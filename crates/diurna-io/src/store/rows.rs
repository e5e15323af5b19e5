//! The state of one report as rows that an analyst can ask.
//!
//! In: a report and its state. Out: its rows in `claims`, `parties`, `actors`, `agreements`, `terms`, `noise`, `notes`, `links`,
//! `garbled` and `unattached`, and its line in `reports`; those that were there before are gone. A claim keeps its row's number.

mod claim;

use std::collections::BTreeMap;

use diurna_record::{CodePoints, Record, ReviewStatus};
use rusqlite::{Transaction, params};

use super::ReportId;
use super::state::State;

/// Where the rows of one report go, and what they are read from.
struct Sheet<'a> {
    transaction: &'a Transaction<'a>,
    report: ReportId,
    /// The row of its text.
    text: i64,
    record: &'a Record,
    points: CodePoints<'a>,
}

/// Writes the rows of a report.
pub(super) fn write(transaction: &Transaction<'_>, report: ReportId, state: &State) -> rusqlite::Result<()> {
    // Before the report's rows go: no number of theirs may be given to a new claim.
    let last: Option<i64> =
        transaction.prepare_cached("SELECT max(id) FROM claim_rows")?.query_row([], |row| row.get(0))?;
    let mut free = last.unwrap_or(0) + 1..;
    let numbers = clear(transaction, report)?;
    let record = state.reviewed().record;
    let text = transaction
        .prepare_cached("SELECT v.text FROM reports r JOIN versions v ON v.id = r.version WHERE r.id = ?1")?
        .query_row([report.0], |row| row.get(0))?;
    let sheet = Sheet { transaction, report, text, points: CodePoints::of(&record.text), record: &record };
    for checked in &state.claims {
        let standing = record.claim(checked.claim.id).unwrap_or(&checked.claim);
        let kept = numbers.get(&checked.claim.id.0).copied();
        if let Some(number) = kept.or_else(|| free.next()) {
            claim::write(&sheet, number, checked, standing)?;
        }
    }
    write_record(transaction, report, &record, &sheet.points)?;
    write_said(transaction, report, state, &sheet.points)?;
    write_report(transaction, report, state)
}

/// Takes the report's rows away, and tells which claim had which.
fn clear(transaction: &Transaction<'_>, report: ReportId) -> rusqlite::Result<BTreeMap<u32, i64>> {
    let mut numbers = BTreeMap::new();
    let mut there = transaction.prepare_cached("SELECT id, claim, quote FROM claims WHERE report = ?1")?;
    let mut rows = there.query([report.0])?;
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        claim::forget(transaction, id, row.get_ref(2)?.as_str()?)?;
        numbers.insert(row.get(1)?, id);
    }
    for table in ["claim_rows", "actors", "agreements", "noise", "notes", "links", "bonds", "garbled", "unattached"] {
        transaction.prepare_cached(&format!("DELETE FROM {table} WHERE report = ?1"))?.execute([report.0])?;
    }
    Ok(numbers)
}

fn write_record(
    transaction: &Transaction<'_>,
    report: ReportId,
    record: &Record,
    points: &CodePoints<'_>,
) -> rusqlite::Result<()> {
    let mut insert = transaction
        .prepare_cached("INSERT INTO actors (report, actor, name, key, sectors, country) VALUES (?, ?, ?, ?, ?, ?)")?;
    for actor in &record.actors {
        let sectors = (!actor.sectors.is_empty()).then(|| actor.sectors.join(" "));
        insert.execute(params![report.0, actor.id.0, actor.name, actor.key, sectors, actor.country])?;
    }
    for agreement in &record.agreements {
        let (id, effective) = (agreement.id.0, agreement.effective.map(|moment| moment.to_string()));
        transaction
            .prepare_cached(
                "INSERT INTO agreements (report, agreement, event, kind, effective) VALUES (?, ?, ?, ?, ?)",
            )?
            .execute(params![report.0, id, agreement.event.0, agreement.kind.as_str(), effective])?;
        let mut party = transaction.prepare_cached(
            "INSERT OR IGNORE INTO agreement_parties (report, agreement, role, actor) VALUES (?, ?, ?, ?)",
        )?;
        for actor in &agreement.parties {
            party.execute(params![report.0, id, "party", actor.0])?;
        }
        for actor in &agreement.brokers {
            party.execute(params![report.0, id, "broker", actor.0])?;
        }
        let mut term =
            transaction.prepare_cached("INSERT OR IGNORE INTO terms (report, agreement, claim) VALUES (?, ?, ?)")?;
        for claim in &agreement.terms {
            term.execute(params![report.0, id, claim.0])?;
        }
    }
    let mut insert = transaction
        .prepare_cached("INSERT INTO noise (report, number, char_start, char_end, why) VALUES (?, ?, ?, ?, ?)")?;
    for (number, noise) in (1i64..).zip(&record.noise) {
        let [start, end] = points.at(noise.at);
        insert.execute(params![report.0, number, start, end, noise.why])?;
    }
    let mut insert = transaction.prepare_cached(
        "INSERT INTO notes (report, number, code, char_start, char_end, message) VALUES (?, ?, ?, ?, ?, ?)",
    )?;
    for (number, note) in (1i64..).zip(&record.notes) {
        let at = note.at.map(|at| points.at(at));
        insert.execute(params![report.0, number, note.code, at.map(|at| at[0]), at.map(|at| at[1]), note.message])?;
    }
    Ok(())
}

/// What people said that is no claim.
fn write_said(
    transaction: &Transaction<'_>,
    report: ReportId,
    state: &State,
    points: &CodePoints<'_>,
) -> rusqlite::Result<()> {
    for tie in &state.links {
        transaction
            .prepare_cached(
                "INSERT INTO links (entry, report, claim, link, to_report, to_claim) VALUES (?, ?, ?, ?, ?, ?)",
            )?
            .execute(params![
                tie.entry.0,
                report.0,
                tie.claim.0,
                tie.link.as_str(),
                tie.report.unwrap_or(report).0,
                tie.to.0
            ])?;
    }
    for (number, bound) in (1i64..).zip(&state.bonds) {
        transaction
            .prepare_cached(
                "INSERT INTO bonds (entry, number, report, claim, bond, to_report, to_claim) VALUES (?, ?, ?, ?, ?, ?, ?)",
            )?
            .execute(params![
                bound.entry.0,
                number,
                report.0,
                bound.claim.map(|claim| claim.0),
                bound.bond.as_str(),
                bound.report.0,
                bound.to.map(|claim| claim.0)
            ])?;
    }
    for garbled in &state.garbled {
        let [start, end] = points.at(garbled.words.at);
        transaction
            .prepare_cached("INSERT INTO garbled (entry, report, char_start, char_end, words) VALUES (?, ?, ?, ?, ?)")?
            .execute(params![garbled.entry.0, report.0, start, end, garbled.words.text])?;
    }
    for unattached in &state.unattached {
        transaction
            .prepare_cached("INSERT INTO unattached (entry, report, reason) VALUES (?, ?, ?)")?
            .execute(params![unattached.entry.0, report.0, unattached.reason])?;
    }
    Ok(())
}

fn write_report(transaction: &Transaction<'_>, report: ReportId, state: &State) -> rusqlite::Result<()> {
    let standing = state.claims.iter().filter(|checked| checked.review.status.stands());
    let (mut claims, mut unreviewed) = (0i64, 0i64);
    for checked in standing {
        claims += 1;
        unreviewed += i64::from(checked.review.status == ReviewStatus::Unreviewed);
    }
    let status = match (&state.approved, state.touched) {
        (Some(_), _) => "approved",
        (None, true) => "in-review",
        (None, false) => "unreviewed",
    };
    let approved = state.approved.as_ref();
    transaction
        .prepare_cached(
            "UPDATE reports SET status = ?2, approved_by = ?3, approved_at = ?4, claims = ?5, unreviewed = ?6 WHERE id = ?1",
        )?
        .execute(params![
            report.0,
            status,
            approved.map(|approval| &approval.reviewer),
            approved.map(|approval| &approval.at),
            claims,
            unreviewed
        ])?;
    Ok(())
}
