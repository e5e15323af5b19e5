//! `diurna log`: who said what of which claim, when and why.
//!
//! In: a record file. Out: its journal in the order it was written, a line an entry; entries that were taken back, and those that found no
//! place in the coding in force, say so.

use std::io::{self, BufWriter, Write};

use diurna_io::store::{LogLine, Pass, Store};
use serde_json::json;

use crate::args::Log;
use crate::{Outcome, Stop};

/// Prints the journal.
pub fn log(word: &Log) -> Result<Outcome, Stop> {
    let store = Store::open_to_read(&word.path).map_err(Stop::because)?;
    let report = match &word.report {
        None => None,
        Some(name) => {
            let found = store.report_named(name).map_err(Stop::because)?;
            Some(found.ok_or_else(|| Stop::because(format!("{}: no report {name:?}", word.path.display())))?)
        }
    };
    let mut out = BufWriter::new(io::stdout());
    for line in store.log(report).map_err(Stop::because)? {
        match word.json {
            true => writeln!(out, "{}", object(&line))?,
            false => writeln!(out, "{}", plain(&line))?,
        }
    }
    out.flush()?;
    Ok(Outcome::All)
}

fn object(line: &LogLine) -> serde_json::Value {
    let mut object = line.entry.to_value();
    if let serde_json::Value::Object(fields) = &mut object {
        fields.insert("report_id".to_owned(), json!(line.report_name));
        fields.insert("holds".to_owned(), json!(line.holds));
        fields.insert("unattached".to_owned(), json!(line.unattached));
    }
    object
}

/// "12  2024-03-05T10:00:00Z  Ana  kharkiv-1  reject c3 \"air strike\": a headline".
fn plain(line: &LogLine) -> String {
    let entry = &line.entry;
    let blind = if entry.reviewer.pass == Pass::Blind { " (blind)" } else { "" };
    let mut told =
        format!("{}  {}  {}{blind}  {}  {}", entry.id, entry.at, entry.reviewer.name, line.report_name, entry.told());
    if let Some(why) = &entry.why {
        told.push_str(": ");
        told.push_str(why);
    }
    if !line.holds {
        told.push_str("  [taken back]");
    }
    if let Some(reason) = &line.unattached {
        told.push_str(&format!("  [found no place: {reason}]"));
    }
    // A reason may hold anything; an entry is one line.
    told.replace(['\n', '\r'], " ")
}
