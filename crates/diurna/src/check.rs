//! Whether kinds keep what their files promise: every example comes out, no counter-example does.
//!
//! In: a coder and a kind. Out: a [`Verdict`] for each of its texts, field by field. Fields agree as in the score: words where they
//! share a character, stance and actuality where they are the same, and only those that an example tells. Nothing is printed here.

use crate::lexicon::{Counter, Example, KindEntry};
use crate::{Coder, Report};
use diurna_record::{Claim, Phrase};
use diurna_text::Span;

/// What came of one text of a kind.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Verdict {
    /// Whether it is an example or a counter-example.
    pub text_is: TextIs,
    /// Its number among the kind's, from 1.
    pub number: usize,
    /// The text.
    pub text: String,
    /// What is wrong; nothing if it passed.
    pub wrong: Vec<Wrong>,
}

/// What a text is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TextIs {
    /// Its claim must come out.
    Example,
    /// The claim must not come out.
    Counter,
}

/// One field that is not as it must be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wrong {
    /// The field.
    pub field: &'static str,
    /// What came out.
    pub got: String,
    /// What must come out.
    pub wanted: String,
}

impl Verdict {
    /// Whether all is as it must be.
    pub fn passed(&self) -> bool {
        self.wrong.is_empty()
    }
}

/// Runs every example and counter-example of a kind.
pub fn check(coder: &Coder, kind: &KindEntry) -> Vec<Verdict> {
    let verdict = |text_is, index: usize, text: &str, wrong: fn(&KindEntry, usize, &[Claim]) -> Vec<Wrong>| {
        let record = coder.code(&Report { text: text.to_owned(), ..Report::default() });
        Verdict { text_is, number: index + 1, text: text.to_owned(), wrong: wrong(kind, index, &record.claims) }
    };
    let examples = kind.examples.iter().enumerate().map(|(index, example)| {
        verdict(TextIs::Example, index, &example.text, |kind, index, claims| {
            wrong_example(kind, &kind.examples[index], claims)
        })
    });
    let counters = kind.counters.iter().enumerate().map(|(index, counter)| {
        verdict(TextIs::Counter, index, &counter.text, |kind, index, claims| {
            wrong_counter(kind, &kind.counters[index], claims)
        })
    });
    examples.chain(counters).collect()
}

/// Every place where some words stand in a text.
fn places(text: &str, words: &str) -> Vec<Span> {
    text.match_indices(words).filter_map(|(start, found)| Span::within(text, start, start + found.len())).collect()
}

/// Whether a claim stands on words of a text.
fn stands_on(claim: &Claim, anchors: &[Span]) -> bool {
    anchors.iter().any(|at| at.overlaps(claim.anchor.at))
}

fn quoted(words: Option<&str>) -> String {
    words.map_or("none".to_owned(), |words| format!("\"{words}\""))
}

/// The kinds that were found on some words.
fn kinds_at(claims: &[Claim], anchors: &[Span]) -> String {
    let kinds: Vec<&str> =
        claims.iter().filter(|claim| stands_on(claim, anchors)).map(|claim| claim.kind.as_str()).collect();
    if kinds.is_empty() { "none".to_owned() } else { kinds.join(" + ") }
}

fn wrong_counter(kind: &KindEntry, counter: &Counter, claims: &[Claim]) -> Vec<Wrong> {
    let anchors = places(&counter.text, &counter.anchor);
    let there = |name: &str| claims.iter().any(|claim| claim.kind.as_str() == name && stands_on(claim, &anchors));
    let right = match &counter.instead {
        _ if there(kind.kind.as_str()) => false,
        Some(instead) => there(instead),
        None => true,
    };
    if right {
        return Vec::new();
    }
    let wanted = counter.instead.clone().unwrap_or_else(|| format!("not {}", kind.kind));
    vec![Wrong { field: "kind", got: kinds_at(claims, &anchors), wanted }]
}

/// What is wrong with the claim that comes nearest to an example.
fn wrong_example(kind: &KindEntry, example: &Example, claims: &[Claim]) -> Vec<Wrong> {
    let anchors = places(&example.text, &example.anchor);
    let rivals = claims.iter().filter(|claim| claim.kind == kind.kind && stands_on(claim, &anchors));
    let best = rivals.map(|claim| fields(example, claim)).min_by_key(Vec::len);
    best.unwrap_or_else(|| {
        vec![Wrong { field: "kind", got: kinds_at(claims, &anchors), wanted: kind.kind.to_string() }]
    })
}

/// The fields of a claim that are not as an example tells.
fn fields(example: &Example, claim: &Claim) -> Vec<Wrong> {
    let mut wrong = Vec::new();
    let text = &example.text;
    let mut words = |field: &'static str, wanted: Option<&String>, got: Option<(Span, &str)>| {
        let Some(wanted) = wanted else { return };
        let met = got.is_some_and(|(at, _)| places(text, wanted).iter().any(|place| place.overlaps(at)));
        if !met {
            wrong.push(Wrong { field, got: quoted(got.map(|it| it.1)), wanted: quoted(Some(wanted)) });
        }
    };
    let speaker = claim.speaker.as_ref().map(|it| (it.at, it.text.as_str()));
    words("speaker", example.speaker.as_ref(), speaker);
    words("cue", example.cue.as_ref(), claim.cue.as_ref().map(|it| (it.at, it.text.as_str())));
    words("if", example.condition.as_ref(), claim.condition.as_ref().map(|it| (it.at, it.text.as_str())));
    words("place", example.place.as_ref(), claim.place.as_ref().map(|it| (it.at, it.text.as_str())));
    words("when", example.when.as_ref(), claim.when.as_ref().map(|it| (it.at, it.text.as_str())));
    words("count", example.count.as_ref(), claim.count.as_ref().map(|it| (it.at, it.text.as_str())));
    let mut list = |field: &'static str, wanted: &[String], got: &[Phrase]| {
        let met = |words: &String| {
            let places = places(text, words);
            got.iter().any(|phrase| places.iter().any(|at| at.overlaps(phrase.at)))
        };
        if !wanted.iter().all(met) {
            let got: Vec<String> = got.iter().map(|phrase| format!("\"{}\"", phrase.text)).collect();
            let wanted: Vec<String> = wanted.iter().map(|words| format!("\"{words}\"")).collect();
            let got = if got.is_empty() { "none".to_owned() } else { got.join(" + ") };
            wrong.push(Wrong { field, got, wanted: wanted.join(" + ") });
        }
    };
    list("by", &example.by, &claim.by);
    list("against", &example.against, &claim.against);
    list("with", &example.with, &claim.with);
    list("means", &example.means, &claim.means);
    let mut word = |field: &'static str, wanted: Option<&String>, got: &str| {
        if let Some(wanted) = wanted.filter(|wanted| *wanted != got) {
            wrong.push(Wrong { field, got: got.to_owned(), wanted: wanted.clone() });
        }
    };
    word("stance", example.stance.as_ref(), claim.stance.as_str());
    word("actuality", example.actuality.as_ref(), claim.actuality.as_str());
    wrong
}
