//! Speech: who is told to say what.
//!
//! In: for every word whether it begins or continues a source, a cue or content, and for every cue how well the other words go with it.
//! Out: [`Speech`] in order. Content without a cue is kept where it stands in quotation marks. It resolves no pronoun.

use super::{Page, View, best};
use crate::reading::Speech;
use std::ops::Range;

/// A source goes with a cue when its mean score is above this.
const SOURCE_WITH_CUE: f32 = -1.0;
/// Content goes with a cue when its mean score is above this.
const CONTENT_WITH_CUE: f32 = 0.0;
/// The best content of a cue that has none above the other mark.
const ONLY_CONTENT: f32 = -2.0;
/// The pairs of the heads: the row is the first word of the cue.
const SOURCE: usize = 0;
const CONTENT: usize = 1;
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
    let mut taken = vec![false; contents.len()];
    let mut found: Vec<Saying> = Vec::new();
    for cue in &cues {
        let fit = |pair: usize, run: &Range<usize>| {
            run.clone().map(|word| view.scores.say.at(pair, cue.start, word)).sum::<f32>() / run.len().max(1) as f32
        };
        let best_of = |runs: &[Range<usize>], pair: usize, mark: f32| {
            let fits = runs.iter().enumerate().map(|(index, run)| (index, fit(pair, run)));
            fits.filter(|&(_, fit)| fit > mark).reduce(|best, other| if other.1 > best.1 { other } else { best })
        };
        let source = best_of(&sources, SOURCE, SOURCE_WITH_CUE).map(|(index, _)| view.token_range(&sources[index]));
        let mut mine: Vec<usize> = (0..contents.len()).filter(|&index| fit(CONTENT, &contents[index]) > CONTENT_WITH_CUE).collect();
        if mine.is_empty() {
            mine.extend(best_of(&contents, CONTENT, ONLY_CONTENT).map(|(index, _)| index));
        }
        mine.iter().for_each(|&index| taken[index] = true);
        let content = mine.iter().map(|&index| view.token_range(&contents[index])).collect();
        found.push(Saying { source, cue: Some(view.token_range(cue)), content });
    }
    for (run, _) in contents.iter().zip(&taken).filter(|&(_, &taken)| !taken) {
        found.push(Saying { source: None, cue: None, content: vec![view.token_range(run)] });
    }
    found.sort_by_key(Saying::begin);
    join(out, found);
}

/// Content without a cue that runs on from the window before belongs to the saying there.
fn join(out: &mut Vec<Saying>, found: Vec<Saying>) {
    for saying in found {
        let begin = saying.begin();
        let open = out.iter_mut().rev().take(8).flat_map(|before| before.content.last_mut()).find(|content| content.end == begin);
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
        let tag = best(columns);
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
