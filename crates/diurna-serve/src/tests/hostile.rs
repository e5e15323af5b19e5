//! Fifty reports that try to be more than text. Nothing of them runs, loads or leads anywhere.

use serde::Deserialize;

use super::*;

#[derive(Deserialize)]
struct Hostile {
    what: String,
    words: String,
}

fn corpus() -> Vec<Hostile> {
    include_str!("hostile.jsonl")
        .lines()
        .map(|line| serde_json::from_str(line).expect("a line of the corpus"))
        .collect()
}

/// A report that has the words wherever a report can have words.
fn record(number: usize, hostile: &str) -> Record {
    let text = format!("{hostile}\nRebels said the army shelled {hostile} on Monday.");
    let found = words(&text, hostile);
    let mut record = report(&format!("{number}-{hostile}"), &text);
    let day = "2024-03-04".parse().expect("a day");
    record.report.title = Some(hostile.into());
    record.report.publisher = Some(hostile.into());
    record.report.url = Some(hostile.into());
    record.report.published = Some(day);
    record.report.language = Some(hostile.into());
    for claim in &mut record.claims {
        claim.anchor = found.clone();
        claim.kind = Kind::new(if claim.kind.is_toll() { "toll.killed".into() } else { format!("fight.{hostile}") });
        claim.speaker = Some(Speaker { at: found.at, text: found.text.clone(), ..Speaker::default() });
        claim.cue = Some(found.clone());
        claim.condition = Some(found.clone());
        claim.place = Some(Place {
            at: found.at,
            text: found.text.clone(),
            name: Some(hostile.into()),
            lat: Some(1.0),
            lon: Some(2.0),
            ..Place::default()
        });
        claim.when =
            Some(When { at: found.at, text: found.text.clone(), from: Some(day), to: Some(day), ..When::default() });
    }
    record
}

/// The elements our own templates are made of.
const OURS: &str = " a article aside base bdi body br button caption circle code datalist dd defs details dialog div dl dt ellipse fieldset
    figcaption figure form g h1 h2 h3 h4 head header html input kbd label legend li line link main mark meta nav ol option p path pattern pre q
    rect s section select small span strong style summary svg table tbody td text textarea th thead time title tr ul script ";

/// Every element of a page with its attributes, as a browser would take them apart.
fn elements(page: &str) -> Vec<(String, Vec<(String, String)>)> {
    let mut elements = Vec::new();
    let mut rest = page;
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        if rest.starts_with(['/', '!']) {
            continue;
        }
        let end = rest.find(|letter: char| letter.is_whitespace() || letter == '>').unwrap_or(rest.len());
        let name = rest[..end].trim_end_matches('/').to_ascii_lowercase();
        rest = &rest[end..];
        let mut attributes = Vec::new();
        loop {
            rest = rest.trim_start();
            if rest.is_empty() || rest.starts_with('>') || rest.starts_with("/>") {
                break;
            }
            let end = rest
                .find(|letter: char| letter.is_whitespace() || letter == '=' || letter == '>')
                .unwrap_or(rest.len());
            let key = rest[..end].to_ascii_lowercase();
            rest = &rest[end..];
            let mut value = "";
            if let Some(after) = rest.strip_prefix('=') {
                let quote =
                    after.chars().next().filter(|letter| matches!(letter, '"' | '\'')).expect("our values are quoted");
                let inside = &after[1..];
                let end = inside.find(quote).expect("a value ends");
                (value, rest) = (&inside[..end], &inside[end + 1..]);
            }
            attributes.push((key, value.to_owned()));
        }
        elements.push((name, attributes));
    }
    elements
}

/// Whether a page is made of our own elements alone, and leads only to our own pages and to addresses of the web.
fn is_harmless(page: &str, what: &str) {
    for (name, attributes) in elements(page) {
        assert!(OURS.split_whitespace().any(|ours| ours == name), "{what}: <{name}>");
        assert!(name != "base" && name != "style", "{what}: <{name}>");
        let value = |key: &str| attributes.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str());
        if name == "script" {
            assert!(value("src").is_some_and(|src| src.starts_with("/assets/")), "{what}: a script that is not ours");
        }
        for (key, value) in &attributes {
            assert!(!key.starts_with("on") && key != "style" && key != "srcdoc", "{what}: {key} on <{name}>");
            if matches!(key.as_str(), "href" | "src" | "action" | "xlink:href") {
                let leads = ["/", "#", "?", "http://", "https://"].iter().any(|start| value.starts_with(start));
                assert!((leads || value.is_empty()) && !value.starts_with("//"), "{what}: {key}={value}");
            }
        }
    }
}

#[tokio::test]
async fn nothing_a_report_says_runs() {
    let corpus = corpus();
    assert_eq!(corpus.len(), 50);
    let records: Vec<Record> = corpus.iter().enumerate().map(|(n, hostile)| record(n, &hostile.words)).collect();
    let site = Site::of(&records);
    for screen in [
        "/",
        "/map",
        "/map/claims?lat=1&lon=2",
        "/timeline",
        "/tolls",
        "/sources",
        "/agreements",
        "/search?q=army",
        "/journal",
        "/export",
        "/export?as=records",
        "/differences",
    ] {
        let (status, page) = site.get(screen).await;
        assert_eq!(status, StatusCode::OK, "{screen}: {page}");
        is_harmless(&page, screen);
    }
    for (number, hostile) in corpus.iter().enumerate() {
        let (status, page) = site.get(&format!("/report/{}", number + 1)).await;
        assert_eq!(status, StatusCode::OK, "{}", hostile.what);
        is_harmless(&page, &hostile.what);
    }
}

#[tokio::test]
async fn what_people_write_runs_no_more_than_reports_do() {
    let site = Site::of(&[report("r1", "Shelling was heard.")]);
    for hostile in corpus().iter().filter(|hostile| !hostile.words.trim().is_empty()) {
        let why = serde_json::to_string(&hostile.words).expect("words are JSON");
        let (status, answer) =
            site.post("/report/1/act", &format!(r#"{{"act":"reject","claim":"c1","why":{why}}}"#)).await;
        assert_eq!(status, StatusCode::OK, "{}: {answer}", hostile.what);
        let answer: serde_json::Value = serde_json::from_str(&answer).expect("an answer in JSON");
        is_harmless(answer["panel"].as_str().expect("a panel"), &hostile.what);
    }
    is_harmless(&site.get("/journal").await.1, "the journal");
}

#[tokio::test]
async fn a_name_or_a_search_that_is_code_is_words() {
    let site = Site::of(&[report("r1", "Shelling was heard.")]);
    for hostile in corpus() {
        let query = crate::shell::encoded(&hostile.words);
        for path in
            ["/search?q=", "/?words=", "/map?words=", "/timeline?kind=", "/name?to=", "/export?as=", "/tolls?story="]
        {
            let (status, page) = site.get(&format!("{path}{query}")).await;
            assert!(status.is_success(), "{path} {}: {page}", hostile.what);
            is_harmless(&page, &hostile.what);
        }
    }
}
