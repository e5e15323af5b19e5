//! Noun phrases: a few words of a role grown to the whole phrase, and coordinations taken apart.
//!
//! In: token ranges of a reading. Out: token ranges. A phrase takes what stands before its head ("U.S. envoy Robert Wood") and the
//! rest of a name, and leaves out relative clauses and what follows in apposition. It never crosses a sentence.

use diurna_read::{Pos, Reading};
use diurna_text::Span;
use std::ops::Range;

/// Arcs by which a word belongs to the phrase of its governor before it.
const BEFORE: &[&str] =
    &["det", "det:predet", "amod", "compound", "nummod", "nmod:poss", "nmod:desc", "flat", "goeswith", "nmod:unmarked"];
/// Arcs by which a word belongs to the phrase of its governor after it.
const AFTER: &[&str] = &["flat", "compound", "fixed", "goeswith", "nmod:desc"];
/// How many tokens the members of a coordination may reach.
const FARTHEST: usize = 14;
/// Arcs that never stand at the edge of a phrase.
const EDGE: &[&str] = &["case", "cc", "mark", "punct"];

/// The word of a phrase that governs the others: "ministry" of "the foreign ministry".
pub fn head_of(reading: &Reading, tokens: Range<usize>) -> Option<usize> {
    let mut free =
        tokens.clone().filter(|&token| reading.tokens[token].head.is_none_or(|head| !tokens.contains(&head)));
    let first = free.next()?;
    let nominal = |token: usize| matches!(reading.tokens[token].pos, Pos::Noun | Pos::Propn | Pos::Pron | Pos::Num);
    if nominal(first) { Some(first) } else { Some(free.find(|&token| nominal(token)).unwrap_or(first)) }
}

/// The tokens that a span touches.
pub fn words_in(reading: &Reading, at: Span) -> Range<usize> {
    let start = reading.tokens.partition_point(|token| token.at.end() <= at.start());
    let end = reading.tokens.partition_point(|token| token.at.start() < at.end());
    start..end.max(start)
}

/// From the first to the last of some tokens; an empty span at the start for none.
pub fn span_of(reading: &Reading, tokens: Range<usize>) -> Span {
    match reading.tokens.get(tokens) {
        Some([first, .., last]) => first.at.cover(last.at),
        Some([only]) => only.at,
        _ => Span::default(),
    }
}

/// Words that only stand before a noun ("the", "several", "Haram" of "Boko Haram factions") with that noun, unless it is the anchor.
pub fn governed(reading: &Reading, tokens: Range<usize>, anchor: &Range<usize>) -> Range<usize> {
    let mut grown = tokens;
    while let Some(head) = head_of(reading, grown.clone()) {
        let word = &reading.tokens[head];
        let Some(governor) = word.head else { break };
        let stands_before = BEFORE.contains(&word.dep) && word.dep != "nmod:poss" && word.pos != Pos::Pron;
        if !stands_before
            || governor < grown.end
            || governor > head + 6
            || anchor.contains(&governor)
            || reading.tokens[governor].pos == Pos::Verb
        {
            break;
        }
        grown.end = governor + 1;
    }
    grown
}

/// A phrase with the later members of its coordination: "hotels" of "hotels, restaurants and government bases".
pub fn coordinated(reading: &Reading, tokens: Range<usize>) -> Range<usize> {
    let Some(head) = head_of(reading, tokens.clone()) else { return tokens };
    let word = |token: usize| &reading.tokens[token];
    let nominal = |token: usize| matches!(word(token).pos, Pos::Noun | Pos::Propn | Pos::Pron);
    let farthest = head + FARTHEST;
    let later = (tokens.end..reading.tokens.len().min(farthest))
        .filter(|&token| word(token).dep == "conj" && word(token).head == Some(head));
    let last = later.rev().find(|&token| nominal(token));
    tokens.start..last.map_or(tokens.end, |last| last + 1)
}

/// A phrase with the name that hangs on it right behind it: "the town of Yevlakh" from "the town".
pub fn named(reading: &Reading, tokens: Range<usize>) -> Range<usize> {
    let Some(head) = head_of(reading, tokens.clone()) else { return tokens };
    let word = |token: usize| &reading.tokens[token];
    let name = tokens.end + 1;
    let ties = name < reading.tokens.len()
        && word(head).pos == Pos::Noun
        && word(tokens.end).dep == "case"
        && word(name).pos == Pos::Propn
        && word(name).head == Some(head)
        && word(name).dep.starts_with("nmod");
    if !ties {
        return tokens;
    }
    let rest = (name + 1..reading.tokens.len()).take_while(|&token| {
        word(token).head.is_some_and(|head| (name..token).contains(&head)) && AFTER.contains(&word(token).dep)
    });
    tokens.start..rest.last().unwrap_or(name) + 1
}

/// A role's words grown to the noun phrase they belong to, without words that only tie it to the sentence.
pub fn complete(text: &str, reading: &Reading, tokens: Range<usize>) -> Range<usize> {
    let mut grown = trim(reading, tokens);
    let Some(sentence) = reading.sentences.iter().find(|sentence| sentence.tokens.contains(&grown.start)) else {
        return grown;
    };
    while grown.start > sentence.tokens.start && grown.start < grown.end {
        let before = &reading.tokens[grown.start - 1];
        let joined = |at: usize| at > 0 && !text[..reading.tokens[at].at.start()].ends_with(char::is_whitespace);
        let belongs = before.head.is_some_and(|head| grown.contains(&head))
            && (BEFORE.contains(&before.dep)
                || (before.dep == "punct" && is_hyphen(text, before.at.range()) && joined(grown.start)));
        if !belongs {
            break;
        }
        grown.start -= 1;
    }
    while grown.end < sentence.tokens.end && grown.start < grown.end {
        let after = &reading.tokens[grown.end];
        if !(after.head.is_some_and(|head| grown.contains(&head)) && AFTER.contains(&after.dep)) {
            break;
        }
        grown.end += 1;
    }
    grown
}

fn is_hyphen(text: &str, at: Range<usize>) -> bool {
    text.get(at).is_some_and(|mark| matches!(mark, "-" | "‐" | "‑"))
}

fn trim(reading: &Reading, tokens: Range<usize>) -> Range<usize> {
    let head = head_of(reading, tokens.clone());
    let edge = |token: usize| {
        let word = &reading.tokens[token];
        let nominal = matches!(word.pos, Pos::Noun | Pos::Propn | Pos::Pron | Pos::Num);
        let whole = word.head.is_none_or(|governor| Some(governor) == head || !tokens.contains(&governor));
        EDGE.contains(&word.dep) && !nominal && whole
    };
    let mut kept = tokens.clone();
    while kept.start < kept.end && edge(kept.start) {
        kept.start += 1;
    }
    while kept.end > kept.start && edge(kept.end - 1) && reading.tokens[kept.end - 1].pos != Pos::Part {
        kept.end -= 1;
    }
    if kept.is_empty() { tokens } else { kept }
}

/// The members of a coordination: "local elders" and "government officials". One phrase stays one.
pub fn conjuncts(reading: &Reading, tokens: Range<usize>) -> Vec<Range<usize>> {
    let Some(head) = head_of(reading, tokens.clone()) else {
        return vec![tokens];
    };
    let mut members: Vec<usize> = tokens
        .clone()
        .filter(|&token| {
            token > head && reading.tokens[token].dep == "conj" && reading.tokens[token].head == Some(head)
        })
        .filter(|&token| matches!(reading.tokens[token].pos, Pos::Noun | Pos::Propn | Pos::Pron | Pos::Num))
        .collect();
    if members.is_empty() || matches!(reading.tokens[head].pos, Pos::Num) {
        return vec![tokens];
    }
    members.insert(0, head);
    let mut parts = Vec::with_capacity(members.len());
    let mut start = tokens.start;
    for (index, _) in members.iter().enumerate() {
        let end = members.get(index + 1).map_or(tokens.end, |&next| leftmost(reading, next, members[index] + 1));
        let part = trim(reading, start..end);
        if !part.is_empty() {
            parts.push(part);
        }
        start = end;
    }
    parts
}

/// The first word of a member of a coordination, no earlier than `from`.
fn leftmost(reading: &Reading, member: usize, from: usize) -> usize {
    (from..member)
        .find(|&token| {
            let mut at = token;
            while let Some(head) = reading.tokens[at].head {
                if at == member || head <= token && head != member {
                    break;
                }
                at = head;
                if at == member {
                    break;
                }
            }
            at == member
        })
        .unwrap_or(member)
}
