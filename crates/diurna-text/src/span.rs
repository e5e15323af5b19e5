//! Where something stands in a text: a half-open range of bytes.
//!
//! In: a text and two byte offsets. Out: a [`Span`] that is known to lie on character boundaries of that text.
//! A span never owns text, never points outside the text it was made for, and is never moved.

use std::ops::Range;

/// A half-open range of bytes of one text, eight bytes small.
///
/// ```
/// use diurna_text::Span;
/// let text = "Shelling killed four people near Kharkiv.";
/// let kharkiv = Span::within(text, 33, 40).expect("on character boundaries");
/// assert_eq!(kharkiv.of(text), "Kharkiv");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// The span `start..end` of `text`, or `None` when it is reversed, outside, off a character boundary or beyond 4
    /// GiB.
    pub fn within(text: &str, start: usize, end: usize) -> Option<Span> {
        if start > end || !text.is_char_boundary(start) || !text.is_char_boundary(end) {
            return None;
        }
        Some(Span { start: u32::try_from(start).ok()?, end: u32::try_from(end).ok()? })
    }

    /// A span whose ends the caller has taken from the text itself.
    pub(crate) fn new(start: usize, end: usize) -> Span {
        debug_assert!(start <= end && end <= u32::MAX as usize, "span {start}..{end}");
        Span { start: start as u32, end: end as u32 }
    }

    /// The first byte.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// The byte after the last.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// How many bytes it covers.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether it covers nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The same as a range of bytes.
    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// The words it covers in `text`; empty where the span does not fit that text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies inside this one, ends included.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest span that holds both.
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_lies_on_character_boundaries_inside_the_text() {
        let text = "Şırnak";
        assert_eq!(Span::within(text, 0, 2).map(|span| span.of(text)), Some("Ş"));
        assert_eq!(Span::within(text, 0, 1), None);
        assert_eq!(Span::within(text, 2, 0), None);
        assert_eq!(Span::within(text, 0, text.len() + 1), None);
    }

    #[test]
    fn a_span_of_another_text_reads_as_nothing() {
        let span = Span::within("Four people were killed", 5, 11).expect("inside");
        assert_eq!(span.of("Four"), "");
        assert_eq!(span.of("1234éé"), "");
    }

    #[test]
    fn spans_that_touch_do_not_overlap() {
        let (left, right) = (Span::new(0, 4), Span::new(4, 9));
        assert!(!left.overlaps(right));
        assert_eq!(left.cover(right), Span::new(0, 9));
        assert!(left.cover(right).contains(left));
        assert!(left.contains(Span::new(4, 4)));
    }

    #[test]
    fn a_span_takes_eight_bytes() {
        assert_eq!(size_of::<Span>(), 8);
    }
}
