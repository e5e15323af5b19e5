//! Pages: a text, and the places that must come out.

use super::*;
use diurna_record::Place;

fn gazetteer() -> Gazetteer {
    Gazetteer::embedded().expect("the embedded tables are sound")
}

/// The places of phrases that stand in a text in this order.
fn places(text: &str, phrases: &[&str]) -> Vec<Place> {
    let mut from = 0;
    let spans: Vec<Span> = phrases
        .iter()
        .map(|phrase| {
            let start = from + text[from..].find(phrase).expect("the phrase stands in the text");
            from = start + 1;
            Span::within(text, start, start + phrase.len()).expect("on character boundaries")
        })
        .collect();
    resolve(&spans, &Setting { text, published: None, title: None, dateline: None }, &gazetteer())
}

/// "name | country | grain", and "at lat lon" in whole degrees where it is on the map.
fn told(place: &Place) -> String {
    let at = place.lat.zip(place.lon).map_or(String::new(), |(lat, lon)| format!(" at {lat:.0} {lon:.0}"));
    let name = place.name.as_deref().unwrap_or("?");
    let country = place.country.as_deref().unwrap_or("?");
    format!("{name} | {country} | {}{at}", place.grain.as_str())
}

fn page(text: &str, phrases: &[(&str, &str)]) {
    let words: Vec<&str> = phrases.iter().map(|(phrase, _)| *phrase).collect();
    let found = places(text, &words);
    for ((phrase, wanted), place) in phrases.iter().zip(&found) {
        assert_eq!(told(place), *wanted, "{phrase}");
    }
}

#[test]
fn a_name_with_its_type() {
    page(
        "Shells hit the northern city of Mosul and a market in Saada province. Talks open in the Azerbaijani town of Yevlakh.",
        &[
            ("the northern city of Mosul", "Mosul | IQ | settlement at 36 43"),
            ("a market in Saada province", "market in Saada province | YE | point"),
            ("the Azerbaijani town of Yevlakh", "Yevlakh | AZ | settlement at 41 47"),
        ],
    );
}

#[test]
fn a_part_of_a_state_has_no_point() {
    page(
        "Fighting went on in eastern Ukraine. Bandits rode through northwestern Zamfara state in Nigeria.",
        &[
            ("eastern Ukraine", "eastern Ukraine | UA | region"),
            ("northwestern Zamfara state", "Zamfara state | NG | region"),
        ],
    );
}

#[test]
fn a_list_lies_in_the_state_that_all_share() {
    page(
        "Rockets fell on Idlib and Aleppo, and the group is active in Iraq and Syria.",
        &[("Idlib and Aleppo", "Idlib, Aleppo | SY | other"), ("Iraq and Syria", "Iraq, Syria | ? | other")],
    );
}

#[test]
fn many_or_some_have_no_point() {
    page(
        "In Sudan, several towns in Darfur were burned, and one of the hospitals in Omdurman was hit.",
        &[
            ("several towns in Darfur", "several towns in Darfur | SD | other"),
            ("one of the hospitals in Omdurman", "one of the hospitals in Omdurman | SD | point at 16 32"),
        ],
    );
}

#[test]
fn a_village_of_the_report_s_own_state_wins_over_a_famous_namesake() {
    page(
        "Colombian soldiers found four bodies at a mine near Buenos Aires, in the Cauca department of Colombia.",
        &[("a mine near Buenos Aires", "mine near Buenos Aires | CO | point at 3 -77")],
    );
    page("He was born in Paris, Texas.", &[("Paris", "Paris | US | settlement at 34 -96")]);
}

#[test]
fn rivals_stay() {
    let found = places("The convoy left Tripoli at dawn.", &["Tripoli"]);
    assert_eq!(found[0].country.as_deref(), Some("LY"));
    assert!(found[0].rivals.iter().any(|rival| rival.country.as_deref() == Some("LB")));
}

#[test]
fn the_city_and_the_bridge_are_those_named_before() {
    page(
        "Drones struck the Kosti bridge in Sudan on Monday. The bridge was closed. Shops in the city stayed shut, and in the capital people queued.",
        &[
            ("the Kosti bridge", "Kosti | SD | point at 13 33"),
            ("The bridge", "Kosti | SD | point at 13 33"),
            ("the city", "Kosti | SD | settlement at 13 33"),
            ("the capital", "Khartoum | SD | settlement at 16 33"),
        ],
    );
}

#[test]
fn the_capital_of_the_state_in_the_phrase() {
    page(
        "Ministers met in the Turkish capital and in Yemen's capital, Sanaa.",
        &[
            ("the Turkish capital", "Ankara | TR | settlement at 40 33"),
            ("Yemen's capital, Sanaa", "Sanaa | YE | settlement at 15 44"),
        ],
    );
}

#[test]
fn a_village_that_no_table_has_gets_its_state_alone() {
    page(
        "In Myanmar, soldiers entered the town of Hsein Kaung near Lashio and shelled the Loi Pang ridge. Hsein Kaung was empty.",
        &[
            ("the town of Hsein Kaung", "Hsein Kaung | MM | settlement"),
            ("the Loi Pang ridge", "Loi Pang | MM | other"),
            ("Hsein Kaung", "Hsein Kaung | MM | settlement"),
        ],
    );
}

#[test]
fn a_hotel_may_bear_the_name_of_a_far_city() {
    page(
        "Gunmen stormed a hotel in the Somali city of Beledweyne. Elders were staying at the Qahira Hotel, police in Somalia said.",
        &[
            ("a hotel in the Somali city of Beledweyne", "hotel in the Somali city of Beledweyne | SO | point at 5 45"),
            ("the Qahira Hotel", "Qahira | SO | point at 5 45"),
        ],
    );
}

#[test]
fn neighbours_are_no_single_state() {
    page(
        "People fled Sudan to neighboring countries, including Chad and Egypt, and to towns in Chad.",
        &[(
            "neighboring countries, including Chad and Egypt",
            "neighboring countries, including Chad and Egypt | ? | other",
        )],
    );
}

#[test]
fn known_names_in_a_text() {
    let text = "May Green of Reading said the Red Cross left Goma for Beni, Congo, with U.S. help. Congolese troops stayed; us too.";
    let found = gazetteer().find(text);
    let names: Vec<&str> = found.iter().map(|name| name.at.of(text)).collect();
    assert_eq!(names, ["Goma", "Beni", "Congo", "U.S.", "Congolese"]);
    assert!(found[4].is_adjective());
}

#[test]
fn spellings_of_one_town() {
    let gazetteer = gazetteer();
    for (one, other) in [
        ("Kyiv", "Kiev"),
        ("Stepanakert", "Khankendi"),
        ("Khan Younis", "Khan Yunis"),
        ("Odesa", "ODESSA"),
        ("Nuseirat", "An-Nuseirat"),
    ] {
        let first = |name: &str| gazetteer.candidates(name).into_iter().find_map(|place| place.geonameid);
        assert!(first(one).is_some(), "{one}");
        assert_eq!(first(one), first(other), "{one} and {other}");
    }
    assert!(gazetteer.candidates("Nowhere-on-Sea").is_empty());
}

#[test]
fn a_disputed_area_has_a_state_and_a_history() {
    let gazetteer = gazetteer();
    page("Shelling resumed in Nagorno-Karabakh.", &[("Nagorno-Karabakh", "Nagorno-Karabakh | AZ | region")]);
    let day = |text: &str| text.parse::<jiff::civil::Date>().ok();
    let before = gazetteer.dispute("Artsakh", day("2020-10-01")).expect("it is in the layer");
    assert_eq!(before.held, Some("Nagorno-Karabakh separatists"));
    let after = gazetteer.dispute("Artsakh", day("2024-01-01")).expect("it is in the layer");
    assert_eq!(after.held, Some("AZ"));
    assert_eq!(gazetteer.dispute("Crimea", None).expect("it is in the layer").claimed, ["UA", "RU"]);
    assert!(gazetteer.dispute("Lyon", None).is_none());
}

#[test]
fn nothing_panics_on_odd_phrases() {
    let text = "’s — , of, the 's' “of” near the the U.S.’s İ ﬁ 북한 \u{301}a St. of";
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let gazetteer = gazetteer();
    let setting = Setting { text, published: None, title: Some(text), dateline: None };
    let spans: Vec<Span> =
        ends.iter().flat_map(|start| ends.iter().filter_map(|end| Span::within(text, *start, *end))).collect();
    assert_eq!(resolve(&spans, &setting, &gazetteer).len(), spans.len());
}
