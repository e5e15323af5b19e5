//! A table of reports → reports.
//!
//! In: anything with `__arrow_c_stream__` or `__arrow_c_array__`, as the tables of pyarrow, polars, pandas, DuckDB and others have. Out: a
//! report for every row, or why it is none. Columns bear our names (`id, url, publisher, published, title, text, language`), or those that
//! the caller says; columns of other names are passed over. Text is copied once, out of the table.

use std::collections::BTreeMap;

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Int32Type, Int64Type};
use arrow_array::{Array, RecordBatch, RecordBatchReader, ffi_stream::RecordBatchStreamReader};
use arrow_pyarrow::FromPyArrow;
use arrow_schema::{DataType, Schema, TimeUnit};
use diurna::Report;
use diurna_io::input::{Given, Origin, REPORT_LIMIT, day_of};
use jiff::civil::Date;
use jiff::{Span, Timestamp, tz::TimeZone};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;

use crate::wrong;

/// Pairs of our name of a column and theirs.
pub type Columns = BTreeMap<String, String>;

/// A day as Python has it: `datetime.date`, `datetime.datetime`, or written out.
pub struct Day(pub Date);

impl<'a, 'py> FromPyObject<'a, 'py> for Day {
    type Error = PyErr;

    fn extract(given: Borrowed<'a, 'py, PyAny>) -> PyResult<Day> {
        if let Ok(written) = given.extract::<String>() {
            return day_of(&written).map(Day).ok_or_else(|| wrong(no_date(&written)));
        }
        let part =
            |name: &str| given.getattr(name).map_err(|_| PyTypeError::new_err("published is a date or a string"));
        let (year, month, day) = (part("year")?.extract()?, part("month")?.extract()?, part("day")?.extract()?);
        Date::new(year, month, day).map(Day).map_err(wrong)
    }
}

fn no_date(written: &str) -> String {
    let shown: String = written.chars().take(60).collect();
    format!("published {shown:?} is not a date")
}

/// A row of a table: the name of its report, and the report or why there is none.
pub struct Row {
    pub name: String,
    pub given: Result<Given, String>,
}

/// A report that no file gave, as the readers of files would have it: its language is that which its letters tell.
pub fn given(report: Report) -> Given {
    let origin = Origin::file(&report.id);
    Given::of(report, origin, Vec::new(), Vec::new())
}

/// The columns of a report.
const NAMES: [&str; 7] = ["id", "url", "publisher", "published", "title", "text", "language"];

/// The reports of a table.
pub fn rows(
    table: &Bound<'_, PyAny>,
    columns: &Columns,
    published: Option<Day>,
    publisher: Option<String>,
) -> PyResult<Vec<Row>> {
    if let Some(other) = columns.keys().find(|name| !NAMES.contains(&name.as_str())) {
        return Err(wrong(format!("{other} is no column of a report: {}", NAMES.join(", "))));
    }
    let (schema, batches) = batches(table)?;
    let places = places(&schema, columns)?;
    let published = published.map(|Day(day)| day);
    let mut rows = Vec::new();
    for batch in &batches {
        let keys = keys(batch, &places);
        for row in 0..batch.num_rows() {
            let cells = Cells { batch, places: &places, keys: &keys, row };
            let name = cells.word("id").unwrap_or_else(|| format!("row {}", rows.len()));
            let report = cells.report(&name, published, publisher.as_deref());
            rows.push(Row { name, given: report.map(given) });
        }
    }
    Ok(rows)
}

fn batches(table: &Bound<'_, PyAny>) -> PyResult<(Schema, Vec<RecordBatch>)> {
    if table.hasattr("__arrow_c_stream__")? {
        let stream = RecordBatchStreamReader::from_pyarrow_bound(table)?;
        let schema = stream.schema().as_ref().clone();
        return Ok((schema, stream.collect::<Result<_, _>>().map_err(wrong)?));
    }
    if table.hasattr("__arrow_c_array__")? {
        let batch = RecordBatch::from_pyarrow_bound(table)?;
        return Ok((batch.schema().as_ref().clone(), vec![batch]));
    }
    Err(PyTypeError::new_err("reports are a table that speaks Arrow: of pyarrow, polars, pandas 3 or alike"))
}

/// Where the columns of a report stand in a table.
fn places(schema: &Schema, columns: &Columns) -> PyResult<BTreeMap<&'static str, usize>> {
    let mut places = BTreeMap::new();
    for ours in NAMES {
        let name = columns.get(ours).map_or(ours, String::as_str);
        let Some((place, field)) = schema.fields().find(name) else {
            if ours == "text" || columns.contains_key(ours) {
                return Err(wrong(format!("the table has no column {name}")));
            }
            continue;
        };
        if !fits(ours, field.data_type()) {
            return Err(PyTypeError::new_err(format!("column {name} holds {}, which is no {ours}", field.data_type())));
        }
        places.insert(ours, place);
    }
    Ok(places)
}

/// For each column that is kept as a dictionary, the place of each row's word in it.
fn keys(batch: &RecordBatch, places: &BTreeMap<&'static str, usize>) -> BTreeMap<&'static str, Vec<usize>> {
    let kept = places.iter().filter_map(|(name, place)| Some((*name, batch.column(*place).as_any_dictionary_opt()?)));
    // A dictionary without words belongs to a column without values.
    kept.filter(|(_, words)| !words.values().is_empty()).map(|(name, words)| (name, words.normalized_keys())).collect()
}

fn fits(ours: &str, holds: &DataType) -> bool {
    use DataType::{Date32, Dictionary, Int32, Int64, LargeUtf8, Null, Timestamp, Utf8, Utf8View};
    match holds {
        Utf8 | LargeUtf8 | Utf8View | Null => true,
        Dictionary(_, values) => matches!(**values, Utf8 | LargeUtf8 | Utf8View),
        Int32 | Int64 => ours == "id",
        Date32 | Timestamp(_, _) => ours == "published",
        _ => false,
    }
}

/// One row of a table.
struct Cells<'a> {
    batch: &'a RecordBatch,
    places: &'a BTreeMap<&'static str, usize>,
    keys: &'a BTreeMap<&'static str, Vec<usize>>,
    row: usize,
}

impl Cells<'_> {
    fn report(&self, id: &str, published: Option<Date>, publisher: Option<&str>) -> Result<Report, String> {
        let text = self.word("text").ok_or("report has no text")?;
        if text.trim().is_empty() {
            return Err("text is empty".to_owned());
        }
        if text.len() > REPORT_LIMIT {
            return Err(format!("report is longer than {} MB", REPORT_LIMIT >> 20));
        }
        Ok(Report {
            id: id.to_owned(),
            url: self.word("url"),
            publisher: self.word("publisher").or_else(|| publisher.map(str::to_owned)),
            published: self.day()?.or(published),
            title: self.word("title"),
            language: self.word("language"),
            text,
        })
    }

    fn cell(&self, name: &str) -> Option<&dyn Array> {
        let array = self.batch.column(*self.places.get(name)?).as_ref();
        array.is_valid(self.row).then_some(array)
    }

    fn word(&self, name: &str) -> Option<String> {
        let array = self.cell(name)?;
        let word = match array.as_any_dictionary_opt() {
            Some(words) => word_at(words.values().as_ref(), *self.keys.get(name)?.get(self.row)?),
            None => word_at(array, self.row),
        };
        word.filter(|word| !word.is_empty() || name == "text")
    }

    fn day(&self) -> Result<Option<Date>, String> {
        let Some(array) = self.cell("published") else { return Ok(None) };
        match array.data_type() {
            DataType::Date32 => {
                let days = array.as_primitive::<Date32Type>().value(self.row);
                let span = Span::new().try_days(days);
                let day = span.and_then(|span| jiff::civil::date(1970, 1, 1).checked_add(span));
                day.map(Some).map_err(|_| no_date(&format!("day {days}")))
            }
            DataType::Timestamp(unit, _) => {
                let moment = moment(*unit, array, self.row).ok_or_else(|| no_date("out of range"))?;
                Ok(Some(moment.to_zoned(TimeZone::UTC).date()))
            }
            _ => match self.word("published") {
                Some(written) => day_of(&written).map(Some).ok_or_else(|| no_date(&written)),
                None => Ok(None),
            },
        }
    }
}

fn word_at(array: &dyn Array, row: usize) -> Option<String> {
    match array.data_type() {
        _ if array.is_null(row) => None,
        DataType::Utf8 => Some(array.as_string::<i32>().value(row).to_owned()),
        DataType::LargeUtf8 => Some(array.as_string::<i64>().value(row).to_owned()),
        DataType::Utf8View => Some(array.as_string_view().value(row).to_owned()),
        DataType::Int32 => Some(array.as_primitive::<Int32Type>().value(row).to_string()),
        DataType::Int64 => Some(array.as_primitive::<Int64Type>().value(row).to_string()),
        _ => None,
    }
}

fn moment(unit: TimeUnit, array: &dyn Array, row: usize) -> Option<Timestamp> {
    use arrow_array::types::{
        TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType,
    };
    match unit {
        TimeUnit::Second => Timestamp::from_second(array.as_primitive::<TimestampSecondType>().value(row)).ok(),
        TimeUnit::Millisecond => {
            Timestamp::from_millisecond(array.as_primitive::<TimestampMillisecondType>().value(row)).ok()
        }
        TimeUnit::Microsecond => {
            Timestamp::from_microsecond(array.as_primitive::<TimestampMicrosecondType>().value(row)).ok()
        }
        TimeUnit::Nanosecond => {
            Timestamp::from_nanosecond(array.as_primitive::<TimestampNanosecondType>().value(row).into()).ok()
        }
    }
}
