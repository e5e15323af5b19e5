//! UDS-IH2: whether what a word tells was so.
//!
//! In: JSON lines of sentences (`text`, words parted by spaces; `targets` with `span1` and `label` from 3, it was so, to -3, it was not). Out:
//! Pearson's correlation and the mean absolute error of our degrees, and the share of words on the right side (`accuracy`: happened
//! above 1, did not below -1, unsure between). `n` is the number of rated words.

use std::path::Path;

use diurna_read::Reader;
use diurna_text::Document;
use serde_json::Value;

use super::{Figures, files, read, share};
use crate::together;

/// Between this and its opposite a word is unsure.
const SURE: f64 = 1.0;

/// Measures the reader on every rated word.
pub(super) fn figures(reader: &Reader, path: &Path) -> Result<Figures, String> {
    let mut rows = Vec::new();
    for file in files(path, "jsonl")? {
        for (number, line) in read(&file)?.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let row = rated(line).ok_or_else(|| format!("{}:{}: not a rated sentence", file.display(), number + 1))?;
            rows.push(row);
        }
    }
    let measured = together::map(together::threads(None), rows.iter().collect(), |row: &Rated| {
        let reading = reader.read_given(&row.document());
        let degree = |at: usize| reading.factuality.get(at).copied().map_or(0.0, f64::from);
        row.labels.iter().map(|(at, label)| (*label, degree(*at))).collect::<Vec<_>>()
    });
    let pairs: Vec<(f64, f64)> = measured.into_iter().flatten().collect();
    let side = |degree: f64| (degree > SURE) as i8 - (degree < -SURE) as i8;
    let right = pairs.iter().filter(|(gold, ours)| side(*gold) == side(*ours)).count();
    let error = pairs.iter().map(|(gold, ours)| (gold - ours).abs()).sum::<f64>() / pairs.len().max(1) as f64;
    Ok(Figures {
        n: pairs.len(),
        values: vec![("pearson", pearson(&pairs)), ("mae", Some(error)), ("accuracy", share(right, pairs.len()))],
        by_type: Vec::new(),
    })
}

/// A sentence with rated words.
struct Rated {
    text: String,
    labels: Vec<(usize, f64)>,
}

impl Rated {
    /// The sentence with the words that the corpus gives it.
    fn document(&self) -> Document {
        let mut at = 0;
        let mut words = Vec::new();
        for word in self.text.split(' ') {
            if !word.is_empty() {
                words.push(at..at + word.len());
            }
            at += word.len() + 1;
        }
        Document::from_tokens(self.text.clone(), vec![words])
    }
}

fn rated(line: &str) -> Option<Rated> {
    let row: Value = serde_json::from_str(line).ok()?;
    let label = |target: &Value| Some((target["span1"][0].as_u64()? as usize, target["label"].as_f64()?));
    let labels = row["targets"].as_array()?.iter().map(label).collect::<Option<_>>()?;
    Some(Rated { text: row["text"].as_str()?.to_owned(), labels })
}

/// The correlation of pairs; none where one side never varies.
fn pearson(pairs: &[(f64, f64)]) -> Option<f64> {
    let n = pairs.len() as f64;
    let mean = |side: fn(&(f64, f64)) -> f64| pairs.iter().map(side).sum::<f64>() / n;
    let (x, y) = (mean(|pair| pair.0), mean(|pair| pair.1));
    let sum = |of: &dyn Fn(f64, f64) -> f64| pairs.iter().map(|(a, b)| of(a - x, b - y)).sum::<f64>();
    let spread = (sum(&|a, _| a * a) * sum(&|_, b| b * b)).sqrt();
    (spread > 0.0).then(|| sum(&|a, b| a * b) / spread)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_rated_by_their_number() {
        let row = rated(r#"{"text": "They left .", "targets": [{"span1": [1, 2], "label": 3.0}]}"#).expect("a row");
        assert_eq!(row.labels, [(1, 3.0)]);
        assert_eq!(row.document().tokens().len(), 3);
    }

    #[test]
    fn equal_degrees_correlate_wholly() {
        assert_eq!(pearson(&[(1.0, 2.0), (2.0, 4.0)]), Some(1.0));
        assert_eq!(pearson(&[(1.0, 2.0), (1.0, 4.0)]), None);
    }
}
