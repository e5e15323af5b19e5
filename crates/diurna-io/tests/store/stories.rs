//! Stories in the file: kept, brought up to date as reports come, and bound by what people say of them.

use diurna_fuse::Words;
use diurna_io::store::{Act, Bond, Bonding, Far, Page, ReportId, Reviewer, Store, StoriesWith, View};
use diurna_record::{GoldReport, Record, Story};

use crate::given::{ana, c, says, store};

fn words() -> Words {
    Words::embedded().expect("the embedded tables load")
}

/// A report of dead in a town, published on a day of March 2024.
fn told(name: &str, day: i8, town: &str, dead: u64) -> Record {
    let text = format!(
        "Shelling of {town} struck the grain market and {dead} people died, Mayor Ines Duarte said. {name} has more."
    );
    let shared = format!(
        r#""event": "e1", "speaker": "Mayor Ines Duarte", "cue": "said", "stance": "asserts", "actuality": "happened", "background": false,
           "place": {{"text": "{town}", "name": "{town}", "country": "XX", "grain": "settlement"}}"#
    );
    let json = format!(
        r#"{{"report": {{"id": "{name}", "publisher": "Wire {name}", "published": "2024-03-{day:02}"}}, "text": "{text}", "claims": [
            {{"id": "c1", "kind": "fight.shelling", "anchor": "struck", "quote": "Shelling of {town} struck the grain market", {shared}}},
            {{"id": "c2", "kind": "toll.killed", "of": "c1", "anchor": "died", "quote": "{dead} people died",
              "count": {{"op": "=", "value": {dead}, "unit": "people", "text": "{dead}"}}, {shared}}}]}}"#
    );
    GoldReport::parse("invented.json", &json).expect("an invented report").to_record()
}

/// A report of something else.
fn other(name: &str) -> Record {
    let json = format!(
        r#"{{"report": {{"id": "{name}", "publisher": "Coast Radio", "published": "2024-03-20"}},
            "text": "Fishermen off Gorgona were freed after eleven nights, their cooperative announced.", "claims": [
            {{"id": "c1", "event": "e1", "kind": "detain.release", "anchor": "freed",
             "quote": "Fishermen off Gorgona were freed after eleven nights", "against": ["Fishermen"],
             "speaker": "their cooperative", "cue": "announced", "stance": "announces", "actuality": "happened", "background": false}}]}}"#
    );
    GoldReport::parse("invented.json", &json).expect("an invented report").to_record()
}

fn add(store: &mut Store, record: &Record) -> ReportId {
    store.add(record).expect("it goes in").report
}

fn renew(store: &mut Store) -> usize {
    store.renew_stories(&words()).expect("they are brought up to date").told
}

/// The reports of every story, with the story's id.
fn grouped(store: &Store) -> Vec<(String, Vec<String>)> {
    let story = |line: Result<String, _>| {
        let story = Story::from_json(&line.expect("it is whole")).expect("it is a story");
        let mut reports = [story.reports, story.copies.concat()].concat();
        reports.sort();
        reports.dedup();
        (story.id.to_string(), reports)
    };
    store.story_lines().expect("they can be asked").map(story).collect()
}

/// The kept stories are those of all reports put together at once, their numbers apart.
fn are_whole(store: &Store) {
    let records: Vec<Record> =
        store.records(View::Corrected).expect("they can be read").map(|it| it.expect("it is whole").record).collect();
    let plain = |story: Story| Story { id: diurna_record::StoryId(0), ..story }.to_json();
    let whole: Vec<String> = diurna_fuse::fuse(&records, &words()).into_iter().map(plain).collect();
    let lines = store.story_lines().expect("they can be asked");
    let kept = lines.map(|line| plain(Story::from_json(&line.expect("it is whole")).expect("it is a story")));
    assert_eq!(kept.collect::<Vec<_>>(), whole);
}

fn list(reports: &[&str]) -> Vec<String> {
    reports.iter().map(|&report| report.to_owned()).collect()
}

#[test]
fn a_report_joins_or_opens_a_story_and_the_others_keep_their_numbers() {
    let (_folder, mut store) = store();
    add(&mut store, &told("a", 5, "Aralik", 4));
    add(&mut store, &told("b", 6, "Aralik", 4));
    assert_eq!(renew(&mut store), 2);
    assert_eq!(grouped(&store), [("s1".to_owned(), list(&["a", "b"]))]);
    add(&mut store, &other("z"));
    assert_eq!(renew(&mut store), 1, "the story of a and b is left as it was");
    add(&mut store, &told("c", 7, "Aralik", 6));
    renew(&mut store);
    assert_eq!(grouped(&store), [("s1".to_owned(), list(&["a", "b", "c"])), ("s2".to_owned(), list(&["z"]))]);
    are_whole(&store);
    assert_eq!(renew(&mut store), 0, "where nothing is new nothing is told anew");
    assert!(store.stories_are_fresh(&words()).expect("it can be asked"));
    let rows = store.stories(StoriesWith::Figures, Page::default()).expect("they can be asked").rows;
    assert_eq!((rows.len(), rows[0].reports + rows[0].copies, rows[0].figures > 0), (1, 3, true));
}

#[test]
fn a_correction_of_a_claim_changes_its_story() {
    let (_folder, mut store) = store();
    let report = add(&mut store, &told("a", 5, "Aralik", 4));
    renew(&mut store);
    let act = Act::Reject { claim: c(2) };
    store.append(report, &says(&ana(), act, Some("told of another day"))).expect("it can be said");
    assert!(!store.stories_are_fresh(&words()).expect("it can be asked"));
    renew(&mut store);
    let story = store.story(diurna_record::StoryId(1)).expect("it can be asked").expect("it is there");
    assert_eq!((story.claims.len(), story.tolls.len()), (1, 0));
}

fn bond(bond: Bond, claim: Option<u32>, with: &[(ReportId, Option<u32>)]) -> Act {
    let far = |&(report, claim): &(ReportId, Option<u32>)| Far { report: report.0, claim: claim.map(c) };
    Act::Bond { bond: Bonding(bond), claim: claim.map(c), with: with.iter().map(far).collect() }
}

#[test]
fn what_a_person_says_of_reports_binds_until_it_is_taken_back() {
    let (_folder, mut store) = store();
    let a = add(&mut store, &told("a", 5, "Aralik", 4));
    let b = add(&mut store, &told("b", 6, "Aralik", 4));
    let z = add(&mut store, &other("z"));
    renew(&mut store);
    store
        .append(b, &says(&ana(), bond(Bond::Apart, None, &[(a, None)]), Some("another market")))
        .expect("it can be said");
    store.append(z, &says(&ana(), bond(Bond::Belongs, None, &[(a, None)]), None)).expect("it can be said");
    renew(&mut store);
    assert_eq!(grouped(&store), [("s1".to_owned(), list(&["a", "z"])), ("s3".to_owned(), list(&["b"]))]);
    let log: Vec<String> = store.log(None).expect("it can be read").iter().map(|line| line.entry.told()).collect();
    assert_eq!(log, ["bond does-not-belong: report 1", "bond belongs: report 1"]);
    assert_eq!(store.report(z).map(|row| row.status.as_str()).ok(), Some("unreviewed"), "its claims are as they were");
    let at = "2024-03-06T11:00:00Z";
    assert!(store.undo_bond(&ana(), at).expect("it can be taken back").is_some_and(|entry| entry.report == z));
    assert!(store.undo_bond(&ana(), at).expect("it can be taken back").is_some_and(|entry| entry.report == b));
    assert!(store.undo_bond(&ana(), at).expect("it can be asked").is_none());
    renew(&mut store);
    assert_eq!(grouped(&store).len(), 2);
    are_whole(&store);
    store.redo_bond(&ana(), at).expect("it holds again").expect("there is one");
    renew(&mut store);
    assert_eq!(grouped(&store).len(), 3, "a and b are apart again");
}

#[test]
fn bonds_of_claims_hold_when_a_report_is_coded_again() {
    let (_folder, mut store) = store();
    let a = add(&mut store, &told("a", 5, "Aralik", 4));
    let z = add(&mut store, &other("z"));
    store.append(z, &says(&ana(), bond(Bond::Same, Some(1), &[(a, Some(1))]), None)).expect("it can be said");
    renew(&mut store);
    let happenings = |store: &Store| {
        let lines = store.story_lines().expect("they can be asked");
        let stories = lines.map(|line| Story::from_json(&line.expect("it is whole")).expect("it is a story"));
        let of =
            |story: Story| story.claims.iter().map(|it| it.happening).collect::<std::collections::BTreeSet<_>>().len();
        stories.map(of).sum::<usize>()
    };
    assert_eq!(happenings(&store), 1, "a person said that they are one");
    let mut better = told("a", 5, "Aralik", 4);
    better.made.model = "m2".into();
    better.claims.reverse();
    better.claims[0].id = diurna_record::ClaimId(1);
    better.claims[1].id = diurna_record::ClaimId(2);
    better.claims[0].of = Some(diurna_record::ClaimId(2));
    better.claims[1].of = None;
    add(&mut store, &better);
    let held = store.bonds().expect("they can be asked");
    assert_eq!(held[0].to_claim.map(|id| id.0), Some(2), "it points at the shelling in the new coding");
    renew(&mut store);
    assert_eq!(happenings(&store), 1);
}

#[test]
fn a_bond_is_said_of_the_right_things() {
    let (_folder, mut store) = store();
    let a = add(&mut store, &told("a", 5, "Aralik", 4));
    let z = add(&mut store, &other("z"));
    let mut refused = |act| store.append(z, &says(&ana(), act, None)).expect_err("it cannot be said").to_string();
    assert!(refused(bond(Bond::Same, None, &[(a, None)])).ends_with("\"same-happening\" is said of claims"));
    assert!(refused(bond(Bond::Belongs, Some(1), &[(a, None)])).ends_with("\"belongs\" is said of whole reports"));
    assert!(refused(bond(Bond::Belongs, None, &[])).ends_with("another report is wanted"));
    assert!(refused(bond(Bond::Belongs, None, &[(z, None)])).ends_with("another report is wanted"));
    assert!(refused(bond(Bond::Same, Some(1), &[(a, Some(9))])).ends_with("has no claim c9"));
    assert!(refused(bond(Bond::Apart, None, &[(ReportId(7), None)])).ends_with("no report 7"));
}

#[test]
fn an_approved_report_can_still_be_put_into_a_story() {
    let (_folder, mut store) = store();
    let a = add(&mut store, &told("a", 5, "Aralik", 4));
    let z = add(&mut store, &other("z"));
    store.append(z, &says(&ana(), Act::Approve, None)).expect("it can be said");
    store.append(z, &says(&ana(), bond(Bond::Belongs, None, &[(a, None)]), None)).expect("its claims stay as they are");
    let blind = bond(Bond::Apart, None, &[(a, None)]);
    store.append(z, &says(&Reviewer::blind("Ben"), blind, None)).expect("it can be said");
    renew(&mut store);
    assert_eq!(grouped(&store).len(), 1, "a blind reading binds nothing");
    store.undo_bond(&ana(), "2024-03-06T11:00:00Z").expect("and be taken out again");
    renew(&mut store);
    assert_eq!(grouped(&store).len(), 2);
}
