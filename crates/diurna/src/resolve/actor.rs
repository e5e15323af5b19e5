//! Actors: which state, group, body or person a phrase names, what sector it is of, and whose it is, at a day.
//!
//! In: a phrase ("Azerbaijani President Ilham Aliev", "the separatist presidency", "Baku") and a day. Out: an [`Identity`]. Names,
//! offices and words come from the tables of data/actors; a name that no table knows stays as it is, with a guess of what it
//! is. It never reads the text around a phrase, and never says that two actors are one: [`Actors::likeness`] says only how well
//! two phrases could name the same.
//!
//! A person in office acts for the state and has its key; out of office they have a key of their own. A group has its key and the
//! sectors of the day. People of a state (protesters, residents, media) belong to its country but do not have its key.

use super::fold;
mod identify;
mod index;
mod likeness;
mod owners;
mod persons;
mod phrase;
mod rows;
mod vocabulary;

use crate::lexicon::{Gender, Number, TableError};
use index::Index;
use jiff::civil::Date;
pub use likeness::{Known, Likeness};
use vocabulary::Vocabulary;

/// The tables of actors, ready to be asked.
#[derive(Debug)]
pub struct Actors {
    index: Index,
    words: Vocabulary,
}

/// What sort of thing an actor is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum ActorKind {
    /// One person.
    Person,
    /// A state, or its government as such.
    State,
    /// An armed group, a movement, a gang, an entity that few recognise.
    Group,
    /// An organisation, an institution, a part of a state, a medium.
    Body,
    /// People who have something in common.
    People,
    /// Nothing says what it is.
    #[default]
    Unknown,
}

/// What the tables say of a phrase.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Identity {
    /// ISO 3166 alpha-3 of the state it acts for, else a slug of the tables; `None` where neither is known.
    pub key: Option<String>,
    /// The best name: the table's, else the phrase without its article.
    pub name: String,
    /// PLOVER sectors, the first one first.
    pub sectors: Vec<String>,
    /// ISO 3166 alpha-2 of the state it belongs to.
    pub country: Option<String>,
    /// What it is.
    pub kind: ActorKind,
    /// How many.
    pub number: Option<Number>,
    /// He, she or it, where the phrase or the tables tell.
    pub gender: Option<Gender>,
}

impl Actors {
    /// The tables that come with the program.
    ///
    /// ```
    /// use diurna::resolve::actor::Actors;
    /// let actors = Actors::embedded()?;
    /// let day = Some(jiff::civil::date(2023, 9, 20));
    /// let aliyev = actors.identify("Azerbaijani President Ilham Aliev", day);
    /// assert_eq!(aliyev.name, "Ilham Aliyev");
    /// assert_eq!(aliyev.key.as_deref(), Some("AZE"));
    /// assert_eq!(aliyev.sectors, ["GOV"]);
    /// # Ok::<(), diurna::lexicon::TableError>(())
    /// ```
    pub fn embedded() -> Result<Actors, TableError> {
        let named = diurna_data::ACTORS.iter().map(|(name, text)| (format!("actors/{name}"), *text));
        Actors::read(named)
    }

    /// The actors of some tables, each given as its name and text.
    pub fn read<'a>(tables: impl IntoIterator<Item = (String, &'a str)>) -> Result<Actors, TableError> {
        let tables: Vec<(String, &str)> = tables.into_iter().collect();
        let mut rows = rows::Rows::default();
        tables.iter().try_for_each(|(name, text)| rows.read(name, text))?;
        let words = Vocabulary::of(&rows);
        let index = Index::of(rows, &words).map_err(|unknown| unknown.in_one_of(&tables))?;
        Ok(Actors { index, words })
    }

    /// Whether two phrases could name the same actor by their words or by the tables; a shared head noun is not enough.
    pub fn same(&self, a: &str, b: &str) -> bool {
        self.likeness(a, b, None) >= Likeness::Name
    }

    /// Who holds an office of a state, group or body on a day: `("AZE", "president")`.
    pub fn holder(&self, of: &str, office: &str, on: Date) -> Option<&str> {
        self.index.holder(of, office, on)
    }
}

#[cfg(test)]
mod tests;
