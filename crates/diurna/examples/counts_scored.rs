//! How many gold counts the count resolver reads right.
//!
//! In: gold or silver files (`claims.md` JSON, or a story a line). Out: the share with bound, value and upper value all
//! right, with unit and with group right, and every miss. Usage: `counts_scored FILE…`

#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "an example reads the files it is given")]

use diurna::resolve::count::{CountWords, ParsedCount};
use serde_json::Value;

#[derive(Default)]
struct Score {
    n: usize,
    exact: usize,
    units: usize,
    unit_right: usize,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let words = CountWords::embedded()?;
    let mut score = Score::default();
    for path in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&path)?;
        if path.ends_with(".jsonl") {
            for line in text.lines() {
                story(&serde_json::from_str(line)?, &words, &mut score);
            }
        } else {
            report(&serde_json::from_str(&text)?, &words, &mut score);
        }
    }
    let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
    println!("counts {} exact {:.4}", score.n, share(score.exact, score.n));
    println!("units {} right {:.4}", score.units, share(score.unit_right, score.units));
    Ok(())
}

fn report(gold: &Value, words: &CountWords, score: &mut Score) {
    let text = gold["text"].as_str().unwrap_or("");
    for claim in gold["claims"].as_array().into_iter().flatten() {
        let quote = claim["quote"].as_str().unwrap_or("");
        let start = text.find(quote).unwrap_or(0);
        one(claim, text, start, words, score);
    }
}

fn story(gold: &Value, words: &CountWords, score: &mut Score) {
    for claim in gold["claims"].as_array().into_iter().flatten() {
        let n = &claim["count"]["s"];
        let sentence = gold["sentences"].as_array().into_iter().flatten().find(|sentence| sentence["n"] == *n);
        let text = sentence.and_then(|sentence| sentence["text"].as_str()).unwrap_or("");
        one(claim, text, 0, words, score);
    }
}

/// The place of a word or phrase from `start` on, at word boundaries.
fn place(text: &str, words: &str, start: usize) -> Option<usize> {
    let bounded = |&at: &usize| {
        let before = text[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        before && text[at + words.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric())
    };
    text.match_indices(words).map(|(at, _)| at).filter(bounded).find(|&at| at >= start)
}

fn one(claim: &Value, text: &str, start: usize, words: &CountWords, score: &mut Score) {
    let gold = &claim["count"];
    let Some(said) = gold["text"].as_str() else { return };
    let found =
        place(text, said, start).and_then(|at| words.parse_at(text, at..at + said.len())).or_else(|| words.parse(said));
    score.n += 1;
    let matches = |count: &ParsedCount| {
        count.op.map(|op| op.as_str()) == gold["op"].as_str()
            && count.value == gold["value"].as_u64()
            && count.max == gold["max"].as_u64()
    };
    if found.as_ref().is_some_and(matches) {
        score.exact += 1;
    } else {
        println!("COUNT {said:?} gold {} {} {} got {found:?}", gold["op"], gold["value"], gold["max"]);
    }
    let Some(unit) = gold["unit"].as_str() else { return };
    score.units += 1;
    let against =
        claim["against"].as_array().into_iter().flatten().find_map(|party| party.as_str().or(party["t"].as_str()));
    let own = found.as_ref().and_then(|count| count.unit.clone()).or_else(|| words.unit_of(against?));
    let own = own.as_deref().unwrap_or("people");
    if own.to_lowercase() == unit.to_lowercase() {
        score.unit_right += 1;
    } else {
        println!("UNIT {said:?} gold {unit:?} got {own:?} in {:?}", claim["against"]);
    }
}
