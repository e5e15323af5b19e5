//! Records → stories, as Python asks for them.
//!
//! In: records, or the JSON of some. Out: stories as lines of JSON, which the Python half turns into dictionaries.

use diurna_fuse::{Fusion, Words};
use pyo3::prelude::*;

use crate::broken;
use crate::record::Given;

/// The stories that records make together, one line of JSON each. The order of the records changes nothing.
#[pyfunction]
pub fn fuse_lines(py: Python<'_>, records: Vec<Given>) -> PyResult<Vec<String>> {
    py.detach(|| {
        let words = Words::embedded().map_err(broken)?;
        let mut fusion = Fusion::new(&words);
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
        let words = Words::embedded().map_err(broken)?;
        records.into_iter().map(|given| Ok(diurna_fuse::blocks(&given.record()?, &words))).collect()
    })
}
