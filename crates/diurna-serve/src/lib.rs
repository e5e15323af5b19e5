//! The review screen: a record in a browser, on the same machine.
//!
//! In: a record file and a door. Out: pages: the queue, a report beside its claims, map, timeline, stories, tolls, sources against each other,
//! agreements, search, the journal and exports. Whatever a person says goes through the journal of the record, never over it. The server speaks to
//! this machine alone unless it is given a token; it fetches nothing, and the text of a report is shown, never run.

mod agreements;
mod assets;
mod axis;
mod card;
mod conflict;
mod differences;
mod door;
mod export;
mod house;
mod journal;
mod lines;
mod map;
mod name;
mod panel;
mod queue;
mod review;
mod search;
mod shell;
mod sources;
mod stories;
mod story;
#[cfg(test)]
mod tests;
mod timeline;
mod tolls;
mod wanted;

use std::fmt;
use std::io;
use std::path::Path;

use axum::Router;
use axum::middleware;
use axum::routing::{get, post};
use diurna_io::store::StoreError;

pub use door::{Door, DoorError};
pub use export::{Exports, Form, Records, Writer};

use house::House;

/// A kind of claim and what it means.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Gloss {
    /// Its name: "fight.airstrike".
    pub kind: String,
    /// What it means: "bombs or missiles from an aircraft or a drone".
    pub gloss: String,
}

/// What the program that opens the pages knows and they do not.
pub struct Shelf {
    /// The kinds of claims.
    pub kinds: Vec<Gloss>,
    /// The forms a record can be saved in.
    pub exports: Exports,
}

/// Why the pages cannot be served.
#[derive(Debug)]
pub enum ServeError {
    /// The record file cannot be used.
    Record(StoreError),
    /// The address cannot be listened on.
    Listen(io::Error),
}

impl fmt::Display for ServeError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ServeError::Record(error) => error.fmt(out),
            ServeError::Listen(error) => write!(out, "cannot listen there: {error}"),
        }
    }
}

impl std::error::Error for ServeError {}

/// Serves the record at `path` until the process ends; `ready` is told the address to open.
///
/// # Errors
/// A file that is no record, or an address that is taken.
pub fn serve(path: &Path, door: Door, shelf: Shelf, ready: impl FnOnce(&str)) -> Result<(), ServeError> {
    let house = House::open(path, shelf).map_err(ServeError::Record)?;
    let threads = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_io().build();
    threads.map_err(ServeError::Listen)?.block_on(async {
        let listener = tokio::net::TcpListener::bind(door.address()).await.map_err(ServeError::Listen)?;
        let door = door.at(listener.local_addr().map_err(ServeError::Listen)?);
        ready(&door.url());
        axum::serve(listener, pages(house, door)).await.map_err(ServeError::Listen)
    })
}

/// Every address of the server.
fn pages(house: House, door: Door) -> Router {
    Router::new()
        .route("/", get(queue::page))
        .route("/name", get(name::ask).post(name::keep))
        .route("/report/{report}", get(review::page))
        .route("/report/{report}/act", post(review::act))
        .route("/report/{report}/undo", post(review::undo))
        .route("/report/{report}/redo", post(review::redo))
        .route("/map", get(map::page))
        .route("/map/claims", get(map::claims))
        .route("/timeline", get(timeline::page))
        .route("/stories", get(story::page))
        .route("/stories/bond", post(story::bond))
        .route("/stories/undo", post(story::undo))
        .route("/stories/redo", post(story::redo))
        .route("/tolls", get(tolls::page))
        .route("/sources", get(sources::page))
        .route("/agreements", get(agreements::page))
        .route("/search", get(search::page))
        .route("/differences", get(differences::page))
        .route("/journal", get(journal::page))
        .route("/export", get(export::page))
        .route("/export/file", get(export::file))
        .route("/assets/{*name}", get(assets::asset))
        .with_state(house)
        .layer(middleware::from_fn_with_state(door, door::guard))
}

/// The time an act is done at, as the journal keeps it: RFC 3339 in UTC, to the second.
fn now() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
