//! Gzip, member after member → the bytes within.
//!
//! In: an open source. Out: its content as one stream, however many members it has. A broken member is one error; a reader that goes on
//! after it gets the next member that can be read, so that damage in an archive costs the pages it hit and no others. Only what is asked for is unpacked.

use std::io::{self, BufRead, Chain, Cursor, Read};
use std::mem;

use flate2::bufread::GzDecoder;

use super::metered::read_held;

/// How every member begins: two bytes of gzip, one of deflate.
const MAGIC: [u8; 3] = [0x1F, 0x8B, 8];

/// As much of a member as is kept, in bytes, to look for the next one in where it turns out broken.
const KEPT: usize = 1 << 20;

/// A source, with what was read of it too far.
type Held<R> = Chain<Cursor<Vec<u8>>, R>;

/// The content of a gzip source.
pub(super) struct Members<R>(State<R>);

enum State<R> {
    /// Before a member.
    Between(Held<R>),
    /// Inside one.
    Inside(Box<GzDecoder<Kept<R>>>),
    /// After damage: whatever comes before the next member is lost.
    Lost(Held<R>),
    Over,
}

/// A source and what was taken of it since the member began.
struct Kept<R> {
    source: Held<R>,
    taken: Vec<u8>,
}

impl<R: BufRead> Kept<R> {
    /// The source as it was after the member's first byte, where not too much was taken since: unpacking runs on into what follows a
    /// member that was cut off.
    fn rewound(self) -> Held<R> {
        ahead_of(self.source, self.taken.get(1..).unwrap_or_default())
    }
}

impl<R: BufRead> Read for Kept<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        read_held(self, out)
    }
}

impl<R: BufRead> BufRead for Kept<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.source.fill_buf()
    }

    fn consume(&mut self, bytes: usize) {
        // What is consumed was filled before, so this reads nothing.
        if let Ok(held) = self.source.fill_buf() {
            self.taken.extend_from_slice(&held[..bytes.min(held.len())]);
        }
        if self.taken.len() > KEPT {
            self.taken.clear();
        }
        self.source.consume(bytes);
    }
}

/// A source with these bytes before it.
fn ahead_of<R: BufRead>(source: Held<R>, bytes: &[u8]) -> Held<R> {
    let (held, rest) = source.into_inner();
    let at = usize::try_from(held.position()).unwrap_or(usize::MAX);
    let again = [bytes, held.into_inner().get(at..).unwrap_or_default()].concat();
    Cursor::new(again).chain(rest)
}

/// Whether a source begins as gzip does.
pub(super) fn is_gzip(start: &[u8]) -> bool {
    start.starts_with(&MAGIC[..2])
}

impl<R: BufRead> Members<R> {
    pub(super) fn of(source: R) -> Members<R> {
        Members(State::Between(Cursor::new(Vec::new()).chain(source)))
    }
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if out.is_empty() {
            return Ok(0);
        }
        loop {
            match mem::replace(&mut self.0, State::Over) {
                State::Over => return Ok(0),
                State::Between(mut source) => {
                    let next = peek(&mut source);
                    self.0 = match next {
                        Ok(None) => State::Over,
                        // Tapes and some writers fill up with zeros.
                        Ok(Some(0)) => {
                            source.consume(1);
                            State::Between(source)
                        }
                        Ok(Some(_)) => State::Inside(Box::new(GzDecoder::new(Kept { source, taken: Vec::new() }))),
                        Err(error) => {
                            self.0 = State::Between(source);
                            return Err(error);
                        }
                    };
                }
                State::Inside(mut decoder) => match decoder.read(out) {
                    Ok(0) => self.0 = State::Between(decoder.into_inner().source),
                    Ok(read) => {
                        self.0 = State::Inside(decoder);
                        return Ok(read);
                    }
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => self.0 = State::Inside(decoder),
                    Err(error) => {
                        self.0 = State::Lost(decoder.into_inner().rewound());
                        return Err(told(&error));
                    }
                },
                State::Lost(source) => self.0 = next_member(source)?,
            }
        }
    }
}

fn told(error: &io::Error) -> io::Error {
    let reason = match error.kind() {
        io::ErrorKind::UnexpectedEof => "gzip is cut short",
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => "gzip is broken",
        kind => return io::Error::new(kind, error.to_string()),
    };
    io::Error::new(io::ErrorKind::InvalidData, reason)
}

fn peek(source: &mut impl BufRead) -> io::Result<Option<u8>> {
    loop {
        match source.fill_buf() {
            Ok(held) => return Ok(held.first().copied()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// The state before the next member whose beginning can be unpacked.
fn next_member<R: BufRead>(mut source: Held<R>) -> io::Result<State<R>> {
    let mut seen = [0u8; 3];
    while let Some(byte) = peek(&mut source)? {
        source.consume(1);
        seen = [seen[1], seen[2], byte];
        if seen == MAGIC {
            return Ok(State::Between(ahead_of(source, &MAGIC)));
        }
    }
    Ok(State::Over)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use flate2::{Compression, write::GzEncoder};
    use std::io::Write;

    /// One member that holds these bytes.
    pub fn member(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).expect("memory takes bytes");
        encoder.finish().expect("memory takes bytes")
    }

    fn content(bytes: &[u8]) -> (String, Vec<String>) {
        let mut members = Members::of(bytes);
        let (mut content, mut told) = (Vec::new(), Vec::new());
        while let Err(error) = members.read_to_end(&mut content) {
            told.push(error.to_string());
        }
        (String::from_utf8_lossy(&content).into_owned(), told)
    }

    #[test]
    fn members_follow_each_other_and_zeros_between_them_are_passed_over() {
        let all = [member(b"Talks began. "), vec![0; 9], member(b"Talks ended.")].concat();
        assert_eq!(content(&all), ("Talks began. Talks ended.".to_owned(), vec![]));
    }

    #[test]
    fn a_broken_member_is_told_once_and_the_next_is_read() {
        let whole = member("Shelling hit the bridge. ".repeat(40).as_bytes());
        let middle = whole.len() / 2;
        let mut broken = whole.clone();
        broken[middle..].fill(0xFF);
        for broken in [&broken[..], &whole[..middle]] {
            let (content, told) = content(&[&member(b"Talks began. "), broken, &member(b"Talks ended.")].concat());
            assert!(content.starts_with("Talks began. ") && content.ends_with("Talks ended."), "{content}");
            assert_eq!(told, ["gzip is broken"]);
        }
    }

    #[test]
    fn a_source_that_ends_too_soon_says_so() {
        let whole = member(b"Talks began.");
        assert_eq!(content(&whole[..whole.len() - 4]).1, ["gzip is cut short"]);
    }
}
