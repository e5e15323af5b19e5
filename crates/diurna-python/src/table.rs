//! Tables that speak Arrow's C data interface.
//!
//! In: records. Out: columns that pyarrow, polars, pandas and others take without a copy. The claims table has the columns of the Parquet export.

use std::sync::Arc;

use arrow_array::builder::{ListBuilder, StringBuilder};
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{
    ArrayRef, BooleanArray, Date32Array, Float64Array, Int64Array, RecordBatch, RecordBatchIterator, StringArray,
};
use arrow_schema::{DataType, Field, Schema};
use diurna_io::output::{ClaimColumns, Column, Values};
use jiff::civil::Date;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyTuple};

use crate::broken;
use crate::record::Given;

/// A table. It goes to pyarrow, polars and pandas without a copy.
#[pyclass(frozen, module = "diurna")]
pub struct Table {
    rows: RecordBatch,
    troubles: Vec<String>,
}

/// A report's name, and the day and the JSON of its record, or why there is none.
pub type CodedRow = (String, Result<(Option<Date>, String), String>);

impl Table {
    /// A row a claim.
    pub fn of_claims(records: Vec<diurna::Record>, troubles: Vec<String>) -> PyResult<Table> {
        let mut claims = ClaimColumns::empty();
        records.into_iter().for_each(|record| claims.add(record));
        let columns = claims.columns().iter().map(|column| (column.name, array(column)));
        Ok(Table { rows: batch(columns.collect())?, troubles })
    }

    /// A row a report.
    pub fn of_records(coded: Vec<CodedRow>) -> PyResult<Table> {
        let (mut ids, mut days, mut records, mut reasons) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for (id, outcome) in coded {
            let (record, reason) = outcome.map_or_else(|reason| (None, Some(reason)), |record| (Some(record), None));
            let (day, json) = record.unzip();
            ids.push(Some(id));
            days.push(day.flatten().and_then(days_since_1970));
            records.push(json);
            reasons.push(reason);
        }
        let troubles = ids.iter().flatten().zip(&reasons);
        let troubles = troubles.filter_map(|(id, reason)| Some(format!("{id}: {}", reason.as_ref()?))).collect();
        let text = |cells: Vec<Option<String>>| -> ArrayRef { Arc::new(StringArray::from(cells)) };
        let columns = vec![
            ("report_id", text(ids)),
            ("published", Arc::new(Date32Array::from(days)) as ArrayRef),
            ("record", text(records)),
            ("trouble", text(reasons)),
        ];
        Ok(Table { rows: batch(columns)?, troubles })
    }
}

#[pymethods]
impl Table {
    /// The rows as Arrow's C stream, which every library that knows Arrow can take.
    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // The columns have one form; a consumer that asks for another casts for itself, as the interface allows.
        let _ = requested_schema;
        let rows = RecordBatchIterator::new([Ok(self.rows.clone())], self.rows.schema());
        PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(Box::new(rows)), c"arrow_array_stream")
    }

    /// The rows as a table of pyarrow.
    fn to_arrow<'py>(slf: Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("pyarrow")?.call_method1("table", (slf,))
    }

    /// The rows as a frame of pandas.
    fn to_pandas<'py>(slf: Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        Table::to_arrow(slf)?.call_method0("to_pandas")
    }

    /// The rows as a frame of polars.
    fn to_polars<'py>(slf: Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("polars")?.call_method1("DataFrame", (slf,))
    }

    /// Why rows of the input have no record, a line each.
    #[getter]
    fn troubles<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, &self.troubles)
    }

    /// The names of the columns.
    #[getter]
    fn columns<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.rows.schema().fields().iter().map(|field| field.name().clone()).collect::<Vec<_>>())
    }

    fn __len__(&self) -> usize {
        self.rows.num_rows()
    }

    fn __repr__(&self) -> String {
        let (rows, columns, troubles) = (self.rows.num_rows(), self.rows.num_columns(), self.troubles.len());
        format!("<diurna.Table of {rows} rows, {columns} columns, {troubles} troubles>")
    }
}

/// The claims of records, given as such or as JSON: a row a claim.
#[pyfunction]
pub fn claims(py: Python<'_>, records: Vec<Given>) -> PyResult<Table> {
    py.detach(|| Table::of_claims(records.into_iter().map(Given::record).collect::<PyResult<_>>()?, Vec::new()))
}

fn batch(columns: Vec<(&str, ArrayRef)>) -> PyResult<RecordBatch> {
    let field = |(name, array): &(&str, ArrayRef)| {
        let nullable = !matches!(array.data_type(), DataType::List(_) | DataType::Boolean);
        Field::new(*name, array.data_type().clone(), nullable)
    };
    let schema = Schema::new(columns.iter().map(field).collect::<Vec<_>>());
    RecordBatch::try_new(Arc::new(schema), columns.into_iter().map(|(_, array)| array).collect()).map_err(broken)
}

fn array(column: &Column) -> ArrayRef {
    match &column.values {
        Values::Text(values) => Arc::new(values.iter().map(Option::as_deref).collect::<StringArray>()),
        Values::List(lists) => {
            let words = Field::new("element", DataType::Utf8, false);
            let mut array = ListBuilder::new(StringBuilder::new()).with_field(words);
            lists.iter().for_each(|list| array.append_value(list.iter().map(Some)));
            Arc::new(array.finish())
        }
        Values::Whole(values) => Arc::new(Int64Array::from(values.clone())),
        Values::Real(values) => Arc::new(Float64Array::from(values.clone())),
        Values::Day(days) => Arc::new(days.iter().map(|day| day.and_then(days_since_1970)).collect::<Date32Array>()),
        Values::Truth(values) => Arc::new(BooleanArray::from(values.clone())),
    }
}

fn days_since_1970(day: Date) -> Option<i32> {
    day.since(jiff::civil::date(1970, 1, 1)).ok().map(|span| span.get_days())
}
