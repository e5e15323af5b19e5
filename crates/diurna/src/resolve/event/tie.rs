//! What speaks for two claims of a report being about one happening, and what against it.
//!
//! In: two drafts with what was resolved of them, the earlier first. Out: the ties between them and their weight: the logarithm of the odds
//! that both are about one happening. The weights are in data/text/events.toml, learned by training/events.py on the silver stories.

use super::Facts;
use crate::lexicon::{TableError, read_table};
use diurna_read::{Pos, Reading};
use diurna_record::{Actuality, Place, When};
use diurna_text::Span;
use std::collections::BTreeMap;

diurna_record::closed! {
    /// Something that ties two claims to one happening, or keeps them apart.
    Tie {
        /// Always.
        Always = "always",
        /// In the same sentence.
        SameSentence = "same-sentence",
        /// In the sentence before.
        SentenceBefore = "sentence-before",
        /// Two or three sentences before.
        FewBefore = "few-before",
        /// Four to ten sentences before.
        SomeBefore = "some-before",
        /// Farther away.
        Farther = "farther",
        /// Of one family, not of one kind.
        SameFamily = "same-family",
        /// Both are tolls.
        TwoTolls = "two-tolls",
        /// Their anchors share a word.
        AnchorShared = "anchor-shared",
        /// Their anchors share a word, and they are of one kind.
        AnchorAndKind = "anchor-and-kind",
        /// The same does it.
        DoerSame = "doer-same",
        /// Those who do it share a word.
        DoerLike = "doer-like",
        /// Others do it.
        DoerOther = "doer-other",
        /// Of one it is not told who does it.
        DoerUntold = "doer-untold",
        /// It is done to the same.
        TargetSame = "target-same",
        /// Those it is done to share a word.
        TargetLike = "target-like",
        /// It is done to others.
        TargetOther = "target-other",
        /// Of one it is not told to whom it is done.
        TargetUntold = "target-untold",
        /// A party of one is a party of the other, whatever its part.
        PartyShared = "party-shared",
        /// Both have parties and share none.
        PartyOther = "party-other",
        /// One has no party.
        PartyUntold = "party-untold",
        /// One kind and a party shared.
        KindAndParty = "kind-and-party",
        /// One kind and no party shared.
        KindNotParty = "kind-not-party",
        /// The same place.
        PlaceSame = "place-same",
        /// Two places.
        PlaceOther = "place-other",
        /// The same days.
        TimeSame = "time-same",
        /// Days that do not meet.
        TimeOther = "time-other",
        /// Only the later tells a time.
        TimeNew = "time-new",
        /// One is background, the other is not.
        OneBackground = "one-background",
        /// Both are background.
        BothBackground = "both-background",
        /// Another actuality.
        ActualityOther = "actuality-other",
        /// One is told as real, the other is not.
        OneReal = "one-real",
        /// The same figure.
        CountSame = "count-same",
        /// Two figures.
        CountOther = "count-other",
    }
}

/// The family of tolls.
const TOLL: &str = "toll";

/// What is compared of a draft: words and identities, as numbers.
#[derive(Debug, Default)]
pub struct Traits {
    anchor: Vec<u32>,
    doers: Side,
    targets: Side,
    all: Vec<u32>,
    place: Vec<u32>,
}

#[derive(Debug, Default)]
struct Side {
    keys: Vec<u32>,
    words: Vec<u32>,
}

/// The traits of every draft.
pub fn traits(reading: &Reading, facts: &Facts) -> Vec<Traits> {
    let mut known = BTreeMap::new();
    let mut number = |word: String| {
        let next = known.len() as u32;
        *known.entry(word).or_insert(next)
    };
    let mut all = Vec::with_capacity(facts.drafts.len());
    for (index, draft) in facts.drafts.iter().enumerate() {
        let parties = &facts.parties[index];
        let mut side = |keys: &[String], spans: &[Span]| {
            let keys = sorted(keys.iter().map(|key| number(key.clone())).collect());
            Side { keys, words: numbers(reading, spans, &mut number) }
        };
        let doers = side(&parties.by, &draft.by);
        let targets = side(&parties.against, &draft.against);
        let partners = side(&parties.with, &draft.with);
        let sides = [&doers, &targets, &partners];
        all.push(Traits {
            anchor: numbers(reading, &[draft.anchor], &mut number),
            all: sorted(sides.iter().flat_map(|side| side.keys.iter().chain(&side.words)).copied().collect()),
            place: numbers(reading, draft.place.as_slice(), &mut number),
            doers,
            targets,
        });
    }
    all
}

/// The content words of some stretches, by their dictionary forms.
fn numbers(reading: &Reading, spans: &[Span], number: &mut impl FnMut(String) -> u32) -> Vec<u32> {
    let tokens = spans.iter().flat_map(|&at| &reading.tokens[crate::claims::words_in(reading, at)]);
    let content = tokens.filter(|word| matches!(word.pos, Pos::Noun | Pos::Propn | Pos::Verb | Pos::Adj));
    sorted(content.map(|word| number(word.lemma.to_lowercase())).collect())
}

fn sorted(mut numbers: Vec<u32>) -> Vec<u32> {
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

fn meet(a: &[u32], b: &[u32]) -> bool {
    a.iter().any(|x| b.binary_search(x).is_ok())
}

/// The weights of ties.
#[derive(Clone, PartialEq, Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EventTies {
    /// The least mean weight between two groups of claims that become one.
    pub least: f32,
    ties: BTreeMap<String, f32>,
    /// For two claims of one kind, by its family.
    same_kind: BTreeMap<String, f32>,
    /// For a toll and another claim, by the family of the other.
    toll_and: BTreeMap<String, f32>,
}

impl EventTies {
    /// The weights embedded in the program.
    ///
    /// # Errors
    /// Where the table has another form, with file and line.
    pub fn embedded() -> Result<EventTies, TableError> {
        let file = "text/events.toml";
        let read: EventTies = read_table(file, diurna_data::TEXT_EVENTS)?;
        let unknown = read.ties.keys().find(|name| Tie::parse(name).is_none());
        match unknown {
            Some(name) => Err(TableError::near(file, diurna_data::TEXT_EVENTS, name, "no such tie")),
            None => Ok(read),
        }
    }

    /// The weight of what ties two drafts.
    pub fn weigh(&self, facts: &Facts, traits: &[Traits], earlier: usize, later: usize) -> f32 {
        let Between { ties, same_kind, toll_and } = between(facts, traits, earlier, later);
        let of = |weights: &BTreeMap<String, f32>, name: &str| weights.get(name).copied().unwrap_or_default();
        ties.iter().map(|tie| of(&self.ties, tie.as_str())).sum::<f32>()
            + same_kind.map_or(0.0, |family| of(&self.same_kind, family))
            + toll_and.map_or(0.0, |family| of(&self.toll_and, family))
    }
}

/// All that ties two drafts.
#[derive(Debug)]
pub struct Between<'a> {
    /// The ties of the closed list.
    pub ties: Vec<Tie>,
    /// The family of both, where both are of one kind.
    pub same_kind: Option<&'a str>,
    /// The family of the other, where one is a toll.
    pub toll_and: Option<&'a str>,
}

impl Between<'_> {
    /// All ties by name, as the table of weights has them.
    pub fn names(&self) -> Vec<String> {
        let ties = self.ties.iter().map(|tie| format!("ties.{tie}"));
        let same = self.same_kind.map(|family| format!("same-kind.{family}"));
        ties.chain(same).chain(self.toll_and.map(|family| format!("toll-and.{family}"))).collect()
    }
}

/// What ties two drafts, the earlier first.
pub fn between<'a>(facts: &Facts<'a>, traits: &[Traits], earlier: usize, later: usize) -> Between<'a> {
    let (a, b) = (&facts.drafts[earlier], &facts.drafts[later]);
    let (x, y) = (&traits[earlier], &traits[later]);
    let mut ties = vec![Tie::Always, distance(a.sentence.abs_diff(b.sentence))];
    let same = a.kind == b.kind;
    let families = (a.kind.family(), b.kind.family());
    let mut tell = |holds: bool, tie: Tie| {
        if holds {
            ties.push(tie);
        }
    };
    tell(!same && families.0 == families.1, Tie::SameFamily);
    tell(families == (TOLL, TOLL), Tie::TwoTolls);
    let anchors = meet(&x.anchor, &y.anchor);
    tell(anchors, Tie::AnchorShared);
    tell(anchors && same, Tie::AnchorAndKind);
    let sides = [Tie::DoerSame, Tie::DoerLike, Tie::DoerOther, Tie::DoerUntold];
    tell(true, side(&x.doers, &y.doers, sides));
    let sides = [Tie::TargetSame, Tie::TargetLike, Tie::TargetOther, Tie::TargetUntold];
    tell(true, side(&x.targets, &y.targets, sides));
    let untold = x.all.is_empty() || y.all.is_empty();
    let shared = meet(&x.all, &y.all);
    tell(untold, Tie::PartyUntold);
    tell(shared, Tie::PartyShared);
    tell(!untold && !shared, Tie::PartyOther);
    tell(same && shared, Tie::KindAndParty);
    tell(same && !untold && !shared, Tie::KindNotParty);
    if let (Some(one), Some(other)) = (&facts.places[earlier], &facts.places[later]) {
        let one_place = is_one_place(one, other) || meet(&x.place, &y.place);
        tell(true, if one_place { Tie::PlaceSame } else { Tie::PlaceOther });
    }
    match (&facts.whens[earlier], &facts.whens[later]) {
        (Some(one), Some(other)) => {
            let same = one.text == other.text || (one.from.is_some() && (one.from, one.to) == (other.from, other.to));
            tell(same, Tie::TimeSame);
            tell(!same && are_apart(one, other), Tie::TimeOther);
        }
        (None, Some(_)) => tell(true, Tie::TimeNew),
        _ => {}
    }
    tell(a.background != b.background, Tie::OneBackground);
    tell(a.background && b.background, Tie::BothBackground);
    tell(a.actuality != b.actuality, Tie::ActualityOther);
    let is_real = |actuality| matches!(actuality, Actuality::Happened | Actuality::Ongoing);
    tell(is_real(a.actuality) != is_real(b.actuality), Tie::OneReal);
    if let (Some(one), Some(other)) = (&facts.counts[earlier], &facts.counts[later]) {
        let same = one.value.is_some() && one.value == other.value;
        tell(true, if same { Tie::CountSame } else { Tie::CountOther });
    }
    let toll_and = match families {
        (TOLL, TOLL) => None,
        (TOLL, other) | (other, TOLL) => Some(other),
        _ => None,
    };
    Between { ties, same_kind: same.then_some(families.0), toll_and }
}

fn distance(sentences: usize) -> Tie {
    match sentences {
        0 => Tie::SameSentence,
        1 => Tie::SentenceBefore,
        2..=3 => Tie::FewBefore,
        4..=10 => Tie::SomeBefore,
        _ => Tie::Farther,
    }
}

fn side(a: &Side, b: &Side, [same, like, other, untold]: [Tie; 4]) -> Tie {
    if a.keys.is_empty() || b.keys.is_empty() {
        untold
    } else if meet(&a.keys, &b.keys) {
        same
    } else if meet(&a.words, &b.words) {
        like
    } else {
        other
    }
}

fn is_one_place(a: &Place, b: &Place) -> bool {
    match (a.geonameid, b.geonameid) {
        (Some(one), Some(other)) => one == other,
        _ => a.name.is_some() && a.name == b.name,
    }
}

fn are_apart(a: &When, b: &When) -> bool {
    match (a.from, a.to, b.from, b.to) {
        (Some(from), Some(to), Some(begin), Some(end)) => to < begin || end < from,
        _ => false,
    }
}
