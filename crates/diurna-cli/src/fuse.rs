//! `diurna fuse` and `diurna brief`: records in, stories out.
//!
//! In: files of records, a record a line, or record files. Out: stories, one a line; or one page on one of them. In a record file they are kept, and
//! only what is new is put together. A line that is no record is told with its file and number, and the run goes on.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::path::Path;

use diurna_fuse::{Fusion, Words};
use diurna_io::store::{Store, View};
use diurna_record::{Record, StoryId};

use crate::args::{Brief, Fuse};
use crate::{Outcome, Stop};

/// The longest line of records that is read, in bytes.
const LINE_LIMIT: usize = 64 << 20;

/// Prints the stories of all records, one a line.
pub fn fuse(word: &Fuse) -> Result<Outcome, Stop> {
    let words = Words::embedded().map_err(Stop::because)?;
    if let [path] = &word.paths[..]
        && is_store(path)
    {
        return kept(path, &words);
    }
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

/// Brings the stories of a record file up to date, and prints them.
fn kept(path: &Path, words: &Words) -> Result<Outcome, Stop> {
    let mut store = Store::open(path).map_err(Stop::because)?;
    store.renew_stories(words).map_err(Stop::because)?;
    let mut out = BufWriter::new(io::stdout());
    for line in store.story_lines().map_err(Stop::because)? {
        writeln!(out, "{}", line.map_err(Stop::because)?)?;
    }
    out.flush()?;
    Ok(Outcome::All)
}

/// Prints one page on one story.
pub fn brief(word: &Brief) -> Result<Outcome, Stop> {
    let words = Words::embedded().map_err(Stop::because)?;
    let absent = || Stop::Usage(format!("{}: no story or report is named {}", word.path.display(), word.story));
    if is_store(&word.path) {
        let page = kept_page(word, &words)?.ok_or_else(absent)?;
        write!(io::stdout(), "{page}")?;
        return Ok(Outcome::All);
    }
    let mut records = Vec::new();
    let ended = each(&word.path, |record| records.push(record))?;
    let stories = diurna_fuse::fuse(&records, &words);
    let named = |id: &String| *id == word.story;
    let story = stories.iter().find(|story| {
        story.id.to_string() == word.story || story.reports.iter().chain(story.copies.iter().flatten()).any(named)
    });
    write!(io::stdout(), "{}", diurna_fuse::brief::page(story.ok_or_else(absent)?, &records))?;
    Ok(ended)
}

/// The page on a story that a record file keeps; `None` where there is none of the name.
fn kept_page(word: &Brief, words: &Words) -> Result<Option<String>, Stop> {
    let mut store = Store::open(&word.path).map_err(Stop::because)?;
    store.renew_stories(words).map_err(Stop::because)?;
    let number = word.story.strip_prefix('s').and_then(|number| number.parse().ok()).map(StoryId);
    let mut story = number.map_or(Ok(None), |id| store.story(id)).map_err(Stop::because)?;
    if story.is_none()
        && let Some(report) = store.report_named(&word.story).map_err(Stop::because)?
        && let Some(id) = store.story_of(report).map_err(Stop::because)?
    {
        story = store.story(id).map_err(Stop::because)?;
    }
    let Some(story) = story else { return Ok(None) };
    let mut records = Vec::new();
    let recalled = story.claims.iter().map(|told| &told.claim.report);
    let names: BTreeSet<&String> = story.reports.iter().chain(story.copies.iter().flatten()).chain(recalled).collect();
    for name in names {
        if let Some(report) = store.report_named(name).map_err(Stop::because)? {
            records.push(store.reviewed(report, &View::Corrected).map_err(Stop::because)?.record);
        }
    }
    Ok(Some(diurna_fuse::brief::page(&story, &records)))
}

/// Does something with every record of a file, in order; of a record file with the records as people corrected them.
fn each(path: &Path, mut with: impl FnMut(Record)) -> Result<Outcome, Stop> {
    if is_store(path) {
        let store = Store::open_to_read(path).map_err(Stop::because)?;
        for reviewed in store.records(View::default()).map_err(Stop::because)? {
            with(reviewed.map_err(Stop::because)?.record);
        }
        return Ok(Outcome::All);
    }
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

/// What a record file begins with: it is an SQLite database.
const STORE: &[u8] = b"SQLite format 3\0";

fn is_store(path: &Path) -> bool {
    let mut head = [0; STORE.len()];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut head));
    read.is_ok() && head == STORE
}

fn record(line: &[u8]) -> Result<Record, String> {
    if line.len() > LINE_LIMIT {
        return Err(format!("longer than {LINE_LIMIT} bytes"));
    }
    let text = std::str::from_utf8(line).map_err(|_| "not UTF-8".to_owned())?;
    Record::from_json(text).map_err(|error| error.to_string())
}
