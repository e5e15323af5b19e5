//! Which of the places of one name is meant.
//!
//! In: the candidates of a name, and what is known around it. Out: the candidates with a score, best first. The score is a sum of plain
//! terms on the scale of powers of ten of people: a village wins over a metropolis of the same name when the report is about its
//! country and names its province. It never drops a candidate: those behind the best stay as rivals.

use super::gazetteer::{Candidate, Country, Naming};
use diurna_record::Grain;
use std::collections::BTreeMap;

/// What a name's surroundings say about it.
#[derive(Default)]
pub(super) struct Around<'a> {
    /// How much of the report is about each country; the shares sum up to one.
    pub(super) countries: BTreeMap<Country, f64>,
    /// First divisions that the report names.
    pub(super) divisions: Vec<u16>,
    /// Places of other names, as far as they are settled.
    pub(super) neighbours: Vec<&'a Candidate>,
    /// Countries that the phrase itself names.
    pub(super) told: Vec<Country>,
    /// Places that the phrase says it lies in.
    pub(super) inside: Vec<Candidate>,
    /// The grain that a type word asks for.
    pub(super) grain: Option<Grain>,
}

const COUNTRY: f64 = 3.0;
const DIVISION: f64 = 1.5;
const NEIGHBOUR: f64 = 2.0;
const NEAR_KM: f64 = 250.0;
const TOLD: f64 = 8.0;
const GRAIN: f64 = 2.5;
/// A rival's score lies at most this far below the best.
const RIVAL: f64 = 3.0;

/// The candidates, best first; ties in the order of the table.
pub(super) fn rank(candidates: &[Candidate], around: &Around) -> Vec<(f64, Candidate)> {
    let places = candidates.iter().filter(|candidate| candidate.naming != Naming::Adjective);
    let mut ranked: Vec<(f64, Candidate)> =
        places.map(|place| (score(place, candidates, around), place.clone())).collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    ranked
}

/// Those of a ranking that the words could also mean.
pub(super) fn rivals(ranked: &[(f64, Candidate)]) -> Vec<&Candidate> {
    let Some((best, meant)) = ranked.first() else { return Vec::new() };
    let mut rivals: Vec<&Candidate> = Vec::new();
    for (score, rival) in &ranked[1..] {
        let is_same = |other: &Candidate| {
            other.country == rival.country && (other.kilometres(rival) < 30.0 || other.grain != Grain::Settlement)
        };
        if best - score <= RIVAL && rivals.len() < 5 && !is_same(meant) && !rivals.iter().any(|known| is_same(known)) {
            rivals.push(rival);
        }
    }
    rivals
}

/// How likely a place is without any surroundings.
pub(super) fn prior(place: &Candidate) -> f64 {
    let size = match place.grain {
        Grain::Country => place.people.max(5.5) + 1.5,
        Grain::Region => place.people.max(3.5) - 0.8,
        Grain::District => place.people.max(2.5) - 1.2,
        Grain::Settlement => place.people.max(2.0) + if place.capital { 1.0 } else { 0.0 },
        Grain::Point => 7.0,
        Grain::Other => 6.5,
    };
    let naming = match place.naming {
        Naming::Main => 0.4,
        Naming::Other => 0.0,
        Naming::Short | Naming::Adjective => -0.4,
    };
    size + naming
}

fn score(place: &Candidate, candidates: &[Candidate], around: &Around) -> f64 {
    let mut score = prior(place);
    if place.grain == Grain::Region && !has_namesake_town(place, candidates) {
        score += 1.0;
    }
    if let Some(share) = place.country.and_then(|country| around.countries.get(&country)) {
        score += COUNTRY * share;
    }
    if place.division.is_some_and(|division| around.divisions.contains(&division)) {
        score += DIVISION;
    }
    if place.grain != Grain::Country {
        score += NEIGHBOUR * around.neighbours.iter().map(|other| nearness(place, other)).fold(0.0, f64::max);
    }
    if place.country.is_some_and(|country| around.told.contains(&country)) {
        score += TOLD;
    }
    score += TOLD * around.inside.iter().filter(|holder| lies_in(place, holder)).count() as f64;
    score + around.grain.map_or(0.0, |grain| fit(place.grain, grain))
}

/// From 0, far, to 1, the same spot or inside.
fn nearness(place: &Candidate, other: &Candidate) -> f64 {
    if other.id == place.id {
        return 0.0;
    }
    if place.grain == Grain::Region && place.division.is_some() && lies_in(other, place) {
        return 1.0;
    }
    (1.0 - other.kilometres(place) / NEAR_KM).max(0.0)
}

/// What a type word does to a place of some grain: "Saada province" is not the city.
fn fit(grain: Grain, asked: Grain) -> f64 {
    match (asked, grain) {
        (asked, grain) if asked == grain => GRAIN,
        (Grain::Region | Grain::District, Grain::Region | Grain::District) => GRAIN,
        (Grain::Point, Grain::Settlement) => 1.0,
        (Grain::Other, _) => 0.0,
        _ => -GRAIN / 2.0,
    }
}

/// Whether a town of a region's name holds a fifth of its people: then the name alone means the town ("Aleppo").
fn has_namesake_town(region: &Candidate, candidates: &[Candidate]) -> bool {
    candidates.iter().any(|town| {
        town.grain == Grain::Settlement
            && town.country == region.country
            && (town.capital || town.people > region.people - 0.7)
    })
}

/// Whether a place lies in another, as far as divisions and distances tell.
pub(super) fn lies_in(place: &Candidate, holder: &Candidate) -> bool {
    if place.id == holder.id {
        return false;
    }
    match holder.grain {
        Grain::Country => place.country == holder.country,
        Grain::Region if holder.division.is_some() => {
            place.division == holder.division && place.country == holder.country
        }
        Grain::Region | Grain::Other => {
            (holder.country.is_none() || place.country == holder.country) && place.kilometres(holder) < 500.0
        }
        Grain::District => place.country == holder.country && place.kilometres(holder) < 100.0,
        Grain::Settlement | Grain::Point => place.country == holder.country && place.kilometres(holder) < 40.0,
    }
}
