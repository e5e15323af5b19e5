//! The coder, as Python calls it.
//!
//! In: one text, or a table with a row a report. Out: a record, or a table with a row a claim or a row a report. A row that is no report is told
//! in `troubles` and the others are coded; the order of rows is kept, whatever the number of threads.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use diurna_cli::{check, code, together};
use diurna_record::JsonText;
use pyo3::prelude::*;

use crate::record::Record;
use crate::reports::{Columns, Day, Row, given, rows};
use crate::table::Table;
use crate::{broken, wrong};

/// A model and tables, ready to code reports. Made once, used from any number of threads.
#[pyclass(frozen, module = "diurna")]
pub struct Coder(diurna::Coder);

#[pymethods]
impl Coder {
    #[new]
    #[pyo3(signature = (*, kinds = None))]
    fn new(py: Python<'_>, kinds: Option<PathBuf>) -> PyResult<Coder> {
        let coder = py.detach(diurna::Coder::embedded).map_err(broken)?;
        check::with_folder(coder, kinds.as_deref()).map(Coder).map_err(wrong)
    }

    /// Codes one report.
    #[pyo3(signature = (text, *, published = None, id = String::new(), publisher = None, title = None, url = None, language = None))]
    #[expect(clippy::too_many_arguments, reason = "keywords of a Python function: what is known of a report")]
    fn code(
        &self,
        py: Python<'_>,
        text: String,
        published: Option<Day>,
        id: String,
        publisher: Option<String>,
        title: Option<String>,
        url: Option<String>,
        language: Option<String>,
    ) -> Record {
        let published = published.map(|Day(day)| day);
        let report = diurna::Report { id, url, publisher, published, title, language, text };
        Record::of(py.detach(|| code::record(&self.0, given(report)).0))
    }

    /// Codes a table of reports; returns a table with a row a claim.
    #[pyo3(signature = (reports, *, columns = None, published = None, publisher = None, threads = None))]
    fn code_batch(
        &self,
        py: Python<'_>,
        reports: &Bound<'_, PyAny>,
        columns: Option<Columns>,
        published: Option<Day>,
        publisher: Option<String>,
        threads: Option<NonZeroUsize>,
    ) -> PyResult<Table> {
        let rows = rows(reports, &columns.unwrap_or_default(), published, publisher)?;
        py.detach(|| {
            let (mut records, mut troubles) = (Vec::new(), Vec::new());
            for (name, coded) in self.each(rows, threads, |record, aside| (record, aside)) {
                match coded {
                    Ok((record, aside)) => {
                        records.push(record);
                        troubles.extend(aside);
                    }
                    Err(reason) => troubles.push(format!("{name}: {reason}")),
                }
            }
            Table::of_claims(records, troubles)
        })
    }

    /// Codes a table of reports; returns a table with a row a report: its id, its day, its record as JSON, or why there is none.
    #[pyo3(signature = (reports, *, columns = None, published = None, publisher = None, threads = None))]
    fn record_batch(
        &self,
        py: Python<'_>,
        reports: &Bound<'_, PyAny>,
        columns: Option<Columns>,
        published: Option<Day>,
        publisher: Option<String>,
        threads: Option<NonZeroUsize>,
    ) -> PyResult<Table> {
        let rows = rows(reports, &columns.unwrap_or_default(), published, publisher)?;
        py.detach(|| {
            let json = |record: diurna::Record, _| (record.report.published, record.to_json(JsonText::In));
            Table::of_records(self.each(rows, threads, json))
        })
    }

    /// The names of the kinds of claims.
    fn kinds(&self) -> Vec<String> {
        self.0.kinds().iter().map(|kind| kind.kind.to_string()).collect()
    }

    /// The versions that every record of this coder names: of the program, of the model, of the tables.
    fn made(&self) -> (String, String, String) {
        let made = self.0.made();
        (made.diurna, made.model, made.data)
    }
}

impl Coder {
    /// Codes rows on several threads, and does something with each record there, too. In their order, each with the name of its report. A
    /// report in another language has a record without claims, and a line that says so.
    fn each<T: Send>(
        &self,
        rows: Vec<Row>,
        threads: Option<NonZeroUsize>,
        then: impl Fn(diurna::Record, Option<String>) -> T + Sync,
    ) -> Vec<(String, Result<T, String>)> {
        together::map(together::threads(threads), rows, |Row { name, given }| {
            let coded = given.map(|given| code::record(&self.0, given));
            (name, coded.map(|(record, aside)| then(record, aside)))
        })
    }
}
