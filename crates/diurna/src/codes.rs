//! Codes of an event in the schemes of the field: the kind's, unless stance or actuality changes it.
//!
//! In: a kind's entry, the stance of its speaker and how real it is. Out: PLOVER and CAMEO codes, or `None` where there is no
//! event to code; for a whole record, the codes of every claim, which the exports write. Which stance has which code stands in data/speech/codes.toml; a kind's own codes stand in its file.

use crate::lexicon::{KindEntry, Kinds, TableError, Ucdp, read_table};
use diurna_record::{AcledType, Actuality, ArmedForce, Claim, Coded, Codes, EventCodes, Reviewed, Stance};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The tables that tell what a claim is in the schemes of the field.
pub struct Schemes {
    kinds: Kinds,
    said: SaidCodes,
}

impl Schemes {
    /// The schemes of these kinds.
    pub fn of(kinds: Kinds) -> Result<Schemes, TableError> {
        Ok(Schemes { kinds, said: SaidCodes::embedded()? })
    }

    /// The schemes of the kinds that come with the program.
    pub fn embedded() -> Result<Schemes, TableError> {
        Schemes::of(Kinds::embedded()?)
    }

    /// A record with the codes of its claims. A claim of an unknown kind has none.
    pub fn code(&self, reviewed: Reviewed) -> Coded {
        let claims = reviewed.record.claims.iter();
        let codes = claims.filter_map(|claim| Some((claim.id, self.codes(claim)?))).collect();
        Coded { reviewed, codes, deaths: None }
    }

    fn codes(&self, claim: &Claim) -> Option<Codes> {
        let kind = self.kinds.get(claim.kind.as_str())?;
        let acled = kind
            .codes
            .acled
            .as_ref()
            .and_then(|acled| Some(AcledType { event: acled.event.clone()?, subs: acled.sub.clone() }));
        let force = kind.codes.ucdp.map(|ucdp| match ucdp {
            Ucdp::Force => ArmedForce::OnAny,
            Ucdp::OneSided => ArmedForce::OneSided,
        });
        let fills = kind.codes.acled.as_ref().and_then(|acled| acled.column.clone());
        Some(Codes { event: self.said.of(kind, claim.stance, claim.actuality), acled, fills, force })
    }
}

/// Codes of what is only said.
#[derive(Clone, Debug)]
pub struct SaidCodes {
    stance: Vec<(Stance, EventCodes)>,
    meant: Meant,
    none: NoEvent,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Both {
    plover: String,
    cameo: String,
}

impl From<&Both> for EventCodes {
    fn from(both: &Both) -> EventCodes {
        EventCodes { plover: Some(both.plover.clone()), cameo: Some(both.cameo.clone()) }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    stance: BTreeMap<String, Both>,
    meant: Meant,
    none: NoEvent,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Meant {
    stances: Vec<String>,
    actualities: Vec<String>,
    cooperative: Both,
    hostile: Both,
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
            stance.push((Stance::parse(&word).ok_or_else(|| unknown(&word, "stance"))?, EventCodes::from(&codes)));
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
            let codes = |good: bool| if good { &self.meant.cooperative } else { &self.meant.hostile };
            return kind.cooperative.map(|good| EventCodes::from(codes(good)));
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
