//! Stories as they are kept: which there are, one of them whole, and which a report is in.

use diurna_record::{Story, StoryId, closed};
use rusqlite::{OptionalExtension, Row, params};

use super::{Page, Paged};
use crate::store::{ReportId, Store, StoreError};

closed! {
    /// Which stories are wanted, and in which order.
    #[derive(Default)]
    StoriesWith {
        /// All, those that most reports tell first.
        #[default]
        Reports = "reports",
        /// Those with figures of harm, those with most first.
        Figures = "figures",
        /// Those with several claims, those with most disputes first.
        Voices = "voices",
        /// Those with agreements, those with most terms first.
        Agreements = "agreements",
    }
}

impl StoriesWith {
    /// The condition and the order, in SQL.
    fn sql(self) -> [&'static str; 2] {
        match self {
            StoriesWith::Reports => ["1", "reports + copies DESC, claims DESC"],
            StoriesWith::Figures => ["figures > 0", "figures DESC"],
            StoriesWith::Voices => ["claims > 1", "disputes DESC, reports DESC, claims DESC"],
            StoriesWith::Agreements => ["agreements > 0", "terms DESC"],
        }
    }
}

/// A story in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoryRow {
    /// Its id.
    pub id: StoryId,
    /// The kind of its chief happening.
    pub kind: String,
    /// Its title.
    pub title: String,
    /// The first day on which something of it happened, as YYYY-MM-DD.
    pub from: Option<String>,
    /// The last.
    pub to: Option<String>,
    /// Where its chief happening took place.
    pub place: Option<String>,
    /// Its reports, copies left out.
    pub reports: u32,
    /// How many copies of them there are.
    pub copies: u32,
    /// Its claims.
    pub claims: u32,
    /// Figures of harm.
    pub figures: u32,
    /// Who gives them, by name.
    pub speakers: u32,
    /// Questions in dispute.
    pub disputes: u32,
    /// Agreements.
    pub agreements: u32,
    /// Their terms.
    pub terms: u32,
}

fn row(row: &Row<'_>) -> rusqlite::Result<StoryRow> {
    Ok(StoryRow {
        id: StoryId(row.get(0)?),
        kind: row.get(1)?,
        title: row.get(2)?,
        from: row.get(3)?,
        to: row.get(4)?,
        place: row.get(5)?,
        reports: row.get(6)?,
        copies: row.get(7)?,
        claims: row.get(8)?,
        figures: row.get(9)?,
        speakers: row.get(10)?,
        disputes: row.get(11)?,
        agreements: row.get(12)?,
        terms: row.get(13)?,
    })
}

const COLUMNS: &str =
    "id, kind, title, day_from, day_to, place, reports, copies, claims, figures, speakers, disputes, agreements, terms";

impl Store {
    /// The stories as they are kept, a page of them.
    ///
    /// # Errors
    /// What the file says.
    pub fn stories(&self, with: StoriesWith, page: Page) -> Result<Paged<StoryRow>, StoreError> {
        let asked = || {
            let [condition, order] = with.sql();
            let sql = format!(
                "SELECT {COLUMNS} FROM stories WHERE {condition} ORDER BY {order}, in_order, id LIMIT ?1 OFFSET ?2"
            );
            let mut query = self.connection.prepare_cached(&sql)?;
            let rows = query.query_map(params![page.size, page.from], row)?.collect::<rusqlite::Result<_>>()?;
            let count = format!("SELECT count(*) FROM stories WHERE {condition}");
            let total = self.connection.prepare_cached(&count)?.query_row([], |row| row.get(0))?;
            Ok(Paged { rows, total })
        };
        asked().map_err(self.told())
    }

    /// The stories as they are kept, each as its line of JSON, by their first reports.
    ///
    /// # Errors
    /// What the file says.
    pub fn story_lines(&self) -> Result<impl Iterator<Item = Result<String, StoreError>>, StoreError> {
        let asked = || {
            let mut query = self.connection.prepare_cached("SELECT id FROM stories ORDER BY in_order, id")?;
            query.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()
        };
        let line = |id: i64| {
            let mut query = self.connection.prepare_cached("SELECT story FROM stories WHERE id = ?1")?;
            query.query_row([id], |row| row.get(0))
        };
        Ok(asked().map_err(self.told())?.into_iter().map(move |id| line(id).map_err(self.told())))
    }

    /// One story; `None` where there is none of this id, or none any more.
    ///
    /// # Errors
    /// What the file says.
    pub fn story(&self, id: StoryId) -> Result<Option<Story>, StoreError> {
        let mut query =
            self.connection.prepare_cached("SELECT story FROM stories WHERE id = ?1").map_err(self.told())?;
        let line: Option<String> = query.query_row([id.0], |row| row.get(0)).optional().map_err(self.told())?;
        let damaged = |error| StoreError::Damaged(self.path.clone(), format!("story {id}: {error}"));
        line.map(|line| Story::from_json(&line).map_err(damaged)).transpose()
    }

    /// The story that a report is in.
    ///
    /// # Errors
    /// What the file says.
    pub fn story_of(&self, report: ReportId) -> Result<Option<StoryId>, StoreError> {
        let sql = "SELECT story FROM story_reports WHERE report = ?1";
        let mut query = self.connection.prepare_cached(sql).map_err(self.told())?;
        query.query_row([report.0], |row| row.get(0).map(StoryId)).optional().map_err(self.told())
    }
}
