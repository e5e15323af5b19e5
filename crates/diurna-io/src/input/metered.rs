//! A source that gives so many bytes for one row or item, and no more.
//!
//! Parsers of tables and XML hold what they have not finished; a quote or tag that never closes would have them hold the rest of the file.

use std::io::{self, BufRead, Read};

/// A source with what is left of its allowance.
pub(super) struct Metered<R> {
    source: R,
    left: usize,
}

impl<R> Metered<R> {
    pub(super) fn of(source: R) -> Metered<R> {
        Metered { source, left: 0 }
    }

    /// Allows so many bytes from here on.
    pub(super) fn allow(&mut self, bytes: usize) {
        self.left = bytes;
    }

    fn spent(&self) -> io::Result<()> {
        if self.left > 0 { Ok(()) } else { Err(io::Error::from(io::ErrorKind::FileTooLarge)) }
    }
}

/// Whether an error says that the allowance is spent.
pub(super) fn is_spent(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::FileTooLarge
}

/// Reads from what a source holds: the `read` of a source that does its own work in `fill_buf` and `consume`.
pub(super) fn read_held(source: &mut impl BufRead, out: &mut [u8]) -> io::Result<usize> {
    let held = source.fill_buf()?;
    let read = held.len().min(out.len());
    out[..read].copy_from_slice(&held[..read]);
    source.consume(read);
    Ok(read)
}

impl<R: BufRead> Read for Metered<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        read_held(self, out)
    }
}

impl<R: BufRead> BufRead for Metered<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.spent()?;
        let left = self.left;
        let held = self.source.fill_buf()?;
        Ok(&held[..held.len().min(left)])
    }

    fn consume(&mut self, bytes: usize) {
        self.left = self.left.saturating_sub(bytes);
        self.source.consume(bytes);
    }
}
