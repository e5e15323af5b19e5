//! The shape of the JSON, turned into a record.
//!
//! In: a line of JSON. Out: a record whose spans fit its text, or the key that is wrong and why. Unknown keys are passed over;
//! unknown words are not.

use super::{CodePoints, JsonError, SCHEMA, pieces, wire};
use crate::{
    Actor, ActorId, Actuality, Agreement, AgreementId, Claim, ClaimId, Count, EventId, Grain, Kind, Made, Moment,
    Named, Noise, Note, Op, Phrase, Place, Record, ReportMeta, Rival, SourcePiece, Speaker, Stance, TextIs, When,
    WhenAnchor, WhenGrain, Why, Words,
};
use diurna_text::Span;
use serde::Deserialize;
use serde_json::Value;

type Found<T> = Result<T, JsonError>;

/// The record of a line of JSON.
pub(super) fn record(json: &str) -> Found<Record> {
    let wire: wire::Record = serde_json::from_str(json)?;
    if wire.schema != SCHEMA {
        return Err(JsonError::at("schema", format!("this program reads schema {SCHEMA}, not {}", wire.schema)));
    }
    let (text, text_is) = match wire.text {
        Some(text) => (text.into_owned(), TextIs::Whole),
        None => (pieces::text(&serde_json::from_str(json)?)?, TextIs::Pieces),
    };
    let points = CodePoints::of(&text);
    let from = Pages { points: &points };
    let read = Record {
        report: report(wire.report)?,
        text: String::new(),
        text_is,
        made: Made {
            diurna: wire.made.diurna.into_owned(),
            model: wire.made.model.into_owned(),
            data: wire.made.data.into_owned(),
        },
        actors: each("actors", wire.actors, |it| from.actor(it))?,
        claims: each("claims", wire.claims, |it| from.claim(it))?,
        agreements: each("agreements", wire.agreements, agreement)?,
        noise: each("noise", wire.noise, |it| Ok(Noise { at: from.span(it.at)?, why: it.why.into_owned() }))?,
        notes: each("notes", wire.notes, |it| {
            let at = it.at.map(|at| from.span(at)).transpose()?;
            Ok(Note { code: it.code.into_owned(), at, message: it.message.into_owned() })
        })?,
        source_map: each("source_map", wire.source_map, |[start, source, length]| {
            Ok(SourcePiece { at: from.span([start, start.saturating_add(length)])?, source })
        })?,
    };
    Ok(Record { text, ..read })
}

/// The claim of one value.
pub(super) fn claim(value: &Value, points: &CodePoints<'_>) -> Found<Claim> {
    let claim = wire::Claim::deserialize(value).map_err(|error| JsonError::at("claim", error.to_string()))?;
    Pages { points }.claim(claim)
}

/// Reads every element of a list, and says which one failed.
fn each<T, U>(list: &str, items: Vec<T>, read: impl Fn(T) -> Found<U>) -> Found<Vec<U>> {
    items
        .into_iter()
        .enumerate()
        .map(|(i, it)| read(it).map_err(|error| error.under(&format!("{list}[{i}]"))))
        .collect()
}

/// Reads one value under a key, and says so where it failed.
fn under<T>(key: &str, read: Found<T>) -> Found<T> {
    read.map_err(|error| error.under(key))
}

/// Turns a word into its value.
fn word<T>(key: &str, text: &str, parse: impl Fn(&str) -> Option<T>) -> Found<T> {
    parse(text).ok_or_else(|| JsonError::at(key, format!("\"{text}\" is not a value of this key")))
}

/// Turns a word that may be null into its value.
fn maybe<T>(key: &str, text: Option<wire::Str>, parse: impl Fn(&str) -> Option<T>) -> Found<Option<T>> {
    text.map(|text| word(key, &text, parse)).transpose()
}

fn own(text: Option<wire::Str>) -> Option<String> {
    text.map(wire::Str::into_owned)
}

fn report(report: wire::Report) -> Found<ReportMeta> {
    Ok(ReportMeta {
        id: report.id.into_owned(),
        url: own(report.url),
        publisher: own(report.publisher),
        published: maybe("report.published", report.published, |day| day.parse().ok())?,
        title: own(report.title),
        language: own(report.language),
        sha256: report.sha256.into_owned(),
    })
}

fn agreement(agreement: wire::Agreement) -> Found<Agreement> {
    let actors = |key, ids: Vec<wire::Str>| -> Found<Vec<ActorId>> {
        ids.iter().map(|id| word(key, id, ActorId::parse)).collect()
    };
    Ok(Agreement {
        id: word("id", &agreement.id, AgreementId::parse)?,
        event: word("event", &agreement.event, EventId::parse)?,
        kind: Kind::new(agreement.kind),
        parties: actors("parties", agreement.parties)?,
        brokers: actors("brokers", agreement.brokers)?,
        terms: agreement.terms.iter().map(|id| word("terms", id, ClaimId::parse)).collect::<Found<_>>()?,
        effective: maybe("effective", agreement.effective, Moment::parse)?,
    })
}

fn why(text: &str) -> Option<Why> {
    match text.split_once(' ') {
        None if text == "model" => Some(Why::Model),
        None if text == "person" => Some(Why::Person),
        Some(("pattern", name)) => Some(Why::Pattern(name.to_owned())),
        _ => None,
    }
}

/// The text that positions point into.
struct Pages<'a, 'text> {
    points: &'a CodePoints<'text>,
}

impl Pages<'_, '_> {
    fn span(&self, at: wire::At) -> Found<Span> {
        self.points.span(at).ok_or_else(|| {
            let [start, end] = at;
            JsonError::at("at", format!("[{start}, {end}] is not in a text of {} code points", self.points.len()))
        })
    }

    fn actor(&self, actor: wire::Actor) -> Found<Actor> {
        Ok(Actor {
            id: word("id", &actor.id, ActorId::parse)?,
            name: actor.name.into_owned(),
            key: own(actor.key),
            sectors: actor.sectors.into_iter().map(wire::Str::into_owned).collect(),
            country: own(actor.country),
            mentions: each("mentions", actor.mentions, |mention| self.span(mention.at))?,
        })
    }

    fn claim(&self, claim: wire::Claim) -> Found<Claim> {
        Ok(Claim {
            id: word("id", &claim.id, ClaimId::parse)?,
            event: word("event", &claim.event, EventId::parse)?,
            kind: Kind::new(claim.kind),
            anchor: under("anchor", self.words(claim.anchor))?,
            at: self.span(claim.at)?,
            quote: claim.quote.into_owned(),
            speaker: claim.speaker.map(|it| under("speaker", self.speaker(it))).transpose()?,
            via: self.phrases("via", claim.via)?,
            cue: claim.cue.map(|it| under("cue", self.words(it))).transpose()?,
            stance: word("stance", &claim.stance, Stance::parse)?,
            actuality: word("actuality", &claim.actuality, Actuality::parse)?,
            condition: claim.condition.map(|it| under("if", self.words(it))).transpose()?,
            direct_quote: claim.direct_quote,
            background: claim.background,
            by: self.phrases("by", claim.by)?,
            against: self.phrases("against", claim.against)?,
            with: self.phrases("with", claim.with)?,
            means: self.phrases("means", claim.means)?,
            place: claim.place.map(|it| under("place", self.place(it))).transpose()?,
            when: claim.when.map(|it| under("when", self.when(it))).transpose()?,
            count: claim.count.map(|it| under("count", self.count(it))).transpose()?,
            of: maybe("of", claim.of, ClaimId::parse)?,
            chance: claim.chance,
            why: word("why", &claim.why, why)?,
        })
    }

    fn words(&self, words: wire::Words) -> Found<Words> {
        Ok(Words { at: self.span(words.at)?, text: words.text.into_owned() })
    }

    fn speaker(&self, speaker: wire::Speaker) -> Found<Speaker> {
        let named =
            |it: wire::Named| Ok(Named { at: it.at.map(|at| self.span(at)).transpose()?, text: it.text.into_owned() });
        Ok(Speaker {
            actor: maybe("actor", speaker.actor, ActorId::parse)?,
            at: self.span(speaker.at)?,
            text: speaker.text.into_owned(),
            is: speaker.is.map(|it| under("is", named(it))).transpose()?,
        })
    }

    fn phrases(&self, key: &str, phrases: Vec<wire::Phrase>) -> Found<Vec<Phrase>> {
        each(key, phrases, |phrase| {
            Ok(Phrase {
                actor: maybe("actor", phrase.actor, ActorId::parse)?,
                at: self.span(phrase.at)?,
                text: phrase.text.into_owned(),
            })
        })
    }

    fn place(&self, place: wire::Place) -> Found<Place> {
        let rival = |it: wire::Rival| Rival {
            name: it.name.into_owned(),
            geonameid: it.geonameid,
            country: own(it.country),
            lat: it.lat,
            lon: it.lon,
        };
        Ok(Place {
            at: self.span(place.at)?,
            text: place.text.into_owned(),
            name: own(place.name),
            geonameid: place.geonameid,
            country: own(place.country),
            lat: place.lat,
            lon: place.lon,
            grain: word("grain", &place.grain, Grain::parse)?,
            rivals: place.rivals.into_iter().map(rival).collect(),
        })
    }

    fn when(&self, when: wire::When) -> Found<When> {
        Ok(When {
            at: self.span(when.at)?,
            text: when.text.into_owned(),
            from: maybe("from", when.from, |day| day.parse().ok())?,
            to: maybe("to", when.to, |day| day.parse().ok())?,
            edtf: own(when.edtf),
            grain: word("grain", &when.grain, WhenGrain::parse)?,
            until: maybe("until", when.until, Moment::parse)?,
            anchor: word("anchor", &when.anchor, WhenAnchor::parse)?,
        })
    }

    fn count(&self, count: wire::Count) -> Found<Count> {
        Ok(Count {
            at: self.span(count.at)?,
            op: maybe("op", count.op, Op::parse)?,
            value: count.value,
            max: count.max,
            unit: own(count.unit),
            who: own(count.who),
            text: count.text.into_owned(),
            part_of: maybe("part_of", count.part_of, ClaimId::parse)?,
        })
    }
}
