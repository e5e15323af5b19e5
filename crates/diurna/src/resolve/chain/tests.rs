use super::*;
use crate::claims::span_of;
use diurna_read::{Mention, Pos, ReadSentence, Word};
use diurna_text::Part;

/// A word: form, lemma, part of speech, governor in the sentence, arc.
type Row<'a> = (&'a str, &'a str, Pos, Option<usize>, &'static str);

/// A reading of sentences, each a list of words; words with these tokens are mentions of these kinds.
fn reading(sentences: &[&[Row]], mentions: &[(usize, MentionKind)]) -> (String, Reading) {
    let (mut text, mut reading) = (String::new(), Reading::default());
    let mut starts = Vec::new();
    for rows in sentences {
        let base = starts.len();
        for &(form, lemma, pos, head, dep) in *rows {
            starts.push((text.len(), form.len(), lemma.to_owned(), pos, head.map(|head| base + head), dep));
            text.push_str(form);
            text.push(' ');
        }
    }
    for (start, length, lemma, pos, head, dep) in starts {
        let at = Span::within(&text, start, start + length).expect("it is in the text");
        reading.tokens.push(Word { at, lemma, pos, head, dep });
    }
    let mut first = 0;
    for rows in sentences {
        let tokens = first..first + rows.len();
        let at = span_of(&reading, tokens.clone());
        reading.sentences.push(ReadSentence { at, part: Part::Body, tokens });
        first += rows.len();
    }
    for &(head, kind) in mentions {
        let start = (0..head)
            .rev()
            .take_while(|&at| reading.tokens[at].head == Some(head) && reading.tokens[at].dep != "cc")
            .last()
            .unwrap_or(head);
        let tokens = start..head + 1;
        let at = span_of(&reading, tokens.clone());
        reading.mentions.push(Mention { at, tokens, head, kind, chance: 1.0 });
    }
    (text, reading)
}

fn linked(sentences: &[&[Row]], mentions: &[(usize, MentionKind)]) -> Chains {
    let knowledge = Knowledge::embedded().expect("the tables load");
    let (text, reading) = reading(sentences, mentions);
    link(&text, &reading, &[], &knowledge, None)
}

const MET: &[Row] = &[
    ("Maria", "Maria", Pos::Propn, Some(2), "nsubj"),
    ("Lopez", "Lopez", Pos::Propn, Some(0), "flat"),
    ("met", "meet", Pos::Verb, None, "root"),
    ("Peter", "Peter", Pos::Propn, Some(2), "obj"),
    (".", ".", Pos::Punct, Some(2), "punct"),
];
const LEFT: &[Row] = &[
    ("She", "she", Pos::Pron, Some(1), "nsubj"),
    ("left", "leave", Pos::Verb, None, "root"),
    (".", ".", Pos::Punct, Some(1), "punct"),
];

#[test]
fn she_is_the_woman_and_not_the_man() {
    let chains = linked(&[MET, LEFT], &[(0, MentionKind::Person), (3, MentionKind::Person), (5, MentionKind::Person)]);
    assert_eq!(chains.chain(5), chains.chain(0));
    assert_ne!(chains.chain(5), chains.chain(3));
}

const MINISTRY: &[Row] = &[
    ("The", "the", Pos::Det, Some(2), "det"),
    ("Interior", "Interior", Pos::Propn, Some(2), "compound"),
    ("Ministry", "Ministry", Pos::Propn, Some(3), "nsubj"),
    ("spoke", "speak", Pos::Verb, None, "root"),
    (".", ".", Pos::Punct, Some(3), "punct"),
];
const AGAIN: &[Row] = &[
    ("The", "the", Pos::Det, Some(1), "det"),
    ("ministry", "ministry", Pos::Noun, Some(2), "nsubj"),
    ("denied", "deny", Pos::Verb, None, "root"),
    ("it", "it", Pos::Pron, Some(2), "obj"),
    (".", ".", Pos::Punct, Some(2), "punct"),
];
const ANEW: &[Row] = &[
    ("A", "a", Pos::Det, Some(1), "det"),
    ("ministry", "ministry", Pos::Noun, Some(2), "nsubj"),
    ("closed", "close", Pos::Verb, None, "root"),
];

#[test]
fn the_ministry_is_the_one_named_and_a_ministry_another() {
    let body = MentionKind::Organization;
    let chains = linked(&[MINISTRY, AGAIN, ANEW], &[(2, body), (6, body), (11, body)]);
    assert_eq!(chains.chain(6), chains.chain(2));
    assert_ne!(chains.chain(11), chains.chain(2));
}

#[test]
fn what_a_verb_is_done_to_is_not_who_does_it() {
    let body = MentionKind::Organization;
    let chains = linked(&[AGAIN], &[(1, body), (3, body)]);
    assert_ne!(chains.chain(3), chains.chain(1));
}

#[test]
fn it_is_what_its_clause_says_it_is_about() {
    let rows: &[Row] = &[
        ("As", "as", Pos::Adp, Some(2), "case"),
        ("for", "for", Pos::Adp, Some(0), "fixed"),
        ("Uganda", "Uganda", Pos::Propn, Some(5), "obl"),
        (",", ",", Pos::Punct, Some(2), "punct"),
        ("it", "it", Pos::Pron, Some(5), "nsubj"),
        ("withdrew", "withdraw", Pos::Verb, None, "root"),
    ];
    let chains = linked(&[rows], &[(2, MentionKind::Place), (4, MentionKind::Place)]);
    assert_eq!(chains.chain(4), chains.chain(2));
}

#[test]
fn a_town_is_not_its_state() {
    let rows: &[Row] = &[
        ("Armenia", "Armenia", Pos::Propn, None, "root"),
        ("and", "and", Pos::Cconj, Some(2), "cc"),
        ("Yerevan", "Yerevan", Pos::Propn, Some(0), "conj"),
        ("and", "and", Pos::Cconj, Some(4), "cc"),
        ("Armenia", "Armenia", Pos::Propn, Some(0), "conj"),
    ];
    let place = MentionKind::Place;
    let chains = linked(&[rows], &[(0, place), (2, place), (4, place)]);
    assert_eq!(chains.chain(0), chains.chain(4));
    assert_ne!(chains.chain(0), chains.chain(2));
}

#[test]
fn weights_of_an_unknown_tie_are_told() {
    assert!(Salience::read_toml("x.toml", "[person]\nalways = 1.0\n").is_ok());
    assert!(Salience::read_toml("x.toml", "[person]\nnever = 1.0\n").is_err());
    assert!(Salience::read_toml("x.toml", "[plants]\nalways = 1.0\n").is_err());
}
