//! Files, folders and standard input → reports, one at a time.
//!
//! In: paths as a person typed them. Out: an iterator of [`Given`] (a report and where it came from) or [`Trouble`] (file, line
//! and reason), in sorted order, each read only when asked for. A bad file or line never hides the ones after it. Nothing here
//! guesses: a date that cannot be read is trouble, not an empty field.

mod coded;
mod day;
mod decode;
mod elements;
mod files;
mod lines;
mod object;
mod page;
mod records;

use std::fmt;
use std::io::{BufRead, Cursor, Read};

use diurna_record::SourcePiece;
use diurna_text::Report;
use jiff::civil::Date;

pub use day::day_of;
pub use files::{Reports, reports};
pub use records::{RECORD_LIMIT, Records, is_record_file, records};

/// The longest report that is read, in bytes: a daily paper's whole issue fits several times.
pub const REPORT_LIMIT: usize = 4 << 20;
/// The longest page, line or JSON element that is read, in bytes.
pub const SOURCE_LIMIT: usize = 16 << 20;

/// A report as it was given, with what its record has to remember of the source.
#[derive(Debug, Clone, PartialEq)]
pub struct Given {
    /// The report itself.
    pub report: Report,
    /// The file, and the line where one file holds many.
    pub origin: Origin,
    /// For a page: where the pieces of the text stand in it; empty otherwise.
    pub source_map: Vec<SourcePiece>,
    /// What a reader of the record should know about the decoding.
    pub notes: Vec<GivenNote>,
}

/// Something to know about how a report was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenNote {
    /// A short code: `encoding`, `bad-utf8`, `whole-page`.
    pub code: &'static str,
    /// One lower-case sentence.
    pub message: String,
}

/// Where a report stands: a file, and the line in it where that matters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The file as the person named it, `-` for standard input.
    pub file: String,
    /// The line, from 1, in files of many reports.
    pub line: Option<usize>,
}

/// A report that could not be read: `file:line: reason`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// Where it stands.
    pub origin: Origin,
    /// Why, in lower case, without the file's name.
    pub reason: String,
}

/// What the person says about reports that do not say it themselves, and how their keys are called.
#[derive(Debug, Clone, Default)]
pub struct Defaults {
    /// The publication day of reports that name none.
    pub published: Option<Date>,
    /// The publisher of reports that name none.
    pub publisher: Option<String>,
    /// Pairs of our key and theirs: `("text", "body_plain")`.
    pub keys: Vec<(String, String)>,
}

impl Origin {
    /// A whole file.
    pub fn file(file: &str) -> Origin {
        Origin { file: file.to_owned(), line: None }
    }

    fn at(&self, line: usize) -> Origin {
        Origin { file: self.file.clone(), line: Some(line) }
    }

    fn trouble(&self, reason: impl Into<String>) -> Trouble {
        Trouble { origin: self.clone(), reason: reason.into() }
    }

    /// The id of a report that has none: the file's name without its ending, and the line.
    fn id(&self) -> String {
        let stem = match self.file.as_str() {
            "-" => "stdin",
            path => std::path::Path::new(path).file_stem().and_then(|stem| stem.to_str()).unwrap_or(path),
        };
        self.line.map_or_else(|| stem.to_owned(), |line| format!("{stem}:{line}"))
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}", self.file),
            None => f.write_str(&self.file),
        }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.origin, self.reason)
    }
}

impl std::error::Error for Trouble {}

type Found = Result<Given, Trouble>;
type Stream = Box<dyn Iterator<Item = Found> + Send>;

/// What a source holds, told by its name or its first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Text,
    Page,
    /// One JSON report, a list of them, or several after each other.
    Json,
    /// A JSON report a line.
    Lines,
}

impl Shape {
    fn of_name(name: &str) -> Option<Shape> {
        let ending = std::path::Path::new(name).extension()?.to_str()?.to_ascii_lowercase();
        match ending.as_str() {
            "txt" | "md" => Some(Shape::Text),
            "html" | "htm" | "xhtml" => Some(Shape::Page),
            "json" => Some(Shape::Json),
            "jsonl" | "ndjson" => Some(Shape::Lines),
            _ => None,
        }
    }

    /// Told from the first line where no name helps, as on standard input.
    fn of_first_line(line: &[u8]) -> Shape {
        let line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line).trim_ascii();
        let whole = |line: &[u8]| serde_json::from_slice::<serde::de::IgnoredAny>(line).is_ok();
        match line.first() {
            Some(b'[') => Shape::Json,
            Some(b'{') if whole(line) || line.ends_with(b"}") => Shape::Lines,
            Some(b'{') => Shape::Json,
            Some(b'<') => {
                let start = line[..line.len().min(200)].to_ascii_lowercase();
                let page =
                    [&b"<!doctype html"[..], b"<html", b"<head", b"<body"].iter().any(|tag| start.starts_with(tag));
                if page { Shape::Page } else { Shape::Text }
            }
            _ => Shape::Text,
        }
    }
}

/// The reports of one open source; `name` tells what it holds (`-` or an unknown ending: its first line does).
pub fn reports_of(source: impl Read + Send + 'static, name: &str, defaults: &Defaults) -> Stream {
    let origin = Origin::file(name);
    let mut source = std::io::BufReader::with_capacity(1 << 16, source);
    let (shape, first) = match Shape::of_name(name) {
        Some(shape) => (shape, Vec::new()),
        None => match lines::first_line(&mut source) {
            Ok(first) => (Shape::of_first_line(&first), first),
            Err(error) => return once(Err(origin.trouble(lower(&error.to_string())))),
        },
    };
    let source = Cursor::new(first).chain(source);
    match shape {
        Shape::Text => once(plain(source, &origin, defaults)),
        Shape::Page => once(whole_page(source, &origin, defaults)),
        Shape::Json | Shape::Lines => json(source, shape, origin, defaults),
    }
}

/// Reports in JSON; a source in UTF-16 is decoded whole, UTF-8 is read as it comes.
fn json(mut source: impl BufRead + Send + 'static, shape: Shape, origin: Origin, defaults: &Defaults) -> Stream {
    let wide = source.fill_buf().is_ok_and(|held| held.starts_with(b"\xFF\xFE") || held.starts_with(b"\xFE\xFF"));
    let source: Box<dyn BufRead + Send> = if wide {
        let bytes = match slurp(source, &origin, SOURCE_LIMIT) {
            Ok(bytes) => bytes,
            Err(trouble) => return once(Err(trouble)),
        };
        match decode::text_of(&bytes) {
            Ok((text, _)) => Box::new(Cursor::new(text.into_bytes())),
            Err(reason) => return once(Err(origin.trouble(reason))),
        }
    } else {
        Box::new(source)
    };
    match shape {
        Shape::Lines => Box::new(lines::Lines::of(source, origin, defaults.clone())),
        _ => Box::new(elements::Elements::of(source, origin, defaults.clone())),
    }
}

fn once(found: Found) -> Stream {
    Box::new(std::iter::once(found))
}

/// The whole source, or trouble where it is empty, unreadable or longer than `limit`.
fn slurp(source: impl BufRead, origin: &Origin, limit: usize) -> Result<Vec<u8>, Trouble> {
    let mut bytes = Vec::new();
    source.take(limit as u64 + 1).read_to_end(&mut bytes).map_err(|error| origin.trouble(lower(&error.to_string())))?;
    if bytes.is_empty() {
        return Err(origin.trouble("file is empty"));
    }
    if bytes.len() > limit {
        return Err(origin.trouble(too_long("report", limit)));
    }
    Ok(bytes)
}

fn too_long(what: &str, limit: usize) -> String {
    format!("{what} is longer than {} MB", limit >> 20)
}

fn plain(source: impl BufRead, origin: &Origin, defaults: &Defaults) -> Found {
    let bytes = slurp(source, origin, REPORT_LIMIT)?;
    let (text, notes) = decode::text_of(&bytes).map_err(|reason| origin.trouble(reason))?;
    if text.trim().is_empty() {
        return Err(origin.trouble("file holds no text"));
    }
    let mut report = Report::of(&text);
    report.id = origin.id();
    report.published = defaults.published;
    report.publisher = defaults.publisher.clone();
    Ok(Given { report, origin: origin.clone(), source_map: Vec::new(), notes })
}

fn whole_page(source: impl BufRead, origin: &Origin, defaults: &Defaults) -> Found {
    let bytes = slurp(source, origin, SOURCE_LIMIT)?;
    let (html, notes) = decode::page_of(&bytes).map_err(|reason| origin.trouble(reason))?;
    let page = page::Page::of(&html).ok_or_else(|| origin.trouble("page holds no text"))?;
    page.given(origin, notes, defaults)
}

/// An error of the system begins with a capital letter; our lines do not.
fn lower(message: &str) -> String {
    let mut letters = message.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
