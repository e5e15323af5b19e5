//! Patterns: what must stand where in a sentence's tree for words to be a claim of a kind.
//!
//! In: the `[[pattern]]` tables of a kind's file. Out: patterns that are known to be whole. A place of the tree is "subject" (who
//! does it), "object" (whom it is done to), "modifier" (words before a noun), "verb" (what has a noun as subject or object) or a preposition. Where these stand is not found here.

use super::phrase::{Phrases, Seen, Sort};
use super::table::{TableError, read_table};
use diurna_read::Role;
use serde::Deserialize;
use std::collections::BTreeMap;

/// One pattern of a kind.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pattern {
    /// Its name, as a record's `why` gives it after the kind.
    pub name: String,
    /// The words that name the happening, as lemmas, any of them.
    pub anchor: Vec<String>,
    /// Of which sort they are; any where it is not told.
    pub pos: Option<Sort>,
    /// Places of the tree, and words of which one must stand there.
    #[serde(default)]
    pub needs: BTreeMap<String, Vec<String>>,
    /// Places of the tree, and words of which none may stand there.
    #[serde(default)]
    pub not: BTreeMap<String, Vec<String>>,
    /// Which place holds which role, where it is not the usual one; "none" for no role.
    #[serde(default)]
    pub roles: BTreeMap<String, String>,
}

/// The roles that a place of the tree can hold.
const ROLES: [Role; 5] = [Role::By, Role::Against, Role::With, Role::Means, Role::Place];
/// What stands for no role.
const NONE: &str = "none";

/// The role that a word of a file names: `None` for no role, an error for a word that is none.
pub(crate) fn role(word: &str) -> Result<Option<Role>, String> {
    if word == NONE {
        return Ok(None);
    }
    let known = Role::parse(word).filter(|role| ROLES.contains(role));
    known.map(Some).ok_or_else(|| {
        let names: Vec<&str> = ROLES.iter().map(|role| role.as_str()).collect();
        format!("no place of a sentence holds {word:?}: write {} or {NONE}", names.join(", "))
    })
}

impl Pattern {
    /// What is wrong with it that its form does not show.
    pub(crate) fn trouble(&self) -> Option<String> {
        let plain = |c: char| c.is_lowercase() || c.is_ascii_digit() || c == '-';
        if self.name.is_empty() || !self.name.chars().all(plain) {
            return Some(format!("a pattern is named in small letters and hyphens, not {:?}", self.name));
        }
        if self.anchor.iter().all(|words| words.trim().is_empty()) {
            return Some(format!("the pattern {:?} has no anchor", self.name));
        }
        if let Some((place, _)) = self.needs.iter().chain(&self.not).find(|(_, words)| words.is_empty()) {
            return Some(format!("the pattern {:?} names no word for {place}", self.name));
        }
        self.roles.values().find_map(|word| role(word).err())
    }
}

/// Whether one of some phrases stands among some words.
pub(crate) fn stands(phrases: &[String], words: &[Seen]) -> bool {
    let among = any_of(phrases);
    (0..words.len()).any(|start| !among.at(words, start).is_empty())
}

/// Phrases that all mean the same.
fn any_of(phrases: &[String]) -> Phrases<()> {
    let mut among = Phrases::default();
    for phrase in phrases {
        among.add(phrase, Sort::Other, ());
    }
    among
}

/// What places of a tree mean where a kind's file does not say it.
#[derive(Clone, Debug, Default)]
pub struct TreeWords {
    /// Prepositions before the doer of a passive or a noun.
    pub agent: Vec<String>,
    /// Prepositions before whom a noun is done to.
    pub object: Vec<String>,
    /// How a verb ends whose noun before it is the doer.
    pub doing: Vec<String>,
    /// Verbs that say of their subject only that it happens.
    pub(crate) happens: Phrases<()>,
    /// The role of each place.
    pub roles: BTreeMap<String, Role>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TreeFile {
    agent: Vec<String>,
    object: Vec<String>,
    doing: Vec<String>,
    happens: Vec<String>,
    roles: BTreeMap<String, String>,
}

impl TreeWords {
    /// The words that come with the program.
    pub fn embedded() -> Result<TreeWords, TableError> {
        TreeWords::read_toml("speech/tree.toml", diurna_data::SPEECH_TREE)
    }

    /// The words of a table.
    pub fn read_toml(name: &str, text: &str) -> Result<TreeWords, TableError> {
        let file: TreeFile = read_table(name, text)?;
        let mut roles = BTreeMap::new();
        for (place, word) in file.roles {
            let named = role(&word).map_err(|why| TableError::near(name, text, &format!("{word:?}"), why))?;
            roles.extend(named.map(|role| (place, role)));
        }
        let happens = any_of(&file.happens);
        Ok(TreeWords { agent: file.agent, object: file.object, doing: file.doing, happens, roles })
    }
}
