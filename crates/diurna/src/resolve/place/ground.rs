//! The ground that a report stands on: the places it names, and the countries it is about.
//!
//! In: a report's text, title and dateline. Out: every known name in it with one place each (a name has one meaning in a report), and
//! how much the report is about each country, as a whole and near any offset. It never looks at claims.

use super::Setting;
use super::gazetteer::{Candidate, Country, Gazetteer, Naming};
use super::rank::{Around, Weights, lies_in, prior, rank};
use super::scan::{Atom, Found, Joint, Trust, atoms};
use super::words::Sort;
use diurna_record::Grain;
use diurna_text::Span;
use std::collections::{BTreeMap, BTreeSet};

/// A name of the report with the place it was taken for.
pub(super) struct Sight {
    pub(super) at: Span,
    pub(super) place: Candidate,
    /// An adjective or a people: a country is meant, but nothing happens "in" it.
    pub(super) adjective: bool,
    /// How much it says about where the report plays.
    weight: f64,
    /// The country or region that the text names right after it: "Paris, Texas".
    pub(super) inside: Option<Candidate>,
}

/// All that a report's own words say about where it plays.
pub(super) struct Ground {
    /// In the order of the text.
    pub(super) sights: Vec<Sight>,
    /// A name's candidates, best first, with their scores.
    pub(super) ranked: BTreeMap<String, Vec<(f64, Candidate)>>,
    pub(super) countries: BTreeMap<Country, f64>,
    evidence: Evidence,
    /// Names that follow "in", "near", "from" somewhere.
    located: BTreeSet<String>,
    divisions: Vec<(String, u16)>,
}

/// How much each name says for a country.
type Evidence = Vec<(String, Country, f64)>;

/// How far, in bytes, a country's mention is felt.
const REACH: f64 = 600.0;
/// The power of ten of the people of a village.
const VILLAGE: f64 = 4.3;
/// The power of ten of the people of a region that a list may name.
const LAND: f64 = 5.3;
/// Titles, datelines and first sentences say what a report is about.
const EARLY: usize = 400;

impl Ground {
    pub(super) fn of(setting: &Setting, gazetteer: &Gazetteer) -> Ground {
        let words = atoms(setting.text);
        let mut named: Vec<Named> = Vec::new();
        for found in gazetteer.find_among(setting.text, &words, Trust::Text) {
            let located = is_located(gazetteer, &words, &found);
            let weight =
                position_weight(setting, &found) * if is_namesake(gazetteer, &words, &found) { 0.2 } else { 1.0 };
            named.push(Named { found, located, weight, inside: None, in_title: false });
        }
        for at in 1..named.len() {
            named[at - 1].inside = container(&words, &named[at - 1].found, &named[at].found);
        }
        for found in setting.title.map(|title| gazetteer.find(title)).unwrap_or_default() {
            named.push(Named { found, located: true, weight: 1.5, inside: None, in_title: true });
        }
        let mut evidence = plain_evidence(&named);
        let located: BTreeSet<String> =
            named.iter().filter(|named| named.located).map(|named| named.found.key.clone()).collect();
        let mut ranked = BTreeMap::new();
        let mut divisions = Vec::new();
        for _ in 0..3 {
            ranked = rank_all(&gazetteer.weights, &named, &evidence, &divisions, &located, &ranked);
            divisions = named_divisions(&ranked);
            let say = |named: &Named| {
                let sight = sight(named, &ranked)?;
                Some((named.found.key.clone(), sight.place.country?, sight.weight))
            };
            evidence = named.iter().filter_map(say).collect();
        }
        let sights = named.iter().filter(|named| !named.in_title).filter_map(|named| sight(named, &ranked)).collect();
        Ground { sights, ranked, countries: shares(&evidence, None), evidence, located, divisions }
    }

    /// How much the report is about each country, not counting what a name says for itself.
    pub(super) fn countries_beside(&self, key: &str) -> BTreeMap<Country, f64> {
        shares(&self.evidence, Some(key))
    }

    /// The first divisions that other names stand for.
    pub(super) fn divisions(&self, key: &str) -> Vec<u16> {
        beside(&self.divisions, key)
    }

    /// The places of other names.
    pub(super) fn neighbours(&self, key: &str) -> Vec<&Candidate> {
        neighbours(&self.ranked, &self.located, key)
    }

    /// The country that the words at an offset are about, as far as one stands out.
    pub(super) fn focus(&self, at: usize) -> Option<Country> {
        self.near(at, 2.0)
    }

    /// The country that an unknown village named at an offset lies in: the report's own, unless another is all around.
    pub(super) fn home(&self, at: usize) -> Option<Country> {
        self.near(at, 4.0)
    }

    fn near(&self, at: usize, whole: f64) -> Option<Country> {
        let mut scores: BTreeMap<Country, f64> =
            self.countries.iter().map(|(country, share)| (*country, whole * share)).collect();
        for sight in self.sights.iter().filter(|sight| sight.at.start() < at) {
            if let Some(country) = sight.place.country {
                let distance = (at - sight.at.start()) as f64;
                *scores.entry(country).or_default() += 0.4 * sight.weight * (-distance / REACH).exp();
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

/// A name of the text or the title.
struct Named {
    found: Found,
    /// It follows "in", "near", "from": something is there, and it is no actor.
    located: bool,
    weight: f64,
    inside: Option<Candidate>,
    in_title: bool,
}

fn sight(named: &Named, ranked: &BTreeMap<String, Vec<(f64, Candidate)>>) -> Option<Sight> {
    let found = &named.found;
    let adjective = found.is_adjective();
    let place = if adjective {
        found.candidates.first().cloned()
    } else {
        ranked.get(&found.key)?.first().map(|(_, place)| place.clone())
    }?;
    let weight = named.weight * grain_weight(&place, named.located);
    Some(Sight { at: found.at, place, adjective, weight, inside: named.inside.clone() })
}

/// Whether a site may only bear the name of the place: "the Palestine Hotel".
fn is_namesake(gazetteer: &Gazetteer, atoms: &[Atom], found: &Found) -> bool {
    let next = atoms.get(found.atoms.1 + 1).filter(|next| next.upper && next.joint == Joint::Space);
    next.is_some_and(|next| matches!(gazetteer.words.sort(&next.key), Sort::Type(Grain::Point)))
}

/// The country or region that follows a name after a comma.
fn container(atoms: &[Atom], name: &Found, next: &Found) -> Option<Candidate> {
    if next.atoms.0 != name.atoms.1 + 1 || atoms[next.atoms.0].joint != Joint::Comma {
        return None;
    }
    // "Mali, Niger and Chad" and "Idaho, Oregon" are lists, though villages have such names too.
    let is_dotted = atoms[next.atoms.1].dotted;
    let in_list = |land: &&Candidate| {
        let twin =
            |place: &Candidate| place.grain == land.grain && place.naming != Naming::Adjective && place.people > LAND;
        !is_dotted && name.candidates.iter().any(twin)
    };
    let lands = next
        .candidates
        .iter()
        .filter(|land| land.naming != Naming::Adjective && matches!(land.grain, Grain::Country | Grain::Region));
    let holds = |land: &&Candidate| name.candidates.iter().any(|place| lies_in(place, land));
    lands.filter(holds).filter(|land| !in_list(land)).max_by(|a, b| prior(a).total_cmp(&prior(b))).cloned()
}

fn is_located(gazetteer: &Gazetteer, atoms: &[Atom], found: &Found) -> bool {
    let before = atoms[..found.atoms.0].iter().rev().zip(atoms[..=found.atoms.0].iter().rev());
    for (atom, next) in before.take(4) {
        if next.joint != Joint::Space {
            return false;
        }
        match gazetteer.words.sort(&atom.key) {
            Sort::Preposition | Sort::Aside => return !gazetteer.words.is_acting(&atom.key),
            Sort::Determiner | Sort::Direction | Sort::Described | Sort::Type(_) => {}
            _ => return false,
        }
    }
    false
}

/// What names say that need no context: countries, their adjectives, and names with one outstanding place.
fn plain_evidence(named: &[Named]) -> Evidence {
    let say = |named: &Named| {
        let mut priors: Vec<(f64, &Candidate)> =
            named.found.candidates.iter().map(|candidate| (prior(candidate), candidate)).collect();
        priors.sort_by(|a, b| b.0.total_cmp(&a.0));
        let (best, place) = priors.first()?;
        let rest = priors.iter().find(|(_, other)| other.country != place.country);
        let clear = rest.is_none_or(|(other, _)| best - other > 1.5);
        let weight = named.weight * grain_weight(place, named.located);
        Some((named.found.key.clone(), place.country.filter(|_| clear)?, weight))
    };
    named.iter().filter_map(say).collect()
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

/// A country or a capital that acts says less about the ground than a town, and a village named in passing may be a namesake.
fn grain_weight(place: &Candidate, located: bool) -> f64 {
    let is_actor = place.grain == Grain::Country || place.capital;
    match place.grain {
        _ if place.naming == Naming::Adjective => 0.4,
        Grain::Settlement if !located && place.people < VILLAGE && place.geonameid.is_some() => 0.3,
        _ if is_actor && !located => 0.5,
        _ if located => 1.0,
        _ => 0.8,
    }
}

/// The countries' parts of all evidence, without what one name says.
fn shares(evidence: &Evidence, beside: Option<&str>) -> BTreeMap<Country, f64> {
    let mut sums = BTreeMap::new();
    for (_, country, weight) in evidence.iter().filter(|(key, _, _)| Some(key.as_str()) != beside) {
        *sums.entry(*country).or_insert(0.0) += weight;
    }
    let all: f64 = sums.values().sum();
    sums.values_mut().for_each(|sum| *sum /= all.max(1e-9));
    sums
}

/// The places of other names; a capital that only acts ("Washington said") is near nothing.
fn neighbours<'a>(
    ranked: &'a BTreeMap<String, Vec<(f64, Candidate)>>,
    located: &BTreeSet<String>,
    key: &str,
) -> Vec<&'a Candidate> {
    let others = ranked.iter().filter(|(other, _)| *other != key);
    let best = others.filter_map(|(other, list)| list.first().map(|(_, place)| (other, place)));
    let here = best.filter(|(other, place)| !place.capital || located.contains(*other));
    here.map(|(_, place)| place).filter(|place| !matches!(place.grain, Grain::Country | Grain::Other)).collect()
}

fn rank_all(
    weights: &Weights,
    named: &[Named],
    evidence: &Evidence,
    divisions: &[(String, u16)],
    located: &BTreeSet<String>,
    before: &BTreeMap<String, Vec<(f64, Candidate)>>,
) -> BTreeMap<String, Vec<(f64, Candidate)>> {
    let mut ranked: BTreeMap<String, Vec<(f64, Candidate)>> = BTreeMap::new();
    for found in named.iter().map(|named| &named.found).filter(|found| !found.is_adjective()) {
        if ranked.contains_key(&found.key) {
            continue;
        }
        let neighbours = neighbours(before, located, &found.key);
        let inside = named
            .iter()
            .filter(|other| other.found.key == found.key)
            .find_map(|other| other.inside.clone())
            .into_iter()
            .collect();
        let around = Around {
            countries: shares(evidence, Some(&found.key)),
            divisions: beside(divisions, &found.key),
            neighbours,
            inside,
            ..Around::default()
        };
        ranked.insert(found.key.clone(), rank(&found.candidates, &around, weights));
    }
    ranked
}

fn named_divisions(ranked: &BTreeMap<String, Vec<(f64, Candidate)>>) -> Vec<(String, u16)> {
    let best = ranked.iter().filter_map(|(key, list)| list.first().map(|(_, place)| (key, place)));
    let regions = best.filter(|(_, place)| place.grain == Grain::Region);
    regions.filter_map(|(key, place)| Some((key.clone(), place.division?))).collect()
}

fn beside(divisions: &[(String, u16)], key: &str) -> Vec<u16> {
    divisions.iter().filter(|(other, _)| other != key).map(|(_, division)| *division).collect()
}
