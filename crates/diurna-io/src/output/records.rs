//! Records as the program prints them: JSON lines, a JSON list, or the claims table.
//!
//! In: records one after the other. Out: bytes, written as the records come, so that none is held. The JSON is the record's own.
//! Nothing is merged, summed or left out here.

use std::io::{self, Write};

use diurna_record::{JsonText, Record};

use super::cells::{Separator, Sheet};
use super::claims;

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
pub struct Records<W: Write>(Open<W>);

enum Open<W: Write> {
    Json { out: W, text: JsonText, written: usize },
    Lines { out: W, text: JsonText },
    Csv(Sheet<W>),
}

impl<W: Write> Records<W> {
    /// Begins a file of this form.
    ///
    /// # Errors
    /// What the file says.
    pub fn begin(mut out: W, form: Form, text: JsonText) -> io::Result<Records<W>> {
        Ok(Records(match form {
            Form::Json => {
                out.write_all(b"[")?;
                Open::Json { out, text, written: 0 }
            }
            Form::Lines => Open::Lines { out, text },
            Form::Csv => {
                let mut sheet = Sheet::begin(out, Separator::Comma);
                sheet.row(claims::COLUMNS)?;
                Open::Csv(sheet)
            }
        }))
    }

    /// Writes one record.
    ///
    /// # Errors
    /// What the file says.
    pub fn write(&mut self, record: &Record) -> io::Result<()> {
        match &mut self.0 {
            Open::Json { out, text, written } => {
                out.write_all(if *written == 0 { b"\n" } else { b",\n" })?;
                *written += 1;
                out.write_all(record.to_json_pretty(*text).as_bytes())
            }
            Open::Lines { out, text } => {
                out.write_all(record.to_json(*text).as_bytes())?;
                out.write_all(b"\n")
            }
            Open::Csv(sheet) => {
                claims::rows_as_coded(record).iter().try_for_each(|row| sheet.row(row))?;
                sheet.flush()
            }
        }
    }

    /// Ends the file and gives it back.
    ///
    /// # Errors
    /// What the file says.
    pub fn end(self) -> io::Result<W> {
        let mut out = match self.0 {
            Open::Json { mut out, written, .. } => {
                out.write_all(if written == 0 { b"]\n" } else { b"\n]\n" })?;
                out
            }
            Open::Lines { out, .. } => out,
            Open::Csv(sheet) => sheet.end()?,
        };
        out.flush()?;
        Ok(out)
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
