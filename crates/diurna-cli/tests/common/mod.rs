//! What tests of the program share: a folder with files, the program in it, what it says.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// What the program does with these words in a folder.
pub fn diurna(words: &[&str], folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_diurna")).args(words).current_dir(folder).output().expect("the program starts")
}

/// The lines of what it said.
pub fn lines(bytes: &[u8]) -> Vec<String> {
    String::from_utf8_lossy(bytes).lines().map(str::to_owned).collect()
}

/// A folder with these files.
pub fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder for the test");
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).expect("a file for the test");
    }
    folder
}
