//! Counts as pages: the words, then what they must say.

use super::*;

fn words() -> CountWords {
    CountWords::embedded().expect("the embedded tables load")
}

/// "op value max unit who" of a text that is a count.
fn said(text: &str) -> String {
    let Some(count) = words().parse(text) else { return "nothing".to_owned() };
    told(&count)
}

fn told(count: &ParsedCount) -> String {
    let number = |n: Option<u64>| n.map_or("-".to_owned(), |n| n.to_string());
    let word = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
    let op = count.op.map_or("-", Op::as_str);
    format!("{op} {} {} {} / {}", number(count.value), number(count.max), word(&count.unit), word(&count.who))
}

#[test]
fn a_figure_with_its_bound() {
    for (text, says) in [
        ("12", "= 12 - - / -"),
        ("at least 12 people", ">= 12 - people / -"),
        ("At least one", ">= 1 - - / -"),
        ("more than two dozen suspects", "> 24 - suspects / -"),
        ("more than a million Nigerians", "> 1000000 - Nigerians / -"),
        ("over 300 homes", "> 300 - homes / buildings"),
        ("upward of 20 soldiers", "> 20 - soldiers / soldiers"),
        ("exceeded 20", "> 20 - - / -"),
        ("no fewer than nine rebels", ">= 9 - rebels / fighters"),
        ("no more than six shells", "<= 6 - shells / missiles"),
        ("up to 10,000 civilians", "<= 10000 - civilians / civilians"),
        ("as many as 40 conscripts", "<= 40 - conscripts / soldiers"),
        ("fewer than 30 boats", "< 30 - boats / ships"),
        ("some 400 families", "~ 400 - families / -"),
        ("nearly 200", "~ 200 - - / -"),
        ("an estimated 2,00,000", "~ 200000 - - / -"),
        ("close to a million", "~ 1000000 - - / -"),
        ("almost all of the 31,000", "~ 31000 - - / -"),
        ("30 or more farmers", ">= 30 - farmers / civilians"),
        ("200-plus", ">= 200 - - / -"),
        ("50 or so guards", "~ 50 - guards / guards"),
    ] {
        assert_eq!(said(text), says, "{text}");
    }
}

#[test]
fn ranges() {
    for (text, says) in [
        ("between 10 and 12 crewmen", "range 10 12 crewmen / sailors"),
        ("15 to 20 fighters", "range 15 20 fighters / fighters"),
        ("from three to 12", "range 3 12 - / -"),
        ("eight or nine defectors", "range 8 9 defectors / -"),
        ("2 to 3 million people", "range 2000000 3000000 people / -"),
        ("an estimated 200 to 400 villagers", "range 200 400 villagers / civilians"),
    ] {
        assert_eq!(said(text), says, "{text}");
    }
}

#[test]
fn vague_words_have_no_number() {
    for (text, says) in [
        ("dozens of miners", "- - - miners / workers"),
        ("tens of thousands", "- - - - / -"),
        ("hundreds of thousands of people", "- - - people / -"),
        ("several policemen", "- - - policemen / police"),
        ("a few hundred", "- - - - / -"),
        ("a large number of detainees", "- - - detainees / prisoners"),
        ("80 percent", "- - - - / -"),
        ("two-thirds", "- - - - / -"),
        ("the victims", "- - - people / -"),
        ("women and children", "- - - women / women"),
        ("all", "- - - - / -"),
    ] {
        assert_eq!(said(text), says, "{text}");
    }
}

#[test]
fn no_one_and_one() {
    for (text, says) in [
        ("no", "= 0 - - / -"),
        ("No one", "= 0 - - / -"),
        ("no casualties", "= 0 - people / -"),
        ("none of them", "= 0 - - / -"),
        ("unhurt", "= 0 - - / -"),
        ("escaped injury", "= 0 - people / -"),
        ("a sergeant", "= 1 - sergeant / soldiers"),
        ("another policeman", "= 1 - policeman / police"),
        ("another five labourers", "= 5 - labourers / workers"),
        ("the third militant", "= 1 - militant / fighters"),
        ("sixth", "= 6 - - / -"),
        ("both", "= 2 - - / -"),
        ("himself", "= 1 - - / -"),
        ("his driver", "= 1 - driver / workers"),
        ("Samira Haddad", "= 1 - - / -"),
        ("10-member", "= 10 - member / -"),
    ] {
        assert_eq!(said(text), says, "{text}");
    }
}

#[test]
fn the_noun_behind_the_figure() {
    for (text, says) in [
        ("32 dead", "= 32 - people / -"),
        ("15 dead soldiers", "= 15 - soldiers / soldiers"),
        ("31 others", "= 31 - people / -"),
        ("five of them children", "= 5 - children / children"),
        ("two of those", "= 2 - - / -"),
        ("four of the seven drones", "= 4 - drones / drones"),
        ("nine soldiers of the Ninth Brigade", "= 9 - soldiers / soldiers"),
        ("16 alleged gang members", "= 16 - members / -"),
        ("three aid workers", "= 3 - aid workers / aid-workers"),
        ("two crew members", "= 2 - crew members / sailors"),
    ] {
        assert_eq!(said(text), says, "{text}");
    }
}

#[test]
fn a_count_in_its_text() {
    let text = "The clinic said it had treated at least 40 wounded women since dawn.";
    let at = text.find("at least 40").expect("there");
    let count = words().parse_at(text, at..at + "at least 40".len()).expect("a count");
    assert_eq!(told(&count), ">= 40 - women / women");
    assert_eq!(&text[count.at], "at least 40");
    assert_eq!(words().parse_at(text, 0..text.len() + 1), None);
    assert_eq!(words().parse_at(text, 0..0), None);
}

#[test]
fn a_count_that_was_cut_off_is_read_whole() {
    for (text, own, says, whole) in [
        ("Medics counted at least 63 dead.", "at", ">= 63 - people / -", "at least 63"),
        ("Close to a million villagers fled.", "Close to", "~ 1000000 - villagers / civilians", "Close to a million"),
        ("Two hundred prisoners escaped.", "Two", "= 200 - prisoners / prisoners", "Two hundred"),
        ("The two drivers died.", "The", "= 2 - drivers / workers", "The two"),
    ] {
        let at = text.find(own).expect("there");
        let count = words().parse_at(text, at..at + own.len()).expect("a count");
        assert_eq!((told(&count).as_str(), &text[count.at]), (says, whole), "{text}");
    }
}

#[test]
fn an_age_is_one_person() {
    for (text, own, value) in [
        ("A 3-year-old boy was killed.", "A 3", Some(1)),
        ("An 80yo man died.", "80", Some(1)),
        ("Shrapnel killed a 22-month-old girl.", "22", Some(1)),
        ("The 17 years old driver died.", "17", Some(1)),
        ("Shells hit the 12-year-olds.", "12", None),
        ("Amina Yusuf, 54, died at once.", "54", Some(1)),
        ("In the hospital, 54, mostly women, died.", "54", Some(54)),
        ("Shells hit three old men.", "three", Some(3)),
    ] {
        let at = text.find(own).expect("there");
        let count = words().parse_at(text, at..at + own.len()).expect("a count");
        assert_eq!(count.value, value, "{text}");
    }
}

#[test]
fn a_part_of_a_count_told_before() {
    for (text, own, part) in [
        ("The blast killed 12, including two children.", "two", true),
        ("The blast killed 12, three of them women.", "three", true),
        ("The blast killed 12, among them a medic.", "a medic", true),
        ("The blast killed 12 and wounded three.", "three", false),
    ] {
        let at = text.find(own).expect("there");
        assert_eq!(words().is_part(text, at..at + own.len()), part, "{text}");
    }
}

#[test]
fn counts_of_a_running_text() {
    let text = "Shelling killed at least 12 people and wounded dozens of shoppers on March 5, 2024, 30 kilometers from Adré. \
        Two soldiers, aged 19 and 23, died; no civilians were hurt. The army spent $4 million and fired 40 rockets \
        over three days. By 10:30 p.m. about 2,000 families had fled. In 2014 it was half of them.";
    let found: Vec<String> =
        words().find(text).iter().map(|count| format!("{} = {}", &text[count.at.clone()], told(count))).collect();
    assert_eq!(
        found,
        [
            "at least 12 = >= 12 - people / -",
            "dozens = - - - shoppers / civilians",
            "Two = = 2 - soldiers / soldiers",
            "no = = 0 - civilians / civilians",
            "40 = = 40 - rockets / missiles",
            "about 2,000 = ~ 2000 - families / -",
        ]
    );
}

#[test]
fn any_text_is_survived() {
    let words = words();
    for text in [
        "",
        " ",
        "½",
        "1,",
        "-",
        "between",
        "between 5 and",
        "at least",
        "١٢",
        "a a a",
        "more than more than",
        "९,९९९",
        "\u{301}",
        "12th",
        "“",
    ] {
        let _ = (words.parse(text), words.find(text), words.unit_of(text), words.parse_at(text, 0..text.len()));
    }
    assert_eq!(words.parse(""), None);
}

#[test]
fn the_harmed_are_people() {
    assert_eq!(said("the wounded"), "- - - people / -");
    assert_eq!(said("the dead"), "- - - people / -");
    assert_eq!(said("more than a 1,000 captives"), "> 1000 - captives / prisoners");
    assert_eq!(said("the other"), "= 1 - people / -");
    assert_eq!(said("another youth"), "= 1 - youth / -");
}

#[test]
fn a_long_chain_of_bounds_is_read_in_no_time() {
    let text = "more than ".repeat(50_000) + &"the ".repeat(50_000);
    assert!(words().find(&text).is_empty());
}

#[test]
fn all_capitals() {
    assert_eq!(said("AT LEAST 12 SOLDIERS"), ">= 12 - SOLDIERS / soldiers");
    assert_eq!(said("TWENTY-FIVE DEAD"), "= 25 - people / -");
}
