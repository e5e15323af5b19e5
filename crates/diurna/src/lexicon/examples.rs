//! The examples and counter-examples that a kind's file carries.
//!
//! In: the `[[example]]` and `[[counter]]` tables. Out: what must come out of a text, and what must not. Nothing is run here.

use serde::Deserialize;

/// A text and the claim of this kind that must come out of it; what is not told is not tested.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The text.
    pub text: String,
    /// The anchor.
    pub anchor: String,
    /// The speaker's words.
    pub speaker: Option<String>,
    /// The cue's words.
    pub cue: Option<String>,
    /// The stance, as written.
    pub stance: Option<String>,
    /// The actuality, as written.
    pub actuality: Option<String>,
    /// The condition's words.
    #[serde(rename = "if")]
    pub condition: Option<String>,
    /// Who does it.
    #[serde(default)]
    pub by: Vec<String>,
    /// Whom it is done to.
    #[serde(default)]
    pub against: Vec<String>,
    /// Who takes part on an equal footing.
    #[serde(default)]
    pub with: Vec<String>,
    /// With what.
    #[serde(default)]
    pub means: Vec<String>,
    /// The words for where.
    pub place: Option<String>,
    /// The words for when.
    pub when: Option<String>,
    /// The count's words.
    pub count: Option<String>,
}

/// A text in which a word of this kind names something else.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counter {
    /// The text.
    pub text: String,
    /// The word that misleads.
    pub anchor: String,
    /// The kind it is instead, if any.
    pub instead: Option<String>,
}

impl Example {
    /// Every string that must stand in the text.
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        let lists = [&self.by, &self.against, &self.with, &self.means].into_iter().flatten();
        let fields =
            [&self.speaker, &self.cue, &self.condition, &self.place, &self.when, &self.count].into_iter().flatten();
        std::iter::once(&self.anchor).chain(lists).chain(fields).map(String::as_str)
    }
}
