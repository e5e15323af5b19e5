//! `diurna score`: the coder on gold reports.
//!
//! In: gold files, or folders of them without their subfolders. Out: the figures of the measure with their n and intervals, or one
//! object; with `--errors` what differs, claim by claim. A gold file that cannot be read is told in one line.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use diurna::Coder;
use diurna_record::score::{differences, score as measure};
use diurna_record::{CodePoints, GoldReport, Record};
use diurna_text::Report;

use crate::args::Score;
use crate::together;
use crate::{Outcome, Stop};

/// Codes the gold reports and prints how far the records are from them.
pub fn score(word: &Score) -> Result<Outcome, Stop> {
    let coder = Coder::embedded().map_err(Stop::because)?;
    let mut ended = Outcome::All;
    let mut golds = Vec::new();
    for path in gold_files(&word.paths).map_err(Stop::Because)? {
        match gold(&path) {
            Ok(gold) => golds.push(gold),
            Err(reason) => {
                eprintln!("{reason}");
                ended = Outcome::Some;
            }
        }
    }
    if golds.is_empty() {
        return Err(Stop::because("no gold reports to score on"));
    }
    let records: Vec<Record> =
        together::map(together::threads(None), golds.iter().collect(), |gold| coder.code(&report(gold)));
    let pairs: Vec<(&GoldReport, &Record)> = golds.iter().zip(&records).collect();
    if word.errors {
        for (gold, record) in &pairs {
            write!(io::stdout(), "{}", errors(gold, record))?;
        }
    }
    let figures = measure(&pairs);
    if word.json {
        writeln!(io::stdout(), "{}", figures.to_json())?;
    } else {
        write!(io::stdout(), "{}", figures.to_table())?;
    }
    Ok(ended)
}

/// What the coder gets to see of a gold report.
pub fn report(gold: &GoldReport) -> Report {
    let known = &gold.report;
    Report {
        id: known.id.clone(),
        url: known.url.clone(),
        publisher: known.publisher.clone(),
        published: known.published,
        title: known.title.clone(),
        language: known.language.clone(),
        text: gold.text.clone(),
    }
}

/// The gold report of a file.
pub fn gold(path: &Path) -> Result<GoldReport, String> {
    let name = path.display().to_string();
    let json = fs::read_to_string(path).map_err(|error| format!("{name}: {}", error.to_string().to_lowercase()))?;
    GoldReport::parse(&name, &json).map_err(|error| error.to_string())
}

/// The files named, and the `.json` files of the folders named.
fn gold_files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, String> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let wrong = |error: std::io::Error| format!("{}: {}", path.display(), error.to_string().to_lowercase());
        let entries: Result<Vec<PathBuf>, _> =
            fs::read_dir(path).map_err(wrong)?.map(|entry| entry.map(|entry| entry.path())).collect();
        let mut entries = entries.map_err(wrong)?;
        entries.retain(|entry| entry.is_file() && entry.extension().is_some_and(|ending| ending == "json"));
        entries.sort();
        files.extend(entries);
    }
    Ok(files)
}

/// What differs, a line each, with the place in code points.
fn errors(gold: &GoldReport, record: &Record) -> String {
    let points = CodePoints::of(&gold.text);
    let mut told = format!("{}\n", gold.report.id);
    for difference in differences(gold, record) {
        let [start, end] = points.at(difference.at());
        told.push_str(&format!("  {start}-{end} {difference}\n"));
    }
    told
}
