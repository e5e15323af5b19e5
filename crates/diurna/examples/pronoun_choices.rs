//! What every pronoun of a treebank could stand for, to learn the weights of data/speech/salience.toml from.
//!
//! In: a CoNLL-U file and genres (the second part of a document's name; none for all). Out: a line a pronoun: document, token, section, then for every candidate
//! its token and its ties. Tokens count from 0 in the document. Usage: `pronoun_choices FILE [GENRE…]`

#![allow(clippy::disallowed_methods, reason = "an example reads the files it is given")]

use diurna::resolve::chain::choices;
use diurna::{Document, Knowledge, Reader};
use std::ops::Range;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let file = std::fs::read_to_string(arguments.next().ok_or("no file is given")?)?;
    let genres: Vec<String> = arguments.collect();
    let knowledge = Knowledge::embedded()?;
    let reader = Reader::embedded()?;
    for part in file.split("# newdoc id = ").skip(1) {
        let name = part.lines().next().unwrap_or("").trim();
        let genre = name.split('_').nth(1).unwrap_or("");
        if !genres.is_empty() && !genres.iter().any(|wanted| wanted == genre) {
            continue;
        }
        let (text, sentences) = words(part);
        let reading = reader.read_given(&Document::from_tokens(text.clone(), sentences));
        for (token, section, candidates) in choices(&text, &reading, &knowledge) {
            print!("{name}\t{token}\t{section}");
            for (other, ties) in candidates {
                let ties: Vec<&str> = ties.iter().map(|tie| tie.as_str()).collect();
                print!("\t{other}:{}", ties.join(","));
            }
            println!();
        }
    }
    Ok(())
}

/// The words of a document, a space between all of them.
fn words(part: &str) -> (String, Vec<Vec<Range<usize>>>) {
    let (mut text, mut sentences) = (String::new(), vec![Vec::new()]);
    for line in part.lines() {
        let mut columns = line.split('\t');
        let number = columns.next().unwrap_or("");
        if line.starts_with("# newpar") {
            text.push_str("\n\n");
        } else if line.is_empty() {
            sentences.push(Vec::new());
        } else if let (Ok(_), Some(form)) = (number.parse::<usize>(), columns.next()) {
            if text.chars().next_back().is_some_and(|last| !last.is_whitespace()) {
                text.push(' ');
            }
            let start = text.len();
            text.push_str(form);
            if let Some(sentence) = sentences.last_mut() {
                sentence.push(start..text.len());
            }
        }
    }
    sentences.retain(|sentence| !sentence.is_empty());
    (text, sentences)
}
