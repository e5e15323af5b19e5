//! Small invented reports.
#![allow(dead_code, reason = "each test uses its part")]

use diurna_record::{GoldReport, Record};

/// What one small report tells.
pub struct Told<'a> {
    pub id: &'a str,
    pub day: i8,
    pub town: &'a str,
    pub act: &'a str,
    pub speaker: Option<&'a str>,
    pub dead: u64,
    pub background: bool,
}

/// The record of a small report: an act in a town on a day of March 2024, and its dead.
pub fn record(told: &Told) -> Record {
    let Told { id, day, town, act, speaker, dead, background } = told;
    let says = speaker.map_or_else(|| "It was loud.".to_owned(), |speaker| format!("So said {speaker}."));
    let text = format!(
        "On the day the strike on {town} hit the market and {dead} people died. {says} Report {id} from {town}."
    );
    let speaker = speaker.map_or("null".to_owned(), |speaker| format!("\"{speaker}\""));
    let cue = if speaker == "null" { "null" } else { "\"said\"" };
    let when = format!(r#"{{"text": "On the day", "from": "2024-03-{day:02}", "to": "2024-03-{day:02}"}}"#);
    let place = format!(r#"{{"text": "{town}", "name": "{town}", "country": "XX", "grain": "settlement"}}"#);
    let shared = format!(
        r#""event": "e1", "speaker": {speaker}, "cue": {cue}, "stance": "asserts", "actuality": "happened", "background": {background}, "place": {place}, "when": {when}"#
    );
    let json = format!(
        r#"{{"report": {{"id": "{id}", "publisher": "Wire {id}", "published": "2024-03-{:02}"}}, "text": "{text}", "claims": [
            {{"id": "c1", "kind": "{act}", "anchor": "strike", "quote": "the strike on {town} hit the market", "against": ["the market"], {shared}}},
            {{"id": "c2", "kind": "toll.killed", "of": "c1", "anchor": "died", "quote": "{dead} people died",
              "count": {{"op": "=", "value": {dead}, "unit": "people", "text": "{dead}"}}, {shared}}}]}}"#,
        day + 1
    );
    gold(&json)
}

/// The record of a gold report in JSON.
pub fn gold(json: &str) -> Record {
    GoldReport::parse("invented.json", json).expect("an invented report").to_record()
}
