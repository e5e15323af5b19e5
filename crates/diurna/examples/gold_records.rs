//! Writes gold reports as records with the coder's identities, a record a line, to work on what comes after the coder.
//!
//! `cargo run -p diurna --example gold_records -- REPORT.json…`
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "a tool for those who work on fusion, not the core")]

use diurna::Coder;
use diurna_record::{GoldReport, JsonText};

fn main() {
    let coder = Coder::embedded().unwrap();
    for path in std::env::args().skip(1) {
        let gold = GoldReport::parse(&path, &std::fs::read_to_string(&path).unwrap()).unwrap();
        println!("{}", diurna::gold::record(&coder, &gold).to_json(JsonText::In));
    }
}
