//! The pages as a browser gets them: a record, a request, and what must come back.

mod hostile;
mod review;
mod safety;
mod stories;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use diurna_io::output;
use diurna_io::store::Store;
use diurna_record::{
    Claim, ClaimId, Count, EventId, JsonText, Kind, Op, Place, Record, ReportMeta, Speaker, When, Words,
};
use diurna_text::Span;
use tempfile::TempDir;
use tower::ServiceExt;

use crate::house::House;
use crate::{Door, Exports, Form, Gloss, Shelf, pages};

/// Pages over a record of these reports, and the folder that holds it.
struct Site {
    router: Router,
    folder: TempDir,
}

fn shelf() -> Shelf {
    let form = |word: &str, ending: &str| Form { word: word.into(), ending: ending.into() };
    Shelf {
        kinds: vec![Gloss { kind: "fight.shelling".into(), gloss: "artillery, mortars or rockets".into() }],
        exports: Exports {
            forms: vec![form("claims", "csv"), form("records", "jsonl")],
            write: Box::new(|word, _, records, out| {
                let form = if word == "claims" { output::Form::Csv } else { output::Form::Lines };
                let mut open = output::Records::begin(out, form, JsonText::In)?;
                for record in records {
                    open.write(&record.map_err(std::io::Error::other)?.record)?;
                }
                open.end().map(drop)
            }),
        },
    }
}

impl Site {
    fn of(records: &[Record]) -> Site {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("test.db");
        let mut store = Store::create(&path).expect("a new file");
        for record in records {
            store.add(record).expect("it goes in");
        }
        drop(store);
        let house = House::open(&path, shelf()).expect("it is a record");
        let door = Door::new(None, 8080, None).expect("this machine");
        Site { router: pages(house, door), folder }
    }

    async fn send(&self, request: Request<Body>) -> (StatusCode, axum::http::HeaderMap, String) {
        let answer = self.router.clone().oneshot(request).await.expect("the router always answers");
        let (parts, body) = answer.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.expect("a whole body");
        (parts.status, parts.headers, String::from_utf8_lossy(&bytes).into_owned())
    }

    async fn get(&self, path: &str) -> (StatusCode, String) {
        let (status, _, body) = self.send(asked(path).body(Body::empty()).expect("a request")).await;
        (status, body)
    }

    async fn post(&self, path: &str, json: &str) -> (StatusCode, String) {
        let request = asked(path)
            .method("POST")
            .header(header::ORIGIN, "http://127.0.0.1:8080")
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(json.to_owned()));
        let (status, _, body) = self.send(request.expect("a request")).await;
        (status, body)
    }
}

/// A request by a reviewer of the name Ada.
fn asked(path: &str) -> axum::http::request::Builder {
    Request::builder().uri(path).header(header::HOST, "127.0.0.1:8080").header(header::COOKIE, "diurna-name=Ada")
}

/// The words of a text, where they stand.
fn words(text: &str, words: &str) -> Words {
    let start = text.find(words).expect("the text has the words");
    Words::of(text, Span::within(text, start, start + words.len()).expect("words end between characters"))
}

/// A report of a shelling, with a claim of it and a claim of its toll.
fn report(id: &str, text: &str) -> Record {
    let meta = ReportMeta { id: id.into(), title: Some(format!("Title of {id}")), ..ReportMeta::default() };
    let whole = words(text, text);
    let anchor = words(text, text.split_whitespace().next().unwrap_or(text));
    let claim = Claim {
        id: ClaimId(1),
        event: EventId(1),
        kind: Kind::new("fight.shelling"),
        anchor: anchor.clone(),
        at: whole.at,
        quote: whole.text.clone(),
        chance: 0.9,
        ..Claim::default()
    };
    let count = Count { at: anchor.at, text: anchor.text, op: Some(Op::AtLeast), value: Some(3), ..Count::default() };
    let toll = Claim { id: ClaimId(2), kind: Kind::new("toll.killed"), count: Some(count), ..claim.clone() };
    Record { report: meta, text: text.into(), claims: vec![claim, toll], ..Record::default() }
}
