//! What holds for every text there is: a document's spans are in order, on character boundaries and inside each other,
//! and no character is lost.

use diurna_text::{Document, Report, Span};
use proptest::prelude::*;

/// White space, control and direction marks: the characters that are in no token.
fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

fn in_order(spans: &[Span], text: &str) {
    for span in spans {
        assert!(!span.is_empty() && Span::within(text, span.start(), span.end()) == Some(*span), "{span:?}");
    }
    assert!(spans.windows(2).all(|pair| pair[0].end() <= pair[1].start()), "{spans:?}");
}

fn holds(report: &Report) {
    let document = Document::of(report);
    let text = document.text();
    assert_eq!(text, report.text);
    let tokens: Vec<Span> = document.tokens().iter().map(|token| token.at).collect();
    let sentences: Vec<Span> = document.sentences().iter().map(|sentence| sentence.at).collect();
    let paragraphs: Vec<Span> = document.paragraphs().iter().map(|paragraph| paragraph.at).collect();
    let noise: Vec<Span> = document.noise().iter().map(|noise| noise.at).collect();
    [&tokens, &sentences, &paragraphs, &noise].into_iter().for_each(|spans| in_order(spans, text));
    let mut next = 0;
    for sentence in document.sentences() {
        assert_eq!(sentence.tokens.start, next);
        assert!(sentence.tokens.end > next);
        next = sentence.tokens.end;
        assert_eq!(sentence.at, tokens[sentence.tokens.start].cover(tokens[next - 1]));
        assert!(paragraphs.iter().any(|paragraph| paragraph.contains(sentence.at)));
    }
    assert_eq!(next, tokens.len());
    let mut covered = 0;
    for token in &tokens {
        assert!(text[covered..token.start()].chars().all(is_blank));
        assert!(!token.of(text).contains(is_blank));
        covered = token.end();
    }
    assert!(text[covered..].chars().all(is_blank));
    if let Some(dateline) = document.dateline() {
        assert!(!dateline.is_empty() && Span::within(text, dateline.start(), dateline.end()) == Some(dateline));
    }
}

/// Pieces that rules look at, so that chance meets them.
fn piece() -> impl Strategy<Value = String> {
    let fixed = [
        "KYIV, Ukraine (AP) — ",
        "GOMA",
        " -- ",
        "Read also: ",
        "To watch on video",
        "FILE - ",
        "[TEXT]",
        "\n",
        "\n\n",
        "\r\n",
        " ",
        ". ",
        ". .",
        "...",
        "?!",
        "“",
        "”",
        "‘",
        "’",
        "'s",
        "n't",
        "cannot",
        "Dr.",
        "U.S.",
        "p.m.",
        "No. 5",
        "1,000",
        "3.5",
        "9/11",
        "10am",
        "http://a.b/c",
        "a@b.org",
        ":)",
        "-----",
        "anti-war",
        "The ",
        "said ",
        "Four died",
        "\u{feff}",
        "\0",
        "é",
        "e\u{301}",
        "👩‍🚒",
        "停火。",
        "وقف إطلاق النار؟",
        "क्षि",
        "\u{ad}",
        "\u{2028}",
        "Truce signed",
        "(",
        ")",
        "contributed to this report.",
        "@",
        "/",
        "&",
        "$",
        "#",
        "_",
    ];
    prop_oneof![prop::sample::select(fixed.to_vec()).prop_map(str::to_string), "\\PC{0,6}", ".{0,4}"]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_characters(text in any::<String>()) {
        holds(&Report::of(text));
    }

    #[test]
    fn any_pieces(pieces in prop::collection::vec(piece(), 0..60), title in prop::option::of(piece())) {
        holds(&Report { title, ..Report::of(pieces.concat()) });
    }
}

#[test]
fn nothing_and_nearly_nothing() {
    for text in [
        "",
        " ",
        "\n\n\n",
        "\0\0\0",
        "\u{feff}",
        ".",
        "’",
        "a",
        "é",
        "“”",
        "—",
        "KYIV —",
        "KYIV — ",
        "(AP) -",
        "To watch on video",
        "[TEXT]",
        "\u{301}",
    ] {
        holds(&Report::of(text));
    }
    holds(&Report { title: Some("Truce".to_string()), ..Report::of("Truce") });
    holds(&Report { title: Some("Truce".to_string()), ..Report::of("Truce The guns fell silent.") });
}

#[test]
fn one_line_without_end() {
    for piece in [
        "a",
        ".",
        "a.",
        "'",
        "-",
        "a-",
        "(",
        "e\u{301}",
        "1,",
        "U.",
        "@",
        "停",
        "\0",
        "\n",
        "a\n",
        "\" ",
        ". ",
        "Read also: ",
        "To ",
    ] {
        holds(&Report::of(piece.repeat(20_000)));
    }
}
