//! Records → stories, as Python asks for them.
//!
//! In: records, or the JSON of some. Out: stories as lines of JSON, which the Python half turns into dictionaries.

use std::sync::OnceLock;

use diurna_fuse::{Fusion, Words};
use pyo3::prelude::*;

use crate::broken;
use crate::record::Given;

/// The stories that records make together, one line of JSON each. The order of the records changes nothing.
#[pyfunction]
pub fn fuse_lines(py: Python<'_>, records: Vec<Given>) -> PyResult<Vec<String>> {
    py.detach(|| {
        let mut fusion = Fusion::new(words()?);
        for given in records {
            fusion.add(&given.record()?);
        }
        Ok(fusion.stories().iter().map(diurna_record::Story::to_json).collect())
    })
}

/// The blocks in which each report can meet the others of its story, for archives that are put together in parts.
#[pyfunction]
pub fn blocks(py: Python<'_>, records: Vec<Given>) -> PyResult<Vec<Vec<String>>> {
    py.detach(|| {
        let words = words()?;
        records.into_iter().map(|given| Ok(diurna_fuse::blocks(&given.record()?, words))).collect()
    })
}

/// The tables of the fusion, read once: many small groups are put together one after the other.
fn words() -> PyResult<&'static Words> {
    static WORDS: OnceLock<Result<Words, String>> = OnceLock::new();
    let words = WORDS.get_or_init(|| Words::embedded().map_err(|error| error.to_string()));
    words.as_ref().map_err(broken)
}
