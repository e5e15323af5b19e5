//! The shape of the JSON: every key in its order.
//!
//! These are the keys of the contract and nothing else; they hold words and numbers as they stand on the wire. A key that may be
//! null is always written; only `text` and `source_map` may be missing.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// Words of the wire: borrowed on the way out, owned on the way in.
pub(super) type Str<'a> = Cow<'a, str>;
/// Two code points.
pub(super) type At = [usize; 2];

#[derive(Serialize, Deserialize)]
pub(super) struct Record<'a> {
    pub schema: u32,
    pub report: Report<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Str<'a>>,
    pub made: Made<'a>,
    #[serde(default)]
    pub actors: Vec<Actor<'a>>,
    #[serde(default)]
    pub claims: Vec<Claim<'a>>,
    #[serde(default)]
    pub agreements: Vec<Agreement<'a>>,
    #[serde(default)]
    pub noise: Vec<Noise<'a>>,
    #[serde(default)]
    pub notes: Vec<Note<'a>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub source_map: Vec<[usize; 3]>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Report<'a> {
    pub id: Str<'a>,
    pub url: Option<Str<'a>>,
    pub publisher: Option<Str<'a>>,
    pub published: Option<Str<'a>>,
    pub title: Option<Str<'a>>,
    pub language: Option<Str<'a>>,
    pub sha256: Str<'a>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Made<'a> {
    pub diurna: Str<'a>,
    pub model: Str<'a>,
    pub data: Str<'a>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Actor<'a> {
    pub id: Str<'a>,
    pub name: Str<'a>,
    pub key: Option<Str<'a>>,
    #[serde(default)]
    pub sectors: Vec<Str<'a>>,
    pub country: Option<Str<'a>>,
    #[serde(default)]
    pub mentions: Vec<Mention>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Mention {
    pub at: At,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Claim<'a> {
    pub id: Str<'a>,
    pub event: Str<'a>,
    pub kind: Str<'a>,
    pub anchor: Words<'a>,
    pub at: At,
    pub quote: Str<'a>,
    pub speaker: Option<Speaker<'a>>,
    #[serde(default)]
    pub via: Vec<Phrase<'a>>,
    pub cue: Option<Words<'a>>,
    pub stance: Str<'a>,
    pub actuality: Str<'a>,
    #[serde(rename = "if")]
    pub condition: Option<Words<'a>>,
    #[serde(default)]
    pub direct_quote: bool,
    #[serde(default)]
    pub background: bool,
    #[serde(default)]
    pub by: Vec<Phrase<'a>>,
    #[serde(default)]
    pub against: Vec<Phrase<'a>>,
    #[serde(default)]
    pub with: Vec<Phrase<'a>>,
    #[serde(default)]
    pub means: Vec<Phrase<'a>>,
    pub place: Option<Place<'a>>,
    pub when: Option<When<'a>>,
    pub count: Option<Count<'a>>,
    pub of: Option<Str<'a>>,
    pub chance: f32,
    pub why: Str<'a>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Words<'a> {
    pub at: At,
    pub text: Str<'a>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Named<'a> {
    pub at: Option<At>,
    pub text: Str<'a>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Speaker<'a> {
    pub actor: Option<Str<'a>>,
    pub at: At,
    pub text: Str<'a>,
    pub is: Option<Named<'a>>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Phrase<'a> {
    pub actor: Option<Str<'a>>,
    pub at: At,
    pub text: Str<'a>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Place<'a> {
    pub at: At,
    pub text: Str<'a>,
    pub name: Option<Str<'a>>,
    pub geonameid: Option<u64>,
    pub country: Option<Str<'a>>,
    pub lat: Option<f64>,
    pub lon: Option<f64>,
    pub grain: Str<'a>,
    #[serde(default)]
    pub rivals: Vec<Rival<'a>>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Rival<'a> {
    pub name: Str<'a>,
    pub geonameid: Option<u64>,
    pub country: Option<Str<'a>>,
    pub lat: Option<f64>,
    pub lon: Option<f64>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct When<'a> {
    pub at: At,
    pub text: Str<'a>,
    pub from: Option<Str<'a>>,
    pub to: Option<Str<'a>>,
    pub edtf: Option<Str<'a>>,
    pub grain: Str<'a>,
    pub until: Option<Str<'a>>,
    pub anchor: Str<'a>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Count<'a> {
    pub at: At,
    pub op: Option<Str<'a>>,
    pub value: Option<u64>,
    pub max: Option<u64>,
    pub unit: Option<Str<'a>>,
    pub who: Option<Str<'a>>,
    pub text: Str<'a>,
    pub part_of: Option<Str<'a>>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Agreement<'a> {
    pub id: Str<'a>,
    pub event: Str<'a>,
    pub kind: Str<'a>,
    #[serde(default)]
    pub parties: Vec<Str<'a>>,
    #[serde(default)]
    pub brokers: Vec<Str<'a>>,
    #[serde(default)]
    pub terms: Vec<Str<'a>>,
    pub effective: Option<Str<'a>>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Noise<'a> {
    pub at: At,
    pub why: Str<'a>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Note<'a> {
    pub code: Str<'a>,
    pub at: Option<At>,
    pub message: Str<'a>,
}
