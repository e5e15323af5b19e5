//! Which stance the words of a saying tell: "denied" denies, "called for" demands.
//!
//! In: the words of a cue. Out: the stance, and whether the words alone settle it. What follows a cue can change its stance
//! ("warned that it would attack"); that is not looked at here.

use super::phrase::{Phrases, Seen, Sort, Strength};
use super::table::{TableError, read_table};
use diurna_record::Stance;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The cues of speech and their stances.
#[derive(Clone, Debug, Default)]
pub struct Cues {
    phrases: Phrases<(Stance, Strength)>,
}

/// A cue found among words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CueHit {
    /// The stance it tells.
    pub stance: Stance,
    /// How well.
    pub strength: Strength,
    /// Its first word.
    pub first: usize,
    /// The word after its last.
    pub end: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    #[serde(default)]
    sure: Vec<String>,
    #[serde(default)]
    maybe: Vec<String>,
}

impl Cues {
    /// The cues that come with the program.
    pub fn embedded() -> Result<Cues, TableError> {
        Cues::read_toml("speech/cues.toml", diurna_data::SPEECH_CUES)
    }

    /// The cues of a table: one section a stance.
    pub fn read_toml(name: &str, text: &str) -> Result<Cues, TableError> {
        let rows: BTreeMap<String, Row> = read_table(name, text)?;
        let mut cues = Cues::default();
        for (word, row) in rows {
            let stance = Stance::parse(&word).ok_or_else(|| {
                TableError::near(name, text, &format!("[{word}]"), format!("no stance is named {word}"))
            })?;
            for (list, strength) in [(&row.sure, Strength::Sure), (&row.maybe, Strength::Maybe)] {
                for phrase in list {
                    cues.phrases.add(phrase, Sort::Other, (stance, strength));
                }
            }
        }
        Ok(cues)
    }

    /// Every cue among some words, at each word the longest and surest one.
    pub fn find(&self, words: &[Seen]) -> Vec<CueHit> {
        (0..words.len()).filter_map(|start| self.at(words, start)).collect()
    }

    /// The cue that starts at a word.
    pub fn at(&self, words: &[Seen], start: usize) -> Option<CueHit> {
        let hits = self.phrases.at(words, start);
        let best = hits.iter().max_by_key(|hit| (hit.end - hit.first, hit.value.1))?;
        Some(CueHit { stance: best.value.0, strength: best.value.1, first: best.first, end: best.end })
    }

    /// The stance that a cue's words tell: of all cues in them the longest, then the surest, then the first.
    pub fn stance_among(&self, words: &[Seen]) -> Option<CueHit> {
        let mut best: Option<CueHit> = None;
        for hit in self.find(words) {
            let better =
                best.is_none_or(|old| (hit.end - hit.first, hit.strength) > (old.end - old.first, old.strength));
            if better {
                best = Some(hit);
            }
        }
        best
    }

    /// The stance of a cue written as lemmas: "call for".
    ///
    /// ```
    /// # use diurna::{lexicon::Cues};
    /// # use diurna_record::Stance;
    /// let cues = Cues::embedded()?;
    /// assert_eq!(cues.stance_of("call for"), Some(Stance::Demands));
    /// assert_eq!(cues.stance_of("sing"), None);
    /// # Ok::<(), diurna::lexicon::TableError>(())
    /// ```
    pub fn stance_of(&self, lemmas: &str) -> Option<Stance> {
        self.stance_among(&Seen::words(lemmas)).map(|hit| hit.stance)
    }
}
