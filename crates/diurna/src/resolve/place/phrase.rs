//! The parts of a place phrase.
//!
//! In: the words of a phrase ("a school in the northern town of Tibu, Colombia"). Out: the names in it and how they stand to the place
//! that is meant: the place's own name, the place it lies in, or only an aid to find it; and what kind of place it is. It looks at the
//! phrase alone: what "the city" or "his country" stands for is the business of `resolve`.

use super::gazetteer::{Candidate, Country, Gazetteer};
use super::scan::{Atom, Found, Joint, Trust, atoms};
use super::words::Sort;
use diurna_record::Grain;
use std::ops::Range;

/// The power of ten of the people of a town that sites are named after.
const TOWN: f64 = 5.0;

/// A name in a phrase; without candidates where the table does not know it.
#[derive(Clone, Debug)]
pub(super) struct Name {
    pub(super) range: Range<usize>,
    pub(super) key: String,
    pub(super) candidates: Vec<Candidate>,
}

/// A word that tells the kind of place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Kind {
    pub(super) word: String,
    pub(super) grain: Grain,
}

/// A place phrase taken apart.
#[derive(Clone, Debug, Default)]
pub(super) struct Phrase {
    /// The place's own name; several where the phrase is a list.
    pub(super) own: Vec<Name>,
    /// Where it lies.
    pub(super) holders: Vec<Name>,
    /// A place without a name that it lies in: "the city" of "the city's bridge".
    pub(super) holder_kind: Option<Kind>,
    /// Places that only help to find it.
    pub(super) asides: Vec<Name>,
    pub(super) kind: Option<Kind>,
    /// Countries of adjectives: "Azerbaijani".
    pub(super) countries: Vec<Country>,
    /// More than one place, or an unknown part of one.
    pub(super) wide: bool,
    /// A point of the compass cuts it: "eastern".
    pub(super) cut: bool,
    /// "his", "their".
    pub(super) possessive: bool,
    /// "nationwide".
    pub(super) whole_country: bool,
    /// "there".
    pub(super) here: bool,
}

/// A stretch of a phrase between joining words.
#[derive(Default, Debug)]
struct Group {
    link: Option<Link>,
    names: Vec<Name>,
    owners: Vec<Name>,
    kind: Option<Kind>,
    owner_kind: Option<Kind>,
    countries: Vec<Country>,
    cut: bool,
    /// "the north".
    compass: bool,
    part: bool,
    wide: bool,
    single: bool,
    possessive: bool,
    whole_country: bool,
    here: bool,
    other_words: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Link {
    In,
    Of,
    Aside,
    Comma,
    And,
}

impl Group {
    fn is_empty(&self) -> bool {
        self.names.is_empty()
            && self.owners.is_empty()
            && self.kind.is_none()
            && self.countries.is_empty()
            && !self.part
            && !self.wide
            && !self.single
            && !self.here
            && !self.whole_country
            && !self.other_words
            && !self.cut
    }

    /// "southern", before "and eastern Sudan".
    fn is_bare_direction(&self) -> bool {
        self.cut && !self.part && !self.wide && !self.other_words && self.is_bare()
    }

    fn is_bare(&self) -> bool {
        self.names.is_empty() && self.owners.is_empty() && self.kind.is_none() && self.countries.is_empty()
    }

    /// "one" before "of the hospitals".
    fn is_bare_one(&self) -> bool {
        self.single && self.names.is_empty() && self.owners.is_empty() && self.kind.is_none()
    }

    fn is_bare_part(&self) -> bool {
        (self.part || self.wide || self.compass)
            && self.names.is_empty()
            && self.owners.is_empty()
            && self.kind.as_ref().is_none_or(|kind| kind.grain == Grain::Other)
    }
}

/// Takes a phrase apart.
pub(super) fn parse(gazetteer: &Gazetteer, text: &str) -> Phrase {
    let atoms = atoms(text);
    let found = gazetteer.find_among(text, &atoms, Trust::Phrase);
    let groups = merge_apposed(gazetteer, groups(gazetteer, text, &atoms, &found));
    join(gazetteer, groups)
}

/// Cuts the atoms at joining words and collects what each stretch holds.
fn groups(gazetteer: &Gazetteer, text: &str, atoms: &[Atom], found: &[Found]) -> Vec<Group> {
    let words = &gazetteer.words;
    let mut groups = vec![Group::default()];
    let mut at = 0;
    while at < atoms.len() {
        let atom = &atoms[at];
        if let Some(name) = found.iter().find(|name| name.atoms.0 == at && name.is_adjective()) {
            open_at_comma(&mut groups, atom);
            let last = groups.last_mut().expect("groups begin with one");
            last.countries.extend(name.candidates.iter().filter_map(|candidate| candidate.country));
            at = name.atoms.1 + 1;
            continue;
        }
        if let Some((name, last)) = name_at(gazetteer, text, atoms, found, at) {
            open_at_comma(&mut groups, atom);
            let group = groups.last_mut().expect("groups begin with one");
            group.owners.extend(town_of(atoms, found, at, last));
            if atoms[last].owner {
                group.owners.push(name)
            } else {
                group.names.push(name)
            }
            at = last + 1;
            continue;
        }
        let hyphened = atom.joint == Joint::Hyphen;
        let pair = atoms
            .get(at + 1)
            .filter(|next| next.joint == Joint::Space)
            .map(|next| format!("{} {}", atom.key, next.key));
        if let Some((word, grain)) = pair.and_then(|pair| words.type_of(&pair).map(|grain| (pair, grain))) {
            open_at_comma(&mut groups, atom);
            groups.last_mut().expect("groups begin with one").kind = Some(Kind { word, grain });
            at += 2;
            continue;
        }
        match words.sort(&atom.key) {
            Sort::Stop if !hyphened && at > 0 => break,
            Sort::Preposition | Sort::Aside | Sort::And if !hyphened && !atom.owner => {
                open(gazetteer, &mut groups, atom)
            }
            sort => {
                open_at_comma(&mut groups, atom);
                put(gazetteer, groups.last_mut().expect("groups begin with one"), atom, sort);
            }
        }
        at += 1;
    }
    groups.retain(|group| !group.is_empty());
    groups
}

fn open(gazetteer: &Gazetteer, groups: &mut Vec<Group>, atom: &Atom) {
    let link = match gazetteer.words.sort(&atom.key) {
        Sort::And => Link::And,
        Sort::Aside => Link::Aside,
        _ if gazetteer.words.is_of(&atom.key) => Link::Of,
        _ => Link::In,
    };
    match groups.last_mut() {
        Some(last) if last.is_empty() => last.link = Some(link),
        _ => groups.push(Group { link: Some(link), ..Group::default() }),
    }
}

fn open_at_comma(groups: &mut Vec<Group>, atom: &Atom) {
    if atom.joint == Joint::Comma && groups.last().is_some_and(|last| !last.is_empty()) {
        groups.push(Group { link: Some(Link::Comma), ..Group::default() });
    }
}

fn put(gazetteer: &Gazetteer, group: &mut Group, atom: &Atom, sort: Sort) {
    match sort {
        Sort::Possessive => group.possessive = true,
        Sort::Direction => {
            group.cut = true;
            if gazetteer.words.is_direction_noun(&atom.key) {
                group.compass = true;
            }
        }
        Sort::Part => group.part = true,
        Sort::Wide => group.wide = true,
        Sort::Country => group.whole_country = true,
        Sort::Here => group.here = true,
        Sort::Type(grain) => {
            let kind = Kind { word: atom.key.clone(), grain };
            let thereabouts = gazetteer.words.is_whereabouts(&atom.key) && !group.names.is_empty();
            if atom.owner {
                group.owner_kind = Some(kind);
            } else if !thereabouts {
                group.kind = Some(kind);
            }
        }
        Sort::Unknown => group.other_words = true,
        Sort::Determiner => group.single = gazetteer.words.is_single(&atom.key),
        Sort::Described | Sort::Preposition | Sort::Aside | Sort::Stop | Sort::And => {}
    }
}

/// The name that begins at an atom, known or not, and its last atom. A known name that is part of a longer run of capitals is not it.
fn name_at(gazetteer: &Gazetteer, text: &str, atoms: &[Atom], found: &[Found], at: usize) -> Option<(Name, usize)> {
    let known = |at: usize| found.iter().find(|name| name.atoms.0 == at && !name.is_adjective());
    let is_name_word = |at: usize| {
        let atom = &atoms[at];
        atom.upper
            && gazetteer.words.sort(&atom.key) == Sort::Unknown
            && !found.iter().any(|name| name.atoms.0 <= at && at <= name.atoms.1 && name.is_adjective())
    };
    if known(at).is_none() && !is_name_word(at) {
        return None;
    }
    let mut last = known(at).map_or(at, |name| name.atoms.1);
    let mut parts = vec![known(at)];
    while !atoms[last].owner
        && let Some(next) = atoms.get(last + 1)
        && matches!(next.joint, Joint::Space | Joint::Hyphen | Joint::Dot)
        && (known(last + 1).is_some() || is_name_word(last + 1))
    {
        parts.push(known(last + 1));
        last = known(last + 1).map_or(last + 1, |name| name.atoms.1);
    }
    if let [Some(first), Some(second)] = parts.as_slice()
        && second.candidates.iter().any(|candidate| candidate.grain == Grain::Country)
    {
        return Some((named(atoms, first.atoms, first.candidates.clone()), first.atoms.1));
    }
    let candidates = match parts.as_slice() {
        [Some(name)] => name.candidates.clone(),
        _ => gazetteer.candidates(text.get(atoms[at].start..atoms[last].end).unwrap_or("")),
    };
    Some((named(atoms, (at, last), candidates), last))
}

/// The town that a longer name begins with: "Karachi Stock Exchange".
fn town_of(atoms: &[Atom], found: &[Found], at: usize, last: usize) -> Option<Name> {
    let town = found.iter().find(|name| name.atoms.0 == at && name.atoms.1 < last)?;
    let is_town = |place: &Candidate| place.grain == Grain::Settlement && place.people > TOWN;
    town.candidates.iter().any(is_town).then(|| named(atoms, town.atoms, town.candidates.clone()))
}

fn named(atoms: &[Atom], (first, last): (usize, usize), candidates: Vec<Candidate>) -> Name {
    let key = atoms[first..=last].iter().map(|atom| atom.key.as_str()).collect::<Vec<_>>().join(" ");
    Name { range: atoms[first].start..atoms[last].end, key, candidates }
}

/// Puts "the town" and "of Tibu" together, and steps over "the southern edge of".
fn merge_apposed(gazetteer: &Gazetteer, groups: Vec<Group>) -> Vec<Group> {
    let mut merged: Vec<Group> = Vec::new();
    for group in groups {
        if let Some(before) = merged.last_mut()
            && group.link == Some(Link::And)
            && before.is_bare_direction()
        {
            *before = Group { link: before.link, cut: true, ..group };
            continue;
        }
        let before = merged.last_mut().filter(|_| group.link == Some(Link::Of));
        match before {
            Some(before) if before.is_bare_one() => {
                let kind = group.kind.clone().map(|kind| one_of(gazetteer, kind));
                *before = Group { link: before.link, kind, single: true, ..group };
            }
            Some(before) if before.is_bare_part() => {
                let (link, wide, cut) = (before.link, before.wide || group.wide, before.cut || group.cut);
                let countries = [std::mem::take(&mut before.countries), group.countries].concat();
                // "Mykolaiv, south of Kyiv" does not lie in Kyiv.
                let link = if before.compass && link == Some(Link::Comma) { Some(Link::Aside) } else { link };
                *before = Group { link, wide, cut, countries, ..group };
            }
            // "the West Bank town of Nablus" lies in the West Bank.
            Some(before)
                if !before.names.is_empty()
                    && !group.names.is_empty()
                    && before.kind.as_ref().is_some_and(|kind| gazetteer.words.is_apposed(&kind.word)) =>
            {
                before.owners.append(&mut before.names);
                before.owners.extend(group.owners);
                before.names = group.names;
                before.countries.extend(group.countries);
                before.cut = false;
            }
            Some(before)
                if before.names.is_empty()
                    && !group.names.is_empty()
                    && before.kind.as_ref().is_some_and(|kind| gazetteer.words.is_apposed(&kind.word)) =>
            {
                before.names = group.names;
                before.owners.extend(group.owners);
                before.countries.extend(group.countries);
                // "the harbour of the city of Odesa" keeps its first kind.
                before.cut = false;
            }
            _ => merged.push(group),
        }
    }
    merged
}

/// The kind of one of many: "hospitals" as "hospital".
fn one_of(gazetteer: &Gazetteer, kind: Kind) -> Kind {
    let word = kind.word.strip_suffix('s').unwrap_or(&kind.word);
    gazetteer.words.type_of(word).map_or(kind.clone(), |grain| Kind { word: word.to_owned(), grain })
}

/// Lets the first group be the place, and the others tell where it is.
fn join(gazetteer: &Gazetteer, groups: Vec<Group>) -> Phrase {
    let is_list = groups.iter().any(|group| group.link == Some(Link::And) && !group.names.is_empty());
    let mut groups = groups.into_iter();
    let Some(head) = groups.next() else { return Phrase::default() };
    let mut phrase = Phrase {
        own: head.names,
        holders: head.owners,
        holder_kind: head.owner_kind,
        asides: Vec::new(),
        kind: head.kind,
        countries: head.countries,
        wide: head.wide,
        cut: head.cut,
        possessive: head.possessive,
        whole_country: head.whole_country,
        here: head.here,
    };
    let border = phrase.kind.as_ref().is_some_and(|kind| gazetteer.words.is_border(&kind.word));
    if border {
        // A border's country is the one on the other side.
        phrase.asides.append(&mut phrase.own);
        phrase.countries.clear();
    }
    let mut in_holder = false;
    for group in groups {
        match group.link {
            Some(Link::And | Link::Comma) if is_list && !in_holder && !phrase.own.is_empty() => {
                phrase.own.extend(group.names)
            }
            Some(Link::Comma) if phrase.own.is_empty() && phrase.kind.is_some() && !group.names.is_empty() => {
                phrase.own = group.names
            }
            Some(Link::Aside) => {
                phrase.asides.extend(group.names.into_iter().chain(group.owners));
                in_holder = true;
            }
            Some(Link::And) if !in_holder => {}
            _ => {
                phrase.holders.extend(group.names.into_iter().chain(group.owners));
                phrase.countries.extend(group.countries);
                phrase.holder_kind = phrase.holder_kind.or(group.kind);
                in_holder = true;
            }
        }
    }
    let is_state = |name: &Name| name.candidates.first().is_some_and(|first| first.grain == Grain::Country);
    if phrase.kind.is_some() && !phrase.holders.is_empty() && phrase.own.iter().all(is_state) && !border {
        // "a U.S. base in Qatar": whose it is, not where it is.
        phrase.own.clear();
    }
    phrase
}
