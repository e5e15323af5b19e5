//! The record file behind the pages, and what the pages share.
//!
//! Readers each have a connection of their own, which is kept for the next request; there is one writer, so that two corrections never meet.
//! The file is opened once by the name given at the start: no request can name another.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use diurna_fuse::Words;
use diurna_io::store::{Store, StoreError};

use crate::Gloss;
use crate::Shelf;
use crate::export::Exports;
use crate::stories::Making;

/// Connections kept for readers.
const KEPT: usize = 4;

/// What the pages share.
#[derive(Clone)]
pub(crate) struct House(Arc<Inside>);

struct Inside {
    path: PathBuf,
    name: String,
    edition: String,
    shelf: Shelf,
    writer: Mutex<Store>,
    readers: Mutex<Vec<Store>>,
    words: Words,
    making: Making,
}

impl House {
    /// Opens the record file.
    pub(crate) fn open(path: &Path, shelf: Shelf) -> Result<House, StoreError> {
        let name = path.file_stem().map_or_else(|| "record".to_owned(), |stem| stem.to_string_lossy().into_owned());
        let writer = Mutex::new(Store::open(path)?);
        let edition = crate::assets::edition();
        let words = Words::embedded().map_err(|error| StoreError::Refused(error.to_string()))?;
        let (readers, making) = (Mutex::default(), Making::default());
        Ok(House(Arc::new(Inside { path: path.to_owned(), name, edition, shelf, writer, readers, words, making })))
    }

    /// The file's name, without its folder.
    pub(crate) fn name(&self) -> &str {
        &self.0.name
    }

    /// The mark of this program's files.
    pub(crate) fn edition(&self) -> &str {
        &self.0.edition
    }

    /// What stories are put together by.
    pub(crate) fn words(&self) -> &Words {
        &self.0.words
    }

    /// Whether somebody puts them together at the moment.
    pub(crate) fn making(&self) -> &Making {
        &self.0.making
    }

    /// The kinds of claims, with what they mean.
    pub(crate) fn kinds(&self) -> &[Gloss] {
        &self.0.shelf.kinds
    }

    /// The forms a record can be saved in.
    pub(crate) fn exports(&self) -> &Exports {
        &self.0.shelf.exports
    }

    /// What a kind means; its own name where it is none of ours.
    pub(crate) fn gloss(&self, kind: &str) -> String {
        self.0
            .shelf
            .kinds
            .iter()
            .find(|gloss| gloss.kind == kind)
            .map_or_else(|| kind.to_owned(), |gloss| gloss.gloss.clone())
    }

    /// Asks the record something.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&Store) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, Trouble> {
        let house = self.clone();
        aside(move || {
            let kept = house.0.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let store = kept.map_or_else(|| Store::open_to_read(&house.0.path), Ok)?;
            let answer = ask(&store);
            let mut readers = house.0.readers.lock().unwrap_or_else(PoisonError::into_inner);
            if readers.len() < KEPT {
                readers.push(store);
            }
            answer
        })
        .await
    }

    /// Does what takes long, by a connection of its own, so that nobody who corrects waits for it.
    pub(crate) async fn beside<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Store) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, Trouble> {
        let house = self.clone();
        aside(move || work(&mut Store::open(&house.0.path)?)).await
    }

    /// Tells the record something.
    pub(crate) async fn write<T: Send + 'static>(
        &self,
        tell: impl FnOnce(&mut Store) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, Trouble> {
        let house = self.clone();
        aside(move || tell(&mut house.0.writer.lock().unwrap_or_else(PoisonError::into_inner))).await
    }
}

/// Runs what waits for the disk where it holds up no other request.
async fn aside<T: Send + 'static>(run: impl FnOnce() -> Result<T, StoreError> + Send + 'static) -> Result<T, Trouble> {
    match tokio::task::spawn_blocking(run).await {
        Ok(answer) => answer.map_err(Trouble::from),
        Err(_) => Err(Trouble(StatusCode::INTERNAL_SERVER_ERROR, "the request was broken off".into())),
    }
}

/// Why a request has no answer: a status and one lower-case line.
#[derive(Debug)]
pub(crate) struct Trouble(pub StatusCode, pub String);

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Trouble {
        let status = match error {
            StoreError::Absent(_) => StatusCode::NOT_FOUND,
            StoreError::Refused(_) => StatusCode::CONFLICT,
            StoreError::Busy(_) => StatusCode::SERVICE_UNAVAILABLE,
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        };
        Trouble(status, error.to_string())
    }
}

impl From<askama::Error> for Trouble {
    fn from(error: askama::Error) -> Trouble {
        Trouble(StatusCode::INTERNAL_SERVER_ERROR, error.to_string())
    }
}

impl IntoResponse for Trouble {
    fn into_response(self) -> Response {
        (self.0, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], self.1 + "\n").into_response()
    }
}
