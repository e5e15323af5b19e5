//! Sentences: where one ends and the next begins, by rule.
//!
//! In: the tokens of one paragraph. Out: ranges of tokens that cover them all, in order. A lowercase word after a full
//! stop goes on with the sentence, because translation and scraping leave such stops behind; a paragraph that never
//! uses capitals is the exception. The reading may move these bounds later.

use super::chars::{is_closing, is_plain_stop, is_stop};
use super::tables::{Stop, Tables, tables};
use crate::Token;
use std::ops::Range;

/// Splits `tokens[range]` into sentences.
pub(crate) fn sentences(text: &str, tokens: &[Token], range: Range<usize>) -> Vec<Range<usize>> {
    let look = Look {
        text,
        tokens: &tokens[..range.end],
        tables: tables(),
        small: writes_small(text, &tokens[range.clone()]),
    };
    let mut found = Vec::new();
    let mut from = range.start;
    let mut at = range.start;
    while at < range.end {
        let (next, ends) = look.end_after(from, at);
        if ends {
            found.push(from..next);
            from = next;
        }
        at = next;
    }
    if from < range.end {
        found.push(from..range.end);
    }
    found
}

/// Whether a paragraph is written without capitals: it begins in small letters, or goes on so after most of its full
/// stops.
fn writes_small(text: &str, tokens: &[Token]) -> bool {
    let small = |token: &Token| token.at.of(text).starts_with(char::is_lowercase);
    if tokens.first().is_some_and(small) {
        return true;
    }
    let after = tokens.windows(2).filter(|pair| pair[0].at.of(text) == ".").map(|pair| small(&pair[1]));
    let (stops, smalls) = after.fold((0, 0), |(stops, smalls), small| (stops + 1, smalls + usize::from(small)));
    smalls >= 2 && smalls * 2 >= stops
}

/// Whether a token is a line drawn with signs: "-----".
fn is_rule(word: &str) -> bool {
    word.len() >= 5
        && word.starts_with(['-', '*', '=', '_', '~', '#', '+'])
        && word.as_bytes().iter().all(|&byte| byte == word.as_bytes()[0])
}

struct Look<'a> {
    text: &'a str,
    tokens: &'a [Token],
    tables: &'a Tables,
    small: bool,
}

impl Look<'_> {
    fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.at.of(self.text))
    }

    fn first(&self, at: usize) -> Option<char> {
        self.word(at).chars().next()
    }

    /// Whether nothing stands between this token and the one before.
    fn glued(&self, at: usize) -> bool {
        at > 0 && at < self.tokens.len() && self.tokens[at - 1].at.end() == self.tokens[at].at.start()
    }

    /// Where to go on after the token `at`, and whether the sentence that began at `from` ends before it.
    fn end_after(&self, from: usize, at: usize) -> (usize, bool) {
        let word = self.word(at);
        if is_rule(word) || is_rule(self.word(at + 1)) {
            return (at + 1, true);
        }
        let Some(last) = word.chars().next_back().filter(|&last| is_stop(last)) else { return (at + 1, false) };
        let next = self.past_closing(at + 1);
        let Some(first) = self.first(self.past_opening(next)) else { return (next, true) };
        if is_plain_stop(last) {
            return (next, true);
        }
        let abbreviation = word.len() > 1 && last == '.' && word.starts_with(char::is_alphanumeric);
        if abbreviation && !self.abbreviation_ends(word, next) {
            return (at + 1, false);
        }
        (next, !self.numbers_an_item(from, at) && !self.goes_on(at, next, first))
    }

    /// Past the quotes and brackets that close after a stop, and past stops that stand apart from it.
    fn past_closing(&self, mut at: usize) -> usize {
        while at < self.tokens.len() {
            let word = self.word(at);
            let stop = word.chars().all(|c| is_stop(c) || c == ',');
            let closing = word.chars().all(is_closing) && (self.glued(at) || !self.opens(at));
            let smile = self.tables.emoticons.iter().any(|form| form == word);
            if !(stop || closing || smile) {
                break;
            }
            at += 1;
        }
        at
    }

    /// Whether a mark that could open or close stands glued to what follows.
    fn opens(&self, at: usize) -> bool {
        self.glued(at + 1)
            || self
                .tokens
                .get(at + 1)
                .is_none_or(|_| !matches!(self.first(at), Some(')' | ']' | '}' | '”' | '’' | '»')))
    }

    fn past_opening(&self, mut at: usize) -> usize {
        while at < self.tokens.len() && self.word(at).chars().all(super::chars::is_opening) {
            at += 1;
        }
        at
    }

    /// Whether a sentence ends at an abbreviation, seen from what follows.
    fn abbreviation_ends(&self, word: &str, next: usize) -> bool {
        let stem = &word[..word.len() - 1];
        let name = stem.chars().count() == 1 && stem.starts_with(char::is_uppercase);
        if name || self.tables.abbreviation(stem) == Some(Stop::Inside) {
            return false;
        }
        let opener = self.past_opening(next);
        self.word(opener).starts_with(char::is_uppercase) && self.tables.is_opener(self.word(opener))
    }

    /// "1. Withdraw": a figure and its stop at the start of a sentence.
    fn numbers_an_item(&self, from: usize, at: usize) -> bool {
        at == from + 1
            && self.word(from).len() <= 3
            && self.word(at) == "."
            && self.word(from).bytes().all(|byte| byte.is_ascii_digit())
            || at == from
                && self.word(at).len() <= 4
                && self.word(at).ends_with('.')
                && self.word(at).starts_with(|c: char| c.is_ascii_digit())
    }

    /// Whether what follows a stop shows that the sentence goes on.
    fn goes_on(&self, at: usize, next: usize, first: char) -> bool {
        let closed = next > at + 1;
        let opener = self.past_opening(next);
        let aside = opener > next && self.word(next).starts_with('(') && !closed;
        if first.is_lowercase() && !aside && !self.is_address(opener) {
            let small = self.small || matches!(self.word(at).chars().next_back(), Some('!' | '?'));
            return closed || !small;
        }
        if matches!(first, ',' | ';' | ':' | '%' | ')' | ']') || matches!(first, '-' | '–' | '—') && closed {
            return true;
        }
        // "Who fired?" Traore asked.
        let asked = self.word(at).ends_with(['?', '!']) && closed;
        asked && self.saying_follows(next)
    }

    fn is_address(&self, at: usize) -> bool {
        self.word(at).len() > 6 && self.tables.addresses.iter().any(|front| self.word(at).starts_with(front.as_str()))
    }

    fn saying_follows(&self, next: usize) -> bool {
        (next..next + 5)
            .take_while(|&at| !self.word(at).starts_with(|c: char| is_stop(c) || c == ',' || c == '"' || c == '“'))
            .any(|at| self.tables.is_saying(self.word(at)))
    }
}
