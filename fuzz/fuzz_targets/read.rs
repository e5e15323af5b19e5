//! What must hold of whatever a source gives.
#![allow(dead_code)]

use std::io::Read;

use diurna_io::input::{Defaults, Given, Trouble, reports_of};

/// Reads a source to its end.
pub fn all(source: impl Read + Send + 'static, name: &str) {
    reports_of(source, name, &Defaults::default()).for_each(check);
}

/// A report has text, and its pieces stand in it; a trouble is one line.
pub fn check(found: Result<Given, Trouble>) {
    match found {
        Ok(given) => {
            assert!(!given.report.text.trim().is_empty());
            for piece in &given.source_map {
                assert!(piece.at.end() <= given.report.text.len());
            }
        }
        Err(trouble) => assert!(!trouble.to_string().contains('\n'), "{trouble}"),
    }
}
