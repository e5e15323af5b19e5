//! The best tree of a sentence: every word one governor, one root, no ring.
//!
//! In: for every word and every possible governor a score. Out: the governors of the tree with the highest sum, after Chu and Liu (1965)
//! and Edmonds (1967). The scores may be anything: those that are no number count as very low.

/// No governor: the word is the root of its sentence.
pub(crate) const ROOT: usize = usize::MAX;

const LOW: f64 = -1.0e6;

/// Scores of arcs between `size` nodes; node 0 is the root.
struct Arcs {
    size: usize,
    scores: Vec<f64>,
}

impl Arcs {
    fn at(&self, word: usize, head: usize) -> f64 {
        self.scores[word * self.size + head]
    }

    fn set(&mut self, word: usize, head: usize, score: f64) {
        self.scores[word * self.size + head] = score;
    }
}

/// The governor of every word, or [`ROOT`]; `score(word, None)` is the score of the root.
pub(crate) fn tree(words: usize, score: impl Fn(usize, Option<usize>) -> f32) -> Vec<usize> {
    let size = words + 1;
    let mut arcs = Arcs { size, scores: vec![LOW; size * size] };
    let (mut least, mut most) = (0.0_f64, 0.0_f64);
    for word in 1..size {
        for head in (0..size).filter(|&head| head != word) {
            let number = f64::from(score(word - 1, head.checked_sub(1)));
            let number = if number.is_nan() { LOW } else { number.clamp(LOW, -LOW) };
            (least, most) = (least.min(number), most.max(number));
            arcs.set(word, head, number);
        }
    }
    let greedy = best_heads(&arcs);
    let roots = greedy.iter().skip(1).filter(|&&head| head == 0).count();
    let heads = if roots == 1 && ring(&greedy).is_none() {
        greedy
    } else {
        // A second root costs more than any tree can gain by it.
        let cost = (most - least + 1.0) * size as f64;
        for word in 1..size {
            arcs.set(word, 0, arcs.at(word, 0) - cost);
        }
        spanning(&arcs)
    };
    heads.into_iter().skip(1).map(|head| if head == 0 { ROOT } else { head - 1 }).collect()
}

fn best_heads(arcs: &Arcs) -> Vec<usize> {
    let mut heads = vec![0; arcs.size];
    for (word, best) in heads.iter_mut().enumerate().skip(1) {
        for head in (0..arcs.size).filter(|&head| head != word) {
            if *best == word || arcs.at(word, head) > arcs.at(word, *best) {
                *best = head;
            }
        }
    }
    heads
}

/// The nodes of one ring among the governors.
fn ring(heads: &[usize]) -> Option<Vec<usize>> {
    let mut seen = vec![0; heads.len()];
    for start in 1..heads.len() {
        let mut node = start;
        while node != 0 && seen[node] == 0 {
            seen[node] = start;
            node = heads[node];
        }
        if node != 0 && seen[node] == start {
            let mut ring = vec![node];
            let mut next = heads[node];
            while next != node {
                ring.push(next);
                next = heads[next];
            }
            return Some(ring);
        }
    }
    None
}

/// The best governors of all nodes: rings are drawn together to one node until there are none, then opened again.
fn spanning(arcs: &Arcs) -> Vec<usize> {
    let mut heads = best_heads(arcs);
    let Some(ring) = ring(&heads) else { return heads };
    let inside = {
        let mut inside = vec![false; arcs.size];
        ring.iter().for_each(|&node| inside[node] = true);
        inside
    };
    let outside: Vec<usize> = (0..arcs.size).filter(|&node| !inside[node]).collect();
    let drawn = draw_together(arcs, &heads, &ring, &outside);
    let best = spanning(&drawn.arcs);
    let whole = outside.len();
    for (new, &node) in outside.iter().enumerate().skip(1) {
        heads[node] = if best[new] == whole { drawn.leaves[new] } else { outside[best[new]] };
    }
    let from = best[whole];
    heads[drawn.enters[from]] = outside[from];
    heads
}

/// A graph in which a ring is one node, the last.
struct Drawn {
    arcs: Arcs,
    /// For every other node: which node of the ring governs it best.
    leaves: Vec<usize>,
    /// For every other node: which node of the ring it governs best.
    enters: Vec<usize>,
}

fn draw_together(arcs: &Arcs, heads: &[usize], ring: &[usize], outside: &[usize]) -> Drawn {
    let size = outside.len() + 1;
    let whole = size - 1;
    let mut drawn = Drawn {
        arcs: Arcs { size, scores: vec![f64::NEG_INFINITY; size * size] },
        leaves: vec![ring[0]; size],
        enters: vec![ring[0]; size],
    };
    for (new, &node) in outside.iter().enumerate() {
        for (other, &head) in outside.iter().enumerate().filter(|&(other, _)| other != new) {
            drawn.arcs.set(new, other, arcs.at(node, head));
        }
        let gain = |at: usize| arcs.at(at, node) - arcs.at(at, heads[at]);
        for &at in ring {
            if arcs.at(node, at) > arcs.at(node, drawn.leaves[new]) {
                drawn.leaves[new] = at;
            }
            if gain(at) > gain(drawn.enters[new]) {
                drawn.enters[new] = at;
            }
        }
        drawn.arcs.set(new, whole, arcs.at(node, drawn.leaves[new]));
        drawn.arcs.set(whole, new, gain(drawn.enters[new]));
    }
    drawn
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn is_tree(heads: &[usize]) -> bool {
        heads.iter().filter(|&&head| head == ROOT).count() == 1
            && (0..heads.len()).all(|word| {
                let mut node = word;
                let steps = (0..heads.len()).take_while(|_| {
                    node = heads[node];
                    node != ROOT
                });
                steps.count() < heads.len()
            })
    }

    fn sum(heads: &[usize], score: &dyn Fn(usize, Option<usize>) -> f32) -> f32 {
        heads.iter().enumerate().map(|(word, &head)| score(word, (head != ROOT).then_some(head))).sum()
    }

    /// Every assignment of governors that is a tree, for sentences of a few words.
    fn best_by_trying(words: usize, score: &dyn Fn(usize, Option<usize>) -> f32) -> f32 {
        let mut best = f32::NEG_INFINITY;
        for code in 0..(words + 1).pow(words as u32) {
            let heads: Vec<usize> = (0..words)
                .map(|word| match code / (words + 1).pow(word as u32) % (words + 1) {
                    0 => ROOT,
                    head => head - 1,
                })
                .collect();
            if is_tree(&heads) {
                best = best.max(sum(&heads, score));
            }
        }
        best
    }

    #[test]
    fn no_words_have_no_tree() {
        assert!(tree(0, |_, _| 0.0).is_empty());
        assert_eq!(tree(1, |_, _| f32::NAN), [ROOT]);
    }

    proptest! {
        #[test]
        fn the_tree_is_the_best_of_all(words in 1_usize..6, numbers in prop::collection::vec(-9.0_f32..9.0, 36)) {
            let score = |word: usize, head: Option<usize>| numbers[word * 6 + head.map_or(0, |head| head + 1)];
            let heads = tree(words, score);
            prop_assert!(is_tree(&heads));
            prop_assert!((sum(&heads, &score) - best_by_trying(words, &score)).abs() < 1e-3);
        }

        #[test]
        fn any_numbers_give_a_tree(words in 1_usize..40, seed in any::<u64>()) {
            let score = |word: usize, head: Option<usize>| {
                let mix = (seed ^ (word as u64 * 977 + head.map_or(0, |head| head as u64 + 1))).wrapping_mul(0x9E37_79B9_7F4A_7C15);
                f32::from_bits((mix >> 32) as u32)
            };
            prop_assert!(is_tree(&tree(words, score)));
        }
    }
}
