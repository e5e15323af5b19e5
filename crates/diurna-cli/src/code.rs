//! `diurna code`: reports in, records out.
//!
//! In: paths. Out: records in the order of the reports, whatever the number of threads, printed or kept in a record file, and a line on
//! standard error for each report that could not be read. A few reports are in memory at a time, never the archive. What a record file
//! has from this model already is not coded again, so that a run that was cut off goes on where it stopped.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::num::NonZeroUsize;

use diurna::Coder;
use diurna_io::input::{Given, Reports, Trouble, reports};
use diurna_io::output::{Form, Records};
use diurna_record::{JsonText, Note, Record};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::args::{Code, Format};
use crate::shelf::Shelf;
use crate::view::{self, Paper};
use crate::{Outcome, Stop};
use crate::{check, together};

/// Reports coded before any of them is printed, for each thread.
const AHEAD: usize = 8;
/// Text read before it is coded, in bytes: many short reports or one long one.
const AHEAD_BYTES: usize = 4 << 20;
/// Fewer files than this are coded before a bar would be of use.
const MANY: usize = 8;

/// Codes what the paths hold and prints it.
pub fn code(word: &Code) -> Result<Outcome, Stop> {
    let coder = check::with_folder(Coder::embedded().map_err(Stop::because)?, word.kinds.as_deref())?;
    let threads = together::threads(word.threads.and_then(|asked| NonZeroUsize::new(asked.into())));
    // Opened before any report is read: a file that is not ours is told at once.
    let mut shelf = word.into.as_deref().map(|path| Shelf::open(path, word, &coder)).transpose()?;
    let mut reports = reports(&word.paths, &word.known.defaults());
    let bar = bar(&reports);
    let mut sheet = Sheet::begin(word)?;
    let (mut read, mut failed) = (0usize, 0usize);
    loop {
        let batch = batch(&mut reports, AHEAD * threads);
        if batch.is_empty() {
            break;
        }
        let batch = match &mut shelf {
            Some(shelf) => shelf.missing(batch, &mut read)?,
            None => batch,
        };
        let coded: Vec<Result<Record, Trouble>> =
            together::map(threads, batch, |found| found.map(|given| record(&coder, given)));
        for found in coded {
            match found {
                Ok(record) => {
                    read += 1;
                    if let Some(shelf) = &mut shelf {
                        shelf.add(&record)?;
                    }
                    sheet.write(&record)?;
                }
                Err(trouble) => {
                    failed += 1;
                    bar.suspend(|| eprintln!("{trouble}"));
                    if word.strict {
                        sheet.end()?;
                        return Ok(Outcome::Some);
                    }
                }
            }
        }
        bar.set_position(reports.files_read() as u64);
    }
    bar.finish_and_clear();
    sheet.end()?;
    if let Some(shelf) = shelf {
        shelf.end()?;
    }
    if failed > 0 && read + failed > 1 {
        eprintln!("{failed} of {} reports could not be read", read + failed);
    }
    Ok(if failed == 0 { Outcome::All } else { Outcome::Some })
}

/// One report's record, with what its reader noted.
pub fn record(coder: &Coder, given: Given) -> Record {
    let mut record = coder.code(&given.report);
    record.source_map = given.source_map;
    let notes = given.notes.into_iter();
    record.notes.extend(notes.map(|note| Note { code: note.code.to_owned(), at: None, message: note.message }));
    record
}

fn batch(reports: &mut Reports, most: usize) -> Vec<Result<Given, Trouble>> {
    let mut batch = Vec::new();
    let mut bytes = 0;
    while batch.len() < most && bytes < AHEAD_BYTES {
        let Some(found) = reports.next() else { break };
        bytes += found.as_ref().map_or(0, |given| given.report.text.len());
        batch.push(found);
    }
    batch
}

/// A bar over many files on a terminal, nothing elsewhere.
fn bar(reports: &Reports) -> ProgressBar {
    let shown = reports.files() >= MANY && io::stderr().is_terminal() && !io::stdout().is_terminal();
    let target = if shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} files, {eta} left")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::with_draw_target(Some(reports.files() as u64), target).with_style(style)
}

/// Standard output in the form asked for.
enum Sheet {
    Nothing,
    Pages { out: BufWriter<io::Stdout>, paper: Paper, written: usize },
    Records(Records<BufWriter<io::Stdout>>),
}

impl Sheet {
    fn begin(word: &Code) -> Result<Sheet, Stop> {
        let out = BufWriter::new(io::stdout());
        let format = match (word.format, &word.into) {
            (None, Some(_)) => return Ok(Sheet::Nothing),
            (format, _) => format.unwrap_or(Format::Text),
        };
        let form = match format {
            Format::Text => return Ok(Sheet::Pages { out, paper: Paper::out(), written: 0 }),
            Format::Json => Form::Json,
            Format::Jsonl => Form::Lines,
            Format::Csv => Form::Csv,
        };
        let text = if word.no_text { JsonText::Out } else { JsonText::In };
        Ok(Sheet::Records(Records::begin(out, form, text)?))
    }

    fn write(&mut self, record: &Record) -> Result<(), Stop> {
        match self {
            Sheet::Nothing => {}
            Sheet::Records(records) => records.write(record)?,
            Sheet::Pages { out, paper, written } => {
                if *written > 0 {
                    out.write_all(b"\n\n")?;
                }
                out.write_all(view::pages(record, *paper).as_bytes())?;
                out.flush()?;
                *written += 1;
            }
        }
        Ok(())
    }

    fn end(self) -> Result<(), Stop> {
        match self {
            Sheet::Nothing => {}
            Sheet::Records(records) => records.end().map(drop)?,
            Sheet::Pages { mut out, .. } => out.flush()?,
        }
        Ok(())
    }
}
