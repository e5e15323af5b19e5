//! What a stance says of the actuality, and the other way round: the guide of the claims, where the heads of the model, each for
//! itself, disagree.
//!
//! The words of `data/speech` that stand at the anchor go before the model where it takes for real what they say is not.
//!
//! In: a draft with the stance and the actuality that the model found, and its kind. Out: the pair as the guide has it. A demand is the
//! demanded thing, not yet so; a promise, a threat or an announced plan is the thing itself, planned; to deny or to refuse a thing is to say that it
//! is not so; of what is not denied a kind can fix the actuality in its file.

use crate::Knowledge;
use crate::claims::patterns::{mood, tree::Tree};
use crate::claims::{Draft, words_in};
use crate::lexicon::KindEntry;
use diurna_record::{Actuality, Stance};
use diurna_text::Span;

/// Corrects what the model takes for real where the words beside the anchor plainly say otherwise ("could attack", "if they attack"), or
/// where the word that governs it says that it did not happen ("tried to attack").
pub fn hear(tree: &Tree, draft: &mut Draft, knowledge: &Knowledge) {
    if !matches!(draft.actuality, Actuality::Happened | Actuality::Ongoing) {
        return;
    }
    let anchor = words_in(tree.reading, draft.anchor);
    let outside = |token: &usize| tree.word(*token).head.is_none_or(|head| !anchor.contains(&head));
    let Some(head) = anchor.clone().find(outside) else { return };
    let beside = mood::told(tree, head, knowledge, 0);
    let above = mood::told(tree, head, knowledge, 1);
    let unreal = matches!(above, Actuality::Not | Actuality::Attempted | Actuality::Hypothetical);
    let told = if beside == Actuality::Happened && unreal { above } else { beside };
    if mood::condition(tree, head, knowledge).is_some() {
        draft.actuality = Actuality::Conditional;
    } else if told != Actuality::Happened && told != Actuality::Conditional {
        draft.actuality = told;
    }
}

/// Puts the parties of a kind whose parties stand on an equal footing beside one another, where several are named.
pub fn level(draft: &mut Draft, kind: Option<&KindEntry>) {
    if kind.is_some_and(|kind| kind.equal) && draft.parties().count() > 1 {
        let mut parties: Vec<Span> = draft.parties().collect();
        parties.sort();
        parties.dedup();
        (draft.by, draft.against, draft.with) = (Vec::new(), Vec::new(), parties);
    }
}

/// Makes stance and actuality agree.
pub fn settle(draft: &mut Draft, kind: Option<&KindEntry>) {
    let told = matches!(draft.actuality, Actuality::Happened | Actuality::Ongoing);
    match draft.stance {
        Stance::Asserts | Stance::Doubts if draft.said.is_some() && draft.actuality == Actuality::Not => {
            draft.stance = Stance::Denies
        }
        Stance::Denies | Stance::Refuses => draft.actuality = Actuality::Not,
        Stance::Demands | Stance::Proposes if told || draft.actuality == Actuality::Planned => {
            draft.actuality = Actuality::Hypothetical
        }
        Stance::Promises | Stance::Threatens | Stance::Announces if told => draft.actuality = Actuality::Planned,
        _ => {}
    }
    let denied = matches!(draft.stance, Stance::Denies | Stance::Refuses);
    if let Some(actuality) = kind.and_then(|kind| kind.actuality).filter(|_| !denied) {
        draft.actuality = actuality;
    }
}
