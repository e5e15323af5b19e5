//! `diurna kinds`: what can be claimed.

use diurna::Coder;
use std::io::{self, Write};

use crate::view::{Paper, table};
use crate::{Outcome, Stop};

/// Prints every kind with what it means.
pub fn kinds() -> Result<Outcome, Stop> {
    let coder = Coder::embedded().map_err(Stop::because)?;
    let rows: Vec<Vec<String>> =
        coder.kinds().iter().map(|kind| vec![kind.kind.to_string(), kind.gloss.clone()]).collect();
    write!(io::stdout(), "{}", table(&["kind", "what is claimed"], &rows, Paper::out()))?;
    Ok(Outcome::All)
}
