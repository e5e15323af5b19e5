//! What was made of one report, in the groups of the reviewer's screen.
//!
//! In: the state of a report. Out: its cards, group by group, and the marks of its text. A claim stands in one group only.

use std::collections::BTreeMap;

use diurna_io::output::pages::words;
use diurna_io::store::{Checked, Link, State, Tie};
use diurna_record::{Agreement, Claim, ClaimId, CodePoints, EventId, Record, ReviewStatus};

use crate::card::{Around, Card, LinkRow, card, says};
use crate::conflict::conflicts;
use crate::lines::{Mark, Sort};

/// The right pane.
pub(crate) struct Panel {
    pub state: &'static str,
    pub state_words: &'static str,
    pub approved: Option<String>,
    pub claims: usize,
    pub open: usize,
    pub conflicts: usize,
    /// Whether anybody said anything.
    pub touched: bool,
    pub unattached: Vec<String>,
    pub groups: Vec<Group>,
}

/// One tab of it.
pub(crate) struct Group {
    pub name: &'static str,
    pub none: &'static str,
    pub shown: bool,
    pub count: usize,
    pub events: Vec<EventRow>,
    pub agreements: Vec<AgreementRow>,
    pub cards: Vec<Card>,
    pub noise: Vec<NoiseRow>,
}

/// A happening and the claims about it.
pub(crate) struct EventRow {
    pub id: String,
    pub anchor: String,
    pub gloss: String,
    pub facts: String,
    pub first: String,
    pub claims: Vec<ClaimRow>,
}

/// A claim in one line.
pub(crate) struct ClaimRow {
    pub id: String,
    pub says: String,
}

/// An agreement and its terms.
pub(crate) struct AgreementRow {
    pub id: String,
    pub kind: String,
    pub parties: String,
    pub brokers: String,
    pub effective: Option<String>,
    pub first: String,
    pub terms: Vec<ClaimRow>,
}

/// Words that are no part of the report.
pub(crate) struct NoiseRow {
    pub id: String,
    pub why: String,
    pub words: String,
    pub lines: String,
    pub at: String,
}

impl Group {
    fn of(name: &'static str, none: &'static str) -> Group {
        let (events, agreements, cards, noise) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Group { name, none, shown: false, count: 0, events, agreements, cards, noise }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.events.is_empty() && self.agreements.is_empty() && self.cards.is_empty() && self.noise.is_empty()
    }
}

/// The panel of a report.
pub(crate) fn panel(state: &State, gloss: &dyn Fn(&str) -> String) -> Panel {
    let (record, points) = (state.record(), CodePoints::of(&state.record().text));
    let conflicts = conflicts(state);
    let mut groups = [
        Group::of("Happenings", "No happening was found."),
        Group::of("Claims", "No claim was found. Select words and press + to add one."),
        Group::of("Tolls", "No figure of harm was found."),
        Group::of("Agreement", "Nothing was agreed here."),
        Group::of("Background", "Nothing from before the story."),
        Group::of("Noise", "Nothing was marked as noise."),
    ];
    for checked in &state.claims {
        let id = checked.claim.id;
        let links = state.links.iter().filter_map(|tie| link(tie, id)).collect();
        let around = Around { record, points: &points, gloss, conflict: conflicts.get(&id).cloned(), links };
        groups[group_of(&checked.claim)].cards.push(card(checked, around));
    }
    groups[0].events = events(state, gloss);
    groups[3].agreements = agreements(state);
    groups[5].noise = noise(state, &points);
    for group in &mut groups {
        group.count = group.events.len() + group.agreements.len() + group.cards.len() + group.noise.len();
    }
    groups[1].shown = true;
    let open = state.claims.iter().filter(|checked| checked.review.status == ReviewStatus::Unreviewed).count();
    let (word, words) = match (&state.approved, state.touched) {
        (Some(_), _) => ("approved", "approved"),
        (None, true) => ("begun", "in review"),
        (None, false) => ("open", "not reviewed"),
    };
    Panel {
        state: word,
        state_words: words,
        approved: state.approved.as_ref().map(|approval| approval.reviewer.clone()),
        claims: state.claims.len(),
        open,
        conflicts: conflicts.len(),
        touched: state.touched,
        unattached: state.unattached.iter().map(|lost| format!("entry {}: {}", lost.entry, lost.reason)).collect(),
        groups: groups.into(),
    }
}

fn group_of(claim: &Claim) -> usize {
    match claim {
        claim if claim.background => 4,
        claim if claim.kind.is_toll() => 2,
        _ => 1,
    }
}

fn link(tie: &Tie, claim: ClaimId) -> Option<LinkRow> {
    let href = |id: ClaimId| match tie.report {
        Some(report) => format!("/report/{report}#{id}"),
        None => format!("#{id}"),
    };
    let there = |id: ClaimId| tie.report.map_or_else(|| id.to_string(), |report| format!("{id} of report {report}"));
    if tie.claim == claim {
        return Some(LinkRow { says: tie.link.to_string(), href: href(tie.to), to: there(tie.to) });
    }
    (tie.report.is_none() && tie.to == claim).then(|| LinkRow {
        says: passive(tie.link).to_owned(),
        href: href(tie.claim),
        to: tie.claim.to_string(),
    })
}

fn passive(link: Link) -> &'static str {
    match link {
        Link::Restates => "restated by",
        Link::Supersedes => "superseded by",
        Link::Contradicts => "contradicted by",
        Link::Confirms => "confirmed by",
    }
}

fn standing(state: &State) -> impl Iterator<Item = &Claim> {
    state.claims.iter().filter(|checked: &&Checked| checked.review.status.stands()).map(|checked| &checked.claim)
}

fn events(state: &State, gloss: &dyn Fn(&str) -> String) -> Vec<EventRow> {
    let mut order: Vec<EventId> = Vec::new();
    let mut about: BTreeMap<EventId, Vec<&Claim>> = BTreeMap::new();
    for claim in standing(state) {
        if !about.contains_key(&claim.event) {
            order.push(claim.event);
        }
        about.entry(claim.event).or_default().push(claim);
    }
    order.iter().filter_map(|id| event(state.record(), *id, about.get(id)?, gloss)).collect()
}

fn event(record: &Record, id: EventId, claims: &[&Claim], gloss: &dyn Fn(&str) -> String) -> Option<EventRow> {
    let lead = claims.iter().find(|claim| !claim.kind.is_toll()).or(claims.first())?;
    let place = claims.iter().find_map(|claim| claim.place.as_ref()).map(words::place);
    let days = claims.iter().find_map(|claim| claim.when.as_ref().and_then(words::days));
    let told = match claims.len() {
        1 => "told once".to_owned(),
        times => format!("told {times} times"),
    };
    let facts: Vec<String> = [place, days, Some(told)].into_iter().flatten().collect();
    Some(EventRow {
        id: id.to_string(),
        anchor: lead.anchor.text.clone(),
        gloss: gloss(lead.kind.as_str()),
        facts: facts.join(" · "),
        first: lead.id.to_string(),
        claims: claims.iter().map(|claim| row(record, claim)).collect(),
    })
}

fn row(record: &Record, claim: &Claim) -> ClaimRow {
    ClaimRow { id: claim.id.to_string(), says: says(record, claim) }
}

fn agreements(state: &State) -> Vec<AgreementRow> {
    let reviewed = state.reviewed().record;
    reviewed.agreements.iter().map(|agreement| agreed(&reviewed, agreement)).collect()
}

fn agreed(record: &Record, agreement: &Agreement) -> AgreementRow {
    let names = |ids: &[diurna_record::ActorId]| {
        ids.iter().map(|&id| words::name(record, id).unwrap_or("unknown")).collect::<Vec<_>>().join("; ")
    };
    let terms: Vec<ClaimRow> = agreement
        .terms
        .iter()
        .filter_map(|&id| record.claim(id))
        .map(|claim| ClaimRow { id: claim.id.to_string(), says: format!("“{}”", claim.quote) })
        .collect();
    AgreementRow {
        id: agreement.id.to_string(),
        kind: agreement.kind.to_string(),
        parties: names(&agreement.parties),
        brokers: names(&agreement.brokers),
        effective: agreement.effective.map(|moment| moment.to_string()),
        first: terms.first().map_or_else(String::new, |term| term.id.clone()),
        terms,
    }
}

fn noise(state: &State, points: &CodePoints<'_>) -> Vec<NoiseRow> {
    let text = &state.record().text;
    let machine = state.record().noise.iter().map(|noise| (noise.at, noise.why.clone()));
    let garbled = state.garbled.iter().map(|garbled| (garbled.words.at, "garbled".to_owned()));
    let row = |(number, (at, why)): (usize, (diurna_text::Span, String))| {
        let [start, end] = points.at(at);
        let line = text.get(..at.start()).map_or(1, |before| before.matches('\n').count() + 1);
        NoiseRow {
            id: format!("noise-{}", number + 1),
            why,
            words: at.of(text).chars().take(300).collect(),
            lines: format!("line {line}"),
            at: format!("{start} {end}"),
        }
    };
    machine.chain(garbled).enumerate().map(row).collect()
}

/// The marks of a report's text.
pub(crate) fn marks(state: &State) -> Vec<Mark> {
    let record = state.record();
    let terms: Vec<ClaimId> = record.agreements.iter().flat_map(|agreement| agreement.terms.clone()).collect();
    let mut marks = Vec::new();
    for claim in standing(state) {
        let sort = match claim.kind.is_toll() {
            true => Sort::Toll,
            false if terms.contains(&claim.id) => Sort::Term,
            false => Sort::Event,
        };
        let mut mark = |at, sort| marks.push(Mark { at, sort, claim: Some(claim.id.to_string()) });
        mark(claim.at, Sort::Claim);
        mark(claim.anchor.at, sort);
        claim.count.iter().for_each(|count| mark(count.at, Sort::Toll));
        claim.when.iter().for_each(|when| mark(when.at, Sort::Time));
        claim.place.iter().for_each(|place| mark(place.at, Sort::Place));
    }
    let noise = record.noise.iter().map(|noise| noise.at).chain(state.garbled.iter().map(|garbled| garbled.words.at));
    marks.extend(noise.map(|at| Mark { at, sort: Sort::Noise, claim: None }));
    marks
}
