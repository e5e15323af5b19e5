//! The figures on the gold reports hold: none falls by more than its interval below the accepted one.
//!
//! `gold/SCORES.toml` holds the accepted figures: `figure`, `value`, `low`, `high` (its 95 % interval), `n`, `date` and the `command`
//! that measured it. The test runs the command's own code and compares.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;

#[derive(Deserialize)]
struct Accepted {
    score: Vec<Figure>,
}

#[derive(Deserialize)]
struct Figure {
    figure: String,
    value: f64,
    low: f64,
    high: f64,
    n: u64,
    date: String,
    command: String,
}

fn gold() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../gold")
}

#[test]
fn no_figure_falls_below_its_interval() {
    let accepted =
        std::fs::read_to_string(gold().join("SCORES.toml")).expect("the accepted figures are in the repository");
    let accepted: Accepted = toml::from_str(&accepted).expect("they are TOML with the keys of this test");
    assert!(!accepted.score.is_empty());
    let out = Command::new(env!("CARGO_BIN_EXE_diurna"))
        .args(["score", "--json"])
        .arg(gold())
        .output()
        .expect("the program starts");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let measured: serde_json::Value = serde_json::from_slice(&out.stdout).expect("one object");
    let mut fallen = Vec::new();
    for figure in &accepted.score {
        assert!(figure.low <= figure.value && figure.value <= figure.high && figure.n > 0, "{}", figure.figure);
        assert!(
            figure.command.starts_with("diurna score") && figure.date.parse::<jiff::civil::Date>().is_ok(),
            "{}",
            figure.figure
        );
        let now = measured[&figure.figure].as_f64().unwrap_or(0.0);
        if now < figure.low {
            fallen.push(format!(
                "{} is {now:.3}, accepted {:.3} ({:.3} to {:.3})",
                figure.figure, figure.value, figure.low, figure.high
            ));
        }
    }
    assert!(fallen.is_empty(), "{}", fallen.join("\n"));
}
