//! Natural Earth: first divisions under other spellings, landscapes, and towns that GeoNames' list lacks.

use super::{Gathered, Grain, Naming, Row, fold::fold, read_json, settlements::City};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

#[derive(Deserialize)]
struct Layer<P> {
    features: Vec<Feature<P>>,
}

#[derive(Deserialize)]
struct Feature<P> {
    properties: P,
    geometry: Option<Geometry>,
}

#[derive(Deserialize)]
#[serde(tag = "type", content = "coordinates")]
enum Geometry {
    Point(Vec<f64>),
    Polygon(Vec<Vec<Vec<f64>>>),
    MultiPolygon(Vec<Vec<Vec<Vec<f64>>>>),
}

#[derive(Deserialize)]
struct Division {
    iso_a2: Option<String>,
    name: Option<String>,
}

#[derive(Deserialize)]
struct State {
    iso_a2: Option<String>,
    name: Option<String>,
    latitude: Option<f64>,
    longitude: Option<f64>,
}

#[derive(Deserialize)]
struct Landscape {
    featurecla: Option<String>,
    name: Option<String>,
    namealt: Option<String>,
}

#[derive(Deserialize)]
struct Town {
    name: Option<String>,
    iso_a2: Option<String>,
    latitude: f64,
    longitude: f64,
    pop_max: f64,
    geonameid: Option<f64>,
}

/// Adds what Natural Earth knows and the gathered rows do not.
pub fn take(gathered: &mut Gathered, earth: &Path, cities: &[City]) -> Result<(), String> {
    middles(gathered, &earth.join("ne_50m_admin_1_states_provinces.json"))?;
    divisions(gathered, &earth.join("ne_10m_admin_1_label_points.json"))?;
    landscapes(gathered, &earth.join("ne_10m_geography_regions_polys.json"), cities)?;
    towns(gathered, &earth.join("ne_10m_populated_places_simple.json"), cities)
}

/// Large divisions have their towns on one side: their labels stand nearer to the middle.
fn middles(gathered: &mut Gathered, path: &Path) -> Result<(), String> {
    let layer: Layer<State> = read_json(path)?;
    let states: BTreeMap<(String, String), (f64, f64)> = layer
        .features
        .into_iter()
        .filter_map(|Feature { properties: state, .. }| {
            Some(((state.iso_a2?, fold(&state.name?)), (state.latitude?, state.longitude?)))
        })
        .collect();
    for row in gathered.rows.iter_mut().filter(|row| row.grain == Grain::Region) {
        let key = (row.country.clone().unwrap_or_default(), fold(&row.name));
        if let Some(at) = states.get(&key) {
            (row.lat, row.lon) = *at;
        }
    }
    Ok(())
}

fn divisions(gathered: &mut Gathered, path: &Path) -> Result<(), String> {
    let layer: Layer<Division> = read_json(path)?;
    let mut known: BTreeSet<(String, String)> = gathered
        .rows
        .iter()
        .filter(|row| row.grain == Grain::Region)
        .flat_map(|row| row.names.iter().map(|(name, _)| (row.country.clone().unwrap_or_default(), fold(name))))
        .collect();
    for feature in layer.features {
        let (Some(country), Some(name), Some(Geometry::Point(at))) =
            (feature.properties.iso_a2, feature.properties.name, feature.geometry)
        else {
            continue;
        };
        let is_name = country.len() == 2 && !name.contains(['(', '|', '?']) && name.chars().count() > 2;
        if is_name && at.len() == 2 && known.insert((country.clone(), fold(&name))) {
            let names = vec![(name.clone(), Naming::Other)];
            let (lat, lon) = (at[1], at[0]);
            let row = Row {
                name,
                names,
                lat,
                lon,
                geonameid: 0,
                country: Some(country),
                admin1: None,
                people: 0,
                grain: Grain::Region,
            };
            gathered.rows.push(row);
        }
    }
    Ok(())
}

fn landscapes(gathered: &mut Gathered, path: &Path, cities: &[City]) -> Result<(), String> {
    let layer: Layer<Landscape> = read_json(path)?;
    let mut known: BTreeSet<String> = BTreeSet::new();
    for feature in layer.features {
        let Landscape { featurecla: Some(class), name: Some(name), namealt } = feature.properties else { continue };
        let grain = match class.as_str() {
            "Continent" | "Dragons-be-here" => continue,
            "Lake" => Grain::Other,
            _ => Grain::Region,
        };
        let rings: Vec<Vec<Vec<f64>>> = match feature.geometry {
            Some(Geometry::Polygon(rings)) => rings.into_iter().take(1).collect(),
            Some(Geometry::MultiPolygon(parts)) => {
                parts.into_iter().filter_map(|rings| rings.into_iter().next()).collect()
            }
            _ => continue,
        };
        let name = spelled_out(&name);
        if name.chars().count() < 4 || !known.insert(fold(&name)) {
            continue;
        }
        let Some((lat, lon)) = middle(&rings) else { continue };
        let (country, people) = settled(&rings, cities);
        let mut names = vec![(name.clone(), Naming::Main)];
        names.extend(namealt.map(|name| (spelled_out(&name), Naming::Other)));
        gathered.rows.push(Row { name, names, lat, lon, geonameid: 0, country, admin1: None, people, grain });
    }
    Ok(())
}

fn towns(gathered: &mut Gathered, path: &Path, cities: &[City]) -> Result<(), String> {
    let layer: Layer<Town> = read_json(path)?;
    let ids: BTreeSet<u32> = cities.iter().map(|city| city.geonameid).collect();
    let mut near: BTreeMap<(i32, i32), Vec<&City>> = BTreeMap::new();
    for city in cities {
        near.entry((city.latitude.floor() as i32, city.longitude.floor() as i32)).or_default().push(city);
    }
    for Feature { properties: town, .. } in layer.features {
        let (Some(name), Some(country)) = (town.name, town.iso_a2) else { continue };
        let id = town.geonameid.filter(|id| *id > 0.0).map_or(0, |id| id as u32);
        let key = fold(&name);
        let is_known = ids.contains(&id)
            || (-1..=1).any(|down| {
                (-1..=1).any(|right| {
                    let cell = (town.latitude.floor() as i32 + down, town.longitude.floor() as i32 + right);
                    near.get(&cell)
                        .into_iter()
                        .flatten()
                        .any(|city| fold(&city.name) == key || city.alternatenames.iter().any(|name| fold(name) == key))
                })
            });
        if is_known || country.len() != 2 || country == "-9" {
            continue;
        }
        gathered.rows.push(Row {
            names: vec![(name.clone(), Naming::Main)],
            name,
            lat: town.latitude,
            lon: town.longitude,
            geonameid: id,
            country: Some(country),
            admin1: None,
            people: town.pop_max.max(0.0) as u64,
            grain: Grain::Settlement,
        });
    }
    Ok(())
}

/// "Nuba Mts." as "Nuba Mountains".
fn spelled_out(name: &str) -> String {
    const SHORT: [(&str, &str); 10] = [
        ("Mts.", "Mountains"),
        ("Mts", "Mountains"),
        ("Ra.", "Range"),
        ("Plat.", "Plateau"),
        ("I.", "Island"),
        ("Is.", "Islands"),
        ("Pen.", "Peninsula"),
        ("Penin.", "Peninsula"),
        ("Des.", "Desert"),
        ("Arch.", "Archipelago"),
    ];
    let words = name
        .split_whitespace()
        .filter(|word| *word != ".")
        .map(|word| SHORT.iter().find(|(short, _)| *short == word).map_or(word, |(_, long)| *long));
    words.collect::<Vec<_>>().join(" ")
}

fn middle(rings: &[Vec<Vec<f64>>]) -> Option<(f64, f64)> {
    let points = || rings.iter().flatten().filter(|point| point.len() >= 2);
    let (mut west, mut east, mut south, mut north) = (180.0_f64, -180.0_f64, 90.0_f64, -90.0_f64);
    for point in points() {
        (west, east) = (west.min(point[0]), east.max(point[0]));
        (south, north) = (south.min(point[1]), north.max(point[1]));
    }
    (west <= east).then_some(((south + north) / 2.0, (west + east) / 2.0))
}

/// The country that nine in ten settlements inside the rings lie in, and the people of all of them.
fn settled(rings: &[Vec<Vec<f64>>], cities: &[City]) -> (Option<String>, u64) {
    let mut people = 0;
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for ring in rings {
        let (mut west, mut east, mut south, mut north) = (180.0_f64, -180.0_f64, 90.0_f64, -90.0_f64);
        for point in ring.iter().filter(|point| point.len() >= 2) {
            (west, east) = (west.min(point[0]), east.max(point[0]));
            (south, north) = (south.min(point[1]), north.max(point[1]));
        }
        for city in cities {
            let (x, y) = (city.longitude, city.latitude);
            if x >= west && x <= east && y >= south && y <= north && is_inside(ring, x, y) {
                *counts.entry(&city.countrycode).or_default() += 1;
                people += city.population;
            }
        }
    }
    let all: usize = counts.values().sum();
    (counts.into_iter().find(|(_, number)| number * 10 >= all * 9).map(|(country, _)| country.to_owned()), people)
}

/// Whether a ray from the point crosses the ring an odd number of times.
fn is_inside(ring: &[Vec<f64>], x: f64, y: f64) -> bool {
    let mut inside = false;
    for pair in ring.windows(2) {
        let (Some(&[x1, y1]), Some(&[x2, y2])) = (pair[0].first_chunk::<2>(), pair[1].first_chunk::<2>()) else {
            continue;
        };
        if (y1 > y) != (y2 > y) && x < (x2 - x1) * (y - y1) / (y2 - y1) + x1 {
            inside = !inside;
        }
    }
    inside
}
