//! One story: its reports and copies, who said it first, figures over time, what is in dispute and what was agreed; and what people say of
//! which reports and claims belong to it.
//!
//! In: a story, or a bond as JSON. Out: the page, or where the report is told from then on. A bond goes through the journal of the record, and
//! the stories are brought up to date before the answer, so that the page that follows shows what was said.

use std::collections::BTreeMap;

use askama::Template;
use axum::Json;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Html;
use diurna_io::store::{
    Act, Bond, BondRow, Bonding, Correction, Entry, Far, Named, Pass, ReportId, Reviewer, Store, StoreError,
    StoriesWith,
};
use diurna_record::{ClaimId, ClaimRef, HappeningId, Story, StoryId};
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::agreements::{Agreed, agreed};
use crate::house::{House, Trouble};
use crate::now;
use crate::review::known;
use crate::shell::{Screen, Shell};
use crate::sources::{Question, question};
use crate::stories::{Asked, Claims, Listed, READ, Seen, claims, listed, renew};
use crate::tolls::{Chart, charts};

/// Happenings of a story that are shown at most, those that most texts tell first.
const HAPPENINGS: usize = 30;
/// Claims of one happening that are shown at most.
const TOLD: usize = 40;

/// A report of the story.
struct Report {
    number: i64,
    name: String,
    title: String,
    publisher: String,
    published: String,
    claims: u32,
    /// The report whose text it is again.
    copy_of: Option<String>,
}

/// One claim of a happening.
struct Told {
    day: String,
    speaker: String,
    via: String,
    says: String,
    words: String,
    href: String,
    report: String,
    number: i64,
    claim: String,
    /// Whether nobody tells it before.
    first: bool,
    /// Whether the same speaker tells it before.
    again: bool,
}

/// A happening, with all who tell it.
struct Happening {
    id: String,
    kind: String,
    about: String,
    told: Vec<Told>,
    left_out: usize,
    /// Whether several reports tell it.
    shared: bool,
}

/// What a person said of the story.
struct Said {
    entry: i64,
    at: String,
    who: String,
    what: String,
    why: String,
}

/// The story that is shown.
struct Shown {
    kind: String,
    days: String,
    place: String,
    reports: Vec<Report>,
    unread: usize,
    happenings: Vec<Happening>,
    left_out: usize,
    charts: Vec<Chart>,
    questions: Vec<Question>,
    agreements: Vec<Agreed>,
    today: String,
    bonds: Vec<Said>,
}

#[derive(Template)]
#[template(path = "story.html")]
struct Page {
    shell: Shell,
    list: Listed,
    shown: Option<Shown>,
}

/// The page of the stories, and of one of them.
pub(crate) async fn page(
    State(house): State<House>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Html<String>, Trouble> {
    let shell = Shell::of(&house, &headers, Screen::Stories);
    let what = |row: &diurna_io::store::StoryRow| format!("{} claims, {} in dispute", row.claims, row.disputes);
    let list = listed(&house, asked, "/stories", StoriesWith::Reports, what).await?;
    let today = jiff::Zoned::now().date();
    let shown = match list.chosen.clone() {
        Some(story) => Some(house.read(move |store| draw(store, &story, today)).await?),
        None => None,
    };
    Ok(Html(Page { shell, list, shown }.render()?))
}

fn draw(store: &Store, story: &Story, today: Date) -> Result<Shown, StoreError> {
    let seen = claims(store, story)?;
    let reports = reports(store, story)?;
    let days: BTreeMap<&str, &str> =
        reports.iter().map(|report| (report.name.as_str(), report.published.as_str())).collect();
    let (happenings, left_out) = happenings(story, &seen, &days);
    let told = match (story.from, story.to) {
        (Some(from), Some(to)) if from != to => format!("{from} to {to}"),
        (from, to) => from.or(to).map_or_else(String::new, |day| day.to_string()),
    };
    let numbers: Vec<i64> = reports.iter().map(|report| report.number).collect();
    let ours = |row: &BondRow| numbers.contains(&row.report.0) || numbers.contains(&row.to_report.0);
    Ok(Shown {
        kind: story.kind.to_string(),
        days: told,
        place: story.place.as_ref().map_or_else(String::new, |place| place.name.clone()),
        unread: story.reports.len().saturating_sub(READ),
        happenings,
        left_out,
        charts: charts(story, &seen),
        questions: story.disputes.iter().map(|dispute| question(dispute, &seen)).collect(),
        agreements: agreed(story, &seen, today),
        today: today.to_string(),
        bonds: store.bonds()?.iter().filter(|row| ours(row)).map(said).collect(),
        reports,
    })
}

/// The reports of the story, each with those that are its text again.
fn reports(store: &Store, story: &Story) -> Result<Vec<Report>, StoreError> {
    let mut reports = Vec::new();
    for name in story.reports.iter().take(READ) {
        reports.extend(report(store, name, None)?);
        let copies = story.copies.iter().filter(|group| group.first() == Some(name)).flatten().skip(1);
        for copy in copies.take(READ) {
            reports.extend(report(store, copy, Some(name))?);
        }
    }
    Ok(reports)
}

fn report(store: &Store, name: &str, copy_of: Option<&String>) -> Result<Option<Report>, StoreError> {
    let Some(number) = store.report_named(name)? else { return Ok(None) };
    let row = store.report(number)?;
    Ok(Some(Report {
        number: number.0,
        title: row.title.unwrap_or_else(|| row.name.clone()),
        name: row.name,
        publisher: row.publisher.unwrap_or_default(),
        published: row.published.unwrap_or_default(),
        claims: row.claims,
        copy_of: copy_of.cloned(),
    }))
}

/// The happenings that most reports tell, and how many are left out.
fn happenings(story: &Story, seen: &Claims, days: &BTreeMap<&str, &str>) -> (Vec<Happening>, usize) {
    let mut about: BTreeMap<HappeningId, Vec<&Seen>> = BTreeMap::new();
    for told in &story.claims {
        if let Some(seen) = seen.get(&told.claim) {
            about.entry(told.happening).or_default().push(seen);
        }
    }
    let texts = |claims: &[&Seen]| {
        let mut reports: Vec<i64> = claims.iter().map(|seen| seen.number).collect();
        reports.dedup();
        reports.len()
    };
    let mut sorted: Vec<(HappeningId, Vec<&Seen>)> = about.into_iter().collect();
    sorted.sort_by_key(|(_, claims)| std::cmp::Reverse(texts(claims)));
    let left_out = sorted.len().saturating_sub(HAPPENINGS);
    let chain = |(id, claims): (HappeningId, Vec<&Seen>)| happening(id, claims, days);
    (sorted.into_iter().take(HAPPENINGS).map(chain).collect(), left_out)
}

fn happening(id: HappeningId, mut claims: Vec<&Seen>, days: &BTreeMap<&str, &str>) -> Happening {
    let day = |seen: &Seen| days.get(seen.report.as_str()).copied().unwrap_or_default();
    // Where no day is known nothing tells who was first: those stand last.
    claims.sort_by_key(|seen| (day(seen).is_empty(), day(seen)));
    let lead = claims.iter().find(|seen| !seen.claim.kind.is_toll()).or(claims.first());
    let (kind, about) = lead.map(|seen| (seen.claim.kind.to_string(), seen.claim.quote.clone())).unwrap_or_default();
    let reports = claims.iter().any(|seen| seen.number != claims[0].number);
    let mut before: Vec<&str> = Vec::new();
    let mut told = Vec::new();
    for seen in claims.iter().take(TOLD) {
        let again = before.contains(&seen.speaker.as_str());
        let first = before.is_empty() && reports && !day(seen).is_empty();
        told.push(Told {
            day: day(seen).to_owned(),
            speaker: seen.speaker.clone(),
            via: seen.claim.via.iter().map(|via| via.text.as_str()).collect::<Vec<_>>().join("; "),
            says: format!("{}, {}", seen.claim.stance, seen.claim.actuality),
            words: seen.claim.quote.clone(),
            href: seen.href.clone(),
            report: seen.report.clone(),
            number: seen.number,
            claim: seen.claim.id.to_string(),
            first,
            again,
        });
        before.push(&seen.speaker);
    }
    Happening { id: id.to_string(), kind, about, left_out: claims.len().saturating_sub(TOLD), told, shared: reports }
}

fn said(row: &BondRow) -> Said {
    let named = |name: &str, claim: Option<ClaimId>| {
        claim.map_or_else(|| name.to_owned(), |claim| format!("{claim} of {name}"))
    };
    let what = match row.bond {
        Bond::Belongs => "belongs to the story of",
        Bond::Apart => "does not belong to the story of",
        Bond::Same => "is about the same happening as",
        Bond::Different => "is not about the same happening as",
    };
    Said {
        entry: row.entry.0,
        at: row.at.replace('T', " ").trim_end_matches('Z').to_owned(),
        who: row.reviewer.clone(),
        what: format!("{} {what} {}", named(&row.name, row.claim), named(&row.to_name, row.to_claim)),
        why: row.why.clone().unwrap_or_default(),
    }
}

/// A bond as the page hands it in, in the terms of the story that it shows.
#[derive(Deserialize)]
pub(crate) struct Handed {
    bond: Bonding,
    story: String,
    /// The report, by its name or number.
    report: String,
    claim: Option<Named>,
    /// The happening of the story that the claim is or is not about.
    happening: Option<String>,
    /// A claim of another story: the report's name or number, and the claim's id.
    elsewhere: Option<String>,
    why: Option<String>,
}

/// Writes a bond into the journal and brings the stories up to it.
pub(crate) async fn bond(
    State(house): State<House>,
    headers: HeaderMap,
    Json(handed): Json<Handed>,
) -> Result<Json<Value>, Trouble> {
    let who = open(&headers)?;
    let said = match handed.bond.0 {
        Bond::Belongs => "the report belongs to the story now",
        Bond::Apart => "the report does not belong to the story any more",
        Bond::Same => "the claims are about the same happening now",
        Bond::Different => "the claim is not about that happening any more",
    };
    let entry = house
        .write(move |store| {
            let (report, act) = act(store, &handed)?;
            let why = handed.why.map(|why| why.trim().to_owned()).filter(|why| !why.is_empty());
            store.append(report, &Correction { reviewer: who, at: now(), act, why })
        })
        .await?;
    told(&house, Some(entry), said).await
}

/// Takes back the last bond this person made.
pub(crate) async fn undo(State(house): State<House>, headers: HeaderMap) -> Result<Json<Value>, Trouble> {
    let who = open(&headers)?;
    let entry = house.write(move |store| store.undo_bond(&who, &now())).await?;
    let said = if entry.is_some() { "undone" } else { "there is nothing to undo" };
    told(&house, entry, said).await
}

/// Lets the bond hold again that this person took back last.
pub(crate) async fn redo(State(house): State<House>, headers: HeaderMap) -> Result<Json<Value>, Trouble> {
    let who = open(&headers)?;
    let entry = house.write(move |store| store.redo_bond(&who, &now())).await?;
    let said = if entry.is_some() { "done again" } else { "there is nothing to do again" };
    told(&house, entry, said).await
}

/// Who says it, in the open: a blind reading says nothing of stories.
fn open(headers: &HeaderMap) -> Result<Reviewer, Trouble> {
    let who = known(headers)?;
    match who.pass {
        Pass::Open => Ok(who),
        Pass::Blind => Err(Trouble(StatusCode::CONFLICT, "a second reading says nothing of stories".into())),
    }
}

/// The answer to what was said: the words for it, and the story that the report is in now.
async fn told(house: &House, entry: Option<Entry>, said: &str) -> Result<Json<Value>, Trouble> {
    let Some(entry) = entry else { return Ok(Json(json!({ "said": said, "story": null }))) };
    renew(house).await?;
    let story = house.read(move |store| store.story_of(entry.report)).await?;
    Ok(Json(json!({ "said": said, "story": story.map(|id| id.to_string()) })))
}

/// What was handed in, in the terms of the journal.
fn act(store: &Store, handed: &Handed) -> Result<(ReportId, Act), StoreError> {
    let refused = |why: &str| StoreError::Refused(why.to_owned());
    let story = handed.story.strip_prefix('s').and_then(|id| id.parse().ok()).map(StoryId);
    let story = story.map_or(Ok(None), |id| store.story(id))?;
    let story = story.ok_or_else(|| refused("there is no such story any more: look again"))?;
    let report = named(store, &handed.report)?;
    let bond = handed.bond.0;
    let with = match bond {
        Bond::Belongs => reports_of(store, &story, report)?.into_iter().take(1).collect(),
        Bond::Apart => reports_of(store, &story, report)?,
        Bond::Same => match &handed.elsewhere {
            Some(words) => vec![elsewhere(store, words)?],
            None => claims_of(store, &story, handed, report)?.into_iter().take(1).collect(),
        },
        Bond::Different => claims_of(store, &story, handed, report)?,
    };
    if with.is_empty() {
        return Err(refused("no other report is there to say it of"));
    }
    Ok((report, Act::Bond { bond: handed.bond, claim: handed.claim, with }))
}

fn named(store: &Store, name: &str) -> Result<ReportId, StoreError> {
    let found = store.report_named(name.trim())?;
    found.ok_or_else(|| StoreError::Refused(format!("there is no report \"{}\"", name.trim())))
}

/// The other reports of a story.
fn reports_of(store: &Store, story: &Story, report: ReportId) -> Result<Vec<Far>, StoreError> {
    let copies = story.copies.iter().flat_map(|group| group.iter().skip(1));
    let mut others = Vec::new();
    for name in story.reports.iter().chain(copies) {
        others.extend(store.report_named(name)?.filter(|&other| other != report).map(|other| other.0));
    }
    Ok(others.into_iter().map(|report| Far { report, claim: None }).collect())
}

/// The first claim of every other report about the happening.
fn claims_of(store: &Store, story: &Story, handed: &Handed, report: ReportId) -> Result<Vec<Far>, StoreError> {
    let asked = handed.happening.as_deref().unwrap_or_default();
    let about = story.claims.iter().filter(|told| told.happening.to_string() == asked);
    let mut first: BTreeMap<i64, Far> = BTreeMap::new();
    for ClaimRef { report: name, claim } in about.map(|told| &told.claim) {
        if let Some(other) = store.report_named(name)?.filter(|&other| other != report) {
            first.entry(other.0).or_insert(Far { report: other.0, claim: Some(Named(*claim)) });
        }
    }
    Ok(first.into_values().collect())
}

/// "bridge-2 c3": a claim of any report.
fn elsewhere(store: &Store, words: &str) -> Result<Far, StoreError> {
    let wrong = || StoreError::Refused(format!("\"{}\" names no claim: a report and c3 are wanted", words.trim()));
    let (report, claim) = words.trim().rsplit_once(char::is_whitespace).ok_or_else(wrong)?;
    let claim = ClaimId::parse(claim).ok_or_else(wrong)?;
    Ok(Far { report: named(store, report)?.0, claim: Some(Named(claim)) })
}
