//! Scores fusion on a folder of gold stories from records that were made before, or from the gold claims with actors by their words alone.
//!
//! `cargo run -p diurna-fuse --example stories_scored -- DIR [RECORDS.jsonl]`
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "a tool for those who work on fusion, not the core")]

use diurna_fuse::{Words, fuse};
use diurna_record::score::{StoryFigure, StoryScore};
use diurna_record::{GoldReport, GoldStory, Record};
use std::path::Path;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words = Words::embedded().unwrap();
    let records: Vec<Record> = arguments.get(1).map_or_else(Vec::new, |path| {
        let text = std::fs::read_to_string(path).unwrap();
        text.lines().map(|line| Record::from_json(line).unwrap()).collect()
    });
    let mut folders: Vec<_> = std::fs::read_dir(&arguments[0]).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    let mut score = StoryScore::default();
    for folder in folders.iter().filter(|folder| folder.join("story.json").is_file()) {
        let gold = GoldStory::parse("story.json", &read(&folder.join("story.json"))).unwrap();
        let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.retain(|file| file.file_name().unwrap() != "story.json");
        files.sort();
        let reports: Vec<GoldReport> =
            files.iter().map(|file| GoldReport::parse("report", &read(file)).unwrap()).collect();
        let made = |report: &GoldReport| records.iter().find(|record| record.report.id == report.report.id).cloned();
        let records: Vec<Record> =
            reports.iter().map(|report| made(report).unwrap_or_else(|| report.to_record())).collect();
        score.add(&reports, &gold, &fuse(&records, &words));
    }
    score.differences.iter().for_each(|line| println!("{line}"));
    for &figure in StoryFigure::ALL {
        println!("{figure:<16} {:?} n {}", score.value(figure), score.over(figure));
    }
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}
