//! What a person reads on a terminal or in a pipe.

mod seen;

pub use diurna_io::output::pages::{Paper, pages, table, words};
pub use seen::Seen;
