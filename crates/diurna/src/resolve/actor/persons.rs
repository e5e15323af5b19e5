//! Persons: who is meant by a name on a day, and for whom they act.
//!
//! In: a phrase taken apart. Out: the identity of a person of the tables, or of who works for one. A last name alone is a person
//! only where nothing in the phrase speaks for another; of several, the one in office on the day is meant.

use super::identify::{Nouns, Reader, Zone, kind_of};
use super::index::{Match, Owner, Person, Served, What};
use super::phrase::{Case, Gap, key_of};
use super::{ActorKind, Identity};
use crate::lexicon::Number;
use jiff::civil::Date;

/// How far from their days in office, in days, a person is still meant by the last name alone.
const REMEMBERED: i32 = 12 * 365;

impl Reader<'_> {
    /// The person whose name stands in the phrase.
    pub(super) fn person(&self, nouns: &Nouns) -> Option<Identity> {
        let full = self
            .in_zone(Zone::Head)
            .find_map(|hit| Some(self.persons(hit, Naming::Full)).filter(|found| !found.is_empty()));
        let candidates = full.or_else(|| {
            let last = self.in_zone(Zone::Head).last()?;
            let clean = self.stands_alone(last);
            Some(self.persons(last, Naming::Short)).filter(|found| clean && !found.is_empty())
        })?;
        let named = self.index.people.get(self.choose(&candidates, nouns)?)?;
        Some(self.in_office(named, nouns))
    }

    fn persons(&self, hit: &Match, naming: Naming) -> Vec<usize> {
        let states = self.states(Zone::Head);
        (hit.what.iter())
            .filter_map(|what| match (what, naming) {
                (What::Person(number), Naming::Full) | (What::Short(number), Naming::Short) => Some(*number),
                _ => None,
            })
            .filter(|number| self.index.people.get(*number).is_some_and(|person| self.fits_states(person, &states)))
            .filter(|number| naming == Naming::Full || self.is_remembered(*number))
            .collect()
    }

    /// A last name alone is no other person's: no unknown capitalised word stands before it or after it.
    fn stands_alone(&self, hit: &Match) -> bool {
        let follows = self.parsed.pieces.get(hit.end).is_some_and(|piece| {
            let known = self.parsed.told.iter().any(|told| told.hit.covers(hit.end));
            piece.before == Gap::Space && piece.case > Case::Small && !known
        });
        if follows {
            return false;
        }
        let Some(before) = hit.first.checked_sub(1) else { return true };
        let told = self.parsed.told.iter().any(|told| told.hit.end == hit.first);
        let Some(piece) = self.parsed.pieces.get(before) else { return true };
        told || self.words.title(&piece.folded).is_some()
            || piece.case == Case::Small
            || self.words.skips(&piece.folded)
    }

    /// Whether the states that a phrase names are not others than the person's.
    fn fits_states(&self, person: &Person, states: &[usize]) -> bool {
        let own = match person.of {
            Served::State(state) => Some(state),
            Served::Owner(owner) => match self.index.owners.get(owner) {
                Some(Owner { country: Some(country), .. }) => {
                    self.index.states.iter().position(|state| state.country == *country)
                }
                _ => None,
            },
        };
        states.is_empty() || own.is_none_or(|own| states.contains(&own))
    }

    fn is_remembered(&self, number: usize) -> bool {
        let Some(person) = self.index.people.get(number) else { return false };
        self.on.is_none_or(|on| person.held.iter().any(|held| held.spell.off(on) <= REMEMBERED))
    }

    /// Of several persons or rows of one name, the one in the office that the phrase tells on the day, else nearest to office.
    fn choose(&self, candidates: &[usize], nouns: &Nouns) -> Option<usize> {
        let score = |number: usize| {
            let person = self.index.people.get(number)?;
            let off = match self.on {
                Some(on) => person.held.iter().map(|held| held.spell.off(on)).min()?,
                None => 0,
            };
            let office = person.held.iter().any(|held| self.tells(&held.spell.what));
            let sector = person.held.iter().any(|held| held.sectors == nouns.sectors);
            let first = self.on.is_none_or(|on| {
                person.held.iter().any(|held| held.spell.holds(on) && self.is_first(&held.spell.what))
            });
            Some((u8::from(off > 0), u8::from(!office), u8::from(!sector), u8::from(!first), off))
        };
        let mut best: Option<(Standing, usize)> = None;
        let mut tie = false;
        for &number in candidates {
            let Some(own) = score(number) else { continue };
            match best {
                Some((old, other)) if old == own => tie |= !self.is_one(other, number),
                Some((old, _)) if old < own => {}
                _ => {
                    best = Some((own, number));
                    tie = false;
                }
            }
        }
        best.filter(|_| !tie).map(|(_, number)| number)
    }

    /// Whether an office is one whose holder is meant by the last name alone.
    fn is_first(&self, office: &str) -> bool {
        self.words.first.contains(&key_of(office))
    }

    /// Whether two rows are of one person.
    fn is_one(&self, a: usize, b: usize) -> bool {
        self.index.people.get(a).map(|person| &person.name) == self.index.people.get(b).map(|person| &person.name)
    }

    /// Whether the phrase has the words of an office.
    fn tells(&self, office: &str) -> bool {
        let key = key_of(office);
        let words: Vec<&str> = key.split(' ').collect();
        let folded: Vec<&str> = self.parsed.pieces.iter().map(|piece| piece.folded.as_str()).collect();
        folded.windows(words.len()).any(|window| window == words)
    }

    /// A person as they are on the day.
    fn in_office(&self, person: &Person, nouns: &Nouns) -> Identity {
        let day = self.on.unwrap_or(Date::MAX);
        let told = person.held.iter().filter(|held| held.spell.holds(day));
        let office = told.max_by_key(|held| u8::from(self.tells(&held.spell.what)));
        let office =
            office.or_else(|| person.held.iter().rev().find(|held| self.on.is_none() || self.tells(&held.spell.what)));
        let office = office.filter(|_| !nouns.former);
        let country = match person.of {
            Served::State(state) => self.index.states.get(state).map(|state| state.country.clone()),
            Served::Owner(owner) => self.index.owners.get(owner).and_then(|owner| owner.country.clone()),
        };
        let mut sectors = office.map(|held| held.sectors.clone()).unwrap_or_default();
        let acts = match person.of {
            Served::State(_) if office.is_some() && sectors.is_empty() => {
                sectors.push(self.words.sectors.government.clone());
                true
            }
            Served::State(_) => office.is_some() && self.words.sectors.act(&sectors),
            Served::Owner(owner) => {
                if let (Some(_), Some(owner)) = (office, self.index.owners.get(owner)) {
                    let own = self.sectors_on(owner);
                    sectors = if own.is_empty() { sectors } else { own };
                }
                office.is_some()
            }
        };
        let served = self.index.key_of_served(person.of).map(str::to_string);
        let served_now =
            self.words.sectors.act(&nouns.sectors) && !nouns.former && matches!(person.of, Served::State(_));
        if office.is_none() && served_now {
            sectors.clone_from(&nouns.sectors);
        } else if office.is_none() {
            let left = person.held.iter().any(|held| held.spell.to < day);
            sectors = if left { self.words.former.sectors.clone() } else { nouns.sectors.clone() };
        }
        let key = if acts || office.is_none() && served_now { served } else { Some(slug(&person.name)) };
        let (kind, number) = (ActorKind::Person, Some(Number::One));
        Identity { key, name: person.name.clone(), sectors, country, kind, number, gender: None }
    }

    /// Who speaks or works for a person: "Mr. Bush's spokesman", "the Putin government".
    pub(super) fn staff(&self, nouns: &Nouns) -> Option<Identity> {
        nouns.sort?;
        let candidates = self.in_zone(Zone::Head).find_map(|hit| {
            let found = self.persons(hit, Naming::Short);
            (!found.is_empty() && self.stands_alone(hit)).then_some(found)
        })?;
        let person = self.index.people.get(self.choose(&candidates, nouns)?)?;
        let of = self.in_office(person, &Nouns::default());
        let key = of.key.filter(|_| nouns.role || self.words.sectors.act(&nouns.sectors));
        let sectors = if nouns.sectors.is_empty() { of.sectors } else { nouns.sectors.clone() };
        Some(Identity { key, sectors, country: of.country, kind: kind_of(nouns), ..Identity::default() })
    }
}

/// How far a person is from being meant: out of office, of another office than told, of another sector, of a lesser office, and the
/// days off. The least is meant.
type Standing = (u8, u8, u8, u8, i32);

/// How much of a person's name stands there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Naming {
    Full,
    Short,
}

/// The name of a key: small letters and hyphens.
fn slug(name: &str) -> String {
    key_of(name).replace(' ', "-")
}
