//! Whatever the text and whatever is claimed in it, a record comes back from its JSON as it was.

use diurna_record::*;
use diurna_text::Span;
use proptest::prelude::*;

/// A text of letters of one to four bytes.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        proptest::collection::vec(
            prop_oneof![Just('a'), Just(' '), Just('é'), Just('—'), Just('🛩'), Just('"'), Just('\n')],
            0..60
        )
        .prop_map(|letters| letters.into_iter().collect()),
        ".{0,40}",
        "[ -~]{0,40}",
    ]
}

/// Some stretch of `text`, from two numbers.
fn span(text: &str, (one, two): (usize, usize)) -> Span {
    let bytes: Vec<usize> = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect();
    let (one, two) = (bytes[one % bytes.len()], bytes[two % bytes.len()]);
    Span::within(text, one.min(two), one.max(two)).expect("both are boundaries")
}

fn claim(text: &str, id: u32, ends: &[(usize, usize)], pick: usize, chance: f32) -> Claim {
    let at = |i: usize| span(text, ends[i % ends.len()]);
    let phrase = |i: usize| Phrase::of(text, at(i), i.is_multiple_of(2).then_some(ActorId(i as u32)));
    let words = |i: usize| Words::of(text, at(i));
    Claim {
        id: ClaimId(id),
        event: EventId(pick as u32),
        kind: Kind::new("fight.attack"),
        anchor: words(0),
        at: at(1),
        quote: at(1).of(text).to_owned(),
        speaker: pick.is_multiple_of(2).then(|| Speaker {
            actor: None,
            at: at(2),
            text: at(2).of(text).to_owned(),
            is: pick.is_multiple_of(4).then(|| Named { at: Some(at(3)), text: at(3).of(text).to_owned() }),
        }),
        cue: pick.is_multiple_of(3).then(|| words(4)),
        stance: Stance::ALL[pick % Stance::ALL.len()],
        actuality: Actuality::ALL[pick % Actuality::ALL.len()],
        by: (0..pick % 4).map(phrase).collect(),
        means: (0..pick % 3).map(phrase).collect(),
        count: pick.is_multiple_of(5).then(|| Count {
            at: at(5),
            op: Op::ALL.get(pick % 9).copied(),
            value: Some(pick as u64),
            text: at(5).of(text).to_owned(),
            ..Count::default()
        }),
        chance,
        ..Claim::default()
    }
}

fn record() -> impl Strategy<Value = Record> {
    let ends = proptest::collection::vec((0usize..100, 0usize..100), 6);
    let claims = proptest::collection::vec((ends, 0usize..5040, 0.0f32..=1.0), 0..4);
    (text(), claims).prop_map(|(text, drawn)| Record {
        claims: drawn
            .iter()
            .enumerate()
            .map(|(i, (ends, pick, chance))| claim(&text, i as u32, ends, *pick, *chance))
            .collect(),
        noise: drawn.iter().map(|(ends, ..)| Noise { at: span(&text, ends[0]), why: "caption".into() }).collect(),
        source_map: drawn
            .iter()
            .map(|(ends, pick, _)| SourcePiece { at: span(&text, ends[1]), source: *pick })
            .collect(),
        text,
        ..Record::default()
    })
}

proptest! {
    #[test]
    fn a_record_comes_back_as_it_was(record in record()) {
        prop_assert_eq!(Record::from_json(&record.to_json(JsonText::In)), Ok(record));
    }

    #[test]
    fn positions_are_code_points_of_the_text(record in record()) {
        let json: serde_json::Value = serde_json::from_str(&record.to_json(JsonText::In)).expect("JSON");
        for (claim, told) in record.claims.iter().zip(json["claims"].as_array().expect("a list")) {
            let [start, end] = [0, 1].map(|i| told["at"][i].as_u64().expect("a number") as usize);
            let quote: String = record.text.chars().skip(start).take(end - start).collect();
            prop_assert_eq!(&quote, &claim.quote);
        }
    }

    #[test]
    fn without_its_text_every_quote_still_stands_at_its_place(record in record()) {
        let read = Record::from_json(&record.to_json(JsonText::Out)).expect("a record");
        for (before, after) in record.claims.iter().zip(&read.claims) {
            prop_assert_eq!(after.at.of(&read.text), &before.quote);
            prop_assert_eq!(after.anchor.at.of(&read.text), &before.anchor.text);
        }
        prop_assert_eq!(read.to_json(JsonText::Out), record.to_json(JsonText::Out));
    }

    #[test]
    fn no_json_makes_it_panic(json in "\\PC{0,200}") {
        let _ = Record::from_json(&json);
        let _ = GoldReport::parse("any.json", &json);
    }

    #[test]
    fn a_cut_record_is_refused(record in record(), cut in 1usize..500) {
        let json = record.to_json(JsonText::In);
        let end = json.len().saturating_sub(cut);
        let end = (0..=end).rev().find(|&at| json.is_char_boundary(at)).unwrap_or(0);
        prop_assert!(Record::from_json(&json[..end]).is_err());
    }

    #[test]
    fn words_are_found_where_they_stand(text in text(), ends in (0usize..100, 0usize..100)) {
        let words = span(&text, ends).of(&text).to_owned();
        for found in gold::occurrences(&text, &words) {
            prop_assert_eq!(found.of(&text), &words);
        }
    }
}
