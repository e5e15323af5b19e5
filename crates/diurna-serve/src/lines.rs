//! The text of a report in lines, with the words marked that claims rest on.
//!
//! In: the text, what is noise, and marks. Out: lines of pieces, each with its classes and the claims it leads to. Every character stands
//! in exactly one piece, so that a browser can count them; one that a page cannot carry, or that would turn the direction of what
//! follows, stands as its name.

use std::collections::BTreeSet;

use diurna_text::Span;

/// What some marked words are.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Sort {
    /// They name a happening.
    Event,
    /// They count harm.
    Toll,
    /// They name a term of an agreement.
    Term,
    /// They say when.
    Time,
    /// They say where.
    Place,
    /// They state a claim.
    Claim,
    /// They are no part of the report.
    Noise,
}

impl Sort {
    fn class(self) -> &'static str {
        match self {
            Sort::Event => "event",
            Sort::Toll => "toll",
            Sort::Term => "term",
            Sort::Time => "time",
            Sort::Place => "place",
            Sort::Claim => "claim",
            Sort::Noise => "noise",
        }
    }

    /// The letter that stands before the words.
    fn letter(self) -> Option<&'static str> {
        match self {
            Sort::Event => Some("E"),
            Sort::Toll => Some("#"),
            Sort::Term => Some("§"),
            Sort::Time => Some("T"),
            Sort::Place => Some("P"),
            Sort::Claim | Sort::Noise => None,
        }
    }
}

/// Words of the text, what they are, and the claim they belong to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Mark {
    pub at: Span,
    pub sort: Sort,
    pub claim: Option<String>,
}

/// A line of the text.
pub(crate) struct Line {
    /// Counted from 1.
    pub number: usize,
    /// The code point it begins at.
    pub at: usize,
    pub pieces: Vec<Piece>,
}

/// Characters with the same marks.
pub(crate) struct Piece {
    pub text: String,
    pub class: String,
    /// The claims its words belong to, the shortest words first.
    pub claims: String,
    pub letter: Option<&'static str>,
    /// The name of the one character, where a page cannot carry it.
    pub control: Option<&'static str>,
}

/// The lines of `text`.
pub(crate) fn lines(text: &str, marks: &[Mark]) -> Vec<Line> {
    let mut marks: Vec<&Mark> = marks.iter().filter(|mark| !mark.at.is_empty()).collect();
    marks.sort_by_key(|mark| (mark.at.start(), mark.at.end(), mark.sort));
    let (mut lines, mut byte, mut point) = (Vec::new(), 0, 0);
    for (index, line) in text.split('\n').enumerate() {
        let here = byte..byte + line.len();
        let on_it = marks.iter().copied().filter(|mark| mark.at.start() < here.end && mark.at.end() > here.start);
        lines.push(Line { number: index + 1, at: point, pieces: pieces(line, byte, &on_it.collect::<Vec<_>>()) });
        byte = here.end + 1;
        point += line.chars().count() + 1;
    }
    lines
}

fn pieces(line: &str, start: usize, marks: &[&Mark]) -> Vec<Piece> {
    let mut cuts: BTreeSet<usize> = [0, line.len()].into();
    for mark in marks {
        cuts.extend([mark.at.start(), mark.at.end()].map(|end| end.saturating_sub(start).min(line.len())));
    }
    for (at, letter) in line.char_indices().filter(|&(_, letter)| control(letter).is_some()) {
        cuts.extend([at, at + letter.len_utf8()]);
    }
    let cuts: Vec<usize> = cuts.into_iter().collect();
    let pairs = cuts.windows(2).filter(|pair| pair[0] < pair[1]);
    pairs.map(|pair| piece(line, pair[0], pair[1], start, marks)).collect()
}

fn piece(line: &str, from: usize, to: usize, start: usize, marks: &[&Mark]) -> Piece {
    let text = line.get(from..to).unwrap_or_default();
    let inside = |mark: &&&Mark| mark.at.start() <= start + from && mark.at.end() >= start + to;
    let mut on_it: Vec<&Mark> = marks.iter().filter(inside).copied().collect();
    on_it.sort_by_key(|mark| (mark.at.len(), mark.sort));
    let mut classes: Vec<&str> = on_it.iter().map(|mark| mark.sort.class()).collect();
    classes.sort_unstable();
    classes.dedup();
    if on_it.iter().any(|mark| mark.sort != Sort::Noise) {
        classes.insert(0, "m");
    }
    let mut claims: Vec<&str> = Vec::new();
    for claim in on_it.iter().filter_map(|mark| mark.claim.as_deref()) {
        if !claims.contains(&claim) {
            claims.push(claim);
        }
    }
    let letter = on_it.iter().filter(|mark| mark.at.start() == start + from).find_map(|mark| mark.sort.letter());
    let control = text.chars().next().and_then(control);
    Piece { text: text.to_owned(), class: classes.join(" "), claims: claims.join(" "), letter, control }
}

/// The name of a character that a page cannot carry as it is: it would be lost, or would turn around what follows.
fn control(letter: char) -> Option<&'static str> {
    match letter {
        '\t' => None,
        '\r' => Some(""),
        '\u{0}' => Some("NUL"),
        '\u{202A}' => Some("LRE"),
        '\u{202B}' => Some("RLE"),
        '\u{202C}' => Some("PDF"),
        '\u{202D}' => Some("LRO"),
        '\u{202E}' => Some("RLO"),
        '\u{2066}' => Some("LRI"),
        '\u{2067}' => Some("RLI"),
        '\u{2068}' => Some("FSI"),
        '\u{2069}' => Some("PDI"),
        '\u{FEFF}' => Some("BOM"),
        '\u{200B}' => Some("ZWSP"),
        letter if letter.is_control() => Some("CTRL"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(text: &str, words: &str, sort: Sort, claim: &str) -> Mark {
        let start = text.find(words).expect("the words are in the text");
        Mark {
            at: Span::within(text, start, start + words.len()).expect("on borders"),
            sort,
            claim: Some(claim.into()),
        }
    }

    #[test]
    fn words_carry_their_marks_and_nothing_is_lost() {
        let text = "Şirvan.\nShells hit the market on Monday.";
        let marks = [
            mark(text, "Shells hit the market", Sort::Claim, "c1"),
            mark(text, "hit", Sort::Event, "c1"),
            mark(text, "the market on Monday", Sort::Claim, "c2"),
        ];
        let lines = lines(text, &marks);
        assert_eq!((lines[1].number, lines[1].at), (2, 8));
        let whole: String = lines[1].pieces.iter().map(|piece| piece.text.as_str()).collect();
        assert_eq!(whole, "Shells hit the market on Monday.");
        let hit = lines[1].pieces.iter().find(|piece| piece.text == "hit").expect("a piece of its own");
        assert_eq!((hit.class.as_str(), hit.letter, hit.claims.as_str()), ("m claim event", Some("E"), "c1"));
        let market = lines[1].pieces.iter().find(|piece| piece.text == "the market").expect("a piece of its own");
        assert_eq!(market.claims, "c2 c1");
    }

    #[test]
    fn a_character_that_turns_the_text_around_stands_as_its_name() {
        let lines = lines("safe \u{202E}exe.txt\r\n\u{0}", &[]);
        let names: Vec<_> = lines.iter().flat_map(|line| &line.pieces).filter_map(|piece| piece.control).collect();
        assert_eq!(names, ["RLO", "", "NUL"]);
    }
}
