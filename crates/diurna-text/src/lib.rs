//! Report to document: spans, paragraphs, sentences, tokens, noise.
//!
//! In: a [`Report`] as a publisher gave it. Out: a [`Document`] in which every paragraph, sentence, token and stretch of noise is
//! a [`Span`] of the unchanged text. This crate reads no files, knows no clock, cannot fail and never panics, whatever the text.
//!
//! ```
//! use diurna_text::{Document, Report};
//! let document = Document::of(&Report::of("Rebels shelled the market. Four people were killed, medics said."));
//! assert_eq!(document.sentences().len(), 2);
//! ```

mod clean;
mod document;
mod report;
mod segment;
mod span;

pub use document::{Document, Noise, NoiseWhy, Paragraph, Part, Sentence, Token};
pub use report::Report;
pub use span::Span;
