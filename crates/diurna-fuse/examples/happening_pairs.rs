//! Prints what speaks for each two happenings being one, tab-separated: report, event, report, event, features. For learning the weights.
//!
//! `cargo run -p diurna-fuse --example happening_pairs -- RECORDS.jsonl`
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "a tool for those who work on fusion, not the core")]

use diurna_fuse::{FEATURES, Words, compared};
use diurna_record::Record;

fn main() {
    let path = std::env::args().nth(1).unwrap();
    let text = std::fs::read_to_string(path).unwrap();
    let records: Vec<Record> = text.lines().map(|line| Record::from_json(line).unwrap()).collect();
    println!("report\tevent\treport\tevent\t{}", FEATURES.join("\t"));
    for pair in compared(&records, &Words::embedded().unwrap()) {
        let [(one, event), (two, other)] = &pair.happenings;
        let features: Vec<String> = pair.features.iter().map(|it| format!("{it:.4}")).collect();
        println!("{one}\t{event}\t{two}\t{other}\t{}", features.join("\t"));
    }
}
