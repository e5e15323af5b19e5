//! Where a string of a gold file stands in the text.
//!
//! In: a text, some words, and the quote they belong to. Out: the first occurrence at word boundaries inside the quote, else the
//! one nearest to it, the earlier of two that are equally near. Words inside longer words are never found.

use diurna_text::Span;

/// Every occurrence of `words` in `text` that begins and ends at a word boundary, in order.
pub fn occurrences<'a>(text: &'a str, words: &'a str) -> impl Iterator<Item = Span> + 'a {
    let mut from = 0;
    std::iter::from_fn(move || {
        let first = words.chars().next()?;
        loop {
            let start = from + text.get(from..)?.find(words)?;
            from = start + first.len_utf8();
            if whole(text, start, start + words.len()) {
                return Span::within(text, start, start + words.len());
            }
        }
    })
}

/// Where `words` stand: first inside `near`, else nearest to it; the first of all where `near` is `None`.
///
/// ```
/// use diurna_record::gold::find;
/// let text = "The army left. Rebels said the army shelled the town.";
/// let quote = find(text, "the army shelled the town", None).expect("in the text");
/// assert_eq!(find(text, "army", Some(quote)).expect("in the text").start(), 31);
/// ```
pub fn find(text: &str, words: &str, near: Option<Span>) -> Option<Span> {
    let Some(quote) = near else { return occurrences(text, words).next() };
    let mut nearest: Option<(usize, Span)> = None;
    for span in occurrences(text, words) {
        if quote.contains(span) {
            return Some(span);
        }
        let gap = span.start().saturating_sub(quote.end()).max(quote.start().saturating_sub(span.end()));
        if nearest.is_none_or(|(least, _)| gap < least) {
            nearest = Some((gap, span));
        }
    }
    nearest.map(|(_, span)| span)
}

/// Whether neither end of `start..end` lies within a word.
fn whole(text: &str, start: usize, end: usize) -> bool {
    !within_word(text, start) && !within_word(text, end)
}

/// Whether letters or digits stand on both sides of byte `at`.
fn within_word(text: &str, at: usize) -> bool {
    let wordy = |letter: char| letter.is_alphanumeric() || letter == '_';
    text[..at].chars().next_back().is_some_and(wordy) && text[at..].chars().next().is_some_and(wordy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whole() {
        let text = "Gunmen unarmed by men in Yemen: men.";
        let starts: Vec<usize> = occurrences(text, "men").map(Span::start).collect();
        assert_eq!(starts, [18, 32]);
        assert_eq!(occurrences(text, "").count(), 0);
        assert_eq!(occurrences("ééé é", "é").count(), 1);
    }

    #[test]
    fn the_occurrence_inside_the_quote_comes_before_a_nearer_one() {
        let text = "Six died. Police said six died and six were hurt. Six more fled, six in all.";
        let quote = find(text, "six were hurt", None).expect("in the text");
        assert_eq!(find(text, "six", Some(quote)).map(Span::start), Some(35));
        assert_eq!(find(text, "Six", Some(quote)).map(Span::start), Some(50));
        assert_eq!(find(text, "Police", Some(quote)).map(Span::start), Some(10));
        assert_eq!(find(text, "seven", Some(quote)), None);
    }
}
