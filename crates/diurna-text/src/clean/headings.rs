//! Headlines, subheads, captions without a phrase, and the lines after a report's end.
//!
//! In: the paragraphs of a text. Out: what each is for. What tells is how a line stands: short, without a stop,
//! between paragraphs that have one. A short sentence with its stop is never a heading.

use super::lines::{ends_with_stop, is_bullet};
use crate::segment::chars::{is_blank, is_closing, is_opening};
use crate::{NoiseWhy, Part, Span};

/// The most words of a headline.
const HEADLINE: usize = 28;
/// The most words of a subhead.
const SUBHEAD: usize = 10;

/// What a paragraph is for, as far as is known: noise with its reason, or a part of the report.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Sort {
    /// A part of the report.
    Report(Part),
    /// No part of it.
    Noise(NoiseWhy),
}

impl Sort {
    pub(crate) fn is_report(self) -> bool {
        matches!(self, Sort::Report(_))
    }
}

struct Shape {
    words: usize,
    /// Ends as a sentence does.
    stop: bool,
    /// Reads as one sentence or more.
    sentence: bool,
    asks: bool,
}

fn shape(body: &str) -> Shape {
    let words = body.split(is_blank).filter(|word| word.contains(char::is_alphanumeric)).take(41).count();
    let stop = ends_with_stop(body);
    let last = body.trim_end_matches(is_closing).chars().next_back();
    Shape { words, stop, sentence: stop && words >= 4 || words > HEADLINE, asks: matches!(last, Some('?' | '!')) }
}

/// Sorts the paragraphs that are not noise already.
pub(crate) fn headings(text: &str, title: Option<&str>, paragraphs: &[Span], sorts: &mut [Sort]) {
    let shapes: Vec<Shape> = paragraphs.iter().map(|span| shape(span.of(text))).collect();
    let Some(body) = (0..paragraphs.len()).rev().find(|&at| sorts[at].is_report() && shapes[at].sentence) else {
        return;
    };
    let first = headline(text, title, paragraphs, &shapes, sorts, body);
    let begun = (0..body).find(|&at| sorts[at] == Sort::Report(Part::Body) && shapes[at].sentence);
    for at in first + 1..body {
        // The hours of a live page head what follows; they are no word about the report itself.
        if sorts[at] == Sort::Noise(NoiseWhy::Credit)
            && begun.is_some_and(|begun| begun < at)
            && super::dateline::is_stamp(paragraphs[at].of(text))
        {
            sorts[at] = Sort::Noise(NoiseWhy::Subhead);
        }
    }
    let kept: Vec<usize> = (first..paragraphs.len()).filter(|&at| sorts[at].is_report()).collect();
    for around in kept.windows(3) {
        let [before, at, after] = [around[0], around[1], around[2]];
        let between = (shapes[before].stop || sorts[before] != Sort::Report(Part::Body))
            && shapes[after].sentence
            && shapes[after].words >= 6;
        if at <= body
            && sorts[at] == Sort::Report(Part::Body)
            && between
            && is_subhead(paragraphs[at].of(text), &shapes[at])
        {
            sorts[at] = Sort::Noise(NoiseWhy::Subhead);
        }
    }
    tail(text, paragraphs, &shapes, sorts, body);
}

/// Marks the headline and what stands under it; returns the first paragraph after them.
fn headline(
    text: &str,
    title: Option<&str>,
    paragraphs: &[Span],
    shapes: &[Shape],
    sorts: &mut [Sort],
    body: usize,
) -> usize {
    let Some(first) = (0..body).find(|&at| sorts[at].is_report()) else { return 0 };
    let words = paragraphs[first].of(text);
    let titled = title.is_some_and(|title| same(title, words));
    let next = (first + 1..=body).find(|&at| sorts[at].is_report()).unwrap_or(body);
    let bare = !shapes[first].sentence
        && !shapes[first].stop
        && shapes[first].words >= 2
        && !words.ends_with([':', ',', ';'])
        && !is_bullet(words);
    let asks = shapes[first].asks && shapes[first].words <= 14 && shapes[next].words * 2 >= shapes[first].words * 3;
    let filed = super::dateline::dateline(text, paragraphs[first]).is_some_and(|found| found.at.of(text).contains('('));
    if filed || !(titled || bare || asks) {
        return first;
    }
    sorts[first] = Sort::Report(Part::Headline);
    for at in first + 1..body.min(first + 6) {
        let deck = !shapes[at].stop
            && (4..=HEADLINE).contains(&shapes[at].words)
            && !paragraphs[at].of(text).ends_with([':', ',']);
        if sorts[at].is_report() && shapes[at].sentence {
            break;
        }
        if sorts[at].is_report() && deck {
            sorts[at] = Sort::Report(Part::Headline);
        }
    }
    first
}

fn is_subhead(words: &str, shape: &Shape) -> bool {
    let opens = words.starts_with(is_opening);
    let first = words.trim_start_matches(is_opening).chars().next();
    let closed = !opens || words.ends_with(is_closing);
    let inner = words.trim_matches(|c| is_opening(c) || is_closing(c));
    let spoken = inner.contains(['"', '”', '“']) || inner.contains(',') && super::noise::speaks(words);
    (1..=SUBHEAD).contains(&shape.words)
        && !shape.stop
        && !spoken
        && closed
        && first.is_some_and(|c| c.is_alphanumeric() && !c.is_lowercase())
        && !is_bullet(words)
        && !words.ends_with([':', ',', ';', '-', '—', '–'])
}

/// Lines without a stop that follow noise after the last paragraph of the report, or a pointer inside it, are noise
/// too.
fn tail(text: &str, paragraphs: &[Span], shapes: &[Shape], sorts: &mut [Sort], body: usize) {
    for at in 1..paragraphs.len() {
        let Sort::Noise(why) = sorts[at - 1] else { continue };
        let bare = sorts[at].is_report() && !shapes[at].sentence;
        let pointed = why == NoiseWhy::RelatedLink && shapes[at - 1].words <= 3 && !shapes[at].stop;
        if bare && (at > body || pointed) && sorts[at] == Sort::Report(Part::Body) {
            sorts[at] = Sort::Noise(match why {
                NoiseWhy::RelatedLink | NoiseWhy::Navigation if shapes[at].words >= 4 => NoiseWhy::RelatedLink,
                NoiseWhy::Credit => NoiseWhy::Credit,
                _ => NoiseWhy::Residue,
            });
        }
    }
    let last = paragraphs.len() - 1;
    let words = paragraphs[last].of(text);
    if last > body && sorts[last].is_report() && is_signature(words) {
        sorts[last] = Sort::Noise(NoiseWhy::Credit);
    }
}

/// "(Savanna Press Agency)", "AFP": a last line that is a name and nothing else.
fn is_signature(words: &str) -> bool {
    let name = words.trim_matches(|c: char| !c.is_alphanumeric());
    let bracketed = words.starts_with(['(', '[', '—', '–', '-']);
    let all = name.split(is_blank).count() <= 5 && super::dateline::is_names(name);
    all && (bracketed || name.chars().all(|c| !c.is_lowercase()))
}

/// Whether two lines have the same letters and figures, in any case.
fn same(left: &str, right: &str) -> bool {
    let letters =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let left = letters(left);
    !left.is_empty() && left == letters(right)
}

/// Where `title` ends, if `body` begins with it and goes on without a break.
pub(crate) fn run_in_title(title: &str, body: &str) -> Option<usize> {
    let mut wanted = title.chars().filter(|c| c.is_alphanumeric());
    let mut asked = wanted.next()?;
    for (at, c) in body.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
        if !c.to_lowercase().eq(asked.to_lowercase()) {
            return None;
        }
        match wanted.next() {
            Some(next) => asked = next,
            None => return title_end(body, at + c.len_utf8()),
        }
    }
    None
}

/// The end of a title at `at` with the quote that closes it, if words with a capital follow.
fn title_end(body: &str, at: usize) -> Option<usize> {
    let closing = body[at..].find(|c| !is_closing(c))?;
    let end = at + closing;
    let next = body[end..].chars().next()?;
    let rest = body[end..].trim_start_matches(is_blank).trim_start_matches(is_opening);
    (is_blank(next) && rest.starts_with(char::is_uppercase)).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(text: &str) -> Vec<Sort> {
        let paragraphs = super::super::lines::paragraphs(text);
        let mut sorts = vec![Sort::Report(Part::Body); paragraphs.len()];
        headings(text, None, &paragraphs, &mut sorts);
        sorts
    }

    #[test]
    fn a_headline_a_deck_and_a_subhead() {
        let text = "Truce signed in Juba\nRivals promise to free prisoners\nThe two sides signed a truce on Monday.\nNine dead\nNine people died on Sunday, medics said.";
        assert_eq!(
            sorted(text),
            [
                Sort::Report(Part::Headline),
                Sort::Report(Part::Headline),
                Sort::Report(Part::Body),
                Sort::Noise(NoiseWhy::Subhead),
                Sort::Report(Part::Body)
            ]
        );
    }

    #[test]
    fn a_short_sentence_is_no_subhead() {
        let text =
            "Rebels took the bridge on Monday.\n\nNobody was hurt.\n\nThe army denied it on Tuesday, a spokesman said.";
        assert_eq!(sorted(text), [Sort::Report(Part::Body); 3]);
    }

    #[test]
    fn a_list_is_no_row_of_subheads() {
        let text =
            "The army named three of the dead.\nColonel Musa\nMajor Adam\nThey were buried on Monday in Kassala.";
        assert_eq!(sorted(text)[1], Sort::Report(Part::Body));
    }

    #[test]
    fn a_title_that_runs_into_the_text_is_found() {
        assert_eq!(run_in_title("Truce signed in Juba", "Truce signed in Juba The two sides met."), Some(20));
        assert_eq!(run_in_title("Truce signed", "Truce signed in Juba by both sides."), None);
    }
}
