//! The document: a report's text with its paragraphs, sentences, tokens and noise marked.
//!
//! In: a [`Report`], or a text with gold tokens. Out: a [`Document`] whose spans all point into the unchanged text.
//! It never cuts or mends the text, and it never guesses at meaning: which words are a name is for the reading.

use crate::{Report, Span, clean, segment};
use std::ops::Range;

/// What a stretch of a report is for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Part {
    /// A headline that stands in the text as its first line.
    Headline,
    /// "KYIV, Ukraine —": where the report was filed.
    Dateline,
    /// The report itself.
    Body,
    /// A heading between paragraphs: "At least 32 dead".
    Subhead,
    /// The words under a picture.
    Caption,
    /// Noise of any other reason: credits, links, residue.
    Aside,
}

impl Part {
    /// The word for it in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Part::Headline => "headline",
            Part::Dateline => "dateline",
            Part::Body => "body",
            Part::Subhead => "subhead",
            Part::Caption => "caption",
            Part::Aside => "aside",
        }
    }
}

/// Why a stretch of text is no part of the report.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoiseWhy {
    /// A pointer to another report: "See also: …".
    RelatedLink,
    /// The words under a picture.
    Caption,
    /// Who wrote, translated, photographed or supplied it, and when it was put out.
    Credit,
    /// What a scraper or a translation left behind: "source site-44", a stray full stop.
    Residue,
    /// A heading between paragraphs.
    Subhead,
    /// Where, when and by which agency it was filed: "KYIV, Ukraine (AP) —".
    Dateline,
    /// Buttons and menus of a page: "To watch on video", "Share this".
    Navigation,
}

impl NoiseWhy {
    /// The word for it in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            NoiseWhy::RelatedLink => "related-link",
            NoiseWhy::Caption => "caption",
            NoiseWhy::Credit => "credit",
            NoiseWhy::Residue => "residue",
            NoiseWhy::Subhead => "subhead",
            NoiseWhy::Dateline => "dateline",
            NoiseWhy::Navigation => "navigation",
        }
    }

    /// The part a paragraph of this noise is.
    pub fn part(self) -> Part {
        match self {
            NoiseWhy::Caption => Part::Caption,
            NoiseWhy::Subhead => Part::Subhead,
            NoiseWhy::Dateline => Part::Dateline,
            NoiseWhy::RelatedLink | NoiseWhy::Credit | NoiseWhy::Residue | NoiseWhy::Navigation => Part::Aside,
        }
    }
}

/// A stretch of text between breaks; a dateline is one of its own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Paragraph {
    /// Where it stands, without the white space around it.
    pub at: Span,
    /// What it is for.
    pub part: Part,
}

/// One sentence, or one heading, caption or line of noise.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sentence {
    /// Where it stands, from its first token to its last.
    pub at: Span,
    /// What it is for.
    pub part: Part,
    /// Which of the document's tokens are in it.
    pub tokens: Range<usize>,
}

/// One word or mark of punctuation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Token {
    /// Where it stands.
    pub at: Span,
}

/// A stretch that is no part of the report, and why.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Noise {
    /// Where it stands.
    pub at: Span,
    /// Why it is noise.
    pub why: NoiseWhy,
}

/// A report's text with everything in it that can be told without understanding it.
///
/// ```
/// use diurna_text::{Document, Report};
/// let document = Document::of(&Report::of("GOMA, DR Congo — Shelling killed four people. Aid workers fled.\n\nSee also:"));
/// assert_eq!(document.dateline().map(|at| at.of(document.text())), Some("GOMA, DR Congo"));
/// let parts: Vec<&str> = document.sentences().iter().map(|sentence| sentence.part.as_str()).collect();
/// assert_eq!(parts, ["dateline", "body", "body", "aside"]);
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Document {
    text: String,
    paragraphs: Vec<Paragraph>,
    sentences: Vec<Sentence>,
    tokens: Vec<Token>,
    noise: Vec<Noise>,
    dateline: Option<Span>,
}

impl Document {
    /// Clean, then segment.
    pub fn of(report: &Report) -> Document {
        let mut cleaned = clean::clean(report);
        let (sentences, tokens) = segment::segment(&report.text, &cleaned.paragraphs);
        let sentences = cleaned.mark(&report.text, sentences, &tokens);
        Document {
            text: report.text.clone(),
            paragraphs: cleaned.paragraphs,
            sentences,
            tokens,
            noise: cleaned.noise,
            dateline: cleaned.dateline,
        }
    }

    /// A document whose sentences and tokens are given, as those of a treebank are.
    ///
    /// Ranges that are empty, out of order or off a character boundary are left out. Every sentence is body.
    ///
    /// ```
    /// use diurna_text::Document;
    /// let document = Document::from_tokens("They fled.".to_string(), vec![vec![0..4, 5..9, 9..10]]);
    /// assert_eq!(document.tokens().len(), 3);
    /// ```
    pub fn from_tokens(text: String, sentences: Vec<Vec<Range<usize>>>) -> Document {
        let mut tokens: Vec<Token> = Vec::new();
        let mut kept: Vec<Sentence> = Vec::new();
        let mut from = 0;
        for sentence in sentences {
            let first = tokens.len();
            for range in sentence {
                let Some(at) = Span::within(&text, range.start, range.end) else { continue };
                if !at.is_empty() && at.start() >= from {
                    from = at.end();
                    tokens.push(Token { at });
                }
            }
            if let (Some(head), Some(last)) = (tokens.get(first), tokens.last()) {
                kept.push(Sentence { at: head.at.cover(last.at), part: Part::Body, tokens: first..tokens.len() });
            }
        }
        let paragraphs = kept.iter().map(|sentence| Paragraph { at: sentence.at, part: Part::Body }).collect();
        Document { text, paragraphs, sentences: kept, tokens, noise: Vec::new(), dateline: None }
    }

    /// The text as given.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The paragraphs in order.
    pub fn paragraphs(&self) -> &[Paragraph] {
        &self.paragraphs
    }

    /// The sentences in order, those of noise too.
    ///
    /// ```
    /// use diurna_text::{Document, Report};
    /// let document = Document::of(&Report::of("Gen. Musa met rebels in Juba. “No one fired,” he said."));
    /// assert_eq!(document.sentences()[0].at.of(document.text()), "Gen. Musa met rebels in Juba.");
    /// ```
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// The tokens in order, cut as in the English Web Treebank.
    ///
    /// ```
    /// use diurna_text::{Document, Report};
    /// let document = Document::of(&Report::of("The U.N. doesn't confirm the well-known figure."));
    /// let words: Vec<&str> = document.tokens().iter().map(|token| token.at.of(document.text())).collect();
    /// assert_eq!(words[1..6], ["U.N.", "does", "n't", "confirm", "the"]);
    /// assert_eq!(words[6..], ["well", "-", "known", "figure", "."]);
    /// ```
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// What is no part of the report, in order; it may fill a paragraph or a sentence, or stand inside one.
    ///
    /// ```
    /// use diurna_text::{Document, NoiseWhy, Report};
    /// let text = "Shells hit a school in Nyala.\n\nNo one claimed the attack.\n\nREAD ALSO: A city under siege";
    /// let document = Document::of(&Report::of(text));
    /// assert_eq!(document.noise()[0].why, NoiseWhy::RelatedLink);
    /// assert_eq!(document.noise()[0].at.of(text), "READ ALSO: A city under siege");
    /// ```
    pub fn noise(&self) -> &[Noise] {
        &self.noise
    }

    /// The place words of a dateline: "KYIV, Ukraine" of "KYIV, Ukraine — ".
    pub fn dateline(&self) -> Option<Span> {
        self.dateline
    }
}
