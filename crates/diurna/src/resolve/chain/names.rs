//! Names and nouns that stand for the same: the sure ties, in the order of the text.
//!
//! In: what was seen. Out: which entity each name and noun belongs to. Ties in the manner of the sieves of Lee et al. 2013: the
//! same name, a part of it, the tables, apposition, a definite noun with the same head and no other words, and at last a noun that tells
//! what an actor is ("the group"). A noun marked as new starts an entity.

use super::mention::{Seen, Sort};
use super::{Entities, Entity};
use crate::lexicon::Number;
use crate::resolve::actor::{ActorKind, Actors, Likeness};
use diurna_read::{MentionKind, Reading};
use jiff::civil::Date;

/// How far, in sentences, a noun looks back for the actor it describes.
const REACH_OF_A_KIND: usize = 4;
/// How far, in sentences, a noun without an article looks back for the same noun.
const REACH_OF_A_BARE_NOUN: usize = 12;
/// With how many of its own phrases an entity is compared.
const FORMS: usize = 8;

/// Gives every name and noun its entity.
pub fn tie(reading: &Reading, seen: &[Seen], actors: &Actors, on: Option<Date>, entities: &mut Entities) {
    for (index, one) in seen.iter().enumerate() {
        if !matches!(one.sort, Sort::Name | Sort::Noun) {
            continue;
        }
        let look = Look { reading, seen, actors, on, entities, index, one };
        match look.entity() {
            Some(entity) => entities.join(entity, index, one),
            None => {
                entities.open(index, one);
            }
        }
    }
}

struct Look<'a> {
    reading: &'a Reading,
    seen: &'a [Seen],
    actors: &'a Actors,
    on: Option<Date>,
    entities: &'a Entities,
    index: usize,
    one: &'a Seen,
}

impl Look<'_> {
    fn entity(&self) -> Option<usize> {
        self.beside().or_else(|| if self.one.sort == Sort::Name { self.named() } else { self.described() })
    }

    /// What stands beside it in apposition, or what it is said to be.
    fn beside(&self) -> Option<usize> {
        let word = &self.reading.tokens[self.one.head];
        let governor = word.head?;
        let by_head = |token: usize| self.holding(token);
        let other = if word.dep == "appos" {
            by_head(governor)?
        } else if self.one.definite {
            self.subject_of_equation().and_then(by_head)?
        } else {
            return None;
        };
        let before = self.seen.get(other)?;
        let both_names = before.sort == Sort::Name && self.one.sort == Sort::Name;
        let fits = matches!(before.sort, Sort::Name | Sort::Noun)
            && alike(before, self.one)
            && !(both_names && before.kind == Some(MentionKind::Place))
            && (before.number == self.one.number || before.number == Number::Any || self.one.number == Number::Any);
        if other < self.index && fits { self.entities.of(other) } else { None }
    }

    /// The phrase that a token is the head of, else the shortest name that holds it.
    fn holding(&self, token: usize) -> Option<usize> {
        let exact = self.seen.binary_search_by_key(&token, |seen| seen.head).ok();
        let exact = exact.filter(|&at| self.seen.get(at).is_some_and(|seen| seen.sort != Sort::Rival));
        exact.or_else(|| {
            let names = self.seen[..self.index].iter().enumerate().rev().take(12);
            let names = names.filter(|(_, seen)| seen.sort == Sort::Name && seen.tokens.contains(&token));
            names.min_by_key(|(_, seen)| seen.tokens.len()).map(|(at, _)| at)
        })
    }

    /// The subject of which this definite noun is the predicate: "Mr. Keita" in "Mr. Keita is the leader".
    fn subject_of_equation(&self) -> Option<usize> {
        let sentence = &self.reading.sentences.get(self.one.sentence)?.tokens;
        let below = |dep: &str| {
            sentence.clone().find(|&token| {
                self.reading.tokens[token].head == Some(self.one.head) && self.reading.tokens[token].dep == dep
            })
        };
        below("cop").and_then(|_| below("nsubj"))
    }

    fn forms<'s>(&'s self, entity: &'s Entity) -> impl Iterator<Item = &'s Seen> {
        entity.forms.iter().take(FORMS).filter_map(|&form| self.seen.get(form))
    }

    /// The entity with the likest name.
    fn named(&self) -> Option<usize> {
        let known = self.one.known.as_ref()?;
        let mut best: Option<(Likeness, usize)> = None;
        for (number, entity) in self.entities.latest_first() {
            for form in self.forms(entity).filter(|form| alike(form, self.one)) {
                let Some(other) = form.known.as_ref() else { continue };
                let likeness = self.actors.compare(other, known, self.on);
                let office = form.sort == Sort::Noun && likeness == Likeness::Name && !form.definite;
                let places = form.kind == Some(MentionKind::Place) && self.one.kind == form.kind;
                let town_of_state = places && other.is_seat() != known.is_seat();
                if likeness >= Likeness::Name
                    && !office
                    && !town_of_state
                    && best.is_none_or(|(most, _)| likeness > most)
                {
                    best = Some((likeness, number));
                }
            }
            if best.is_some_and(|(likeness, _)| likeness == Likeness::Same) {
                break;
            }
        }
        best.map(|(_, number)| number)
    }

    /// The entity that a common noun describes.
    fn described(&self) -> Option<usize> {
        if self.one.fresh {
            return None;
        }
        self.same_noun().or_else(|| self.by_kind())
    }

    fn same_noun(&self) -> Option<usize> {
        let one = self.one;
        self.entities
            .latest_first()
            .find(|(_, entity)| {
                let near = one.definite || one.sentence.saturating_sub(entity.last_sentence) <= REACH_OF_A_BARE_NOUN;
                near && self.forms(entity).any(|form| {
                    let heads = form.noun == one.noun && number_fits(form, one) && alike(form, one);
                    let words = if one.definite {
                        one.modifiers.is_subset(&entity.words)
                    } else {
                        one.before == form.before && !form.fresh
                    };
                    heads && words && form.sort == Sort::Noun || one.definite && self.same_row(form)
                })
            })
            .map(|(number, _)| number)
    }

    fn same_row(&self, form: &Seen) -> bool {
        let (Some(a), Some(b)) = (&form.known, &self.one.known) else { return false };
        b.identity.key.is_some() && self.actors.compare(a, b, self.on) == Likeness::Same
    }

    /// The nearest actor that is what the noun says: "the group", "the ministry", "the Taliban chief".
    fn by_kind(&self) -> Option<usize> {
        let known = self.one.known.as_ref().filter(|_| self.one.definite)?;
        let office = known.identity.kind == ActorKind::Person;
        let back = |entity: &Entity| self.one.sentence.saturating_sub(entity.last_sentence);
        let says = |entity: &Entity, form: &Seen| {
            let other = form.known.as_ref().filter(|_| alike(form, self.one) && form.sort == Sort::Name)?;
            let likeness = self.actors.compare(other, known, self.on);
            let words = self.one.modifiers.is_subset(&entity.words);
            let bare = words || form.noun != self.one.noun && self.one.modifiers.len() < 2;
            let serves = known.identity.key.is_some() && known.identity.key == other.identity.key;
            let holder = office && serves && other.identity.kind == ActorKind::Person && back(entity) < 2;
            Some(likeness >= Likeness::Name || likeness == Likeness::Head && (bare || office) || holder)
        };
        self.entities
            .latest_first()
            .take_while(|(_, entity)| back(entity) <= REACH_OF_A_KIND)
            .find(|(_, entity)| self.forms(entity).any(|form| says(entity, form) == Some(true)))
            .map(|(number, _)| number)
    }
}

fn number_fits(a: &Seen, b: &Seen) -> bool {
    a.number == b.number || a.number == Number::Any || b.number == Number::Any
}

/// Whether what the model takes two phrases for lets them be one.
pub fn alike(a: &Seen, b: &Seen) -> bool {
    let people = |kind: MentionKind| matches!(kind, MentionKind::Person | MentionKind::Group);
    let bodies = |kind: MentionKind| {
        matches!(kind, MentionKind::Organization | MentionKind::Group | MentionKind::Place | MentionKind::Facility)
    };
    match (a.kind, b.kind) {
        (Some(a), Some(b)) => a == b || people(a) && people(b) || bodies(a) && bodies(b),
        _ => true,
    }
}
