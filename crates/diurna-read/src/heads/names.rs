//! Names and nouns: the words that stand for somebody or something.
//!
//! In: the mention scores of every window, then the finished trees. Out: mentions with their words completed along the tree: a noun with its
//! determiners and modifiers, a proper name with its parts; never with relative clauses, appositions or coordinated names.

use super::{Page, View, best, softmax};
use crate::reading::{Mention, ReadSentence, Word};
use crate::terms::{MentionKind, Pos};
use std::ops::Range;

/// No name climbs higher than this from its last part to its head.
const HIGHEST: usize = 40;

/// The head of a mention that is yet to be completed.
pub(crate) struct Head {
    token: usize,
    kind: MentionKind,
    chance: f32,
}

/// The heads of mentions in a window.
pub(crate) fn heads(view: &View, out: &mut Vec<Head>) {
    let mut chances = Vec::new();
    for (word, &token) in view.words.iter().enumerate() {
        let row = view.scores.mention.row(word);
        let column = best(row);
        let Some(&Some(kind)) = view.labels.mentions.get(column) else { continue };
        chances.clear();
        chances.extend_from_slice(row);
        softmax(&mut chances);
        out.push(Head { token, kind, chance: chances.get(column).copied().unwrap_or(0.0) });
    }
}

/// Mentions with all their words, in order of their heads.
pub(crate) fn mentions(heads: Vec<Head>, words: &[Word], sentences: &[ReadSentence], page: Page) -> Vec<Mention> {
    let mut out: Vec<Mention> = Vec::new();
    for head in heads {
        let token = first_of_name(words, head.token);
        let sentence = sentences.partition_point(|sentence| sentence.tokens.end <= token);
        let Some(sentence) = sentences.get(sentence) else { continue };
        let range = complete(words, token, head.kind, &sentence.tokens);
        out.push(Mention { at: page.span(&range), tokens: range, head: token, kind: head.kind, chance: head.chance });
    }
    out.sort_by(|a, b| a.head.cmp(&b.head).then(b.chance.total_cmp(&a.chance)));
    out.dedup_by_key(|mention| mention.head);
    out
}

/// The word that a part of a flat name hangs on: "Robert" of "Wood" in "Robert Wood".
fn first_of_name(words: &[Word], token: usize) -> usize {
    let mut at = token;
    for _ in 0..HIGHEST {
        match words.get(at) {
            Some(Word { dep: "flat" | "goeswith" | "fixed", head: Some(head), .. }) => at = *head,
            _ => break,
        }
    }
    at
}

fn complete(words: &[Word], head: usize, kind: MentionKind, sentence: &Range<usize>) -> Range<usize> {
    let name = words[head].pos == Pos::Propn;
    let belongs = |token: usize| {
        let mut at = token;
        for _ in 0..HIGHEST {
            let word = &words[at];
            match word.head {
                Some(next) if next == head => return if name { in_name(word, at > head, kind) } else { in_noun(word) },
                Some(next) if inside(word) => at = next,
                _ => return false,
            }
        }
        false
    };
    let bridged = |token: usize| words[token].pos == Pos::Punct;
    let (mut start, mut end) = (head, head + 1);
    while start > sentence.start {
        if belongs(start - 1) {
            start -= 1;
        } else if start > sentence.start + 1 && bridged(start - 1) && belongs(start - 2) {
            start -= 2;
        } else {
            break;
        }
    }
    while end < sentence.end {
        if belongs(end) {
            end += 1;
        } else if end + 1 < sentence.end && bridged(end) && belongs(end + 1) {
            end += 2;
        } else {
            break;
        }
    }
    start..end
}

/// Whether a word right below a common noun belongs to its phrase.
fn in_noun(word: &Word) -> bool {
    matches!(
        word.dep,
        "det"
            | "det:predet"
            | "amod"
            | "compound"
            | "nummod"
            | "nmod"
            | "nmod:poss"
            | "nmod:desc"
            | "nmod:unmarked"
            | "flat"
            | "goeswith"
    )
}

/// Whether a word right below a proper noun is part of the name.
fn in_name(word: &Word, after: bool, kind: MentionKind) -> bool {
    match word.dep {
        "compound" | "flat" | "goeswith" | "fixed" | "nmod:desc" => true,
        "amod" | "nummod" => word.pos == Pos::Propn || word.pos == Pos::Num && after,
        "nmod" => after && word.pos == Pos::Propn && matches!(kind, MentionKind::Organization | MentionKind::Facility),
        _ => false,
    }
}

/// Whether a word further down stays with what is above it.
fn inside(word: &Word) -> bool {
    !matches!(
        word.dep,
        "acl"
            | "acl:relcl"
            | "advcl"
            | "advcl:relcl"
            | "appos"
            | "parataxis"
            | "dislocated"
            | "list"
            | "punct"
            | "ccomp"
            | "root"
    )
}
