//! The report the project starts from, coded line by line. Its text may not be in the repository: the test reads it from the folder
//! `shared` beside the checkout, and where that is not there it has nothing to say.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

fn report() -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/reports/ceasefire.txt");
    path.exists().then_some(path)
}

fn record(path: &Path) -> Value {
    let out = Command::new(env!("CARGO_BIN_EXE_diurna"))
        .args(["code", "--published", "2023-09-20", "--format", "jsonl"])
        .arg(path)
        .output()
        .expect("the program starts");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    serde_json::from_slice(&out.stdout).expect("one record")
}

fn text<'a>(claim: &'a Value, key: &str) -> &'a str {
    claim[key]["text"].as_str().unwrap_or_default()
}

/// Whether a claim says this: kind, words of the speaker or of whom they stand for, stance, actuality.
fn says(record: &Value, kind: &str, speaker: &str, stance: &str, actuality: &str) -> bool {
    record["claims"].as_array().expect("claims").iter().any(|claim| {
        claim["kind"] == kind
            && (text(claim, "speaker").contains(speaker) || text(&claim["speaker"], "is").contains(speaker))
            && claim["stance"] == stance
            && claim["actuality"] == actuality
    })
}

/// Whether a toll stands with its speaker, its bound and its figure.
fn counts(record: &Value, kind: &str, speaker: &str, op: &str, value: u64) -> bool {
    record["claims"].as_array().expect("claims").iter().any(|claim| {
        claim["kind"] == kind
            && text(claim, "speaker").contains(speaker)
            && claim["count"]["op"] == op
            && claim["count"]["value"] == value
    })
}

#[test]
fn the_ceasefire_report_is_coded_line_by_line() {
    let Some(path) = report() else { return };
    let record = record(&path);
    assert!(counts(&record, "toll.killed", "human rights defender", ">=", 32));
    assert!(counts(&record, "toll.killed", "human rights defender", "=", 2));
    assert!(counts(&record, "toll.injured", "human rights defender", ">", 200));
    assert!(counts(&record, "toll.killed", "", "=", 6));
    assert!(counts(&record, "toll.evacuated", "Armenian separatist authorities", ">", 7000));
    assert!(counts(&record, "toll.evacuated", "Russian Ministry of Defense", ">", 2000));
    assert!(says(&record, "force.presence", "Armenia", "denies", "not"));
    assert!(says(&record, "fight.stop", "Guterres", "demands", "hypothetical"));
    assert!(says(&record, "fight.stop", "Russia", "demands", "hypothetical"));
    assert!(says(&record, "fight.stop", "Ilham", "promises", "conditional"));
    assert!(says(&record, "agree.ceasefire", "Pashinian", "denies", "not"), "Armenia took no part in drafting it");
    assert!(says(&record, "fight.stop", "Francis", "demands", "hypothetical"));
    assert!(says(&record, "fight.offensive", "France", "condemns", "happened"));
    let talks = record["claims"].as_array().expect("claims").iter().any(|claim| {
        claim["kind"] == "talk.meet"
            && claim["actuality"] == "planned"
            && claim["when"]["from"] == "2023-09-21"
            && claim["place"]["name"] == "Yevlakh"
    });
    assert!(talks, "they are due to take place on Thursday in Yevlakh");
    let noise = record["noise"].as_array().expect("noise");
    let end = noise
        .iter()
        .find(|noise| noise["why"] == "navigation")
        .and_then(|noise| noise["at"][0].as_u64())
        .expect("the foot of the page");
    assert!(
        record["claims"].as_array().expect("claims").iter().all(|claim| claim["at"][1].as_u64() <= Some(end)),
        "noise makes no claim"
    );
}
