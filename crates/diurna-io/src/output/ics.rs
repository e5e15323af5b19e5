//! A record → an iCalendar (RFC 5545) of its deadlines and its talks.
//!
//! In: a record. Out: an event for each term of an agreement that has a day, each agreement that takes effect, and each talk that is planned or goes on. A whole day
//! is a day; a time of day with its offset is a moment in UTC, without one it is local time. DTSTAMP, which the format asks for, is the day of
//! publication, else the event's own: there is no clock here.

use diurna_record::{Actuality, Agreement, Claim, Grain, Moment};
use jiff::civil::Date;

use super::view::View;

/// Octets to a line before it is folded.
const FOLD: usize = 75;

/// The head of a calendar.
pub(super) fn head(made: &str) -> String {
    let lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//diurna//diurna//EN", "CALSCALE:GREGORIAN"];
    let mut head: String = lines.iter().map(|line| folded(line)).collect();
    head.push_str(&folded(&format!("X-DIURNA-MADE:{}", escaped(made))));
    head
}

/// The end of a calendar.
pub(super) fn foot() -> String {
    folded("END:VCALENDAR")
}

pub(super) fn events(view: &View<'_>) -> Vec<String> {
    let agreements = &view.record.agreements;
    let effective = agreements.iter().filter_map(|agreement| Some(takes_effect(view, agreement, agreement.effective?)));
    let terms = agreements.iter().flat_map(|agreement| &agreement.terms).filter_map(|id| view.record.claim(*id));
    // Talks that were agreed are told once, as talks.
    let deadlines = terms.filter(|claim| !(is_talk_ahead(claim) && held(claim).is_some()));
    let deadlines = deadlines.filter_map(|claim| Some(of_claim(view, claim, "deadline", due(claim)?)));
    let talks = view.record.claims.iter().filter(|claim| is_talk_ahead(claim));
    let talks = talks.filter_map(|claim| Some(of_claim(view, claim, "talks", held(claim)?)));
    effective.chain(deadlines).chain(talks).collect()
}

fn is_talk_ahead(claim: &Claim) -> bool {
    claim.kind.family() == "talk" && matches!(claim.actuality, Actuality::Planned | Actuality::Ongoing)
}

/// When an event is: one moment, or days from and to, both counted.
enum Held {
    At(Moment),
    Days(Date, Date),
}

/// The end of a term's time.
fn due(claim: &Claim) -> Option<Held> {
    let when = claim.when.as_ref()?;
    when.until.map(Held::At).or_else(|| when.to.map(|day| Held::Days(day, day)))
}

/// The days of talks, where both ends are told: "soon" is no day.
fn held(claim: &Claim) -> Option<Held> {
    let when = claim.when.as_ref()?;
    let (from, to) = (when.from?, when.to?);
    Some(Held::Days(from, to.max(from)))
}

fn takes_effect(view: &View<'_>, agreement: &Agreement, moment: Moment) -> String {
    let quote = view.record.claims.iter().find(|claim| claim.event == agreement.event).map_or("", |claim| &claim.quote);
    let lines = [
        ("UID", format!("{}@diurna", view.ids.agreement(agreement.id))),
        ("SUMMARY", escaped(&format!("{} takes effect", agreement.kind))),
        ("DESCRIPTION", escaped(quote)),
        ("CATEGORIES", "deadline".to_owned()),
    ];
    component(view, &Held::At(moment), &lines)
}

fn of_claim(view: &View<'_>, claim: &Claim, category: &str, held: Held) -> String {
    let report = &view.record.report;
    let said = format!("{}: {}, {}", view.speaker(claim).unwrap_or("the report"), claim.stance, claim.actuality);
    let source = [report.publisher.clone(), report.published.map(|day| day.to_string()), Some(report.id.clone())];
    let source = source.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let mut lines = vec![
        ("UID", format!("{}@diurna", view.ids.claim(claim.id))),
        ("SUMMARY", escaped(&format!("{}: {}", claim.kind, claim.anchor.text))),
        ("DESCRIPTION", escaped(&format!("{}\n{said}\n{source}", claim.quote))),
        ("CATEGORIES", category.to_owned()),
    ];
    if let Some(place) = &claim.place {
        lines.push(("LOCATION", escaped(place.name.as_ref().unwrap_or(&place.text))));
        if let (Some(lat), Some(lon), Grain::Point | Grain::Settlement) = (place.lat, place.lon, place.grain) {
            lines.push(("GEO", format!("{lat};{lon}")));
        }
    }
    component(view, &held, &lines)
}

fn component(view: &View<'_>, held: &Held, lines: &[(&str, String)]) -> String {
    let own = match held {
        Held::At(moment) => moment.day,
        Held::Days(from, _) => *from,
    };
    let stamp = view.record.report.published.unwrap_or(own);
    let mut component = folded("BEGIN:VEVENT");
    component.push_str(&folded(&format!("DTSTAMP:{}T000000Z", basic(stamp))));
    component.push_str(&start(held));
    for (name, value) in lines.iter().filter(|(_, value)| !value.is_empty()) {
        component.push_str(&folded(&format!("{name}:{value}")));
    }
    component.push_str(&folded("END:VEVENT"));
    component
}

fn start(held: &Held) -> String {
    match held {
        Held::Days(from, to) => {
            // The end of whole days is exclusive.
            let end = to.tomorrow().unwrap_or(*to);
            folded(&format!("DTSTART;VALUE=DATE:{}", basic(*from)))
                + &folded(&format!("DTEND;VALUE=DATE:{}", basic(end)))
        }
        Held::At(Moment { day, time: None, .. }) => folded(&format!("DTSTART;VALUE=DATE:{}", basic(*day))),
        Held::At(Moment { day, time: Some(time), offset: None }) => {
            folded(&format!("DTSTART:{}", day.to_datetime(*time).strftime("%Y%m%dT%H%M%S")))
        }
        Held::At(Moment { day, time: Some(time), offset: Some(offset) }) => {
            let utc =
                offset.to_timestamp(day.to_datetime(*time)).map(|moment| jiff::tz::Offset::UTC.to_datetime(moment));
            let told = utc.unwrap_or(day.to_datetime(*time));
            folded(&format!("DTSTART:{}Z", told.strftime("%Y%m%dT%H%M%S")))
        }
    }
}

fn basic(day: Date) -> String {
    day.strftime("%Y%m%d").to_string()
}

/// A text as a value: commas, semicolons, backslashes and line breaks escaped, other control characters left out.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for letter in text.chars() {
        match letter {
            '\\' | ',' | ';' => escaped.extend(['\\', letter]),
            '\n' => escaped.push_str("\\n"),
            letter if letter.is_control() => {}
            letter => escaped.push(letter),
        }
    }
    escaped
}

/// A line in pieces of at most 75 octets, each but the first after a blank.
fn folded(line: &str) -> String {
    let mut folded = String::new();
    let mut octets = 0;
    for letter in line.chars() {
        if octets + letter.len_utf8() > FOLD {
            folded.push_str("\r\n ");
            octets = 1;
        }
        folded.push(letter);
        octets += letter.len_utf8();
    }
    folded.push_str("\r\n");
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_folded_between_letters() {
        let line = format!("SUMMARY:{}", "дрон ".repeat(30));
        let folded = folded(&line);
        assert!(folded.lines().all(|line| line.len() <= FOLD), "{folded}");
        assert_eq!(folded.replace("\r\n ", "").trim_end_matches("\r\n"), line);
    }

    #[test]
    fn a_moment_with_an_offset_is_told_in_utc() {
        let moment = |text| Held::At(Moment::parse(text).expect("a moment"));
        assert_eq!(start(&moment("2023-09-20T13:00+04:00")), "DTSTART:20230920T090000Z\r\n");
        assert_eq!(start(&moment("2023-09-20T13:00")), "DTSTART:20230920T130000\r\n");
        assert_eq!(start(&moment("2023-09-20")), "DTSTART;VALUE=DATE:20230920\r\n");
    }

    #[test]
    fn commas_and_breaks_are_escaped() {
        assert_eq!(escaped("a, b; c\nd\\e\u{7}"), "a\\, b\\; c\\nd\\\\e");
    }
}
