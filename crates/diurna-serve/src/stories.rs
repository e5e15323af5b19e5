//! What several reports tell of one happening, as the record keeps it and brings it up to date.
//!
//! Putting together a large record for the first time takes seconds: it is done beside the requests, and a page shows the last stories there
//! are, and says so when they are older than the record.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use diurna_io::output::pages::words;
use diurna_io::store::{Page, ReportId, Store, StoreError, StoriesWith, StoryRow, Summary, View};
use diurna_record::{Claim, ClaimRef, Story, StoryId};
use serde::Deserialize;

use crate::house::{House, Trouble};
use crate::queue::Turn;

/// The stories of a record of fewer claims are brought up to date while one waits.
const QUICK: u64 = 4_000;
/// Reports of a story that are read for its words at most.
pub(crate) const READ: usize = 80;
/// Stories of a screen's list on a page.
const SIZE: u32 = 25;

/// Whether somebody brings the stories up to date at the moment.
#[derive(Default)]
pub(crate) struct Making(Mutex<bool>);

impl Making {
    /// Whether this caller is to do it: nobody else does.
    fn begin(&self) -> bool {
        !std::mem::replace(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner), true)
    }

    fn end(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = false;
    }
}

/// What is asked of a screen of stories.
#[derive(Deserialize, Default)]
pub(crate) struct Asked {
    story: Option<String>,
    report: Option<i64>,
    #[serde(default)]
    from: u64,
    #[serde(default)]
    pub only: String,
}

impl Asked {
    /// The story that is asked for, by its id or a report of it.
    fn id(&self, store: &Store) -> Result<Option<StoryId>, StoreError> {
        match (&self.story, self.report) {
            (Some(id), _) => Ok(id.strip_prefix('s').and_then(|id| id.parse().ok()).map(StoryId)),
            (None, Some(report)) => store.story_of(ReportId(report)),
            (None, None) => Ok(None),
        }
    }
}

/// A story in a list.
pub(crate) struct Row {
    pub id: String,
    pub title: String,
    pub kind: String,
    pub days: String,
    pub place: String,
    pub reports: u32,
    pub copies: u32,
    pub what: String,
    pub here: bool,
}

/// The stories of a screen, a page of them, and the one that is shown whole.
pub(crate) struct Listed {
    pub rows: Vec<Row>,
    pub total: u64,
    pub turn: Turn,
    /// Whether they are put together yet.
    pub ready: bool,
    /// Whether they are those of the record as it is now.
    pub fresh: bool,
    pub chosen: Option<Story>,
}

impl Listed {
    /// The id of the story that is shown.
    pub(crate) fn id(&self) -> String {
        self.chosen.as_ref().map_or_else(String::new, |story| story.id.to_string())
    }

    /// Its title.
    pub(crate) fn title(&self) -> &str {
        self.chosen.as_ref().map_or("", |story| &story.title)
    }
}

/// The stories of a screen at `path`, each with what it holds for the screen. The one that was asked for is shown, else the first.
pub(crate) async fn listed(
    house: &House,
    asked: Asked,
    path: &'static str,
    with: StoriesWith,
    what: fn(&StoryRow) -> String,
) -> Result<Listed, Trouble> {
    let fresh = freshen(house).await?;
    house.read(move |store| draw(store, &asked, path, with, what, fresh)).await
}

fn draw(
    store: &Store,
    asked: &Asked,
    path: &str,
    with: StoriesWith,
    what: fn(&StoryRow) -> String,
    fresh: bool,
) -> Result<Listed, StoreError> {
    let found = store.stories(with, Page { from: asked.from, size: SIZE })?;
    let id = match asked.id(store)? {
        Some(id) => Some(id),
        None => store.stories(with, Page { from: 0, size: 1 })?.rows.first().map(|row| row.id),
    };
    let chosen = id.map_or(Ok(None), |id| store.story(id))?;
    let id = chosen.as_ref().map(|story| story.id);
    let rows: Vec<Row> = found.rows.iter().map(|it| row(it, id, what(it))).collect();
    let turn = Turn::of(asked.from, rows.len(), found.total, SIZE, |from| format!("{path}?from={from}"));
    let ready = fresh || store.stories(StoriesWith::Reports, Page { from: 0, size: 0 })?.total > 0;
    Ok(Listed { rows, total: found.total, turn, ready, fresh, chosen })
}

/// A story in one line; `what` says what it holds for this screen.
fn row(story: &StoryRow, chosen: Option<StoryId>, what: String) -> Row {
    let days = match (&story.from, &story.to) {
        (Some(from), Some(to)) if from == to => from.clone(),
        (Some(from), Some(to)) => format!("{from} to {to}"),
        (Some(day), None) | (None, Some(day)) => day.clone(),
        (None, None) => String::new(),
    };
    Row {
        here: chosen == Some(story.id),
        id: story.id.to_string(),
        title: story.title.clone(),
        kind: story.kind.clone(),
        days,
        place: story.place.clone().unwrap_or_default(),
        reports: story.reports,
        copies: story.copies,
        what,
    }
}

/// Has the stories brought up to date, by waiting for it or beside the request; whether they are now.
async fn freshen(house: &House) -> Result<bool, Trouble> {
    let inner = house.clone();
    let (fresh, summary): (bool, Summary) =
        house.read(move |store| Ok((store.stories_are_fresh(inner.words())?, store.summary()?))).await?;
    if fresh || !house.making().begin() {
        return Ok(fresh);
    }
    let inner = house.clone();
    let making = async move {
        let made = renew(&inner).await;
        inner.making().end();
        made
    };
    if summary.claims < QUICK {
        return making.await.map(|()| true);
    }
    tokio::spawn(making);
    Ok(false)
}

/// Brings the stories up to date.
pub(crate) async fn renew(house: &House) -> Result<(), Trouble> {
    let inner = house.clone();
    house.beside(move |store| store.renew_stories(inner.words()).map(drop)).await
}

/// A claim of a story, with what a page says of it.
#[derive(Clone)]
pub(crate) struct Seen {
    pub claim: Claim,
    /// Who says it, the report itself by its publisher.
    pub speaker: String,
    pub href: String,
    pub report: String,
    /// The number of its report.
    pub number: i64,
}

/// The claims of a story's reports, by report and id.
pub(crate) type Claims = BTreeMap<ClaimRef, Seen>;

/// Reads the claims of a story.
pub(crate) fn claims(store: &Store, story: &Story) -> Result<Claims, StoreError> {
    let mut claims = Claims::new();
    for name in story.reports.iter().take(READ) {
        let Some(report) = store.report_named(name)? else { continue };
        take(&mut claims, store, report, name)?;
    }
    Ok(claims)
}

fn take(claims: &mut Claims, store: &Store, report: ReportId, name: &str) -> Result<(), StoreError> {
    let record = store.reviewed(report, &View::Corrected)?.record;
    let own = record.report.publisher.clone().unwrap_or_else(|| name.to_owned());
    for claim in &record.claims {
        let seen = Seen {
            speaker: match &claim.speaker {
                None => own.clone(),
                Some(speaker) => name_of(&record, speaker),
            },
            href: format!("/report/{report}#{}", claim.id),
            report: name.to_owned(),
            number: report.0,
            claim: claim.clone(),
        };
        claims.insert(ClaimRef { report: name.to_owned(), claim: claim.id }, seen);
    }
    Ok(())
}

fn name_of(record: &diurna_record::Record, speaker: &diurna_record::Speaker) -> String {
    let is = speaker.is.as_ref().map(|is| is.text.as_str());
    let actor = speaker.actor.and_then(|id| words::name(record, id));
    is.or(actor).unwrap_or(&speaker.text).to_owned()
}
