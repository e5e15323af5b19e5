//! One claim as a row, with its parties, its words in the index and its place in the tree of boxes.

use diurna_record::{Actuality, Claim, CodePoints, Count, Phrase, Place, ReviewStatus, Speaker, Stance, When, Why};
use rusqlite::types::Value;
use rusqlite::{Transaction, params, params_from_iter};
use serde_json::{Map, Value as Json};

use super::Sheet;
use crate::store::state::Checked;

/// Takes a claim's words out of the index, and its place out of the tree; its row goes with those of its report.
pub(super) fn forget(transaction: &Transaction<'_>, id: i64, quote: &str) -> rusqlite::Result<()> {
    transaction
        .prepare_cached("INSERT INTO quote_words (quote_words, rowid, quote) VALUES ('delete', ?1, ?2)")?
        .execute(params![id, quote])?;
    transaction.prepare_cached("DELETE FROM place_boxes WHERE id = ?1")?.execute([id])?;
    Ok(())
}

/// A column and what stands in it.
type Cell = (&'static str, Value);

/// Writes a claim as the row of this number.
pub(super) fn write(sheet: &Sheet<'_>, number: i64, checked: &Checked, claim: &Claim) -> rusqlite::Result<()> {
    let mut cells: Vec<Cell> =
        vec![("id", number.into()), ("report", sheet.report.0.into()), ("text", sheet.text.into())];
    cells.extend(stated(sheet, claim));
    cells.extend(claim.speaker.as_ref().map(|speaker| said(sheet, speaker)).unwrap_or_default());
    cells.extend(claim.place.as_ref().map(placed).unwrap_or_default());
    cells.extend(claim.when.as_ref().map(timed).unwrap_or_default());
    cells.extend(claim.count.as_ref().map(counted).unwrap_or_default());
    cells.extend(checks(sheet, checked));
    let columns: Vec<&str> = cells.iter().map(|(column, _)| *column).collect();
    let insert =
        format!("INSERT INTO claim_rows ({}) VALUES (?{})", columns.join(", "), ", ?".repeat(columns.len() - 1));
    let values = params_from_iter(cells.into_iter().map(|(_, value)| value));
    sheet.transaction.prepare_cached(&insert)?.execute(values)?;
    sheet
        .transaction
        .prepare_cached("INSERT INTO quote_words (rowid, quote) VALUES (?1, ?2)")?
        .execute(params![number, claim.quote])?;
    if let Some((lat, lon)) = claim.place.as_ref().and_then(|place| Some((place.lat?, place.lon?))) {
        sheet
            .transaction
            .prepare_cached("INSERT INTO place_boxes (id, west, east, south, north) VALUES (?1, ?2, ?2, ?3, ?3)")?
            .execute(params![number, lon, lat])?;
    }
    let sides = [
        ("by", &claim.by),
        ("against", &claim.against),
        ("with", &claim.with),
        ("means", &claim.means),
        ("via", &claim.via),
    ];
    sides.iter().try_for_each(|(role, phrases)| write_side(sheet, number, role, phrases))
}

/// What is claimed, and in which words.
fn stated(sheet: &Sheet<'_>, claim: &Claim) -> Vec<Cell> {
    let (anchor, at) = (sheet.points.at(claim.anchor.at), sheet.points.at(claim.at));
    let point = |point: usize| Value::from(i64::try_from(point).unwrap_or(i64::MAX));
    let other = (claim.at.of(&sheet.record.text) != claim.quote).then(|| claim.quote.clone());
    vec![
        ("claim", claim.id.0.into()),
        ("event", claim.event.0.into()),
        ("kind", claim.kind.to_string().into()),
        ("anchor", claim.anchor.text.clone().into()),
        ("anchor_start", point(anchor[0])),
        ("anchor_end", point(anchor[1])),
        ("char_start", point(at[0])),
        ("char_end", point(at[1])),
        ("other_quote", other.into()),
        ("cue", claim.cue.as_ref().map(|cue| cue.text.clone()).into()),
        ("stance", (claim.stance != Stance::Asserts).then(|| claim.stance.to_string()).into()),
        ("actuality", (claim.actuality != Actuality::Happened).then(|| claim.actuality.to_string()).into()),
        ("condition", claim.condition.as_ref().map(|condition| condition.text.clone()).into()),
        ("direct_quote", claim.direct_quote.into()),
        ("background", claim.background.into()),
        ("of_claim", claim.of.map(|id| id.0).into()),
        ("chance", thousandths(claim.chance).into()),
        ("why", why(claim).into()),
    ]
}

fn said(sheet: &Sheet<'_>, speaker: &Speaker) -> Vec<Cell> {
    let actor = speaker.actor.and_then(|id| sheet.record.actors.iter().find(|actor| actor.id == id));
    vec![
        ("speaker", speaker.text.clone().into()),
        ("speaker_is", speaker.is.as_ref().map(|is| is.text.clone()).into()),
        ("speaker_actor", speaker.actor.map(|actor| actor.0).into()),
        ("speaker_key", actor.and_then(|actor| actor.key.clone()).into()),
    ]
}

fn placed(place: &Place) -> Vec<Cell> {
    vec![
        ("place", place.text.clone().into()),
        ("place_name", place.name.clone().into()),
        ("geonameid", place.geonameid.map(signed).into()),
        ("country", place.country.clone().into()),
        ("lat", place.lat.into()),
        ("lon", place.lon.into()),
        ("grain", place.grain.to_string().into()),
    ]
}

fn timed(when: &When) -> Vec<Cell> {
    vec![
        ("when_text", when.text.clone().into()),
        ("when_from", when.from.map(|day| day.to_string()).into()),
        ("when_to", when.to.map(|day| day.to_string()).into()),
        ("edtf", when.edtf.clone().into()),
        ("when_grain", when.grain.to_string().into()),
        ("until", when.until.map(|until| until.to_string()).into()),
    ]
}

fn counted(count: &Count) -> Vec<Cell> {
    vec![
        ("count_text", count.text.clone().into()),
        ("op", count.op.map(|op| op.to_string()).into()),
        ("value", count.value.map(signed).into()),
        ("max", count.max.map(signed).into()),
        ("unit", count.unit.clone().into()),
        ("who", count.who.clone().into()),
        ("part_of", count.part_of.map(|id| id.0).into()),
    ]
}

/// How far it was checked, and what the machine had.
fn checks(sheet: &Sheet<'_>, checked: &Checked) -> Vec<Cell> {
    let was = ("was", was(checked, &sheet.points).into());
    if checked.review.status == ReviewStatus::Unreviewed {
        return vec![was];
    }
    vec![
        was,
        ("status", checked.review.status.word().to_owned().into()),
        ("reviewer", checked.review.reviewer.clone().into()),
        ("reviewed_at", checked.review.at.clone().into()),
    ]
}

fn write_side(sheet: &Sheet<'_>, claim: i64, role: &str, phrases: &[Phrase]) -> rusqlite::Result<()> {
    let insert = "INSERT INTO party_rows (claim, role, number, actor, char_start, char_end, other_words) VALUES (?, ?, ?, ?, ?, ?, ?)";
    for (number, phrase) in (1i64..).zip(phrases) {
        let [start, end] = sheet.points.at(phrase.at);
        let actor = phrase.actor.map(|actor| actor.0);
        let other = (phrase.at.of(&sheet.record.text) != phrase.text).then_some(&phrase.text);
        sheet.transaction.prepare_cached(insert)?.execute(params![claim, role, number, actor, start, end, other])?;
    }
    Ok(())
}

/// Numbers of a text are counts and ids of gazetteers: none comes near the sign.
fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// A chance in thousandths: its calibration has no more digits.
fn thousandths(chance: f32) -> i64 {
    (f64::from(chance) * 1000.0).round() as i64
}

/// What made a claim, in the words of its JSON; nothing for the model.
fn why(claim: &Claim) -> Option<String> {
    match &claim.why {
        Why::Model => None,
        Why::Person => Some("person".into()),
        Why::Pattern(name) => Some(format!("pattern {name}")),
    }
}

/// The keys of a claim that a person changed, as the machine had them.
fn was(checked: &Checked, points: &CodePoints<'_>) -> Option<String> {
    let machine = checked.machine.as_ref().filter(|machine| **machine != checked.claim)?;
    let (Json::Object(machine), Json::Object(now)) = (machine.to_value(points), checked.claim.to_value(points)) else {
        return None;
    };
    let changed: Map<String, Json> = machine.into_iter().filter(|(key, value)| now.get(key) != Some(value)).collect();
    Some(Json::Object(changed).to_string())
}
