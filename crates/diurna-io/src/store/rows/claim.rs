//! One claim as a row, with its parties, its words in the index and its place in the tree of boxes.

use diurna_record::{Actuality, Claim, CodePoints, Phrase, ReviewStatus, Stance, Why};
use rusqlite::{Transaction, params};
use serde_json::{Map, Value};

use super::Sheet;
use crate::store::state::Checked;

/// The columns of a claim's row, in the order they are written.
#[rustfmt::skip]
const COLUMNS: [&str; 49] = [
    "id", "report", "text", "claim", "event", "kind", "anchor", "anchor_start", "anchor_end", "char_start", "char_end", "speaker",
    "speaker_is", "speaker_actor", "speaker_key", "cue", "stance", "actuality", "condition", "direct_quote", "background", "place",
    "place_name", "geonameid", "country", "lat", "lon", "grain", "when_text", "when_from", "when_to", "edtf", "when_grain", "until",
    "count_text", "op", "value", "max", "unit", "who", "part_of", "of_claim", "chance", "why", "status", "reviewer", "reviewed_at",
    "was", "other_quote",
];

/// Takes a claim's words out of the index, and its place out of the tree; its row goes with those of its report.
pub(super) fn forget(transaction: &Transaction<'_>, id: i64, quote: &str) -> rusqlite::Result<()> {
    transaction
        .prepare_cached("INSERT INTO quote_words (quote_words, rowid, quote) VALUES ('delete', ?1, ?2)")?
        .execute(params![id, quote])?;
    transaction.prepare_cached("DELETE FROM place_boxes WHERE id = ?1")?.execute([id])?;
    Ok(())
}

/// Writes a claim as the row of this number.
pub(super) fn write(sheet: &Sheet<'_>, number: i64, checked: &Checked, claim: &Claim) -> rusqlite::Result<()> {
    let (place, when, count) = (claim.place.as_ref(), claim.when.as_ref(), claim.count.as_ref());
    let speaker = claim.speaker.as_ref();
    let actor = speaker.and_then(|speaker| speaker.actor);
    let key = actor.and_then(|id| sheet.record.actors.iter().find(|actor| actor.id == id));
    let key = key.and_then(|actor| actor.key.as_ref());
    let (anchor, at) = (sheet.points.at(claim.anchor.at), sheet.points.at(claim.at));
    let seen = checked.review.status != ReviewStatus::Unreviewed;
    let insert =
        format!("INSERT INTO claim_rows ({}) VALUES (?{})", COLUMNS.join(", "), ", ?".repeat(COLUMNS.len() - 1));
    sheet.transaction.prepare_cached(&insert)?.execute(params![
        number,
        sheet.report.0,
        sheet.text,
        claim.id.0,
        claim.event.0,
        claim.kind.as_str(),
        claim.anchor.text,
        anchor[0],
        anchor[1],
        at[0],
        at[1],
        speaker.map(|speaker| &speaker.text),
        speaker.and_then(|speaker| speaker.is.as_ref()).map(|is| &is.text),
        actor.map(|actor| actor.0),
        key,
        claim.cue.as_ref().map(|cue| &cue.text),
        (claim.stance != Stance::Asserts).then_some(claim.stance.as_str()),
        (claim.actuality != Actuality::Happened).then_some(claim.actuality.as_str()),
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
        count.map(|count| &count.text),
        count.and_then(|count| count.op).map(|op| op.as_str()),
        count.and_then(|count| count.value).map(signed),
        count.and_then(|count| count.max).map(signed),
        count.and_then(|count| count.unit.as_ref()),
        count.and_then(|count| count.who.as_ref()),
        count.and_then(|count| count.part_of).map(|id| id.0),
        claim.of.map(|id| id.0),
        thousandths(claim.chance),
        why(claim),
        seen.then_some(checked.review.status.word()),
        seen.then_some(&checked.review.reviewer),
        seen.then_some(&checked.review.at),
        was(checked, &sheet.points),
        (claim.at.of(&sheet.record.text) != claim.quote).then_some(&claim.quote),
    ])?;
    sheet
        .transaction
        .prepare_cached("INSERT INTO quote_words (rowid, quote) VALUES (?1, ?2)")?
        .execute(params![number, claim.quote])?;
    if let Some((lat, lon)) = place.and_then(|place| Some((place.lat?, place.lon?))) {
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
    let (Value::Object(machine), Value::Object(now)) = (machine.to_value(points), checked.claim.to_value(points))
    else {
        return None;
    };
    let changed: Map<String, Value> = machine.into_iter().filter(|(key, value)| now.get(key) != Some(value)).collect();
    Some(Value::Object(changed).to_string())
}
