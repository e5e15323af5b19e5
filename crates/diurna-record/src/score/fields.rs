//! When a field of two paired claims is the same.
//!
//! In: a field of the gold claim and of the record's. Out: whether they agree, or how many of their phrases meet. Words agree
//! where their spans share a character; what they were resolved to is asked for days, states, points and figures alone.

use crate::{Claim, Count, Phrase, Place, When};
use diurna_text::Span;

/// The mean radius of the earth in kilometres.
const EARTH: f64 = 6371.0088;

/// Whether both have no speaker, or the same one.
pub(super) fn same_speaker(gold: &Claim, system: &Claim) -> bool {
    match (&gold.speaker, &system.speaker) {
        (None, None) => true,
        (Some(gold), Some(system)) => gold.at.overlaps(system.at),
        _ => false,
    }
}

/// Whether every phrase of each list meets one of the other.
pub(super) fn same_list(gold: &[Phrase], system: &[Phrase]) -> bool {
    let met = |one: &Phrase, others: &[Phrase]| others.iter().any(|other| one.at.overlaps(other.at));
    gold.iter().all(|one| met(one, system)) && system.iter().all(|one| met(one, gold))
}

/// How many phrases of the lists meet, one to one.
pub(super) fn meeting(gold: &[Phrase], system: &[Phrase]) -> usize {
    let spans = |phrases: &[Phrase]| -> Vec<Span> { phrases.iter().map(|phrase| phrase.at).collect() };
    let (gold, system) = (spans(gold), spans(system));
    let mut taken: Vec<Option<usize>> = vec![None; system.len()];
    (0..gold.len()).filter(|&one| place_one(one, &gold, &system, &mut taken, &mut vec![false; system.len()])).count()
}

/// Finds a partner for `one`, moving others to another partner where that makes room.
fn place_one(one: usize, gold: &[Span], system: &[Span], taken: &mut [Option<usize>], seen: &mut [bool]) -> bool {
    for other in 0..system.len() {
        if seen[other] || !gold[one].overlaps(system[other]) {
            continue;
        }
        seen[other] = true;
        let free = match taken[other] {
            None => true,
            Some(holder) => place_one(holder, gold, system, taken, seen),
        };
        if free {
            taken[other] = Some(one);
            return true;
        }
    }
    false
}

/// Whether both have no count, or the same op, value and max.
pub(super) fn same_count(gold: Option<&Count>, system: Option<&Count>) -> bool {
    let figure = |count: &Count| (count.op, count.value, count.max);
    gold.map(figure) == system.map(figure)
}

/// Whether both ends are the same day.
pub(super) fn same_days(gold: &When, system: Option<&When>) -> bool {
    system.is_some_and(|system| (gold.from, gold.to) == (system.from, system.to))
}

/// Whether the place lies at most 25 km from the gold's point.
pub(super) fn near((lat, lon): (f64, f64), system: Option<&Place>) -> bool {
    system.and_then(point).is_some_and(|found| kilometres((lat, lon), found) <= 25.0)
}

/// The coordinates of a place that has both.
pub(super) fn point(place: &Place) -> Option<(f64, f64)> {
    place.lat.zip(place.lon)
}

/// How far two points, in degrees north and east, are apart on the sphere, in kilometres (haversine).
///
/// ```
/// let (kyiv, kharkiv) = ((50.45, 30.52), (49.99, 36.23));
/// assert_eq!(diurna_record::score::kilometres(kyiv, kharkiv).round(), 409.0);
/// ```
pub fn kilometres(left: (f64, f64), right: (f64, f64)) -> f64 {
    let (lat1, lat2) = (left.0.to_radians(), right.0.to_radians());
    let (lat, lon) = ((lat2 - lat1) / 2.0, (right.1 - left.1).to_radians() / 2.0);
    let half = lat.sin().powi(2) + lat1.cos() * lat2.cos() * lon.sin().powi(2);
    2.0 * EARTH * half.sqrt().min(1.0).asin()
}
