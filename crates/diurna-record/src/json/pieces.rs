//! The text of a record that was written without it.
//!
//! In: the JSON of a record. Out: blanks up to its last position, with every quote and phrase at its place. What lies between the
//! quotes stays blank: nothing is made up.

use super::JsonError;
use serde_json::Value;

/// The longest text that is rebuilt, in code points.
const LONGEST: u64 = 1 << 24;

/// The text that the positions of `record` point into, as far as its quotes tell it.
pub(super) fn text(record: &Value) -> Result<String, JsonError> {
    let mut length = 0;
    measure(record, &mut length);
    if length > LONGEST {
        return Err(JsonError::at("at", format!("{length} lies beyond any text that this program keeps")));
    }
    let mut text = vec![' '; length as usize];
    fill(record, &mut text);
    Ok(text.into_iter().collect())
}

/// Raises `length` to the last position inside `value`.
fn measure(value: &Value, length: &mut u64) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| measure(item, length)),
        Value::Object(fields) => {
            if let Some((_, end)) = position(value) {
                *length = (*length).max(end);
            }
            for piece in fields.get("source_map").and_then(Value::as_array).into_iter().flatten() {
                let part = |i: usize| piece.get(i).and_then(Value::as_u64).unwrap_or(0);
                *length = (*length).max(part(0).saturating_add(part(2)));
            }
            fields.values().for_each(|field| measure(field, length));
        }
        _ => {}
    }
}

/// Writes every quote inside `value` at its place; shorter ones come later and agree with the longer.
fn fill(value: &Value, text: &mut [char]) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| fill(item, text)),
        Value::Object(fields) => {
            if let Some((start, end)) = position(value) {
                let words = fields.get("quote").or_else(|| fields.get("text")).and_then(Value::as_str).unwrap_or("");
                let room = text.get_mut(start as usize..end as usize).unwrap_or_default();
                room.iter_mut().zip(words.chars()).for_each(|(place, letter)| *place = letter);
            }
            fields.values().for_each(|field| fill(field, text));
        }
        _ => {}
    }
}

/// The position of an object that has one.
fn position(value: &Value) -> Option<(u64, u64)> {
    let at = value.get("at")?;
    Some((at.get(0)?.as_u64()?, at.get(1)?.as_u64()?))
}
