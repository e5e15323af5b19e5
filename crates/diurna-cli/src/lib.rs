//! diurna on the terminal: who says that what happened.
//!
//! In: words on a command line. Out: records, readings and figures on standard output, what went wrong on standard error, a line
//! each. Exit status: 0 all was read, 1 some was not, 2 wrong usage. The claims themselves are made elsewhere; here they are only
//! asked for and shown. It is a library of one function, so that the Python package is the whole program as well.

mod args;
mod bench;
pub mod check;
pub mod code;
mod conllu;
mod diff;
mod doctor;
mod explain;
mod export;
mod fuse;
mod kinds;
mod log;
mod man;
mod read;
mod score;
mod serve;
mod shelf;
mod stories;
pub mod together;
mod view;

use std::ffi::OsString;
use std::fmt;
use std::io::{self, Write};

use clap::{CommandFactory, Parser};

use args::{Diurna, Word};

/// How a word ended that could run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// All was read.
    All,
    /// Some was not; each is told already.
    Some,
}

/// Why a word could not go on.
#[derive(Debug)]
pub enum Stop {
    /// Nobody reads the output any more.
    PipeClosed,
    /// The reason, in one lower-case line.
    Because(String),
    /// What was asked for cannot be done: the reason, in one lower-case line.
    Usage(String),
}

impl Stop {
    /// Stops for a reason that can be printed.
    pub fn because(reason: impl fmt::Display) -> Stop {
        Stop::Because(reason.to_string())
    }
}

impl fmt::Display for Stop {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Stop::PipeClosed => out.write_str("nobody reads the output any more"),
            Stop::Because(reason) | Stop::Usage(reason) => out.write_str(reason),
        }
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Stop {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Stop::PipeClosed,
            _ => Stop::because(error),
        }
    }
}

/// Runs the program on the words of a command line, its own name first, and says with which status it ends.
///
/// ```
/// assert_eq!(diurna_cli::run(["diurna", "--version"]), 0);
/// assert_eq!(diurna_cli::run(["diurna", "sing"]), 2);
/// ```
pub fn run<W: Into<OsString> + Clone>(words: impl IntoIterator<Item = W>) -> u8 {
    let status = match Diurna::try_parse_from(words) {
        Ok(Diurna { word }) => status(ended(word)),
        // Help and the version are no errors, and go to standard output.
        Err(told) => {
            let _ = told.print();
            u8::try_from(told.exit_code()).unwrap_or(2)
        }
    };
    // Inside another program nothing else flushes it at the end.
    let _ = io::stdout().flush();
    status
}

fn ended(word: Word) -> Result<Outcome, Stop> {
    match word {
        Word::Code(word) => code::code(&word),
        Word::Read(word) => read::read(&word),
        Word::Log(word) => log::log(&word),
        Word::Export(word) => export::export(&word),
        Word::Diff(word) => diff::diff(&word),
        Word::Fuse(word) => fuse::fuse(&word),
        Word::Brief(word) => fuse::brief(&word),
        Word::Score(word) => match &word.stories {
            Some(folder) => stories::score(&word, folder),
            None => score::score(&word),
        },
        Word::Bench(word) => bench::bench(&word),
        Word::Check(word) => check::check(&word),
        Word::Kinds => kinds::kinds(),
        Word::Explain(word) => explain::explain(&word),
        Word::Serve(word) => serve::serve(&word),
        Word::Doctor => doctor::doctor(),
        Word::Version => doctor::version(),
        Word::Completions { shell } => completions(shell),
        Word::Man { folder } => man::man(&folder),
    }
}

fn status(ended: Result<Outcome, Stop>) -> u8 {
    match ended {
        Ok(Outcome::All) | Err(Stop::PipeClosed) => 0,
        Ok(Outcome::Some) => 1,
        Err(stop) => {
            eprintln!("diurna: {stop}");
            if matches!(stop, Stop::Usage(_)) { 2 } else { 1 }
        }
    }
}

fn completions(shell: clap_complete::Shell) -> Result<Outcome, Stop> {
    clap_complete::generate(shell, &mut Diurna::command(), "diurna", &mut io::stdout());
    Ok(Outcome::All)
}
