//! Reports, and how far they are reviewed: the queue.

use rusqlite::{OptionalExtension, Row};

use super::{Page, Paged, Where, asked};
use crate::store::{ReportId, Store, StoreError};
use diurna_record::closed;

closed! {
    /// How far a report was reviewed.
    #[derive(Default)]
    ReportStatus {
        /// Nobody said anything of it.
        #[default]
        Unreviewed = "unreviewed",
        /// Somebody did.
        InReview = "in-review",
        /// Somebody approved it.
        Approved = "approved",
    }
}

/// Which reports are wanted.
#[derive(Debug, Clone, Default)]
pub struct ReportFilter {
    /// How far they are reviewed.
    pub status: Option<ReportStatus>,
    /// Who published them.
    pub publisher: Option<String>,
    /// Published on this day or later, as YYYY-MM-DD.
    pub from: Option<String>,
    /// Published on this day or before.
    pub to: Option<String>,
    /// Words of their text.
    pub words: Option<String>,
    /// The order.
    pub order: ReportOrder,
}

/// In which order reports come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ReportOrder {
    /// As they came.
    #[default]
    Came,
    /// The latest published first; those of no day last.
    Latest,
    /// Those with most claims that nobody looked at first.
    Open,
}

/// A report and how far it is reviewed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportRow {
    /// Its row.
    pub id: ReportId,
    /// The name it was given.
    pub name: String,
    /// Its address.
    pub url: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// When, as YYYY-MM-DD.
    pub published: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Its language, as a BCP 47 tag.
    pub language: Option<String>,
    /// How far it is reviewed.
    pub status: ReportStatus,
    /// Who approved it.
    pub approved_by: Option<String>,
    /// How many claims stand.
    pub claims: u32,
    /// How many of them nobody looked at.
    pub unreviewed: u32,
    /// How many of its claims are linked as contradicting another.
    pub conflicts: u32,
    /// How many corrections found no place.
    pub unattached: u32,
    /// How many versions of it there are.
    pub versions: u32,
}

/// What a file holds, in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Summary {
    /// Reports.
    pub reports: u64,
    /// Reports that are approved.
    pub approved: u64,
    /// Claims that stand.
    pub claims: u64,
    /// Claims that nobody looked at.
    pub unreviewed: u64,
    /// Lines of the journal.
    pub entries: u64,
    /// Corrections that found no place.
    pub unattached: u64,
}

const COLUMNS: &str =
    "r.id, r.name, v.url, v.publisher, v.published, v.title, v.language, r.status, r.approved_by, r.claims,
    r.unreviewed, (SELECT count(*) FROM links l WHERE l.report = r.id AND l.link = 'contradicts'),
    (SELECT count(*) FROM unattached u WHERE u.report = r.id), v.number";
const FROM: &str = " FROM reports r JOIN versions v ON v.id = r.version";

fn row(row: &Row<'_>) -> rusqlite::Result<ReportRow> {
    let status: String = row.get(7)?;
    Ok(ReportRow {
        id: ReportId(row.get(0)?),
        name: row.get(1)?,
        url: row.get(2)?,
        publisher: row.get(3)?,
        published: row.get(4)?,
        title: row.get(5)?,
        language: row.get(6)?,
        status: ReportStatus::parse(&status).unwrap_or_default(),
        approved_by: row.get(8)?,
        claims: row.get(9)?,
        unreviewed: row.get(10)?,
        conflicts: row.get(11)?,
        unattached: row.get(12)?,
        versions: row.get(13)?,
    })
}

impl Store {
    /// The reports that are wanted, a page of them.
    ///
    /// # Errors
    /// What the file says.
    pub fn reports(&self, filter: &ReportFilter, page: Page) -> Result<Paged<ReportRow>, StoreError> {
        self.reports_where(filter, page).map_err(self.told())
    }

    fn reports_where(&self, filter: &ReportFilter, page: Page) -> rusqlite::Result<Paged<ReportRow>> {
        let mut wanted = Where::default();
        wanted.given("r.status = ?", filter.status.map(|status| status.as_str()).as_ref());
        wanted.given("v.publisher = ?", filter.publisher.as_ref());
        wanted.given("v.published >= ?", filter.from.as_ref());
        wanted.given("v.published <= ?", filter.to.as_ref());
        if let Some(asked) = filter.words.as_deref().and_then(asked) {
            wanted.given("v.text IN (SELECT rowid FROM text_words WHERE text_words MATCH ?)", Some(&asked.words));
            for pattern in &asked.like {
                wanted.given("(SELECT text FROM texts t WHERE t.id = v.text) LIKE ?", Some(pattern));
            }
        }
        let order = match filter.order {
            ReportOrder::Came => "r.id",
            ReportOrder::Latest => "v.published DESC, r.id",
            ReportOrder::Open => "r.unreviewed DESC, r.id",
        };
        let sql =
            format!("SELECT {COLUMNS}{FROM}{} ORDER BY {order} LIMIT {} OFFSET {}", wanted.sql(), page.size, page.from);
        let mut query = self.connection.prepare_cached(&sql)?;
        let rows = query.query_map(&*wanted.values(), row)?.collect::<rusqlite::Result<_>>()?;
        let count = format!("SELECT count(*){FROM}{}", wanted.sql());
        let total = self.connection.prepare_cached(&count)?.query_row(&*wanted.values(), |row| row.get(0))?;
        Ok(Paged { rows, total })
    }

    /// One report.
    ///
    /// # Errors
    /// No such report, or what the file says.
    pub fn report(&self, report: ReportId) -> Result<ReportRow, StoreError> {
        let sql = format!("SELECT {COLUMNS}{FROM} WHERE r.id = ?1");
        let mut query = self.connection.prepare_cached(&sql).map_err(self.told())?;
        let found = query.query_row([report.0], row).optional().map_err(self.told())?;
        found.ok_or_else(|| StoreError::Absent(format!("{}: no report {report}", self.path.display())))
    }

    /// The first report of this name, or of this number where none has the name.
    ///
    /// # Errors
    /// What the file says.
    pub fn report_named(&self, name: &str) -> Result<Option<ReportId>, StoreError> {
        let sql = "SELECT id FROM reports WHERE name = ?1 OR id = ?2 ORDER BY name <> ?1, id LIMIT 1";
        let number: Option<i64> = name.parse().ok();
        let mut query = self.connection.prepare_cached(sql).map_err(self.told())?;
        query.query_row(rusqlite::params![name, number], |row| row.get(0).map(ReportId)).optional().map_err(self.told())
    }

    /// The publishers of all reports, in the order of the alphabet.
    ///
    /// # Errors
    /// What the file says.
    pub fn publishers(&self) -> Result<Vec<String>, StoreError> {
        let sql = "SELECT DISTINCT publisher FROM versions WHERE publisher IS NOT NULL ORDER BY publisher";
        let mut query = self.connection.prepare_cached(sql).map_err(self.told())?;
        let rows = query.query_map([], |row| row.get(0)).map_err(self.told())?;
        rows.collect::<rusqlite::Result<_>>().map_err(self.told())
    }

    /// What the file holds, in numbers.
    ///
    /// # Errors
    /// What the file says.
    pub fn summary(&self) -> Result<Summary, StoreError> {
        let sql = "SELECT count(*), sum(status = 'approved'), sum(claims), sum(unreviewed),
            (SELECT count(*) FROM journal), (SELECT count(*) FROM unattached) FROM reports";
        let number = |row: &Row<'_>, i: usize| row.get::<_, Option<u64>>(i).map(Option::unwrap_or_default);
        self.connection
            .query_row(sql, [], |row| {
                Ok(Summary {
                    reports: number(row, 0)?,
                    approved: number(row, 1)?,
                    claims: number(row, 2)?,
                    unreviewed: number(row, 3)?,
                    entries: number(row, 4)?,
                    unattached: number(row, 5)?,
                })
            })
            .map_err(self.told())
    }
}
