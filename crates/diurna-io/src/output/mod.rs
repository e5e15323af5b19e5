//! Records → JSON lines, a JSON list, or the claims table.
//!
//! In: records one after the other. Out: bytes, written as the records come, so that none is held. The JSON is the record's own;
//! the table has the columns that analysts of the field know. Nothing is merged, summed or left out here.

mod claims;

use std::io::{self, Write};

use diurna_record::{JsonText, Record};

pub use claims::COLUMNS;

/// How records are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// One list of records, laid out for a person.
    Json,
    /// A record a line.
    Lines,
    /// A row a claim, with a header.
    Csv,
}

/// An open list of records.
pub struct Records<W: Write> {
    out: W,
    form: Form,
    text: JsonText,
    written: usize,
}

impl<W: Write> Records<W> {
    /// Begins a file of this form.
    ///
    /// # Errors
    /// What the file says.
    pub fn begin(mut out: W, form: Form, text: JsonText) -> io::Result<Records<W>> {
        match form {
            Form::Json => out.write_all(b"[")?,
            Form::Lines => {}
            Form::Csv => claims::header(&mut out)?,
        }
        Ok(Records { out, form, text, written: 0 })
    }

    /// Writes one record.
    ///
    /// # Errors
    /// What the file says.
    pub fn write(&mut self, record: &Record) -> io::Result<()> {
        match self.form {
            Form::Json => {
                self.out.write_all(if self.written == 0 { b"\n" } else { b",\n" })?;
                self.out.write_all(record.to_json_pretty(self.text).as_bytes())?;
            }
            Form::Lines => {
                self.out.write_all(record.to_json(self.text).as_bytes())?;
                self.out.write_all(b"\n")?;
            }
            Form::Csv => claims::rows(&mut self.out, record)?,
        }
        self.written += 1;
        Ok(())
    }

    /// Ends the file and gives it back.
    ///
    /// # Errors
    /// What the file says.
    pub fn end(mut self) -> io::Result<W> {
        if self.form == Form::Json {
            self.out.write_all(if self.written == 0 { b"]\n" } else { b"\n]\n" })?;
        }
        self.out.flush()?;
        Ok(self.out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(form: Form, records: &[Record]) -> String {
        let mut open = Records::begin(Vec::new(), form, JsonText::In).expect("memory takes bytes");
        records.iter().try_for_each(|record| open.write(record)).expect("memory takes bytes");
        String::from_utf8(open.end().expect("memory takes bytes")).expect("records are UTF-8")
    }

    #[test]
    fn a_list_of_none_is_a_list() {
        assert_eq!(written(Form::Json, &[]), "[]\n");
        assert_eq!(written(Form::Lines, &[]), "");
        assert_eq!(written(Form::Csv, &[]).lines().count(), 1);
    }

    #[test]
    fn a_list_of_two_is_json() {
        let records = [Record::default(), Record::default()];
        let list: serde_json::Value = serde_json::from_str(&written(Form::Json, &records)).expect("it is JSON");
        assert_eq!(list.as_array().map(Vec::len), Some(2));
        assert_eq!(written(Form::Lines, &records).lines().count(), 2);
    }
}
