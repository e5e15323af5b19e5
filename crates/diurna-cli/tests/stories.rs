//! The figures on the gold stories hold, and records become stories on the command line.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn gold() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../gold")
}

fn diurna(words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_diurna")).args(words).output().expect("the program starts")
}

#[test]
fn from_gold_claims_stories_come_out_as_a_person_says() {
    let stories = gold().join("stories");
    let out = diurna(&["score", "--json", "--stories", stories.to_str().expect("a path in UTF-8")]);
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let figures: serde_json::Value = serde_json::from_slice(&out.stdout).expect("one object");
    let least = [
        ("report_b3", 0.95),
        ("claim_b3", 0.90),
        ("copies_f1", 0.95),
        ("series_f1", 0.90),
        ("disputes_f1", 0.80),
        ("term_status", 0.85),
    ];
    for (figure, least) in least {
        assert!(figures[figure].as_f64().is_some_and(|value| value >= least), "{figure} is {}", figures[figure]);
    }
}

#[test]
fn a_line_that_is_no_record_is_told_and_the_others_become_stories() {
    let folder = tempfile::tempdir().expect("a folder");
    let records = folder.path().join("records.jsonl");
    let record = diurna_record::Record::default().to_json(diurna_record::JsonText::In);
    fs::write(&records, format!("{record}\nnot json\n")).expect("a file");
    let out = diurna(&["fuse", records.to_str().expect("a path in UTF-8")]);
    assert_eq!(out.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&out.stderr).contains("records.jsonl:2: "));
    let stories = String::from_utf8_lossy(&out.stdout).into_owned();
    assert_eq!(stories.lines().count(), 1);
    assert!(stories.starts_with(r#"{"schema":1,"id":"s1","#));
}

#[test]
fn a_story_that_is_not_there_is_wrong_usage() {
    let folder = tempfile::tempdir().expect("a folder");
    let records = folder.path().join("records.jsonl");
    fs::write(&records, "").expect("a file");
    let out = diurna(&["brief", records.to_str().expect("a path in UTF-8"), "s9"]);
    assert_eq!(out.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&out.stderr).contains("no story or report is named s9"));
}
