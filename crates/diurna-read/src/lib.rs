//! What the model sees in a document: grammar, names, speech, happenings.
//!
//! In: a [`diurna_text::Document`]. Out: a [`Reading`]. The only floats of the core live here, and they leave as chances.
//! It decides nothing about claims, resolves nothing, and gives the same reading for the same document whatever the threads.

mod reading;
mod terms;

pub use reading::{Doubt, Happening, Link, Mention, ReadSentence, Reading, RoleSpan, Speech, Word};
pub use terms::{LinkKind, MentionKind, Pos, Role};

use diurna_text::Document;

/// The model with its weights, ready to read.
pub struct Reader {}

/// Why a model could not be loaded.
#[derive(Debug)]
pub struct ReadError(String);

impl std::fmt::Display for ReadError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for ReadError {}

impl Reader {
    /// The model that comes with the program.
    pub fn embedded() -> Result<Reader, ReadError> {
        Ok(Reader {})
    }

    /// What the model sees in a document.
    pub fn read(&self, _document: &Document) -> Reading {
        Reading::default()
    }
}
