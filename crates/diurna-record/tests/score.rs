//! A text as a person read it, what a coder made of it, and what that is worth.

#![expect(clippy::disallowed_methods, reason = "the tests read the gold files; the crate reads none")]

use diurna_record::score::{Difference, Figure, Likeness, differences, pairs, score};
use diurna_record::{
    Actuality, Claim, ClaimId, Count, GoldReport, Kind, Noise, Op, Phrase, Record, Speaker, Stance, Words, gold::find,
};
use diurna_text::Span;
use std::path::Path;

const PAGE: &str = r#"{"report": {"id": "r1", "published": "2024-05-08"},
 "text": "Share this story. Shells killed at least 12 people and three soldiers in Ḥimṣ on Tuesday, medics said. Rebels denied firing.",
 "claims": [
  {"id": "c1", "event": "e1", "kind": "toll.killed", "anchor": "killed", "quote": "killed at least 12 people",
   "speaker": "medics", "cue": "said", "stance": "asserts", "actuality": "happened", "against": ["at least 12 people"],
   "place": {"text": "Ḥimṣ", "name": "Homs", "country": "SY", "lat": 34.73, "lon": 36.71, "grain": "settlement"},
   "when": {"text": "on Tuesday", "from": "2024-05-07", "to": "2024-05-07"},
   "count": {"op": ">=", "value": 12, "unit": "people", "text": "at least 12"}},
  {"id": "c2", "event": "e1", "kind": "toll.killed", "anchor": "killed", "quote": "killed at least 12 people and three soldiers",
   "speaker": "medics", "cue": "said", "stance": "asserts", "actuality": "happened", "against": ["three soldiers"],
   "count": {"op": "=", "value": 3, "unit": "soldiers", "text": "three"}},
  {"id": "c3", "event": "e1", "kind": "fight.shelling", "anchor": "firing", "quote": "Rebels denied firing",
   "speaker": "Rebels", "cue": "denied", "stance": "denies", "actuality": "not", "by": ["Rebels"]}],
 "agreements": [{"id": "g1", "event": "e1", "parties": ["Rebels"], "brokers": [], "terms": ["c3"]}],
 "noise": ["Share this story."]}"#;

fn page() -> (GoldReport, Record) {
    let gold = GoldReport::parse("r1.json", PAGE).expect("a gold report");
    let record = gold.to_record();
    (gold, record)
}

fn at(text: &str, words: &str) -> Span {
    find(text, words, None).expect("in the text")
}

fn value(gold: &GoldReport, record: &Record, figure: Figure) -> Option<f64> {
    score(&[(gold, record)]).all.value(figure)
}

#[test]
fn a_reading_like_the_persons_own_is_right_in_everything() {
    let (gold, record) = page();
    let score = score(&[(&gold, &record)]);
    for row in score.rows() {
        let expected = if row.figure == Figure::With || row.figure == Figure::Means { None } else { Some(1.0) };
        assert_eq!(row.value, expected, "{}", row.figure);
    }
    assert_eq!(differences(&gold, &record), []);
}

#[test]
fn two_tolls_of_one_word_are_told_apart_by_their_figures() {
    let (gold, mut record) = page();
    record.claims.swap(0, 1);
    let found: Vec<(usize, usize)> =
        pairs(&gold.claims, &record.claims).iter().map(|pair| (pair.gold, pair.system)).collect();
    assert_eq!(found, [(0, 1), (1, 0), (2, 2)]);
    assert_eq!(value(&gold, &record, Figure::WholeF1), Some(1.0));
}

#[test]
fn a_missed_claim_and_one_too_many_lower_both_sides() {
    let (gold, mut record) = page();
    record.claims.remove(2);
    record.claims.push(Claim {
        id: ClaimId(9),
        kind: Kind::new("talk.meet"),
        anchor: Words::of(&record.text, at(&record.text, "story")),
        ..Claim::default()
    });
    assert_eq!(value(&gold, &record, Figure::AnchorF1), Some(4.0 / 6.0));
    assert_eq!(value(&gold, &record, Figure::KindP), Some(2.0 / 3.0));
    assert_eq!(value(&gold, &record, Figure::TermF1), Some(0.0));
    let told: Vec<String> = differences(&gold, &record).iter().map(Difference::to_string).collect();
    assert_eq!(
        told,
        [r#"extra c9 talk.meet: "story" in """#, r#"missed c3 fight.shelling: "firing" in "Rebels denied firing""#]
    );
}

#[test]
fn another_kind_of_the_family_is_half_right() {
    let (gold, mut record) = page();
    record.claims[2].kind = Kind::new("fight.attack");
    assert_eq!(value(&gold, &record, Figure::KindF1), Some(4.0 / 6.0));
    assert_eq!(value(&gold, &record, Figure::FamilyF1), Some(1.0));
    assert_eq!(pairs(&gold.claims, &record.claims)[2].likeness, Likeness::Family);
}

#[test]
fn fields_are_asked_of_pairs_of_the_same_kind() {
    let (gold, mut record) = page();
    record.claims[0].speaker = None;
    record.claims[1].stance = Stance::Confirms;
    record.claims[2].actuality = Actuality::Happened;
    record.claims[2].by.push(Phrase::of(&gold.text, at(&gold.text, "medics"), None));
    assert_eq!(value(&gold, &record, Figure::Speaker), Some(2.0 / 3.0));
    assert_eq!(value(&gold, &record, Figure::NamedSpeaker), Some(2.0 / 3.0));
    assert_eq!(value(&gold, &record, Figure::Stance), Some(2.0 / 3.0));
    assert_eq!(value(&gold, &record, Figure::Actuality), Some(2.0 / 3.0));
    assert_eq!(value(&gold, &record, Figure::By), Some(2.0 / 3.0));
    assert_eq!(value(&gold, &record, Figure::WholeF1), Some(0.0));
}

#[test]
fn a_speaker_is_right_where_the_words_share_a_character() {
    let (gold, mut record) = page();
    let wide = at(&gold.text, "on Tuesday, medics said");
    record.claims[0].speaker = Some(Speaker { at: wide, ..Speaker::default() });
    assert_eq!(value(&gold, &record, Figure::Speaker), Some(1.0));
}

#[test]
fn days_states_points_and_figures_are_asked_where_the_gold_has_them() {
    let (gold, mut record) = page();
    let when = record.claims[0].when.as_mut().expect("told");
    when.to = None;
    let place = record.claims[0].place.as_mut().expect("told");
    (place.lat, place.country) = (Some(35.5), Some("LB".to_owned()));
    let count = record.claims[1].count.as_mut().expect("told");
    *count = Count { op: Some(Op::AtLeast), ..count.clone() };
    assert_eq!(value(&gold, &record, Figure::DateExact), Some(0.0));
    assert_eq!(value(&gold, &record, Figure::Country), Some(0.0));
    assert_eq!(value(&gold, &record, Figure::Within25Km), Some(0.0));
    assert_eq!(value(&gold, &record, Figure::CountExact), Some(0.5));
    assert_eq!(value(&gold, &record, Figure::Place), Some(1.0), "the words are right");
    let told: Vec<String> = differences(&gold, &record).iter().map(Difference::to_string).collect();
    assert_eq!(
        told,
        [
            r#"wrong country of c1 toll.killed: wanted SY, found LB (c1)"#,
            r#"wrong point of c1 toll.killed: wanted Homs (34.73, 36.71), found Homs (35.50, 36.71) (c1)"#,
            r#"wrong days of c1 toll.killed: wanted 2024-05-07/2024-05-07, found 2024-05-07/.. (c1)"#,
            r#"wrong count of c2 toll.killed: wanted =3 ("three"), found >=3 ("three") (c2)"#,
        ]
    );
}

#[test]
fn happenings_are_counted_in_pairs_of_claims() {
    let (gold, mut record) = page();
    record.claims[2].event = diurna_record::EventId(2);
    assert_eq!(value(&gold, &record, Figure::EventF1), Some(2.0 / 4.0), "one of three pairs, none too many");
}

#[test]
fn noise_is_counted_in_characters() {
    let (gold, mut record) = page();
    let text = gold.text.clone();
    let noise = |words: &str| Noise { at: at(&text, words), why: "navigation".to_owned() };
    record.noise = vec![noise("this story."), noise("story. Shells"), noise("Ḥimṣ")];
    assert_eq!(value(&gold, &record, Figure::NoiseRecall), Some(11.0 / 17.0));
    assert_eq!(value(&gold, &record, Figure::NoisePrecision), Some(11.0 / 22.0));
}

#[test]
fn an_empty_record_is_measured_too() {
    let (gold, _) = page();
    let score = score(&[(&gold, &Record::default())]);
    assert_eq!(score.all.value(Figure::AnchorF1), Some(0.0));
    assert_eq!(score.all.value(Figure::KindP), None);
    assert_eq!(diurna_record::score::score(&[]).all.value(Figure::AnchorF1), None);
}

#[test]
fn the_json_has_every_figure_by_its_name() {
    let (gold, record) = page();
    let json: serde_json::Value =
        serde_json::from_str(&score(&[(&gold, &record)]).to_json()).expect("the score is JSON");
    let names = "anchor_f1 family_f1 kind_f1 kind_p kind_r whole_f1 speaker named_speaker stance actuality background by \
                 against with means place when date_exact country within_25km count_exact event_f1 term_f1 noise_recall \
                 noise_precision n";
    for name in names.split_whitespace() {
        assert!(json.get(name).is_some(), "{name}");
    }
    assert_eq!(json["n"], 1);
    assert_eq!(json["claims"], 3);
    assert_eq!(json["over"]["by"], 1);
    assert_eq!(json["interval"]["whole_f1"], serde_json::json!([1.0, 1.0]));
    assert_eq!(json["reports"][0]["id"], "r1");
}

#[test]
fn every_gold_report_answers_itself() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../gold");
    let stories = std::fs::read_dir(root.join("stories")).expect("the stories are there");
    let folders = std::iter::once(root.clone()).chain(stories.map(|story| story.expect("readable").path()));
    let files = folders.flat_map(|folder| std::fs::read_dir(folder).expect("a folder"));
    let files = files.map(|file| file.expect("readable").path());
    let mut golds = Vec::new();
    for file in files.filter(|file| file.extension().is_some_and(|kind| kind == "json")) {
        if !file.ends_with("story.json") {
            let json = std::fs::read_to_string(&file).expect("readable");
            golds.push(GoldReport::parse(&file.display().to_string(), &json).expect("a gold report"));
        }
    }
    let records: Vec<Record> = golds.iter().map(GoldReport::to_record).collect();
    let pairs: Vec<(&GoldReport, &Record)> = golds.iter().zip(&records).collect();
    let score = score(&pairs);
    for row in score.rows() {
        assert_eq!(row.value, Some(1.0), "{}", row.figure);
        assert!(row.n > 0, "{}", row.figure);
    }
    for (gold, record) in pairs {
        assert_eq!(differences(gold, record), [], "{}", gold.report.id);
    }
}
