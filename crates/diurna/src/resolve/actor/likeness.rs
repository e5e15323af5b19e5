//! How well two phrases could name the same actor.
//!
//! In: two phrases and a day. Out: a [`Likeness`]. It sees the two phrases alone: distance in the text, grammar and what else was
//! named between them are for the chain to weigh.

use super::index::What;
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
        self.compare(&self.know(a, on), &self.know(b, on), on)
    }

    /// What the tables say of a phrase, ready to be compared with others.
    pub fn know(&self, phrase: &str, on: Option<Date>) -> Known {
        let identity = self.identify(phrase, on);
        let person = identity.kind == ActorKind::Person;
        let tabled = person && self.index.people.iter().any(|person| person.name == identity.name);
        let folded = pieces(phrase).into_iter().map(|piece| piece.folded).filter(|word| !self.words.skips(word));
        let seat =
            self.parse(phrase).told.iter().any(|told| told.hit.what.iter().any(|what| matches!(what, What::Seat(_))));
        Known { naming: Naming::of(phrase, &self.words), folded: folded.collect(), tabled, seat, identity }
    }

    /// How well the second of two phrases could name the actor that the first names.
    pub fn compare(&self, a: &Known, b: &Known, on: Option<Date>) -> Likeness {
        let (first, second) = (&a.identity, &b.identity);
        let (name_a, name_b) = (&a.naming, &b.naming);
        if apart(a, b) {
            return Likeness::No;
        }
        if name_a.words == name_b.words && !name_a.words.is_empty() {
            return if name_a.named || name_a.lone { Likeness::Same } else { Likeness::Head };
        }
        if is_one_row(first, second) {
            return Likeness::Same;
        }
        if self.holds(first, b, on) || self.holds(second, a, on) {
            return Likeness::Name;
        }
        if name_a.is_short_for(name_b) || name_b.is_short_for(name_a) {
            return Likeness::Name;
        }
        let person = |identity: &Identity| matches!(identity.kind, ActorKind::Person | ActorKind::Unknown);
        let by_first = name_a.is_first_of(name_b) || name_b.is_first_of(name_a);
        if by_first && person(first) && person(second) {
            return Likeness::Name;
        }
        if self.refers(name_b, name_a, first, second) { Likeness::Head } else { Likeness::No }
    }

    /// Whether a phrase is the office that a person of the tables holds: "the Azerbaijani president".
    fn holds(&self, person: &Identity, other: &Known, on: Option<Date>) -> bool {
        let (Some(key), Some(on)) = (&person.key, on) else { return false };
        let one = other.identity.kind == ActorKind::Person && other.identity.number != Some(Number::Many);
        if person.kind != ActorKind::Person || !one {
            return false;
        }
        let folded = &other.folded;
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

/// A phrase with what the tables say of it.
#[derive(Debug)]
pub struct Known {
    /// Who it names.
    pub identity: Identity,
    naming: Naming,
    folded: Vec<String>,
    tabled: bool,
    seat: bool,
}

impl Known {
    /// Whether it holds a name, and not only nouns.
    pub fn is_named(&self) -> bool {
        self.naming.named || self.naming.lone
    }

    /// Whether it names the seat of a government: "Baku".
    pub fn is_seat(&self) -> bool {
        self.seat
    }
}

/// Whether what is known of two actors keeps them apart.
fn apart(a: &Known, b: &Known) -> bool {
    let both_known = a.tabled && b.tabled;
    let (a, b) = (&a.identity, &b.identity);
    let other = |a: &Option<String>, b: &Option<String>| matches!((a, b), (Some(a), Some(b)) if a != b);
    let persons = a.kind == ActorKind::Person && b.kind == ActorKind::Person;
    let gender =
        matches!((a.gender, b.gender), (Some(Gender::He), Some(Gender::She)) | (Some(Gender::She), Some(Gender::He)));
    let number = matches!(
        (a.number, b.number),
        (Some(Number::One), Some(Number::Many)) | (Some(Number::Many), Some(Number::One))
    );
    let one_body = |one: &Identity, other: &Identity| {
        one.kind == ActorKind::Person && matches!(other.kind, ActorKind::State | ActorKind::Group | ActorKind::Body)
    };
    let nature = one_body(a, b) || one_body(b, a);
    let two = persons && both_known && a.name != b.name;
    other(&a.key, &b.key) || other(&a.country, &b.country) || persons && gender || number || nature || two
}

fn is_one_row(a: &Identity, b: &Identity) -> bool {
    a.key.is_some() && a.key == b.key && a.name == b.name && a.kind == b.kind && a.sectors == b.sectors
}

/// The words of a phrase as a name.
#[derive(Debug)]
struct Naming {
    words: Vec<String>,
    /// The words before "of" or "in".
    own: Vec<String>,
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
        let turns = |word: &String| words.of.contains(word) || words.places.contains(word);
        let own: Vec<String> = kept.iter().map(|piece| piece.folded.clone()).take_while(|word| !turns(word)).collect();
        let head = own.last().cloned().map(|word| {
            let one = words.singulars(&word).find(|one| words.knows_head(one));
            one.unwrap_or(word)
        });
        let names: Vec<String> =
            kept.iter().filter(|piece| piece.case > Case::Small).map(|piece| piece.folded.clone()).collect();
        let initials = names.iter().filter_map(|name| name.chars().next()).collect();
        let lone = kept.len() == 1 && all.iter().any(|piece| piece.case == Case::AllCapitals);
        let named = kept.iter().skip(1).any(|piece| piece.case > Case::Small)
            || kept.first().is_some_and(|piece| piece.case > Case::Small && !words.knows_head(&piece.folded));
        Naming {
            own,
            words: kept.iter().map(|piece| piece.folded.clone()).collect(),
            names,
            head,
            named,
            initials,
            lone,
        }
    }

    /// Whether this is the first of the other's several names and nothing else.
    fn is_first_of(&self, other: &Naming) -> bool {
        let names = other.names.len() > 1 && other.names == other.words;
        self.words.len() == 1 && self.named && names && self.words.first() == other.words.first()
    }

    /// Whether this is a last name, an acronym or a part of the other's name.
    fn is_short_for(&self, other: &Naming) -> bool {
        if self.words.is_empty() || !self.named && !self.lone {
            return false;
        }
        let acronym = self.lone && self.words.first().is_some_and(|word| word.len() > 1 && *word == other.initials);
        let last_name = self.names.len() == 1 && self.names == self.words && self.names.last() == other.own.last();
        let part = self.words.len() > 1 && self.words.iter().all(|word| other.own.contains(word));
        acronym || last_name && other.named || part
    }
}
