//! How many, and of whom: "at least 12 people", "dozens", "between 10 and 12 crewmen", "no one".
//!
//! In: the words of a count, or a text to search. Out: how the words bound the number, the number itself, the noun that is
//! counted and the group it stands for. Vague words have no number, figures are never added up, and ages, years, distances,
//! times and money count no one. The words themselves stand in `data/numbers`.

mod figure;
pub(crate) mod number;
pub(crate) mod tokens;
mod unit;
pub(crate) mod words;

use diurna_record::Op;
use figure::{Figure, FigureWords};
use number::{Number, number_at};
use std::ops::Range;
use tokens::{Make, Tokens};
use unit::UnitWords;
pub use words::WordsError;
use words::{NumberWord, NumberWords};

/// The words of counts, read once.
#[derive(Debug)]
pub struct CountWords {
    numbers: NumberWords,
    figures: FigureWords,
    units: UnitWords,
}

/// A count that was read.
///
/// ```
/// use diurna::resolve::count::CountWords;
/// let words = CountWords::embedded().expect("the embedded tables load");
/// let count = words.parse("at least 12 police officers").expect("a count");
/// assert_eq!((count.op.map(|op| op.as_str()), count.value), (Some(">="), Some(12)));
/// assert_eq!((count.unit.as_deref(), count.who.as_deref()), (Some("police officers"), Some("police")));
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ParsedCount {
    /// The bytes of the figure with its bound: "at least 12".
    pub at: Range<usize>,
    /// How the words bound the number; `None` for vague words.
    pub op: Option<Op>,
    /// The number, or the lower one of a range; `None` for vague words.
    pub value: Option<u64>,
    /// The upper number of a range.
    pub max: Option<u64>,
    /// The noun that is counted, as the text has it; `None` where none follows.
    pub unit: Option<String>,
    /// The group that noun stands for: "police", "children"; `None` for people as such.
    pub who: Option<String>,
}

impl CountWords {
    /// The words of the embedded tables.
    pub fn embedded() -> Result<CountWords, WordsError> {
        Ok(CountWords {
            numbers: NumberWords::read("numbers/numbers.toml", diurna_data::NUMBERS)?,
            figures: FigureWords::read("numbers/counts.toml", diurna_data::COUNTS)?,
            units: UnitWords::read(diurna_data::UNITS, diurna_data::WHO)?,
        })
    }

    /// The count that `text` states, where `text` is known to be one: also "a soldier", "both", "the victims", "unhurt".
    /// `None` only where it holds no word.
    pub fn parse(&self, text: &str) -> Option<ParsedCount> {
        let tokens = Tokens::of(text, &self.numbers);
        let (from, figure) = self.first_figure(&tokens)?;
        Some(self.counted(&tokens, from, figure))
    }

    /// The count whose words stand at `at` in `text`, its noun looked for in and behind them. `None` where `at` does not
    /// fit the text or holds no word.
    pub fn parse_at(&self, text: &str, at: Range<usize>) -> Option<ParsedCount> {
        let own = text.get(at.clone())?;
        let behind = text.get(at.start..)?;
        let line = behind.get(at.len()..)?.find('\n').map_or(behind.len(), |end| at.len() + end);
        let tokens = Tokens::of(own, &self.numbers);
        let ahead = Tokens::of(window(&behind[..line], at.len() + 160), &self.numbers);
        let (from, figure) = self.first_figure(&tokens)?;
        let mut count = if let Some(whole) = self.cut_off(&ahead, at.len()) {
            self.counted(&ahead, 0, whole)
        } else if !figure.phrase && (self.units.age(&ahead, figure.next) || self.age_of_a_name(text, &at)) {
            self.counted(&tokens, 0, self.figures.aged(&ahead, figure.next, tokens.list.len(), &self.units))
        } else {
            self.counted(&tokens, from, figure)
        };
        if !figure.phrase || count.unit.is_none() {
            let end = if figure.phrase { at.len().max(count.at.end) } else { count.at.end };
            let next = ahead.list.iter().position(|token| token.start as usize >= end);
            count.unit = next.and_then(|next| self.units.after(&ahead, next));
            count.who = count.unit.as_deref().and_then(|unit| self.units.who(unit)).map(str::to_owned);
        }
        count.at = at.start + count.at.start..at.start + count.at.end;
        Some(count)
    }

    /// The figure that a text begins with, where its first `length` bytes leave some of it out: "at" of "at least 40",
    /// "two" of "two hundred".
    fn cut_off(&self, ahead: &Tokens, length: usize) -> Option<Figure> {
        let figure = self.figures.at(ahead, 0, &self.numbers)?;
        let longer = ahead.range(0, figure.next).end > length;
        (longer && figure.number && !self.units.measures(ahead, 0, figure.next)).then_some(figure)
    }

    /// Whether the words at `at` are the age behind a name: "Amina Yusuf, 54, died".
    fn age_of_a_name(&self, text: &str, at: &Range<usize>) -> bool {
        let digits = text.get(at.clone()).is_some_and(|own| own.bytes().all(|byte| byte.is_ascii_digit()));
        let name = text.get(..at.start).and_then(|before| before.strip_suffix(", ")).is_some_and(|before| {
            let word = before.rsplit(char::is_whitespace).next().unwrap_or("");
            word.chars().next().is_some_and(char::is_uppercase) && word.chars().any(char::is_lowercase)
        });
        digits && name && text.get(at.end..).is_some_and(|behind| behind.starts_with([',', '.', ';', ')']))
    }

    /// Whether the count at `at` in `text` is said to be a part of one told before: "including two children", "three of
    /// them women".
    ///
    /// ```
    /// use diurna::resolve::count::CountWords;
    /// let words = CountWords::embedded().expect("the embedded tables load");
    /// let text = "Shells killed 12 people, including two children.";
    /// assert!(words.is_part(text, 35..38) && !words.is_part(text, 14..16));
    /// ```
    pub fn is_part(&self, text: &str, at: Range<usize>) -> bool {
        let (Some(before), Some(behind)) = (text.get(..at.start), text.get(at.end..)) else { return false };
        let from = before.char_indices().rev().nth(40).map_or(0, |(from, _)| from);
        let before = Tokens::of(&before[from..], &self.numbers);
        let behind = Tokens::of(window(behind, 40), &self.numbers);
        self.figures.part(&before, &behind)
    }

    /// Every count in `text` that has a number or a vague word of number, with what it counts. Bare words that are
    /// rarely meant as a figure ("one", "no", "several") count only before a noun.
    pub fn find(&self, text: &str) -> Vec<ParsedCount> {
        let tokens = Tokens::of(text, &self.numbers);
        let mut counts = Vec::new();
        let mut i = 0;
        while i < tokens.list.len() {
            match self.found_at(&tokens, i) {
                Some((count, next)) => {
                    counts.extend(count);
                    i = next.max(i + 1);
                }
                None => i += 1,
            }
        }
        counts
    }

    /// Every plain number in `text`, whatever it counts or measures, as a decimal of at most six places: its bytes and its value.
    /// Digits with letters glued to them ("180ml", "4th") are none.
    pub fn numbers(&self, text: &str) -> Vec<(Range<usize>, String)> {
        let tokens = Tokens::of(text, &self.numbers);
        let mut found = Vec::new();
        let mut i = 0;
        while i < tokens.list.len() {
            let pieces = listed(tokens.raw(i));
            let (own, next) = if pieces.is_empty() { self.plain_number(&tokens, i) } else { (None, i + 1) };
            let start = tokens.range(i, i + 1).start;
            found.extend(pieces.into_iter().map(|(at, value)| (start + at.start..start + at.end, value)));
            found.extend(own.map(|(from, number)| (tokens.range(from, next), number.decimal())));
            i = next.max(i + 1);
        }
        found
    }

    /// Every figure in `text` that is bounded or a range, whatever it counts or measures.
    pub fn bounds(&self, text: &str) -> Vec<ParsedCount> {
        let tokens = Tokens::of(text, &self.numbers);
        let mut found = Vec::new();
        let mut i = 0;
        while i < tokens.list.len() {
            let figure =
                self.figures.at(&tokens, i, &self.numbers).filter(|figure| figure.number && figure.value != Some(0));
            let bounded = figure.filter(|figure| !matches!(figure.op, None | Some(Op::Equal | Op::About)));
            let bounded = bounded.filter(|_| !self.figures.is_about(&tokens, i));
            found.extend(bounded.map(|figure| self.counted(&tokens, i, figure)));
            i = bounded.or_else(|| self.whole_number(&tokens, i)).map_or(i + 1, |figure| figure.next.max(i + 1));
        }
        found
    }

    /// The noun that heads a phrase, as a unit: "16 al-Shabab militants" has "militants", "32 dead" has "people".
    pub fn unit_of(&self, phrase: &str) -> Option<String> {
        let tokens = Tokens::of(phrase, &self.numbers);
        let after =
            self.first_figure(&tokens).filter(|(_, figure)| !figure.phrase).map_or(0, |(_, figure)| figure.next);
        self.units.after(&tokens, after).or_else(|| self.units.after(&tokens, 0))
    }

    /// The group of `stories.md` that a unit stands for; `None` for people as such.
    pub fn who(&self, unit: &str) -> Option<&str> {
        self.units.who(unit)
    }

    /// The first figure of a text that is known to be a count; without one, what its noun phrase amounts to.
    fn first_figure(&self, tokens: &Tokens) -> Option<(usize, Figure)> {
        tokens.get(0)?;
        let mut vague = None;
        for i in 0..tokens.list.len() {
            match self.figures.at(tokens, i, &self.numbers) {
                Some(figure) if figure.number && !self.units.measures(tokens, i, figure.next) => {
                    return Some((i, figure));
                }
                Some(figure) if vague.is_none() && i == 0 => vague = Some((i, figure)),
                _ => {}
            }
            if i == 0
                && let Some(figure) = self.figures.phrase(tokens, &self.units)
            {
                return Some((0, figure));
            }
        }
        vague.or_else(|| Some((0, self.figures.noun(tokens, &self.units))))
    }

    /// A figure that begins with a number, so that the search goes on behind it.
    fn whole_number(&self, tokens: &Tokens, i: usize) -> Option<Figure> {
        let own = tokens.get(i).is_some_and(|token| token.make == Make::Digits)
            || matches!(tokens.number(i), Some(NumberWord::Unit(_) | NumberWord::Tens(_)));
        self.figures.at(tokens, i, &self.numbers).filter(|figure| own && figure.number)
    }

    /// The number at token `i` that is a number by itself, and the token after what was read.
    fn plain_number(&self, tokens: &Tokens, i: usize) -> (Option<(usize, Number)>, usize) {
        let point = tokens.mark(i, &["."]) && !(i > 0 && tokens.glued(i)) && tokens.glued(i + 1);
        if point && tokens.raw(i + 1).bytes().all(|byte| byte.is_ascii_digit()) {
            let letters = tokens.glued(i + 2) && tokens.get(i + 2).is_some_and(|token| token.make == Make::Word);
            return (number::decimal("", tokens.raw(i + 1)).filter(|_| !letters).map(|number| (i, number)), i + 2);
        }
        let Some(found) = number_at(tokens, i, &self.numbers) else { return (None, i + 1) };
        let digits = tokens.get(found.next - 1).is_some_and(|token| token.make == Make::Digits);
        let letters = tokens.glued(found.next) && tokens.get(found.next).is_some_and(|token| token.make == Make::Word);
        let pronoun =
            found.next == i + 1 && tokens.number(i) == Some(NumberWord::Unit(1)) && self.figures.points(tokens, i);
        let spelt = digits && letters;
        let next = if spelt { found.next + 1 } else { found.next };
        ((!pronoun && !spelt).then_some((i, found.value)), next)
    }

    /// The figure with the noun behind it.
    fn counted(&self, tokens: &Tokens, from: usize, figure: Figure) -> ParsedCount {
        let unit = if figure.phrase { self.units.head(tokens) } else { self.units.after(tokens, figure.next) };
        let who = unit.as_deref().and_then(|unit| self.units.who(unit)).map(str::to_owned);
        let at = tokens.range(from, figure.next);
        ParsedCount { at, op: figure.op, value: figure.value, max: figure.max, unit, who }
    }

    /// A figure that starts at token `i` when a running text is searched, or `None`; the count itself is left out where
    /// the figure measures something else.
    fn found_at(&self, tokens: &Tokens, i: usize) -> Option<(Option<ParsedCount>, usize)> {
        let token = tokens.get(i)?;
        if token.make == Make::Mark || !self.figures.may_start(tokens, i) {
            return None;
        }
        let figure = self.figures.at(tokens, i, &self.numbers)?;
        if figure.number && self.units.measures(tokens, i, figure.next) {
            return Some((None, figure.next));
        }
        let count = self.counted(tokens, i, figure);
        let bounded = matches!(count.op, Some(Op::AtLeast | Op::More | Op::AtMost | Op::Less | Op::About));
        let year =
            (i..figure.next).any(|i| tokens.raw(i).len() == 4) && (1900..2100).contains(&count.value.unwrap_or(0));
        if count.unit.is_none() && (!bounded || year) {
            return figure.number.then_some((None, figure.next));
        }
        Some((Some(count), figure.next))
    }
}

/// The numbers of digits that are a list or an address and no number: "22,24,26", "192.168.1.2"; none for any other digits.
fn listed(digits: &str) -> Vec<(Range<usize>, String)> {
    let by = if digits.contains('.') { '.' } else { ',' };
    let groups = || digits.split(by).skip(1);
    let grouped =
        groups().all(|group| group.len() == 3) || (by == ',' && groups().last().is_some_and(|last| last.len() == 3));
    let pure = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == by as u8);
    if groups().count() < 2 || grouped || !pure {
        return Vec::new();
    }
    let mut at = 0;
    let piece = |piece: &str| {
        let from = at;
        at += piece.len() + 1;
        (from..from + piece.len(), number::decimal(piece, "").map(Number::decimal).unwrap_or_default())
    };
    digits.split(by).map(piece).collect()
}

/// The first `length` bytes of a text, cut back to a character boundary.
fn window(text: &str, length: usize) -> &str {
    let mut end = length.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Whether token `at` is a number word that starts nothing by itself ("and", "of", "a").
fn is_joint(tokens: &Tokens, at: usize) -> bool {
    matches!(
        tokens.number(at),
        Some(NumberWord::And | NumberWord::Of | NumberWord::Article | NumberWord::Point | NumberWord::Share)
    )
}

#[cfg(test)]
mod tests;
