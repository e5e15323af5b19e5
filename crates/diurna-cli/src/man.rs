//! `diurna man FOLDER`: the manual.
//!
//! In: the definitions of the words, as the command line knows them. Out: a page of roff for the program and one for each word, named as
//! `man` finds them. Nothing stands there that `--help` does not say.

use std::fs;
use std::path::Path;

use clap::CommandFactory;

use crate::args::Diurna;
use crate::{Outcome, Stop};

/// Writes the pages into a folder, which is made where there is none.
pub fn man(folder: &Path) -> Result<Outcome, Stop> {
    fs::create_dir_all(folder)
        .and_then(|()| clap_mangen::generate_to(Diurna::command(), folder))
        .map_err(|error| Stop::because(format!("{}: {}", folder.display(), error.to_string().to_lowercase())))?;
    Ok(Outcome::All)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_that_is_shown_has_a_page() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        man(folder.path()).expect("the folder takes pages");
        let page = |name: &str| fs::read_to_string(folder.path().join(name)).ok();
        assert!(page("diurna.1").is_some_and(|page| page.contains("diurna\\-code(1)")));
        assert!(page("diurna-code.1").is_some_and(|page| page.contains("record file")));
        assert!(page("diurna-man.1").is_none());
    }
}
