//! A record as a few bytes, and back.
//!
//! In: a record. Out: its JSON without the text, compressed against words that every record has and the words of its text. The text stands in
//! the file by itself; with it the same record comes back, byte for byte in its JSON.

use diurna_record::{JsonText, Record, TextIs};
use zstd::bulk::{Compressor, Decompressor};

/// What every record's JSON is made of: keys, kinds, codes. Files hold bytes that only these words open: never change them.
const WORDS: &[u8] = include_bytes!("words-1.json");
/// The longest JSON that is opened, in bytes.
const LONGEST: usize = 1 << 28;
/// How hard to press: at 9 a report of 2 kB takes a third of a millisecond.
const LEVEL: i32 = 9;
/// The first byte of a record whose text is whole, and of one that was written without its text.
const WHOLE: u8 = 1;
const PIECES: u8 = 2;

/// What a record is pressed against: the words that every record has, and the text whose words it quotes.
fn known(text: &str) -> Vec<u8> {
    [WORDS, text.as_bytes()].concat()
}

/// The bytes of a record without its text.
///
/// # Errors
/// What the compressor says where memory is short.
pub(super) fn press(record: &Record) -> std::io::Result<Vec<u8>> {
    let json = record.to_json(JsonText::Out);
    let mut bytes = vec![if record.text_is == TextIs::Whole { WHOLE } else { PIECES }];
    bytes.extend(Compressor::with_dictionary(LEVEL, &known(&record.text))?.compress(json.as_bytes())?);
    Ok(bytes)
}

/// The record of these bytes and this text, or why it is none.
pub(super) fn open(bytes: &[u8], text: &str) -> Result<Record, String> {
    let (&first, rest) = bytes.split_first().ok_or("a record is empty")?;
    let mut opener = Decompressor::with_dictionary(&known(text)).map_err(|error| error.to_string())?;
    let size = Decompressor::upper_bound(rest).filter(|&size| size <= LONGEST).ok_or("a record has no length")?;
    let json = opener.decompress(rest, size).map_err(|_| "a record cannot be opened")?;
    let json = String::from_utf8(json).map_err(|_| "a record is no text")?;
    let whole = match first {
        WHOLE => {
            let text = serde_json::Value::from(text).to_string();
            format!("{{\"text\":{text},{}", json.get(1..).unwrap_or(""))
        }
        PIECES => json,
        _ => return Err("a record is of an unknown form".into()),
    };
    Record::from_json(&whole).map_err(|error| error.to_string())
}
