//! Clean: which stretches of the text are the report, and which are not.
//!
//! In: the report. Out: its paragraphs with their parts, the noise with its reasons, the dateline. Two looks are
//! taken: one at the paragraphs before they are cut into sentences, one at the sentences after. The text is never
//! changed, and nothing is ever cut away.

mod dateline;
mod headings;
mod lines;
mod noise;
mod residue;
mod runin;

use crate::segment::chars::is_blank;
use crate::segment::tables::tables;
use crate::{Noise, NoiseWhy, Paragraph, Part, Report, Sentence, Span, Token};
use headings::Sort;
use noise::{Hit, Level};

/// The fewest sentences of a paragraph that may have lost its breaks.
const BROKEN: usize = 4;

/// What cleaning finds before there are sentences.
pub(crate) struct Cleaned {
    /// Paragraphs in order.
    pub(crate) paragraphs: Vec<Paragraph>,
    /// Noise in order.
    pub(crate) noise: Vec<Noise>,
    /// The place words of the dateline.
    pub(crate) dateline: Option<Span>,
    hits: Vec<Hit>,
}

/// Finds paragraphs, their parts and the noise that fills whole paragraphs.
pub(crate) fn clean(report: &Report) -> Cleaned {
    let text = report.text.as_str();
    let hits = noise::hits(text);
    let title = report.title.as_deref().filter(|title| !title.is_empty());
    let spans = lines::paragraphs(text);
    let mut sorts: Vec<Sort> = spans.iter().map(|&span| sort(text, &hits, span)).collect();
    headings::headings(text, title, &spans, &mut sorts);
    let mut cleaned = Cleaned { paragraphs: Vec::with_capacity(spans.len()), noise: Vec::new(), dateline: None, hits };
    let mut begun = false;
    for (&span, &sort) in spans.iter().zip(&sorts) {
        match sort {
            Sort::Noise(why) => {
                cleaned.noise.push(Noise { at: span, why });
                cleaned.paragraphs.push(Paragraph { at: span, part: why.part() });
            }
            Sort::Report(Part::Body) if !begun => {
                begun = true;
                cleaned.first_body(text, title, span);
            }
            Sort::Report(part) => cleaned.paragraphs.push(Paragraph { at: span, part }),
        }
    }
    cleaned
}

/// What a paragraph is by its own words.
fn sort(text: &str, hits: &[Hit], span: Span) -> Sort {
    let body = span.of(text);
    let why = noise::why(text, hits, span, Level::Line).or_else(|| {
        if residue::is_marks(body) {
            Some(NoiseWhy::Residue)
        } else if residue::is_address(body, &tables().addresses) {
            Some(NoiseWhy::RelatedLink)
        } else {
            (body.len() < 80 && dateline::is_stamp(body)).then_some(NoiseWhy::Credit)
        }
    });
    why.map_or(Sort::Report(Part::Body), Sort::Noise)
}

impl Cleaned {
    /// Parts a title that runs in and a dateline from the first paragraph of the body.
    fn first_body(&mut self, text: &str, title: Option<&str>, mut span: Span) {
        if let Some(end) = title.and_then(|title| headings::run_in_title(title, span.of(text))) {
            self.paragraphs.push(Paragraph { at: Span::new(span.start(), span.start() + end), part: Part::Headline });
            span = after(text, span, span.start() + end);
        }
        if let Some(found) = dateline::dateline(text, span) {
            let at = Span::new(found.at.start(), self.past_marks(text, found.at.end()));
            self.paragraphs.push(Paragraph { at, part: Part::Dateline });
            self.noise.push(Noise { at, why: NoiseWhy::Dateline });
            self.dateline = found.place;
            span = after(text, span, at.end());
        }
        if !span.is_empty() {
            self.paragraphs.push(Paragraph { at: span, part: Part::Body });
        }
    }

    /// Past the marks that stand right after `end`, as "[TEXT]" after a dateline.
    fn past_marks(&self, text: &str, mut end: usize) -> usize {
        loop {
            let next = end + (text[end..].len() - text[end..].trim_start_matches(is_blank).len());
            let near = Span::new(next, text.len().min(next + 1));
            match noise::marks(&self.hits, near).find(|(at, _)| at.start() == next) {
                Some((at, _)) => end = at.end(),
                None => return end,
            }
        }
    }

    /// Marks the noise that fills sentences or stands inside them; subheads that run in become sentences of their own.
    pub(crate) fn mark(&mut self, text: &str, sentences: Vec<Sentence>, tokens: &[Token]) -> Vec<Sentence> {
        let mut marked = Vec::with_capacity(sentences.len());
        let mut from = 0;
        for paragraph in &self.paragraphs {
            let to = from + sentences[from..].partition_point(|sentence| sentence.at.start() < paragraph.at.end());
            let broken = to - from >= BROKEN;
            for (number, sentence) in sentences[from..to].iter().enumerate() {
                if sentence.part != Part::Body {
                    marked.push(sentence.clone());
                    continue;
                }
                let run_in = broken && number > 0;
                mark_sentence(text, &self.hits, sentence, tokens, run_in, &mut marked, &mut self.noise);
            }
            from = to;
        }
        self.noise.sort_by_key(|noise| (noise.at.start(), std::cmp::Reverse(noise.at.end())));
        self.noise.dedup_by(|later, earlier| earlier.at.overlaps(later.at));
        marked
    }
}

fn mark_sentence(
    text: &str,
    hits: &[Hit],
    sentence: &Sentence,
    tokens: &[Token],
    run_in: bool,
    marked: &mut Vec<Sentence>,
    noise: &mut Vec<Noise>,
) {
    if let Some(why) = noise::why(text, hits, sentence.at, Level::Sentence) {
        noise.push(Noise { at: sentence.at, why });
        marked.push(Sentence { part: why.part(), ..sentence.clone() });
        return;
    }
    let words = &tokens[sentence.tokens.clone()];
    noise.extend(residue::stray_stops(text, words).map(|at| Noise { at, why: NoiseWhy::Residue }));
    noise.extend(noise::marks(hits, sentence.at).map(|(at, why)| Noise { at, why }));
    if residue::is_covered(words, noise::marks(hits, sentence.at).map(|(at, _)| at)) {
        marked.push(Sentence { part: Part::Aside, ..sentence.clone() });
        return;
    }
    let Some(count) = run_in.then(|| runin::subhead(text, words)).flatten() else {
        marked.push(sentence.clone());
        return;
    };
    let cut = sentence.tokens.start + count;
    let head = words[0].at.cover(words[count - 1].at);
    noise.push(Noise { at: head, why: NoiseWhy::Subhead });
    marked.push(Sentence { at: head, part: Part::Subhead, tokens: sentence.tokens.start..cut });
    let rest = Span::new(words[count].at.start(), sentence.at.end());
    marked.push(Sentence { at: rest, part: Part::Body, tokens: cut..sentence.tokens.end });
}

/// What of `span` stands after `end`, without the blanks before it.
fn after(text: &str, span: Span, end: usize) -> Span {
    let rest = &text[end..span.end()];
    Span::new(end + (rest.len() - rest.trim_start_matches(is_blank).len()), span.end())
}
