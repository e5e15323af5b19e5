//! Subheads that run into the text, where a page's line breaks were lost: "Four people died. Markets stay shut On
//! Tuesday the mayor …".
//!
//! In: a sentence inside a long paragraph. Out: how many of its tokens are a subhead. What tells is a word that opens
//! sentences, with its capital, after few words without a mark. Subheads that run into a name cannot be told from it
//! by rule and are left to the reading.

use crate::Token;
use crate::segment::tables::tables;

/// The most words of a subhead that runs in.
const MOST: usize = 8;

/// How many tokens of a sentence are a subhead run into it.
pub(crate) fn subhead(text: &str, tokens: &[Token]) -> Option<usize> {
    let word = |at: usize| tokens.get(at).map_or("", |token| token.at.of(text));
    let quoted = word(0).chars().all(|c| matches!(c, '‘' | '“' | '"'));
    let mut at = usize::from(quoted);
    if !word(at).starts_with(char::is_uppercase) || tables().is_saying(word(at + 1)) {
        return None;
    }
    at += 1;
    while at <= MOST {
        let here = word(at);
        if quoted && here.chars().all(|c| matches!(c, '’' | '”' | '"')) && !here.is_empty() {
            let opens = is_opener(word(at + 1), word(at + 2)) && at >= 3;
            return opens.then_some(at + 1);
        }
        let joined = here.chars().all(|c| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-'));
        if here.is_empty() || !joined {
            return None;
        }
        if !quoted && at >= 2 && is_opener(here, word(at + 1)) && ends_small(word(at - 1)) {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// Whether `word` opens a sentence, seen from the word after it: "The army", not "The Hague".
fn is_opener(word: &str, next: &str) -> bool {
    let capital = word.starts_with(char::is_uppercase) && word.chars().skip(1).all(char::is_lowercase);
    let named = next.starts_with(char::is_uppercase) && tables().is_in_names(word);
    let single = word.chars().count() == 1 && !tables().is_in_names(word);
    capital && !named && !single && tables().is_opener(word)
}

fn ends_small(word: &str) -> bool {
    word.starts_with(char::is_lowercase)
        && word.chars().count() >= 3
        && !tables().is_opener(word)
        && !tables().is_saying(word)
}
