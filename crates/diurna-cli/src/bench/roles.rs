//! PLOVER: who does what to whom, a sentence at a time.
//!
//! In: a `PLV_*.tsv` with the columns sentence, source, target and gold_root, or PLOVER records as JSON (a list, or one a line; text, actor,
//! recipient, event). Out: F1 of the event root averaged over the roots of the gold (`class_f1`, macro; `micro_f1` and `weighted_f1` beside it);
//! F1 of source and target, right where the spans share a token; and the share of records in which root, source and target are right
//! (`triple`). `n` is the number of records.
//!
//! Of several claims in a text the main one is the event: the one whose anchor stands nearest to the root of its sentence, a toll
//! last. Where a text has several gold records, as many of our events are taken, and met root by root.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use diurna::Coder;
use diurna::codes::SaidCodes;
use diurna_read::Reading;
use diurna_record::{Claim, Dyad, Phrase};
use diurna_text::{Document, Report, Span};
use serde_json::Value;

use super::{Figures, Matches, covered, files, read, share};
use crate::together;

/// Measures on every text.
pub(super) fn figures(coder: &Coder, path: &Path) -> Result<Figures, String> {
    let codes = SaidCodes::embedded().map_err(|error| error.to_string())?;
    let texts = texts(path)?;
    let tallies = together::map(together::threads(None), texts.iter().collect(), |(text, gold)| {
        measured(coder, &codes, text, gold)
    });
    let mut all = Tally::default();
    for tally in tallies {
        all.plus(tally);
    }
    let hits: Vec<(Matches, Option<f64>)> =
        all.roots.values().filter(|root| root.gold > 0).map(|root| (*root, root.f1())).collect();
    let macro_f1 = hits.iter().filter_map(|(_, f1)| *f1).sum::<f64>() / hits.len().max(1) as f64;
    let weighted =
        hits.iter().map(|(root, f1)| f1.unwrap_or(0.0) * root.gold as f64).sum::<f64>() / all.n.max(1) as f64;
    let micro = all.roots.values().fold(Matches::default(), |sum, root| sum.plus(*root)).f1();
    Ok(Figures {
        n: all.n,
        values: vec![
            ("class_f1", Some(macro_f1)),
            ("micro_f1", micro),
            ("weighted_f1", Some(weighted)),
            ("source_f1", all.source.f1()),
            ("target_f1", all.target.f1()),
            ("triple", share(all.triples, all.n)),
        ],
        by_type: all.roots.iter().map(|(root, matches)| (root.clone(), matches.f1())).collect(),
    })
}

/// One event of the gold: its root, and the words of its source and target.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Event {
    root: String,
    source: String,
    target: String,
}

/// Texts with their gold events.
fn texts(path: &Path) -> Result<BTreeMap<String, Vec<Event>>, String> {
    let mut texts: BTreeMap<String, Vec<Event>> = BTreeMap::new();
    let tables = files(path, "tsv").or_else(|_| files(path, "jsonl")).or_else(|_| files(path, "json"))?;
    for file in tables {
        let written = read(&file)?;
        let wrong = |why: String| format!("{}: {why}", file.display());
        let found =
            if file.extension().is_some_and(|ending| ending == "tsv") { table(&written) } else { records(&written) };
        for (text, event) in found.map_err(wrong)? {
            texts.entry(text).or_default().push(event);
        }
    }
    Ok(texts)
}

fn table(written: &str) -> Result<Vec<(String, Event)>, String> {
    let mut rows = csv::ReaderBuilder::new().delimiter(b'\t').flexible(true).from_reader(written.as_bytes());
    let header = rows.headers().map_err(|error| error.to_string())?.clone();
    let column = |name: &str| header.iter().position(|cell| cell == name).ok_or_else(|| format!("no column {name}"));
    let [sentence, source, target, root] =
        [column("sentence")?, column("source")?, column("target")?, column("gold_root")?];
    let mut found = Vec::new();
    for row in rows.records() {
        let row = row.map_err(|error| error.to_string())?;
        let cell = |at: usize| row.get(at).unwrap_or("").trim().to_owned();
        if !cell(root).is_empty() {
            found.push((
                cell(sentence),
                Event { root: cell(root).to_uppercase(), source: cell(source), target: cell(target) },
            ));
        }
    }
    Ok(found)
}

/// A root as PLOVER names it now: what was YIELD is RETREAT.
fn canonical(root: &str) -> String {
    let root = root.to_uppercase();
    if root == "YIELD" { "RETREAT".to_owned() } else { root }
}

/// PLOVER's own records; keys as in its manual, entities with their text or name.
fn records(written: &str) -> Result<Vec<(String, Event)>, String> {
    let whole: Result<Value, _> = serde_json::from_str(written);
    let values: Vec<Value> = match whole {
        Ok(Value::Array(list)) => list,
        Ok(one) => one.get("events").and_then(Value::as_array).cloned().unwrap_or_else(|| vec![one]),
        Err(_) => {
            let lines = written.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
            let line = |(at, line): (usize, &str)| {
                serde_json::from_str(line).map_err(|error| format!("line {}: {error}", at + 1))
            };
            lines.map(line).collect::<Result<_, String>>()?
        }
    };
    let words = |value: &Value, keys: &[&str]| -> String {
        let one = match value {
            Value::Array(list) => list.first().unwrap_or(&Value::Null),
            other => other,
        };
        let named = keys.iter().find_map(|key| one.get(key).and_then(Value::as_str));
        one.as_str().or(named).unwrap_or("").to_owned()
    };
    let entity = ["entity_text", "text", "actor_text", "recipient_text", "identifier_text", "name", "code"];
    let event = ["event_type", "type", "code", "event", "root"];
    let record = |value: &Value| {
        let text = ["text", "event_text", "sentence"].iter().find_map(|key| value.get(key).and_then(Value::as_str))?;
        let root = words(&value["event"], &event);
        let root = canonical(root.split([':', '-', ' ']).next().unwrap_or(""));
        let found =
            Event { root, source: words(&value["actor"], &entity), target: words(&value["recipient"], &entity) };
        (!found.root.is_empty()).then(|| (text.to_owned(), found))
    };
    Ok(values.iter().filter_map(record).collect())
}

#[derive(Debug, Default)]
struct Tally {
    n: usize,
    roots: BTreeMap<String, Matches>,
    source: Matches,
    target: Matches,
    triples: usize,
}

impl Tally {
    fn plus(&mut self, other: Tally) {
        self.n += other.n;
        self.triples += other.triples;
        self.source = self.source.plus(other.source);
        self.target = self.target.plus(other.target);
        for (root, matches) in other.roots {
            let sum = self.roots.entry(root).or_default();
            *sum = sum.plus(matches);
        }
    }

    fn root(&mut self, root: &str, more: Matches) {
        let sum = self.roots.entry(root.to_owned()).or_default();
        *sum = sum.plus(more);
    }
}

/// One of our events: its root, and the tokens of its source and target.
type Ours = (String, [BTreeSet<usize>; 2]);

fn measured(coder: &Coder, codes: &SaidCodes, text: &str, gold: &[Event]) -> Tally {
    let report = Report::of(text);
    let (document, reading) = coder.read(&report);
    let record = coder.code(&report);
    let mut ranked: Vec<(usize, Ours)> = Vec::new();
    for claim in &record.claims {
        let code =
            coder.kinds().get(claim.kind.as_str()).and_then(|kind| codes.of(kind, claim.stance, claim.actuality));
        let Some(root) = code.as_ref().and_then(|code| code.plover_root()) else { continue };
        let sides = Dyad::of(claim);
        let words =
            |side: &[Phrase]| side.iter().flat_map(|phrase| covered(&document, phrase.at)).collect::<BTreeSet<usize>>();
        ranked.push((depth(&reading, claim), (root.to_owned(), [words(&sides.source), words(&sides.target)])));
    }
    ranked.sort_by_key(|(depth, _)| *depth);
    let ours: Vec<Ours> = ranked.into_iter().map(|(_, event)| event).take(gold.len()).collect();
    tally(&document, gold, ours)
}

/// How far an anchor stands below the root of its sentence, a toll below all.
fn depth(reading: &Reading, claim: &Claim) -> usize {
    let mut at = reading.tokens.iter().position(|token| token.at.overlaps(claim.anchor.at));
    let mut steps = if claim.kind.is_toll() { reading.tokens.len() } else { 0 };
    while let Some(head) = at.and_then(|token| reading.tokens[token].head) {
        steps += 1;
        at = Some(head).filter(|_| steps <= 2 * reading.tokens.len());
    }
    steps
}

fn tally(document: &Document, gold: &[Event], mut ours: Vec<Ours>) -> Tally {
    let mut sum = Tally { n: gold.len(), ..Tally::default() };
    let mut pairs: Vec<(&Event, Option<Ours>)> = gold.iter().map(|event| (event, None)).collect();
    for same in [true, false] {
        for (event, met) in pairs.iter_mut().filter(|(_, met)| met.is_none()) {
            let found = ours.iter().position(|(root, _)| !same || *root == event.root);
            *met = found.map(|found| ours.remove(found));
        }
    }
    for (event, met) in pairs {
        let sides = [&event.source, &event.target].map(|words| tokens_of(document, words));
        let right = met.as_ref().is_some_and(|(root, _)| *root == event.root);
        sum.root(&event.root, Matches { hits: usize::from(right), gold: 1, ours: 0 });
        if let Some((root, _)) = &met {
            sum.root(root, Matches { ours: 1, ..Matches::default() });
        }
        let side = |at: usize| {
            let found = met.as_ref().map(|(_, sides)| &sides[at]).filter(|tokens| !tokens.is_empty());
            let hit = found.is_some_and(|tokens| !tokens.is_disjoint(&sides[at]));
            Matches {
                hits: usize::from(hit),
                gold: usize::from(!sides[at].is_empty()),
                ours: usize::from(found.is_some()),
            }
        };
        let (source, target) = (side(0), side(1));
        sum.source = sum.source.plus(source);
        sum.target = sum.target.plus(target);
        sum.triples += usize::from(right && source.hits == 1 && target.hits == 1);
    }
    sum
}

/// The tokens of the first place where these words stand.
fn tokens_of(document: &Document, words: &str) -> BTreeSet<usize> {
    let start = if words.is_empty() { None } else { document.text().find(words) };
    let at = start.and_then(|start| Span::within(document.text(), start, start + words.len()));
    at.map(|at| covered(document, at).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_read_from_tables_and_from_json() {
        let rows = "sentence\tsource\ttarget\tgold_root\nKyra struck Lowland.\tKyra\tLowland\tASSAULT\n";
        let lines = r#"{"text": "Kyra struck Lowland.", "actor": [{"entity_text": "Kyra"}], "recipient": [{"entity_text": "Lowland"}], "event": ["ASSAULT:aerial"]}"#;
        let table = table(rows).expect("a table");
        assert_eq!(table, records(lines).expect("records"));
        assert_eq!(table[0].1.root, "ASSAULT");
    }

    #[test]
    fn a_triple_needs_all_three() {
        let document = Document::of(&Report::of("Kyra struck Lowland."));
        let gold = [Event { root: "ASSAULT".into(), source: "Kyra".into(), target: "Lowland".into() }];
        let ours = |root: &str, target: usize| vec![(root.to_owned(), [BTreeSet::from([0]), BTreeSet::from([target])])];
        assert_eq!(tally(&document, &gold, ours("ASSAULT", 2)).triples, 1);
        assert_eq!(tally(&document, &gold, ours("ASSAULT", 1)).triples, 0);
        assert_eq!(tally(&document, &gold, ours("AID", 2)).triples, 0);
        assert_eq!(tally(&document, &gold, ours("AID", 2)).source.hits, 1);
    }
}
