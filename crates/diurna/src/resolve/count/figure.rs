//! A figure with its bound: "at least 12", "between 10 and 12", "dozens", "no one".
//!
//! In: tokens and a place. Out: a [`Figure`]: how it bounds the number, the number, and where its words end. What is counted
//! is not its business (see `unit`).

use super::number::{Found, number_at};
use super::tokens::{Make, Tokens};
use super::unit::UnitWords;
use super::words::{List, NumberWord, NumberWords, Phrases, WordsError, table};
use diurna_record::Op;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// How many words of bound and filler may stand before a number: "at least another", "almost all of the about".
const BOUNDS: usize = 5;

/// How many, without of whom.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Figure {
    pub op: Option<Op>,
    pub value: Option<u64>,
    pub max: Option<u64>,
    /// The token after its words.
    pub next: usize,
    /// Whether it holds a number or a word for none, as against vague words.
    pub number: bool,
    /// Whether it is a noun phrase that amounts to a figure: "a soldier", "the victims".
    pub phrase: bool,
}

impl Figure {
    fn exactly(value: u64, next: usize) -> Figure {
        Figure { op: Some(Op::Equal), value: Some(value), max: None, next, number: true, phrase: false }
    }

    fn vague(next: usize) -> Figure {
        Figure { op: None, value: None, max: None, next, number: false, phrase: false }
    }
}

/// How figures are bounded, and what stands in their place.
#[derive(Debug)]
pub(crate) struct FigureWords {
    before: Phrases<Op>,
    after: Phrases<Op>,
    open: Phrases<()>,
    join: BTreeSet<String>,
    fillers: Phrases<Option<Op>>,
    none: Phrases<()>,
    said_none: Phrases<()>,
    vague: Phrases<bool>,
    fixed: Phrases<u64>,
    one: Phrases<()>,
    part_before: Phrases<()>,
    part_after: Phrases<()>,
    pointers: BTreeSet<String>,
    starts: BTreeSet<String>,
}

#[derive(Deserialize)]
struct Table {
    before: BTreeMap<String, String>,
    after: BTreeMap<String, String>,
    range: RangeTable,
    fillers: List,
    filler_ops: BTreeMap<String, String>,
    none: NoneTable,
    vague: VagueTable,
    fixed: BTreeMap<String, u64>,
    one: OneTable,
    part: PartTable,
}

#[derive(Deserialize)]
struct PartTable {
    before: Vec<String>,
    after: Vec<String>,
}

#[derive(Deserialize)]
struct RangeTable {
    open: Vec<String>,
    join: Vec<String>,
}

#[derive(Deserialize)]
struct NoneTable {
    words: Vec<String>,
    said: Vec<String>,
}

#[derive(Deserialize)]
struct VagueTable {
    words: Vec<String>,
    found: Vec<String>,
}

#[derive(Deserialize)]
struct OneTable {
    articles: Vec<String>,
    pointers: Vec<String>,
}

/// Phrases that all mean the same.
fn same<T: Copy>(list: &[String], means: T) -> Phrases<T> {
    let mut phrases = Phrases::default();
    for phrase in list {
        phrases.add(phrase, means);
    }
    phrases
}

impl FigureWords {
    pub(crate) fn read(file: &'static str, text: &str) -> Result<FigureWords, WordsError> {
        let read: Table = table(file, text)?;
        let ops = |list: &BTreeMap<String, String>| -> Result<Phrases<Op>, WordsError> {
            let mut phrases = Phrases::default();
            for (phrase, op) in list {
                let line = 1 + text.lines().position(|line| line.contains(&format!("\"{phrase}\""))).unwrap_or(0);
                let op = Op::parse(op).ok_or_else(|| WordsError { file, line, why: format!("no such bound: {op}") })?;
                phrases.add(phrase, op);
            }
            Ok(phrases)
        };
        let (before, after) = (ops(&read.before)?, ops(&read.after)?);
        let mut fillers: Phrases<Option<Op>> = same(&read.fillers.words, None);
        for (phrase, op) in &read.filler_ops {
            fillers.add(phrase, Op::parse(op));
        }
        let mut vague = same(&read.vague.words, false);
        let mut fixed = Phrases::default();
        for (phrase, value) in &read.fixed {
            fixed.add(phrase, *value);
        }
        let mut starts = BTreeSet::new();
        for phrase in &read.vague.found {
            vague.add(phrase, true);
        }
        let phrases = read.before.keys().chain(&read.vague.found).chain(&read.none.words).chain(&read.range.open);
        starts.extend(phrases.filter_map(|phrase| phrase.split(' ').next()).map(str::to_owned));
        Ok(FigureWords {
            before,
            after,
            open: same(&read.range.open, ()),
            join: read.range.join.into_iter().collect(),
            fillers,
            none: same(&read.none.words, ()),
            said_none: same(&read.none.said, ()),
            vague,
            fixed,
            one: same(&read.one.articles, ()),
            part_before: same(&read.part.before, ()),
            part_after: same(&read.part.after, ()),
            pointers: read.one.pointers.into_iter().collect(),
            starts,
        })
    }

    /// Whether a figure of a running text may start at token `i`.
    pub(crate) fn may_start(&self, tokens: &Tokens, i: usize) -> bool {
        let own = matches!(
            tokens.number(i),
            Some(NumberWord::Unit(_) | NumberWord::Tens(_) | NumberWord::Article | NumberWord::Fraction(..))
        );
        own || tokens.get(i).is_some_and(|token| token.make == Make::Digits)
            || tokens.lower(i).is_some_and(|word| self.starts.contains(word))
    }

    /// The figure at token `i`: bounds and fillers, then a number, a word for none, or vague words.
    pub(crate) fn at(&self, tokens: &Tokens, i: usize, numbers: &NumberWords) -> Option<Figure> {
        let lower = |at: usize| tokens.lower(at);
        let (mut at, mut op): (usize, Option<Op>) = (i, None);
        for _ in 0..BOUNDS {
            if let Some(mut figure) = self.bare(tokens, at, numbers) {
                if figure.op == Some(Op::Equal) && op.is_some() {
                    figure.op = op;
                }
                if figure.number || op.is_none() {
                    return Some(self.with_bound_after(tokens, figure));
                }
            }
            if let Some((bound, next)) = self.before.at(at, lower) {
                op = Some(if matches!(op, None | Some(Op::About)) { bound } else { op.unwrap_or(bound) });
                at = next;
            } else if let Some((bound, next)) = self.fillers.at(at, lower) {
                op = op.or(bound);
                at = next;
            } else {
                break;
            }
        }
        self.vague.at(i, lower).map(|(_, next)| Figure::vague(next))
    }

    /// A range, number, word for none or vague word without a bound before it.
    fn bare(&self, tokens: &Tokens, at: usize, numbers: &NumberWords) -> Option<Figure> {
        let lower = |i: usize| tokens.lower(i);
        if let Some(figure) = self.range(tokens, at, numbers) {
            return Some(figure);
        }
        if self.before.at(at, lower).is_some_and(|(_, next)| self.number(tokens, next, numbers).is_some()) {
            return None;
        }
        if let Some((_, next)) = self.none.at(at, lower) {
            return Some(Figure::exactly(0, next));
        }
        if let Some((_, next)) = self.vague.at(at, lower) {
            let number = self.number(tokens, at, numbers);
            if number.is_none_or(|found| found.next < next) {
                return Some(Figure::vague(next));
            }
        }
        let found = self.number(tokens, at, numbers)?;
        if let Some(share) = share_after(tokens, found.next) {
            return Some(Figure::vague(share));
        }
        Some(Figure::exactly(found.value.rounded(), found.next))
    }

    /// A whole number that is no ordinal; "a 1,000" is one too.
    fn number(&self, tokens: &Tokens, at: usize, numbers: &NumberWords) -> Option<Found> {
        let digits = tokens.get(at + 1).is_some_and(|token| token.make == Make::Digits) && !tokens.glued(at + 2);
        let at = if tokens.number(at) == Some(NumberWord::Article) && digits { at + 1 } else { at };
        let found = number_at(tokens, at, numbers).filter(|found| found.value.is_whole())?;
        let ending =
            tokens.glued(found.next) && tokens.lower(found.next).is_some_and(|word| numbers.ordinal_ending(word));
        (!ending).then_some(found)
    }

    /// "between 10 and 12", "10 to 12", "2-3 million", "eight or nine".
    fn range(&self, tokens: &Tokens, at: usize, numbers: &NumberWords) -> Option<Figure> {
        let start = self.open.at(at, |i| tokens.lower(i)).map_or(at, |(_, next)| next);
        let low = self.number(tokens, start, numbers)?;
        let joint = tokens.lower(low.next)?;
        if !self.join.contains(joint) || (start == at && tokens.number(low.next) == Some(NumberWord::And)) {
            return None;
        }
        let high = self.number(tokens, low.next + 1, numbers)?;
        let dash = |i: usize| tokens.mark(i, &["-"]) && tokens.glued(i);
        if dash(low.next) && (dash(high.next) || (at > 0 && tokens.glued(at) && tokens.mark(at - 1, &["-", "+"]))) {
            return None;
        }
        let mut least = low.value;
        if let (None, Some(by)) = (low.scale, high.scale) {
            let lent = least.times(by)?;
            if lent < high.value {
                least = lent;
            }
        }
        (least < high.value).then(|| Figure {
            op: Some(Op::Range),
            value: Some(least.rounded()),
            max: Some(high.value.rounded()),
            next: high.next,
            number: true,
            phrase: false,
        })
    }

    /// "30 or more", "200-plus", "20+".
    fn with_bound_after(&self, tokens: &Tokens, mut figure: Figure) -> Figure {
        if !figure.number || figure.value == Some(0) {
            return figure;
        }
        let at =
            if tokens.mark(figure.next, &["-"]) && tokens.glued(figure.next) { figure.next + 1 } else { figure.next };
        let after = match self.after.at(at, |i| tokens.lower(i)) {
            None if tokens.mark(figure.next, &["+"]) && tokens.glued(figure.next) => {
                Some((Op::AtLeast, figure.next + 1))
            }
            other => other,
        };
        // "200 or more than 300": the second bound has a figure of its own.
        let own = |next: usize| {
            (figure.next..next).any(|i| self.before.at(i, |i| tokens.lower(i)).is_some_and(|(_, end)| end > next))
        };
        let after = after.filter(|&(_, next)| !own(next));
        if let (Some((op, next)), Some(Op::Equal | Op::About)) = (after, figure.op) {
            figure.op = Some(op);
            figure.next = next;
        }
        figure
    }

    /// What a text amounts to that is known to be a count and holds no number where it starts: "both", "unhurt",
    /// "a soldier", "another", "the third man".
    pub(crate) fn phrase(&self, tokens: &Tokens, units: &UnitWords) -> Option<Figure> {
        let (lower, end) = (|i: usize| tokens.lower(i), tokens.list.len());
        if self.said_none.at(0, lower).is_some_and(|(_, next)| next == end || units.is_end(tokens, next))
            || self.all_said(tokens)
        {
            return Some(Figure { phrase: true, ..Figure::exactly(0, end) });
        }
        if let Some((value, next)) = self.fixed.at(0, lower)
            && (end == next || !units.is_plural_head(tokens))
        {
            return Some(Figure { phrase: true, ..Figure::exactly(value, end) });
        }
        let first = tokens.number(0);
        if let (Some(NumberWord::Ordinal(n)), 1) = (first, end) {
            return Some(Figure { phrase: true, ..Figure::exactly(u64::from(n), end) });
        }
        if let (Some(NumberWord::Group(n)), 1, None) = (first, end, self.vague.at(0, lower)) {
            return Some(Figure { phrase: true, ..Figure::exactly(u64::from(n), end) });
        }
        let article = self.one.at(0, lower).is_some_and(|(_, next)| next < end || end == 1);
        let scale =
            matches!(tokens.number(1), Some(NumberWord::Scale(_) | NumberWord::Group(_) | NumberWord::Fraction(..)));
        let vague = self.vague.at(0, lower).is_some() || scale;
        (article && !vague).then(|| {
            if units.is_group(tokens) {
                Figure { phrase: true, ..Figure::vague(end) }
            } else {
                Figure { phrase: true, ..Figure::exactly(1, end) }
            }
        })
    }

    /// What a figure amounts to that is an age ending before token `next` of `ahead`: one person ("a 3-year-old"), or no
    /// figure for several ("the 3-year-olds").
    pub(crate) fn aged(&self, ahead: &Tokens, next: usize, end: usize, units: &UnitWords) -> Figure {
        let figure = if units.ages(ahead, next) { Figure::vague(end) } else { Figure::exactly(1, end) };
        Figure { phrase: true, ..figure }
    }

    /// Whether words that make a figure an estimate start at token `i`: "about", "some".
    pub(crate) fn is_about(&self, tokens: &Tokens, i: usize) -> bool {
        self.before.at(i, |at| tokens.lower(at)).is_some_and(|(op, _)| op == Op::About)
    }

    /// Whether the word before token `i` makes "one" there a pronoun: "the one who fled".
    pub(crate) fn points(&self, tokens: &Tokens, i: usize) -> bool {
        i.checked_sub(1).and_then(|before| tokens.lower(before)).is_some_and(|word| self.pointers.contains(word))
    }

    /// Whether the words around a count make it a part of a whole told before.
    pub(crate) fn part(&self, before: &Tokens, behind: &Tokens) -> bool {
        let end = before.list.len();
        let said_before =
            (0..end).any(|i| self.part_before.at(i, |at| before.lower(at)).is_some_and(|(_, next)| next == end));
        said_before || self.part_after.at(0, |at| behind.lower(at)).is_some()
    }

    /// A phrase like "no injuries" or "escaped unharmed" in which some word says that no one was harmed.
    fn all_said(&self, tokens: &Tokens) -> bool {
        (1..tokens.list.len())
            .any(|i| self.said_none.at(i, |at| tokens.lower(at)).is_some_and(|(_, next)| next == tokens.list.len()))
    }

    /// What a noun phrase without any word of number amounts to: one when it is singular ("the driver", a name), else no
    /// figure ("the victims").
    pub(crate) fn noun(&self, tokens: &Tokens, units: &UnitWords) -> Figure {
        let end = tokens.list.len();
        if units.is_plural_head(tokens) || units.is_group(tokens) {
            return Figure { phrase: true, ..Figure::vague(end) };
        }
        let ordinal = tokens.number(1).filter(|_| end == 2);
        let value = match (tokens.get(0).map(|token| token.make), ordinal) {
            (Some(Make::Digits), _) if !units.age(tokens, 1) => tokens.raw(0).parse().unwrap_or(1),
            _ => 1,
        };
        Figure { phrase: true, ..Figure::exactly(value, end) }
    }
}

/// "percent", "%", "-thirds" after a number: the token after it.
fn share_after(tokens: &Tokens, at: usize) -> Option<usize> {
    let i = if tokens.mark(at, &["-"]) && tokens.glued(at) { at + 1 } else { at };
    let share = matches!(tokens.number(i), Some(NumberWord::Share)) || tokens.mark(i, &["%"]);
    let ordinal = i > at && matches!(tokens.number(i), Some(NumberWord::Ordinal(_)));
    (share || ordinal).then_some(i + 1)
}
