//! From a phrase to an identity.
//!
//! In: a phrase and a day. Out: who it is. The phrase is cut into what it is about ("U.S. troops"), whose it is ("of Sudan") and
//! where it is ("in Iraq"); the names and words of each are put together. A person's name decides before a group's, a group's
//! before a state's, and the last noun says what part of it is meant.

use super::index::{Index, Match, What};
use super::phrase::{Case, Gap, Piece, pieces};
use super::rows::WordSort;
use super::vocabulary::Vocabulary;
use super::{ActorKind, Actors, Identity};
use crate::lexicon::{Gender, Number};
use jiff::civil::Date;

/// What a stretch of a phrase tells.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Zone {
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
pub(super) struct Told {
    pub hit: Match,
    pub zone: Zone,
}

/// A phrase taken apart.
pub(super) struct Parsed<'a> {
    pub pieces: Vec<Piece<'a>>,
    pub told: Vec<Told>,
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
        let known = |at: usize| self.told.iter().any(|told| told.hit.covers(at) && !told.hit.is_last_name());
        let is_name = |at: &usize| {
            let piece = self.pieces.get(*at);
            let named = piece.is_some_and(|piece| piece.case > Case::Small && words.title(&piece.folded).is_none());
            named && !known(*at)
        };
        let Some(first) = (0..head).rev().take_while(is_name).last() else { return String::new() };
        let place =
            |at: usize| self.pieces.get(at).and_then(|piece| Some((phrase.find(piece.text)?, piece.text.len())));
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
pub(super) struct Reader<'a> {
    pub index: &'a Index,
    pub words: &'a Vocabulary,
    pub parsed: &'a Parsed<'a>,
    pub on: Option<Date>,
}

/// What the nouns of a phrase say.
#[derive(Debug, Default)]
pub(super) struct Nouns {
    pub sectors: Vec<String>,
    pub sort: Option<WordSort>,
    pub many: bool,
    collective: bool,
    /// Its last noun is a role of somebody.
    pub role: bool,
    /// Something against the state.
    pub against: bool,
    /// Somebody who was it.
    pub former: bool,
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

    pub(super) fn in_zone(&self, zone: Zone) -> impl Iterator<Item = &'a Match> {
        self.parsed.told.iter().filter(move |told| told.zone == zone).map(|told| &told.hit)
    }

    pub(super) fn head_words(&self) -> impl Iterator<Item = &'a Piece<'a>> {
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
        let head: Vec<&str> = self.head_words().map(|piece| piece.folded.as_str()).collect();
        let has = |set: &std::collections::BTreeSet<String>| {
            head.iter().any(|word| set.contains(*word)) || head.windows(2).any(|pair| set.contains(&pair.join(" ")))
        };
        nouns.against = has(&self.words.against.words);
        nouns.former = has(&self.words.former.words);
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

    /// The words of the head that are written like names and that no table knows.
    pub(super) fn unknown_names(&self) -> Vec<&'a str> {
        let pieces = self.parsed.pieces.iter().zip(&self.parsed.zones).enumerate();
        pieces
            .filter(|(at, (piece, zone))| {
                let known = self.parsed.told.iter().any(|told| told.hit.covers(*at) && !told.hit.is_last_name());
                **zone == Zone::Head && piece.case > Case::Small && !known && !self.words.skips(&piece.folded)
            })
            .map(|(_, (piece, _))| piece.text)
            .collect()
    }

    /// Nothing in the phrase has a key: what its nouns and its writing tell.
    pub(super) fn unnamed(&self, nouns: &Nouns) -> Identity {
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
            return matches!(identity.kind, ActorKind::State | ActorKind::Group | ActorKind::Body)
                .then_some(Gender::It);
        }
        let told = |gender: &Option<Gender>| matches!(gender, Some(Gender::He | Gender::She));
        let title = self.head_words().map(|piece| self.words.title(&piece.folded)).find(told).flatten();
        let name = super::phrase::key_of(&identity.name);
        let given = self.head_words().map(|piece| self.words.given(&piece.folded)).find(told).flatten();
        title
            .or(given)
            .or_else(|| self.words.given(name.split(' ').next().unwrap_or_default()).filter(|g| *g != Gender::Any))
    }
}

fn word_of(hit: &Match) -> Option<usize> {
    let names = hit.what.iter().any(|what| !matches!(what, What::Word(_) | What::Short(_)));
    let word = hit.what.iter().find_map(|what| if let What::Word(number) = what { Some(*number) } else { None });
    word.filter(|_| !names)
}

pub(super) fn kind_of(nouns: &Nouns) -> ActorKind {
    match nouns.sort {
        Some(WordSort::Person) if nouns.many => ActorKind::People,
        Some(WordSort::Person) => ActorKind::Person,
        Some(WordSort::Body) => ActorKind::Body,
        Some(WordSort::People) => ActorKind::People,
        None => ActorKind::Unknown,
    }
}
