//! One JSON object → a report.
//!
//! In: the bytes of an object and what the person said about its keys. Out: a report, or why it is none. The keys are ours
//! (`id, url, publisher, published, title, text | html, language`) and the common names that corpora and feeds give them; a record
//! or gold file, whose report stands under `report`, is read as well. Keys that mean nothing here are passed over.

use diurna_text::Report;
use serde_json::{Map, Value};

use super::{Defaults, Found, Given, GivenNote, Origin, REPORT_LIMIT, day_of, decode, page, too_long};

/// Our key, then the other names it goes by, the likeliest first.
const NAMES: [(&str, &[&str]); 8] = [
    ("id", &["doc_id", "uid", "guid"]),
    ("url", &["uri", "link"]),
    ("publisher", &["source", "outlet"]),
    ("published", &["date", "dct", "pub_date", "published_at", "date_published", "pubDate"]),
    ("title", &["headline"]),
    ("text", &["body", "content", "event_text"]),
    ("html", &[]),
    ("language", &["lang"]),
];

/// Our keys, each with the other names it goes by.
pub(super) fn names() -> &'static [(&'static str, &'static [&'static str])] {
    &NAMES
}

/// The report in the object that `bytes` hold.
pub(super) fn report_of(bytes: &[u8], origin: &Origin, defaults: &Defaults) -> Found {
    let (object, notes) = object_of(bytes).map_err(|reason| origin.trouble(reason))?;
    given(&object, notes, origin, defaults)
}

fn object_of(bytes: &[u8]) -> Result<(Map<String, Value>, Vec<GivenNote>), String> {
    let (value, notes) = if std::str::from_utf8(bytes).is_ok() {
        (serde_json::from_slice(bytes), Vec::new())
    } else {
        let (text, notes) = decode::text_of(bytes)?;
        (serde_json::from_str(&text), notes)
    };
    match value {
        Ok(Value::Object(object)) => Ok((object, notes)),
        Ok(_) => Err("not a json object".to_owned()),
        Err(error) => Err(not_json(&error)),
    }
}

/// The parser's reason; its line counts from the element's start, so only the column of a one-line element is told.
fn not_json(error: &serde_json::Error) -> String {
    let reason = error.to_string();
    let reason = reason.split(" at line ").next().unwrap_or(&reason).to_lowercase();
    match error.line() {
        1 => format!("not json: {reason} at column {}", error.column()),
        line => format!("not json: {reason} at line {line} of the report"),
    }
}

/// The report of an object's words.
pub(super) fn given(
    object: &Map<String, Value>,
    mut notes: Vec<GivenNote>,
    origin: &Origin,
    defaults: &Defaults,
) -> Found {
    let word = |ours: &str| word(object, ours, defaults).map_err(|reason| origin.trouble(reason));
    let published = match word("published")? {
        Some(written) => Some(day_of(&written).ok_or_else(|| origin.trouble(no_date(&written)))?),
        None => defaults.published,
    };
    let known = Report {
        id: word("id")?.unwrap_or_else(|| origin.id()),
        url: word("url")?,
        publisher: word("publisher")?.or_else(|| defaults.publisher.clone()),
        published,
        title: word("title")?,
        language: word("language")?,
        text: String::new(),
    };
    let text = match (word("text")?, word("html")?) {
        (Some(text), _) => text,
        (None, Some(html)) => {
            let page = page::Page::of(&html).ok_or_else(|| origin.trouble("page holds no text"))?;
            return page.fill(known, origin, notes);
        }
        (None, None) => return Err(origin.trouble("report has no text (keys: text, html, body, content, event_text)")),
    };
    if text.trim().is_empty() {
        return Err(origin.trouble("text is empty"));
    }
    if text.len() > REPORT_LIMIT {
        return Err(origin.trouble(too_long("report", REPORT_LIMIT)));
    }
    if text.contains('\u{FFFD}') && notes.is_empty() {
        notes.push(GivenNote {
            code: "bad-utf8",
            message: "the text came with letters lost before (U+FFFD)".to_owned(),
        });
    }
    Ok(Given::of(Report { text, ..known }, origin.clone(), Vec::new(), notes))
}

pub(super) fn no_date(written: &str) -> String {
    let shown: String = written.chars().take(60).collect();
    format!("published {shown:?} is not a date")
}

/// The value of our key: under the name the person gave, our own, or a common other one; in the object or its `report`.
fn word(object: &Map<String, Value>, ours: &str, defaults: &Defaults) -> Result<Option<String>, String> {
    let given = defaults.keys.iter().filter(|(key, _)| key == ours).map(|(_, theirs)| theirs.as_str());
    let common = NAMES.iter().filter(|(key, _)| *key == ours).flat_map(|(_, others)| others.iter().copied());
    let nested = object.get("report").and_then(Value::as_object);
    for name in given.chain([ours]).chain(common) {
        for object in [Some(object), nested].into_iter().flatten() {
            match object.get(name) {
                None | Some(Value::Null) => {}
                Some(Value::String(word)) if word.is_empty() && ours != "text" => {}
                Some(Value::String(word)) => return Ok(Some(word.clone())),
                Some(Value::Number(number)) if ours == "id" || ours == "published" => {
                    return Ok(Some(number.to_string()));
                }
                Some(Value::Object(named)) if ours == "publisher" => {
                    return Ok(named.get("name").and_then(Value::as_str).map(str::to_owned));
                }
                Some(_) => return Err(format!("{name} is not a string")),
            }
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str, defaults: &Defaults) -> Result<Report, String> {
        let found = report_of(json.as_bytes(), &Origin::file("wire.jsonl").at(4), defaults);
        found.map(|given| given.report).map_err(|trouble| trouble.to_string())
    }

    #[test]
    fn common_other_names_are_understood() {
        let json = r#"{"doc_id": 12, "uri": "https://example.org/1", "source": {"name": "Daily"}, "dct": "2024-03-05T08:00:00Z",
            "headline": "Talks begin", "body": "Talks began.", "lang": "en", "views": 3}"#;
        let report = read(json, &Defaults::default()).expect("it is a report");
        assert_eq!((report.id.as_str(), report.text.as_str()), ("12", "Talks began."));
        assert_eq!(
            (report.url.as_deref(), report.publisher.as_deref()),
            (Some("https://example.org/1"), Some("Daily"))
        );
        assert_eq!(
            (report.published, report.title.as_deref()),
            (Some(jiff::civil::date(2024, 3, 5)), Some("Talks begin"))
        );
    }

    #[test]
    fn any_key_can_be_mapped() {
        let defaults = Defaults { keys: vec![("text".to_owned(), "plain".to_owned())], ..Defaults::default() };
        assert_eq!(
            read(r#"{"plain": "Talks began.", "body": "no"}"#, &defaults).map(|report| report.text),
            Ok("Talks began.".to_owned())
        );
    }

    #[test]
    fn the_persons_day_holds_only_where_the_report_has_none() {
        let defaults = Defaults { published: Some(jiff::civil::date(2024, 1, 1)), ..Defaults::default() };
        assert_eq!(read(r#"{"text": "A."}"#, &defaults).map(|report| report.published), Ok(defaults.published));
        let own = read(r#"{"text": "A.", "published": 20240305}"#, &defaults).map(|report| report.published);
        assert_eq!(own, Ok(Some(jiff::civil::date(2024, 3, 5))));
    }

    #[test]
    fn a_report_under_its_own_key_is_read() {
        let json = r#"{"report": {"id": "r1", "published": "2024-03-05"}, "text": "Talks began.", "claims": []}"#;
        assert_eq!(read(json, &Defaults::default()).map(|report| report.id), Ok("r1".to_owned()));
    }

    #[test]
    fn what_is_wrong_is_told_in_one_line() {
        let told = |json| read(json, &Defaults::default()).expect_err("it is no report");
        assert_eq!(
            told(r#"{"text": "A.", "published": "soonish"}"#),
            "wire.jsonl:4: published \"soonish\" is not a date"
        );
        assert_eq!(told(r#"{"text": ["A."]}"#), "wire.jsonl:4: text is not a string");
        assert_eq!(told("[1]"), "wire.jsonl:4: not a json object");
        assert!(told(r#"{"title": "A."}"#).starts_with("wire.jsonl:4: report has no text"));
        assert!(told("{\"text\": \"A").starts_with("wire.jsonl:4: not json: "));
    }
}
