//! Where a report stands, and why one could not be read.

use std::fmt;

/// Where a report stands: a file, and the place in it where one file holds many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The file as the person named it, `-` for standard input.
    pub file: String,
    /// The place in it.
    pub place: Option<Place>,
}

/// A place in a file of many reports, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The line it begins on.
    Line(usize),
    /// The row of a table that has no lines.
    Row(usize),
    /// The record of an archive.
    Record(usize),
    /// The item of a feed.
    Item(usize),
}

/// A report that could not be read: `file:line: reason`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// Where it stands.
    pub origin: Origin,
    /// Why, in lower case, without the file's name.
    pub reason: String,
}

impl Origin {
    /// A whole file.
    pub fn file(file: &str) -> Origin {
        Origin { file: file.to_owned(), place: None }
    }

    pub(super) fn at(&self, line: usize) -> Origin {
        self.in_it(Place::Line(line))
    }

    pub(super) fn row(&self, row: usize) -> Origin {
        self.in_it(Place::Row(row))
    }

    pub(super) fn record(&self, record: usize) -> Origin {
        self.in_it(Place::Record(record))
    }

    pub(super) fn item(&self, item: usize) -> Origin {
        self.in_it(Place::Item(item))
    }

    fn in_it(&self, place: Place) -> Origin {
        Origin { file: self.file.clone(), place: Some(place) }
    }

    pub(super) fn trouble(&self, reason: impl Into<String>) -> Trouble {
        Trouble { origin: self.clone(), reason: reason.into() }
    }

    /// The id of a report that has none: the file's name without its endings, and the place.
    pub(super) fn id(&self) -> String {
        let stem = match self.file.as_str() {
            "-" => "stdin",
            path => {
                let path = path.strip_suffix(".gz").unwrap_or(path);
                std::path::Path::new(path).file_stem().and_then(|stem| stem.to_str()).unwrap_or(path)
            }
        };
        match self.place {
            None => stem.to_owned(),
            Some(Place::Line(at) | Place::Row(at) | Place::Record(at) | Place::Item(at)) => format!("{stem}:{at}"),
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = &self.file;
        match self.place {
            None => out.write_str(file),
            Some(Place::Line(line)) => write!(out, "{file}:{line}"),
            Some(Place::Row(row)) => write!(out, "{file}: row {row}"),
            Some(Place::Record(record)) => write!(out, "{file}: record {record}"),
            Some(Place::Item(item)) => write!(out, "{file}: item {item}"),
        }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.origin, self.reason)
    }
}

impl std::error::Error for Trouble {}
