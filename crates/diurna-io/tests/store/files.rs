//! Files that are no record file of today, each told in one line; and many readers beside one writer.

use std::fs;
use std::path::{Path, PathBuf};

use diurna_io::store::{ClaimFilter, Page, Store, View};
use diurna_record::JsonText;
use rusqlite::Connection;

use crate::given::{ana, bridge, c, record, says, store};

/// What is told of a file that cannot be opened, without its folder.
fn told(path: &Path) -> String {
    let folder = format!("{}/", path.parent().expect("a folder").display());
    let error = Store::open(path).err().expect("it cannot be opened");
    error.to_string().replace(&folder, "")
}

fn filled(folder: &Path) -> PathBuf {
    let path = folder.join("reports.db");
    let mut store = Store::create(&path).expect("a new record file");
    for number in 0..40 {
        let text = format!("Shelling killed {number} people. {}", "The mayor said so. ".repeat(60));
        let quote = format!("Shelling killed {number} people");
        store
            .add(&record(&format!("r{number}"), &text, "m1", &[("toll.killed", "killed", &quote)]))
            .expect("it goes in");
    }
    path
}

#[test]
fn what_is_no_record_file_is_told_in_one_line() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let path = |name: &str| folder.path().join(name);
    fs::write(path("notes.db"), "Talks began on Monday. ".repeat(400)).expect("a file for the test");
    Connection::open(path("shop.db"))
        .and_then(|other| other.execute_batch("CREATE TABLE prices (n)"))
        .expect("a database");
    Store::create(&path("newer.db")).expect("a new record file");
    Connection::open(path("newer.db"))
        .and_then(|it| it.execute_batch("PRAGMA user_version = 99"))
        .expect("it can be set");
    assert_eq!(told(&path("none.db")), "none.db: no such file");
    assert_eq!(told(&path("notes.db")), "notes.db: not a record file of diurna");
    assert_eq!(told(&path("shop.db")), "shop.db: not a record file of diurna");
    assert_eq!(told(&path("newer.db")), "newer.db: made by a newer diurna (tables 99, this one knows 2)");
    for name in ["notes.db", "shop.db"] {
        assert!(Store::open_or_create(&path(name)).is_err(), "{name} is left alone");
    }
    assert_eq!(fs::read_to_string(path("notes.db")).map(|text| text.len()).ok(), Some(9200));
}

#[test]
fn a_damaged_file_is_told_in_one_line_and_never_a_panic() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let whole = fs::read(filled(folder.path())).expect("the file");
    let path = folder.path().join("damaged.db");
    let mut told_of = 0;
    for part in 1..40 {
        let mut bytes = whole.clone();
        let start = bytes.len() * part / 40;
        for (i, byte) in bytes[start..].iter_mut().take(3000).enumerate() {
            *byte = (i as u8).wrapping_mul(31) ^ part as u8;
        }
        fs::write(&path, &bytes).expect("a file for the test");
        let read = Store::open(&path).and_then(|store| {
            store.records(View::Corrected)?.try_for_each(|record| record.map(drop))?;
            store.claims(&ClaimFilter::default(), Page::default()).map(drop)
        });
        if let Err(error) = read {
            told_of += 1;
            let line = error.to_string();
            assert!(line.contains("damaged.db: ") && !line.contains('\n'), "{line}");
        }
    }
    assert!(told_of > 20, "most of the file is read, and where it is damaged it says so: {told_of} of 39");
    fs::write(&path, &whole[..whole.len() / 2]).expect("a file for the test");
    let store = Store::open(&path);
    let half = store.and_then(|store| store.records(View::Corrected)?.try_for_each(|record| record.map(drop)));
    assert!(half.is_err_and(|error| error.to_string().contains("damaged.db: damaged: ")));
}

#[test]
fn the_first_released_file_still_opens() {
    // Made by the program that first had record files; one report, corrected by Ana.
    let folder = tempfile::tempdir().expect("a folder for the test");
    let path = folder.path().join("v1.db");
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/store/v1.db"), &path).expect("a copy of the fixture");
    drop(Store::open_to_read(&path).expect("whoever only reads gets the tables of today too"));
    let mut store = Store::open(&path).expect("it opens");
    let report = store.report_named("bridge-1").expect("it can be asked").expect("it is there");
    let machine = store.reviewed(report, &View::Machine).expect("it is whole").record;
    assert_eq!(machine.to_json(JsonText::In), bridge().to_json(JsonText::In));
    let stands = store.reviewed(report, &View::Corrected).expect("it is whole").record;
    assert_eq!(stands.claims.iter().map(|claim| claim.id.0).collect::<Vec<_>>(), [1, 3]);
    let act = diurna_io::store::Act::Accept { claim: c(1) };
    store.append(report, &says(&ana(), act, None)).expect("and it can be written to");
    let words = diurna_fuse::Words::embedded().expect("the embedded tables load");
    store.renew_stories(&words).expect("and its stories can be told");
    assert_eq!(store.story_of(report).ok().flatten(), Some(diurna_record::StoryId(1)));
}

/// Makes the file of the test above; run by hand when a version of the tables is released.
#[test]
fn a_file_like_the_first_released_can_be_made_today() {
    let (_folder, mut store) = store();
    let report = store.add(&bridge()).expect("it goes in").report;
    let act = diurna_io::store::Act::Reject { claim: c(2) };
    store.append(report, &says(&ana(), act, Some("told by nobody"))).expect("it can be done");
    if let Some(path) = std::env::var_os("DIURNA_WRITE_FIXTURE") {
        let from = store.path().to_owned();
        drop(store);
        fs::copy(from, path).expect("the fixture is written");
    }
}

#[test]
fn many_read_while_one_writes() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let path = filled(folder.path());
    std::thread::scope(|scope| {
        let readers: Vec<_> = (0..4)
            .map(|_| {
                scope.spawn(|| {
                    let store = Store::open_to_read(&path).expect("it opens beside the writer");
                    let mut seen = 0;
                    while seen < 80 {
                        let reports = store.records(View::Corrected).expect("they can be read");
                        let whole = reports
                            .map(|record| record.expect("never half").record)
                            .filter(|record| record.claims.len() == 1);
                        let now = whole.count();
                        assert!(now >= seen, "what was there stays");
                        seen = now;
                    }
                })
            })
            .collect();
        let mut store = Store::open(&path).expect("it opens");
        for number in 40..80 {
            let text = format!("Shelling killed {number} people.");
            store
                .add(&record(&format!("r{number}"), &text, "m1", &[("toll.killed", "killed", "killed")]))
                .expect("it goes in");
        }
        readers.into_iter().for_each(|reader| reader.join().expect("no reader fails"));
    });
}

#[test]
fn two_writers_wait_for_each_other() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let path = filled(folder.path());
    std::thread::scope(|scope| {
        for writer in 0..3 {
            let path = &path;
            scope.spawn(move || {
                let mut store = Store::open(path).expect("it opens");
                for number in 0..20 {
                    let text = format!("Writer {writer}: shelling killed {number} people.");
                    let name = format!("w{writer}-{number}");
                    store.add(&record(&name, &text, "m1", &[("toll.killed", "killed", "killed")])).expect("it goes in");
                }
            });
        }
    });
    assert_eq!(Store::open(&path).and_then(|store| store.summary()).expect("it can be asked").reports, 100);
}
