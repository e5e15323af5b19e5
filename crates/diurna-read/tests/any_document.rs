//! What holds for any document: a reading has all tokens once, in sentences that are trees, and is the same on every thread.

use diurna_read::{Reader, Reading};
use diurna_text::{Document, Report};
use proptest::prelude::*;
use std::sync::OnceLock;

fn reader() -> &'static Reader {
    static READER: OnceLock<Reader> = OnceLock::new();
    READER.get_or_init(|| Reader::embedded().expect("the embedded model loads"))
}

fn read(text: &str) -> (Document, Reading) {
    let document = Document::of(&Report::of(text));
    let reading = reader().read(&document);
    (document, reading)
}

/// Every token is in one sentence, every sentence is a tree with one root, every index and span points into the document.
fn is_sound(document: &Document, reading: &Reading) {
    assert_eq!(reading.tokens.len(), document.tokens().len());
    let mut next = 0;
    for sentence in &reading.sentences {
        assert_eq!(sentence.tokens.start, next);
        assert!(!sentence.tokens.is_empty());
        next = sentence.tokens.end;
        let roots = sentence.tokens.clone().filter(|&token| reading.tokens[token].head.is_none());
        assert_eq!(roots.count(), 1, "one root in {:?}", sentence.at.of(document.text()));
        for token in sentence.tokens.clone() {
            let (mut at, mut steps) = (token, 0);
            while let Some(head) = reading.tokens[at].head {
                assert!(sentence.tokens.contains(&head));
                at = head;
                steps += 1;
                assert!(steps <= sentence.tokens.len(), "no ring");
            }
        }
    }
    assert_eq!(next, reading.tokens.len());
    for mention in &reading.mentions {
        assert!(mention.tokens.contains(&mention.head));
        assert!(!mention.at.is_empty());
    }
    for happening in &reading.happenings {
        assert!(!happening.anchor.is_empty());
        assert!((0.0..=1.0).contains(&happening.chance));
        assert!(happening.roles.iter().all(|role| !role.at.is_empty()));
        assert!(happening.links.iter().all(|link| link.to < reading.happenings.len()));
    }
    for speech in &reading.speech {
        assert!(speech.content.iter().chain(&speech.source).chain(&speech.cue).all(|at| !at.is_empty()));
    }
}

#[test]
fn small_documents_are_read() {
    for text in [
        "",
        " \n",
        ".",
        "Shelling",
        "«",
        "\u{200b}",
        "é\u{301}\u{301}",
        "Four people died.\n\nSee also:\n\nFour more fled.",
    ] {
        let (document, reading) = read(text);
        is_sound(&document, &reading);
    }
}

#[test]
fn a_sentence_longer_than_any_window_is_one_tree() {
    let text = "the rebels and ".repeat(200) + "the army fled.";
    let (document, reading) = read(&text);
    is_sound(&document, &reading);
    let ranges: Vec<_> = document.tokens().iter().map(|token| token.at.range()).collect();
    let given = Document::from_tokens(text.clone(), vec![ranges]);
    let reading = reader().read_given(&given);
    assert_eq!(reading.sentences.len(), 1);
    is_sound(&given, &reading);
}

#[test]
fn given_sentences_stay() {
    let text = "Rebels fled . The town was quiet .";
    let words = |from: usize, to: usize| {
        let mut at = from;
        text[from..to].split(' ').map(move |word| {
            let range = at..at + word.len();
            at = range.end + 1;
            range
        })
    };
    let document = Document::from_tokens(text.to_string(), vec![words(0, 13).collect(), words(14, 34).collect()]);
    assert_eq!(reader().read_given(&document).sentences.len(), 2);
}

#[test]
fn a_reading_is_the_same_on_every_thread() {
    let text = "Shelling killed four people near the market, medics said. The army denied it. Talks resume on Friday.";
    let (_, alone) = read(text);
    std::thread::scope(|scope| {
        let readings: Vec<_> = (0..3).map(|_| scope.spawn(|| read(text).1)).collect();
        for reading in readings {
            assert_eq!(reading.join().expect("no panic"), alone);
        }
    });
}

#[test]
fn a_sentence_does_not_depend_on_other_reports() {
    let text = "Two soldiers were wounded on Monday.";
    let (_, before) = read(text);
    read("Something else altogether was told at great length. It went on.");
    assert_eq!(read(text).1, before);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_text_gives_a_sound_reading(text in "(\\PC|[ \n.,\"“”'’A-Za-z0-9]){0,120}") {
        let (document, reading) = read(&text);
        is_sound(&document, &reading);
    }
}
