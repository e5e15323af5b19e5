//! Words, found in titles, texts and quotes.

use rusqlite::{Row, ToSql, params};

use super::{Asked, Page, Paged, asked};
use crate::store::{ReportId, Store, StoreError};
use diurna_record::ClaimId;

/// Where words were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HitIn {
    /// In a report's title.
    Title,
    /// In a claim's quote.
    Quote,
    /// In a report's text.
    Text,
}

/// One place where words were found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Where.
    pub place: HitIn,
    /// The report.
    pub report: ReportId,
    /// Its name.
    pub report_name: String,
    /// Its title.
    pub title: Option<String>,
    /// The claim, for a quote.
    pub claim: Option<ClaimId>,
    /// The words around, the found ones between `\u{2}` and `\u{3}`: two signs that no text for people holds.
    pub around: String,
}

/// The three indexes as one answer: titles first, then quotes, the best of each first, then texts, the latest first.
const FOUND: &str = "
    SELECT 0 AS place, bm25(title_words) AS score, title_words.rowid AS found, r.id, NULL AS claim
    FROM title_words JOIN reports r ON r.version = title_words.rowid WHERE title_words MATCH ?1
    UNION ALL
    SELECT 1, bm25(quote_words), quote_words.rowid, c.report, c.claim
    FROM quote_words JOIN claims c ON c.id = quote_words.rowid
    WHERE quote_words MATCH ?1 AND c.status NOT IN ('rejected', 'replaced')
    UNION ALL
    SELECT 2, -julianday(coalesce(v.published, '0000-01-01')), text_words.rowid, r.id, NULL
    FROM text_words JOIN versions v ON v.text = text_words.rowid JOIN reports r ON r.version = v.id WHERE text_words MATCH ?4 AND holds
    ORDER BY 1, 2, 4, 5 LIMIT ?2 OFFSET ?3";

/// The words around a find, by where it is; the work of it is done for the rows of a page alone.
const AROUND: [&str; 3] = [
    "SELECT highlight(title_words, 0, char(2), char(3)) FROM title_words WHERE title_words MATCH ?1 AND rowid = ?2",
    "SELECT snippet(quote_words, 0, char(2), char(3), '…', 24) FROM quote_words WHERE quote_words MATCH ?1 AND rowid = ?2",
    "SELECT snippet(text_words, 0, char(2), char(3), '…', 24) FROM text_words WHERE text_words MATCH ?1 AND rowid = ?2",
];

const COUNTED: &str = "
    SELECT (SELECT count(*) FROM title_words JOIN reports r ON r.version = title_words.rowid WHERE title_words MATCH ?1)
         + (SELECT count(*) FROM quote_words JOIN claims c ON c.id = quote_words.rowid
            WHERE quote_words MATCH ?1 AND c.status NOT IN ('rejected', 'replaced'))
         + (SELECT count(*) FROM text_words JOIN versions v ON v.text = text_words.rowid JOIN reports r ON r.version = v.id
            WHERE text_words MATCH ?2 AND holds)";

impl Store {
    /// Where a person's words stand, in titles, quotes and texts as they are now. Words in quotation marks are one phrase; the last word
    /// may be the start of one.
    ///
    /// # Errors
    /// What the file says.
    pub fn search(&self, query: &str, page: Page) -> Result<Paged<Hit>, StoreError> {
        let Some(asked) = asked(query) else { return Ok(Paged { rows: Vec::new(), total: 0 }) };
        self.found(&asked, page).map_err(self.told())
    }

    fn found(&self, asked: &Asked, page: Page) -> rusqlite::Result<Paged<Hit>> {
        let find = |row: &Row<'_>| {
            let claim = row.get::<_, Option<u32>>(4)?.map(ClaimId);
            Ok(Find { place: row.get(0)?, row: row.get(2)?, report: ReportId(row.get(3)?), claim })
        };
        let from = i64::try_from(page.from).unwrap_or(i64::MAX);
        let holds = |first: usize| {
            let each = (first..)
                .zip(&asked.like)
                .map(|(i, _)| format!("(SELECT text FROM texts WHERE id = v.text) LIKE ?{i}"));
            std::iter::once("1".to_owned()).chain(each).collect::<Vec<_>>().join(" AND ")
        };
        let mut values: Vec<&dyn ToSql> = vec![&asked.phrases, &page.size, &from, &asked.words];
        values.extend(asked.like.iter().map(|pattern| pattern as &dyn ToSql));
        let mut query = self.connection.prepare_cached(&FOUND.replace("holds", &holds(5)))?;
        let finds = query.query_map(&*values, find)?.collect::<rusqlite::Result<Vec<Find>>>()?;
        let rows = finds.iter().map(|find| self.hit(find, asked)).collect::<rusqlite::Result<_>>()?;
        let mut values: Vec<&dyn ToSql> = vec![&asked.phrases, &asked.words];
        values.extend(asked.like.iter().map(|pattern| pattern as &dyn ToSql));
        let total = self
            .connection
            .prepare_cached(&COUNTED.replace("holds", &holds(3)))?
            .query_row(&*values, |row| row.get(0))?;
        Ok(Paged { rows, total })
    }

    /// A find with its report and the words around it.
    fn hit(&self, find: &Find, asked: &Asked) -> rusqlite::Result<Hit> {
        let (place, around, words) = match find.place {
            0 => (HitIn::Title, AROUND[0], &asked.phrases),
            1 => (HitIn::Quote, AROUND[1], &asked.phrases),
            _ => (HitIn::Text, AROUND[2], &asked.words),
        };
        let around = self.connection.prepare_cached(around)?.query_row(params![words, find.row], |row| row.get(0))?;
        let report = "SELECT r.name, v.title FROM reports r JOIN versions v ON v.id = r.version WHERE r.id = ?1";
        self.connection.prepare_cached(report)?.query_row([find.report.0], |row| {
            let (report_name, title) = (row.get(0)?, row.get(1)?);
            Ok(Hit { place, report: find.report, report_name, title, claim: find.claim, around })
        })
    }
}

/// A row of an index that has the words.
struct Find {
    place: i64,
    row: i64,
    report: ReportId,
    claim: Option<ClaimId>,
}
