//! The toponyms of a report: every name of a place, whether or not a claim needs it.
//!
//! In: a text and its reading. Out: spans, in order. A name of the table counts where it stands as a proper name and not as a part of a person's
//! name; a name that no table has counts where the model takes it for a place. Adjectives and peoples ("Azerbaijani") stand for their
//! state, as corpora of local news count them. A name goes on over the type word after it: "Mason County" is not the town of Mason.

use super::gazetteer::Gazetteer;
use super::scan::{Atom, Found, Joint, Trust, atoms};
use super::words::Sort;
use crate::claims::words_in;
use diurna_read::{MentionKind, Pos, Reading};
use diurna_text::Span;

/// Where the toponyms of a text stand.
pub fn toponyms(text: &str, reading: &Reading, gazetteer: &Gazetteer) -> Vec<Span> {
    let proper = |at: Span| words_in(reading, at).any(|token| reading.tokens[token].pos == Pos::Propn);
    let of_person = |at: Span| {
        let mut people = reading.mentions.iter().filter(|mention| mention.kind == MentionKind::Person);
        people.any(|mention| mention.at.overlaps(at) && names_person(reading, mention.head, at))
    };
    let words = atoms(text);
    let found = gazetteer.find_among(text, &words, Trust::Text).into_iter();
    let known = found.filter(|found| found.is_adjective() || proper(found.at) && !of_person(found.at));
    let mut spans: Vec<Span> = known.map(|found| with_type(gazetteer, text, &words, &found)).collect();
    for mention in reading.mentions.iter().filter(|mention| mention.kind == MentionKind::Place) {
        let named = reading.tokens.get(mention.head).is_some_and(|head| head.pos == Pos::Propn);
        if named && !spans.iter().any(|at| at.overlaps(mention.at)) {
            spans.push(mention.at);
        }
    }
    spans.sort();
    spans
}

/// A name with the capitalised type word right after it.
fn with_type(gazetteer: &Gazetteer, text: &str, words: &[Atom], found: &Found) -> Span {
    let is_type = |word: &&Atom| {
        word.upper && word.joint == Joint::Space && matches!(gazetteer.words.sort(&word.key), Sort::Type(_))
    };
    let ends = found.is_adjective() || words[found.atoms.1].owner;
    let next = words.get(found.atoms.1 + 1).filter(is_type).filter(|_| !ends);
    next.and_then(|word| Span::within(text, found.at.start(), word.end)).unwrap_or(found.at)
}

/// Whether a name is a part of a person's own name, and not of what stands before it ("Paris mayor Anne Hidalgo").
fn names_person(reading: &Reading, head: usize, at: Span) -> bool {
    let mut tokens = words_in(reading, at);
    tokens.any(|token| {
        let word = &reading.tokens[token];
        token == head || (word.head == Some(head) && word.dep.starts_with("flat"))
    })
}
