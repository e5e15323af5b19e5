//! A record, as Python holds it.
//!
//! In: a record of the coder, or the JSON of one. Out: its parts as dictionaries with the keys of the JSON, positions in code points, as
//! Python counts them.

use std::sync::OnceLock;

use diurna_record::JsonText;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString, PyType};

use crate::wrong;

/// The claims of one report, with the actors, agreements, noise and notes that belong to them.
#[pyclass(frozen, module = "diurna")]
pub struct Record {
    record: diurna::Record,
    json: OnceLock<String>,
}

impl Record {
    /// A record of the coder.
    pub fn of(record: diurna::Record) -> Record {
        Record { record, json: OnceLock::new() }
    }

    fn json(&self) -> &str {
        self.json.get_or_init(|| self.record.to_json(JsonText::In))
    }
}

#[pymethods]
impl Record {
    /// The record that a line of JSON tells.
    #[classmethod]
    fn from_json(_class: &Bound<'_, PyType>, json: &str) -> PyResult<Record> {
        diurna::Record::from_json(json).map(Record::of).map_err(wrong)
    }

    /// The record as one line of JSON; `text=False` leaves the report's text out.
    #[pyo3(signature = (*, text = true))]
    fn to_json(&self, text: bool) -> String {
        if text { self.json().to_owned() } else { self.record.to_json(JsonText::Out) }
    }

    /// The record as a dictionary with the keys of its JSON.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        Ok(py.import("json")?.call_method1("loads", (self.json(),))?.cast_into::<PyDict>()?)
    }

    /// The claims, in the order of the text.
    #[getter]
    fn claims<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.to_dict(py)?.as_any().get_item("claims")
    }

    /// Whom the report names.
    #[getter]
    fn actors<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.to_dict(py)?.as_any().get_item("actors")
    }

    /// What was agreed.
    #[getter]
    fn agreements<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.to_dict(py)?.as_any().get_item("agreements")
    }

    /// What was doubtful while the record was made.
    #[getter]
    fn notes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.to_dict(py)?.as_any().get_item("notes")
    }

    /// The caller's own name for the report.
    #[getter]
    fn id(&self) -> &str {
        &self.record.report.id
    }

    /// The text that positions count in.
    #[getter]
    fn text<'py>(&self, py: Python<'py>) -> Bound<'py, PyString> {
        PyString::new(py, &self.record.text)
    }

    fn __len__(&self) -> usize {
        self.record.claims.len()
    }

    // A record without claims is a record: it is true.
    fn __bool__(&self) -> bool {
        true
    }

    fn __eq__(&self, other: &Record) -> bool {
        self.record == other.record
    }

    fn __repr__(&self) -> String {
        format!("<diurna.Record {:?} of {} claims>", self.record.report.id, self.record.claims.len())
    }

    fn __reduce__<'py>(slf: Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        let from_json = slf.get_type().getattr("from_json")?;
        Ok((from_json, (slf.get().json().to_owned(),)))
    }
}

/// A record that Python gives: one of ours, or the JSON of one.
pub enum Given {
    /// Ours.
    Record(Box<diurna::Record>),
    /// Its JSON.
    Json(String),
}

impl Given {
    /// The record itself.
    pub fn record(self) -> PyResult<diurna::Record> {
        match self {
            Given::Record(record) => Ok(*record),
            Given::Json(json) => {
                diurna::Record::from_json(&json).map_err(|error| wrong(format!("not a record: {error}")))
            }
        }
    }
}

impl<'a, 'py> FromPyObject<'a, 'py> for Given {
    type Error = PyErr;

    fn extract(given: Borrowed<'a, 'py, PyAny>) -> PyResult<Given> {
        match given.cast::<Record>() {
            Ok(record) => Ok(Given::Record(Box::new(record.get().record.clone()))),
            Err(_) => given.extract().map(Given::Json),
        }
    }
}
