//! What ties each two claims of annotated stories, for training/events.py.
//!
//! In: stories of annotated claims, one a line (`claims.md`, silver form). Out: for each two claims that stand near each other a line:
//! story, position of both, whether they share their event, and what ties them. Usage: `event_pairs FILE.jsonl…`

#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "an example reads the files it is given")]

use diurna::claims::{Draft, Said};
use diurna::resolve::told;
use diurna::{Coder, Report};
use diurna_record::{Actuality, Kind, Stance, Why};
use diurna_text::Span;
use serde_json::Value;
use std::collections::BTreeMap;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let coder = Coder::embedded()?;
    let mut number = 0;
    for path in std::env::args().skip(1) {
        for line in std::fs::read_to_string(&path)?.lines() {
            story(&coder, number, &serde_json::from_str(line)?);
            number += 1;
        }
    }
    Ok(())
}

fn story(coder: &Coder, number: usize, story: &Value) {
    let mut text = String::new();
    let mut sentences = BTreeMap::new();
    for sentence in list(&story["sentences"]) {
        let words = sentence["text"].as_str().unwrap_or("");
        sentences.insert(sentence["n"].as_u64(), text.len()..text.len() + words.len());
        text.push_str(words);
        text.push(' ');
    }
    let report = Report { text, ..Report::default() };
    let (document, reading) = coder.read(&report);
    let text = document.text();
    let find = |words: &Value, key: &str, near: usize| {
        let sentence = sentences.get(&words["s"].as_u64())?.clone();
        let said = words[key].as_str()?;
        let start = sentence.start;
        let places = text.get(sentence)?.match_indices(said).map(|(at, _)| start + at);
        let at = places.min_by_key(|at| at.abs_diff(near))?;
        Span::within(text, at, at + said.len())
    };
    let mut drafts = Vec::new();
    for claim in list(&story["claims"]) {
        let Some(anchor) = find(&claim["anchor"], "t", 0) else { continue };
        let spans = |key: &str| list(&claim[key]).filter_map(|words| find(words, "t", anchor.start())).collect();
        let sentence = reading.sentences.iter().position(|sentence| sentence.at.end() > anchor.start());
        let word = |key: &str| claim[key].as_str().unwrap_or("");
        let draft = Draft {
            happening: usize::MAX,
            sentence: sentence.unwrap_or_default(),
            kind: Kind::new(word("kind")),
            anchor,
            at: anchor,
            said: find(&claim["speaker"], "t", anchor.start()).map(|speaker| Said { speaker, cue: None, via: vec![] }),
            stance: Stance::parse(word("stance")).unwrap_or_default(),
            actuality: Actuality::parse(word("actuality")).unwrap_or_default(),
            condition: None,
            direct_quote: false,
            background: claim["background"] == true,
            by: spans("by"),
            against: spans("against"),
            with: spans("with"),
            means: spans("means"),
            place: find(&claim["place"], "text", anchor.start()),
            when: find(&claim["when"], "text", anchor.start()),
            count: find(&claim["count"], "text", anchor.start()),
            chance: 1.0,
            why: Why::Person,
        };
        drafts.push((draft, word("event").to_owned()));
    }
    drafts.sort_by_key(|(draft, _)| (draft.anchor, draft.count));
    let (drafts, events): (Vec<Draft>, Vec<String>) = drafts.into_iter().unzip();
    for (earlier, later, ties) in told(&report, &document, &reading, &drafts, coder.knowledge()) {
        let same = u8::from(events[earlier] == events[later]);
        println!("{number}\t{earlier}\t{later}\t{same}\t{}", ties.join(" "));
    }
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}
