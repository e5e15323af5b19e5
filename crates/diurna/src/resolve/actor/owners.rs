//! Groups, bodies, parts of states, and states.
//!
//! In: a phrase taken apart that names no person. Out: the identity of the group, body or state that it names, or of its people.
//! A name acts for its state only where its last noun does: soldiers do, protesters do not.

use super::identify::{Nouns, Reader, Zone, kind_of};
use super::index::{Match, Owner, OwnerSort, What};
use super::rows::{Spell, WordSort};
use super::{ActorKind, Identity};
use jiff::civil::Date;

impl<'a> Reader<'a> {
    /// The group, body or part of a state whose name stands in the phrase.
    pub(super) fn owner(&self, nouns: &Nouns) -> Option<Identity> {
        let zones = [Zone::Head, Zone::Of];
        let (owner, hit, zone) =
            zones.iter().find_map(|&zone| self.in_zone(zone).find_map(|hit| Some((self.owner_of(hit)?, hit, zone))))?;
        if zone == Zone::Of && !(nouns.role || nouns.sectors.is_empty() || self.words.sectors.act(&nouns.sectors)) {
            return None;
        }
        if let OwnerSort::Part(state) = owner.sort
            && owner.key.is_none()
        {
            return self.part(owner, state, hit, nouns);
        }
        let others = self.in_zone(Zone::Head).filter_map(|hit| self.owner_of(hit)).any(|other| other.key != owner.key);
        let joined = self.is_joined() && (others || !self.nominal_states().is_empty());
        let own = self.sectors_on(owner);
        let body = owner.sort != OwnerSort::Group;
        let whole = hit.end - hit.first >= self.head_words().filter(|piece| !self.words.skips(&piece.folded)).count();
        let apart = !whole && !body && self.words.sectors.live(&nouns.sectors);
        let mut sectors = if apart { nouns.sectors.clone() } else { own };
        if !apart && !whole {
            let more = nouns
                .sectors
                .iter()
                .filter(|_| !nouns.role)
                .filter(|sector| !self.words.sectors.cover(&sectors, sector))
                .cloned();
            let more: Vec<String> = if body { Vec::new() } else { more.collect() };
            sectors.extend(more);
        }
        let key = owner.key.clone().filter(|_| !apart && !joined && !nouns.former);
        let person = !whole && nouns.sort == Some(WordSort::Person);
        let kind = match owner.sort {
            _ if apart || person && nouns.many => ActorKind::People,
            _ if person => ActorKind::Person,
            OwnerSort::Group => ActorKind::Group,
            _ => ActorKind::Body,
        };
        let name = if whole { owner.name.clone() } else { String::new() };
        Some(Identity { key, name, sectors, country: owner.country.clone(), kind, number: None, gender: None })
    }

    /// A part of a state that acts for it: "the Pentagon".
    fn part(&self, owner: &Owner, state: usize, hit: &Match, nouns: &Nouns) -> Option<Identity> {
        let state = self.index.states.get(state)?;
        let sectors = self.sectors_on(owner);
        let key = (self.words.sectors.act(&sectors) && !self.is_joined()).then(|| state.key.clone());
        let whole = hit.end - hit.first >= self.head_words().filter(|piece| !self.words.skips(&piece.folded)).count();
        let kind = if !whole && nouns.sort == Some(WordSort::Person) { kind_of(nouns) } else { ActorKind::Body };
        let name = if whole { owner.name.clone() } else { String::new() };
        Some(Identity { key, name, sectors, country: Some(state.country.clone()), kind, number: None, gender: None })
    }

    fn owner_of(&self, hit: &Match) -> Option<&'a Owner> {
        hit.what.iter().find_map(|what| match what {
            What::Owner(number) => self.index.owners.get(*number),
            _ => None,
        })
    }

    pub(super) fn sectors_on(&self, owner: &Owner) -> Vec<String> {
        let on = self.on.unwrap_or(Date::MAX);
        let spell: Option<&Spell> = owner.was.iter().find(|spell| spell.holds(on)).or(owner.was.last());
        spell.map(|spell| spell.what.split(' ').map(str::to_string).collect()).unwrap_or_default()
    }

    pub(super) fn states(&self, zone: Zone) -> Vec<usize> {
        let mut states: Vec<usize> = self.in_zone(zone).filter_map(state_in).collect();
        states.sort_unstable();
        states.dedup();
        states
    }

    /// States named as such, not as adjectives.
    fn nominal_states(&self) -> Vec<usize> {
        let named = |what: &What| matches!(what, What::State(_) | What::Seat(_));
        self.in_zone(Zone::Head).filter(|hit| hit.what.iter().any(named)).filter_map(state_in).collect()
    }

    pub(super) fn is_joined(&self) -> bool {
        self.head_words().any(|piece| self.words.joins.contains(&piece.folded))
    }

    /// The state that the phrase names, or part of it, or its people.
    pub(super) fn state(&self, nouns: &Nouns) -> Option<Identity> {
        let heads = self.states(Zone::Head);
        let (states, zone) = match (heads.is_empty(), self.states(Zone::Of)) {
            (false, _) => (heads, Zone::Head),
            (true, of) if !of.is_empty() => (of, Zone::Of),
            _ => (self.states(Zone::Place), Zone::Place),
        };
        let number = *states.first()?;
        let state = self.index.states.get(number)?;
        let one = states.len() == 1;
        let country = one.then(|| state.country.clone());
        let mut identity = Identity { country, kind: kind_of(nouns), ..Identity::default() };
        if nouns.former {
            identity.sectors.clone_from(&self.words.former.sectors);
            return Some(identity);
        }
        if nouns.against {
            identity.sectors.clone_from(&self.words.against.sectors);
            identity.kind = if nouns.sort == Some(WordSort::Person) { ActorKind::Person } else { ActorKind::Group };
            return Some(identity);
        }
        let hit = self.in_zone(zone).find(|hit| state_in(hit).is_some())?;
        let region = hit.what.iter().all(|what| matches!(what, What::Region(_)));
        if nouns.sort.is_none() {
            return Some(self.bare_state(identity, number, hit, zone));
        }
        identity.sectors.clone_from(&nouns.sectors);
        if identity.sectors.is_empty() && nouns.role {
            identity.sectors = vec![self.words.sectors.government.clone()];
        }
        let domestic = zone != Zone::Place || self.words.sectors.stay(&identity.sectors);
        let acts = self.words.sectors.act(&identity.sectors) && domestic && one && !region;
        identity.key = acts.then(|| state.key.clone());
        if zone == Zone::Place && !acts && self.words.sectors.fight(&identity.sectors) {
            identity.country = None;
        }
        Some(identity)
    }

    /// A state without a noun: itself, its seat, or one or more of its people.
    fn bare_state(&self, mut identity: Identity, number: usize, hit: &Match, zone: Zone) -> Identity {
        let Some(state) = self.index.states.get(number) else { return identity };
        let people = hit.what.iter().all(|what| matches!(what, What::People(_)));
        let before = hit.first.checked_sub(1).and_then(|at| self.parsed.pieces.get(at));
        let counted = before.is_some_and(|piece| self.words.skips(&piece.folded));
        let others = self.unknown_names();
        if zone != Zone::Head || !others.is_empty() {
            let given = others.first().is_some_and(|name| self.words.given(&super::fold::fold(name)).is_some());
            if zone == Zone::Head && given {
                identity.kind = ActorKind::Person;
            }
            return identity;
        }
        if people && (hit.plural || counted) {
            identity.sectors = vec![self.words.sectors.people.clone()];
            identity.kind = ActorKind::People;
            return identity;
        }
        identity.sectors = vec![self.words.sectors.government.clone()];
        identity.kind = ActorKind::State;
        let region = hit.what.iter().all(|what| matches!(what, What::Region(_)));
        if identity.country.is_some() && !region {
            identity.key = Some(state.key.clone());
            identity.name.clone_from(&state.name);
        }
        identity
    }
}

fn state_in(hit: &Match) -> Option<usize> {
    hit.what.iter().find_map(|what| match what {
        What::State(number) | What::People(number) | What::Seat(number) | What::Region(number) => Some(*number),
        _ => None,
    })
}
