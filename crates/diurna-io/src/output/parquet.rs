//! Records → the claims as typed columns: Apache Parquet.
//!
//! In: records. Out: a file with a row a claim, in groups of rows, so that a group is held and no more. Lists are lists, days are days, figures are numbers, words of
//! closed sets are kept in dictionaries. What the file was made from is its metadata under the key `diurna`.

use std::io::{self, Write};
use std::sync::Arc;

use jiff::civil::Date;
use parquet::basic::Compression;
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::parser::parse_message_type;

use super::columns::{ClaimColumns, Column, Values};
use super::view::View;

/// Rows to a group.
const GROUP: usize = 20_000;

/// An open file.
pub(super) struct Parquet<W: Write + Send> {
    file: SerializedFileWriter<W>,
    claims: ClaimColumns,
}

impl<W: Write + Send> Parquet<W> {
    pub(super) fn begin(out: W) -> io::Result<Parquet<W>> {
        let claims = ClaimColumns::empty();
        let fields: String = claims.columns().iter().map(field).collect();
        let schema = parse_message_type(&format!("message claims {{ {fields} }}")).map_err(told)?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by(format!("diurna {}", env!("CARGO_PKG_VERSION")));
        let file = SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties.build())).map_err(told)?;
        Ok(Parquet { file, claims })
    }

    pub(super) fn write(&mut self, view: &View<'_>) -> io::Result<()> {
        self.claims.push(view);
        if self.claims.rows() >= GROUP { self.group() } else { Ok(()) }
    }

    pub(super) fn end(mut self, made: &str) -> io::Result<()> {
        if self.claims.rows() > 0 {
            self.group()?;
        }
        self.file.append_key_value_metadata(KeyValue::new("diurna".to_owned(), made.to_owned()));
        let mut out = self.file.into_inner().map_err(told)?;
        out.flush()
    }

    /// Writes the rows that are held.
    fn group(&mut self) -> io::Result<()> {
        let mut group = self.file.next_row_group().map_err(told)?;
        for column in self.claims.columns() {
            if let Some(mut out) = group.next_column().map_err(told)? {
                write(&column.values, &mut out).map_err(told)?;
                out.close().map_err(told)?;
            }
        }
        group.close().map_err(told)?;
        self.claims.clear();
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

/// A column's line of the schema.
fn field(column: &Column) -> String {
    let name = column.name;
    match column.values {
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

/// Writes the values of a column, and for each place in it whether there is a value and whether it goes on with a list.
fn write(values: &Values, out: &mut SerializedColumnWriter<'_>) -> Result<usize, ParquetError> {
    let text = |text: &String| ByteArray::from(text.clone().into_bytes());
    match values {
        Values::Text(values) => {
            let there = there(values);
            let values: Vec<ByteArray> = values.iter().flatten().map(text).collect();
            out.typed::<ByteArrayType>().write_batch(&values, Some(&there), None)
        }
        Values::List(lists) => {
            let (mut there, mut more) = (Vec::new(), Vec::new());
            for list in lists {
                more.extend((0..list.len().max(1)).map(|at| i16::from(at > 0)));
                there.extend(std::iter::repeat_n(i16::from(!list.is_empty()), list.len().max(1)));
            }
            let values: Vec<ByteArray> = lists.iter().flatten().map(text).collect();
            out.typed::<ByteArrayType>().write_batch(&values, Some(&there), Some(&more))
        }
        Values::Whole(values) => {
            let there = there(values);
            let values: Vec<i64> = values.iter().flatten().copied().collect();
            out.typed::<Int64Type>().write_batch(&values, Some(&there), None)
        }
        Values::Real(values) => {
            let there = there(values);
            let values: Vec<f64> = values.iter().flatten().copied().collect();
            out.typed::<DoubleType>().write_batch(&values, Some(&there), None)
        }
        Values::Day(days) => {
            let days: Vec<Option<i32>> = days.iter().map(|day| day.and_then(days_since_1970)).collect();
            let values: Vec<i32> = days.iter().flatten().copied().collect();
            out.typed::<Int32Type>().write_batch(&values, Some(&there(&days)), None)
        }
        Values::Truth(values) => out.typed::<BoolType>().write_batch(values, Some(&vec![1; values.len()]), None),
    }
}

/// For each place whether there is a value.
fn there<T>(values: &[Option<T>]) -> Vec<i16> {
    values.iter().map(|value| i16::from(value.is_some())).collect()
}

fn days_since_1970(day: Date) -> Option<i32> {
    day.since(jiff::civil::date(1970, 1, 1)).ok().map(|span| span.get_days())
}
