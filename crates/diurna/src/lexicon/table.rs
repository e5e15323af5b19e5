//! Reading a table, and saying where it is wrong.
//!
//! In: a file's name and text. Out: the table, or an error with file, line, column and the line itself under a caret.
//! It opens no file: whoever has the text gives it.

use serde::de::DeserializeOwned;
use std::fmt;
use std::ops::Range;

/// Why a table could not be used, and where it says so.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TableError {
    file: String,
    line: usize,
    column: usize,
    why: String,
    shown: String,
}

impl TableError {
    /// An error at bytes of a file's text.
    pub(crate) fn at(file: &str, text: &str, at: Range<usize>, why: impl fmt::Display) -> TableError {
        let start = floor(text, at.start);
        let before = text.get(..start).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let shown = text.get(line_start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        TableError {
            file: file.to_string(),
            line: before.matches('\n').count() + 1,
            column: before.get(line_start..).unwrap_or_default().chars().count() + 1,
            why: why.to_string().trim().replace('\n', ", "),
            shown: shown.to_string(),
        }
    }

    /// An error at the first place where some words stand in a file's text, or at its start.
    pub(crate) fn near(file: &str, text: &str, words: &str, why: impl fmt::Display) -> TableError {
        let start = text.find(words).unwrap_or(0);
        TableError::at(file, text, start..start, why)
    }

    /// The file's name.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// File, line and reason in one line.
    pub fn line_and_reason(&self) -> String {
        format!("{}:{}: {}", self.file, self.line, self.why)
    }

    /// The line, from 1.
    pub fn line(&self) -> usize {
        self.line
    }
}

impl fmt::Display for TableError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "{}:{}:{}: {}", self.file, self.line, self.column, self.why)?;
        writeln!(out, "  {}", self.shown)?;
        write!(out, "  {:>width$}", "^", width = self.column)
    }
}

impl std::error::Error for TableError {}

/// The table in a text.
pub(crate) fn read_table<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, TableError> {
    toml::from_str(text).map_err(|wrong| TableError::at(file, text, wrong.span().unwrap_or(0..0), wrong.message()))
}

/// The nearest char boundary at or before a position.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&place| text.is_char_boundary(place)).unwrap_or(0)
}
