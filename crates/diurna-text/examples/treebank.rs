//! How well words and sentences are cut, against a treebank: `cargo run --example treebank -- FILE.conllu
//! [differences]`.
//!
//! The raw text is every `# text` joined by a space, paragraphs parted by a blank line. As in the CoNLL 2018 shared
//! task a word is right when its range of characters is; a word written as two ("don't") counts as its parts where the
//! parts spell it.

#![allow(clippy::disallowed_methods, reason = "an example reads the files it is given")]

use diurna_text::{Document, Report};
use std::collections::BTreeSet;
use std::ops::Range;

type Ranges = BTreeSet<(usize, usize)>;

struct Treebank {
    text: String,
    words: Ranges,
    sentences: Ranges,
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().expect("a CoNLL-U file is given");
    let differences = arguments.next().is_some();
    let treebank = read(&std::fs::read_to_string(&path).expect("the file can be read"));
    let document = Document::of(&Report::of(treebank.text.clone()));
    let words = document.tokens().iter().map(|token| (token.at.start(), token.at.end())).collect();
    let sentences = document.sentences().iter().map(|sentence| (sentence.at.start(), sentence.at.end())).collect();
    println!("words     {}", figures(&treebank.words, &words));
    println!("sentences {}", figures(&treebank.sentences, &sentences));
    if differences {
        show(&treebank, "words", &treebank.words, &words);
        show(&treebank, "sentences", &treebank.sentences, &sentences);
    }
}

fn figures(gold: &Ranges, found: &Ranges) -> String {
    let right = gold.intersection(found).count() as f64;
    let (precision, recall) = (right / found.len() as f64, right / gold.len() as f64);
    format!("precision {precision:.4} recall {recall:.4} f1 {:.4}", 2.0 * right / (gold.len() + found.len()) as f64)
}

fn show(treebank: &Treebank, name: &str, gold: &Ranges, found: &Ranges) {
    for &(start, end) in gold.difference(found) {
        let before = treebank.text[..start].char_indices().rev().nth(25).map_or(0, |(at, _)| at);
        let after = treebank.text[end..].char_indices().nth(25).map_or(treebank.text.len(), |(at, _)| end + at);
        let inside: Vec<&str> =
            found.iter().filter(|&&(s, e)| s < end && start < e).map(|&(s, e)| &treebank.text[s..e]).collect();
        println!("{name}\t{}\t{inside:?}\t{:?}", &treebank.text[start..end], &treebank.text[before..after]);
    }
}

fn read(conllu: &str) -> Treebank {
    let mut treebank = Treebank { text: String::new(), words: Ranges::new(), sentences: Ranges::new() };
    for block in conllu.split("\n\n").filter(|block| !block.trim().is_empty()) {
        let text = block.lines().find_map(|line| line.strip_prefix("# text = ")).unwrap_or("");
        let paragraph = block.lines().any(|line| line.starts_with("# newpar") || line.starts_with("# newdoc"));
        if !treebank.text.is_empty() {
            treebank.text.push_str(if paragraph { "\n\n" } else { " " });
        }
        let base = treebank.text.len();
        treebank.text.push_str(text);
        treebank.sentences.insert((base, base + text.len()));
        let mut at = 0;
        for (surface, parts) in surfaces(block) {
            let start = at + text[at..].find(&surface).unwrap_or(0);
            at = start + surface.len();
            treebank.words.extend(cut(base + start..base + at, &surface, &parts));
        }
    }
    treebank
}

/// Surface words and the syntactic words they are written for.
fn surfaces(block: &str) -> Vec<(String, Vec<String>)> {
    let mut found: Vec<(String, Vec<String>)> = Vec::new();
    let mut until = 0;
    for line in block.lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        if columns.len() < 2 || columns[0].contains('.') {
            continue;
        }
        if let Some((_, last)) = columns[0].split_once('-') {
            until = last.parse().unwrap_or(0);
            found.push((columns[1].to_string(), Vec::new()));
        } else if columns[0].parse::<usize>().unwrap_or(0) <= until {
            if let Some(surface) = found.last_mut() {
                surface.1.push(columns[1].to_string());
            }
        } else {
            until = 0;
            found.push((columns[1].to_string(), vec![columns[1].to_string()]));
        }
    }
    found
}

fn cut(range: Range<usize>, surface: &str, parts: &[String]) -> Vec<(usize, usize)> {
    if parts.concat() != surface {
        return vec![(range.start, range.end)];
    }
    let mut from = range.start;
    parts
        .iter()
        .map(|part| {
            let start = from;
            from += part.len();
            (start, from)
        })
        .collect()
}
