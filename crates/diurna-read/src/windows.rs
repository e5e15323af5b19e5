//! Windows: whole sentences, as many as the encoder takes at once.
//!
//! In: the words of a document and where its sentences begin. Out: windows of whole sentences of at most [`MOST_PIECES`] pieces.
//! A sentence longer than a window is cut where it must be; no other is. Where windows begin depends on the document alone.

use crate::pieces::{END, Pieces, START, Scratch};
use std::ops::Range;

/// The most pieces of a window, without the two at its ends.
pub(crate) const MOST_PIECES: usize = 160;

/// What the encoder is given of one window.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub(crate) struct Window {
    /// The numbers of the pieces, with those at both ends.
    pub pieces: Vec<i32>,
    /// For every piece how its word is cased, see [`casing`].
    pub casing: Vec<i32>,
    /// For every word its first piece.
    pub first: Vec<i32>,
    /// For every word its last piece.
    pub last: Vec<i32>,
}

/// Words with the pieces of each.
#[derive(Default)]
pub(crate) struct Stream {
    pieces: Vec<i32>,
    /// Where the pieces of every word end.
    ends: Vec<usize>,
    casing: Vec<i32>,
}

impl Stream {
    /// The pieces of some words.
    pub(crate) fn of<'a>(words: impl Iterator<Item = &'a str>, pieces: &Pieces) -> Stream {
        let (mut stream, mut scratch) = (Stream::default(), Scratch::default());
        for word in words {
            pieces.word(word, &mut scratch, &mut stream.pieces);
            stream.ends.push(stream.pieces.len());
            stream.casing.push(casing(word));
        }
        stream
    }

    fn begin(&self, word: usize) -> usize {
        if word == 0 { 0 } else { self.ends[word - 1] }
    }

    /// How many pieces some words have.
    fn size(&self, words: Range<usize>) -> usize {
        self.begin(words.end) - self.begin(words.start)
    }

    /// Windows of whole sentences of at most `most` pieces; `sentences` are ranges of words, one after the other.
    pub(crate) fn cut(&self, sentences: &[Range<usize>], most: usize) -> Vec<Range<usize>> {
        let (mut out, mut begin, mut size) = (Vec::new(), 0, 0);
        for sentence in sentences {
            let (mut start, end) = (sentence.start, sentence.end);
            while self.size(start..end) > most {
                if start > begin {
                    out.push(begin..start);
                }
                let mut stop = start;
                while stop < end && (stop == start || self.size(start..stop + 1) <= most) {
                    stop += 1;
                }
                out.push(start..stop);
                (begin, start, size) = (stop, stop, 0);
            }
            let more = self.size(start..end);
            if size + more > most && start > begin {
                out.push(begin..start);
                (begin, size) = (start, 0);
            }
            size += more;
        }
        if begin < self.ends.len() {
            out.push(begin..self.ends.len());
        }
        out
    }

    /// Fills `window` with some of the words.
    pub(crate) fn fill(&self, words: Range<usize>, window: &mut Window) {
        window.pieces.clear();
        window.casing.clear();
        window.first.clear();
        window.last.clear();
        window.pieces.push(START);
        window.casing.push(0);
        for word in words {
            let pieces = &self.pieces[self.begin(word)..self.ends[word]];
            window.first.push(window.pieces.len() as i32);
            window.pieces.extend_from_slice(pieces);
            window.casing.extend(pieces.iter().map(|_| self.casing[word]));
            window.last.push(window.pieces.len() as i32 - 1);
        }
        window.pieces.push(END);
        window.casing.push(0);
    }
}

/// How a word is cased: 0 no capital, 1 one capital at its start, 2 all capitals, 3 mixed.
pub(crate) fn casing(word: &str) -> i32 {
    let letters = || word.chars().filter(|c| c.is_alphabetic());
    let (count, upper) = (letters().count(), letters().filter(|c| c.is_uppercase()).count());
    if upper == 0 {
        0
    } else if upper == count {
        if count > 1 { 2 } else { 1 }
    } else if upper == 1 && letters().next().is_some_and(char::is_uppercase) {
        1
    } else {
        3
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stream(words: &[&str]) -> Stream {
        Stream::of(words.iter().copied(), &Pieces::of(diurna_model::VOCABULARY))
    }

    #[test]
    fn windows_are_whole_sentences_unless_one_is_longer_than_any() {
        let words = ["the"; 30];
        let cut = |sentences: &[Range<usize>]| stream(&words).cut(sentences, 10);
        assert_eq!(cut(&[0..4, 4..8, 8..12, 12..30]), [0..8, 8..12, 12..22, 22..30]);
        assert_eq!(cut(&[0..10, 10..20, 20..30]), [0..10, 10..20, 20..30]);
        assert_eq!(cut(&[0..25, 25..28, 28..30]), [0..10, 10..20, 20..30], "a rest goes on with what comes after it");
        assert!(stream(&[]).cut(&[], 10).is_empty());
    }

    #[test]
    fn every_word_knows_its_first_and_last_piece() {
        let mut window = Window::default();
        stream(&["Airstrikes", "hit", "KYRA", "."]).fill(0..4, &mut window);
        assert_eq!(window.pieces.first(), Some(&START));
        assert_eq!(window.pieces.last(), Some(&END));
        assert_eq!(window.first[0], 1);
        assert!(window.last[0] > 1, "airstrikes has several pieces");
        assert_eq!(window.casing[window.first[2] as usize], 2);
        assert_eq!(window.casing.len(), window.pieces.len());
    }

    #[test]
    fn casing_tells_names_from_words() {
        assert_eq!(["army", "Army", "A", "NATO", "McRook", "12", "U.S."].map(casing), [0, 1, 1, 2, 3, 0, 2]);
    }
}
