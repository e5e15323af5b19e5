//! From scores to words: every head turns its columns into plain data.
//!
//! In: the scores of one window. Out: grammar, names, speech and happenings in the document's tokens. A head never looks at another
//! document and never at the text beyond its window, save where a stretch of speech runs on from the window before.

pub(crate) mod grammar;
pub(crate) mod happenings;
pub(crate) mod lemma;
pub(crate) mod names;
pub(crate) mod speech;
pub(crate) mod tree;

use crate::encoder::Scores;
use crate::labels::Labels;
use diurna_text::{Span, Token};
use std::ops::Range;

/// A document's text and tokens.
#[derive(Clone, Copy)]
pub(crate) struct Page<'a> {
    pub text: &'a str,
    pub tokens: &'a [Token],
}

impl Page<'_> {
    /// The span of some tokens.
    pub(crate) fn span(&self, tokens: &Range<usize>) -> Span {
        match (self.tokens.get(tokens.start), self.tokens.get(tokens.end.wrapping_sub(1))) {
            (Some(first), Some(last)) => first.at.cover(last.at),
            _ => Span::default(),
        }
    }

    /// The letters of a token.
    pub(crate) fn form(&self, token: usize) -> &str {
        self.tokens.get(token).map_or("", |token| token.at.of(self.text))
    }

    /// Whether a token has no letter and no digit.
    pub(crate) fn is_mark(&self, token: usize) -> bool {
        !self.form(token).chars().any(char::is_alphanumeric)
    }
}

/// One window as the heads see it.
pub(crate) struct View<'a> {
    pub page: Page<'a>,
    /// The tokens that are the words of this window.
    pub words: &'a [usize],
    pub scores: &'a Scores,
    pub labels: &'a Labels,
    pub lexicon: &'a lemma::Lexicon,
}

impl View<'_> {
    /// The tokens of some words of the window.
    pub(crate) fn token_range(&self, words: &Range<usize>) -> Range<usize> {
        let end = self.words.get(words.end.wrapping_sub(1)).map_or(0, |&token| token + 1);
        self.words.get(words.start).copied().unwrap_or(end)..end
    }

    /// Whether a word of the window stands right after the one before it in the document too.
    pub(crate) fn follows(&self, word: usize) -> bool {
        word > 0 && word < self.words.len() && self.words[word] == self.words[word - 1] + 1
    }
}

/// The column with the highest score, the first of equals.
pub(crate) fn best(scores: &[f32]) -> usize {
    let mut best = 0;
    for (index, &score) in scores.iter().enumerate() {
        if score > scores[best] {
            best = index;
        }
    }
    best
}

/// The chance of a yes-or-no score.
pub(crate) fn sigmoid(score: f32) -> f32 {
    1.0 / (1.0 + (-score).exp())
}

/// Scores of a choice turned into chances, in place.
pub(crate) fn softmax(scores: &mut [f32]) {
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    let mut sum = 0.0;
    for score in scores.iter_mut() {
        *score = (*score - most).exp();
        sum += *score;
    }
    scores.iter_mut().for_each(|score| *score /= sum);
}
