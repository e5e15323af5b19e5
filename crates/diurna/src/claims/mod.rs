//! Claims: from anchors, tolls and roles of the reading to drafts of claims.
//!
//! In: a document and its reading. Out: one [`Draft`] per happening and toll that a reading holds, in the order of the text, with
//! its speaker, its parties as whole noun phrases, and the stretch of text that states it. A draft still speaks in spans: who, where
//! and when these words mean is for `resolve`. Nothing is merged here and nothing is dropped that the reading is sure of.

mod choose;
pub mod draft;
pub mod patterns;
mod phrase;
mod quotation;
mod quote;
mod settle;
mod speech;

pub use draft::{Draft, Said};
pub use phrase::{complete, conjuncts, head_of, span_of, words_in};
use phrase::{coordinated, governed, named};

use crate::Knowledge;
pub use choose::{Choice, Weighing, weighings};
use diurna_read::{Happening, LinkKind, Reading, Role, RoleSpan};
use diurna_text::{Document, Part, Span};
use patterns::Told;
use std::ops::Range;

/// The drafts of every claim that a reading holds, in the order of the text; `told` is what the patterns of the kinds found in it.
pub fn extract(document: &Document, reading: &Reading, knowledge: &Knowledge, told: &Told) -> Vec<Draft> {
    let kinds = &knowledge.kinds;
    let quotations = quotation::find(document);
    let mut drafts: Vec<Draft> = Vec::with_capacity(reading.happenings.len());
    let choices = choose::choose(document.text(), reading, kinds);
    for choice in choose::with_patterns(reading, kinds, choices, told) {
        let happening = &reading.happenings[choice.happening];
        let Some(sentence) = reading.sentences.iter().position(|sentence| sentence.tokens.contains(&happening.first))
        else {
            continue;
        };
        if is_silent(reading.sentences[sentence].part) {
            continue;
        }
        let mut draft = draft(document, reading, &quotations, choice, sentence);
        draft.said = speech::said(document.text(), reading, &draft, &knowledge.asides);
        drafts.push(draft);
    }
    doers_of_tolls(reading, &mut drafts);
    speech::spread(document, reading, &quotations, &mut drafts);
    let tree = patterns::tree::Tree::of(document.text(), reading, knowledge);
    for draft in &mut drafts {
        settle::hear(&tree, draft, knowledge);
        let kind = kinds.get(draft.kind.as_str());
        settle::settle(draft, kind);
        settle::level(draft, kind);
        draft.at = quote::of(reading, draft);
    }
    drafts
}

/// Whether a part of a report makes no claims.
pub fn is_silent(part: Part) -> bool {
    matches!(part, Part::Aside | Part::Caption | Part::Subhead | Part::Dateline)
}

fn draft(document: &Document, reading: &Reading, quotations: &[Span], choice: Choice, sentence: usize) -> Draft {
    let happening = &reading.happenings[choice.happening];
    let text = document.text();
    let anchor = if happening.toll {
        best(happening, Role::Anchor).map_or(happening.anchor, |role| role.at)
    } else {
        happening.anchor
    };
    Draft {
        happening: choice.happening,
        sentence,
        kind: choice.kind,
        anchor,
        at: anchor,
        said: None,
        stance: happening.stance,
        actuality: happening.actuality,
        condition: best(happening, Role::If).map(|role| role.at),
        direct_quote: quotations.iter().any(|quotation| quotation.contains(happening.anchor)),
        background: happening.background,
        by: parties(text, reading, happening, Role::By),
        against: parties(text, reading, happening, Role::Against),
        with: parties(text, reading, happening, Role::With),
        means: parties(text, reading, happening, Role::Means),
        place: best(happening, Role::Place).map(|role| site(text, reading, happening, role)),
        when: best(happening, Role::When).map(|role| role.at),
        count: happening.toll.then_some(happening.anchor),
        chance: choice.chance,
        why: choice.why,
    }
}

/// Gives a toll without a doer the doer of the deed in its sentence whose harm it counts.
fn doers_of_tolls(reading: &Reading, drafts: &mut [Draft]) {
    for index in 0..drafts.len() {
        let draft = &drafts[index];
        if draft.count.is_none() || !draft.by.is_empty() {
            continue;
        }
        let links = reading.happenings[draft.happening]
            .links
            .iter()
            .filter(|link| link.kind == LinkKind::Of && link.chance > 0.5);
        let deed = links.max_by(|a, b| a.chance.total_cmp(&b.chance)).map(|link| link.to);
        let deed = drafts.iter().find(|other| Some(other.happening) == deed && other.sentence == draft.sentence);
        if let Some(by) = deed.map(|deed| deed.by.clone()) {
            drafts[index].by = by;
        }
    }
}

/// How sure the likeliest words for a role must be.
const SURE_OF_ONE: f32 = 0.3;
/// How sure further words for a role must be that several may fill.
const SURE_OF_MORE: f32 = 0.9;

/// The likeliest words for a role that only one may fill.
fn best(happening: &Happening, role: Role) -> Option<&RoleSpan> {
    let mut of_role = happening.roles.iter().filter(|span| span.role == role && span.chance >= SURE_OF_ONE);
    let first = of_role.next()?;
    Some(of_role.fold(first, |best, other| if other.chance > best.chance { other } else { best }))
}

/// The noun phrase of a place with the name that it is told by: "the town of Yevlakh".
fn site(text: &str, reading: &Reading, happening: &Happening, place: &RoleSpan) -> Span {
    span_of(reading, named(reading, whole(text, reading, happening, place)))
}

/// The words of a role grown to their noun phrase.
fn whole(text: &str, reading: &Reading, happening: &Happening, role: &RoleSpan) -> Range<usize> {
    let anchor = words_in(reading, happening.anchor);
    complete(text, reading, governed(reading, role.tokens.clone(), &anchor))
}

/// The noun phrases of a role that several may fill: completed along the tree, coordinations split.
fn parties(text: &str, reading: &Reading, happening: &Happening, role: Role) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let likeliest = best(happening, role).map(|span| span.at);
    for span in happening
        .roles
        .iter()
        .filter(|span| span.role == role && (likeliest == Some(span.at) || span.chance >= SURE_OF_MORE))
    {
        let whole = whole(text, reading, happening, span);
        let whole = if role == Role::Against { whole } else { coordinated(reading, whole) };
        for part in conjuncts(reading, whole) {
            let at = span_of(reading, part);
            if !at.is_empty() && !found.iter().any(|other| other.overlaps(at)) {
                found.push(at);
            }
        }
    }
    found.sort();
    found
}
