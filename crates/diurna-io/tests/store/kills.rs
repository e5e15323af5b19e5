//! A writer that is killed, at any moment, fifty times: what it had said was in is in, and nothing is half there.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use diurna_io::store::{Act, Outcome, Store, View};
use diurna_record::{JsonText, Record, ReviewStatus};
use rusqlite::Connection;

use crate::given::{ana, c, record, says};

/// How many reports a writer has to write.
const REPORTS: usize = 240;
/// How often it is killed.
const KILLS: u64 = 50;
/// Where a writer finds its file.
const FILE: &str = "DIURNA_TEST_WRITES_TO";

/// The report of this number: longer and shorter ones, so that a kill meets every part of a write.
fn report(number: usize) -> Record {
    let more = "The mayor said so on Tuesday; nobody else could be asked. ".repeat(number * 7 % 90);
    let text = format!("Shelling killed {number} people near the bridge. Rebels denied it. {more}");
    let toll = format!("Shelling killed {number} people");
    record(
        &format!("r{number}"),
        &text,
        "m1",
        &[
            ("fight.shelling", "Shelling", &toll),
            ("toll.killed", "killed", &toll),
            ("fight.shelling", "denied", "Rebels denied it"),
        ],
    )
}

/// Not a test of its own: the process that is killed. It writes what its file lacks, and says what is in.
#[test]
fn writer() {
    let Some(path) = std::env::var_os(FILE) else { return };
    let mut store = Store::open_or_create(Path::new(&path)).expect("it opens");
    for number in 0..REPORTS {
        let added = store.add(&report(number)).expect("it goes in");
        let corrected = store.state(added.report, &View::Corrected).expect("it is whole").touched;
        if added.outcome == Outcome::Report || !corrected {
            println!("in {number}");
            store
                .append(added.report, &says(&ana(), Act::Reject { claim: c(2) }, Some("told by nobody")))
                .expect("it is written");
            println!("corrected {number}");
        }
    }
    println!("all");
}

fn start(path: &Path) -> Child {
    Command::new(std::env::current_exe().expect("this test"))
        .args(["--exact", "kills::writer", "--nocapture"])
        .env(FILE, path)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("a writer")
}

/// What a writer said before it was killed `after` its first word.
fn killed(path: &Path, after: Duration) -> Vec<String> {
    let mut writer = start(path);
    let mut out = BufReader::new(writer.stdout.take().expect("its output"));
    let mut first = String::new();
    while !first.starts_with("in ") && !first.starts_with("corrected ") && !first.starts_with("all") {
        first.clear();
        if out.read_line(&mut first).expect("its words") == 0 {
            break;
        }
    }
    std::thread::sleep(after);
    writer.kill().expect("it can be killed");
    let mut said = vec![first.trim().to_owned()];
    said.extend(out.lines().map_while(Result::ok));
    writer.wait().expect("it is gone");
    said
}

/// Everything in the file is whole; gives back how many reports are in, and how many are corrected.
fn whole(path: &Path) -> (usize, usize) {
    let raw = Connection::open(path).expect("it opens");
    let sound: String = raw.query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("it can be checked");
    assert_eq!(sound, "ok");
    let strays: i64 =
        raw.query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| row.get(0)).expect("checked");
    assert_eq!(strays, 0);
    for index in ["text_words", "quote_words", "title_words"] {
        raw.execute(&format!("INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)"), [])
            .expect("the index agrees");
    }
    drop(raw);
    let store = Store::open(path).expect("it opens");
    let (mut reports, mut corrected) = (0, 0);
    for id in store.ids().expect("they can be read") {
        let machine = store.reviewed(id, &View::Machine).expect("it is whole").record;
        assert_eq!(machine.to_json(JsonText::In), report(reports).to_json(JsonText::In), "report {reports}");
        let state = store.state(id, &View::Corrected).expect("it is whole");
        let row = store.report(id).expect("it has its line");
        let rejected = state.claims.iter().filter(|checked| checked.review.status == ReviewStatus::Rejected).count();
        assert_eq!(
            (row.claims as usize, state.claims.len()),
            (3 - rejected, 3),
            "the tables say what the journal says"
        );
        corrected += rejected;
        reports += 1;
    }
    (reports, corrected)
}

#[test]
fn fifty_kills_lose_nothing() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let (mut file, mut cut) = (0, 0);
    let mut seed: u64 = 20_240_305;
    for _ in 0..KILLS {
        // A linear congruential generator (Knuth's MMIX constants): the same moments in every run.
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let after = Duration::from_micros((seed >> 33) % 60_000);
        let path = folder.path().join(format!("{file}.db"));
        let said = killed(&path, after);
        let (reports, corrected) = whole(&path);
        for line in &said {
            let Some((what, number)) = line.split_once(' ') else { continue };
            let Ok(number) = number.parse::<usize>() else { continue };
            assert!(what != "in" || number < reports, "{line}: {reports} are in");
            assert!(what != "corrected" || number < corrected, "{line}: {corrected} are corrected");
        }
        match said.iter().any(|line| line == "all") {
            true => file += 1,
            false => cut += 1,
        }
    }
    assert!(cut >= KILLS as usize - 5, "only {cut} writers were killed at work");
    let path = folder.path().join(format!("{file}.db"));
    assert!(start(&path).wait().expect("it ends by itself").success());
    assert_eq!(whole(&path), (REPORTS, REPORTS), "the last run goes on to the end");
}
