//! A record → rows of `claims.csv`, a row a claim.
//!
//! In: a record. Out: comma-separated values with the columns of the format page, in their order. What is not stated stays
//! empty; several values in one cell are joined with `; `; positions are code points of the record's text. The review columns are
//! a person's and stay empty.

use std::io::{self, Write};

use diurna_record::{ActorId, Claim, CodePoints, Phrase, Record};

/// The columns of the claims table.
#[rustfmt::skip]
pub const COLUMNS: [&str; 44] = [
    "claim_id", "report_id", "published", "event_id", "kind", "anchor", "quote", "speaker_id", "speaker", "speaker_is",
    "via", "cue", "stance", "actuality", "if", "by", "against", "with", "means", "place", "place_name", "country", "lat",
    "lon", "grain", "when", "from", "to", "edtf", "count_text", "op", "value", "max", "unit", "who", "part_of", "of",
    "background", "char_start", "char_end", "chance", "review_status", "reviewer", "reviewed_at",
];

pub(super) fn header(out: &mut impl Write) -> io::Result<()> {
    line(out, COLUMNS)
}

pub(super) fn rows(out: &mut impl Write, record: &Record) -> io::Result<()> {
    let points = CodePoints::of(&record.text);
    record.claims.iter().try_for_each(|claim| line(out, cells(record, claim, &points)))
}

fn line<I: IntoIterator<Item = C>, C: AsRef<[u8]>>(out: &mut impl Write, cells: I) -> io::Result<()> {
    let mut line = csv::Writer::from_writer(out);
    line.write_record(cells)?;
    line.flush()
}

/// One claim's cells, a line here for every few columns.
fn cells(record: &Record, claim: &Claim, points: &CodePoints<'_>) -> Vec<String> {
    let [start, end] = points.at(claim.at);
    let speaker = claim.speaker.as_ref();
    let mut cells = vec![
        claim.id.to_string(),
        record.report.id.clone(),
        or_empty(record.report.published),
        claim.event.to_string(),
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
    cells.extend(count(claim));
    cells.extend([or_empty(claim.of), claim.background.to_string(), start.to_string(), end.to_string()]);
    cells.push(format!("{:.2}", claim.chance));
    cells.extend([String::new(), String::new(), String::new()]);
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

fn count(claim: &Claim) -> [String; 7] {
    let count = claim.count.as_ref();
    [
        or_empty(count.map(|count| &count.text)),
        or_empty(count.and_then(|count| count.op)),
        or_empty(count.and_then(|count| count.value)),
        or_empty(count.and_then(|count| count.max)),
        or_empty(count.and_then(|count| count.unit.as_ref())),
        or_empty(count.and_then(|count| count.who.as_ref())),
        or_empty(count.and_then(|count| count.part_of)),
    ]
}

fn or_empty(cell: Option<impl ToString>) -> String {
    cell.map_or_else(String::new, |cell| cell.to_string())
}

fn phrases(side: &[Phrase]) -> String {
    side.iter().map(|phrase| phrase.text.as_str()).collect::<Vec<_>>().join("; ")
}

/// The key that holds over all reports, else the id within this one.
fn actor_id(record: &Record, id: ActorId) -> String {
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
        let mut out = Vec::new();
        header(&mut out).and_then(|()| rows(&mut out, &record)).expect("memory takes bytes");
        let mut table = csv::Reader::from_reader(out.as_slice());
        let names = table.headers().expect("a header").clone();
        let row = table.records().next().expect("a row").expect("as wide as the header");
        let cell = |name: &str| names.iter().position(|other| other == name).map(|at| &row[at]);
        assert_eq!((cell("op"), cell("value"), cell("max")), (Some(">="), Some("12"), Some("")));
        assert_eq!((cell("char_start"), cell("speaker")), (Some("3"), Some("")));
        assert_eq!(cell("quote"), Some("At least 12 people, \"most of them guards\", were killed."));
        assert_eq!(cell("reviewed_at"), Some(""));
    }
}
