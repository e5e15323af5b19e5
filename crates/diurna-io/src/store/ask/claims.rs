//! Claims over all reports: by what they say, who says it, when, where, and how far they are checked.

use diurna_record::{Actuality, ClaimId, EventId, Op, ReviewStatus, Stance};
use rusqlite::{OptionalExtension, Row, ToSql, params};

use super::{MapBox, Page, Paged, Where, asked};
use crate::store::{ReportId, Store, StoreError};

/// Which claims are wanted; what is `None` does not matter.
#[derive(Debug, Clone, Default)]
pub struct ClaimFilter {
    /// Of this report.
    pub report: Option<ReportId>,
    /// Of this kind, or family of kinds: "fight.airstrike", "fight".
    pub kind: Option<String>,
    /// Checked this far. Where it is `None`, claims that do not stand are left out.
    pub status: Option<ReviewStatus>,
    /// Said by the actor of this key: "AZE".
    pub speaker_key: Option<String>,
    /// Said by somebody named in these very words.
    pub speaker: Option<String>,
    /// Naming the actor of this key in any part.
    pub actor_key: Option<String>,
    /// With this stance.
    pub stance: Option<Stance>,
    /// So real.
    pub actuality: Option<Actuality>,
    /// History from before the story, or not.
    pub background: Option<bool>,
    /// In this state, as ISO 3166 alpha-2.
    pub country: Option<String>,
    /// At the place of this number in GeoNames.
    pub geonameid: Option<u64>,
    /// Happening on this day or later, as YYYY-MM-DD.
    pub from: Option<String>,
    /// Happening on this day or before.
    pub to: Option<String>,
    /// At a point or settlement inside this box.
    pub within: Option<MapBox>,
    /// With these words in the quote.
    pub words: Option<String>,
    /// The order.
    pub order: ClaimOrder,
}

/// In which order claims come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ClaimOrder {
    /// Report by report, as the text has them.
    #[default]
    Text,
    /// By the day they happen, the latest first; those of no day last.
    Latest,
    /// The least likely first.
    Doubtful,
}

/// One claim with its report.
#[derive(Debug, Clone, PartialEq)]
pub struct ClaimRow {
    /// Its report.
    pub report: ReportId,
    /// The report's name.
    pub report_name: String,
    /// Who published the report.
    pub publisher: Option<String>,
    /// When, as YYYY-MM-DD.
    pub published: Option<String>,
    /// Its id within the report.
    pub claim: ClaimId,
    /// Its happening.
    pub event: EventId,
    /// What is claimed.
    pub kind: String,
    /// The words that name the happening.
    pub anchor: String,
    /// The words that state it.
    pub quote: String,
    /// Where they stand, in code points.
    pub at: [u32; 2],
    /// Who says it, in the report's words; `None` is the report itself.
    pub speaker: Option<String>,
    /// The name a pronoun stands for.
    pub speaker_is: Option<String>,
    /// The speaker's key.
    pub speaker_key: Option<String>,
    /// How the speaker stands to it.
    pub stance: Stance,
    /// How real it is.
    pub actuality: Actuality,
    /// Whether it is history.
    pub background: bool,
    /// The words of the place.
    pub place: Option<String>,
    /// The place they mean.
    pub place_name: Option<String>,
    /// Its state, as ISO 3166 alpha-2.
    pub country: Option<String>,
    /// The first day, as YYYY-MM-DD.
    pub from: Option<String>,
    /// The last day.
    pub to: Option<String>,
    /// The words of the count.
    pub count: Option<String>,
    /// How the figure bounds the number.
    pub op: Option<Op>,
    /// The figure.
    pub value: Option<u64>,
    /// The upper figure.
    pub max: Option<u64>,
    /// The group counted.
    pub who: Option<String>,
    /// The chance that the claim is in the text.
    pub chance: f64,
    /// How far it is checked.
    pub status: ReviewStatus,
    /// Who checked it.
    pub reviewer: Option<String>,
}

/// The columns of [`ClaimRow`], of `c` (claims), `r` (reports) and `v` (versions).
pub(super) const COLUMNS: &str = "c.report, r.name, v.publisher, v.published, c.claim, c.event, c.kind, c.anchor, c.quote,
    c.char_start, c.char_end, c.speaker, c.speaker_is, c.speaker_key, c.stance, c.actuality, c.background, c.place, c.place_name,
    c.country, c.when_from, c.when_to, c.count_text, c.op, c.value, c.max, c.who, c.chance, c.status, c.reviewer";
/// Where they come from.
pub(super) const FROM: &str = " FROM claims c JOIN reports r ON r.id = c.report JOIN versions v ON v.id = r.version";

/// One row of [`COLUMNS`].
pub(super) fn row(row: &Row<'_>) -> rusqlite::Result<ClaimRow> {
    let word = |i: usize| row.get::<_, String>(i);
    let number =
        |i: usize| row.get::<_, Option<i64>>(i).map(|number| number.and_then(|number| u64::try_from(number).ok()));
    Ok(ClaimRow {
        report: ReportId(row.get(0)?),
        report_name: row.get(1)?,
        publisher: row.get(2)?,
        published: row.get(3)?,
        claim: ClaimId(row.get(4)?),
        event: EventId(row.get(5)?),
        kind: row.get(6)?,
        anchor: row.get(7)?,
        quote: row.get(8)?,
        at: [row.get(9)?, row.get(10)?],
        speaker: row.get(11)?,
        speaker_is: row.get(12)?,
        speaker_key: row.get(13)?,
        stance: Stance::parse(&word(14)?).unwrap_or_default(),
        actuality: Actuality::parse(&word(15)?).unwrap_or_default(),
        background: row.get(16)?,
        place: row.get(17)?,
        place_name: row.get(18)?,
        country: row.get(19)?,
        from: row.get(20)?,
        to: row.get(21)?,
        count: row.get(22)?,
        op: row.get::<_, Option<String>>(23)?.and_then(|op| Op::parse(&op)),
        value: number(24)?,
        max: number(25)?,
        who: row.get(26)?,
        chance: row.get(27)?,
        status: ReviewStatus::parse(&word(28)?).unwrap_or_default(),
        reviewer: row.get(29)?,
    })
}

impl ClaimFilter {
    /// The conditions on `c` (claims).
    pub(super) fn wanted(&self) -> Where {
        let mut wanted = Where::default();
        wanted.given("c.report = ?", self.report.map(|report| report.0).as_ref());
        if let Some(kind) = &self.kind {
            let values: [Box<dyn ToSql>; 3] =
                [Box::new(kind.clone()), Box::new(format!("{kind}.")), Box::new(format!("{kind}/"))];
            wanted.and("(c.kind = ? OR c.kind > ? AND c.kind < ?)", values);
        }
        match self.status {
            Some(status) => wanted.given("c.status = ?", Some(&status.word())),
            None => wanted.and("c.status NOT IN ('rejected', 'replaced')", []),
        }
        wanted.given("c.speaker_key = ?", self.speaker_key.as_ref());
        wanted.given("c.speaker = ?", self.speaker.as_ref());
        if let Some(key) = &self.actor_key {
            let values: [Box<dyn ToSql>; 2] = [Box::new(key.clone()), Box::new(key.clone())];
            let party = "c.id IN (SELECT p.claim FROM actors a JOIN claim_rows o ON o.report = a.report
                JOIN party_rows p ON p.claim = o.id AND p.actor = a.actor WHERE a.key = ?)";
            wanted.and(&format!("(c.speaker_key = ? OR {party})"), values);
        }
        wanted.given("c.stance = ?", self.stance.map(Stance::as_str).as_ref());
        wanted.given("c.actuality = ?", self.actuality.map(Actuality::as_str).as_ref());
        wanted.given("c.background = ?", self.background.as_ref());
        wanted.given("c.country = ?", self.country.as_ref());
        wanted.given("c.geonameid = ?", self.geonameid.and_then(|id| i64::try_from(id).ok()).as_ref());
        // An open end is open: what began before and has no last day goes on.
        wanted.given("coalesce(c.when_to, CASE WHEN c.when_from IS NOT NULL THEN '9999' END) >= ?", self.from.as_ref());
        wanted.given("coalesce(c.when_from, CASE WHEN c.when_to IS NOT NULL THEN '0000' END) <= ?", self.to.as_ref());
        if let Some(within) = self.within {
            let (condition, values) = within.wanted();
            wanted.and(condition, values);
        }
        if let Some(asked) = self.words.as_deref().and_then(asked) {
            wanted.given("c.id IN (SELECT rowid FROM quote_words WHERE quote_words MATCH ?)", Some(&asked.phrases));
        }
        wanted
    }
}

/// A claim to look at next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Next {
    /// Its report.
    pub report: ReportId,
    /// The claim.
    pub claim: ClaimId,
}

impl Store {
    /// The claims that are wanted, a page of them.
    ///
    /// # Errors
    /// What the file says.
    pub fn claims(&self, filter: &ClaimFilter, page: Page) -> Result<Paged<ClaimRow>, StoreError> {
        let order = match filter.order {
            ClaimOrder::Text => "c.report, c.char_start, c.claim",
            ClaimOrder::Latest => "c.when_from DESC, c.report, c.char_start, c.claim",
            ClaimOrder::Doubtful => "c.chance, c.report, c.claim",
        };
        self.claims_where(&filter.wanted(), order, page).map_err(self.told())
    }

    pub(super) fn claims_where(&self, wanted: &Where, order: &str, page: Page) -> rusqlite::Result<Paged<ClaimRow>> {
        let wanted_sql = wanted.sql();
        // The page is chosen on the claims alone; only its rows are joined and read in full.
        let chosen =
            format!("SELECT c.id FROM claims c{wanted_sql} ORDER BY {order} LIMIT {} OFFSET {}", page.size, page.from);
        let sql = format!("SELECT {COLUMNS}{FROM} WHERE c.id IN ({chosen}) ORDER BY {order}");
        let mut query = self.connection.prepare_cached(&sql)?;
        let rows = query.query_map(&*wanted.values(), row)?.collect::<rusqlite::Result<_>>()?;
        let mut count = self.connection.prepare_cached(&format!("SELECT count(*) FROM claims c{wanted_sql}"))?;
        let total = count.query_row(&*wanted.values(), |row| row.get(0))?;
        Ok(Paged { rows, total })
    }

    /// The next claim nobody looked at, after this one in the order of the text, report by report; from the first where `after` is
    /// `None`. Reports that are approved are passed over.
    ///
    /// # Errors
    /// What the file says.
    pub fn next_unreviewed(&self, after: Option<Next>) -> Result<Option<Next>, StoreError> {
        self.next_after(after).map_err(self.told())
    }

    fn next_after(&self, after: Option<Next>) -> rusqlite::Result<Option<Next>> {
        let next = |row: &Row<'_>| Ok(Next { report: ReportId(row.get(0)?), claim: ClaimId(row.get(1)?) });
        if let Some(Next { report, claim }) = after {
            let sql = "SELECT c.report, c.claim FROM claims c JOIN claims o ON o.report = c.report AND o.claim = ?2
                JOIN reports r ON r.id = c.report AND r.status <> 'approved'
                WHERE c.report = ?1 AND c.status = 'unreviewed' AND (c.char_start, c.char_end, c.claim) > (o.char_start, o.char_end, o.claim)
                ORDER BY c.char_start, c.char_end, c.claim LIMIT 1";
            let found = self.connection.prepare_cached(sql)?.query_row(params![report.0, claim.0], next).optional()?;
            if found.is_some() {
                return Ok(found);
            }
        }
        let sql = "SELECT c.report, c.claim FROM claims c WHERE c.status = 'unreviewed' AND c.report =
            (SELECT id FROM reports WHERE id > ?1 AND unreviewed > 0 AND status <> 'approved' ORDER BY id LIMIT 1)
            ORDER BY c.char_start, c.char_end, c.claim LIMIT 1";
        let from = after.map_or(0, |after| after.report.0);
        self.connection.prepare_cached(sql)?.query_row([from], next).optional()
    }

    /// How many claims that stand there are of each kind, most first.
    ///
    /// # Errors
    /// What the file says.
    pub fn kinds(&self, filter: &ClaimFilter) -> Result<Vec<(String, u64)>, StoreError> {
        self.counted("c.kind", filter).map_err(self.told())
    }

    /// How many claims each speaker makes, most first: the speaker's key where it has one, else its words.
    ///
    /// # Errors
    /// What the file says.
    pub fn speakers(&self, filter: &ClaimFilter) -> Result<Vec<(String, u64)>, StoreError> {
        self.counted("coalesce(c.speaker_key, c.speaker_is, c.speaker)", filter).map_err(self.told())
    }

    fn counted(&self, what: &str, filter: &ClaimFilter) -> rusqlite::Result<Vec<(String, u64)>> {
        let mut wanted = filter.wanted();
        wanted.and(&format!("{what} IS NOT NULL"), []);
        let sql = format!("SELECT {what}, count(*) FROM claims c{} GROUP BY 1 ORDER BY 2 DESC, 1", wanted.sql());
        let mut query = self.connection.prepare_cached(&sql)?;
        query.query_map(&*wanted.values(), |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
    }
}
