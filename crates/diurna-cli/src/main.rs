//! diurna on the terminal: who says that what happened.
//!
//! In: words on a command line. Out: records, readings and figures on standard output, what went wrong on standard error, a line
//! each. Exit status: 0 all was read, 1 some was not, 2 wrong usage. The claims themselves are made elsewhere; here they are only
//! asked for and shown.

mod args;
mod bench;
mod check;
mod code;
mod conllu;
mod diff;
mod doctor;
mod explain;
mod export;
mod fuse;
mod kinds;
mod log;
mod read;
mod score;
mod serve;
mod shelf;
mod stories;
mod together;
mod view;

use std::fmt;
use std::io;
use std::process::ExitCode;

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

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Stop {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Stop::PipeClosed,
            _ => Stop::because(error),
        }
    }
}

fn main() -> ExitCode {
    let Diurna { word } = Diurna::parse();
    let ended = match word {
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
    };
    match ended {
        Ok(Outcome::All) | Err(Stop::PipeClosed) => ExitCode::SUCCESS,
        Ok(Outcome::Some) => ExitCode::from(1),
        Err(Stop::Because(reason)) => {
            eprintln!("diurna: {reason}");
            ExitCode::from(1)
        }
        Err(Stop::Usage(reason)) => {
            eprintln!("diurna: {reason}");
            ExitCode::from(2)
        }
    }
}

fn completions(shell: clap_complete::Shell) -> Result<Outcome, Stop> {
    clap_complete::generate(shell, &mut Diurna::command(), "diurna", &mut io::stdout());
    Ok(Outcome::All)
}
