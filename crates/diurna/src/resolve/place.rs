//! Which place a phrase means.
//!
//! In: the spans of place phrases of one report ("the northern city of Mosul", "the camp", "Idlib and Aleppo") with the report's text,
//! title, dateline and date. Out: for each a [`diurna_record::Place`]: name, GeoNames number, state, coordinates and grain, with the other places
//! of that name as rivals. Coordinates are told only for a point or a settlement. What the words do not tell stays `None`: a region cut
//! by a point of the compass has a state and no coordinates, a village that no table has gets the state of its surroundings alone.
//! It never reads claims and never decides whose a disputed area is (data/places/disputed.toml says what is printed).

mod disputed;
mod gazetteer;
mod ground;
mod implied;
mod meaning;
mod phrase;
mod rank;
mod scan;
mod stand_in;
#[cfg(test)]
mod tests;
mod toponym;
mod words;

pub use disputed::Dispute;
pub use gazetteer::{Candidate, Country, Gazetteer, GazetteerError, Naming, PlaceId};
pub use implied::{of_anchor, of_target};
pub use meaning::{Choices, Located, choices, locate, resolve};
pub use scan::Found;
pub use toponym::toponyms;

use diurna_text::{Document, Report, Span};

/// What is known of a report beside its place phrases.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'a> {
    /// The clean text that spans refer to.
    pub text: &'a str,
    /// The day of publication.
    pub published: Option<jiff::civil::Date>,
    /// The title, where it stands beside the text.
    pub title: Option<&'a str>,
    /// The place words of the dateline.
    pub dateline: Option<Span>,
}

impl<'a> Setting<'a> {
    /// The setting of a report that was cut into a document.
    pub fn of(report: &'a Report, document: &'a Document) -> Setting<'a> {
        Setting {
            text: document.text(),
            published: report.published,
            title: report.title.as_deref(),
            dateline: document.dateline(),
        }
    }
}
