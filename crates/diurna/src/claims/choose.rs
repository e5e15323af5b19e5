//! Which words of a reading are anchors of claims, and of which kind.
//!
//! In: the happenings of a reading, the unlikely ones among them, and what the lexicon says of the words around them. Out: those
//! that are claimed, with the kind and the reason. The model's chances decide; a phrase of the lexicon that stands at the anchor
//! adds to the kind that it names. Of two anchors of one layer that overlap the likelier stays.

use crate::claims::patterns::{Told, is_excepted};
use crate::lexicon::{Kinds, Seen, Sort, Strength};
use diurna_read::{Happening, Pos, Reading, Role, lead};
use diurna_record::{Kind, Why};
use std::ops::Range;

/// The least lead of a kind over "no anchor", in nats, for a happening; chosen on the dev reports, as are the numbers below.
const LEAST: f32 = 0.6;
/// The same for a toll.
const LEAST_OF_TOLL: f32 = -1.2;
/// What a phrase adds that names the kind and hardly anything else.
const SURE: f32 = 2.5;
/// What a phrase adds that may name the kind.
const MAYBE: f32 = 0.6;

/// What part of that a phrase adds to a toll when it stands in the sentence and not on the word of the harm.
const BESIDE: f32 = 0.5;
/// How likely a kind is taken to be that only the lexicon names, as a part of the chance of the last kind that the model does.
const UNLISTED: f32 = 0.5;

/// A happening that is claimed.
#[derive(Clone, PartialEq, Debug)]
pub struct Choice {
    /// Its index in the reading.
    pub happening: usize,
    /// What is claimed.
    pub kind: Kind,
    /// How sure the model is of that kind.
    pub chance: f32,
    /// What made it a claim.
    pub why: Why,
    pub(super) lead: f32,
}

/// What speaks for the likeliest kind of a happening.
#[derive(Clone, PartialEq, Debug)]
pub struct Weighing {
    /// Its index in the reading.
    pub happening: usize,
    /// The likeliest kind, with the lexicon's word.
    pub kind: Kind,
    /// How sure the model is of that kind.
    pub chance: f32,
    /// How far the model has that kind before "no anchor", in nats.
    pub lead: f32,
    /// The phrase of the lexicon that names the kind there, and what it adds, in nats.
    pub phrase: Option<(String, f32)>,
    /// What both together must exceed.
    pub least: f32,
}

impl Weighing {
    /// The model's lead with what the lexicon adds.
    pub fn weight(&self) -> f32 {
        self.lead + self.phrase.as_ref().map_or(0.0, |(_, worth)| *worth)
    }

    /// Whether it is enough for a claim.
    pub fn is_enough(&self) -> bool {
        self.weight() > self.least
    }

    fn choice(&self) -> Choice {
        let why = match &self.phrase {
            Some((name, _)) if self.lead <= self.least => Why::Pattern(name.clone()),
            _ => Why::Model,
        };
        Choice { happening: self.happening, kind: self.kind.clone(), chance: self.chance, why, lead: self.weight() }
    }
}

/// What speaks for every happening of a reading, the unlikely ones among them, in the order of the text.
pub fn weighings(text: &str, reading: &Reading, kinds: &Kinds) -> Vec<Weighing> {
    let hits = hits(text, reading, kinds);
    let happenings = reading.happenings.iter().enumerate();
    happenings.filter_map(|(index, happening)| weigh(reading, index, happening, &hits)).collect()
}

/// The happenings that are claimed, in the order of the text.
pub fn choose(text: &str, reading: &Reading, kinds: &Kinds) -> Vec<Choice> {
    let mut choices: Vec<Choice> = Vec::new();
    for weighing in weighings(text, reading, kinds).iter().filter(|weighing| weighing.is_enough()) {
        let (happening, choice) = (&reading.happenings[weighing.happening], weighing.choice());
        let rival = choices.iter().rposition(|other| {
            let before = &reading.happenings[other.happening];
            before.toll == happening.toll && before.anchor.overlaps(happening.anchor)
        });
        match rival {
            Some(other) if choices[other].lead >= choice.lead => {}
            Some(other) => choices[other] = choice,
            None => choices.push(choice),
        }
    }
    choices
}

/// The model's choices with those that patterns made, in the order of the text. Where both stand on the same words the pattern of
/// a kind that no model has seen is right, else the model.
pub fn with_patterns(reading: &Reading, kinds: &Kinds, mut choices: Vec<Choice>, told: &Told) -> Vec<Choice> {
    choices.retain(|choice| {
        let tokens = Place::of(reading, &reading.happenings[choice.happening]).tokens;
        !is_excepted(&told.excepted, &tokens, &choice.kind)
    });
    let told = &told.choices;
    let happening = |choice: &Choice| &reading.happenings[choice.happening];
    let rivals = |a: &Choice, b: &Choice| {
        let (a, b) = (happening(a), happening(b));
        a.toll == b.toll && a.anchor.overlaps(b.anchor)
    };
    let added = |choice: &Choice| kinds.is_added(choice.kind.as_str());
    choices.retain(|choice| !told.iter().any(|pattern| added(pattern) && rivals(pattern, choice)));
    let free: Vec<Choice> =
        told.iter().filter(|pattern| !choices.iter().any(|choice| rivals(pattern, choice))).cloned().collect();
    choices.extend(free);
    choices.sort_by_key(|choice| happening(choice).first);
    choices
}

/// A phrase of the lexicon among the tokens of a reading.
struct Named {
    tokens: Range<usize>,
    sentence: usize,
    kind: Kind,
    strength: Strength,
    name: String,
}

fn hits(text: &str, reading: &Reading, kinds: &Kinds) -> Vec<Named> {
    let mut found = Vec::new();
    for (number, sentence) in reading.sentences.iter().enumerate() {
        let words = &reading.tokens[sentence.tokens.clone()];
        let seen: Vec<Seen> = words
            .iter()
            .map(|word| {
                let sort = match word.pos {
                    Pos::Verb => Sort::Verb,
                    Pos::Noun | Pos::Propn => Sort::Noun,
                    _ => Sort::Other,
                };
                Seen { lemma: &word.lemma, form: word.at.of(text), sort: Some(sort) }
            })
            .collect();
        let base = sentence.tokens.start;
        found.extend(kinds.find(&seen).into_iter().map(|hit| Named {
            tokens: base + hit.first..base + hit.end,
            sentence: number,
            kind: hit.kind.clone(),
            strength: hit.strength,
            name: hit.name(),
        }));
    }
    found
}

/// The best kind of a happening with the lexicon's word added.
fn weigh(reading: &Reading, index: usize, happening: &Happening, hits: &[Named]) -> Option<Weighing> {
    let least = if happening.toll { LEAST_OF_TOLL } else { LEAST };
    let place = Place::of(reading, happening);
    let last = happening.kinds.last().map_or(0.0, |(_, chance)| *chance);
    let named = hits.iter().filter(|hit| hit.kind.is_toll() == happening.toll && place.holds(hit));
    let unlikely = named
        .filter(|hit| happening.kinds.iter().all(|(kind, _)| *kind != hit.kind))
        .map(|hit| (&hit.kind, last * UNLISTED));
    let weighed = happening.kinds.iter().map(|(kind, chance)| (kind, *chance)).chain(unlikely).map(|(kind, chance)| {
        let of_kind = || hits.iter().filter(|hit| hit.kind == *kind);
        let hit = of_kind().filter(|hit| place.holds(hit)).max_by_key(|hit| hit.strength);
        let beside =
            || of_kind().filter(|hit| happening.toll && hit.sentence == place.sentence).max_by_key(|hit| hit.strength);
        let worth = |hit: &Named| if hit.strength == Strength::Sure { SURE } else { MAYBE };
        let named = hit.map(|hit| (hit, worth(hit))).or_else(|| beside().map(|hit| (hit, worth(hit) * BESIDE)));
        (kind, chance, lead(chance, happening.none), named)
    });
    let worth = |named: &Option<(&Named, f32)>| named.map_or(0.0, |(_, worth)| worth);
    let (kind, chance, lead, named) = weighed.max_by(|a, b| (a.2 + worth(&a.3)).total_cmp(&(b.2 + worth(&b.3))))?;
    let phrase = named.map(|(hit, worth)| (hit.name.clone(), worth));
    Some(Weighing { happening: index, kind: kind.clone(), chance, lead, phrase, least })
}

/// Where a phrase must stand to name a happening: on its anchor; for a toll, on the word of the harm.
struct Place {
    tokens: Range<usize>,
    sentence: usize,
}

impl Place {
    fn of(reading: &Reading, happening: &Happening) -> Place {
        let sentence = reading.sentences.partition_point(|sentence| sentence.tokens.end <= happening.first);
        let anchor = happening.first..happening.first + 1;
        let harm = || super::best(happening, Role::Anchor).map(|role| role.tokens.clone());
        let tokens = if happening.toll { harm().unwrap_or(anchor) } else { anchor };
        Place { tokens, sentence }
    }

    fn holds(&self, hit: &Named) -> bool {
        hit.tokens.start < self.tokens.end && self.tokens.start < hit.tokens.end
    }
}
