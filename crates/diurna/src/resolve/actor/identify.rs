//! From a phrase to an identity.
//!
//! In: a phrase and a day. Out: who it is. The phrase is cut into what it is about ("U.S. troops"), whose it is ("of Sudan") and
//! where it is ("in Iraq"); the names and words of each are put together. A person's name decides before a group's, a group's
//! before a state's, and the last noun says what part of it is meant.

use super::index::{Index, Match, Owner, OwnerSort, Person, Served, What};
use super::phrase::{Case, Gap, Piece, pieces};
use super::rows::{Spell, WordSort};
use super::vocabulary::Vocabulary;
use super::{ActorKind, Actors, Identity};
use crate::lexicon::{Gender, Number};
use jiff::civil::Date;

/// How far from their days in office, in days, a person is still meant by the last name alone.
const REMEMBERED: i32 = 12 * 365;

/// What a stretch of a phrase tells.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Zone {
    /// Who.
    Head,
    /// Of whom.
    Of,
    /// Where.
    Place,
    /// Not about it.
    Outside,
}

/// A name or word of the phrase, and where in it.
#[derive(Debug)]
struct Told {
    hit: Match,
    zone: Zone,
}

/// A phrase taken apart.
pub(super) struct Parsed<'a> {
    pub pieces: Vec<Piece<'a>>,
    told: Vec<Told>,
    zones: Vec<Zone>,
}

impl Actors {
    /// Who a phrase names, on a day; without a day, whoever was last.
    pub fn identify(&self, phrase: &str, on: Option<Date>) -> Identity {
        let parsed = self.parse(phrase);
        let mut identity = self.put_together(phrase, &parsed, on);
        // "Robert Wood, deputy U.S. ambassador": what stands beside a name says what the name does not.
        if identity.key.is_none()
            && identity.sectors.is_empty()
            && let Some((_, beside)) = phrase.split_once(", ")
        {
            let told = self.put_together(beside, &self.parse(beside), on);
            let (key, sectors, country) = (told.key, told.sectors, told.country);
            identity = Identity { key, sectors, country: identity.country.or(country), ..identity };
            if identity.kind == ActorKind::Unknown {
                identity.kind = told.kind;
            }
        }
        identity
    }

    fn put_together(&self, phrase: &str, parsed: &Parsed, on: Option<Date>) -> Identity {
        let mut identity = Reader { index: &self.index, words: &self.words, parsed, on }.identity();
        if identity.name.is_empty() && identity.kind == ActorKind::Person {
            identity.name = parsed.own_name(phrase, &self.words);
        }
        if identity.name.is_empty() {
            identity.name = parsed.bare(phrase, &self.words);
        }
        identity
    }

    /// The phrase in its pieces, with what they may stand for.
    pub(super) fn parse<'a>(&self, phrase: &'a str) -> Parsed<'a> {
        let pieces = pieces(phrase);
        let hits = self.index.find(&pieces, &self.words);
        let zones = zones(&pieces, &hits, &self.words);
        let told = (hits.into_iter().filter(|hit| !self.foreign(&pieces, hit)))
            .map(|hit| Told { zone: zones.get(hit.first).copied().unwrap_or(Zone::Outside), hit })
            .collect();
        Parsed { pieces, told, zones }
    }

    /// Whether a name only stands inside a word that is about another: "US" in "US-backed", "Russia" in "anti-Russia".
    fn foreign(&self, pieces: &[Piece], hit: &Match) -> bool {
        let after = pieces.get(hit.end).filter(|piece| piece.before == Gap::Hyphen);
        let before = hit.first.checked_sub(1).and_then(|at| pieces.get(at));
        let joined = pieces.get(hit.first).is_some_and(|piece| piece.before == Gap::Hyphen);
        let dropped = after.is_some_and(|piece| self.words.drops.contains(&piece.folded));
        dropped || joined && before.is_some_and(|piece| self.words.before.contains(&piece.folded))
    }
}

/// The zone of every piece.
fn zones(pieces: &[Piece], hits: &[Match], words: &Vocabulary) -> Vec<Zone> {
    let mut zone = Zone::Head;
    let mut zones = Vec::with_capacity(pieces.len());
    let start = first_told(pieces, words);
    for (at, piece) in pieces.iter().enumerate() {
        let inside_name = hits.iter().any(|hit| hit.first < at && at < hit.end);
        if at > start && !inside_name {
            zone = next_zone(zone, piece, words);
        }
        zones.push(zone);
    }
    zones
}

/// The first word of a phrase that tells something: "thousands of", "up to 30" and "the" do not.
fn first_told(pieces: &[Piece], words: &Vocabulary) -> usize {
    let idle = |piece: &Piece| {
        let word = &piece.folded;
        words.skips(word) || words.of.contains(word) || words.places.contains(word) || words.cut.contains(word)
    };
    pieces.iter().position(|piece| !idle(piece)).unwrap_or(0)
}

fn next_zone(zone: Zone, piece: &Piece, words: &Vocabulary) -> Zone {
    let word = piece.folded.as_str();
    if zone == Zone::Outside || words.cut.contains(word) || piece.before == Gap::Break && !words.joins.contains(word) {
        Zone::Outside
    } else if words.places.contains(word) {
        Zone::Place
    } else if words.of.contains(word) {
        Zone::Of
    } else {
        zone
    }
}

impl Parsed<'_> {
    /// The name of a person that no table knows: the capitalised words at the end of what the phrase is about.
    fn own_name(&self, phrase: &str, words: &Vocabulary) -> String {
        let head = self.zones.iter().take_while(|zone| **zone == Zone::Head).count();
        let known = |at: usize| self.told.iter().any(|told| told.hit.first <= at && at < told.hit.end);
        let is_name = |at: &usize| {
            let piece = self.pieces.get(*at);
            let named = piece.is_some_and(|piece| piece.case > Case::Small && words.title(&piece.folded).is_none());
            named && !known(*at)
        };
        let Some(first) = (0..head).rev().take_while(is_name).last() else { return String::new() };
        let place = |at: usize| self.pieces.get(at).and_then(|piece| Some((phrase.find(piece.text)?, piece.text.len())));
        let range = place(first).zip(place(head - 1)).map(|((start, _), (last, length))| start..last + length);
        range.and_then(|range| phrase.get(range)).unwrap_or_default().to_string()
    }

    /// The phrase without articles and numbers at its start.
    fn bare(&self, phrase: &str, words: &Vocabulary) -> String {
        let kept = first_told(&self.pieces, words);
        let start = self.pieces.get(kept).and_then(|piece| phrase.find(piece.text)).unwrap_or(0);
        phrase.get(start..).unwrap_or(phrase).trim().to_string()
    }
}

/// What is needed to put a phrase together.
struct Reader<'a> {
    index: &'a Index,
    words: &'a Vocabulary,
    parsed: &'a Parsed<'a>,
    on: Option<Date>,
}

/// What the nouns of a phrase say.
#[derive(Debug, Default)]
struct Nouns {
    sectors: Vec<String>,
    sort: Option<WordSort>,
    many: bool,
    collective: bool,
    role: bool,
    against: bool,
    former: bool,
}

impl<'a> Reader<'a> {
    fn identity(&self) -> Identity {
        let nouns = self.nouns();
        let mut identity = (self.person(&nouns))
            .or_else(|| self.staff(&nouns))
            .or_else(|| self.owner(&nouns))
            .or_else(|| self.state(&nouns))
            .unwrap_or_else(|| self.unnamed(&nouns));
        identity.number = identity.number.or(self.number(&nouns, &identity));
        identity.gender = identity.gender.or(self.gender(&nouns, &identity));
        identity
    }

    fn in_zone(&self, zone: Zone) -> impl Iterator<Item = &'a Match> {
        self.parsed.told.iter().filter(move |told| told.zone == zone).map(|told| &told.hit)
    }

    fn head_words(&self) -> impl Iterator<Item = &'a Piece<'a>> {
        let pieces = self.parsed.pieces.iter().zip(&self.parsed.zones);
        pieces.filter(|(_, zone)| **zone == Zone::Head).map(|(piece, _)| piece)
    }

    fn written(&self, hit: &Match) -> String {
        let run = self.parsed.pieces.get(hit.first..hit.end).unwrap_or_default();
        run.iter().map(|piece| piece.folded.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// What the nouns say: the last one that has a sector of its own, else a role, else what it is of.
    fn nouns(&self) -> Nouns {
        let mut nouns = Nouns::default();
        for piece in self.head_words() {
            nouns.against |= self.words.against.words.contains(&piece.folded);
            nouns.former |= self.words.former.words.contains(&piece.folded);
        }
        let heads: Vec<&Match> = self.in_zone(Zone::Head).collect();
        let role = heads.iter().rev().find(|hit| word_of(hit).is_some()).filter(|hit| self.is_role(hit));
        nouns.role = role.is_some();
        if let Some(hit) = heads.iter().rev().find(|hit| word_of(hit).is_some() && !self.is_role(hit)) {
            self.take(&mut nouns, hit);
        } else if let Some(hit) = self.in_zone(Zone::Of).find(|hit| word_of(hit).is_some())
            && (nouns.role || heads.is_empty())
        {
            self.take(&mut nouns, hit);
        }
        if let Some(hit) = role {
            let sectors = std::mem::take(&mut nouns.sectors);
            self.take(&mut nouns, hit);
            if !sectors.is_empty() {
                nouns.sectors = sectors;
            }
        }
        nouns
    }

    fn take(&self, nouns: &mut Nouns, hit: &Match) {
        if let Some(word) = word_of(hit).and_then(|number| self.index.words.get(number)) {
            nouns.sectors.clone_from(&word.sectors);
            nouns.sort = Some(word.sort);
            nouns.many = hit.plural;
            nouns.collective = self.words.collective.contains(&self.written(hit));
        }
    }

    fn is_role(&self, hit: &Match) -> bool {
        let written = self.written(hit);
        self.words.roles.contains(&written) || self.words.singulars(&written).any(|one| self.words.roles.contains(&one))
    }

    /// The person whose name stands in the phrase.
    fn person(&self, nouns: &Nouns) -> Option<Identity> {
        let full = self.in_zone(Zone::Head).find_map(|hit| Some(self.persons(hit, Naming::Full)).filter(|found| !found.is_empty()));
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

    /// A last name alone is no other person's: no unknown capitalised word stands before it.
    fn stands_alone(&self, hit: &Match) -> bool {
        let Some(before) = hit.first.checked_sub(1) else { return true };
        let told = self.parsed.told.iter().any(|told| told.hit.end == hit.first);
        let Some(piece) = self.parsed.pieces.get(before) else { return true };
        told || self.words.title(&piece.folded).is_some() || piece.case == Case::Small || self.words.skips(&piece.folded)
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
            let first = self.on.is_none_or(|on| person.held.iter().any(|held| held.spell.holds(on) && self.is_first(&held.spell.what)));
            Some((u8::from(off > 0), u8::from(!office), u8::from(!sector), u8::from(!first), off))
        };
        let mut best: Option<((u8, u8, u8, u8, i32), usize)> = None;
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
        self.words.first.contains(&super::phrase::key_of(office))
    }

    /// Whether two rows are of one person.
    fn is_one(&self, a: usize, b: usize) -> bool {
        self.index.people.get(a).map(|person| &person.name) == self.index.people.get(b).map(|person| &person.name)
    }

    /// Whether the phrase has the words of an office.
    fn tells(&self, office: &str) -> bool {
        let key = super::phrase::key_of(office);
        let words: Vec<&str> = key.split(' ').collect();
        let folded: Vec<&str> = self.parsed.pieces.iter().map(|piece| piece.folded.as_str()).collect();
        folded.windows(words.len()).any(|window| window == words)
    }

    /// A person as they are on the day.
    fn in_office(&self, person: &Person, nouns: &Nouns) -> Identity {
        let day = self.on.unwrap_or(Date::MAX);
        let told = person.held.iter().filter(|held| held.spell.holds(day));
        let office = told.max_by_key(|held| u8::from(self.tells(&held.spell.what)));
        let office = office.or_else(|| person.held.iter().rev().find(|held| self.on.is_none() || self.tells(&held.spell.what)));
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
        let served_now = self.words.sectors.act(&nouns.sectors) && !nouns.former && matches!(person.of, Served::State(_));
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
    fn staff(&self, nouns: &Nouns) -> Option<Identity> {
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

    /// The group, body or part of a state whose name stands in the phrase.
    fn owner(&self, nouns: &Nouns) -> Option<Identity> {
        let zones = [Zone::Head, Zone::Of];
        let (owner, hit, zone) = zones.iter().find_map(|&zone| self.in_zone(zone).find_map(|hit| Some((self.owner_of(hit)?, hit, zone))))?;
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
            let more = nouns.sectors.iter().filter(|_| !nouns.role).filter(|sector| !self.words.sectors.cover(&sectors, sector)).cloned();
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

    fn sectors_on(&self, owner: &Owner) -> Vec<String> {
        let on = self.on.unwrap_or(Date::MAX);
        let spell: Option<&Spell> = owner.was.iter().find(|spell| spell.holds(on)).or(owner.was.last());
        spell.map(|spell| spell.what.split(' ').map(str::to_string).collect()).unwrap_or_default()
    }

    fn states(&self, zone: Zone) -> Vec<usize> {
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

    fn is_joined(&self) -> bool {
        self.head_words().any(|piece| self.words.joins.contains(&piece.folded))
    }

    /// The state that the phrase names, or part of it, or its people.
    fn state(&self, nouns: &Nouns) -> Option<Identity> {
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

    /// The words of the head that are written like names and that no table knows.
    fn unknown_names(&self) -> Vec<&'a str> {
        let pieces = self.parsed.pieces.iter().zip(&self.parsed.zones).enumerate();
        pieces
            .filter(|(at, (piece, zone))| {
                let known = self.parsed.told.iter().any(|told| told.hit.first <= *at && *at < told.hit.end);
                **zone == Zone::Head && piece.case > Case::Small && !known && !self.words.skips(&piece.folded)
            })
            .map(|(_, (piece, _))| piece.text)
            .collect()
    }

    /// Nothing in the phrase has a key: what its nouns and its writing tell.
    fn unnamed(&self, nouns: &Nouns) -> Identity {
        let mut identity = Identity { sectors: nouns.sectors.clone(), kind: kind_of(nouns), ..Identity::default() };
        if nouns.against && (identity.sectors.is_empty() || self.words.sectors.act(&identity.sectors)) {
            identity.sectors.clone_from(&self.words.against.sectors);
            identity.kind = if nouns.sort == Some(WordSort::Person) { ActorKind::Person } else { ActorKind::Group };
        }
        if nouns.former {
            identity.sectors.clone_from(&self.words.former.sectors);
        }
        let names = self.unknown_names();
        let titled = self.head_words().any(|piece| self.words.title(&piece.folded).is_some());
        let given = names.first().is_some_and(|name| self.words.given(&super::fold::fold(name)).is_some());
        if identity.kind == ActorKind::Unknown && !names.is_empty() && (titled || given) {
            identity.kind = ActorKind::Person;
        }
        identity
    }

    fn number(&self, nouns: &Nouns, identity: &Identity) -> Option<Number> {
        match identity.kind {
            _ if nouns.many => Some(Number::Many),
            _ if self.is_joined() => Some(Number::Many),
            ActorKind::People if nouns.sort.is_none() => {
                let plural = self.in_zone(Zone::Head).any(|hit| hit.plural);
                Some(if plural { Number::Many } else { Number::One })
            }
            ActorKind::Unknown => None,
            _ if nouns.collective => Some(Number::Any),
            ActorKind::Group => Some(Number::Any),
            _ => Some(Number::One),
        }
    }

    fn gender(&self, nouns: &Nouns, identity: &Identity) -> Option<Gender> {
        let person = identity.kind == ActorKind::Person || identity.kind == ActorKind::Unknown && nouns.sort.is_none();
        if !person {
            return matches!(identity.kind, ActorKind::State | ActorKind::Group | ActorKind::Body).then_some(Gender::It);
        }
        let told = |gender: &Option<Gender>| matches!(gender, Some(Gender::He | Gender::She));
        let title = self.head_words().map(|piece| self.words.title(&piece.folded)).find(told).flatten();
        let name = super::phrase::key_of(&identity.name);
        let given = self.head_words().map(|piece| self.words.given(&piece.folded)).find(told).flatten();
        title.or(given).or_else(|| self.words.given(name.split(' ').next().unwrap_or_default()).filter(|g| *g != Gender::Any))
    }
}

/// How much of a person's name stands there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Naming {
    Full,
    Short,
}

fn word_of(hit: &Match) -> Option<usize> {
    let names = hit.what.iter().any(|what| !matches!(what, What::Word(_) | What::Short(_)));
    let word = hit.what.iter().find_map(|what| if let What::Word(number) = what { Some(*number) } else { None });
    word.filter(|_| !names)
}

fn state_in(hit: &Match) -> Option<usize> {
    hit.what.iter().find_map(|what| match what {
        What::State(number) | What::People(number) | What::Seat(number) | What::Region(number) => Some(*number),
        _ => None,
    })
}

fn kind_of(nouns: &Nouns) -> ActorKind {
    match nouns.sort {
        Some(WordSort::Person) if nouns.many => ActorKind::People,
        Some(WordSort::Person) => ActorKind::Person,
        Some(WordSort::Body) => ActorKind::Body,
        Some(WordSort::People) => ActorKind::People,
        None => ActorKind::Unknown,
    }
}

/// The name of a key: small letters and hyphens.
fn slug(name: &str) -> String {
    super::phrase::key_of(name).replace(' ', "-")
}
