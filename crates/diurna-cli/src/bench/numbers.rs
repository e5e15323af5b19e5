//! Numbers: the English number specifications of Recognizers-Text.
//!
//! In: a folder that holds `NumberModel.json` and `NumberRangeModel.json`, at any depth, under a folder `English`. Out: the share of cases in scope in
//! which exactly the expected words are found, each with its value (`numbers_right`), and each with its bound (`ranges_right`).
//! `n` is the number of cases in scope.
//!
//! Counts of people and things are whole, so these cases are out of scope, and told apart by what is expected:
//!
//! - numbers below zero; powers and exponents ("1.1^23", "12e-1")
//! - fractions ("three fifths", "five billion and three quarters", "3/4", "⅔", "one over three", "two out of five"), but not of a scale ("half a million")
//! - letters for scales behind digits ("10G", "1MM", "2.33 k")
//! - intervals with two bounds of their own ("more than 20 and fewer than 35"), equations ("less or equal than", ">=", "~"), and bounds of
//!   ordinals
//!
//! The specification's upper end of a range is open, ours is the last number told; only the numbers are compared.

use std::fs;
use std::path::{Path, PathBuf};

use diurna::resolve::count::CountWords;
use diurna_record::Op;
use serde_json::Value;

use super::{Figures, read, share, told};

/// What is expected of a text, or found in it: words in lower case, and what they amount to.
type Found = Vec<(String, String)>;

/// Measures the number words on every case in scope.
pub(super) fn figures(words: &CountWords, path: &Path) -> Result<Figures, String> {
    let numbers = tally(path, "NumberModel.json", number, |text| numbers(words, text))?;
    let ranges = tally(path, "NumberRangeModel.json", interval, |text| intervals(words, text))?;
    Ok(Figures {
        n: numbers.1 + ranges.1,
        values: vec![
            ("numbers_right", share(numbers.0, numbers.1)),
            ("numbers_n", Some(numbers.1 as f64)),
            ("ranges_right", share(ranges.0, ranges.1)),
            ("ranges_n", Some(ranges.1 as f64)),
            ("right", share(numbers.0 + ranges.0, numbers.1 + ranges.1)),
        ],
        by_type: Vec::new(),
    })
}

/// How many cases of a file are right, of how many in scope. `scope` gives what an expected result amounts to, or none out of scope.
fn tally(
    path: &Path,
    name: &str,
    scope: fn(&str, &str) -> Option<String>,
    ours: impl Fn(&str) -> Found,
) -> Result<(usize, usize), String> {
    let file = under(path, name)?.ok_or_else(|| format!("{}: no English/{name} in it", path.display()))?;
    let wrong = |why: &str| format!("{}: {why}", file.display());
    let text = read(&file)?;
    let cases: Value = serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|error| wrong(&error.to_string().to_lowercase()))?;
    let (mut right, mut all) = (0, 0);
    for case in cases.as_array().ok_or_else(|| wrong("not a list of cases"))? {
        let (Some(input), Some(results)) = (case["Input"].as_str(), case["Results"].as_array()) else {
            return Err(wrong("a case without Input and Results"));
        };
        let expected = results.iter().map(|result| {
            let (text, value) = (result["Text"].as_str()?.to_lowercase(), result["Resolution"]["value"].as_str()?);
            let value = scope(&text, value)?;
            Some((text, value))
        });
        let Some(expected) = expected.collect::<Option<Found>>() else { continue };
        all += 1;
        right += usize::from(ours(input) == expected);
    }
    Ok((right, all))
}

/// The file of this name under a folder `English`, or the path itself.
fn under(path: &Path, name: &str) -> Result<Option<PathBuf>, String> {
    let mut folders = vec![path.to_owned()];
    while let Some(folder) = folders.pop() {
        let file = folder.join(name);
        if folder.ends_with("English") && file.is_file() {
            return Ok(Some(file));
        }
        let entries = fs::read_dir(&folder).map_err(|error| told(&folder, &error))?;
        folders.extend(entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.is_dir()));
        folders.sort();
    }
    Ok(None)
}

fn numbers(words: &CountWords, text: &str) -> Found {
    words.numbers(text).into_iter().map(|(at, value)| (text[at].to_lowercase(), value)).collect()
}

fn intervals(words: &CountWords, text: &str) -> Found {
    let told = words.bounds(text).into_iter().map(|count| {
        let value = count.value.unwrap_or(0);
        let sign = count.op.map_or("", Op::as_str);
        let value = count.max.map_or_else(|| format!("{sign}{value}"), |max| format!("{value}..{max}"));
        (text[count.at].to_lowercase(), value)
    });
    told.collect()
}

/// An expected number as a decimal of at most six places, or none out of scope.
fn number(text: &str, value: &str) -> Option<String> {
    let value: f64 = value.parse().ok().filter(|value| *value >= 0.0)?;
    let power = text.contains('^')
        || text.as_bytes().windows(2).any(|pair| pair[0].is_ascii_digit() && b"ex".contains(&pair[1]));
    let last = text.rsplit([' ', '-']).next().unwrap_or("");
    let letters = last.trim_start_matches(|c: char| !c.is_alphabetic());
    let letters = text.starts_with(|c: char| c.is_ascii_digit()) && (1..=2).contains(&letters.len());
    let fraction = last.trim_end_matches('s').ends_with("th") || text.contains("quarters");
    let decimal = value.fract() == 0.0 || text.contains(['.', ',']) || text.contains("point");
    let scope = !power && !letters && !fraction && !text.contains('/') && decimal;
    let shown = format!("{value:.6}");
    scope.then(|| shown.trim_end_matches('0').trim_end_matches('.').to_owned())
}

/// An expected interval as our bound, or none out of scope.
fn interval(text: &str, value: &str) -> Option<String> {
    let (low, high) = value.get(1..value.len().checked_sub(1)?)?.split_once(',')?;
    let open = (value.starts_with('('), value.ends_with(')'));
    let whole = |end: &str| end.is_empty() || end.bytes().all(|byte| byte.is_ascii_digit());
    let equation = text.contains("equal") || text.contains(['<', '>', '=', '~']);
    if equation || !whole(low) || !whole(high) || text.ends_with("th") {
        return None;
    }
    match (low.is_empty(), high.is_empty(), open) {
        (false, true, (true, _)) => Some(format!("{}{low}", Op::More.as_str())),
        (false, true, (false, _)) => Some(format!("{}{low}", Op::AtLeast.as_str())),
        (true, false, (_, true)) => Some(format!("{}{high}", Op::Less.as_str())),
        (true, false, (_, false)) => Some(format!("{}{high}", Op::AtMost.as_str())),
        (false, false, (false, true)) => Some(format!("{low}..{high}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scope_is_told_by_what_is_expected() {
        assert_eq!(number("two hundred", "200").as_deref(), Some("200"));
        assert_eq!(number("2.5", "2.5").as_deref(), Some("2.5"));
        for (text, value) in
            [("minus one", "-1"), ("three fifths", "0.6"), ("3/4", "0.75"), ("2^3", "8"), ("1e3", "1000")]
        {
            assert_eq!(number(text, value), None, "{text}");
        }
        assert_eq!(interval("more than 40", "(40,)").as_deref(), Some(">40"));
        assert_eq!(interval("between 2 and 5", "[2,5)").as_deref(), Some("2..5"));
        assert_eq!(interval("more than 2 and less than 5", "(2,5)"), None);
        assert_eq!(interval("equal to 5 or less", "(,5]"), None);
    }

    #[test]
    fn a_case_is_right_where_all_its_numbers_are() {
        let folder = tempfile::tempdir().expect("a folder");
        let english = folder.path().join("English");
        fs::create_dir(&english).expect("made");
        let cases = "\u{feff}[{\"Input\":\"Forty huts and 2 wells\",\"Results\":[{\"Text\":\"forty\",\"Resolution\":{\"value\":\"40\"}},\
            {\"Text\":\"2\",\"Resolution\":{\"value\":\"2\"}}]},{\"Input\":\"no huts\",\"Results\":[{\"Text\":\"huts\",\"Resolution\":{\"value\":\"1\"}}]}]";
        fs::write(english.join("NumberModel.json"), cases).expect("written");
        let ranges =
            "[{\"Input\":\"Over 30 huts\",\"Results\":[{\"Text\":\"over 30\",\"Resolution\":{\"value\":\"(30,)\"}}]}]";
        fs::write(english.join("NumberRangeModel.json"), ranges).expect("written");
        let words = CountWords::embedded().expect("the tables load");
        let figures = figures(&words, folder.path()).expect("it is read");
        assert_eq!((figures.n, figures.values[0].1, figures.values[2].1), (3, Some(0.5), Some(1.0)));
    }
}
