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
        ("before dawn on Tuesday", "2024-05-07"),
        ("shortly after 4 a.m. on Tuesday", "2024-05-07"),
        ("on the night of Friday", "2024-05-03"),
    ]);
    future(&[("on Tuesday", "2024-05-14"), ("next Wednesday", "2024-05-15"), ("at noon on Friday", "2024-05-10"), ("by Monday", "..2024-05-13")]);
}
