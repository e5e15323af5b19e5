//! One invented report in every form.

use std::collections::BTreeMap;

use diurna_record::{
    AcledType, Actor, ActorId, ArmedForce, ClaimId, Coded, Codes, EventCodes, EventId, GoldReport, Reviewed, WhenGrain,
};
use serde_json::Value;

use super::view::View;
use super::{acled, annotations, claims, gdelt, geojson, hxl, ics, mentions, plover, polecat, terms, tolls, ucdp};
use crate::codes::Tables;

const GOLD: &str = r#"{"report": {"id": "r1", "publisher": "Example Post", "published": "2024-03-06", "title": "Market shelled"},
  "text": "Élan. The army shelled the market at Orma from Monday to Tuesday, killing at least 13 people, medics said. The River Front said that 20 civilians were killed. Talks on a truce are planned for Friday. The army promised to leave the Vale by noon.",
  "claims": [
    {"id": "c1", "event": "e1", "kind": "fight.shelling", "anchor": "shelled", "quote": "The army shelled the market at Orma from Monday to Tuesday", "speaker": "medics", "cue": "said",
     "stance": "asserts", "actuality": "happened", "by": ["The army"], "against": ["the market"],
     "place": {"text": "Orma", "name": "Orma", "country": "LU", "lat": 49.5, "lon": 6.25, "grain": "settlement"},
     "when": {"text": "from Monday to Tuesday", "from": "2024-03-04", "to": "2024-03-05"}},
    {"id": "c2", "event": "e1", "kind": "toll.killed", "of": "c1", "anchor": "killing", "quote": "killing at least 13 people", "speaker": "medics", "cue": "said",
     "stance": "asserts", "actuality": "happened", "count": {"op": ">=", "value": 13, "max": null, "unit": "people", "text": "at least 13", "part_of": null}},
    {"id": "c3", "event": "e1", "kind": "toll.killed", "of": "c1", "anchor": "killed", "quote": "20 civilians were killed", "speaker": "The River Front", "cue": "said",
     "stance": "asserts", "actuality": "happened", "count": {"op": "=", "value": 20, "max": null, "unit": "civilians", "text": "20", "part_of": null}},
    {"id": "c4", "event": "e2", "kind": "talk.meet", "anchor": "Talks", "quote": "Talks on a truce are planned for Friday", "stance": "asserts", "actuality": "planned",
     "when": {"text": "Friday", "from": "2024-03-08", "to": "2024-03-08"}},
    {"id": "c5", "event": "e3", "kind": "territory.withdraw", "anchor": "leave", "quote": "The army promised to leave the Vale by noon", "speaker": "The army", "cue": "promised",
     "stance": "promises", "actuality": "planned", "by": ["The army"], "place": {"text": "the Vale", "name": "Vale", "country": "LU", "lat": 49.6, "lon": 6.1, "grain": "region"}}],
  "agreements": [{"id": "g1", "event": "e2", "parties": ["The army"], "brokers": [], "terms": ["c5"]}]}"#;

/// The report with its actors and codes.
fn coded() -> Coded {
    let mut record = GoldReport::parse("r1.json", GOLD).expect("a gold report").to_record();
    record.report.sha256 = "ab".repeat(32);
    let actor = |id, name: &str, key: Option<&str>, sector: &str| Actor {
        id: ActorId(id),
        name: name.to_owned(),
        key: key.map(str::to_owned),
        sectors: vec![sector.to_owned()],
        country: Some("LU".to_owned()),
        mentions: Vec::new(),
    };
    record.actors = vec![
        actor(1, "army", Some("LUX"), "MIL"),
        actor(2, "the River Front", Some("river-front"), "REB"),
        actor(3, "medics", None, "MED"),
    ];
    let of = |words: &str| match words {
        "The army" => Some(ActorId(1)),
        "The River Front" => Some(ActorId(2)),
        "medics" => Some(ActorId(3)),
        _ => None,
    };
    for claim in &mut record.claims {
        claim.when.iter_mut().for_each(|when| when.grain = WhenGrain::Day);
        claim.by.iter_mut().chain(&mut claim.against).for_each(|phrase| phrase.actor = of(&phrase.text));
        claim.speaker.iter_mut().for_each(|speaker| speaker.actor = of(&speaker.text));
        claim.count.iter_mut().for_each(|count| count.who = count.unit.clone().filter(|unit| unit == "civilians"));
    }
    let acled = |event: &str, sub: &str| Some(AcledType { event: event.to_owned(), subs: vec![sub.to_owned()] });
    let event =
        |plover: &str, cameo: &str| Some(EventCodes { plover: Some(plover.to_owned()), cameo: Some(cameo.to_owned()) });
    let toll = Codes { fills: Some("fatalities".to_owned()), ..Codes::default() };
    let codes = BTreeMap::from([
        (
            ClaimId(1),
            Codes {
                event: event("ASSAULT:heavy-weapons", "194"),
                acled: acled("Explosions/Remote violence", "Shelling/artillery/missile attack"),
                force: Some(ArmedForce::OnAny),
                fills: None,
            },
        ),
        (ClaimId(2), toll.clone()),
        (ClaimId(3), toll),
        (
            ClaimId(4),
            Codes {
                event: event("AGREE", "03"),
                acled: acled("Strategic developments", "Agreement"),
                ..Codes::default()
            },
        ),
        (
            ClaimId(5),
            Codes {
                event: event("AGREE", "03"),
                acled: acled("Strategic developments", "Non-violent transfer of territory"),
                ..Codes::default()
            },
        ),
    ]);
    Coded { reviewed: Reviewed::from(record), codes, deaths: None }
}

/// Rows under the names of their columns.
fn rows(columns: &[&str], of: fn(&View<'_>) -> Vec<Vec<String>>, coded: &Coded) -> Vec<BTreeMap<String, String>> {
    let tables = Tables::embedded();
    let rows = of(&View::of(coded, &tables));
    assert!(rows.iter().all(|row| row.len() == columns.len()), "every row is as wide as its header");
    rows.into_iter().map(|row| columns.iter().map(|name| (*name).to_owned()).zip(row).collect()).collect()
}

fn values(of: fn(&View<'_>) -> Vec<String>, coded: &Coded) -> Vec<Value> {
    let tables = Tables::embedded();
    of(&View::of(coded, &tables)).iter().map(|text| serde_json::from_str(text).expect("JSON")).collect()
}

#[test]
fn in_acleds_shape_every_figure_and_every_day_is_a_row() {
    let rows = rows(&acled::COLUMNS, acled::rows, &coded());
    let told: Vec<[&str; 3]> =
        rows.iter().map(|row| ["event_date", "fatalities", "time_precision"].map(|name| row[name].as_str())).collect();
    assert_eq!(
        told,
        [["2024-03-04", "7", "1"], ["2024-03-05", "6", "1"], ["2024-03-04", "10", "1"], ["2024-03-05", "10", "1"]]
    );
    let first = &rows[0];
    assert_eq!(
        ["actor1", "inter1", "interaction"].map(|name| first[name].as_str()),
        ["Military Forces of Luxembourg", "State forces", "State forces only"]
    );
    assert_eq!(
        ["latitude", "geo_precision", "iso", "region"].map(|name| first[name].as_str()),
        ["49.5000", "1", "442", "Europe"]
    );
    assert!(
        first["notes"].contains("at least 13") && first["notes"].ends_with("figure divided over 2 days"),
        "{}",
        first["notes"]
    );
}

#[test]
fn by_a_policy_a_happening_is_told_once() {
    let mut coded = coded();
    let deaths = diurna_record::Deaths {
        best: Some(13),
        low: Some(13),
        high: Some(20),
        claims: vec![ClaimId(2), ClaimId(3)],
        told: "the lowest of 2".to_owned(),
    };
    coded.deaths = Some(BTreeMap::from([(EventId(1), deaths)]));
    let dead: Vec<String> =
        rows(&acled::COLUMNS, acled::rows, &coded).iter().map(|row| row["fatalities"].clone()).collect();
    assert_eq!(dead, ["7", "6"]);
    let row = &rows(&ucdp::COLUMNS, ucdp::rows, &coded)[0];
    assert_eq!(["low", "best", "high", "deaths_unknown"].map(|name| row[name].as_str()), ["13", "13", "20", "13"]);
}

#[test]
fn in_ucdps_shape_a_figure_stands_in_one_column_of_the_dead() {
    let rows = rows(&ucdp::COLUMNS, ucdp::rows, &coded());
    let told = |row: &BTreeMap<String, String>| {
        ["low", "best", "high", "deaths_civilians", "deaths_unknown", "source_original"].map(|name| row[name].clone())
    };
    assert_eq!(told(&rows[0]), ["13", "13", "", "", "13", "medics"]);
    assert_eq!(told(&rows[1]), ["20", "20", "20", "20", "", "medics; the River Front"]);
    assert_eq!(
        ["side_a", "country_id", "where_prec", "date_prec"].map(|name| rows[0][name].as_str()),
        ["Government of Luxembourg", "212", "1", "2"]
    );
    assert_eq!(rows.len(), 2);
}

#[test]
fn a_toll_keeps_its_bound_and_its_speaker() {
    let rows = rows(&tolls::COLUMNS, tolls::rows, &coded());
    let told: Vec<[&str; 5]> =
        rows.iter().map(|row| ["op", "min", "max", "group", "speaker_id"].map(|name| row[name].as_str())).collect();
    assert_eq!(told, [[">=", "13", "", "", "a3"], ["=", "20", "20", "civilians", "river-front"]]);
}

#[test]
fn gdelts_mentions_point_into_the_text_of_their_event() {
    let coded = coded();
    let (events, mentions) =
        (rows(&gdelt::COLUMNS, gdelt::rows, &coded), rows(&mentions::COLUMNS, mentions::rows, &coded));
    let event = &events[0];
    assert_eq!(
        ["EventCode", "EventRootCode", "QuadClass", "GoldsteinScale", "Actor1Code"].map(|name| event[name].as_str()),
        ["194", "19", "4", "-10.0", "LUXMIL"]
    );
    assert_eq!(
        ["ActionGeo_Type", "ActionGeo_FullName", "ActionGeo_CountryCode"].map(|name| event[name].as_str()),
        ["4", "Orma, Luxembourg", "LU"]
    );
    assert_eq!(
        (&mentions[0]["GLOBALEVENTID"], mentions[0]["ActionCharOffset"].as_str()),
        (&event["GLOBALEVENTID"], "15")
    );
    // The promise is told for a region: no point.
    assert_eq!((events[2]["ActionGeo_Type"].as_str(), events[2]["ActionGeo_Lat"].as_str()), ("5", ""));
}

#[test]
fn plover_and_polecat_tell_the_same_events() {
    let coded = coded();
    let (records, rows) = (values(plover::lines, &coded), rows(&polecat::COLUMNS, polecat::rows, &coded));
    assert_eq!(records.len(), rows.len());
    let first = &records[0];
    assert_eq!(
        (&first["event"][0], &first["mode"][0], &first["quad_code"]),
        (&"ASSAULT".into(), &"heavy-weapons".into(), &4.into())
    );
    assert_eq!((&first["actor"][0]["code"], &first["actor"][0]["sector"]), (&"LUX".into(), &"MIL".into()));
    assert_eq!(
        (&first["date"], &first["enddate"], &first["event_loc"]["resolution"]),
        (&"2024-03-04".into(), &"2024-03-05".into(), &4.into())
    );
    assert_eq!(
        ["Event Type", "Actor Country", "Primary Actor Sector", "Event Date"].map(|name| rows[0][name].as_str()),
        ["ASSAULT", "LUX", "MIL", ""]
    );
}

#[test]
fn a_region_is_no_dot_on_a_map() {
    let features = values(geojson::features, &coded());
    assert_eq!(features[0]["geometry"]["coordinates"], serde_json::json!([6.25, 49.5]));
    assert_eq!((&features[1]["geometry"], &features[1]["properties"]["grain"]), (&Value::Null, &"region".into()));
}

#[test]
fn an_annotation_points_at_code_points_and_quotes_what_stands_there() {
    let first = &values(annotations::annotations, &coded())[0];
    let [position, quote] = [0, 1].map(|at| &first["target"]["selector"][at]);
    assert_eq!((&position["start"], &position["end"]), (&6.into(), &64.into()));
    assert_eq!(
        (&quote["exact"], &quote["prefix"]),
        (&"The army shelled the market at Orma from Monday to Tuesday".into(), &"Élan. ".into())
    );
}

#[test]
fn talks_that_are_ahead_are_in_the_calendar() {
    let coded = coded();
    let tables = Tables::embedded();
    let events = ics::events(&View::of(&coded, &tables));
    assert_eq!(events.len(), 1);
    assert!(events[0].contains("DTSTART;VALUE=DATE:20240308\r\nDTEND;VALUE=DATE:20240309\r\n"), "{}", events[0]);
}

#[test]
fn a_term_without_a_day_is_pledged() {
    let rows = rows(&terms::COLUMNS, terms::rows, &coded());
    let term = &rows[0];
    assert_eq!(
        ["type", "obligor_ids", "status", "claimed_by", "pam_score"].map(|name| term[name].as_str()),
        ["territory.withdraw", "LUX", "pledged", "army", ""]
    );
}

#[test]
fn a_tagged_table_has_a_tag_for_every_column_and_a_figure_under_its_harm() {
    assert_eq!(hxl::COLUMNS.len(), hxl::TAGS.len());
    let rows = rows(&hxl::COLUMNS, hxl::rows, &coded());
    assert_eq!(rows.len(), 3);
    assert_eq!(["killed", "killed_min", "killed_max"].map(|name| rows[1][name].as_str()), ["13", "13", ""]);
}

#[test]
fn the_claims_of_an_export_keep_their_ids_and_say_that_nobody_looked() {
    let rows = rows(&claims::COLUMNS, claims::rows, &coded());
    assert_eq!(rows[1]["of"], rows[0]["claim_id"]);
    assert_eq!(rows[0]["event_id"], rows[1]["event_id"]);
    assert_eq!(rows[0]["review_status"], "unreviewed");
}
