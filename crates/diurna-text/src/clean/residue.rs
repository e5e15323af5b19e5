//! Residue: stray stops and lines of nothing but marks.
//!
//! In: tokens or a paragraph. Out: the spans that scraping or translation left behind.

use crate::{Span, Token};

/// Full stops that stand apart from each other, as in "soldiers. .".
pub(crate) fn stray_stops<'a>(text: &'a str, tokens: &'a [Token]) -> impl Iterator<Item = Span> + 'a {
    let is_dot = |token: &Token| token.at.of(text) == ".";
    tokens.windows(2).filter(move |pair| is_dot(&pair[0]) && is_dot(&pair[1])).map(|pair| pair[0].at.cover(pair[1].at))
}

/// Whether every token lies in one of `marks`, which come in order.
pub(crate) fn is_covered(tokens: &[Token], marks: impl Iterator<Item = Span>) -> bool {
    let mut marks = marks.peekable();
    tokens.iter().all(|token| {
        while marks.next_if(|mark| mark.end() <= token.at.start()).is_some() {}
        marks.peek().is_some_and(|mark| mark.contains(token.at))
    })
}

/// Whether a paragraph holds no letter and no figure.
pub(crate) fn is_marks(body: &str) -> bool {
    !body.contains(char::is_alphanumeric)
}

/// Whether a paragraph is one web address.
pub(crate) fn is_address(body: &str, addresses: &[String]) -> bool {
    !body.contains(char::is_whitespace) && addresses.iter().any(|front| body.starts_with(front.as_str()))
}
