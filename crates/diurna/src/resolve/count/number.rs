//! One number in words or digits: "1,00,000", "twenty-five", "half a million", "seven-point-one million".
//!
//! In: tokens and the place where a number may start. Out: its value as a fixed-point decimal, and where it ends.
//! Vague words ("dozens") are no number, and no float is ever made.

use super::tokens::{Gap, Make, Tokens};
use super::words::{NumberWord, NumberWords};

const ONE: u128 = 1_000_000;
/// The largest value told apart; more than anything a report counts.
const MOST: u128 = 1_000_000_000_000_000_000 * ONE;

/// A number with six decimals.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Number(u128);

impl Number {
    pub(crate) fn whole(n: u64) -> Number {
        Number(u128::from(n).min(MOST / ONE) * ONE)
    }

    /// The value where it is a whole number, else the nearest one below.
    pub(crate) fn rounded(self) -> u64 {
        u64::try_from(self.0 / ONE).unwrap_or(u64::MAX)
    }

    /// Whether it has no decimals.
    pub(crate) fn is_whole(self) -> bool {
        self.0.is_multiple_of(ONE)
    }

    /// `self` times a whole number, or `None` beyond anything countable.
    pub(crate) fn times(self, n: u64) -> Option<Number> {
        self.0.checked_mul(u128::from(n)).filter(|&value| value <= MOST).map(Number)
    }

    fn plus(self, other: Number) -> Number {
        Number((self.0 + other.0).min(MOST))
    }

    fn fraction(over: u8, under: u8) -> Number {
        Number(u128::from(over) * ONE / u128::from(under.max(1)))
    }

    /// Its shortest decimal: "2.5", "40".
    pub(crate) fn decimal(self) -> String {
        if self.is_whole() {
            return self.rounded().to_string();
        }
        format!("{}.{:06}", self.0 / ONE, self.0 % ONE).trim_end_matches('0').to_owned()
    }
}

/// A number found in a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Found {
    pub value: Number,
    /// The token after it.
    pub next: usize,
    /// Whether a scale word stands in it, so that "2 to 3 million" can lend it.
    pub scale: Option<u64>,
}

/// The number that starts at token `at`.
pub(crate) fn number_at(tokens: &Tokens, at: usize, words: &NumberWords) -> Option<Found> {
    let found = match tokens.get(at)?.make {
        Make::Digits => digits_at(tokens, at, words)?,
        Make::Word => words_at(tokens, at)?,
        Make::Mark => glyph(tokens.raw(at)).map(|value| Found { value, next: at + 1, scale: None })?,
    };
    Some(found).filter(|found| found.value.0 <= MOST)
}

/// A token that joins number words: a hyphen without spaces.
fn hyphen(tokens: &Tokens, at: usize) -> bool {
    tokens.mark(at, &["-", "‐", "‑"]) && tokens.glued(at) && tokens.glued(at + 1)
}

/// The token after a hyphen, or `at` itself.
fn past_hyphen(tokens: &Tokens, at: usize) -> usize {
    if hyphen(tokens, at) { at + 1 } else { at }
}

fn digits_at(tokens: &Tokens, at: usize, words: &NumberWords) -> Option<Found> {
    let found = scaled_digits(tokens, at, words)?;
    match and_a_part(tokens, found.next).filter(|_| found.scale.is_some_and(|by| by > 100)) {
        Some((part, after)) => with_part(tokens, found, part, after),
        None => Some(with_rest(tokens, found, words)),
    }
}

/// Digits with the suffix and the scales behind them: "2.5bn", "3 hundred thousand".
fn scaled_digits(tokens: &Tokens, at: usize, words: &NumberWords) -> Option<Found> {
    let (mut value, mut next) = match spaced_digits(tokens, at) {
        Some(found) => found,
        None => (parse_digits(tokens.raw(at))?, at + 1),
    };
    if let Some((half, after)) = written_fraction(tokens, next) {
        value = value.plus(half);
        next = after;
    } else if let Some((part, after)) =
        and_a_part(tokens, next).filter(|&(_, after)| scale(tokens, past_hyphen(tokens, after)).is_some())
    {
        value = value.plus(part);
        next = after;
    }
    let mut lent: Option<u64> = None;
    if tokens.glued(next)
        && let Some(by) = tokens.lower(next).and_then(|word| words.suffix(word))
    {
        value = value.times(by)?;
        lent = Some(by);
        next += 1;
    }
    while let Some(by) = scale(tokens, past_hyphen(tokens, next)) {
        if lent.is_some_and(|last| by < last) {
            break;
        }
        value = value.times(by)?;
        lent = Some(lent.unwrap_or(1).saturating_mul(by));
        next = past_hyphen(tokens, next) + 1;
    }
    Some(Found { value, next, scale: lent })
}

/// "3 hundred and 21", "4 thousand 3 hundred": what is less than the scale before it adds to it.
fn with_rest(tokens: &Tokens, mut found: Found, words: &NumberWords) -> Found {
    let Some(mut by) = found.scale else { return found };
    loop {
        let joined = tokens.number(found.next) == Some(NumberWord::And);
        let at = found.next + usize::from(joined);
        let rest = match tokens.get(at).map(|token| token.make) {
            Some(Make::Digits) => scaled_digits(tokens, at, words),
            Some(Make::Word) => words_at(tokens, at),
            _ => None,
        };
        let rest = rest.filter(|rest| (joined && by == 100) || (by > 100 && rest.scale.is_some()));
        let Some(rest) = rest.filter(|rest| rest.value.0 > 0 && rest.value < Number::whole(by)) else { return found };
        found = Found { value: found.value.plus(rest.value), next: rest.next, ..found };
        let Some(less) = rest.scale.filter(|&less| less < by) else { return found };
        by = less;
    }
}

/// "20 000": groups of three digits with a space between.
fn spaced_digits(tokens: &Tokens, at: usize) -> Option<(Number, usize)> {
    let group = |i: usize| {
        let spaced = tokens.get(i).is_some_and(|token| token.make == Make::Digits && token.gap == Gap::Space);
        spaced && tokens.raw(i).split('.').next().is_some_and(|whole| whole.len() == 3)
    };
    let raw = tokens.raw(at);
    let mut next = at + 1;
    let mut digits = raw.to_owned();
    while raw.len() <= 3
        && !raw.starts_with('0')
        && !digits.contains('.')
        && group(next)
        && tokens.raw(next).bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
    {
        digits.push_str(tokens.raw(next));
        next += 1;
    }
    let apart = !tokens.glued(next) || tokens.get(next).is_none_or(|token| token.make == Make::Mark);
    if next > at + 1 && next <= at + 5 && apart { Some((parse_digits(&digits)?, next)) } else { None }
}

/// "hundred", "million", "dozen" at `at`.
fn scale(tokens: &Tokens, at: usize) -> Option<u64> {
    match tokens.number(at)? {
        NumberWord::Scale(by) => Some(by),
        NumberWord::Group(by) if by == 12 => Some(u64::from(by)),
        _ => None,
    }
}

/// The value of digits with separators. Groups of two and three after a comma are thousands (also as written in South
/// Asia: "1,00,000"); a lone comma before another number of digits is a decimal comma.
fn parse_digits(text: &str) -> Option<Number> {
    if let Some((whole, decimals)) = text.rsplit_once(',').filter(|(whole, _)| whole.contains('.')) {
        return decimal(whole, decimals);
    }
    let dots = text.matches('.').count();
    let (whole, decimals) = match text.rsplit_once('.') {
        Some((whole, decimals)) if dots == 1 => (whole, decimals),
        _ => (text, ""),
    };
    let last_group = whole.rsplit(',').next().map_or(0, str::len);
    if decimals.is_empty() && whole.matches(',').count() == 1 && last_group != 3 && whole.len() > last_group {
        let (whole, decimals) = whole.split_once(',')?;
        return decimal(whole, decimals);
    }
    decimal(whole, decimals)
}

/// A number of digits before and after the point; other characters are passed over.
pub(crate) fn decimal(whole: &str, decimals: &str) -> Option<Number> {
    let digits =
        |text: &str| text.bytes().filter(u8::is_ascii_digit).map(|byte| u128::from(byte - b'0')).collect::<Vec<_>>();
    let mut value: u128 = 0;
    for digit in digits(whole) {
        value = value.checked_mul(10)?.checked_add(digit)?;
    }
    let mut part = 0;
    for place in 0..6 {
        part = part * 10 + digits(decimals).get(place).copied().unwrap_or(0);
    }
    value.checked_mul(ONE)?.checked_add(part).filter(|&value| value <= MOST).map(Number)
}

/// "½" and its like.
fn glyph(mark: &str) -> Option<Number> {
    let (over, under) = match mark {
        "½" => (1, 2),
        "¼" => (1, 4),
        "¾" => (3, 4),
        "⅓" => (1, 3),
        "⅔" => (2, 3),
        _ => return None,
    };
    Some(Number::fraction(over, under))
}

/// "1/2" or "½" after a whole number.
fn written_fraction(tokens: &Tokens, at: usize) -> Option<(Number, usize)> {
    if let Some(value) = glyph(tokens.raw(at)) {
        return Some((value, at + 1));
    }
    let slash = tokens.mark(at + 1, &["/", "⁄"]) && tokens.glued(at + 1) && tokens.glued(at + 2);
    if !slash || tokens.glued(at) {
        return None;
    }
    let (over, under): (u8, u8) = (tokens.raw(at).parse().ok()?, tokens.raw(at + 2).parse().ok()?);
    (over < under && under <= 16).then(|| (Number::fraction(over, under), at + 3))
}

/// "and a half", "and one quarter": the part and the token after it.
fn and_a_part(tokens: &Tokens, at: usize) -> Option<(Number, usize)> {
    let one = matches!(tokens.number(at + 1), Some(NumberWord::Article | NumberWord::Unit(1)));
    match tokens.number(at + 2) {
        Some(NumberWord::Fraction(over, under)) if one && tokens.number(at) == Some(NumberWord::And) => {
            Some((Number::fraction(over, under), at + 3))
        }
        _ => None,
    }
}

/// What the last number word was, and so what may follow.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    Start,
    Small,
    Tens,
    Hundred,
    Scale,
}

/// A number in words while it is read.
struct Reading {
    total: Number,
    group: Number,
    last: Last,
    least: u64,
    scale: Option<u64>,
}

fn words_at(tokens: &Tokens, at: usize) -> Option<Found> {
    if let Some(found) = part_of_scale(tokens, at) {
        return Some(found);
    }
    let mut read = Reading { total: Number(0), group: Number(0), last: Last::Start, least: u64::MAX, scale: None };
    let mut i = at;
    if tokens.number(at) == Some(NumberWord::Article) {
        let after = past_hyphen(tokens, at + 1);
        if !matches!(tokens.number(after)?, NumberWord::Scale(_) | NumberWord::Group(_)) {
            return None;
        }
        (read.group, read.last) = (Number::whole(1), Last::Small);
        i = at + 1;
    } else if matches!(
        (tokens.number(at), tokens.number(at + 1)),
        (Some(NumberWord::Scale(_)), Some(NumberWord::Scale(_)))
    ) {
        (read.group, read.last) = (Number::whole(1), Last::Small);
    }
    let mut next = None;
    while let Some(after) = step(tokens, i, &mut read) {
        next = Some(after);
        i = after;
    }
    let mut found = Found { value: read.total.plus(read.group), next: next?, scale: read.scale };
    if let Some((part, after)) = and_a_part(tokens, found.next) {
        found = with_part(tokens, found, part, after)?;
    }
    Some(found)
}

/// "a million and a half", "two and a half million", "a billion and a half million".
fn with_part(tokens: &Tokens, found: Found, part: Number, after: usize) -> Option<Found> {
    let (own, behind) = (found.scale, scale(tokens, after));
    let value = match (own, behind) {
        (Some(own), Some(by)) if by < own => found.value.plus(part.times(by)?),
        (_, Some(by)) => found.value.plus(part).times(by)?,
        (Some(own), None) => found.value.plus(part.times(own)?),
        (None, None) => found.value.plus(part),
    };
    Some(Found { value, next: after + usize::from(behind.is_some()), scale: behind.or(own) })
}

/// "half a million", "a half million", "half-dozen", "a quarter of a million".
fn part_of_scale(tokens: &Tokens, at: usize) -> Option<Found> {
    let mut i = at;
    if tokens.number(i) == Some(NumberWord::Article) {
        i += 1;
    }
    let NumberWord::Fraction(over, under) = tokens.number(i)? else { return None };
    i = past_hyphen(tokens, i + 1);
    if tokens.number(i) == Some(NumberWord::Of) && tokens.number(i + 1) == Some(NumberWord::Article) {
        i += 1;
    }
    if tokens.number(i) == Some(NumberWord::Article) {
        i += 1;
    }
    let by = match tokens.number(i)? {
        NumberWord::Scale(by) => by,
        NumberWord::Group(by) if by == 12 => u64::from(by),
        _ => return None,
    };
    let value = Number(Number::fraction(over, under).0.checked_mul(u128::from(by))?);
    Some(Found { value, next: i + 1, scale: Some(by) })
}

/// Takes the number word at `i`, with the hyphen or "and" before it, into the number; gives the token after it.
fn step(tokens: &Tokens, i: usize, read: &mut Reading) -> Option<usize> {
    let mut at = i;
    if read.last != Last::Start {
        let spaced = read.last == Last::Tens && tokens.mark(at, &["-"]);
        at = if spaced { at + 1 } else { past_hyphen(tokens, at) };
        let joins = matches!(read.last, Last::Hundred | Last::Scale) && tokens.number(at) == Some(NumberWord::And);
        if joins
            && and_a_part(tokens, at).is_none()
            && matches!(tokens.number(at + 1)?, NumberWord::Unit(_) | NumberWord::Tens(_))
        {
            at += 1;
        }
    }
    let small_may_follow = matches!(read.last, Last::Start | Last::Hundred | Last::Scale);
    match tokens.number(at)? {
        NumberWord::Unit(n) if small_may_follow || (read.last == Last::Tens && (1..10).contains(&n)) => {
            read.group = read.group.plus(Number::whole(u64::from(n)));
            read.last = Last::Small;
        }
        NumberWord::Tens(n) if small_may_follow => {
            read.group = read.group.plus(Number::whole(u64::from(n)));
            read.last = Last::Tens;
        }
        NumberWord::Scale(100) if read.group.0 > 0 && read.group < Number::whole(100) => {
            read.group = read.group.times(100)?;
            read.last = Last::Hundred;
            read.scale = Some(100);
        }
        NumberWord::Scale(by) if by > 100 && by < read.least && read.group.0 > 0 => {
            read.total = read.total.plus(read.group.times(by)?);
            (read.group, read.last, read.least, read.scale) = (Number(0), Last::Scale, by, Some(by));
        }
        NumberWord::Scale(by) if by > 100 && read.last == Last::Scale => {
            read.total = read.total.times(by)?;
            (read.least, read.scale) = (by, Some(by));
        }
        NumberWord::Group(by) if read.group.0 > 0 && read.last != Last::Start => {
            let units = Number(read.group.0 % (100 * ONE));
            let counted = if units.0 > 0 { units } else { read.group };
            read.group = Number(read.group.0 - counted.0).plus(counted.times(u64::from(by))?);
            (read.last, read.scale) = (Last::Small, Some(u64::from(by)));
            read.least = 1;
        }
        NumberWord::Point if read.last != Last::Start && read.scale.is_none_or(|by| by == 100) => {
            return decimals(tokens, at + 1, read);
        }
        _ => return None,
    }
    Some(at + 1)
}

/// The digits in words after "point", or one number of two digits ("point seventy-one").
fn decimals(tokens: &Tokens, at: usize, read: &mut Reading) -> Option<usize> {
    let (mut i, mut place) = (past_hyphen(tokens, at), ONE / 10);
    let mut next = None;
    let tens = match tokens.number(i) {
        Some(NumberWord::Unit(n @ 10..)) => Some((u32::from(n), i + 1)),
        Some(NumberWord::Tens(n)) => match tokens.number(past_hyphen(tokens, i + 1)) {
            Some(NumberWord::Unit(unit @ 1..=9)) => {
                Some((u32::from(n) + u32::from(unit), past_hyphen(tokens, i + 1) + 1))
            }
            _ => Some((u32::from(n), i + 1)),
        },
        _ => None,
    };
    if let Some((n, after)) = tens {
        read.group = read.group.plus(Number(u128::from(n) * ONE / 100));
        read.last = Last::Small;
        return Some(after);
    }
    while let Some(NumberWord::Unit(n @ 0..=9)) = tokens.number(i) {
        read.group = read.group.plus(Number(u128::from(n) * place));
        place /= 10;
        next = Some(i + 1);
        i = past_hyphen(tokens, i + 1);
    }
    read.last = Last::Small;
    next
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(String, &str)> {
        let words = NumberWords::read("numbers/numbers.toml", diurna_data::NUMBERS).expect("the table loads");
        let tokens = Tokens::of(text, &words);
        let found = number_at(&tokens, 0, &words)?;
        Some((found.value.decimal(), &text[tokens.range(0, found.next)]))
    }

    #[test]
    fn digits_and_their_separators() {
        for (text, value) in [
            ("12 soldiers", "12"),
            ("1,200 homes", "1200"),
            ("1,00,000 marchers", "100000"),
            ("2.7 million", "2700000"),
            ("2.5bn", "2500000000"),
            ("10k", "10000"),
            ("1.200.000 Menschen", "1200000"),
            ("2 1/2 years", "2.5"),
            ("2½ years", "2.5"),
            ("2 and a half million", "2500000"),
            ("3 dozen", "36"),
            ("20 000 people", "20000"),
            ("1 414 021 100 people", "1414021100"),
            ("12 2024 cars", "12"),
            ("3 million and a half", "3500000"),
            ("40-million", "40000000"),
            ("1 234 567.89 dinars", "1234567.89"),
            ("1.111,11 dinars", "1111.11"),
            ("3 million and a quarter", "3250000"),
            ("3 hundred and 21 huts", "321"),
            ("3 hundred and 2 hundred", "300"),
            ("4 thousand 3 hundred and 21", "4321"),
            ("6 crore and two hundred", "60000200"),
        ] {
            assert_eq!(read(text).map(|(value, _)| value).as_deref(), Some(value), "{text}");
        }
    }

    #[test]
    fn words() {
        for (text, value, words) in [
            ("twenty-five fighters", "25", "twenty-five"),
            ("Eighteen of them", "18", "Eighteen"),
            ("one hundred and sixteen people", "116", "one hundred and sixteen"),
            ("two hundred thousand and six", "200006", "two hundred thousand and six"),
            ("a dozen shells", "12", "a dozen"),
            ("two dozen shells", "24", "two dozen"),
            ("half a dozen shells", "6", "half a dozen"),
            ("half a million people", "500000", "half a million"),
            ("a quarter of a million people", "250000", "a quarter of a million"),
            ("three and a half million", "3500000", "three and a half million"),
            ("a million and a half people", "1500000", "a million and a half"),
            ("Seven-point-one million", "7100000", "Seven-point-one million"),
            ("four-thousand men", "4000", "four-thousand"),
            ("fifty - two huts", "52", "fifty - two"),
            ("three hundred and two dozens", "324", "three hundred and two dozens"),
            ("three lakh crore", "3000000000000", "three lakh crore"),
            ("hundred thousand men", "100000", "hundred thousand"),
            ("two million and one half", "2500000", "two million and one half"),
            ("one billion and a half million", "1000500000", "one billion and a half million"),
            ("two hundred point seventy-one", "200.71", "two hundred point seventy-one"),
            ("five and six", "5", "five"),
            ("fifty two", "52", "fifty two"),
            ("two three", "2", "two"),
        ] {
            assert_eq!(read(text), Some((value.to_owned(), words)), "{text}");
        }
    }

    #[test]
    fn what_is_no_number() {
        for text in ["a soldier", "half the town", "dozens", "hundred", "and two", "first", ""] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn more_digits_than_anything_countable() {
        assert_eq!(read(&"9".repeat(400)), None);
        assert_eq!(read("999999999999 trillion trillion"), None);
    }
}
