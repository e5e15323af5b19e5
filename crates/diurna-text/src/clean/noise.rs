//! Words that show that a stretch of text is no part of the report.
//!
//! In: the text, searched once for every phrase of the table. Out: for a paragraph or a sentence, whether its phrases
//! make it noise, and why. The table is data; this file knows how a phrase must stand, not which.

use super::dateline;
use super::lines::ends_with_stop;
use crate::segment::chars::is_blank;
use crate::{NoiseWhy, Span};
use aho_corasick::{AhoCorasick, AhoCorasickKind};
use serde::Deserialize;
use std::sync::LazyLock;

/// How large a stretch a phrase can mark.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Level {
    /// A paragraph.
    Line,
    /// A sentence.
    Sentence,
    /// The phrase itself.
    Mark,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Place {
    Whole,
    Start,
    Label,
    End,
    Inside,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Rest {
    Names,
    Stamp,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Without {
    Stop,
    Speech,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rule {
    why: NoiseWhy,
    level: Level,
    place: Place,
    #[serde(default = "forty")]
    most: usize,
    rest: Option<Rest>,
    #[serde(default)]
    without: Vec<Without>,
    phrases: Vec<String>,
}

fn forty() -> usize {
    40
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    noise: Vec<Rule>,
    speech: Speech,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Speech {
    words: Vec<String>,
}

struct Search {
    table: Table,
    phrases: AhoCorasick,
    /// The rule of each phrase of the search.
    rules: Vec<usize>,
}

fn search() -> &'static Search {
    static SEARCH: LazyLock<Search> = LazyLock::new(|| load().expect("a test loads the embedded table"));
    &SEARCH
}

fn load() -> Result<Search, Box<dyn std::error::Error>> {
    let table: Table = toml::from_str(diurna_data::TEXT_NOISE)?;
    let mut phrases = Vec::new();
    let mut rules = Vec::new();
    for (number, rule) in table.noise.iter().enumerate() {
        for phrase in &rule.phrases {
            phrases.push(phrase.clone());
            rules.push(number);
            if phrase.contains('\'') {
                phrases.push(phrase.replace('\'', "’"));
                rules.push(number);
            }
        }
    }
    let phrases =
        AhoCorasick::builder().ascii_case_insensitive(true).kind(Some(AhoCorasickKind::DFA)).build(phrases)?;
    Ok(Search { table, phrases, rules })
}

/// A phrase found in the text.
#[derive(Clone, Copy)]
pub(crate) struct Hit {
    at: Span,
    rule: usize,
}

/// Every phrase that stands in the text as words of their own, by where it begins.
pub(crate) fn hits(text: &str) -> Vec<Hit> {
    let search = search();
    let text = &text[..text.floor_char_boundary(u32::MAX as usize)];
    let mut found: Vec<Hit> = search
        .phrases
        .find_overlapping_iter(text)
        .filter(|found| stands_alone(text, found.start(), found.end()))
        .map(|found| Hit { at: Span::new(found.start(), found.end()), rule: search.rules[found.pattern().as_usize()] })
        .collect();
    found.sort_by_key(|hit| (hit.at.start(), std::cmp::Reverse(hit.at.end())));
    found
}

fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let joins = |left: Option<char>, right: Option<char>| {
        left.is_some_and(char::is_alphanumeric) && right.is_some_and(char::is_alphanumeric)
    };
    let (inside, before, after) = (&text[start..end], &text[..start], &text[end..]);
    !joins(before.chars().next_back(), inside.chars().next())
        && !joins(inside.chars().next_back(), after.chars().next())
}

/// The hits that lie inside `span`.
pub(crate) fn inside(hits: &[Hit], span: Span) -> &[Hit] {
    let from = hits.partition_point(|hit| hit.at.start() < span.start());
    let to = from + hits[from..].partition_point(|hit| hit.at.start() < span.end());
    &hits[from..to]
}

/// Why the stretch `span` is noise, if one of its phrases makes it so.
pub(crate) fn why(text: &str, hits: &[Hit], span: Span, level: Level) -> Option<NoiseWhy> {
    let rules = &search().table.noise;
    inside(hits, span)
        .iter()
        .find(|hit| rules[hit.rule].level == level && holds(&rules[hit.rule], text, hit.at, span))
        .map(|hit| rules[hit.rule].why)
}

/// The phrases in `span` that are noise by themselves.
pub(crate) fn marks(hits: &[Hit], span: Span) -> impl Iterator<Item = (Span, NoiseWhy)> + '_ {
    let rules = &search().table.noise;
    inside(hits, span)
        .iter()
        .filter(|hit| rules[hit.rule].level == Level::Mark)
        .map(|hit| (hit.at, rules[hit.rule].why))
}

fn holds(rule: &Rule, text: &str, phrase: Span, span: Span) -> bool {
    if !span.contains(phrase) || span.len() > rule.most * 24 {
        return false;
    }
    let (whole, before, after) = (span.of(text), &text[span.start()..phrase.start()], &text[phrase.end()..span.end()]);
    let is_mark = |c: char| !c.is_alphabetic();
    let begins = before.chars().all(|c| is_mark(c) && !c.is_numeric());
    let placed = match rule.place {
        Place::Whole => before.chars().all(is_mark) && after.chars().all(is_mark),
        Place::Start => begins,
        Place::Label => begins && begins_label(after),
        Place::End => after.chars().all(|c| is_mark(c) && !c.is_numeric()),
        Place::Inside => true,
    };
    placed
        && whole.split(is_blank).filter(|word| !word.is_empty()).nth(rule.most).is_none()
        && rule.without.iter().all(|without| match without {
            Without::Stop => !ends_with_stop(whole),
            Without::Speech => !speaks(whole),
        })
        && match rule.rest {
            None => true,
            Some(Rest::Names) => dateline::is_names(after),
            Some(Rest::Stamp) => dateline::is_stamp(after),
        }
}

fn begins_label(after: &str) -> bool {
    let after = after.trim_start_matches(is_blank);
    after.is_empty() || after.starts_with([':', '|', '–', '—', '»', '>', '→', '…']) || after.starts_with("- ")
}

/// Whether a word of saying is among the words.
pub(crate) fn speaks(whole: &str) -> bool {
    whole
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| search().table.speech.words.iter().any(|held| word.eq_ignore_ascii_case(held)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Option<NoiseWhy> {
        why(text, &hits(text), Span::new(0, text.len()), Level::Line)
    }

    #[test]
    fn the_embedded_table_loads() {
        assert!(load().is_ok());
    }

    #[test]
    fn a_phrase_counts_where_its_rule_wants_it() {
        assert_eq!(line("To watch on video"), Some(NoiseWhy::Navigation));
        assert_eq!(line("source site-44"), Some(NoiseWhy::Residue));
        assert_eq!(line("READ ALSO: Drones over Omdurman"), Some(NoiseWhy::RelatedLink));
        assert_eq!(line("By Amina Diallo"), Some(NoiseWhy::Credit));
        assert_eq!(line("Updated 14:30 GMT"), Some(NoiseWhy::Credit));
        assert_eq!(line("Women queue for water in Goma (AP Photo/Ruth Kalala)"), Some(NoiseWhy::Caption));
    }

    #[test]
    fn a_sentence_of_the_report_is_no_noise_for_a_phrase_in_it() {
        assert_eq!(line("Related violence killed four people in Ituri."), None);
        assert_eq!(line("By Friday the army had withdrawn"), None);
        assert_eq!(line("Updated figures put the toll at 40."), None);
        assert_eq!(line("Watch towers were set on fire, officials said."), None);
    }
}
