//! Segment: paragraphs to sentences and tokens.
//!
//! In: the text and its paragraphs. Out: sentences and tokens inside those paragraphs, in order.

use crate::{Paragraph, Sentence, Span, Token};
use unicode_segmentation::UnicodeSegmentation;

/// Sentences and tokens of the paragraphs.
pub(crate) fn segment(text: &str, paragraphs: &[Paragraph]) -> (Vec<Sentence>, Vec<Token>) {
    let mut sentences = Vec::new();
    let mut tokens: Vec<Token> = Vec::new();
    for paragraph in paragraphs {
        let from = paragraph.at.start();
        for (offset, sentence) in paragraph.at.of(text).unicode_sentences().map(|s| (s.as_ptr(), s)).map(|(_, s)| {
            (s.as_ptr() as usize - text.as_ptr() as usize - from, s)
        }) {
            let first = tokens.len();
            for (inner, word) in sentence.split_word_bound_indices() {
                let start = from + offset + inner;
                if !word.trim().is_empty() {
                    tokens.push(Token { at: Span::new(start, start + word.len()) });
                }
            }
            if first < tokens.len() {
                let at = tokens[first].at.cover(tokens[tokens.len() - 1].at);
                sentences.push(Sentence { at, part: paragraph.part, tokens: first..tokens.len() });
            }
        }
    }
    (sentences, tokens)
}
