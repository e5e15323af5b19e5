//! Figures over time, a row a figure: who gave it, in which report, for which day.

use rusqlite::Row;

use super::claims::{COLUMNS, FROM, row};
use super::{ClaimFilter, ClaimRow, Page, Paged};
use crate::store::{Store, StoreError};
use diurna_record::ClaimId;

/// One figure.
#[derive(Debug, Clone, PartialEq)]
pub struct TollRow {
    /// What is counted as harm: "killed".
    pub harm: String,
    /// The day the figure is for, as YYYY-MM-DD: the one it is told for, else the day of publication.
    pub as_of: Option<String>,
    /// The toll it is a part of.
    pub part_of: Option<ClaimId>,
    /// The claim whose harm it counts.
    pub of: Option<ClaimId>,
    /// The claim itself, with its speaker and its count.
    pub claim: ClaimRow,
}

impl Store {
    /// The tolls among the claims that are wanted, by the day they are for. None is added to another.
    ///
    /// # Errors
    /// What the file says.
    pub fn tolls(&self, filter: &ClaimFilter, page: Page) -> Result<Paged<TollRow>, StoreError> {
        self.tolls_where(filter, page).map_err(self.told())
    }

    fn tolls_where(&self, filter: &ClaimFilter, page: Page) -> rusqlite::Result<Paged<TollRow>> {
        let mut wanted = filter.wanted();
        wanted.and("c.kind > 'toll.' AND c.kind < 'toll/'", []);
        let as_of = "coalesce(c.when_to, c.when_from, v.published)";
        let order = format!("{as_of}, c.report, c.char_start, c.claim");
        // The page is chosen first; only its rows are read in full.
        let chosen =
            format!("SELECT c.id{FROM}{} ORDER BY {order} LIMIT {} OFFSET {}", wanted.sql(), page.size, page.from);
        let sql =
            format!("SELECT {COLUMNS}, {as_of}, c.part_of, c.of_claim{FROM} WHERE c.id IN ({chosen}) ORDER BY {order}");
        let toll = |found: &Row<'_>| {
            let claim = row(found)?;
            let harm = claim.kind.strip_prefix("toll.").unwrap_or(&claim.kind).to_owned();
            let id = |i: usize| found.get::<_, Option<u32>>(i).map(|id| id.map(ClaimId));
            Ok(TollRow { harm, as_of: found.get(30)?, part_of: id(31)?, of: id(32)?, claim })
        };
        let mut query = self.connection.prepare_cached(&sql)?;
        let rows = query.query_map(&*wanted.values(), toll)?.collect::<rusqlite::Result<_>>()?;
        let mut count = self.connection.prepare_cached(&format!("SELECT count(*) FROM claims c{}", wanted.sql()))?;
        let total = count.query_row(&*wanted.values(), |row| row.get(0))?;
        Ok(Paged { rows, total })
    }
}
