//! Word pieces: a word as the numbers that the encoder knows.
//!
//! In: one word, or any text. Out: the numbers of its pieces, as the uncased WordPiece tokenizer of BERT makes them: control
//! characters dropped, CJK set apart, decomposed, accents stripped, lower-cased, split at white space and punctuation, then the longest
//! known piece first. It never fails: what it does not know is [`UNKNOWN`].

use unicode_categories::UnicodeCategories;
use unicode_normalization::UnicodeNormalization;

/// The piece at the start of every window.
pub(crate) const START: i32 = 101;
/// The piece at the end of every window.
pub(crate) const END: i32 = 102;
/// The piece for what is not known.
pub(crate) const UNKNOWN: i32 = 100;
/// A run of more characters than this is unknown.
const LONGEST_RUN: usize = 100;
/// No word gets more pieces than this.
pub(crate) const MOST: usize = 16;
/// What a vocabulary writes before a piece that goes on with a word.
const CONTINUES: &str = "##";

/// The known pieces.
pub(crate) struct Pieces {
    /// Pieces that begin a run, in order of their letters.
    begins: Vec<(&'static str, i32)>,
    /// Pieces that go on with a run, without the marks before them, in order of their letters.
    continues: Vec<(&'static str, i32)>,
    /// The length in bytes of the longest piece.
    longest: usize,
}

/// What a word is made into on its way; kept between words so that nothing is allocated for one.
#[derive(Default)]
pub(crate) struct Scratch {
    clean: String,
}

impl Pieces {
    /// The pieces of a vocabulary, one a line, numbered from 0.
    pub(crate) fn of(vocabulary: &'static str) -> Pieces {
        let (mut begins, mut continues, mut longest) = (Vec::new(), Vec::new(), 1);
        for (number, piece) in vocabulary.lines().enumerate() {
            longest = longest.max(piece.len());
            match piece.strip_prefix(CONTINUES) {
                Some(rest) if !rest.is_empty() => continues.push((rest, number as i32)),
                _ => begins.push((piece, number as i32)),
            }
        }
        begins.sort_unstable();
        continues.sort_unstable();
        Pieces { begins, continues, longest }
    }

    /// Adds the pieces of a word: at least one, at most [`MOST`].
    pub(crate) fn word(&self, word: &str, scratch: &mut Scratch, out: &mut Vec<i32>) {
        let from = out.len();
        self.text(word, scratch, out);
        out.truncate(from + MOST);
        if out.len() == from {
            out.push(UNKNOWN);
        }
    }

    /// Adds the pieces of a text.
    pub(crate) fn text(&self, text: &str, scratch: &mut Scratch, out: &mut Vec<i32>) {
        normalize(text, &mut scratch.clean);
        let mut run = 0;
        for (at, c) in scratch.clean.char_indices() {
            let space = c.is_whitespace();
            if space || is_punctuation(c) {
                self.run(&scratch.clean[run..at], out);
                run = at + c.len_utf8();
                if !space {
                    self.run(&scratch.clean[at..run], out);
                }
            }
        }
        self.run(&scratch.clean[run..], out);
    }

    /// Adds the pieces of a run without white space or inner punctuation: the longest known piece, again and again.
    fn run(&self, run: &str, out: &mut Vec<i32>) {
        if run.is_empty() {
            return;
        }
        if run.len() > LONGEST_RUN && run.chars().count() > LONGEST_RUN {
            out.push(UNKNOWN);
            return;
        }
        let from = out.len();
        let mut start = 0;
        while start < run.len() {
            let known = if start == 0 { &self.begins } else { &self.continues };
            match self.longest_piece(&run[start..], known) {
                Some((length, number)) => {
                    out.push(number);
                    start += length;
                }
                None => {
                    out.truncate(from);
                    out.push(UNKNOWN);
                    return;
                }
            }
        }
    }

    fn longest_piece(&self, rest: &str, known: &[(&'static str, i32)]) -> Option<(usize, i32)> {
        let mut end = rest.floor_char_boundary(self.longest);
        while end > 0 {
            let piece = &rest[..end];
            if let Ok(found) = known.binary_search_by(|(entry, _)| (*entry).cmp(piece)) {
                return Some((end, known[found].1));
            }
            end = rest.floor_char_boundary(end - 1);
        }
        None
    }
}

/// Cleans, sets CJK apart, decomposes, strips accents and lower-cases.
fn normalize(text: &str, out: &mut String) {
    out.clear();
    if text.is_ascii() {
        out.extend(text.chars().filter_map(clean).map(|c| c.to_ascii_lowercase()));
        return;
    }
    let spaced = text.chars().filter_map(clean).flat_map(|c| {
        let wall = is_cjk(c).then_some(' ');
        wall.into_iter().chain([c]).chain(wall)
    });
    out.extend(spaced.nfd().filter(|c| !c.is_mark_nonspacing()).flat_map(char::to_lowercase));
}

/// The character as it is read: white space as a blank, nothing for control characters.
fn clean(c: char) -> Option<char> {
    match c {
        '\t' | '\n' | '\r' => Some(' '),
        '\0' | '\u{fffd}' => None,
        c if c.is_other() => None,
        c if c.is_whitespace() => Some(' '),
        c => Some(c),
    }
}

fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation() || c.is_punctuation()
}

fn is_cjk(c: char) -> bool {
    matches!(u32::from(c),
        0x4E00..=0x9FFF | 0x3400..=0x4DBF | 0x20000..=0x2A6DF | 0x2A700..=0x2B73F | 0x2B740..=0x2B81F | 0x2B920..=0x2CEAF
        | 0xF900..=0xFAFF | 0x2F800..=0x2FA1F)
}

#[cfg(test)]
#[path = "pieces_tests.rs"]
mod tests;
