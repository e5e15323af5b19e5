//! Pages: a phrase and a day, and who that is.

use super::*;
use jiff::civil::date;

fn actors() -> Actors {
    Actors::embedded().expect("the embedded tables load")
}
