//! Kinds as files: what comes with the program keeps what it promises, and a user's kind works by its patterns alone.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The least share of all examples and counter-examples that must pass.
const FLOOR: f64 = 0.85;

fn diurna(words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_diurna")).args(words).output().expect("the program starts")
}

fn said(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn example_kinds() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/kinds")
}

/// Passed and all, of "12 of 15 examples".
fn share(words: &str) -> (f64, f64) {
    let numbers: Vec<f64> = words.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    let [passed, all] = numbers[..] else { panic!("two numbers in {words:?}") };
    (passed, all)
}

#[test]
fn a_kind_added_by_a_file_passes_its_own_texts_and_the_others_keep_theirs() {
    let file = example_kinds().join("aid.demining.toml");
    let out = diurna(&["check", &file.display().to_string()]);
    assert_eq!(out.status.code(), Some(1), "some examples of the model's kinds fail");
    let told = said(&out.stdout);
    assert!(!told.contains("\naid.demining example"), "{told}");
    assert!(!told.contains("\naid.demining counter-example"), "{told}");
    let sum = told.lines().last().unwrap_or_default();
    let (kinds, texts) = sum.split_once(':').expect("a sum in the last line");
    assert_eq!(kinds, "70 kinds");
    let (examples, counters) = texts.split_once(" and ").expect("examples and counter-examples");
    let ((a, b), (c, d)) = (share(examples), share(counters));
    assert!(b >= 345.0 && d >= 207.0, "{sum}");
    assert!((a + c) / (b + d) >= FLOOR, "{sum}");
}

#[test]
fn a_users_folder_adds_a_kind_and_the_record_names_the_pattern() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let report = folder.path().join("report.txt");
    fs::write(&report, "Cambodian deminers cleared mines near Kherson on Monday, the governor said.\n")
        .expect("a file");
    let (report, kinds) = (report.display().to_string(), example_kinds().display().to_string());
    let out = said(&diurna(&["code", &report, "--kinds", &kinds, "--format", "jsonl"]).stdout);
    assert!(
        out.contains("\"kind\":\"aid.demining\"") && out.contains("\"why\":\"pattern aid.demining/clear-mines\""),
        "{out}"
    );
    let told = said(&diurna(&["explain", &report, "--at", "19", "--kinds", &kinds]).stdout);
    assert!(told.contains("made by the pattern aid.demining/clear-mines"), "{told}");
    let without = said(&diurna(&["code", &report, "--format", "jsonl"]).stdout);
    assert!(!without.contains("aid.demining"), "{without}");
}

#[test]
fn a_file_that_is_no_kind_is_one_line_with_its_place() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let file = folder.path().join("water.cut.toml");
    let name = file.display().to_string();
    let head = "kind = \"water.cut\"\ngloss = \"water is cut off\"\n";
    for (tail, line) in [
        ("[[pattern]]\nname = \"cut\"\n", "3: missing field `anchor`"),
        (
            "[[pattern]]\nname = \"Cut off\"\nanchor = [\"cut\"]\n",
            "4: a pattern is named in small letters and hyphens, not \"Cut off\"",
        ),
        (
            "[[pattern]]\nname = \"cut\"\nanchor = [\"cut\"]\nroles = { object = \"victim\" }\n",
            "4: no place of a sentence holds \"victim\": write by, against, with, means, place or none",
        ),
        ("[[example]]\ntext = \"t\"\nanchor = \"u\"\n", "5: \"u\" does not stand in its text"),
    ] {
        fs::write(&file, format!("{head}{tail}")).expect("a file");
        for words in [vec!["check", &name], vec!["code", &name, "--kinds", folder.path().to_str().unwrap_or_default()]]
        {
            let out = diurna(&words);
            assert_eq!(out.status.code(), Some(2), "{tail}");
            assert_eq!(said(&out.stderr), format!("diurna: {name}:{line}\n"));
        }
    }
    let out = diurna(&["check", "no-such-file.toml"]);
    assert_eq!(out.status.code(), Some(2));
    assert!(said(&out.stderr).starts_with("diurna: no-such-file.toml: no such file"));
}
