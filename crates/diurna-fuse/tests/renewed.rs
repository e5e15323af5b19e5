//! Stories that are brought up to date report by report are those of all reports put together at once.

mod common;

use common::{Told, record};
use diurna_fuse::{Bonds, Crowd, Fusion, Kept, News, ReportNumber, Retold, Words, renew};
use diurna_record::{ClaimId, ClaimRef, Record, Story, StoryId};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;

/// An archive that is kept: records, what fusion keeps of them, and the crowds with their stories.
#[derive(Default)]
struct Archive {
    records: BTreeMap<ReportNumber, Record>,
    kept: BTreeMap<ReportNumber, Kept>,
    crowds: Vec<Crowd>,
    bonds: Bonds,
    /// Reports that were opened at the last renewal.
    opened: BTreeSet<ReportNumber>,
    /// Reports that were told anew at the last renewal.
    anew: usize,
}

impl Archive {
    fn renew(
        &mut self,
        changed: impl IntoIterator<Item = (ReportNumber, Record)>,
        bound: &[ReportNumber],
        words: &Words,
    ) {
        let mut news = News { bound: bound.iter().copied().collect(), ..News::default() };
        for (number, record) in changed {
            news.changed.insert(number);
            self.records.insert(number, record);
        }
        let (records, mut opened) = (&self.records, BTreeSet::new());
        let open = |number| {
            opened.insert(number);
            Ok::<_, Infallible>(records[&number].clone())
        };
        let Ok(renewal) = renew(self.kept.values().cloned().collect(), &news, &self.bonds, words, open);
        self.opened = opened;
        self.kept.extend(renewal.kept.into_iter().map(|kept| (kept.number, kept)));
        let anew: BTreeSet<ReportNumber> = renewal.crowds.iter().flat_map(|crowd| &crowd.reports).copied().collect();
        self.anew = anew.len();
        self.crowds.retain(|crowd| crowd.reports.iter().all(|number| !anew.contains(number)));
        self.crowds.extend(renewal.crowds);
    }

    /// The stories, numbered by their order.
    fn lines(&self) -> Vec<String> {
        let mut stories: Vec<&Retold> = self.crowds.iter().flat_map(|crowd| &crowd.stories).collect();
        stories.sort_by(|one, two| one.order.cmp(&two.order));
        (1..).zip(stories).map(|(number, told)| Story { id: StoryId(number), ..told.story.clone() }.to_json()).collect()
    }

    /// The same, put together at once.
    fn whole(&self, words: &Words) -> Vec<String> {
        let mut fusion = Fusion::new(words);
        self.records.values().for_each(|record| fusion.add(record));
        fusion.bound(&self.bonds).iter().map(Story::to_json).collect()
    }
}

fn words() -> Words {
    Words::embedded().expect("the embedded tables load")
}

/// The record of the report of this number: of a few towns, days, acts and speakers, so that many belong together and many do not.
fn report(number: i64, (town, day, act, dead): (usize, i8, usize, u64)) -> Record {
    record(&Told {
        id: &format!("r{number}"),
        day,
        town: ["Aralik", "Bashur", "Cemal", "Dorzha", "Elbruz", "Fartak"][town],
        act: ["fight.shelling", "fight.airstrike", "detain.release"][act],
        speaker: [Some("Mayor Ines Duarte"), Some("the army"), None][dead as usize % 3],
        dead,
        background: dead % 7 == 0,
    })
}

fn telling() -> impl Strategy<Value = (usize, i8, usize, u64)> {
    (0..6_usize, 1..28_i8, 0..3_usize, 1..40_u64)
}

/// Two claims of two reports.
fn claims(one: i64, two: i64) -> (ClaimRef, ClaimRef) {
    let claim = |number: i64| ClaimRef { report: format!("r{number}"), claim: ClaimId(1) };
    (claim(one), claim(two))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn reports_that_come_one_by_one_make_the_stories_of_all(told in prop::collection::vec(telling(), 1..40)) {
        let (words, mut archive) = (words(), Archive::default());
        for (number, told) in (1..).zip(told) {
            archive.renew([(ReportNumber(number), report(number, told))], &[], &words);
            prop_assert_eq!(archive.lines(), archive.whole(&words));
        }
    }

    #[test]
    fn reports_that_change_leave_their_stories(
        first in prop::collection::vec(telling(), 8..40),
        changes in prop::collection::vec((0..40_usize, telling()), 1..8),
    ) {
        let (words, mut archive) = (words(), Archive::default());
        let count = first.len();
        archive.renew((1..).zip(first).map(|(number, told)| (ReportNumber(number), report(number, told))), &[], &words);
        prop_assert_eq!(archive.lines(), archive.whole(&words));
        for (at, told) in changes {
            let number = (at % count) as i64 + 1;
            archive.renew([(ReportNumber(number), report(number, told))], &[], &words);
            prop_assert_eq!(archive.lines(), archive.whole(&words));
        }
    }

    #[test]
    fn what_people_said_binds_and_lets_go_again(
        first in prop::collection::vec(telling(), 8..24),
        said in prop::collection::vec((0..4_usize, 1..8_i64, 1..8_i64), 1..6),
    ) {
        let (words, mut archive) = (words(), Archive::default());
        archive.renew((1..).zip(first).map(|(number, told)| (ReportNumber(number), report(number, told))), &[], &words);
        let free = archive.lines();
        for &(what, one, two) in said.iter().filter(|(_, one, two)| one != two) {
            let reports = (format!("r{one}"), format!("r{two}"));
            match what {
                0 => archive.bonds.together.push(reports),
                1 => archive.bonds.apart.push(reports),
                2 => archive.bonds.same.push(claims(one, two)),
                _ => archive.bonds.different.push(claims(one, two)),
            }
            archive.renew([], &[ReportNumber(one), ReportNumber(two)], &words);
            prop_assert_eq!(archive.lines(), archive.whole(&words));
        }
        archive.bonds = Bonds::default();
        let all: Vec<ReportNumber> = (1..8).map(ReportNumber).collect();
        archive.renew([], &all, &words);
        prop_assert_eq!(archive.lines(), free);
    }
}

#[test]
fn a_report_of_something_else_leaves_all_stories_as_they_were() {
    // Forty reports on six towns over a month, then one on something else.
    let (words, mut archive) = (words(), Archive::default());
    let many = (1..=40).map(|number| {
        let told = (number as usize % 6, (number % 26) as i8 + 1, number as usize % 3, number as u64);
        (ReportNumber(number), report(number, told))
    });
    archive.renew(many, &[], &words);
    let other = common::gold(
        r#"{"report": {"id": "r41", "publisher": "Coast Radio", "published": "2024-03-29"},
            "text": "Fishermen off Gorgona were freed after eleven nights, their cooperative announced.", "claims": [
            {"id": "c1", "event": "e1", "kind": "detain.release", "anchor": "freed",
             "quote": "Fishermen off Gorgona were freed after eleven nights", "against": ["Fishermen"],
             "speaker": "their cooperative", "cue": "announced", "stance": "announces", "actuality": "happened", "background": false}]}"#,
    );
    archive.renew([(ReportNumber(41), other)], &[], &words);
    assert_eq!(archive.anew, 1, "it opens a story of its own");
    archive.renew([], &[], &words);
    assert_eq!((archive.anew, archive.opened.len()), (0, 0), "where nothing is new nothing is opened");
    assert_eq!(archive.lines(), archive.whole(&words));
}
