//! A record → rows in POLECAT's form, a row a claim that is an event of PLOVER.
//!
//! In: a coded record. Out: tab-separated rows with POLECAT's 40 columns. Several names in one cell are joined with `; `. What POLECAT takes from
//! Wikipedia, and its contexts, stay empty.

use diurna_record::{Claim, Dyad, EventCodes, Grain, Phrase};

use super::cells::{Row, joined};
use super::view::{Party, View};

/// POLECAT's columns.
#[rustfmt::skip]
pub const COLUMNS: [&str; 40] = [
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name",
    "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw",
    "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector",
    "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City", "District",
    "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type", "Source",
    "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
];

pub(super) fn rows(view: &View<'_>) -> Vec<Vec<String>> {
    let events = view.record.claims.iter().filter_map(|claim| Some((claim, view.event(claim)?)));
    events.filter(|(_, event)| event.plover.is_some()).map(|(claim, event)| row(view, claim, event)).collect()
}

fn row(view: &View<'_>, claim: &Claim, event: &EventCodes) -> Vec<String> {
    let report = &view.record.report;
    let mut row = Row::of(&COLUMNS);
    row.set("Event ID", view.ids.claim(claim.id));
    // One day, or nothing: the column holds no stretch.
    let day = view.when(claim).and_then(|when| when.from.filter(|from| when.to == Some(*from)));
    row.set_some("Event Date", day);
    row.set_some("Event Type", event.plover_root()).set_some("Event Mode", event.plover_mode());
    let sort = event.plover_root().and_then(|root| view.tables.plover.types.get(root));
    row.set_some("Intensity", sort.map(|sort| format!("{:.1}", sort.score)));
    row.set_some("Quad Code", sort.map(|sort| sort.quad));
    let dyad = Dyad::of(claim);
    side(view, &dyad.source, "Actor", &mut row);
    side(view, &dyad.target, "Recipient", &mut row);
    geography(view, claim, &mut row);
    row.set_some("Source", report.publisher.as_ref()).set_some("Publication Date", report.published);
    row.set("Story Locations", locations(view));
    row.set_some("Language", report.language.as_ref());
    row.set("Version", format!("diurna {}", view.record.made.diurna));
    row.cells()
}

fn side(view: &View<'_>, phrases: &[Phrase], who: &str, row: &mut Row) {
    let parties: Vec<Party> = phrases.iter().map(|phrase| view.party(phrase)).collect();
    let mut sectors: Vec<&str> = parties.iter().flat_map(|party| party.sectors().iter().map(String::as_str)).collect();
    let primary = sectors.first().copied();
    sectors.sort_unstable();
    sectors.dedup();
    let states: Vec<_> = parties.iter().filter_map(|party| party.state).collect();
    row.set(&format!("{who} Name"), joined(parties.iter().map(|party| party.name)));
    row.set(&format!("{who} Country"), joined(states.iter().map(|state| &state.alpha3)));
    row.set(&format!("{who} COW"), joined(states.iter().filter_map(|state| state.cow.map(|cow| cow.to_string()))));
    row.set_some(&format!("Primary {who} Sector"), primary);
    row.set(&format!("{who} Sectors"), joined(sectors));
    row.set(&format!("{who} Name Raw"), joined(parties.iter().map(|party| party.text)));
}

fn geography(view: &View<'_>, claim: &Claim, row: &mut Row) {
    let Some(place) = view.place(claim) else { return };
    let name = place.name.as_ref().unwrap_or(&place.text);
    row.set("Placename", name).set("Raw Placename", &place.text);
    row.set_some("Country", view.state(Some(place)).map(|state| &state.alpha3));
    row.set_some("GeoNames ID", place.geonameid);
    match place.grain {
        Grain::Point | Grain::Settlement => {
            row.set_some("City", (place.grain == Grain::Settlement).then_some(name));
            row.set_some("Latitude", place.lat).set_some("Longitude", place.lon);
        }
        Grain::District => {
            row.set("District", name);
        }
        Grain::Region | Grain::Country | Grain::Other => {}
    }
}

/// Every place of the report, once.
fn locations(view: &View<'_>) -> String {
    let mut names: Vec<&str> = Vec::new();
    for place in view.record.claims.iter().filter_map(|claim| claim.place.as_ref()) {
        let name = place.name.as_deref().unwrap_or(&place.text);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    joined(names)
}
