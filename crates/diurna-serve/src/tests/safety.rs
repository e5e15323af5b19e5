//! Who may come in, and what no request may do.

use super::*;

fn site() -> Site {
    Site::of(&[report("r1", "Shelling was heard near the bridge.")])
}

#[tokio::test]
async fn every_answer_forbids_foreign_code() {
    let site = site();
    for path in ["/", "/report/1", "/assets/diurna.css", "/nowhere"] {
        let (_, headers, _) = site.send(asked(path).body(Body::empty()).expect("a request")).await;
        let policy =
            headers.get(header::CONTENT_SECURITY_POLICY).and_then(|value| value.to_str().ok()).expect("a policy");
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{path}");
        assert_eq!(headers.get(header::X_CONTENT_TYPE_OPTIONS).map(|value| value.as_bytes()), Some(&b"nosniff"[..]));
    }
}

#[tokio::test]
async fn another_host_is_refused() {
    let request = Request::builder().uri("/").header(header::HOST, "evil.example:8080").body(Body::empty());
    assert_eq!(site().send(request.expect("a request")).await.0, StatusCode::MISDIRECTED_REQUEST);
    let none = Request::builder().uri("/").body(Body::empty()).expect("a request");
    assert_eq!(site().send(none).await.0, StatusCode::MISDIRECTED_REQUEST);
}

#[tokio::test]
async fn a_page_of_another_site_changes_nothing() {
    let site = site();
    for origin in [Some("https://evil.example"), Some("null"), Some("http://127.0.0.1:9999"), None] {
        let mut request = asked("/report/1/act").method("POST").header(header::CONTENT_TYPE, "application/json");
        if let Some(origin) = origin {
            request = request.header(header::ORIGIN, origin);
        }
        let request = request.body(Body::from(r#"{"act":"accept","claim":"c1"}"#)).expect("a request");
        assert_eq!(site.send(request).await.0, StatusCode::FORBIDDEN, "{origin:?}");
    }
    assert!(site.get("/journal").await.1.contains("Nobody has said anything yet"));
}

#[tokio::test]
async fn a_token_is_asked_for_where_it_is_set() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("test.db");
    Store::create(&path).expect("a new file");
    let token = "0123456789abcdef";
    let door = Door::new(Some("0.0.0.0".parse().expect("an address")), 8080, Some(token.into())).expect("a door");
    let site = Site { router: pages(House::open(&path, shelf()).expect("a record"), door), folder };
    let with = |name: header::HeaderName, value: String| {
        Request::builder()
            .uri("/")
            .header(header::HOST, "desk.example:8080")
            .header(name, value)
            .body(Body::empty())
            .expect("a request")
    };
    assert_eq!(site.send(with(header::ACCEPT, "*/*".into())).await.0, StatusCode::UNAUTHORIZED);
    assert_eq!(
        site.send(with(header::COOKIE, "diurna-token=0123456789abcdeX".into())).await.0,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(site.send(with(header::COOKIE, format!("diurna-token={token}"))).await.0, StatusCode::OK);
    assert_eq!(site.send(with(header::AUTHORIZATION, format!("Bearer {token}"))).await.0, StatusCode::OK);
    let first = Request::builder()
        .uri(format!("/?token={token}"))
        .header(header::HOST, "desk.example:8080")
        .body(Body::empty());
    let (status, headers, _) = site.send(first.expect("a request")).await;
    assert_eq!(
        (status, headers.get(header::LOCATION).map(|to| to.as_bytes())),
        (StatusCode::SEE_OTHER, Some(&b"/"[..]))
    );
}

#[tokio::test]
async fn no_path_leaves_the_program() {
    let site = site();
    std::fs::write(site.folder.path().join("secret.txt"), "secret").expect("a file beside the record");
    for path in [
        "/assets/../secret.txt",
        "/assets/%2e%2e/secret.txt",
        "/assets/..%2fsecret.txt",
        "/assets//etc/passwd",
        "/secret.txt",
        "/assets/test.db",
        "/report/../test.db",
    ] {
        let (status, body) = site.get(path).await;
        assert!(status.is_client_error() && !body.contains("secret\n"), "{path}: {status}");
    }
}

#[tokio::test]
async fn a_cell_that_begins_a_formula_is_none() {
    let site = Site::of(&[report("r1", "=HYPERLINK(\"https://evil.example\") shelled the bridge")]);
    let (status, file) = site.get("/export/file?as=claims").await;
    assert_eq!(status, StatusCode::OK);
    let mut table = csv::Reader::from_reader(file.as_bytes());
    let cells: Vec<String> =
        table.records().flatten().flat_map(|row| row.iter().map(str::to_owned).collect::<Vec<_>>()).collect();
    assert!(!cells.is_empty() && cells.iter().all(|cell| !cell.starts_with('=')), "{cells:?}");
}

#[test]
fn no_template_lets_words_through_as_they_are() {
    let templates = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/templates")).expect("the templates");
    for template in templates {
        let path = template.expect("a template").path();
        let text = std::fs::read_to_string(&path).expect("text");
        assert!(!text.contains("|safe") && !text.contains("| safe") && !text.contains("escape("), "{}", path.display());
    }
}
