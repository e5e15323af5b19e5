//! Gold files: what is in them must be found, and what is wrong with them must be said.

#![expect(clippy::disallowed_methods, reason = "the tests read the gold files; the crate reads none")]

use diurna_record::{ClaimId, GoldReport, Op, Stance};
use std::path::{Path, PathBuf};

/// Every gold file of the repository.
fn files() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../gold");
    let mut folders = vec![root.clone()];
    let stories = std::fs::read_dir(root.join("stories")).expect("the stories are there");
    folders.extend(stories.map(|story| story.expect("readable").path()));
    let listed = folders.iter().flat_map(|folder| std::fs::read_dir(folder).expect("a folder"));
    let mut files: Vec<PathBuf> = listed.map(|file| file.expect("readable").path()).collect();
    files.retain(|file| file.extension().is_some_and(|kind| kind == "json") && !file.ends_with("story.json"));
    files.sort();
    files
}

fn read(file: &Path) -> GoldReport {
    let json = std::fs::read_to_string(file).expect("readable");
    GoldReport::parse(&file.display().to_string(), &json).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn every_gold_file_loads_and_every_string_is_found() {
    let files = files();
    assert!(files.len() >= 16, "{} files", files.len());
    for file in &files {
        let gold = read(file);
        for claim in &gold.claims {
            assert_eq!(claim.at.of(&gold.text), claim.quote);
            assert_eq!(claim.anchor.at.of(&gold.text), claim.anchor.text);
            for phrase in claim.by.iter().chain(&claim.against).chain(&claim.with).chain(&claim.means) {
                assert_eq!(phrase.at.of(&gold.text), phrase.text);
            }
        }
    }
}

const PAGE: &str = r#"{"report": {"id": "r1", "published": "2024-05-08", "licence": "CC0"},
 "text": "Two left. Medics said two were killed in Ḥimṣ on Tuesday.",
 "claims": [{"id": "c1", "event": "e1", "kind": "toll.killed", "anchor": "killed", "quote": "two were killed",
   "speaker": "Medics", "cue": "said", "stance": "asserts", "actuality": "happened", "against": ["two"],
   "place": {"text": "Ḥimṣ", "name": "Homs", "country": "SY", "lat": 34.73, "lon": 36.71, "grain": "settlement"},
   "when": {"text": "on Tuesday", "from": "2024-05-07", "to": "2024-05-07"},
   "count": {"op": "=", "value": 2, "max": null, "unit": null, "text": "two", "part_of": null}}],
 "noise": ["Two left."]}"#;

#[test]
fn a_gold_file_reads_as_its_strings() {
    let gold = GoldReport::parse("page.json", PAGE).expect("a gold report");
    let claim = gold.claim(ClaimId(1)).expect("told");
    assert_eq!(claim.stance, Stance::Asserts);
    assert_eq!(claim.speaker.as_ref().map(|speaker| speaker.at.of(&gold.text)), Some("Medics"));
    assert_eq!(claim.place.as_ref().map(|place| place.at.of(&gold.text)), Some("Ḥimṣ"));
    let count = claim.count.as_ref().expect("told");
    assert_eq!((count.op, count.value, count.at.start()), (Some(Op::Equal), Some(2), 22));
    assert_eq!(gold.noise[0].of(&gold.text), "Two left.");
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    let wrong = |from: &str, to: &str| {
        let json = PAGE.replacen(from, to, 1);
        GoldReport::parse("page.json", &json).expect_err("malformed").to_string()
    };
    assert_eq!(
        wrong(r#"["two"]"#, r#"["three"]"#),
        "page.json: claim c1: against: \"three\" is not in the text at word boundaries"
    );
    assert_eq!(
        wrong(r#""anchor": "killed""#, r#""anchor": "kill""#),
        "page.json: claim c1: anchor: \"kill\" is not in the text at word boundaries"
    );
    assert_eq!(wrong(r#""asserts""#, r#""says""#), "page.json: claim c1: stance: \"says\" is not a value of this key");
    assert_eq!(
        wrong(r#""part_of": null"#, r#""part_of": "c9""#),
        "page.json: claim c1: part_of: no claim has the id c9"
    );
    assert!(wrong(r#""text": "Two"#, r#""body": "Two"#).starts_with("page.json: file: missing field `text`"));
    assert_eq!(
        wrong("2024-05-08", "yesterday"),
        "page.json: report: published: \"yesterday\" is not a value of this key"
    );
}
