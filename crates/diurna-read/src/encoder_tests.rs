//! The graph gives here what it gives where it was made: `model/reference.json` holds the scores of a few windows by ONNX Runtime (of
//! the same 8-bit graph) and by PyTorch (of the floats it was made from).

use super::*;
use crate::labels::Labels;
use serde_json::Value as Json;

const REFERENCE: &str = include_str!("../../../model/reference.json");

/// Two runtimes add floats in different orders, and where a sum falls on the other side of a rounding an 8-bit step lies between them.
/// In the mean over a head, as a share of the spread of its scores.
const TO_RUNTIME: f32 = 0.04;
/// What eight bits cost, likewise.
const TO_FLOATS: f32 = 0.08;

fn numbers(value: &Json) -> Vec<f32> {
    match value {
        Json::Array(items) => items.iter().flat_map(numbers).collect(),
        other => vec![other.as_f64().expect("a number") as f32],
    }
}

/// The mean distance of two heads' scores, as a share of the spread of theirs.
fn distance(ours: &Table, columns: usize, theirs: &[f32]) -> f32 {
    let rows = ours.numbers().len() / ours.columns();
    let ours: Vec<f32> = (0..rows).flat_map(|row| ours.row(row).iter().take(columns).copied()).collect();
    assert_eq!(ours.len(), theirs.len());
    let count = theirs.len() as f32;
    let mean = theirs.iter().sum::<f32>() / count;
    let spread = (theirs.iter().map(|a| (a - mean).powi(2)).sum::<f32>() / count).sqrt();
    ours.iter().zip(theirs).map(|(a, b)| (a - b).abs()).sum::<f32>() / count / spread
}

fn encoder() -> Encoder {
    Encoder::of(diurna_model::READER, diurna_model::RELATIONS).expect("the embedded graphs load")
}

fn window(case: &Json) -> Window {
    let column = |name: &str| numbers(&case[name]).into_iter().map(|number| number as i32).collect();
    Window { pieces: column("pieces"), casing: column("casing"), first: column("first"), last: column("last") }
}

#[test]
fn scores_are_those_of_the_reference() {
    let encoder = encoder();
    let cases: Vec<Json> = serde_json::from_str(REFERENCE).expect("JSON");
    assert!(cases.len() >= 3);
    for case in &cases {
        let scores = encoder.with_lane(|lane| lane.scores(&window(case)));
        let heads = [
            ("upos", &scores.upos),
            ("start", &scores.start),
            ("arcs", &scores.arcs),
            ("kind", &scores.kind),
            ("stance", &scores.stance),
            ("say_bias", &scores.say.bias),
            ("claim_row", &scores.claim.row),
        ];
        for (name, ours) in heads {
            let columns = case[name][0].as_array().expect("rows").len();
            for (key, most) in [(name.to_string(), TO_RUNTIME), (format!("{name}_torch"), TO_FLOATS)] {
                let distance = distance(ours, columns, &numbers(&case[&key]));
                assert!(distance < most, "{key}: {distance}");
            }
        }
    }
}

#[test]
fn scores_are_the_same_on_every_lane() {
    let encoder = encoder();
    let case: Vec<Json> = serde_json::from_str(REFERENCE).expect("JSON");
    let window = window(&case[1]);
    let alone = encoder.with_lane(|lane| lane.scores(&window));
    let beside = encoder.with_lane(|_| encoder.with_lane(|lane| lane.scores(&window)));
    assert_eq!(alone.arcs.numbers(), beside.arcs.numbers());
    assert_eq!(alone.claim.row.numbers(), beside.claim.row.numbers());
}

#[test]
fn every_column_has_a_name() {
    let labels = Labels::of(diurna_model::LABELS).expect("the embedded labels load");
    let case: Vec<Json> = serde_json::from_str(REFERENCE).expect("JSON");
    let scores = encoder().with_lane(|lane| lane.scores(&window(&case[0])));
    let columns = [
        (scores.upos.columns(), labels.pos.len()),
        (scores.lemma.columns(), labels.lemmas.len()),
        (scores.mention.columns(), labels.mentions.len()),
        (scores.kind.columns(), labels.kinds.len() + 1),
        (scores.harm.columns(), labels.harms.len() + 1),
        (scores.stance.columns(), labels.stances.len()),
        (scores.actuality.columns(), labels.actualities.len()),
        (scores.claim.bias.columns(), labels.roles.len() + labels.links.len()),
    ];
    for (columns, names) in columns {
        assert_eq!(columns, names);
    }
}
