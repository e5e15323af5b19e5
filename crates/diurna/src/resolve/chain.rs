//! Chains: which phrases of a report stand for the same actor, and whom a pronoun stands for.
//!
//! In: the phrases of the drafts, in the order of the text, and what the tables of actors say of each. Out: the actors of the
//! record, the actor of every phrase that names one, and the named phrase behind every pronoun. A phrase that fits no actor before
//! it makes a new one; a bare thing or a counted crowd ("the hotel", "six people") makes none.

use crate::claims::{Draft, head_of, words_in};
use crate::lexicon::{Gender, Number, Pronoun, Pronouns};
use crate::resolve::actor::{ActorKind, Actors, Identity};
use diurna_read::{MentionKind, Pos, Reading};
use diurna_record::{Actor, ActorId};
use diurna_text::Span;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The actors of a report and the phrases that stand for them.
#[derive(Debug, Default)]
pub struct Chains {
    /// Every actor, in the order of first mention.
    pub actors: Vec<Actor>,
    of: BTreeMap<Span, ActorId>,
    names: BTreeMap<Span, Span>,
}

impl Chains {
    /// The actor that a phrase stands for.
    pub fn actor(&self, at: Span) -> Option<ActorId> {
        self.of.get(&at).copied()
    }

    /// The named phrase behind a pronoun.
    pub fn name_behind(&self, at: Span) -> Option<Span> {
        self.names.get(&at).copied()
    }
}

/// One phrase on the way to its actor.
struct Phrase {
    at: Span,
    head: usize,
    speaks: bool,
    acts: bool,
    identity: Identity,
    kind: Option<MentionKind>,
    many: bool,
}

/// Links every speaker, messenger and party of the drafts to an actor.
pub fn link(
    text: &str,
    reading: &Reading,
    drafts: &[Draft],
    actors: &Actors,
    pronouns: &Pronouns,
    on: Option<Date>,
) -> Chains {
    let mut chains = Chains::default();
    let mut past: Vec<(Phrase, ActorId)> = Vec::new();
    for phrase in phrases(text, reading, drafts, actors, on) {
        let word = &reading.tokens[phrase.head];
        if word.pos == Pos::Pron && phrase.identity.key.is_none() {
            let Some(pronoun) = pronouns.get(word.at.of(text)) else { continue };
            let fits = |(other, _): &&(Phrase, ActorId)| {
                other.at.end() <= phrase.at.start()
                    && stands_for(pronoun, other)
                    && near(reading, other.head, phrase.head)
            };
            let found = if phrase.speaks {
                past.iter()
                    .rev()
                    .filter(fits)
                    .max_by_key(|(other, _)| (sentence_of(reading, other.head), other.speaks, other.at))
            } else {
                past.iter().rev().find(fits)
            };
            if let Some((other, id)) = found {
                chains.of.insert(phrase.at, *id);
                chains.names.insert(phrase.at, other.at);
                chains.actors[id.0 as usize - 1].mentions.push(phrase.at);
            }
            continue;
        }
        if !(phrase.speaks || phrase.acts || phrase.identity.key.is_some() || word.pos == Pos::Propn) {
            continue;
        }
        let same = past.iter().rev().find(|(other, _)| same_actor(text, actors, other, &phrase)).map(|(_, id)| *id);
        let id = same.unwrap_or_else(|| {
            let id = ActorId(chains.actors.len() as u32 + 1);
            let identity = &phrase.identity;
            chains.actors.push(Actor {
                id,
                name: identity.name.clone(),
                key: identity.key.clone(),
                sectors: identity.sectors.clone(),
                country: identity.country.clone(),
                mentions: Vec::new(),
            });
            id
        });
        chains.actors[id.0 as usize - 1].mentions.push(phrase.at);
        chains.of.insert(phrase.at, id);
        past.push((phrase, id));
    }
    chains
}

fn phrases(text: &str, reading: &Reading, drafts: &[Draft], actors: &Actors, on: Option<Date>) -> Vec<Phrase> {
    let mut uses: BTreeMap<Span, (bool, bool)> = BTreeMap::new();
    for draft in drafts {
        for said in draft.said.iter() {
            for at in std::iter::once(said.speaker).chain(said.via.iter().copied()) {
                uses.entry(at).or_default().0 = true;
            }
        }
        for &at in draft.by.iter().chain(&draft.with) {
            uses.entry(at).or_default().1 = true;
        }
        for &at in &draft.against {
            uses.entry(at).or_default();
        }
    }
    for mention in &reading.mentions {
        let named = reading.tokens[mention.head].pos == Pos::Propn;
        let acting = matches!(mention.kind, MentionKind::Person | MentionKind::Organization | MentionKind::Group);
        if named && acting && !uses.keys().any(|at| at.overlaps(mention.at)) {
            uses.entry(mention.at).or_default();
        }
    }
    uses.into_iter()
        .filter_map(|(at, (speaks, acts))| {
            let head = head_of(reading, words_in(reading, at))?;
            let word = &reading.tokens[head];
            let kind = reading.mentions.iter().find(|mention| mention.head == head).map(|mention| mention.kind);
            let many = word.pos == Pos::Noun && !word.lemma.eq_ignore_ascii_case(word.at.of(text));
            Some(Phrase { at, head, speaks, acts, identity: actors.identify(at.of(text), on), kind, many })
        })
        .collect()
}

fn sentence_of(reading: &Reading, token: usize) -> usize {
    reading.sentences.partition_point(|sentence| sentence.tokens.end <= token)
}

/// A pronoun looks back no further than three sentences.
fn near(reading: &Reading, before: usize, after: usize) -> bool {
    sentence_of(reading, after).saturating_sub(sentence_of(reading, before)) <= 3
}

fn stands_for(pronoun: Pronoun, other: &Phrase) -> bool {
    let person = other.kind == Some(MentionKind::Person) || other.identity.kind == ActorKind::Person;
    let body = matches!(other.kind, Some(MentionKind::Organization | MentionKind::Place | MentionKind::Group))
        || matches!(other.identity.kind, ActorKind::State | ActorKind::Group | ActorKind::Body | ActorKind::People);
    match (pronoun.number == Number::Many, matches!(pronoun.gender, Gender::He | Gender::She)) {
        (true, _) => other.many || (body && !person) || other.identity.kind == ActorKind::People,
        (false, true) => person && !other.many,
        (false, false) => body && !other.many && !person,
    }
}

fn same_actor(text: &str, actors: &Actors, other: &Phrase, phrase: &Phrase) -> bool {
    let (a, b) = (&other.identity, &phrase.identity);
    let same_words = other.at.of(text).eq_ignore_ascii_case(phrase.at.of(text));
    if same_words {
        return true;
    }
    if a.kind == ActorKind::Person || b.kind == ActorKind::Person {
        return actors.same(other.at.of(text), phrase.at.of(text));
    }
    match (&a.key, &b.key) {
        (Some(x), Some(y)) => x == y && a.sectors == b.sectors && a.name == b.name,
        (None, None) => actors.same(other.at.of(text), phrase.at.of(text)),
        _ => false,
    }
}
