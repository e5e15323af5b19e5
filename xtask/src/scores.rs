//! Accepts the figures of `diurna score gold --json` as `gold/SCORES.toml`.
//!
//! In: that one object on standard input, and the day. Out: the file, a figure with its interval, n, day and command a table. A
//! figure that nothing was measured for is left out.

use std::fmt::Write;
use std::io;

use serde_json::Value;

const COMMAND: &str = "diurna score gold --json";

/// Writes the accepted figures: `xtask scores DAY FILE < figures`.
pub fn accept(args: &[String]) -> Result<(), String> {
    let [day, file] = args else { return Err(format!("usage: {COMMAND} | cargo xtask scores DAY gold/SCORES.toml")) };
    let figures: Value = serde_json::from_reader(io::stdin()).map_err(|error| format!("standard input: {error}"))?;
    let intervals = figures["interval"].as_object().ok_or("standard input: no intervals in it")?;
    let mut table = String::from(
        "# What the coder reaches on the reports of this folder. A test fails when a figure falls below its interval.\n",
    );
    for (figure, ends) in intervals {
        let numbers = (figures[figure].as_f64(), ends[0].as_f64(), ends[1].as_f64(), figures["over"][figure].as_u64());
        let (Some(value), Some(low), Some(high), Some(n)) = numbers else { continue };
        write!(
            table,
            "\n[[score]]\nfigure = \"{figure}\"\nvalue = {value:?}\nlow = {low:?}\nhigh = {high:?}\nn = {n}\ndate = \"{day}\"\ncommand = \"{COMMAND}\"\n"
        )
        .expect("a string takes any line");
    }
    std::fs::write(file, table).map_err(|error| format!("{file}: {error}"))
}
