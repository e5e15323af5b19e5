//! The rows of a file, whatever form it has, by their ids.
//!
//! In: records a line each, a record file, a table with a header, GDELT's tables without one, lines or lists of JSON objects with an `id`, a calendar, or the folder of a data
//! package. Out: each row's fields under its id. Where an id stands twice the second is told from the first by its number.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use diurna_record::{Coded, Record, Reviewed};
use serde_json::Value;

use super::Fields;
use crate::input::{Origin, Trouble, is_record_file};
use crate::output;
use crate::store::{Store, StoreError, View};

/// Rows by their ids.
pub type Rows = BTreeMap<String, Fields>;

/// The columns that hold a row's id, in the forms that have one.
const IDS: [&str; 8] = ["claim_id", "toll_id", "term_id", "event_id_cnty", "relid", "Event ID", "GLOBALEVENTID", "id"];

/// The rows of a file or of a package's claims.
///
/// # Errors
/// A file that cannot be read, or whose form has no rows with ids.
pub fn rows_of(path: &Path) -> Result<Rows, Trouble> {
    let path = if path.is_dir() { path.join("claims.csv") } else { path.to_owned() };
    let origin = Origin::file(&path.display().to_string());
    let trouble = |reason: &str| Trouble { origin: origin.clone(), reason: reason.to_owned() };
    if is_record_file(&path) {
        let reason = |error: StoreError| {
            let told = error.to_string();
            told.strip_prefix(&format!("{}: ", origin.file)).unwrap_or(&told).to_owned()
        };
        return of_record_file(&path).map_err(|error| trouble(&reason(error)));
    }
    let bytes = fs::read(&path).map_err(|error| trouble(&error.to_string().to_lowercase()))?;
    let text = String::from_utf8(bytes).map_err(|_| trouble("not text: compare the records it was made from"))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let rows = match text.trim_start().chars().next() {
        None => return Err(trouble("file is empty")),
        Some('{' | '[') => of_json(text),
        _ if text.starts_with("BEGIN:VCALENDAR") => Ok(of_calendar(text)),
        _ => of_table(text),
    };
    rows.map_err(|reason| trouble(&reason))
}

/// Puts a row in under its id, or under its id and a number where that is taken.
fn put(rows: &mut Rows, id: String, fields: Fields) {
    let mut name = id.clone();
    let mut number = 1;
    while rows.contains_key(&name) {
        number += 1;
        name = format!("{id}#{number}");
    }
    rows.insert(name, fields);
}

fn of_json(text: &str) -> Result<Rows, String> {
    let mut rows = Rows::new();
    if let Ok(whole) = serde_json::from_str::<Value>(text)
        && whole.get("claims").is_none()
    {
        let list = ["features", "items"].iter().find_map(|key| whole.get(key)).unwrap_or(&whole);
        let single = [list.clone()];
        for object in list.as_array().map_or(&single[..], Vec::as_slice) {
            put_object(&mut rows, object, 1)?;
        }
        return Ok(rows);
    }
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let object: Value = serde_json::from_str(line).map_err(|error| format!("line {}: {error}", at + 1))?;
        if object.get("claims").is_none() {
            put_object(&mut rows, &object, at + 1)?;
            continue;
        }
        let record = Record::from_json(line).map_err(|error| format!("line {}: {error}", at + 1))?;
        put_record(&mut rows, Reviewed::from(record));
    }
    Ok(rows)
}

/// The claims of a record file as they stand.
fn of_record_file(path: &Path) -> Result<Rows, StoreError> {
    let store = Store::open_to_read(path)?;
    let mut rows = Rows::new();
    for reviewed in store.records(View::Corrected)? {
        put_record(&mut rows, reviewed?);
    }
    Ok(rows)
}

/// Puts the claims of a record in, as the claims table has them.
fn put_record(rows: &mut Rows, reviewed: Reviewed) {
    let coded = Coded { reviewed, ..Coded::default() };
    for row in output::claim_rows(&coded) {
        let fields: Fields = output::COLUMNS.iter().map(|name| (*name).to_owned()).zip(row).collect();
        let id = fields.first().map_or_else(String::new, |(_, id)| id.clone());
        put(rows, id, fields);
    }
}

fn put_object(rows: &mut Rows, object: &Value, line: usize) -> Result<(), String> {
    let id = object.get("id").and_then(Value::as_str).ok_or_else(|| format!("object {line} has no id"))?;
    let mut fields = Fields::new();
    flatten("", object, &mut fields);
    put(rows, id.to_owned(), fields);
    Ok(())
}

/// Every value of an object under the keys that lead to it, joined by dots.
fn flatten(name: &str, value: &Value, fields: &mut Fields) {
    let below = |key: &str| if name.is_empty() { key.to_owned() } else { format!("{name}.{key}") };
    match value {
        Value::Object(object) => object.iter().for_each(|(key, value)| flatten(&below(key), value, fields)),
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(at, value)| flatten(&below(&at.to_string()), value, fields))
        }
        Value::Null => {}
        Value::String(text) => fields.push((name.to_owned(), text.clone())),
        other => fields.push((name.to_owned(), other.to_string())),
    }
}

fn of_table(text: &str) -> Result<Rows, String> {
    let first = text.lines().next().unwrap_or_default();
    let tabs = first.contains('\t');
    let mut form = csv::ReaderBuilder::new();
    form.has_headers(false).flexible(true).delimiter(if tabs { b'\t' } else { b',' }).quoting(!tabs);
    let mut lines = form.from_reader(text.as_bytes()).into_records();
    let mut line = || lines.next().transpose().map_err(|error| error.to_string().to_lowercase());
    let Some(head) = line()? else { return Err("file is empty".to_owned()) };
    let head: Vec<String> = head.iter().map(str::to_owned).collect();
    let (names, first) =
        match output::headless(head.len()).filter(|_| head[0].bytes().all(|byte| byte.is_ascii_digit())) {
            Some(names) => (names.iter().map(|name| (*name).to_owned()).collect(), Some(head)),
            None => (head, None),
        };
    let id = IDS.iter().find_map(|id| names.iter().position(|name| name == id));
    let id = id.ok_or("no column of ids: not a record, not an export with rows")?;
    let mut rows = Rows::new();
    let mut add = |cells: Vec<String>| {
        let key = cells.get(id).cloned().unwrap_or_default();
        // The hashtags of HXL are no row.
        if !key.starts_with('#') {
            put(&mut rows, key, names.iter().cloned().zip(cells).collect());
        }
    };
    first.into_iter().for_each(&mut add);
    while let Some(cells) = line()? {
        add(cells.iter().map(str::to_owned).collect());
    }
    Ok(rows)
}

/// The events of a calendar by their UID.
fn of_calendar(text: &str) -> Rows {
    let unfolded = text.replace("\r\n ", "").replace("\n ", "");
    let mut rows = Rows::new();
    let mut fields = Fields::new();
    for line in unfolded.lines() {
        match line.split_once(':') {
            Some(("BEGIN", "VEVENT")) => fields.clear(),
            Some(("END", "VEVENT")) => {
                let id = fields.iter().find(|(name, _)| name == "UID").map_or_else(String::new, |(_, id)| id.clone());
                put(&mut rows, id, std::mem::take(&mut fields));
            }
            Some((name, value)) => fields.push((name.to_owned(), value.to_owned())),
            None => {}
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(rows: Result<Rows, String>) -> Vec<String> {
        rows.expect("rows").into_keys().collect()
    }

    #[test]
    fn rows_are_found_in_every_form() {
        assert_eq!(ids(of_table("claim_id,kind\nc1,toll.killed\nc2,fight.clash\n")), ["c1", "c2"]);
        assert_eq!(ids(of_table("claim_id,kind\n#meta+claim+id,#event+type\nc1,x\n")), ["c1"]);
        assert_eq!(ids(of_json("{\"type\":\"FeatureCollection\",\"features\":[{\"id\":\"c1\"}]}")), ["c1"]);
        assert_eq!(ids(of_json("{\"id\":\"c1\"}\n{\"id\":\"c1\"}\n")), ["c1", "c1#2"]);
        let calendar = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:c1@\r\n diurna\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        assert_eq!(ids(Ok(of_calendar(calendar))), ["c1@diurna"]);
        assert_eq!(ids(of_table(&format!("12{}\n", "\t".repeat(60)))), ["12"]);
    }

    #[test]
    fn a_table_without_ids_is_told() {
        assert!(of_table("name,age\nAna,3\n").is_err());
        assert!(of_json("{\"name\": \"Ana\"}").is_err());
    }
}
