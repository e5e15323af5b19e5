use super::*;
use crate::output::GDELT_COLUMNS;
use diurna_record::{Actuality, Grain, JsonText, Stance};

fn gdelt(cells: &[(&str, &str)]) -> String {
    let value = |name: &&str| cells.iter().find(|(of, _)| of == name).map_or("", |(_, value)| value);
    GDELT_COLUMNS.iter().map(value).collect::<Vec<_>>().join("\t")
}

#[test]
fn a_row_of_gdelt_is_a_claim_with_its_words_in_the_row() {
    let line = gdelt(&[
        ("GLOBALEVENTID", "1200"),
        ("SQLDATE", "20240304"),
        ("Actor1Code", "LUXMIL"),
        ("Actor1Name", "LUXEMBOURG"),
        ("Actor2Code", "CVL"),
        ("Actor2Name", "VILLAGERS"),
        ("EventCode", "194"),
        ("ActionGeo_Type", "4"),
        ("ActionGeo_FullName", "Orma, Luxembourg"),
        ("ActionGeo_CountryCode", "LU"),
        ("ActionGeo_Lat", "49.5"),
        ("ActionGeo_Long", "6.25"),
        ("DATEADDED", "20240306120000"),
        ("SOURCEURL", "https://example.org/a"),
    ]);
    let record = row(&line, &Tables::embedded()).expect("a row of GDELT");
    let claim = &record.claims[0];
    assert_eq!(
        (claim.kind.as_str(), claim.by[0].text.as_str(), claim.against[0].text.as_str()),
        ("fight.shelling", "LUXEMBOURG", "VILLAGERS")
    );
    assert_eq!((record.actors[0].key.as_deref(), record.actors[0].sectors.join(",")), (Some("LUX"), "MIL".to_owned()));
    let place = claim.place.as_ref().expect("a place");
    assert_eq!(
        (place.name.as_deref(), place.country.as_deref(), place.lat, place.grain),
        (Some("Orma"), Some("LU"), Some(49.5), Grain::Settlement)
    );
    assert_eq!(
        claim.when.as_ref().and_then(|when| when.from).map(|day| day.to_string()),
        Some("2024-03-04".to_owned())
    );
    assert_eq!((record.made.model.as_str(), record.report.url.as_deref()), ("GDELT", Some("https://example.org/a")));
    assert_eq!(Record::from_json(&record.to_json(JsonText::In)).expect("its own JSON"), record);
}

#[test]
fn a_row_of_petrarch_is_a_claim_and_a_code_without_a_kind_is_a_note() {
    let told = row("20240304\tLUXGOV\t---\t138\tDEMO-1", &Tables::embedded()).expect("a row of PETRARCH");
    let claim = &told.claims[0];
    assert_eq!((claim.stance, claim.against.len(), told.report.id.as_str()), (Stance::Threatens, 0, "DEMO-1"));
    let none = row("20240304\tLUXGOV\tBEL\t061\tDEMO-2", &Tables::embedded()).expect("a row of PETRARCH");
    assert_eq!((none.claims.len(), none.notes[0].code.as_str()), (0, "no-kind"));
    assert!(row("a\tb\tc", &Tables::embedded()).is_none());
}

#[test]
fn a_sentence_of_petrarch_keeps_its_text_as_the_quote() {
    let xml = "<Sentences><Sentence date=\"20240304\" id=\"DEMO-1\" source=\"DEMO\"><EventCoding sourcecode=\"BELCOP\" targetcode=\"LUX\" eventcode=\"185\"/>\
        <Text>\n Police failed to kill\n the envoy. </Text></Sentence></Sentences>";
    let record = &sentences(xml, &Tables::embedded()).expect("XML")[0];
    let claim = &record.claims[0];
    assert_eq!((claim.quote.as_str(), claim.actuality), ("Police failed to kill the envoy.", Actuality::Attempted));
    assert_eq!((claim.by[0].text.as_str(), record.actors[0].sectors.join(",")), ("BELCOP", "COP".to_owned()));
    assert!(sentences("<Sentences>", &Tables::embedded()).is_err());
}
