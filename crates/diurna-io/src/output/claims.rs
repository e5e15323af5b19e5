//! A record → rows of `claims.csv`, a row a claim.
//!
//! In: a record. Out: rows with the columns of the format page, in their order. What is not stated stays empty; several values in one
//! cell are joined with `; `; positions are code points of the record's text. The review columns say what a person said.

use diurna_record::{ActorId, Claim, ClaimId, CodePoints, EventId, Phrase, Record, ReviewStatus};

use super::cells::joined;
use super::ids::StableIds;
use super::view::View;

/// The columns of the claims table.
#[rustfmt::skip]
pub const COLUMNS: [&str; 44] = [
    "claim_id", "report_id", "published", "event_id", "kind", "anchor", "quote", "speaker_id", "speaker", "speaker_is",
    "via", "cue", "stance", "actuality", "if", "by", "against", "with", "means", "place", "place_name", "country", "lat",
    "lon", "grain", "when", "from", "to", "edtf", "count_text", "op", "value", "max", "unit", "who", "part_of", "of",
    "background", "char_start", "char_end", "chance", "review_status", "reviewer", "reviewed_at",
];

/// How the claims of a table are named.
#[derive(Clone, Copy)]
pub(super) enum Ids<'a> {
    /// As in their record: "c1".
    OfRecord,
    /// So that they stay the same when the report is coded again.
    Stable(&'a StableIds),
}

impl Ids<'_> {
    fn claim(self, id: ClaimId) -> String {
        match self {
            Ids::OfRecord => id.to_string(),
            Ids::Stable(ids) => ids.claim(id),
        }
    }

    fn event(self, id: EventId) -> String {
        match self {
            Ids::OfRecord => id.to_string(),
            Ids::Stable(ids) => ids.event(id),
        }
    }
}

/// The rows of an export: stable ids, and what people said of the claims.
pub(super) fn rows(view: &View<'_>) -> Vec<Vec<String>> {
    let row = |claim| cells(view.record, claim, &view.points, Ids::Stable(&view.ids), &reviewed(view, claim));
    view.record.claims.iter().map(row).collect()
}

/// The rows of a record that nobody has looked at.
pub(super) fn rows_as_coded(record: &Record) -> Vec<Vec<String>> {
    let points = CodePoints::of(&record.text);
    let nobody = [String::new(), String::new(), String::new()];
    record.claims.iter().map(|claim| cells(record, claim, &points, Ids::OfRecord, &nobody)).collect()
}

/// How far a claim was checked, by whom, when.
pub(super) fn reviewed(view: &View<'_>, claim: &Claim) -> [String; 3] {
    let Some(review) = view.review(claim) else {
        return [ReviewStatus::Unreviewed.word().to_owned(), String::new(), String::new()];
    };
    [review.status.word().to_owned(), review.reviewer.clone(), review.at.clone()]
}

/// One claim's cells, a line here for every few columns.
fn cells(record: &Record, claim: &Claim, points: &CodePoints<'_>, ids: Ids<'_>, review: &[String; 3]) -> Vec<String> {
    let [start, end] = points.at(claim.at);
    let speaker = claim.speaker.as_ref();
    let mut cells = vec![
        ids.claim(claim.id),
        record.report.id.clone(),
        or_empty(record.report.published),
        ids.event(claim.event),
        claim.kind.to_string(),
        claim.anchor.text.clone(),
        claim.quote.clone(),
        speaker.and_then(|speaker| speaker.actor).map_or_else(String::new, |actor| actor_id(record, actor)),
        or_empty(speaker.map(|speaker| &speaker.text)),
        or_empty(speaker.and_then(|speaker| speaker.is.as_ref()).map(|name| &name.text)),
        phrases(&claim.via),
        or_empty(claim.cue.as_ref().map(|cue| &cue.text)),
        claim.stance.to_string(),
        claim.actuality.to_string(),
        or_empty(claim.condition.as_ref().map(|condition| &condition.text)),
    ];
    cells.extend([&claim.by, &claim.against, &claim.with, &claim.means].map(|side| phrases(side)));
    cells.extend(place_and_time(claim));
    cells.extend(count(claim, ids));
    let of = or_empty(claim.of.map(|id| ids.claim(id)));
    cells.extend([of, claim.background.to_string(), start.to_string(), end.to_string()]);
    cells.push(format!("{:.2}", claim.chance));
    cells.extend(review.iter().cloned());
    cells
}

fn place_and_time(claim: &Claim) -> [String; 10] {
    let (place, when) = (claim.place.as_ref(), claim.when.as_ref());
    [
        or_empty(place.map(|place| &place.text)),
        or_empty(place.and_then(|place| place.name.as_ref())),
        or_empty(place.and_then(|place| place.country.as_ref())),
        or_empty(place.and_then(|place| place.lat)),
        or_empty(place.and_then(|place| place.lon)),
        or_empty(place.map(|place| place.grain)),
        or_empty(when.map(|when| &when.text)),
        or_empty(when.and_then(|when| when.from)),
        or_empty(when.and_then(|when| when.to)),
        or_empty(when.and_then(|when| when.edtf.as_ref())),
    ]
}

fn count(claim: &Claim, ids: Ids<'_>) -> [String; 7] {
    let count = claim.count.as_ref();
    [
        or_empty(count.map(|count| &count.text)),
        or_empty(count.and_then(|count| count.op)),
        or_empty(count.and_then(|count| count.value)),
        or_empty(count.and_then(|count| count.max)),
        or_empty(count.and_then(|count| count.unit.as_ref())),
        or_empty(count.and_then(|count| count.who.as_ref())),
        or_empty(count.and_then(|count| count.part_of).map(|id| ids.claim(id))),
    ]
}

pub(super) fn or_empty(cell: Option<impl ToString>) -> String {
    cell.map_or_else(String::new, |cell| cell.to_string())
}

pub(super) fn phrases(side: &[Phrase]) -> String {
    joined(side.iter().map(|phrase| &phrase.text))
}

/// The key that holds over all reports, else the id within this one.
pub(super) fn actor_id(record: &Record, id: ActorId) -> String {
    let actor = record.actors.iter().find(|actor| actor.id == id);
    actor.and_then(|actor| actor.key.clone()).unwrap_or_else(|| id.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use diurna_record::{ClaimId, Count, Kind, Op, Words};
    use diurna_text::Span;

    #[test]
    fn a_claim_is_a_row_and_what_is_not_stated_is_empty() {
        let text = "É. At least 12 people, \"most of them guards\", were killed.".to_owned();
        let at = Span::within(&text, 4, text.len()).expect("on character boundaries");
        let count = Count { text: "At least 12".into(), op: Some(Op::AtLeast), value: Some(12), ..Count::default() };
        let claim = Claim {
            id: ClaimId(1),
            kind: Kind::new("toll.killed"),
            anchor: Words { text: "killed".into(), ..Words::default() },
            quote: at.of(&text).to_owned(),
            at,
            count: Some(count),
            ..Claim::default()
        };
        let record = Record { text, claims: vec![claim], ..Record::default() };
        let rows = rows_as_coded(&record);
        let cell = |name: &str| COLUMNS.iter().position(|other| *other == name).map(|at| rows[0][at].as_str());
        assert_eq!(rows[0].len(), COLUMNS.len());
        assert_eq!((cell("op"), cell("value"), cell("max")), (Some(">="), Some("12"), Some("")));
        assert_eq!((cell("char_start"), cell("speaker")), (Some("3"), Some("")));
        assert_eq!(cell("quote"), Some("At least 12 people, \"most of them guards\", were killed."));
        assert_eq!(cell("reviewed_at"), Some(""));
    }
}
