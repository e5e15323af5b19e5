//! Phrases without a name: "the city", "the bridge", "there", "its territory".
//!
//! In: the phrase and all places told or named before it. Out: the place it stands for, if one suits: first a place told with the same
//! word, then one that the text names right beside that word, then the last place of a fitting grain.

use super::gazetteer::{Candidate, Country};
use super::ground::Sight;
use super::meaning::{Told, Where, Work, row};
use super::phrase::{Kind, Phrase};
use super::scan::{Atom, Joint, atoms};
use super::words::Sort;
use diurna_record::Grain;
use diurna_text::Span;

/// How far back, in bytes, an unnamed building looks for its town.
const NEAR: usize = 700;
/// How many words may stand between a kind and the name of its town.
const STEPS: usize = 6;

/// The place that a phrase without a name stands for.
pub(super) fn place(work: &Work, at: Span, text: &str, phrase: &Phrase) -> Option<Where> {
    if phrase.here {
        return last_told(work, at, |told| told.place.name.is_some()).or_else(|| town(work, at, usize::MAX));
    }
    if let Some(kind) = &phrase.holder_kind {
        let holder = Phrase { kind: Some(kind.clone()), ..Phrase::default() };
        let holder = if kind.grain == Grain::Country {
            work.country(work.ground.focus(at.start()))
        } else {
            place(work, at, text, &holder)?
        };
        return Some(work.inside(text, phrase, &holder));
    }
    let near =
        phrase.asides.iter().filter_map(|aside| work.holder(at, aside)).find(|aside| aside.grain != Grain::Country);
    let kind = phrase.kind.as_ref();
    if let Some(near) = near {
        let is_border = kind.is_some_and(|kind| work.gazetteer.words.is_border(&kind.word));
        return Some(work.inside(text, phrase, &row(&near))).filter(|_| !is_border);
    }
    let kind = kind?;
    if phrase.wide || kind.grain == Grain::Other && !phrase.asides.is_empty() {
        return None;
    }
    let words = &work.gazetteer.words;
    let is = |told: &Told, fits: &dyn Fn(&str) -> bool| {
        told.phrase.kind.as_ref().is_some_and(|other| !told.phrase.wide && fits(&other.word))
    };
    let same = last_told(work, at, |told| is(told, &|other| other == kind.word));
    let told = same.or_else(|| last_told(work, at, |told| is(told, &|other| words.are_kin(other, &kind.word))));
    told.or_else(|| beside(work, at, kind).map(|sight| work.inside(text, phrase, &row(&sight.place))))
        .or_else(|| by_grain(work, at, text, phrase, kind))
}

fn by_grain(work: &Work, at: Span, text: &str, phrase: &Phrase, kind: &Kind) -> Option<Where> {
    let focus = work.ground.focus(at.start());
    let is_here = |sight: &Sight| !sight.adjective && (sight.place.country.is_none() || sight.place.country == focus);
    match kind.grain {
        Grain::Settlement => town(work, at, usize::MAX),
        Grain::Region => {
            let is_land = |grain: Grain| matches!(grain, Grain::Region | Grain::District);
            let told = last_told(work, at, |told| is_land(told.place.grain) && !told.phrase.own.is_empty());
            let seen = work.ground.last(at.start(), |sight| is_land(sight.place.grain) && is_here(sight));
            told.or_else(|| seen.map(|sight| named_sight(work, sight)))
        }
        // A district is as often named after its town as by itself.
        Grain::District => {
            let is_home = |grain: Grain| matches!(grain, Grain::Settlement | Grain::District);
            let seen = work.ground.last(at.start(), |sight| is_home(sight.place.grain) && is_here(sight))?;
            Some(Where { at: None, geonameid: None, grain: Grain::District, ..named_sight(work, seen) })
        }
        Grain::Point => {
            let town = town(work, at, NEAR)?;
            Some(work.inside(text, phrase, &town))
        }
        Grain::Country => Some(work.country(work.ground.focus(at.start()))),
        Grain::Other => None,
    }
}

fn last_told(work: &Work, at: Span, suits: impl Fn(&Told) -> bool) -> Option<Where> {
    work.told.iter().rev().find(|told| told.at.end() <= at.start() && suits(told)).map(|told| told.place.clone())
}

/// The last town told or named before, within so many bytes; told places count before named ones, since something happens in them.
fn town(work: &Work, at: Span, reach: usize) -> Option<Where> {
    let is_near = |other: Span| at.start().saturating_sub(other.end()) <= reach;
    let told = last_told(work, at, |told| told.place.at.is_some() && is_near(told.at));
    let seen = |sight: &Sight| sight.place.grain == Grain::Settlement && !sight.adjective && is_near(sight.at);
    let focus = work.ground.focus(at.start());
    let home = work.ground.last(at.start(), |sight| seen(sight) && sight.place.country == focus);
    let told = told.map(|told| match &told.row {
        Some(row_of) if row_of.grain == Grain::Settlement => Where { name: told.name.clone(), ..row(row_of) },
        _ => told,
    });
    told.or_else(|| home.map(|sight| named_sight(work, sight)))
}

/// A place under the name that the report gives it.
fn named_sight(work: &Work, sight: &Sight) -> Where {
    Where { name: Some(sight.at.of(work.setting.text).to_owned()), ..row(&sight.place) }
}

/// The name that the text puts right beside a word: "the Kosti bridge", "a school outside Tibu".
fn beside<'a>(work: &'a Work, at: Span, kind: &Kind) -> Option<&'a Sight> {
    let atoms = atoms(work.setting.text);
    let places: Vec<usize> =
        (0..atoms.len()).filter(|n| atoms[*n].key == kind.word && !at.range().contains(&atoms[*n].start)).collect();
    let before = places.iter().rev().filter(|n| atoms[**n].end <= at.start());
    let after = places.iter().filter(|n| atoms[**n].start >= at.end());
    before.chain(after).find_map(|n| name_beside(work, &atoms, *n))
}

fn name_beside<'a>(work: &'a Work, atoms: &[Atom], kind: usize) -> Option<&'a Sight> {
    let sights = || work.ground.sights.iter().filter(|sight| !sight.adjective && sight.place.grain != Grain::Country);
    let whole = sights().find(|sight| sight.at.start() < atoms[kind].start && atoms[kind].end == sight.at.end());
    if whole.is_some() {
        return whole;
    }
    let before = kind.checked_sub(1).map(|n| &atoms[n]).filter(|_| atoms[kind].joint == Joint::Space);
    if let Some(sight) = before.and_then(|atom| sights().find(|sight| sight.at.end() == atom.end)) {
        return Some(sight);
    }
    let mut joined = false;
    for atom in atoms.iter().skip(kind + 1).take(STEPS).take_while(|atom| atom.joint == Joint::Space) {
        if joined && let Some(sight) = sights().find(|sight| sight.at.start() == atom.start) {
            return Some(sight);
        }
        match work.gazetteer.words.sort(&atom.key) {
            Sort::Preposition => joined = true,
            Sort::Unknown | Sort::Stop | Sort::And => return None,
            _ => {}
        }
    }
    None
}

/// The kind that the text gives to an unknown name anywhere: "the Loi Mai ridge", "the village of Kantha".
pub(super) fn kind_beside(work: &Work, key: &str) -> Option<Kind> {
    let words: Vec<&str> = key.split(' ').collect();
    let atoms = atoms(work.setting.text);
    let is_here = |at: usize| {
        atoms
            .get(at..at + words.len())
            .is_some_and(|run| run.iter().map(|atom| atom.key.as_str()).eq(words.iter().copied()))
    };
    let kind = |at: usize| {
        let word = &atoms.get(at)?.key;
        work.gazetteer.words.type_of(word).map(|grain| Kind { word: word.clone(), grain })
    };
    (0..atoms.len()).filter(|at| is_here(*at)).find_map(|at| {
        let after = Some(at + words.len())
            .filter(|next| atoms.get(*next).is_some_and(|atom| atom.joint == Joint::Space))
            .and_then(kind);
        let words = &work.gazetteer.words;
        let before = at.checked_sub(2).and_then(kind).filter(|kind| {
            let link = &atoms[at - 1].key;
            words.is_of(link) || words.is_at(link) && kind.grain == Grain::Point
        });
        after.or(before)
    })
}

/// The state of whoever "his", "its" or "their" stands for: the last adjective of a state nearby, else the last state named, else the focus.
pub(super) fn owner(work: &Work, at: Span) -> Option<Country> {
    let near = |sight: &&Sight| sight.at.end() <= at.start() && at.start() - sight.at.end() < NEAR;
    let sentence = work.setting.text.get(..at.start()).unwrap_or("").rfind(['.', '\n']).map_or(0, |dot| dot + 1);
    let states: Vec<&Sight> = work
        .ground
        .sights
        .iter()
        .filter(near)
        .filter(|sight| sight.adjective || sight.place.grain == Grain::Country || sight.place.capital)
        .collect();
    let here = states.iter().find(|sight| sight.at.start() >= sentence);
    let country = |place: &Candidate| place.country;
    here.and_then(|sight| country(&sight.place))
        .or_else(|| states.last().and_then(|sight| country(&sight.place)))
        .or_else(|| work.ground.focus(at.start()))
}
