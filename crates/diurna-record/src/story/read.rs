//! A story from its line of JSON.
//!
//! In: what [`Story::to_json`] wrote. Out: the same story. A key that is missing, or a word that is none, is told with its place.

use super::{
    Bound, Change, ClaimRef, Dispute, HappeningId, Question, Side, Story, StoryAgreement, StoryClaim, StoryId,
    StoryPlace, StorySpeaker, Term, TermPoint, TermStatus, TollPoint, TollSeries,
};
use crate::{AgreementId, ClaimId, Grain, Kind, Moment, Op};
use jiff::civil::Date;
use serde::Deserialize;
use std::fmt;

/// Why a line is no story: the place in it and the reason.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoryError(String);

impl fmt::Display for StoryError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for StoryError {}

#[derive(Deserialize)]
struct Line {
    id: String,
    kind: String,
    title: String,
    from: Option<String>,
    to: Option<String>,
    place: Option<PlaceKeys>,
    reports: Vec<String>,
    copies: Vec<Vec<String>>,
    claims: Vec<ClaimKeys>,
    tolls: Vec<SeriesKeys>,
    bounds: Vec<BoundKeys>,
    disputes: Vec<DisputeKeys>,
    agreements: Vec<AgreementKeys>,
}

#[derive(Deserialize)]
struct PlaceKeys {
    name: String,
    geonameid: Option<u64>,
    country: Option<String>,
    lat: Option<f64>,
    lon: Option<f64>,
    grain: String,
}

#[derive(Deserialize)]
struct ClaimKeys {
    report: String,
    claim: String,
    happening: String,
}

#[derive(Deserialize)]
struct SeriesKeys {
    happening: String,
    harm: String,
    who: Option<String>,
    speaker: Option<SpeakerKeys>,
    points: Vec<PointKeys>,
}

#[derive(Deserialize)]
struct SpeakerKeys {
    key: Option<String>,
    name: String,
}

#[derive(Deserialize)]
struct PointKeys {
    report: String,
    claim: String,
    as_of: Option<String>,
    op: Option<String>,
    value: Option<u64>,
    max: Option<u64>,
    change: String,
}

#[derive(Deserialize)]
struct BoundKeys {
    harm: String,
    who: Option<String>,
    low: Option<u64>,
    high: Option<u64>,
    claims: Vec<(String, String)>,
}

#[derive(Deserialize)]
struct DisputeKeys {
    question: String,
    about: (String, String),
    sides: Vec<SideKeys>,
}

#[derive(Deserialize)]
struct SideKeys {
    answer: String,
    speakers: Vec<String>,
    claims: Vec<(String, String)>,
}

#[derive(Deserialize)]
struct AgreementKeys {
    report: String,
    id: String,
    kind: String,
    parties: Vec<String>,
    brokers: Vec<String>,
    declared: Option<String>,
    effective: Option<String>,
    terms: Vec<TermKeys>,
}

#[derive(Deserialize)]
struct TermKeys {
    claim: (String, String),
    act: String,
    obliged: Vec<String>,
    due: Option<String>,
    status: String,
    history: Vec<SaidKeys>,
}

#[derive(Deserialize)]
struct SaidKeys {
    report: String,
    claim: String,
    says: String,
    speaker: Option<String>,
    on: Option<String>,
}

impl Story {
    /// The story that a line of JSON tells.
    ///
    /// # Errors
    /// No JSON, a missing key, or a word that is not one of its key.
    pub fn from_json(line: &str) -> Result<Story, StoryError> {
        let line: Line = serde_json::from_str(line).map_err(|error| StoryError(error.to_string()))?;
        Ok(Story {
            id: StoryId(numbered("id", &line.id, 's')?),
            kind: Kind::new(line.kind),
            title: line.title,
            from: day("from", line.from)?,
            to: day("to", line.to)?,
            place: line.place.map(place).transpose()?,
            reports: line.reports,
            copies: line.copies,
            claims: each(line.claims, |it| {
                let happening = HappeningId(numbered("claims: happening", &it.happening, 'h')?);
                Ok(StoryClaim { claim: claim((it.report, it.claim))?, happening })
            })?,
            tolls: each(line.tolls, series)?,
            bounds: each(line.bounds, |it| {
                let claims = each(it.claims, claim)?;
                Ok(Bound { harm: it.harm, who: it.who, low: it.low, high: it.high, claims })
            })?,
            disputes: each(line.disputes, dispute)?,
            agreements: each(line.agreements, agreement)?,
        })
    }
}

fn each<T, U>(list: Vec<T>, turn: impl Fn(T) -> Result<U, StoryError>) -> Result<Vec<U>, StoryError> {
    list.into_iter().map(turn).collect()
}

fn word<T>(key: &str, word: &str, parse: impl Fn(&str) -> Option<T>) -> Result<T, StoryError> {
    parse(word).ok_or_else(|| StoryError(format!("{key}: \"{word}\" is not a value of this key")))
}

fn numbered(key: &str, id: &str, letter: char) -> Result<u32, StoryError> {
    word(key, id, |id| id.strip_prefix(letter)?.parse().ok())
}

fn day(key: &str, day: Option<String>) -> Result<Option<Date>, StoryError> {
    day.map(|day| word(key, &day, |day| day.parse().ok())).transpose()
}

fn moment(key: &str, moment: Option<String>) -> Result<Option<Moment>, StoryError> {
    moment.map(|moment| word(key, &moment, Moment::parse)).transpose()
}

fn claim((report, id): (String, String)) -> Result<ClaimRef, StoryError> {
    Ok(ClaimRef { report, claim: word("claim", &id, ClaimId::parse)? })
}

fn place(it: PlaceKeys) -> Result<StoryPlace, StoryError> {
    let grain = word("place: grain", &it.grain, Grain::parse)?;
    Ok(StoryPlace { name: it.name, geonameid: it.geonameid, country: it.country, lat: it.lat, lon: it.lon, grain })
}

fn series(it: SeriesKeys) -> Result<TollSeries, StoryError> {
    let point = |it: PointKeys| {
        Ok(TollPoint {
            claim: claim((it.report, it.claim))?,
            as_of: day("tolls: as_of", it.as_of)?,
            op: it.op.map(|op| word("tolls: op", &op, Op::parse)).transpose()?,
            value: it.value,
            max: it.max,
            change: word("tolls: change", &it.change, Change::parse)?,
        })
    };
    Ok(TollSeries {
        happening: HappeningId(numbered("tolls: happening", &it.happening, 'h')?),
        harm: it.harm,
        who: it.who,
        speaker: it.speaker.map(|it| StorySpeaker { key: it.key, name: it.name }),
        points: each(it.points, point)?,
    })
}

fn dispute(it: DisputeKeys) -> Result<Dispute, StoryError> {
    let side = |it: SideKeys| Ok(Side { answer: it.answer, speakers: it.speakers, claims: each(it.claims, claim)? });
    Ok(Dispute {
        question: word("disputes: question", &it.question, Question::parse)?,
        about: claim(it.about)?,
        sides: each(it.sides, side)?,
    })
}

fn agreement(it: AgreementKeys) -> Result<StoryAgreement, StoryError> {
    let said = |it: SaidKeys| {
        Ok(TermPoint {
            claim: claim((it.report, it.claim))?,
            says: word("terms: says", &it.says, TermStatus::parse)?,
            speaker: it.speaker,
            on: day("terms: on", it.on)?,
        })
    };
    let term = |it: TermKeys| {
        Ok(Term {
            claim: claim(it.claim)?,
            act: Kind::new(it.act),
            obliged: it.obliged,
            due: moment("terms: due", it.due)?,
            status: word("terms: status", &it.status, TermStatus::parse)?,
            history: each(it.history, said)?,
        })
    };
    Ok(StoryAgreement {
        report: it.report,
        id: word("agreements: id", &it.id, AgreementId::parse)?,
        kind: Kind::new(it.kind),
        parties: it.parties,
        brokers: it.brokers,
        declared: day("agreements: declared", it.declared)?,
        effective: moment("agreements: effective", it.effective)?,
        terms: each(it.terms, term)?,
    })
}
