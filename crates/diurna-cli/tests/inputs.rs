//! What a person can give: archives, tables, feeds, packed files, patterns, other languages. One line for each report that cannot be read, with its place.

mod common;

use std::fs;
use std::io::Write;
use std::process::{Command, Output, Stdio};

use flate2::Compression;
use flate2::write::GzEncoder;

use common::{diurna, folder, lines};

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut out = GzEncoder::new(Vec::new(), Compression::fast());
    out.write_all(bytes).expect("memory takes bytes");
    out.finish().expect("memory takes bytes")
}

/// A captured page, as a record of an archive.
fn captured(number: usize, body: &str) -> Vec<u8> {
    let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{body}");
    let head = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number}>\r\nWARC-Target-URI: https://example.org/{number}\r\nContent-Type: application/http\r\nContent-Length: {}\r\n\r\n",
        http.len()
    );
    [head.as_bytes(), http.as_bytes(), b"\r\n\r\n"].concat()
}

fn ids(out: &Output) -> Vec<String> {
    let id = |line: &String| {
        let record: serde_json::Value = serde_json::from_str(line).expect("a record");
        record["report"]["id"].as_str().unwrap_or_default().to_owned()
    };
    lines(&out.stdout).iter().map(id).collect()
}

const FEED: &[u8] = b"<?xml version='1.0'?>\n<rss><channel><title>Daily</title><item><guid>f1</guid><description>Shelling killed four people in Kharkiv.</description></item><item><title>x</title></item></channel></rss>";
const TABLE: &[u8] =
    b"key;day;story\nt1;2024-03-05;Shelling killed four people in Kharkiv on Tuesday.\nt2;soonish;Talks began.\n";

#[test]
fn an_archive_a_table_and_a_feed_are_read_and_what_cannot_be_is_told_with_its_place() {
    let page = "<article><p>Shelling killed four people in Kharkiv on Tuesday, the mayor said, and wounded nine more in the market.</p></article>";
    let whole = captured(1, page);
    let cut = packed(&whole);
    let archive = [&cut[..], &cut[..cut.len() / 2], &packed(&captured(2, page))].concat();
    let folder = folder(&[("crawl.warc.gz", &archive), ("feed.xml", FEED), ("table.csv", TABLE)]);
    let words = ["code", "crawl.warc.gz", "feed.xml", "table.csv", "--format", "jsonl"];
    let mapped = ["--map", "text=story", "--map", "published=day", "--map", "id=key"];
    let out = diurna(&words[..].iter().chain(&mapped[..]).copied().collect::<Vec<_>>(), folder.path());
    assert_eq!(out.status.code(), Some(1));
    assert_eq!(ids(&out), ["urn:uuid:1", "urn:uuid:2", "f1", "t1"]);
    let told = lines(&out.stderr);
    assert!(told[0].starts_with("crawl.warc.gz: record ") && told[0].ends_with("gzip is broken"), "{told:?}");
    assert_eq!(
        told[1..],
        [
            "feed.xml: item 2: item has no text",
            "table.csv:3: published \"soonish\" is not a date",
            "3 of 7 reports could not be read"
        ]
    );
}

#[test]
fn standard_input_may_be_packed_and_is_known_by_its_first_bytes() {
    let feed = packed(FEED);
    for bytes in
        [&feed[..], &captured(1, "<p>Shelling killed four people."), b"id,text\nt1,Shelling killed four people.\n"]
    {
        let folder = folder(&[]);
        let mut child = Command::new(env!("CARGO_BIN_EXE_diurna"))
            .args(["code", "-", "--format", "jsonl"])
            .current_dir(folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        child.stdin.take().expect("its input").write_all(bytes).expect("it takes bytes");
        let out = child.wait_with_output().expect("it ends");
        assert_eq!(lines(&out.stdout).len(), 1, "{:?}", lines(&out.stderr));
    }
}

#[test]
fn a_pattern_means_the_files_it_matches() {
    let report = b"{\"text\": \"Talks began.\"}\n";
    let folder = folder(&[("a1.jsonl", report), ("a2.jsonl", report), ("b1.jsonl", report)]);
    assert_eq!(ids(&diurna(&["code", "a*.jsonl", "--format", "jsonl"], folder.path())), ["a1:1", "a2:1"]);
    let out = diurna(&["code", "c*.jsonl", "--format", "jsonl"], folder.path());
    assert_eq!((out.status.code(), lines(&out.stderr)), (Some(1), vec!["c*.jsonl: no file matches".to_owned()]));
}

#[test]
fn a_report_in_another_language_is_said_kept_and_not_coded() {
    let ukrainian = "Обстріл убив чотирьох людей у Харкові у вівторок, повідомив мер міста.".as_bytes();
    let folder = folder(&[("a.txt", ukrainian), ("b.txt", b"Shelling killed four people in Kharkiv on Tuesday.")]);
    let out = diurna(&["code", "a.txt", "b.txt", "--format", "jsonl"], folder.path());
    assert_eq!(out.status.code(), Some(0));
    assert_eq!(
        lines(&out.stderr),
        [
            "a.txt: in Ukrainian, which is not read: kept, not coded",
            "1 of 2 reports are in other languages: kept, not coded"
        ]
    );
    let record: serde_json::Value = serde_json::from_str(&lines(&out.stdout)[0]).expect("a record");
    assert_eq!(record["claims"].as_array().map(Vec::len), Some(0));
    assert_eq!(
        (record["report"]["language"].as_str(), record["notes"][0]["code"].as_str()),
        (Some("uk"), Some("language"))
    );
    assert!(record["text"].as_str().is_some_and(|text| text.starts_with("Обстріл")));
}

#[test]
fn claims_can_be_printed_as_parquet() {
    let folder = folder(&[("b.txt", b"Shelling killed four people in Kharkiv on Tuesday, the mayor said.")]);
    let out = diurna(&["code", "b.txt", "--format", "parquet"], folder.path());
    assert_eq!(out.status.code(), Some(0));
    assert!(out.stdout.starts_with(b"PAR1") && out.stdout.ends_with(b"PAR1"));
}

/// The most memory a run took, in kilobytes.
#[cfg(target_os = "linux")]
fn most_memory(child: &mut std::process::Child) -> u64 {
    let path = format!("/proc/{}/status", child.id());
    let mut most = 0;
    while child.try_wait().expect("the program runs").is_none() {
        let status = fs::read_to_string(&path).unwrap_or_default();
        let now = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse().ok());
        most = most.max(now.unwrap_or(0));
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    most
}

#[test]
#[cfg(target_os = "linux")]
fn memory_does_not_grow_with_the_archive() {
    // Images that are passed over, a page that is too long, and pages without words: much to read and little to code.
    let image = vec![b'x'; 1 << 20];
    let head = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: image/png\r\nContent-Length: {}\r\n\r\n",
        image.len()
    );
    let record = packed(&[head.as_bytes(), &image, b"\r\n\r\n"].concat());
    let bomb = packed(&captured(1, &" ".repeat(40 << 20)));
    let measure = |records: usize| {
        let archive = [record.repeat(records), bomb.clone()].concat();
        let folder = folder(&[("crawl.warc.gz", &archive)]);
        let mut child = Command::new(env!("CARGO_BIN_EXE_diurna"))
            .args(["code", "crawl.warc.gz", "--format", "jsonl", "--threads", "1"])
            .current_dir(folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let most = most_memory(&mut child);
        let out = child.wait_with_output().expect("it ended");
        let told = lines(&out.stderr);
        assert!(
            told.contains(&format!("passed over in archives: 0 revisits and {records} records that are no pages")),
            "{told:?}"
        );
        assert!(told.iter().any(|line| line.ends_with("page is longer than 16 MB")), "{told:?}");
        most
    };
    let (small, large) = (measure(2), measure(400));
    assert!(large < small + 16_000, "{small} kB for 2 MB, {large} kB for 400 MB");
}
