//! Where and when: two speakers who put one act of force into two states, or on two days.

use super::{Answer, about, dispute, holds};
use crate::days_between;
use crate::tale::{Speakers, Tale, Voice};
use crate::words::Words;
use diurna_record::{Dispute, Question};

/// The longest time that still names a day, in days.
const DAY: i32 = 1;

/// The where- and when-disputes over a happening.
pub(super) fn disputes(tale: &Tale, speakers: &Speakers, words: &Words) -> Vec<Dispute> {
    let acts: Vec<Voice> = tale
        .voices
        .iter()
        .filter(|voice| voice.speaker.is_some() && !voice.said.background && holds(voice))
        .filter(|voice| words.kin.is_force(voice.said.kind.as_str()) && !voice.said.kind.is_toll())
        .copied()
        .collect();
    let country = |voice: &Voice| voice.said.spot.as_ref().and_then(|spot| spot.country.as_deref().map(str::to_owned));
    let day = |voice: &Voice| {
        let (from, to) = (voice.said.from?, voice.said.to?);
        (days_between(from, to) <= DAY).then_some((from, to))
    };
    let abroad =
        |one: &Voice, two: &Voice| matches!((country(one), country(two)), (Some(one), Some(two)) if one != two);
    let another = |one: &Voice, two: &Voice| matches!((day(one), day(two)), (Some(one), Some(two)) if one.1 < two.0 || two.1 < one.0);
    let places = split(&acts, abroad).map(|mut sides| {
        for side in &mut sides {
            side.answer = side
                .voices
                .first()
                .and_then(|voice| voice.said.spot.as_ref())
                .map(|spot| spot.text.to_string())
                .unwrap_or_default();
        }
        dispute(Question::Where, about(tale), sides, speakers)
    });
    let days = split(&acts, another).map(|mut sides| {
        for side in &mut sides {
            side.answer =
                side.voices.first().and_then(|voice| voice.said.from).map(|day| day.to_string()).unwrap_or_default();
        }
        dispute(Question::When, about(tale), sides, speakers)
    });
    places.into_iter().chain(days).collect()
}

/// Sides of those whose claims clash with another speaker's.
fn split<'a>(acts: &[Voice<'a>], clash: impl Fn(&Voice, &Voice) -> bool) -> Option<Vec<Answer<'a>>> {
    let mut sides: Vec<Answer> = Vec::new();
    for one in acts.iter().filter(|one| acts.iter().any(|two| one.differs(two) && clash(one, two))) {
        match sides.iter_mut().find(|side| side.voices.iter().all(|two| !clash(one, two))) {
            Some(side) => side.voices.push(*one),
            None => sides.push(Answer::of(vec![*one])),
        }
    }
    (sides.len() > 1).then_some(sides)
}
