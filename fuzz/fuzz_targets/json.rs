//! Any bytes as JSON and as JSON lines: every report has text, and every trouble is one line.
#![no_main]

mod read;

use std::io::Cursor;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    read::all(Cursor::new(bytes.to_vec()), "wire.json");
    read::all(Cursor::new(bytes.to_vec()), "wire.jsonl");
});
