//! Any bytes, decoded with loss, become a document; its spans must lie in order on character boundaries.
#![no_main]

use diurna_text::{Document, Report, Span};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let (title, text) =
        text.split_once('\u{1}').map_or((None, text.as_str()), |(title, text)| (Some(title.to_string()), text));
    let document = Document::of(&Report { title, ..Report::of(text) });
    assert_eq!(document.text(), text);
    let mut last = 0;
    for token in document.tokens() {
        assert!(token.at.start() >= last && !token.at.is_empty());
        assert_eq!(Span::within(text, token.at.start(), token.at.end()), Some(token.at));
        last = token.at.end();
    }
    let mut next = 0;
    for sentence in document.sentences() {
        assert_eq!(sentence.tokens.start, next);
        next = sentence.tokens.end;
    }
    assert_eq!(next, document.tokens().len());
});
