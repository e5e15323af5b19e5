//! The ground that a report stands on: the places it names, and the countries it is about.
//!
//! In: a report's text, title and dateline. Out: every known name in it with one place each (a name has one meaning in a report), and
//! how much the report is about each country, as a whole and near any offset. It never looks at claims.

use super::gazetteer::{Candidate, Country, Gazetteer, Naming};
use super::rank::{Around, prior, rank};
use super::scan::Found;
use super::Setting;
use diurna_record::Grain;
use diurna_text::Span;
use std::collections::BTreeMap;

/// A name of the report with the place it was taken for.
pub(super) struct Sight {
    pub(super) at: Span,
    pub(super) key: String,
    pub(super) place: Candidate,
    /// An adjective or a people: a country is meant, but nothing happens "in" it.
    pub(super) adjective: bool,
}

/// All that a report's own words say about where it plays.
pub(super) struct Ground {
    /// In the order of the text.
    pub(super) sights: Vec<Sight>,
    /// A name's candidates, best first, with their scores.
    pub(super) ranked: BTreeMap<String, Vec<(f64, Candidate)>>,
    pub(super) countries: BTreeMap<Country, f64>,
    pub(super) divisions: Vec<u16>,
}

/// How far, in bytes, a country's mention is felt.
const REACH: f64 = 600.0;
/// Titles, datelines and first sentences say what a report is about.
const EARLY: usize = 400;

impl Ground {
    pub(super) fn of(setting: &Setting, gazetteer: &Gazetteer) -> Ground {
        let found = gazetteer.find(setting.text);
        let title = setting.title.map(|title| gazetteer.find(title)).unwrap_or_default();
        let mut weights = plain_weights(setting, &found, &title);
        let mut ranked = BTreeMap::new();
        let mut divisions = Vec::new();
        for _ in 0..3 {
            ranked = rank_all(&found, &title, &weights, &divisions, &ranked);
            divisions = named_divisions(&ranked);
            weights = weigh(setting, &found, &title, &ranked);
        }
        let sights = found.iter().filter_map(|found| sight(found, &ranked)).collect();
        Ground { sights, ranked, countries: shares(&weights), divisions }
    }

    /// The country that the words at an offset are about, as far as one stands out.
    pub(super) fn focus(&self, at: usize) -> Option<Country> {
        let mut scores: BTreeMap<Country, f64> = self.countries.iter().map(|(country, share)| (*country, 2.0 * share)).collect();
        for sight in self.sights.iter().filter(|sight| sight.at.start() < at) {
            if let Some(country) = sight.place.country {
                let weight = if sight.adjective { 0.3 } else { 0.5 };
                *scores.entry(country).or_default() += weight * (-((at - sight.at.start()) as f64) / REACH).exp();
            }
        }
        best(&scores)
    }

    /// The country that the report as a whole is about.
    pub(super) fn main_country(&self) -> Option<Country> {
        best(&self.countries)
    }

    /// The last sight before an offset that suits, else the first after it.
    pub(super) fn last(&self, at: usize, suits: impl Fn(&Sight) -> bool) -> Option<&Sight> {
        let before = self.sights.iter().rev().find(|sight| sight.at.end() <= at && suits(sight));
        before.or_else(|| self.sights.iter().find(|sight| sight.at.start() >= at && suits(sight)))
    }
}

fn best(scores: &BTreeMap<Country, f64>) -> Option<Country> {
    scores.iter().max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(a.0))).map(|(country, _)| *country)
}

fn sight(found: &Found, ranked: &BTreeMap<String, Vec<(f64, Candidate)>>) -> Option<Sight> {
    let adjective = found.is_adjective();
    let place = if adjective { found.candidates.first().cloned() } else { ranked.get(&found.key)?.first().map(|(_, place)| place.clone()) }?;
    Some(Sight { at: found.at, key: found.key.clone(), place, adjective })
}

/// Weights from names that need no context: countries, their adjectives, and names with one outstanding place.
fn plain_weights(setting: &Setting, found: &[Found], title: &[Found]) -> BTreeMap<Country, f64> {
    let mut weights = BTreeMap::new();
    let all = found.iter().map(|found| (found, position_weight(setting, found))).chain(title.iter().map(|found| (found, 2.0)));
    for (found, weight) in all {
        let mut priors: Vec<(f64, &Candidate)> = found.candidates.iter().map(|candidate| (prior(candidate), candidate)).collect();
        priors.sort_by(|a, b| b.0.total_cmp(&a.0));
        let clear = priors.len() == 1 || priors.len() > 1 && (priors[0].0 - priors[1].0 > 1.5 || priors.iter().all(|(_, p)| p.country == priors[0].1.country));
        if let (true, Some(country)) = (clear, priors[0].1.country) {
            *weights.entry(country).or_default() += weight * grain_weight(priors[0].1);
        }
    }
    shares(&weights)
}

fn weigh(setting: &Setting, found: &[Found], title: &[Found], ranked: &BTreeMap<String, Vec<(f64, Candidate)>>) -> BTreeMap<Country, f64> {
    let mut weights = BTreeMap::new();
    let all = found.iter().map(|found| (found, position_weight(setting, found))).chain(title.iter().map(|found| (found, 2.0)));
    for (found, weight) in all {
        let place = sight(found, ranked).map(|sight| sight.place);
        if let Some((country, place)) = place.as_ref().and_then(|place| Some((place.country?, place))) {
            *weights.entry(country).or_default() += weight * grain_weight(place);
        }
    }
    shares(&weights)
}

fn position_weight(setting: &Setting, found: &Found) -> f64 {
    if setting.dateline.is_some_and(|dateline| dateline.overlaps(found.at)) {
        1.0
    } else if found.at.start() < EARLY {
        1.5
    } else {
        1.0
    }
}

fn grain_weight(place: &Candidate) -> f64 {
    match (place.naming, place.grain) {
        (Naming::Adjective, _) => 0.7,
        (_, Grain::Country) => 1.0,
        (_, Grain::Settlement) if place.capital => 0.4,
        _ => 0.8,
    }
}

fn shares(weights: &BTreeMap<Country, f64>) -> BTreeMap<Country, f64> {
    let all: f64 = weights.values().sum();
    weights.iter().map(|(country, weight)| (*country, weight / all.max(1e-9))).collect()
}

fn rank_all(
    found: &[Found],
    title: &[Found],
    countries: &BTreeMap<Country, f64>,
    divisions: &[u16],
    before: &BTreeMap<String, Vec<(f64, Candidate)>>,
) -> BTreeMap<String, Vec<(f64, Candidate)>> {
    let mut ranked: BTreeMap<String, Vec<(f64, Candidate)>> = BTreeMap::new();
    for found in found.iter().chain(title).filter(|found| !found.is_adjective()) {
        if ranked.contains_key(&found.key) {
            continue;
        }
        let neighbours = before
            .iter()
            .filter(|(key, _)| **key != found.key)
            .filter_map(|(_, list)| list.first().map(|(_, place)| place))
            .filter(|place| matches!(place.grain, Grain::Settlement | Grain::Region | Grain::District | Grain::Point))
            .collect();
        let around = Around { countries: countries.clone(), divisions: divisions.to_vec(), neighbours, ..Around::default() };
        ranked.insert(found.key.clone(), rank(&found.candidates, &around));
    }
    ranked
}

fn named_divisions(ranked: &BTreeMap<String, Vec<(f64, Candidate)>>) -> Vec<u16> {
    let best = ranked.values().filter_map(|list| list.first().map(|(_, place)| place));
    best.filter(|place| place.grain == Grain::Region).filter_map(|place| place.division).collect()
}
