//! What is made from something else and kept in the repository: `cargo xtask TASK ARGUMENTS`.
//!
//! `gazetteer` builds the table of places from its public sources; `scores` accepts the figures on the gold reports.

mod gazetteer;
mod scores;

use std::process::ExitCode;

fn main() -> ExitCode {
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    if args.is_empty() {
        eprintln!("usage: cargo xtask gazetteer …, or cargo xtask scores DAY FILE");
        return ExitCode::from(2);
    }
    let task = args.remove(0);
    let done = match task.as_str() {
        "gazetteer" => gazetteer::build(&args),
        "scores" => scores::accept(&args),
        _ => Err(format!("no task is called {task}")),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
