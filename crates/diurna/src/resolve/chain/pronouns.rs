//! Pronouns: whom each stands for.
//!
//! In: what was seen, and the entities of names and nouns. Out: the entity of every pronoun that stands for one. A pronoun of the third
//! person weighs the phrases before it that agree with it, by weights learned on a treebank; the likeliest wins if it outweighs none, and before all of them what its clause says that it is about. "I" and
//! "we" are the speaker of the speech they stand in, else the writer; "who" is the noun that its clause hangs on.

use super::mention::{Place, Seen, Sort};
use super::salience::{Salience, Tie};
use super::{Entities, names};
use crate::lexicon::{Gender, Number, Pronoun, PronounUse};
use diurna_read::{MentionKind, Reading};
use diurna_text::Span;
use std::collections::BTreeMap;

/// How many sentences a pronoun looks back.
const REACH: usize = 5;
/// How many phrases a pronoun weighs at most.
const MOST: usize = 80;

/// Gives every pronoun its entity.
pub fn tie(reading: &Reading, seen: &[Seen], salience: &Salience, entities: &mut Entities) {
    for (index, one) in seen.iter().enumerate() {
        let Some(pronoun) = one.pronoun() else { continue };
        let found = match pronoun.used {
            PronounUse::Relative => hangs_on(reading, seen, one).and_then(|other| entities.of(other)),
            _ if one.refers_back() => topic(reading, seen, entities, index).or_else(|| {
                let best = candidates(reading, seen, entities, index)
                    .into_iter()
                    .map(|(other, ties)| (salience.weigh(pronoun, &ties), other))
                    .max_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
                best.filter(|(weight, _)| *weight > 0.0).and_then(|(_, other)| entities.of(other))
            }),
            _ => continue,
        };
        if let Some(entity) = found {
            entities.join(entity, index, one);
        }
    }
    tie_speakers(reading, seen, entities);
}

/// What the clause of a pronoun says that it is about: "as for Armenia, it …".
fn topic(reading: &Reading, seen: &[Seen], entities: &Entities, index: usize) -> Option<usize> {
    let one = &seen[index];
    let pronoun = one.pronoun()?;
    let governor = |seen: &Seen| reading.tokens.get(seen.head).and_then(|word| word.head);
    let before = seen[..index].iter().enumerate().rev().take_while(|(_, phrase)| phrase.sentence == one.sentence);
    let mut about = before.filter(|(_, phrase)| phrase.topic && governor(phrase) == governor(one));
    let agrees = |&(other, phrase): &(usize, &Seen)| agrees(pronoun, phrase, entities, entities.of(other));
    about.find(agrees).and_then(|(other, _)| entities.of(other))
}

/// What a pronoun may stand for, with what ties it to each; of an entity only its latest phrase.
pub fn candidates(reading: &Reading, seen: &[Seen], entities: &Entities, index: usize) -> Vec<(usize, Vec<Tie>)> {
    let one = &seen[index];
    let Some(pronoun) = one.pronoun() else { return Vec::new() };
    let mut found: Vec<(usize, Vec<Tie>)> = Vec::new();
    let mut taken: Vec<usize> = Vec::new();
    let before = seen[..index].iter().enumerate().rev();
    for (other, phrase) in before.take_while(|(_, phrase)| one.sentence.saturating_sub(phrase.sentence) <= REACH) {
        if found.len() >= MOST {
            break;
        }
        let entity = entities.of(other);
        if phrase.pronoun().is_some() && entity.is_none() {
            continue;
        }
        if entity.is_some_and(|entity| taken.contains(&entity)) {
            continue;
        }
        if !agrees(pronoun, phrase, entities, entity) || parted(reading, one, pronoun, phrase) {
            continue;
        }
        taken.extend(entity);
        let ties = Tie::all(reading, one, phrase, entity.and_then(|entity| entities.get(entity)), found.len());
        found.push((other, ties));
    }
    found
}

/// Whether number, gender and nature let a pronoun stand for a phrase.
fn agrees(pronoun: Pronoun, phrase: &Seen, entities: &Entities, entity: Option<usize>) -> bool {
    let whole = entity.and_then(|entity| entities.get(entity));
    let gender = whole.map_or(phrase.gender, |whole| whole.gender);
    let number = whole.map_or(phrase.number, |whole| whole.number);
    let person = phrase.is_person() || matches!(gender, Gender::He | Gender::She);
    match (pronoun.number, pronoun.gender) {
        (Number::One, Gender::It) => {
            let thing = !person || phrase.kind != Some(MentionKind::Person) && gender == Gender::It;
            thing && (number != Number::Many || phrase.is_body() && phrase.sort == Sort::Name)
        }
        (Number::One, wanted) => person && number == Number::One && (gender == wanted || gender == Gender::Any),
        _ => number != Number::One || phrase.is_body(),
    }
}

/// Whether the grammar keeps a pronoun and a phrase apart: "he" and "him" of one verb are two.
fn parted(reading: &Reading, one: &Seen, pronoun: Pronoun, phrase: &Seen) -> bool {
    let governor = |seen: &Seen| reading.tokens.get(seen.head).and_then(|word| word.head);
    let (ours, theirs) = (governor(one), governor(phrase));
    let reflexive = pronoun.used == PronounUse::Reflexive;
    let of_one_verb = ours.is_some() && ours == theirs && one.place != Place::Possessive && !reflexive;
    let arguments = of_one_verb && phrase.place != Place::Possessive;
    arguments || ours == Some(phrase.head) && one.place == Place::Possessive
}

/// The noun that a relative clause hangs on.
fn hangs_on(reading: &Reading, seen: &[Seen], one: &Seen) -> Option<usize> {
    let mut token = one.head;
    for _ in 0..6 {
        let word = reading.tokens.get(token)?;
        let governor = word.head?;
        if word.dep.ends_with(":relcl") {
            return seen.binary_search_by_key(&governor, |seen| seen.head).ok();
        }
        token = governor;
    }
    None
}

/// "I", "we" and "you": of each speech one, else of the writer.
fn tie_speakers(reading: &Reading, seen: &[Seen], entities: &mut Entities) {
    let mut known: BTreeMap<(Option<usize>, u8, bool), usize> = BTreeMap::new();
    for (index, one) in seen.iter().enumerate() {
        let Some(pronoun) = one.pronoun().filter(|pronoun| pronoun.person < 3) else { continue };
        let source = speaker(reading, seen, one.at);
        let many = pronoun.number == Number::Many;
        let key = (source.map(|source| entities.of(source).unwrap_or(source)), pronoun.person, many);
        let spoken = source.filter(|_| pronoun.person == 1).and_then(|source| {
            let phrase = seen.get(source)?;
            let fits =
                if many { phrase.is_body() || phrase.number == Number::Many } else { phrase.number != Number::Many };
            entities.of(source).filter(|_| fits)
        });
        match spoken.or_else(|| known.get(&key).copied()) {
            Some(entity) => entities.join(entity, index, one),
            None => {
                let entity = entities.open(index, one);
                known.insert(key, entity);
            }
        }
    }
}

/// Who speaks the words at a place: the source of the innermost speech that holds them.
fn speaker(reading: &Reading, seen: &[Seen], at: Span) -> Option<usize> {
    let held = reading.speech.iter().filter_map(|speech| {
        let size = speech.content.iter().filter(|content| content.contains(at)).map(|content| content.len()).min()?;
        Some((size, speech.source?))
    });
    let (_, source) = held.min_by_key(|(size, source)| (*size, *source))?;
    let inside =
        |phrase: &Seen| matches!(phrase.sort, Sort::Name | Sort::Noun | Sort::Pronoun(_)) && source.overlaps(phrase.at);
    seen.iter().position(|phrase| inside(phrase) && names::alike(phrase, phrase))
}
