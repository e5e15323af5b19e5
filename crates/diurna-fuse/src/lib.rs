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

mod blocks;
pub mod brief;
mod copies;
mod crowd;
mod dispute;
mod fold;
mod group;
mod index;
mod kept;
mod kin;
mod likeness;
mod link;
mod name;
pub mod policy;
mod renew;
mod story;
mod tale;
mod term;
mod told;
mod toll;
mod words;

pub use blocks::blocks;
use diurna_record::{ClaimRef, Record, Story, StoryId};
use index::Index;
use jiff::civil::Date;
pub use kept::{Kept, Marks, ReportNumber, Tie, Ties};
pub use kin::Kin;
pub use renew::{Crowd, News, Renewal, Retold, renew};
use std::borrow::Cow;
use std::convert::Infallible;
use told::Told;
pub use words::{CopyRule, Likeness, NameWeights, TableError, Weights, Window, Words};

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
}

impl<'w> Fusion<'w> {
    /// Nothing yet.
    pub fn new(words: &'w Words) -> Fusion<'w> {
        Fusion { words, told: Vec::new() }
    }

    /// Takes in a record.
    pub fn add(&mut self, record: &Record) {
        self.told.push(Told::of(record, self.words));
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
        let number = |at: usize| ReportNumber(at as i64);
        let changed = (0..self.told.len()).map(number).collect();
        let open = |number: ReportNumber| Ok::<_, Infallible>(Cow::Borrowed(&self.told[number.0 as usize]));
        let news = News { changed, ..News::default() };
        let Ok(renewal) = renew::renew_told(Vec::new(), &news, bonds, self.words, open);
        let mut stories: Vec<Retold> = renewal.crowds.into_iter().flat_map(|crowd| crowd.stories).collect();
        stories.sort_by(|one, two| one.order.cmp(&two.order));
        (1..).zip(stories).map(|(number, told)| Story { id: StoryId(number), ..told.story }).collect()
    }
}

/// Two happenings of two reports, and what speaks for their being one.
#[derive(Clone, PartialEq, Debug)]
pub struct Compared {
    /// The report and event of both.
    pub happenings: [(String, diurna_record::EventId); 2],
    /// The features, in the order of [`FEATURES`].
    pub features: [f64; FEATURES.len()],
}

/// What speaks for each two happenings being one, over all pairs that are compared. From these the weights of data/fuse are learned.
pub fn compared(records: &[Record], words: &Words) -> Vec<Compared> {
    let mut told: Vec<Told> = records.iter().map(|record| Told::of(record, words)).collect();
    told.sort_by(|one, two| one.marks.key().cmp(&two.marks.key()));
    let mut index = Index::of(told.iter().map(|told| &told.marks).collect(), words);
    let mut found = Vec::new();
    for (at, two) in told.iter().enumerate() {
        for (one, shared) in index.candidates(at, words).into_iter().map(|(other, shared)| (&told[other], shared)) {
            for happening in &one.happenings {
                for candidate in &two.happenings {
                    let seen = likeness::Seen { told: one, happening };
                    let other = likeness::Seen { told: two, happening: candidate };
                    if let Some(features) = likeness::features(seen, other, &shared, words) {
                        let happenings =
                            [(one.marks.id.clone(), happening.event), (two.marks.id.clone(), candidate.event)];
                        found.push(Compared { happenings, features: features.list() });
                    }
                }
            }
        }
    }
    found
}

/// The names of the features, in their order.
pub const FEATURES: [&str; 17] = [
    "kind",
    "day",
    "days",
    "near-day",
    "gap",
    "place",
    "holds",
    "elsewhere",
    "party",
    "words",
    "figure",
    "context",
    "mood",
    "related",
    "counts",
    "cosine",
    "part",
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
