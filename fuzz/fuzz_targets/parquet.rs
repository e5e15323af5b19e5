//! Any bytes as a Parquet file: every report has text, and every trouble is one line.
#![no_main]

mod read;

use std::io::Write;

use diurna_io::input::{Defaults, reports};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut file = tempfile::Builder::new().suffix(".parquet").tempfile().expect("a file");
    file.write_all(bytes).expect("it takes bytes");
    for found in reports(&[file.path().to_owned()], &Defaults::default()) {
        read::check(found);
    }
});
