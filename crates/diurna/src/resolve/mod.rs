//! Identities: which day, which place, which actor, how many, who "they" are, and what is one event.
//!
//! In: the drafts of one report and what the tables know. Out: claims with identities, and the actors they name. What cannot be told
//! stays `None`; the words always stay.

pub mod actor;
pub mod chain;
pub mod count;
pub mod event;
pub(crate) mod fold;
pub mod place;
pub mod time;

use crate::claims::{Draft, head_of, words_in};
use crate::{Knowledge, Report};
use chain::Chains;
use diurna_read::Reading;
use diurna_record::{Actor, Actuality, Claim, ClaimId, Count, EventId, Named, Phrase, Place, Speaker, When, Words};
use diurna_text::{Document, Span};
use event::{Events, Facts, Parties};
use place::Setting;
use std::collections::BTreeMap;
use time::{Tense, TimeContext};

/// The claims of a report with their identities.
#[derive(Debug, Default)]
pub struct Resolved {
    /// Every claim, in the order of the text.
    pub claims: Vec<Claim>,
    /// Every actor, in the order of first mention.
    pub actors: Vec<Actor>,
}

/// Gives the words of the drafts their identities.
pub fn resolve(
    report: &Report,
    document: &Document,
    reading: &Reading,
    drafts: Vec<Draft>,
    knowledge: &Knowledge,
) -> Resolved {
    let (drafts, counts) = counted(document.text(), drafts, knowledge);
    let details = Details::of(report, document, reading, drafts, counts, knowledge);
    let events = event::group(reading, &details.facts(), &knowledge.events);
    let claims = (0..details.drafts.len()).map(|index| claim(document.text(), index, &details, &events)).collect();
    Resolved { claims, actors: details.chains.actors }
}

/// What ties each two of some drafts that stand near each other, by name: what training/events.py learns from.
pub fn told(
    report: &Report,
    document: &Document,
    reading: &Reading,
    drafts: &[Draft],
    knowledge: &Knowledge,
) -> Vec<(usize, usize, Vec<String>)> {
    let counts = counts(document.text(), drafts, knowledge);
    let details = Details::of(report, document, reading, drafts.to_vec(), counts, knowledge);
    let facts = details.facts();
    let traits = event::tie::traits(reading, &facts);
    event::pairs(drafts.len())
        .map(|(earlier, later)| (earlier, later, event::tie::between(&facts, &traits, earlier, later).names()))
        .collect()
}

/// The identities of some drafts, one by one.
struct Details {
    drafts: Vec<Draft>,
    chains: Chains,
    places: Vec<Option<Place>>,
    whens: Vec<Option<When>>,
    counts: Vec<Option<Count>>,
    parties: Vec<Parties>,
    /// Whether a draft's count says itself that it is a part: "including two children".
    parts: Vec<bool>,
}

impl Details {
    fn of(
        report: &Report,
        document: &Document,
        reading: &Reading,
        drafts: Vec<Draft>,
        counts: Vec<Option<Count>>,
        knowledge: &Knowledge,
    ) -> Details {
        let text = document.text();
        let chains = chain::link(text, reading, &drafts, knowledge, report.published);
        let drafts = placed(reading, drafts, knowledge);
        let places = places(report, document, &drafts, knowledge);
        let whens = whens(report, text, reading, &drafts, &places, knowledge);
        let parties = drafts.iter().map(|draft| parties(reading, draft, &chains)).collect();
        let part = |at: Span| knowledge.counts.is_part(text, at.range());
        let parts = drafts.iter().map(|draft| draft.count.is_some_and(part)).collect();
        Details { drafts, chains, places, whens, counts, parties, parts }
    }

    fn facts(&self) -> Facts<'_> {
        let Details { drafts, places, whens, counts, parties, parts, .. } = self;
        Facts { drafts, parts, places, whens, counts, parties }
    }
}

fn claim(text: &str, index: usize, details: &Details, events: &Events) -> Claim {
    let Details { chains, places, whens, counts, .. } = details;
    let draft = &details.drafts[index];
    let phrases = |spans: &[Span]| spans.iter().map(|&at| Phrase::of(text, at, chains.actor(at))).collect::<Vec<_>>();
    let id = |draft: usize| ClaimId(draft as u32 + 1);
    let named = |at: Span| Named { at: Some(at), text: at.of(text).to_owned() };
    Claim {
        id: id(index),
        event: EventId(events.event[index]),
        kind: draft.kind.clone(),
        anchor: Words::of(text, draft.anchor),
        at: draft.at,
        quote: draft.at.of(text).to_owned(),
        speaker: draft.said.as_ref().map(|said| {
            let beside = chains.name_beside(said.speaker);
            let at = beside.unwrap_or(said.speaker);
            let is = chains.name_behind(said.speaker).filter(|_| beside.is_none()).map(named);
            Speaker { actor: chains.actor(said.speaker), at, text: at.of(text).to_owned(), is }
        }),
        via: draft.said.as_ref().map(|said| phrases(&said.via)).unwrap_or_default(),
        cue: draft.said.as_ref().and_then(|said| said.cue).map(|cue| Words::of(text, cue)),
        stance: draft.stance,
        actuality: draft.actuality,
        condition: draft.condition.map(|at| Words::of(text, at)),
        direct_quote: draft.direct_quote,
        background: draft.background,
        by: phrases(&draft.by),
        against: phrases(&draft.against),
        with: phrases(&draft.with),
        means: phrases(&draft.means),
        place: places[index].clone(),
        when: whens[index].clone(),
        count: counts[index].clone().map(|count| Count { part_of: events.part_of[index].map(id), ..count }),
        of: events.of[index].map(id),
        chance: draft.chance,
        why: draft.why.clone(),
    }
}

fn lemma_of(reading: &Reading, at: Span) -> String {
    head_of(reading, words_in(reading, at)).map(|head| reading.tokens[head].lemma.to_lowercase()).unwrap_or_default()
}

/// The parties of a draft, by actor where there is one and by the lemma of the head where not.
fn parties(reading: &Reading, draft: &Draft, chains: &Chains) -> Parties {
    let key = |&at: &Span| chains.actor(at).map_or_else(|| lemma_of(reading, at), |actor| actor.to_string());
    let keys = |spans: &[Span]| spans.iter().map(key).collect();
    Parties { by: keys(&draft.by), against: keys(&draft.against), with: keys(&draft.with) }
}

/// The drafts with their counts, without tolls whose count is but some words of another's: "100" beside "approximately 100".
fn counted(text: &str, drafts: Vec<Draft>, knowledge: &Knowledge) -> (Vec<Draft>, Vec<Option<Count>>) {
    let counts = counts(text, &drafts, knowledge);
    let told: Vec<(&str, Span)> = drafts
        .iter()
        .zip(&counts)
        .filter_map(|(draft, count)| Some((draft.kind.as_str(), count.as_ref()?.at)))
        .collect();
    let whole = |draft: &Draft, at: Span| {
        told.iter().all(|&(kind, other)| kind != draft.kind.as_str() || other == at || !other.contains(at))
    };
    let kept: Vec<bool> = drafts
        .iter()
        .zip(&counts)
        .map(|(draft, count)| count.as_ref().is_none_or(|count| whole(draft, count.at)))
        .collect();
    let pairs = drafts.into_iter().zip(counts).zip(kept);
    pairs.filter(|(_, kept)| *kept).map(|(pair, _)| pair).unzip()
}

/// The count of each draft that is a toll.
fn counts(text: &str, drafts: &[Draft], knowledge: &Knowledge) -> Vec<Option<Count>> {
    drafts.iter().map(|draft| draft.count.map(|at| count(text, at, draft, knowledge))).collect()
}

/// The count of a toll: its words, and the number and the unit they name.
fn count(text: &str, at: Span, draft: &Draft, knowledge: &Knowledge) -> Count {
    let parsed = knowledge.counts.parse_at(text, at.range());
    let longer = parsed.as_ref().filter(|count| count.at.end > at.end());
    let at = longer.and_then(|count| Span::within(text, at.start(), count.at.end)).unwrap_or(at);
    let head = draft.against.first().and_then(|phrase| knowledge.counts.unit_of(phrase.of(text)));
    let (op, value, max, unit, who) = parsed
        .map_or((None, None, None, None, None), |count| (count.op, count.value, count.max, count.unit, count.who));
    let group = |unit: Option<&str>| unit.and_then(|unit| knowledge.counts.who(unit)).map(str::to_owned);
    let who = who.or_else(|| group(unit.as_deref())).or_else(|| group(head.as_deref()));
    let unit = unit.or(head);
    Count { at, op, value, max, unit, who, text: at.of(text).to_owned(), part_of: None }
}

/// The family of kinds whose target is where they happen.
const FIGHT: &str = "fight";

/// The drafts, with the place that a word of the anchor or the target tells where the model found none.
fn placed(reading: &Reading, mut drafts: Vec<Draft>, knowledge: &Knowledge) -> Vec<Draft> {
    for draft in drafts.iter_mut().filter(|draft| draft.place.is_none()) {
        let targets = if draft.kind.family() == FIGHT { draft.against.as_slice() } else { &[] };
        let gazetteer = &knowledge.gazetteer;
        draft.place = place::of_anchor(reading, words_in(reading, draft.anchor), gazetteer)
            .or_else(|| targets.iter().find_map(|target| place::of_target(reading, *target, gazetteer)));
    }
    drafts
}

/// Where each draft happens; the report's places are told together, since each helps to tell the others.
fn places(report: &Report, document: &Document, drafts: &[Draft], knowledge: &Knowledge) -> Vec<Option<Place>> {
    let mut spans: Vec<Span> = drafts.iter().filter_map(|draft| draft.place).collect();
    spans.sort();
    spans.dedup();
    let told = place::resolve(&spans, &Setting::of(report, document), &knowledge.gazetteer);
    let of = |at: Span| spans.binary_search(&at).ok().and_then(|index| told.get(index).cloned());
    drafts.iter().map(|draft| draft.place.and_then(of)).collect()
}

/// The country that most places of the report lie in; none where two are even.
fn mostly(places: &[Option<Place>]) -> Option<&str> {
    let mut counted: BTreeMap<&str, usize> = BTreeMap::new();
    for country in places.iter().flatten().filter_map(|place| place.country.as_deref()) {
        *counted.entry(country).or_default() += 1;
    }
    let most = counted.values().max().copied()?;
    let mut first = counted.into_iter().filter(|(_, n)| *n == most).map(|(country, _)| country);
    first.next().filter(|_| first.next().is_none())
}

/// When each draft happens. "The day before" counts from the day told last; a time of day is by the clock of the draft's country, else
/// of the report's.
fn whens(
    report: &Report,
    text: &str,
    reading: &Reading,
    drafts: &[Draft],
    places: &[Option<Place>],
    knowledge: &Knowledge,
) -> Vec<Option<When>> {
    let home = mostly(places);
    let mut event_day = None;
    let mut whens = Vec::with_capacity(drafts.len());
    for (draft, place) in drafts.iter().zip(places) {
        let country = place.as_ref().and_then(|place| place.country.as_deref()).or(home);
        let context = TimeContext {
            published: report.published,
            tense: tense(draft.actuality),
            event_day,
            dateline_zone: country.and_then(|country| knowledge.time.zone(country)),
        };
        let when = draft.when.map(|at| {
            let at = whole_time(text, at, reading.sentences[draft.sentence].at, knowledge);
            let words = at.of(text).to_owned();
            match knowledge.time.resolve(&words, &context) {
                Some(time) => When {
                    at,
                    text: words,
                    from: time.from,
                    to: time.to,
                    edtf: time.edtf,
                    grain: time.grain,
                    until: time.until,
                    anchor: time.anchor,
                },
                None => When { at, text: words, ..When::default() },
            }
        });
        let day = |when: &When| when.from.filter(|_| when.from == when.to);
        event_day = when.as_ref().and_then(day).or(event_day);
        whens.push(when);
    }
    whens
}

/// The words of a time with the rest of an expression that they cut: "around 3" of "around 3 a.m. local time".
fn whole_time(text: &str, at: Span, sentence: Span, knowledge: &Knowledge) -> Span {
    let told = knowledge.time.spans(text, sentence).into_iter();
    told.filter(|time| time.overlaps(at)).fold(at, Span::cover)
}

fn tense(actuality: Actuality) -> Tense {
    match actuality {
        Actuality::Happened | Actuality::Attempted | Actuality::Not => Tense::Past,
        Actuality::Ongoing => Tense::Present,
        Actuality::Planned | Actuality::Conditional | Actuality::Hypothetical => Tense::Future,
    }
}
