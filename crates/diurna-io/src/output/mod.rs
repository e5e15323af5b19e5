//! Records → what other programs and people read.
//!
//! In: records one after the other. Out: bytes, written as the records come, so that none is held. [`Records`] are the program's own forms; an
//! [`Export`] has a form of the field, one file here for each, with the columns that its analysts know. A column without an honest value
//! stays empty. Nothing is merged or summed here: where figures differ, each stands in a row of its own, unless the record comes with what a policy
//! chose ([`diurna_record::Deaths`]).

mod acled;
mod annotations;
mod cells;
mod claims;
mod columns;
mod days;
mod deeds;
mod export;
mod gdelt;
mod geojson;
mod hxl;
mod ics;
pub(crate) mod ids;
mod made;
mod mentions;
mod package;
pub mod pages;
mod parquet;
mod plover;
mod polecat;
mod records;
mod terms;
mod tolls;
mod ucdp;
mod view;

pub use claims::COLUMNS;
pub use columns::{ClaimColumns, Column, Values};
pub use export::{Asked, Export, Format, To};
pub(crate) use gdelt::COLUMNS as GDELT_COLUMNS;
pub use made::MadeFrom;
pub use records::{Form, Records};

use diurna_record::Coded;

/// The rows of the claims table of one record, with stable ids.
pub(crate) fn claim_rows(coded: &Coded) -> Vec<Vec<String>> {
    claims::rows(&view::View::of(coded, &crate::codes::Tables::embedded()))
}

/// The columns of a form that has no header, by their number.
pub(crate) fn headless(columns: usize) -> Option<&'static [&'static str]> {
    [&GDELT_COLUMNS[..], &mentions::COLUMNS[..]].into_iter().find(|names| names.len() == columns)
}

#[cfg(test)]
mod tests;
