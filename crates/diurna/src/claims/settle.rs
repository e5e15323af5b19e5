//! What a stance says of the actuality, and the other way round: the guide of the claims, where the heads of the model, each for
//! itself, disagree.
//!
//! In: a draft with the stance and the actuality that the model found, and its kind. Out: the pair as the guide has it. A demand is the
//! demanded thing, not yet so; a promise, a threat or an announced plan is the thing itself, planned; to deny or to refuse a thing is to say that it
//! is not so; of what is not denied a kind can fix the actuality in its file.

use crate::claims::Draft;
use crate::lexicon::KindEntry;
use diurna_record::{Actuality, Stance};

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
