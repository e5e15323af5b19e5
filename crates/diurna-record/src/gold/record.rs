//! A gold report as a record, as if the coder had made it.
//!
//! In: a gold report. Out: a record with the same claims, agreements and noise. Actors are told apart by their words alone: two
//! wordings are two actors, for saying that they are one is what a coder is measured on.

use super::{GoldAgreement, GoldReport};
use crate::{Actor, ActorId, Agreement, Claim, Kind, Made, Named, Noise, Phrase, Record};
use diurna_text::Span;

impl GoldReport {
    /// The record that a coder would make that reads as the person did.
    pub fn to_record(&self) -> Record {
        let mut cast = Cast::default();
        let claims: Vec<Claim> = self.claims.iter().map(|claim| with_actors(claim, &mut cast)).collect();
        let agreements = self.agreements.iter().map(|it| agreement(it, &claims, &mut cast)).collect();
        let noise = self.noise.iter().map(|&at| Noise { at, why: "gold".to_owned() }).collect();
        Record {
            report: self.report.clone(),
            text: self.text.clone(),
            made: Made { model: "gold".to_owned(), ..Made::default() },
            actors: cast.actors,
            claims,
            agreements,
            noise,
            ..Record::default()
        }
    }
}

/// Everybody named so far.
#[derive(Default)]
struct Cast {
    actors: Vec<Actor>,
}

impl Cast {
    /// The actor of this name, told here at `at`.
    fn of(&mut self, name: &str, at: Option<Span>) -> ActorId {
        let known = self.actors.iter().position(|actor| actor.name == name);
        let index = known.unwrap_or_else(|| {
            let id = ActorId(self.actors.len() as u32 + 1);
            self.actors.push(Actor { id, name: name.to_owned(), ..Actor::default() });
            self.actors.len() - 1
        });
        let actor = &mut self.actors[index];
        if let Some(at) = at.filter(|at| !actor.mentions.contains(at)) {
            actor.mentions.push(at);
        }
        actor.id
    }
}

fn with_actors(claim: &Claim, cast: &mut Cast) -> Claim {
    let mut claim = claim.clone();
    if let Some(speaker) = &mut claim.speaker {
        let name = speaker.is.as_ref().map_or(&speaker.text, |is| &is.text);
        speaker.actor = Some(cast.of(name, Some(speaker.at)));
    }
    let mut name = |phrases: &mut [Phrase]| {
        phrases.iter_mut().for_each(|phrase| phrase.actor = Some(cast.of(&phrase.text, Some(phrase.at))));
    };
    name(&mut claim.via);
    name(&mut claim.by);
    name(&mut claim.against);
    name(&mut claim.with);
    claim
}

fn agreement(agreement: &GoldAgreement, claims: &[Claim], cast: &mut Cast) -> Agreement {
    let mut ids = |names: &[Named]| names.iter().map(|it| cast.of(&it.text, it.at)).collect();
    Agreement {
        id: agreement.id,
        event: agreement.event,
        kind: kind(agreement, claims),
        parties: ids(&agreement.parties),
        brokers: ids(&agreement.brokers),
        terms: agreement.terms.clone(),
        effective: None,
    }
}

/// What was agreed: the agreement among the claims of its event, else the first of them.
fn kind(agreement: &GoldAgreement, claims: &[Claim]) -> Kind {
    let mut same = claims.iter().filter(|claim| claim.event == agreement.event);
    let first = same.clone().next();
    same.find(|claim| claim.kind.is_agreement()).or(first).map(|claim| claim.kind.clone()).unwrap_or_default()
}
