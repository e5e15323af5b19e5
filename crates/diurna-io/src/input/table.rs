//! A CSV table → reports, a row at a time.
//!
//! In: an open source whose first row names its columns. Out: a report or trouble for every row, with the line it begins on. Cells may be separated by
//! commas, semicolons, tabs or bars, whichever the header has most of. A row in an old encoding is read in the one it most likely has. A quote
//! that never closes ends the file with one line of trouble; it never fills the memory.

use std::io::{BufRead, Cursor, Read};

use csv::{ByteRecord, Reader, ReaderBuilder};
use encoding_rs::{Encoding, UTF_8};

use super::columns::Columns;
use super::feed::Begun;
use super::metered::{Metered, is_spent};
use super::{Defaults, Found, GivenNote, Origin, SOURCE_LIMIT, Source, Trouble, decode, lines, lower, too_long};

/// The separators, the likeliest first.
const SEPARATORS: [u8; 4] = *b",;\t|";

/// The reports of a table.
pub(super) struct Table<R> {
    rows: Reader<Metered<R>>,
    origin: Origin,
    defaults: Defaults,
    columns: Option<Columns>,
    over: bool,
    found: bool,
}

/// Whether a first line is a header that names a column of text.
pub(super) fn is_header(line: &[u8], defaults: &Defaults) -> bool {
    let line = String::from_utf8_lossy(line);
    let separator = char::from(separator(line.as_bytes()));
    let cells: Vec<String> = line.trim().split(separator).map(|cell| cell.trim_matches('"').to_owned()).collect();
    cells.len() > 1 && Columns::of(&cells, defaults).is_ok()
}

fn separator(header: &[u8]) -> u8 {
    let count = |separator: &u8| header.iter().filter(|byte| *byte == separator).count();
    // The first of those that stand most often: of equals, `max_by_key` takes the last.
    SEPARATORS.into_iter().rev().max_by_key(count).unwrap_or(b',')
}

/// The table of a source.
///
/// # Errors
/// A source that cannot be read.
pub(super) fn of<R: BufRead>(mut source: R, origin: Origin, defaults: &Defaults) -> Result<Table<Begun<R>>, Trouble> {
    let header = lines::first_line(&mut source).map_err(|error| origin.trouble(lower(&error.to_string())))?;
    let start = header.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&header).to_vec();
    let rows = ReaderBuilder::new()
        .delimiter(separator(&start))
        .flexible(true)
        .has_headers(false)
        .from_reader(Metered::of(Cursor::new(start).chain(source)));
    Ok(Table { rows, origin, defaults: defaults.clone(), columns: None, over: false, found: false })
}

impl<R: BufRead> Table<R> {
    /// The next row and the place it begins at.
    fn row(&mut self) -> Result<Option<(Origin, ByteRecord)>, Trouble> {
        let mut row = ByteRecord::new();
        loop {
            self.rows.get_mut().allow(SOURCE_LIMIT);
            let read = self.rows.read_byte_record(&mut row);
            let line = usize::try_from(self.rows.position().line()).unwrap_or(usize::MAX);
            let origin = self.origin.at(row.position().map_or(line, |at| usize::try_from(at.line()).unwrap_or(line)));
            match read {
                Ok(true) if row.iter().all(|cell| cell.trim_ascii().is_empty()) => {}
                Ok(true) => return Ok(Some((origin, row))),
                Ok(false) => return Ok(None),
                Err(error) => return Err(origin.trouble(told(error))),
            }
        }
    }

    fn begin(&mut self) -> Result<Option<()>, Trouble> {
        let Some((origin, row)) = self.row()? else { return Ok(None) };
        let (cells, _) = cells(&row);
        let header: Vec<String> = cells.into_iter().map(|cell| cell.trim().to_owned()).collect();
        self.columns = Some(Columns::of(&header, &self.defaults).map_err(|reason| origin.trouble(reason))?);
        Ok(Some(()))
    }

    fn report(&mut self) -> Result<Option<Found>, Trouble> {
        if self.columns.is_none() && self.begin()?.is_none() {
            return Err(self.origin.trouble("file is empty"));
        }
        let Some((origin, row)) = self.row()? else { return Ok(None) };
        let (cells, notes) = cells(&row);
        Ok(self.columns.as_ref().map(|columns| columns.report(|at| cells.get(at).cloned(), notes, &origin)))
    }
}

impl<R: BufRead> Iterator for Table<R> {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        if self.over {
            return None;
        }
        let found = self.report().unwrap_or_else(|trouble| {
            self.over = true;
            Some(Err(trouble))
        });
        self.over |= found.is_none();
        if found.is_none() && !self.found {
            self.found = true;
            return Some(Err(self.origin.trouble("table has no rows")));
        }
        self.found = true;
        found
    }
}

impl<R: BufRead + Send> Source for Table<R> {}

fn told(error: csv::Error) -> String {
    match error.into_kind() {
        csv::ErrorKind::Io(error) if is_spent(&error) => {
            format!("{}, or a quote does not close: what follows is not read", too_long("row", SOURCE_LIMIT))
        }
        csv::ErrorKind::Io(error) => lower(&error.to_string()),
        _ => "not a row of a table".to_owned(),
    }
}

/// The cells of a row as text. An encoding is guessed from all of them, since one is often too short.
fn cells(row: &ByteRecord) -> (Vec<String>, Vec<GivenNote>) {
    let encoding: &'static Encoding =
        if row.iter().all(|cell| std::str::from_utf8(cell).is_ok()) { UTF_8 } else { decode::guess(row.as_slice()) };
    let cells = row.iter().map(|cell| encoding.decode_without_bom_handling(cell).0.into_owned()).collect();
    let note = (encoding != UTF_8).then(|| decode::read_as(encoding));
    (cells, note.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(source: &[u8]) -> Vec<String> {
        let tell = |found: Found| match found {
            Ok(given) => format!("{} | {}", given.report.id, given.report.text),
            Err(trouble) => trouble.to_string(),
        };
        let table = of(source, Origin::file("wire.csv"), &Defaults::default());
        table.unwrap_or_else(|trouble| panic!("{trouble}")).map(tell).collect()
    }

    #[test]
    fn a_row_is_a_report_and_a_cell_may_hold_lines() {
        let csv = b"\xEF\xBB\xBFid,date,text\nr1,2024-03-05,\"Talks began.\n\nThey \"\"failed\"\".\"\n,2024-03-06,Shelling hit Orma.\n";
        assert_eq!(rows(csv), ["r1 | Talks began.\n\nThey \"failed\".", "wire:5 | Shelling hit Orma."]);
    }

    #[test]
    fn semicolons_and_tabs_separate_as_well() {
        assert_eq!(rows(b"id;text\n1;Talks, at last, began.\n"), ["1 | Talks, at last, began."]);
        assert_eq!(rows(b"id\ttext\n1\tTalks; at last.\n"), ["1 | Talks; at last."]);
    }

    #[test]
    fn a_bad_row_is_told_with_its_line_and_the_next_is_read() {
        let csv = b"id,published,text\n1,soonish,Talks began.\n2,2024-03-05,\n3,2024-03-05,Talks ended.\n";
        assert_eq!(
            rows(csv),
            [
                "wire.csv:2: published \"soonish\" is not a date",
                "wire.csv:3: report has no text (keys: text, html, body, content, event_text)",
                "3 | Talks ended."
            ]
        );
    }

    #[test]
    fn a_quote_that_never_closes_is_told_with_the_line_it_opens_on() {
        let csv = [b"id,text\n1,Talks began.\n2,\"".to_vec(), b"Shelling went on.\n".repeat(1_200_000)].concat();
        let told = rows(&csv);
        assert_eq!(told.len(), 2, "{:?}", told.len());
        assert_eq!(
            told[1],
            "wire.csv:3: row is longer than 16 MB, or a quote does not close: what follows is not read"
        );
    }

    #[test]
    fn tables_of_nothing_say_so() {
        assert_eq!(rows(b"\n"), ["wire.csv: file is empty"]);
        assert_eq!(rows(b"id,text\n"), ["wire.csv: table has no rows"]);
        assert_eq!(rows(b"iso,deaths\nMM,3\n").len(), 1);
    }

    #[test]
    fn an_old_encoding_is_read_by_the_row() {
        assert_eq!(
            rows(b"id,text\n1,\"The caf\xE9 was shelled, the mayor said.\"\n"),
            ["1 | The café was shelled, the mayor said."]
        );
    }

    #[test]
    fn a_header_is_told_from_a_sentence() {
        let known = Defaults::default();
        assert!(is_header(b"id,date,text\n", &known) && is_header(b"\"id\";\"body\"", &known));
        assert!(!is_header(b"Rebels shelled the market, the mayor said.\n", &known));
        assert!(!is_header(b"text\n", &known));
    }
}
