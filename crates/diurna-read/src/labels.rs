//! What the columns of the heads' scores stand for.
//!
//! In: the model's `labels.json`. Out: closed words, kinds and lemma rules in the order of the columns. A name that this program does
//! not know is an error of loading, never of reading.

use crate::ReadError;
use crate::heads::lemma::Rule;
use crate::terms::{LinkKind, MentionKind, Pos, Role};
use diurna_record::{Actuality, Kind, Stance};
use serde::Deserialize;

const FILE: &str = "labels.json";
/// The mention column that says: no name.
const NO_MENTION: &str = "none";
/// The pairs whose row is a word of saying; they come first.
const SAYING: [&str; 2] = ["source", "content"];

/// The columns of every head.
pub(crate) struct Labels {
    pub pos: Vec<Pos>,
    pub lemmas: Vec<Rule>,
    pub relations: Vec<&'static str>,
    /// `None`: no name.
    pub mentions: Vec<Option<MentionKind>>,
    /// The kinds of happenings, without the column 0 that says: none.
    pub kinds: Vec<Kind>,
    /// The kinds of tolls, likewise.
    pub harms: Vec<Kind>,
    pub stances: Vec<Stance>,
    pub actualities: Vec<Actuality>,
    /// The roles, in the order of the claim pairs.
    pub roles: Vec<Role>,
    /// The links, which come after the roles.
    pub links: Vec<LinkKind>,
}

#[derive(Deserialize)]
struct File {
    #[serde(borrow)]
    upos: Vec<&'static str>,
    lemmas: Vec<String>,
    #[serde(borrow)]
    rels: Vec<&'static str>,
    #[serde(borrow)]
    mentions: Vec<&'static str>,
    kinds: Vec<String>,
    harms: Vec<String>,
    #[serde(borrow)]
    stances: Vec<&'static str>,
    #[serde(borrow)]
    actualities: Vec<&'static str>,
    #[serde(borrow)]
    pairs: Vec<&'static str>,
}

impl Labels {
    /// Reads the labels.
    pub(crate) fn of(json: &'static str) -> Result<Labels, ReadError> {
        let file: File = serde_json::from_str(json).map_err(|error| ReadError::of(FILE, error))?;
        let pairs = file
            .pairs
            .strip_prefix(&SAYING)
            .ok_or_else(|| ReadError::of(FILE, "source and content do not come first"))?;
        let roles = pairs.iter().take_while(|name| Role::parse(name).is_some()).count();
        Ok(Labels {
            pos: closed(&file.upos, Pos::parse)?,
            lemmas: file.lemmas.iter().map(|rule| Rule::parse(rule)).collect(),
            relations: file.rels,
            mentions: closed(&file.mentions, |name| {
                (name == NO_MENTION).then_some(None).or(MentionKind::parse(name).map(Some))
            })?,
            kinds: file.kinds.into_iter().map(Kind::new).collect(),
            harms: file.harms.into_iter().map(Kind::new).collect(),
            stances: closed(&file.stances, Stance::parse)?,
            actualities: closed(&file.actualities, Actuality::parse)?,
            roles: closed(&pairs[..roles], Role::parse)?,
            links: closed(&pairs[roles..], LinkKind::parse)?,
        })
    }
}

fn closed<T>(names: &[&'static str], parse: impl Fn(&str) -> Option<T>) -> Result<Vec<T>, ReadError> {
    names.iter().map(|name| parse(name).ok_or_else(|| ReadError::of(FILE, format!("unknown name {name:?}")))).collect()
}
