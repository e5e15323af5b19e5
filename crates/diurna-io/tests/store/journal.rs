//! What people say of a record: each act, who may do it, and taking it back.

use diurna_io::store::{ADDED_FROM, Act, ClaimFilter, Link, Linked, Next, Page, ReportId, ReportStatus, Store, View};
use diurna_record::{ClaimId, EventId, JsonText, ReviewStatus, Stance, Why};
use serde_json::json;
use tempfile::TempDir;

use crate::given::{BRIDGE, agreed, ana, bridge, c, keys, points, says, store};

fn bridge_store() -> (TempDir, Store, ReportId) {
    let (folder, mut store) = store();
    let report = store.add(&bridge()).expect("it goes in").report;
    (folder, store, report)
}

/// Ana does it.
fn does(store: &mut Store, report: ReportId, act: Act) {
    let why = matches!(act, Act::Reject { .. } | Act::Reopen).then_some("not told here");
    store.append(report, &says(&ana(), act, why)).expect("it can be done");
}

fn status(store: &Store, report: ReportId, claim: u32) -> ReviewStatus {
    let state = store.state(report, &View::Corrected).expect("it is there");
    state.claim(ClaimId(claim)).expect("the claim is there").review.status
}

/// Why Ana cannot do it.
fn refused(store: &mut Store, report: ReportId, act: Act) -> String {
    store.append(report, &says(&ana(), act, None)).expect_err("it cannot be done").to_string()
}

fn edit(claim: u32, set: serde_json::Value) -> Act {
    Act::Edit { claim: c(claim), set: keys(set) }
}

#[test]
fn a_claim_is_accepted_or_rejected_with_a_reason() {
    let (_folder, mut store, report) = bridge_store();
    does(&mut store, report, Act::Accept { claim: c(1) });
    does(&mut store, report, Act::Reject { claim: c(2) });
    let reviewed = store.reviewed(report, &View::Corrected).expect("it is there");
    assert_eq!(reviewed.record.claims.iter().map(|claim| claim.id.0).collect::<Vec<_>>(), [1, 3]);
    assert_eq!(reviewed.reviews[&ClaimId(1)].status, ReviewStatus::Accepted);
    assert_eq!(reviewed.reviews[&ClaimId(1)].reviewer, "Ana");
    assert!(reviewed.corrected && !reviewed.reviews.contains_key(&ClaimId(3)));
    assert!(refused(&mut store, report, Act::Reject { claim: c(3) }).ends_with("\"reject\" needs a reason"));
    assert!(
        refused(&mut store, report, Act::Accept { claim: c(9) }).ends_with("the record has no such claim any more")
    );
}

#[test]
fn the_machines_record_is_never_touched() {
    let (_folder, mut store, report) = bridge_store();
    does(&mut store, report, edit(1, json!({"kind": "fight.airstrike"})));
    does(&mut store, report, Act::Reject { claim: c(2) });
    let machine = store.reviewed(report, &View::Machine).expect("it is there");
    assert_eq!(machine.record.to_json(JsonText::In), bridge().to_json(JsonText::In));
    assert!(machine.reviews.is_empty() && !machine.corrected);
}

#[test]
fn any_field_can_be_set_in_the_keys_of_the_records_json() {
    let (_folder, mut store, report) = bridge_store();
    let set = json!({
        "kind": "fight.airstrike", "stance": "accuses", "actuality": "attempted", "background": true, "direct_quote": true,
        "speaker": {"actor": "a2", "at": points(BRIDGE, "The army")}, "via": [{"actor": "a1", "at": points(BRIDGE, "the mayor")}],
        "cue": {"at": points(BRIDGE, "said")}, "by": [{"at": points(BRIDGE, "The army"), "actor": "a2"}], "against": [], "means": [],
        "with": [{"at": points(BRIDGE, "medics")}], "if": {"at": points(BRIDGE, "it")}, "of": "c2",
        "anchor": {"at": points(BRIDGE, "hit")}, "at": points(BRIDGE, "Shelling hit the old bridge"),
        "place": {"at": points(BRIDGE, "the old bridge"), "name": "Old Bridge", "country": "UA", "grain": "point"},
        "when": {"at": points(BRIDGE, "on Monday"), "from": "2024-03-03", "to": "2024-03-03"},
        "count": {"at": points(BRIDGE, "12 people"), "op": "=", "value": 12, "part_of": "c2"},
    });
    does(&mut store, report, edit(1, set));
    let state = store.state(report, &View::Corrected).expect("it is there");
    let checked = state.claim(ClaimId(1)).expect("it is there");
    let claim = &checked.claim;
    assert_eq!(
        (claim.kind.as_str(), claim.quote.as_str(), claim.anchor.text.as_str()),
        ("fight.airstrike", "Shelling hit the old bridge", "hit")
    );
    assert_eq!(claim.speaker.as_ref().map(|speaker| speaker.text.as_str()), Some("The army"));
    assert_eq!(claim.place.as_ref().and_then(|place| place.name.as_deref()), Some("Old Bridge"));
    assert_eq!(claim.when.as_ref().and_then(|when| when.from), Some(jiff::civil::date(2024, 3, 3)));
    assert_eq!((claim.of, claim.count.as_ref().and_then(|count| count.part_of)), (Some(ClaimId(2)), Some(ClaimId(2))));
    assert_eq!(checked.machine.as_ref(), Some(&bridge().claims[0]), "what the machine had is kept beside it");
    let rows =
        store.claims(&ClaimFilter { status: Some(ReviewStatus::Edited), ..ClaimFilter::default() }, Page::default());
    let row = &rows.expect("it can be asked").rows[0];
    assert_eq!((row.speaker_key.as_deref(), row.stance), (Some("UKR-MIL"), Stance::Accuses));
}

#[test]
fn what_is_no_value_is_refused_and_nothing_is_written() {
    let (_folder, mut store, report) = bridge_store();
    for (set, why) in [
        (json!({"stance": "says"}), "\"says\" is not a value of this key"),
        (json!({"colour": "red"}), "\"colour\" is no key of a claim that can be set"),
        (json!({"speaker": {"at": [900, 905]}}), "[900, 905] lies outside the text"),
        (json!({"event": "e2"}), "\"event\" is no key of a claim that can be set"),
    ] {
        let told = refused(&mut store, report, edit(1, set));
        assert!(told.ends_with(why), "{told}");
    }
    assert!(refused(&mut store, report, Act::Merge { claims: vec![c(1)] }).ends_with("two claims or more are wanted"));
    assert!(refused(&mut store, report, Act::Garbled { at: [5, 5] }).ends_with("is no stretch of the text"));
    assert_eq!(store.journal(None).expect("it can be read"), []);
}

#[test]
fn a_claim_is_added_from_selected_words() {
    let (_folder, mut store, report) = bridge_store();
    let claim = json!({"kind": "harm.damage", "anchor": {"at": points(BRIDGE, "hit")}, "at": points(BRIDGE, "hit the old bridge")});
    does(&mut store, report, Act::Add { claim: keys(claim), like: Some(c(1)) });
    let record = store.reviewed(report, &View::Corrected).expect("it is there").record;
    let added = record.claim(ClaimId(ADDED_FROM)).expect("it is there");
    assert_eq!(
        (added.quote.as_str(), added.anchor.text.as_str(), added.event),
        ("hit the old bridge", "hit", EventId(1))
    );
    assert_eq!((&added.why, added.stance), (&Why::Person, Stance::Asserts));
    assert_eq!(
        record.claims.iter().map(|claim| claim.id.0).collect::<Vec<_>>(),
        [1, ADDED_FROM, 2, 3],
        "in its place in the text"
    );
    assert_eq!(status(&store, report, ADDED_FROM), ReviewStatus::Added);
    assert!(
        refused(&mut store, report, Act::Add { claim: keys(json!({"kind": "x"})), like: None })
            .ends_with("its place in the text")
    );
}

#[test]
fn claims_are_merged_and_split() {
    let (_folder, mut store, report) = bridge_store();
    does(&mut store, report, Act::Merge { claims: vec![c(3), c(1)] });
    let record = store.reviewed(report, &View::Corrected).expect("it is there").record;
    assert_eq!(record.claims.iter().map(|claim| claim.id.0).collect::<Vec<_>>(), [2, 3]);
    assert_eq!(record.claims[0].of, Some(ClaimId(3)), "what pointed to the merged claim points to the one that stays");
    assert_eq!(status(&store, report, 1), ReviewStatus::Replaced);

    let part = |words: &str| keys(json!({"anchor": {"at": points(BRIDGE, words)}}));
    does(&mut store, report, Act::Split { claim: c(2), into: vec![part("people"), part("killed")] });
    let record = store.reviewed(report, &View::Corrected).expect("it is there").record;
    let anchors: Vec<&str> = record.claims.iter().map(|claim| claim.anchor.text.as_str()).collect();
    assert_eq!(anchors, ["people", "killed", "denied"]);
}

#[test]
fn happenings_are_merged_and_split() {
    let (_folder, mut store, report) = bridge_store();
    let events = |store: &Store| -> Vec<u32> {
        let record = store.reviewed(report, &View::Corrected).expect("it is there").record;
        record.claims.iter().map(|claim| claim.event.0).collect()
    };
    does(&mut store, report, Act::MergeEvents { claims: vec![c(2), c(1)] });
    assert_eq!(events(&store), [2, 2, 2], "the denial is about the same happening and goes along");
    does(&mut store, report, Act::SplitEvent { claims: vec![c(3)] });
    let apart = events(&store);
    assert!(apart[0] == 2 && apart[1] == 2 && apart[2] > ADDED_FROM, "{apart:?}");
}

#[test]
fn noise_spoilt_text_and_links_are_kept() {
    let (_folder, mut store, report) = bridge_store();
    let other = store.add(&agreed()).expect("it goes in").report;
    does(&mut store, report, Act::Noise { at: points(BRIDGE, "Share this story."), reason: "navigation".into() });
    does(&mut store, report, Act::Garbled { at: points(BRIDGE, "denied it") });
    does(&mut store, report, Act::Link { claim: c(3), link: Linked(Link::Contradicts), report: None, to: c(1) });
    does(
        &mut store,
        report,
        Act::Link { claim: c(2), link: Linked(Link::Supersedes), report: Some(other.0), to: c(1) },
    );
    let state = store.state(report, &View::Corrected).expect("it is there");
    assert_eq!(state.record().noise[0].at.of(BRIDGE), "Share this story.");
    assert_eq!(state.garbled[0].words.text, "denied it");
    assert_eq!((state.links[0].to, state.links[1].report), (ClaimId(1), Some(other)));
    assert_eq!(store.report(report).expect("it is there").conflicts, 1);
}

#[test]
fn an_approved_report_is_locked_until_it_is_reopened_with_a_reason() {
    let (_folder, mut store, report) = bridge_store();
    does(&mut store, report, Act::Approve);
    assert_eq!(store.report(report).expect("it is there").status, ReportStatus::Approved);
    assert!(refused(&mut store, report, Act::Accept { claim: c(1) }).ends_with("is approved; reopen it first"));
    assert!(store.undo(report, &ana(), "2024-03-06T11:00:00Z").is_err(), "nor can the approval be undone");
    assert!(refused(&mut store, report, Act::Reopen).ends_with("\"reopen\" needs a reason"));
    does(&mut store, report, Act::Reopen);
    does(&mut store, report, Act::Accept { claim: c(1) });
    assert_eq!(store.report(report).expect("it is there").status, ReportStatus::InReview);
}

#[test]
fn every_step_can_be_taken_back_and_done_again_without_limit() {
    let (_folder, mut store, report) = bridge_store();
    let shown =
        |store: &Store| store.reviewed(report, &View::Corrected).expect("it is there").record.to_json(JsonText::Out);
    let mut states = vec![shown(&store)];
    for round in 0..30 {
        let act = match round % 4 {
            0 => edit(1, json!({"stance": if round % 8 == 0 { "denies" } else { "doubts" }})),
            1 => Act::Reject { claim: c(2) },
            2 => Act::Add {
                claim: keys(
                    json!({"kind": "fight.attack", "anchor": {"at": [round, round + 3]}, "at": [0, 40 + round]}),
                ),
                like: None,
            },
            _ => Act::Accept { claim: c(2) },
        };
        does(&mut store, report, act);
        states.push(shown(&store));
    }
    let now = "2024-03-06T11:00:00Z";
    for state in states.iter().rev().skip(1) {
        store.undo(report, &ana(), now).expect("it can be taken back").expect("there is something left");
        assert_eq!(shown(&store), *state);
    }
    assert_eq!(store.undo(report, &ana(), now).expect("it can be asked"), None);
    for state in &states[1..] {
        store.redo(report, &ana(), now).expect("it can be done again").expect("there is something left");
        assert_eq!(shown(&store), *state);
    }
    assert_eq!(store.redo(report, &ana(), now).expect("it can be asked"), None);
    assert_eq!(
        store.journal(None).expect("it can be read").len(),
        90,
        "taking back and doing again are written down too"
    );
}

#[test]
fn each_reviewer_takes_back_only_their_own() {
    let (_folder, mut store, report) = bridge_store();
    does(&mut store, report, edit(1, json!({"stance": "denies"})));
    let ben = diurna_io::store::Reviewer::open("Ben");
    store.append(report, &says(&ben, Act::Accept { claim: c(3) }, None)).expect("it can be done");
    store.undo(report, &ana(), "2024-03-06T11:00:00Z").expect("it can be taken back").expect("it was hers");
    assert_eq!(
        (status(&store, report, 1), status(&store, report, 3)),
        (ReviewStatus::Unreviewed, ReviewStatus::Accepted)
    );
    let lines = store.log(None).expect("it can be read");
    assert_eq!(lines.iter().map(|line| line.holds).collect::<Vec<_>>(), [false, true, true]);
    assert_eq!(lines[0].entry.told(), "edit c1 \"Shelling\": stance denies");
}

#[test]
fn the_next_claim_to_look_at_is_found_report_by_report() {
    let (_folder, mut store, report) = bridge_store();
    let other = store.add(&agreed()).expect("it goes in").report;
    does(&mut store, report, Act::Accept { claim: c(2) });
    let next = |after| store.next_unreviewed(after).expect("it can be asked");
    let claim = |report, number| Some(Next { report, claim: ClaimId(number) });
    assert_eq!(next(None), claim(report, 1));
    assert_eq!(next(claim(report, 1)), claim(report, 3));
    assert_eq!(next(claim(report, 3)), claim(other, 1));
    assert_eq!(next(claim(other, 2)), None);
}
