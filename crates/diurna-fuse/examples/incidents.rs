//! Prints the stories of records, a line each: as JSON, or with a second argument the ids of their reports.
//!
//! `cargo run -p diurna-fuse --example incidents -- RECORDS.jsonl [ids]`
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "a tool for those who work on fusion, not the core")]

use diurna_fuse::{Words, fuse};
use diurna_record::Record;

fn main() {
    let path = std::env::args().nth(1).unwrap();
    let text = std::fs::read_to_string(path).unwrap();
    let records: Vec<Record> = text.lines().map(|line| Record::from_json(line).unwrap()).collect();
    for story in fuse(&records, &Words::embedded().unwrap()) {
        if std::env::args().nth(2).is_none() {
            println!("{}", story.to_json());
            continue;
        }
        let mut reports: Vec<&String> = story.reports.iter().chain(story.copies.iter().flatten()).collect();
        reports.sort();
        reports.dedup();
        println!("{}", reports.into_iter().map(String::as_str).collect::<Vec<_>>().join("\t"));
    }
}
