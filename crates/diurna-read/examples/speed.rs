//! How fast one core reads: words a second over invented reports.
//!
//!     cargo run --release --example speed -p diurna-read

#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "an example reads the files it is given")]
#![expect(clippy::disallowed_methods, clippy::disallowed_types, reason = "it measures time")]

use diurna_read::{ReadError, Reader};
use diurna_text::{Document, Report};
use std::time::Instant;

const REPORT: &str = "Shelling killed at least four people near the market of Kyra on Tuesday, medics said. The army denied that it had \
    fired on the town and accused rebels of using civilians as shields. “We will not leave,” the mayor told reporters. Talks \
    between both sides, which were to resume on Friday, have been put off, according to the ministry.\n\n";
const REPORTS: usize = 40;

fn main() -> Result<(), ReadError> {
    let start = Instant::now();
    let reader = Reader::embedded()?;
    println!("loaded in {:.2?}", start.elapsed());
    let document = Document::of(&Report::of(REPORT.repeat(10)));
    let start = Instant::now();
    let mut words = 0;
    for _ in 0..REPORTS {
        words += reader.read(&document).tokens.len();
    }
    println!("{words} words, {:.0} a second", words as f64 / start.elapsed().as_secs_f64());
    Ok(())
}
