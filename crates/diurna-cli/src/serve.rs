//! `diurna serve`: the review screen over a record file.
//!
//! In: a record file and where to listen. Out: the address to open, on standard output, and pages until the program is ended.

use std::io;

use diurna::Coder;
use diurna::codes::Schemes;
use diurna_fuse::policy;
use diurna_io::output::{Asked, Export, Format, To};
use diurna_serve::{Door, Exports, Form, Gloss, Shelf};

use crate::args::Serve;
use crate::check;
use crate::{Outcome, Stop};

/// Serves the pages.
pub fn serve(word: &Serve) -> Result<Outcome, Stop> {
    let door = Door::new(word.bind, word.port, word.token.clone()).map_err(|error| Stop::Usage(error.to_string()))?;
    let coder = Coder::embedded().map_err(Stop::because)?;
    let kinds =
        coder.kinds().iter().map(|kind| Gloss { kind: kind.kind.to_string(), gloss: kind.gloss.clone() }).collect();
    let from = word.path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let shelf = Shelf { kinds, exports: exports(from)? };
    diurna_serve::serve(&word.path, door, shelf, |url| println!("{url}")).map_err(Stop::because)?;
    Ok(Outcome::All)
}

/// The forms a record can be saved in: all that are one file.
fn exports(from: String) -> Result<Exports, Stop> {
    let schemes = Schemes::of(check::kinds_with(None)?).map_err(|error| Stop::because(error.line_and_reason()))?;
    let files = Format::ALL.iter().filter(|&&format| format != Format::Package);
    let form = |format: &Format| Form { word: format.word().to_owned(), ending: format.ending().to_owned() };
    Ok(Exports {
        forms: files.map(form).collect(),
        write: Box::new(move |word, chosen, records, out| {
            let format = Format::parse(word).ok_or_else(|| io::Error::other(format!("no form {word}")))?;
            let asked = Asked { format, policy: chosen.name().to_owned(), from: from.clone() };
            let mut open = Export::begin(asked, To::Stream(out))?;
            for reviewed in records {
                open.write(&policy::apply(chosen, schemes.code(reviewed.map_err(io::Error::other)?)))?;
            }
            open.end(None).map(drop)
        }),
    })
}
