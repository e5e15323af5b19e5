//! Pages: a phrase and a day, and who that is.

use super::*;
use jiff::civil::date;

fn actors() -> Actors {
    Actors::embedded().expect("the embedded tables load")
}

/// A phrase on a day as one line: key, sectors, country, name.
fn line(actors: &Actors, phrase: &str, on: Date) -> String {
    let who = actors.identify(phrase, Some(on));
    let key = who.key.as_deref().unwrap_or("-");
    let country = who.country.as_deref().unwrap_or("-");
    format!("{key} | {} | {country} | {}", who.sectors.join(" "), who.name)
}

fn page(on: Date, lines: &[(&str, &str)]) {
    let actors = actors();
    for (phrase, wanted) in lines {
        assert_eq!(line(&actors, phrase, on), *wanted, "{phrase}");
    }
}

#[test]
fn states_and_what_stands_for_them() {
    page(
        date(2023, 9, 20),
        &[
            ("Azerbaijan", "AZE | GOV | AZ | Azerbaijan"),
            ("Baku", "AZE | GOV | AZ | Azerbaijan"),
            ("the Democratic Republic of Congo", "COD | GOV | CD | Democratic Republic of the Congo"),
            ("U.S.", "USA | GOV | US | United States"),
            ("the Kremlin", "RUS | GOV | RU | Kremlin"),
            ("Côte d'Ivoire", "CIV | GOV | CI | Ivory Coast"),
            ("us", "- |  | - | us"),
        ],
    );
}

#[test]
fn parts_of_a_state_act_for_it() {
    page(
        date(2023, 9, 20),
        &[
            ("the Azerbaijani Defense Ministry", "AZE | GOV MIL | AZ | Azerbaijani Defense Ministry"),
            ("Sudan's army", "SDN | MIL | SD | Sudan's army"),
            ("Russian peacekeeping forces", "RUS | MIL | RU | Russian peacekeeping forces"),
            ("Georgian police", "GEO | COP | GE | Georgian police"),
            ("Pakistani intelligence officials", "PAK | SPY | PK | Pakistani intelligence officials"),
            ("Ethiopian lawmakers", "ETH | LEG | ET | Ethiopian lawmakers"),
            ("a Kenyan court", "KEN | JUD | KE | Kenyan court"),
            ("officials in Kyrgyzstan", "KGZ | GOV | KG | officials in Kyrgyzstan"),
            ("the Pentagon", "USA | GOV MIL | US | Pentagon"),
            ("police", "- | COP | - | police"),
            ("the ministry", "- | GOV | - | ministry"),
        ],
    );
}

#[test]
fn people_in_office_act_for_the_state_and_others_for_themselves() {
    page(
        date(2023, 9, 20),
        &[
            ("Azerbaijani President Ilham Aliev", "AZE | GOV | AZ | Ilham Aliyev"),
            ("Mr. Pashinian", "ARM | GOV | AM | Nikol Pashinyan"),
            ("Zelensky", "UKR | GOV | UA | Volodymyr Zelenskyy"),
            ("UN Secretary-General Antonio Guterres", "united-nations | IGO UNO | - | Antonio Guterres"),
            ("former President Donald Trump", "donald-trump | ELI | US | Donald Trump"),
            ("Venezuelan opposition leader Juan Guaido", "juan-guaido | OPP | VE | Juan Guaido"),
            ("Malian Foreign Minister Seydou Traore", "MLI | GOV | ML | Seydou Traore"),
            ("Sudanese army spokesman Nabil Abdallah", "SDN | MIL | SD | Nabil Abdallah"),
        ],
    );
}

#[test]
fn the_day_says_which_office_and_which_person() {
    let actors = actors();
    let who = |phrase: &str, on| line(&actors, phrase, on);
    assert_eq!(who("President Bush", date(2005, 3, 1)), "USA | GOV | US | George W. Bush");
    assert_eq!(who("Donald Trump", date(2019, 3, 1)), "USA | GOV | US | Donald Trump");
    assert_eq!(who("Donald Trump", date(2010, 3, 1)), "donald-trump |  | US | Donald Trump");
    assert_eq!(who("Antonio Guterres", date(2012, 3, 1)), "unhcr | IGO UNO REF | - | Antonio Guterres");
    assert_eq!(who("King Abdullah", date(2018, 3, 1)), "JOR | GOV | JO | King Abdullah");
    assert_eq!(who("Saudi King Abdullah", date(2008, 3, 1)), "SAU | GOV | SA | King Abdullah");
    assert_eq!(who("the Taliban", date(2009, 3, 1)), "taliban | REB | AF | Taliban");
    assert_eq!(who("the Taliban", date(2022, 3, 1)), "taliban | GOV | AF | Taliban");
    assert_eq!(actors.holder("AZE", "president", date(2020, 10, 1)), Some("Ilham Aliyev"));
}

#[test]
fn groups_keep_their_key_and_their_victims_do_not() {
    page(
        date(2024, 5, 2),
        &[
            ("Hamas", "hamas | REB | PS | Hamas"),
            ("Hezbollah fighters", "hezbollah | REB PTY | LB | Hezbollah fighters"),
            ("ISIS", "islamic-state | REB | - | Islamic State"),
            ("al-Shabaab militants", "al-shabab | REB | SO | al-Shabaab militants"),
            ("the Farc", "farc | REB | CO | Revolutionary Armed Forces of Colombia"),
            ("M23 rebels", "m23 | REB | CD | M23 rebels"),
            ("the Rapid Support Forces", "rsf | REB | SD | Rapid Support Forces"),
            ("the Arakan Army", "arakan-army | REB | MM | Arakan Army"),
            ("Houthi media", "- | JRN | YE | Houthi media"),
            ("the Hamas-run health ministry", "gaza-health-ministry | GOV MED | PS | Gaza Health Ministry"),
        ],
    );
}

#[test]
fn bodies_between_states() {
    page(
        date(2024, 5, 2),
        &[
            ("NATO officials", "nato | IGO MIL | - | NATO officials"),
            ("the U.N. Security Council", "un-security-council | IGO UNO | - | UN Security Council"),
            ("Médecins Sans Frontières", "msf | NGO MED | - | Doctors Without Borders"),
            ("the ICRC", "red-cross | NGO | - | International Committee of the Red Cross"),
            ("SANA", "sana | JRN | SY | SANA"),
            ("the African Union", "african-union | IGO | - | African Union"),
        ],
    );
}

#[test]
fn people_belong_to_a_country_but_do_not_act_for_it() {
    page(
        date(2024, 5, 2),
        &[
            ("protesters in Tbilisi", "- | OPP | GE | protesters in Tbilisi"),
            ("residents of Darfur", "- | CVL | SD | residents of Darfur"),
            ("two Palestinians", "- | CVL | PS | Palestinians"),
            ("an Israeli", "- | CVL | IL | Israeli"),
            ("Iranian state media", "- | JRN | IR | Iranian state media"),
            ("thousands of Rohingya refugees", "- | REF | - | Rohingya refugees"),
            ("Colombian coffee growers", "- | AGR | CO | Colombian coffee growers"),
        ],
    );
}

#[test]
fn against_the_state_and_for_another() {
    page(
        date(2024, 5, 2),
        &[
            ("the separatist presidency", "- | REB | - | separatist presidency"),
            ("Malian separatists", "- | REB | ML | Malian separatists"),
            ("US-backed rebels", "- | REB | - | US-backed rebels"),
            ("the self-proclaimed government", "- | REB | - | self-proclaimed government"),
            ("Iran and Syria", "- | GOV | - | Iran and Syria"),
            ("U.S. and Iraqi forces", "- | MIL | - | U.S. and Iraqi forces"),
        ],
    );
}

#[test]
fn what_stands_around_the_head_does_not_lead_astray() {
    page(
        date(2007, 5, 2),
        &[
            ("The U.S. military in Iraq", "USA | MIL | US | U.S. military in Iraq"),
            ("as many as 8,500 British troops", "GBR | MIL | GB | British troops"),
            ("Owen Marsh, deputy U.S. ambassador", "USA | GOV | US | Owen Marsh, deputy U.S. ambassador"),
            ("soldiers in Mali", "- | MIL | - | soldiers in Mali"),
            (
                "a spokesman for the Azerbaijani Defense Ministry",
                "AZE | GOV MIL | AZ | spokesman for the Azerbaijani Defense Ministry",
            ),
            ("Mr. Sharon's office", "ariel-sharon | ELI | IL | Mr. Sharon's office"),
        ],
    );
}

#[test]
fn kinds_numbers_and_genders() {
    let actors = actors();
    let who = |phrase: &str| {
        let who = actors.identify(phrase, Some(date(2024, 5, 2)));
        (who.kind, who.number, who.gender)
    };
    assert_eq!(who("Ms. Diallo"), (ActorKind::Person, Some(Number::One), Some(Gender::She)));
    assert_eq!(who("two soldiers").1, Some(Number::Many));
    assert_eq!(who("police").1, Some(Number::Any));
    assert_eq!(who("Baku"), (ActorKind::State, Some(Number::One), Some(Gender::It)));
    assert_eq!(who("the Houthis").0, ActorKind::Group);
    assert_eq!(who("Qorvex").0, ActorKind::Unknown);
}

#[test]
fn phrases_that_could_be_one_actor() {
    let actors = actors();
    let on = Some(date(2023, 9, 20));
    for (a, b, likeness) in [
        ("Armenian Prime Minister Nikol Pashinian", "Mr. Pashinyan", Likeness::Same),
        ("Sidiki Keita", "Keita", Likeness::Name),
        ("Ilham Aliyev", "the Azerbaijani president", Likeness::Name),
        ("the Ligue des Travailleurs Unis", "LTU", Likeness::Name),
        ("Azerbaijan", "Baku", Likeness::Same),
        ("the Azerbaijani Defense Ministry", "the Defense Ministry", Likeness::Name),
        ("the Azerbaijani Defense Ministry", "the ministry", Likeness::Head),
        ("Hamas", "the group", Likeness::Head),
        ("Mali", "the country", Likeness::Head),
        ("two gunmen", "the gunmen", Likeness::Head),
        ("Hamas", "Hezbollah", Likeness::No),
        ("Iranian officials", "Iraqi officials", Likeness::No),
        ("Mr. Diallo", "Ms. Diallo", Likeness::No),
        ("Hamas", "the ministry", Likeness::No),
        ("a soldier", "three soldiers", Likeness::No),
    ] {
        assert_eq!(actors.likeness(a, b, on), likeness, "{a} ~ {b}");
    }
}

#[test]
fn a_table_with_a_wrong_row_says_where() {
    let wrong = |text| Actors::read([("own.toml".to_string(), text)]).map(|_| ()).expect_err("a wrong table");
    let error = wrong("person = [\n    { name = \"Ana Lopes\", of = \"PRT\", held = [\"mayor 2020-13/..\"] },\n]\n");
    assert_eq!(error.line(), 2);
    assert_eq!(wrong("state = 3\n").line(), 1);
    let error = wrong("person = [\n    { name = \"Ana Lopes\", of = \"PRX\", held = [\"mayor 2020/..\"] },\n]\n");
    assert!(error.to_string().starts_with("own.toml:2:27: no state, group or body has the key PRX"), "{error}");
}

#[test]
fn nothing_panics_on_any_phrase() {
    let actors = actors();
    for phrase in [
        "",
        " ",
        ",",
        "’s",
        "-",
        "the",
        "U.S.-",
        "’",
        "é’s—",
        "of of of",
        "İstanbul’s",
        "\u{0}",
        "a,b,c",
        "--led",
        "1,",
        ",1",
    ] {
        actors.identify(phrase, None);
        actors.likeness(phrase, "the group", None);
    }
}
