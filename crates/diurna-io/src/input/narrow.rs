//! Bytes in any encoding → UTF-8, as they come.
//!
//! In: an open source and its encoding. Out: the same letters in UTF-8, without a byte-order mark; what cannot be decoded stands as U+FFFD. One
//! buffer is held, never the source.

use std::io::{self, BufRead, Read};

use encoding_rs::{Decoder, Encoding};

/// Bytes decoded at a time.
const STEP: usize = 1 << 14;

/// A source as UTF-8.
pub(super) struct Narrow<R> {
    source: R,
    decoder: Decoder,
    ready: Vec<u8>,
    at: usize,
    over: bool,
}

impl<R: BufRead> Narrow<R> {
    pub(super) fn of(source: R, encoding: &'static Encoding) -> Narrow<R> {
        Narrow { source, decoder: encoding.new_decoder(), ready: Vec::new(), at: 0, over: false }
    }

    fn decode(&mut self) -> io::Result<()> {
        let held = self.source.fill_buf()?;
        let taken = held.len().min(STEP);
        self.over = taken == 0;
        // Three bytes for each, which is what the longest letter of any encoding needs, and the end of one begun before.
        self.ready.resize(STEP * 3 + 16, 0);
        let (_, read, written, _) = self.decoder.decode_to_utf8(&held[..taken], &mut self.ready, self.over);
        self.source.consume(read);
        self.ready.truncate(written);
        self.at = 0;
        Ok(())
    }
}

impl<R: BufRead> Read for Narrow<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.at == self.ready.len() && !self.over {
            self.decode()?;
        }
        let read = out.len().min(self.ready.len() - self.at);
        out[..read].copy_from_slice(&self.ready[self.at..self.at + read]);
        self.at += read;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{UTF_16LE, WINDOWS_1251};

    #[test]
    fn letters_that_are_cut_between_buffers_are_whole() {
        let text = "Переговори — talks — 会谈\n".repeat(4000);
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let marked = [&b"\xFF\xFE"[..], &wide].concat();
        let mut read = String::new();
        let source = io::BufReader::with_capacity(7, &marked[..]);
        Narrow::of(source, UTF_16LE).read_to_string(&mut read).expect("it is UTF-8");
        assert_eq!(read, text);
    }

    #[test]
    fn old_encodings_are_read() {
        let mut read = String::new();
        Narrow::of(&b"\xCC\xE8\xF0"[..], WINDOWS_1251).read_to_string(&mut read).expect("it is UTF-8");
        assert_eq!(read, "Мир");
    }
}
