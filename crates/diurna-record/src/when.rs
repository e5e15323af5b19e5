//! When it happens, in whole days, with the words that say so.
//!
//! Both ends are inclusive and either may be open. The time of the saying is not the time of the happening.

use crate::{Moment, terms::closed};
use diurna_text::Span;
use jiff::civil::Date;

closed! {
    /// How fine the words are.
    #[derive(Default)]
    WhenGrain {
        /// "at 14:05".
        Minute = "minute",
        /// "at noon".
        Hour = "hour",
        /// "on Tuesday".
        #[default]
        Day = "day",
        /// "last week".
        Week = "week",
        /// "in May".
        Month = "month",
        /// "this winter".
        Season = "season",
        /// "since 2014".
        Year = "year",
    }
}

closed! {
    /// What the words were reckoned from.
    #[derive(Default)]
    WhenAnchor {
        /// The day of publication: "on Tuesday".
        #[default]
        Published = "published",
        /// Another time of the text: "the next day".
        Text = "text",
        /// Nothing: the words give the whole date.
        Itself = "itself",
    }
}

/// When a claim's happening takes place.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct When {
    /// Where its words stand.
    pub at: Span,
    /// Its words: "on Tuesday".
    pub text: String,
    /// The first day, or `None` where it is open.
    pub from: Option<Date>,
    /// The last day, or `None` where it is open.
    pub to: Option<Date>,
    /// The same in the Extended Date/Time Format of ISO 8601-2.
    pub edtf: Option<String>,
    /// How fine the words are.
    pub grain: WhenGrain,
    /// The moment it ends or falls due, where a time of day is told.
    pub until: Option<Moment>,
    /// What the words were reckoned from.
    pub anchor: WhenAnchor,
}
