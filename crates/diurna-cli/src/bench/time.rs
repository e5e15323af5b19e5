//! TimeML: where times stand in news, of which type, and which value they have.
//!
//! In: a `.tml` file, or a folder of them with its subfolders. Out: the measures of TempEval-3: strict and relaxed F1 of the extents, and the F1
//! of those of them (relaxed) whose type, and whose value, is right. The text is given raw with the day it was made; that day itself is
//! not counted. `by_type` has the value F1 of every source, by the letters and the year that its file names begin with.

use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use diurna::resolve::time::{FoundTime, TimeWords};
use jiff::civil::Date;

use super::{Figures, Matches, read, told};

/// Measures the time resolver on every file.
pub(super) fn figures(words: &TimeWords, path: &Path) -> Result<Figures, String> {
    let mut all = Tally::default();
    let mut by_source: BTreeMap<String, Tally> = BTreeMap::new();
    for file in files(path)? {
        let tally = measured(words, &file)?;
        all = all.plus(&tally);
        let source = by_source.entry(source(&file)).or_default();
        *source = source.plus(&tally);
    }
    Ok(Figures {
        n: all.strict.gold,
        values: vec![
            ("strict_f1", all.strict.f1()),
            ("relaxed_f1", all.relaxed.f1()),
            ("type_f1", all.kind.f1()),
            ("value_f1", all.value.f1()),
        ],
        by_type: by_source.into_iter().map(|(name, tally)| (name, tally.value.f1())).collect(),
    })
}

/// All `.tml` files under a folder, sorted.
fn files(path: &Path) -> Result<Vec<PathBuf>, String> {
    let mut found = Vec::new();
    let mut open = vec![path.to_owned()];
    while let Some(next) = open.pop() {
        if next.is_dir() {
            let wrong = |error: std::io::Error| told(&next, &error);
            for entry in fs::read_dir(&next).map_err(wrong)? {
                open.push(entry.map_err(wrong)?.path());
            }
        } else if next == path || next.extension().is_some_and(|ending| ending == "tml") {
            found.push(next);
        }
    }
    found.sort();
    if found.is_empty() { Err(format!("{}: no .tml file in it", path.display())) } else { Ok(found) }
}

/// Folder and news source of a file: "TimeBank ABC", "AQUAINT APW".
fn source(file: &Path) -> String {
    let name = file.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let letters: String = name.chars().take_while(|letter| letter.is_alphabetic()).collect();
    let folder = file.parent().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
    format!("{} {letters}", folder.unwrap_or_default()).trim().to_owned()
}

/// Hits of each measure.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Tally {
    strict: Matches,
    relaxed: Matches,
    kind: Matches,
    value: Matches,
}

impl Tally {
    fn plus(self, other: &Tally) -> Tally {
        Tally {
            strict: self.strict.plus(other.strict),
            relaxed: self.relaxed.plus(other.relaxed),
            kind: self.kind.plus(other.kind),
            value: self.value.plus(other.value),
        }
    }
}

/// One TIMEX3: its bytes in the plain text, type and value.
#[derive(Debug, PartialEq, Eq)]
struct Timex {
    at: Range<usize>,
    kind: String,
    value: String,
}

fn measured(words: &TimeWords, file: &Path) -> Result<Tally, String> {
    let marked = read(file)?;
    let day = marked.split("<DCT>").nth(1).and_then(|head| attribute(head, " value"));
    let published = day.and_then(|day| day.get(..10)?.parse::<Date>().ok());
    let body = marked.split("<TEXT>").nth(1).and_then(|rest| rest.split("</TEXT>").next());
    let body = body.ok_or_else(|| format!("{}: no <TEXT> in it", file.display()))?;
    let (text, gold) = plain(body);
    Ok(tally(&gold, &words.times(&text, published)))
}

/// Every gold time is met by the found one with its extent, else by the first free one that overlaps it.
fn tally(gold: &[Timex], found: &[FoundTime]) -> Tally {
    let of = |hits| Matches { hits, gold: gold.len(), ours: found.len() };
    let mut used = vec![false; found.len()];
    let (mut strict, mut relaxed, mut kind, mut value) = (0, 0, 0, 0);
    for timex in gold {
        let overlaps = |at: &Range<usize>| at.start < timex.at.end && timex.at.start < at.end;
        let free = |index: &usize| !used[*index];
        let exact = (0..found.len()).filter(free).find(|&index| found[index].at == timex.at);
        let hit = exact.or_else(|| (0..found.len()).filter(free).find(|&index| overlaps(&found[index].at)));
        let Some(hit) = hit else { continue };
        used[hit] = true;
        relaxed += 1;
        strict += usize::from(exact.is_some());
        kind += usize::from(found[hit].kind.as_str() == timex.kind);
        value += usize::from(found[hit].value == timex.value);
    }
    Tally { strict: of(strict), relaxed: of(relaxed), kind: of(kind), value: of(value) }
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    tag.split(&format!("{name}=\"")).nth(1)?.split('"').next()
}

/// The text without its tags, and the times that were marked in it.
fn plain(body: &str) -> (String, Vec<Timex>) {
    let (mut text, mut times, mut open): (String, Vec<Timex>, Option<usize>) = (String::new(), Vec::new(), None);
    let mut rest = body;
    while let Some(start) = rest.find('<') {
        text.push_str(&html_escape::decode_html_entities(&rest[..start]));
        let end = rest[start..].find('>').map_or(rest.len(), |end| start + end + 1);
        let tag = &rest[start..end];
        if tag.starts_with("<TIMEX3") {
            let (kind, value) = (attribute(tag, " type").unwrap_or(""), attribute(tag, " value").unwrap_or(""));
            times.push(Timex { at: text.len()..text.len(), kind: kind.to_owned(), value: value.to_owned() });
            open = Some(times.len() - 1);
        } else if tag.starts_with("</TIMEX3")
            && let Some(index) = open.take()
        {
            times[index].at.end = text.len();
        }
        rest = &rest[end..];
    }
    text.push_str(&html_escape::decode_html_entities(rest));
    times.retain(|time| !time.at.is_empty());
    (text, times)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MARKED: &str =
        "They met <TIMEX3 tid=\"t1\" type=\"DATE\" value=\"2024-05-07\">Tuesday</TIMEX3> in A &amp; B.";

    #[test]
    fn marked_times_keep_their_places() {
        let (text, times) = plain(MARKED);
        assert_eq!(text, "They met Tuesday in A & B.");
        assert_eq!(times, [Timex { at: 9..16, kind: "DATE".to_owned(), value: "2024-05-07".to_owned() }]);
    }

    #[test]
    fn a_time_reckoned_right_scores_in_all_four() {
        let words = TimeWords::embedded().expect("tables");
        let (text, gold) = plain(MARKED);
        let all = tally(&gold, &words.times(&text, Some(jiff::civil::date(2024, 5, 8))));
        assert_eq!([all.strict.hits, all.relaxed.hits, all.kind.hits, all.value.hits], [1; 4]);
    }
}
