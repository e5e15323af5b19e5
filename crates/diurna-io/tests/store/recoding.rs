//! Corrections outlive the coding they were made on.

use diurna_io::store::{ADDED_FROM, Act, Added, Link, Linked, RESTORED_FROM, ReportStatus, Store, View};
use diurna_record::{Actor, ActorId, ClaimId, EventId, Record, ReviewStatus, Stance};
use serde_json::json;
use tempfile::TempDir;

use crate::given::{BRIDGE, ana, bridge, c, keys, points, record, says, store};

/// The bridge's record by a better model: other ids for claims and actors, one claim more, the denial not found.
fn better() -> Record {
    let mut record = bridge();
    record.made.model = "m2".into();
    record.claims.pop();
    for claim in &mut record.claims {
        claim.id = ClaimId(claim.id.0 + 10);
        claim.event = EventId(claim.event.0 + 10);
        claim.of = claim.of.map(|id| ClaimId(id.0 + 10));
        claim.speaker = None;
    }
    record.actors = vec![
        Actor { id: ActorId(1), name: "medics".into(), ..Actor::default() },
        Actor { id: ActorId(2), name: "Army".into(), key: Some("UKR-MIL".into()), ..Actor::default() },
    ];
    record
}

fn corrected(acts: Vec<Act>) -> (TempDir, Store, Added) {
    let (folder, mut store) = store();
    let added = store.add(&bridge()).expect("it goes in");
    for act in acts {
        let why = matches!(act, Act::Reject { .. }).then_some("told by nobody");
        store.append(added.report, &says(&ana(), act, why)).expect("it can be done");
    }
    (folder, store, added)
}

#[test]
fn an_edit_finds_its_claim_again_by_its_words() {
    let set = json!({"stance": "denies", "speaker": {"actor": "a1", "at": points(BRIDGE, "the mayor")}});
    let (_folder, mut store, added) = corrected(vec![Act::Edit { claim: c(1), set: keys(set) }]);
    store.add(&better()).expect("it goes in");
    let state = store.state(added.report, &View::Corrected).expect("it is there");
    let checked = state.claim(ClaimId(11)).expect("the better model's claim");
    assert_eq!((checked.claim.stance, checked.review.status), (Stance::Denies, ReviewStatus::Edited));
    let speaker = checked.claim.speaker.as_ref().expect("as Ana set it");
    let actor =
        state.record().actors.iter().find(|actor| Some(actor.id) == speaker.actor).expect("the actor came along");
    assert_eq!((speaker.text.as_str(), actor.name.as_str()), ("the mayor", "the mayor"));
    assert!(state.unattached.is_empty());
}

#[test]
fn what_was_accepted_stands_as_it_was_accepted() {
    let (_folder, mut store, added) = corrected(vec![Act::Accept { claim: c(1) }]);
    store.add(&better()).expect("it goes in");
    let record = store.reviewed(added.report, &View::Corrected).expect("it is there").record;
    let claim = record.claim(ClaimId(11)).expect("the better model's claim");
    assert_eq!(
        claim.speaker.as_ref().map(|speaker| speaker.text.as_str()),
        Some("the mayor"),
        "though that model saw no speaker"
    );
}

#[test]
fn a_rejected_claim_stays_rejected() {
    let (_folder, mut store, added) = corrected(vec![Act::Reject { claim: c(2) }]);
    store.add(&better()).expect("it goes in");
    let record = store.reviewed(added.report, &View::Corrected).expect("it is there").record;
    assert_eq!(record.claims.iter().map(|claim| claim.id.0).collect::<Vec<_>>(), [11]);
}

#[test]
fn a_checked_claim_that_the_better_model_does_not_make_stands_again() {
    let act = Act::Edit { claim: c(3), set: keys(json!({"actuality": "not", "kind": "fight.airstrike"})) };
    let (_folder, mut store, added) = corrected(vec![act]);
    store.add(&better()).expect("it goes in");
    let record = store.reviewed(added.report, &View::Corrected).expect("it is there").record;
    let again = record.claims.last().expect("it stands");
    assert!(again.id.0 >= RESTORED_FROM);
    assert_eq!(
        (again.kind.as_str(), again.stance, again.quote.as_str()),
        ("fight.airstrike", Stance::Denies, "The army denied it")
    );
    assert_eq!(again.by[0].actor, Some(ActorId(2)), "the army, under the name the better model has for it");
}

#[test]
fn what_finds_no_place_is_listed_and_comes_back_with_its_words() {
    let (_folder, mut store, added) = corrected(vec![
        Act::Accept { claim: c(3) },
        Act::Garbled { at: points(BRIDGE, "Share this story.") },
        Act::Reject { claim: c(2) },
    ]);
    let text = "Shelling hit the old bridge in Kyïv on Monday, the mayor said.";
    store
        .add(&record("bridge-1", text, "m1", &[("fight.shelling", "Shelling", "Shelling hit the old bridge")]))
        .expect("it goes in");
    let state = store.state(added.report, &View::Corrected).expect("it is there");
    let reasons: Vec<&str> = state.unattached.iter().map(|lost| lost.reason.as_str()).collect();
    assert_eq!(
        reasons,
        [
            "the text has no \"The army denied it\" any more",
            "the text has no \"Share this story.\" any more",
            "the record has no such claim any more"
        ]
    );
    assert_eq!(store.report(added.report).expect("it is there").unattached, 3);
    assert!(store.log(None).expect("it can be read").iter().all(|line| line.unattached.is_some()));

    let longer = format!("Correction. {BRIDGE}");
    store.add(&record("bridge-1", &longer, "m1", &[])).expect("it goes in");
    let state = store.state(added.report, &View::Corrected).expect("it is there");
    assert_eq!(state.garbled[0].words.at.of(&longer), "Share this story.");
    assert_eq!(state.reviewed().record.claims[0].quote, "The army denied it");
}

#[test]
fn an_added_claim_keeps_its_id_and_its_place_in_a_changed_text() {
    let claim = json!({"kind": "harm.damage", "anchor": {"at": points(BRIDGE, "hit")}, "at": points(BRIDGE, "hit the old bridge"),
        "place": {"at": points(BRIDGE, "Kyïv"), "name": "Kyiv"}});
    let (_folder, mut store, added) = corrected(vec![Act::Add { claim: keys(claim), like: Some(c(1)) }]);
    let text = format!("KYÏV — {BRIDGE}");
    store
        .add(&record("bridge-1", &text, "m1", &[("fight.shelling", "Shelling", "Shelling hit the old bridge")]))
        .expect("it goes in");
    let record = store.reviewed(added.report, &View::Corrected).expect("it is there").record;
    let added = record.claim(ClaimId(ADDED_FROM)).expect("it stands");
    assert_eq!(
        (added.at.of(&text), added.place.as_ref().map(|place| place.at.of(&text))),
        ("hit the old bridge", Some("Kyïv"))
    );
    assert_eq!(added.event, record.claims[0].event, "still about the same happening");
}

#[test]
fn corrections_of_two_codings_are_kept_over_a_third() {
    let (_folder, mut store, added) =
        corrected(vec![Act::Edit { claim: c(1), set: keys(json!({"stance": "doubts"})) }]);
    store.add(&better()).expect("it goes in");
    let set = keys(json!({"kind": "toll.injured"}));
    store.append(added.report, &says(&ana(), Act::Edit { claim: c(12), set }, None)).expect("it can be done");
    let mut third = bridge();
    third.made.model = "m3".into();
    store.add(&third).expect("it goes in");
    let record = store.reviewed(added.report, &View::Corrected).expect("it is there").record;
    assert_eq!((record.claims[0].stance, record.claims[1].kind.as_str()), (Stance::Doubts, "toll.injured"));
    let taken_back =
        store.undo(added.report, &ana(), "2024-03-07T09:00:00Z").expect("it can be").expect("the last edit");
    assert_eq!(taken_back.coding, store.versions(added.report).expect("one")[0].codings[2].0);
    let record = store.reviewed(added.report, &View::Corrected).expect("it is there").record;
    assert_eq!((record.claims[0].stance, record.claims[1].kind.as_str()), (Stance::Doubts, "toll.killed"));
}

#[test]
fn an_approved_report_keeps_the_coding_it_was_approved_with_until_it_is_reopened() {
    let (_folder, mut store, added) = corrected(vec![Act::Approve]);
    store.add(&better()).expect("it goes in");
    let claims =
        |store: &Store| store.reviewed(added.report, &View::Corrected).expect("it is there").record.claims[0].id.0;
    assert_eq!((claims(&store), store.report(added.report).expect("it is there").status), (1, ReportStatus::Approved));
    store.append(added.report, &says(&ana(), Act::Reopen, Some("a better model"))).expect("it can be done");
    assert_eq!(claims(&store), 11);
}

#[test]
fn an_approval_does_not_hold_for_a_text_that_changed() {
    let (_folder, mut store, added) = corrected(vec![Act::Approve]);
    store.add(&record("bridge-1", "Nobody was hurt, the mayor said.", "m1", &[])).expect("it goes in");
    let row = store.report(added.report).expect("it is there");
    assert_eq!((row.status, row.unattached), (ReportStatus::InReview, 1));
}

#[test]
fn a_link_from_another_report_follows_its_claim() {
    let (_folder, mut store, added) = corrected(vec![]);
    let text = "At least 15 people were killed, rescuers said.";
    let later = record("bridge-2", text, "m1", &[("toll.killed", "killed", "At least 15 people were killed")]);
    let later = store.add(&later).expect("it goes in").report;
    let link = |to| Act::Link { claim: c(1), link: Linked(Link::Supersedes), report: Some(added.report.0), to: c(to) };
    let told = store.append(later, &says(&ana(), link(9), None)).expect_err("there is no such claim").to_string();
    assert_eq!(told, "report 1 has no claim c9");
    store.append(later, &says(&ana(), link(2), None)).expect("it can be done");
    store.append(later, &says(&ana(), link(3), None)).expect("it can be done");
    store.add(&better()).expect("the other report is coded again");
    let state = store.state(later, &View::Corrected).expect("it is there");
    assert_eq!(state.links.iter().map(|tie| tie.to.0).collect::<Vec<_>>(), [12], "the toll has another id there");
    assert_eq!(state.unattached[0].reason, "report 1 has no such claim any more");
    assert_eq!(store.report(later).expect("it is there").unattached, 1, "the tables know it too");
}
