//! Files, folders and standard input → reports, one at a time.
//!
//! In: paths as a person typed them. Out: an iterator of [`Given`] (a report and where it came from) or [`Trouble`] (file, place
//! and reason), in sorted order, each read only when asked for. A bad file, line, row or record never hides the ones after it. Nothing here
//! guesses: a date that cannot be read is trouble, not an empty field. What is packed is unpacked as it is read, and one report is
//! held at a time, none longer than [`SOURCE_LIMIT`]: memory does not grow with the archive, nor with what it claims to hold.

mod coded;
mod columns;
mod day;
mod decode;
mod elements;
mod feed;
mod files;
mod gzip;
mod http;
mod item;
mod language;
mod lines;
mod metered;
mod narrow;
mod object;
mod origin;
mod page;
mod records;
mod rows;
mod shape;
mod table;
mod warc;

use std::io::{BufRead, BufReader, Cursor, Read};

use diurna_record::SourcePiece;
use diurna_text::Report;
use jiff::civil::Date;

pub use day::day_of;
pub use files::{Reports, reports};
pub use language::{language_name, language_of};
pub use origin::{Origin, Place, Trouble};
pub use page::shown_text;
pub use records::{RECORD_LIMIT, Records, is_record_file, records};
pub use warc::PassedOver;

use shape::{Shape, Told};

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
    /// A short code: `encoding`, `bad-utf8`, `whole-page`, `truncated`, `language`.
    pub code: &'static str,
    /// One lower-case sentence.
    pub message: String,
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

impl Given {
    /// A report as its source gave it. Its language is that which its letters tell, where they do.
    pub fn of(report: Report, origin: Origin, source_map: Vec<SourcePiece>, notes: Vec<GivenNote>) -> Given {
        let mut given = Given { report, origin, source_map, notes };
        let said = given.report.language.is_some();
        // That a language is not known is weaker than the word of the source.
        if let Some(told) = language_of(&given.report.text).filter(|told| !said || *told != language::UNKNOWN) {
            let said = given.report.language.take();
            let same = said.as_deref().is_some_and(|said| primary(said).eq_ignore_ascii_case(told));
            if let Some(said) = said.as_deref().filter(|_| !same) {
                let message = format!("said to be in {}, reads as {}", language_name(said), language_name(told));
                given.notes.push(GivenNote { code: "language", message });
            }
            given.report.language = said.filter(|_| same).or_else(|| Some(told.to_owned()));
        }
        given
    }
}

/// The language of a tag without its country or script.
fn primary(tag: &str) -> &str {
    tag.split(['-', '_']).next().unwrap_or(tag)
}

type Found = Result<Given, Trouble>;
type Stream = Box<dyn Source>;
type Bytes = Box<dyn BufRead + Send>;

/// The reports of one source, one after the other.
pub trait Source: Iterator<Item = Found> + Send {
    /// What it has held so far that is no report.
    fn passed_over(&self) -> PassedOver {
        PassedOver::default()
    }
}

impl Source for std::iter::Once<Found> {}

/// The reports of one open source; `name` tells what it holds (`-` or an unknown ending: its first bytes do).
pub fn reports_of(source: impl Read + Send + 'static, name: &str, defaults: &Defaults) -> Box<dyn Source> {
    let origin = Origin::file(name);
    let opened = opened(Box::new(BufReader::with_capacity(1 << 16, source)), name, defaults);
    match opened {
        Ok((shape, source)) => read(shape, source, origin, defaults),
        Err(reason) => once(Err(origin.trouble(reason))),
    }
}

/// What a source holds and its bytes, unpacked.
fn opened(mut source: Bytes, name: &str, defaults: &Defaults) -> Result<(Shape, Bytes), String> {
    let told = |error: std::io::Error| lower(&error.to_string());
    let mut start = Vec::new();
    (&mut source).take(4).read_to_end(&mut start).map_err(told)?;
    let packed = gzip::is_gzip(&start);
    let mut source: Bytes = Box::new(Cursor::new(start).chain(source));
    if packed {
        source = Box::new(BufReader::with_capacity(1 << 16, gzip::Members::of(source)));
    }
    if let Some(shape) = Shape::of_name(name) {
        return Ok((shape, source));
    }
    let first = lines::first_line(&mut source).map_err(told)?;
    let shape = match Shape::of_first_line(&first, defaults) {
        Told::Is(shape) => shape,
        // The declaration of XML says nothing of what follows.
        Told::ByNextLine => {
            let next = lines::first_line(&mut source).map_err(told)?;
            let shape = Shape::of_xml(&next);
            let both = Cursor::new([first, next].concat()).chain(source);
            return Ok((shape, Box::new(both)));
        }
    };
    Ok((shape, Box::new(Cursor::new(first).chain(source))))
}

fn read(shape: Shape, source: Bytes, origin: Origin, defaults: &Defaults) -> Stream {
    match shape {
        Shape::Text => once(plain(source, &origin, defaults)),
        Shape::Page => once(whole_page(source, &origin, defaults)),
        Shape::Json => Box::new(elements::Elements::of(narrow(source), origin, defaults.clone())),
        Shape::Lines => Box::new(lines::Lines::of(narrow(source), origin, defaults.clone())),
        Shape::Archive => Box::new(warc::Archive::of(source, origin, defaults)),
        Shape::Table => match table::of(narrow(source), origin, defaults) {
            Ok(table) => Box::new(table),
            Err(trouble) => once(Err(trouble)),
        },
        Shape::Feed => match feed::encoding(source) {
            Ok((encoding, source)) => Box::new(feed::Feed::of(source, encoding, origin, defaults)),
            Err(error) => once(Err(origin.trouble(lower(&error.to_string())))),
        },
        Shape::Parquet => {
            once(Err(origin.trouble("parquet cannot be read as a stream: name the file itself, not packed")))
        }
    }
}

/// A source in UTF-16, told by its mark, as UTF-8; any other as it is.
fn narrow(mut source: Bytes) -> Bytes {
    let encoding = source.fill_buf().ok().and_then(encoding_rs::Encoding::for_bom).map(|(encoding, _)| encoding);
    match encoding {
        Some(wide) if wide != encoding_rs::UTF_8 => {
            Box::new(BufReader::with_capacity(1 << 16, narrow::Narrow::of(source, wide)))
        }
        _ => source,
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
    Ok(Given::of(report, origin.clone(), Vec::new(), notes))
}

fn whole_page(source: impl BufRead, origin: &Origin, defaults: &Defaults) -> Found {
    let bytes = slurp(source, origin, SOURCE_LIMIT)?;
    let (html, notes) = decode::page_of(&bytes, None).map_err(|reason| origin.trouble(reason))?;
    let page = page::Page::of(&html).ok_or_else(|| origin.trouble("page holds no text"))?;
    let known = Report { id: origin.id(), ..Report::default() };
    page.given(known, origin, notes, defaults)
}

/// An error of the system begins with a capital letter; our lines do not.
fn lower(message: &str) -> String {
    let mut letters = message.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
