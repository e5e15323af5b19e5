//! `diurna doctor` and `diurna version`: is everything here, and does it work?
//!
//! In: nothing. Out: a line a part with its version and size, and what a made-up report becomes. Nothing is fetched or mended.

use std::io::{self, Write};
use std::time::Instant;

use diurna::Coder;
use diurna_record::Record;
use diurna_text::Report;

use crate::together;
use crate::{Outcome, Stop};

/// A made-up report that any working coder finds something in.
const SAMPLE: &str =
    "Shelling killed at least four people in Kharkiv on Tuesday, the mayor said. The army denied that it had fired.";

/// Prints what loads and what it makes of the sample.
pub fn doctor() -> Result<Outcome, Stop> {
    let start = Instant::now();
    let coder = match Coder::embedded() {
        Ok(coder) => coder,
        Err(error) => {
            writeln!(io::stdout(), "model and tables   do not load: {error}")?;
            return Ok(Outcome::Some);
        }
    };
    let loaded = start.elapsed();
    let start = Instant::now();
    let record = sample(&coder);
    let coded = start.elapsed();
    writeln!(io::stdout(), "program            {}", record.made.diurna)?;
    writeln!(
        io::stdout(),
        "model              {}, {}",
        record.made.model,
        megabytes(diurna_model::READER.len() + diurna_model::RELATIONS.len())
    )?;
    writeln!(io::stdout(), "tables             {}", record.made.data)?;
    writeln!(io::stdout(), "loads in           {} ms", loaded.as_millis())?;
    writeln!(io::stdout(), "threads            {}", together::threads(None))?;
    let tolls = record.claims.iter().filter(|claim| claim.kind.is_toll()).count();
    let claims = record.claims.len();
    writeln!(io::stdout(), "self-test          {claims} claims, {tolls} of them tolls, in {} ms", coded.as_millis())?;
    let works = claims > 0;
    writeln!(
        io::stdout(),
        "{}",
        if works { "all is well" } else { "the self-test found no claim: the weights or the tables are damaged" }
    )?;
    Ok(if works { Outcome::All } else { Outcome::Some })
}

/// Prints the versions.
pub fn version() -> Result<Outcome, Stop> {
    let coder = Coder::embedded().map_err(Stop::because)?;
    let made = coder.code(&Report::of("")).made;
    writeln!(io::stdout(), "diurna {}\nmodel {}\ndata {}", made.diurna, made.model, made.data)?;
    Ok(Outcome::All)
}

fn sample(coder: &Coder) -> Record {
    coder.code(&Report {
        id: "sample".to_owned(),
        published: Some(jiff::civil::date(2024, 3, 6)),
        ..Report::of(SAMPLE)
    })
}

fn megabytes(bytes: usize) -> String {
    format!("{:.1} MB", bytes as f64 / 1e6)
}
