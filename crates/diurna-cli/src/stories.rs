//! `diurna score --stories`: fusion on gold stories.
//!
//! In: a folder of gold stories, a folder each. Out: the figures of stories, from the gold claims or from the texts; from the texts also
//! how much each stage loses. Each folder is put together by itself.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use diurna::Coder;
use diurna_fuse::Words;
use diurna_record::score::{Likeness, StoryFigure, StoryScore, pairs};
use diurna_record::{ClaimId, ClaimRef, GoldReport, GoldStory, Record, Story};
use serde_json::{Map, Value, json};

use crate::args::Score;
use crate::score::{gold, report};
use crate::{Outcome, Stop};

/// Claims that the gold does not have are named from here on.
const OTHER: u32 = 1_000_000;

/// The name of a gold story in its folder.
const STORY: &str = "story.json";

/// Puts the reports of every folder together and prints how far the stories are from the gold.
pub fn score(word: &Score, folder: &Path) -> Result<Outcome, Stop> {
    let coder = Coder::embedded().map_err(Stop::because)?;
    let words = Words::embedded().map_err(Stop::because)?;
    let (mut given, mut found, mut raw) = (StoryScore::default(), StoryScore::default(), StoryScore::default());
    for folder in folders(folder)? {
        let (reports, story) = read(&folder)?;
        let records: Vec<Record> = reports.iter().map(|gold| diurna::gold::record(&coder, gold)).collect();
        given.add(&reports, &story, &diurna_fuse::fuse(&records, &words));
        if word.from_text {
            let coded: Vec<Record> = reports.iter().map(|gold| coder.code(&report(gold))).collect();
            let seen: Vec<Record> = reports
                .iter()
                .zip(records)
                .zip(&coded)
                .map(|((gold, record), coded)| seen(gold, record, coded))
                .collect();
            found.add(&reports, &story, &diurna_fuse::fuse(&seen, &words));
            raw.add(&reports, &story, &renamed(diurna_fuse::fuse(&coded, &words), &reports, &coded));
        }
    }
    let shown = if word.from_text { &raw } else { &given };
    let lost = word.from_text.then_some([&given, &found, &raw]);
    let mut out = io::stdout();
    if word.errors {
        shown.differences.iter().try_for_each(|line| writeln!(out, "{line}"))?;
    }
    match word.json {
        true => writeln!(out, "{}", object(shown, lost))?,
        false => write!(out, "{}", table(shown, lost))?,
    }
    Ok(Outcome::All)
}

fn folders(folder: &Path) -> Result<Vec<PathBuf>, Stop> {
    let wrong = |error: io::Error| Stop::because(format!("{}: {}", folder.display(), error.to_string().to_lowercase()));
    if folder.join(STORY).is_file() {
        return Ok(vec![folder.to_owned()]);
    }
    let entries: Result<Vec<PathBuf>, _> =
        fs::read_dir(folder).map_err(wrong)?.map(|entry| entry.map(|entry| entry.path())).collect();
    let mut folders = entries.map_err(wrong)?;
    folders.retain(|entry| entry.join(STORY).is_file());
    folders.sort();
    match folders.is_empty() {
        true => Err(Stop::because(format!("{}: no {STORY} in its folders", folder.display()))),
        false => Ok(folders),
    }
}

fn read(folder: &Path) -> Result<(Vec<GoldReport>, GoldStory), Stop> {
    let path = folder.join(STORY);
    let name = path.display().to_string();
    let json = fs::read_to_string(&path)
        .map_err(|error| Stop::because(format!("{name}: {}", error.to_string().to_lowercase())))?;
    let story = GoldStory::parse(&name, &json).map_err(Stop::because)?;
    let entries = fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path()));
    let mut files = entries.collect::<Result<Vec<PathBuf>, _>>()?;
    files.retain(|file| {
        file.extension().is_some_and(|ending| ending == "json") && file.file_name().is_some_and(|name| name != STORY)
    });
    files.sort();
    let reports = files.iter().map(|file| gold(file)).collect::<Result<_, _>>().map_err(Stop::Because)?;
    Ok((reports, story))
}

/// The gold record without the claims that the coder does not find with their kind.
fn seen(gold: &GoldReport, mut record: Record, coded: &Record) -> Record {
    let found: Vec<ClaimId> = matched(gold, coded).into_iter().map(|(_, gold)| gold).collect();
    record.claims.retain(|claim| found.contains(&claim.id));
    record
}

/// The claims of a record that are claims of the gold, of the same kind: theirs and the gold's.
fn matched(gold: &GoldReport, coded: &Record) -> Vec<(ClaimId, ClaimId)> {
    let same = pairs(&gold.claims, &coded.claims).into_iter().filter(|pair| pair.likeness == Likeness::Kind);
    same.map(|pair| (coded.claims[pair.system].id, gold.claims[pair.gold].id)).collect()
}

/// Stories whose claims have the names of the gold.
fn renamed(mut stories: Vec<Story>, reports: &[GoldReport], coded: &[Record]) -> Vec<Story> {
    let names: Vec<(String, Vec<(ClaimId, ClaimId)>)> = reports
        .iter()
        .zip(coded)
        .map(|(gold, coded)| {
            let pairs = pairs(&gold.claims, &coded.claims).into_iter();
            (
                gold.report.id.clone(),
                pairs.map(|pair| (coded.claims[pair.system].id, gold.claims[pair.gold].id)).collect(),
            )
        })
        .collect();
    let rename = |claim: &mut ClaimRef| {
        let own = names.iter().find(|(report, _)| *report == claim.report);
        let gold = own.and_then(|(_, pairs)| pairs.iter().find(|(ours, _)| *ours == claim.claim));
        claim.claim = gold.map_or(ClaimId(OTHER + claim.claim.0), |(_, gold)| *gold);
    };
    for story in &mut stories {
        story.claims.iter_mut().for_each(|it| rename(&mut it.claim));
        story.tolls.iter_mut().flat_map(|it| &mut it.points).for_each(|it| rename(&mut it.claim));
        story.disputes.iter_mut().flat_map(|it| &mut it.sides).flat_map(|it| &mut it.claims).for_each(rename);
        for term in story.agreements.iter_mut().flat_map(|it| &mut it.terms) {
            rename(&mut term.claim);
            term.history.iter_mut().for_each(|it| rename(&mut it.claim));
        }
    }
    stories
}

/// What each stage loses of a figure: putting together what a person reads; claims not found; fields of the claims that were found.
fn lost([given, found, raw]: [&StoryScore; 3], figure: StoryFigure) -> Option<[f64; 3]> {
    let (given, found, raw) = (given.value(figure)?, found.value(figure)?, raw.value(figure)?);
    Some([1.0 - given, given - found, found - raw])
}

const STAGES: [&str; 3] = ["fusion", "claims", "fields"];

fn object(score: &StoryScore, stages: Option<[&StoryScore; 3]>) -> Value {
    let rounded = |value: f64| (value * 1e4).round() / 1e4;
    let figures = StoryFigure::ALL.iter().map(|&it| (it.as_str().to_owned(), json!(score.value(it).map(rounded))));
    let mut object: Map<String, Value> = figures.collect();
    object.insert("n".to_owned(), json!(score.n));
    let over = StoryFigure::ALL.iter().map(|&it| (it.as_str().to_owned(), json!(score.over(it))));
    object.insert("over".to_owned(), Value::Object(over.collect()));
    if let Some(stages) = stages {
        let of = |it: StoryFigure| {
            lost(stages, it).map(|lost| {
                STAGES
                    .iter()
                    .zip(lost)
                    .map(|(stage, lost)| ((*stage).to_owned(), json!(rounded(lost))))
                    .collect::<Map<_, _>>()
            })
        };
        let all = StoryFigure::ALL.iter().map(|&it| (it.as_str().to_owned(), json!(of(it))));
        object.insert("lost".to_owned(), Value::Object(all.collect()));
    }
    Value::Object(object)
}

fn table(score: &StoryScore, stages: Option<[&StoryScore; 3]>) -> String {
    let mut table = format!("{} stories\n", score.n);
    for &figure in StoryFigure::ALL {
        let value = score.value(figure).map_or("    -".to_owned(), |value| format!("{value:.3}"));
        let lost = stages.and_then(|stages| lost(stages, figure));
        let lost = lost.map(|lost| {
            STAGES.iter().zip(lost).map(|(stage, lost)| format!("  {stage} {lost:+.3}")).collect::<String>()
        });
        let lost = lost.map(|lost| format!("  lost to{lost}")).unwrap_or_default();
        table.push_str(&format!("{:<16} {value}  n {:>5}{lost}\n", figure.as_str(), score.over(figure)));
    }
    table
}
