//! Lines to paragraphs.
//!
//! In: the text. Out: the spans of its paragraphs without the blanks around them. A line is a paragraph, except in
//! text that was wrapped at a width, as wire copy and mail are: there a paragraph ends at an empty line or an indent.

use crate::Span;
use crate::segment::chars::{is_blank, is_closing, is_stop};

/// The widest line that wrapped text can have, in characters.
const WIDEST: usize = 120;
/// How much room the wrapping may have left at the end of a line, in characters.
const ROOM: usize = 12;
/// The shortest line that can go on in small letters on the next, in characters.
const SHORTEST: usize = 40;

struct Line {
    at: Span,
    indent: usize,
    width: usize,
    /// Whether an empty line stands before it.
    parted: bool,
}

/// The paragraphs of the first 4 GiB of `text`.
pub(crate) fn paragraphs(text: &str) -> Vec<Span> {
    let lines = lines(&text[..text.floor_char_boundary(u32::MAX as usize)]);
    let width = wrapping(text, &lines);
    let mut found: Vec<Span> = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        match found.last_mut() {
            Some(open) if goes_on(text, &lines[number - 1], line, width) => *open = open.cover(line.at),
            _ => found.push(line.at),
        }
    }
    found
}

fn lines(text: &str) -> Vec<Line> {
    let mut found = Vec::new();
    let mut parted = true;
    for (start, line) in cut(text) {
        let body = line.trim_start_matches(is_blank);
        let indent = line.len() - body.len();
        let body = body.trim_end_matches(is_blank);
        if body.is_empty() {
            parted = true;
            continue;
        }
        let at = Span::new(start + indent, start + indent + body.len());
        let width = line.bytes().take(4 * WIDEST).filter(|byte| byte & 0xc0 != 0x80).count();
        found.push(Line { at, indent, width, parted });
        parted = false;
    }
    found
}

/// The lines of `text` with the byte at which each begins.
fn cut(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split(['\n', '\r', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}']).scan(0, move |_, line| {
        let start = at;
        // Every break is followed by the next line; its own length is read from the text.
        at = start + line.len() + text[start + line.len()..].chars().next().map_or(0, char::len_utf8);
        Some((start, line))
    })
}

/// The width at which the text was wrapped, if it was.
fn wrapping(text: &str, lines: &[Line]) -> Option<usize> {
    let longest = lines.iter().map(|line| line.width).max()?;
    if longest > WIDEST {
        return None;
    }
    let breaks: Vec<&[Line]> = lines.windows(2).filter(|pair| !pair[1].parted).collect();
    let full = breaks.iter().filter(|pair| is_full(text, &pair[0], &pair[1], longest)).count();
    let indented = lines.iter().any(|line| line.indent >= 2);
    ((breaks.len() >= 2 || indented && breaks.len() == 1) && full * 10 >= breaks.len() * 6).then_some(longest)
}

/// Whether the next line's first word had no room on this one.
fn is_full(text: &str, line: &Line, next: &Line, width: usize) -> bool {
    let word = next.at.of(text).split(is_blank).next().map_or(0, |word| word.chars().count());
    line.width + 1 + word + ROOM >= width
}

fn goes_on(text: &str, line: &Line, next: &Line, width: Option<usize>) -> bool {
    if next.parted {
        return false;
    }
    let rest = next.at.of(text);
    let stopped = ends_with_stop(line.at.of(text));
    if width.is_some_and(|width| next.indent <= line.indent && is_full(text, line, next, width)) {
        return !is_bullet(rest);
    }
    width.is_some_and(|_| next.indent <= line.indent) && !stopped && !is_bullet(rest)
        || rest.starts_with(char::is_lowercase) && !stopped && line.width >= SHORTEST
}

/// Whether `text` ends as a sentence does, closing quotes and brackets aside.
pub(crate) fn ends_with_stop(text: &str) -> bool {
    let open = text.trim_end_matches(|c: char| {
        is_closing(c) || is_blank(c) || !c.is_alphanumeric() && !is_stop(c) && !matches!(c, ':' | ',' | ';')
    });
    open.ends_with(is_stop)
}

/// Whether `text` begins as an item of a list.
pub(crate) fn is_bullet(text: &str) -> bool {
    text.starts_with(['-', '•', '*', '·', '–', '—', '▪', '●', '►', '>', '→', '+'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<&str> {
        paragraphs(text).into_iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn every_line_is_a_paragraph_in_text_that_was_not_wrapped() {
        assert_eq!(
            read("Truce holds in Tigray\r\nAid trucks reached Mekelle.\n\nThe road was shut."),
            ["Truce holds in Tigray", "Aid trucks reached Mekelle.", "The road was shut."]
        );
    }

    #[test]
    fn wrapped_lines_are_one_paragraph_until_an_empty_line_or_an_indent() {
        let text = "   THE ARMY SAID ON MONDAY THAT REBELS HAD FIRED ROCKETS AT THE\nBARRACKS IN THE CAPITAL. FOUR SOLDIERS WERE KILLED AND NINE WERE\nWOUNDED.\n   THE REBELS DENIED THIS.";
        assert_eq!(read(text).len(), 2);
        assert!(read(text)[0].ends_with("WOUNDED."));
    }

    #[test]
    fn a_line_that_goes_on_in_small_letters_belongs_to_the_one_before() {
        let text = "The ministry said that four of its soldiers had been\nkilled.\nIt named no one.";
        assert_eq!(read(text), ["The ministry said that four of its soldiers had been\nkilled.", "It named no one."]);
    }
}
