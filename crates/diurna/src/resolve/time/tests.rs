//! Times as pages: the words, the day they were written, then the days they must name.

use super::*;

fn words() -> TimeWords {
    TimeWords::embedded().expect("the embedded tables load")
}

/// "from..to" of the words of a time in a report of Wednesday 8 May 2024.
fn days(text: &str, tense: Tense) -> String {
    let context = TimeContext { published: Some(jiff::civil::date(2024, 5, 8)), tense, ..Default::default() };
    told(text, &context)
}

fn told(text: &str, context: &TimeContext) -> String {
    let Some(found) = words().resolve(text, context) else { return "nothing".to_owned() };
    let day = |day: Option<Date>| day.map_or(String::new(), |day| day.to_string());
    if found.from == found.to { day(found.from) } else { format!("{}..{}", day(found.from), day(found.to)) }
}

fn past(cases: &[(&str, &str)]) {
    for (text, says) in cases {
        assert_eq!(days(text, Tense::Past), *says, "{text}");
    }
}

fn future(cases: &[(&str, &str)]) {
    for (text, says) in cases {
        assert_eq!(days(text, Tense::Future), *says, "{text}");
    }
}

#[test]
fn weekdays() {
    past(&[
        ("on Tuesday", "2024-05-07"),
        ("Wednesday", "2024-05-08"),
        ("Thursday's", "2024-05-02"),
        ("last Wednesday", "2024-05-01"),
        ("late Saturday", "2024-05-04"),
        ("early on Monday", "2024-05-06"),
        ("Monday morning", "2024-05-06"),
        ("earlier Wednesday", "2024-05-08"),
        ("before dawn on Tuesday", "2024-05-07"),
        ("shortly after 4 a.m. on Tuesday", "2024-05-07"),
        ("on the night of Friday", "2024-05-03"),
        ("ON TUESDAY", "2024-05-07"),
    ]);
    future(&[
        ("on Tuesday", "2024-05-14"),
        ("next Wednesday", "2024-05-15"),
        ("at noon on Friday", "2024-05-10"),
        ("by Monday", "..2024-05-13"),
    ]);
}

#[test]
fn days_near_the_day_of_writing() {
    past(&[
        ("today", "2024-05-08"),
        ("yesterday evening", "2024-05-07"),
        ("overnight", "2024-05-07..2024-05-08"),
        ("overnight raids that ended at dawn on Monday", "2024-05-05..2024-05-06"),
        ("at dawn this morning", "2024-05-08"),
        ("last night", "2024-05-07"),
        ("earlier today", "2024-05-08"),
        ("the day before", "2024-05-09"),
        ("the previous day", "2024-05-07"),
        ("three days ago", "2024-05-05"),
        ("in recent days", "..2024-05-08"),
        ("in the past 24 hours", "2024-05-07..2024-05-08"),
        ("in the past week", "2024-05-01..2024-05-08"),
        ("recently", "..2024-05-08"),
        ("more recently, in December", "2023-12-01..2023-12-31"),
    ]);
    future(&[
        ("tomorrow", "2024-05-09"),
        ("in the coming days", "2024-05-08.."),
        ("within two weeks", "..2024-05-22"),
        ("in two weeks", "..2024-05-22"),
    ]);
}

#[test]
fn weeks_months_and_years() {
    past(&[
        ("last week", "2024-04-29..2024-05-05"),
        ("this week", "2024-05-06..2024-05-08"),
        ("over the weekend", "2024-05-04..2024-05-05"),
        ("last month", "2024-04-01..2024-04-30"),
        ("earlier this month", "2024-05-01..2024-05-07"),
        ("this year", "2024-01-01..2024-05-08"),
        ("last year", "2023-01-01..2023-12-31"),
        ("a year ago", "2023-01-01..2023-12-31"),
        ("two weeks ago", "2024-04-24"),
        ("six weeks ago", "2024-03-25..2024-03-31"),
        ("in March", "2024-03-01..2024-03-31"),
        ("in June", "2023-06-01..2023-06-30"),
        ("last September", "2023-09-01..2023-09-30"),
        ("in late 2001", "2001-10-01..2001-12-31"),
        ("in the 1980s", "1980-01-01..1989-12-31"),
    ]);
    future(&[
        ("next month", "2024-06-01..2024-06-30"),
        ("in June", "2024-06-01..2024-06-30"),
        ("later this year", "2024-05-09..2024-12-31"),
        ("by the end of the year", "..2024-12-31"),
        ("before the end of the month", "..2024-05-31"),
    ]);
}

#[test]
fn dates_in_full_and_in_part() {
    past(&[
        ("on March 5", "2024-03-05"),
        ("on Feb. 27", "2024-02-27"),
        ("June 12", "2023-06-12"),
        ("5 March 2021", "2021-03-05"),
        ("the 5th of March", "2024-03-05"),
        ("December eighth", "2023-12-08"),
        ("Tuesday, January 30, 2018", "2018-01-30"),
        ("2014-07-17", "2014-07-17"),
        ("17.07.2014", "2014-07-17"),
        ("in 2014", "2014-01-01..2014-12-31"),
        ("one afternoon in 2017", "2017-01-01..2017-12-31"),
        ("January this year", "2024-01-01..2024-01-31"),
        ("in the fall of 2020", "2020-09-01..2020-11-30"),
        ("in fall 2020", "2020-09-01..2020-11-30"),
        ("last winter", "2023-12-01..2024-02-29"),
        ("on Christmas Eve", "2023-12-24"),
        ("during Ramadan", "2024-03-11..2024-04-09"),
    ]);
    future(&[
        ("by May 18", "..2024-05-18"),
        ("on January 2", "2025-01-02"),
        ("on Eid al-Adha", "2024-06-16..2024-06-19"),
    ]);
}

#[test]
fn bounds_leave_an_end_open() {
    past(&[
        ("since August 2021", "2021-08-01.."),
        ("since late 2020", "2020-10-01.."),
        ("since the army entered the valley a week ago", "2024-05-01.."),
        ("since Sunday", "2024-05-05.."),
        ("from 1988 to 1994", "1988-01-01..1994-12-31"),
        ("between March and April", "2024-03-01..2024-04-30"),
        ("1976 - 1983", "1976-01-01..1983-12-31"),
        ("for 11 years", "2013-01-01..2024-05-08"),
        ("for months", "..2024-05-08"),
        ("for five days last week", "2024-04-29..2024-05-05"),
        ("in 2000 and 2001", "2000-01-01..2001-12-31"),
        ("between April 12 and 14", "2024-04-12..2024-04-14"),
        ("in the early hours of Friday", "2024-05-03"),
        ("since they broke a four-month truce on January second", "2024-01-02.."),
    ]);
    future(&[
        ("from May 14", "2024-05-14.."),
        ("until Friday", "..2024-05-10"),
        ("until Friday morning", "..2024-05-10"),
    ]);
}

#[test]
fn the_day_just_told() {
    let context = TimeContext {
        published: Some(jiff::civil::date(2024, 5, 8)),
        tense: Tense::Past,
        event_day: Some(jiff::civil::date(2024, 4, 20)),
        dateline_zone: None,
    };
    for (text, says) in [
        ("the next day", "2024-04-21"),
        ("the previous day", "2024-04-19"),
        ("that day", "2024-04-20"),
        ("on the same day", "2024-04-20"),
        ("on the day", "2024-04-20"),
        ("since then", "2024-04-20.."),
        ("moments later", "2024-04-20"),
        ("two weeks earlier", "2024-04-06"),
        ("three days later", "2024-04-23"),
        // The claim is what came before: "the strike came eight days after shells hit the bridge" tells the shelling.
        ("eight days after", "2024-04-12"),
        // Here the clause tells the day, and the claim comes after it.
        ("the day after the bridge was hit", "2024-04-21"),
        ("around midday", "2024-04-20"),
        ("two days", "2024-04-19..2024-04-20"),
    ] {
        assert_eq!(told(text, &context), says, "{text}");
    }
}

#[test]
fn a_time_of_day_by_the_clock_of_the_place() {
    let words = words();
    let yerevan = TimeZone::get("Asia/Yerevan").expect("a known zone");
    let context = TimeContext {
        published: Some(jiff::civil::date(2024, 5, 8)),
        tense: Tense::Future,
        event_day: None,
        dateline_zone: Some(yerevan),
    };
    let until =
        |text: &str| words.resolve(text, &context).and_then(|found| found.until).map(|moment| moment.to_string());
    assert_eq!(until("at 1 p.m. local time").as_deref(), Some("2024-05-08T13:00+04:00"));
    assert_eq!(until("by 9:30 a.m. on Friday").as_deref(), Some("2024-05-10T09:30+04:00"));
    assert_eq!(until("at 0600 GMT on Friday").as_deref(), Some("2024-05-10T06:00+00:00"));
    assert_eq!(until("on Friday"), None);
    let nowhere = TimeContext { dateline_zone: None, ..context };
    let noon = words.resolve("at noon", &nowhere).and_then(|found| found.until);
    assert_eq!(noon.map(|moment| moment.to_string()).as_deref(), Some("2024-05-08T12:00"));
}

#[test]
fn edtf_and_grain() {
    let context =
        TimeContext { published: Some(jiff::civil::date(2024, 5, 8)), tense: Tense::Past, ..Default::default() };
    for (text, edtf, grain) in [
        ("on Tuesday", "2024-05-07", "day"),
        ("in the fall of 2020", "2020-23", "season"),
        ("in March", "2024-03", "month"),
        ("since 2014", "2014-01-01/..", "year"),
        ("last week", "2024-04-29/2024-05-05", "week"),
        ("by 2015", "../2015-12-31", "year"),
        ("in the 1980s", "198X", "year"),
        ("at 4:30 a.m. on Monday", "2024-05-06", "minute"),
        ("at noon", "2024-05-08", "hour"),
    ] {
        let found = words().resolve(text, &context).expect(text);
        assert_eq!((found.edtf.as_deref(), found.grain.as_str()), (Some(edtf), grain), "{text}");
    }
}

#[test]
fn without_a_day_of_publication_only_full_dates_resolve() {
    let context = TimeContext::default();
    assert_eq!(told("on 5 March 2021", &context), "2021-03-05");
    assert_eq!(told("since 2014", &context), "2014-01-01..");
    for text in ["on Tuesday", "yesterday", "in March", "three days ago", "at noon", "this week", "for two years"] {
        assert_eq!(told(text, &context), "nothing", "{text}");
    }
}

#[test]
fn what_names_no_day() {
    for text in
        ["before the coup", "during the siege", "a 12-year-old boy", "the village", "", "after the vote in the south"]
    {
        assert_eq!(days(text, Tense::Past), "nothing", "{text}");
    }
}

#[test]
fn times_of_a_running_text() {
    let text = "Rebels shelled the port of Aden late on Monday and again the next morning, days after a truce that had held for \
        three years. Talks will resume Friday at 10 a.m. In May 2021 a 30-year-old teacher who may march in the fall of the \
        city said 2,000 people left every day. The ministry meets in June.";
    let found: Vec<String> = words()
        .times(text, Some(jiff::civil::date(2024, 5, 8)))
        .iter()
        .map(|time| format!("{} {} {}", &text[time.at.clone()], time.kind.as_str(), time.value))
        .collect();
    assert_eq!(
        found,
        [
            "Monday DATE 2024-05-06",
            "the next morning TIME 2024-05-07TMO",
            "three years DURATION P3Y",
            "Friday DATE 2024-05-10",
            "10 a.m. TIME 2024-05-10T10:00",
            "May 2021 DATE 2021-05",
            "every day SET P1D",
            "June DATE 2024-06",
        ]
    );
}

#[test]
fn any_text_is_survived() {
    let words = words();
    let context = TimeContext {
        published: Some(Date::MAX),
        tense: Tense::Future,
        event_day: Some(Date::MIN),
        dateline_zone: None,
    };
    for text in [
        "",
        " ",
        "the",
        "the the",
        "last",
        "in 9999",
        "99999999999999999999 years ago",
        "3000 decades from now",
        "next century",
        "31 February",
        "Feb. 30",
        "29 February",
        "25:99",
        "24:00",
        "½ hour ago",
        "'",
        "’s",
        "1st of",
        "next next",
        "1/2/3/4",
        "the year",
        "early",
        "-",
        "in the",
        "٣ مايو",
        "since",
        "before",
        "from to",
        "between and",
        "5 p.m. 5 p.m.",
        "Easter 9999",
        "a year or",
        "days from now",
        "weeks later",
    ] {
        let _ = (words.resolve(text, &context), words.times(text, Some(Date::MIN)), words.find(text));
        let _ = words.resolve(text, &TimeContext { published: Some(Date::MIN), ..TimeContext::default() });
    }
}

#[test]
fn a_long_chain_of_small_words_is_read_in_no_time() {
    let text = "the ".repeat(100_000) + &"at least ".repeat(50_000) + &"million ".repeat(50_000);
    assert!(words().find(&text).is_empty());
}

fn values(text: &str) -> Vec<String> {
    let found = words().times(text, Some(jiff::civil::date(2024, 5, 8)));
    found.iter().map(|time| format!("{} {}", &text[time.at.clone()], time.value)).collect()
}

#[test]
fn a_year_of_business_is_a_time() {
    assert_eq!(
        values("Exports fell in the year ended June 30. It was the worst month of the year."),
        ["the year P1Y", "June 30 2023-06-30", "the year 2024"]
    );
    assert_eq!(values("Aid for the full year rose over the past year."), ["the full year 2024", "the past year 2023"]);
    assert_eq!(
        values("They were held for 2 1/2 years, then 5 1/2 hours."),
        ["2 1/2 years P2Y6M", "5 1/2 hours PT5H30M"]
    );
}

#[test]
fn a_name_tells_no_tense_and_a_participle_takes_its_helper() {
    assert_eq!(values("He will fly to the United Kingdom Friday."), ["Friday 2024-05-10"]);
    assert_eq!(values("Talks would be held Friday."), ["Friday 2024-05-10"]);
    assert_eq!(values("Rebels brought it down in October."), ["October 2023-10"]);
}

#[test]
fn a_country_with_one_clock_has_a_zone() {
    let words = words();
    assert_eq!(words.zone("AZ").and_then(|zone| zone.iana_name().map(str::to_owned)).as_deref(), Some("Asia/Baku"));
    assert!(words.zone("RU").is_none() && words.zone("??").is_none());
}
