//! Records on their way into other programs: forms, what they were made from, what changed since.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn diurna(words: &[&str], folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_diurna")).args(words).current_dir(folder).output().expect("the program starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A folder with the records of two reports.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let reports = "{\"id\": \"a\", \"published\": \"2024-03-06\", \"publisher\": \"Example Post\", \"text\": \"Shelling killed four people in Kharkiv on Tuesday, the mayor said.\"}\n\
        {\"id\": \"b\", \"published\": \"2024-03-06\", \"text\": \"Gunmen attacked a village near Jos on Monday, killing at least nine people, police said.\"}\n";
    fs::write(folder.path().join("reports.jsonl"), reports).expect("a file for the test");
    let coded = diurna(&["code", "reports.jsonl", "--format", "jsonl"], folder.path());
    fs::write(folder.path().join("records.jsonl"), coded.stdout).expect("a file for the test");
    folder
}

#[test]
fn every_form_is_written_and_says_what_it_was_made_from() {
    let folder = folder();
    let forms = [
        "claims",
        "tolls",
        "terms",
        "acled",
        "ucdp",
        "gdelt",
        "mentions",
        "plover",
        "polecat",
        "hxl",
        "geojson",
        "parquet",
        "annotations",
        "ics",
        "markdown",
        "package",
    ];
    for form in forms {
        let out = diurna(&["export", "records.jsonl", "--as", form, "-o", form], folder.path());
        assert_eq!((out.status.code(), text(&out.stderr)), (Some(0), String::new()), "{form}");
        let inside = ["geojson", "parquet", "annotations", "markdown", "package"].contains(&form);
        assert_ne!(folder.path().join(format!("{form}.made.json")).exists(), inside, "{form}");
    }
    let made = fs::read_to_string(folder.path().join("acled.made.json")).expect("what it was made from");
    for told in [
        "\"as\":\"acled\"",
        "\"policy\":\"all-claims\"",
        "\"state\":\"raw\"",
        "\"record\":\"records.jsonl\"",
        "\"reports\":2",
    ] {
        assert!(made.contains(told), "{told} in {made}");
    }
}

#[test]
fn what_changed_since_an_export_is_told_by_id() {
    let folder = folder();
    diurna(&["export", "records.jsonl", "--as", "tolls", "-o", "old.csv"], folder.path());
    let old = fs::read_to_string(folder.path().join("old.csv")).expect("a table");
    assert!(old.contains(",>=,9,"), "{old}");
    fs::write(folder.path().join("new.csv"), old.replace(",>=,9,", ",=,9,")).expect("a file for the test");
    let same = diurna(&["diff", "old.csv", "old.csv"], folder.path());
    assert!(text(&same.stdout).starts_with("0 added, 0 removed, 0 changed, "), "{}", text(&same.stdout));
    let changed = diurna(&["diff", "old.csv", "new.csv"], folder.path());
    assert!(text(&changed.stdout).contains("op: >= → ="), "{}", text(&changed.stdout));
    let record = diurna(&["diff", "records.jsonl", "records.jsonl", "--json"], folder.path());
    assert!(text(&record.stdout).starts_with("{\"added\":0,\"removed\":0,\"changed\":0,"), "{}", text(&record.stdout));
}

#[test]
fn what_cannot_be_exported_is_one_line() {
    let folder = folder();
    fs::write(folder.path().join("bad.jsonl"), "{\"text\": \"no record\"}\n").expect("a file for the test");
    let bad = diurna(&["export", "bad.jsonl", "--as", "plover", "-o", "out"], folder.path());
    assert_eq!(bad.status.code(), Some(1));
    assert!(text(&bad.stderr).starts_with("bad.jsonl:1: not a record: "), "{}", text(&bad.stderr));
    let package = diurna(&["export", "records.jsonl", "--as", "package"], folder.path());
    assert_eq!(
        (package.status.code(), text(&package.stderr)),
        (Some(2), "diurna: a package is a folder: name it with -o\n".to_owned())
    );
    let missing = diurna(&["diff", "gone.csv", "records.jsonl"], folder.path());
    assert_eq!(missing.status.code(), Some(1));
    assert!(text(&missing.stderr).starts_with("diurna: gone.csv: no such file"), "{}", text(&missing.stderr));
}
