//! Disputes: questions that speakers answer in ways that cannot both hold.
//!
//! In: one happening with its voices and series. Out: disputes, each with its question and its sides. Different groups, a later figure of
//! the same speaker, a bound that contains the other figure, and silence are no disputes. The program takes no side: an answer is
//! the words of those who give it.

mod count;
mod place;
mod what;
mod who;

use crate::tale::{Speakers, Tale, Voice};
use crate::toll::Series;
use crate::words::Words;
use diurna_record::{ClaimRef, Dispute, Question, Side, Stance};

/// Every dispute over one happening.
pub(crate) fn disputes(tale: &Tale, series: &[Series], speakers: &Speakers, words: &Words) -> Vec<Dispute> {
    let mut found = count::disputes(tale, series, speakers);
    let (who, denials) = who::disputes(tale, speakers, words);
    found.extend(who);
    found.extend(what::disputes(tale, &denials, speakers, words));
    found.extend(place::disputes(tale, speakers, words));
    found
}

/// One answer while it is being gathered.
#[derive(Clone, Default)]
pub(crate) struct Answer<'a> {
    pub answer: String,
    pub voices: Vec<Voice<'a>>,
}

impl<'a> Answer<'a> {
    pub fn of(voices: Vec<Voice<'a>>) -> Answer<'a> {
        let answer = voices.first().map(|voice| voice.said.quote.to_string()).unwrap_or_default();
        Answer { answer, voices }
    }

    /// Whether somebody gives this answer who does not give the other.
    pub fn differs(&self, other: &Answer) -> bool {
        self.voices.iter().any(|one| other.voices.iter().any(|two| one.differs(two)))
    }

    fn claims(&self) -> Vec<ClaimRef> {
        let mut claims: Vec<(usize, ClaimRef)> =
            self.voices.iter().map(|voice| (voice.report, voice.claim())).collect();
        claims.sort();
        claims.dedup();
        claims.into_iter().map(|(_, claim)| claim).collect()
    }
}

/// A dispute over `about`, with its sides.
pub(crate) fn dispute(question: Question, about: ClaimRef, answers: Vec<Answer>, speakers: &Speakers) -> Dispute {
    let side = |answer: Answer| {
        let mut names: Vec<String> = answer
            .voices
            .iter()
            .filter_map(|voice| voice.speaker.map(|number| speakers.speaker(number).name))
            .collect();
        names.sort();
        names.dedup();
        Side { claims: answer.claims(), answer: answer.answer, speakers: names }
    };
    Dispute { question, about, sides: answers.into_iter().map(side).collect() }
}

/// The claim that a dispute over a happening is about: the first that is no toll, else the first.
pub(crate) fn about(tale: &Tale) -> ClaimRef {
    let act = tale.voices.iter().find(|voice| !voice.said.kind.is_toll() && !voice.said.background);
    act.or(tale.voices.first()).map(Voice::claim).unwrap_or_default()
}

/// Whether a voice says that it was so: no wish, demand, threat, promise or refusal.
pub(crate) fn holds(voice: &Voice) -> bool {
    let said = voice.said;
    let so = !matches!(
        said.stance,
        Stance::Denies
            | Stance::Doubts
            | Stance::Demands
            | Stance::Refuses
            | Stance::Promises
            | Stance::Threatens
            | Stance::Proposes
    );
    so && said.is_real()
}
