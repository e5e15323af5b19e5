//! The turn between bytes and code points of one text.
//!
//! In: a text, read once. Out: for a span its two code points, and for two code points their span. A text of plain ASCII needs
//! no table; any other costs four bytes a character and a binary search a position.

use diurna_text::Span;

/// Where every character of a text stands.
///
/// ```
/// use diurna_record::CodePoints;
/// let text = "Şırnak is calm";
/// let points = CodePoints::of(text);
/// let span = points.span([0, 6]).expect("inside");
/// assert_eq!((span.of(text), points.at(span)), ("Şırnak", [0, 6]));
/// ```
pub struct CodePoints<'a> {
    text: &'a str,
    starts: Vec<u32>,
}

impl CodePoints<'_> {
    /// The table of `text`.
    pub fn of(text: &str) -> CodePoints<'_> {
        let starts = if text.is_ascii() {
            Vec::new()
        } else {
            text.char_indices().map(|(byte, _)| u32::try_from(byte).unwrap_or(u32::MAX)).collect()
        };
        CodePoints { text, starts }
    }

    /// How many code points the text has.
    pub fn len(&self) -> usize {
        if self.starts.is_empty() { self.text.len() } else { self.starts.len() }
    }

    /// Whether the text has no code point.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The two code points of a span.
    pub fn at(&self, span: Span) -> [usize; 2] {
        [self.point(span.start()), self.point(span.end())]
    }

    /// The span of two code points, or `None` where they are reversed or outside the text.
    pub fn span(&self, at: [usize; 2]) -> Option<Span> {
        Span::within(self.text, self.byte(at[0])?, self.byte(at[1])?)
    }

    fn point(&self, byte: usize) -> usize {
        if self.starts.is_empty() { byte } else { self.starts.partition_point(|&start| (start as usize) < byte) }
    }

    fn byte(&self, point: usize) -> Option<usize> {
        if self.starts.is_empty() || point >= self.starts.len() {
            return if point == self.len() { Some(self.text.len()) } else { (point < self.len()).then_some(point) };
        }
        Some(self.starts[point] as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_are_counted_not_bytes() {
        let text = "Kyïv — 12 дронів 🛩";
        let points = CodePoints::of(text);
        assert_eq!(points.len(), text.chars().count());
        let drones = points.span([10, 16]).expect("inside");
        assert_eq!(drones.of(text), "дронів");
        assert_eq!(points.at(drones), [10, 16]);
        assert_eq!(points.span([0, points.len()]).map(|span| span.of(text)), Some(text));
    }

    #[test]
    fn positions_outside_the_text_are_none() {
        for text in ["", "calm", "Şırnak"] {
            let points = CodePoints::of(text);
            assert_eq!(points.span([0, points.len() + 1]), None, "{text}");
            assert_eq!(points.span([usize::MAX, usize::MAX]), None, "{text}");
            assert!(points.span([points.len(), points.len()]).is_some(), "{text}");
        }
        assert_eq!(CodePoints::of("calm").span([3, 1]), None);
    }
}
