//! What must come out when several gold reports are put together, as a person says.
//!
//! In: the `story.json` of a folder of gold reports. Out: a [`GoldStory`]: its stories, copies, shared happenings, toll series, disputes
//! and terms, each claim by report and id.

use super::GoldError;
use crate::{Change, ClaimId, ClaimRef, Op, Question, TermStatus, TollPoint};
use serde::Deserialize;

/// What a person says of several reports.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct GoldStory {
    /// Its name.
    pub name: String,
    /// Reports of one story, copies among them.
    pub stories: Vec<Vec<String>>,
    /// Texts published more than once.
    pub copies: Vec<Vec<String>>,
    /// Claims about the same happening; one that only one report tells is not listed.
    pub same: Vec<Vec<ClaimRef>>,
    /// Toll series.
    pub tolls: Vec<GoldSeries>,
    /// Disputes: the question, and the claims of each side.
    pub disputes: Vec<(Question, Vec<Vec<ClaimRef>>)>,
    /// Terms of agreements.
    pub terms: Vec<GoldTerm>,
}

/// One speaker's figures of one harm to one group.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct GoldSeries {
    /// The harm.
    pub harm: String,
    /// The group; `None` for people as such.
    pub who: Option<String>,
    /// The speaker's name; `None` for a report's own voice.
    pub speaker: Option<String>,
    /// Its figures.
    pub points: Vec<TollPoint>,
}

/// One term, and what became of it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct GoldTerm {
    /// The claim that states it.
    pub claim: ClaimRef,
    /// What has become of it.
    pub status: TermStatus,
    /// What was said of it.
    pub history: Vec<(ClaimRef, TermStatus)>,
}

#[derive(Deserialize)]
struct File {
    name: String,
    stories: Vec<FileStory>,
    #[serde(default)]
    same: Vec<Vec<(String, String)>>,
    #[serde(default)]
    tolls: Vec<FileSeries>,
    #[serde(default)]
    disputes: Vec<FileDispute>,
    #[serde(default)]
    terms: Vec<FileTerm>,
}

#[derive(Deserialize)]
struct FileStory {
    reports: Vec<String>,
    #[serde(default)]
    copies: Vec<Vec<String>>,
}

#[derive(Deserialize)]
struct FileSeries {
    harm: String,
    who: Option<String>,
    speaker: Option<String>,
    points: Vec<FilePoint>,
}

#[derive(Deserialize)]
struct FilePoint {
    report: String,
    claim: String,
    op: Option<String>,
    value: Option<u64>,
    max: Option<u64>,
    change: String,
}

#[derive(Deserialize)]
struct FileDispute {
    question: String,
    sides: Vec<FileSide>,
}

#[derive(Deserialize)]
struct FileSide {
    claims: Vec<(String, String)>,
}

#[derive(Deserialize)]
struct FileTerm {
    term: (String, String),
    status: String,
    #[serde(default)]
    history: Vec<FileSaid>,
}

#[derive(Deserialize)]
struct FileSaid {
    report: String,
    claim: String,
    says: String,
}

impl GoldStory {
    /// Reads the file `name`, whose content is `json`. The name is only used to say where an error is.
    ///
    /// # Errors
    /// No JSON, a missing key, or an unknown word.
    pub fn parse(name: &str, json: &str) -> Result<GoldStory, GoldError> {
        read(json).map_err(|(place, reason)| GoldError { file: name.to_owned(), place, reason })
    }
}

type Wrong = (String, String);

fn read(json: &str) -> Result<GoldStory, Wrong> {
    let file: File = serde_json::from_str(json).map_err(|error| ("file".to_owned(), error.to_string()))?;
    let with_copies = |story: &FileStory| {
        let mut reports: Vec<String> = story.reports.iter().chain(story.copies.iter().flatten()).cloned().collect();
        reports.sort();
        reports.dedup();
        reports
    };
    Ok(GoldStory {
        stories: file.stories.iter().map(with_copies).collect(),
        copies: file.stories.into_iter().flat_map(|story| story.copies).collect(),
        name: file.name,
        same: file.same.iter().map(|claims| refs("same", claims)).collect::<Result<_, _>>()?,
        tolls: file.tolls.into_iter().map(series).collect::<Result<_, _>>()?,
        disputes: file.disputes.into_iter().map(dispute).collect::<Result<_, _>>()?,
        terms: file.terms.into_iter().map(term).collect::<Result<_, _>>()?,
    })
}

fn claim(place: &str, report: &str, claim: &str) -> Result<ClaimRef, Wrong> {
    Ok(ClaimRef { report: report.to_owned(), claim: word(place, claim, ClaimId::parse)? })
}

fn refs(place: &str, claims: &[(String, String)]) -> Result<Vec<ClaimRef>, Wrong> {
    claims.iter().map(|(report, id)| claim(place, report, id)).collect()
}

fn word<T>(place: &str, word: &str, parse: impl Fn(&str) -> Option<T>) -> Result<T, Wrong> {
    parse(word).ok_or_else(|| (place.to_owned(), format!("\"{word}\" is not a value of this key")))
}

fn series(it: FileSeries) -> Result<GoldSeries, Wrong> {
    let point = |point: FilePoint| {
        Ok(TollPoint {
            claim: claim("tolls", &point.report, &point.claim)?,
            as_of: None,
            op: point.op.map(|op| word("tolls: op", &op, Op::parse)).transpose()?,
            value: point.value,
            max: point.max,
            change: word("tolls: change", &point.change, Change::parse)?,
        })
    };
    let points = it.points.into_iter().map(point).collect::<Result<_, Wrong>>()?;
    Ok(GoldSeries { harm: it.harm, who: it.who, speaker: it.speaker, points })
}

fn dispute(it: FileDispute) -> Result<(Question, Vec<Vec<ClaimRef>>), Wrong> {
    let sides = it.sides.iter().map(|side| refs("disputes", &side.claims)).collect::<Result<_, _>>()?;
    Ok((word("disputes: question", &it.question, Question::parse)?, sides))
}

fn term(it: FileTerm) -> Result<GoldTerm, Wrong> {
    let said = |said: FileSaid| {
        Ok((claim("terms", &said.report, &said.claim)?, word("terms: says", &said.says, TermStatus::parse)?))
    };
    let history = it.history.into_iter().map(said).collect::<Result<_, Wrong>>()?;
    Ok(GoldTerm {
        claim: claim("terms", &it.term.0, &it.term.1)?,
        status: word("terms: status", &it.status, TermStatus::parse)?,
        history,
    })
}
