//! A record, turned into the shape of its JSON.
//!
//! In: a record. Out: the same words borrowed, with bytes turned into code points. A number that is no number becomes null.

use super::{CodePoints, JsonText, SCHEMA, wire};
use crate::{
    Actor, Agreement, Claim, Count, Named, Phrase, Place, Record, ReportMeta, Rival, Speaker, TextIs, When, Why, Words,
};
use std::borrow::Cow;
use std::fmt::Display;

/// The record on the wire.
pub(super) fn wire(record: &Record, text: JsonText) -> wire::Record<'_> {
    let points = &CodePoints::of(&record.text);
    let keep = text == JsonText::In && record.text_is == TextIs::Whole;
    wire::Record {
        schema: SCHEMA,
        report: report(&record.report),
        text: keep.then(|| words(&record.text)),
        made: wire::Made {
            diurna: words(&record.made.diurna),
            model: words(&record.made.model),
            data: words(&record.made.data),
        },
        actors: record.actors.iter().map(|it| actor(it, points)).collect(),
        claims: record.claims.iter().map(|it| claim(it, points)).collect(),
        agreements: record.agreements.iter().map(agreement).collect(),
        noise: record.noise.iter().map(|it| wire::Noise { at: points.at(it.at), why: words(&it.why) }).collect(),
        notes: record
            .notes
            .iter()
            .map(|it| wire::Note {
                code: words(&it.code),
                at: it.at.map(|at| points.at(at)),
                message: words(&it.message),
            })
            .collect(),
        source_map: record
            .source_map
            .iter()
            .map(|piece| {
                let [start, end] = points.at(piece.at);
                [start, piece.source, end - start]
            })
            .collect(),
    }
}

fn report(report: &ReportMeta) -> wire::Report<'_> {
    wire::Report {
        id: words(&report.id),
        url: maybe(&report.url),
        publisher: maybe(&report.publisher),
        published: report.published.map(shown),
        title: maybe(&report.title),
        language: maybe(&report.language),
        sha256: words(&report.sha256),
    }
}

/// An actor on the wire.
pub(super) fn actor<'a>(actor: &'a Actor, points: &CodePoints) -> wire::Actor<'a> {
    wire::Actor {
        id: shown(actor.id),
        name: words(&actor.name),
        key: maybe(&actor.key),
        sectors: actor.sectors.iter().map(|sector| words(sector)).collect(),
        country: maybe(&actor.country),
        mentions: actor.mentions.iter().map(|&at| wire::Mention { at: points.at(at) }).collect(),
    }
}

/// A claim on the wire.
pub(super) fn claim<'a>(claim: &'a Claim, points: &CodePoints) -> wire::Claim<'a> {
    wire::Claim {
        id: shown(claim.id),
        event: shown(claim.event),
        kind: words(claim.kind.as_str()),
        anchor: placed(&claim.anchor, points),
        at: points.at(claim.at),
        quote: words(&claim.quote),
        speaker: claim.speaker.as_ref().map(|it| speaker(it, points)),
        via: phrases(&claim.via, points),
        cue: claim.cue.as_ref().map(|it| placed(it, points)),
        stance: words(claim.stance.as_str()),
        actuality: words(claim.actuality.as_str()),
        condition: claim.condition.as_ref().map(|it| placed(it, points)),
        direct_quote: claim.direct_quote,
        background: claim.background,
        by: phrases(&claim.by, points),
        against: phrases(&claim.against, points),
        with: phrases(&claim.with, points),
        means: phrases(&claim.means, points),
        place: claim.place.as_ref().map(|it| place(it, points)),
        when: claim.when.as_ref().map(|it| when(it, points)),
        count: claim.count.as_ref().map(|it| count(it, points)),
        of: claim.of.map(shown),
        chance: if claim.chance.is_finite() { claim.chance } else { 0.0 },
        why: why(&claim.why),
    }
}

fn why(why: &Why) -> wire::Str<'_> {
    match why {
        Why::Model => words("model"),
        Why::Person => words("person"),
        Why::Pattern(name) => Cow::Owned(format!("pattern {name}")),
    }
}

fn placed<'a>(it: &'a Words, points: &CodePoints) -> wire::Words<'a> {
    wire::Words { at: points.at(it.at), text: words(&it.text) }
}

fn speaker<'a>(speaker: &'a Speaker, points: &CodePoints) -> wire::Speaker<'a> {
    let named = |it: &'a Named| wire::Named { at: it.at.map(|at| points.at(at)), text: words(&it.text) };
    wire::Speaker {
        actor: speaker.actor.map(shown),
        at: points.at(speaker.at),
        text: words(&speaker.text),
        is: speaker.is.as_ref().map(named),
    }
}

fn phrases<'a>(phrases: &'a [Phrase], points: &CodePoints) -> Vec<wire::Phrase<'a>> {
    let phrase =
        |it: &'a Phrase| wire::Phrase { actor: it.actor.map(shown), at: points.at(it.at), text: words(&it.text) };
    phrases.iter().map(phrase).collect()
}

fn place<'a>(place: &'a Place, points: &CodePoints) -> wire::Place<'a> {
    let rival = |it: &'a Rival| wire::Rival {
        name: words(&it.name),
        geonameid: it.geonameid,
        country: maybe(&it.country),
        lat: finite(it.lat),
        lon: finite(it.lon),
    };
    wire::Place {
        at: points.at(place.at),
        text: words(&place.text),
        name: maybe(&place.name),
        geonameid: place.geonameid,
        country: maybe(&place.country),
        lat: finite(place.lat),
        lon: finite(place.lon),
        grain: words(place.grain.as_str()),
        rivals: place.rivals.iter().map(rival).collect(),
    }
}

fn when<'a>(when: &'a When, points: &CodePoints) -> wire::When<'a> {
    wire::When {
        at: points.at(when.at),
        text: words(&when.text),
        from: when.from.map(shown),
        to: when.to.map(shown),
        edtf: maybe(&when.edtf),
        grain: words(when.grain.as_str()),
        until: when.until.map(shown),
        anchor: words(when.anchor.as_str()),
    }
}

fn count<'a>(count: &'a Count, points: &CodePoints) -> wire::Count<'a> {
    wire::Count {
        at: points.at(count.at),
        op: count.op.map(|op| words(op.as_str())),
        value: count.value,
        max: count.max,
        unit: maybe(&count.unit),
        who: maybe(&count.who),
        text: words(&count.text),
        part_of: count.part_of.map(shown),
    }
}

fn agreement(agreement: &Agreement) -> wire::Agreement<'_> {
    wire::Agreement {
        id: shown(agreement.id),
        event: shown(agreement.event),
        kind: words(agreement.kind.as_str()),
        parties: agreement.parties.iter().map(shown).collect(),
        brokers: agreement.brokers.iter().map(shown).collect(),
        terms: agreement.terms.iter().map(shown).collect(),
        effective: agreement.effective.map(shown),
    }
}

fn words(text: &str) -> wire::Str<'_> {
    Cow::Borrowed(text)
}

fn maybe(text: &Option<String>) -> Option<wire::Str<'_>> {
    text.as_deref().map(words)
}

fn shown<'a>(it: impl Display) -> wire::Str<'a> {
    Cow::Owned(it.to_string())
}

fn finite(number: Option<f64>) -> Option<f64> {
    number.filter(|number| number.is_finite())
}
