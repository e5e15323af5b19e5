//! Any bytes as a table: every report has text, and every trouble is one line.
#![no_main]

mod read;

use std::io::Cursor;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    read::all(Cursor::new(bytes.to_vec()), "wire.csv");
});
