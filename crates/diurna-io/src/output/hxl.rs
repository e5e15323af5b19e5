//! A record → an HXL-tagged table: a header, a row of hashtags, then a row a claim.
//!
//! In: a coded record. Out: rows for what happened, goes on or was tried; a toll fills the column of its harm with its figure and its bounds. Hashtags are those that
//! HDX gives to conflict events, with ours for people hurt and displaced. Figures of two rows may tell of the same people and are not to be summed.

use diurna_record::{Claim, Dyad};

use super::cells::{Row, joined};
use super::deeds::{bounds, is_deed};
use super::view::View;

/// The columns.
#[rustfmt::skip]
pub const COLUMNS: [&str; 31] = [
    "claim_id", "event_id", "kind", "actuality", "stance", "speaker", "side_a", "side_b", "country", "iso3", "adm2", "place",
    "latitude", "longitude", "date_start", "date_end", "killed", "killed_min", "killed_max", "children_killed", "injured",
    "injured_min", "injured_max", "displaced", "displaced_min", "displaced_max", "description", "source", "source_date", "url", "report_id",
];

/// The hashtags under them.
#[rustfmt::skip]
pub const TAGS: [&str; 31] = [
    "#meta+claim+id", "#event+id", "#event+type", "#status+actuality", "#status+stance", "#contact+speaker+name", "#group+name+first",
    "#group+name+second", "#country+name", "#country+code", "#adm2+name", "#loc+name", "#geo+lat", "#geo+lon", "#date+start",
    "#date+end", "#affected+killed", "#affected+killed+min", "#affected+killed+max", "#affected+killed+children",
    "#affected+injured", "#affected+injured+min", "#affected+injured+max", "#affected+idps", "#affected+idps+min",
    "#affected+idps+max", "#description", "#meta+source", "#date+published", "#meta+url", "#meta+report+id",
];

pub(super) fn rows(view: &View<'_>) -> Vec<Vec<String>> {
    view.record.claims.iter().filter(|claim| is_deed(claim)).map(|claim| row(view, claim)).collect()
}

fn row(view: &View<'_>, claim: &Claim) -> Vec<String> {
    let report = &view.record.report;
    let dyad = Dyad::of(claim);
    let names = |side: &[_]| joined(side.iter().map(|phrase| view.party(phrase).name.to_owned()));
    let (place, when) = (view.place(claim), view.when(claim));
    let state = view.state(place);
    let mut row = Row::of(&COLUMNS);
    row.set("claim_id", view.ids.claim(claim.id)).set("event_id", view.ids.event(claim.event));
    row.set("kind", &claim.kind).set("actuality", claim.actuality).set("stance", claim.stance);
    row.set_some("speaker", view.speaker(claim));
    row.set("side_a", names(&dyad.source)).set("side_b", names(&dyad.target));
    row.set_some("country", state.map(|state| &state.name)).set_some("iso3", state.map(|state| &state.alpha3));
    if let Some(place) = place {
        use diurna_record::Grain::{District, Point, Settlement};
        let name = place.name.as_ref().unwrap_or(&place.text);
        row.set("place", name).set_some("adm2", (place.grain == District).then_some(name));
        let point = matches!(place.grain, Point | Settlement);
        row.set_some("latitude", place.lat.filter(|_| point)).set_some("longitude", place.lon.filter(|_| point));
    }
    row.set_some("date_start", when.and_then(|when| when.from)).set_some("date_end", when.and_then(|when| when.to));
    figures(claim, &mut row);
    row.set("description", &claim.quote).set_some("source", report.publisher.as_ref());
    row.set_some("source_date", report.published).set_some("url", report.url.as_ref()).set("report_id", &report.id);
    row.cells()
}

fn figures(claim: &Claim, row: &mut Row) {
    let Some(count) = claim.count.as_ref().filter(|_| claim.kind.is_toll()) else { return };
    let harm = claim.kind.leaf();
    let children = count.who.as_deref() == Some("children");
    if children && COLUMNS.contains(&format!("children_{harm}").as_str()) {
        row.set_some(&format!("children_{harm}"), count.value);
    } else if COLUMNS.contains(&harm) {
        let (min, max) = bounds(count);
        row.set_some(harm, count.value.filter(|_| count.max.is_none()));
        row.set_some(&format!("{harm}_min"), min).set_some(&format!("{harm}_max"), max);
    }
}
