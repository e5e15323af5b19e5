//! What sides agreed, term by term.

use rusqlite::{Row, params};

use super::claims::{COLUMNS, FROM, row};
use super::{ClaimRow, Page, Paged};
use crate::store::{ReportId, Store, StoreError};
use diurna_record::{AgreementId, EventId};

/// One agreement that a report tells.
#[derive(Debug, Clone, PartialEq)]
pub struct AgreementRow {
    /// The report.
    pub report: ReportId,
    /// The report's name.
    pub report_name: String,
    /// The day the report was published, as YYYY-MM-DD.
    pub published: Option<String>,
    /// Its id within the report.
    pub agreement: AgreementId,
    /// The happening that made it.
    pub event: EventId,
    /// What was agreed: "agree.ceasefire".
    pub kind: String,
    /// When it takes effect, as RFC 3339.
    pub effective: Option<String>,
    /// Who agreed: names, and keys where they are known.
    pub parties: Vec<(String, Option<String>)>,
    /// Who brought it about.
    pub brokers: Vec<(String, Option<String>)>,
    /// Its terms.
    pub terms: Vec<TermRow>,
}

/// One term: a claim, who is bound by it, and by when.
#[derive(Debug, Clone, PartialEq)]
pub struct TermRow {
    /// The claim.
    pub claim: ClaimRow,
    /// Who is bound, in the report's words.
    pub obliged: Vec<String>,
    /// When it falls due: a moment as RFC 3339 where one is told, else a day.
    pub due: Option<String>,
}

impl Store {
    /// The agreements of all reports, in the order they came.
    ///
    /// # Errors
    /// What the file says.
    pub fn agreements(&self, page: Page) -> Result<Paged<AgreementRow>, StoreError> {
        self.agreements_where(page).map_err(self.told())
    }

    fn agreements_where(&self, page: Page) -> rusqlite::Result<Paged<AgreementRow>> {
        let sql = "SELECT g.report, r.name, v.published, g.agreement, g.event, g.kind, g.effective FROM agreements g
            JOIN reports r ON r.id = g.report JOIN versions v ON v.id = r.version ORDER BY g.report, g.agreement LIMIT ?1 OFFSET ?2";
        let agreement = |row: &Row<'_>| {
            Ok(AgreementRow {
                report: ReportId(row.get(0)?),
                report_name: row.get(1)?,
                published: row.get(2)?,
                agreement: AgreementId(row.get(3)?),
                event: EventId(row.get(4)?),
                kind: row.get(5)?,
                effective: row.get(6)?,
                parties: Vec::new(),
                brokers: Vec::new(),
                terms: Vec::new(),
            })
        };
        let mut query = self.connection.prepare_cached(sql)?;
        let from = i64::try_from(page.from).unwrap_or(i64::MAX);
        let mut rows: Vec<AgreementRow> =
            query.query_map(params![page.size, from], agreement)?.collect::<rusqlite::Result<_>>()?;
        for row in &mut rows {
            row.parties = self.sides(row, "party")?;
            row.brokers = self.sides(row, "broker")?;
            row.terms = self.terms(row)?;
        }
        let total = self.connection.query_row("SELECT count(*) FROM agreements", [], |row| row.get(0))?;
        Ok(Paged { rows, total })
    }

    fn sides(&self, agreement: &AgreementRow, role: &str) -> rusqlite::Result<Vec<(String, Option<String>)>> {
        let sql =
            "SELECT a.name, a.key FROM agreement_parties p JOIN actors a ON a.report = p.report AND a.actor = p.actor
            WHERE p.report = ?1 AND p.agreement = ?2 AND p.role = ?3 ORDER BY p.actor";
        let mut query = self.connection.prepare_cached(sql)?;
        let sides = params![agreement.report.0, agreement.agreement.0, role];
        query.query_map(sides, |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
    }

    fn terms(&self, agreement: &AgreementRow) -> rusqlite::Result<Vec<TermRow>> {
        let sql = format!(
            "SELECT {COLUMNS}, coalesce(c.until, c.when_to), c.id{FROM} JOIN terms t ON t.report = c.report AND t.claim = c.claim
             WHERE t.report = ?1 AND t.agreement = ?2 ORDER BY c.char_start, c.claim"
        );
        let mut query = self.connection.prepare_cached(&sql)?;
        let terms = query.query_map(params![agreement.report.0, agreement.agreement.0], |found| {
            Ok((TermRow { claim: row(found)?, obliged: Vec::new(), due: found.get(30)? }, found.get::<_, i64>(31)?))
        })?;
        let terms: Vec<(TermRow, i64)> = terms.collect::<rusqlite::Result<_>>()?;
        let mut by = self
            .connection
            .prepare_cached("SELECT words FROM parties WHERE claim = ?1 AND role = 'by' ORDER BY number")?;
        let filled = terms.into_iter().map(|(term, id)| {
            let obliged = by.query_map([id], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
            Ok(TermRow { obliged, ..term })
        });
        filled.collect()
    }
}
