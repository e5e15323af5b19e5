//! `diurna fuse` and `diurna brief`: records in, stories out.
//!
//! In: files of records, a record a line. Out: stories, one a line; or one page on one of them. A line that is no record is told with its
//! file and number, and the run goes on.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::Path;

use diurna_fuse::{Fusion, Words};
use diurna_record::Record;

use crate::args::{Brief, Fuse};
use crate::{Outcome, Stop};

/// The longest line of records that is read, in bytes.
const LINE_LIMIT: usize = 64 << 20;

/// Prints the stories of all records, one a line.
pub fn fuse(word: &Fuse) -> Result<Outcome, Stop> {
    let words = Words::embedded().map_err(Stop::because)?;
    let mut fusion = Fusion::new(&words);
    let mut ended = Outcome::All;
    for path in &word.paths {
        if each(path, |record| fusion.add(&record))? == Outcome::Some {
            ended = Outcome::Some;
        }
    }
    let mut out = BufWriter::new(io::stdout());
    for story in fusion.stories() {
        writeln!(out, "{}", story.to_json())?;
    }
    out.flush()?;
    Ok(ended)
}

/// Prints one page on one story.
pub fn brief(word: &Brief) -> Result<Outcome, Stop> {
    let words = Words::embedded().map_err(Stop::because)?;
    let mut records = Vec::new();
    let ended = each(&word.path, |record| records.push(record))?;
    let stories = diurna_fuse::fuse(&records, &words);
    let named = |id: &String| *id == word.story;
    let story = stories.iter().find(|story| {
        story.id.to_string() == word.story || story.reports.iter().chain(story.copies.iter().flatten()).any(named)
    });
    let Some(story) = story else {
        return Err(Stop::Usage(format!("{}: no story or report is named {}", word.path.display(), word.story)));
    };
    write!(io::stdout(), "{}", diurna_fuse::brief::page(story, &records))?;
    Ok(ended)
}

/// Does something with every record of a file, in order.
fn each(path: &Path, mut with: impl FnMut(Record)) -> Result<Outcome, Stop> {
    let name = path.display().to_string();
    let wrong = |error: io::Error| Stop::because(format!("{name}: {}", error.to_string().to_lowercase()));
    let input: Box<dyn BufRead> = match name.as_str() {
        "-" => Box::new(BufReader::new(io::stdin())),
        _ => Box::new(BufReader::new(File::open(path).map_err(wrong)?)),
    };
    let (mut read, mut failed) = (0_usize, 0_usize);
    for (number, line) in input.split(b'\n').enumerate() {
        let line = line.map_err(wrong)?;
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        match record(&line) {
            Ok(record) => {
                read += 1;
                with(record);
            }
            Err(reason) => {
                failed += 1;
                eprintln!("{name}:{}: {reason}", number + 1);
            }
        }
    }
    if failed > 0 && read + failed > 1 {
        eprintln!("{failed} of {} records could not be read", read + failed);
    }
    Ok(if failed == 0 { Outcome::All } else { Outcome::Some })
}

fn record(line: &[u8]) -> Result<Record, String> {
    if line.len() > LINE_LIMIT {
        return Err(format!("longer than {LINE_LIMIT} bytes"));
    }
    let text = std::str::from_utf8(line).map_err(|_| "not UTF-8".to_owned())?;
    Record::from_json(text).map_err(|error| error.to_string())
}
