//! What differs between a record and its gold report, claim by claim.
//!
//! In: the gold report and the record. Out: every claim that was missed or is too many, and every field of a pair that is wrong,
//! with both its values in words, in the order of the text.

use super::fields::{near, point, same_count, same_days, same_list, same_speaker};
use super::pairs;
use crate::{Claim, ClaimId, Count, GoldReport, Kind, Phrase, Record, terms::closed};
use diurna_text::Span;
use std::fmt;

closed! {
    /// A field of a claim that can be wrong.
    Field {
        /// What is claimed.
        Kind = "kind",
        /// Who says it.
        Speaker = "speaker",
        /// How the speaker stands to it.
        Stance = "stance",
        /// How real it is.
        Actuality = "actuality",
        /// Whether it is history.
        Background = "background",
        /// Who does it.
        By = "by",
        /// Whom it is done to.
        Against = "against",
        /// Who does it together.
        With = "with",
        /// Weapons and instruments.
        Means = "means",
        /// The words of the place.
        Place = "place",
        /// The state of the place.
        Country = "country",
        /// The point of the place.
        Point = "point",
        /// The words of the time.
        When = "when",
        /// The days.
        Days = "days",
        /// How many.
        Count = "count",
    }
}

/// One thing in which a record and its gold report differ.
#[derive(Clone, PartialEq, Debug)]
pub enum Difference {
    /// A gold claim that no claim answers.
    Missed {
        /// The gold claim.
        gold: ClaimId,
        /// Its kind.
        kind: Kind,
        /// Where its anchor stands.
        at: Span,
        /// Its anchor, then its quote.
        words: String,
    },
    /// A claim that answers no gold claim.
    Extra {
        /// The claim.
        system: ClaimId,
        /// Its kind.
        kind: Kind,
        /// Where its anchor stands.
        at: Span,
        /// Its anchor, then its quote.
        words: String,
    },
    /// A field of a pair that is wrong.
    Wrong {
        /// The gold claim.
        gold: ClaimId,
        /// The claim that answers it.
        system: ClaimId,
        /// The kind of the gold claim.
        kind: Kind,
        /// Where the gold claim's anchor stands.
        at: Span,
        /// The field.
        field: Field,
        /// What the gold says.
        wanted: String,
        /// What the record says.
        found: String,
    },
}

impl Difference {
    /// Where in the text it is.
    pub fn at(&self) -> Span {
        match self {
            Difference::Missed { at, .. } | Difference::Extra { at, .. } | Difference::Wrong { at, .. } => *at,
        }
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Difference::Missed { gold, kind, words, .. } => write!(out, "missed {gold} {kind}: {words}"),
            Difference::Extra { system, kind, words, .. } => write!(out, "extra {system} {kind}: {words}"),
            Difference::Wrong { gold, system, kind, field, wanted, found, .. } => {
                write!(out, "wrong {field} of {gold} {kind}: wanted {wanted}, found {found} ({system})")
            }
        }
    }
}

/// Everything in which `record` differs from `gold`, in the order of the text.
///
/// Fields other than the kind are compared for pairs of any kind, so that a wrong kind does not hide what else is wrong.
pub fn differences(gold: &GoldReport, record: &Record) -> Vec<Difference> {
    let pairs = pairs(&gold.claims, &record.claims);
    let mut found = Vec::new();
    for (index, claim) in gold.claims.iter().enumerate() {
        match pairs.iter().find(|pair| pair.gold == index) {
            None => found.push(Difference::Missed {
                gold: claim.id,
                kind: claim.kind.clone(),
                at: claim.anchor.at,
                words: shown(claim),
            }),
            Some(pair) => wrong_fields(claim, &record.claims[pair.system], &mut found),
        }
    }
    for (index, claim) in record.claims.iter().enumerate() {
        if !pairs.iter().any(|pair| pair.system == index) {
            let (system, kind, at) = (claim.id, claim.kind.clone(), claim.anchor.at);
            found.push(Difference::Extra { system, kind, at, words: shown(claim) });
        }
    }
    found.sort_by_key(|difference| difference.at());
    found
}

/// A claim in one line.
fn shown(claim: &Claim) -> String {
    format!("\"{}\" in \"{}\"", claim.anchor.text, claim.quote)
}

/// Adds every field of a pair that is wrong.
fn wrong_fields(gold: &Claim, system: &Claim, differences: &mut Vec<Difference>) {
    let compared = plain(gold, system).into_iter().chain(parties(gold, system)).chain(resolved(gold, system));
    for (field, _, show) in compared.filter(|(_, right, _)| !right) {
        differences.push(Difference::Wrong {
            gold: gold.id,
            system: system.id,
            kind: gold.kind.clone(),
            at: gold.anchor.at,
            field,
            wanted: show(gold),
            found: show(system),
        });
    }
}

/// Shows one field of a claim.
type Show = fn(&Claim) -> String;
/// A field, whether it is right, and how to show it.
type Compared = (Field, bool, Show);

/// Kind, speaker, stance, actuality and background.
fn plain(gold: &Claim, system: &Claim) -> [Compared; 5] {
    [
        (Field::Kind, gold.kind == system.kind, |claim| claim.kind.to_string()),
        (Field::Speaker, same_speaker(gold, system), |claim| quoted(claim.speaker.as_ref().map(|it| &it.text))),
        (Field::Stance, gold.stance == system.stance, |claim| claim.stance.to_string()),
        (Field::Actuality, gold.actuality == system.actuality, |claim| claim.actuality.to_string()),
        (Field::Background, gold.background == system.background, |claim| claim.background.to_string()),
    ]
}

/// The phrases that play a part.
fn parties(gold: &Claim, system: &Claim) -> [Compared; 4] {
    [
        (Field::By, same_list(&gold.by, &system.by), |claim| listed(&claim.by)),
        (Field::Against, same_list(&gold.against, &system.against), |claim| listed(&claim.against)),
        (Field::With, same_list(&gold.with, &system.with), |claim| listed(&claim.with)),
        (Field::Means, same_list(&gold.means, &system.means), |claim| listed(&claim.means)),
    ]
}

/// Place, time and count.
fn resolved(gold: &Claim, system: &Claim) -> [Compared; 6] {
    let (place, when) = (gold.place.as_ref(), gold.when.as_ref());
    let met = |gold: Option<Span>, system: Option<Span>| match (gold, system) {
        (None, None) => true,
        (Some(gold), Some(system)) => gold.overlaps(system),
        _ => false,
    };
    let place_words = met(place.map(|it| it.at), system.place.as_ref().map(|it| it.at));
    let when_words = met(when.map(|it| it.at), system.when.as_ref().map(|it| it.at));
    let country = place.and_then(|it| it.country.as_ref());
    let found = system.place.as_ref().and_then(|it| it.country.as_ref());
    let near = place.and_then(point).is_none_or(|at| near(at, system.place.as_ref()));
    let days = when.is_none_or(|it| same_days(it, system.when.as_ref()));
    [
        (Field::Place, place_words, |claim| quoted(claim.place.as_ref().map(|it| &it.text))),
        (Field::Country, country.is_none() || country == found, |claim| {
            claim.place.as_ref().and_then(|it| it.country.clone()).unwrap_or_else(nobody)
        }),
        (Field::Point, near, |claim| match claim.place.as_ref().and_then(|it| point(it).map(|at| (it, at))) {
            Some((place, (lat, lon))) => format!("{} ({lat:.2}, {lon:.2})", place.name.as_deref().unwrap_or("?")),
            None => nobody(),
        }),
        (Field::When, when_words, |claim| quoted(claim.when.as_ref().map(|it| &it.text))),
        (Field::Days, days, |claim| {
            let end = |day: Option<jiff::civil::Date>| day.map_or("..".to_owned(), |day| day.to_string());
            claim.when.as_ref().map_or_else(nobody, |it| format!("{}/{}", end(it.from), end(it.to)))
        }),
        (Field::Count, same_count(gold.count.as_ref(), system.count.as_ref()), |claim| {
            claim.count.as_ref().map_or_else(nobody, figure)
        }),
    ]
}

/// A count as its figure and its words.
fn figure(count: &Count) -> String {
    let number = |value: Option<u64>| value.map_or(String::new(), |value| value.to_string());
    let op = count.op.map_or("", |op| op.as_str());
    let max = count.max.map_or(String::new(), |max| format!("-{max}"));
    format!("{op}{}{max} (\"{}\")", number(count.value), count.text)
}

/// What is shown where there is nothing.
fn nobody() -> String {
    "none".to_owned()
}

fn quoted(text: Option<&String>) -> String {
    text.map_or_else(nobody, |text| format!("\"{text}\""))
}

fn listed(phrases: &[Phrase]) -> String {
    let texts: Vec<String> = phrases.iter().map(|phrase| format!("\"{}\"", phrase.text)).collect();
    if texts.is_empty() { nobody() } else { texts.join(" + ") }
}
