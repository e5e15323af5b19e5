//! JSON lines → reports, a line at a time.
//!
//! In: an open source. Out: a report or trouble for every line that is not blank. A line that is too long is passed over
//! without being held, so one broken export never fills the memory.

use std::io::{self, BufRead};

use super::{Defaults, Found, Origin, SOURCE_LIMIT, object, too_long};

/// The reports of a file with one JSON object a line.
pub(super) struct Lines<R> {
    source: R,
    origin: Origin,
    defaults: Defaults,
    line: usize,
    found: bool,
    over: bool,
}

impl<R: BufRead> Lines<R> {
    pub(super) fn of(source: R, origin: Origin, defaults: Defaults) -> Lines<R> {
        Lines { source, origin, defaults, line: 0, found: false, over: false }
    }
}

impl<R: BufRead + Send> super::Source for Lines<R> {}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        while !self.over {
            self.line += 1;
            let origin = self.origin.at(self.line);
            let line = match read_line(&mut self.source, SOURCE_LIMIT) {
                Ok(Line::End) => break,
                Ok(Line::Whole(line)) => line,
                Ok(Line::TooLong) => {
                    self.found = true;
                    return Some(Err(origin.trouble(too_long("line", SOURCE_LIMIT))));
                }
                Err(error) => {
                    self.over = true;
                    return Some(Err(origin.trouble(super::lower(&error.to_string()))));
                }
            };
            let line = line.strip_prefix(b"\xEF\xBB\xBF").filter(|_| self.line == 1).unwrap_or(&line);
            if !line.trim_ascii().is_empty() {
                // Bytes that are no text have no lines: one trouble, not thousands.
                self.over = !self.found && line.contains(&0);
                self.found = true;
                return Some(object::report_of(line, &origin, &self.defaults));
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

/// What a source has next.
pub(super) enum Line {
    Whole(Vec<u8>),
    TooLong,
    End,
}

/// One line with its line break; the rest of a line over `limit` is read past, not kept.
pub(super) fn read_line(source: &mut impl BufRead, limit: usize) -> io::Result<Line> {
    let mut line = Vec::new();
    let mut long = false;
    loop {
        let held = match source.fill_buf() {
            Ok(held) => held,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if held.is_empty() {
            break;
        }
        let end = memchr::memchr(b'\n', held);
        let taken = end.map_or(held.len(), |end| end + 1);
        long |= line.len() + taken > limit;
        if long {
            line = Vec::new();
        } else {
            line.extend_from_slice(&held[..taken]);
        }
        source.consume(taken);
        if end.is_some() {
            break;
        }
    }
    Ok(match (long, line.is_empty()) {
        (true, _) => Line::TooLong,
        (false, true) => Line::End,
        (false, false) => Line::Whole(line),
    })
}

/// The first line that is not blank, with the blanks before it, to see what a source holds; at most one limit long.
pub(super) fn first_line(source: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut start = Vec::new();
    while start.trim_ascii().is_empty() && start.len() < SOURCE_LIMIT {
        let before = start.len();
        io::Read::take(&mut *source, SOURCE_LIMIT as u64).read_until(b'\n', &mut start)?;
        if start.len() == before {
            break;
        }
    }
    Ok(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(source: &str) -> Vec<Found> {
        Lines::of(source.as_bytes(), Origin::file("wire.jsonl"), Defaults::default()).collect()
    }

    #[test]
    fn a_bad_line_is_told_and_the_next_is_read() {
        let found = lines(
            "{\"text\": \"Talks began.\"}\n\n{\"text\": \"Talks\", \"published\": \"soonish\"}\nnoise\n{\"text\": \"Talks ended.\"}",
        );
        assert_eq!(found.len(), 4);
        assert_eq!(found[0].as_ref().map(|given| given.report.id.as_str()), Ok("wire:1"));
        let told: Vec<String> =
            found.iter().filter_map(|found| found.as_ref().err()).map(ToString::to_string).collect();
        assert_eq!(told[0], "wire.jsonl:3: published \"soonish\" is not a date");
        assert!(told[1].starts_with("wire.jsonl:4: not json: "), "{}", told[1]);
        assert_eq!(found[3].as_ref().map(|given| given.report.text.as_str()), Ok("Talks ended."));
    }

    #[test]
    fn an_empty_file_is_one_trouble() {
        let told: Vec<String> =
            lines(" \n\n").into_iter().filter_map(Result::err).map(|told| told.to_string()).collect();
        assert_eq!(told, ["wire.jsonl: file is empty"]);
    }

    #[test]
    fn a_long_line_is_passed_over() {
        let mut source: &[u8] = b"aaaaaaaaaaaaaaaa\nbb\n";
        assert!(matches!(read_line(&mut source, 8), Ok(Line::TooLong)));
        assert!(matches!(read_line(&mut source, 8), Ok(Line::Whole(line)) if line == b"bb\n"));
        assert!(matches!(read_line(&mut source, 8), Ok(Line::End)));
    }
}
