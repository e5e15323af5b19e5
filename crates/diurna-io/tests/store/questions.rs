//! The page for analysts, `docs/schema.md`: every question on it is asked of a record file, and every table and column is on it.

use std::fs;
use std::path::Path;

use diurna_io::store::{Act, Link, Linked, Store};
use rusqlite::Connection;

use crate::given::{agreed, ana, bridge, c, says, store};

fn page() -> String {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/schema.md");
    fs::read_to_string(page).expect("the page for analysts")
}

/// The pieces of SQL on the page.
fn questions(page: &str) -> Vec<&str> {
    page.split("```sql\n").skip(1).map(|rest| rest.split("\n```").next().unwrap_or(rest)).collect()
}

fn asked() -> (tempfile::TempDir, Connection) {
    let (folder, mut store) = store();
    let report = store.add(&bridge()).expect("it goes in").report;
    store.add(&agreed()).expect("it goes in");
    for act in [
        Act::Reject { claim: c(2) },
        Act::Edit { claim: c(1), set: crate::given::keys(serde_json::json!({"stance": "accuses"})) },
        Act::Link { claim: c(3), link: Linked(Link::Contradicts), report: None, to: c(1) },
    ] {
        store.append(report, &says(&ana(), act, Some("as I read it"))).expect("it can be done");
    }
    let words = diurna_fuse::Words::embedded().expect("the embedded tables load");
    store.renew_stories(&words).expect("the stories are put together");
    let path = Store::path(&store).to_owned();
    drop(store);
    (folder, Connection::open(path).expect("it opens"))
}

#[test]
fn twelve_questions_can_be_asked_and_are_answered() {
    let page = page();
    let questions = questions(&page);
    assert_eq!(questions.len(), 12);
    let (_folder, connection) = asked();
    for question in questions {
        let mut query = connection.prepare(question).unwrap_or_else(|error| panic!("{error}\n{question}"));
        let rows = query.query_map([], |_| Ok(())).and_then(|rows| rows.collect::<rusqlite::Result<Vec<()>>>());
        assert!(!rows.unwrap_or_else(|error| panic!("{error}\n{question}")).is_empty(), "no answer\n{question}");
    }
}

#[test]
fn every_table_and_column_is_on_the_page() {
    let page = page();
    let (_folder, connection) = asked();
    let mut tables = connection
        .prepare(
            "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%' ORDER BY name",
        )
        .expect("it can be asked");
    let names: Vec<String> = tables.query_map([], |row| row.get(0)).and_then(Iterator::collect).expect("the tables");
    for table in names {
        let inner = ["text_words_", "title_words_", "quote_words_", "place_boxes_"];
        if inner.iter().any(|prefix| table.starts_with(prefix)) {
            continue;
        }
        let section =
            page.split(&format!("\n### `{table}`")).nth(1).unwrap_or_else(|| panic!("{table} is on the page"));
        let section = section.split("\n## ").next().and_then(|part| part.split("\n### ").next()).unwrap_or(section);
        let mut columns =
            connection.prepare(&format!("SELECT name FROM pragma_table_info('{table}')")).expect("it can be asked");
        let columns: Vec<String> =
            columns.query_map([], |row| row.get(0)).and_then(Iterator::collect).expect("the columns");
        for column in columns {
            assert!(section.contains(&format!("`{column}`")), "{table}.{column} is on the page");
        }
    }
}
