//! What several reports tell of one happening, put together once and kept until the record changes.
//!
//! Putting together a large record takes seconds: it is done beside the requests, and a page shows the last stories there are, and says
//! so when they are older than the record.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use diurna_fuse::{Fusion, Words};
use diurna_io::output::pages::words;
use diurna_io::store::{ReportId, Store, StoreError, Summary, View};
use diurna_record::{Claim, ClaimRef, Story};
use serde::Deserialize;

use crate::house::{House, Trouble};
use crate::queue::Turn;

/// A record of fewer claims is put together while one waits.
const QUICK: u64 = 4_000;
/// Reports of a story that are read for its words at most.
const READ: usize = 80;

/// The stories of a record at one time.
#[derive(Default)]
pub(crate) struct Kept {
    now: Mutex<Option<Told>>,
    making: Mutex<bool>,
}

#[derive(Clone)]
struct Told {
    stories: Arc<Vec<Story>>,
    of: (u64, u64),
}

/// The stories, and whether they are those of the record as it is now.
struct Stories {
    all: Arc<Vec<Story>>,
    fresh: bool,
}

/// What is asked of a screen of stories.
#[derive(Deserialize, Default)]
pub(crate) struct Asked {
    story: Option<String>,
    #[serde(default)]
    from: u64,
    #[serde(default)]
    pub only: String,
}

/// The stories of a screen, a page of them, and the one that is shown whole.
pub(crate) struct Listed {
    pub rows: Vec<StoryRow>,
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

/// Stories of a screen's list on a page.
const SIZE: u32 = 25;

/// The stories of a screen at `path`: those with a rank, the highest first, each with what it holds for the screen. The one that was
/// asked for is shown, else the first.
pub(crate) async fn listed<R: Ord>(
    house: &House,
    asked: &Asked,
    path: &str,
    rank: impl Fn(&Story) -> Option<R>,
    what: impl Fn(&Story) -> String,
) -> Result<Listed, Trouble> {
    let found = stories(house).await?;
    let ready = found.is_some();
    let Stories { all, fresh } = found.unwrap_or(Stories { all: Arc::default(), fresh: false });
    let mut told: Vec<(R, &Story)> = all.iter().filter_map(|story| Some((rank(story)?, story))).collect();
    told.sort_by(|one, other| other.0.cmp(&one.0));
    let asked_for = |story: &Story| asked.story.as_deref() == Some(&*story.id.to_string());
    let chosen = told.iter().find(|(_, story)| asked_for(story)).or(told.first()).map(|(_, story)| (*story).clone());
    let id = chosen.as_ref().map(|story| story.id.to_string());
    let skip = usize::try_from(asked.from).unwrap_or(usize::MAX);
    let page = told.iter().skip(skip).take(SIZE as usize);
    let rows: Vec<StoryRow> = page.map(|(_, story)| row(story, id.as_deref(), what(story))).collect();
    let total = told.len() as u64;
    let turn = Turn::of(asked.from, rows.len(), total, SIZE, |from| format!("{path}?from={from}"));
    Ok(Listed { rows, total, turn, ready, fresh, chosen })
}

impl Kept {
    fn get(&self) -> Option<Told> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn put(&self, told: Told) {
        *self.now.lock().unwrap_or_else(PoisonError::into_inner) = Some(told);
    }

    /// Whether this caller is to make them: nobody else does.
    fn begin(&self) -> bool {
        let mut making = self.making.lock().unwrap_or_else(PoisonError::into_inner);
        !std::mem::replace(&mut *making, true)
    }

    fn end(&self) {
        *self.making.lock().unwrap_or_else(PoisonError::into_inner) = false;
    }
}

/// The stories of the record; `None` while the first are being made.
async fn stories(house: &House) -> Result<Option<Stories>, Trouble> {
    let summary = house.read(Store::summary).await?;
    let kept = house.kept();
    let told = kept.get();
    if let Some(Told { stories, of }) = &told
        && *of == stamp(&summary)
    {
        return Ok(Some(Stories { all: stories.clone(), fresh: true }));
    }
    if kept.begin() {
        let (inner, of) = (house.clone(), stamp(&summary));
        let making = async move {
            let made = inner.read(make).await;
            if let Ok(stories) = &made {
                inner.kept().put(Told { stories: stories.clone(), of });
            }
            inner.kept().end();
            made
        };
        if summary.claims < QUICK {
            return Ok(Some(Stories { all: making.await?, fresh: true }));
        }
        tokio::spawn(making);
    }
    Ok(told.map(|told| Stories { all: told.stories, fresh: false }))
}

/// What changes when a record does.
fn stamp(summary: &Summary) -> (u64, u64) {
    (summary.claims, summary.entries)
}

fn make(store: &Store) -> Result<Arc<Vec<Story>>, StoreError> {
    let words = Words::embedded().map_err(|error| StoreError::Refused(error.to_string()))?;
    let mut fusion = Fusion::new(&words);
    for reviewed in store.records(View::Corrected)? {
        fusion.add(&reviewed?.record);
    }
    Ok(Arc::new(fusion.stories()))
}

/// A claim of a story, with what a page says of it.
#[derive(Clone)]
pub(crate) struct Seen {
    pub claim: Claim,
    /// Who says it, the report itself by its publisher.
    pub speaker: String,
    pub href: String,
    pub report: String,
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

/// A story in a list.
pub(crate) struct StoryRow {
    pub id: String,
    pub title: String,
    pub kind: String,
    pub days: String,
    pub place: String,
    pub reports: usize,
    pub copies: usize,
    pub what: String,
    pub here: bool,
}

/// A story in one line; `what` says what it holds for this screen.
fn row(story: &Story, chosen: Option<&str>, what: String) -> StoryRow {
    let days = match (story.from, story.to) {
        (Some(from), Some(to)) if from == to => from.to_string(),
        (Some(from), Some(to)) => format!("{from} to {to}"),
        (Some(day), None) | (None, Some(day)) => day.to_string(),
        (None, None) => String::new(),
    };
    let id = story.id.to_string();
    StoryRow {
        here: chosen == Some(id.as_str()),
        id,
        title: story.title.clone(),
        kind: story.kind.to_string(),
        days,
        place: story.place.as_ref().map_or_else(String::new, |place| place.name.clone()),
        reports: story.reports.len(),
        copies: story.copies.iter().map(|group| group.len().saturating_sub(1)).sum(),
        what,
    }
}
