//! `diurna code --into` and `diurna log`, as a person meets them.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use diurna_io::store::{Act, Correction, Reviewer, Store};
use diurna_record::ClaimId;

fn diurna(words: &[&str], folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_diurna")).args(words).current_dir(folder).output().expect("the program starts")
}

fn lines(bytes: &[u8]) -> Vec<String> {
    String::from_utf8_lossy(bytes).lines().map(str::to_owned).collect()
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let reports = "{\"id\": \"r1\", \"published\": \"2024-03-05\", \"text\": \"Shelling killed four people in Kharkiv on Tuesday, the mayor said.\"}\n\
        {\"id\": \"r2\", \"published\": \"2024-03-05\", \"text\": \"Rebels attacked a convoy near Goma on Monday, the army said.\"}\n";
    fs::write(folder.path().join("wire.jsonl"), reports).expect("a file for the test");
    folder
}

#[test]
fn a_report_is_coded_into_the_file_once() {
    let folder = folder();
    let code =
        |words: &[&str]| diurna(&[&["code", "wire.jsonl", "--into", "reports.db"], words].concat(), folder.path());
    let first = code(&[]);
    assert_eq!((first.status.code(), lines(&first.stderr)), (Some(0), vec!["reports.db: 2 new".to_owned()]));
    assert!(first.stdout.is_empty(), "records go into the file, not onto the page");
    let again = code(&["--format", "jsonl"]);
    assert_eq!(lines(&again.stderr), ["reports.db: 2 there already"]);
    assert!(again.stdout.is_empty(), "what is there is not coded again");

    let store = Store::open(&folder.path().join("reports.db")).expect("it opens");
    let kept = store.records(diurna_io::store::View::Machine).expect("they can be read");
    let kept: Vec<String> =
        kept.map(|record| record.expect("it is whole").record.to_json(diurna_record::JsonText::In)).collect();
    let printed = diurna(&["code", "wire.jsonl", "--format", "jsonl"], folder.path());
    assert_eq!(kept, lines(&printed.stdout), "what is kept is what is printed");
}

#[test]
fn a_changed_report_is_told_as_changed() {
    let folder = folder();
    diurna(&["code", "wire.jsonl", "--into", "reports.db"], folder.path());
    let more = fs::read_to_string(folder.path().join("wire.jsonl")).expect("the file").replace("four", "five");
    fs::write(folder.path().join("wire.jsonl"), more).expect("a file for the test");
    let out = diurna(&["code", "wire.jsonl", "--into", "reports.db"], folder.path());
    assert_eq!(lines(&out.stderr), ["reports.db: 1 changed, 1 there already"]);
}

#[test]
fn a_file_that_is_none_is_one_line_and_is_left_alone() {
    let folder = folder();
    for (words, line) in [
        (vec!["code", "wire.jsonl", "--into", "wire.jsonl"], "diurna: wire.jsonl: not a record file of diurna"),
        (vec!["log", "wire.jsonl"], "diurna: wire.jsonl: not a record file of diurna"),
        (vec!["log", "none.db"], "diurna: none.db: no such file"),
        (vec!["code", "wire.jsonl", "--into", "none/reports.db"], "diurna: none/reports.db: cannot be opened"),
    ] {
        let out = diurna(&words, folder.path());
        assert_eq!((out.status.code(), lines(&out.stderr)), (Some(1), vec![line.to_owned()]), "{words:?}");
    }
    assert!(fs::read_to_string(folder.path().join("wire.jsonl")).expect("the file").starts_with("{\"id\": \"r1\""));
}

#[test]
fn stories_are_kept_and_a_page_is_written_on_one() {
    let folder = folder();
    diurna(&["code", "wire.jsonl", "--into", "reports.db"], folder.path());
    let out = diurna(&["fuse", "reports.db"], folder.path());
    let stories = lines(&out.stdout);
    assert!(stories[0].starts_with(r#"{"schema":1,"id":"s1","#), "{stories:?}");
    assert_eq!(lines(&diurna(&["fuse", "reports.db"], folder.path()).stdout), stories, "they stay as they are");
    let store = Store::open(&folder.path().join("reports.db")).expect("it opens");
    let report = store.report_named("r1").expect("it can be asked").expect("it is there");
    let story = store.story_of(report).expect("it can be asked").expect("it is in a story");
    let (by_id, by_report) = (
        diurna(&["brief", "reports.db", &story.to_string()], folder.path()),
        diurna(&["brief", "reports.db", "r1"], folder.path()),
    );
    assert!(lines(&by_id.stdout).contains(&"## Sources".to_owned()));
    assert_eq!(by_id.stdout, by_report.stdout);
    let out = diurna(&["brief", "reports.db", "s99"], folder.path());
    assert_eq!(
        (out.status.code(), lines(&out.stderr)),
        (Some(2), vec!["diurna: reports.db: no story or report is named s99".to_owned()])
    );
}

#[test]
fn the_journal_is_printed_a_line_an_entry() {
    let folder = folder();
    diurna(&["code", "wire.jsonl", "--into", "reports.db"], folder.path());
    let mut store = Store::open(&folder.path().join("reports.db")).expect("it opens");
    let report = store.report_named("r1").expect("it can be asked").expect("it is there");
    let record = store.reviewed(report, &diurna_io::store::View::Machine).expect("it is there").record;
    let (claim, anchor) = (record.claims[0].id, record.claims[0].anchor.text.clone());
    assert_eq!(claim, ClaimId(1));
    let correction = Correction {
        reviewer: Reviewer::open("Ana"),
        at: "2024-03-06T10:00:00Z".into(),
        act: Act::Reject { claim: claim.into() },
        why: Some("told by\nnobody".into()),
    };
    store.append(report, &correction).expect("it is written");
    store.undo(report, &Reviewer::open("Ana"), "2024-03-06T10:01:00Z").expect("it is taken back");
    drop(store);
    let out = diurna(&["log", "reports.db"], folder.path());
    assert_eq!(
        lines(&out.stdout),
        [
            format!("1  2024-03-06T10:00:00Z  Ana  r1  reject c1 \"{anchor}\": told by nobody  [taken back]"),
            "2  2024-03-06T10:01:00Z  Ana  r1  undo entry 1".to_owned(),
        ]
    );
    let out = diurna(&["log", "reports.db", "--json", "--report", "r1"], folder.path());
    let first: serde_json::Value = serde_json::from_str(&lines(&out.stdout)[0]).expect("an object a line");
    assert_eq!((first["act"]["act"].as_str(), first["holds"].as_bool()), (Some("reject"), Some(false)));
    assert_eq!(first["about"]["claims"]["c1"]["anchor"]["text"].as_str(), Some(anchor.as_str()));
    let out = diurna(&["log", "reports.db", "--report", "r9"], folder.path());
    assert_eq!(lines(&out.stderr), ["diurna: reports.db: no report \"r9\""]);
}
