//! A report as given: what a publisher put out, before anything is read.
//!
//! In: whatever the caller knows of it. Out: one value that the rest of the road only reads.
//! The text is never changed: not trimmed, not normalised, not translated.

use jiff::civil::Date;

/// One news report as it was given.
///
/// ```
/// use diurna_text::Report;
/// let report = Report {
///     published: Some(jiff::civil::date(2023, 4, 15)),
///     ..Report::of("KHARTOUM, Sudan — Fighting broke out on Saturday.")
/// };
/// assert_eq!(report.publisher, None);
/// ```
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Report {
    /// The caller's own name for the report.
    pub id: String,
    /// Where it was published.
    pub url: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// The day it was published, from which "on Tuesday" is reckoned.
    pub published: Option<Date>,
    /// A title given beside the text.
    pub title: Option<String>,
    /// The language of the text, as a BCP 47 tag.
    pub language: Option<String>,
    /// The text exactly as given.
    pub text: String,
}

impl Report {
    /// A report of which only the text is known.
    pub fn of(text: impl Into<String>) -> Report {
        Report { text: text.into(), ..Report::default() }
    }
}
