//! What a character is to the segmenter: blank, part of a word, a mark.
//!
//! In: a character or a position in a text. Out: its class. Nothing here depends on language.

use unicode_segmentation::UnicodeSegmentation;

/// Whether `c` stands for nothing that can be read: white space, control and direction marks, a byte-order mark.
///
/// Blanks separate words and are in no token.
pub(crate) fn is_blank(c: char) -> bool {
    if c.is_ascii() {
        return c <= ' ' || c == '\u{7f}';
    }
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Whether `c` is written as an apostrophe.
pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '`' | '´' | 'ʼ')
}

/// Whether `c` closes a quotation or a bracket, straight quotes included.
pub(crate) fn is_closing(c: char) -> bool {
    matches!(c, '"' | '\'' | '’' | '”' | '»' | '›' | ')' | ']' | '}' | '」' | '』' | '）')
}

/// Whether `c` opens a quotation or a bracket, straight quotes included.
pub(crate) fn is_opening(c: char) -> bool {
    matches!(c, '"' | '\'' | '‘' | '“' | '„' | '«' | '‹' | '(' | '[' | '{' | '「' | '『' | '（' | '¿' | '¡' | '`')
}

/// Whether `c` ends sentences.
pub(crate) fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '؟' | '۔' | '।' | '॥' | '።' | '．')
}

/// Whether `c` ends sentences whatever follows, as the stops of scripts without capitals do.
pub(crate) fn is_plain_stop(c: char) -> bool {
    !c.is_ascii() && c != '…' && is_stop(c)
}

/// Where the word character at `at` ends, with the marks that sit on it; `None` when there is none.
pub(crate) fn word_char(text: &str, at: usize, end: usize) -> Option<usize> {
    let byte = *text.as_bytes().get(at)?;
    if at >= end {
        return None;
    }
    if byte.is_ascii() {
        if !(byte.is_ascii_alphanumeric() || byte == b'_') {
            return None;
        }
        // A mark can sit on an ASCII letter too.
        if at + 1 >= end || text.as_bytes()[at + 1].is_ascii() {
            return Some(at + 1);
        }
    }
    let c = text[at..end].chars().next()?;
    if !(c.is_alphanumeric() || c == '_' || c == '\u{ad}') {
        return None;
    }
    let after = at + c.len_utf8();
    match text[after..end].chars().next() {
        Some(next) if !next.is_ascii() && !is_blank(next) => grapheme(text, at, end),
        _ => Some(after),
    }
}

/// Where the character at `at`, with all that joins onto it, ends; blanks never join.
pub(crate) fn grapheme(text: &str, at: usize, end: usize) -> Option<usize> {
    let cluster = text.get(at..end)?.graphemes(true).next()?;
    let first = cluster.chars().next()?.len_utf8();
    let blank = cluster[first..].find(is_blank).map_or(cluster.len(), |blank| first + blank);
    Some(at + blank)
}

/// The character at `at`, if it lies before `end`.
pub(crate) fn char_at(text: &str, at: usize, end: usize) -> Option<char> {
    text.get(at..end)?.chars().next()
}

/// The character before `at`, if it lies after `start`.
pub(crate) fn char_before(text: &str, start: usize, at: usize) -> Option<char> {
    text.get(start..at)?.chars().next_back()
}
