//! Grouping: from links to happenings that several reports tell, and from those to stories.
//!
//! In: reports in a fixed order, links, copies, and what people said. Out: for every happening of every report the shared happening, for
//! every report its story. The likeliest links join first; two happenings that one report keeps apart are never joined through others.
//! Two reports are of one story where both tell a happening as news and one of them near its top; history that one of them recalls,
//! or mentions further down in its own voice, joins nothing.

use crate::Bonds;
use crate::link::{Link, Links, Node};
use crate::told::Told;
use crate::words::{Weights, Words};
use std::collections::{BTreeMap, BTreeSet};

/// Reports and happenings, grouped.
#[derive(Debug, Default)]
pub(crate) struct Groups {
    /// For each report, for each of its happenings, the first node of the shared happening.
    pub shared: Vec<Vec<Node>>,
    /// For each report, the first report of its story.
    pub story: Vec<u32>,
    /// For each report, the first report of its text.
    pub text: Vec<u32>,
}

/// Sets that grow together, and what may never meet in one.
#[derive(Debug)]
struct Sets {
    roots: Vec<usize>,
    /// What each set holds of what must be told apart.
    held: Vec<BTreeSet<u32>>,
    apart: BTreeMap<usize, BTreeSet<usize>>,
    members: Vec<Vec<usize>>,
    /// For each set, the links to other sets: the sum of their weights above the least that is kept.
    links: Vec<BTreeMap<usize, f64>>,
}

impl Sets {
    fn of(held: Vec<BTreeSet<u32>>) -> Sets {
        let count = held.len();
        Sets {
            roots: (0..count).collect(),
            members: (0..count).map(|at| vec![at]).collect(),
            links: vec![BTreeMap::new(); count],
            held,
            apart: BTreeMap::new(),
        }
    }

    fn root(&mut self, mut at: usize) -> usize {
        while self.roots[at] != at {
            self.roots[at] = self.roots[self.roots[at]];
            at = self.roots[at];
        }
        at
    }

    /// Joins two sets where the mean weight over all pairs of their members, those without a link counting as none, is `mean` above the least
    /// that is kept: one odd link draws no two crowds together.
    fn join_close(&mut self, one: usize, two: usize, mean: f64) {
        let (one, two) = (self.root(one), self.root(two));
        let sum = self.links[one].get(&two).copied().unwrap_or(0.0);
        if sum >= mean * (self.members[one].len() * self.members[two].len()) as f64 {
            self.join(one, two);
        }
    }

    /// Notes a link between two members that are each a set yet.
    fn link(&mut self, one: usize, two: usize, above: f64) {
        *self.links[one].entry(two).or_insert(0.0) += above;
        *self.links[two].entry(one).or_insert(0.0) += above;
    }

    /// Joins two sets, unless both hold the same, or people keep some of their members apart.
    fn join(&mut self, one: usize, two: usize) {
        let (one, two) = (self.root(one), self.root(two));
        let forbidden = |at: usize, into: usize, sets: &Sets| {
            sets.members[at]
                .iter()
                .filter_map(|member| sets.apart.get(member))
                .flatten()
                .any(|other| sets.members[into].contains(other))
        };
        if one == two || !self.held[one].is_disjoint(&self.held[two]) || forbidden(one, two, self) {
            return;
        }
        let (first, second) = (one.min(two), one.max(two));
        let (held, members) = (std::mem::take(&mut self.held[second]), std::mem::take(&mut self.members[second]));
        self.roots[second] = first;
        let links = std::mem::take(&mut self.links[second]);
        for (other, above) in links {
            self.links[other].remove(&second);
            if other != first {
                *self.links[other].entry(first).or_insert(0.0) += above;
                *self.links[first].entry(other).or_insert(0.0) += above;
            }
        }
        self.held[first].extend(held);
        self.members[first].extend(members);
    }
}

/// Groups the reports, which stand in their final order; `number` tells where a report of the links stands in it.
pub(crate) fn group(told: &[&Told], links: &Links, bonds: &Bonds, words: &Words) -> Groups {
    let copies = links.copies.as_slice();
    let first: Vec<usize> = told
        .iter()
        .scan(0, |next, report| {
            let first = *next;
            *next += report.happenings.len();
            Some(first)
        })
        .collect();
    let at = |node: Node| first[node.report as usize] + node.happening as usize;
    let held = told
        .iter()
        .enumerate()
        .flat_map(|(number, report)| report.happenings.iter().map(move |_| BTreeSet::from([number as u32])));
    let mut happenings = Sets::of(held.collect());
    let weigh = &words.likeness.happening;
    for link in &links.happenings {
        happenings.link(at(link.one), at(link.two), link.weight - weigh.least_within);
    }
    bind(&mut happenings, told, &first, bonds);
    let mut strongest: Vec<&Link> = links.happenings.iter().collect();
    strongest.sort_by(|one, two| two.weight.total_cmp(&one.weight).then((one.one, one.two).cmp(&(two.one, two.two))));
    let strong = strongest.partition_point(|link| link.weight >= words.likeness.happening.least);
    for link in &strongest[..strong] {
        happenings.join_close(at(link.one), at(link.two), weigh.mean - weigh.least_within);
    }
    let mut texts = Sets::of(vec![BTreeSet::new(); told.len()]);
    for &(one, two) in copies {
        texts.join(one as usize, two as usize);
    }
    let mut stories =
        stories(told, &first, &mut happenings, (&strongest[..strong], &links.names), copies, bonds, weigh);
    for link in &strongest[strong..] {
        if stories.root(link.one.report as usize) == stories.root(link.two.report as usize) {
            happenings.join_close(at(link.one), at(link.two), weigh.mean - weigh.least_within);
        }
    }
    let places: Vec<Node> = told
        .iter()
        .enumerate()
        .flat_map(|(report, told)| {
            (0..told.happenings.len()).map(move |happening| Node { report: report as u32, happening: happening as u32 })
        })
        .collect();
    let mut shared = Vec::with_capacity(told.len());
    for (report, &first) in told.iter().zip(&first) {
        shared.push((0..report.happenings.len()).map(|happening| places[happenings.root(first + happening)]).collect());
    }
    let roots = |sets: &mut Sets| (0..told.len()).map(|report| sets.root(report) as u32).collect();
    Groups { shared, story: roots(&mut stories), text: roots(&mut texts) }
}

/// Binds happenings by what people said of their claims.
fn bind(happenings: &mut Sets, told: &[&Told], first: &[usize], bonds: &Bonds) {
    let node = |claim: &diurna_record::ClaimRef| {
        let report = told.iter().position(|report| report.marks.id == claim.report)?;
        Some(first[report] + told[report].claim(claim.claim)?.happening)
    };
    for (one, two) in &bonds.different {
        if let (Some(one), Some(two)) = (node(one), node(two)) {
            happenings.apart.entry(one).or_default().insert(two);
            happenings.apart.entry(two).or_default().insert(one);
        }
    }
    for (one, two) in &bonds.same {
        if let (Some(one), Some(two)) = (node(one), node(two)) {
            happenings.join(one, two);
        }
    }
}

/// Joins reports that tell one happening as news, one of them near its top, and copies.
fn stories(
    told: &[&Told],
    first: &[usize],
    happenings: &mut Sets,
    (strong, names): (&[&Link], &[(u32, u32, f64)]),
    copies: &[(u32, u32)],
    bonds: &Bonds,
    weigh: &Weights,
) -> Sets {
    let mut stories = Sets::of(vec![BTreeSet::new(); told.len()]);
    let number = |id: &String| told.iter().position(|report| report.marks.id == *id);
    for (one, two) in &bonds.apart {
        if let (Some(one), Some(two)) = (number(one), number(two)) {
            stories.apart.entry(one).or_default().insert(two);
            stories.apart.entry(two).or_default().insert(one);
        }
    }
    for (one, two) in &bonds.together {
        if let (Some(one), Some(two)) = (number(one), number(two)) {
            stories.join(one, two);
        }
    }
    for &(one, two) in copies {
        stories.join(one as usize, two as usize);
    }
    let news = |node: Node| {
        let happening = &told[node.report as usize].happenings[node.happening as usize];
        !happening.background && !happening.aside
    };
    let at = |node: Node| first[node.report as usize] + node.happening as usize;
    let top = |node: Node| told[node.report as usize].happenings[node.happening as usize].top;
    let joins = |link: &Link| news(link.one) && news(link.two) && (top(link.one) || top(link.two));
    let least = weigh.least_within;
    let mut closest: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for link in strong.iter().filter(|link| joins(link)) {
        if happenings.root(at(link.one)) == happenings.root(at(link.two)) {
            let above = closest.entry((link.one.report as usize, link.two.report as usize)).or_insert(0.0);
            *above = above.max(link.weight - least);
        }
    }
    for &(one, two, weight) in names.iter().filter(|(_, _, weight)| *weight >= weigh.least) {
        closest.entry((one as usize, two as usize)).or_insert(weight - least);
    }
    for (&(one, two), &above) in &closest {
        let (one, two) = (stories.root(one), stories.root(two));
        if one != two {
            stories.link(one, two, above);
        }
    }
    let mut closest: Vec<((usize, usize), f64)> = closest.into_iter().collect();
    closest.sort_by(|one, two| two.1.total_cmp(&one.1).then(one.0.cmp(&two.0)));
    for ((one, two), _) in closest {
        stories.join_close(one, two, weigh.mean_story - least);
    }
    stories
}
