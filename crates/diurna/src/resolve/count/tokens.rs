//! A text as words, digits and marks, each with what it does in a number.
//!
//! In: a text. Out: [`Tokens`], in order, none overlapping, spaces left out. These tokens are finer than those of the
//! reading ("24-hour" is three, "20th" two): they serve number and time phrases only and never leave this folder.

use super::words::{NumberWord, NumberWords};

/// What a token is made of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Make {
    /// Letters: "soldiers", "a.m.", "o'clock".
    Word,
    /// Digits with their separators: "1,00,000", "3.5".
    Digits,
    /// One other character.
    Mark,
}

/// What stands between a token and the one before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Gap {
    /// Nothing.
    None,
    /// Spaces or one line end.
    Space,
    /// An empty line.
    Break,
}

/// One token.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    pub start: u32,
    pub end: u32,
    pub make: Make,
    pub gap: Gap,
    pub number: Option<NumberWord>,
    lower: (u32, u32),
}

/// The tokens of one text.
pub(crate) struct Tokens<'t> {
    pub text: &'t str,
    pub list: Vec<Token>,
    lower: String,
}

impl<'t> Tokens<'t> {
    pub(crate) fn of(text: &'t str, words: &NumberWords) -> Tokens<'t> {
        let mut tokens = Tokens { text, list: Vec::new(), lower: String::with_capacity(text.len()) };
        if u32::try_from(text.len()).is_err() {
            return tokens;
        }
        let (mut at, mut gap) = (0, Gap::None);
        while let Some(first) = text[at..].chars().next() {
            if first.is_whitespace() {
                let end = at + text[at..].find(|c: char| !c.is_whitespace()).unwrap_or(text.len() - at);
                let lines = text[at..end].bytes().filter(|&byte| byte == b'\n').count();
                gap = if lines > 1 { Gap::Break } else { Gap::Space };
                at = end;
                continue;
            }
            let (make, end) = match first {
                '0'..='9' => (Make::Digits, digits_end(text, at)),
                c if c.is_alphabetic() => (Make::Word, word_end(text, at)),
                c => (Make::Mark, at + c.len_utf8()),
            };
            tokens.push(at, end, make, gap, words);
            (at, gap) = (end, Gap::None);
        }
        tokens
    }

    fn push(&mut self, start: usize, end: usize, make: Make, gap: Gap, words: &NumberWords) {
        let from = self.lower.len();
        let piece = &self.text[start..end];
        if piece.is_ascii() {
            self.lower.push_str(piece);
            self.lower[from..].make_ascii_lowercase();
        } else {
            let plain = piece.chars().map(|c| if c == '’' { '\'' } else { c });
            self.lower.extend(plain.flat_map(char::to_lowercase));
        }
        let lower = (from as u32, self.lower.len() as u32);
        let number = if make == Make::Word { words.does(&self.lower[from..]) } else { None };
        self.list.push(Token { start: start as u32, end: end as u32, make, gap, number, lower });
    }

    /// Token `i`.
    pub(crate) fn get(&self, i: usize) -> Option<&Token> {
        self.list.get(i)
    }

    /// Token `i` in lower case, curly apostrophes straightened.
    pub(crate) fn lower(&self, i: usize) -> Option<&str> {
        let (start, end) = self.list.get(i)?.lower;
        self.lower.get(start as usize..end as usize)
    }

    /// Token `i` as it stands.
    pub(crate) fn raw(&self, i: usize) -> &'t str {
        self.list.get(i).and_then(|token| self.text.get(token.start as usize..token.end as usize)).unwrap_or("")
    }

    /// Whether token `i` follows the one before without a space.
    pub(crate) fn glued(&self, i: usize) -> bool {
        self.list.get(i).is_some_and(|token| token.gap == Gap::None)
    }

    /// Whether token `i` is one of these marks.
    pub(crate) fn mark(&self, i: usize, marks: &[&str]) -> bool {
        self.list.get(i).is_some_and(|token| token.make == Make::Mark) && marks.contains(&self.raw(i))
    }

    /// What token `i` does in a number.
    pub(crate) fn number(&self, i: usize) -> Option<NumberWord> {
        self.list.get(i)?.number
    }

    /// The bytes from token `from` to before token `to`.
    pub(crate) fn range(&self, from: usize, to: usize) -> std::ops::Range<usize> {
        let start = self.list.get(from).map_or(self.text.len(), |token| token.start as usize);
        let end = to.checked_sub(1).and_then(|last| self.list.get(last)).map_or(start, |token| token.end as usize);
        start..end.max(start)
    }
}

/// Where the digits that start at `at` end: separators count only between digits.
fn digits_end(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
    let mut end = at;
    while digit(end) || (matches!(bytes.get(end), Some(b',' | b'.')) && digit(end + 1)) {
        end += 1;
    }
    end
}

/// Where the word that starts at `at` ends. Dots between single letters belong to it ("a.m."), and an apostrophe does
/// before more than one letter ("o'clock"), so that "Tuesday's" is two words.
fn word_end(text: &str, at: usize) -> usize {
    let letters =
        |from: usize| text[from..].find(|c: char| !c.is_alphabetic() && !is_accent(c)).map_or(text.len(), |n| from + n);
    let mut end = letters(at);
    let single = |from: usize, to: usize| text[from..to].chars().count() == 1;
    if single(at, end) {
        let mut dotted = end;
        while text[dotted..].starts_with('.') {
            let next = letters(dotted + 1);
            if next == dotted + 1 || !single(dotted + 1, next) {
                break;
            }
            dotted = next;
        }
        if dotted > end {
            return if text[dotted..].starts_with('.') { dotted + 1 } else { dotted };
        }
    }
    let rest = &text[end..];
    if let Some(mark) = rest.chars().next().filter(|&c| c == '\'' || c == '’') {
        let from = end + mark.len_utf8();
        let to = letters(from);
        if to > from && !single(from, to) {
            end = to;
        }
    }
    end
}

/// Combining marks that belong to the letter before.
fn is_accent(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<String> {
        let words = NumberWords::read("numbers/numbers.toml", diurna_data::NUMBERS).expect("the table loads");
        let tokens = Tokens::of(text, &words);
        (0..tokens.list.len()).map(|i| tokens.raw(i).to_owned()).collect()
    }

    #[test]
    fn words_digits_and_marks() {
        assert_eq!(
            pieces("At 4:30 a.m. on Tuesday's 20th,"),
            ["At", "4", ":", "30", "a.m.", "on", "Tuesday", "'", "s", "20", "th", ","]
        );
        assert_eq!(
            pieces("1,00,000 of 3.5. twenty-five o'clock"),
            ["1,00,000", "of", "3.5", ".", "twenty", "-", "five", "o'clock"]
        );
    }

    #[test]
    fn any_characters_do() {
        assert_eq!(pieces("Şırnak’s ½ \u{0}"), ["Şırnak", "’", "s", "½", "\u{0}"]);
        assert_eq!(pieces("U.S.-led A. B"), ["U.S.", "-", "led", "A", ".", "B"]);
        assert!(pieces(" \n ").is_empty());
    }
}
