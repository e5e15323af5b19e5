//! A second reading that sees nothing of the first, and what the two make of each other.

use diurna_io::store::{Act, ReportId, ReportStatus, Reviewer, Store, View};
use diurna_record::{ClaimId, ReviewStatus, Stance};
use serde_json::json;
use tempfile::TempDir;

use crate::given::{BRIDGE, ana, bridge, c, keys, points, says, store};

fn ben() -> Reviewer {
    Reviewer::blind("Ben")
}

/// Ana and Ben have read the bridge: they differ in a stance, in a rejection, and in a claim that only Ben added.
fn read_twice() -> (TempDir, Store, ReportId) {
    let (folder, mut store) = store();
    let report = store.add(&bridge()).expect("it goes in").report;
    let stance = |claim, word: &str| Act::Edit { claim: c(claim), set: keys(json!({ "stance": word })) };
    let added = json!({"kind": "harm.damage", "anchor": {"at": points(BRIDGE, "bridge")}, "at": points(BRIDGE, "hit the old bridge")});
    for (reviewer, act) in [
        (ana(), stance(1, "admits")),
        (ana(), Act::Accept { claim: c(2) }),
        (ben(), stance(1, "accuses")),
        (ben(), Act::Accept { claim: c(2) }),
        (ben(), Act::Reject { claim: c(3) }),
        (ben(), Act::Add { claim: keys(added), like: None }),
    ] {
        store.append(report, &says(&reviewer, act, Some("as I read it"))).expect("it can be done");
    }
    (folder, store, report)
}

#[test]
fn a_blind_pass_sees_only_itself_and_changes_nothing_for_others() {
    let (_folder, store, report) = read_twice();
    let stance = |view: &View| store.reviewed(report, view).expect("it is there").record.claims[0].stance;
    assert_eq!(stance(&View::Corrected), Stance::Admits);
    assert_eq!(stance(&View::Only(ben())), Stance::Accuses);
    let state = store.state(report, &View::Corrected).expect("it is there");
    assert_eq!(state.claim(ClaimId(3)).expect("it stands").review.status, ReviewStatus::Unreviewed);
    assert_eq!(store.reviewers(report).expect("two"), [ana(), ben()]);
}

#[test]
fn the_two_readings_are_laid_side_by_side() {
    let (_folder, store, report) = read_twice();
    let differences = store.differences(report, &ana(), &ben()).expect("they can be compared");
    let fields: Vec<_> =
        differences.fields.iter().map(|it| (it.field, it.left_value.as_str(), it.right_value.as_str())).collect();
    assert_eq!(fields, [("stance", "admits", "accuses")]);
    assert_eq!(differences.only_left.iter().map(|claim| claim.id.0).collect::<Vec<_>>(), [3]);
    assert_eq!(differences.only_right.iter().map(|claim| claim.kind.as_str()).collect::<Vec<_>>(), ["harm.damage"]);
}

#[test]
fn agreement_is_told_beyond_chance() {
    let (_folder, store, report) = read_twice();
    let accords = store.differences(report, &ana(), &ben()).expect("they can be compared").accords;
    let of = |field: &str| accords.iter().find(|accord| accord.field == field).expect("every field");
    // Two claims of both: {admits, asserts} against {accuses, asserts}: observed 1/2, expected 1/4.
    let stance = of("stance");
    assert_eq!((stance.n, stance.agreed), (2, 1));
    assert!(stance.kappa.is_some_and(|kappa| (kappa - 1.0 / 3.0).abs() < 1e-9), "{stance:?}");
    assert_eq!((of("claim").n, of("claim").agreed), (4, 2));
    assert_eq!(of("background").kappa, None, "both say the same of all: chance would too");
    assert_eq!(store.accords(&ana(), &ben()).expect("they can be compared"), accords, "over all reports: there is one");
}

#[test]
fn a_blind_approval_locks_nothing() {
    let (_folder, mut store, report) = read_twice();
    store.append(report, &says(&ben(), Act::Approve, None)).expect("it can be done");
    assert_eq!(store.report(report).expect("it is there").status, ReportStatus::InReview);
    store.append(report, &says(&ana(), Act::Accept { claim: c(1) }, None)).expect("the open pass goes on");
    assert!(store.append(report, &says(&ben(), Act::Accept { claim: c(1) }, None)).is_err(), "his own pass is done");
}
