//! Small invented stories, and what must come out when they are put together.

mod common;

use common::gold;
use diurna_fuse::{Bonds, Words, fuse};
use diurna_record::{Change, Dispute, Question, Record, Story, TermStatus};

fn stories(records: &[Record]) -> Vec<Story> {
    fuse(records, &Words::embedded().expect("the embedded tables load"))
}

/// A report of a gold file in short: its text, and its claims as JSON.
fn report(id: &str, outlet: &str, day: &str, text: &str, claims: &str, agreements: &str) -> Record {
    gold(&format!(
        r#"{{"report": {{"id": "{id}", "publisher": "{outlet}", "published": "{day}"}}, "text": "{text}", "claims": [{claims}], "agreements": [{agreements}]}}"#
    ))
}

/// What nearly every claim of these reports has.
fn so(kind: &str, speaker: &str, rest: &str) -> String {
    let cue = if speaker == "null" { "null" } else { "\"said\"" };
    let speaker = if speaker == "null" { "null".to_owned() } else { format!("\"{speaker}\"") };
    format!(r#""kind": "{kind}", "speaker": {speaker}, "cue": {cue}, {rest}"#)
}

const TOWN: &str = r#""place": {"text": "Lorde", "name": "Lorde", "country": "GE", "grain": "settlement"}, "when": {"text": "on Monday", "from": "2024-03-04", "to": "2024-03-04"}"#;
const HAPPENED: &str = r#""stance": "asserts", "actuality": "happened""#;

/// Two reports on one strike: the hospital raises its figure, the army gives a lower one.
fn strike() -> Vec<Record> {
    let one = report(
        "a",
        "Wire",
        "2024-03-05",
        "A rocket hit the station in Lorde on Monday. The Lorde Hospital said 12 people were killed. The army said it had not fired at Lorde.",
        &format!(
            r#"{{"id": "c1", "event": "e1", "anchor": "hit", "quote": "A rocket hit the station in Lorde", "against": ["the station"], {TOWN}, {}}},
               {{"id": "c2", "event": "e1", "of": "c1", "anchor": "killed", "quote": "12 people were killed", "against": ["12 people"],
                 "count": {{"op": "=", "value": 12, "unit": "people", "text": "12"}}, {}}},
               {{"id": "c3", "event": "e1", "anchor": "fired", "quote": "it had not fired at Lorde", "by": ["it"], {}}}"#,
            so("fight.shelling", "null", HAPPENED),
            so("toll.killed", "The Lorde Hospital", HAPPENED),
            so("fight.shelling", "The army", r#""stance": "denies", "actuality": "not""#),
        ),
        "",
    );
    let two = report(
        "b",
        "Herald",
        "2024-03-06",
        "The Lorde Hospital now said 15 people were killed by the rocket that hit the station in Lorde on Monday. The army said the dead were nine. Rebels said the army fired the rocket.",
        &format!(
            r#"{{"id": "c1", "event": "e1", "of": "c2", "anchor": "killed", "quote": "15 people were killed", "against": ["15 people"],
                 "count": {{"op": "=", "value": 15, "unit": "people", "text": "15"}}, {TOWN}, {}}},
               {{"id": "c2", "event": "e1", "anchor": "hit", "quote": "hit the station in Lorde on Monday", "against": ["the station"], {TOWN}, {}}},
               {{"id": "c3", "event": "e1", "of": "c2", "anchor": "dead", "quote": "the dead were nine",
                 "count": {{"op": "=", "value": 9, "unit": "people", "text": "nine"}}, {}}},
               {{"id": "c4", "event": "e1", "anchor": "fired", "quote": "the army fired the rocket", "by": ["the army"], {}}}"#,
            so("toll.killed", "The Lorde Hospital", HAPPENED),
            so("fight.shelling", "The Lorde Hospital", HAPPENED),
            so("toll.killed", "The army", HAPPENED),
            so("fight.shelling", "Rebels", r#""stance": "accuses", "actuality": "happened""#),
        ),
        "",
    );
    vec![one, two]
}

fn ask(story: &Story, question: Question) -> Vec<&Dispute> {
    story.disputes.iter().filter(|dispute| dispute.question == question).collect()
}

#[test]
fn two_reports_of_one_strike_are_one_story_with_both_voices() {
    let stories = stories(&strike());
    assert_eq!(stories.len(), 1);
    let story = &stories[0];
    assert_eq!(story.reports, ["a", "b"]);
    let hospital = story.tolls.iter().find(|series| series.points.len() == 2).expect("the hospital's series");
    let changes: Vec<Change> = hospital.points.iter().map(|point| point.change).collect();
    assert_eq!(changes, [Change::First, Change::Raised]);
}

#[test]
fn figures_that_cannot_both_hold_are_a_dispute_and_bounds_are_no_sum() {
    let stories = stories(&strike());
    let disputes = ask(&stories[0], Question::HowMany);
    assert_eq!(disputes.len(), 1);
    assert_eq!(
        disputes[0].sides.iter().map(|side| side.answer.as_str()).collect::<Vec<_>>(),
        ["15 killed", "9 killed"]
    );
    let bound = stories[0].bounds.iter().find(|bound| bound.harm == "killed").expect("a bound");
    assert_eq!((bound.low, bound.high), (Some(9), Some(15)));
}

#[test]
fn a_deed_that_is_laid_on_one_who_denies_it_is_disputed_as_who() {
    let stories = stories(&strike());
    let disputes = ask(&stories[0], Question::Who);
    assert_eq!(disputes.len(), 1);
    assert_eq!(disputes[0].sides.len(), 2);
    assert!(ask(&stories[0], Question::Whether).is_empty(), "the denial is about who did it");
}

#[test]
fn people_bind_what_belongs_together() {
    let words = Words::embedded().expect("the embedded tables load");
    let mut fusion = diurna_fuse::Fusion::new(&words);
    strike().iter().for_each(|record| fusion.add(record));
    let apart = Bonds { apart: vec![("a".to_owned(), "b".to_owned())], ..Bonds::default() };
    assert_eq!(fusion.bound(&apart).len(), 2);
    let claim = |report: &str| diurna_record::ClaimRef { report: report.to_owned(), claim: diurna_record::ClaimId(1) };
    let different = Bonds { different: vec![(claim("a"), claim("b"))], ..Bonds::default() };
    let stories = fusion.bound(&different);
    let of = |report: &str| {
        let mut claims = stories.iter().flat_map(|story| story.claims.iter().map(move |it| (story.id, it)));
        claims.find(|(_, it)| it.claim == claim(report)).map(|(story, it)| (story, it.happening))
    };
    assert_ne!(of("a"), of("b"));
}

/// A ceasefire with two terms, and a report that tells what became of one of them.
fn truce(later: &str) -> Vec<Record> {
    let deal = report(
        "t1",
        "Wire",
        "2024-06-01",
        "The government and the Tamar Front signed a ceasefire in Geneva on Friday. The front will free 30 prisoners by June 8. The army will leave the town of Sedem by June 10.",
        &format!(
            r#"{{"id": "c1", "event": "e1", "anchor": "ceasefire", "quote": "signed a ceasefire", "with": ["The government", "the Tamar Front"], {}}},
               {{"id": "c2", "event": "e2", "anchor": "free", "quote": "The front will free 30 prisoners by June 8", "by": ["The front"], "against": ["30 prisoners"],
                 "when": {{"text": "by June 8", "from": null, "to": "2024-06-08"}}, {}}},
               {{"id": "c3", "event": "e3", "anchor": "leave", "quote": "The army will leave the town of Sedem by June 10", "by": ["The army"],
                 "place": {{"text": "Sedem", "name": "Sedem", "country": "SY", "grain": "settlement"}}, "when": {{"text": "by June 10", "from": null, "to": "2024-06-10"}}, {}}}"#,
            so("agree.ceasefire", "null", HAPPENED),
            so("detain.release", "null", r#""stance": "asserts", "actuality": "planned""#),
            so("territory.withdraw", "null", r#""stance": "asserts", "actuality": "planned""#),
        ),
        r#"{"id": "g1", "event": "e1", "parties": ["The government", "the Tamar Front"], "terms": ["c2", "c3"]}"#,
    );
    let told = format!(
        r#"{{"id": "c1", "event": "e1", "anchor": "left", "quote": "The army left Sedem on Sunday", "by": ["The army"],
            "place": {{"text": "Sedem", "name": "Sedem", "country": "SY", "grain": "settlement"}}, "when": {{"text": "on Sunday", "from": "2024-06-09", "to": "2024-06-09"}}, {}}}{later}"#,
        so("territory.withdraw", "monitors", HAPPENED),
    );
    let text = "The army left Sedem on Sunday as the ceasefire of Geneva asks, monitors said. The Tamar Front said soldiers stayed in Sedem.";
    vec![deal, report("t2", "Herald", "2024-06-10", text, &told, "")]
}

#[test]
fn a_term_that_is_told_as_done_is_kept_and_silence_changes_nothing() {
    let stories = stories(&truce(""));
    assert_eq!(stories.len(), 1);
    let terms = &stories[0].agreements[0].terms;
    assert_eq!(terms[0].status, TermStatus::Scheduled, "nobody says anything of the prisoners");
    assert_eq!(terms[0].history.len(), 1);
    assert_eq!(terms[1].status, TermStatus::Kept);
}

#[test]
fn a_term_on_which_two_speakers_differ_is_disputed() {
    let no = format!(
        r#", {{"id": "c2", "event": "e1", "anchor": "stayed", "quote": "soldiers stayed in Sedem", "by": ["soldiers"], {}}}"#,
        so("territory.withdraw", "The Tamar Front", r#""stance": "denies", "actuality": "not""#),
    );
    let stories = stories(&truce(&no));
    assert_eq!(stories[0].agreements[0].terms[1].status, TermStatus::Disputed);
    assert_eq!(ask(&stories[0], Question::Kept).len(), 1);
}

#[test]
fn a_text_published_again_is_a_copy_and_has_no_voice_of_its_own() {
    let mut records = strike();
    let text = format!("(Wire) {}", records[0].text.trim_end());
    let mut copy = records[0].clone();
    copy.report.id = "z".to_owned();
    copy.report.publisher = Some("Courier".to_owned());
    copy.text = text;
    records.push(copy);
    let stories = stories(&records);
    assert_eq!(stories.len(), 1);
    assert_eq!(stories[0].copies, [["a", "z"]]);
    let points = stories[0].tolls.iter().flat_map(|series| &series.points);
    let reports: std::collections::BTreeSet<&str> = points.map(|point| point.claim.report.as_str()).collect();
    assert_eq!(reports.len(), 2, "the copy makes no point beside its first");
}

#[test]
fn another_town_on_the_same_day_is_another_story() {
    let mut records = strike();
    let other = report(
        "c",
        "Wire",
        "2024-03-05",
        "On Monday shells hit a school in Mirane. Medics said four children died there.",
        &format!(
            r#"{{"id": "c1", "event": "e1", "anchor": "hit", "quote": "shells hit a school in Mirane", "against": ["a school"],
                 "place": {{"text": "Mirane", "name": "Mirane", "country": "GE", "grain": "settlement"}}, "when": {{"text": "On Monday", "from": "2024-03-04", "to": "2024-03-04"}}, {}}}"#,
            so("fight.shelling", "null", HAPPENED),
        ),
        "",
    );
    records.push(other);
    let stories = stories(&records);
    assert_eq!(stories.len(), 2);
}

#[test]
fn a_brief_ends_every_sentence_in_its_sources() {
    let records = strike();
    let stories = stories(&records);
    let page = diurna_fuse::brief::page(&stories[0], &records);
    let sentences: Vec<&str> = page.lines().filter(|line| line.starts_with("- ") && !line.starts_with("- [")).collect();
    assert!(sentences.len() >= 4, "{page}");
    assert!(sentences.iter().all(|line| line.ends_with(']')), "{page}");
}
