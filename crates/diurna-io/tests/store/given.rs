//! Small reports and their records, as a coder might have made them.

use diurna_io::store::{Act, Correction, Reviewer, Store};
use diurna_record::*;
use diurna_text::Span;
use serde_json::{Map, Value};
use tempfile::TempDir;

/// Where `words` first stand in `text`.
pub fn at(text: &str, words: &str) -> Span {
    let start = text.find(words).unwrap_or_else(|| panic!("\"{words}\" stands in the text"));
    Span::within(text, start, start + words.len()).expect("words end where letters end")
}

/// The same in code points.
pub fn points(text: &str, words: &str) -> [usize; 2] {
    CodePoints::of(text).at(at(text, words))
}

/// A record of `text` with these claims: kind, anchor, quote.
pub fn record(name: &str, text: &str, model: &str, claims: &[(&str, &str, &str)]) -> Record {
    let claim = |(number, (kind, anchor, quote)): (u32, &(&str, &str, &str))| Claim {
        id: ClaimId(number),
        event: EventId(number),
        kind: Kind::new(*kind),
        anchor: Words::of(text, at(text, anchor)),
        at: at(text, quote),
        quote: (*quote).to_owned(),
        chance: 0.9,
        ..Claim::default()
    };
    Record {
        report: ReportMeta {
            id: name.into(),
            publisher: Some("Example Wire".into()),
            published: Some(jiff::civil::date(2024, 3, 5)),
            title: Some(format!("Report {name}")),
            ..ReportMeta::default()
        },
        text: text.into(),
        made: Made { diurna: "0.1.0".into(), model: model.into(), data: "d1".into() },
        claims: (1u32..).zip(claims).map(claim).collect(),
        ..Record::default()
    }
}

/// A report of a strike on a bridge.
pub const BRIDGE: &str = "«Shelling hit the old bridge in Kyïv on Monday», the mayor said. At least 12 people were killed, medics said. \
    The army denied it. Share this story.";

/// Its record by the model `m1`.
pub fn bridge() -> Record {
    let mut record = record(
        "bridge-1",
        BRIDGE,
        "m1",
        &[
            ("fight.shelling", "Shelling", "Shelling hit the old bridge in Kyïv on Monday"),
            ("toll.killed", "killed", "At least 12 people were killed"),
            ("fight.shelling", "denied", "The army denied it"),
        ],
    );
    record.actors = vec![
        Actor {
            id: ActorId(1),
            name: "the mayor".into(),
            sectors: vec!["GOV".into()],
            mentions: vec![at(BRIDGE, "the mayor")],
            ..Actor::default()
        },
        Actor {
            id: ActorId(2),
            name: "The army".into(),
            key: Some("UKR-MIL".into()),
            country: Some("UA".into()),
            ..Actor::default()
        },
    ];
    let [strike, toll, denial] = &mut record.claims[..] else { panic!("three claims") };
    strike.speaker =
        Some(Speaker { actor: Some(ActorId(1)), at: at(BRIDGE, "the mayor"), text: "the mayor".into(), is: None });
    strike.against = vec![Phrase::of(BRIDGE, at(BRIDGE, "the old bridge"), None)];
    strike.place = Some(Place {
        at: at(BRIDGE, "Kyïv"),
        text: "Kyïv".into(),
        name: Some("Kyiv".into()),
        geonameid: Some(703_448),
        country: Some("UA".into()),
        lat: Some(50.45),
        lon: Some(30.5238),
        grain: Grain::Settlement,
        rivals: vec![Rival { name: "Kyiv, Poland".into(), ..Rival::default() }],
    });
    strike.when = Some(When {
        at: at(BRIDGE, "on Monday"),
        text: "on Monday".into(),
        from: Some(jiff::civil::date(2024, 3, 4)),
        to: Some(jiff::civil::date(2024, 3, 4)),
        edtf: Some("2024-03-04".into()),
        ..When::default()
    });
    toll.count = Some(Count {
        at: at(BRIDGE, "At least 12"),
        op: Some(Op::AtLeast),
        value: Some(12),
        unit: Some("people".into()),
        text: "At least 12".into(),
        ..Count::default()
    });
    toll.of = Some(ClaimId(1));
    denial.stance = Stance::Denies;
    denial.actuality = Actuality::Not;
    denial.event = EventId(1);
    denial.by = vec![Phrase::of(BRIDGE, at(BRIDGE, "The army"), Some(ActorId(2)))];
    record
}

/// A record with an agreement, notes, noise and a map back to its page: nothing is left out.
pub fn agreed() -> Record {
    let text = "Rebels and the government agreed a ceasefire from noon, envoys said. The rebels will leave the port by Friday.";
    let mut record = record(
        "truce-1",
        text,
        "m1",
        &[
            ("agree.ceasefire", "ceasefire", "Rebels and the government agreed a ceasefire from noon"),
            ("territory.withdraw", "leave", "The rebels will leave the port by Friday"),
        ],
    );
    record.report.url = Some("https://example.org/truce".into());
    record.report.language = Some("en".into());
    record.actors = vec![
        Actor { id: ActorId(1), name: "Rebels".into(), ..Actor::default() },
        Actor { id: ActorId(2), name: "the government".into(), key: Some("XXA".into()), ..Actor::default() },
    ];
    record.claims[0].with = vec![
        Phrase::of(text, at(text, "Rebels"), Some(ActorId(1))),
        Phrase::of(text, at(text, "the government"), Some(ActorId(2))),
    ];
    record.claims[0].via = vec![Phrase::of(text, at(text, "envoys"), None)];
    record.claims[1].actuality = Actuality::Planned;
    record.claims[1].by = vec![Phrase::of(text, at(text, "The rebels"), Some(ActorId(1)))];
    record.claims[1].why = Why::Pattern("territory.withdraw/leave".into());
    record.claims[1].when = Some(When {
        at: at(text, "by Friday"),
        text: "by Friday".into(),
        to: Some(jiff::civil::date(2024, 3, 8)),
        until: Moment::parse("2024-03-08T12:00+02:00"),
        anchor: WhenAnchor::Text,
        ..When::default()
    });
    record.agreements = vec![Agreement {
        id: AgreementId(1),
        event: EventId(1),
        kind: Kind::new("agree.ceasefire"),
        parties: vec![ActorId(1), ActorId(2)],
        brokers: vec![],
        terms: vec![ClaimId(2)],
        effective: Moment::parse("2024-03-05T12:00+02:00"),
    }];
    record.noise = vec![Noise { at: at(text, "envoys said"), why: "residue".into() }];
    record.notes =
        vec![Note { code: "no-date".into(), at: Some(at(text, "noon")), message: "of which day is not told".into() }];
    record.source_map = vec![SourcePiece { at: at(text, "Rebels"), source: 120 }];
    record
}

/// A record file in a folder of its own.
pub fn store() -> (TempDir, Store) {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let store = Store::create(&folder.path().join("reports.db")).expect("a new record file");
    (folder, store)
}

/// What `reviewer` says at ten o'clock.
pub fn says(reviewer: &Reviewer, act: Act, why: Option<&str>) -> Correction {
    Correction { reviewer: reviewer.clone(), at: "2024-03-06T10:00:00Z".into(), act, why: why.map(str::to_owned) }
}

/// Ana, who works in the open.
pub fn ana() -> Reviewer {
    Reviewer::open("Ana")
}

/// The keys of an object.
pub fn keys(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(keys) => keys,
        other => panic!("{other} is an object"),
    }
}

/// A claim's id.
pub fn c(number: u32) -> diurna_io::store::Named {
    ClaimId(number).into()
}
