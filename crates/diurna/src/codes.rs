//! Codes of an event in the schemes of the field: the kind's, unless stance or actuality changes it.
//!
//! In: a kind's entry, the stance of its speaker and how real it is. Out: PLOVER and CAMEO codes, or `None` where there is no
//! event to code. Which stance has which code stands in data/speech/codes.toml; a kind's own codes stand in its file.

use crate::lexicon::{KindEntry, TableError, read_table};
use diurna_record::{Actuality, Claim, Phrase, Stance};
use diurna_text::Span;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The codes of one event.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventCodes {
    /// PLOVER event type, with a mode after a colon where the kind has one.
    pub plover: Option<String>,
    /// CAMEO code; leading zeros count.
    pub cameo: Option<String>,
}

impl EventCodes {
    /// The PLOVER event type without its mode.
    pub fn plover_root(&self) -> Option<&str> {
        self.plover.as_deref().map(|code| code.split_once(':').map_or(code, |(root, _mode)| root))
    }

    /// The first two digits of the CAMEO code.
    pub fn cameo_root(&self) -> Option<&str> {
        self.cameo.as_deref().and_then(|code| code.get(..2))
    }
}

/// Who acts and on whom, as schemes of source, event and target have it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Dyad {
    /// Where the words of the sources stand.
    pub source: Vec<Span>,
    /// Where the words of the targets stand.
    pub target: Vec<Span>,
}

/// The source and the target of a claim's event. Of a deed they are its doer and whom it is done to, of talks the first party and the
/// others; of what is only said, the speaker, and the doer of what is demanded, condemned or refused.
pub fn dyad(claim: &Claim) -> Dyad {
    let spans = |phrases: &[Phrase]| phrases.iter().map(|phrase| phrase.at).collect::<Vec<Span>>();
    let (by, against, with) = (spans(&claim.by), spans(&claim.against), spans(&claim.with));
    let speaker: Vec<Span> = claim.speaker.iter().map(|speaker| speaker.at).collect();
    let first = |lists: &[&Vec<Span>]| {
        lists.iter().find(|list| !list.is_empty()).map(|list| (*list).clone()).unwrap_or_default()
    };
    let other = |list: Vec<Span>, source: &[Span]| {
        list.into_iter().filter(|at| !source.iter().any(|it| it.overlaps(*at))).collect::<Vec<_>>()
    };
    let said = !matches!(claim.stance, Stance::Asserts | Stance::Confirms | Stance::Admits | Stance::Announces);
    if said && !speaker.is_empty() {
        let lists = match claim.stance {
            Stance::Promises | Stance::Threatens | Stance::Proposes => [&against, &with, &by],
            _ => [&by, &against, &with],
        };
        let target = lists.into_iter().map(|list| other(list.clone(), &speaker)).find(|list| !list.is_empty());
        return Dyad { target: target.unwrap_or_default(), source: speaker };
    }
    let source = if by.is_empty() { with.first().copied().into_iter().collect() } else { by };
    let source = if source.is_empty() { speaker } else { source };
    let target = first(&[&other(against, &source), &other(with, &source)]);
    Dyad { source, target }
}

/// Codes of what is only said.
#[derive(Clone, Debug)]
pub struct SaidCodes {
    stance: Vec<(Stance, EventCodes)>,
    meant: Meant,
    none: NoEvent,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    stance: BTreeMap<String, EventCodes>,
    meant: Meant,
    none: NoEvent,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Meant {
    stances: Vec<String>,
    actualities: Vec<String>,
    cooperative: EventCodes,
    hostile: EventCodes,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NoEvent {
    actualities: Vec<String>,
    kinds: Vec<String>,
}

impl SaidCodes {
    /// The codes that come with the program.
    pub fn embedded() -> Result<SaidCodes, TableError> {
        SaidCodes::read_toml("speech/codes.toml", diurna_data::SPEECH_CODES)
    }

    /// The codes in a text; an unknown stance or actuality is an error.
    pub fn read_toml(name: &str, text: &str) -> Result<SaidCodes, TableError> {
        let file: File = read_table(name, text)?;
        let unknown = |word: &str, what: &str| TableError::near(name, text, word, format!("\"{word}\" is no {what}"));
        for word in &file.meant.stances {
            Stance::parse(word).ok_or_else(|| unknown(word, "stance"))?;
        }
        for word in file.meant.actualities.iter().chain(&file.none.actualities) {
            Actuality::parse(word).ok_or_else(|| unknown(word, "actuality"))?;
        }
        let mut stance = Vec::new();
        for (word, codes) in file.stance {
            stance.push((Stance::parse(&word).ok_or_else(|| unknown(&word, "stance"))?, codes));
        }
        Ok(SaidCodes { stance, meant: file.meant, none: file.none })
    }

    /// The codes of a claim, or `None` where it is no event. A meant deed that is neither
    /// cooperative nor hostile has no code.
    pub fn of(&self, kind: &KindEntry, stance: Stance, actuality: Actuality) -> Option<EventCodes> {
        if let Some((_, codes)) = self.stance.iter().find(|(of, _)| *of == stance) {
            return Some(codes.clone());
        }
        let listed = |words: &[String], word: &str| words.iter().any(|of| of == word);
        if listed(&self.none.kinds, kind.kind.as_str()) {
            return None;
        }
        if listed(&self.meant.stances, stance.as_str()) || listed(&self.meant.actualities, actuality.as_str()) {
            let codes = |good: bool| if good { self.meant.cooperative.clone() } else { self.meant.hostile.clone() };
            return kind.cooperative.map(codes);
        }
        if listed(&self.none.actualities, actuality.as_str()) {
            return None;
        }
        Some(EventCodes { plover: kind.codes.plover.first().cloned(), cameo: kind.codes.cameo.clone() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Kinds;

    fn roots(kind: &str, stance: Stance, actuality: Actuality) -> Option<(String, String)> {
        let kinds = Kinds::embedded().ok()?;
        let codes = SaidCodes::embedded().ok()?.of(kinds.get(kind)?, stance, actuality)?;
        Some((codes.plover_root()?.to_string(), codes.cameo_root()?.to_string()))
    }

    fn pair(plover: &str, cameo: &str) -> Option<(String, String)> {
        Some((plover.to_string(), cameo.to_string()))
    }

    #[test]
    fn a_deed_has_the_code_of_its_kind_and_a_demand_for_it_does_not() {
        assert_eq!(roots("fight.stop", Stance::Asserts, Actuality::Happened), pair("RETREAT", "08"));
        assert_eq!(roots("fight.stop", Stance::Demands, Actuality::Hypothetical), pair("REQUEST", "10"));
    }

    #[test]
    fn a_plan_is_a_threat_or_an_intent_to_cooperate() {
        assert_eq!(roots("fight.shooting", Stance::Asserts, Actuality::Planned), pair("THREATEN", "13"));
        assert_eq!(roots("fight.stop", Stance::Promises, Actuality::Planned), pair("AGREE", "03"));
    }

    #[test]
    fn what_is_only_possible_is_no_event() {
        assert_eq!(roots("fight.shooting", Stance::Asserts, Actuality::Hypothetical), None);
        assert_eq!(roots("fight.shooting", Stance::Asserts, Actuality::Not), None);
    }

    #[test]
    fn a_word_that_is_no_stance_is_told() {
        let text = diurna_data::SPEECH_CODES.replace("demands =", "begs =");
        assert!(SaidCodes::read_toml("codes.toml", &text).is_err());
    }
}
