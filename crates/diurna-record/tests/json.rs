//! What a record looks like on the wire, and what comes back.

mod common;

use common::record;
use diurna_record::{JsonText, Record, TextIs};

#[test]
fn the_keys_and_their_order_are_the_contract() {
    let expected = concat!(
        r#"{"schema":1,"report":{"id":"r1","url":"https://example.org/1","publisher":"Example Wire","published":"2024-05-08","#,
        r#""title":"Drones \"hit\" Kyïv","language":"en","#,
        r#""sha256":"0000000000000000000000000000000000000000000000000000000000000000"},"#,
        r#""text":"«Drones hit Kyïv at dawn», the mayor said on Tuesday, killing 2–3 people if reports hold.","#,
        r#""made":{"diurna":"0.1.0","model":"m1","data":"d1"},"#,
        r#""actors":[{"id":"a1","name":"the mayor","key":"UKR","sectors":["GOV"],"country":"UA","mentions":[{"at":[27,36]}]}],"#,
        r#""claims":[{"id":"c1","event":"e1","kind":"fight.airstrike","anchor":{"at":[8,11],"text":"hit"},"at":[1,24],"#,
        r#""quote":"Drones hit Kyïv at dawn","#,
        r#""speaker":{"actor":"a1","at":[27,36],"text":"the mayor","is":{"at":null,"text":"Vitali Example"}},"via":[],"#,
        r#""cue":{"at":[37,41],"text":"said"},"stance":"asserts","actuality":"happened","if":null,"direct_quote":true,"#,
        r#""background":false,"by":[],"against":[{"actor":null,"at":[12,16],"text":"Kyïv"}],"with":[],"#,
        r#""means":[{"actor":null,"at":[1,7],"text":"Drones"}],"#,
        r#""place":{"at":[12,16],"text":"Kyïv","name":"Kyiv","geonameid":703448,"country":"UA","lat":50.45,"lon":30.5238,"#,
        r#""grain":"settlement","rivals":[{"name":"Kyiv, Poland","geonameid":null,"country":null,"lat":null,"lon":null}]},"#,
        r#""when":{"at":[17,24],"text":"at dawn","from":"2024-05-07","to":"2024-05-07","edtf":"2024-05-07","grain":"hour","#,
        r#""until":"2024-05-07T05:00+03:00","anchor":"text"},"count":null,"of":null,"chance":0.87,"#,
        r#""why":"pattern fight.airstrike/hit"},"#,
        r#"{"id":"c2","event":"e1","kind":"toll.killed","anchor":{"at":[54,61],"text":"killing"},"at":[54,72],"#,
        r#""quote":"killing 2–3 people","speaker":null,"via":[{"actor":"a1","at":[27,36],"text":"the mayor"}],"cue":null,"#,
        r#""stance":"confirms","actuality":"conditional","if":{"at":[76,88],"text":"reports hold"},"direct_quote":false,"#,
        r#""background":true,"by":[],"against":[],"with":[],"means":[],"place":null,"when":null,"#,
        r#""count":{"at":[62,65],"op":"range","value":2,"max":3,"unit":"people","who":"civilians","text":"2–3","#,
        r#""part_of":"c1"},"of":"c1","chance":0.5,"why":"model"}],"#,
        r#""agreements":[{"id":"g1","event":"e1","kind":"agree.ceasefire","parties":["a1"],"brokers":[],"terms":["c1"],"#,
        r#""effective":"2024-05-09T13:00+03:00"}],"noise":[{"at":[73,88],"why":"residue"}],"#,
        r#""notes":[{"code":"no-date","at":null,"message":"no date is told"}],"source_map":[[12,120,12]]}"#,
    );
    assert_eq!(record().to_json(JsonText::In), expected);
}

#[test]
fn a_record_comes_back_as_it_was() {
    let record = record();
    assert_eq!(Record::from_json(&record.to_json(JsonText::In)), Ok(record.clone()));
    assert_eq!(Record::from_json(&record.to_json_pretty(JsonText::In)), Ok(record));
}

#[test]
fn a_record_without_its_text_still_reads_as_its_words() {
    let json = record().to_json(JsonText::Out);
    assert!(!json.contains("\"text\":\"«Drones"));
    let read = Record::from_json(&json).expect("a record");
    assert_eq!(read.text_is, TextIs::Pieces);
    let strike = &read.claims[0];
    assert_eq!(strike.at.of(&read.text), "Drones hit Kyïv at dawn");
    assert_eq!(strike.place.as_ref().map(|place| place.at.of(&read.text)), Some("Kyïv"));
    assert_eq!(read.claims[1].count.as_ref().map(|count| count.at.of(&read.text)), Some("2–3"));
    assert_eq!(read.to_json(JsonText::In), json, "the text that is not known is not made up");
}

#[test]
fn a_number_that_is_no_number_is_null() {
    let mut record = record();
    record.claims[0].chance = f32::NAN;
    record.claims[0].place.as_mut().expect("told").lat = Some(f64::INFINITY);
    let json = record.to_json(JsonText::In);
    assert!(json.contains("\"lat\":null") && json.contains("\"chance\":0.0"));
    assert!(Record::from_json(&json).is_ok());
}

#[test]
fn what_is_wrong_is_said_with_its_key() {
    let json = record().to_json(JsonText::In);
    let wrong = |from: &str, to: &str| {
        assert!(json.contains(from), "{from}");
        Record::from_json(&json.replacen(from, to, 1)).expect_err("malformed").to_string()
    };
    assert_eq!(wrong(r#""asserts""#, r#""says""#), r#"claims[0].stance: "says" is not a value of this key"#);
    assert_eq!(
        wrong(r#"{"at":[62,65],"#, r#"{"at":[62,900],"#),
        "claims[1].count.at: [62, 900] is not in a text of 89 code points"
    );
    assert_eq!(
        wrong(r#"[12,120,12]"#, r#"[12,120,99]"#),
        "source_map[0].at: [12, 111] is not in a text of 89 code points"
    );
    assert_eq!(wrong(r#""schema":1"#, r#""schema":2"#), "schema: this program reads schema 1, not 2");
    assert!(wrong(r#""kind":"fight.airstrike","#, "").starts_with("record: missing field `kind`"));
    assert!(wrong(r#""schema""#, "").starts_with("record: "));
}

#[test]
fn a_position_beyond_every_text_is_refused_not_reserved() {
    let json = record().to_json(JsonText::Out).replacen("[54,72]", "[54,18446744073709551615]", 1);
    assert!(Record::from_json(&json).is_err());
}
