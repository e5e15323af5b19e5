//! Tokens: the words and marks of a paragraph, as the English Web Treebank cuts them.
//!
//! In: a stretch of the text. Out: tokens in order; every character that is not blank is in exactly one. The text is
//! read once from left to right; nothing is looked up further than the stretch between two blanks, so a file of one
//! endless line costs no more than any other.

use super::chars::{char_at, char_before, grapheme, is_apostrophe, is_blank, is_closing, is_opening, word_char};
use super::tables::{Tables, tables};
use super::words::word;
use crate::{Span, Token};

/// The longest stretch in which an address is looked for, in bytes.
const LONGEST_ADDRESS: usize = 2048;

/// Appends the tokens of `text[start..end]`.
pub(crate) fn tokens(text: &str, start: usize, end: usize, out: &mut Vec<Token>) {
    let tables = tables();
    let mut at = start;
    while at < end {
        let Some(c) = char_at(text, at, end) else { break };
        if is_blank(c) {
            at += c.len_utf8();
            continue;
        }
        let chunk = chunk_end(text, at, end);
        chunk_tokens(tables, text, at, chunk, end, out);
        at = chunk;
    }
}

/// Where the stretch without blanks that begins at `at` ends.
fn chunk_end(text: &str, at: usize, end: usize) -> usize {
    let bytes = text.as_bytes();
    let mut to = at;
    while to < end {
        let byte = bytes[to];
        if byte.is_ascii() {
            if byte <= b' ' || byte == 0x7f {
                break;
            }
            to += 1;
        } else {
            match char_at(text, to, end) {
                Some(c) if !is_blank(c) => to += c.len_utf8(),
                _ => break,
            }
        }
    }
    to
}

fn chunk_tokens(tables: &Tables, text: &str, start: usize, chunk: usize, end: usize, out: &mut Vec<Token>) {
    let address = (chunk - start <= LONGEST_ADDRESS).then(|| address(tables, text, start, chunk)).flatten();
    let mut at = start;
    while at < chunk {
        if let Some(whole) = address.filter(|whole| whole.start() == at) {
            out.push(Token { at: whole });
            at = whole.end();
        } else if word_char(text, at, chunk).is_some() {
            at = word(tables, text, Chunk { start, at, end: chunk, text_end: end }, out);
        } else {
            let to = mark(tables, text, start, at, chunk);
            out.push(Token { at: Span::new(at, to) });
            at = to;
        }
    }
}

/// A stretch without blanks, and how far it has been read.
#[derive(Clone, Copy)]
pub(crate) struct Chunk {
    /// Its first byte.
    pub(crate) start: usize,
    /// The next byte to read.
    pub(crate) at: usize,
    /// The byte after its last.
    pub(crate) end: usize,
    /// The byte after the last of the paragraph.
    pub(crate) text_end: usize,
}

/// The web or mail address in a stretch, without the quotes and stops around it.
fn address(tables: &Tables, text: &str, start: usize, chunk: usize) -> Option<Span> {
    let whole = &text[start..chunk];
    if !whole.bytes().any(|byte| matches!(byte, b'@' | b':' | b'w' | b'W')) {
        return None;
    }
    let from = start + (whole.len() - whole.trim_start_matches(|c| is_opening(c) || c == '<' || c == '-').len());
    let body = text[from..chunk]
        .trim_end_matches(|c: char| is_closing(c) || matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '>' | '…' | '*'));
    let web = tables.addresses.iter().any(|front| {
        body.len() > front.len() + 1 && body.as_bytes()[..front.len()].eq_ignore_ascii_case(front.as_bytes())
    });
    (web || is_mail(body)).then(|| Span::new(from, from + body.len()))
}

/// Whether `body` reads as name@place, and nothing in it closes or opens a quotation.
fn is_mail(body: &str) -> bool {
    let Some((name, place)) = body.split_once('@') else { return false };
    let fits = |part: &str| {
        part.chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '.' || c == '_')
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-' | b'+' | b'%'))
    };
    fits(name) && fits(place)
}

/// Where the mark at `at` ends: a single character, a run of one, or an emoticon.
fn mark(tables: &Tables, text: &str, start: usize, at: usize, chunk: usize) -> usize {
    let Some(c) = char_at(text, at, chunk) else { return chunk };
    if let Some(to) = emoticon(tables, text, start, at, chunk) {
        return to;
    }
    if is_apostrophe(c) {
        return apostrophe(tables, text, start, at, chunk);
    }
    let after = at + c.len_utf8();
    match c {
        '.' | '!' | '?' => stops(text, at, chunk),
        '+' if at == start && char_at(text, after, chunk).is_some_and(|next| next.is_ascii_digit()) => {
            word_run(text, after, chunk)
        }
        '-' | '*' | '=' | '+' | '_' | '~' | '#' | '<' | '>' | '|' | '•' => run(text, at, chunk, |next| next == c),
        '…' => run(text, at, chunk, |next| next == '…' || next == '.'),
        '@' if at == start => word_run(text, after, chunk),
        _ if c.is_ascii() && text.as_bytes().get(after).is_none_or(u8::is_ascii) => after,
        _ => grapheme(text, at, chunk).unwrap_or(after),
    }
}

/// "...", "?!" and ".." are one mark each; "...?" is two.
fn stops(text: &str, at: usize, chunk: usize) -> usize {
    let dots = run(text, at, chunk, |next| next == '.');
    if dots >= at + 3 { dots } else { run(text, at, chunk, |next| matches!(next, '.' | '!' | '?')) }
}

fn run(text: &str, at: usize, chunk: usize, more: impl Fn(char) -> bool) -> usize {
    text[at..chunk].char_indices().find(|&(_, c)| !more(c)).map_or(chunk, |(to, _)| at + to).max(at + 1)
}

/// Where the run of word characters from `at` ends.
pub(crate) fn word_run(text: &str, mut at: usize, chunk: usize) -> usize {
    while let Some(to) = word_char(text, at, chunk) {
        at = to;
    }
    at
}

/// An apostrophe that begins something: 's, 'em, '70s; two of them are one mark, else it stands alone.
fn apostrophe(tables: &Tables, text: &str, start: usize, at: usize, chunk: usize) -> usize {
    let Some(c) = char_at(text, at, chunk) else { return chunk };
    let after = at + c.len_utf8();
    if let Some(twin) = char_at(text, after, chunk)
        .filter(|&next| next == c || !c.is_ascii() && !next.is_ascii() && is_apostrophe(next))
    {
        return after + twin.len_utf8();
    }
    let to = word_run(text, after, chunk);
    let rest = &text[after..to];
    let free = char_before(text, start, at).is_none_or(|before| !before.is_alphanumeric());
    let years = rest.len() <= 3 && rest.len() >= 2 && rest.bytes().take(2).all(|byte| byte.is_ascii_digit());
    let ending = tables.is_ending(rest) && at == start && to == chunk;
    if free && (years || ending || tables.is_elision(rest)) { to } else { after }
}

fn emoticon(tables: &Tables, text: &str, start: usize, at: usize, chunk: usize) -> Option<usize> {
    let first = text.as_bytes()[at];
    if !matches!(first, b':' | b';' | b'=' | b'(' | b'<' | b'^' | b'-' | b'>') {
        return None;
    }
    let rest = &text[at..chunk];
    let form = tables.emoticons.iter().find(|form| rest.starts_with(form.as_str()))?;
    let to = at + form.len();
    let before = char_before(text, start, at).is_some_and(|before| before.is_ascii_digit() || before == '/');
    let clear = char_at(text, to, chunk).is_none_or(|next| !next.is_alphanumeric() && next != '/');
    (clear && !before).then_some(to)
}
