//! What other coders made of reports → records, so that their claims can be laid beside ours.
//!
//! In: rows of GDELT's events, rows of CAMEO events as PETRARCH prints them (day, source, target, code), or PETRARCH's XML of sentences with their codings. Out: a
//! record a row or sentence. Its text is what was given, so that every word of a claim has its place; `made.model` names the coder. A CAMEO code is a
//! kind by the table of data/codes; where it is none the record has a note and no claim. Chances are not told by these coders and stand at 1.

mod gdelt;
mod petrarch;

use diurna_record::{
    Actor, ActorId, Claim, ClaimId, EventId, Made, Note, Phrase, Record, ReportMeta, When, Why, Words,
};
use diurna_text::Span;
use jiff::civil::Date;
use sha2::{Digest, Sha256};

use crate::codes::Tables;

pub(super) use petrarch::sentences;

/// Which program coded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Coder {
    Gdelt,
    Petrarch,
}

impl Coder {
    fn name(self) -> &'static str {
        match self {
            Coder::Gdelt => "GDELT",
            Coder::Petrarch => "PETRARCH",
        }
    }
}

/// The record of a row between tabs, or `None` where it is a row of neither coder.
pub(super) fn row(line: &str, tables: &Tables) -> Option<Record> {
    let cells = cells(line);
    gdelt::row(line, &cells, tables).or_else(|| petrarch::row(line, &cells, tables))
}

/// The cells of a row with their places.
fn cells(line: &str) -> Vec<Span> {
    let mut cells = Vec::new();
    let mut start = 0;
    for cell in line.split('\t') {
        cells.extend(Span::within(line, start, start + cell.len()));
        start += cell.len() + 1;
    }
    cells
}

/// One event of a coder: where its parts stand in the text of its record.
struct Coded {
    code: Span,
    /// The words that tell it.
    quote: Span,
    day: Option<(Span, Date)>,
    source: Option<Side>,
    target: Option<Side>,
}

/// A side of an event: its words, and its code.
struct Side {
    at: Span,
    code: String,
}

/// The record of a text that a coder saw these events in.
fn record(coder: Coder, report: ReportMeta, text: &str, events: &[Coded], tables: &Tables) -> Record {
    let sha256 = Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect();
    let made =
        Made { diurna: env!("CARGO_PKG_VERSION").to_owned(), model: coder.name().to_owned(), data: String::new() };
    let mut record =
        Record { report: ReportMeta { sha256, ..report }, text: text.to_owned(), made, ..Record::default() };
    for event in events {
        let code = event.code.of(text);
        let Some(kind) = tables.cameo.kind(code) else {
            let message = format!("CAMEO {code} is none of the kinds of claims");
            record.notes.push(Note { code: "no-kind".to_owned(), at: Some(event.code), message });
            continue;
        };
        let number = record.claims.len() as u32 + 1;
        let mut side =
            |side: &Option<Side>| side.iter().map(|side| phrase(&mut record.actors, text, side, tables)).collect();
        let (by, against) = (side(&event.source), side(&event.target));
        record.claims.push(Claim {
            id: ClaimId(number),
            event: EventId(number),
            kind: diurna_record::Kind::new(kind.kind.as_str()),
            anchor: Words::of(text, event.code),
            at: event.quote,
            quote: event.quote.of(text).to_owned(),
            stance: kind.stance(),
            actuality: kind.actuality(),
            by,
            against,
            when: event.day.map(|(at, day)| when(text, at, day)),
            chance: 1.0,
            why: Why::Pattern(format!("{}/{code}", coder.name())),
            ..Claim::default()
        });
    }
    record
}

fn when(text: &str, at: Span, day: Date) -> When {
    let anchor = diurna_record::WhenAnchor::Itself;
    let edtf = Some(day.to_string());
    When { at, text: at.of(text).to_owned(), from: Some(day), to: Some(day), edtf, anchor, ..When::default() }
}

/// The phrase of a side, with an actor of its code: a country's three letters, then sectors.
fn phrase(actors: &mut Vec<Actor>, text: &str, side: &Side, tables: &Tables) -> Phrase {
    let name = side.at.of(text);
    let known = actors.iter_mut().find(|actor| actor.name == name);
    if let Some(actor) = known {
        actor.mentions.push(side.at);
        return Phrase::of(text, side.at, Some(actor.id));
    }
    let country = side.code.get(..3).and_then(|code| Some((code, tables.alpha2(|state| state.alpha3 == code)?)));
    let sectors = tables.cameo.sectors(side.code.get(if country.is_some() { 3 } else { 0 }..).unwrap_or_default());
    let id = ActorId(actors.len() as u32 + 1);
    actors.push(Actor {
        id,
        name: name.to_owned(),
        key: country.map(|(alpha3, _)| alpha3.to_owned()),
        sectors,
        country: country.map(|(_, alpha2)| alpha2.to_owned()),
        mentions: vec![side.at],
    });
    Phrase::of(text, side.at, Some(id))
}

/// A day written as 20240305.
fn day(text: &str) -> Option<Date> {
    let number = |from: usize, to: usize| text.get(from..to)?.parse::<i16>().ok();
    let (year, month, day) = (number(0, 4)?, number(4, 6)?, number(6, 8)?);
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests;
