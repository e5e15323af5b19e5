//! The quote of a claim: the shortest stretch of its sentence that states it, with its parties where they are near.

use crate::claims::Draft;
use diurna_read::Reading;
use diurna_text::Span;

/// The stretch from the first to the last word of anchor, count, parties, place and time that stand in the anchor's sentence.
pub fn of(reading: &Reading, draft: &Draft) -> Span {
    let sentence = reading.sentences[draft.sentence].at;
    let near = draft
        .parties()
        .chain(draft.means.iter().copied())
        .chain([draft.count, draft.place, draft.when].into_iter().flatten());
    near.filter(|span| sentence.contains(*span)).fold(draft.anchor, Span::cover)
}
