//! `diurna code`: reports in, records out.
//!
//! In: paths. Out: records in the order of the reports, whatever the number of threads, printed or kept in a record file, and a line on
//! standard error for each report that could not be read, or is in a language that is not: that one is kept without claims. A few reports are in memory at a time, never the archive. What a record file
//! has from this model already is not coded again, so that a run that was cut off goes on where it stopped.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::num::NonZeroUsize;

use diurna::Coder;
use diurna_fuse::policy::Policy;
use diurna_io::input::{Given, PassedOver, Reports, Trouble, language_name, reports};
use diurna_io::output::{Asked, Export, Form, Records, To};
use diurna_record::{Coded, JsonText, Note, Record};
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
    let mut tally = Tally::default();
    loop {
        let batch = batch(&mut reports, AHEAD * threads);
        if batch.is_empty() {
            break;
        }
        let batch = match &mut shelf {
            Some(shelf) => shelf.missing(batch, &mut tally.read)?,
            None => batch,
        };
        let coded: Vec<Result<(Record, Option<String>), Trouble>> =
            together::map(threads, batch, |found| found.map(|given| record(&coder, given)));
        for found in coded {
            match found {
                Ok((record, aside)) => {
                    tally.read += 1;
                    if let Some(told) = aside {
                        tally.aside += 1;
                        bar.suspend(|| eprintln!("{told}"));
                    }
                    if let Some(shelf) = &mut shelf {
                        shelf.add(&record)?;
                    }
                    sheet.write(record)?;
                }
                Err(trouble) => {
                    tally.failed += 1;
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
    Ok(tally.told(reports.passed_over()))
}

/// How many reports there were.
#[derive(Default)]
struct Tally {
    /// Read, whether coded or set aside.
    read: usize,
    failed: usize,
    /// Kept and not coded, since they are in another language.
    aside: usize,
}

impl Tally {
    /// Tells what a person would otherwise not see.
    fn told(&self, passed: PassedOver) -> Outcome {
        let all = self.read + self.failed;
        if !passed.is_nothing() {
            eprintln!("passed over in archives: {passed}");
        }
        if self.aside > 0 && all > 1 {
            eprintln!("{} of {all} reports are in other languages: kept, not coded", self.aside);
        }
        if self.failed > 0 && all > 1 {
            eprintln!("{} of {all} reports could not be read", self.failed);
        }
        if self.failed == 0 { Outcome::All } else { Outcome::Some }
    }
}

/// One report's record, with what its reader noted; and the line to tell where it was set aside.
pub fn record(coder: &Coder, given: Given) -> (Record, Option<String>) {
    let note = |code: &str, message: String| Note { code: code.to_owned(), at: None, message };
    let (mut record, told) = if coder.reads(&given.report) {
        (coder.code(&given.report), None)
    } else {
        let language = given.report.language.as_deref().map_or("another language", language_name);
        let why = format!("in {language}, which is not read: kept, not coded");
        let told = format!("{}: {why}", given.origin);
        (coder.set_aside(&given.report, note("language", why)), Some(told))
    };
    record.source_map = given.source_map;
    record.notes.extend(given.notes.into_iter().map(|given| note(given.code, given.message)));
    (record, told)
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
    Parquet(Box<Export>),
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
            Format::Parquet if io::stdout().is_terminal() => {
                return Err(Stop::Usage("parquet is no text: send it to a file with > claims.parquet".to_owned()));
            }
            Format::Parquet => {
                let policy = Policy::AllClaims.name().to_owned();
                let asked = Asked { format: diurna_io::output::Format::Parquet, policy, from: "reports".to_owned() };
                return Ok(Sheet::Parquet(Box::new(Export::begin(asked, To::Stream(Box::new(out)))?)));
            }
        };
        let text = if word.no_text { JsonText::Out } else { JsonText::In };
        Ok(Sheet::Records(Records::begin(out, form, text)?))
    }

    fn write(&mut self, record: Record) -> Result<(), Stop> {
        match self {
            Sheet::Nothing => {}
            Sheet::Records(records) => records.write(&record)?,
            Sheet::Parquet(export) => export.write(&Coded { reviewed: record.into(), ..Coded::default() })?,
            Sheet::Pages { out, paper, written } => {
                if *written > 0 {
                    out.write_all(b"\n\n")?;
                }
                out.write_all(view::pages(&record, *paper).as_bytes())?;
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
            Sheet::Parquet(export) => export.end(None).map(drop)?,
            Sheet::Pages { mut out, .. } => out.flush()?,
        }
        Ok(())
    }
}
