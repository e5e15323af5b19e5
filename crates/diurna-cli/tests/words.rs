//! The program as a person meets it: files that cannot be read, several reports at once, the forms of the output, exit codes.

mod common;

use std::io::Write;
use std::process::{Command, Stdio};

use common::{diurna, folder, lines};

const GOOD: &[u8] = b"Shelling killed four people in Kharkiv on Tuesday, the mayor said.\n";

#[test]
fn a_bad_file_is_one_line_and_the_others_are_coded() {
    let noise: Vec<u8> = (0..9000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 11) as u8).collect();
    let bad: [(&str, &[u8], &str); 4] = [
        ("empty.txt", b"", "empty.txt: file is empty"),
        ("binary.txt", &noise, "binary.txt: bytes are not text"),
        (
            "date.jsonl",
            b"{\"text\": \"Talks began.\", \"published\": \"soonish\"}\n",
            "date.jsonl:1: published \"soonish\" is not a date",
        ),
        ("list.json", b"[]", "list.json: list is empty"),
    ];
    for (name, bytes, line) in bad {
        let folder = folder(&[(name, bytes), ("good.txt", GOOD)]);
        let out = diurna(&["code", name, "good.txt", "--format", "jsonl"], folder.path());
        assert_eq!(out.status.code(), Some(1), "{name}");
        assert_eq!(lines(&out.stderr), [line, "1 of 2 reports could not be read"], "{name}");
        let [record] = &lines(&out.stdout)[..] else { panic!("{name}: one record for the good report") };
        assert!(record.contains("\"id\":\"good\""), "{name}");
    }
}

#[test]
fn a_line_of_fifty_megabytes_is_one_line_of_trouble() {
    let long = [
        b"{\"text\": \"".as_slice(),
        &b"The mayor said so. ".repeat(2_700_000),
        b"\"}\n{\"id\": \"next\", \"text\": \"Talks began.\"}\n",
    ]
    .concat();
    let plain = b"The mayor said so. ".repeat(2_700_000);
    let folder = folder(&[("long.jsonl", &long), ("long.txt", &plain)]);
    let out = diurna(&["code", "long.jsonl", "long.txt", "--format", "jsonl"], folder.path());
    assert_eq!(out.status.code(), Some(1));
    assert_eq!(
        lines(&out.stderr),
        [
            "long.jsonl:1: line is longer than 16 MB",
            "long.txt: report is longer than 4 MB",
            "2 of 3 reports could not be read"
        ]
    );
    assert!(lines(&out.stdout)[0].contains("\"id\":\"next\""));
}

#[test]
fn invalid_utf8_is_read_with_a_note() {
    let folder = folder(&[(
        "old.txt",
        b"The caf\xE9 was shelled on Tuesday, the mayor said. \x93No one was hurt,\x94 he added.",
    )]);
    let out = diurna(&["code", "old.txt", "--format", "jsonl"], folder.path());
    assert_eq!((out.status.code(), lines(&out.stderr).len()), (Some(0), 0));
    let record = &lines(&out.stdout)[0];
    assert!(record.contains("The café was shelled") && record.contains("“No one was hurt,”"), "{record}");
    assert!(record.contains("\"code\":\"encoding\""), "{record}");
}

#[test]
fn any_bytes_end_in_a_record_or_a_line() {
    let files: [(&str, &[u8]); 7] = [
        ("a.txt", b"\xFF\xFE\x00\xD8"),
        ("b.json", b"{\"text\": \"\\ud800\"}"),
        ("c.html", b"<p><![CDATA[ <<<>>> &#0; &#xFFFFFFFF;"),
        ("d.jsonl", b"\xEF\xBB\xBF\n\n{\"text\": \"x\", \"text\": 3}\n{}\n[\n"),
        ("e.md", "\u{202E}\u{0}\u{FEFF}\n\n\u{2028}…".as_bytes()),
        ("f.json", b"[[[[{\"text\": \"x\"}]]]]"),
        ("g.txt", "“”‘’\u{1F600}\u{E000}…—\n\n\n. . .\n".as_bytes()),
    ];
    let folder = folder(&files);
    let out = diurna(&["code", ".", "--format", "jsonl"], folder.path());
    assert!(out.status.code().is_some_and(|code| code < 2), "{:?}", out.status);
    assert!(!String::from_utf8_lossy(&out.stderr).contains("panicked"), "{}", String::from_utf8_lossy(&out.stderr));
}

#[test]
fn strict_stops_at_the_first() {
    let folder = folder(&[("a.txt", b""), ("b.txt", GOOD)]);
    let out = diurna(&["code", "--strict", "a.txt", "b.txt", "--format", "jsonl"], folder.path());
    assert_eq!((out.status.code(), lines(&out.stdout).len()), (Some(1), 0));
    assert_eq!(lines(&out.stderr), ["a.txt: file is empty"]);
}

#[test]
fn wrong_usage_is_two() {
    let folder = folder(&[("a.txt", GOOD)]);
    for words in
        [&["code"][..], &["code", "a.txt", "--published", "soonish"], &["code", "a.txt", "--map", "x"], &["say"], &[]]
    {
        assert_eq!(diurna(words, folder.path()).status.code(), Some(2), "{words:?}");
    }
}

#[test]
fn a_missing_file_is_told_in_lower_case() {
    let folder = folder(&[]);
    let out = diurna(&["code", "gone.txt"], folder.path());
    assert_eq!(
        (out.status.code(), lines(&out.stderr)),
        (Some(1), vec!["gone.txt: no such file or directory".to_owned()])
    );
}

#[test]
fn folders_are_read_in_order_and_threads_change_nothing() {
    let reports: Vec<(String, String)> = (0..12)
        .map(|n| (format!("r{n:02}.txt"), format!("Rebels shelled village {n} on Monday, killing {n} people, the army said. Talks will resume on Friday.\n")))
        .collect();
    let files: Vec<(&str, &[u8])> = reports.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    let folder = folder(&files);
    let coded = |threads: &str| {
        diurna(&["code", ".", "--format", "jsonl", "--threads", threads, "--published", "2024-03-06"], folder.path())
            .stdout
    };
    let one = coded("1");
    assert_eq!(lines(&one).len(), 12);
    assert!(lines(&one)[0].contains("\"id\":\"r00\"") && lines(&one)[11].contains("\"id\":\"r11\""));
    assert_eq!(one, coded("3"));
}

#[test]
fn standard_input_is_text_or_json_lines() {
    for (given, records) in
        [("Rebels shelled a village.", 1), ("{\"text\": \"Talks began.\"}\n{\"text\": \"Talks ended.\"}\n", 2)]
    {
        let mut child = Command::new(env!("CARGO_BIN_EXE_diurna"))
            .args(["code", "-", "--format", "jsonl"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
        child.stdin.take().expect("it was piped").write_all(given.as_bytes()).expect("the program listens");
        assert_eq!(lines(&child.wait_with_output().expect("the program ends").stdout).len(), records);
    }
}

#[test]
fn a_list_is_json_and_a_table_has_the_columns_of_the_field() {
    let folder = folder(&[("a.txt", GOOD), ("b.txt", GOOD)]);
    let list = diurna(&["code", ".", "--format", "json"], folder.path()).stdout;
    let list: serde_json::Value = serde_json::from_slice(&list).expect("it is JSON");
    assert_eq!(list.as_array().map(Vec::len), Some(2));
    let table = diurna(&["code", ".", "--format", "csv"], folder.path()).stdout;
    let head = "claim_id,report_id,published,event_id,kind,anchor,quote,speaker_id,speaker,speaker_is,via,cue,stance,actuality,if,by,against,with,\
        means,place,place_name,country,lat,lon,grain,when,from,to,edtf,count_text,op,value,max,unit,who,part_of,of,background,char_start,char_end,\
        chance,review_status,reviewer,reviewed_at";
    assert_eq!(lines(&table)[0], head);
}

#[test]
fn a_page_leads_back_to_its_source() {
    let page = "<html><head><title>Bridge hit</title><meta property='article:published_time' content='2024-03-05T10:00:00Z'></head><body>\
        <nav>Home</nav><article><p>Shelling hit the bridge at Orma on Monday, killing four people &amp; wounding nine, the medics said in a long statement.</p>\
        <p>The army denied that its guns had fired at the bridge, which joins the two banks of the river, and accused the rebels of shelling it.</p></article></body></html>";
    let folder = folder(&[("page.html", page.as_bytes())]);
    let out = diurna(&["code", "page.html", "--format", "jsonl"], folder.path());
    let record: serde_json::Value = serde_json::from_slice(&out.stdout).expect("one record");
    assert_eq!(record["report"]["published"], "2024-03-05");
    let text: Vec<char> = record["text"].as_str().expect("a text").chars().collect();
    let source: Vec<char> = page.chars().collect();
    let map = record["source_map"].as_array().expect("a map");
    assert!(!map.is_empty());
    for piece in map {
        let number = |at: usize| piece[at].as_u64().expect("a number") as usize;
        let (ours, theirs) = (text[number(0)], source[number(1)]);
        assert!(ours == theirs || theirs == '&', "{ours:?} is not {theirs:?}");
    }
}
