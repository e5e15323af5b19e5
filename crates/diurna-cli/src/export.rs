//! `diurna export`: records in, a form of the field out.
//!
//! In: records, one a line, or a record file with what people said of them. Out: a file, a folder or standard output in the form asked for, written as the records come. A line that is no record is
//! told in a line of its own. What a table on standard output was made from, for which it has no room, is told on standard error.

use std::io;

use diurna::codes::Schemes;
use diurna_io::input::{self, Trouble, is_record_file};
use diurna_io::output::{Asked, Export as Open, Format, To};
use diurna_io::store::{Store, View};
use diurna_record::Reviewed;

use crate::args::{Export, Policy};
use crate::check;
use crate::{Outcome, Stop};

/// Writes what the records hold in the form asked for.
pub fn export(word: &Export) -> Result<Outcome, Stop> {
    if word.form == Format::Package && word.output.is_none() {
        return Err(Stop::Usage("a package is a folder: name it with -o".to_owned()));
    }
    if word.policy != Policy::AllClaims {
        return Err(Stop::Usage(format!(
            "the policy {} needs stories, which exports do not have yet",
            word.policy.word()
        )));
    }
    let schemes = Schemes::of(check::kinds_with(word.kinds.as_deref())?)
        .map_err(|error| Stop::because(error.line_and_reason()))?;
    let mut open = open(word)?;
    let (sha256, read, failed) = match is_record_file(&word.path) {
        true => (None, of_file(word, &schemes, &mut open)?, 0),
        false => of_lines(word, &schemes, &mut open)?,
    };
    finish(word, open, sha256)?;
    if failed > 0 && read + failed > 1 {
        eprintln!("{failed} of {} records could not be read", read + failed);
    }
    Ok(if failed == 0 { Outcome::All } else { Outcome::Some })
}

/// Writes the records of a record file, corrected unless the machine's own are asked for.
fn of_file(word: &Export, schemes: &Schemes, open: &mut Open) -> Result<usize, Stop> {
    let store = Store::open_to_read(&word.path).map_err(Stop::because)?;
    let view = if word.raw { View::Machine } else { View::Corrected };
    let mut read = 0;
    for reviewed in store.records(view).map_err(Stop::because)? {
        read += 1;
        open.write(&schemes.code(reviewed.map_err(Stop::because)?)).map_err(|error| disk(word, error))?;
    }
    Ok(read)
}

/// Writes the records of a file that has one a line; its SHA-256, and how many were read and could not be.
fn of_lines(word: &Export, schemes: &Schemes, open: &mut Open) -> Result<(Option<String>, usize, usize), Stop> {
    let mut records = input::records(&word.path).map_err(Stop::because)?;
    let (mut read, mut failed) = (0usize, 0usize);
    for found in &mut records {
        match found {
            Ok(record) => {
                read += 1;
                open.write(&schemes.code(Reviewed::from(record))).map_err(|error| disk(word, error))?;
            }
            Err(trouble) => told(&trouble, &mut failed),
        }
    }
    Ok((Some(records.sha256()), read, failed))
}

fn told(trouble: &Trouble, failed: &mut usize) {
    *failed += 1;
    eprintln!("{trouble}");
}

fn open(word: &Export) -> Result<Open, Stop> {
    let from = word.path.file_name().map_or_else(|| "-".to_owned(), |name| name.to_string_lossy().into_owned());
    let asked = Asked { format: word.form, policy: word.policy.word().to_owned(), from };
    let to = match &word.output {
        Some(path) => To::Path(path.clone()),
        None => To::Stream(Box::new(io::BufWriter::new(io::stdout()))),
    };
    Open::begin(asked, to).map_err(|error| disk(word, error))
}

fn finish(word: &Export, open: Open, sha256: Option<String>) -> Result<(), Stop> {
    let made = open.end(sha256).map_err(|error| disk(word, error))?;
    if word.output.is_none() && !word.form.carries_made() {
        eprintln!("made from: {}", made.json());
    }
    Ok(())
}

/// Why a file could not be written, with its name.
fn disk(word: &Export, error: io::Error) -> Stop {
    match &word.output {
        Some(path) => Stop::because(format!("{}: {}", path.display(), error.to_string().to_lowercase())),
        None => Stop::from(error),
    }
}
