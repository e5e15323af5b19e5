//! Records → a file in a form of the field.
//!
//! In: coded records one after the other, and the form. Out: a file, a folder or a stream, written as the records come, so that none is held. Every export
//! carries what it was made from: inside where its form has room, else in a file of its name and `.made.json` beside it.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use diurna_record::Coded;

use super::cells::{Separator, Sheet};
use super::made::MadeFrom;
use super::package::Package;
use super::pages::{Paper, pages};
use super::parquet::Parquet;
use super::view::View;
use super::{acled, annotations, claims, gdelt, geojson, hxl, ics, mentions, plover, polecat, terms, tolls, ucdp};
use crate::codes::Tables;

diurna_record::closed! {
    /// A form of the field.
    Format {
        /// The claims table.
        Claims = "claims",
        /// The tolls table.
        Tolls = "tolls",
        /// The terms of agreements.
        Terms = "terms",
        /// ACLED's shape.
        Acled = "acled",
        /// The shape of UCDP's georeferenced events.
        Ucdp = "ucdp",
        /// GDELT 2.0 events.
        Gdelt = "gdelt",
        /// GDELT 2.0 mentions.
        Mentions = "mentions",
        /// PLOVER records, a line of JSON each.
        Plover = "plover",
        /// POLECAT's columns.
        Polecat = "polecat",
        /// An HXL-tagged table.
        Hxl = "hxl",
        /// GeoJSON.
        Geojson = "geojson",
        /// The claims as typed columns.
        Parquet = "parquet",
        /// A Frictionless data package: a folder.
        Package = "package",
        /// W3C Web Annotations.
        Annotations = "annotations",
        /// An iCalendar of deadlines and talks.
        Ics = "ics",
        /// Pages for a person.
        Markdown = "markdown",
    }
}

impl Format {
    /// Its word on the command line.
    pub fn word(self) -> &'static str {
        self.as_str()
    }

    /// How a file of it ends, without the full stop.
    pub fn ending(self) -> &'static str {
        match self {
            Format::Claims | Format::Tolls | Format::Terms | Format::Acled | Format::Ucdp | Format::Hxl => "csv",
            Format::Gdelt | Format::Mentions => "CSV",
            Format::Polecat => "tsv",
            Format::Plover => "jsonl",
            Format::Geojson => "geojson",
            Format::Parquet => "parquet",
            Format::Package => "json",
            Format::Annotations => "jsonld",
            Format::Ics => "ics",
            Format::Markdown => "md",
        }
    }

    /// Whether it has room for all that it was made from. A calendar has room at its head alone, for what is known by then.
    pub fn carries_made(self) -> bool {
        use Format::{Annotations, Geojson, Markdown, Package, Parquet};
        matches!(self, Annotations | Geojson | Markdown | Package | Parquet)
    }

    fn table(self) -> Option<Table> {
        Some(match self {
            Format::Claims => Table { heads: &[&claims::COLUMNS], separator: Separator::Comma, rows: claims::rows },
            Format::Tolls => Table { heads: &[&tolls::COLUMNS], separator: Separator::Comma, rows: tolls::rows },
            Format::Terms => Table { heads: &[&terms::COLUMNS], separator: Separator::Comma, rows: terms::rows },
            Format::Acled => Table { heads: &[&acled::COLUMNS], separator: Separator::Comma, rows: acled::rows },
            Format::Ucdp => Table { heads: &[&ucdp::COLUMNS], separator: Separator::Comma, rows: ucdp::rows },
            Format::Hxl => Table { heads: &[&hxl::COLUMNS, &hxl::TAGS], separator: Separator::Comma, rows: hxl::rows },
            Format::Polecat => Table { heads: &[&polecat::COLUMNS], separator: Separator::Tab, rows: polecat::rows },
            Format::Gdelt => Table { heads: &[], separator: Separator::Tab, rows: gdelt::rows },
            Format::Mentions => Table { heads: &[], separator: Separator::Tab, rows: mentions::rows },
            _ => return None,
        })
    }
}

/// The rows above the rows, what stands between cells, and the rows of a record.
pub(super) struct Table {
    pub(super) heads: &'static [&'static [&'static str]],
    pub(super) separator: Separator,
    pub(super) rows: fn(&View<'_>) -> Vec<Vec<String>>,
}

/// What is asked of an export.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The form.
    pub format: Format,
    /// The rule for figures that differ, by its word: "all-claims".
    pub policy: String,
    /// What the records are read from.
    pub from: String,
}

/// Where an export goes.
pub enum To {
    /// A stream; what has no room for what it was made from goes without.
    Stream(Box<dyn Write + Send>),
    /// A file, or a folder for a package. A folder that is there takes a file named after the form.
    Path(PathBuf),
}

type Out = Box<dyn Write + Send>;

enum Writer {
    Table(Table, Sheet<Out>),
    Plover(Out),
    List { out: Out, of: List, written: usize },
    Ics { out: Out, begun: bool },
    Markdown { out: Out, written: usize },
    Parquet(Parquet<Out>),
    Package(Package),
}

/// A JSON document that holds a list.
#[derive(Clone, Copy)]
enum List {
    Features,
    Annotations,
}

impl List {
    fn head(self) -> &'static str {
        match self {
            List::Features => "{\"type\":\"FeatureCollection\",\"features\":[",
            List::Annotations => {
                "{\"@context\":\"http://www.w3.org/ns/anno.jsonld\",\"type\":\"AnnotationPage\",\"id\":\"urn:diurna:page\",\"items\":["
            }
        }
    }

    fn foot(self, made: &str) -> String {
        match self {
            List::Features => format!("\n],\"made\":{made}}}\n"),
            // The vocabulary has no word for this: JSON-LD readers pass over it, people and programs of ours do not.
            List::Annotations => format!("\n],\"made\":{made}}}\n"),
        }
    }

    fn items(self, view: &View<'_>) -> Vec<String> {
        match self {
            List::Features => geojson::features(view),
            List::Annotations => annotations::annotations(view),
        }
    }
}

/// An open export.
pub struct Export {
    writer: Writer,
    tables: Tables,
    made: MadeFrom,
    beside: Option<PathBuf>,
}

impl Export {
    /// Begins an export.
    ///
    /// # Errors
    /// What the file says, or that a package needs a folder.
    pub fn begin(asked: Asked, to: To) -> io::Result<Export> {
        let tables = Tables::embedded();
        let format = asked.format;
        let made = MadeFrom::of(asked);
        let path = match &to {
            To::Path(path) if path.is_dir() && format != Format::Package => {
                Some(path.join(format!("{}.{}", format.word(), format.ending())))
            }
            To::Path(path) => Some(path.clone()),
            To::Stream(_) => None,
        };
        let beside = path.as_deref().filter(|_| !format.carries_made()).map(beside);
        if format == Format::Package {
            let folder = path.ok_or_else(|| io::Error::other("a package is a folder: name it with -o"))?;
            return Ok(Export { writer: Writer::Package(Package::begin(&folder)?), tables, made, beside: None });
        }
        let out: Out = match (to, path) {
            (To::Stream(out), _) => out,
            (To::Path(path), None) => Box::new(BufWriter::new(File::create(path)?)),
            (To::Path(_), Some(path)) => Box::new(BufWriter::new(File::create(path)?)),
        };
        Ok(Export { writer: writer(format, out)?, tables, made, beside })
    }

    /// Writes what one record has to say in this form.
    ///
    /// # Errors
    /// What the file says.
    pub fn write(&mut self, coded: &Coded) -> io::Result<()> {
        self.made.add(coded);
        let view = View::of(coded, &self.tables);
        match &mut self.writer {
            Writer::Table(table, sheet) => (table.rows)(&view).iter().try_for_each(|row| sheet.row(row)),
            Writer::Plover(out) => plover::lines(&view).iter().try_for_each(|line| writeln!(out, "{line}")),
            Writer::List { out, of, written } => of.items(&view).iter().try_for_each(|item| {
                write!(out, "{}\n{item}", if *written == 0 { "" } else { "," })?;
                *written += 1;
                Ok(())
            }),
            Writer::Ics { out, begun } => {
                if !*begun {
                    out.write_all(ics::head(&self.made.at_the_start().to_string()).as_bytes())?;
                    *begun = true;
                }
                ics::events(&view).iter().try_for_each(|event| out.write_all(event.as_bytes()))
            }
            Writer::Markdown { out, written } => {
                if *written > 0 {
                    out.write_all(b"\n\n")?;
                }
                *written += 1;
                out.write_all(pages(view.record, Paper { width: 100, colours: false }).as_bytes())
            }
            Writer::Parquet(parquet) => parquet.write(&view),
            Writer::Package(package) => package.write(&view),
        }
    }

    /// Ends the export, and says what it was made from. `sha256` is that of the file of records, where they came from one.
    ///
    /// # Errors
    /// What the file says.
    pub fn end(self, sha256: Option<String>) -> io::Result<MadeFrom> {
        let made = self.made.sealed(sha256);
        let json = made.json().to_string();
        match self.writer {
            Writer::Table(_, sheet) => sheet.end()?.flush()?,
            Writer::Plover(mut out) => out.flush()?,
            Writer::List { mut out, of, .. } => {
                out.write_all(of.foot(&json).as_bytes())?;
                out.flush()?;
            }
            Writer::Ics { mut out, begun } => {
                if !begun {
                    out.write_all(ics::head(&made.at_the_start().to_string()).as_bytes())?;
                }
                out.write_all(ics::foot().as_bytes())?;
                out.flush()?;
            }
            Writer::Markdown { mut out, .. } => {
                write!(out, "\n---\n\nMade from: `{}`\n", json.replace('`', "'"))?;
                out.flush()?;
            }
            Writer::Parquet(parquet) => parquet.end(&json)?,
            Writer::Package(package) => package.end(&made.json())?,
        }
        if let Some(path) = self.beside {
            std::fs::write(path, format!("{json}\n"))?;
        }
        Ok(made)
    }
}

fn writer(format: Format, mut out: Out) -> io::Result<Writer> {
    if let Some(table) = format.table() {
        let mut sheet = Sheet::begin(out, table.separator);
        table.heads.iter().try_for_each(|head| sheet.row(*head))?;
        return Ok(Writer::Table(table, sheet));
    }
    let list = match format {
        Format::Geojson => List::Features,
        Format::Annotations => List::Annotations,
        Format::Plover => return Ok(Writer::Plover(out)),
        Format::Ics => return Ok(Writer::Ics { out, begun: false }),
        Format::Markdown => return Ok(Writer::Markdown { out, written: 0 }),
        _ => return Ok(Writer::Parquet(Parquet::begin(out)?)),
    };
    out.write_all(list.head().as_bytes())?;
    Ok(Writer::List { out, of: list, written: 0 })
}

/// `rows.csv` → `rows.csv.made.json`.
fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".made.json");
    PathBuf::from(name)
}
