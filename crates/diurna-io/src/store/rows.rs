//! The state of one report as rows that an analyst can ask.
//!
//! In: a report and its state. Out: its rows in `claims`, `parties`, `actors`, `agreements`, `terms`, `noise`, `notes`, `links`,
//! `garbled` and `unattached`, and its line in `reports`; those that were there before are gone. A claim keeps its row's number.

use std::collections::BTreeMap;

use diurna_record::{Claim, CodePoints, Phrase, Record, ReviewStatus};
use rusqlite::{Transaction, params};
use serde_json::{Map, Value};

use super::ReportId;
use super::state::{Checked, State};

/// Writes the rows of a report.
pub(super) fn write(transaction: &Transaction<'_>, report: ReportId, state: &State) -> rusqlite::Result<()> {
    let numbers = clear(transaction, report)?;
    let reviewed = state.reviewed();
    let points = CodePoints::of(&reviewed.record.text);
    for checked in &state.claims {
        let stands = reviewed.record.claim(checked.claim.id).unwrap_or(&checked.claim);
        let number = numbers.get(&checked.claim.id.0).copied();
        write_claim(transaction, report, number, checked, stands, &reviewed.record, &points)?;
    }
    write_record(transaction, report, &reviewed.record, &points)?;
    write_said(transaction, report, state, &points)?;
    write_report(transaction, report, state)
}

/// Takes the report's rows away, and tells which claim had which.
fn clear(transaction: &Transaction<'_>, report: ReportId) -> rusqlite::Result<BTreeMap<u32, i64>> {
    let numbers = transaction
        .prepare_cached("SELECT claim, id FROM claims WHERE report = ?1")?
        .query_map([report.0], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    for table in ["claims", "actors", "agreements", "noise", "notes", "links", "garbled", "unattached"] {
        transaction.prepare_cached(&format!("DELETE FROM {table} WHERE report = ?1"))?.execute([report.0])?;
    }
    Ok(numbers)
}

fn write_claim(
    transaction: &Transaction<'_>,
    report: ReportId,
    number: Option<i64>,
    checked: &Checked,
    claim: &Claim,
    record: &Record,
    points: &CodePoints<'_>,
) -> rusqlite::Result<()> {
    let (place, when, count) = (claim.place.as_ref(), claim.when.as_ref(), claim.count.as_ref());
    let speaker = claim.speaker.as_ref();
    let actor = speaker.and_then(|speaker| speaker.actor);
    let key =
        actor.and_then(|id| record.actors.iter().find(|actor| actor.id == id)).and_then(|actor| actor.key.as_ref());
    let (anchor, at) = (points.at(claim.anchor.at), points.at(claim.at));
    let seen = checked.review.status != ReviewStatus::Unreviewed;
    transaction.prepare_cached(INSERT)?.execute(params![
        number,
        report.0,
        claim.id.0,
        claim.event.0,
        claim.kind.as_str(),
        claim.anchor.text,
        anchor[0],
        anchor[1],
        claim.quote,
        at[0],
        at[1],
        speaker.map(|speaker| &speaker.text),
        speaker.and_then(|speaker| speaker.is.as_ref()).map(|is| &is.text),
        actor.map(|actor| actor.0),
        key,
        claim.cue.as_ref().map(|cue| &cue.text),
        claim.stance.as_str(),
        claim.actuality.as_str(),
        claim.condition.as_ref().map(|condition| &condition.text),
        claim.direct_quote,
        claim.background,
        place.map(|place| &place.text),
        place.and_then(|place| place.name.as_ref()),
        place.and_then(|place| place.geonameid).map(signed),
        place.and_then(|place| place.country.as_ref()),
        place.and_then(|place| place.lat),
        place.and_then(|place| place.lon),
        place.map(|place| place.grain.as_str()),
        when.map(|when| &when.text),
        when.and_then(|when| when.from).map(|day| day.to_string()),
        when.and_then(|when| when.to).map(|day| day.to_string()),
        when.and_then(|when| when.edtf.as_ref()),
        when.map(|when| when.grain.as_str()),
        when.and_then(|when| when.until).map(|until| until.to_string()),
        when.map(|when| when.anchor.as_str()),
        count.map(|count| &count.text),
        count.and_then(|count| count.op).map(|op| op.as_str()),
        count.and_then(|count| count.value).map(signed),
        count.and_then(|count| count.max).map(signed),
        count.and_then(|count| count.unit.as_ref()),
        count.and_then(|count| count.who.as_ref()),
        count.and_then(|count| count.part_of).map(|id| id.0),
        claim.of.map(|id| id.0),
        rounded(claim.chance),
        why(claim),
        checked.review.status.word(),
        seen.then_some(&checked.review.reviewer),
        seen.then_some(&checked.review.at),
        was(checked, points),
    ])?;
    let row = transaction.last_insert_rowid();
    let sides = [
        ("by", &claim.by),
        ("against", &claim.against),
        ("with", &claim.with),
        ("means", &claim.means),
        ("via", &claim.via),
    ];
    sides.iter().try_for_each(|(role, phrases)| write_side(transaction, row, role, phrases, points))
}

const INSERT: &str = "INSERT INTO claims (id, report, claim, event, kind, anchor, anchor_start, anchor_end, quote, char_start,
    char_end, speaker, speaker_is, speaker_actor, speaker_key, cue, stance, actuality, condition, direct_quote, background, place,
    place_name, geonameid, country, lat, lon, grain, when_text, when_from, when_to, edtf, when_grain, until, when_anchor, count_text,
    op, value, max, unit, who, part_of, of_claim, chance, why, status, reviewer, reviewed_at, was)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
    ?, ?, ?, ?, ?, ?, ?, ?, ?)";

fn write_side(
    transaction: &Transaction<'_>,
    row: i64,
    role: &str,
    phrases: &[Phrase],
    points: &CodePoints<'_>,
) -> rusqlite::Result<()> {
    let insert =
        "INSERT INTO parties (claim, role, number, words, actor, char_start, char_end) VALUES (?, ?, ?, ?, ?, ?, ?)";
    for (number, phrase) in (1i64..).zip(phrases) {
        let [start, end] = points.at(phrase.at);
        let actor = phrase.actor.map(|actor| actor.0);
        transaction.prepare_cached(insert)?.execute(params![row, role, number, phrase.text, actor, start, end])?;
    }
    Ok(())
}

/// Numbers of a text are counts and ids of gazetteers: none comes near the sign.
fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// A chance to three digits, as its calibration has no more.
fn rounded(chance: f32) -> f64 {
    (f64::from(chance) * 1000.0).round() / 1000.0
}

fn why(claim: &Claim) -> String {
    match &claim.why {
        diurna_record::Why::Model => "model".into(),
        diurna_record::Why::Person => "person".into(),
        diurna_record::Why::Pattern(name) => format!("pattern {name}"),
    }
}

/// The keys of a claim that a person changed, as the machine had them.
fn was(checked: &Checked, points: &CodePoints<'_>) -> Option<String> {
    let machine = checked.machine.as_ref().filter(|machine| **machine != checked.claim)?;
    let (Value::Object(machine), Value::Object(now)) = (machine.to_value(points), checked.claim.to_value(points))
    else {
        return None;
    };
    let changed: Map<String, Value> = machine.into_iter().filter(|(key, value)| now.get(key) != Some(value)).collect();
    Some(Value::Object(changed).to_string())
}

fn write_record(
    transaction: &Transaction<'_>,
    report: ReportId,
    record: &Record,
    points: &CodePoints<'_>,
) -> rusqlite::Result<()> {
    let mut insert = transaction
        .prepare_cached("INSERT INTO actors (report, actor, name, key, sectors, country) VALUES (?, ?, ?, ?, ?, ?)")?;
    for actor in &record.actors {
        let sectors = (!actor.sectors.is_empty()).then(|| actor.sectors.join(" "));
        insert.execute(params![report.0, actor.id.0, actor.name, actor.key, sectors, actor.country])?;
    }
    for agreement in &record.agreements {
        let (id, effective) = (agreement.id.0, agreement.effective.map(|moment| moment.to_string()));
        transaction
            .prepare_cached(
                "INSERT INTO agreements (report, agreement, event, kind, effective) VALUES (?, ?, ?, ?, ?)",
            )?
            .execute(params![report.0, id, agreement.event.0, agreement.kind.as_str(), effective])?;
        let mut party = transaction.prepare_cached(
            "INSERT OR IGNORE INTO agreement_parties (report, agreement, role, actor) VALUES (?, ?, ?, ?)",
        )?;
        for actor in &agreement.parties {
            party.execute(params![report.0, id, "party", actor.0])?;
        }
        for actor in &agreement.brokers {
            party.execute(params![report.0, id, "broker", actor.0])?;
        }
        let mut term =
            transaction.prepare_cached("INSERT OR IGNORE INTO terms (report, agreement, claim) VALUES (?, ?, ?)")?;
        for claim in &agreement.terms {
            term.execute(params![report.0, id, claim.0])?;
        }
    }
    let mut insert = transaction
        .prepare_cached("INSERT INTO noise (report, number, char_start, char_end, why) VALUES (?, ?, ?, ?, ?)")?;
    for (number, noise) in (1i64..).zip(&record.noise) {
        let [start, end] = points.at(noise.at);
        insert.execute(params![report.0, number, start, end, noise.why])?;
    }
    let mut insert = transaction.prepare_cached(
        "INSERT INTO notes (report, number, code, char_start, char_end, message) VALUES (?, ?, ?, ?, ?, ?)",
    )?;
    for (number, note) in (1i64..).zip(&record.notes) {
        let at = note.at.map(|at| points.at(at));
        insert.execute(params![report.0, number, note.code, at.map(|at| at[0]), at.map(|at| at[1]), note.message])?;
    }
    Ok(())
}

/// What people said that is no claim.
fn write_said(
    transaction: &Transaction<'_>,
    report: ReportId,
    state: &State,
    points: &CodePoints<'_>,
) -> rusqlite::Result<()> {
    for tie in &state.links {
        transaction
            .prepare_cached(
                "INSERT INTO links (entry, report, claim, link, to_report, to_claim) VALUES (?, ?, ?, ?, ?, ?)",
            )?
            .execute(params![
                tie.entry.0,
                report.0,
                tie.claim.0,
                tie.link.as_str(),
                tie.report.unwrap_or(report).0,
                tie.to.0
            ])?;
    }
    for garbled in &state.garbled {
        let [start, end] = points.at(garbled.words.at);
        transaction
            .prepare_cached("INSERT INTO garbled (entry, report, char_start, char_end, words) VALUES (?, ?, ?, ?, ?)")?
            .execute(params![garbled.entry.0, report.0, start, end, garbled.words.text])?;
    }
    for unattached in &state.unattached {
        transaction
            .prepare_cached("INSERT INTO unattached (entry, report, reason) VALUES (?, ?, ?)")?
            .execute(params![unattached.entry.0, report.0, unattached.reason])?;
    }
    Ok(())
}

fn write_report(transaction: &Transaction<'_>, report: ReportId, state: &State) -> rusqlite::Result<()> {
    let standing = state.claims.iter().filter(|checked| checked.review.status.stands());
    let (mut claims, mut unreviewed) = (0i64, 0i64);
    for checked in standing {
        claims += 1;
        unreviewed += i64::from(checked.review.status == ReviewStatus::Unreviewed);
    }
    let status = match (&state.approved, state.touched) {
        (Some(_), _) => "approved",
        (None, true) => "in-review",
        (None, false) => "unreviewed",
    };
    let approved = state.approved.as_ref();
    transaction
        .prepare_cached(
            "UPDATE reports SET status = ?2, approved_by = ?3, approved_at = ?4, claims = ?5, unreviewed = ?6 WHERE id = ?1",
        )?
        .execute(params![
            report.0,
            status,
            approved.map(|approval| &approval.reviewer),
            approved.map(|approval| &approval.at),
            claims,
            unreviewed
        ])?;
    Ok(())
}
