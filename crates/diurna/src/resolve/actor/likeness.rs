//! How well two phrases could name the same actor.
//!
//! In: two phrases and a day. Out: a [`Likeness`]. It sees the two phrases alone: distance in the text, grammar and what else was
//! named between them are for the chain to weigh.

use super::phrase::{Case, pieces};
use super::vocabulary::Vocabulary;
use super::{ActorKind, Actors, Identity};
use crate::lexicon::{Gender, Number};
use jiff::civil::Date;

/// How well two phrases could name the same actor.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Likeness {
    /// They name two different ones, or nothing speaks for one.
    No,
    /// The second could refer back to the first by its noun: "the ministry", "the group".
    Head,
    /// A part of the other's name, its acronym, a last name, or the office that the other holds.
    Name,
    /// The same words, or the same row of the tables.
    Same,
}

impl Actors {
    /// How well phrase `b` could name the actor that phrase `a` names.
    ///
    /// ```
    /// # use diurna::resolve::actor::{Actors, Likeness};
    /// let actors = Actors::embedded()?;
    /// assert_eq!(actors.likeness("Sidiki Keita", "Mr. Keita", None), Likeness::Name);
    /// assert_eq!(actors.likeness("the Azerbaijani Defense Ministry", "the ministry", None), Likeness::Head);
    /// assert_eq!(actors.likeness("Hamas", "Hezbollah", None), Likeness::No);
    /// # Ok::<(), diurna::lexicon::TableError>(())
    /// ```
    pub fn likeness(&self, a: &str, b: &str, on: Option<Date>) -> Likeness {
        let (first, second) = (self.identify(a, on), self.identify(b, on));
        let (name_a, name_b) = (Naming::of(a, &self.words), Naming::of(b, &self.words));
        if name_a.words == name_b.words && !name_a.words.is_empty() && !self.apart(&first, &second) {
            return if name_a.named || name_a.lone { Likeness::Same } else { Likeness::Head };
        }
        if self.apart(&first, &second) {
            return Likeness::No;
        }
        if is_one_row(&first, &second) {
            return Likeness::Same;
        }
        if self.holds(&first, b, &second, on) || self.holds(&second, a, &first, on) {
            return Likeness::Name;
        }
        if name_a.is_short_for(&name_b) || name_b.is_short_for(&name_a) {
            return Likeness::Name;
        }
        if self.refers(&name_b, &name_a, &first, &second) { Likeness::Head } else { Likeness::No }
    }

    /// Whether what is known of two actors keeps them apart.
    fn apart(&self, a: &Identity, b: &Identity) -> bool {
        let other = |a: &Option<String>, b: &Option<String>| matches!((a, b), (Some(a), Some(b)) if a != b);
        let persons = a.kind == ActorKind::Person && b.kind == ActorKind::Person;
        let gender = matches!(
            (a.gender, b.gender),
            (Some(Gender::He), Some(Gender::She)) | (Some(Gender::She), Some(Gender::He))
        );
        let number = matches!(
            (a.number, b.number),
            (Some(Number::One), Some(Number::Many)) | (Some(Number::Many), Some(Number::One))
        );
        let nature =
            matches!((a.kind, b.kind), (ActorKind::Person, ActorKind::State | ActorKind::Group | ActorKind::Body))
                || matches!(
                    (b.kind, a.kind),
                    (ActorKind::Person, ActorKind::State | ActorKind::Group | ActorKind::Body)
                );
        let known = |identity: &Identity| self.index.people.iter().any(|person| person.name == identity.name);
        let two = persons && known(a) && known(b) && a.name != b.name;
        other(&a.key, &b.key) || other(&a.country, &b.country) || persons && gender || number || nature || two
    }

    /// Whether a phrase is the office that a person of the tables holds: "the Azerbaijani president".
    fn holds(&self, person: &Identity, phrase: &str, other: &Identity, on: Option<Date>) -> bool {
        let (Some(key), Some(on)) = (&person.key, on) else { return false };
        if person.kind != ActorKind::Person || other.kind != ActorKind::Person || other.number == Some(Number::Many) {
            return false;
        }
        let folded: Vec<String> =
            pieces(phrase).into_iter().map(|piece| piece.folded).filter(|word| !self.words.skips(word)).collect();
        (1..=folded.len()).any(|length| {
            let office = folded.get(folded.len() - length..).unwrap_or_default().join(" ");
            self.index.holder(key, &office, on) == Some(person.name.as_str())
        })
    }

    /// Whether a phrase without a name refers back to an actor by what it is.
    fn refers(&self, back: &Naming, to: &Naming, actor: &Identity, other: &Identity) -> bool {
        let Some(head) = back.head.as_deref().filter(|_| !back.named) else { return false };
        let heads = &self.words.heads;
        let by_kind = match actor.kind {
            ActorKind::State => heads.state.contains(head),
            ActorKind::Group => heads.group.contains(head),
            ActorKind::Body => heads.body.contains(head),
            ActorKind::Person => heads.person.contains(head) && to.named,
            ActorKind::People | ActorKind::Unknown => false,
        };
        let fits = other.sectors.is_empty()
            || actor.sectors.is_empty()
            || other.sectors.iter().any(|one| actor.sectors.contains(one));
        to.head.as_deref() == Some(head) || by_kind && (fits || heads.group.contains(head) || heads.body.contains(head))
    }
}

fn is_one_row(a: &Identity, b: &Identity) -> bool {
    a.key.is_some() && a.key == b.key && a.name == b.name && a.kind == b.kind && a.sectors == b.sectors
}

/// The words of a phrase as a name.
struct Naming {
    words: Vec<String>,
    names: Vec<String>,
    head: Option<String>,
    named: bool,
    initials: String,
    lone: bool,
}

impl Naming {
    fn of(phrase: &str, words: &Vocabulary) -> Naming {
        let all = pieces(phrase);
        let kept: Vec<_> = all
            .iter()
            .take_while(|piece| piece.before != super::phrase::Gap::Break && !words.cut.contains(&piece.folded))
            .filter(|piece| !words.skips(&piece.folded) && words.title(&piece.folded).is_none())
            .collect();
        let own =
            kept.iter().take_while(|piece| !words.of.contains(&piece.folded) && !words.places.contains(&piece.folded));
        let last = own.last().map(|piece| piece.folded.clone());
        let head = last.map(|word| {
            let one = words.singulars(&word).find(|one| words.knows_head(one));
            one.unwrap_or(word)
        });
        let names: Vec<String> =
            kept.iter().filter(|piece| piece.case > Case::Small).map(|piece| piece.folded.clone()).collect();
        let initials = names.iter().filter_map(|name| name.chars().next()).collect();
        let lone = kept.len() == 1 && all.iter().any(|piece| piece.case == Case::AllCapitals);
        let named = kept.iter().skip(1).any(|piece| piece.case > Case::Small)
            || kept.first().is_some_and(|piece| piece.case > Case::Small && !words.knows_head(&piece.folded));
        Naming { words: kept.iter().map(|piece| piece.folded.clone()).collect(), names, head, named, initials, lone }
    }

    /// Whether this is a last name, an acronym or a part of the other's name.
    fn is_short_for(&self, other: &Naming) -> bool {
        let last = |names: &[String]| names.last().cloned();
        if self.words.is_empty() || !self.named && !self.lone {
            return false;
        }
        let acronym = self.lone && self.words.first().is_some_and(|word| word.len() > 1 && *word == other.initials);
        let last_name =
            self.names.len() == 1 && self.names.len() == self.words.len() && last(&self.names) == last(&other.names);
        let part = self.words.len() > 1 && self.words.iter().all(|word| other.words.contains(word));
        acronym || last_name && !other.names.is_empty() || part
    }
}
