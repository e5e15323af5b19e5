//! Records → their claims as typed columns, a row a claim.
//!
//! In: records. Out: columns whose lists are lists, whose days are days and whose figures are numbers; what is not stated is missing, never nought.
//! A Parquet file is written from them, and the tables of other programs are made of them. Ids stay the same when a report is coded again.

use diurna_record::{Claim, Coded, Phrase, Record, Reviewed, Why};
use jiff::civil::Date;

use super::claims::{actor_id, reviewed};
use super::view::View;
use crate::codes::Tables;

/// The values of one column, a value a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Values {
    /// Words, or none.
    Text(Vec<Option<String>>),
    /// Several words, perhaps none.
    List(Vec<Vec<String>>),
    /// Whole numbers.
    Whole(Vec<Option<i64>>),
    /// Numbers.
    Real(Vec<Option<f64>>),
    /// Days.
    Day(Vec<Option<Date>>),
    /// Whether it is so.
    Truth(Vec<bool>),
}

/// A column with its name.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its name, as in the Parquet export.
    pub name: &'static str,
    /// Its values.
    pub values: Values,
}

/// The claims of some records, as typed columns.
pub struct ClaimColumns {
    columns: Vec<Column>,
    rows: usize,
    tables: Box<Tables>,
}

impl ClaimColumns {
    /// Columns without rows.
    pub fn empty() -> ClaimColumns {
        let tables = Box::new(Tables::embedded());
        let coded = Coded::default();
        let cells = row(&View::of(&coded, &tables), &Claim::default());
        let columns = cells.into_iter().map(|(name, cell)| Column { name, values: cell.column() }).collect();
        ClaimColumns { columns, rows: 0, tables }
    }

    /// Adds the claims of a record that nobody has looked at.
    pub fn add(&mut self, record: Record) {
        let coded = Coded { reviewed: Reviewed::from(record), ..Coded::default() };
        self.rows += append(&mut self.columns, &View::of(&coded, &self.tables));
    }

    pub(super) fn push(&mut self, view: &View<'_>) {
        self.rows += append(&mut self.columns, view);
    }

    /// How many claims there are.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The columns, in the order of the Parquet export.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// Takes the rows away and leaves the columns.
    pub(super) fn clear(&mut self) {
        self.rows = 0;
        self.columns.iter_mut().for_each(|column| column.values.clear());
    }
}

/// Adds a row for each claim, and says how many.
fn append(columns: &mut [Column], view: &View<'_>) -> usize {
    for claim in &view.record.claims {
        for (column, (_, cell)) in columns.iter_mut().zip(row(view, claim)) {
            column.values.push(cell);
        }
    }
    view.record.claims.len()
}

/// One value of a row; its variant is the type of its column.
enum Cell {
    Text(Option<String>),
    List(Vec<String>),
    Whole(Option<i64>),
    Real(Option<f64>),
    Day(Option<Date>),
    Truth(bool),
}

impl Cell {
    /// A column of this type without values.
    fn column(&self) -> Values {
        match self {
            Cell::Text(_) => Values::Text(Vec::new()),
            Cell::List(_) => Values::List(Vec::new()),
            Cell::Whole(_) => Values::Whole(Vec::new()),
            Cell::Real(_) => Values::Real(Vec::new()),
            Cell::Day(_) => Values::Day(Vec::new()),
            Cell::Truth(_) => Values::Truth(Vec::new()),
        }
    }
}

impl Values {
    fn push(&mut self, cell: Cell) {
        match (self, cell) {
            (Values::Text(values), Cell::Text(cell)) => values.push(cell),
            (Values::List(values), Cell::List(cell)) => values.push(cell),
            (Values::Whole(values), Cell::Whole(cell)) => values.push(cell),
            (Values::Real(values), Cell::Real(cell)) => values.push(cell),
            (Values::Day(values), Cell::Day(cell)) => values.push(cell),
            (Values::Truth(values), Cell::Truth(cell)) => values.push(cell),
            // Columns are made from a row: each cell has the type of its column.
            _ => {}
        }
    }

    fn clear(&mut self) {
        match self {
            Values::Text(values) => values.clear(),
            Values::List(values) => values.clear(),
            Values::Whole(values) => values.clear(),
            Values::Real(values) => values.clear(),
            Values::Day(values) => values.clear(),
            Values::Truth(values) => values.clear(),
        }
    }
}

/// A claim's cells with the names of their columns.
fn row(view: &View<'_>, claim: &Claim) -> Vec<(&'static str, Cell)> {
    let mut row = of_report(view.record);
    row.extend(said(view, claim));
    row.extend(sides(view, claim));
    row.extend(place_and_time(claim));
    row.extend(count(view, claim));
    let [start, end] = view.points.at(claim.at).map(|point| Cell::Whole(i64::try_from(point).ok()));
    let why = match &claim.why {
        Why::Model => "model".to_owned(),
        Why::Person => "person".to_owned(),
        Why::Pattern(name) => format!("pattern {name}"),
    };
    let [status, reviewer, at] =
        reviewed(view, claim).map(|word| Cell::Text(Some(word).filter(|word| !word.is_empty())));
    row.extend([
        ("background", Cell::Truth(claim.background)),
        ("char_start", start),
        ("char_end", end),
        ("chance", Cell::Real(Some((f64::from(claim.chance) * 1e4).round() / 1e4))),
        ("why", Cell::Text(Some(why))),
        ("review_status", status),
        ("reviewer", reviewer),
        ("reviewed_at", at),
    ]);
    row
}

fn text(of: Option<&String>) -> Cell {
    Cell::Text(of.cloned())
}

fn word(of: Option<impl ToString>) -> Cell {
    Cell::Text(of.map(|of| of.to_string()))
}

fn of_report(record: &Record) -> Vec<(&'static str, Cell)> {
    let report = &record.report;
    vec![
        ("report_id", text(Some(&report.id))),
        ("report_sha256", text(Some(&report.sha256))),
        ("published", Cell::Day(report.published)),
        ("publisher", text(report.publisher.as_ref())),
        ("title", text(report.title.as_ref())),
        ("url", text(report.url.as_ref())),
        ("language", text(report.language.as_ref())),
    ]
}

fn said(view: &View<'_>, claim: &Claim) -> Vec<(&'static str, Cell)> {
    let speaker = claim.speaker.as_ref();
    let speaker_id = speaker.and_then(|speaker| speaker.actor).map(|id| actor_id(view.record, id));
    vec![
        ("claim_id", word(Some(view.ids.claim(claim.id)))),
        ("event_id", word(Some(view.ids.event(claim.event)))),
        ("kind", word(Some(&claim.kind))),
        ("anchor", text(Some(&claim.anchor.text))),
        ("quote", text(Some(&claim.quote))),
        ("speaker_id", word(speaker_id)),
        ("speaker", text(speaker.map(|speaker| &speaker.text))),
        ("speaker_is", text(speaker.and_then(|speaker| speaker.is.as_ref()).map(|named| &named.text))),
        ("via", list(&claim.via)),
        ("cue", text(claim.cue.as_ref().map(|cue| &cue.text))),
        ("stance", word(Some(claim.stance))),
        ("actuality", word(Some(claim.actuality))),
        ("if", text(claim.condition.as_ref().map(|condition| &condition.text))),
        ("direct_quote", Cell::Truth(claim.direct_quote)),
    ]
}

fn list(phrases: &[Phrase]) -> Cell {
    Cell::List(phrases.iter().map(|phrase| phrase.text.clone()).collect())
}

fn sides(view: &View<'_>, claim: &Claim) -> Vec<(&'static str, Cell)> {
    let ids = |phrases: &[Phrase]| Cell::List(phrases.iter().map(|phrase| view.party(phrase).id()).collect());
    vec![
        ("by", list(&claim.by)),
        ("by_ids", ids(&claim.by)),
        ("against", list(&claim.against)),
        ("against_ids", ids(&claim.against)),
        ("with", list(&claim.with)),
        ("with_ids", ids(&claim.with)),
        ("means", list(&claim.means)),
    ]
}

fn place_and_time(claim: &Claim) -> Vec<(&'static str, Cell)> {
    let (place, when) = (claim.place.as_ref(), claim.when.as_ref());
    vec![
        ("place", text(place.map(|place| &place.text))),
        ("place_name", text(place.and_then(|place| place.name.as_ref()))),
        ("geonameid", Cell::Whole(place.and_then(|place| i64::try_from(place.geonameid?).ok()))),
        ("country", text(place.and_then(|place| place.country.as_ref()))),
        ("lat", Cell::Real(place.and_then(|place| place.lat))),
        ("lon", Cell::Real(place.and_then(|place| place.lon))),
        ("grain", word(place.map(|place| place.grain))),
        ("when", text(when.map(|when| &when.text))),
        ("from", Cell::Day(when.and_then(|when| when.from))),
        ("to", Cell::Day(when.and_then(|when| when.to))),
        ("edtf", text(when.and_then(|when| when.edtf.as_ref()))),
        ("until", word(when.and_then(|when| when.until))),
    ]
}

fn count(view: &View<'_>, claim: &Claim) -> Vec<(&'static str, Cell)> {
    let count = claim.count.as_ref();
    let whole = |value: Option<u64>| Cell::Whole(value.and_then(|value| i64::try_from(value).ok()));
    vec![
        ("count_text", text(count.map(|count| &count.text))),
        ("op", word(count.and_then(|count| count.op))),
        ("value", whole(count.and_then(|count| count.value))),
        ("max", whole(count.and_then(|count| count.max))),
        ("unit", text(count.and_then(|count| count.unit.as_ref()))),
        ("who", text(count.and_then(|count| count.who.as_ref()))),
        ("part_of", word(count.and_then(|count| count.part_of).map(|id| view.ids.claim(id)))),
        ("of", word(claim.of.map(|id| view.ids.claim(id)))),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use diurna_record::{Count, Kind, ReportMeta};

    #[test]
    fn a_vague_count_has_words_and_no_number() {
        let count = Count { text: "dozens".into(), ..Count::default() };
        let claim = Claim { kind: Kind::new("toll.injured"), count: Some(count), ..Claim::default() };
        let report =
            ReportMeta { id: "r1".into(), published: Some(jiff::civil::date(2024, 3, 5)), ..ReportMeta::default() };
        let mut claims = ClaimColumns::empty();
        claims.add(Record { report, claims: vec![claim], ..Record::default() });
        let column =
            |name: &str| claims.columns().iter().find(|column| column.name == name).map(|column| &column.values);
        assert_eq!(claims.rows(), 1);
        assert_eq!(column("count_text"), Some(&Values::Text(vec![Some("dozens".into())])));
        assert_eq!(column("value"), Some(&Values::Whole(vec![None])));
        assert_eq!(column("published"), Some(&Values::Day(vec![Some(jiff::civil::date(2024, 3, 5))])));
        assert_eq!(column("by"), Some(&Values::List(vec![Vec::new()])));
    }
}
