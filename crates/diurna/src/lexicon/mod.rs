//! What the coder knows of words: kinds of claims, cues of speech, pronouns, conditions, words of actuality.
//!
//! In: tables in TOML, embedded or a user's own. Out: look-ups from words to what they name. No word of any language stands
//! in this code; a table that does not load says in which file and line. It never sees a report, only words that are asked for.

mod cues;
mod examples;
mod kinds;
mod pattern;
mod phrase;
mod small;
mod table;

pub use cues::{CueHit, Cues};
pub use examples::{Counter, Example};
pub use kinds::{Acled, AgreementPart, Codes, KindEntry, KindHit, Kinds, PatternHit, Ucdp, Words};
pub use pattern::{Pattern, TreeWords};
pub use phrase::{Seen, Sort, Strength};
pub use small::{ActualityWords, Asides, Conditions, Gender, Marks, Number, Pronoun, PronounUse, Pronouns};
pub use table::TableError;

pub(crate) use pattern::{role, stands};
pub(crate) use table::read_table;

/// Every table that the coder asks words of.
#[derive(Debug)]
pub struct Lexicon {
    /// The kinds of claims.
    pub kinds: Kinds,
    /// The cues of speech.
    pub cues: Cues,
    /// The pronouns.
    pub pronouns: Pronouns,
    /// What opens a condition.
    pub conditions: Conditions,
    /// Words that say how real a happening is.
    pub actuality: ActualityWords,
    /// What places of a tree mean to a pattern.
    pub tree: TreeWords,
}

impl Lexicon {
    /// The tables that come with the program.
    ///
    /// ```
    /// let lexicon = diurna::lexicon::Lexicon::embedded()?;
    /// assert!(lexicon.kinds.get("fight.airstrike").is_some());
    /// # Ok::<(), diurna::lexicon::TableError>(())
    /// ```
    pub fn embedded() -> Result<Lexicon, TableError> {
        Ok(Lexicon {
            kinds: Kinds::embedded()?,
            cues: Cues::embedded()?,
            pronouns: Pronouns::embedded()?,
            conditions: Conditions::embedded()?,
            actuality: ActualityWords::embedded()?,
            tree: TreeWords::embedded()?,
        })
    }
}

#[cfg(test)]
mod tests;
