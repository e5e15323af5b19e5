//! Stories on the screen: reports that tell of one happening stand together, and what a person says of them binds.

use super::*;

/// A report of a shelling in Aralik on a day of March 2024.
fn shelling(id: &str, day: i8) -> Record {
    let text = format!("Shelling struck the grain market of Aralik and 4 people died. Wire {id} has more.");
    let mut record = report(id, &text);
    let day = jiff::civil::date(2024, 3, day);
    record.report.published = Some(day);
    record.report.publisher = Some(format!("Wire {id}"));
    for claim in &mut record.claims {
        claim.place = Some(Place { name: Some("Aralik".into()), country: Some("XX".into()), ..Place::default() });
        claim.when = Some(When { from: Some(day), to: Some(day), ..When::default() });
    }
    record
}

fn site() -> Site {
    let mut other = report("z", "Fishermen off Gorgona were freed after eleven nights.");
    other.claims.truncate(1);
    other.claims[0].kind = Kind::new("detain.release");
    Site::of(&[shelling("a", 5), shelling("b", 5), other])
}

/// The story that an answer leads to.
fn story(answer: &str) -> String {
    let value: serde_json::Value = serde_json::from_str(answer).expect("JSON");
    value["story"].as_str().unwrap_or_else(|| panic!("a story: {answer}")).to_owned()
}

#[tokio::test]
async fn a_story_shows_its_reports_and_who_said_it_first() {
    let (status, page) = site().get("/stories").await;
    assert_eq!(status, StatusCode::OK);
    assert!(
        page.contains("data-story=\"s1\"") && page.contains("data-report=\"1\"") && page.contains("data-report=\"2\"")
    );
    assert!(page.contains("Who said it first") && page.contains("Tolls over time"), "{page}");
    assert!(!page.contains("data-report=\"3\""), "the third tells of something else");
}

#[tokio::test]
async fn a_report_leads_to_its_story() {
    let site = site();
    assert!(site.get("/report/3").await.1.contains("/stories?report=3"));
    site.get("/stories").await;
    assert!(site.get("/stories?report=3").await.1.contains("data-report=\"3\""));
    assert!(site.get("/stories?story=s99").await.1.contains("no such story"));
}

#[tokio::test]
async fn what_is_said_of_a_story_binds_it_and_can_be_taken_back() {
    let site = site();
    site.get("/stories").await;
    let apart = r#"{"bond":"does-not-belong","story":"s1","report":"2","why":"another market"}"#;
    let (status, answer) = site.post("/stories/bond", apart).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    let own = story(&answer);
    assert_ne!(own, "s1");
    let (_, page) = site.get(&format!("/stories?story={own}")).await;
    assert!(page.contains("does not belong to the story of") && page.contains("another market"), "{page}");
    let (_, answer) = site.post("/stories/undo", "{}").await;
    assert_eq!(story(&answer), "s1");
    let (_, answer) = site.post("/stories/redo", "{}").await;
    assert_ne!(story(&answer), "s1");
    site.post("/stories/undo", "{}").await;
    let (_, answer) = site.post("/stories/bond", r#"{"bond":"belongs","story":"s1","report":"z"}"#).await;
    assert_eq!(story(&answer), "s1");
    assert!(site.get("/stories?story=s1").await.1.contains("data-report=\"3\""));
    let (_, journal) = site.get("/journal").await;
    assert!(journal.contains("belongs: report 1") && journal.contains("Ada"), "{journal}");
}

#[tokio::test]
async fn claims_are_bound_to_a_happening_or_to_a_claim_elsewhere() {
    let site = site();
    site.get("/stories").await;
    let same = r#"{"bond":"same-happening","story":"s1","report":"1","claim":"c1","elsewhere":"z c1"}"#;
    let (status, answer) = site.post("/stories/bond", same).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    let different = r#"{"bond":"not-the-same","story":"s1","report":"1","claim":"c1","happening":"h1"}"#;
    let (status, answer) = site.post("/stories/bond", different).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    let wrong = r#"{"bond":"same-happening","story":"s1","report":"1","claim":"c1","elsewhere":"nobody c1"}"#;
    let (status, answer) = site.post("/stories/bond", wrong).await;
    assert_eq!((status, answer.as_str()), (StatusCode::CONFLICT, "there is no report \"nobody\"\n"));
}

#[tokio::test]
async fn a_second_reading_says_nothing_of_stories() {
    let site = site();
    site.get("/stories").await;
    let request = Request::builder()
        .uri("/stories/bond")
        .method("POST")
        .header(header::HOST, "127.0.0.1:8080")
        .header(header::ORIGIN, "http://127.0.0.1:8080")
        .header(header::COOKIE, "diurna-name=Ben; diurna-pass=blind")
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(r#"{"bond":"belongs","story":"s1","report":"z"}"#));
    assert_eq!(site.send(request.expect("a request")).await.0, StatusCode::CONFLICT);
}
