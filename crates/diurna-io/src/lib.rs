//! Reports in, records out: the only disk.
//!
//! [`input`] turns what people have (plain text, saved pages, JSON, JSON lines, standard input) into reports, one after the
//! other, so that an archive never sits in memory. [`output`] writes records as JSON lines, a JSON list or a claims
//! table, and exports them in the forms of the field. [`changes`] tells what differs between two records or exports.
//! [`store`] keeps records and what people say of them in one file.
//! This crate never sees the coder: what stands between a report and its record is not its business.
//!
//! ```
//! use diurna_io::input::{reports_of, Defaults};
//! let lines = "{\"id\": \"r1\", \"text\": \"Rebels shelled the market.\"}\nnot json\n";
//! let given: Vec<_> = reports_of(lines.as_bytes(), "wire.jsonl", &Defaults::default()).collect();
//! assert_eq!(given[0].as_ref().map(|g| g.report.id.as_str()), Ok("r1"));
//! assert!(given[1].as_ref().is_err_and(|t| t.to_string().starts_with("wire.jsonl:2: ")));
//! ```

pub mod changes;
mod codes;
pub mod input;
pub mod output;
pub mod store;
