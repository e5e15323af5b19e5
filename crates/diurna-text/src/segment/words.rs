//! Words: which marks belong to the word they stand in, and which words are two.
//!
//! In: a stretch without blanks, at a word character. Out: one to three tokens and where to go on.
//! The cuts are those of the English Web Treebank: do|n't, John|'s, well|-|known, anti-war, 1,000, U.S., 10|am.

use super::chars::{char_at, is_apostrophe, is_blank, is_closing, is_opening, word_char};
use super::tables::{Stop, Tables};
use super::tokens::{Chunk, word_run};
use crate::{Span, Token};

/// The longest number with hyphens, in bytes.
const LONGEST_NUMBER: usize = 32;
/// The longest name on the net that is looked through, in bytes.
const LONGEST_NAME: usize = 64;

/// Appends the tokens of the word at `chunk.at`; returns where it ends.
pub(crate) fn word(tables: &Tables, text: &str, chunk: Chunk, out: &mut Vec<Token>) -> usize {
    let mut to = word_run(text, chunk.at, chunk.end);
    loop {
        match joint(tables, text, chunk, to) {
            Joint::Through(next) => to = next,
            Joint::Close(next) => {
                push(out, chunk.at, next);
                return next;
            }
            Joint::Contraction(cut, next) => {
                push(out, chunk.at, cut);
                push(out, cut, next);
                return next;
            }
            Joint::Break => break,
        }
    }
    if let Some(cuts) = tables.split(&text[chunk.at..to]) {
        let mut from = chunk.at;
        for cut in cuts {
            push(out, from, chunk.at + cut);
            from = chunk.at + cut;
        }
        push(out, from, to);
    } else if let Some(cut) = figure_and_unit(tables, &text[chunk.at..to]) {
        push(out, chunk.at, chunk.at + cut);
        push(out, chunk.at + cut, to);
    } else {
        push(out, chunk.at, to);
    }
    to
}

fn push(out: &mut Vec<Token>, start: usize, end: usize) {
    if start < end {
        out.push(Token { at: Span::new(start, end) });
    }
}

/// What the character after a word does to it.
enum Joint {
    /// It belongs to the word, which goes on to here.
    Through(usize),
    /// It belongs to the word and ends it here.
    Close(usize),
    /// A second word begins at the first place and ends at the second.
    Contraction(usize, usize),
    /// It is no part of the word.
    Break,
}

fn joint(tables: &Tables, text: &str, chunk: Chunk, to: usize) -> Joint {
    let Some(c) = char_at(text, to, chunk.end) else { return Joint::Break };
    let after = to + c.len_utf8();
    let next = char_at(text, after, chunk.end);
    let word = &text[chunk.at..to];
    match c {
        '.' => full_stop(tables, text, chunk, to),
        ',' if ends_in_digit(word) => thousands(text, chunk, to),
        ':' if ends_in_digit(word) && is_digit(next) => Joint::Through(word_run(text, after, chunk.end)),
        '/' => slash(tables, text, chunk, to),
        '-' => hyphen(tables, text, chunk, to),
        '&' if is_capital(word.chars().next_back()) && is_capital(next) && word.len() <= 3 => {
            Joint::Through(word_run(text, after, chunk.end))
        }
        '@' if next.is_some_and(char::is_alphanumeric) => Joint::Through(word_run(text, after, chunk.end)),
        '$' if word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_uppercase()) => Joint::Close(after),
        _ if is_apostrophe(c) => apostrophe(tables, text, chunk, to),
        _ => Joint::Break,
    }
}

fn is_digit(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_ascii_digit())
}

fn is_capital(c: Option<char>) -> bool {
    c.is_some_and(char::is_uppercase)
}

fn ends_in_digit(word: &str) -> bool {
    word.as_bytes().last().is_some_and(u8::is_ascii_digit)
}

fn is_figure(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// "John's", "don't", "O'Brien".
fn apostrophe(tables: &Tables, text: &str, chunk: Chunk, to: usize) -> Joint {
    let Some(c) = char_at(text, to, chunk.end) else { return Joint::Break };
    let after = to + c.len_utf8();
    let end = word_run(text, after, chunk.end);
    let (word, rest) = (&text[chunk.at..to], &text[after..end]);
    if rest.is_empty() {
        return Joint::Break;
    }
    if tables.is_negation(rest) && word.len() > 1 && word.ends_with(['n', 'N']) {
        return Joint::Contraction(to - 1, end);
    }
    if tables.is_ending(rest) {
        let decade = is_figure(word) && word.ends_with('0');
        return if decade { Joint::Close(end) } else { Joint::Contraction(to, end) };
    }
    // A closing quote glued to the next word ('truce'and) is no part of either.
    let quoted = chunk.at > chunk.start && text[chunk.start..chunk.at].ends_with(c);
    if quoted || c == '‘' || is_figure(word) { Joint::Break } else { Joint::Through(end) }
}

/// "1,000", "1,00,000" and "3,5" but not "2001,2002".
fn thousands(text: &str, chunk: Chunk, to: usize) -> Joint {
    let end = word_run(text, to + 1, chunk.end);
    let group = &text[to + 1..end];
    let before = text[chunk.at..to].rsplit([',', '.']).next().unwrap_or("");
    if is_figure(group) && before.len() <= 3 { Joint::Through(end) } else { Joint::Break }
}

/// "9/11" and "w/o" are one, "1/2" is three.
fn slash(tables: &Tables, text: &str, chunk: Chunk, to: usize) -> Joint {
    let end = word_run(text, to + 1, chunk.end);
    let (word, rest) = (&text[chunk.at..to], &text[to + 1..end]);
    if tables.is_slashed(&text[chunk.at..end]) {
        return Joint::Close(end);
    }
    let further = text[end..chunk.end].starts_with('/');
    let fraction = word.len() == 1 && rest.len() == 1 && !further;
    if ends_in_digit(word) && is_figure(rest) && !fraction { Joint::Through(end) } else { Joint::Break }
}

/// "anti-war" is one word, "713-853-3989" one number; "well-known" is three.
fn hyphen(tables: &Tables, text: &str, chunk: Chunk, to: usize) -> Joint {
    let end = word_run(text, to + 1, chunk.end);
    let (word, rest) = (&text[chunk.at..to], &text[to + 1..end]);
    if rest.is_empty() {
        return Joint::Break;
    }
    if word.len() > LONGEST_NUMBER {
        return Joint::Break;
    }
    let last = word.rsplit('-').next().unwrap_or("");
    let number = is_figure(last)
        && is_figure(rest)
        && last.len() >= 3
        && (rest.len() >= 4 && last.len() != 4 || word.contains('-') || telephone(text, end, chunk.end));
    let date = word.matches('-').count() == 1
        && is_figure(rest)
        && word.replace('-', "").bytes().all(|byte| byte.is_ascii_digit());
    let begins_date = is_figure(word)
        && is_figure(rest)
        && text[end..chunk.end].starts_with('-')
        && is_digit(char_at(text, end + 1, chunk.end));
    if number || date || begins_date || tables.is_prefix(word) { Joint::Through(end) } else { Joint::Break }
}

/// Whether four more figures follow a hyphen at `at`, as the last of a telephone number do.
fn telephone(text: &str, at: usize, end: usize) -> bool {
    text[at..end].strip_prefix('-').is_some_and(|rest| rest.bytes().take_while(u8::is_ascii_digit).count() == 4)
}

/// "3.5", "U.S.", "Dr.", "example.com", or the end of a sentence.
fn full_stop(tables: &Tables, text: &str, chunk: Chunk, to: usize) -> Joint {
    let after = to + 1;
    let word = &text[chunk.at..to];
    let Some(next) = char_at(text, after, chunk.end) else { return last_stop(tables, text, chunk, to) };
    if word_char(text, after, chunk.end).is_none() {
        let run = text[after..chunk.end].bytes().take_while(|&byte| byte == b'.').count();
        return if run > 1 { Joint::Break } else { last_stop(tables, text, chunk, to) };
    }
    let end = word_run(text, after, chunk.end);
    let rest = &text[after..end];
    if ends_in_digit(word) && next.is_ascii_digit() {
        return Joint::Through(end);
    }
    let letter = last_part(word);
    if is_letter(letter) && is_letter(rest) {
        return Joint::Through(end);
    }
    if tables.is_file_ending(rest) && !is_capital(rest.chars().next())
        || tables.is_file_ending(rest) && rest == rest.to_uppercase()
    {
        return Joint::Through(end);
    }
    if tables.abbreviation(word).is_some_and(|stop| stop != Stop::Digit) || is_initial(word) && is_capital(Some(next)) {
        return Joint::Close(after);
    }
    // Names of places on the net: a.b.c with a known ending further on.
    let near = text.floor_char_boundary(chunk.end.min(after + LONGEST_NAME));
    let further = text[after..near].split(|c: char| !c.is_alphanumeric() && c != '.').next().unwrap_or("");
    let domain = further.rsplit_once('.').is_some_and(|(_, ending)| tables.is_file_ending(ending) && ending.len() > 1);
    if domain { Joint::Through(end) } else { Joint::Break }
}

fn last_part(word: &str) -> &str {
    word.rsplit('.').next().unwrap_or("")
}

fn is_letter(part: &str) -> bool {
    let mut chars = part.chars();
    chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
}

fn is_initial(word: &str) -> bool {
    is_letter(word) && is_capital(word.chars().next())
}

/// Whether a full stop that nothing alphanumeric follows belongs to the word.
fn last_stop(tables: &Tables, text: &str, chunk: Chunk, to: usize) -> Joint {
    let after = to + 1;
    let word = &text[chunk.at..to];
    let following = text[after..chunk.text_end].trim_start().chars().next();
    let kept = if word.contains('.') && word.split('.').all(is_letter) {
        word.ends_with(char::is_uppercase) || !sentence_ends(tables, text, after, chunk.text_end)
    } else if is_initial(word) {
        after == chunk.end && is_capital(following) && word != "I"
    } else {
        match tables.abbreviation(word) {
            Some(Stop::Digit) => is_digit(following),
            Some(Stop::Inside) => true,
            Some(Stop::Either) => !sentence_ends(tables, text, after, chunk.text_end),
            None => false,
        }
    };
    if kept { Joint::Close(after) } else { Joint::Break }
}

/// Whether the stop before `at` also ends the sentence: nothing follows, or an opener with its capital.
fn sentence_ends(tables: &Tables, text: &str, at: usize, end: usize) -> bool {
    let near = text.floor_char_boundary(end.min(at + 64));
    let rest = text[at..near].trim_start_matches(|c: char| is_closing(c) || is_blank(c));
    let rest = rest.trim_start_matches(is_opening);
    if rest.is_empty() {
        return near == end;
    }
    let next = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    is_capital(next.chars().next()) && tables.is_opener(next)
}

/// Where a figure ends and its unit begins: 10|am, 5|km, 3|m; "10th", "1980s" and "3R" stay whole.
fn figure_and_unit(tables: &Tables, word: &str) -> Option<usize> {
    let cut = word.bytes().position(|byte| !byte.is_ascii_digit() && !matches!(byte, b'.' | b',' | b':'))?;
    let unit = &word[cut..];
    let small = unit.len() >= 2 && unit.bytes().all(|byte| byte.is_ascii_lowercase());
    let ordinal = unit.len() == 2 && matches!(unit.as_bytes()[1].to_ascii_lowercase(), b't' | b'd' | b'h');
    (cut > 0 && (small && !ordinal || tables.is_unit(unit))).then_some(cut)
}
