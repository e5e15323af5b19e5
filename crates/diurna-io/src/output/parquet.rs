//! Records → the claims as typed columns: Apache Parquet.
//!
//! In: records. Out: a file with a row a claim, in groups of rows, so that a group is held and no more. Lists are lists, days are days, figures are numbers, words of
//! closed sets are kept in dictionaries. What the file was made from is its metadata under the key `diurna`.

use std::io::{self, Write};
use std::sync::Arc;

use diurna_record::{Claim, Coded, Phrase, Record, Why};
use jiff::civil::Date;
use parquet::basic::Compression;
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::parser::parse_message_type;

use super::claims::{actor_id, reviewed};
use super::view::View;
use crate::codes::Tables;

/// Rows to a group.
const GROUP: usize = 20_000;

/// An open file.
pub(super) struct Parquet<W: Write + Send> {
    file: SerializedFileWriter<W>,
    columns: Vec<Column>,
    rows: usize,
}

impl<W: Write + Send> Parquet<W> {
    pub(super) fn begin(out: W) -> io::Result<Parquet<W>> {
        let columns = columns();
        let fields: String = columns.iter().map(|column| column.field()).collect();
        let schema = parse_message_type(&format!("message claims {{ {fields} }}")).map_err(told)?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by(format!("diurna {}", env!("CARGO_PKG_VERSION")));
        let file = SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties.build())).map_err(told)?;
        Ok(Parquet { file, columns, rows: 0 })
    }

    pub(super) fn write(&mut self, view: &View<'_>) -> io::Result<()> {
        for claim in &view.record.claims {
            for (column, (_, cell)) in self.columns.iter_mut().zip(row(view, claim)) {
                column.push(cell);
            }
            self.rows += 1;
        }
        if self.rows >= GROUP { self.group() } else { Ok(()) }
    }

    pub(super) fn end(mut self, made: &str) -> io::Result<()> {
        if self.rows > 0 {
            self.group()?;
        }
        self.file.append_key_value_metadata(KeyValue::new("diurna".to_owned(), made.to_owned()));
        let mut out = self.file.into_inner().map_err(told)?;
        out.flush()
    }

    /// Writes the rows that are held.
    fn group(&mut self) -> io::Result<()> {
        let mut group = self.file.next_row_group().map_err(told)?;
        for column in &mut self.columns {
            if let Some(mut out) = group.next_column().map_err(told)? {
                column.write(&mut out).map_err(told)?;
                out.close().map_err(told)?;
            }
        }
        group.close().map_err(told)?;
        self.rows = 0;
        Ok(())
    }
}

fn told(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(inner) => match inner.downcast::<io::Error>() {
            Ok(inner) => *inner,
            Err(other) => io::Error::other(other),
        },
        other => io::Error::other(other),
    }
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

/// What a column holds until its group is written.
enum Values {
    Text(Vec<ByteArray>),
    List(Vec<ByteArray>),
    Whole(Vec<i64>),
    Real(Vec<f64>),
    Day(Vec<i32>),
    Truth(Vec<bool>),
}

/// A column: its values, and for each place in it whether there is a value (`there`) and whether it goes on with a list (`more`).
struct Column {
    name: &'static str,
    values: Values,
    there: Vec<i16>,
    more: Vec<i16>,
}

impl Column {
    fn field(&self) -> String {
        let name = self.name;
        match self.values {
            Values::Text(_) => format!("OPTIONAL BYTE_ARRAY {name} (STRING); "),
            Values::List(_) => format!(
                "REQUIRED GROUP {name} (LIST) {{ REPEATED GROUP list {{ REQUIRED BYTE_ARRAY element (STRING); }} }} "
            ),
            Values::Whole(_) => format!("OPTIONAL INT64 {name}; "),
            Values::Real(_) => format!("OPTIONAL DOUBLE {name}; "),
            Values::Day(_) => format!("OPTIONAL INT32 {name} (DATE); "),
            Values::Truth(_) => format!("OPTIONAL BOOLEAN {name}; "),
        }
    }

    fn push(&mut self, cell: Cell) {
        let text = |text: String| ByteArray::from(text.into_bytes());
        match (&mut self.values, cell) {
            (Values::List(values), Cell::List(list)) => {
                self.more.extend((0..list.len().max(1)).map(|at| i16::from(at > 0)));
                self.there.extend(std::iter::repeat_n(i16::from(!list.is_empty()), list.len().max(1)));
                values.extend(list.into_iter().map(text));
            }
            (Values::Text(values), Cell::Text(cell)) => self.there.push(kept(values, cell.map(text))),
            (Values::Whole(values), Cell::Whole(cell)) => self.there.push(kept(values, cell)),
            (Values::Real(values), Cell::Real(cell)) => self.there.push(kept(values, cell)),
            (Values::Day(values), Cell::Day(cell)) => self.there.push(kept(values, cell.and_then(days_since_1970))),
            (Values::Truth(values), Cell::Truth(cell)) => self.there.push(kept(values, Some(cell))),
            // Columns are made from a row: each cell has the type of its column.
            _ => self.there.push(0),
        }
    }

    fn write(&mut self, out: &mut SerializedColumnWriter<'_>) -> Result<(), ParquetError> {
        let there = Some(self.there.as_slice());
        match &mut self.values {
            Values::Text(values) => out.typed::<ByteArrayType>().write_batch(values, there, None)?,
            Values::List(values) => out.typed::<ByteArrayType>().write_batch(values, there, Some(&self.more))?,
            Values::Whole(values) => out.typed::<Int64Type>().write_batch(values, there, None)?,
            Values::Real(values) => out.typed::<DoubleType>().write_batch(values, there, None)?,
            Values::Day(values) => out.typed::<Int32Type>().write_batch(values, there, None)?,
            Values::Truth(values) => out.typed::<BoolType>().write_batch(values, there, None)?,
        };
        self.values.clear();
        self.there.clear();
        self.more.clear();
        Ok(())
    }
}

impl Values {
    fn clear(&mut self) {
        match self {
            Values::Text(values) | Values::List(values) => values.clear(),
            Values::Whole(values) => values.clear(),
            Values::Real(values) => values.clear(),
            Values::Day(values) => values.clear(),
            Values::Truth(values) => values.clear(),
        }
    }
}

/// Keeps a value where there is one, and says whether there was.
fn kept<T>(values: &mut Vec<T>, value: Option<T>) -> i16 {
    let there = i16::from(value.is_some());
    values.extend(value);
    there
}

fn days_since_1970(day: Date) -> Option<i32> {
    day.since(jiff::civil::date(1970, 1, 1)).ok().map(|span| span.get_days())
}

/// Empty columns, as a row has them.
fn columns() -> Vec<Column> {
    let claim = Claim::default();
    let coded = Coded::default();
    let tables = Tables::embedded();
    let view = View::of(&coded, &tables);
    let empty = |(name, cell): (&'static str, Cell)| {
        let values = match cell {
            Cell::Text(_) => Values::Text(Vec::new()),
            Cell::List(_) => Values::List(Vec::new()),
            Cell::Whole(_) => Values::Whole(Vec::new()),
            Cell::Real(_) => Values::Real(Vec::new()),
            Cell::Day(_) => Values::Day(Vec::new()),
            Cell::Truth(_) => Values::Truth(Vec::new()),
        };
        Column { name, values, there: Vec::new(), more: Vec::new() }
    };
    row(&view, &claim).into_iter().map(empty).collect()
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
