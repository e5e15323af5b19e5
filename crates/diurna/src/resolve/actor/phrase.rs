//! A phrase as it is looked up: its words in one spelling, with what their writing tells.
//!
//! In: a phrase. Out: its pieces. "Saudi-led", "al-Qaida's" and "U.S." are "saudi" + "led", "al" + "qaida" and "us"; a comma
//! or a bracket is a break. It knows no word.

use super::fold::fold;

/// One word of a phrase.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Piece<'a> {
    /// As written, without possessive ending.
    pub text: &'a str,
    /// In one spelling.
    pub folded: String,
    /// How it is written.
    pub case: Case,
    /// What parts it from the word before.
    pub before: Gap,
    /// Whether a possessive ending follows.
    pub possessive: bool,
}

/// How a word is written.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Case {
    Small,
    Capital,
    AllCapitals,
}

/// What parts a word from the word before.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Gap {
    Space,
    Hyphen,
    Break,
}

/// The pieces of a phrase.
pub(super) fn pieces(phrase: &str) -> Vec<Piece<'_>> {
    let mut pieces: Vec<Piece<'_>> = Vec::new();
    let mut gap = Gap::Space;
    let mut start = None;
    for (at, character) in phrase.char_indices().chain(std::iter::once((phrase.len(), ' '))) {
        let digit = |c: char| c.is_ascii_digit();
        let next = phrase.get(at + character.len_utf8()..).and_then(|rest| rest.chars().next());
        let in_number = character == ','
            && start.is_some()
            && next.is_some_and(digit)
            && phrase.get(..at).is_some_and(|p| p.ends_with(digit));
        if inside(character) || in_number {
            start.get_or_insert(at);
            continue;
        }
        if let Some(from) = start.take() {
            push(&mut pieces, phrase.get(from..at).unwrap_or_default(), gap);
            gap = Gap::Space;
        }
        gap = gap.max(match character {
            '-' | '\u{2010}' | '\u{2011}' => Gap::Hyphen,
            ',' | '(' | ')' | ';' | ':' | '—' | '–' | '[' | ']' | '/' => Gap::Break,
            _ => Gap::Space,
        });
    }
    pieces
}

/// Whether a character is part of a word.
fn inside(character: char) -> bool {
    character.is_alphanumeric()
        || matches!(character, '.' | '\'' | '’' | '‘' | '`' | '&')
        || !character.is_ascii() && character.is_alphabetic()
}

fn push<'a>(pieces: &mut Vec<Piece<'a>>, word: &'a str, before: Gap) {
    let word = word.trim_matches(|c| matches!(c, '\'' | '‘' | '`' | '&')).trim_start_matches('.');
    let (text, possessive) = without_possessive(word);
    let folded = fold_word(text);
    if folded.is_empty() {
        return;
    }
    let case = case_of(text);
    pieces.push(Piece { text, folded, case, before, possessive });
}

/// A word in one spelling; most words need no table for it.
fn fold_word(word: &str) -> String {
    if !word.is_ascii() {
        return fold(word);
    }
    word.bytes().filter(u8::is_ascii_alphanumeric).map(|byte| char::from(byte.to_ascii_lowercase())).collect()
}

/// A word without its possessive ending, and whether it had one.
fn without_possessive(word: &str) -> (&str, bool) {
    for ending in ["'s", "’s", "'S", "’S", "’"] {
        if let Some(stem) = word.strip_suffix(ending).filter(|stem| !stem.is_empty()) {
            return (stem, true);
        }
    }
    (word, false)
}

fn case_of(text: &str) -> Case {
    let mut letters = text.chars().filter(|c| c.is_alphabetic());
    match letters.next() {
        Some(first) if first.is_uppercase() => {
            let mut rest = letters.peekable();
            let more = rest.peek().is_some() || text.chars().any(|c| c.is_ascii_digit());
            let all = more && rest.all(|c| !c.is_lowercase());
            if all { Case::AllCapitals } else { Case::Capital }
        }
        _ if text.chars().any(char::is_uppercase) => Case::Capital,
        _ => Case::Small,
    }
}

/// The words of a name in one spelling, parted by spaces.
pub(super) fn key_of(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    for piece in pieces(name) {
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(&piece.folded);
    }
    key
}
