//! `diurna bench`: the reader on public corpora.
//!
//! In: a suite and where it lies. Out: a table of figures, or one object on one line with the keys of the suite, `n` and `seconds`.
//! Figures are fractions. Nothing of a corpus is printed.

mod actors;
mod actuality;
mod chains;
mod classes;
mod coreference;
mod modality;
mod muc4;
mod numbers;
mod pages;
mod places;
mod roles;
mod speech;
mod stories;
mod time;
mod tolls;
mod ud;

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use diurna::Coder;
use diurna_text::{Document, Span};
use serde_json::{Map, Value, json};

use crate::args::{Bench, Suite};
use crate::view::{Paper, table};
use crate::{Outcome, Stop};

/// The figures of a suite, by the names that other programs know.
pub struct Figures {
    /// How many gold things they are over.
    pub n: usize,
    /// Name and value; none where nothing is measured.
    pub values: Vec<(&'static str, Option<f64>)>,
    /// The chief figure for each type of document, where a suite tells them apart.
    pub by_type: Vec<(String, Option<f64>)>,
}

/// Hits among what was found and what there is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Matches {
    /// In both.
    pub hits: usize,
    /// In the gold.
    pub gold: usize,
    /// In ours.
    pub ours: usize,
}

impl Matches {
    /// Twice the hits of all, or none of nothing.
    pub fn f1(self) -> Option<f64> {
        share(2 * self.hits, self.gold + self.ours)
    }

    /// Both together.
    pub fn plus(self, other: Matches) -> Matches {
        Matches { hits: self.hits + other.hits, gold: self.gold + other.gold, ours: self.ours + other.ours }
    }
}

/// A fraction, or none of nothing.
pub fn share(hits: usize, of: usize) -> Option<f64> {
    (of > 0).then(|| hits as f64 / of as f64)
}

/// Measures and prints.
pub fn bench(word: &Bench) -> Result<Outcome, Stop> {
    let coder = Coder::embedded().map_err(Stop::because)?;
    let start = Instant::now();
    let figures = match word.suite {
        Suite::Ud => ud::figures(coder.reader(), &word.path),
        Suite::Speech => speech::figures(coder.reader(), &word.path),
        Suite::Time => time::figures(&coder.knowledge().time, &word.path),
        Suite::Places => places::figures(&coder, &word.path),
        Suite::Tolls => tolls::figures(&coder, &word.path),
        Suite::Muc4 => muc4::figures(&coder, &word.path),
        Suite::Numbers => numbers::figures(&coder.knowledge().counts, &word.path),
        Suite::Roles => roles::figures(&coder, &word.path),
        Suite::Actuality => actuality::figures(coder.reader(), &word.path),
        Suite::Modality => modality::figures(&coder, &word.path),
        Suite::Classes => classes::figures(&coder, &word.path),
        Suite::Actors => actors::figures(&coder, &word.path),
        Suite::Chains => chains::figures(&coder, &word.path),
        Suite::Pages => pages::figures(&word.path),
        Suite::Stories => stories::figures(&coder, &word.path),
    };
    let figures = figures.map_err(Stop::Because)?;
    let seconds = start.elapsed().as_secs_f64();
    if word.json {
        writeln!(io::stdout(), "{}", line(&figures, seconds))?;
        return Ok(Outcome::All);
    }
    let shown = |value: &Option<f64>| value.map_or_else(|| "-".to_owned(), |value| format!("{value:.4}"));
    let by_type = figures.by_type.iter().map(|(name, value)| vec![name.clone(), shown(value)]);
    let rows: Vec<Vec<String>> =
        figures.values.iter().map(|(name, value)| vec![(*name).to_owned(), shown(value)]).chain(by_type).collect();
    write!(io::stdout(), "{}", table(&["figure", "value"], &rows, Paper::out()))?;
    writeln!(io::stdout(), "\nn {} · {seconds:.1} seconds", figures.n)?;
    Ok(Outcome::All)
}

fn line(figures: &Figures, seconds: f64) -> Value {
    let rounded = |value: f64| (value * 1e4).round() / 1e4;
    let values = figures.values.iter().map(|(name, value)| ((*name).to_owned(), json!(value.map(rounded))));
    let mut object: Map<String, Value> = values.collect();
    if !figures.by_type.is_empty() {
        let by_type = figures.by_type.iter().map(|(name, value)| (name.clone(), json!(value.map(rounded))));
        object.insert("by_type".to_owned(), Value::Object(by_type.collect()));
    }
    object.insert("n".to_owned(), json!(figures.n));
    object.insert("seconds".to_owned(), json!((seconds * 10.0).round() / 10.0));
    Value::Object(object)
}

/// The tokens that a span touches.
fn covered(document: &Document, at: Span) -> impl Iterator<Item = usize> {
    let tokens = document.tokens();
    let first = tokens.partition_point(|token| token.at.end() <= at.start());
    let after = tokens.partition_point(|token| token.at.start() < at.end());
    first..after.max(first)
}

/// The file itself, or the files of the folder with this ending, sorted.
fn files(path: &Path, ending: &str) -> Result<Vec<PathBuf>, String> {
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let wrong = |error: std::io::Error| told(path, &error);
    let entries: Result<Vec<PathBuf>, _> =
        fs::read_dir(path).map_err(wrong)?.map(|entry| entry.map(|entry| entry.path())).collect();
    let mut entries = entries.map_err(wrong)?;
    entries.retain(|entry| entry.extension().is_some_and(|other| other == ending));
    entries.sort();
    if entries.is_empty() { Err(format!("{}: no .{ending} file in it", path.display())) } else { Ok(entries) }
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| told(path, &error))
}

fn told(path: &Path, error: &std::io::Error) -> String {
    format!("{}: {}", path.display(), error.to_string().to_lowercase())
}
