//! Why a record file could not be used: one lower-case line, with the file's name first.

use std::fmt;
use std::path::{Path, PathBuf};

/// What went wrong with a record file.
#[derive(Debug)]
pub enum StoreError {
    /// There is no such file, or it cannot be opened.
    Missing(PathBuf, String),
    /// The file is something else.
    NotOurs(PathBuf),
    /// A newer program made it.
    Newer {
        /// The file.
        path: PathBuf,
        /// The version of its tables.
        version: i64,
    },
    /// It is ours, and its bytes do not hold together.
    Damaged(PathBuf, String),
    /// Another program holds the file and did not let go in time.
    Busy(PathBuf),
    /// The file is there already.
    Taken(PathBuf),
    /// What was asked for is not in the file: "no report 12".
    Absent(String),
    /// A correction that cannot be made, and why: "report 12 is approved; reopen it first".
    Refused(String),
    /// Anything else the database says.
    Other(PathBuf, String),
}

impl StoreError {
    /// What an error of the database means for the file at `path`.
    pub(super) fn of(path: &Path, error: &rusqlite::Error) -> StoreError {
        use rusqlite::ErrorCode as Code;
        let path = path.to_owned();
        match error.sqlite_error_code() {
            Some(Code::NotADatabase) => StoreError::NotOurs(path),
            Some(Code::DatabaseCorrupt) => StoreError::Damaged(path, "its pages do not hold together".into()),
            Some(Code::DatabaseBusy | Code::DatabaseLocked) => StoreError::Busy(path),
            Some(Code::CannotOpen) => StoreError::Missing(path, "cannot be opened".into()),
            Some(Code::DiskFull) => StoreError::Other(path, "the disk is full".into()),
            Some(Code::ReadOnly) => StoreError::Other(path, "cannot be written to".into()),
            _ => StoreError::Other(path, error.to_string().to_lowercase()),
        }
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StoreError::Missing(path, why) => write!(out, "{}: {why}", path.display()),
            StoreError::NotOurs(path) => write!(out, "{}: not a record file of diurna", path.display()),
            StoreError::Newer { path, version } => {
                let known = super::schema::VERSION;
                write!(out, "{}: made by a newer diurna (tables {version}, this one knows {known})", path.display())
            }
            StoreError::Damaged(path, why) => write!(out, "{}: damaged: {why}", path.display()),
            StoreError::Busy(path) => write!(out, "{}: another program is writing to it", path.display()),
            StoreError::Taken(path) => write!(out, "{}: is there already", path.display()),
            StoreError::Absent(what) | StoreError::Refused(what) => out.write_str(what),
            StoreError::Other(path, why) => write!(out, "{}: {why}", path.display()),
        }
    }
}

impl std::error::Error for StoreError {}

/// Why one step of the store did not work, before the file's name is put to it.
#[derive(Debug)]
pub(super) enum Trouble {
    Sql(rusqlite::Error),
    Damaged(String),
    Absent(String),
    Refused(String),
}

impl Trouble {
    /// The same for the file at `path`.
    pub fn told(self, path: &Path) -> StoreError {
        match self {
            Trouble::Sql(error) => StoreError::of(path, &error),
            Trouble::Damaged(why) => StoreError::Damaged(path.to_owned(), why),
            Trouble::Absent(what) => StoreError::Absent(format!("{}: {what}", path.display())),
            Trouble::Refused(why) => StoreError::Refused(why),
        }
    }
}

impl From<rusqlite::Error> for Trouble {
    fn from(error: rusqlite::Error) -> Trouble {
        Trouble::Sql(error)
    }
}
