//! A record → GDELT 2.0 mentions: 16 columns between tabs, no header.
//!
//! In: a coded record. Out: a row for each claim of an event of CAMEO, with the code points of the report's text at which its actors and its anchor begin. The
//! number of the event is that of its row in the events.

use diurna_record::{Dyad, Phrase};

use super::cells::Row;
use super::gdelt::{Event, events, stamp};
use super::view::View;

/// GDELT's columns.
#[rustfmt::skip]
pub const COLUMNS: [&str; 16] = [
    "GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName", "MentionIdentifier",
    "SentenceID", "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence", "MentionDocLen",
    "MentionDocTone", "MentionDocTranslationInfo", "Extras",
];

/// GDELT's number for a report that is found on the web.
const WEB: u8 = 1;
/// GDELT's number for a report that is known by its citation alone.
const CITED: u8 = 2;

pub(super) fn rows(view: &View<'_>) -> Vec<Vec<String>> {
    events(view).iter().flat_map(|event| mentions(view, event)).collect()
}

fn mentions(view: &View<'_>, event: &Event<'_>) -> Vec<Vec<String>> {
    let report = &view.record.report;
    let row = |claim: &&diurna_record::Claim| {
        let dyad = Dyad::of(claim);
        let offset = |side: &[Phrase]| side.first().map(|phrase| view.points.at(phrase.at)[0]);
        let mut row = Row::of(&COLUMNS);
        row.set("GLOBALEVENTID", event.id);
        row.set_some("EventTimeDate", report.published.map(stamp));
        row.set_some("MentionTimeDate", report.published.map(stamp));
        row.set("MentionType", if report.url.is_some() { WEB } else { CITED });
        row.set_some("MentionSourceName", report.publisher.as_ref());
        row.set("MentionIdentifier", report.url.as_ref().unwrap_or(&report.id));
        row.set_some("Actor1CharOffset", offset(&dyad.source)).set_some("Actor2CharOffset", offset(&dyad.target));
        row.set("ActionCharOffset", view.points.at(claim.anchor.at)[0]);
        // Every claim is anchored in the text itself.
        row.set("InRawText", 1);
        row.set("Confidence", (claim.chance * 100.0).round());
        row.set("MentionDocLen", view.points.len());
        row.cells()
    };
    event.claims.iter().map(row).collect()
}
