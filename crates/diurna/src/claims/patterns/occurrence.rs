//! Happenings told anew by a pronoun: "They are due to take place on Thursday" after talks were named.
//!
//! In: a tree and the verbs that say of their subject only that it happens. Out: an anchor on the verb, of the kind of the last
//! happening before it whose name is as many as the pronoun.

use super::tree::{SUBJECT, Tree};
use super::{Found, head, sentence_words};
use crate::Knowledge;
use crate::claims::{choose, words_in};
use crate::lexicon::{Gender, KindEntry, Number, PronounUse};
use diurna_read::Pos;

/// How many sentences back the name of the happening may stand.
const FARTHEST: usize = 1;

/// The happenings that pronouns tell anew.
pub(super) fn found<'a>(tree: &Tree, knowledge: &'a Knowledge) -> Vec<Found<'a>> {
    let mut found = Vec::new();
    for (number, sentence) in tree.reading.sentences.iter().enumerate() {
        let words = sentence_words(tree, sentence.tokens.clone());
        for start in 0..words.len() {
            let hits = tree.words.happens.at(&words, start);
            let Some(hit) = hits.first() else { continue };
            let base = sentence.tokens.start;
            let anchor = base + start..base + hit.end;
            let Some(head) = head(tree, anchor.clone()).filter(|&head| tree.word(head).pos == Pos::Verb) else {
                continue;
            };
            let places = tree.places(head);
            let subject = places.iter().find(|it| it.place == SUBJECT);
            let entry = subject.and_then(|it| stands_for(tree, it.head, number, knowledge));
            if let Some(entry) = entry {
                let why = format!("{}/told anew", entry.kind);
                let places = places.into_iter().filter(|it| it.place != SUBJECT).collect();
                found.push(Found { anchor, head, entry, pattern: None, why, places });
            }
        }
    }
    found
}

/// The kind of the happening that a pronoun stands for.
fn stands_for<'a>(tree: &Tree, token: usize, sentence: usize, knowledge: &'a Knowledge) -> Option<&'a KindEntry> {
    let pronoun = tree.pronouns.get(tree.word(token).at.of(tree.text))?;
    let points = matches!(pronoun.used, PronounUse::Personal | PronounUse::Demonstrative);
    if !points || pronoun.person != 3 || matches!(pronoun.gender, Gender::He | Gender::She) {
        return None;
    }
    let first = tree.reading.sentences[sentence.saturating_sub(FARTHEST)].tokens.start;
    let choices = choose::choose(tree.text, tree.reading, &knowledge.kinds);
    let named = choices.iter().rev().find(|choice| {
        let happening = &tree.reading.happenings[choice.happening];
        let name = words_in(tree.reading, happening.anchor).next_back();
        let agrees = |name: usize| {
            let many = tree.word(name).at.of(tree.text).to_lowercase() != tree.lemma(name);
            pronoun.number == Number::Any || many == (pronoun.number == Number::Many)
        };
        let before = |name: &usize| (first..token).contains(name) && tree.word(*name).pos == Pos::Noun;
        !happening.toll && name.filter(before).is_some_and(agrees)
    })?;
    knowledge.kinds.get(named.kind.as_str())
}
