//! A record goes in: a new report, a new version of one, a new coding, or nothing new.
//!
//! In: a record. Out: what was new about it. All of it goes in in one transaction, or none. A report is known by the name and address
//! it was given, or by saying the same on the same day at the same place; a text that changed is a new version, and the old stays.

use std::borrow::Cow;

use diurna_record::{Made, Record, ReportMeta};
use rusqlite::{OptionalExtension, Transaction, TransactionBehavior, params};
use sha2::{Digest, Sha256};

use super::error::Trouble;
use super::journal::entries;
use super::read::{standing, state};
use super::{CodingId, ReportId, Store, StoreError, VersionId, View, rows, squeeze};

/// What was new about a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The report was not there.
    Report,
    /// The report was there with another text, title or date.
    Version,
    /// The version was there, coded by something else.
    Coding,
    /// All of it was there.
    Nothing,
}

/// A record that went in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Added {
    /// What was new.
    pub outcome: Outcome,
    /// The report.
    pub report: ReportId,
    /// Its version.
    pub version: VersionId,
    /// The coding, whether or not it is the one in force.
    pub coding: CodingId,
}

/// SHA-256 of a text.
fn digest(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
}

impl Store {
    /// Adds a record, with its report where that is new.
    ///
    /// A new coding comes into force at once, and corrections made of the old one are carried over to it; a report that was approved
    /// keeps the approved coding until it is reopened, or its text changes.
    ///
    /// # Errors
    /// What the file says; nothing of the record is in it then.
    pub fn add(&mut self, record: &Record) -> Result<Added, StoreError> {
        let told = self.told();
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(&told)?;
        let (added, record) = add(&transaction, record).map_err(|trouble| trouble.told(&self.path))?;
        if added.outcome != Outcome::Nothing {
            settle(&transaction, &record, added).map_err(|trouble| trouble.told(&self.path))?;
        }
        transaction.commit().map_err(&told)?;
        Ok(added)
    }

    /// Whether this report, with this text, was coded by this maker already.
    ///
    /// # Errors
    /// What the file says.
    pub fn has(&self, report: &ReportMeta, text: &str, made: &Made) -> Result<bool, StoreError> {
        let told = self.told();
        let Some(same) = same_version(&self.connection, report, &digest(text)).map_err(&told)? else {
            return Ok(false);
        };
        coded(&self.connection, same.version, made).map(|found| found.is_some()).map_err(told)
    }
}

/// Pages of the word indexes that one tidying merges at most.
const TIDY_PAGES: i64 = 4000;

impl Store {
    /// Merges some of what the word indexes hold in pieces, and gives the room back; worth its second after many reports came in.
    ///
    /// # Errors
    /// What the file says.
    pub fn tidy(&mut self) -> Result<(), StoreError> {
        let told = self.told();
        for index in ["text_words", "quote_words", "title_words"] {
            let merge = format!("INSERT INTO {index} ({index}, rank) VALUES ('merge', ?1)");
            self.connection.execute(&merge, [-TIDY_PAGES]).map_err(&told)?;
        }
        // A page is given back with every row that is asked for.
        let mut pages = self.connection.prepare("PRAGMA incremental_vacuum").map_err(&told)?;
        let mut given_back = pages.query([]).map_err(&told)?;
        while given_back.next().map_err(&told)?.is_some() {}
        Ok(())
    }
}

/// Puts a record in, under the name that its report has here.
fn add<'a>(transaction: &Transaction<'_>, record: &'a Record) -> Result<(Added, Cow<'a, Record>), Trouble> {
    let mut record = Cow::Borrowed(record);
    let sha256 = digest(&record.text);
    let (report, version, mut outcome) = match same_version(transaction, &record.report, &sha256)? {
        Some(same) => {
            if same.name != record.report.id {
                record.to_mut().report.id = same.name;
            }
            (same.report, same.version, Outcome::Nothing)
        }
        None => {
            let known = same_report(transaction, &record.report)?;
            let outcome = if known.is_some() { Outcome::Version } else { Outcome::Report };
            let report = known.map_or_else(|| new_report(transaction, &record.report), Ok)?;
            (report, new_version(transaction, report, &record, &sha256)?, outcome)
        }
    };
    let pressed = squeeze::press(&record).map_err(|error| Trouble::Refused(error.to_string()))?;
    let maker = maker(transaction, &record.made)?;
    let same = "SELECT id FROM codings WHERE version = ?1 AND made = ?2 AND record = ?3 ORDER BY id DESC LIMIT 1";
    let there = transaction
        .prepare_cached(same)?
        .query_row(params![version.0, maker, pressed], |row| row.get(0).map(CodingId))
        .optional()?;
    let coding = match there {
        Some(coding) => coding,
        None => {
            if outcome == Outcome::Nothing {
                outcome = Outcome::Coding;
            }
            transaction
                .prepare_cached("INSERT INTO codings (version, made, record) VALUES (?1, ?2, ?3)")?
                .execute(params![version.0, maker, pressed])?;
            CodingId(transaction.last_insert_rowid())
        }
    };
    Ok((Added { outcome, report, version, coding }, record))
}

/// A version that is in the file already.
struct Same {
    report: ReportId,
    version: VersionId,
    name: String,
}

/// The report with this very text and what is known beside it, whatever its name.
fn same_version(
    connection: &rusqlite::Connection,
    report: &ReportMeta,
    sha256: &[u8; 32],
) -> rusqlite::Result<Option<Same>> {
    let sql = "SELECT v.report, v.id, r.name FROM texts t JOIN versions v ON v.text = t.id JOIN reports r ON r.id = v.report
        WHERE t.sha256 = ?1 AND v.url IS ?2 AND v.publisher IS ?3 AND v.published IS ?4 AND v.title IS ?5 AND v.language IS ?6
        ORDER BY r.name = ?7 DESC, v.id LIMIT 1";
    let published = report.published.map(|day| day.to_string());
    let known = params![sha256, report.url, report.publisher, published, report.title, report.language, report.id];
    connection
        .prepare_cached(sql)?
        .query_row(known, |row| {
            Ok(Same { report: ReportId(row.get(0)?), version: VersionId(row.get(1)?), name: row.get(2)? })
        })
        .optional()
}

/// The report of this name, unless both have an address and they differ.
fn same_report(transaction: &Transaction<'_>, report: &ReportMeta) -> rusqlite::Result<Option<ReportId>> {
    let sql = "SELECT r.id FROM reports r JOIN versions v ON v.id = r.version
        WHERE r.name = ?1 AND (v.url IS NULL OR ?2 IS NULL OR v.url = ?2) ORDER BY r.id LIMIT 1";
    transaction
        .prepare_cached(sql)?
        .query_row(params![report.id, report.url], |row| row.get(0).map(ReportId))
        .optional()
}

fn new_report(transaction: &Transaction<'_>, report: &ReportMeta) -> rusqlite::Result<ReportId> {
    transaction.prepare_cached("INSERT INTO reports (name) VALUES (?1)")?.execute([&report.id])?;
    Ok(ReportId(transaction.last_insert_rowid()))
}

fn new_version(
    transaction: &Transaction<'_>,
    report: ReportId,
    record: &Record,
    sha256: &[u8; 32],
) -> rusqlite::Result<VersionId> {
    transaction
        .prepare_cached("INSERT INTO texts (sha256, text) VALUES (?1, ?2) ON CONFLICT DO NOTHING")?
        .execute(params![sha256, record.text])?;
    let meta = &record.report;
    transaction
        .prepare_cached(
            "INSERT INTO versions (report, number, text, publisher, published, title, language, url)
             VALUES (?1, (SELECT coalesce(max(number), 0) + 1 FROM versions WHERE report = ?1),
                     (SELECT id FROM texts WHERE sha256 = ?2), ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            report.0,
            sha256,
            meta.publisher,
            meta.published.map(|day| day.to_string()),
            meta.title,
            meta.language,
            meta.url,
        ])?;
    Ok(VersionId(transaction.last_insert_rowid()))
}

fn maker(transaction: &Transaction<'_>, made: &Made) -> rusqlite::Result<i64> {
    let words = params![made.diurna, made.model, made.data];
    let there = "SELECT id FROM makers WHERE diurna = ?1 AND model = ?2 AND data = ?3";
    if let Some(id) = transaction.prepare_cached(there)?.query_row(words, |row| row.get(0)).optional()? {
        return Ok(id);
    }
    transaction.prepare_cached("INSERT INTO makers (diurna, model, data) VALUES (?1, ?2, ?3)")?.execute(words)?;
    Ok(transaction.last_insert_rowid())
}

fn coded(connection: &rusqlite::Connection, version: VersionId, made: &Made) -> rusqlite::Result<Option<CodingId>> {
    let sql = "SELECT c.id FROM codings c JOIN makers m ON m.id = c.made
        WHERE c.version = ?1 AND m.diurna = ?2 AND m.model = ?3 AND m.data = ?4 ORDER BY c.id DESC LIMIT 1";
    connection
        .prepare_cached(sql)?
        .query_row(params![version.0, made.diurna, made.model, made.data], |row| row.get(0).map(CodingId))
        .optional()
}

/// Brings a new coding into force, unless the report is approved as it was, or a newer text of it is there.
fn settle(transaction: &Transaction<'_>, record: &Record, added: Added) -> Result<(), Trouble> {
    let stays: bool = transaction
        .prepare_cached("SELECT status = 'approved' AND version = ?2 OR ?2 < (SELECT max(id) FROM versions WHERE report = ?1) FROM reports WHERE id = ?1")?
        .query_row(params![added.report.0, added.version.0], |row| {
            Ok(row.get::<_, Option<bool>>(0)?.unwrap_or(false))
        })?;
    if stays {
        return Ok(());
    }
    transaction.prepare_cached("UPDATE reports SET version = ?2, coding = ?3 WHERE id = ?1")?.execute(params![
        added.report.0,
        added.version.0,
        added.coding.0
    ])?;
    let journal = entries(transaction, Some(added.report))?;
    let state = standing(transaction, record.clone(), added.coding, &journal, &View::Corrected)?;
    rows::write(transaction, added.report, &state)?;
    linked(transaction, added.report)
}

/// Brings the reports whose claims are linked to this one's up to its coding.
fn linked(transaction: &Transaction<'_>, report: ReportId) -> Result<(), Trouble> {
    let sql = "SELECT report FROM journal WHERE act = 'link' AND report <> ?1 AND json_extract(body, '$.report') = ?1
        UNION SELECT j.report FROM journal j, json_each(j.body, '$.with') far
        WHERE j.act = 'bond' AND j.report <> ?1 AND json_extract(far.value, '$.report') = ?1";
    let mut query = transaction.prepare_cached(sql)?;
    let others = query.query_map([report.0], |row| row.get(0).map(ReportId))?.collect::<rusqlite::Result<Vec<_>>>()?;
    others.into_iter().try_for_each(|other| {
        rows::write(transaction, other, &state(transaction, other, &View::Corrected)?).map_err(Trouble::from)
    })
}
