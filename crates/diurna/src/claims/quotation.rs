//! Quotations: the stretches of a document that stand in quotation marks.
//!
//! In: a document. Out: spans from the first word after an opening mark to the last before the closing one, within a paragraph.
//! A curly mark says itself whether it opens; a straight one opens where none is open. A quotation left open ends with its paragraph.

use diurna_text::{Document, Span};

/// Every quotation, in the order of the text.
pub fn find(document: &Document) -> Vec<Span> {
    let text = document.text();
    let mut found = Vec::new();
    for paragraph in document.paragraphs() {
        let base = paragraph.at.start();
        let mut open: Option<usize> = None;
        for (offset, mark) in paragraph.at.of(text).char_indices() {
            let at = base + offset;
            match (mark, open) {
                ('“' | '«' | '„', _) | ('"', None) => open = Some(at + mark.len_utf8()),
                ('”' | '»' | '"', Some(start)) => {
                    found.extend(Span::within(text, start, at));
                    open = None;
                }
                _ => {}
            }
        }
        if let Some(start) = open {
            found.extend(Span::within(text, start, paragraph.at.end()));
        }
    }
    found
}
