//! The measures of coreference: MUC, B³ and CEAFe, as the CoNLL 2012 scorer defines them.
//!
//! In: the chains of the gold and ours, each a set of mentions with numbers that both share; a mention that only one side has bears a number of its own. Out:
//! counts that add up over documents, and their F1s. Chains of one mention are left out on both sides.

use std::collections::{BTreeMap, BTreeSet};

/// The mentions of one chain.
pub type Chain = BTreeSet<usize>;

/// Parts of a recall and of a precision, summed over documents.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Parts {
    found: f64,
    of_gold: f64,
    right: f64,
    of_ours: f64,
}

impl Parts {
    fn plus(self, other: Parts) -> Parts {
        Parts {
            found: self.found + other.found,
            of_gold: self.of_gold + other.of_gold,
            right: self.right + other.right,
            of_ours: self.of_ours + other.of_ours,
        }
    }

    fn f1(self) -> Option<f64> {
        let part = |hits: f64, of: f64| if of > 0.0 { hits / of } else { 0.0 };
        let (recall, precision) = (part(self.found, self.of_gold), part(self.right, self.of_ours));
        match recall + precision {
            _ if self.of_gold == 0.0 && self.of_ours == 0.0 => None,
            sum if sum > 0.0 => Some(2.0 * recall * precision / sum),
            _ => Some(0.0),
        }
    }
}

/// The three measures.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Coreference {
    muc: Parts,
    b3: Parts,
    ceafe: Parts,
}

impl Coreference {
    /// The measures of one document.
    pub fn of(gold: &[Chain], ours: &[Chain]) -> Coreference {
        let long =
            |chains: &[Chain]| -> Vec<Chain> { chains.iter().filter(|chain| chain.len() > 1).cloned().collect() };
        let (gold, ours) = (long(gold), long(ours));
        let (found, of_gold) = links(&gold, &ours);
        let (right, of_ours) = links(&ours, &gold);
        let muc = Parts { found, of_gold, right, of_ours };
        let (found, of_gold) = shares(&gold, &ours);
        let (right, of_ours) = shares(&ours, &gold);
        let b3 = Parts { found, of_gold, right, of_ours };
        let alike = likest(&gold, &ours);
        let ceafe = Parts { found: alike, of_gold: gold.len() as f64, right: alike, of_ours: ours.len() as f64 };
        Coreference { muc, b3, ceafe }
    }

    /// Both together.
    pub fn plus(self, other: &Coreference) -> Coreference {
        Coreference { muc: self.muc.plus(other.muc), b3: self.b3.plus(other.b3), ceafe: self.ceafe.plus(other.ceafe) }
    }

    /// The F1 of MUC, of B³ and of CEAFe.
    pub fn f1s(&self) -> [Option<f64>; 3] {
        [self.muc.f1(), self.b3.f1(), self.ceafe.f1()]
    }
}

/// The chain of every mention.
fn chain_of(chains: &[Chain]) -> BTreeMap<usize, usize> {
    let of = |(number, chain): (usize, &Chain)| chain.iter().map(move |&mention| (mention, number)).collect::<Vec<_>>();
    chains.iter().enumerate().flat_map(of).collect()
}

/// MUC: how many of the links of these chains the others keep, and how many there are.
fn links(chains: &[Chain], others: &[Chain]) -> (f64, f64) {
    let of = chain_of(others);
    let mut kept = 0;
    for chain in chains {
        let parts: BTreeSet<usize> = chain.iter().filter_map(|mention| of.get(mention).copied()).collect();
        let alone = chain.iter().filter(|mention| !of.contains_key(mention)).count();
        kept += chain.len() - parts.len() - alone;
    }
    (kept as f64, chains.iter().map(|chain| chain.len() - 1).sum::<usize>() as f64)
}

/// B³: for every mention of these chains the share of its chain that its other chain holds, and how many mentions there are.
fn shares(chains: &[Chain], others: &[Chain]) -> (f64, f64) {
    let of = chain_of(others);
    let mut sum = 0.0;
    for chain in chains {
        let mut with: BTreeMap<usize, usize> = BTreeMap::new();
        for other in chain.iter().filter_map(|mention| of.get(mention)) {
            *with.entry(*other).or_default() += 1;
        }
        sum += with.values().map(|&both| (both * both) as f64).sum::<f64>() / chain.len() as f64;
    }
    (sum, chains.iter().map(Chain::len).sum::<usize>() as f64)
}

/// CEAFe: the greatest sum of likenesses of chains paired one to one.
fn likest(gold: &[Chain], ours: &[Chain]) -> f64 {
    let likeness = |a: &Chain, b: &Chain| 2.0 * a.intersection(b).count() as f64 / (a.len() + b.len()) as f64;
    let (few, many) = if gold.len() <= ours.len() { (gold, ours) } else { (ours, gold) };
    let costs: Vec<Vec<f64>> = few.iter().map(|a| many.iter().map(|b| -likeness(a, b)).collect()).collect();
    -cheapest(&costs)
}

/// The least sum of costs that gives every row a column of its own; there are at least as many columns as rows. Kuhn and Munkres'
/// method with potentials, in the time of rows² × columns.
fn cheapest(costs: &[Vec<f64>]) -> f64 {
    let columns = costs.first().map_or(0, Vec::len);
    let mut of_row = vec![0.0; costs.len() + 1];
    let mut of_column = vec![0.0; columns + 1];
    // Column 0 stands for "not yet given"; rows count from 1 in `taken`.
    let mut taken = vec![0usize; columns + 1];
    for row in 1..=costs.len() {
        taken[0] = row;
        let mut at = 0;
        let mut least = vec![f64::INFINITY; columns + 1];
        let mut before = vec![0usize; columns + 1];
        let mut seen = vec![false; columns + 1];
        while taken[at] != 0 {
            seen[at] = true;
            let (mut step, mut next) = (f64::INFINITY, 0);
            for column in (1..=columns).filter(|&column| !seen[column]) {
                let cost = costs[taken[at] - 1][column - 1] - of_row[taken[at]] - of_column[column];
                if cost < least[column] {
                    (least[column], before[column]) = (cost, at);
                }
                if least[column] < step {
                    (step, next) = (least[column], column);
                }
            }
            for column in 0..=columns {
                if seen[column] {
                    of_row[taken[column]] += step;
                    of_column[column] -= step;
                } else {
                    least[column] -= step;
                }
            }
            at = next;
        }
        while at != 0 {
            taken[at] = taken[before[at]];
            at = before[at];
        }
    }
    (1..=columns).filter(|&column| taken[column] != 0).map(|column| costs[taken[column] - 1][column - 1]).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chains(told: &[&[usize]]) -> Vec<Chain> {
        told.iter().map(|chain| chain.iter().copied().collect()).collect()
    }

    #[test]
    fn the_same_chains_are_all_right() {
        let both = chains(&[&[1, 2, 3], &[4, 5]]);
        assert_eq!(Coreference::of(&both, &both).f1s(), [Some(1.0); 3]);
    }

    #[test]
    fn the_example_of_the_scorers_paper_has_its_figures() {
        // Pradhan et al. 2014: key {a b c} {d e f g}, response {a b} {c d} {f g h i}.
        let scored =
            Coreference::of(&chains(&[&[1, 2, 3], &[4, 5, 6, 7]]), &chains(&[&[1, 2], &[3, 4], &[6, 7, 8, 9]]));
        let rounded = scored.f1s().map(|f1| f1.map(|f1| (f1 * 1e4).round() / 1e4));
        assert_eq!(rounded, [Some(0.4), Some(0.4545), Some(0.52)]);
    }

    #[test]
    fn chains_of_one_are_left_out() {
        assert_eq!(Coreference::of(&chains(&[&[1]]), &chains(&[&[2]])).f1s(), [None; 3]);
    }

    #[test]
    fn the_cheapest_pairing_is_no_greedy_one() {
        assert_eq!(cheapest(&[vec![1.0, 2.0, 9.0], vec![1.0, 5.0, 9.0]]), 3.0);
        assert_eq!(cheapest(&[]), 0.0);
    }
}
