//! Grammar: parts of speech, lemmas, final sentences, trees.
//!
//! In: the scores of the windows of one document, one after the other. Out: its words and where its sentences begin. Where a paragraph
//! begins a sentence begins; within one, the model and the rules of the segmenter decide together. Every sentence has one root.

use super::tree::{ROOT, tree};
use super::{View, best, lemma::lemma};
use crate::encoder::Lane;
use crate::reading::{ReadSentence, Word};
use crate::terms::Pos;
use diurna_text::{Document, Part};
use std::ops::Range;

/// A boundary that the rules see falls when the score of the model is below this. Both marks are set on the dev part of EWT.
const DROP_BOUNDARY: f32 = -3.0;
/// A boundary that the rules do not see is made when the score of the model is above this.
const MAKE_BOUNDARY: f32 = 1.0;
/// The arc of a root.
const ROOT_ARC: &str = "root";
/// The arc of a word whose governor was not read.
const UNREAD_ARC: &str = "dep";
/// The arc between the words of a name.
const NAME_ARC: &str = "flat";
/// Arcs of which a word governs at most one, but for coordinations (Universal Dependencies).
const ONE_EACH: [&str; 3] = ["nsubj", "nsubj:pass", "obj"];
/// The arc from the root of a sentence to the root of a stretch of it that was read apart.
const LOOSE_ARC: &str = "parataxis";

/// The words of a document while they are read.
pub(crate) struct Grammar {
    pub words: Vec<Word>,
    begins: Vec<Begin>,
    /// The root of the sentence that a window left open.
    open: Option<usize>,
}

/// Where the sentences of a document come from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cut {
    /// The segmenter found them; the model may move them.
    Found,
    /// Somebody gave them; they stay.
    Given,
}

/// What the segmenter says of a token.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Begin {
    /// It begins a sentence, whatever the model says.
    Fixed,
    /// It begins one by rule.
    Ruled,
    /// It does not by rule.
    No,
    /// It does not, whatever the model says.
    Never,
}

impl Begin {
    fn is_start(self) -> bool {
        matches!(self, Begin::Fixed | Begin::Ruled)
    }
}

impl Grammar {
    /// The words of a document before anything is read.
    pub(crate) fn of(document: &Document, cut: Cut) -> Grammar {
        let words = document.tokens().iter().map(|token| Word {
            at: token.at,
            lemma: String::new(),
            pos: Pos::X,
            head: None,
            dep: UNREAD_ARC,
        });
        Grammar { words: words.collect(), begins: begins(document, cut), open: None }
    }

    /// Adds what one window says.
    pub(crate) fn read(&mut self, view: &View, lane: &Lane) {
        let scores = view.scores;
        for (word, &token) in view.words.iter().enumerate() {
            let Some(slot) = self.words.get_mut(token) else { continue };
            slot.pos = view.labels.pos.get(best(scores.upos.row(word))).copied().unwrap_or(Pos::X);
            slot.lemma =
                lemma(view.page.form(token), slot.pos, view.lexicon, &view.labels.lemmas, scores.lemma.row(word));
            let start = scores.start.at(0, word);
            self.begins[token] = match self.begins[token] {
                Begin::Ruled if word > 0 && start < DROP_BOUNDARY => Begin::No,
                Begin::No if start > MAKE_BOUNDARY => Begin::Ruled,
                begin => begin,
            };
        }
        let mut heads = vec![ROOT; view.words.len()];
        for stretch in self.stretches(view) {
            let governors = tree(stretch.len(), |word, head| {
                scores.arcs.at(stretch.start + word, head.map_or(0, |head| stretch.start + head + 1))
            });
            for (word, head) in governors.into_iter().enumerate() {
                heads[stretch.start + word] = if head == ROOT { ROOT } else { stretch.start + head };
            }
        }
        self.name_arcs(view, &heads, lane);
    }

    /// The sentences, or parts of sentences, of a window.
    fn stretches(&self, view: &View) -> Vec<Range<usize>> {
        let mut out = Vec::new();
        let mut from = 0;
        for word in 1..=view.words.len() {
            if word == view.words.len() || self.begins[view.words[word]].is_start() || !view.follows(word) {
                out.push(from..word);
                from = word;
            }
        }
        out
    }

    fn name_arcs(&mut self, view: &View, heads: &[usize], lane: &Lane) {
        let scores = view.scores;
        let width = scores.rel_word.columns();
        let mut governors = Vec::with_capacity(heads.len() * width);
        for &head in heads {
            governors.extend_from_slice(scores.rel_head.row(if head == ROOT { 0 } else { head + 1 }));
        }
        let names = lane.relations(scores.rel_word.numbers(), &governors, width);
        for (word, &head) in heads.iter().enumerate() {
            let token = view.words[word];
            let slot = &mut self.words[token];
            if head != ROOT {
                slot.head = Some(view.words[head]);
                slot.dep = arc(&view.labels.relations, names.row(word));
            }
        }
        for pair in view.words.windows(2) {
            self.join_names(pair[0], pair[1]);
        }
        for (word, _) in heads.iter().enumerate().filter(|&(_, &head)| head == ROOT) {
            self.close(view.words[word]);
        }
    }

    /// Two names side by side that both claim the one place of subject or object are one name: "Ada" and "Rook" of "Ada Rook called".
    fn join_names(&mut self, first: usize, second: usize) {
        let [one, two] = [&self.words[first], &self.words[second]];
        let names = one.pos == Pos::Propn && two.pos == Pos::Propn;
        let rivals = second == first + 1 && two.head.is_some() && one.head == two.head && one.dep == two.dep;
        if names && rivals && ONE_EACH.contains(&two.dep) {
            (self.words[second].head, self.words[second].dep) = (Some(first), NAME_ARC);
        }
    }

    /// Makes a token the root of its sentence, or ties it to the root that the sentence has.
    fn close(&mut self, token: usize) {
        let begin = (0..=token).rev().find(|&at| self.begins[at].is_start()).unwrap_or(0);
        match self.open {
            Some(root) if root >= begin && root < token => {
                self.words[token].head = Some(root);
                self.words[token].dep = LOOSE_ARC;
            }
            _ => {
                self.words[token].head = None;
                self.words[token].dep = ROOT_ARC;
                self.open = Some(token);
            }
        }
    }

    /// The final sentences.
    pub(crate) fn sentences(&self, document: &Document) -> Vec<ReadSentence> {
        let mut out: Vec<ReadSentence> = Vec::new();
        for sentence in document.sentences() {
            for token in sentence.tokens.clone() {
                let at = self.words[token].at;
                match out.last_mut() {
                    Some(last) if !self.begins[token].is_start() => {
                        last.at = last.at.cover(at);
                        last.tokens.end = token + 1;
                    }
                    _ => out.push(ReadSentence { at, part: sentence.part, tokens: token..token + 1 }),
                }
            }
        }
        out
    }
}

/// The best name of an arc that is not the root's.
fn arc(names: &[&'static str], scores: &[f32]) -> &'static str {
    let mut found: Option<(f32, &'static str)> = None;
    for (&name, &score) in names.iter().zip(scores) {
        if name != ROOT_ARC && found.is_none_or(|(most, _)| score > most) {
            found = Some((score, name));
        }
    }
    found.map_or(UNREAD_ARC, |(_, name)| name)
}

/// What the segmenter says of every token: only body sentences of one paragraph may be joined or parted.
fn begins(document: &Document, cut: Cut) -> Vec<Begin> {
    let mut out = vec![Begin::Never; document.tokens().len()];
    let paragraph = |at: usize| document.paragraphs().partition_point(|paragraph| paragraph.at.start() <= at);
    let mut before: Option<(Part, usize)> = None;
    for sentence in document.sentences() {
        let here = (sentence.part, paragraph(sentence.at.start()));
        let open = cut == Cut::Found && sentence.part == Part::Body;
        let inner = if open { Begin::No } else { Begin::Never };
        for (index, token) in sentence.tokens.clone().enumerate() {
            out[token] = match index {
                0 if open && before == Some(here) => Begin::Ruled,
                0 => Begin::Fixed,
                _ => inner,
            };
        }
        before = Some(here);
    }
    out
}
