//! How many: "at least 12 people", "dozens", "between 30 and 40".
//!
//! A count keeps its words. Vague words have no value, and no value is never nought. Counts are never added up.

use crate::{ClaimId, terms::closed};
use diurna_text::Span;

closed! {
    /// How a figure stands to the number it bounds.
    Op {
        /// Exactly.
        Equal = "=",
        /// At least.
        AtLeast = ">=",
        /// More than.
        More = ">",
        /// At most.
        AtMost = "<=",
        /// Fewer than.
        Less = "<",
        /// About.
        About = "~",
        /// From one figure to another.
        Range = "range",
    }
}

/// One figure of a report.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Count {
    /// Where its words stand.
    pub at: Span,
    /// How the figure bounds the number; `None` for vague words.
    pub op: Option<Op>,
    /// The figure, or the lower one of a range; `None` for vague words.
    pub value: Option<u64>,
    /// The upper figure of a range.
    pub max: Option<u64>,
    /// What is counted, in the words of the text: "people", "soldiers".
    pub unit: Option<String>,
    /// The group counted: "civilians", "children"; `None` for people as such.
    pub who: Option<String>,
    /// Its words: "at least 12".
    pub text: String,
    /// The toll it is a part of: "including two children".
    pub part_of: Option<ClaimId>,
}
