//! Words, found in titles, texts and quotes.

use rusqlite::{Row, ToSql};

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

/// The three indexes as one answer: titles first, then quotes, then texts, the best of each first.
const FOUND: &str = "
    SELECT 0 AS place, bm25(title_words) AS score, r.id, r.name, v.title, NULL AS claim,
           highlight(title_words, 0, char(2), char(3)) AS around
    FROM title_words JOIN versions v ON v.id = title_words.rowid JOIN reports r ON r.version = v.id WHERE title_words MATCH ?1
    UNION ALL
    SELECT 1, bm25(quote_words), r.id, r.name, v.title, c.claim, snippet(quote_words, 0, char(2), char(3), '…', 24)
    FROM quote_words JOIN claims c ON c.id = quote_words.rowid JOIN reports r ON r.id = c.report JOIN versions v ON v.id = r.version
    WHERE quote_words MATCH ?1 AND c.status NOT IN ('rejected', 'replaced')
    UNION ALL
    SELECT 2, bm25(text_words), r.id, r.name, v.title, NULL, snippet(text_words, 0, char(2), char(3), '…', 24)
    FROM text_words JOIN versions v ON v.text = text_words.rowid JOIN reports r ON r.version = v.id WHERE text_words MATCH ?4 AND holds
    ORDER BY 1, 2, 3, 6 LIMIT ?2 OFFSET ?3";

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
        let hit = |row: &Row<'_>| {
            Ok(Hit {
                place: match row.get::<_, i64>(0)? {
                    0 => HitIn::Title,
                    1 => HitIn::Quote,
                    _ => HitIn::Text,
                },
                report: ReportId(row.get(2)?),
                report_name: row.get(3)?,
                title: row.get(4)?,
                claim: row.get::<_, Option<u32>>(5)?.map(ClaimId),
                around: row.get(6)?,
            })
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
        let rows = query.query_map(&*values, hit)?.collect::<rusqlite::Result<_>>()?;
        let mut values: Vec<&dyn ToSql> = vec![&asked.phrases, &asked.words];
        values.extend(asked.like.iter().map(|pattern| pattern as &dyn ToSql));
        let total = self
            .connection
            .prepare_cached(&COUNTED.replace("holds", &holds(3)))?
            .query_row(&*values, |row| row.get(0))?;
        Ok(Paged { rows, total })
    }
}
