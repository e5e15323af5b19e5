//! Segment: paragraphs to sentences and tokens.
//!
//! In: the text and its paragraphs. Out: tokens and sentences inside those paragraphs, in order. Every character that
//! is not blank is in exactly one token, every token in exactly one sentence. Noise is segmented like everything else:
//! marking is not cutting.

pub(crate) mod chars;
mod sentences;
pub(crate) mod tables;
mod tokens;
mod words;

use crate::{Paragraph, Part, Sentence, Token};

/// Sentences and tokens of the paragraphs.
pub(crate) fn segment(text: &str, paragraphs: &[Paragraph]) -> (Vec<Sentence>, Vec<Token>) {
    let mut all = Vec::new();
    let mut tokens = Vec::with_capacity(text.len() / 5);
    for paragraph in paragraphs {
        let first = tokens.len();
        tokens::tokens(text, paragraph.at.start(), paragraph.at.end(), &mut tokens);
        if paragraph.part == Part::Dateline && first < tokens.len() {
            let at = tokens[first].at.cover(tokens[tokens.len() - 1].at);
            all.push(Sentence { at, part: paragraph.part, tokens: first..tokens.len() });
            continue;
        }
        for range in sentences::sentences(text, &tokens, first..tokens.len()) {
            let at = tokens[range.start].at.cover(tokens[range.end - 1].at);
            all.push(Sentence { at, part: paragraph.part, tokens: range });
        }
    }
    (all, tokens)
}
