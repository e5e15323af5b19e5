//! A record → features of GeoJSON (RFC 7946), one a claim that is told to be somewhere.
//!
//! In: a record. Out: features, longitude first. Only a settlement or a point has a geometry; a district, a region or a country has none, never a dot at its middle:
//! its name and grain stand in the properties.

use diurna_record::{Claim, Grain, Place};
use serde_json::{Value, json};

use super::view::View;

pub(super) fn features(view: &View<'_>) -> Vec<String> {
    let placed = view.record.claims.iter().filter_map(|claim| Some((claim, claim.place.as_ref()?)));
    placed.map(|(claim, place)| feature(view, claim, place).to_string()).collect()
}

fn feature(view: &View<'_>, claim: &Claim, place: &Place) -> Value {
    let point = matches!(place.grain, Grain::Point | Grain::Settlement);
    let geometry = match (place.lat, place.lon) {
        (Some(lat), Some(lon)) if point => json!({"type": "Point", "coordinates": [lon, lat]}),
        _ => Value::Null,
    };
    let report = &view.record.report;
    let when = claim.when.as_ref();
    json!({
        "type": "Feature",
        "id": view.ids.claim(claim.id),
        "geometry": geometry,
        "properties": {
            "event": view.ids.event(claim.event),
            "kind": claim.kind.as_str(),
            "quote": claim.quote,
            "speaker": view.speaker(claim),
            "stance": claim.stance.as_str(),
            "actuality": claim.actuality.as_str(),
            "background": claim.background,
            "place": place.name.as_ref().unwrap_or(&place.text),
            "place_text": place.text,
            "grain": place.grain.as_str(),
            "country": place.country,
            "geonameid": place.geonameid,
            "from": when.and_then(|when| when.from).map(|day| day.to_string()),
            "to": when.and_then(|when| when.to).map(|day| day.to_string()),
            "count": claim.count.as_ref().map(|count| &count.text),
            "value": claim.count.as_ref().and_then(|count| count.value),
            "report": report.id,
            "publisher": report.publisher,
            "published": report.published.map(|day| day.to_string()),
            "url": report.url,
            "chance": (f64::from(claim.chance) * 100.0).round() / 100.0,
        },
    })
}
