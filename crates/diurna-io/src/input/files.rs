//! Paths → the files they name → their reports.
//!
//! In: files, folders, patterns like `wire/*.jsonl` (where no file has that very name) and `-`. Out: an iterator over all their reports, folders read
//! with their subfolders in sorted order, files opened one at a time. In a folder only files with a known ending are read and hidden ones are
//! passed over; a file named by the person is read whatever its ending. Links to folders are not followed.

use std::collections::VecDeque;
use std::fs;
use std::io::{Read, Seek};
use std::path::{Path, PathBuf};

use super::rows::{MAGIC, Rows};
use super::shape::Shape;
use super::{Defaults, Found, Origin, PassedOver, Stream, Trouble, lower, once, reports_of};

/// The reports of several files, each opened when its turn comes.
pub struct Reports {
    waiting: VecDeque<Result<PathBuf, Trouble>>,
    files: usize,
    open: Option<Stream>,
    passed: PassedOver,
    defaults: Defaults,
}

/// The endings that are known in a folder, packed with gzip or not.
const ENDINGS: &str = ".txt .md .html .json .jsonl .csv .tsv .parquet .xml .rss .atom .warc .wet, or .gz of one";

/// The reports of all these paths in order.
pub fn reports(paths: &[PathBuf], defaults: &Defaults) -> Reports {
    let mut waiting = VecDeque::new();
    for path in paths.iter().flat_map(|path| meant(path)) {
        let before = waiting.len();
        match path {
            Ok(path) => {
                walk(&path, true, &mut waiting);
                if waiting.len() == before {
                    let reason = format!("folder holds no reports ({ENDINGS})");
                    waiting.push_back(Err(Origin::file(&path.to_string_lossy()).trouble(reason)));
                }
            }
            Err(trouble) => waiting.push_back(Err(trouble)),
        }
    }
    let passed = PassedOver::default();
    Reports { files: waiting.len(), waiting, open: None, passed, defaults: defaults.clone() }
}

impl Reports {
    /// How many files there are in all.
    pub fn files(&self) -> usize {
        self.files
    }

    /// How many of them have been read to their end.
    pub fn files_read(&self) -> usize {
        self.files - self.waiting.len() - usize::from(self.open.is_some())
    }

    /// What archives held so far that is no report of its own.
    pub fn passed_over(&self) -> PassedOver {
        let open = self.open.as_ref().map(|open| open.passed_over()).unwrap_or_default();
        self.passed.plus(open)
    }
}

impl Iterator for Reports {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            if let Some(found) = self.open.as_mut().and_then(Iterator::next) {
                return Some(found);
            }
            self.passed = self.passed_over();
            self.open = None;
            self.open = Some(match self.waiting.pop_front()? {
                Ok(path) => open(&path, &self.defaults),
                Err(trouble) => once(Err(trouble)),
            });
        }
    }
}

fn open(path: &Path, defaults: &Defaults) -> Stream {
    let name = path.to_string_lossy();
    if name == "-" {
        return reports_of(std::io::stdin(), "-", defaults);
    }
    let origin = Origin::file(&name);
    let opened = fs::File::open(path).and_then(|file| Ok((is_parquet(&file, &name)?, file)));
    match opened {
        Ok((true, file)) => match Rows::of(file, origin, defaults) {
            Ok(rows) => Box::new(rows),
            Err(trouble) => once(Err(trouble)),
        },
        Ok((false, file)) => reports_of(file, &name, defaults),
        Err(error) => once(Err(origin.trouble(reason(&error)))),
    }
}

/// Whether a file is Parquet, by its name or, where that tells nothing, by its first bytes.
fn is_parquet(mut file: &fs::File, name: &str) -> std::io::Result<bool> {
    if let Some(shape) = Shape::of_name(name) {
        return Ok(shape == Shape::Parquet && !name.to_ascii_lowercase().ends_with(".gz"));
    }
    if !file.metadata()?.is_file() {
        return Ok(false);
    }
    let mut start = Vec::new();
    file.take(MAGIC.len() as u64).read_to_end(&mut start)?;
    file.rewind()?;
    Ok(start == MAGIC)
}

/// The paths that a path of the person means: itself, or the files that it is a pattern of.
fn meant(path: &Path) -> Vec<Result<PathBuf, Trouble>> {
    let written = path.to_string_lossy();
    if !written.contains(['*', '?', '[']) || fs::symlink_metadata(path).is_ok() {
        return vec![Ok(path.to_owned())];
    }
    let trouble = |reason: String| Err(Origin::file(&written).trouble(reason));
    let found = match glob::glob(&written) {
        Ok(found) => found,
        Err(error) => return vec![trouble(format!("not a pattern: {}", lower(error.msg)))],
    };
    let mut paths: Vec<Result<PathBuf, Trouble>> = found
        .map(|path| path.map_err(|error| Origin::file(&error.path().to_string_lossy()).trouble(reason(error.error()))))
        .collect();
    if paths.is_empty() {
        paths.push(trouble("no file matches".to_owned()));
    }
    paths
}

/// The system's reason without its number.
fn reason(error: &std::io::Error) -> String {
    let told = error.to_string();
    lower(told.split(" (os error").next().unwrap_or(&told))
}

fn walk(path: &Path, named: bool, files: &mut VecDeque<Result<PathBuf, Trouble>>) {
    let trouble = |error: &std::io::Error| Err(Origin::file(&path.to_string_lossy()).trouble(reason(error)));
    if !(named && path.is_dir() || is_folder(path)) {
        if named || Shape::of_name(&path.to_string_lossy()).is_some() {
            files.push_back(Ok(path.to_owned()));
        }
        return;
    }
    let entries: Result<Vec<PathBuf>, _> = match fs::read_dir(path) {
        Ok(entries) => entries.map(|entry| entry.map(|entry| entry.path())).collect(),
        Err(error) => return files.push_back(trouble(&error)),
    };
    match entries {
        Ok(mut entries) => {
            entries.sort();
            let hidden = |path: &Path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
            entries.iter().filter(|path| !hidden(path)).for_each(|path| walk(path, false, files));
        }
        Err(error) => files.push_back(trouble(&error)),
    }
}

fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|entry| entry.is_dir())
}
