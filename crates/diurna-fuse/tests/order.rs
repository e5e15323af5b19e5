//! The order in which reports come changes nothing, and what is put together step by step is what is put together at once.

mod common;

use common::{Told, record};
use diurna_fuse::{Fusion, Words, fuse};
use diurna_record::{Record, Story};
use proptest::prelude::*;

fn words() -> Words {
    Words::embedded().expect("the embedded tables load")
}

fn lines(stories: &[Story]) -> Vec<String> {
    stories.iter().map(Story::to_json).collect()
}

/// Reports of a few towns, days, acts and speakers, so that many belong together and many do not.
fn reports() -> impl Strategy<Value = Vec<Record>> {
    let one = (0..4_usize, 1..9_i8, 0..3_usize, 0..3_usize, 1..40_u64, any::<bool>());
    prop::collection::vec(one, 1..14).prop_map(|many| {
        let towns = ["Aralik", "Bashur", "Cemal", "Dorzha"];
        let acts = ["fight.shelling", "fight.airstrike", "detain.release"];
        let speakers = [Some("Mayor Ines Duarte"), Some("the army"), None];
        let told = |(number, (town, day, act, speaker, dead, old)): (usize, (usize, i8, usize, usize, u64, bool))| {
            record(&Told {
                id: &format!("r{number}"),
                day,
                town: towns[town],
                act: acts[act],
                speaker: speakers[speaker],
                dead,
                background: old,
            })
        };
        many.into_iter().enumerate().map(told).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn order_changes_nothing((records, shuffled) in reports().prop_flat_map(|records| (Just(records.clone()), Just(records).prop_shuffle()))) {
        let words = words();
        prop_assert_eq!(lines(&fuse(&records, &words)), lines(&fuse(&shuffled, &words)));
    }

    #[test]
    fn asking_in_between_changes_nothing(records in reports()) {
        let words = words();
        let mut fusion = Fusion::new(&words);
        for record in &records {
            fusion.add(record);
            fusion.stories();
        }
        prop_assert_eq!(lines(&fusion.stories()), lines(&fuse(&records, &words)));
    }

    #[test]
    fn every_report_is_in_one_story_and_every_claim_is_told_once(records in reports()) {
        let stories = fuse(&records, &words());
        let mut reports: Vec<&String> = stories.iter().flat_map(|story| &story.reports).collect();
        for story in &stories {
            reports.extend(story.copies.iter().flat_map(|copies| copies.iter().skip(1)));
        }
        reports.sort();
        let mut given: Vec<&String> = records.iter().map(|record| &record.report.id).collect();
        given.sort();
        prop_assert_eq!(reports, given);
        let mut claims: Vec<_> = stories.iter().flat_map(|story| &story.claims).map(|it| it.claim.clone()).collect();
        let count = claims.len();
        claims.sort();
        claims.dedup();
        prop_assert_eq!(claims.len(), count);
        prop_assert_eq!(count, records.iter().map(|record| record.claims.len()).sum::<usize>());
    }

    #[test]
    fn no_figure_is_made_up(records in reports()) {
        let told: Vec<Option<u64>> = records.iter().flat_map(|it| &it.claims).filter_map(|it| it.count.as_ref()).map(|it| it.value).collect();
        for story in fuse(&records, &words()) {
            for point in story.tolls.iter().flat_map(|series| &series.points) {
                prop_assert!(told.contains(&point.value));
            }
        }
    }
}
