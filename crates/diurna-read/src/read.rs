//! Document to reading: windows, scores, heads.
//!
//! In: a [`Document`]. Out: a [`Reading`] of all its tokens. The body is read without the noise between its sentences; noise is read apart
//! and gets grammar and names, no speech and no happenings.

use crate::encoder::{Encoder, Lane};
use crate::heads::grammar::{Cut, Grammar};
use crate::heads::lemma::Lexicon;
use crate::heads::{Page, View, happenings, names, speech};
use crate::labels::Labels;
use crate::pieces::Pieces;
use crate::reading::Reading;
use crate::windows::{MOST_PIECES, Stream, Window};
use diurna_text::{Document, Part};
use std::ops::Range;

/// What reading needs.
pub(crate) struct Model {
    pub pieces: Pieces,
    pub labels: Labels,
    pub lexicon: Lexicon,
    pub encoder: Encoder,
}

/// A reading under way.
struct Course<'a> {
    model: &'a Model,
    lane: &'a Lane<'a>,
    page: Page<'a>,
    grammar: Grammar,
    names: Vec<names::Head>,
    sayings: Vec<speech::Saying>,
    reading: Reading,
}

/// Which sentences are read together.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Matter {
    /// What the report says.
    Report,
    /// What stands around it.
    Noise,
}

impl Matter {
    fn of(part: Part) -> Matter {
        match part {
            Part::Headline | Part::Dateline | Part::Body => Matter::Report,
            Part::Subhead | Part::Caption | Part::Aside => Matter::Noise,
        }
    }
}

/// Reads a document.
pub(crate) fn read(model: &Model, document: &Document, cut: Cut) -> Reading {
    model.encoder.with_lane(|lane| {
        let page = Page { text: document.text(), tokens: document.tokens() };
        let mut course = Course {
            model,
            lane,
            page,
            grammar: Grammar::of(document, cut),
            names: Vec::new(),
            sayings: Vec::new(),
            reading: Reading { factuality: vec![0.0; document.tokens().len()], ..Reading::default() },
        };
        course.read(document, Matter::Report);
        course.read(document, Matter::Noise);
        course.finish(document)
    })
}

impl Course<'_> {
    fn read(&mut self, document: &Document, matter: Matter) {
        let (words, sentences) = chosen(document, matter);
        let stream = Stream::of(words.iter().map(|&token| self.page.form(token)), &self.model.pieces);
        let mut window = Window::default();
        for range in stream.cut(&sentences, MOST_PIECES) {
            stream.fill(range.clone(), &mut window);
            let scores = self.lane.scores(&window);
            let view = View {
                page: self.page,
                words: &words[range],
                scores: &scores,
                labels: &self.model.labels,
                lexicon: &self.model.lexicon,
            };
            self.grammar.read(&view, self.lane);
            names::heads(&view, &mut self.names);
            if matter == Matter::Report {
                speech::sayings(&view, &mut self.sayings);
                happenings::happenings(&view, &mut self.reading.happenings, &mut self.reading.doubts);
                happenings::factuality(&view, &mut self.reading.factuality);
            }
        }
    }

    fn finish(self, document: &Document) -> Reading {
        let mut reading = self.reading;
        reading.sentences = self.grammar.sentences(document);
        reading.tokens = self.grammar.words;
        reading.mentions = names::mentions(self.names, &reading.tokens, &reading.sentences, self.page);
        reading.speech = self.sayings.into_iter().filter_map(|saying| saying.told(self.page)).collect();
        reading
    }
}

/// The tokens of the sentences of one matter, and where among them these sentences stand.
fn chosen(document: &Document, matter: Matter) -> (Vec<usize>, Vec<Range<usize>>) {
    let (mut words, mut sentences) = (Vec::new(), Vec::new());
    for sentence in document.sentences().iter().filter(|sentence| Matter::of(sentence.part) == matter) {
        let start = words.len();
        words.extend(sentence.tokens.clone());
        sentences.push(start..words.len());
    }
    (words, sentences)
}
