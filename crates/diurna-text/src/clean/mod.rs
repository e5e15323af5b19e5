//! Clean: which stretches of the text are the report, and which are not.
//!
//! In: the text. Out: its paragraphs with their parts, the noise with its reasons, the dateline. The text is never changed.

use crate::{Noise, Paragraph, Part, Span};

/// What cleaning finds.
pub(crate) struct Cleaned {
    /// Paragraphs in order.
    pub(crate) paragraphs: Vec<Paragraph>,
    /// Noise in order.
    pub(crate) noise: Vec<Noise>,
    /// The place words of the dateline.
    pub(crate) dateline: Option<Span>,
}

/// Marks paragraphs, parts and noise of `text`.
pub(crate) fn clean(text: &str) -> Cleaned {
    let mut paragraphs = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let body = line.trim();
        if !body.is_empty() {
            let start = at + (line.len() - line.trim_start().len());
            if let Some(span) = Span::within(text, start, start + body.len()) {
                paragraphs.push(Paragraph { at: span, part: Part::Body });
            }
        }
        at += line.len();
    }
    Cleaned { paragraphs, noise: Vec::new(), dateline: None }
}
