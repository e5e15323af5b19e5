//! A record → GDELT 2.0 events: 61 columns between tabs, no header.
//!
//! In: a coded record. Out: a row for each event of CAMEO, that is all claims of a happening with one code and the same two actors. What GDELT alone knows (known
//! groups, ethnic and religious codes, tone, its own place numbers) stays empty. Country codes of actors are ISO alpha-3, those of places FIPS 10-4.

use std::collections::BTreeMap;

use diurna_record::{Claim, Dyad, Grain, Place, When};
use jiff::civil::Date;

use super::cells::Row;
use super::ids::number;
use super::view::{Party, View};

/// GDELT's columns.
#[rustfmt::skip]
pub const COLUMNS: [&str; 61] = [
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    "Actor1Code", "Actor1Name", "Actor1CountryCode", "Actor1KnownGroupCode", "Actor1EthnicCode", "Actor1Religion1Code",
    "Actor1Religion2Code", "Actor1Type1Code", "Actor1Type2Code", "Actor1Type3Code",
    "Actor2Code", "Actor2Name", "Actor2CountryCode", "Actor2KnownGroupCode", "Actor2EthnicCode", "Actor2Religion1Code",
    "Actor2Religion2Code", "Actor2Type1Code", "Actor2Type2Code", "Actor2Type3Code",
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions",
    "NumSources", "NumArticles", "AvgTone",
    "Actor1Geo_Type", "Actor1Geo_FullName", "Actor1Geo_CountryCode", "Actor1Geo_ADM1Code", "Actor1Geo_ADM2Code",
    "Actor1Geo_Lat", "Actor1Geo_Long", "Actor1Geo_FeatureID",
    "Actor2Geo_Type", "Actor2Geo_FullName", "Actor2Geo_CountryCode", "Actor2Geo_ADM1Code", "Actor2Geo_ADM2Code",
    "Actor2Geo_Lat", "Actor2Geo_Long", "Actor2Geo_FeatureID",
    "ActionGeo_Type", "ActionGeo_FullName", "ActionGeo_CountryCode", "ActionGeo_ADM1Code", "ActionGeo_ADM2Code",
    "ActionGeo_Lat", "ActionGeo_Long", "ActionGeo_FeatureID", "DATEADDED", "SOURCEURL",
];

pub(super) fn rows(view: &View<'_>) -> Vec<Vec<String>> {
    events(view).iter().map(|event| row(view, event)).collect()
}

/// Claims of one happening with one code and the same actors.
pub(super) struct Event<'a> {
    /// The number that its row and its mentions share.
    pub(super) id: u64,
    pub(super) code: &'a str,
    pub(super) claims: Vec<&'a Claim>,
}

/// The CAMEO events of a record, in the order of their first claims.
pub(super) fn events<'a>(view: &View<'a>) -> Vec<Event<'a>> {
    let mut events: Vec<Event> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for claim in &view.record.claims {
        let Some(code) = view.event(claim).and_then(|event| event.cameo.as_deref()) else { continue };
        let dyad = Dyad::of(claim);
        let side = |phrases: &[_]| phrases.iter().map(|it| view.party(it).id()).collect::<Vec<_>>().join(",");
        let key = format!("{}\n{code}\n{}\n{}", view.ids.event(claim.event), side(&dyad.source), side(&dyad.target));
        let at = *known.entry(key.clone()).or_insert_with(|| {
            events.push(Event { id: number(&key), code, claims: Vec::new() });
            events.len() - 1
        });
        if let Some(event) = events.get_mut(at) {
            event.claims.push(claim);
        }
    }
    events
}

fn row(view: &View<'_>, event: &Event<'_>) -> Vec<String> {
    let mut row = Row::of(&COLUMNS);
    row.set("GLOBALEVENTID", event.id);
    let Some(claim) = event.claims.first() else { return row.cells() };
    dates(view.when(claim), &mut row);
    let dyad = Dyad::of(claim);
    for (side, prefix) in [(&dyad.source, "Actor1"), (&dyad.target, "Actor2")] {
        if let Some(phrase) = side.first() {
            actor(view, &view.party(phrase), prefix, &mut row);
        }
    }
    let cameo = &view.tables.cameo;
    row.set("EventCode", event.code);
    row.set("EventBaseCode", event.code.get(..3).unwrap_or(event.code));
    row.set_some("EventRootCode", event.code.get(..2));
    row.set_some("QuadClass", cameo.quad(event.code)).set_some("GoldsteinScale", cameo.goldstein(event.code));
    row.set("NumMentions", event.claims.len()).set("NumSources", 1).set("NumArticles", 1);
    if let Some(place) = view.place(claim) {
        geography(view, place, &mut row);
    }
    row.set_some("DATEADDED", view.record.report.published.map(stamp));
    row.set_some("SOURCEURL", view.record.report.url.as_ref());
    row.cells()
}

/// A day as GDELT's moments have it, without a time of day.
pub(super) fn stamp(day: Date) -> String {
    format!("{}000000", day.strftime("%Y%m%d"))
}

/// The day, where one is told; else the month or the year that holds the whole stretch.
fn dates(when: Option<&When>, row: &mut Row) {
    let Some(when) = when else { return };
    let (Some(from), to) = (when.from, when.to) else { return };
    let to = to.unwrap_or(from);
    if from == to {
        let day = f64::from(i32::from(from.month()) * 30 + i32::from(from.day())) / 365.0;
        row.set("SQLDATE", from.strftime("%Y%m%d"));
        row.set("FractionDate", format!("{:.4}", f64::from(from.year()) + day));
    }
    if (from.year(), from.month()) == (to.year(), to.month()) {
        row.set("MonthYear", from.strftime("%Y%m"));
    }
    if from.year() == to.year() {
        row.set("Year", from.year());
    }
}

fn actor(view: &View<'_>, party: &Party<'_>, prefix: &str, row: &mut Row) {
    let country = party.state.map(|state| state.alpha3.as_str());
    let types = party.sectors().iter().filter_map(|sector| view.tables.cameo.sectors.get(sector));
    let types: Vec<&str> = types.take(3).map(String::as_str).collect();
    row.set(&format!("{prefix}Code"), format!("{}{}", country.unwrap_or_default(), types.concat()));
    row.set(&format!("{prefix}Name"), party.name.to_uppercase());
    row.set_some(&format!("{prefix}CountryCode"), country);
    for (at, code) in types.iter().enumerate() {
        row.set(&format!("{prefix}Type{}Code", at + 1), code);
    }
}

/// The place of the action; a point only where there is one.
fn geography(view: &View<'_>, place: &Place, row: &mut Row) {
    let name = place.name.as_ref().unwrap_or(&place.text);
    let state = view.state(Some(place));
    let home = state.is_some_and(|state| state.alpha3 == view.tables.cameo.home);
    let (sort, point) = match place.grain {
        Grain::Country => (Some(1), false),
        Grain::Settlement | Grain::Point => (Some(if home { 3 } else { 4 }), true),
        Grain::Region | Grain::District => (Some(if home { 2 } else { 5 }), false),
        Grain::Other => (None, false),
    };
    row.set_some("ActionGeo_Type", sort);
    let country =
        state.filter(|_| place.grain != Grain::Country).map_or(String::new(), |state| format!(", {}", state.name));
    row.set("ActionGeo_FullName", format!("{name}{country}"));
    row.set_some("ActionGeo_CountryCode", state.and_then(|state| state.fips.as_ref()));
    if point {
        row.set_some("ActionGeo_Lat", place.lat).set_some("ActionGeo_Long", place.lon);
    }
}
