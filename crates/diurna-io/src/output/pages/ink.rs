//! Pieces of styled text → lines of a terminal, or Markdown in a pipe.
//!
//! In: pieces, each with its [`Ink`], and a width. Out: wrapped lines. On a terminal inks are colours, in a pipe they are the marks of
//! Markdown; no meaning hangs on colour alone. Widths are those that letters take on a screen.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How a piece of text stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// Not at all.
    Plain,
    /// A name or a figure that the eye looks for.
    Strong,
    /// What may be passed over.
    Faint,
    /// A name of ours: a kind, an id.
    Code,
    /// A stance or actuality that is not the plain one.
    Turn,
    /// Words of the report.
    Quote,
}

/// Where the text goes: how wide it is, and whether it shows colours.
#[derive(Debug, Clone, Copy)]
pub struct Paper {
    /// Columns to a line.
    pub width: usize,
    /// Whether inks are colours (a terminal) or Markdown (a pipe).
    pub colours: bool,
}

/// A piece of text in one ink.
pub type Piece = (Ink, String);

impl Paper {
    /// What stands before and after words of an ink.
    fn marks(self, ink: Ink) -> (&'static str, &'static str) {
        match (self.colours, ink) {
            (_, Ink::Plain) | (false, Ink::Faint | Ink::Quote) => ("", ""),
            (true, Ink::Strong) => ("\x1b[1m", "\x1b[0m"),
            (true, Ink::Faint) => ("\x1b[2m", "\x1b[0m"),
            (true, Ink::Code) => ("\x1b[36m", "\x1b[0m"),
            (true, Ink::Turn) => ("\x1b[33m", "\x1b[0m"),
            (true, Ink::Quote) => ("\x1b[3m", "\x1b[0m"),
            (false, Ink::Strong) => ("**", "**"),
            (false, Ink::Code) => ("`", "`"),
            (false, Ink::Turn) => ("*", "*"),
        }
    }

    /// A heading of the first or a lower rank.
    pub fn heading(self, rank: usize, pieces: &[Piece]) -> String {
        if !self.colours {
            let plain =
                pieces.iter().map(|(ink, text)| if *ink == Ink::Code { format!("`{text}`") } else { text.clone() });
            return format!("{} {}\n", "#".repeat(rank), shown(&plain.collect::<String>()));
        }
        let strong: Vec<Piece> = pieces
            .iter()
            .map(|(ink, text)| (if *ink == Ink::Plain { Ink::Strong } else { *ink }, text.clone()))
            .collect();
        self.lines("", "", &strong)
    }

    /// The pieces as lines, the first after `first`, the others after `rest`, broken between words.
    pub fn lines(self, first: &str, rest: &str, pieces: &[Piece]) -> String {
        let mut lines = String::from(first);
        let mut column = first.width();
        let mut fresh = true;
        let mut last = Ink::Plain;
        for (ink, words) in self.runs(pieces, rest) {
            let (spaced, words) = (words.starts_with(' '), shown(words.trim_start()));
            let breaks = !fresh && spaced && column + 1 + words.width() > self.width;
            let space = if spaced && !fresh && !breaks { " " } else { "" };
            if breaks || ink != last {
                lines.push_str(self.marks(last).1);
            }
            if breaks {
                lines.push('\n');
                lines.push_str(rest);
                column = rest.width();
            }
            match breaks || ink != last {
                true => lines.push_str(&format!("{space}{}{words}", self.marks(ink).0)),
                false => lines.push_str(&format!("{space}{words}")),
            }
            column += space.len() + words.width();
            last = ink;
            fresh = false;
        }
        lines.push_str(self.marks(last).1);
        lines.push('\n');
        lines
    }

    /// Words one by one, each with the space before it. In Markdown a marked piece is not broken, so that its marks hold together.
    fn runs(self, pieces: &[Piece], rest: &str) -> Vec<(Ink, String)> {
        let mut runs: Vec<(Ink, String)> = Vec::new();
        let mut space = false;
        for (ink, text) in pieces {
            let whole = !self.colours && matches!(ink, Ink::Strong | Ink::Code | Ink::Turn);
            let words: Vec<&str> = if whole { vec![text.trim()] } else { text.split_whitespace().collect() };
            for (at, word) in words.iter().enumerate() {
                let spaced = space || at > 0 || text.starts_with(char::is_whitespace);
                for (part, piece) in
                    broken(word, self.width.saturating_sub(rest.width()).max(20)).into_iter().enumerate()
                {
                    let spaced = spaced || part > 0;
                    runs.push((*ink, if spaced { format!(" {piece}") } else { piece }));
                }
                space = false;
            }
            space = text.ends_with(char::is_whitespace) || (space && words.is_empty());
        }
        runs
    }
}

/// The words without control characters, which would speak to the terminal.
fn shown(words: &str) -> String {
    words.chars().filter(|letter| !letter.is_control()).collect()
}

/// A word wider than a line, in pieces that fit.
fn broken(word: &str, width: usize) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut column = 0;
    for letter in word.chars() {
        let wide = letter.width().unwrap_or(0);
        if column + wide > width && !letter.is_whitespace() && word.width() > width * 3 {
            pieces.push(String::new());
            column = 0;
        }
        column += wide;
        if let Some(piece) = pieces.last_mut() {
            piece.push(letter);
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words_and_hang() {
        let paper = Paper { width: 20, colours: false };
        let pieces = [(Ink::Strong, "medics".to_owned()), (Ink::Plain, " said that four people fled".to_owned())];
        assert_eq!(paper.lines("- ", "  ", &pieces), "- **medics** said that\n  four people fled\n");
    }

    #[test]
    fn colours_mark_words_on_a_terminal() {
        let paper = Paper { width: 80, colours: true };
        assert_eq!(paper.lines("", "", &[(Ink::Code, "e1".to_owned())]), "\u{1b}[36me1\u{1b}[0m\n");
    }

    #[test]
    fn control_characters_of_a_report_do_not_reach_the_terminal() {
        let paper = Paper { width: 80, colours: true };
        assert_eq!(paper.lines("", "", &[(Ink::Plain, "a\u{1b}[31mb".to_owned())]), "a[31mb\n");
    }
}
