//! Speech: who is told to say what.
//!
//! In: for every word whether it begins or continues a source, a cue or content, and for every cue how well the other words go with it.
//! Out: [`Speech`] in order. Content without a cue is kept where it stands in quotation marks. It resolves no pronoun.

use super::{Page, View, best};
use crate::reading::Speech;
use std::ops::Range;

/// A source goes with a cue when its mean score is above this.
const SOURCE_WITH_CUE: f32 = -3.0;
/// Content goes with a cue when its mean score is above this.
const CONTENT_WITH_CUE: f32 = 0.0;
/// Content that goes with no cue goes with its best one above this.
const ONLY_CONTENT: f32 = -6.0;
/// A run of source words beside another belongs to it when both are above this,
const SOURCE_BESIDE: f32 = 0.0;
/// and no more words than these stand between.
const WIDEST_GAP: usize = 2;
/// The pairs of the heads: the row is the first word of the cue.
const SOURCE: usize = 0;
const CONTENT: usize = 1;
/// What is taken off the score of a word to be outside a source, a cue, content, in nats: marks are missed more often than made up.
const OUTSIDE: [f32; LAYER] = [0.5, 0.5, 0.1];
/// Columns of a layer: outside, begins, continues.
const LAYER: usize = 3;

/// One saying in tokens, while the document is read.
pub(crate) struct Saying {
    source: Option<Range<usize>>,
    cue: Option<Range<usize>>,
    content: Vec<Range<usize>>,
}

/// Adds the sayings of a window.
pub(crate) fn sayings(view: &View, out: &mut Vec<Saying>) {
    let [sources, cues, contents] = [0, 1, 2].map(|layer| runs(view, layer));
    let fit = |cue: &Range<usize>, pair: usize, run: &Range<usize>| {
        run.clone().map(|word| view.scores.say.at(pair, cue.start, word)).sum::<f32>() / run.len().max(1) as f32
    };
    let mut found: Vec<Saying> =
        cues.iter().map(|cue| Saying { source: None, cue: Some(view.token_range(cue)), content: Vec::new() }).collect();
    for run in &contents {
        let fits: Vec<f32> = cues.iter().map(|cue| fit(cue, CONTENT, run)).collect();
        let most = fits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        if fits.is_empty() {
            found.push(Saying { source: None, cue: None, content: vec![view.token_range(run)] });
        }
        for (saying, fit) in found.iter_mut().zip(fits) {
            if fit > CONTENT_WITH_CUE || (fit == most && fit > ONLY_CONTENT) {
                saying.content.push(view.token_range(run));
            }
        }
        if most <= ONLY_CONTENT && !cues.is_empty() {
            found.push(Saying { source: None, cue: None, content: vec![view.token_range(run)] });
        }
    }
    for (saying, cue) in found.iter_mut().zip(&cues) {
        saying.source = source_of(&sources, |run| fit(cue, SOURCE, run)).map(|run| view.token_range(&run));
    }
    found.sort_by_key(Saying::begin);
    join(out, found);
}

/// The source of a cue: the run of words that goes with it best, with the runs beside it that go with it too ("witnesses" and "a
/// lawmaker").
fn source_of(sources: &[Range<usize>], fit: impl Fn(&Range<usize>) -> f32) -> Option<Range<usize>> {
    let fits: Vec<f32> = sources.iter().map(fit).collect();
    let best =
        (0..fits.len()).filter(|&index| fits[index] > SOURCE_WITH_CUE).max_by(|&a, &b| fits[a].total_cmp(&fits[b]))?;
    let joins = |a: usize, b: usize| {
        fits[a] > SOURCE_BESIDE && fits[b] > SOURCE_BESIDE && sources[b].start <= sources[a].end + WIDEST_GAP
    };
    let (mut first, mut last) = (best, best);
    while first > 0 && joins(first - 1, first) {
        first -= 1;
    }
    while last + 1 < fits.len() && joins(last, last + 1) {
        last += 1;
    }
    Some(sources[first].start..sources[last].end)
}

/// Content without a cue that runs on from the window before belongs to the saying there.
fn join(out: &mut Vec<Saying>, found: Vec<Saying>) {
    for saying in found {
        let begin = saying.begin();
        let open = out
            .iter_mut()
            .rev()
            .take(8)
            .flat_map(|before| before.content.last_mut())
            .find(|content| content.end == begin);
        match open {
            Some(content) if saying.cue.is_none() => content.end = saying.content[0].end,
            _ => out.push(saying),
        }
    }
}

impl Saying {
    fn begin(&self) -> usize {
        let parts = self.source.iter().chain(&self.cue).chain(&self.content);
        parts.map(|part| part.start).min().unwrap_or(0)
    }

    /// The saying with its places in the text.
    pub(crate) fn told(self, page: Page) -> Option<Speech> {
        let quoted = !self.content.is_empty() && self.content.iter().all(|content| in_marks(page, content));
        if self.cue.is_none() && !quoted {
            return None;
        }
        Some(Speech {
            source: self.source.map(|source| page.span(&source)),
            cue_first: self.cue.as_ref().map(|cue| cue.start),
            cue: self.cue.map(|cue| page.span(&cue)),
            content: self.content.iter().map(|content| page.span(content)).collect(),
            quoted,
        })
    }
}

/// Stretches of words of one layer.
fn runs(view: &View, layer: usize) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for word in 0..view.words.len() {
        let columns = view.scores.speech.row(word).get(layer * LAYER..(layer + 1) * LAYER).unwrap_or(&[]);
        let Some((outside, tags)) = columns.split_first() else { continue };
        let inside = best(tags);
        let tag = if tags.get(inside).is_some_and(|&score| score > outside - OUTSIDE[layer]) { inside + 1 } else { 0 };
        match out.last_mut() {
            Some(run) if tag == 2 && run.end == word && view.follows(word) => run.end = word + 1,
            _ if tag > 0 => out.push(word..word + 1),
            _ => {}
        }
    }
    out
}

fn in_marks(page: Page, content: &Range<usize>) -> bool {
    let opens = |token: usize| matches!(page.form(token), "\"" | "“" | "”" | "«" | "„" | "``" | "''");
    let before = opens(content.start) || content.start.checked_sub(1).is_some_and(opens);
    let last = content.end.saturating_sub(1);
    let after = opens(last) || opens(content.end) || page.is_mark(content.end) && opens(content.end + 1);
    before && after
}
