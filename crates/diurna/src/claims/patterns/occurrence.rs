//! Happenings told anew by a pronoun: "They are due to take place on Thursday" after talks were named.
//!
//! In: a tree and a word of it. Out, where a verb stands there that says of its subject only that it happens: an anchor on the verb, of the kind of the last
//! happening before it whose name is as many as the pronoun.

use super::tree::{SUBJECT, Tree};
use super::{Found, head};
use crate::Knowledge;
use crate::claims::{choose, words_in};
use crate::lexicon::{Gender, KindEntry, Number, PronounUse, Seen};
use diurna_read::Pos;

/// How many sentences back the name of the happening may stand.
const FARTHEST: usize = 1;

/// The happening that a pronoun tells anew where a verb of happening begins, at a word of a sentence.
pub(super) fn at<'a>(
    tree: &Tree,
    sentence: usize,
    words: &[Seen],
    start: usize,
    knowledge: &'a Knowledge,
) -> Option<Found<'a>> {
    let hit = tree.words.happens.at(words, start).into_iter().next()?;
    let base = tree.reading.sentences[sentence].tokens.start;
    let anchor = base + start..base + hit.end;
    let head = head(tree, anchor.clone()).filter(|&head| tree.word(head).pos == Pos::Verb)?;
    let mut places = tree.places(head);
    let subject = places.iter().find(|it| it.place == SUBJECT)?.head;
    let entry = stands_for(tree, subject, sentence, knowledge)?;
    places.retain(|it| it.place != SUBJECT);
    Some(Found { anchor, head, entry, pattern: None, why: format!("{}/told anew", entry.kind), places })
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
