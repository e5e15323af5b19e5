//! The record file that `diurna code --into` fills.
//!
//! In: reports to code, then their records. Out: those the file lacks, and a line on standard error of what was new. A report goes in as
//! soon as it is coded, in a transaction of its own.

use std::path::Path;

use diurna::{Coder, Made};
use diurna_io::input::{Given, Trouble};
use diurna_io::store::{Outcome, Store};
use diurna_record::{Record, ReportMeta};

use crate::Stop;
use crate::args::Code;

/// A record file that is being filled.
pub struct Shelf {
    store: Store,
    /// What the coder is; `None` with kinds of the user's, whose version nobody knows.
    made: Option<Made>,
    new: usize,
    changed: usize,
    again: usize,
    there: usize,
}

impl Shelf {
    /// Opens the file, or makes it.
    pub fn open(path: &Path, word: &Code, coder: &Coder) -> Result<Shelf, Stop> {
        let store = Store::open_or_create(path).map_err(Stop::because)?;
        let made = word.kinds.is_none().then(|| coder.made());
        Ok(Shelf { store, made, new: 0, changed: 0, again: 0, there: 0 })
    }

    /// The reports that the file lacks; the others are counted as read.
    pub fn missing(
        &mut self,
        batch: Vec<Result<Given, Trouble>>,
        read: &mut usize,
    ) -> Result<Vec<Result<Given, Trouble>>, Stop> {
        let Some(made) = &self.made else { return Ok(batch) };
        let mut missing = Vec::new();
        for found in batch {
            if let Ok(given) = &found
                && self.store.has(&meta(given), &given.report.text, made).map_err(Stop::because)?
            {
                self.there += 1;
                *read += 1;
            } else {
                missing.push(found);
            }
        }
        Ok(missing)
    }

    /// Adds a record.
    pub fn add(&mut self, record: &Record) -> Result<(), Stop> {
        let added = self.store.add(record).map_err(Stop::because)?;
        *match added.outcome {
            Outcome::Report => &mut self.new,
            Outcome::Version => &mut self.changed,
            Outcome::Coding => &mut self.again,
            Outcome::Nothing => &mut self.there,
        } += 1;
        Ok(())
    }

    /// Tells what was new.
    pub fn end(mut self) -> Result<(), Stop> {
        self.store.tidy().map_err(Stop::because)?;
        let counts =
            [(self.new, "new"), (self.changed, "changed"), (self.again, "coded again"), (self.there, "there already")];
        let told: Vec<String> = counts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
        let told = if told.is_empty() { "nothing new".to_owned() } else { told.join(", ") };
        eprintln!("{}: {told}", self.store.path().display());
        Ok(())
    }
}

/// What is known of a report that is not coded yet.
fn meta(given: &Given) -> ReportMeta {
    let report = &given.report;
    ReportMeta {
        id: report.id.clone(),
        url: report.url.clone(),
        publisher: report.publisher.clone(),
        published: report.published,
        title: report.title.clone(),
        language: report.language.clone(),
        sha256: String::new(),
    }
}
