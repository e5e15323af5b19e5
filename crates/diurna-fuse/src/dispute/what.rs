//! Whether it happened, and what it was.
//!
//! A denial of what others say is a dispute over whether it happened. Where the one who denies it tells of another act of force instead, or of
//! the same act against another target, it is over what it was; where they tell of something else that did the harm, it is over both.
//! What it was is disputed too where speakers judge it in opposite words, or name it by kinds that cannot both be right.

use super::{Answer, about, dispute, holds};
use crate::tale::{Speakers, Tale, Voice};
use crate::words::Words;
use diurna_record::{Actuality, ClaimRef, Dispute, Question};
use std::collections::BTreeSet;

/// The disputes over a happening; `taken` are the denials that are about who did it.
pub(super) fn disputes(tale: &Tale, taken: &BTreeSet<ClaimRef>, speakers: &Speakers, words: &Words) -> Vec<Dispute> {
    let mut whether: Vec<[Answer; 2]> = Vec::new();
    let mut what: Vec<[Answer; 2]> = Vec::new();
    for denial in tale.voices.iter().filter(|voice| voice.said.is_denial() && !voice.said.kind.is_toll()) {
        if denial.speaker.is_none() || taken.contains(&denial.claim()) {
            continue;
        }
        let instead = instead(tale, denial, words);
        let aimed = instead.iter().any(|voice| voice.said.kind == denial.said.kind);
        if let Some(harm) = harmed(tale, denial, words).filter(|_| !aimed) {
            whether.push([Answer::of(harm), Answer::of(vec![*denial])]);
            continue;
        }
        let others = asserted(tale, denial);
        if others.is_empty() {
            continue;
        }
        let force = instead.iter().any(|voice| is_attack(voice, words));
        if !force {
            let mut no = vec![*denial];
            no.extend(tale.voices.iter().filter(|voice| voice.speaker == denial.speaker && foiled(voice, denial)));
            add(&mut whether, others.clone(), no);
        }
        if !instead.is_empty() {
            let mut other = if force { vec![*denial] } else { Vec::new() };
            other.extend(instead);
            add(&mut what, others, other);
        }
    }
    what.extend(judged(tale, words));
    let what = merged(what, rivals(tale, words));
    let whether = merged(whether, Vec::new()).into_iter().map(|pair| (Question::Whether, pair));
    let what = what.into_iter().map(|pair| (Question::What, pair));
    whether.chain(what).map(|(question, pair)| dispute(question, about(tale), pair.into(), speakers)).collect()
}

fn add<'a>(pairs: &mut Vec<[Answer<'a>; 2]>, yes: Vec<Voice<'a>>, no: Vec<Voice<'a>>) {
    pairs.push([Answer::of(yes), Answer::of(no)]);
}

/// What others say was so that this denies: of the same kind, else of the same family.
fn asserted<'a>(tale: &Tale<'a>, denial: &Voice<'a>) -> Vec<Voice<'a>> {
    let said = |same: &dyn Fn(&Voice) -> bool| -> Vec<Voice<'a>> {
        let others = tale.voices.iter().filter(|voice| voice.speaker != denial.speaker && !voice.said.kind.is_toll());
        others.filter(|voice| holds(voice) && !voice.said.background && same(voice)).copied().collect()
    };
    let kind = said(&|voice| voice.said.kind == denial.said.kind);
    if kind.iter().any(|voice| voice.differs(denial)) {
        return kind;
    }
    let family = said(&|voice| voice.said.kind.family() == denial.said.kind.family());
    if family.iter().any(|voice| voice.differs(denial)) { family } else { Vec::new() }
}

/// What the one who denies it tells of the happening instead.
fn instead<'a>(tale: &Tale<'a>, denial: &Voice<'a>, words: &Words) -> Vec<Voice<'a>> {
    let own = tale
        .voices
        .iter()
        .filter(|voice| voice.speaker == denial.speaker && holds(voice) && !voice.said.kind.is_toll());
    let force = own
        .filter(|voice| words.kin.is_force(voice.said.kind.as_str()) && voice.said.actuality != Actuality::Attempted);
    let other = |voice: &&Voice| {
        let aimed = !denial.said.against.is_empty() && !voice.said.against.is_empty();
        voice.said.kind.family() != denial.said.kind.family() || voice.said.kind != denial.said.kind || aimed
    };
    force.filter(other).copied().collect()
}

/// An act against people, not only damage.
fn is_attack(voice: &Voice, words: &Words) -> bool {
    words.kin.is_force(voice.said.kind.as_str()) && matches!(voice.said.kind.family(), "fight" | "harm")
}

/// Whether the one who denies a thing says of the same thing that it was tried in vain.
fn foiled(voice: &Voice, denial: &Voice) -> bool {
    voice.claim() != denial.claim()
        && (voice.said.is_denial() && voice.said.kind == denial.said.kind
            || voice.said.actuality == Actuality::Attempted)
}

/// Tolls of the very group that a denial says was not harmed.
fn harmed<'a>(tale: &Tale<'a>, denial: &Voice<'a>, words: &Words) -> Option<Vec<Voice<'a>>> {
    let spared: Vec<String> = denial.said.against.iter().flat_map(|party| words.stems(&party.text)).collect();
    let counted = |voice: &&Voice| {
        let figure = voice.said.count.as_ref();
        let group = figure.and_then(|figure| figure.who.as_deref()).map(|who| words.stems(who)).unwrap_or_default();
        figure.is_some_and(|figure| figure.value != Some(0))
            && !group.is_empty()
            && group.iter().all(|stem| spared.contains(stem))
            && voice.differs(denial)
            && holds(voice)
    };
    let tolls: Vec<Voice> = tale.voices.iter().filter(counted).copied().collect();
    (!tolls.is_empty() && words.kin.is_force(denial.said.kind.as_str())).then_some(tolls)
}

/// Speakers who judge it in opposite words.
fn judged<'a>(tale: &Tale<'a>, words: &Words) -> Option<[Answer<'a>; 2]> {
    let says = |sign: i8| -> Vec<Voice<'a>> {
        let force = tale.voices.iter().filter(|voice| voice.said.judgement == sign && voice.speaker.is_some());
        force.filter(|voice| words.kin.is_force(voice.said.kind.as_str()) && !voice.said.is_denial()).copied().collect()
    };
    let (wrong, right) = (Answer::of(says(-1)), Answer::of(says(1)));
    let apart = wrong.voices.iter().all(|one| right.voices.iter().all(|two| one.differs(two)));
    (wrong.differs(&right) && apart).then_some([wrong, right])
}

/// Kinds that cannot both be right, named by different speakers.
fn rivals<'a>(tale: &Tale<'a>, words: &Words) -> Vec<[Answer<'a>; 2]> {
    let held: Vec<&Voice> =
        tale.voices.iter().filter(|voice| holds(voice) && voice.speaker.is_some() && !voice.said.background).collect();
    let mut found = Vec::new();
    for (at, one) in held.iter().enumerate() {
        for two in &held[at + 1..] {
            let (first, second) = (one.said.kind.as_str(), two.said.kind.as_str());
            let rival = words.kin.rival(first, second);
            let death = words.kin.death_and_act(first, second) && is_one_death(one, two, words)
                || words.kin.death_and_act(second, first) && is_one_death(two, one, words);
            if one.differs(two) && (rival || death) {
                add(&mut found, vec![**one], vec![**two]);
            }
        }
    }
    found
}

/// Whether a death of one person, told without an act, is that of an act's victim.
fn is_one_death(death: &Voice, act: &Voice, words: &Words) -> bool {
    let one = death.said.of.is_none() && death.said.count.as_ref().is_some_and(|figure| figure.value == Some(1));
    let victims: Vec<String> = act.said.against.iter().flat_map(|party| words.stems(&party.text)).collect();
    let dead = death.said.against.iter().flat_map(|party| words.stems(&party.text));
    one && dead.into_iter().any(|stem| victims.contains(&stem))
}

/// One dispute of those that share a claim on a side; of the `loose` ones it is open which side is which.
fn merged<'a>(pairs: Vec<[Answer<'a>; 2]>, loose: Vec<[Answer<'a>; 2]>) -> Vec<[Answer<'a>; 2]> {
    let mut whole: Vec<[Answer<'a>; 2]> = Vec::new();
    let turned = pairs.into_iter().map(|pair| (pair, false)).chain(loose.into_iter().map(|pair| (pair, true)));
    for (pair, may_turn) in turned {
        let shares = |one: &Answer, two: &Answer| {
            one.voices.iter().any(|voice| two.voices.iter().any(|other| other.claim() == voice.claim()))
        };
        let straight = |with: &[Answer<'a>; 2]| shares(&with[0], &pair[0]) || shares(&with[1], &pair[1]);
        let crossed = |with: &[Answer<'a>; 2]| may_turn && (shares(&with[0], &pair[1]) || shares(&with[1], &pair[0]));
        match whole.iter_mut().find(|with| straight(with) || crossed(with)) {
            Some(with) => {
                let turn = !straight(with);
                let [first, second] = pair;
                let (first, second) = if turn { (second, first) } else { (first, second) };
                let other: Vec<ClaimRef> = with.iter().flat_map(|answer| &answer.voices).map(Voice::claim).collect();
                with[0].voices.extend(first.voices.into_iter().filter(|voice| !other.contains(&voice.claim())));
                with[1].voices.extend(second.voices.into_iter().filter(|voice| !other.contains(&voice.claim())));
            }
            None => whole.push(pair),
        }
    }
    whole
}
