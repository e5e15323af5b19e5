//! What fusion keeps of a record: its claims, its happenings, and the words by which they are compared.
//!
//! In: a record. Out: the same claims in short, without the text. A record is taken in once; what is compared later needs no record.

use crate::copies::Print;
use crate::fold::fold;
use crate::kept::Marks;
use crate::name::{Name, Names};
use crate::words::Words;
use diurna_record::{
    Actuality, AgreementId, Claim, ClaimId, EventId, Grain, Kind, Moment, Op, Phrase, Place, Record, Stance,
};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::Arc;

/// One report, as fusion sees it.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    /// By what it is found.
    pub marks: Marks,
    pub publisher: Option<String>,
    pub title: String,
    pub print: Print,
    pub claims: Vec<Said>,
    pub happenings: Vec<Happening>,
    pub deals: Vec<Deal>,
}

/// One claim, in short.
#[derive(Clone, Debug)]
pub(crate) struct Said {
    pub id: ClaimId,
    /// Index into the report's happenings.
    pub happening: usize,
    pub kind: Kind,
    pub anchor: Box<str>,
    pub quote: Box<str>,
    pub speaker: Option<Arc<Name>>,
    pub stance: Stance,
    pub actuality: Actuality,
    pub background: bool,
    pub by: Vec<Party>,
    pub against: Vec<Party>,
    pub with: Vec<Party>,
    pub means: Vec<Box<str>>,
    pub spot: Option<Spot>,
    pub from: Option<Date>,
    pub to: Option<Date>,
    pub until: Option<Moment>,
    pub count: Option<Figure>,
    pub of: Option<ClaimId>,
    /// How its words judge what it was: a wrong (-1), right (1).
    pub judgement: i8,
}

/// Somebody or something that plays a part, in words and by name.
#[derive(Clone, Debug)]
pub(crate) struct Party {
    pub text: Box<str>,
    pub name: Arc<Name>,
}

/// Where, in short.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Spot {
    pub text: Box<str>,
    pub name: Box<str>,
    pub stems: Vec<String>,
    pub geonameid: Option<u64>,
    pub country: Option<Box<str>>,
    pub at: Option<(f64, f64)>,
    pub grain: Grain,
}

/// How many, in short.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Figure {
    pub op: Option<Op>,
    pub value: Option<u64>,
    pub max: Option<u64>,
    pub who: Option<Box<str>>,
    pub increment: bool,
    pub part: bool,
}

/// What claims of one report share: one happening of it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Happening {
    pub event: EventId,
    /// Indices of its claims.
    pub claims: Vec<usize>,
    pub kinds: Vec<Kind>,
    /// Its kinds that are no toll, breaches left out where there are others.
    pub acts: Vec<Kind>,
    /// Hashes of who counted which harm to which group, sorted.
    pub counted: Vec<u64>,
    /// The groups of kinds it may belong to, as bits.
    pub groups: u32,
    pub span: Option<(Date, Date)>,
    pub stems: Vec<u64>,
    pub spots: Vec<usize>,
    pub named: Vec<u64>,
    pub figures: Vec<(u64, u64)>,
    pub background: bool,
    /// Whether somebody says of it that it was or is so, or was not.
    pub real: bool,
    /// Whether it is done at a table.
    pub signed: bool,
    /// Whether its report tells it near the top.
    pub top: bool,
    /// Whether its report only mentions it: further down, and in nobody's words but its own.
    pub aside: bool,
}

/// An agreement, in short.
#[derive(Clone, Debug)]
pub(crate) struct Deal {
    pub id: AgreementId,
    pub event: EventId,
    pub kind: Kind,
    pub parties: Vec<String>,
    pub brokers: Vec<String>,
    pub effective: Option<Moment>,
    pub terms: Vec<ClaimId>,
}

/// A stable hash of a word (64-bit FNV-1a), the same on every machine.
pub(crate) fn hash(word: &str) -> u64 {
    word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

impl Told {
    /// A record in short.
    pub fn of(record: &Record, words: &Words) -> Told {
        let mut order: BTreeMap<EventId, usize> = BTreeMap::new();
        for claim in &record.claims {
            let next = order.len();
            order.entry(claim.event).or_insert(next);
        }
        let mut names = Names::of(record, words);
        let claims: Vec<Said> = record.claims.iter().map(|claim| said(claim, &mut names, &order, words)).collect();
        let mut happenings: Vec<Happening> = vec![Happening::default(); order.len()];
        for (event, &at) in &order {
            happenings[at].event = *event;
        }
        for (index, claim) in claims.iter().enumerate() {
            happenings[claim.happening].claims.push(index);
        }
        for happening in &mut happenings {
            fill(happening, &claims, words);
        }
        let quote = || record.claims.first().map(|claim| claim.quote.clone());
        let print = Print::of(record, words);
        let marks = Marks {
            id: record.report.id.clone(),
            published: record.report.published,
            credited: credited(&record.text),
            length: print.len() as u32,
            context: context(record, &claims, words),
            groups: keys(record),
            sample: print.sample().collect(),
        };
        Told {
            marks,
            publisher: record.report.publisher.clone(),
            title: record.report.title.clone().or_else(quote).unwrap_or_default(),
            print,
            deals: deals(record),
            claims,
            happenings,
        }
    }

    /// The claim of this id.
    pub fn claim(&self, id: ClaimId) -> Option<&Said> {
        self.claims.iter().find(|claim| claim.id == id)
    }
}

impl Said {
    /// Whether it says that something was or is so, in whatever mood.
    pub fn is_real(&self) -> bool {
        matches!(self.actuality, Actuality::Happened | Actuality::Ongoing | Actuality::Attempted)
    }

    /// Whether it says that something was not so.
    pub fn is_denial(&self) -> bool {
        self.actuality == Actuality::Not && matches!(self.stance, Stance::Denies | Stance::Doubts)
    }

    /// Everybody who plays a part.
    pub fn parties(&self) -> impl Iterator<Item = &Party> {
        self.by.iter().chain(&self.against).chain(&self.with)
    }

    /// The harm it counts.
    pub fn harm(&self) -> Option<&str> {
        self.kind.is_toll().then(|| self.kind.leaf())
    }
}

fn said<'a>(claim: &'a Claim, names: &mut Names<'a>, order: &BTreeMap<EventId, usize>, words: &Words) -> Said {
    let mut parties = |phrases: &'a [Phrase]| -> Vec<Party> {
        phrases.iter().map(|phrase| Party { text: phrase.text.as_str().into(), name: names.phrase(phrase) }).collect()
    };
    let (by, against, with) = (parties(&claim.by), parties(&claim.against), parties(&claim.with));
    let speaker = claim.speaker.as_ref().map(|speaker| names.speaker(speaker)).filter(|name| !name.is_empty());
    let when = claim.when.as_ref();
    let figure = |count: &diurna_record::Count| {
        let head = claim.against.first().map_or("", |phrase| phrase.text.as_str());
        let group = count.who.as_deref().filter(|_| !(custody(&claim.kind) && count.who.as_deref() == Some(HELD)));
        Figure {
            op: count.op,
            value: count.value,
            max: count.max,
            who: group.map(Into::into),
            increment: words.is_increment(&count.text) || words.is_increment(head),
            part: count.part_of.is_some() || words.is_part(head),
        }
    };
    Said {
        id: claim.id,
        happening: order[&claim.event],
        kind: claim.kind.clone(),
        anchor: claim.anchor.text.as_str().into(),
        quote: claim.quote.as_str().into(),
        speaker,
        stance: claim.stance,
        actuality: claim.actuality,
        background: claim.background,
        by,
        against,
        with,
        means: claim.means.iter().map(|phrase| phrase.text.as_str().into()).collect(),
        spot: claim.place.as_ref().map(|place| spot(place, words)),
        from: when.and_then(|when| when.from),
        to: when.and_then(|when| when.to),
        until: when.and_then(|when| when.until),
        count: claim.count.as_ref().map(figure),
        of: claim.of,
        judgement: words.judgement(&claim.quote),
    }
}

/// The group that says nothing of those who are held or freed: they are prisoners all.
const HELD: &str = "prisoners";

fn custody(kind: &Kind) -> bool {
    matches!(kind.leaf(), "freed" | "detained")
}

fn spot(place: &Place, words: &Words) -> Spot {
    let name = place.name.as_deref().unwrap_or(&place.text);
    Spot {
        text: place.text.as_str().into(),
        name: name.into(),
        stems: words.stems(name),
        geonameid: place.geonameid,
        country: place.country.as_deref().map(Into::into),
        at: place.lat.zip(place.lon),
        grain: place.grain,
    }
}

/// A mention has at most one of this many claims of its report.
const ASIDE: usize = 5;

/// The top of a report is the first of this many parts of its claims.
const TOP: usize = 3;

/// Adds to a happening what its claims say of it.
fn fill(happening: &mut Happening, claims: &[Said], words: &Words) {
    let own = || happening.claims.iter().map(|&at| (at, &claims[at]));
    let mut kinds: Vec<Kind> = own().map(|(_, claim)| claim.kind.clone()).collect();
    kinds.sort();
    kinds.dedup();
    let bare = || kinds.iter().filter(|kind| !kind.is_toll() && words.kin.groups(kind.as_str()) != 0);
    let other: Vec<Kind> = bare().filter(|kind| !words.kin.is_breach(kind.as_str())).cloned().collect();
    let acts = if other.is_empty() { bare().cloned().collect() } else { other };
    let counted = sorted(own().filter_map(|(_, claim)| counter(claim)).collect());
    let groups = kinds.iter().map(|kind| words.kin.groups(kind.as_str())).fold(0, |all, one| all | one);
    let days = own().filter_map(|(_, claim)| days(claim));
    let span = days.reduce(|(from, to), (first, last)| (from.min(first), to.max(last)));
    let figures = sorted(own().filter_map(|(_, claim)| figure(claim)).collect());
    let stems = sorted(own().flat_map(|(_, claim)| stems(claim, words)).collect());
    let named = sorted(own().flat_map(|(_, claim)| named(claim, words)).collect());
    let real = own().any(|(_, claim)| claim.is_real() || claim.actuality == Actuality::Not);
    let top = happening.claims.first().is_some_and(|&at| at * TOP < claims.len());
    let signed = kinds.iter().all(|kind| words.kin.is_signed(kind.as_str()));
    let aside = !top
        && own().count() * ASIDE <= claims.len()
        && own().all(|(_, claim)| claim.speaker.is_none() && claim.is_real());
    let background = own().all(|(_, claim)| claim.background);
    let spots: Vec<usize> = own().filter(|(_, claim)| claim.spot.is_some()).map(|(at, _)| at).collect();
    *happening = Happening {
        event: happening.event,
        claims: std::mem::take(&mut happening.claims),
        kinds,
        acts,
        counted,
        groups,
        span,
        stems,
        spots,
        named,
        figures,
        background,
        real,
        signed,
        top,
        aside,
    };
}

fn sorted<T: Ord>(mut list: Vec<T>) -> Vec<T> {
    list.sort_unstable();
    list.dedup();
    list.shrink_to_fit();
    list
}

/// Hashes of the stems of a claim's anchor, parties, means and place, bare numbers left out.
fn stems(claim: &Said, words: &Words) -> Vec<u64> {
    let mut stems = words.stems(&claim.anchor);
    stems.extend(claim.means.iter().flat_map(|means| words.stems(means)));
    stems.extend(claim.spot.iter().flat_map(|spot| words.stems(&spot.text).into_iter().chain(spot.stems.clone())));
    stems.extend(claim.parties().flat_map(|party| words.stems(&party.text)));
    let number = |stem: &&String| stem.bytes().all(|byte| byte.is_ascii_digit());
    stems.iter().filter(|stem| !number(stem)).map(|stem| hash(stem)).collect()
}

/// Hashes of those whom a claim names: of the key, else of the stems of a name.
fn named(claim: &Said, words: &Words) -> Vec<u64> {
    let mut named = Vec::new();
    for party in claim.parties() {
        named.extend(party.name.key.as_deref().map(hash));
        let capital = party.text.split(' ').skip(1).any(|word| word.starts_with(char::is_uppercase));
        if party.name.key.is_none() && capital {
            named.extend(party.name.stems().filter(|stem| !words.is_state(stem)).map(|stem| hash(stem)));
        }
    }
    named
}

/// A harm and its figure, where it is great enough to tell.
fn figure(claim: &Said) -> Option<(u64, u64)> {
    let value = claim.count.as_ref()?.value.filter(|value| *value > 2)?;
    Some((hash(claim.harm()?), value))
}

/// Who counts which harm to which group, where the speaker has a name.
fn counter(claim: &Said) -> Option<u64> {
    let (harm, figure, speaker) = (claim.harm()?, claim.count.as_ref()?, claim.speaker.as_ref()?);
    let name = match &speaker.key {
        Some(key) => key.clone(),
        None if speaker.shown.contains(char::is_uppercase) => speaker.first_form()?,
        None => return None,
    };
    figure.value.filter(|value| *value > 0)?;
    Some(hash(&format!("{harm} {} {name}", figure.who.as_deref().unwrap_or_default())))
}

/// The days of a claim's happening; a day that is open on one side is that day.
fn days(claim: &Said) -> Option<(Date, Date)> {
    let (from, to) = (claim.from.or(claim.to)?, claim.to.or(claim.from)?);
    Some((from.min(to), from.max(to)))
}

/// The names of a report: of its places, of actors without a key, and words of the text that are written as names within a sentence.
fn context(record: &Record, claims: &[Said], words: &Words) -> Vec<u64> {
    let mut names: Vec<u64> = written(&record.text, words);
    for actor in record.actors.iter().filter(|actor| actor.key.is_none()) {
        names.extend(
            actor
                .name
                .split(' ')
                .filter(|word| word.starts_with(char::is_uppercase))
                .filter_map(|word| name(word, words)),
        );
    }
    for spot in claims.iter().filter_map(|claim| claim.spot.as_ref()).filter(|spot| spot.grain != Grain::Country) {
        names.extend(
            spot.name
                .split(' ')
                .chain(spot.text.split(' '))
                .filter(|word| word.starts_with(char::is_uppercase))
                .filter_map(|word| name(word, words)),
        );
    }
    names.sort_unstable();
    names.dedup();
    names.shrink_to_fit();
    names
}

/// The hash of a word as a name; none for states, weekdays and words that tell nothing.
fn name(word: &str, words: &Words) -> Option<u64> {
    let folded = fold(word);
    let own = words.stems(&folded).pop()?;
    (!words.is_calendar(&folded) && !words.is_state(&own)).then(|| hash(&own))
}

/// The words of a text that are written as names, and its numbers of two digits and more, years left out. A word that begins a
/// sentence or a quotation is written large anyhow.
fn written(text: &str, words: &Words) -> Vec<u64> {
    let mut found = Vec::new();
    let mut opens = true;
    for word in text.split_inclusive(char::is_whitespace) {
        let bare = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        let inside = !opens && !word.starts_with(['"', '\u{201C}', '\'']);
        let number = bare.len() > 1 && bare.bytes().all(|byte| byte.is_ascii_digit());
        let year = bare.len() == 4 && (bare.starts_with("19") || bare.starts_with("20"));
        if number && !year {
            found.push(hash(bare));
        } else if inside && bare.starts_with(char::is_uppercase) {
            found.extend(name(bare, words));
        }
        let ends = word.trim_end().ends_with(['.', '!', '?', ':', '"', '\u{201D}']);
        opens = word.ends_with('\n') || ends && bare.len() > 2;
    }
    found
}

/// Whether a text names an outlet in brackets at its head or its foot: "(Andes Noticias) -".
fn credited(text: &str) -> bool {
    let named = |stretch: &str| {
        let inside = stretch.split_once('(').and_then(|(_, rest)| rest.split_once(')')).map(|(inside, _)| inside);
        inside.is_some_and(|name| name.starts_with(char::is_uppercase) && name.split(' ').count() <= CREDIT)
    };
    let line = |line: Option<&str>| line.map(|line| line.chars().take(HEAD).collect::<String>()).unwrap_or_default();
    let foot = text.trim_end().lines().next_back().filter(|foot| foot.starts_with('('));
    named(&line(text.trim_start().lines().next())) || named(&line(foot))
}

/// How many words the name of an outlet has at most.
const CREDIT: usize = 5;
/// How many characters at the head of a text can hold a credit.
const HEAD: usize = 60;

/// The keys of the groups and bodies that a report names; a state is named by every report on it.
fn keys(record: &Record) -> Vec<u64> {
    let state = |key: &&str| key.len() == 3 && key.chars().all(char::is_uppercase);
    let mut keys: Vec<u64> =
        record.actors.iter().filter_map(|actor| actor.key.as_deref()).filter(|key| !state(key)).map(hash).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

fn deals(record: &Record) -> Vec<Deal> {
    let names = |ids: &[diurna_record::ActorId]| -> Vec<String> {
        let find = |id| record.actors.iter().find(|actor| actor.id == id).map(|actor| actor.name.clone());
        ids.iter().filter_map(|&id| find(id)).collect()
    };
    let deal = |it: &diurna_record::Agreement| Deal {
        id: it.id,
        event: it.event,
        kind: it.kind.clone(),
        parties: names(&it.parties),
        brokers: names(&it.brokers),
        effective: it.effective,
        terms: it.terms.clone(),
    };
    record.agreements.iter().map(deal).collect()
}
