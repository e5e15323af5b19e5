//! Who acts and on whom, as schemes of source, event and target have it.
//!
//! In: a claim. Out: its source and its target. Of a deed they are its doer and whom it is done to, of talks the first party and the
//! others; of what is only said, the speaker, and the doer of what is demanded, condemned or refused.

use crate::{Claim, Phrase, Stance};

/// The two sides of an event.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Dyad {
    /// Who acts or speaks.
    pub source: Vec<Phrase>,
    /// On whom, or to whom.
    pub target: Vec<Phrase>,
}

impl Dyad {
    /// The sides of a claim's event.
    pub fn of(claim: &Claim) -> Dyad {
        let speaker: Vec<Phrase> = claim
            .speaker
            .iter()
            .map(|speaker| Phrase { actor: speaker.actor, at: speaker.at, text: speaker.text.clone() })
            .collect();
        let said = !matches!(claim.stance, Stance::Asserts | Stance::Confirms | Stance::Admits | Stance::Announces);
        if said && !speaker.is_empty() {
            let lists = match claim.stance {
                Stance::Promises | Stance::Threatens | Stance::Proposes => [&claim.against, &claim.with, &claim.by],
                _ => [&claim.by, &claim.against, &claim.with],
            };
            let target = lists.into_iter().map(|list| besides(list, &speaker)).find(|list| !list.is_empty());
            return Dyad { target: target.unwrap_or_default(), source: speaker };
        }
        let doers =
            if claim.by.is_empty() { claim.with.first().cloned().into_iter().collect() } else { claim.by.clone() };
        let source = if doers.is_empty() { speaker } else { doers };
        let against = besides(&claim.against, &source);
        let target = if against.is_empty() { besides(&claim.with, &source) } else { against };
        Dyad { source, target }
    }
}

/// The phrases that share no words with the source.
fn besides(phrases: &[Phrase], source: &[Phrase]) -> Vec<Phrase> {
    phrases.iter().filter(|phrase| !source.iter().any(|it| it.at.overlaps(phrase.at))).cloned().collect()
}
