//! The small parts of a claim in words: a day, a place, a figure, a party.
//!
//! In: a part of a record. Out: a short plain string, the same everywhere it is shown. What is not stated is not written.

use diurna_record::{ActorId, Count, Grain, Op, Phrase, Place, Record, Speaker, When};

/// "2024-03-05", "2024-03-01 to 2024-03-05", "since 2024-03-01", "until 2024-03-05".
pub fn days(when: &When) -> Option<String> {
    match (when.from, when.to) {
        (Some(from), Some(to)) if from == to => Some(from.to_string()),
        (Some(from), Some(to)) => Some(format!("{from} to {to}")),
        (Some(from), None) => Some(format!("since {from}")),
        (None, Some(to)) => Some(format!("until {to}")),
        (None, None) => None,
    }
}

/// "on Tuesday = 2024-03-05", with the time of day where one is told.
pub fn when(when: &When) -> String {
    let until = when.until.map(|until| until.to_string());
    match until.filter(|until| until.contains('T')).or_else(|| days(when)) {
        Some(days) if days != when.text => format!("{} = {days}", when.text),
        _ => when.text.clone(),
    }
}

/// "Beledweyne, SO (4.74, 45.20)": the point only where it is one.
pub fn place(place: &Place) -> String {
    let name = place.name.as_deref().unwrap_or(&place.text);
    let country = place
        .country
        .as_deref()
        .filter(|_| place.grain != Grain::Country)
        .map_or(String::new(), |code| format!(", {code}"));
    let point = match (place.lat, place.lon, place.grain) {
        (Some(lat), Some(lon), Grain::Settlement | Grain::Point) => format!(" ({lat:.2}, {lon:.2})"),
        _ => String::new(),
    };
    let words = match &place.name {
        Some(name) if !place.text.contains(name.as_str()) && !name.contains(&place.text) => {
            format!("{} = ", place.text)
        }
        _ => String::new(),
    };
    format!("{words}{name}{country}{point}")
}

/// "≥ 12 people", "30 to 40 soldiers"; vague words stand as they are: "“dozens”".
pub fn count(count: &Count) -> String {
    let figure = match (count.op, count.value, count.max) {
        (Some(Op::Range), Some(low), Some(high)) => format!("{} to {}", grouped(low), grouped(high)),
        (Some(op), Some(value), _) => format!("{}{}", sign(op), grouped(value)),
        _ => return format!("“{}”", count.text),
    };
    match count.unit.as_deref().or(count.who.as_deref()) {
        Some(unit) => format!("{figure} {unit}"),
        None => figure,
    }
}

fn sign(op: Op) -> &'static str {
    match op {
        Op::Equal | Op::Range => "",
        Op::AtLeast => "≥ ",
        Op::More => "> ",
        Op::AtMost => "≤ ",
        Op::Less => "< ",
        Op::About => "~ ",
    }
}

/// "12,000".
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut shown = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

/// A party as the text has it, and its name where that says more: "the group = al-Shabab".
pub fn party(record: &Record, phrase: &Phrase) -> String {
    named(&phrase.text, phrase.actor.and_then(|id| name(record, id)))
}

/// Who speaks: "he = Antonio Guterres"; the report itself where nobody is named.
pub fn speaker(record: &Record, speaker: Option<&Speaker>) -> String {
    let Some(speaker) = speaker else { return "the report".to_owned() };
    let stands_for = speaker.is.as_ref().map(|is| is.text.as_str());
    named(&speaker.text, stands_for.or_else(|| speaker.actor.and_then(|id| name(record, id))))
}

/// The actor's name.
pub fn name(record: &Record, id: ActorId) -> Option<&str> {
    record.actors.iter().find(|actor| actor.id == id).map(|actor| actor.name.as_str())
}

/// The name beside the words, unless one of them has the other in it.
fn named(text: &str, name: Option<&str>) -> String {
    let (lower, name_lower) = (text.to_lowercase(), name.unwrap_or("").to_lowercase());
    match name {
        Some(name) if !lower.contains(&name_lower) && !name_lower.contains(&lower) => format!("{text} = {name}"),
        Some(name) if name_lower != lower && name_lower.contains(&lower) && is_short(text) => {
            format!("{text} = {name}")
        }
        _ => text.to_owned(),
    }
}

/// A pronoun or article-like scrap may stand inside a longer name by chance ("he" in "Hassan Theron").
fn is_short(text: &str) -> bool {
    text.chars().count() <= 4 && text.chars().all(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_read_as_they_are() {
        let open = When { from: Some(date(2024, 3, 1)), ..When::default() };
        assert_eq!(days(&open).as_deref(), Some("since 2024-03-01"));
        let day = When {
            text: "on Tuesday".into(),
            from: Some(date(2024, 3, 5)),
            to: Some(date(2024, 3, 5)),
            ..When::default()
        };
        assert_eq!(when(&day), "on Tuesday = 2024-03-05");
    }

    #[test]
    fn figures_keep_their_bounds_and_vague_words() {
        let many =
            Count { op: Some(Op::AtLeast), value: Some(12_000), unit: Some("people".into()), ..Count::default() };
        assert_eq!(count(&many), "≥ 12,000 people");
        assert_eq!(count(&Count { text: "dozens".into(), ..Count::default() }), "“dozens”");
    }

    #[test]
    fn a_name_is_told_where_the_words_do_not_tell_it() {
        assert_eq!(named("the group", Some("Blue Army")), "the group = Blue Army");
        assert_eq!(named("Blue Army fighters", Some("Blue Army")), "Blue Army fighters");
        assert_eq!(named("he", Some("Hassan Theron")), "he = Hassan Theron");
    }
}
