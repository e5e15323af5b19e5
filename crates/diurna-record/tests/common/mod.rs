//! A record with something in every field.

use diurna_record::*;
use diurna_text::Span;

/// The text of [`record`].
pub const TEXT: &str = "«Drones hit Kyïv at dawn», the mayor said on Tuesday, killing 2–3 people if reports hold.";

/// Where `words` first stand.
pub fn at(words: &str) -> Span {
    gold::find(TEXT, words, None).expect("in the text")
}

/// Words of the text.
pub fn words(text: &str) -> Words {
    Words::of(TEXT, at(text))
}

/// A phrase of the text.
pub fn phrase(text: &str, actor: Option<u32>) -> Phrase {
    Phrase::of(TEXT, at(text), actor.map(ActorId))
}

/// One record that leaves nothing out.
pub fn record() -> Record {
    Record {
        report: ReportMeta {
            id: "r1".into(),
            url: Some("https://example.org/1".into()),
            publisher: Some("Example Wire".into()),
            published: Some(jiff::civil::date(2024, 5, 8)),
            title: Some("Drones \"hit\" Kyïv".into()),
            language: Some("en".into()),
            sha256: "0".repeat(64),
        },
        text: TEXT.into(),
        made: Made { diurna: "0.1.0".into(), model: "m1".into(), data: "d1".into() },
        actors: vec![Actor {
            id: ActorId(1),
            name: "the mayor".into(),
            key: Some("UKR".into()),
            sectors: vec!["GOV".into()],
            country: Some("UA".into()),
            mentions: vec![at("the mayor")],
        }],
        claims: vec![strike(), toll()],
        agreements: vec![Agreement {
            id: AgreementId(1),
            event: EventId(1),
            kind: Kind::new("agree.ceasefire"),
            parties: vec![ActorId(1)],
            brokers: vec![],
            terms: vec![ClaimId(1)],
            effective: Moment::parse("2024-05-09T13:00+03:00"),
        }],
        noise: vec![Noise { at: at("if reports hold"), why: "residue".into() }],
        notes: vec![Note { code: "no-date".into(), at: None, message: "no date is told".into() }],
        source_map: vec![SourcePiece { at: at("Kyïv at dawn"), source: 120 }],
        ..Record::default()
    }
}

fn strike() -> Claim {
    Claim {
        id: ClaimId(1),
        event: EventId(1),
        kind: Kind::new("fight.airstrike"),
        anchor: words("hit"),
        at: at("Drones hit Kyïv at dawn"),
        quote: "Drones hit Kyïv at dawn".into(),
        speaker: Some(Speaker {
            actor: Some(ActorId(1)),
            at: at("the mayor"),
            text: "the mayor".into(),
            is: Some(Named { at: None, text: "Vitali Example".into() }),
        }),
        cue: Some(words("said")),
        direct_quote: true,
        against: vec![phrase("Kyïv", None)],
        means: vec![phrase("Drones", None)],
        place: Some(Place {
            at: at("Kyïv"),
            text: "Kyïv".into(),
            name: Some("Kyiv".into()),
            geonameid: Some(703_448),
            country: Some("UA".into()),
            lat: Some(50.45),
            lon: Some(30.5238),
            grain: Grain::Settlement,
            rivals: vec![Rival { name: "Kyiv, Poland".into(), ..Rival::default() }],
        }),
        when: Some(When {
            at: at("at dawn"),
            text: "at dawn".into(),
            from: Some(jiff::civil::date(2024, 5, 7)),
            to: Some(jiff::civil::date(2024, 5, 7)),
            edtf: Some("2024-05-07".into()),
            grain: WhenGrain::Hour,
            until: Moment::parse("2024-05-07T05:00+03:00"),
            anchor: WhenAnchor::Text,
        }),
        chance: 0.87,
        why: Why::Pattern("fight.airstrike/hit".into()),
        ..Claim::default()
    }
}

fn toll() -> Claim {
    Claim {
        id: ClaimId(2),
        event: EventId(1),
        kind: Kind::new("toll.killed"),
        anchor: words("killing"),
        at: at("killing 2–3 people"),
        quote: "killing 2–3 people".into(),
        via: vec![phrase("the mayor", Some(1))],
        stance: Stance::Confirms,
        actuality: Actuality::Conditional,
        condition: Some(words("reports hold")),
        background: true,
        count: Some(Count {
            at: at("2–3"),
            op: Some(Op::Range),
            value: Some(2),
            max: Some(3),
            unit: Some("people".into()),
            who: Some("civilians".into()),
            text: "2–3".into(),
            part_of: Some(ClaimId(1)),
        }),
        of: Some(ClaimId(1)),
        chance: 0.5,
        ..Claim::default()
    }
}
