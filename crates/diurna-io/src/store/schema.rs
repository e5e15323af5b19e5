//! The tables of a record file, and how an older file becomes one of today.
//!
//! In: an open connection. Out: a file whose tables are those of the last migration, or why it is none of ours. A migration is a
//! numbered file of SQL; each runs once, in one transaction with the number it leaves behind.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, TransactionBehavior};

use super::StoreError;

/// The files of SQL, in order.
const MIGRATIONS: [&str; 2] = [include_str!("../../migrations/0001.sql"), include_str!("../../migrations/0002.sql")];
/// The version of the tables this program makes.
pub const VERSION: i64 = MIGRATIONS.len() as i64;
/// "diur": what the header of every record file says of whose it is.
const APPLICATION: i64 = 0x6469_7572;
/// How long to wait for another program that writes, before giving up.
const PATIENCE: Duration = Duration::from_secs(30);
/// Memory for pages of the file, in KiB, taken as it is needed: a hundred thousand claims fit.
const CACHE_KIB: i64 = 64 * 1024;
/// Pages that are written ahead before they go into the file: 4 MB.
const CHECKPOINT_PAGES: i64 = 4096;
/// Bytes of a page, for new files: a text or a record fills many small pages to the brim, and leaves a large one half empty.
const PAGE: i64 = 1024;

/// Whose a file is, by its header.
enum Owner {
    Nobody,
    Us { version: i64 },
    Other,
}

fn owner(connection: &Connection) -> rusqlite::Result<Owner> {
    let number = |name: &str| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let (application, version) = (number("application_id")?, number("user_version")?);
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    Ok(match (application, tables) {
        (APPLICATION, _) => Owner::Us { version },
        (0, 0) if version == 0 => Owner::Nobody,
        _ => Owner::Other,
    })
}

/// Sets what holds for this connection alone.
pub(super) fn settle(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(PATIENCE)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "cache_size", -CACHE_KIB)?;
    connection.pragma_update(None, "temp_store", "memory")?;
    connection.pragma_update(None, "wal_autocheckpoint", CHECKPOINT_PAGES)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(())
}

/// Makes the tables in an empty file, or brings an older file to this version.
pub(super) fn migrate(connection: &mut Connection, path: &Path) -> Result<(), StoreError> {
    let told = |error: rusqlite::Error| StoreError::of(path, &error);
    if let Owner::Nobody = owner(connection).map_err(told)? {
        connection.pragma_update(None, "page_size", PAGE).map_err(told)?;
        connection.pragma_update(None, "auto_vacuum", "incremental").map_err(told)?;
        connection.pragma_update(None, "journal_mode", "wal").map_err(told)?;
    }
    check(connection, path)?;
    connection.pragma_update(None, "synchronous", "normal").map_err(told)?;
    let behind = |connection: &Connection| match owner(connection).map_err(told)? {
        Owner::Nobody => Ok(0),
        Owner::Us { version } => Ok(version),
        Owner::Other => Err(StoreError::NotOurs(path.to_owned())),
    };
    if behind(connection)? == VERSION {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(told)?;
    let done = usize::try_from(behind(&transaction)?).unwrap_or(usize::MAX);
    for migration in MIGRATIONS.iter().skip(done) {
        transaction.execute_batch(migration).map_err(told)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION).map_err(told)?;
    transaction.pragma_update(None, "user_version", VERSION).map_err(told)?;
    transaction.commit().map_err(told)
}

/// Sees that the file is ours and no newer than this program.
pub(super) fn check(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    match owner(connection).map_err(|error| StoreError::of(path, &error))? {
        Owner::Nobody => Ok(()),
        Owner::Us { version } if version > VERSION => Err(StoreError::Newer { path: path.to_owned(), version }),
        Owner::Us { .. } => Ok(()),
        Owner::Other => Err(StoreError::NotOurs(path.to_owned())),
    }
}

/// Whether the file has the tables of today, for those who only read; it must be ours and no newer.
pub(super) fn is_current(connection: &Connection, path: &Path) -> Result<bool, StoreError> {
    match owner(connection).map_err(|error| StoreError::of(path, &error))? {
        Owner::Us { version } if version > VERSION => Err(StoreError::Newer { path: path.to_owned(), version }),
        Owner::Us { version } => Ok(version == VERSION),
        Owner::Nobody | Owner::Other => Err(StoreError::NotOurs(path.to_owned())),
    }
}
