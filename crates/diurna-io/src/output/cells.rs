//! Tables that other programs open: cells, rows and sheets.
//!
//! In: cells as text. Out: comma- or tab-separated lines. A cell that a spreadsheet would run as a formula is given an apostrophe before it, a
//! number never is; what has no value is empty. Days stand as 2024-03-05, which every spreadsheet reads as that day.

use std::io::{self, Write};

/// What stands between cells, and whether cells can hold line breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Separator {
    /// A comma; cells may be quoted.
    Comma,
    /// A tab; cells are never quoted, and breaks and tabs in them become blanks.
    Tab,
}

/// An open table.
pub(super) struct Sheet<W: Write> {
    out: Box<csv::Writer<W>>,
    separator: Separator,
}

impl<W: Write> Sheet<W> {
    /// Begins a table without a header.
    pub(super) fn begin(out: W, separator: Separator) -> Sheet<W> {
        let mut form = csv::WriterBuilder::new();
        form.flexible(true);
        if separator == Separator::Tab {
            form.delimiter(b'\t').quote_style(csv::QuoteStyle::Never);
        }
        Sheet { out: Box::new(form.from_writer(out)), separator }
    }

    /// Writes one row.
    pub(super) fn row<C: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = C>) -> io::Result<()> {
        let separator = self.separator;
        Ok(self.out.write_record(cells.into_iter().map(|cell| safe(cell.as_ref(), separator)))?)
    }

    /// Ends the table and gives its file back.
    pub(super) fn end(self) -> io::Result<W> {
        self.out.into_inner().map_err(|error| io::Error::new(error.error().kind(), error.error().to_string()))
    }

    /// Writes what is held back.
    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// The cell as no spreadsheet runs it.
fn safe(cell: &str, separator: Separator) -> String {
    let kept = match separator {
        Separator::Comma => cell.to_owned(),
        Separator::Tab => cell.replace(['\t', '\n', '\r'], " "),
    };
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_number(cell) { format!("'{kept}") } else { kept }
}

fn is_number(cell: &str) -> bool {
    cell.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'+' | b'.')) && cell.parse::<f64>().is_ok()
}

/// A row that is filled by the names of its columns; what is not filled is empty.
pub(super) struct Row {
    columns: &'static [&'static str],
    cells: Vec<String>,
}

impl Row {
    /// An empty row.
    pub(super) fn of(columns: &'static [&'static str]) -> Row {
        Row { columns, cells: vec![String::new(); columns.len()] }
    }

    /// Fills the first column of this name.
    pub(super) fn set(&mut self, column: &str, value: impl ToString) -> &mut Row {
        let at = self.columns.iter().position(|name| *name == column);
        debug_assert!(at.is_some(), "no column {column}");
        if let Some(cell) = at.and_then(|at| self.cells.get_mut(at)) {
            *cell = value.to_string();
        }
        self
    }

    /// Fills a column, or leaves it empty where there is no value.
    pub(super) fn set_some(&mut self, column: &str, value: Option<impl ToString>) -> &mut Row {
        if let Some(value) = value {
            self.set(column, value);
        }
        self
    }

    /// The cells in the order of the columns.
    pub(super) fn cells(self) -> Vec<String> {
        self.cells
    }
}

/// Several values in one cell.
pub(super) fn joined<S: AsRef<str>>(values: impl IntoIterator<Item = S>) -> String {
    let mut joined = String::new();
    for value in values {
        if !joined.is_empty() {
            joined.push_str("; ");
        }
        joined.push_str(value.as_ref());
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(separator: Separator, cells: &[&str]) -> String {
        let mut sheet = Sheet::begin(Vec::new(), separator);
        sheet.row(cells).expect("memory takes bytes");
        String::from_utf8(sheet.end().expect("memory takes bytes")).expect("UTF-8")
    }

    #[test]
    fn a_formula_is_defused_and_a_number_stays_a_number() {
        let cells = ["=HYPERLINK(1)", "+1 said", "-12.5", "@home", "-cmd", "+7", "2024-03-05", "-1-1"];
        assert_eq!(
            written(Separator::Comma, &cells),
            "'=HYPERLINK(1),'+1 said,-12.5,'@home,'-cmd,+7,2024-03-05,'-1-1\n"
        );
        assert_eq!(written(Separator::Comma, &["\t=1", "\r=1"]), "'\t=1,\"'\r=1\"\n");
    }

    #[test]
    fn a_cell_between_tabs_has_no_tab_and_no_break() {
        assert_eq!(written(Separator::Tab, &["a \"b\"", "c\td\ne", ""]), "a \"b\"\tc d e\t\n");
    }

    #[test]
    fn a_row_is_filled_by_name() {
        let mut row = Row::of(&["one", "two", "three"]);
        row.set("three", 3).set_some("one", None::<u8>);
        assert_eq!(row.cells(), ["", "", "3"]);
    }
}
