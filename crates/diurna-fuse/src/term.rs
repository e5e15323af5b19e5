//! Terms: what has become of what was agreed, as far as anybody says.
//!
//! In: the reports of a story, in order, and which of their happenings are shared. Out: every agreement with the history of each term and
//! its status, and the disputes over whether a term was kept. A later claim belongs to a term where it tells of the same happening and does
//! the term's work, or where it is told together with a breach. No report is not compliance: nothing said leaves a status as it was.

use crate::dispute::{Answer, dispute};
use crate::link::Node;
use crate::tale::{Speakers, Voice};
use crate::told::{Deal, Said, Told};
use crate::words::Words;
use diurna_record::{
    Actuality, ClaimRef, Dispute, Kind, Moment, Question, Stance, StoryAgreement, Term, TermPoint, TermStatus,
};

/// The reports of a story, with everything that terms are followed by.
pub(crate) struct Course<'a> {
    /// The reports, copies left out, in order: their place among all, and themselves.
    pub reports: Vec<(usize, &'a Told)>,
    /// For each report of all, for each of its happenings, the shared happening.
    pub shared: &'a [Vec<Node>],
    pub voices: Vec<Voice<'a>>,
    pub words: &'a Words,
}

/// A later claim, and what it says of a term.
type Says<'a> = (Voice<'a>, TermStatus);

/// The agreements of a story, and the disputes over whether their terms were kept.
pub(crate) fn agreements(course: &Course, speakers: &Speakers) -> (Vec<StoryAgreement>, Vec<Dispute>) {
    let mut agreements = Vec::new();
    let mut disputes = Vec::new();
    for &(at, told) in &course.reports {
        for deal in &told.deals {
            let mut terms = Vec::new();
            for claim in deal.terms.iter().filter_map(|id| told.claim(*id)) {
                let history = course.history(at, deal, claim);
                disputes.extend(kept(told, claim, &history, course, speakers));
                terms.push(term(told, claim, &history, speakers, course.words));
            }
            agreements.push(agreement(told, deal, terms));
        }
    }
    (agreements, disputes)
}

fn agreement(told: &Told, deal: &Deal, terms: Vec<Term>) -> StoryAgreement {
    let own = told.claims.iter().filter(|claim| told.happenings[claim.happening].event == deal.event);
    let declared = own.filter(|claim| claim.kind.is_agreement()).find_map(|claim| claim.from.or(claim.to));
    StoryAgreement {
        report: told.marks.id.clone(),
        id: deal.id,
        kind: deal.kind.clone(),
        parties: deal.parties.clone(),
        brokers: deal.brokers.clone(),
        declared: declared.or(told.marks.published),
        effective: deal.effective,
        terms,
    }
}

fn term(told: &Told, claim: &Said, history: &[Says], speakers: &Speakers, words: &Words) -> Term {
    let due = claim.until.or_else(|| claim.to.or(claim.from).map(|day| Moment { day, time: None, offset: None }));
    let first = if due.is_some() { TermStatus::Scheduled } else { TermStatus::Pledged };
    let point = |voice: &Voice, says: TermStatus| TermPoint {
        claim: voice.claim(),
        says,
        speaker: voice.speaker.map(|number| speakers.speaker(number).name),
        on: voice.told.marks.published,
    };
    let pledge = TermPoint {
        claim: ClaimRef { report: told.marks.id.clone(), claim: claim.id },
        says: first,
        speaker: claim.speaker.as_ref().map(|name| name.shown.clone()),
        on: told.marks.published,
    };
    Term {
        claim: pledge.claim.clone(),
        act: claim.kind.clone(),
        obliged: claim.by.iter().map(|party| party.name.shown.clone()).collect(),
        due,
        status: status(first, claim, history, words),
        history: std::iter::once(pledge).chain(history.iter().map(|(voice, says)| point(voice, *says))).collect(),
    }
}

impl<'a> Course<'a> {
    /// What later reports say of a term, in their order.
    fn history(&self, at: usize, deal: &Deal, term: &Said) -> Vec<Says<'a>> {
        let told = self.reports.iter().find(|(place, _)| *place == at).map(|(_, told)| *told);
        let Some(told) = told else { return Vec::new() };
        let later = self.voices.iter().filter(|voice| voice.report > at && !voice.said.background);
        let mut found: Vec<Says> = Vec::new();
        for voice in later {
            let says = if self.is_breach(voice) {
                self.breach(voice, at, told, deal, term)
            } else {
                self.act(voice, at, told, deal, term)
            };
            found.extend(says.map(|says| (*voice, says)));
        }
        let exact = |one: &Says, other: &Says| {
            one.0.report == other.0.report && one.0.speaker == other.0.speaker && other.0.said.kind == term.kind
        };
        let kept = found
            .iter()
            .filter(|one| {
                one.0.said.kind == term.kind
                    || self.is_breach(&one.0)
                    || !found.iter().any(|other| exact(one, other) && other.1 == one.1)
            })
            .copied();
        kept.collect()
    }

    /// Whether a claim's happening, in its own report, is told as a breach.
    fn is_breach(&self, voice: &Voice) -> bool {
        let own = voice.told.happenings[voice.said.happening].kinds.iter();
        own.clone().any(|kind| self.words.kin.is_breach(kind.as_str())) && !voice.said.kind.is_toll()
    }

    /// What a claim of a breach, or of the act told with it, says of a term.
    fn breach(&self, voice: &Voice, at: usize, told: &Told, deal: &Deal, term: &Said) -> Option<TermStatus> {
        let kin = &self.words.kin;
        let here = &voice.told.happenings[voice.said.happening];
        let acts = || here.kinds.iter().filter(|kind| !kin.is_breach(kind.as_str()) && !kind.is_toll());
        let does = |kind: &Kind, term: &Said| kin.fulfils(kind.as_str(), term.kind.as_str());
        let terms = || deal.terms.iter().filter_map(|id| told.claim(*id));
        let any = |kind: &Kind| terms().any(|term| does(kind, term));
        let shared = |term: &Said| self.shared[at][term.happening] == self.shared[voice.report][voice.said.happening];
        let obliged = |term: &Said| {
            let own = here.claims.iter().filter_map(|&at| voice.told.claims.get(at)).flat_map(|claim| &claim.by);
            own.into_iter().any(|one| term.by.iter().any(|two| one.name.is_side(&two.name, self.words)))
        };
        let chosen = |kind: &Kind| match terms().any(|term| does(kind, term) && shared(term)) {
            true => shared(term),
            false => (term.by.is_empty() || obliged(term)) && self.placed(voice, term),
        };
        let standing = kin.is_standing(term.kind.as_str());
        let named =
            || here.claims.iter().filter_map(|&at| voice.told.claims.get(at)).any(|claim| self.names_deal(claim, deal));
        let mine = match acts().find(|kind| any(kind)) {
            Some(kind) => does(kind, term) && chosen(kind),
            None if acts().any(|kind| kin.is_force(kind.as_str())) => standing,
            None => standing && named(),
        };
        if !mine {
            return None;
        }
        let said = voice.said;
        let breach = kin.is_breach(said.kind.as_str());
        let work = kin.fulfils(said.kind.as_str(), term.kind.as_str()) && !breach;
        match said.stance {
            Stance::Demands | Stance::Supports | Stance::Proposes | Stance::Threatens | Stance::Promises => None,
            Stance::Denies if work => Some(TermStatus::Broken),
            Stance::Denies => Some(TermStatus::Kept),
            _ if work && said.is_real() && said.actuality != Actuality::Attempted => Some(TermStatus::Kept),
            _ if breach || work || said.is_real() => Some(TermStatus::Broken),
            _ => None,
        }
    }

    /// Whether a claim is about the agreement as such.
    fn names_deal(&self, claim: &Said, deal: &Deal) -> bool {
        let stems = claim.against.iter().flat_map(|party| self.words.stems(&party.text));
        let leaf = self.words.stems(deal.kind.leaf());
        stems.into_iter().any(|stem| leaf.contains(&stem) || self.words.is_deal(&stem))
    }

    /// What a claim that does a term's work says of it.
    fn act(&self, voice: &Voice, at: usize, told: &Told, deal: &Deal, term: &Said) -> Option<TermStatus> {
        let said = voice.said;
        let kin = &self.words.kin;
        if said.background || !kin.fulfils(said.kind.as_str(), term.kind.as_str()) {
            return None;
        }
        let same = self.shared[at][term.happening] == self.shared[voice.report][said.happening];
        let obliged =
            |term: &Said| said.by.iter().any(|one| term.by.iter().any(|two| one.name.is_side(&two.name, self.words)));
        let own = obliged(term);
        let follows = same || own && self.placed(voice, term);
        if !follows {
            return None;
        }
        let rivals: Vec<&Said> = deal
            .terms
            .iter()
            .filter(|id| **id != term.id)
            .filter_map(|id| told.claim(*id))
            .filter(|other| kin.fulfils(said.kind.as_str(), other.kind.as_str()))
            .filter(|other| self.shared[at][other.happening] == self.shared[at][term.happening])
            .collect();
        let others = rivals.iter().any(|other| obliged(other));
        let says = self.says(voice, term, own)?;
        let unsure = !own && (others || !rivals.is_empty() && matches!(says, TermStatus::Kept | TermStatus::Broken));
        (!unsure).then_some(says)
    }

    fn says(&self, voice: &Voice, term: &Said, own: bool) -> Option<TermStatus> {
        let said = voice.said;
        match (said.stance, said.actuality) {
            (Stance::Demands | Stance::Supports | Stance::Proposes | Stance::Threatens | Stance::Condemns, _) => None,
            (Stance::Refuses, _) => Some(TermStatus::Broken),
            (Stance::Denies, Actuality::Not) => Some(TermStatus::Broken),
            (_, Actuality::Planned) => {
                let day = said.to.or(said.from);
                (day.is_some() && day != term.to.or(term.from)).then_some(TermStatus::Scheduled)
            }
            (_, Actuality::Attempted) => Some(TermStatus::Broken),
            (_, Actuality::Not) if own => Some(TermStatus::Broken),
            (_, Actuality::Not) => Some(TermStatus::Lapsed),
            (_, Actuality::Happened | Actuality::Ongoing) if self.words.kin.is_standing(term.kind.as_str()) => {
                Some(TermStatus::InForce)
            }
            (_, Actuality::Happened | Actuality::Ongoing) => {
                let fewer = matches!((counted(voice.told, said), counted_term(self, term)), (Some(done), Some(due)) if done < due);
                Some(if fewer { TermStatus::PartlyKept } else { TermStatus::Kept })
            }
            _ => None,
        }
    }

    /// Whether nothing speaks against a claim being where the term is to be carried out.
    fn placed(&self, voice: &Voice, term: &Said) -> bool {
        match (&voice.said.spot, &term.spot) {
            (Some(one), Some(two)) => crate::likeness::relation(one, two) > crate::likeness::Relation::Elsewhere,
            _ => true,
        }
    }
}

/// The figure of those whom an act freed, moved or disarmed.
fn counted(told: &Told, act: &Said) -> Option<u64> {
    let of = told.claims.iter().filter(|claim| claim.of == Some(act.id));
    of.filter_map(|claim| claim.count.as_ref()?.value).next()
}

fn counted_term(course: &Course, term: &Said) -> Option<u64> {
    let told = course
        .reports
        .iter()
        .map(|(_, told)| *told)
        .find(|told| told.claims.iter().any(|claim| std::ptr::eq(claim, term)))?;
    counted(told, term)
}

/// Whether something said of a term is that it was kept, or that it was not.
fn done(says: TermStatus) -> Option<bool> {
    match says {
        TermStatus::Kept | TermStatus::InForce => Some(true),
        TermStatus::Broken | TermStatus::PartlyKept => Some(false),
        _ => None,
    }
}

/// Two things said of a term that cannot both hold: by two speakers of one report, or where one says it of itself.
fn clash(one: &Says, two: &Says, term: &Said, words: &Words) -> bool {
    let opposed = matches!((done(one.1), done(two.1)), (Some(one), Some(two)) if one != two);
    let strict = one.1 != TermStatus::InForce && two.1 != TermStatus::InForce;
    let obliged = |says: &Says| {
        says.0.said.speaker.as_ref().is_some_and(|name| term.by.iter().any(|party| party.name.is_side(name, words)))
    };
    let itself = |says: &Says| says.1 == TermStatus::Kept && obliged(says);
    opposed && strict && one.0.differs(&two.0) && (one.0.report == two.0.report || itself(one) || itself(two))
}

/// What has become of a term.
fn status(first: TermStatus, term: &Said, history: &[Says], words: &Words) -> TermStatus {
    let disputed =
        history.iter().enumerate().any(|(at, one)| history[at + 1..].iter().any(|two| clash(one, two, term, words)));
    if disputed {
        return TermStatus::Disputed;
    }
    history.iter().fold(first, |now, (_, says)| match (now, says) {
        (TermStatus::Kept | TermStatus::PartlyKept | TermStatus::InForce, TermStatus::Broken)
            if now != TermStatus::InForce =>
        {
            TermStatus::PartlyKept
        }
        (TermStatus::Kept, TermStatus::PartlyKept | TermStatus::Scheduled | TermStatus::Lapsed) => TermStatus::Kept,
        (TermStatus::Broken, TermStatus::Scheduled | TermStatus::Lapsed) => TermStatus::Broken,
        (_, says) => *says,
    })
}

/// The dispute over whether a term was kept.
fn kept(told: &Told, term: &Said, history: &[Says], course: &Course, speakers: &Speakers) -> Option<Dispute> {
    let words = course.words;
    let clashes = |one: &&Says| history.iter().any(|two| clash(one, two, term, words));
    let side = |was: bool| {
        let says = history.iter().filter(clashes).filter(|(_, says)| done(*says) == Some(was));
        let mut voices: Vec<Voice> = says.map(|(voice, _)| *voice).collect();
        let tolls = course.voices.iter().filter(|other| {
            voices.iter().any(|voice| voice.report == other.report && other.said.of == Some(voice.said.id))
        });
        let tolls: Vec<Voice> = tolls.filter(|toll| toll.said.kind.is_toll()).copied().collect();
        voices.extend(tolls);
        Answer::of(voices)
    };
    let (yes, no) = (side(true), side(false));
    let about = ClaimRef { report: told.marks.id.clone(), claim: term.id };
    (!yes.voices.is_empty() && !no.voices.is_empty()).then(|| dispute(Question::Kept, about, vec![yes, no], speakers))
}
