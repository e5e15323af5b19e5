//! A record → W3C Web Annotations, one a claim, as JSON-LD.
//!
//! In: a record. Out: annotations whose target is the report's text by its SHA-256, with two selectors: a position in code points, the start inclusive and the end exclusive, and
//! the quote with the words around it, so that the anchor holds when the text is fetched anew.

use diurna_record::{Claim, TextIs};
use serde_json::{Value, json};

use super::view::View;

/// Code points of the text before and after a quote that are kept beside it.
const AROUND: usize = 32;

pub(super) fn annotations(view: &View<'_>) -> Vec<String> {
    view.record.claims.iter().map(|claim| annotation(view, claim).to_string()).collect()
}

fn annotation(view: &View<'_>, claim: &Claim) -> Value {
    let report = &view.record.report;
    let [start, end] = view.points.at(claim.at);
    let source = if report.sha256.is_empty() { report.id.clone() } else { format!("urn:sha256:{}", report.sha256) };
    let made = &view.record.made;
    json!({
        "id": format!("urn:diurna:{}", view.ids.claim(claim.id)),
        "type": "Annotation",
        "motivation": "classifying",
        "generator": {"type": "Software", "name": format!("diurna {} (model {}, data {})", made.diurna, made.model, made.data)},
        "body": [
            {"type": "TextualBody", "purpose": "tagging", "value": claim.kind.as_str()},
            {"type": "TextualBody", "purpose": "describing", "value": described(view, claim)},
        ],
        "target": {
            "source": source,
            "selector": [
                {"type": "TextPositionSelector", "start": start, "end": end},
                quote(view, claim, [start, end]),
            ],
        },
    })
}

/// "medics: asserts, happened; at least 12".
fn described(view: &View<'_>, claim: &Claim) -> String {
    let said = format!("{}: {}, {}", view.speaker(claim).unwrap_or("the report"), claim.stance, claim.actuality);
    claim.count.as_ref().map_or(said.clone(), |count| format!("{said}; {}", count.text))
}

/// The quote; of a record without its text there is nothing around it.
fn quote(view: &View<'_>, claim: &Claim, [start, end]: [usize; 2]) -> Value {
    let words = |from: usize, to: usize| view.points.span([from, to]).map(|span| span.of(&view.record.text));
    let (before, after) = (start.saturating_sub(AROUND), (end + AROUND).min(view.points.len()));
    let mut selector = json!({"type": "TextQuoteSelector", "exact": words(start, end).unwrap_or(&claim.quote)});
    if view.record.text_is == TextIs::Whole {
        selector["prefix"] = json!(words(before, start));
        selector["suffix"] = json!(words(end, after));
    }
    selector
}
