//! Entries, applied to a record one after the other.
//!
//! In: a record, the coding it is, every entry of the report's journal and which of them hold. Out: the [`State`]. An entry made on
//! this coding finds its claims by id; one made on another coding finds them by their words, and what it says is carried over. A
//! claim that people had checked and this coding does not make stands again, as they left it; what finds no place is listed.

use std::collections::{BTreeMap, BTreeSet};

use diurna_record::{Actor, ActorId, Claim, ClaimId, EventId, Noise, Record, Review, ReviewStatus, Why, Words};
use serde_json::{Map, Value};

use super::attach::attach;
use super::carry::{Page, carry, shift};
use super::{Approval, Bound, Checked, Garbled, State, Tie, Unattached};
use crate::store::journal::{Act, Entry, Named};
use crate::store::{ADDED_FROM, CodingId, RESTORED_FROM, ReportId};

/// The record of `coding` with the entries that hold; `journal` has those that were taken back too.
pub(in crate::store) fn apply(mut record: Record, coding: CodingId, journal: &[Entry], holding: &[&Entry]) -> State {
    let text = std::mem::take(&mut record.text);
    let machine = std::mem::take(&mut record.claims);
    let order: Vec<ClaimId> = machine.iter().map(|claim| claim.id).collect();
    let mut desk = Desk {
        coding,
        page: Page::of(&text),
        first: first_marks(journal),
        found: BTreeMap::new(),
        claims: machine.into_iter().map(|claim| (claim.id, untouched(claim))).collect(),
        state: State {
            record,
            touched: holding.iter().any(|entry| !matches!(entry.act, Act::Bond { .. })),
            ..State::default()
        },
    };
    for entry in holding {
        if let Err(reason) = desk.step(entry) {
            desk.state.unattached.push(Unattached { entry: entry.id, reason });
        }
    }
    let Desk { claims, mut state, .. } = desk;
    state.claims = in_order(claims, &order);
    state.record.text = text;
    state
}

/// The machine's claims in the machine's order, each other one before the first that stands further on in the text.
fn in_order(mut claims: BTreeMap<ClaimId, Checked>, order: &[ClaimId]) -> Vec<Checked> {
    let mut sorted: Vec<Checked> = order.iter().filter_map(|id| claims.remove(id)).collect();
    for checked in claims.into_values() {
        let start = checked.claim.at.start();
        let at = sorted.iter().position(|other| other.claim.at.start() > start).unwrap_or(sorted.len());
        sorted.insert(at, checked);
    }
    sorted
}

/// The claim of a record that another coding of its report had as `seen`, by its words.
pub(in crate::store) fn find_again(record: &Record, seen: &Value) -> Option<ClaimId> {
    let page = Page::of(&record.text);
    let mut seen = seen.clone();
    let moved = shift(&seen, &page)?;
    carry(&mut seen, &page, moved).ok()?;
    let seen = Claim::from_value(&seen, &page.points).ok()?;
    attach(&seen, record.claims.iter(), &BTreeSet::new())
}

fn untouched(claim: Claim) -> Checked {
    Checked { machine: Some(claim.clone()), claim, ..Checked::default() }
}

type Key = (CodingId, ClaimId);

/// Every claim that was ever named, as the first to name it saw it: nearest to what the machine made.
fn first_marks(journal: &[Entry]) -> BTreeMap<Key, &Value> {
    let mut first = BTreeMap::new();
    for entry in journal {
        for (id, value) in &entry.marks.claims {
            if let Some(id) = ClaimId::parse(id) {
                first.entry((entry.coding, id)).or_insert(value);
            }
        }
    }
    first
}

/// What becomes of the ids inside a claim that is carried over.
#[derive(Clone, Copy, PartialEq)]
enum Ids {
    /// They become those of this coding.
    Turned,
    /// They are left out: the claim is only looked for.
    Left,
}

/// A state that is being made.
struct Desk<'a> {
    coding: CodingId,
    page: Page<'a>,
    first: BTreeMap<Key, &'a Value>,
    /// Claims of other codings, and which of this one they are.
    found: BTreeMap<Key, ClaimId>,
    claims: BTreeMap<ClaimId, Checked>,
    state: State,
}

impl Desk<'_> {
    fn step(&mut self, entry: &Entry) -> Result<(), String> {
        match &entry.act {
            Act::Accept { claim } => self.accept(entry, claim.0),
            Act::Reject { claim } => {
                let id = self.find(entry, claim.0).ok_or("the record has no such claim any more")?;
                self.mark(entry, id, ReviewStatus::Rejected)
            }
            Act::Edit { claim, set } => self.edit(entry, claim.0, set),
            Act::Add { claim, like } => self.add(entry, claim, *like),
            Act::Merge { claims } => self.merge(entry, claims),
            Act::Split { claim, into } => self.split(entry, claim.0, into),
            Act::MergeEvents { claims } => self.merge_events(entry, claims),
            Act::SplitEvent { claims } => {
                let event = EventId(fresh(entry, 0).0);
                for id in self.each(entry, claims)? {
                    self.checked(id)?.claim.event = event;
                }
                Ok(())
            }
            Act::Noise { at, reason } => {
                let words = self.words(entry, *at)?;
                self.state.record.noise.push(Noise { at: words.at, why: reason.clone() });
                Ok(())
            }
            Act::Garbled { at } => {
                let words = self.words(entry, *at)?;
                self.state.garbled.push(Garbled { entry: entry.id, words });
                Ok(())
            }
            Act::Link { claim, link, report, to } => {
                let id = self.find_or_restore(entry, claim.0)?;
                let report = report.map(ReportId).filter(|&report| report != entry.report);
                let to = if report.is_some() { to.0 } else { self.find_or_restore(entry, to.0)? };
                self.state.links.push(Tie { entry: entry.id, claim: id, link: link.0, report, to });
                Ok(())
            }
            Act::Bond { bond, claim, with } => {
                let claim = claim.map(|claim| self.find_or_restore(entry, claim.0)).transpose()?;
                self.state.bonds.extend(with.iter().map(|far| Bound {
                    entry: entry.id,
                    bond: bond.0,
                    claim,
                    report: ReportId(far.report),
                    to: far.claim.map(|claim| claim.0),
                }));
                Ok(())
            }
            Act::Approve if entry.coding == self.coding => {
                let reviewer = entry.reviewer.name.clone();
                self.state.approved = Some(Approval { reviewer, at: entry.at.clone(), coding: entry.coding });
                Ok(())
            }
            Act::Approve => Err("the report was coded again after it was approved".into()),
            Act::Reopen => {
                self.state.approved = None;
                Ok(())
            }
            Act::Undo { .. } | Act::Redo { .. } => Ok(()),
        }
    }

    fn accept(&mut self, entry: &Entry, seen: ClaimId) -> Result<(), String> {
        let id = self.find_or_restore(entry, seen)?;
        if entry.coding != self.coding
            && let Some(value) = entry.marks.claim(seen)
        {
            // What was accepted is what was seen, whatever this coding has there.
            let claim = self.carried(entry, value, Ids::Turned)?;
            let checked = self.checked(id)?;
            checked.claim = Claim { id, event: checked.claim.event, ..claim };
        }
        let checked = self.checked(id)?;
        let status = match (checked.review.status, &checked.machine) {
            (kept @ (ReviewStatus::Edited | ReviewStatus::Added), _) => kept,
            (ReviewStatus::Rejected | ReviewStatus::Replaced, None) => ReviewStatus::Added,
            (ReviewStatus::Rejected | ReviewStatus::Replaced, Some(machine)) if *machine != checked.claim => {
                ReviewStatus::Edited
            }
            _ => ReviewStatus::Accepted,
        };
        checked.into.clear();
        self.mark(entry, id, status)
    }

    fn edit(&mut self, entry: &Entry, seen: ClaimId, set: &Map<String, Value>) -> Result<(), String> {
        let id = self.find_or_restore(entry, seen)?;
        let edited = self.overlaid(entry, seen, id, set)?;
        let checked = self.checked(id)?;
        checked.claim = edited;
        checked.into.clear();
        let status = match checked.machine {
            None if checked.review.status != ReviewStatus::Unreviewed => ReviewStatus::Added,
            _ => ReviewStatus::Edited,
        };
        self.mark(entry, id, status)
    }

    /// The claim `id`, which the entry knows as `seen`, with these keys set.
    fn overlaid(
        &mut self,
        entry: &Entry,
        seen: ClaimId,
        id: ClaimId,
        set: &Map<String, Value>,
    ) -> Result<Claim, String> {
        let moved = match entry.marks.claim(seen) {
            Some(value) => shift(value, &self.page).unwrap_or(0),
            None => 0,
        };
        let mut set = Value::Object(set.clone());
        carry(&mut set, &self.page, moved)?;
        self.turn(entry, &mut set, Ids::Turned);
        let current = &self.claims.get(&id).ok_or("the record has no such claim any more")?.claim;
        let mut value = current.to_value(&self.page.points);
        if let (Value::Object(fields), Value::Object(set)) = (&mut value, set) {
            fields.extend(set.into_iter().filter(|(key, _)| key != "id"));
        }
        Claim::from_value(&value, &self.page.points).map_err(|error| error.to_string())
    }

    fn add(&mut self, entry: &Entry, claim: &Map<String, Value>, like: Option<Named>) -> Result<(), String> {
        let claim = self.carried(entry, &Value::Object(claim.clone()), Ids::Turned)?;
        let event = like.and_then(|like| self.find(entry, like.0)).and_then(|id| self.claims.get(&id));
        let event = event.map_or(EventId(claim.id.0), |checked| checked.claim.event);
        let id = claim.id;
        let claim = Claim { event, why: Why::Person, ..claim };
        self.claims.insert(id, Checked { claim, ..Checked::default() });
        self.mark(entry, id, ReviewStatus::Added)
    }

    fn merge(&mut self, entry: &Entry, claims: &[Named]) -> Result<(), String> {
        let ids = self.each(entry, claims)?;
        let Some((&first, others)) = ids.split_first() else { return Err("nothing to merge".into()) };
        for &id in others.iter().filter(|&&id| id != first) {
            self.checked(id)?.into = vec![first];
            self.mark(entry, id, ReviewStatus::Replaced)?;
        }
        let status = match self.checked(first)?.review.status {
            ReviewStatus::Unreviewed | ReviewStatus::Rejected | ReviewStatus::Replaced => ReviewStatus::Accepted,
            status => status,
        };
        self.mark(entry, first, status)
    }

    fn split(&mut self, entry: &Entry, seen: ClaimId, into: &[Map<String, Value>]) -> Result<(), String> {
        let id = self.find_or_restore(entry, seen)?;
        let mut parts = Vec::new();
        for keys in into {
            let part = keys.get("id").and_then(Value::as_str).and_then(ClaimId::parse).ok_or("a part has no id")?;
            let claim = self.overlaid(entry, seen, id, keys)?;
            self.claims
                .insert(part, Checked { claim: Claim { id: part, why: Why::Person, ..claim }, ..Checked::default() });
            self.mark(entry, part, ReviewStatus::Added)?;
            parts.push(part);
        }
        self.checked(id)?.into = parts;
        self.mark(entry, id, ReviewStatus::Replaced)
    }

    fn merge_events(&mut self, entry: &Entry, claims: &[Named]) -> Result<(), String> {
        let ids = self.each(entry, claims)?;
        let events: Vec<EventId> = ids.iter().map(|id| self.claims[id].claim.event).collect();
        let Some(&first) = events.first() else { return Err("nothing to merge".into()) };
        for checked in self.claims.values_mut().filter(|checked| events.contains(&checked.claim.event)) {
            checked.claim.event = first;
        }
        for agreement in &mut self.state.record.agreements {
            if events.contains(&agreement.event) {
                agreement.event = first;
            }
        }
        Ok(())
    }

    fn checked(&mut self, id: ClaimId) -> Result<&mut Checked, String> {
        self.claims.get_mut(&id).ok_or_else(|| format!("the record has no claim {id}"))
    }

    fn mark(&mut self, entry: &Entry, id: ClaimId, status: ReviewStatus) -> Result<(), String> {
        self.checked(id)?.review = Review { status, reviewer: entry.reviewer.name.clone(), at: entry.at.clone() };
        Ok(())
    }

    fn each(&mut self, entry: &Entry, claims: &[Named]) -> Result<Vec<ClaimId>, String> {
        claims.iter().map(|named| self.find_or_restore(entry, named.0)).collect()
    }

    /// The claim of this record that the entry knows as `id`.
    fn find(&mut self, entry: &Entry, id: ClaimId) -> Option<ClaimId> {
        let ours = entry.coding == self.coding;
        if (ours || id.0 >= ADDED_FROM) && self.claims.contains_key(&id) {
            return Some(id);
        }
        if ours || (ADDED_FROM..RESTORED_FROM).contains(&id.0) {
            return None;
        }
        let key = (entry.coding, id);
        if let Some(&found) = self.found.get(&key) {
            return Some(found);
        }
        let first = *self.first.get(&key)?;
        let seen = self.carried(entry, first, Ids::Left).ok()?;
        let taken: BTreeSet<ClaimId> =
            self.found.iter().filter(|((coding, _), _)| *coding == entry.coding).map(|(_, &found)| found).collect();
        let machine = self.claims.values().filter_map(|checked| checked.machine.as_ref());
        let found = attach(&seen, machine, &taken)?;
        self.found.insert(key, found);
        Some(found)
    }

    /// The same, or the claim as it was seen, standing again.
    fn find_or_restore(&mut self, entry: &Entry, id: ClaimId) -> Result<ClaimId, String> {
        if let Some(found) = self.find(entry, id) {
            return Ok(found);
        }
        let value = entry.marks.claim(id).filter(|_| entry.coding != self.coding && !is_added(id));
        let value = value.ok_or("the record has no such claim any more")?;
        let claim = self.carried(entry, value, Ids::Turned)?;
        let nth = entry.act.claims().iter().position(|other| *other == id).unwrap_or(0);
        let again = fresh(entry, nth);
        let claim = Claim { id: again, event: EventId(again.0), ..claim };
        self.claims.insert(again, Checked { claim, ..Checked::default() });
        self.found.insert((entry.coding, id), again);
        Ok(again)
    }

    /// The words an act points at, where they stand in this text.
    fn words(&self, entry: &Entry, at: [usize; 2]) -> Result<Words, String> {
        let text = entry.marks.words.as_deref().ok_or("the entry has no words")?;
        let found = self.page.find(text, at[0]).ok_or_else(|| format!("the text has no \"{text}\" any more"))?;
        let span = self.page.points.span(found).ok_or("the words lie outside the text")?;
        Ok(Words { at: span, text: text.to_owned() })
    }

    /// A claim of another coding as a claim of this text.
    fn carried(&mut self, entry: &Entry, value: &Value, ids: Ids) -> Result<Claim, String> {
        let moved = shift(value, &self.page).ok_or_else(|| {
            let quote = value.get("quote").and_then(Value::as_str).unwrap_or("");
            format!("the text has no \"{quote}\" any more")
        })?;
        let mut value = value.clone();
        carry(&mut value, &self.page, moved)?;
        self.turn(entry, &mut value, ids);
        Claim::from_value(&value, &self.page.points).map_err(|error| error.to_string())
    }

    /// Turns the ids of actors and claims inside `value` into those of this record.
    fn turn(&mut self, entry: &Entry, value: &mut Value, ids: Ids) {
        match value {
            Value::Array(items) => items.iter_mut().for_each(|item| self.turn(entry, item, ids)),
            Value::Object(fields) => {
                for (key, field) in fields.iter_mut() {
                    let word = field.as_str();
                    let turned = match (key.as_str(), word) {
                        ("actor", Some(word)) => {
                            ActorId::parse(word).and_then(|id| self.actor(entry, id, ids)).map(|id| id.to_string())
                        }
                        ("of" | "part_of", Some(word)) if ids == Ids::Turned => {
                            ClaimId::parse(word).and_then(|id| self.find(entry, id)).map(|id| id.to_string())
                        }
                        ("of" | "part_of", Some(_)) => None,
                        _ => {
                            self.turn(entry, field, ids);
                            continue;
                        }
                    };
                    *field = turned.map_or(Value::Null, Value::String);
                }
            }
            _ => {}
        }
    }

    /// The actor of this record that the entry knows as `id`; one it does not have is added.
    fn actor(&mut self, entry: &Entry, id: ActorId, ids: Ids) -> Option<ActorId> {
        if ids == Ids::Left {
            return None;
        }
        let actors = &mut self.state.record.actors;
        if entry.coding == self.coding && id.0 < ADDED_FROM {
            return actors.iter().any(|actor| actor.id == id).then_some(id);
        }
        let described = entry.marks.actors.get(&id.to_string())?;
        let word = |key: &str| described.get(key).and_then(Value::as_str).map(str::to_owned);
        let (name, key) = (word("name")?, word("key"));
        let same_key = actors.iter().find(|actor| key.is_some() && actor.key == key);
        if let Some(actor) = same_key.or_else(|| actors.iter().find(|actor| actor.name == name && actor.key == key)) {
            return Some(actor.id);
        }
        let id = ActorId(actors.iter().map(|actor| actor.id.0 + 1).max().unwrap_or(0).max(ADDED_FROM));
        let sectors = described.get("sectors").and_then(Value::as_array).into_iter().flatten();
        let sectors = sectors.filter_map(Value::as_str).map(str::to_owned).collect();
        actors.push(Actor { id, name, key, sectors, country: word("country"), mentions: Vec::new() });
        Some(id)
    }
}

fn is_added(id: ClaimId) -> bool {
    (ADDED_FROM..RESTORED_FROM).contains(&id.0)
}

/// A number that no other entry gives: the `nth` of this one.
fn fresh(entry: &Entry, nth: usize) -> ClaimId {
    let number = (entry.id.0 as u32).wrapping_mul(16).wrapping_add(nth as u32 % 16);
    ClaimId(RESTORED_FROM.wrapping_add(number % (u32::MAX - RESTORED_FROM)))
}
