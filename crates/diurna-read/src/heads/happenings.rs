//! Happenings and tolls: the anchors of claims, with everything that hangs on them.
//!
//! In: the scores of one window. Out: [`Happening`]s of both layers in order, and the words that nearly were one. Whether a happening
//! makes a claim is for the coder.

use super::{View, best, sigmoid, softmax};
use crate::encoder::Table;
use crate::reading::{Doubt, Happening, LIKELY, Link, RoleSpan, lead};
use crate::terms::LinkKind;
use diurna_record::{Actuality, Kind};
use std::ops::Range;

/// How much less likely than "no anchor" the best kind of a word may be, in nats, for the word to be kept for the coder to weigh.
const WEAKEST: f32 = -4.0;
/// The most words of an anchor.
const LONGEST_ANCHOR: usize = 4;
/// A word may play a part when its score is above this.
const ROLE: f32 = -1.4;
/// One word between two that play a part plays it too when its score is above this.
const BRIDGE: f32 = -2.5;
/// Links less likely than this are left out.
const LEAST_LINK: f32 = 0.2;
/// A word that is not kept is a doubt when its best kind is likelier than this.
const LEAST_DOUBT: f32 = 0.01;
/// How many kinds are kept of a word.
const KEPT_KINDS: usize = 3;

/// One of the two layers of anchors.
struct Layer<'a> {
    toll: bool,
    scores: &'a Table,
    more: &'a Table,
    kinds: &'a [Kind],
}

/// An anchor found, with its words in the window.
struct Anchor {
    words: Range<usize>,
    happening: Happening,
}

/// Adds the happenings of a window, and the doubts.
pub(crate) fn happenings(view: &View, out: &mut Vec<Happening>, doubts: &mut Vec<Doubt>) {
    let scores = view.scores;
    let layers = [
        Layer { toll: false, scores: &scores.kind, more: &scores.kind_more, kinds: &view.labels.kinds },
        Layer { toll: true, scores: &scores.harm, more: &scores.harm_more, kinds: &view.labels.harms },
    ];
    let mut anchors = Vec::new();
    let first_doubt = doubts.len();
    for layer in &layers {
        layer.anchors(view, &mut anchors, doubts);
    }
    anchors.sort_by_key(|anchor| (anchor.words.start, anchor.happening.toll));
    doubts[first_doubt..].sort_by_key(|doubt| (doubt.first, doubt.toll));
    let links: Vec<Vec<Link>> = (0..anchors.len()).map(|index| links(view, &anchors, index, out.len())).collect();
    for (anchor, links) in anchors.into_iter().zip(links) {
        out.push(Happening { links, ..anchor.happening });
    }
}

impl Layer<'_> {
    fn anchors(&self, view: &View, out: &mut Vec<Anchor>, doubts: &mut Vec<Doubt>) {
        let mut chances = Vec::new();
        let mut next = 0;
        for word in 0..view.words.len() {
            if word < next {
                continue;
            }
            chances.clear();
            chances.extend_from_slice(self.scores.row(word));
            if chances.is_empty() {
                return;
            }
            softmax(&mut chances);
            let (none, kinds) = (chances[0], &chances[1..]);
            let lead = lead(kinds[best(kinds)], none);
            if lead < WEAKEST {
                if kinds.iter().any(|&chance| chance > LEAST_DOUBT) {
                    let (at, first) = (view.page.span(&view.token_range(&(word..word + 1))), view.words[word]);
                    doubts.push(Doubt { at, first, toll: self.toll, kinds: self.top(kinds), none });
                }
                continue;
            }
            let words = word..self.end(view, word);
            next = if lead > LIKELY { words.end } else { word + 1 };
            out.push(Anchor { happening: Happening { none, ..self.happening(view, &words, kinds) }, words });
        }
    }

    /// Where the anchor that begins at a word ends.
    fn end(&self, view: &View, word: usize) -> usize {
        let mut end = word + 1;
        while end < view.words.len() && end < word + LONGEST_ANCHOR && view.follows(end) && self.more.at(0, end) > 0.0 {
            end += 1;
        }
        end
    }

    fn happening(&self, view: &View, words: &Range<usize>, chances: &[f32]) -> Happening {
        let word = words.start;
        let kinds = self.top(chances);
        let (kind, chance) = kinds.first().cloned().unwrap_or_default();
        let scores = view.scores;
        let choose = |table: &Table| best(table.row(word));
        Happening {
            anchor: view.page.span(&view.token_range(words)),
            first: view.words[word],
            kind,
            toll: self.toll,
            chance,
            none: 0.0,
            kinds,
            stance: view.labels.stances.get(choose(&scores.stance)).copied().unwrap_or_default(),
            actuality: view.labels.actualities.get(choose(&scores.actuality)).copied().unwrap_or_default(),
            background: scores.background.at(0, word) > 0.0,
            roles: roles(view, word),
            links: Vec::new(),
        }
    }

    /// The likeliest kinds, the likeliest first.
    fn top(&self, chances: &[f32]) -> Vec<(Kind, f32)> {
        let mut order: Vec<usize> = (0..chances.len().min(self.kinds.len())).collect();
        order.sort_by(|&a, &b| chances[b].total_cmp(&chances[a]).then(a.cmp(&b)));
        order.truncate(KEPT_KINDS);
        order.into_iter().map(|index| (self.kinds[index].clone(), chances[index])).collect()
    }
}

/// How factual every word of a window is, by the chances of its actualities.
pub(crate) fn factuality(view: &View, out: &mut [f32]) {
    let weight = |actuality: &Actuality| match actuality {
        Actuality::Happened | Actuality::Ongoing => 3.0,
        Actuality::Not => -3.0,
        _ => 0.0,
    };
    let mut chances = Vec::new();
    for (word, &token) in view.words.iter().enumerate() {
        chances.clear();
        chances.extend_from_slice(view.scores.actuality.row(word));
        softmax(&mut chances);
        let sum =
            view.labels.actualities.iter().zip(&chances).map(|(actuality, chance)| weight(actuality) * chance).sum();
        if let Some(slot) = out.get_mut(token) {
            *slot = sum;
        }
    }
}

/// The words that play a part in the happening anchored at `row`.
fn roles(view: &View, row: usize) -> Vec<RoleSpan> {
    let mut out = Vec::new();
    let pairs = view.scores.claim.of_row(row);
    for (pair, &role) in view.labels.roles.iter().enumerate() {
        let mut runs: Vec<Range<usize>> = Vec::new();
        for word in (0..view.words.len()).filter(|&word| pairs.at(pair, word) > ROLE) {
            match runs.last_mut() {
                Some(run) if run.end == word && view.follows(word) => run.end = word + 1,
                Some(run)
                    if run.end + 1 == word
                        && view.follows(word)
                        && view.follows(word - 1)
                        && pairs.at(pair, word - 1) > BRIDGE =>
                {
                    run.end = word + 1;
                }
                _ => runs.push(word..word + 1),
            }
        }
        for run in runs {
            let chance = run.clone().map(|word| sigmoid(pairs.at(pair, word))).fold(0.0, f32::max);
            let tokens = without_marks(view, view.token_range(&run));
            if !tokens.is_empty() {
                out.push(RoleSpan { role, at: view.page.span(&tokens), tokens, chance });
            }
        }
    }
    out
}

/// Tokens without the punctuation at both ends.
fn without_marks(view: &View, mut tokens: Range<usize>) -> Range<usize> {
    let money = |token: usize| view.page.form(token).chars().any(|c| matches!(c, '%' | '$' | '€' | '£'));
    let bare = |token: usize| view.page.is_mark(token) && !money(token);
    while !tokens.is_empty() && bare(tokens.start) {
        tokens.start += 1;
    }
    while !tokens.is_empty() && bare(tokens.end - 1) {
        tokens.end -= 1;
    }
    tokens
}

/// The ties of one anchor of a window to the others; `base` is the index of the window's first happening.
fn links(view: &View, anchors: &[Anchor], index: usize, base: usize) -> Vec<Link> {
    let anchor = &anchors[index];
    let pairs = view.scores.claim.of_row(anchor.words.start);
    let mut out = Vec::new();
    for (number, &kind) in view.labels.links.iter().enumerate() {
        if kind != LinkKind::SameEvent && !anchor.happening.toll {
            continue;
        }
        let pair = view.labels.roles.len() + number;
        for (other, target) in anchors.iter().enumerate().filter(|&(other, _)| other != index) {
            if kind == LinkKind::PartOf && !target.happening.toll {
                continue;
            }
            let chance = sigmoid(pairs.at(pair, target.words.start));
            if chance > LEAST_LINK {
                out.push(Link { to: base + other, kind, chance });
            }
        }
    }
    out
}
