//! Words of one text, found in another; words filled in from their positions.
//!
//! In: JSON of a claim, or keys of one, with positions in the text it was written for. Out: the same with positions in this text, or
//! the words that stand nowhere in it. Where the two texts agree at a position, nothing moves.

use diurna_record::{CodePoints, Grain, WhenAnchor, WhenGrain};
use serde_json::{Map, Value, json};

/// A text and the table of its code points.
pub(in crate::store) struct Page<'a> {
    text: &'a str,
    pub points: CodePoints<'a>,
}

impl<'a> Page<'a> {
    /// The page of `text`.
    pub fn of(text: &'a str) -> Page<'a> {
        Page { text, points: CodePoints::of(text) }
    }

    /// The words at two code points, or `None` where they lie outside the text.
    pub fn words(&self, at: [usize; 2]) -> Option<&'a str> {
        self.points.span(at).map(|span| span.of(self.text))
    }

    /// Where `words` stand, nearest to the code point `near`; `None` where they stand nowhere.
    pub fn find(&self, words: &str, near: usize) -> Option<[usize; 2]> {
        let length = words.chars().count();
        if self.words([near, near + length]) == Some(words) {
            return Some([near, near + length]);
        }
        if words.is_empty() {
            return None;
        }
        let starts = self.text.match_indices(words).filter_map(|(byte, _)| {
            let span = diurna_text::Span::within(self.text, byte, byte + words.len())?;
            Some(self.points.at(span)[0])
        });
        starts.min_by_key(|start| start.abs_diff(near)).map(|start| [start, start + length])
    }
}

/// The two code points of `{"at": [3, 9]}`.
pub(super) fn at_of(value: &Value) -> Option<[usize; 2]> {
    let end = |i: usize| usize::try_from(value.get("at")?.get(i)?.as_u64()?).ok();
    Some([end(0)?, end(1)?])
}

/// How far the words of a claim's quote stand from where they stood; `None` where this text does not have them.
pub(super) fn shift(claim: &Value, page: &Page<'_>) -> Option<isize> {
    let at = at_of(claim)?;
    let quote = claim.get("quote")?.as_str()?;
    Some(page.find(quote, at[0])?[0] as isize - at[0] as isize)
}

/// Moves every position inside `value` by `shift`, or to the nearest place of its words.
///
/// # Errors
/// The words that stand nowhere in the text.
pub(super) fn carry(value: &mut Value, page: &Page<'_>, shift: isize) -> Result<(), String> {
    match value {
        Value::Array(items) => items.iter_mut().try_for_each(|item| carry(item, page, shift)),
        Value::Object(_) => {
            if let Some(at) = at_of(value) {
                let words = value.get("quote").or_else(|| value.get("text")).and_then(Value::as_str).unwrap_or("");
                let near = at[0].saturating_add_signed(shift);
                let found = page.find(words, near).ok_or_else(|| format!("the text has no \"{words}\" any more"))?;
                value["at"] = json!(found);
            }
            let Value::Object(fields) = value else { return Ok(()) };
            fields.values_mut().try_for_each(|field| carry(field, page, shift))
        }
        _ => Ok(()),
    }
}

/// Fills in the words of every position inside a claim's keys: the `quote` of the claim, the `text` of all else.
///
/// # Errors
/// A position outside the text.
pub(in crate::store) fn fill(keys: &mut Map<String, Value>, page: &Page<'_>) -> Result<(), String> {
    if let Some(at) = keys.get("at") {
        let at = at_of(&json!({ "at": at })).ok_or("at: two code points are wanted")?;
        let quote = page.words(at).ok_or_else(|| outside(at))?;
        keys.insert("quote".into(), quote.into());
    }
    // What must be said of a place or a time, and mostly need not be thought of.
    for (key, grain) in [("place", Grain::default().as_str()), ("when", WhenGrain::default().as_str())] {
        if let Some(Value::Object(fields)) = keys.get_mut(key) {
            fields.entry("grain").or_insert_with(|| grain.into());
            if key == "when" {
                fields.entry("anchor").or_insert_with(|| WhenAnchor::Itself.as_str().into());
            }
        }
    }
    keys.iter_mut().filter(|(key, _)| *key != "at").try_for_each(|(_, value)| fill_in(value, page))
}

fn fill_in(value: &mut Value, page: &Page<'_>) -> Result<(), String> {
    match value {
        Value::Array(items) => items.iter_mut().try_for_each(|item| fill_in(item, page)),
        Value::Object(fields) => {
            if fields.get("at").is_some_and(|at| !at.is_null()) {
                let at = at_of(&json!({ "at": fields["at"] })).ok_or("at: two code points are wanted")?;
                fields.insert("text".into(), page.words(at).ok_or_else(|| outside(at))?.into());
            }
            fields.values_mut().try_for_each(|field| fill_in(field, page))
        }
        _ => Ok(()),
    }
}

fn outside(at: [usize; 2]) -> String {
    format!("[{}, {}] lies outside the text", at[0], at[1])
}
