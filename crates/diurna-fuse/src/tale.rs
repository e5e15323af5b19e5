//! A happening with everybody who tells it.
//!
//! In: the claims of one happening, from whatever reports. Out: the same as voices: each claim with its report and with the number of its
//! speaker among the speakers of the story. Copies have no voice of their own.

use crate::name::Name;
use crate::told::{Said, Told};
use crate::words::Words;
use diurna_record::{ClaimRef, HappeningId, StorySpeaker};

/// One claim, and who says it where.
#[derive(Clone, Copy)]
pub(crate) struct Voice<'a> {
    pub told: &'a Told,
    /// The report's place in the order of the story.
    pub report: usize,
    pub said: &'a Said,
    /// The speaker's number; `None` is the report's own voice.
    pub speaker: Option<usize>,
}

impl Voice<'_> {
    /// Its name for others.
    pub fn claim(&self) -> ClaimRef {
        ClaimRef { report: self.told.marks.id.clone(), claim: self.said.id }
    }

    /// Whether two voices are of different speakers, both named.
    pub fn differs(&self, other: &Voice) -> bool {
        matches!((self.speaker, other.speaker), (Some(one), Some(two)) if one != two)
    }
}

/// One happening of a story.
pub(crate) struct Tale<'a> {
    pub id: HappeningId,
    pub voices: Vec<Voice<'a>>,
    /// How many different texts tell it.
    pub texts: usize,
}

/// Everybody who speaks in a story.
#[derive(Default)]
pub(crate) struct Speakers<'a> {
    members: Vec<Vec<&'a Name>>,
}

impl<'a> Speakers<'a> {
    /// The number of a speaker, a new one where nobody before is the same.
    pub fn number(&mut self, name: &'a Name, words: &Words) -> usize {
        let known = self.members.iter().position(|members| members.iter().any(|member| member.is_speaker(name, words)));
        let number = known.unwrap_or_else(|| {
            self.members.push(Vec::new());
            self.members.len() - 1
        });
        if !self.members[number].contains(&name) {
            self.members[number].push(name);
        }
        number
    }

    /// Who that is: the first key known, the fullest name, that of a body before that of one who speaks for it.
    pub fn speaker(&self, number: usize) -> StorySpeaker {
        let members = self.members.get(number).map(Vec::as_slice).unwrap_or_default();
        let fullest = members.iter().rev().max_by_key(|name| (!name.is_single(), name.shown.len()));
        StorySpeaker {
            key: members.iter().find_map(|name| name.key.clone()),
            name: fullest.map(|name| name.shown.clone()).unwrap_or_default(),
        }
    }
}
