//! `diurna read`: what the model sees in a report, before any claim.
//!
//! In: reports, or the words of a treebank. Out: the reading for a person, as JSON (a line a report), or as CoNLL-U.

use std::fs;
use std::io::{self, BufWriter, Write};

use diurna::Coder;
use diurna_io::input::reports;
use diurna_text::Report;

use crate::args::{Read, ReadFormat};
use crate::view::{Paper, Seen};
use crate::{Outcome, Stop, conllu};

/// Reads and prints.
pub fn read(word: &Read) -> Result<Outcome, Stop> {
    let coder = Coder::embedded().map_err(Stop::because)?;
    let mut out = BufWriter::new(io::stdout());
    let ended = match (&word.tokens, &word.path) {
        (Some(file), _) => {
            let name = file.display();
            let tree = fs::read_to_string(file)
                .map_err(|error| Stop::because(format!("{name}: {}", error.to_string().to_lowercase())))?;
            let trees =
                conllu::documents(&tree).map_err(|(line, reason)| Stop::because(format!("{name}:{line}: {reason}")))?;
            for (at, tree) in trees.iter().enumerate() {
                let report = Report { id: format!("doc{}", at + 1), ..Report::of(&tree.text) };
                let document = tree.document();
                let reading = coder.reader().read_given(&document);
                print(
                    word.format,
                    &Seen { report: &report, document: &document, reading: &reading, coder: &coder },
                    &mut out,
                )?;
            }
            Outcome::All
        }
        (None, Some(path)) => raw(word, path, &coder, &mut out)?,
        (None, None) => return Err(Stop::because("no report to read")),
    };
    out.flush()?;
    Ok(ended)
}

fn raw(word: &Read, path: &std::path::Path, coder: &Coder, out: &mut impl Write) -> Result<Outcome, Stop> {
    let mut ended = Outcome::All;
    for found in reports(&[path.to_owned()], &word.known.defaults()) {
        match found {
            Ok(given) => {
                let (document, reading) = coder.read(&given.report);
                print(
                    word.format,
                    &Seen { report: &given.report, document: &document, reading: &reading, coder },
                    out,
                )?;
            }
            Err(trouble) => {
                out.flush()?;
                eprintln!("{trouble}");
                ended = Outcome::Some;
            }
        }
    }
    Ok(ended)
}

fn print(format: ReadFormat, seen: &Seen<'_>, out: &mut impl Write) -> Result<(), Stop> {
    match format {
        ReadFormat::Text => out.write_all(seen.pages(Paper::out()).as_bytes())?,
        ReadFormat::Json => writeln!(out, "{}", seen.json())?,
        ReadFormat::Conllu => out.write_all(conllu::written(seen.report, seen.document, seen.reading).as_bytes())?,
    }
    Ok(())
}
