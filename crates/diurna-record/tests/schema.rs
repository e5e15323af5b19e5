//! The published schema says what the program writes: real output keeps it, and what breaks it is caught.
//!
//! The check knows the words of JSON Schema that the schema uses, and fails on any other.

#![expect(clippy::disallowed_methods, reason = "the tests read the gold files; the crate reads none")]

mod common;

use diurna_record::json::RECORD_SCHEMA;
use diurna_record::{Actuality, GoldReport, Grain, JsonText, Op, Record, Stance, WhenAnchor, WhenGrain};
use serde_json::{Value, json};
use std::path::Path;

fn schema() -> Value {
    serde_json::from_str(RECORD_SCHEMA).expect("the schema is JSON")
}

fn faults(value: &Value) -> Vec<String> {
    let root = schema();
    let mut faults = Vec::new();
    check(&root, &root, value, "record", &mut faults);
    faults
}

/// Adds every way in which `value` breaks `rule`.
fn check(root: &Value, rule: &Value, value: &Value, place: &str, faults: &mut Vec<String>) {
    for (word, is) in rule.as_object().expect("a rule is an object") {
        let kept = match word.as_str() {
            "$schema" | "$defs" | "title" | "description" => true,
            "$ref" => {
                let name = is.as_str().and_then(|name| name.strip_prefix("#/$defs/")).expect("a rule of this schema");
                check(root, &root["$defs"][name], value, place, faults);
                true
            }
            "anyOf" => is.as_array().expect("a list").iter().any(|rule| {
                let mut inner = Vec::new();
                check(root, rule, value, place, &mut inner);
                inner.is_empty()
            }),
            "type" => match is {
                Value::Array(types) => types.iter().any(|name| is_of(value, name)),
                name => is_of(value, name),
            },
            "const" => value == is,
            "enum" => is.as_array().expect("a list").contains(value),
            "minimum" => value.as_f64().is_none_or(|number| number >= is.as_f64().expect("a number")),
            "maximum" => value.as_f64().is_none_or(|number| number <= is.as_f64().expect("a number")),
            "minItems" => value.as_array().is_none_or(|items| items.len() as u64 >= is.as_u64().expect("a number")),
            "maxItems" => value.as_array().is_none_or(|items| items.len() as u64 <= is.as_u64().expect("a number")),
            "pattern" => value.as_str().is_none_or(|text| fits(text, is.as_str().expect("a pattern"))),
            "items" => {
                for (i, item) in value.as_array().into_iter().flatten().enumerate() {
                    check(root, is, item, &format!("{place}[{i}]"), faults);
                }
                true
            }
            "required" => is
                .as_array()
                .expect("a list")
                .iter()
                .all(|key| value.as_object().is_none_or(|object| object.contains_key(key.as_str().expect("a key")))),
            "properties" => {
                for (key, rule) in is.as_object().expect("an object") {
                    if let Some(field) = value.get(key) {
                        check(root, rule, field, &format!("{place}.{key}"), faults);
                    }
                }
                true
            }
            "additionalProperties" => {
                value.as_object().is_none_or(|object| object.keys().all(|key| rule["properties"].get(key).is_some()))
            }
            other => panic!("the check does not know \"{other}\""),
        };
        if !kept {
            faults.push(format!("{place}: {word}"));
        }
    }
}

fn is_of(value: &Value, name: &Value) -> bool {
    match name.as_str().expect("a name") {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        "integer" => value.is_u64() || value.is_i64(),
        "number" => value.is_number(),
        other => panic!("the check does not know the type \"{other}\""),
    }
}

/// The few patterns of the schema, by their first letters.
fn fits(text: &str, pattern: &str) -> bool {
    let day = |text: &str| text.parse::<jiff::civil::Date>().is_ok();
    match pattern {
        "^(model|person|pattern .*)$" => text == "model" || text == "person" || text.starts_with("pattern "),
        _ if pattern.ends_with("(0|[1-9][0-9]*)$") => {
            text.strip_prefix(&pattern[1..2]).is_some_and(|number| number.parse::<u32>().is_ok())
        }
        _ if pattern.contains("(T") => diurna_record::Moment::parse(text).is_some(),
        _ if pattern.starts_with("^-?[0-9]{4,6}-") => day(text),
        other => panic!("the check does not know the pattern {other}"),
    }
}

#[test]
fn a_record_with_something_in_every_field_keeps_the_schema() {
    for text in [JsonText::In, JsonText::Out] {
        let json = serde_json::from_str(&common::record().to_json(text)).expect("JSON");
        assert_eq!(faults(&json), Vec::<String>::new());
    }
    let empty = serde_json::from_str(&Record::default().to_json(JsonText::In)).expect("JSON");
    assert_eq!(faults(&empty), Vec::<String>::new());
}

#[test]
fn records_of_real_reports_keep_the_schema() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../gold");
    for file in std::fs::read_dir(folder).expect("a folder") {
        let file = file.expect("readable").path();
        if file.extension().is_some_and(|kind| kind == "json") {
            let gold = std::fs::read_to_string(&file).expect("readable");
            let record = GoldReport::parse("gold", &gold).expect("a gold report").to_record();
            let json = record.to_json(JsonText::In);
            assert_eq!(Record::from_json(&json).as_ref(), Ok(&record), "{}", file.display());
            let json = serde_json::from_str(&json).expect("JSON");
            assert_eq!(faults(&json), Vec::<String>::new(), "{}", file.display());
        }
    }
}

#[test]
fn what_breaks_the_schema_is_caught() {
    let whole: Value = serde_json::from_str(&common::record().to_json(JsonText::In)).expect("JSON");
    let broken = |path: &str, value: Value| {
        let mut json = whole.clone();
        *json.pointer_mut(path).expect("a place") = value;
        faults(&json)
    };
    assert_eq!(broken("/claims/0/stance", json!("says")), ["record.claims[0].stance: enum"]);
    assert_eq!(broken("/claims/0/id", json!("e1")), ["record.claims[0].id: pattern"]);
    assert_eq!(broken("/claims/0/at", json!([1])), ["record.claims[0].at: minItems"]);
    assert_eq!(broken("/claims/0/chance", json!(1.5)), ["record.claims[0].chance: maximum"]);
    assert_eq!(broken("/claims/1/count/op", json!("≥")), ["record.claims[1].count: anyOf"]);
    assert_eq!(broken("/report", json!({"id": "r1"})), ["record.report: required"]);
    assert_eq!(
        broken("/made", json!({"diurna": "", "model": "", "data": "", "by": ""})),
        ["record.made: additionalProperties"]
    );
}

#[test]
fn the_schema_has_every_closed_word() {
    let schema = schema();
    let words = |definition: &str, key: &str| schema["$defs"][definition]["properties"][key]["enum"].clone();
    assert_eq!(words("claim", "stance"), json!(Stance::ALL.iter().map(|it| it.as_str()).collect::<Vec<_>>()));
    assert_eq!(words("claim", "actuality"), json!(Actuality::ALL.iter().map(|it| it.as_str()).collect::<Vec<_>>()));
    assert_eq!(words("place", "grain"), json!(Grain::ALL.iter().map(|it| it.as_str()).collect::<Vec<_>>()));
    assert_eq!(words("when", "grain"), json!(WhenGrain::ALL.iter().map(|it| it.as_str()).collect::<Vec<_>>()));
    assert_eq!(words("when", "anchor"), json!(WhenAnchor::ALL.iter().map(|it| it.as_str()).collect::<Vec<_>>()));
    let ops: Vec<Option<&str>> = Op::ALL.iter().map(|it| Some(it.as_str())).chain([None]).collect();
    assert_eq!(words("count", "op"), json!(ops));
}
