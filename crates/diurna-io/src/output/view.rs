//! One record as the exports look at it.
//!
//! In: a coded record. Out: its parts with their stable ids, their code points, whom its phrases name, and where and when its happenings are told to
//! be. A claim that does not tell its own place or day has that of the first claim of the same happening that does.

use diurna_record::{Actor, Claim, CodePoints, Coded, Codes, EventCodes, Phrase, Place, Record, Review, When};

use super::ids::StableIds;
use crate::codes::{State, Tables};

pub(super) struct View<'a> {
    pub(super) coded: &'a Coded,
    pub(super) record: &'a Record,
    pub(super) ids: StableIds,
    pub(super) points: CodePoints<'a>,
    pub(super) tables: &'a Tables,
}

impl<'a> View<'a> {
    pub(super) fn of(coded: &'a Coded, tables: &'a Tables) -> View<'a> {
        let record = &coded.reviewed.record;
        let points = CodePoints::of(&record.text);
        View { coded, record, ids: StableIds::of(record, &points), points, tables }
    }

    pub(super) fn codes(&self, claim: &Claim) -> Option<&'a Codes> {
        self.coded.codes.get(&claim.id)
    }

    pub(super) fn event(&self, claim: &Claim) -> Option<&'a EventCodes> {
        self.codes(claim)?.event.as_ref()
    }

    pub(super) fn review(&self, claim: &Claim) -> Option<&'a Review> {
        self.coded.reviewed.reviews.get(&claim.id)
    }

    pub(super) fn place(&self, claim: &'a Claim) -> Option<&'a Place> {
        let told = self.record.claims.iter().filter(|other| other.event == claim.event);
        claim.place.as_ref().or_else(|| told.filter_map(|other| other.place.as_ref()).next())
    }

    pub(super) fn when(&self, claim: &'a Claim) -> Option<&'a When> {
        let told = self.record.claims.iter().filter(|other| other.event == claim.event);
        claim.when.as_ref().or_else(|| told.filter_map(|other| other.when.as_ref()).next())
    }

    pub(super) fn state(&self, place: Option<&Place>) -> Option<&'a State> {
        self.tables.state(place?.country.as_deref())
    }

    /// Whom a phrase names.
    pub(super) fn party(&self, phrase: &'a Phrase) -> Party<'a> {
        let actor = phrase.actor.and_then(|id| self.record.actors.iter().find(|actor| actor.id == id));
        let state = actor.and_then(|actor| self.tables.state(actor.country.as_deref()));
        Party { text: &phrase.text, actor, name: actor.map_or(&phrase.text, |actor| self.name(actor)), state }
    }

    pub(super) fn parties(&self, phrases: &'a [Phrase]) -> Vec<Party<'a>> {
        phrases.iter().map(|phrase| self.party(phrase)).collect()
    }

    /// Those of the phrases that name somebody. What has no key and no sector and is called like a place of the report is that place.
    pub(super) fn actors(&self, phrases: &'a [Phrase]) -> Vec<Party<'a>> {
        let mut parties = self.parties(phrases);
        parties.retain(|party| {
            let Some(actor) = party.actor else { return false };
            actor.key.is_some() || !actor.sectors.is_empty() || !self.is_place(party)
        });
        parties
    }

    fn is_place(&self, party: &Party<'_>) -> bool {
        let mut places = self.record.claims.iter().filter_map(|claim| claim.place.as_ref());
        places.any(|place| {
            place.text == party.text || [party.text, party.name].contains(&place.name.as_deref().unwrap_or(&place.text))
        })
    }

    /// The shortest name of whoever has this actor's key; of a state, whose parts share its key, the actor's own.
    fn name(&self, actor: &'a Actor) -> &'a str {
        let key = actor.key.as_deref().filter(|key| !key.bytes().all(|byte| byte.is_ascii_uppercase()));
        let same = self.record.actors.iter().filter(|other| key.is_some() && other.key.as_deref() == key);
        same.map(|other| other.name.as_str()).min_by_key(|name| name.chars().count()).unwrap_or(&actor.name)
    }

    /// Who says it: the actor's name, or the words that name the speaker; `None` for the report itself.
    pub(super) fn speaker(&self, claim: &'a Claim) -> Option<&'a str> {
        let speaker = claim.speaker.as_ref()?;
        let actor = speaker.actor.and_then(|id| self.record.actors.iter().find(|actor| actor.id == id));
        let is = speaker.is.as_ref().map(|named| named.text.as_str());
        Some(is.or_else(|| actor.map(|actor| self.name(actor))).unwrap_or(&speaker.text))
    }
}

/// A phrase with whom it names.
pub(super) struct Party<'a> {
    /// The words of the report.
    pub(super) text: &'a str,
    /// Who that is.
    pub(super) actor: Option<&'a Actor>,
    /// The best name for it.
    pub(super) name: &'a str,
    /// The state it belongs to.
    pub(super) state: Option<&'a State>,
}

impl Party<'_> {
    pub(super) fn sectors(&self) -> &[String] {
        self.actor.map_or(&[], |actor| &actor.sectors)
    }

    /// The key that holds over all reports, else the id within this one, else the words.
    pub(super) fn id(&self) -> String {
        match self.actor {
            Some(actor) => actor.key.clone().unwrap_or_else(|| actor.id.to_string()),
            None => self.text.to_owned(),
        }
    }
}
