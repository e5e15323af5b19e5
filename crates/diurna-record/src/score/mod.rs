//! How far records are from what a person read.
//!
//! In: pairs of a gold report and the record a coder made of the same text. Out: a [`Score`] with every [`Figure`], its n and its
//! 95 % interval, over all reports and for each, and for every report the list of what differs. Claims are paired where their
//! anchors share a character (for tolls the count's words), one to one, the likest first; figures about fields are over pairs of
//! the same kind. Both texts must be the same; nothing here reads them. The same pairs give the same figures, interval included.
//!
//! ```
//! use diurna_record::GoldReport;
//! use diurna_record::score::{Figure, score};
//! let json = r#"{"report": {"id": "r1"}, "text": "Rebels shelled the town, medics said.", "claims": [
//!   {"id": "c1", "event": "e1", "kind": "fight.shelling", "anchor": "shelled", "quote": "Rebels shelled the town",
//!    "speaker": "medics", "cue": "said", "stance": "asserts", "actuality": "happened", "by": ["Rebels"], "against": ["the town"]}]}"#;
//! let gold = GoldReport::parse("r1.json", json).expect("a gold report");
//! let record = gold.to_record();
//! let score = score(&[(&gold, &record)]);
//! assert_eq!(score.all.value(Figure::WholeF1), Some(1.0));
//! assert_eq!(score.all.value(Figure::TermF1), None, "no report has terms: nothing is measured");
//! ```

mod differences;
mod fields;
mod figure;
mod interval;
mod pairing;
mod stories;
mod table;
mod tally;

pub use differences::{Difference, Field, differences};
pub use fields::kilometres;
pub use figure::{Figure, Ratio, Tally};
pub use interval::Interval;
pub use pairing::{Likeness, Pair, pairs};
pub use stories::{B3, StoryFigure, StoryScore};
pub use table::Row;

use crate::{GoldReport, Record};

/// What is measured over some reports.
#[derive(Clone, PartialEq, Debug)]
pub struct Score {
    /// All reports together.
    pub all: Tally,
    /// Every report by itself, in the order given.
    pub reports: Vec<ReportScore>,
}

/// What is measured over one report.
#[derive(Clone, PartialEq, Debug)]
pub struct ReportScore {
    /// The report.
    pub id: String,
    /// Its figures.
    pub tally: Tally,
}

/// Measures every record against the gold report of the same text.
pub fn score(pairs: &[(&GoldReport, &Record)]) -> Score {
    let reports: Vec<ReportScore> = pairs
        .iter()
        .map(|(gold, record)| ReportScore { id: gold.report.id.clone(), tally: tally::of(gold, record) })
        .collect();
    let all = Tally::sum(reports.iter().map(|report| &report.tally));
    Score { all, reports }
}

impl Score {
    /// The 95 % interval of a figure, by drawing reports anew a thousand times; `None` where nothing is measured.
    pub fn interval(&self, figure: Figure) -> Option<Interval> {
        let ratios: Vec<Ratio> = self.reports.iter().map(|report| report.tally.ratio(figure)).collect();
        interval::of(&ratios)
    }
}
