//! Lines → records, one at a time.
//!
//! In: what `diurna code --format jsonl` printed, or what another coder made (see `coded`). Out: a record or trouble for every line that is not blank, and in the end the SHA-256 of all that was read, by
//! which an export names what it was made from. A line that is too long is passed over without being held.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;

use diurna_record::Record;
use sha2::{Digest, Sha256};

use super::lines::{Line, read_line};
use super::{Origin, SOURCE_LIMIT, Trouble, coded, lower, too_long};
use crate::codes::Tables;

/// The longest line of records that is read, in bytes: the longest report with its claims.
pub const RECORD_LIMIT: usize = 64 << 20;

/// The records of a file, or of standard input.
pub struct Records {
    source: BufReader<Hashed>,
    origin: Origin,
    line: usize,
    over: bool,
    found: bool,
    tables: Option<Tables>,
    sentences: VecDeque<Record>,
}

/// The records that a file holds; `-` is standard input.
///
/// # Errors
/// A file that cannot be opened.
pub fn records(path: &Path) -> Result<Records, Trouble> {
    let name = path.display().to_string();
    let origin = Origin::file(&name);
    let source: Box<dyn Read> = match name.as_str() {
        "-" => Box::new(io::stdin()),
        _ => Box::new(File::open(path).map_err(|error| origin.trouble(lower(&error.to_string())))?),
    };
    Ok(Records::of(source, origin))
}

/// Whether a file is a database, as record files are: by its first bytes, whatever its name.
pub fn is_record_file(path: &Path) -> bool {
    let mut start = [0; 16];
    path.is_file()
        && File::open(path).is_ok_and(|mut file| file.read_exact(&mut start).is_ok())
        && start == *b"SQLite format 3\0"
}

impl Records {
    fn of(source: Box<dyn Read>, origin: Origin) -> Records {
        let source = BufReader::new(Hashed { source, hash: Sha256::new() });
        Records { source, origin, line: 0, over: false, found: false, tables: None, sentences: VecDeque::new() }
    }

    /// The record of a line.
    fn record(&mut self, line: &[u8]) -> Result<Record, String> {
        let text = std::str::from_utf8(line).map_err(|_| "not a record: not utf-8".to_owned())?;
        let text = text.trim_end_matches(['\r', '\n']);
        if text.trim_start().starts_with('{') || !text.contains('\t') {
            return Record::from_json(text.trim())
                .map_err(|error| format!("not a record: {}", lower(&error.to_string())));
        }
        let tables = self.tables.get_or_insert_with(Tables::embedded);
        coded::row(text, tables).ok_or_else(|| "not a record, and not a row of gdelt or petrarch".to_owned())
    }

    /// The records of an XML of sentences, which is held whole.
    fn xml(&mut self, mut start: Vec<u8>) -> Option<Result<Record, Trouble>> {
        self.over = true;
        let rest = (&mut self.source).take(SOURCE_LIMIT as u64 + 1).read_to_end(&mut start);
        let told = match (rest, String::from_utf8(start)) {
            (Err(error), _) => Err(lower(&error.to_string())),
            (_, Err(_)) => Err("not utf-8".to_owned()),
            (Ok(_), Ok(xml)) if xml.len() > SOURCE_LIMIT => Err(too_long("file", SOURCE_LIMIT)),
            (Ok(_), Ok(xml)) => coded::sentences(&xml, self.tables.get_or_insert_with(Tables::embedded)),
        };
        match told {
            Err(reason) => Some(Err(self.origin.trouble(format!("not petrarch's xml: {reason}")))),
            Ok(sentences) if sentences.is_empty() => {
                Some(Err(self.origin.trouble("no sentence of petrarch in this xml")))
            }
            Ok(sentences) => {
                self.sentences = sentences.into();
                self.sentences.pop_front().map(Ok)
            }
        }
    }

    /// The SHA-256 of what was read so far, as 64 hexadecimal digits.
    pub fn sha256(&self) -> String {
        self.source.get_ref().hash.clone().finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

impl Iterator for Records {
    type Item = Result<Record, Trouble>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(sentence) = self.sentences.pop_front() {
            return Some(Ok(sentence));
        }
        while !self.over {
            self.line += 1;
            let origin = self.origin.at(self.line);
            let line = match read_line(&mut self.source, RECORD_LIMIT) {
                Ok(Line::End) => break,
                Ok(Line::Whole(line)) => line,
                Ok(Line::TooLong) => {
                    self.found = true;
                    return Some(Err(origin.trouble(too_long("line", RECORD_LIMIT))));
                }
                Err(error) => {
                    self.over = true;
                    return Some(Err(origin.trouble(lower(&error.to_string()))));
                }
            };
            let line = line.strip_prefix(b"\xEF\xBB\xBF").filter(|_| self.line == 1).unwrap_or(&line);
            if !line.trim_ascii().is_empty() {
                // Bytes that are no text have no lines: one trouble, not thousands.
                self.over = !self.found && line.contains(&0);
                let first = !std::mem::replace(&mut self.found, true);
                if first && line.trim_ascii_start().starts_with(b"<") {
                    let start = line.to_vec();
                    return self.xml(start);
                }
                return Some(self.record(line).map_err(|reason| origin.trouble(reason)));
            }
        }
        self.over = true;
        if self.found {
            return None;
        }
        self.found = true;
        Some(Err(self.origin.trouble("file is empty")))
    }
}

/// A source that is hashed as it is read.
struct Hashed {
    source: Box<dyn Read>,
    hash: Sha256,
}

impl Read for Hashed {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(bytes)?;
        self.hash.update(&bytes[..read]);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use diurna_record::JsonText;

    fn read(text: String) -> (Vec<Result<Record, Trouble>>, String) {
        let mut records = Records::of(Box::new(io::Cursor::new(text.into_bytes())), Origin::file("coded.jsonl"));
        (records.by_ref().collect(), records.sha256())
    }

    #[test]
    fn a_bad_line_is_told_and_the_next_is_read() {
        let line = Record::default().to_json(JsonText::In);
        let (found, _) = read(format!("{line}\n\n{{\"schema\": 1}}\n{line}\n"));
        assert_eq!(found.iter().filter(|found| found.is_ok()).count(), 2);
        let told = found[1].as_ref().expect_err("a line that is no record").to_string();
        assert!(told.starts_with("coded.jsonl:3: not a record: "), "{told}");
    }

    #[test]
    fn what_was_read_is_hashed() {
        let (found, sha256) = read(String::new());
        assert_eq!(found[0].as_ref().expect_err("nothing").to_string(), "coded.jsonl: file is empty");
        assert_eq!(sha256, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }
}
