//! `Entity=`: the mentions and entities that GUM and CorefUD mark in the last column of CoNLL-U.
//!
//! In: the marks of a sentence's words, `(1-person-…` where a mention opens, `1)` where it closes, and the names of their parts from the
//! `# global.Entity` line. Out: mentions. Of a mention in several stretches only the first counts.

use std::ops::Range;

/// Which part of a mark tells what the entity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Format {
    kind: usize,
}

impl Default for Format {
    fn default() -> Format {
        Format { kind: 1 }
    }
}

impl Format {
    /// The format that a `# global.Entity` line tells: "GRP-etype-infstat-…".
    pub fn told(parts: &str) -> Format {
        Format { kind: parts.split('-').position(|part| part == "etype").unwrap_or(Format::default().kind) }
    }
}

/// A mention of a sentence: the entity, what it is, and its words, counted in the sentence.
pub type Marked = (String, String, Range<usize>);

/// The mentions that the marks of a sentence's words tell.
///
/// # Errors
/// What is wrong: a mention that closes and never opened, or the other way round.
pub fn mentions<'a>(marks: impl IntoIterator<Item = (usize, &'a str)>, format: Format) -> Result<Vec<Marked>, String> {
    let mut open: Vec<Marked> = Vec::new();
    let mut found: Vec<Marked> = Vec::new();
    for (word, marks) in marks {
        let mut rest = marks;
        while !rest.is_empty() {
            let opens = rest.starts_with('(');
            let body = rest.strip_prefix('(').unwrap_or(rest);
            let end = body.find(['(', ')']).unwrap_or(body.len());
            let closes = body[end..].starts_with(')');
            let mark = &body[..end];
            rest = &body[end + usize::from(closes)..];
            let entity = mark.split(['-', '[']).next().unwrap_or(mark).to_owned();
            if opens {
                let kind = mark.split('-').nth(format.kind).unwrap_or("").to_owned();
                open.push((entity.clone(), kind, word..word + 1));
            }
            if closes {
                let at = open.iter().rposition(|(other, _, _)| *other == entity);
                let Some(at) = at else { return Err(format!("the entity {entity:?} closes and never opened")) };
                let (entity, kind, words) = open.remove(at);
                let later = mark.contains('[') && !mark.contains("[1/");
                if !later {
                    found.push((entity, kind, words.start..word + 1));
                }
            } else if !opens {
                return Err(format!("{mark:?} is no mark of an entity"));
            }
        }
    }
    match open.first() {
        Some((entity, _, _)) => Err(format!("the entity {entity:?} opens and never closes")),
        None => Ok(found),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mentions_open_and_close_in_one_another() {
        let format = Format::told("GRP-etype-infstat");
        let marks = [(0, "(1-organization-new(2-place-new)"), (1, "1)"), (2, "(1-organization-giv)")];
        let told = |entity: &str, kind: &str, words| (entity.to_owned(), kind.to_owned(), words);
        let want = vec![told("2", "place", 0..1), told("1", "organization", 0..2), told("1", "organization", 2..3)];
        assert_eq!(mentions(marks, format), Ok(want));
    }

    #[test]
    fn a_mention_that_never_opened_is_told() {
        assert!(mentions([(0, "1)")], Format::default()).is_err());
        assert!(mentions([(0, "(1-person")], Format::default()).is_err());
        assert!(mentions([(0, "x")], Format::default()).is_err());
    }
}
