//! Where and when: claims on a map and along a line of days.

use rusqlite::{Row, ToSql};

use super::{ClaimFilter, Where};
use crate::store::{Store, StoreError};

/// A box on the map, in degrees. Where `west` is greater than `east` it goes over the line of dates.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MapBox {
    /// Its western edge.
    pub west: f64,
    /// Its southern edge.
    pub south: f64,
    /// Its eastern edge.
    pub east: f64,
    /// Its northern edge.
    pub north: f64,
}

impl MapBox {
    /// The condition on `c` (claims), by the R-tree.
    pub(super) fn wanted(self) -> (&'static str, [Box<dyn ToSql>; 4]) {
        let inside = "c.id IN (SELECT id FROM place_boxes WHERE east >= ? AND west <= ? AND north >= ? AND south <= ?)";
        let around =
            "c.id IN (SELECT id FROM place_boxes WHERE (east >= ? OR west <= ?) AND north >= ? AND south <= ?)";
        let edges = [self.west, self.east, self.south, self.north].map(|edge| Box::new(edge) as Box<dyn ToSql>);
        (if self.west <= self.east { inside } else { around }, edges)
    }
}

/// A place and how many claims are about it.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceRow {
    /// Its name; its words where no place is known by them.
    pub name: String,
    /// Its number in GeoNames.
    pub geonameid: Option<u64>,
    /// Its state, as ISO 3166 alpha-2.
    pub country: Option<String>,
    /// How large it is: "settlement", "region".
    pub grain: String,
    /// Degrees north, for a point or a settlement.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// How many claims.
    pub claims: u64,
}

/// A day and how many claims are about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayRow {
    /// The day they begin, as YYYY-MM-DD.
    pub day: String,
    /// Which lane: claims of what is planned, of history, or of now.
    pub lane: String,
    /// How many claims.
    pub claims: u64,
}

impl Store {
    /// The places with coordinates of the claims that are wanted, those with most claims first.
    ///
    /// # Errors
    /// What the file says.
    pub fn places(&self, filter: &ClaimFilter, most: u32) -> Result<Vec<PlaceRow>, StoreError> {
        let mut wanted = filter.wanted();
        wanted.and("c.lat IS NOT NULL AND c.lon IS NOT NULL", []);
        self.places_where(&wanted, most).map_err(self.told())
    }

    /// The places without coordinates of the claims that are wanted: regions, states, and words that no place is known by.
    ///
    /// # Errors
    /// What the file says.
    pub fn areas(&self, filter: &ClaimFilter, most: u32) -> Result<Vec<PlaceRow>, StoreError> {
        let mut wanted = filter.wanted();
        wanted.and("c.place IS NOT NULL AND (c.lat IS NULL OR c.lon IS NULL)", []);
        self.places_where(&wanted, most).map_err(self.told())
    }

    fn places_where(&self, wanted: &Where, most: u32) -> rusqlite::Result<Vec<PlaceRow>> {
        let sql = format!(
            "SELECT coalesce(c.place_name, c.place), c.geonameid, c.country, c.grain, c.lat, c.lon, count(*) FROM claims c{}
             GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 7 DESC, 1 LIMIT {most}",
            wanted.sql()
        );
        let mut query = self.connection.prepare_cached(&sql)?;
        let place = |row: &Row<'_>| {
            Ok(PlaceRow {
                name: row.get(0)?,
                geonameid: row.get::<_, Option<i64>>(1)?.and_then(|id| u64::try_from(id).ok()),
                country: row.get(2)?,
                grain: row.get::<_, Option<String>>(3)?.unwrap_or_default(),
                lat: row.get(4)?,
                lon: row.get(5)?,
                claims: row.get(6)?,
            })
        };
        query.query_map(&*wanted.values(), place)?.collect()
    }

    /// How many of the claims that are wanted name no place at all.
    ///
    /// # Errors
    /// What the file says.
    pub fn unplaced(&self, filter: &ClaimFilter) -> Result<u64, StoreError> {
        let mut wanted = filter.wanted();
        wanted.and("c.place IS NULL", []);
        let sql = format!("SELECT count(*) FROM claims c{}", wanted.sql());
        let mut query = self.connection.prepare_cached(&sql).map_err(self.told())?;
        query.query_row(&*wanted.values(), |row| row.get(0)).map_err(self.told())
    }

    /// How many of the claims that are wanted begin on which day, in three lanes: `current`, `scheduled` and `background`.
    ///
    /// # Errors
    /// What the file says.
    pub fn days(&self, filter: &ClaimFilter) -> Result<Vec<DayRow>, StoreError> {
        self.days_where(filter).map_err(self.told())
    }

    fn days_where(&self, filter: &ClaimFilter) -> rusqlite::Result<Vec<DayRow>> {
        let mut wanted = filter.wanted();
        wanted.and("coalesce(c.when_from, c.when_to) IS NOT NULL", []);
        let sql = format!(
            "SELECT coalesce(c.when_from, c.when_to), CASE WHEN c.background THEN 'background' WHEN c.actuality = 'planned'
             THEN 'scheduled' ELSE 'current' END, count(*) FROM claims c{} GROUP BY 1, 2 ORDER BY 1, 2",
            wanted.sql()
        );
        let mut query = self.connection.prepare_cached(&sql)?;
        let day = |row: &Row<'_>| Ok(DayRow { day: row.get(0)?, lane: row.get(1)?, claims: row.get(2)? });
        query.query_map(&*wanted.values(), day)?.collect()
    }
}
