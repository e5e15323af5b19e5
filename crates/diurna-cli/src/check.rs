//! `diurna check`: whether the kinds keep what their files promise.
//!
//! In: files of kinds, or none for those that come with the program. Out: a table, the given kinds first, and a line for each text that
//! fails: which field, what came out, what must. Exit status: 0 all passed, 1 some failed, 2 a file that is no kind.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use diurna::Coder;
use diurna::check::{TextIs, Verdict, check as check_kind};
use diurna::lexicon::{KindEntry, Kinds};

use crate::args::Check;
use crate::view::{Paper, table};
use crate::{Outcome, Stop, together};

/// Runs the examples and counter-examples of all kinds and prints what failed.
pub fn check(word: &Check) -> Result<Outcome, Stop> {
    let coder = Coder::embedded().map_err(Stop::because)?;
    let (kinds, given) = with_files(coder.kinds().clone(), &files_of(&word.paths)?)?;
    let coder = coder.with_kinds(kinds);
    let (first, rest): (Vec<&KindEntry>, Vec<&KindEntry>) =
        coder.kinds().iter().partition(|kind| given.contains(kind.kind.as_str()));
    let verdicts =
        together::map(together::threads(None), [first, rest].concat(), |kind| (kind, check_kind(&coder, kind)));
    print(&verdicts, &mut io::stdout().lock())?;
    let passed = verdicts.iter().flat_map(|(_, verdicts)| verdicts).all(Verdict::passed);
    Ok(if passed { Outcome::All } else { Outcome::Some })
}

/// The kinds with those of a user's folder.
pub fn with_folder(coder: Coder, folder: Option<&Path>) -> Result<Coder, Stop> {
    let Some(folder) = folder else { return Ok(coder) };
    let (kinds, _) = with_files(coder.kinds().clone(), &files_of(&[folder.to_owned()])?)?;
    Ok(coder.with_kinds(kinds))
}

/// The kinds of the program with those of a user's folder.
pub fn kinds_with(folder: Option<&Path>) -> Result<Kinds, Stop> {
    let kinds = Kinds::embedded().map_err(|error| Stop::because(error.line_and_reason()))?;
    let Some(folder) = folder else { return Ok(kinds) };
    Ok(with_files(kinds, &files_of(&[folder.to_owned()])?)?.0)
}

/// The kinds with those of some files, and the names of these.
fn with_files(mut kinds: Kinds, files: &[PathBuf]) -> Result<(Kinds, BTreeSet<String>), Stop> {
    let mut given = BTreeSet::new();
    for file in files {
        let name = file.display().to_string();
        let text = fs::read_to_string(file).map_err(|error| unreadable(file, &error))?;
        let wrong = |error: diurna::lexicon::TableError| Stop::Usage(error.line_and_reason());
        given.insert(KindEntry::read_toml(&name, &text).map_err(wrong)?.kind.to_string());
        kinds = kinds.read_toml(&name, &text).map_err(wrong)?;
    }
    Ok((kinds, given))
}

/// The files named, and the `.toml` files of the folders named, by name.
fn files_of(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Stop> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let entries = fs::read_dir(path).map_err(|error| unreadable(path, &error))?;
        let entries: io::Result<Vec<PathBuf>> = entries.map(|entry| entry.map(|entry| entry.path())).collect();
        let mut entries = entries.map_err(|error| unreadable(path, &error))?;
        entries.retain(|entry| entry.is_file() && entry.extension().is_some_and(|ending| ending == "toml"));
        if entries.is_empty() {
            return Err(Stop::Usage(format!("{}: no kind in this folder: a kind is a file NAME.toml", path.display())));
        }
        entries.sort();
        files.extend(entries);
    }
    Ok(files)
}

fn unreadable(path: &Path, error: &io::Error) -> Stop {
    Stop::Usage(format!("{}: {}", path.display(), error.to_string().to_lowercase()))
}

/// The table, a row a kind, what failed, and the sum.
fn print(verdicts: &[(&KindEntry, Vec<Verdict>)], out: &mut impl Write) -> io::Result<()> {
    let share = |verdicts: &[Verdict], text_is: TextIs| {
        let of_sort: Vec<&Verdict> = verdicts.iter().filter(|verdict| verdict.text_is == text_is).collect();
        format!("{} of {}", of_sort.iter().filter(|verdict| verdict.passed()).count(), of_sort.len())
    };
    let rows: Vec<Vec<String>> = verdicts
        .iter()
        .map(|(kind, verdicts)| {
            vec![kind.kind.to_string(), share(verdicts, TextIs::Example), share(verdicts, TextIs::Counter)]
        })
        .collect();
    write!(out, "{}", table(&["kind", "examples passed", "counter-examples passed"], &rows, Paper::out()))?;
    for (kind, verdicts) in verdicts {
        for verdict in verdicts.iter().filter(|verdict| !verdict.passed()) {
            let sort = if verdict.text_is == TextIs::Example { "example" } else { "counter-example" };
            writeln!(out, "\n{} {sort} {}: {}", kind.kind, verdict.number, verdict.text)?;
            for wrong in &verdict.wrong {
                writeln!(out, "  {}: got {}, wanted {}", wrong.field, wrong.got, wrong.wanted)?;
            }
        }
    }
    let all: Vec<Verdict> = verdicts.iter().flat_map(|(_, verdicts)| verdicts).cloned().collect();
    let (examples, counters) = (share(&all, TextIs::Example), share(&all, TextIs::Counter));
    writeln!(out, "\n{} kinds: {examples} examples and {counters} counter-examples passed", verdicts.len())
}
