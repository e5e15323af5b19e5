//! A JSON file of one report, a list, or several after each other → reports, an element at a time.
//!
//! In: an open source. Out: a report or trouble for every element, with the line it begins on. Only one element is in memory; a
//! broken element of a list is told and the next is read, as long as its brackets close.

use std::io::BufRead;

use super::{Defaults, Found, Origin, SOURCE_LIMIT, Trouble, object, too_long};

/// The reports of a JSON file.
pub(super) struct Elements<R> {
    source: R,
    origin: Origin,
    defaults: Defaults,
    line: usize,
    list: bool,
    found: bool,
    over: bool,
}

/// Where the scan stands inside an element.
#[derive(Default)]
struct Scan {
    bytes: Vec<u8>,
    depth: usize,
    quoted: bool,
    escaped: bool,
    long: bool,
}

impl<R: BufRead> Elements<R> {
    pub(super) fn of(source: R, origin: Origin, defaults: Defaults) -> Elements<R> {
        Elements { source, origin, defaults, line: 1, list: false, found: false, over: false }
    }

    fn byte(&mut self) -> Result<Option<u8>, Trouble> {
        loop {
            match self.source.fill_buf() {
                Ok(held) => {
                    let Some(byte) = held.first().copied() else { return Ok(None) };
                    self.source.consume(1);
                    self.line += usize::from(byte == b'\n');
                    return Ok(Some(byte));
                }
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => return Err(self.origin.trouble(super::lower(&error.to_string()))),
            }
        }
    }

    /// The next element and the line it begins on; the list's own bracket and commas are passed over.
    fn element(&mut self) -> Result<Option<(usize, Scan)>, Trouble> {
        let mut scan = Scan::default();
        let mut start = self.line;
        while let Some(byte) = self.byte()? {
            if scan.bytes.is_empty() && scan.depth == 0 && !scan.long {
                let between = byte.is_ascii_whitespace()
                    || byte == b','
                    || b"\xEF\xBB\xBF".contains(&byte)
                    || (self.list && byte == b']');
                if between {
                    continue;
                }
                if byte == b'[' && !self.list && !self.found {
                    self.list = true;
                    continue;
                }
                start = self.line;
            }
            if scan.take(byte) {
                return Ok(Some((start, scan)));
            }
        }
        let rest = !scan.bytes.is_empty() || scan.long;
        Ok(rest.then_some((start, scan)))
    }
}

impl Scan {
    /// Takes one more byte; true when the element is whole.
    fn take(&mut self, byte: u8) -> bool {
        self.long |= self.bytes.len() >= SOURCE_LIMIT;
        if self.long {
            self.bytes = Vec::new();
        } else {
            self.bytes.push(byte);
        }
        if self.quoted {
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' => self.escaped = true,
                b'"' => self.quoted = false,
                _ => {}
            }
            return false;
        }
        match byte {
            b'"' => self.quoted = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        self.depth == 0 && (byte == b'}' || byte == b']' || byte == b'\n')
    }
}

impl<R: BufRead + Send> super::Source for Elements<R> {}

impl<R: BufRead> Iterator for Elements<R> {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        if self.over {
            return None;
        }
        let (line, scan) = match self.element() {
            Ok(Some(element)) => element,
            Ok(None) => {
                self.over = true;
                let empty = if self.list { "list is empty" } else { "file is empty" };
                return (!self.found).then(|| Err(self.origin.trouble(empty)));
            }
            Err(trouble) => {
                self.over = true;
                return Some(Err(trouble));
            }
        };
        let alone = !self.list && !self.found;
        let origin = if alone { self.origin.clone() } else { self.origin.at(line) };
        self.found = true;
        if scan.long {
            return Some(Err(origin.trouble(too_long("element", SOURCE_LIMIT))));
        }
        // What does not begin as an object has no brackets to find the next one by.
        self.over = !scan.bytes.starts_with(b"{");
        Some(object::report_of(&scan.bytes, &origin, &self.defaults))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn elements(source: &str) -> Vec<String> {
        let tell = |found: Found| match found {
            Ok(given) => format!("{} {}", given.report.id, given.report.text),
            Err(trouble) => trouble.to_string(),
        };
        Elements::of(source.as_bytes(), Origin::file("wire.json"), Defaults::default()).map(tell).collect()
    }

    #[test]
    fn one_report_is_named_by_its_file() {
        assert_eq!(elements("{\n \"text\": \"Talks {began} \\\"today\\\".\"\n}\n"), ["wire Talks {began} \"today\"."]);
    }

    #[test]
    fn a_list_and_a_sequence_are_read_one_by_one() {
        let list = elements("[\n{\"text\": \"A.\"},\n{\"text\": 3},\n{\"id\": 7, \"text\": \"B.\"}]");
        assert_eq!(list, ["wire:2 A.", "wire.json:3: text is not a string", "7 B."]);
        assert_eq!(elements("{\"text\": \"A.\"}\n{\"text\": \"B.\"}"), ["wire A.", "wire:2 B."]);
    }

    #[test]
    fn what_is_no_report_is_told_once() {
        assert_eq!(elements(" "), ["wire.json: file is empty"]);
        assert_eq!(elements("[ ]"), ["wire.json: list is empty"]);
        assert_eq!(elements("no\njson\nhere").len(), 1);
        assert!(elements("{\"text\": \"A.\"")[0].starts_with("wire.json: not json: "));
    }
}
