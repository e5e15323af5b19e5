//! Which of the places of one name is meant.
//!
//! In: the candidates of a name, and what is known around it. Out: the candidates with a score, best first. The score is a weighted sum of
//! signs on the scale of powers of ten of people: a village wins over a metropolis of the same name when the report is about its
//! country and names its province. The weights are in data/places/rank.toml, learned by training/places.py on articles whose places are
//! known. It never drops a candidate: those behind the best stay as rivals.

use super::gazetteer::{Candidate, Country, Naming};
use crate::lexicon::{TableError, read_table};
use diurna_record::Grain;
use std::collections::BTreeMap;

diurna_record::closed! {
    /// Something that speaks for a place of a name, or against it.
    Sign {
        /// It is a country.
        Country = "country",
        /// A country's people, as a power of ten.
        CountryPeople = "country-people",
        /// It is a first division, or a region of no fixed border.
        Region = "region",
        /// A region's people, as a power of ten.
        RegionPeople = "region-people",
        /// It is a second division.
        District = "district",
        /// A district's people, as a power of ten.
        DistrictPeople = "district-people",
        /// A settlement's people, as a power of ten.
        SettlementPeople = "settlement-people",
        /// It is the capital of its country.
        Capital = "capital",
        /// It is a site.
        Point = "point",
        /// It is a sea, a border, a road.
        Other = "other",
        /// The name is its first one.
        MainName = "main-name",
        /// The name is short for it.
        ShortName = "short-name",
        /// A region whose name is no large town of its own.
        NoTownOfName = "no-town-of-name",
        /// The part of the report that is about its country, from 0 to 1.
        Share = "share",
        /// The report names its first division.
        DivisionNamed = "division-named",
        /// How near it is to another place of the report, from 0, far, to 1, the same spot.
        Near = "near",
        /// The phrase names its country.
        Told = "told",
        /// How many places that the phrase says it lies in do hold it.
        Inside = "inside",
        /// A type word asks for its grain.
        GrainSame = "grain-same",
        /// A type word asks for a division of another order.
        GrainKin = "grain-kin",
        /// A type word asks for a site, and it is a settlement.
        SiteInTown = "site-in-town",
        /// A type word asks for another grain.
        GrainOther = "grain-other",
    }
}

/// How much each sign weighs, in the order of [`Sign::ALL`].
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Weights(Vec<f64>);

impl Weights {
    /// The weights embedded in the program.
    pub(super) fn embedded() -> Result<Weights, TableError> {
        let file = "places/rank.toml";
        let read: BTreeMap<String, f64> = read_table(file, diurna_data::PLACES_RANK)?;
        if let Some(name) = read.keys().find(|name| Sign::parse(name).is_none()) {
            return Err(TableError::near(file, diurna_data::PLACES_RANK, name, "no such sign"));
        }
        Ok(Weights(Sign::ALL.iter().map(|sign| read.get(sign.as_str()).copied().unwrap_or_default()).collect()))
    }

    fn score(&self, signs: &[f64]) -> f64 {
        self.0.iter().zip(signs).map(|(weight, sign)| weight * sign).sum()
    }
}

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

const NEAR_KM: f64 = 250.0;
/// A rival's score lies at most this far below the best.
const RIVAL: f64 = 3.0;

/// The candidates, best first; ties in the order of the table.
pub(super) fn rank(candidates: &[Candidate], around: &Around, weights: &Weights) -> Vec<(f64, Candidate)> {
    let places = candidates.iter().filter(|candidate| candidate.naming != Naming::Adjective);
    let mut ranked: Vec<(f64, Candidate)> =
        places.map(|place| (weights.score(&signs(place, candidates, around)), place.clone())).collect();
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

/// What speaks for a candidate and against it, in the order of [`Sign::ALL`].
pub(super) fn signs(place: &Candidate, candidates: &[Candidate], around: &Around) -> Vec<f64> {
    let mut signs = vec![0.0; Sign::ALL.len()];
    let mut tell = |sign: Sign, value: f64| signs[sign as usize] = value;
    match place.grain {
        Grain::Country => tell(Sign::Country, 1.0),
        Grain::Region => tell(Sign::Region, 1.0),
        Grain::District => tell(Sign::District, 1.0),
        Grain::Point => tell(Sign::Point, 1.0),
        Grain::Other => tell(Sign::Other, 1.0),
        Grain::Settlement => {}
    }
    match place.grain {
        Grain::Country => tell(Sign::CountryPeople, place.people.max(5.5)),
        Grain::Region => tell(Sign::RegionPeople, place.people.max(3.5)),
        Grain::District => tell(Sign::DistrictPeople, place.people.max(2.5)),
        Grain::Settlement => tell(Sign::SettlementPeople, place.people.max(2.0)),
        Grain::Point | Grain::Other => {}
    }
    let flag = |holds: bool| f64::from(u8::from(holds));
    tell(Sign::Capital, flag(place.capital && place.grain == Grain::Settlement));
    tell(Sign::MainName, flag(place.naming == Naming::Main));
    tell(Sign::ShortName, flag(matches!(place.naming, Naming::Short | Naming::Adjective)));
    tell(Sign::NoTownOfName, flag(place.grain == Grain::Region && !has_namesake_town(place, candidates)));
    let share = place.country.and_then(|country| around.countries.get(&country));
    tell(Sign::Share, share.copied().unwrap_or_default());
    tell(Sign::DivisionNamed, flag(place.division.is_some_and(|division| around.divisions.contains(&division))));
    if place.grain != Grain::Country {
        tell(Sign::Near, around.neighbours.iter().map(|other| nearness(place, other)).fold(0.0, f64::max));
    }
    tell(Sign::Told, flag(place.country.is_some_and(|country| around.told.contains(&country))));
    tell(Sign::Inside, around.inside.iter().filter(|holder| lies_in(place, holder)).count() as f64);
    if let Some(sign) = around.grain.and_then(|asked| fit(place.grain, asked)) {
        tell(sign, 1.0);
    }
    signs
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

/// What a type word says of a place of some grain: "Saada province" is not the city.
fn fit(grain: Grain, asked: Grain) -> Option<Sign> {
    match (asked, grain) {
        (asked, grain) if asked == grain => Some(Sign::GrainSame),
        (Grain::Region | Grain::District, Grain::Region | Grain::District) => Some(Sign::GrainKin),
        (Grain::Point, Grain::Settlement) => Some(Sign::SiteInTown),
        (Grain::Other, _) => None,
        _ => Some(Sign::GrainOther),
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
