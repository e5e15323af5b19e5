//! What the model sees in a document: grammar, names, speech, happenings.
//!
//! In: a [`diurna_text::Document`]. Out: a [`Reading`]. The only floats of the core live here, and they leave as chances.
//! It decides nothing about claims, resolves nothing, and gives the same reading for the same document whatever the threads.
//!
//! ```
//! use diurna_read::Reader;
//! use diurna_text::{Document, Report};
//! let reader = Reader::embedded()?;
//! let reading = reader.read(&Document::of(&Report::of("Shelling killed four people in Goma, medics said.")));
//! assert_eq!(reading.sentences.len(), 1);
//! # Ok::<(), diurna_read::ReadError>(())
//! ```

mod encoder;
mod heads;
mod labels;
mod pieces;
mod read;
mod reading;
mod terms;
mod windows;

pub use reading::{Doubt, Happening, LIKELY, Link, Mention, ReadSentence, Reading, RoleSpan, Speech, Word, lead};
pub use terms::{LinkKind, MentionKind, Pos, Role};

use diurna_text::Document;
use heads::grammar::Cut;

/// The model with its weights, ready to read; it can be shared between threads.
pub struct Reader {
    model: read::Model,
}

/// Why a model could not be loaded.
#[derive(Debug)]
pub struct ReadError(String);

impl ReadError {
    fn of(file: &str, why: impl std::fmt::Display) -> ReadError {
        ReadError(format!("{file}: {why}"))
    }
}

impl std::fmt::Display for ReadError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for ReadError {}

impl Reader {
    /// The model that comes with the program. Takes some tenths of a second; load it once.
    pub fn embedded() -> Result<Reader, ReadError> {
        Ok(Reader {
            model: read::Model {
                pieces: pieces::Pieces::of(diurna_model::VOCABULARY),
                labels: labels::Labels::of(diurna_model::LABELS)?,
                lexicon: heads::lemma::Lexicon::of(diurna_model::LEMMAS)?,
                encoder: encoder::Encoder::of(diurna_model::READER, diurna_model::RELATIONS)?,
            },
        })
    }

    /// What the model sees in a document. Uses one core; read several documents at once to use more.
    pub fn read(&self, document: &Document) -> Reading {
        read::read(&self.model, document, Cut::Found)
    }

    /// As [`Reader::read`], with the sentences left as they are: for those that a treebank gives.
    pub fn read_given(&self, document: &Document) -> Reading {
        read::read(&self.model, document, Cut::Given)
    }
}
