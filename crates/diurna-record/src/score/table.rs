//! A score as JSON, and as a table for a person.
//!
//! In: a score. Out: one object of JSON whose keys are the figures' names, or lines of text. A figure that nothing was measured
//! for is null, and a dash.

use super::{Figure, Interval, Score, Tally};
use serde_json::{Map, Value, json};
use std::fmt::Write;

/// One figure with all that must be told beside it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Row {
    /// Which figure.
    pub figure: Figure,
    /// The figure, 0 to 1.
    pub value: Option<f64>,
    /// Over how many gold things.
    pub n: u64,
    /// Its 95 % interval over reports.
    pub interval: Option<Interval>,
}

impl Score {
    /// Every figure in the order of the page.
    pub fn rows(&self) -> Vec<Row> {
        let row = |&figure: &Figure| Row {
            figure,
            value: self.all.value(figure),
            n: self.all.ratio(figure).n,
            interval: self.interval(figure),
        };
        Figure::ALL.iter().map(row).collect()
    }

    /// One line of JSON: every figure under its name, `n` reports, and beside them `claims` in the gold, `found` in the
    /// records, `over` how many gold things each figure is, its `interval`, and the figures of every report.
    pub fn to_json(&self) -> String {
        let mut object = figures(&self.all);
        object.insert("n".into(), json!(self.all.reports));
        object.insert("claims".into(), json!(self.all.gold));
        object.insert("found".into(), json!(self.all.system));
        let (mut over, mut intervals) = (Map::new(), Map::new());
        for row in self.rows() {
            over.insert(row.figure.as_str().into(), json!(row.n));
            let ends = row.interval.map(|interval| [rounded(interval.low), rounded(interval.high)]);
            intervals.insert(row.figure.as_str().into(), json!(ends));
        }
        object.insert("over".into(), Value::Object(over));
        object.insert("interval".into(), Value::Object(intervals));
        object.insert("reports".into(), Value::Array(self.reports.iter().map(|it| one(&it.id, &it.tally)).collect()));
        Value::Object(object).to_string()
    }

    /// The figures in lines, for a person.
    pub fn to_table(&self) -> String {
        let tally = &self.all;
        let mut table =
            format!("{} reports, {} claims in the gold, {} found\n", tally.reports, tally.gold, tally.system);
        for row in self.rows() {
            let value = row.value.map_or("    -".to_owned(), |value| format!("{value:.3}"));
            let interval = row.interval.map_or(String::new(), |ends| format!("  {:.3} to {:.3}", ends.low, ends.high));
            writeln!(table, "{:<16} {value}  n {:>6}{interval}", row.figure, row.n).expect("a string takes any line");
        }
        table
    }
}

/// One report by itself.
fn one(id: &str, tally: &Tally) -> Value {
    let mut object = Map::new();
    object.insert("id".into(), json!(id));
    object.insert("claims".into(), json!(tally.gold));
    object.insert("found".into(), json!(tally.system));
    object.extend(figures(tally));
    Value::Object(object)
}

fn figures(tally: &Tally) -> Map<String, Value> {
    Figure::ALL.iter().map(|&it| (it.as_str().to_owned(), json!(tally.value(it).map(rounded)))).collect()
}

/// To four decimals.
fn rounded(value: f64) -> f64 {
    (value * 1e4).round() / 1e4
}
