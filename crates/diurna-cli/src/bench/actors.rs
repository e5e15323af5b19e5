//! Actors of CAMEO events: who does it, and to whom, as people tagged them in one-sentence texts.
//!
//! In: files of `word tag` lines, a sentence between blank lines, the tags B-S, I-S (source), B-T, I-T (target), B-R, I-R (the relation, not
//! asked for) and O. Out: the F1s of sources and
//! targets; one is right if it shares a word with ours, one to one. Words and sentences are the corpus's. Ours are those of the likeliest
//! claim of the sentence, or of the likeliest happening where nothing is claimed: the source is who does it, the target whom it is done to; where
//! the speaker takes a stand (accuses, demands, denies …) the source is the speaker and the target who is spoken of; of partners the
//! first is the source. `n` is the number of gold sources and targets.

use std::ops::Range;
use std::path::Path;

use diurna::claims::patterns::tell;
use diurna::claims::{Draft, extract, words_in};
use diurna::{Coder, Document, Knowledge};
use diurna_read::{Happening, Reader, Reading, Role};
use diurna_record::Stance;
use diurna_text::Span;

use super::{Figures, Matches, files, read};
use crate::together;

/// How sure a role of an unclaimed happening must be.
const SURE: f32 = 0.3;

/// Measures on every sentence of the files.
pub(super) fn figures(coder: &Coder, path: &Path) -> Result<Figures, String> {
    let (reader, knowledge) = (coder.reader(), coder.knowledge());
    let mut tagged = Vec::new();
    for file in files(path, "txt")? {
        let found = sentences(&read(&file)?).map_err(|(line, why)| format!("{}:{line}: {why}", file.display()))?;
        tagged.extend(found);
    }
    let tallies = together::map(together::threads(None), tagged.iter().collect(), |sentence| {
        let ours = actors(reader, knowledge, sentence);
        let both = |at: usize| matches(&sentence.actors[at], &ours[at]);
        [both(0), both(1)]
    });
    let [source, target] = tallies
        .into_iter()
        .fold([Matches::default(); 2], |[source, target], [one, other]| [source.plus(one), target.plus(other)]);
    Ok(Figures {
        n: source.gold + target.gold,
        values: vec![("source_f1", source.f1()), ("target_f1", target.f1())],
        by_type: Vec::new(),
    })
}

/// Sources and targets, as ranges of words.
type Actors = [Vec<Range<usize>>; 2];

/// A sentence with its tagged actors.
#[derive(Debug, Default, PartialEq)]
struct Tagged {
    text: String,
    words: Vec<Range<usize>>,
    actors: Actors,
}

/// The sentences of a file.
fn sentences(file: &str) -> Result<Vec<Tagged>, (usize, String)> {
    let mut found = vec![Tagged::default()];
    for (number, line) in file.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() {
            found.push(Tagged::default());
            continue;
        }
        let Some(sentence) = found.last_mut() else { break };
        let wrong =
            || (number + 1, format!("{line:?} is no word with one of the tags O, B-S, I-S, B-T, I-T, B-R, I-R"));
        let (word, tag) = line.rsplit_once([' ', '\t']).ok_or_else(wrong)?;
        let at = sentence.words.len();
        let kind = match tag {
            "O" | "B-R" | "I-R" => None,
            "B-S" | "I-S" => Some(0),
            "B-T" | "I-T" => Some(1),
            _ => return Err(wrong()),
        };
        if let Some(kind) = kind {
            let open = sentence.actors[kind].last_mut().filter(|last| tag.starts_with('I') && last.end == at);
            match open {
                Some(open) => open.end = at + 1,
                None => sentence.actors[kind].push(at..at + 1),
            }
        }
        if !sentence.text.is_empty() {
            sentence.text.push(' ');
        }
        let start = sentence.text.len();
        sentence.text.push_str(word);
        sentence.words.push(start..sentence.text.len());
    }
    found.retain(|sentence| !sentence.words.is_empty());
    Ok(found)
}

fn actors(reader: &Reader, knowledge: &Knowledge, sentence: &Tagged) -> Actors {
    let document = Document::from_tokens(sentence.text.clone(), vec![sentence.words.clone()]);
    let mut reading = reader.read_given(&document);
    let told = tell(&document, &mut reading, knowledge);
    let drafts = extract(&document, &reading, knowledge, &told);
    let best = drafts.iter().max_by(|a, b| a.chance.total_cmp(&b.chance));
    let told = best.map(of_claim).or_else(|| likeliest(&reading).map(of_happening));
    let words = |spans: Vec<Span>| spans.into_iter().map(|at| words_in(&reading, at)).collect();
    told.map(|told| told.map(words)).unwrap_or_default()
}

fn likeliest(reading: &Reading) -> Option<&Happening> {
    reading.happenings.iter().max_by(|a, b| (a.chance - a.none).total_cmp(&(b.chance - b.none)))
}

/// The parts of one event.
#[derive(Default)]
struct Parts {
    speaker: Vec<Span>,
    by: Vec<Span>,
    against: Vec<Span>,
    with: Vec<Span>,
}

fn of_claim(draft: &Draft) -> [Vec<Span>; 2] {
    let parts = Parts {
        speaker: draft.said.iter().map(|said| said.speaker).collect(),
        by: draft.by.clone(),
        against: draft.against.clone(),
        with: draft.with.clone(),
    };
    sides(parts, draft.stance)
}

fn of_happening(happening: &Happening) -> [Vec<Span>; 2] {
    let of = |role: Role| {
        happening.roles.iter().filter(|span| span.role == role && span.chance >= SURE).map(|span| span.at).collect()
    };
    let parts =
        Parts { speaker: of(Role::Speaker), by: of(Role::By), against: of(Role::Against), with: of(Role::With) };
    sides(parts, happening.stance)
}

fn sides(parts: Parts, stance: Stance) -> [Vec<Span>; 2] {
    let Parts { speaker, by, against, mut with } = parts;
    let plain = matches!(stance, Stance::Asserts | Stance::Confirms | Stance::Announces | Stance::Admits);
    if !speaker.is_empty() && (!plain || by.is_empty()) {
        let of = if by.is_empty() || by == speaker { against } else { by };
        return [speaker, if of.is_empty() { with } else { of }];
    }
    if by.is_empty() && !with.is_empty() {
        let first = with.remove(0);
        return [vec![first], with];
    }
    [by, if against.is_empty() { with } else { against }]
}

/// How many of ours share a word with one of the gold, one to one.
fn matches(gold: &[Range<usize>], ours: &[Range<usize>]) -> Matches {
    let mut free: Vec<&Range<usize>> = ours.iter().collect();
    let mut hits = 0;
    for one in gold {
        if let Some(at) = free.iter().position(|other| other.start < one.end && one.start < other.end) {
            free.remove(at);
            hits += 1;
        }
    }
    Matches { hits, gold: gold.len(), ours: ours.len() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_sentences_with_actors() {
        let file = "The B-S\ncourt I-S\njailed O\ntwo B-T\nmen I-T\n. O\n\n\nRain O\n";
        let found = sentences(file).expect("it is well formed");
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].text, "The court jailed two men .");
        assert_eq!(found[0].actors, [0..2, 3..5].map(|words| vec![words]));
        assert_eq!(found[1].actors, Actors::default());
    }

    #[test]
    fn another_tag_is_told_with_its_line() {
        assert_eq!(sentences("The O\ncourt B-X\n").map_err(|(line, _)| line), Err(2));
        assert_eq!(sentences("alone\n").map_err(|(line, _)| line), Err(1));
    }

    #[test]
    fn actors_that_share_a_word_are_the_same() {
        let (gold, ours) = ([0..2, 4..5], [1..3, 1..2]);
        assert_eq!(matches(&gold, &ours), Matches { hits: 1, gold: 2, ours: 2 });
    }
}
