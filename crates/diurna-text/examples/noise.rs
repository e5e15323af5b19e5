//! How well noise is found, against gold reports: `cargo run --example noise -- GOLD.json… `.
//!
//! Prints for every report what was marked, then recall and precision in characters. With `sentences` as the first
//! word it prints the sentences too.

#![allow(clippy::disallowed_methods, reason = "an example reads the files it is given")]

use diurna_text::{Document, Report};
use std::collections::BTreeSet;

fn main() {
    let mut files: Vec<String> = std::env::args().skip(1).collect();
    let sentences = files.first().is_some_and(|word| word == "sentences");
    if sentences {
        files.remove(0);
    }
    let (mut right, mut gold, mut found) = (0, 0, 0);
    for file in files {
        let bytes = std::fs::read(&file).expect("the file can be read");
        let json: serde_json::Value = serde_json::from_slice(&bytes).expect("the file is JSON");
        let Some(text) = json["text"].as_str() else { continue };
        let title = json["report"]["title"].as_str().map(str::to_string);
        let document = Document::of(&Report { title, ..Report::of(text) });
        println!("== {file} dateline {:?}", document.dateline().map(|at| at.of(text)));
        for noise in document.noise() {
            println!("   {} {:?}", noise.why.as_str(), noise.at.of(text));
        }
        if sentences {
            for sentence in document.sentences() {
                println!("   | {} {}", sentence.part.as_str(), sentence.at.of(text));
            }
        }
        let wanted: BTreeSet<usize> = json["noise"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|phrase| phrase.as_str())
            .flat_map(|phrase| text.find(phrase).map(|at| at..at + phrase.len()).unwrap_or_default())
            .collect();
        let marked: BTreeSet<usize> = document.noise().iter().flat_map(|noise| noise.at.range()).collect();
        right += wanted.intersection(&marked).count();
        gold += wanted.len();
        found += marked.len();
    }
    println!("recall {:.3} precision {:.3}", right as f64 / gold.max(1) as f64, right as f64 / found.max(1) as f64);
}
