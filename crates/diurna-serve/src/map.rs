//! The map: how many claims are about which place.
//!
//! In: which claims are wanted. Out: places with their counts, as a list that a script draws on a map: a dot where the words name the place, a
//! ring where they name something in or near it, a hatched area for a state; what lies no nearer than a region is listed under its state
//! and never becomes a dot. What names no place is counted beside them.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::Html;
use diurna_io::store::{ClaimFilter, ClaimOrder, ClaimRow, MapBox, Page as PageOf, PlaceRow};
use serde::Deserialize;

use crate::house::{House, Trouble};
use crate::shell::{Screen, Shell, query};
use crate::wanted::{Wanted, families};

/// Places drawn at most.
const PLACES: u32 = 1500;
/// Claims listed for one place.
const LISTED: u32 = 30;
/// Half the side of the box around a point, in degrees: a few metres.
const NEAR: f64 = 0.000_05;

/// A place on the map.
struct Place {
    name: String,
    country: String,
    lat: f64,
    lon: f64,
    n: u64,
    near: &'static str,
    claims: String,
}

/// A state, with what lies in it no nearer.
struct Area {
    country: String,
    n: u64,
    names: String,
    claims: String,
}

#[derive(Template)]
#[template(path = "map.html")]
struct Page {
    shell: Shell,
    wanted: Wanted,
    families: Vec<String>,
    places: Vec<Place>,
    areas: Vec<Area>,
    loose: Vec<PlaceRow>,
    unplaced: u64,
    most: u32,
}

/// The page of the map.
pub(crate) async fn page(
    State(house): State<House>,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
) -> Result<Html<String>, Trouble> {
    let filter = wanted.filter();
    let (places, areas, unplaced) = house
        .read(move |store| {
            Ok((store.places(&filter, PLACES)?, store.areas(&filter, PLACES)?, store.unplaced(&filter)?))
        })
        .await?;
    let (stated, loose): (Vec<PlaceRow>, Vec<PlaceRow>) = areas.into_iter().partition(|area| area.country.is_some());
    let page = Page {
        shell: Shell::of(&house, &headers, Screen::Map),
        families: families(house.kinds()),
        places: joined(places).into_iter().filter_map(|row| place(row, &wanted)).collect(),
        areas: by_state(stated, &wanted),
        loose,
        unplaced,
        most: PLACES,
        wanted,
    };
    Ok(Html(page.render()?))
}

/// Rows of one point as one.
fn joined(rows: Vec<PlaceRow>) -> Vec<PlaceRow> {
    let mut joined: Vec<PlaceRow> = Vec::new();
    for row in rows {
        match joined.iter_mut().find(|known| known.name == row.name && known.lat == row.lat && known.lon == row.lon) {
            Some(known) => known.claims += row.claims,
            None => joined.push(row),
        }
    }
    joined.sort_by(|one, other| other.claims.cmp(&one.claims).then_with(|| one.name.cmp(&other.name)));
    joined
}

fn place(row: PlaceRow, wanted: &Wanted) -> Option<Place> {
    let (lat, lon) = (row.lat?, row.lon?);
    Some(Place {
        claims: format!("/map/claims?lat={lat}&lon={lon}&{}", wanted.query()),
        name: row.name,
        country: row.country.unwrap_or_default(),
        lat,
        lon,
        n: row.claims,
        // A known site is where it is; a settlement may stand for anything inside it.
        near: if row.grain == "point" { "no" } else { "yes" },
    })
}

fn by_state(rows: Vec<PlaceRow>, wanted: &Wanted) -> Vec<Area> {
    let mut areas: Vec<Area> = Vec::new();
    for row in rows {
        let country = row.country.unwrap_or_default();
        let told = format!("{} ({})", row.name, row.claims);
        match areas.iter_mut().find(|area| area.country == country) {
            Some(area) => {
                area.n += row.claims;
                area.names = format!("{}, {told}", area.names);
            }
            None => areas.push(Area {
                claims: format!("/map/claims?country={}&{}", query(&country), wanted.query()),
                n: row.claims,
                names: told,
                country,
            }),
        }
    }
    areas.sort_by(|one, other| other.n.cmp(&one.n).then(one.country.cmp(&other.country)));
    areas
}

/// Which place's claims are asked for.
#[derive(Deserialize)]
pub(crate) struct Here {
    lat: Option<f64>,
    lon: Option<f64>,
    country: Option<String>,
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    words: String,
}

#[derive(Template)]
#[template(path = "claims.html")]
struct Listed {
    total: u64,
    rows: Vec<ClaimRow>,
}

/// The claims about one place, as a part of the page.
pub(crate) async fn claims(State(house): State<House>, Query(here): Query<Here>) -> Result<Html<String>, Trouble> {
    let Here { lat, lon, country, from, to, kind, words } = here;
    let within = lat.zip(lon).map(|(lat, lon)| MapBox {
        west: lon - NEAR,
        south: lat - NEAR,
        east: lon + NEAR,
        north: lat + NEAR,
    });
    let wanted = Wanted { from, to, kind, words };
    let filter = ClaimFilter { within, country, order: ClaimOrder::Latest, ..wanted.filter() };
    let found = house.read(move |store| store.claims(&filter, PageOf { from: 0, size: LISTED })).await?;
    Ok(Html(Listed { total: found.total, rows: found.rows }.render()?))
}
