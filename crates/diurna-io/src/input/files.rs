//! Paths → the files they name → their reports.
//!
//! In: files, folders and `-`. Out: an iterator over all their reports, folders read with their subfolders in sorted order, files
//! opened one at a time. In a folder only files with a known ending are read and hidden ones are passed over; a file named by the
//! person is read whatever its ending. Links to folders are not followed.

use std::collections::VecDeque;
use std::fs;
use std::path::{Path, PathBuf};

use super::{Defaults, Found, Origin, Shape, Stream, Trouble, lower, once, reports_of};

/// The reports of several files, each opened when its turn comes.
pub struct Reports {
    waiting: VecDeque<Result<PathBuf, Trouble>>,
    files: usize,
    open: Option<Stream>,
    defaults: Defaults,
}

/// The reports of all these paths in order.
pub fn reports(paths: &[PathBuf], defaults: &Defaults) -> Reports {
    let mut waiting = VecDeque::new();
    for path in paths {
        let before = waiting.len();
        walk(path, true, &mut waiting);
        if waiting.len() == before {
            let reason = "folder holds no reports (.txt .md .html .htm .json .jsonl)";
            waiting.push_back(Err(Origin::file(&path.to_string_lossy()).trouble(reason)));
        }
    }
    Reports { files: waiting.len(), waiting, open: None, defaults: defaults.clone() }
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
}

impl Iterator for Reports {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            if let Some(found) = self.open.as_mut().and_then(Iterator::next) {
                return Some(found);
            }
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
    match fs::File::open(path) {
        Ok(file) => reports_of(file, &name, defaults),
        Err(error) => once(Err(Origin::file(&name).trouble(reason(&error)))),
    }
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
