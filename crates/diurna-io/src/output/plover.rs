//! A record → PLOVER records, a JSON object a line.
//!
//! In: a coded record. Out: for each claim that is an event of PLOVER one object with the fields of the PLOVER manual (chapter 6), as lines, as the manual
//! suggests. A field without a value is left out, save the required ones: `date` is null where no day is told. The report's text is not
//! copied: `text_info` tells where in it the event stands, in code points.

use diurna_record::{Claim, Dyad, EventCodes, Grain, Op, Phrase};
use serde_json::{Map, Value, json};

use super::view::View;

pub(super) fn lines(view: &View<'_>) -> Vec<String> {
    let events = view.record.claims.iter().filter_map(|claim| Some((claim, view.event(claim)?)));
    events
        .filter(|(_, event)| event.plover.is_some())
        .map(|(claim, event)| object(view, claim, event).to_string())
        .collect()
}

fn object(view: &View<'_>, claim: &Claim, event: &EventCodes) -> Value {
    let when = view.when(claim);
    let sort = event.plover_root().and_then(|root| view.tables.plover.types.get(root));
    let dyad = Dyad::of(claim);
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
    let [start, end] = view.points.at(claim.at);
    let from = when.and_then(|when| when.from);
    let to = when.and_then(|when| when.to).filter(|to| Some(*to) != from);
    let made = &view.record.made;
    let object = json!({
        "id": view.ids.claim(claim.id),
        "has_event": true,
        "date": day(from),
        "enddate": day(to),
        "actor": entities(view, &dyad.source),
        "recipient": entities(view, &dyad.target),
        "event": [event.plover_root()],
        "event_loc": location(view, claim),
        "event_text": [claim.quote],
        "quad_code": sort.map(|sort| sort.quad),
        "event_scale": sort.map(|sort| sort.score),
        "mode": event.plover_mode().map(|mode| vec![mode]),
        "size": size(view, claim),
        "text_info": {"start": start, "end": end},
        "cite_info": cite(view),
        "coder": format!("diurna {} (model {}, data {})", made.diurna, made.model, made.data),
        "comment": format!("{}: {}, {}", view.speaker(claim).unwrap_or("the report"), claim.stance, claim.actuality),
    });
    told(object, &["id", "date", "actor", "event"])
}

/// The object without the fields that have no value, save those that must be there.
fn told(object: Value, required: &[&str]) -> Value {
    let Value::Object(fields) = object else { return object };
    let empty = |value: &Value| match value {
        Value::Null => true,
        Value::Array(list) => list.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        _ => false,
    };
    Value::Object(fields.into_iter().filter(|(key, value)| required.contains(&key.as_str()) || !empty(value)).collect())
}

fn entities(view: &View<'_>, phrases: &[Phrase]) -> Vec<Value> {
    let entity = |phrase: &Phrase| {
        let party = view.party(phrase);
        let code = party.state.map(|state| state.alpha3.as_str());
        let body = view.tables.plover.bodies.iter().find(|body| party.sectors().contains(body)).map(String::as_str);
        told(
            json!({
                "code": code.or(body),
                "sector": party.sectors().first(),
                "entity_text": party.text,
                "identifier_text": party.actor.map(|_| party.name),
            }),
            &["code"],
        )
    };
    phrases.iter().map(entity).collect()
}

/// The location object; a point only where there is one.
fn location(view: &View<'_>, claim: &Claim) -> Value {
    let Some(place) = view.place(claim) else { return Value::Null };
    let name = place.name.as_ref().unwrap_or(&place.text);
    let (resolution, point) = match place.grain {
        Grain::Point => (Some(5), true),
        Grain::Settlement => (Some(4), true),
        Grain::District => (Some(3), false),
        Grain::Region => (Some(2), false),
        Grain::Country => (Some(1), false),
        Grain::Other => (None, false),
    };
    let state = view.state(Some(place));
    let location = json!({
        "extracted_place": place.text,
        "resolved_place": place.name,
        "geonameid": place.geonameid,
        "lat": place.lat.filter(|_| point),
        "lon": place.lon.filter(|_| point),
        "city": (place.grain == Grain::Settlement).then_some(name),
        "district": (place.grain == Grain::District).then_some(name),
        "country": state.map(|state| &state.name),
        "country_code": state.map(|state| &state.alpha3),
        "resolution": resolution,
    });
    told(location, &[])
}

/// How many were killed, hurt and arrested, where the claim has one exact figure of it.
fn size(view: &View<'_>, claim: &Claim) -> Value {
    let mut size = Map::new();
    for (field, harm) in [("dead", "killed"), ("injured", "injured"), ("arrested", "detained")] {
        let tolls = view.record.claims.iter().filter(|toll| toll.kind.is_toll() && toll.kind.leaf() == harm);
        let mut own = tolls.filter(|toll| toll.of == Some(claim.id)).filter_map(|toll| toll.count.as_ref());
        if let (Some(count), None) = (own.next(), own.next())
            && let (Some(Op::Equal), Some(value)) = (count.op, count.value)
        {
            size.insert(field.to_owned(), json!(value));
        }
    }
    Value::Object(size)
}

fn cite(view: &View<'_>) -> Value {
    let report = &view.record.report;
    let cite = json!({
        "corpus": report.id,
        "citation": format!("urn:sha256:{}", report.sha256),
        "url": report.url,
        "title": report.title,
        "language": report.language,
        "publication": report.publisher,
        "coder": format!("diurna {}", view.record.made.diurna),
        "version": view.record.made.model,
    });
    told(cite, &[])
}
