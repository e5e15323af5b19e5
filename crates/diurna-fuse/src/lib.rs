//! Many records in, stories out: what several reports say of one happening, with every voice kept.
//!
//! ```
//! use diurna_fuse::{Fusion, Words};
//! use diurna_record::Record;
//! let words = Words::embedded()?;
//! let mut fusion = Fusion::new(&words);
//! fusion.add(&Record::default());
//! assert_eq!(fusion.stories().len(), 1);
//! # Ok::<(), diurna_fuse::TableError>(())
//! ```
//!
//! Fusion sees records alone: it reads no report, knows no model and no gazetteer, and touches no disk, clock or thread. A report is taken
//! in once, and joins, opens or bridges stories when they are asked for; nothing before it is coded or compared again. The same
//! records make the same stories in whatever order they come. Nothing is merged into a fact, and no toll is ever a sum.
//!
//! Not here: what a claim is (the coder), how a story looks (the faces), where it is kept (the record file).

pub mod brief;
mod copies;
mod dispute;
mod fold;
mod group;
mod likeness;
mod link;
mod name;
pub mod policy;
mod story;
mod tale;
mod term;
mod toll;
mod told;
mod words;

use diurna_record::{ClaimRef, Record, Story};
use jiff::civil::Date;
use link::{Link, Links, Node};
use told::Told;
pub use words::{CopyRule, Likeness, TableError, Weights, Window, Words};

/// What people said of stories, which binds them from then on.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Bonds {
    /// Reports that belong to one story.
    pub together: Vec<(String, String)>,
    /// Reports that do not.
    pub apart: Vec<(String, String)>,
    /// Claims about the same happening.
    pub same: Vec<(ClaimRef, ClaimRef)>,
    /// Claims about different happenings.
    pub different: Vec<(ClaimRef, ClaimRef)>,
}

/// Reports that are put together, one after the other.
#[derive(Debug)]
pub struct Fusion<'w> {
    words: &'w Words,
    told: Vec<Told>,
    links: Links,
}

impl<'w> Fusion<'w> {
    /// Nothing yet.
    pub fn new(words: &'w Words) -> Fusion<'w> {
        Fusion { words, told: Vec::new(), links: Links::default() }
    }

    /// Takes in a record. Its cost depends on how many reports share its names and days, not on how many there are.
    pub fn add(&mut self, record: &Record) {
        self.told.push(Told::of(record, self.words));
        self.links.add(&self.told, self.told.len() - 1, self.words);
    }

    /// How many reports were taken in.
    pub fn len(&self) -> usize {
        self.told.len()
    }

    /// Whether no report was taken in.
    pub fn is_empty(&self) -> bool {
        self.told.is_empty()
    }

    /// The stories of all reports so far, by their first day of publication. Every report is in one story, alone or with others.
    pub fn stories(&self) -> Vec<Story> {
        self.bound(&Bonds::default())
    }

    /// The same, bound by what people said.
    pub fn bound(&self, bonds: &Bonds) -> Vec<Story> {
        let mut order: Vec<usize> = (0..self.told.len()).collect();
        order.sort_by(|&one, &two| key(&self.told[one]).cmp(&key(&self.told[two])));
        let mut place = vec![0_u32; order.len()];
        order.iter().enumerate().for_each(|(at, &report)| place[report] = at as u32);
        let told: Vec<&Told> = order.iter().map(|&report| &self.told[report]).collect();
        let node = |node: Node| Node { report: place[node.report as usize], happening: node.happening };
        let turned = |link: &Link| {
            let (one, two) = (node(link.one), node(link.two));
            Link { one: one.min(two), two: one.max(two), weight: link.weight }
        };
        let links: Vec<Link> = self.links.happenings.iter().map(turned).collect();
        let pair = |&(one, two): &(u32, u32)| {
            let (one, two) = (place[one as usize], place[two as usize]);
            (one.min(two), one.max(two))
        };
        let mut copies: Vec<(u32, u32)> = self.links.copies.iter().map(pair).collect();
        copies.sort_unstable();
        let groups = group::group(&told, &links, &copies, bonds, self.words);
        story::tell(&told, &groups, self.words)
    }
}

/// By what reports are ordered: their day, then their length, the longest first, then their name.
fn key(told: &Told) -> (Date, std::cmp::Reverse<usize>, &str) {
    (told.published.unwrap_or(Date::MAX), std::cmp::Reverse(told.print.len()), &told.id)
}

/// What speaks for each two happenings being one, over all pairs that are compared: the report and event of both, and the features in the
/// order of [`FEATURES`]. From these the weights of data/fuse are learned.
pub fn compared(records: &[Record], words: &Words) -> Vec<([(String, u32); 2], [f64; 15])> {
    let mut fusion = Fusion::new(words);
    let mut found = Vec::new();
    for record in records {
        fusion.add(record);
        let last = fusion.told.len() - 1;
        for other in fusion.links.near(&fusion.told[last], words).into_iter().filter(|other| *other as usize != last) {
            let (one, two) = (&fusion.told[last], &fusion.told[other as usize]);
            for happening in &one.happenings {
                for candidate in &two.happenings {
                    let seen = likeness::Seen { told: one, happening };
                    let other = likeness::Seen { told: two, happening: candidate };
                    if let Some(features) = likeness::features(seen, other, words) {
                        let names = [(one.id.clone(), happening.event.0), (two.id.clone(), candidate.event.0)];
                        found.push((names, features.list()));
                    }
                }
            }
        }
    }
    found
}

/// The names of the features, in their order.
pub const FEATURES: [&str; 15] = [
    "kind", "day", "days", "near-day", "gap", "place", "holds", "elsewhere", "party", "words", "figure", "context", "mood", "related", "counts",
];

/// The stories of some records.
pub fn fuse<'r>(records: impl IntoIterator<Item = &'r Record>, words: &Words) -> Vec<Story> {
    let mut fusion = Fusion::new(words);
    records.into_iter().for_each(|record| fusion.add(record));
    fusion.stories()
}

/// Days from one day to another, negative where it lies before.
pub(crate) fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}
