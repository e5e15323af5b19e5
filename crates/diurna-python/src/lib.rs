//! The Python package: the coder, and the whole program, in one module.
//!
//! In: text, or a table of anything that speaks Arrow's C data interface. Out: records, and tables that speak it too, so that nothing is
//! copied through JSON between the two. While reports are coded, other Python threads run. The Python half (`python/diurna`) adds what
//! needs no Rust: stories as dictionaries, and Spark.

mod coder;
mod record;
mod reports;
mod stories;
mod table;

use std::ffi::OsString;

use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::prelude::*;

#[pymodule]
mod _diurna {
    #[pymodule_export]
    use super::coder::Coder;
    #[pymodule_export]
    use super::record::Record;
    #[pymodule_export]
    use super::run;
    #[pymodule_export]
    use super::stories::{blocks, fuse_lines};
    #[pymodule_export]
    use super::table::{Table, claims};

    #[pymodule_export]
    #[expect(non_upper_case_globals, reason = "Python's name for it")]
    const __version__: &str = env!("CARGO_PKG_VERSION");
}

/// Runs the program on the words of a command line, its own name first; returns its exit status.
#[pyfunction]
fn run(py: Python<'_>, words: Vec<OsString>) -> u8 {
    py.detach(|| diurna_cli::run(words))
}

/// Something that was given cannot be used.
fn wrong(reason: impl std::fmt::Display) -> PyErr {
    PyValueError::new_err(reason.to_string())
}

/// Something of ours does not work.
fn broken(reason: impl std::fmt::Display) -> PyErr {
    PyRuntimeError::new_err(reason.to_string())
}
