//! The keys of a gold file, and the turn from its strings to places in the text.
//!
//! In: the JSON. Out: the report with spans, or the first thing that is wrong. Keys that a file adds for itself are passed over.

use super::{GoldAgreement, GoldReport, find, occurrences};
use crate::{
    Actuality, AgreementId, Claim, ClaimId, Count, EventId, Grain, Kind, Named, Op, Phrase, Place, ReportMeta, Speaker,
    Stance, When, WhenGrain, Why, Words,
};
use diurna_text::Span;
use jiff::{ToSpan, civil::Date};
use serde::Deserialize;
use std::collections::BTreeSet;

/// What is wrong, and where in the file.
pub(super) struct Wrong {
    pub place: String,
    pub reason: String,
}

fn wrong(place: &str, reason: impl Into<String>) -> Wrong {
    Wrong { place: place.to_owned(), reason: reason.into() }
}

#[derive(Deserialize)]
struct File {
    report: FileReport,
    text: String,
    claims: Vec<FileClaim>,
    #[serde(default)]
    agreements: Vec<FileAgreement>,
    #[serde(default)]
    noise: Vec<String>,
}

#[derive(Deserialize)]
struct FileReport {
    id: String,
    url: Option<String>,
    publisher: Option<String>,
    published: Option<String>,
    title: Option<String>,
    licence: Option<String>,
}

#[derive(Deserialize)]
struct FileClaim {
    id: String,
    event: String,
    kind: String,
    anchor: String,
    quote: String,
    speaker: Option<String>,
    speaker_is: Option<String>,
    cue: Option<String>,
    #[serde(default)]
    via: Vec<String>,
    stance: String,
    actuality: String,
    r#if: Option<String>,
    #[serde(default)]
    by: Vec<String>,
    #[serde(default)]
    against: Vec<String>,
    #[serde(default)]
    with: Vec<String>,
    #[serde(default)]
    means: Vec<String>,
    place: Option<FilePlace>,
    when: Option<FileWhen>,
    count: Option<FileCount>,
    of: Option<String>,
    #[serde(default)]
    background: bool,
}

#[derive(Deserialize)]
struct FilePlace {
    text: String,
    name: Option<String>,
    country: Option<String>,
    lat: Option<f64>,
    lon: Option<f64>,
    grain: String,
}

#[derive(Deserialize)]
struct FileWhen {
    text: String,
    from: Option<String>,
    to: Option<String>,
}

#[derive(Deserialize)]
struct FileCount {
    op: Option<String>,
    value: Option<u64>,
    max: Option<u64>,
    unit: Option<String>,
    text: String,
    part_of: Option<String>,
}

#[derive(Deserialize)]
struct FileAgreement {
    id: String,
    event: String,
    #[serde(default)]
    parties: Vec<String>,
    #[serde(default)]
    brokers: Vec<String>,
    #[serde(default)]
    terms: Vec<String>,
}

/// The report of a gold file.
pub(super) fn read(json: &str) -> Result<GoldReport, Wrong> {
    let file: File = serde_json::from_str(json).map_err(|error| wrong("file", error.to_string()))?;
    let page = Page { text: &file.text };
    let claims = file.claims.into_iter().map(|it| page.claim(it)).collect::<Result<Vec<Claim>, Wrong>>()?;
    let agreements = file.agreements.into_iter().map(|it| page.agreement(it)).collect::<Result<Vec<_>, Wrong>>()?;
    let mut noise: Vec<Span> = Vec::new();
    for words in &file.noise {
        let fresh = occurrences(&file.text, words).find(|span| !noise.contains(span));
        noise.push(fresh.ok_or_else(|| lost("noise", words))?);
    }
    whole(&claims, &agreements)?;
    let report = ReportMeta {
        id: file.report.id,
        url: file.report.url,
        publisher: file.report.publisher,
        published: day("report: published", file.report.published)?,
        title: file.report.title,
        language: None,
        sha256: String::new(),
    };
    Ok(GoldReport { report, licence: file.report.licence, text: file.text, claims, agreements, noise })
}

/// Checks that ids are told once and that every id named is told.
fn whole(claims: &[Claim], agreements: &[GoldAgreement]) -> Result<(), Wrong> {
    let mut ids = BTreeSet::new();
    for claim in claims {
        if !ids.insert(claim.id) {
            return Err(wrong(&format!("claim {}", claim.id), "this id is told twice"));
        }
    }
    let named = |place: String, id: ClaimId| match ids.contains(&id) {
        true => Ok(()),
        false => Err(wrong(&place, format!("no claim has the id {id}"))),
    };
    for claim in claims {
        let part_of = claim.count.as_ref().and_then(|count| count.part_of);
        claim.of.map_or(Ok(()), |id| named(format!("claim {}: of", claim.id), id))?;
        part_of.map_or(Ok(()), |id| named(format!("claim {}: part_of", claim.id), id))?;
    }
    for agreement in agreements {
        agreement.terms.iter().try_for_each(|&id| named(format!("agreement {}: terms", agreement.id), id))?;
    }
    Ok(())
}

/// The words are not in the text.
fn lost(place: &str, words: &str) -> Wrong {
    wrong(place, format!("\"{words}\" is not in the text at word boundaries"))
}

/// Turns a word into its value.
fn word<T>(place: &str, word: &str, parse: impl Fn(&str) -> Option<T>) -> Result<T, Wrong> {
    parse(word).ok_or_else(|| wrong(place, format!("\"{word}\" is not a value of this key")))
}

/// Turns a day that may be null into a date.
fn day(place: &str, text: Option<String>) -> Result<Option<Date>, Wrong> {
    text.map(|text| word(place, text.get(..10).unwrap_or(&text), |day| day.parse().ok())).transpose()
}

/// The text that the strings of the file stand in.
struct Page<'a> {
    text: &'a str,
}

impl Page<'_> {
    fn claim(&self, claim: FileClaim) -> Result<Claim, Wrong> {
        let here = |key: &str| format!("claim {}: {key}", claim.id);
        let id = word(&here("id"), &claim.id, ClaimId::parse)?;
        let at = find(self.text, &claim.quote, None).ok_or_else(|| lost(&here("quote"), &claim.quote))?;
        let words = |key: &str, text: &String| self.words(&here(key), text, at);
        let maybe = |key: &str, text: &Option<String>| text.as_ref().map(|text| words(key, text)).transpose();
        let phrases = |key: &str, list: &[String]| -> Result<Vec<Phrase>, Wrong> {
            let phrase = |it: Words| Phrase { actor: None, at: it.at, text: it.text };
            list.iter().map(|text| Ok(phrase(words(key, text)?))).collect()
        };
        let is = claim.speaker_is.as_ref().map(|text| self.named(text, Some(at)));
        let speaker = maybe("speaker", &claim.speaker)?;
        Ok(Claim {
            id,
            event: word(&here("event"), &claim.event, EventId::parse)?,
            kind: Kind::new(claim.kind.as_str()),
            anchor: words("anchor", &claim.anchor)?,
            at,
            quote: claim.quote.clone(),
            speaker: speaker.map(|it| Speaker { actor: None, at: it.at, text: it.text, is }),
            via: phrases("via", &claim.via)?,
            cue: maybe("cue", &claim.cue)?,
            stance: word(&here("stance"), &claim.stance, Stance::parse)?,
            actuality: word(&here("actuality"), &claim.actuality, Actuality::parse)?,
            condition: maybe("if", &claim.r#if)?,
            direct_quote: false,
            background: claim.background,
            by: phrases("by", &claim.by)?,
            against: phrases("against", &claim.against)?,
            with: phrases("with", &claim.with)?,
            means: phrases("means", &claim.means)?,
            place: claim.place.as_ref().map(|it| self.place(&here("place"), it, at)).transpose()?,
            when: claim.when.as_ref().map(|it| self.when(&here("when"), it, at)).transpose()?,
            count: claim.count.as_ref().map(|it| self.count(&here("count"), it, at)).transpose()?,
            of: claim.of.as_ref().map(|id| word(&here("of"), id, ClaimId::parse)).transpose()?,
            chance: 1.0,
            why: Why::Person,
        })
    }

    fn words(&self, place: &str, words: &str, quote: Span) -> Result<Words, Wrong> {
        let at = find(self.text, words, Some(quote)).ok_or_else(|| lost(place, words))?;
        Ok(Words { at, text: words.to_owned() })
    }

    fn named(&self, name: &str, quote: Option<Span>) -> Named {
        Named { at: find(self.text, name, quote), text: name.to_owned() }
    }

    fn place(&self, key: &str, place: &FilePlace, quote: Span) -> Result<Place, Wrong> {
        let words = self.words(key, &place.text, quote)?;
        Ok(Place {
            at: words.at,
            text: words.text,
            name: place.name.clone(),
            geonameid: None,
            country: place.country.clone(),
            lat: place.lat,
            lon: place.lon,
            grain: word(key, &place.grain, Grain::parse)?,
            rivals: Vec::new(),
        })
    }

    fn when(&self, key: &str, when: &FileWhen, quote: Span) -> Result<When, Wrong> {
        let words = self.words(key, &when.text, quote)?;
        let (from, to) = (day(key, when.from.clone())?, day(key, when.to.clone())?);
        Ok(When { at: words.at, text: words.text, from, to, grain: grain(from, to), ..When::default() })
    }

    fn count(&self, key: &str, count: &FileCount, quote: Span) -> Result<Count, Wrong> {
        let words = self.words(key, &count.text, quote)?;
        Ok(Count {
            at: words.at,
            op: count.op.as_ref().map(|op| word(key, op, Op::parse)).transpose()?,
            value: count.value,
            max: count.max,
            unit: count.unit.clone(),
            who: None,
            text: words.text,
            part_of: count.part_of.as_ref().map(|id| word(key, id, ClaimId::parse)).transpose()?,
        })
    }

    fn agreement(&self, agreement: FileAgreement) -> Result<GoldAgreement, Wrong> {
        let here = |key: &str| format!("agreement {}: {key}", agreement.id);
        let names = |list: &[String]| list.iter().map(|name| self.named(name, None)).collect();
        let term = |id: &String| word(&here("terms"), id, ClaimId::parse);
        Ok(GoldAgreement {
            id: word(&here("id"), &agreement.id, AgreementId::parse)?,
            event: word(&here("event"), &agreement.event, EventId::parse)?,
            parties: names(&agreement.parties),
            brokers: names(&agreement.brokers),
            terms: agreement.terms.iter().map(term).collect::<Result<_, _>>()?,
        })
    }
}

/// How fine a pair of days is, by its length alone.
fn grain(from: Option<Date>, to: Option<Date>) -> WhenGrain {
    let (Some(from), Some(to)) = (from, to) else { return WhenGrain::Day };
    let within = |days: i64| from.checked_add(days.days()).is_ok_and(|last| to < last);
    match () {
        _ if within(1) => WhenGrain::Day,
        _ if within(7) => WhenGrain::Week,
        _ if within(31) => WhenGrain::Month,
        _ if within(100) => WhenGrain::Season,
        _ => WhenGrain::Year,
    }
}
