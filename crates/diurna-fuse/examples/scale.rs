//! Puts many records together and prints how long it took and how much memory it needed.
//!
//! `cargo run --release -p diurna-fuse --example scale -- RECORDS.jsonl 100000`
//!
//! Where the records end they come again, each time three days later, with every name written otherwise and every place one degree
//! further north, so that each repetition is another war in the same weeks.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::unwrap_used,
    reason = "a measurement needs a clock"
)]

use diurna_fuse::{Fusion, Words};
use diurna_record::Record;
use jiff::ToSpan;
use std::time::Instant;

fn main() {
    let path = std::env::args().nth(1).unwrap();
    let count: usize = std::env::args().nth(2).unwrap().parse().unwrap();
    let text = std::fs::read_to_string(path).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let words = Words::embedded().unwrap();
    let mut fusion = Fusion::new(&words);
    let start = Instant::now();
    for at in 0..count {
        let record = Record::from_json(lines[at % lines.len()]).unwrap();
        fusion.add(&shifted(record, at / lines.len()));
    }
    let taken = start.elapsed();
    let stories = fusion.stories();
    let whole = start.elapsed();
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or("no peak known");
    println!(
        "{count} records: {:.1} s to take in, {:.1} s in all, {} stories, {peak}",
        taken.as_secs_f64(),
        whole.as_secs_f64(),
        stories.len()
    );
}

/// A record of the `turn`-th repetition.
fn shifted(mut record: Record, turn: usize) -> Record {
    if turn == 0 {
        return record;
    }
    let days = (3 * turn as i64).days();
    let later = |day: &mut Option<jiff::civil::Date>| *day = day.map(|day| day.saturating_add(days));
    let renamed = |name: &str| name.split(' ').map(|word| mark(word, turn)).collect::<Vec<_>>().join(" ");
    record.report.id = format!("{}-{turn}", record.report.id);
    later(&mut record.report.published);
    record.text = record.text.split_inclusive(char::is_whitespace).map(|word| mark(word, turn)).collect();
    for actor in &mut record.actors {
        actor.name = renamed(&actor.name);
    }
    for claim in &mut record.claims {
        if let Some(when) = &mut claim.when {
            later(&mut when.from);
            later(&mut when.to);
        }
        if let Some(place) = &mut claim.place {
            place.name = place.name.as_deref().map(renamed);
            place.text = renamed(&place.text);
            place.lat = place.lat.map(|lat| (lat + turn as f64) % 90.0);
        }
    }
    record
}

/// A word that is written as a name, written otherwise.
fn mark(word: &str, turn: usize) -> String {
    if !word.starts_with(char::is_uppercase) {
        return word.to_owned();
    }
    let end = word.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(word.len());
    let letters: String = turn.to_string().bytes().map(|digit| char::from(b'k' + digit - b'0')).collect();
    format!("{}{letters}{}", &word[..end], &word[end..])
}
