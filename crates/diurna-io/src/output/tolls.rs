//! A record → rows of `tolls.csv`, a row a figure.
//!
//! In: a record. Out: rows with the columns of the format page. A row is one claim of one speaker: figures are never added up, and `subset_of` tells which
//! figure is a part of which. `status` is how real the toll is in the speaker's words, so that a denied one is no toll. What takes more than one
//! report to know (whether a figure is cumulative, which one it supersedes) stays empty.

use diurna_record::{Claim, Op};

use super::cells::Row;
use super::claims::{actor_id, or_empty};
use super::deeds::bounds;
use super::view::View;

/// The columns of the tolls table.
#[rustfmt::skip]
pub const COLUMNS: [&str; 21] = [
    "toll_id", "event_id", "category", "group", "status", "op", "value", "min", "max", "unit", "stated_text", "scope", "subset_of",
    "cumulative", "as_of", "speaker_id", "doc_id", "role", "supersedes", "char_start", "char_end",
];

pub(super) fn rows(view: &View<'_>) -> Vec<Vec<String>> {
    view.record.claims.iter().filter(|claim| claim.kind.is_toll()).map(|claim| row(view, claim)).collect()
}

fn row(view: &View<'_>, claim: &Claim) -> Vec<String> {
    let [start, end] = view.points.at(claim.at);
    let report = &view.record.report;
    let mut row = Row::of(&COLUMNS);
    row.set("toll_id", view.ids.claim(claim.id));
    row.set("event_id", view.ids.event(claim.event));
    row.set("category", claim.kind.leaf());
    row.set("status", claim.actuality);
    if let Some(count) = &claim.count {
        let (min, max) = bounds(count);
        row.set_some("group", count.who.as_ref());
        row.set_some("op", count.op);
        // Of a range only its bounds are told.
        row.set_some("value", count.value.filter(|_| count.op != Some(Op::Range)));
        row.set_some("min", min);
        row.set_some("max", max);
        row.set_some("unit", count.unit.as_ref());
        row.set("stated_text", &count.text);
        row.set_some("subset_of", count.part_of.map(|whole| view.ids.claim(whole)));
    }
    row.set_some("scope", claim.place.as_ref().map(|place| place.name.as_ref().unwrap_or(&place.text)));
    let told = claim.when.as_ref().and_then(|when| when.to.or(when.from));
    row.set("as_of", or_empty(told.or(report.published)));
    let speaker = claim.speaker.as_ref();
    let id = speaker.map(|speaker| speaker.actor.map_or_else(|| speaker.text.clone(), |id| actor_id(view.record, id)));
    row.set_some("speaker_id", id);
    row.set("doc_id", &report.id);
    row.set("char_start", start);
    row.set("char_end", end);
    row.cells()
}
