//! A Parquet file → reports, a row at a time.
//!
//! In: a file, since its list of columns stands at its end. Out: a report or trouble for every row, with the row's number. Only the columns that are of
//! use are unpacked, a page of each at a time. Text, numbers, days and moments can be read; a list is no text.

use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use parquet::basic::{LogicalType, Repetition, TimeUnit, Type as Physical};
use parquet::errors::ParquetError;
use parquet::file::metadata::ParquetMetaData;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::reader::RowIter;
use parquet::record::{Field, Row};
use parquet::schema::types::Type;

use super::columns::Columns;
use super::{Defaults, Found, Origin, Source, Trouble, lower};

/// The first bytes of a Parquet file.
pub(super) const MAGIC: &[u8] = b"PAR1";

/// What is said of a file that contradicts itself.
const DAMAGED: &str = "parquet: the file is damaged";

/// The reports of a Parquet file.
pub(super) struct Rows {
    rows: RowIter<'static>,
    columns: Columns,
    /// For each column of the file, its place among those that are read.
    read: Vec<Option<usize>>,
    /// Columns of moments in billionths of a second, which the reader of rows gives as bare numbers.
    nanos: Vec<usize>,
    origin: Origin,
    row: usize,
    over: bool,
}

impl Rows {
    /// Opens a file.
    ///
    /// # Errors
    /// A file that is not Parquet, is damaged, or has no column of text.
    pub(super) fn of(file: File, origin: Origin, defaults: &Defaults) -> Result<Rows, Trouble> {
        let opened = walled(|| Rows::open(file, origin.clone(), defaults));
        opened.unwrap_or_else(|| Err(origin.trouble(DAMAGED)))
    }

    fn open(file: File, origin: Origin, defaults: &Defaults) -> Result<Rows, Trouble> {
        let told = |error: ParquetError| origin.trouble(told(&error));
        let reader = SerializedFileReader::new(file).map_err(told)?;
        if !stands(reader.metadata()) {
            return Err(origin.trouble(DAMAGED));
        }
        let schema = reader.metadata().file_metadata().schema().clone();
        let fields = schema.get_fields();
        // A column with fields of its own has no name that a map could mean.
        let name = |field: &Type| if field.is_primitive() { field.name().to_owned() } else { String::new() };
        let header: Vec<String> = fields.iter().map(|field| name(field)).collect();
        let columns = Columns::of(&header, defaults).map_err(|reason| origin.trouble(reason))?;
        let mut used: Vec<usize> = columns.used().collect();
        used.sort_unstable();
        used.dedup();
        if let Some(repeated) = used.iter().find(|at| repeats(&fields[**at])) {
            return Err(origin.trouble(format!("column {:?} holds lists", header[*repeated])));
        }
        let read = (0..fields.len()).map(|at| used.iter().position(|used| *used == at)).collect();
        let nanos = used.iter().copied().filter(|at| in_nanos(&fields[*at])).collect();
        let kept = used.iter().map(|at| fields[*at].clone()).collect();
        let projection = Type::group_type_builder(schema.name()).with_fields(kept).build().map_err(told)?;
        let rows = RowIter::from_file_into(Box::new(reader)).project(Some(projection)).map_err(told)?;
        Ok(Rows { rows, columns, read, nanos, origin, row: 0, over: false })
    }

    fn report(&self, row: &Row) -> Found {
        let fields: Vec<&Field> = row.get_column_iter().map(|(_, field)| field).collect();
        let cell = |at: usize| {
            let field = fields.get(self.read.get(at).copied().flatten()?)?;
            match field {
                Field::Long(moment) if self.nanos.contains(&at) => day(*moment, 1_000_000_000),
                field => word(field),
            }
        };
        self.columns.report(cell, Vec::new(), &self.origin.row(self.row))
    }
}

impl Iterator for Rows {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        if self.over {
            return None;
        }
        self.row += 1;
        let Some(next) = walled(|| self.rows.next()) else {
            self.over = true;
            return Some(Err(self.origin.row(self.row).trouble(format!("{DAMAGED}: what follows is not read"))));
        };
        match next {
            Some(Ok(row)) => Some(self.report(&row)),
            Some(Err(error)) => {
                self.over = true;
                let reason = format!("{}: what follows is not read", told(&error));
                Some(Err(self.origin.row(self.row).trouble(reason)))
            }
            None => {
                self.over = true;
                (self.row == 1).then(|| Err(self.origin.trouble("table has no rows")))
            }
        }
    }
}

impl Source for Rows {}

/// What a file says of its own parts can be true: none begins or ends before the file does.
fn stands(file: &ParquetMetaData) -> bool {
    let columns = file.row_groups().iter().flat_map(|group| group.columns());
    columns.into_iter().all(|column| {
        let dictionary = column.dictionary_page_offset().unwrap_or_default();
        [column.data_page_offset(), dictionary, column.compressed_size(), column.num_values()]
            .iter()
            .all(|part| *part >= 0)
    })
}

/// What a step gives, or none where it panicked: the reader of this format trusts what a damaged file says of itself.
fn walled<T>(step: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(step)).ok()
}

fn repeats(field: &Type) -> bool {
    field.get_basic_info().has_repetition() && field.get_basic_info().repetition() == Repetition::REPEATED
}

fn in_nanos(field: &Type) -> bool {
    let logical = field.get_basic_info().logical_type_ref();
    field.get_physical_type() == Physical::INT64
        && matches!(logical, Some(LogicalType::Timestamp(time)) if time.unit == TimeUnit::NANOS)
}

fn told(error: &ParquetError) -> String {
    let reason = error.to_string();
    let reason = reason.split_once(": ").map_or(reason.as_str(), |(_, reason)| reason);
    let line = reason.lines().next().unwrap_or_default();
    format!("parquet: {}", lower(line))
}

/// A value as JSON would write it; none where it is null or no single value.
fn word(field: &Field) -> Option<String> {
    Some(match field {
        Field::Str(word) => word.clone(),
        Field::Bytes(bytes) => String::from_utf8_lossy(bytes.data()).into_owned(),
        Field::Byte(number) => number.to_string(),
        Field::Short(number) => number.to_string(),
        Field::Int(number) => number.to_string(),
        Field::Long(number) => number.to_string(),
        Field::UByte(number) => number.to_string(),
        Field::UShort(number) => number.to_string(),
        Field::UInt(number) => number.to_string(),
        Field::ULong(number) => number.to_string(),
        Field::Date(days) => since_1970(i64::from(*days))?.to_string(),
        Field::TimestampMillis(moment) => day(*moment, 1_000)?,
        Field::TimestampMicros(moment) => day(*moment, 1_000_000)?,
        _ => return None,
    })
}

fn since_1970(days: i64) -> Option<Date> {
    jiff::civil::date(1970, 1, 1).checked_add(SignedDuration::from_hours(days.checked_mul(24)?)).ok()
}

/// The day of a moment given in parts of a second since 1970.
fn day(moment: i64, parts: i64) -> Option<String> {
    let second = Timestamp::from_second(moment.div_euclid(parts)).ok()?;
    Some(second.to_zoned(jiff::tz::TimeZone::UTC).date().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use parquet::column::writer::ColumnWriter;
    use parquet::data_type::ByteArray;
    use parquet::file::writer::SerializedFileWriter;
    use parquet::schema::parser::parse_message_type;
    use std::io::{Seek, Write};
    use std::sync::Arc;

    const SCHEMA: &str = "message reports { REQUIRED INT64 id; OPTIONAL BYTE_ARRAY Body (STRING);
        OPTIONAL INT64 date (TIMESTAMP(NANOS, true)); OPTIONAL INT32 seen (DATE); }";

    /// A file of two rows.
    fn file() -> File {
        let schema = Arc::new(parse_message_type(SCHEMA).expect("the schema"));
        let mut file = tempfile::tempfile().expect("a file for the test");
        let mut out = SerializedFileWriter::new(&mut file, schema, Default::default()).expect("a file");
        let mut group = out.next_row_group().expect("a group");
        let midday = 19_787 * 86_400 * 1_000_000_000 + 43_200_000_000_000;
        let bodies = [ByteArray::from("Talks began.")];
        while let Some(mut column) = group.next_column().expect("a column") {
            let written = match column.untyped() {
                ColumnWriter::Int64ColumnWriter(out) if out.get_descriptor().name() == "id" => {
                    out.write_batch(&[7, 8], None, None)
                }
                ColumnWriter::Int64ColumnWriter(out) => out.write_batch(&[midday], Some(&[1, 0]), None),
                ColumnWriter::ByteArrayColumnWriter(out) => out.write_batch(&bodies, Some(&[1, 0]), None),
                ColumnWriter::Int32ColumnWriter(out) => out.write_batch(&[19_788], Some(&[1, 0]), None),
                _ => panic!("no such column"),
            };
            written.expect("values");
            column.close().expect("a column");
        }
        group.close().expect("a group");
        out.close().expect("a file");
        file
    }

    fn rows(file: File, keys: &[(&str, &str)]) -> Result<Vec<Found>, Trouble> {
        let keys = keys.iter().map(|(ours, theirs)| ((*ours).to_owned(), (*theirs).to_owned())).collect();
        let defaults = Defaults { keys, ..Defaults::default() };
        Rows::of(file, Origin::file("wire.parquet"), &defaults).map(Iterator::collect)
    }

    #[test]
    fn a_row_is_a_report_and_a_moment_a_day() {
        let found = rows(file(), &[]).expect("a table of reports");
        let report = &found[0].as_ref().expect("a report").report;
        assert_eq!((report.id.as_str(), report.text.as_str()), ("7", "Talks began."));
        assert_eq!(report.published, Some(jiff::civil::date(2024, 3, 5)));
        let told = found[1].as_ref().expect_err("it has no text").to_string();
        assert!(told.starts_with("wire.parquet: row 2: report has no text"), "{told}");
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn the_persons_columns_hold() {
        let found = rows(file(), &[("published", "seen")]).expect("a table of reports");
        assert_eq!(found[0].as_ref().map(|given| given.report.published), Ok(Some(jiff::civil::date(2024, 3, 6))));
        let told = rows(file(), &[("title", "head")]).expect_err("no such column").to_string();
        assert_eq!(told, "wire.parquet: no column \"head\" (columns: id, Body, date, seen)");
    }

    #[test]
    fn a_damaged_file_is_one_trouble() {
        let mut whole = file();
        let length = whole.seek(std::io::SeekFrom::End(0)).expect("a file");
        whole.set_len(length - 9).expect("a file");
        let told = rows(whole, &[]).expect_err("it has no end").to_string();
        assert!(told.starts_with("wire.parquet: parquet: "), "{told}");
        let mut none = tempfile::tempfile().expect("a file for the test");
        none.write_all(b"PAR1").expect("a file");
        assert!(rows(none, &[]).is_err());
    }
}
