//! Where a happening is when no words of place go with it.
//!
//! In: the reading, and the anchor or the target of a happening. Out: the words that tell its place: an adjective of the anchor ("a
//! nationwide curfew"), or the target of an attack where that is a known site or a town ("attacked the hotel", "shelled Marinka"). A
//! state that is attacked is a party, and "a hotel" may be anywhere: they tell no place.

use super::gazetteer::Gazetteer;
use super::words::Sort;
use crate::resolve::fold::fold;
use diurna_read::{MentionKind, Pos, Reading};
use diurna_record::Grain;
use diurna_text::Span;
use std::ops::Range;

/// The arc of an adjective.
const ADJECTIVE: &str = "amod";

/// The adjective of an anchor that tells how much of a state it is in.
pub fn of_anchor(reading: &Reading, anchor: Range<usize>, gazetteer: &Gazetteer) -> Option<Span> {
    let sentence = reading.sentences.iter().find(|sentence| sentence.tokens.contains(&anchor.start))?;
    let words = reading.tokens.get(sentence.tokens.clone())?;
    let tells = words.iter().find(|word| {
        word.dep == ADJECTIVE
            && word.head.is_some_and(|head| anchor.contains(&head))
            && gazetteer.words.sort(&fold(&word.lemma)) == Sort::Country
    });
    tells.map(|word| word.at)
}

/// The target of an attack, where it is a place of which the reader knows which.
pub fn of_target(reading: &Reading, target: Span, gazetteer: &Gazetteer) -> Option<Span> {
    let mention = reading.mentions.iter().find(|mention| {
        matches!(mention.kind, MentionKind::Place | MentionKind::Facility)
            && reading.tokens.get(mention.head).is_some_and(|head| target.contains(head.at))
            && mention.at.start() <= target.start()
    })?;
    let words = reading.tokens.get(mention.tokens.clone())?;
    let is_definite = words.first().is_some_and(|word| gazetteer.words.is_definite(&fold(&word.lemma)));
    let is_name = reading.tokens.get(mention.head)?.pos == Pos::Propn;
    let named = words.iter().filter(|word| word.pos == Pos::Propn).map(|word| gazetteer.keyed(&fold(&word.lemma)));
    let is_state = named.flatten().any(|place| place.grain == Grain::Country) && is_name;
    ((is_definite || is_name) && !is_state).then_some(target)
}
