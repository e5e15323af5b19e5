//! Who did it: acts of force that are laid on two different doers, or laid on one who denies it.
//!
//! A denial goes to the side that its speaker blames, else it is a side of its own: not they. Gunmen whom nobody names are no doer.

use super::{Answer, about, dispute, holds};
use crate::name::Name;
use crate::tale::{Speakers, Tale, Voice};
use crate::words::Words;
use diurna_record::{ClaimRef, Dispute, Question, Stance};
use std::collections::BTreeSet;

/// An act laid on somebody, or denied of them.
struct Laid<'a> {
    voice: Voice<'a>,
    doer: &'a Name,
}

/// The who-disputes over a happening, and the denials that they take up.
pub(super) fn disputes(tale: &Tale, speakers: &Speakers, words: &Words) -> (Vec<Dispute>, BTreeSet<ClaimRef>) {
    let acts = || {
        tale.voices.iter().filter(|voice| words.kin.is_force(voice.said.kind.as_str()) && !voice.said.kind.is_toll())
    };
    let laid: Vec<Laid> = acts().filter(|voice| holds(voice)).filter_map(|voice| lay(*voice, words)).collect();
    let breach = acts().any(|voice| words.kin.is_breach(voice.said.kind.as_str()));
    let admits =
        |name: &Name| laid.iter().any(|it| it.voice.said.stance == Stance::Admits && it.doer.is_side(name, words));
    let denied: Vec<Laid> = acts()
        .filter(|voice| voice.said.is_denial())
        .filter_map(|voice| lay(*voice, words))
        .filter(|it| !admits(it.doer))
        .collect();
    if breach || !is_open(&laid, &denied, words) {
        return (Vec::new(), BTreeSet::new());
    }
    let mut sides: Vec<(&Name, Answer)> = Vec::new();
    for it in &laid {
        match sides.iter_mut().find(|(doer, _)| doer.is_side(it.doer, words)) {
            Some((_, answer)) => answer.voices.push(it.voice),
            None => sides.push((it.doer, Answer { answer: it.doer.shown.clone(), voices: vec![it.voice] })),
        }
    }
    let mut not = Vec::new();
    let mut taken = BTreeSet::new();
    for it in &denied {
        taken.insert(it.voice.claim());
        let blames = |answer: &Answer| answer.voices.iter().any(|voice| voice.speaker == it.voice.speaker);
        match sides.iter_mut().find(|(doer, answer)| !doer.is_side(it.doer, words) && blames(answer)) {
            Some((_, answer)) => answer.voices.push(it.voice),
            None => not.push(it),
        }
    }
    let mut answers: Vec<Answer> = sides.into_iter().map(|(_, answer)| answer).collect();
    for it in not {
        let answer = format!("not {}", it.doer.shown);
        match answers.iter_mut().find(|other| other.answer == answer) {
            Some(other) => other.voices.push(it.voice),
            None => answers.push(Answer { answer, voices: vec![it.voice] }),
        }
    }
    if answers.len() < 2 {
        return (Vec::new(), BTreeSet::new());
    }
    (vec![dispute(Question::Who, about(tale), answers, speakers)], taken)
}

/// On whom a claim lays its act: its doer, its speaker where it owns it.
fn lay<'a>(voice: Voice<'a>, words: &Words) -> Option<Laid<'a>> {
    let said = voice.said;
    let own = said.speaker.as_ref();
    let doer = match said.by.first() {
        Some(party) if words.is_pronoun(&party.text) || words.is_owned(&party.text) => {
            own.filter(|_| voice.speaker.is_some()).or(Some(&party.name))?
        }
        Some(party) => &party.name,
        None if said.stance == Stance::Admits => own?,
        None => return None,
    };
    let stems: Vec<String> = doer.stems().cloned().collect();
    (!doer.is_empty() && (doer.key.is_some() || !words.is_nobody(&stems))).then_some(Laid { voice, doer })
}

/// Whether somebody denies what others lay on them, or two lay the same act on two.
fn is_open(laid: &[Laid], denied: &[Laid], words: &Words) -> bool {
    let refused = denied
        .iter()
        .any(|no| laid.iter().any(|it| it.voice.speaker != no.voice.speaker && it.doer.is_side(no.doer, words)));
    let charge = |it: &Laid| matches!(it.voice.said.stance, Stance::Accuses | Stance::Admits);
    let crossed = laid.iter().enumerate().any(|(at, one)| {
        laid[at + 1..].iter().any(|two| {
            one.voice.said.kind == two.voice.said.kind
                && one.voice.differs(&two.voice)
                && (charge(one) || charge(two))
                && !one.doer.is_side(two.doer, words)
        })
    });
    refused || crossed
}
