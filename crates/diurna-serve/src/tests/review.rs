//! A report is reviewed: what is said goes into the journal, shows on the page, and can be taken back.

use super::*;

fn site() -> Site {
    Site::of(&[report("r1", "Shelling was heard near the bridge.\nThe army denied it.")])
}

#[tokio::test]
async fn a_report_stands_beside_its_claims() {
    let (status, page) = site().get("/report/1").await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("data-line=\"1\" data-at=\"0\"") && page.contains("data-line=\"2\" data-at=\"36\""));
    assert!(
        page.contains("id=\"c1\"") && page.contains("artillery, mortars or rockets") && page.contains("very likely")
    );
}

#[tokio::test]
async fn nobody_corrects_without_a_name() {
    let request = Request::builder().uri("/report/1").header(header::HOST, "127.0.0.1:8080").body(Body::empty());
    let (status, headers, _) = site().send(request.expect("a request")).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert!(headers.get(header::LOCATION).is_some_and(|to| to.as_bytes().starts_with(b"/name?to=")));
}

#[tokio::test]
async fn an_edit_shows_what_was_and_undo_brings_it_back() {
    let site = site();
    let (status, answer) =
        site.post("/report/1/act", r#"{"act":"edit","claim":"c1","set":{"stance":"denies","actuality":"not"}}"#).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    assert!(answer.contains("was \\u003cs\\u003easserts") || answer.contains("was <s>asserts"), "{answer}");
    let (status, answer) = site.post("/report/1/undo", "{}").await;
    assert_eq!(status, StatusCode::OK);
    assert!(answer.contains("undone") && !answer.contains("was <s>"));
    let (_, answer) = site.post("/report/1/redo", "{}").await;
    assert!(answer.contains("was <s>asserts"));
    let (_, journal) = site.get("/journal").await;
    assert!(journal.contains("stance: denies") && journal.contains("Ada"));
}

#[tokio::test]
async fn an_approved_report_is_locked_until_it_is_reopened() {
    let site = site();
    assert_eq!(site.post("/report/1/act", r#"{"act":"approve"}"#).await.0, StatusCode::OK);
    assert_eq!(site.post("/report/1/act", r#"{"act":"accept","claim":"c1"}"#).await.0, StatusCode::CONFLICT);
    assert_eq!(site.post("/report/1/act", r#"{"act":"reopen"}"#).await.0, StatusCode::CONFLICT, "it needs a reason");
    assert_eq!(site.post("/report/1/act", r#"{"act":"reopen","why":"a later figure"}"#).await.0, StatusCode::OK);
    assert_eq!(site.post("/report/1/act", r#"{"act":"accept","claim":"c1"}"#).await.0, StatusCode::OK);
}

#[tokio::test]
async fn accepting_a_claim_that_stands_changes_its_card_alone() {
    let site = site();
    let (_, answer) = site.post("/report/1/act", r#"{"act":"accept","claim":"c1"}"#).await;
    assert!(answer.contains("accepted by Ada") && answer.contains("1 of 2 open") && !answer.contains("id=\\\"c2\\\""));
    site.post("/report/1/act", r#"{"act":"reject","claim":"c1","why":"a caption"}"#).await;
    let (_, answer) = site.post("/report/1/act", r#"{"act":"accept","claim":"c1"}"#).await;
    assert!(answer.contains("data-c=\\\"c1"), "its words are marked again: {answer}");
}

#[tokio::test]
async fn a_claim_is_added_from_selected_words() {
    let site = site();
    let act = r#"{"act":"add","claim":{"kind":"force.presence","anchor":{"at":[45,51]},"at":[36,55],"stance":"denies","actuality":"not","speaker":{"at":[36,44]}}}"#;
    let (status, answer) = site.post("/report/1/act", act).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    assert!(answer.contains("The army: denies, not"), "{answer}");
}

#[tokio::test]
async fn a_blind_reader_sees_only_the_machine_and_themselves() {
    let site = site();
    site.post("/report/1/act", r#"{"act":"reject","claim":"c1","why":"a caption"}"#).await;
    let blind = "diurna-name=Ben; diurna-pass=blind";
    let request =
        Request::builder().uri("/report/1").header(header::HOST, "127.0.0.1:8080").header(header::COOKIE, blind);
    let (_, _, page) = site.send(request.body(Body::empty()).expect("a request")).await;
    assert!(!page.contains("rejected by Ada") && page.contains("second reading"));
    assert!(site.get("/report/1").await.1.contains("rejected by Ada"));
    let request = Request::builder()
        .uri("/report/1/act")
        .method("POST")
        .header(header::HOST, "127.0.0.1:8080")
        .header(header::ORIGIN, "http://127.0.0.1:8080")
        .header(header::COOKIE, blind)
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(r#"{"act":"accept","claim":"c1"}"#));
    assert_eq!(site.send(request.expect("a request")).await.0, StatusCode::OK);
    let (_, differences) = site.get("/differences?report=1").await;
    assert!(differences.contains("Ben (blind)") && differences.contains("Cohen"), "{differences}");
}

#[tokio::test]
async fn every_screen_draws_a_record_without_reports() {
    let site = Site::of(&[]);
    for screen in [
        "/",
        "/map",
        "/timeline",
        "/stories",
        "/tolls",
        "/sources",
        "/agreements",
        "/search",
        "/journal",
        "/export",
        "/differences",
        "/name",
    ] {
        let (status, page) = site.get(screen).await;
        assert_eq!(status, StatusCode::OK, "{screen}: {page}");
    }
    assert_eq!(site.get("/report/1").await.0, StatusCode::NOT_FOUND);
}
