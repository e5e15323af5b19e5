//! The reviewer's screen: a report's text beside its claims, and what a person says of them.
//!
//! In: requests for a report, and acts as JSON. Out: the page, or the parts of it that an act changed. Every act goes through the journal of the
//! record; the page is drawn from what the record then says, so that screen and file cannot differ.

use askama::Template;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use diurna_io::store::{Act, Correction, Entry, Link, Pass, ReportId, Reviewer, Store, StoreError, View};
use diurna_record::{Actuality, ClaimId, Grain, Op, Stance};
use serde::Deserialize;
use serde_json::json;

use crate::Gloss;
use crate::card::Card;
use crate::house::{House, Trouble};
use crate::lines::{Line, lines};
use crate::panel::{Panel, marks, panel};
use crate::queue::{Row, neighbours};
use crate::shell::{Screen, Shell, reviewer};
use crate::{name, now};

/// What stands over the text.
struct Head {
    report: i64,
    name: String,
    title: String,
    publisher: Option<String>,
    published: Option<String>,
    url: Option<String>,
    version: u32,
    made: String,
    next: Option<i64>,
    previous: Option<i64>,
    approved: Option<String>,
}

impl Head {
    /// Whether the address is one that a browser may follow.
    fn opens(&self) -> bool {
        let url = self.url.as_deref().unwrap_or("").to_ascii_lowercase();
        url.starts_with("https://") || url.starts_with("http://")
    }
}

#[derive(Template)]
#[template(path = "review.html")]
struct Page {
    shell: Shell,
    head: Head,
    reports: Vec<Row>,
    lines: Vec<Line>,
    panel: Panel,
    kinds: Vec<Gloss>,
    stances: Vec<&'static str>,
    actualities: Vec<&'static str>,
    grains: Vec<&'static str>,
    ops: Vec<&'static str>,
    links: Vec<&'static str>,
}

#[derive(Template)]
#[template(path = "panel.html")]
struct PanelPart {
    panel: Panel,
}

#[derive(Template)]
#[template(path = "bar.html")]
struct BarPart<'a> {
    panel: &'a Panel,
}

#[derive(Template)]
#[template(path = "card.html")]
struct CardPart<'a> {
    card: &'a Card,
}

#[derive(Template)]
#[template(path = "lines.html")]
struct LinesPart {
    lines: Vec<Line>,
}

/// Whose corrections this person sees.
pub(crate) fn view(reviewer: &Reviewer) -> View {
    match reviewer.pass {
        Pass::Open => View::Corrected,
        Pass::Blind => View::Only(reviewer.clone()),
    }
}

/// The page of a report.
pub(crate) async fn page(
    State(house): State<House>,
    Path(report): Path<i64>,
    headers: HeaderMap,
) -> Result<Response, Trouble> {
    let Some(who) = reviewer(&headers) else { return Ok(name::first(&format!("/report/{report}")).into_response()) };
    let shell = Shell::of(&house, &headers, Screen::Queue);
    let inner = house.clone();
    let page = house.read(move |store| draw(&inner, store, ReportId(report), &who, shell)).await?;
    Ok(Html(page.render()?).into_response())
}

fn draw(house: &House, store: &Store, report: ReportId, who: &Reviewer, shell: Shell) -> Result<Page, StoreError> {
    let state = store.state(report, &view(who))?;
    let around = neighbours(store, report)?;
    let record = state.record();
    let meta = &record.report;
    let head = Head {
        report: report.0,
        name: meta.id.clone(),
        title: meta.title.clone().unwrap_or_else(|| meta.id.clone()),
        publisher: meta.publisher.clone(),
        published: meta.published.map(|day| day.to_string()),
        url: meta.url.clone(),
        version: store.report(report)?.versions,
        made: format!("diurna {} · model {}", record.made.diurna, record.made.model),
        next: around.next,
        previous: around.previous,
        approved: state.approved.as_ref().map(|approval| approval.reviewer.clone()),
    };
    let drawn = lines(&record.text, &marks(&state));
    Ok(Page {
        shell,
        head,
        reports: around.rows,
        lines: drawn,
        panel: panel(&state, &|kind| house.gloss(kind)),
        kinds: house.kinds().to_vec(),
        stances: Stance::ALL.iter().map(|stance| stance.as_str()).collect(),
        actualities: Actuality::ALL.iter().map(|actuality| actuality.as_str()).collect(),
        grains: Grain::ALL.iter().map(|grain| grain.as_str()).collect(),
        ops: Op::ALL.iter().map(|op| op.as_str()).collect(),
        links: Link::ALL.iter().map(|link| link.as_str()).collect(),
    })
}

/// An act as a page hands it in.
#[derive(Deserialize)]
pub(crate) struct Handed {
    #[serde(flatten)]
    act: Act,
    why: Option<String>,
}

/// Writes an act into the journal and answers with what it changed.
pub(crate) async fn act(
    State(house): State<House>,
    Path(report): Path<i64>,
    headers: HeaderMap,
    Json(Handed { act, why }): Json<Handed>,
) -> Result<Response, Trouble> {
    let who = known(&headers)?;
    let said = said(&act);
    let why = why.map(|why| why.trim().to_owned()).filter(|why| !why.is_empty());
    // Whoever accepts a claim that stands changes its card alone: the rest of the page need not be drawn again.
    let accepted = match act {
        Act::Accept { claim } => Some(claim.0),
        _ => None,
    };
    let told = Correction { reviewer: who.clone(), at: now(), act, why };
    let view = view(&who);
    let stood = house
        .write(move |store| {
            let stood = match accepted {
                Some(id) => store.state(ReportId(report), &view)?.claim(id).is_some_and(|it| it.review.status.stands()),
                None => false,
            };
            store.append(ReportId(report), &told)?;
            Ok(stood)
        })
        .await?;
    match accepted.filter(|_| stood) {
        Some(id) => checked(&house, ReportId(report), who, id, said).await,
        None => changed(&house, ReportId(report), who, said).await,
    }
}

/// Takes back what this person did last.
pub(crate) async fn undo(house: State<House>, report: Path<i64>, headers: HeaderMap) -> Result<Response, Trouble> {
    turned(house, report, headers, Store::undo, ["undone", "there is nothing to undo"]).await
}

/// Does again what this person took back last.
pub(crate) async fn redo(house: State<House>, report: Path<i64>, headers: HeaderMap) -> Result<Response, Trouble> {
    turned(house, report, headers, Store::redo, ["done again", "there is nothing to redo"]).await
}

/// An act of the store that takes back or does again.
type Turn = fn(&mut Store, ReportId, &Reviewer, &str) -> Result<Option<Entry>, StoreError>;

/// Turns what this person did last one way or the other; says that it did, or that there was nothing.
async fn turned(
    State(house): State<House>,
    Path(report): Path<i64>,
    headers: HeaderMap,
    turn: Turn,
    [done, nothing]: [&str; 2],
) -> Result<Response, Trouble> {
    let who = known(&headers)?;
    let by = who.clone();
    let entry = house.write(move |store| turn(store, ReportId(report), &by, &now())).await?;
    let said = if entry.is_some() { done } else { nothing };
    changed(&house, ReportId(report), who, said.to_owned()).await
}

pub(crate) fn known(headers: &HeaderMap) -> Result<Reviewer, Trouble> {
    reviewer(headers)
        .ok_or_else(|| Trouble(StatusCode::FORBIDDEN, "say who you are first: the journal needs a name".into()))
}

/// What the page says of an act that was written down.
fn said(act: &Act) -> String {
    let which: Vec<String> = act.claims().iter().map(ToString::to_string).collect();
    let done = match act {
        Act::Accept { .. } => "accepted",
        Act::Reject { .. } => "rejected",
        Act::Edit { .. } => "edited",
        Act::Add { .. } => "a claim was added",
        Act::Merge { .. } | Act::MergeEvents { .. } => "merged",
        Act::Split { .. } | Act::SplitEvent { .. } => "split",
        Act::Noise { .. } => "marked as noise",
        Act::Garbled { .. } => "marked as garbled",
        Act::Link { .. } => "linked",
        Act::Bond { .. } => "bound",
        Act::Approve => "the report is approved",
        Act::Reopen => "the report is open again",
        Act::Undo { .. } => "undone",
        Act::Redo { .. } => "done again",
    };
    if which.is_empty() { done.to_owned() } else { format!("{done} {}", which.join(" and ")) }
}

async fn changed(house: &House, report: ReportId, who: Reviewer, said: String) -> Result<Response, Trouble> {
    let inner = house.clone();
    let (panel, lines) = house
        .read(move |store| {
            let state = store.state(report, &view(&who))?;
            let drawn = lines(&state.record().text, &marks(&state));
            Ok((panel(&state, &|kind| inner.gloss(kind)), drawn))
        })
        .await?;
    let approved = panel.approved.is_some();
    let (panel, lines) = (PanelPart { panel }.render()?, LinesPart { lines }.render()?);
    Ok(Json(json!({ "said": said, "approved": approved, "panel": panel, "lines": lines })).into_response())
}

/// The answer to an act that changed one card.
async fn checked(
    house: &House,
    report: ReportId,
    who: Reviewer,
    id: ClaimId,
    said: String,
) -> Result<Response, Trouble> {
    let inner = house.clone();
    let view = view(&who);
    let panel = house.read(move |store| Ok(panel(&store.state(report, &view)?, &|kind| inner.gloss(kind)))).await?;
    let id = id.to_string();
    let card = panel.groups.iter().flat_map(|group| &group.cards).find(|card| card.id == id);
    let card = card.ok_or_else(|| Trouble(StatusCode::NOT_FOUND, format!("the report has no claim {id}")))?;
    let (card, bar) = (CardPart { card }.render()?, BarPart { panel: &panel }.render()?);
    Ok(Json(json!({ "said": said, "claim": id, "card": card, "bar": bar })).into_response())
}
