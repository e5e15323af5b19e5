//! PolNeAR: who said what, as people marked it in news articles.
//!
//! In: a folder with `text/` and `attributions/` (standoff annotation, offsets in code points). Out: F1s over the tokens of sources, cues and
//! contents; over whole ones, equal token for token; and over attributions whose source, cue and content each share a token with
//! ours, one to one. An article that several people annotated counts once, by the first of them. `n` is the number of attributions.

use crate::together;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use diurna_read::{Reader, Speech};
use diurna_record::CodePoints;
use diurna_text::{Document, Report, Span};

use super::{Figures, Matches, covered, files, read};

/// The tokens of one source, cue or content.
type Tokens = BTreeSet<usize>;
/// Source, cue and content of one attribution; empty where it has none.
type Saying = [Tokens; 3];

/// Measures the reader on every annotated article.
pub(super) fn figures(reader: &Reader, path: &Path) -> Result<Figures, String> {
    let articles = articles(path)?;
    let tallies: Result<Vec<Tally>, String> =
        together::map(together::threads(None), articles.iter().collect(), |article| measured(reader, article))
            .into_iter()
            .collect();
    let all = tallies?.iter().fold(Tally::default(), |sum, tally| sum.plus(tally));
    let [source, cue, content] = all.tokens.map(Matches::f1);
    let [source_exact, cue_exact, content_exact] = all.exact.map(Matches::f1);
    Ok(Figures {
        n: all.linked.gold,
        by_type: Vec::new(),
        values: vec![
            ("source_f1", source),
            ("cue_f1", cue),
            ("content_f1", content),
            ("source_exact", source_exact),
            ("cue_exact", cue_exact),
            ("content_exact", content_exact),
            ("linked_f1", all.linked.f1()),
        ],
    })
}

/// A text and the first annotation of it.
struct Article {
    text: PathBuf,
    marks: PathBuf,
}

fn articles(path: &Path) -> Result<Vec<Article>, String> {
    let mut articles: BTreeMap<String, Article> = BTreeMap::new();
    for marks in files(&path.join("attributions"), "ann")? {
        let stem = marks.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let name = stem.rsplit_once('_').map_or(stem.as_str(), |(name, _annotator)| name).to_owned();
        let text = path.join("text").join(format!("{name}.txt"));
        articles.entry(name).or_insert(Article { text, marks });
    }
    Ok(articles.into_values().collect())
}

fn measured(reader: &Reader, article: &Article) -> Result<Tally, String> {
    let text = read(&article.text)?;
    let document = Document::of(&Report::of(&text));
    let gold = gold(&read(&article.marks)?, &document);
    let reading = reader.read(&document);
    Ok(tally(&gold, &ours(&reading.speech, &document)))
}

/// What is counted, by source, cue and content.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Tally {
    tokens: [Matches; 3],
    exact: [Matches; 3],
    linked: Matches,
}

impl Tally {
    fn plus(self, other: &Tally) -> Tally {
        let each = |left: [Matches; 3], right: [Matches; 3]| [0, 1, 2].map(|at| left[at].plus(right[at]));
        Tally {
            tokens: each(self.tokens, other.tokens),
            exact: each(self.exact, other.exact),
            linked: self.linked.plus(other.linked),
        }
    }
}

fn tally(gold: &[Saying], ours: &[Saying]) -> Tally {
    let tokens = |sayings: &[Saying], part: usize| -> Tokens {
        sayings.iter().flat_map(|saying| saying[part].iter().copied()).collect()
    };
    let wholes = |sayings: &[Saying], part: usize| -> BTreeSet<Tokens> {
        sayings.iter().map(|saying| saying[part].clone()).filter(|tokens| !tokens.is_empty()).collect()
    };
    Tally {
        tokens: [0, 1, 2].map(|part| matches(&tokens(gold, part), &tokens(ours, part))),
        exact: [0, 1, 2].map(|part| matches(&wholes(gold, part), &wholes(ours, part))),
        linked: linked(gold, ours),
    }
}

fn matches<T: Ord>(gold: &BTreeSet<T>, ours: &BTreeSet<T>) -> Matches {
    Matches { hits: gold.intersection(ours).count(), gold: gold.len(), ours: ours.len() }
}

/// Attributions whose three parts all meet, each counted once.
fn linked(gold: &[Saying], ours: &[Saying]) -> Matches {
    let meets = |left: &Tokens, right: &Tokens| (left.is_empty() && right.is_empty()) || !left.is_disjoint(right);
    let mut free: Vec<&Saying> = ours.iter().collect();
    let mut hits = 0;
    for saying in gold {
        let met = free.iter().position(|ours| (0..3).all(|part| meets(&saying[part], &ours[part])));
        if let Some(met) = met {
            free.remove(met);
            hits += 1;
        }
    }
    Matches { hits, gold: gold.len(), ours: ours.len() }
}

fn ours(speech: &[Speech], document: &Document) -> Vec<Saying> {
    let tokens = |spans: &[Span]| spans.iter().flat_map(|at| covered(document, *at)).collect();
    let saying = |saying: &Speech| -> Saying {
        [tokens(saying.source.as_slice()), tokens(saying.cue.as_slice()), tokens(&saying.content)]
    };
    speech.iter().map(saying).collect()
}

/// The attributions of a standoff file: `T` lines are spans, `E` lines tie them together. Lines that are neither are passed over.
fn gold(marks: &str, document: &Document) -> Vec<Saying> {
    let points = CodePoints::of(document.text());
    let mut spans: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
    let mut sayings = Vec::new();
    for line in marks.lines() {
        let mut cells = line.split('\t');
        let (Some(id), Some(what)) = (cells.next(), cells.next()) else { continue };
        if id.starts_with('T') {
            let places = what.split_once(' ').map_or("", |(_, places)| places);
            let span = |place: &str| {
                let (start, end) = place.split_once(' ')?;
                points.span([start.parse().ok()?, end.parse().ok()?])
            };
            spans.insert(id, places.split(';').filter_map(span).collect());
        } else if id.starts_with('E') {
            let mut saying = Saying::default();
            for (name, id) in what.split(' ').filter_map(|part| part.split_once(':')) {
                let part = ["Source", "Cue", "Content"]
                    .iter()
                    .position(|part| name.trim_end_matches(char::is_numeric) == *part);
                if let (Some(part), Some(spans)) = (part, spans.get(id)) {
                    saying[part].extend(spans.iter().flat_map(|at| covered(document, *at)));
                }
            }
            sayings.push(saying);
        }
    }
    sayings.retain(|saying| saying.iter().any(|part| !part.is_empty()));
    sayings
}

#[cfg(test)]
mod tests {
    use super::*;

    const MARKS: &str = "T1\tSource 0 6\tMedics\nT2\tCue 7 11\tsaid\nT3\tContent 12 21;23 32\tfour fell. five fled\n\
        E1\tAttribution:T2 Source:T1 Cue:T2 Content:T3\n";

    #[test]
    fn a_mark_is_the_tokens_it_covers() {
        let document = Document::of(&Report::of("Medics said four fell, five fled."));
        let gold = gold(MARKS, &document);
        let [source, cue, content] = &gold[0];
        assert_eq!((source.len(), cue.len(), content.len()), (1, 1, 4));
        let all = tally(&gold, &gold);
        assert_eq!(all.linked, Matches { hits: 1, gold: 1, ours: 1 });
        assert_eq!(all.tokens[2].f1(), Some(1.0));
    }

    #[test]
    fn a_saying_with_another_source_is_not_linked() {
        let saying = |source: usize| -> Saying { [Tokens::from([source]), Tokens::from([1]), Tokens::from([2, 3])] };
        let all = tally(&[saying(0)], &[saying(9)]);
        assert_eq!((all.linked.hits, all.tokens[1].hits, all.exact[0].hits), (0, 1, 0));
    }
}
