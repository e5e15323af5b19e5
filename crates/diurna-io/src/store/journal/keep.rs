//! The journal in its file: entries go in, come out, are taken back and hold again.
//!
//! In: a correction. Out: the entry it became, or why it cannot be made. Undo and redo are entries too: per report and reviewer,
//! the last entry that holds is taken back, and the last that was taken back holds again until something else is said.

use std::collections::BTreeSet;

use diurna_record::{Claim, ClaimId};
use rusqlite::{Connection, Row, Transaction, TransactionBehavior, params};
use serde_json::{Map, Value, json};

use super::{Act, Correction, Entry, Marks, Other, Pass, Reviewer, bonds};
use crate::store::error::Trouble;
use crate::store::read::{in_force, standing};
use crate::store::state::{Page, State, fill};
use crate::store::{ADDED_FROM, CodingId, EntryId, RESTORED_FROM, ReportId, Store, StoreError, View, rows};

/// The keys of a claim that a person may set.
const KEYS: [&str; 19] = [
    "kind",
    "anchor",
    "at",
    "quote",
    "speaker",
    "via",
    "cue",
    "stance",
    "actuality",
    "if",
    "direct_quote",
    "background",
    "by",
    "against",
    "with",
    "means",
    "place",
    "when",
    "count",
];

/// The entries of a report, or of all, in the order they were made.
pub(in crate::store) fn entries(connection: &Connection, report: Option<ReportId>) -> Result<Vec<Entry>, Trouble> {
    let sql = "SELECT id, report, coding, reviewer, pass, at, body, about, why FROM journal
        WHERE ?1 IS NULL OR report = ?1 ORDER BY id";
    let one =
        "SELECT id, report, coding, reviewer, pass, at, body, about, why FROM journal WHERE report = ?1 ORDER BY id";
    let mut query = connection.prepare_cached(if report.is_some() { one } else { sql })?;
    let found = query.query_map([report.map(|report| report.0)], |row| Ok(entry(row)))?;
    found.map(|entry| entry?).collect()
}

pub(super) fn entry(row: &Row<'_>) -> Result<Entry, Trouble> {
    let id = EntryId(row.get(0)?);
    let odd = |why: String| Trouble::Damaged(format!("entry {id} of the journal: {why}"));
    let (pass, body, about): (String, String, String) = (row.get(4)?, row.get(6)?, row.get(7)?);
    Ok(Entry {
        id,
        report: ReportId(row.get(1)?),
        coding: CodingId(row.get(2)?),
        reviewer: Reviewer {
            name: row.get(3)?,
            pass: Pass::parse(&pass).ok_or_else(|| odd(format!("\"{pass}\" is no pass")))?,
        },
        at: row.get(5)?,
        act: serde_json::from_str(&body).map_err(|error| odd(error.to_string()))?,
        why: row.get(8)?,
        marks: serde_json::from_str(&about).map_err(|error| odd(error.to_string()))?,
    })
}

/// The entries of these reviewers that hold, without those taken back and without the taking back.
pub(in crate::store) fn active(journal: &[Entry], whose: impl Fn(&Reviewer) -> bool) -> Vec<&Entry> {
    let mut holding: BTreeSet<EntryId> = BTreeSet::new();
    let theirs = || journal.iter().filter(|entry| whose(&entry.reviewer));
    for entry in theirs() {
        match entry.act {
            Act::Undo { entry } => holding.remove(&EntryId(entry)),
            Act::Redo { entry } => holding.insert(EntryId(entry)),
            _ => holding.insert(entry.id),
        };
    }
    theirs().filter(|entry| holding.contains(&entry.id)).collect()
}

/// What a reviewer can take back, and what can hold again: the last of each.
pub(super) fn stacks(journal: &[Entry], reviewer: &Reviewer) -> (Option<EntryId>, Option<EntryId>) {
    let (mut done, mut undone): (Vec<EntryId>, Vec<EntryId>) = (Vec::new(), Vec::new());
    for entry in journal.iter().filter(|entry| entry.reviewer == *reviewer) {
        match entry.act {
            Act::Undo { entry } => turn(EntryId(entry), &mut done, &mut undone),
            Act::Redo { entry } => turn(EntryId(entry), &mut undone, &mut done),
            _ => {
                undone.clear();
                done.push(entry.id);
            }
        }
    }
    (done.last().copied(), undone.last().copied())
}

/// Moves an entry from what holds to what does not, or back.
fn turn(entry: EntryId, from: &mut Vec<EntryId>, to: &mut Vec<EntryId>) {
    from.retain(|other| *other != entry);
    to.push(entry);
}

impl Store {
    /// Writes a correction down, and brings the tables up to it.
    ///
    /// # Errors
    /// No such report or claim, an approved report, a value that is none, words outside the text, a missing reason; nothing is
    /// written then. Or what the file says.
    pub fn append(&mut self, report: ReportId, correction: &Correction) -> Result<Entry, StoreError> {
        self.within(|transaction| append(transaction, report, correction))
    }

    /// Takes the reviewer's last entry of a report back; `None` where nothing is left to take back.
    ///
    /// # Errors
    /// An approved report, or what the file says.
    pub fn undo(&mut self, report: ReportId, reviewer: &Reviewer, at: &str) -> Result<Option<Entry>, StoreError> {
        self.within(|transaction| {
            let last = stacks(&entries(transaction, Some(report))?, reviewer).0;
            last.map(|entry| turn_back(transaction, report, reviewer, at, Act::Undo { entry: entry.0 })).transpose()
        })
    }

    /// Lets the entry that the reviewer took back last hold again; `None` where there is none.
    ///
    /// # Errors
    /// An approved report, or what the file says.
    pub fn redo(&mut self, report: ReportId, reviewer: &Reviewer, at: &str) -> Result<Option<Entry>, StoreError> {
        self.within(|transaction| {
            let last = stacks(&entries(transaction, Some(report))?, reviewer).1;
            last.map(|entry| turn_back(transaction, report, reviewer, at, Act::Redo { entry: entry.0 })).transpose()
        })
    }

    /// The journal of a report, or of all, in the order it was written.
    ///
    /// # Errors
    /// What the file says.
    pub fn journal(&self, report: Option<ReportId>) -> Result<Vec<Entry>, StoreError> {
        entries(&self.connection, report).map_err(|trouble| trouble.told(&self.path))
    }

    /// Who said anything of a report, and in which pass.
    ///
    /// # Errors
    /// What the file says.
    pub fn reviewers(&self, report: ReportId) -> Result<Vec<Reviewer>, StoreError> {
        let all: BTreeSet<Reviewer> = self.journal(Some(report))?.into_iter().map(|entry| entry.reviewer).collect();
        Ok(all.into_iter().collect())
    }

    pub(super) fn within<T>(
        &mut self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, Trouble>,
    ) -> Result<T, StoreError> {
        let told = self.told();
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(&told)?;
        let done = work(&transaction).map_err(|trouble| trouble.told(&self.path))?;
        transaction.commit().map_err(told)?;
        Ok(done)
    }
}

/// What the reviewer has before them.
fn view_of(reviewer: &Reviewer) -> View {
    match reviewer.pass {
        Pass::Open => View::Corrected,
        Pass::Blind => View::Only(reviewer.clone()),
    }
}

fn append(transaction: &Transaction<'_>, report: ReportId, correction: &Correction) -> Result<Entry, Trouble> {
    let refused = |why: String| Trouble::Refused(format!("report {report}: {why}"));
    if correction.reviewer.name.trim().is_empty() {
        return Err(refused("a correction needs its reviewer's name".into()));
    }
    let reasoned = correction.why.as_deref().is_some_and(|why| !why.trim().is_empty());
    if matches!(correction.act, Act::Reject { .. } | Act::Reopen) && !reasoned {
        return Err(refused(format!("\"{}\" needs a reason", correction.act.word())));
    }
    let (coding, record) = in_force(transaction, report)?;
    let journal = entries(transaction, Some(report))?;
    let text = record.text.clone();
    let page = Page::of(&text);
    let state = standing(transaction, record, coding, &journal, &view_of(&correction.reviewer))?;
    may(&correction.act, &state).map_err(refused)?;
    let mut act = correction.act.clone();
    complete(&mut act, report, &journal, &page).map_err(refused)?;
    let entry = Entry {
        id: EntryId(0),
        report,
        coding,
        reviewer: correction.reviewer.clone(),
        at: correction.at.clone(),
        marks: Marks {
            other: other(transaction, report, &act)?,
            others: bonds::others(transaction, &act)?,
            ..Marks::of(&act, &state, &page)
        },
        act,
        why: correction.why.clone(),
    };
    keep(transaction, journal, entry)
}

/// The claim of another report that a link goes to.
fn other(transaction: &Transaction<'_>, report: ReportId, act: &Act) -> Result<Option<Other>, Trouble> {
    let Act::Link { report: Some(there), to, .. } = act else { return Ok(None) };
    if *there == report.0 {
        return Ok(None);
    }
    far(transaction, ReportId(*there), to.0).map(Some)
}

/// A claim of another report as it is seen now.
pub(super) fn far(connection: &Connection, report: ReportId, claim: ClaimId) -> Result<Other, Trouble> {
    let (coding, record) = in_force(connection, report)?;
    let text = record.text.clone();
    let state = standing(connection, record, coding, &entries(connection, Some(report))?, &View::Corrected)?;
    let checked =
        state.claim(claim).ok_or_else(|| Trouble::Refused(format!("report {report} has no claim {claim}")))?;
    let claim = checked.machine.as_ref().unwrap_or(&checked.claim).to_value(&Page::of(&text).points);
    Ok(Other { coding: coding.0, claim })
}

pub(super) fn turn_back(
    transaction: &Transaction<'_>,
    report: ReportId,
    reviewer: &Reviewer,
    at: &str,
    act: Act,
) -> Result<Entry, Trouble> {
    let (coding, record) = in_force(transaction, report)?;
    let journal = entries(transaction, Some(report))?;
    let of_bond = |entry: i64| journal.iter().any(|it| it.id.0 == entry && matches!(it.act, Act::Bond { .. }));
    if !matches!(act, Act::Undo { entry } | Act::Redo { entry } if of_bond(entry)) {
        may(&act, &standing(transaction, record, coding, &journal, &view_of(reviewer))?)
            .map_err(|why| Trouble::Refused(format!("report {report}: {why}")))?;
    }
    let (reviewer, at) = (reviewer.clone(), at.to_owned());
    let entry = Entry { id: EntryId(0), report, coding, reviewer, at, act, why: None, marks: Marks::default() };
    keep(transaction, journal, entry)
}

/// Whether an act can be done in a state at all.
fn may(act: &Act, state: &State) -> Result<(), String> {
    match (act, &state.approved) {
        (Act::Reopen, None) => Err("is not approved".into()),
        // What a report has to do with others leaves its claims as they were approved.
        (Act::Reopen, Some(_)) | (Act::Bond { .. }, _) => Ok(()),
        (_, Some(_)) => Err("is approved; reopen it first".into()),
        (Act::Merge { claims } | Act::MergeEvents { claims }, None) if claims.len() < 2 => {
            Err("two claims or more are wanted".into())
        }
        (Act::Split { into, .. }, None) if into.len() < 2 => Err("two parts or more are wanted".into()),
        _ => Ok(()),
    }
}

/// Gives new claims their ids, and positions their words.
fn complete(act: &mut Act, report: ReportId, journal: &[Entry], page: &Page<'_>) -> Result<(), String> {
    let adds = matches!(act, Act::Add { .. });
    let names = adds || matches!(act, Act::Split { .. });
    let mut next = next_added(journal);
    for keys in act.keys_mut() {
        if let Some(key) = keys.keys().find(|key| !KEYS.contains(&key.as_str()) && *key != "of") {
            return Err(format!("\"{key}\" is no key of a claim that can be set"));
        }
        fill(keys, page)?;
        if adds {
            *keys = whole(keys, page)?;
        }
        if names {
            keys.insert("id".into(), ClaimId(next).to_string().into());
            next += 1;
        }
    }
    match act {
        Act::Bond { bond, claim, with } => bonds::checked(report, bond.0, *claim, with),
        Act::Noise { at, .. } | Act::Garbled { at } if page.words(*at).is_none_or(str::is_empty) => {
            Err(format!("[{}, {}] is no stretch of the text", at[0], at[1]))
        }
        _ => Ok(()),
    }
}

/// The first number that no added claim of the report has.
fn next_added(journal: &[Entry]) -> u32 {
    let ids = journal.iter().flat_map(|entry| entry.act.keys()).filter_map(|keys| keys.get("id")?.as_str());
    let added = ids.filter_map(ClaimId::parse).map(|id| id.0).filter(|id| (ADDED_FROM..RESTORED_FROM).contains(id));
    added.max().map_or(ADDED_FROM, |last| last + 1)
}

/// An added claim with every key it needs.
fn whole(keys: &Map<String, Value>, page: &Page<'_>) -> Result<Map<String, Value>, String> {
    if keys.get("kind").is_none_or(|kind| kind.as_str().is_none_or(str::is_empty)) {
        return Err("an added claim needs its kind".into());
    }
    if !(keys.contains_key("anchor") && keys.contains_key("at")) {
        return Err("an added claim needs its anchor and its place in the text".into());
    }
    let claim = Claim { chance: 1.0, why: diurna_record::Why::Person, ..Claim::default() };
    let Value::Object(mut all) = claim.to_value(&page.points) else { return Err("a claim is an object".into()) };
    all.extend(keys.clone());
    all.insert("event".into(), json!("e0"));
    Ok(all)
}

/// Writes an entry, sees that it holds, and brings the tables up to it.
fn keep(transaction: &Transaction<'_>, mut journal: Vec<Entry>, mut entry: Entry) -> Result<Entry, Trouble> {
    let json = |value: serde_json::Result<Value>| value.map(|value| value.to_string()).unwrap_or_default();
    transaction
        .prepare_cached("INSERT INTO journal (report, coding, reviewer, pass, at, act, body, about, why) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")?
        .execute(params![
            entry.report.0,
            entry.coding.0,
            entry.reviewer.name,
            entry.reviewer.pass.as_str(),
            entry.at,
            entry.act.word(),
            json(serde_json::to_value(&entry.act)),
            json(serde_json::to_value(&entry.marks)),
            entry.why,
        ])?;
    entry.id = EntryId(transaction.last_insert_rowid());
    journal.push(entry.clone());
    if entry.act == Act::Reopen && entry.reviewer.pass == Pass::Open {
        newest(transaction, entry.report)?;
    }
    let (coding, record) = in_force(transaction, entry.report)?;
    let state = standing(transaction, record, coding, &journal, &view_of(&entry.reviewer))?;
    if let Some(lost) = state.unattached.iter().find(|lost| lost.entry == entry.id) {
        return Err(Trouble::Refused(format!("report {}: {}", entry.report, lost.reason)));
    }
    if entry.reviewer.pass == Pass::Open {
        rows::write(transaction, entry.report, &state)?;
    }
    Ok(entry)
}

/// Brings the newest coding of the newest version into force.
fn newest(transaction: &Transaction<'_>, report: ReportId) -> rusqlite::Result<()> {
    transaction
        .prepare_cached(
            "UPDATE reports SET coding = coalesce((SELECT max(id) FROM codings WHERE version = reports.version), coding) WHERE id = ?1",
        )?
        .execute([report.0])?;
    Ok(())
}
