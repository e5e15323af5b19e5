//! How real a happening is that a pattern found, and how its speaker stands to it.
//!
//! In: the tree around an anchor and the tables of words for speech and actuality. Out: an actuality, a stance, the words of a
//! condition, and a speaker that governs the anchor ("Kyiv denied mining the river"). Where no word tells, it happened and is asserted.

use super::tree::{Tree, is_arc};
use crate::Knowledge;
use crate::claims::{span_of, words_in};
use crate::lexicon::Seen;
use diurna_read::Pos;
use diurna_record::{Actuality, Stance};
use diurna_text::Span;
use std::ops::Range;

/// How many governors of an anchor are asked.
const FARTHEST: usize = 3;
/// From the surest word to the least, where several tell.
const ORDER: [Actuality; 6] = [
    Actuality::Not,
    Actuality::Attempted,
    Actuality::Hypothetical,
    Actuality::Planned,
    Actuality::Ongoing,
    Actuality::Conditional,
];

/// A speaker whose word of saying governs the anchor.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Governing {
    /// Who says it, as a token.
    pub speaker: usize,
    /// The words of saying.
    pub cue: Range<usize>,
    /// The stance they tell.
    pub stance: Stance,
}

/// The words that a token is looked up by, with the small word that belongs to it: "call", "call for".
fn phrases(tree: &Tree, token: usize, below: usize) -> Vec<(String, usize)> {
    let lemma = tree.lemma(token);
    let particles = tree.by_arc(token, "compound:prt").chain(tree.by_arc(below, "case"));
    let longer = particles.filter(|&part| part > token).map(|part| (format!("{lemma} {}", tree.lemma(part)), part));
    longer.chain([(lemma.clone(), token)]).collect()
}

/// How real the happening of an anchor is, by the words on it, beside it and above it.
pub fn actuality(tree: &Tree, head: usize, knowledge: &Knowledge) -> Actuality {
    told(tree, head, knowledge, FARTHEST)
}

/// As [`actuality`], by the words above it as far as `reach` governors.
pub fn told(tree: &Tree, head: usize, knowledge: &Knowledge, reach: usize) -> Actuality {
    let table = &knowledge.actuality;
    let mut told: Vec<Actuality> = Vec::new();
    let beside = |token: usize, told: &mut Vec<Actuality>| {
        for &child in tree.children(token) {
            let dep = tree.word(child).dep;
            if is_arc(dep, "aux") {
                told.extend(table.of_auxiliary(&tree.lemma(child)));
            }
            if ["aux", "advmod", "det", "amod", "cc"].iter().any(|arc| is_arc(dep, arc)) {
                told.extend(table.of_other(&tree.lemma(child)));
                let form = tree.word(child).at.of(tree.text).to_lowercase();
                let pairs = tree.children(child).iter().map(|&word| format!("{} {form}", tree.lemma(word)));
                told.extend(pairs.flat_map(|pair| table.of_other(&pair)));
            }
            if ["nsubj", "obj"].iter().any(|arc| is_arc(dep, arc)) {
                let around = tree.by_arc(child, "det").chain(tree.by_arc(child, "advmod")).chain([child]);
                let named = around.flat_map(|word| table.of_other(&tree.lemma(word)));
                told.extend(named.filter(|it| *it == Actuality::Not));
            }
        }
    };
    beside(head, &mut told);
    if tree.is_doing(head) && tree.by_arc(head, "aux").next().is_some() {
        told.push(Actuality::Ongoing);
    }
    let mut at = head;
    for _ in 0..reach {
        let word = tree.word(at);
        let Some(above) = word.head else { break };
        if ["advcl", "acl:relcl", "conj", "parataxis"].iter().any(|arc| is_arc(word.dep, arc)) {
            break;
        }
        for (lemma, _) in phrases(tree, above, at) {
            told.extend(table.of_verb(&lemma));
            told.extend(table.of_noun(&lemma));
            told.extend(table.of_other(&lemma).into_iter().filter(|_| tree.word(above).pos == Pos::Adj));
        }
        beside(above, &mut told);
        at = above;
    }
    ORDER.into_iter().find(|order| told.contains(order)).unwrap_or(Actuality::Happened)
}

/// The clause that the happening of an anchor hangs on: "if the road is opened".
pub fn condition(tree: &Tree, head: usize, knowledge: &Knowledge) -> Option<Span> {
    let clauses = tree.children(head).iter().copied().filter(|&child| {
        let dep = tree.word(child).dep;
        is_arc(dep, "advcl") || is_arc(dep, "obl")
    });
    for clause in clauses {
        let tokens = under(tree, clause);
        let seen = seen(tree, tokens.clone());
        let opens = knowledge.conditions.find(&seen);
        if opens.first().is_some_and(|open| open.start == 0) {
            return Some(span_of(tree.reading, tokens));
        }
    }
    None
}

/// The stretch of tokens that a token governs.
pub fn under(tree: &Tree, token: usize) -> Range<usize> {
    let (mut first, mut last) = (token, token);
    let mut open = vec![token];
    while let Some(at) = open.pop() {
        (first, last) = (first.min(at), last.max(at));
        open.extend(tree.children(at).iter().filter(|&&child| tree.word(child).dep != "punct"));
    }
    first..last + 1
}

/// Tokens as the tables look them up.
pub fn seen<'a>(tree: &Tree<'a>, tokens: Range<usize>) -> Vec<Seen<'a>> {
    let words = tree.reading.tokens[tokens].iter();
    words.map(|word| Seen { lemma: &word.lemma, form: word.at.of(tree.text), sort: None }).collect()
}

/// The stance that the words of a cue tell.
pub fn stance(tree: &Tree, cue: Span, knowledge: &Knowledge) -> Stance {
    let words = seen(tree, words_in(tree.reading, cue));
    knowledge.cues.stance_among(&words).map_or(Stance::Asserts, |hit| hit.stance)
}

/// The nearest verb of saying above an anchor that has a subject.
pub fn governing(tree: &Tree, head: usize, knowledge: &Knowledge) -> Option<Governing> {
    let mut at = head;
    for _ in 0..FARTHEST {
        let word = tree.word(at);
        let above = word.head?;
        if ["advcl", "acl:relcl", "nsubj"].iter().any(|arc| is_arc(word.dep, arc)) {
            return None;
        }
        let speaker = tree.by_arc(above, "nsubj").find(|_| tree.word(above).dep != "conj");
        for (lemma, last) in phrases(tree, above, at) {
            let Some(stance) = knowledge.cues.stance_of(&lemma) else { continue };
            let told = stance != Stance::Asserts || is_arc(word.dep, "ccomp");
            if let Some(speaker) = speaker.filter(|_| told) {
                return Some(Governing {
                    speaker,
                    cue: above..if last == above + 1 { last } else { above } + 1,
                    stance,
                });
            }
        }
        at = above;
    }
    None
}
