//! An article's text → the way back to its page.
//!
//! In: the text and the page's visible letters. Out: pieces of the text with the code point of the page they begin at, in the
//! order of the text; within one the letters of both are the same, and a letter written as an entity begins a piece at its `&`. Words that stand nowhere in the page (made by an image's text, say) are left out.

use diurna_record::SourcePiece;
use diurna_text::Span;
use memchr::memmem;

use super::visible::Visible;

/// The page's letters without spaces, as one string to search in.
struct Inked {
    bytes: Vec<u8>,
    /// For every letter: its first byte and its place in the page.
    letters: Vec<(usize, char, u32)>,
}

/// The pieces of `text` that stand in the page.
pub(super) fn map(text: &str, visible: &Visible) -> Vec<SourcePiece> {
    let inked = Inked::of(visible);
    let spaces = spaces(visible);
    let mut places: Vec<(usize, char, u32)> = Vec::new();
    let (mut cursor, mut start) = (0usize, 0usize);
    for line in text.split('\n') {
        let letters: Vec<(usize, char)> = line.chars().enumerate().map(|(at, letter)| (start + at, letter)).collect();
        start += letters.len() + 1;
        cursor = inked.place(&letters, cursor, &mut places);
    }
    let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let stretches = stretches(text, &places, &spaces, &visible.entities);
    let piece = |[at, source, length]: [usize; 3]| {
        Span::within(text, bytes[at], bytes[at + length]).map(|at| SourcePiece { at, source })
    };
    stretches.into_iter().filter_map(piece).collect()
}

impl Inked {
    fn of(visible: &Visible) -> Inked {
        let mut inked = Inked { bytes: Vec::new(), letters: Vec::new() };
        for (letter, at) in &visible.letters {
            if let Some(at) = at.filter(|_| !letter.is_whitespace()) {
                inked.letters.push((inked.bytes.len(), *letter, at));
                inked.bytes.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
            }
        }
        inked
    }

    /// Places a line: whole after the cursor, whole anywhere, or word by word nearby. Returns the new cursor.
    fn place(&self, line: &[(usize, char)], cursor: usize, places: &mut Vec<(usize, char, u32)>) -> usize {
        let ink: Vec<(usize, char)> = line.iter().copied().filter(|(_, letter)| !letter.is_whitespace()).collect();
        if ink.is_empty() {
            return cursor;
        }
        let needle: String = ink.iter().map(|(_, letter)| letter).collect();
        if let Some(at) = self.find(&needle, cursor, usize::MAX).or_else(|| self.find(&needle, 0, usize::MAX)) {
            self.note(&ink, at, places);
            return at + needle.len();
        }
        let mut cursor = cursor;
        for word in line.split(|(_, letter)| letter.is_whitespace()).filter(|word| !word.is_empty()) {
            let needle: String = word.iter().map(|(_, letter)| letter).collect();
            if let Some(at) = self.find(&needle, cursor, 2000) {
                self.note(word, at, places);
                cursor = at + needle.len();
            }
        }
        cursor
    }

    fn find(&self, needle: &str, from: usize, within: usize) -> Option<usize> {
        let to = from.saturating_add(within).min(self.bytes.len());
        memmem::find(self.bytes.get(from..to)?, needle.as_bytes()).map(|at| from + at)
    }

    fn note(&self, ink: &[(usize, char)], at: usize, places: &mut Vec<(usize, char, u32)>) {
        let first = self.letters.partition_point(|(byte, _, _)| *byte < at);
        places.extend(
            ink.iter().zip(&self.letters[first..]).map(|((text, letter), (_, _, source))| (*text, *letter, *source)),
        );
    }
}

/// The places of the page's spaces, sorted, with the letter that stands there.
fn spaces(visible: &Visible) -> Vec<(u32, char)> {
    visible
        .letters
        .iter()
        .filter_map(|(letter, at)| at.filter(|_| letter.is_whitespace()).map(|at| (at, *letter)))
        .collect()
}

/// `[text_start, source_start, length]` in code points: joins neighbouring letters, and the one space between two words where text and page have the same.
fn stretches(text: &str, places: &[(usize, char, u32)], spaces: &[(u32, char)], entities: &[u32]) -> Vec<[usize; 3]> {
    let letters: Vec<char> = text.chars().collect();
    let mut stretches: Vec<[usize; 3]> = Vec::new();
    for (at, _, source) in places {
        let entity = entities.binary_search(source).is_ok();
        let source = *source as usize;
        if let Some([start, from, length]) = stretches.last_mut() {
            let (gap, hop) = (at.saturating_sub(*start + *length), source.wrapping_sub(*from + *length));
            let same_space = || {
                let place = spaces.binary_search_by_key(&((*from + *length) as u32), |(at, _)| *at).ok();
                place.is_some_and(|place| letters.get(*start + *length) == Some(&spaces[place].1))
            };
            let joins = !entity && *at >= *start + *length && gap == hop && (gap == 0 || (gap == 1 && same_space()));
            if joins {
                *length += gap + 1;
                continue;
            }
        }
        stretches.push([*at, source, 1]);
    }
    stretches.sort_unstable();
    stretches
}
