//! The program `diurna`.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(diurna_cli::run(std::env::args_os()))
}
