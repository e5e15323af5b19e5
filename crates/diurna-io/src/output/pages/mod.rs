//! A record as pages that a person reads, on a terminal or as Markdown.
//!
//! In: a record and the paper. Out: text from top to bottom. The words of its small parts ([`words`]) are the same wherever they are shown.

mod ink;
mod record;
mod tables;
pub mod words;

use std::io::IsTerminal;

pub use ink::{Ink, Paper, Piece};
pub use record::{faint, pages, plain};
pub use tables::table;

impl Paper {
    /// The paper behind standard output: a terminal's width up to 110 columns and its colours, or 100 columns of Markdown.
    pub fn out() -> Paper {
        let terminal = std::io::stdout().is_terminal();
        let width = terminal_size::terminal_size().map_or(80, |(width, _)| usize::from(width.0));
        let colours = terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        if terminal { Paper { width: width.clamp(40, 110), colours } } else { Paper { width: 100, colours: false } }
    }
}
