//! Chains: which phrases of a report stand for the same, and whom a pronoun stands for.
//!
//! In: a reading, the phrases of the drafts, and what the tables of actors say of each. Out: the chain of every mention, the actors of
//! the record, the actor of every phrase of a draft that stands for one, and the named phrase behind every pronoun. First names and nouns
//! are tied, then pronouns, each pass in the order of the text. A chain of bare things or of a counted crowd that does nothing ("the
//! hotel", "six people") makes no actor.

mod entity;
mod mention;
mod names;
mod pronouns;
mod salience;
#[cfg(test)]
mod tests;

pub use salience::{Salience, Tie};

use crate::Knowledge;
use crate::claims::{Draft, head_of, words_in};
use crate::resolve::actor::Identity;
use diurna_read::{MentionKind, Reading};
use diurna_record::{Actor, ActorId};
use diurna_text::Span;
use entity::{Entities, Entity};
use jiff::civil::Date;
use mention::{Seen, Sort};
use std::collections::{BTreeMap, BTreeSet};

/// The chains of a report and the actors among them.
#[derive(Debug, Default)]
pub struct Chains {
    /// Every actor, in the order of first mention.
    pub actors: Vec<Actor>,
    of: BTreeMap<Span, ActorId>,
    names: BTreeMap<Span, Name>,
    chains: BTreeMap<usize, u32>,
}

/// The named phrase behind a pronoun.
#[derive(Clone, Copy, Debug)]
struct Name {
    at: Span,
    near: bool,
}

impl Chains {
    /// The actor that a phrase of a draft stands for.
    pub fn actor(&self, at: Span) -> Option<ActorId> {
        self.of.get(&at).copied()
    }

    /// The named phrase behind a pronoun.
    pub fn name_behind(&self, at: Span) -> Option<Span> {
        self.names.get(&at).map(|name| name.at)
    }

    /// The named phrase behind a pronoun, where it stands before it in the same sentence.
    pub fn name_beside(&self, at: Span) -> Option<Span> {
        self.names.get(&at).filter(|name| name.near).map(|name| name.at)
    }

    /// The chain of the mention with this head token, from 1; what stands alone has a chain of its own.
    pub fn chain(&self, head: usize) -> Option<u32> {
        self.chains.get(&head).copied()
    }
}

/// Finds the chains of a reading, and the actor of every speaker, messenger and party of the drafts.
pub fn link(text: &str, reading: &Reading, drafts: &[Draft], knowledge: &Knowledge, on: Option<Date>) -> Chains {
    let uses = uses(drafts);
    let phrases: BTreeSet<Span> = uses.keys().copied().collect();
    let seen = mention::seen(text, reading, &phrases, &knowledge.actors, &knowledge.pronouns, on);
    let mut entities = Entities::new(seen.len());
    names::tie(reading, &seen, &knowledge.actors, on, &mut entities);
    pronouns::tie(reading, &seen, &knowledge.salience, &mut entities);
    chains(reading, &seen, &entities, &uses)
}

/// What a pronoun could stand for: its token, the section of its weights, and for every candidate its token and its ties.
pub type Choice = (usize, &'static str, Vec<(usize, Vec<Tie>)>);

/// What each pronoun of a reading that refers back could stand for. For learning the weights.
pub fn choices(text: &str, reading: &Reading, knowledge: &Knowledge) -> Vec<Choice> {
    let seen = mention::seen(text, reading, &BTreeSet::new(), &knowledge.actors, &knowledge.pronouns, None);
    let mut entities = Entities::new(seen.len());
    names::tie(reading, &seen, &knowledge.actors, None, &mut entities);
    pronouns::tie(reading, &seen, &knowledge.salience, &mut entities);
    let back = seen.iter().enumerate().filter(|(_, one)| one.refers_back());
    back.filter_map(|(index, one)| {
        let candidates = pronouns::candidates(reading, &seen, &entities.before(index), index);
        let ours = candidates.into_iter().map(|(other, ties)| (seen[other].head, ties)).collect();
        Some((one.head, Salience::section(one.pronoun()?), ours))
    })
    .collect()
}

/// What a phrase of the drafts does.
#[derive(Clone, Copy, Default)]
struct Use {
    speaks: bool,
    acts: bool,
}

fn uses(drafts: &[Draft]) -> BTreeMap<Span, Use> {
    let mut uses: BTreeMap<Span, Use> = BTreeMap::new();
    for draft in drafts {
        for said in draft.said.iter() {
            for at in std::iter::once(said.speaker).chain(said.via.iter().copied()) {
                uses.entry(at).or_default().speaks = true;
            }
        }
        for &at in draft.by.iter().chain(&draft.with) {
            uses.entry(at).or_default().acts = true;
        }
        for &at in &draft.against {
            uses.entry(at).or_default();
        }
    }
    uses
}

fn chains(reading: &Reading, seen: &[Seen], entities: &Entities, uses: &BTreeMap<Span, Use>) -> Chains {
    let mut chains = Chains::default();
    let mut phrases: BTreeMap<usize, Vec<(Span, Use)>> = BTreeMap::new();
    for (&at, &used) in uses {
        if let Some(head) = head_of(reading, words_in(reading, at)) {
            phrases.entry(head).or_default().push((at, used));
        }
    }
    let mut ordered: Vec<(usize, &Entity)> =
        entities.iter().filter_map(|entity| Some((*entity.members.iter().min()?, entity))).collect();
    ordered.sort_by_key(|(first, _)| *first);
    for (number, (_, entity)) in ordered.into_iter().enumerate() {
        let mut members: Vec<usize> = entity.members.clone();
        members.sort_unstable();
        let of = |member: &usize| seen.get(*member);
        chains.chains.extend(members.iter().filter_map(of).map(|one| (one.head, number as u32 + 1)));
        let used = |one: &Seen| phrases.get(&one.head).map(Vec::as_slice).unwrap_or_default().iter();
        let links: Vec<&Seen> = members.iter().filter_map(of).collect();
        for one in links.iter().filter(|one| one.pronoun().is_some()) {
            if let Some(name) = behind(&links, one) {
                chains.names.extend(used(one).map(|(at, _)| (*at, name)));
            }
        }
        let told: Vec<&Seen> = members.iter().filter_map(of).filter(|one| one.known.is_some()).collect();
        let inside = |one: &Seen| used(one).next().is_none() && uses.keys().any(|at| at.overlaps(one.at));
        let active = told.iter().any(|one| makes_actor(one, used(one).copied()) && !inside(one));
        let active = active
            || !told.is_empty()
                && members.iter().filter_map(of).any(|one| used(one).any(|(_, used)| used.speaks || used.acts));
        let Some(identity) = identity(&told).filter(|_| active) else { continue };
        let same = |actor: &Actor| {
            identity.key.is_some()
                && actor.key == identity.key
                && actor.name == identity.name
                && actor.sectors == identity.sectors
        };
        let known = chains.actors.iter().find(|actor| same(actor)).map(|actor| actor.id);
        let id = known.unwrap_or(ActorId(chains.actors.len() as u32 + 1));
        let mut mentions: Vec<Span> = Vec::new();
        for one in members.iter().filter_map(of) {
            chains.of.extend(used(one).map(|(at, _)| (*at, id)));
            let mut spans: Vec<Span> = used(one).map(|(at, _)| *at).collect();
            if spans.is_empty() {
                spans.push(one.at);
            }
            mentions.extend(spans);
        }
        if known.is_some() {
            let actor = &mut chains.actors[id.0 as usize - 1];
            actor.mentions.extend(mentions);
            actor.mentions.sort();
            continue;
        }
        let Identity { key, name, sectors, country, .. } = identity;
        chains.actors.push(Actor { id, name, key, sectors, country, mentions });
    }
    chains
}

/// The phrase behind a pronoun of a chain: the nearest before it in its sentence, else the last name before it, else the last noun.
fn behind(links: &[&Seen], one: &Seen) -> Option<Name> {
    let before = || links.iter().filter(|other| other.head < one.head && other.pronoun().is_none());
    let name = before().max_by_key(|other| (other.sort == Sort::Name, other.head))?;
    let near = before().rfind(|other| other.sentence == one.sentence);
    let name = near.filter(|near| near.sort == Sort::Name || name.sort != Sort::Name).unwrap_or(name);
    Some(Name { at: name.at, near: near.is_some_and(|near| near.head == name.head) })
}

/// Whether a phrase makes its chain an actor: it speaks, acts or is a name of somebody.
fn makes_actor(one: &Seen, mut used: impl Iterator<Item = (Span, Use)>) -> bool {
    let acting = matches!(one.kind, Some(MentionKind::Person | MentionKind::Organization | MentionKind::Group));
    let keyed = one.known.as_ref().is_some_and(|known| known.identity.key.is_some());
    let name = one.sort == Sort::Name;
    name && acting || used.any(|(_, used)| used.speaks || used.acts || keyed || name)
}

/// Who the phrases of a chain say it is: the first name that the tables know, else the first name, else the first noun; what that does not
/// tell, the others do.
fn identity(told: &[&Seen]) -> Option<Identity> {
    let rank = |one: &Seen| {
        let key = one.known.as_ref().is_some_and(|known| known.identity.key.is_some());
        (one.sort != Sort::Name, !key)
    };
    let best = told.iter().min_by_key(|one| rank(one))?;
    let mut identity = best.known.as_ref()?.identity.clone();
    for other in told.iter().filter_map(|one| one.known.as_ref()).map(|known| &known.identity) {
        if identity.key.is_none() && identity.sectors.is_empty() && other.key.is_some() {
            identity.key.clone_from(&other.key);
        }
        if identity.sectors.is_empty() {
            identity.sectors.clone_from(&other.sectors);
        }
        if identity.country.is_none() {
            identity.country.clone_from(&other.country);
        }
    }
    Some(identity)
}
