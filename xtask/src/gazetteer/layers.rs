//! The hand-kept layers of data/places, and the countries.

use super::{Gathered, Grain, Middle, Naming, Row, fold::fold, read_json, read_toml, settlements::City};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

#[derive(Deserialize)]
struct Country {
    name: String,
    #[serde(default)]
    names: Vec<String>,
    #[serde(default)]
    adjectives: Vec<String>,
    at: Option<(f64, f64)>,
}

#[derive(Deserialize)]
struct GeoCountry {
    geonameid: u32,
    name: String,
    capital: String,
    areakm2: f64,
    population: u64,
}

#[derive(Deserialize)]
struct Place {
    name: String,
    #[serde(default)]
    names: Vec<String>,
    #[serde(default)]
    adjectives: Vec<String>,
    country: Option<String>,
    at: (f64, f64),
    people: Option<u64>,
    grain: Option<String>,
}

#[derive(Deserialize)]
struct Divisions {
    division: Vec<Division>,
}

#[derive(Deserialize)]
struct Division {
    country: String,
    name: String,
    names: Vec<String>,
}

#[derive(Deserialize)]
struct File {
    #[serde(alias = "region", alias = "area")]
    place: Vec<Place>,
}

/// Codes that GeoNames keeps for countries that are no more.
const GONE: [&str; 2] = ["AN", "CS"];

/// A country of this size with a capital of its own name is a city.
const CITY_KM2: f64 = 1500.0;

/// Adds the countries of GeoNames under the names of countries.toml.
pub fn countries(gathered: &mut Gathered, geonames: &Path, places: &Path, cities: &[City]) -> Result<(), String> {
    let known: BTreeMap<String, GeoCountry> = read_json(&geonames.join("countries.json"))?;
    let mut named: BTreeMap<String, Country> = read_toml(&places.join("countries.toml"))?;
    let mut middles: BTreeMap<&str, Middle> = BTreeMap::new();
    for city in cities {
        middles.entry(&city.countrycode).or_default().add(city.latitude, city.longitude, city.population);
    }
    for (code, country) in known.into_iter().filter(|(code, _)| !GONE.contains(&code.as_str())) {
        let own = named.remove(&code);
        let name = own.as_ref().map_or_else(|| country.name.trim().to_owned(), |own| own.name.clone());
        // The name of a city state is left to its city.
        let is_city = country.areakm2 < CITY_KM2 && country.capital.trim() == country.name.trim();
        let mut names = if is_city { Vec::new() } else { vec![(name.clone(), Naming::Main)] };
        let told = own.as_ref().and_then(|own| own.at);
        if let Some(own) = own {
            names.extend(own.names.into_iter().map(|name| (name, Naming::Other)));
            names.extend(own.adjectives.into_iter().map(|name| (name, Naming::Adjective)));
        }
        let (lat, lon) = told.or_else(|| middles.get(code.as_str()).and_then(Middle::at)).unwrap_or((0.0, 0.0));
        gathered.capitals.insert(code.clone(), country.capital.trim().to_owned());
        let people = country.population;
        let row = Row {
            name,
            names,
            lat,
            lon,
            geonameid: country.geonameid,
            country: Some(code),
            admin1: None,
            people,
            grain: Grain::Country,
        };
        gathered.rows.push(row);
    }
    match named.keys().next() {
        Some(code) => Err(format!("countries.toml: GeoNames has no country {code}")),
        None => Ok(()),
    }
}

/// Gives first divisions their short names.
pub fn short_names(gathered: &mut Gathered, places: &Path) -> Result<(), String> {
    let layer: Divisions = read_toml(&places.join("divisions.toml"))?;
    for division in layer.division {
        let key = fold(&division.name);
        let is_it = |row: &&mut Row| {
            row.grain == Grain::Region
                && row.admin1.is_some()
                && row.country.as_ref() == Some(&division.country)
                && fold(&row.name) == key
        };
        let Some(row) = gathered.rows.iter_mut().find(is_it) else {
            return Err(format!("divisions.toml: {} has no first division {}", division.country, division.name));
        };
        row.names.extend(division.names.into_iter().map(|name| (name, Naming::Other)));
    }
    Ok(())
}

/// Adds disputed areas, regions, sites and settlements that no list has.
pub fn take(gathered: &mut Gathered, places: &Path, cities: &[City]) -> Result<(), String> {
    for (file, grain, people) in [
        ("disputed.toml", Grain::Region, 1_000_000),
        ("regions.toml", Grain::Region, 1_000_000),
        ("sites.toml", Grain::Point, 10_000),
        ("settlements.toml", Grain::Settlement, 10_000),
    ] {
        let layer: File = read_toml(&places.join(file))?;
        for place in layer.place {
            let grain = match place.grain.as_deref() {
                None => grain,
                Some("settlement") => Grain::Settlement,
                Some("district") => Grain::District,
                Some("region") => Grain::Region,
                Some("other") => Grain::Other,
                Some(word) => return Err(format!("{file}: {}: unknown grain {word}", place.name)),
            };
            let mut names = vec![(place.name.clone(), Naming::Main)];
            names.extend(place.names.into_iter().map(|name| (name, Naming::Main)));
            names.extend(place.adjectives.into_iter().map(|name| (name, Naming::Adjective)));
            let admin1 = admin1_of(gathered, &place.country, &names);
            let (lat, lon) = place.at;
            let people = place.people.unwrap_or(people);
            let admin1 =
                admin1.or_else(|| nearest_division(cities, &place.country, place.at).filter(|_| is_small(grain)));
            gathered.rows.push(Row {
                name: place.name,
                names,
                lat,
                lon,
                geonameid: 0,
                country: place.country,
                admin1,
                people,
                grain,
            });
        }
    }
    Ok(())
}

/// The first division that bears one of the names.
fn admin1_of(gathered: &Gathered, country: &Option<String>, names: &[(String, Naming)]) -> Option<String> {
    let keys: Vec<String> = names.iter().map(|(name, _)| fold(name)).collect();
    let mut rows = gathered
        .rows
        .iter()
        .filter(|row| row.grain == Grain::Region && row.country == *country && row.admin1.is_some());
    rows.find(|row| row.names.iter().any(|(name, _)| keys.contains(&fold(name)))).and_then(|row| row.admin1.clone())
}

fn is_small(grain: Grain) -> bool {
    matches!(grain, Grain::Point | Grain::Settlement | Grain::District)
}

/// The first division of the nearest settlement of the country.
fn nearest_division(cities: &[City], country: &Option<String>, at: (f64, f64)) -> Option<String> {
    let country = country.as_deref()?;
    let square = |city: &&City| {
        let (down, right) = (city.latitude - at.0, (city.longitude - at.1) * at.0.to_radians().cos());
        down * down + right * right
    };
    let near = cities.iter().filter(|city| city.countrycode == country);
    let nearest = near.min_by(|a, b| square(a).total_cmp(&square(b)))?;
    Some(format!("{country}.{}", nearest.admin1code))
}
