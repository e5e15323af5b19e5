//! The record file: one SQLite file that holds reports, what was made of them, and what people said of that.
//!
//! In: records, and corrections. Out: the same records again, with or without the corrections, and answers to questions over all of
//! them. A report's text and its codings are never changed once they are in; corrections are a journal that is only added to, and
//! the tables an analyst asks show the sum. Many may read while one writes; each report goes in whole or not at all. Nothing here
//! codes a report, and nothing has a clock: the time of an entry is passed in.
//!
//! ```
//! use diurna_io::store::{Act, Correction, Reviewer, Store, View};
//! use diurna_record::{Claim, ClaimId, Record};
//! # let folder = tempfile::tempdir().expect("a folder");
//! let mut store = Store::open_or_create(&folder.path().join("reports.db")).expect("a new file");
//! let record = Record { text: "Rebels shelled the market.".into(), claims: vec![Claim { id: ClaimId(1), ..Claim::default() }],
//!     ..Record::default() };
//! let report = store.add(&record).expect("it goes in").report;
//! store.append(report, &Correction { reviewer: Reviewer::open("Ana"), at: "2024-03-05T10:00:00Z".into(),
//!     act: Act::Reject { claim: ClaimId(1).into() }, why: Some("a headline of another story".into()) }).expect("it is written down");
//! assert!(store.reviewed(report, &View::Corrected).expect("it is there").record.claims.is_empty());
//! assert_eq!(store.reviewed(report, &View::Machine).expect("it is there").record, record);
//! ```

mod add;
mod ask;
mod differ;
mod error;
mod ids;
mod journal;
mod read;
mod rows;
mod schema;
mod squeeze;
mod state;
mod stories;

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

pub use add::{Added, Outcome};
pub use ask::*;
pub use differ::{Accord, Difference, Differences, FIELDS};
pub use error::StoreError;
pub use ids::{ADDED_FROM, CodingId, EntryId, RESTORED_FROM, ReportId, VersionId};
pub use journal::{Act, Bond, BondRow, Bonding, Correction, Entry, Far, Link, Linked, LogLine, Named, Pass, Reviewer};
pub use read::VersionRow;
pub use schema::VERSION;
pub use state::{Approval, Bound, Checked, Garbled, State, Tie, Unattached, View};
pub use stories::Renewed;

/// An open record file.
///
/// One `Store` is one connection: a program that serves several readers at once opens several.
pub struct Store {
    connection: Connection,
    path: PathBuf,
}

impl Store {
    /// Opens a record file that is there, and brings its tables up to date.
    ///
    /// # Errors
    /// No file, a file of another program, a newer or a damaged one.
    pub fn open(path: &Path) -> Result<Store, StoreError> {
        if !path.is_file() {
            return Err(StoreError::Missing(path.to_owned(), "no such file".into()));
        }
        Store::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)
    }

    /// Makes a record file where none is.
    ///
    /// # Errors
    /// Something of this name is there, or the folder cannot be written to.
    pub fn create(path: &Path) -> Result<Store, StoreError> {
        if path.exists() {
            return Err(StoreError::Taken(path.to_owned()));
        }
        Store::open_or_create(path)
    }

    /// Opens a record file, or makes it where none is.
    ///
    /// # Errors
    /// As [`Store::open`], or the folder cannot be written to.
    pub fn open_or_create(path: &Path) -> Result<Store, StoreError> {
        Store::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)
    }

    /// Opens a record file to read it; nothing is written, save that older tables are brought up to date first.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn open_to_read(path: &Path) -> Result<Store, StoreError> {
        if !path.is_file() {
            return Err(StoreError::Missing(path.to_owned(), "no such file".into()));
        }
        let told = |error: rusqlite::Error| StoreError::of(path, &error);
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags).map_err(told)?;
        schema::settle(&connection).map_err(told)?;
        if !schema::is_current(&connection, path)? {
            drop(Store::open(path)?);
        }
        Ok(Store { connection, path: path.to_owned() })
    }

    fn connect(path: &Path, flags: OpenFlags) -> Result<Store, StoreError> {
        let told = |error: rusqlite::Error| StoreError::of(path, &error);
        let mut connection =
            Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX).map_err(told)?;
        schema::settle(&connection).map_err(told)?;
        schema::migrate(&mut connection, path)?;
        Ok(Store { connection, path: path.to_owned() })
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What an error of the database means here.
    fn told(&self) -> impl Fn(rusqlite::Error) -> StoreError + use<> {
        let path = self.path.clone();
        move |error| StoreError::of(&path, &error)
    }
}
