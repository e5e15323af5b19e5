//! Claims by patterns: what a kind's file alone finds in a reading, where the model has nothing to say.
//!
//! In: a reading and the tables. Out: the same reading with a happening for every pattern that stands, and which pattern it was.
//! Of a kind that came with the program only its `[[pattern]]` tables are asked: where the model is silent, its sure phrases are right
//! one time in five on the gold reports. Of a kind that a user added, which no model has seen, its sure phrases stand too. Roles are
//! read off the tree, stance and actuality off the words. Tolls are not found here.

pub mod mood;
mod occurrence;
pub mod tree;

use super::choose::Choice;
use super::phrase::{complete, coordinated, span_of, words_in};
use crate::Knowledge;
use crate::lexicon::{KindEntry, Pattern, Seen, Sort, Strength, role, stands};
use diurna_read::{Happening, Pos, Reading, Role, RoleSpan};
use diurna_record::{Actuality, Kind, Stance, Why};
use diurna_text::Document;
use std::ops::Range;
use tree::{Filled, Tree};

/// How sure a pattern is taken to be; nothing is measured for a user's own.
const CHANCE: f32 = 0.5;
/// How surely a place of the tree holds its role.
const ROLE: f32 = 1.0;
/// What stands for the words that a phrase leaves open.
const GAP: &str = "~";

/// A pattern that stands: its anchor, its kind, its name.
struct Found<'a> {
    anchor: Range<usize>,
    head: usize,
    entry: &'a KindEntry,
    pattern: Option<&'a Pattern>,
    why: String,
    places: Vec<Filled>,
}

/// What the patterns of the kinds say of a reading.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Told {
    /// The happenings that they made.
    pub choices: Vec<Choice>,
    /// Words that do not name a kind there, as tokens.
    pub excepted: Vec<(Range<usize>, Kind)>,
}

/// Adds a happening for every pattern that stands, and tells which pattern made it, and where a kind's exceptions stand.
pub fn tell(document: &Document, reading: &mut Reading, knowledge: &Knowledge) -> Told {
    let text = document.text();
    let tree = Tree::of(text, reading, knowledge);
    let excepted = excepted(&tree, knowledge);
    let mut found = found(&tree, knowledge);
    found.retain(|found| !is_excepted(&excepted, &found.anchor, &found.entry.kind));
    if found.is_empty() {
        return Told { choices: Vec::new(), excepted };
    }
    let times = times(&tree, knowledge);
    let made: Vec<(Happening, Kind, String)> = found
        .into_iter()
        .map(|found| (happening(&tree, &found, &times, knowledge), found.entry.kind.clone(), found.why))
        .collect();
    let first = reading.happenings.len();
    let choices = made.iter().enumerate();
    let choices = choices
        .map(|(index, (_, kind, why))| Choice {
            happening: first + index,
            kind: kind.clone(),
            chance: CHANCE,
            why: Why::Pattern(why.clone()),
            lead: 0.0,
        })
        .collect();
    reading.happenings.extend(made.into_iter().map(|(happening, _, _)| happening));
    Told { choices, excepted }
}

/// Whether an anchor's words do not name a kind there.
pub fn is_excepted(excepted: &[(Range<usize>, Kind)], anchor: &Range<usize>, kind: &Kind) -> bool {
    excepted.iter().any(|(at, of)| of == kind && at.start < anchor.end && anchor.start < at.end)
}

/// Where the exceptions of the kinds stand.
fn excepted(tree: &Tree, knowledge: &Knowledge) -> Vec<(Range<usize>, Kind)> {
    let mut found = Vec::new();
    for sentence in &tree.reading.sentences {
        let words = sentence_words(tree, sentence.tokens.clone());
        let base = sentence.tokens.start;
        for hit in (0..words.len()).flat_map(|start| knowledge.kinds.excepts_at(&words, start)) {
            let anchor = base + hit.first..base + hit.end;
            let places = head(tree, anchor.clone()).map(|head| tree.places(head));
            if places.is_some_and(|places| holds(tree, hit.pattern, anchor.start, &places)) {
                found.push((anchor, hit.entry.kind.clone()));
            }
        }
    }
    found
}

/// Every pattern that stands; of one kind at most one at an anchor.
fn found<'a>(tree: &Tree, knowledge: &'a Knowledge) -> Vec<Found<'a>> {
    let kinds = &knowledge.kinds;
    let mut found: Vec<Found<'a>> = Vec::new();
    let mut add = |one: Found<'a>| {
        let twice = |other: &Found| {
            other.entry.kind == one.entry.kind
                && other.anchor.start < one.anchor.end
                && one.anchor.start < other.anchor.end
        };
        if !found.iter().any(twice) {
            found.push(one);
        }
    };
    for (number, sentence) in tree.reading.sentences.iter().enumerate() {
        let words = sentence_words(tree, sentence.tokens.clone());
        let base = sentence.tokens.start;
        for start in 0..words.len() {
            for hit in kinds.patterns_at(&words, start) {
                let anchor = base + hit.first..base + hit.end;
                let Some(head) = head(tree, anchor.clone()) else { continue };
                let places = tree.places(head);
                if holds(tree, hit.pattern, anchor.start, &places) {
                    let why = format!("{}/{}", hit.entry.kind, hit.pattern.name);
                    add(Found { anchor, head, entry: hit.entry, pattern: Some(hit.pattern), why, places });
                }
            }
            let added = kinds.at(&words, start).into_iter();
            for hit in added.filter(|hit| hit.strength == Strength::Sure && kinds.is_added(hit.kind.as_str())) {
                let gap = hit.phrase.split_whitespace().position(|word| word == GAP);
                let anchor = base + hit.first..base + gap.map_or(hit.end, |gap| hit.first + gap);
                let (Some(head), Some(entry)) = (head(tree, anchor.clone()), kinds.get(hit.kind.as_str())) else {
                    continue;
                };
                let places = tree.places(head);
                add(Found { anchor, head, entry, pattern: None, why: hit.name(), places });
            }
            occurrence::at(tree, number, &words, start, knowledge).into_iter().for_each(&mut add);
        }
    }
    found
}

/// The word of an anchor that governs its parties: the verb of "lay down arms", the noun of "mine clearance".
fn head(tree: &Tree, anchor: Range<usize>) -> Option<usize> {
    anchor.clone().find(|&token| tree.word(token).head.is_none_or(|head| !anchor.contains(&head)))
}

fn sentence_words<'a>(tree: &Tree<'a>, tokens: Range<usize>) -> Vec<Seen<'a>> {
    let mut words = mood::seen(tree, tokens.clone());
    for (seen, word) in words.iter_mut().zip(&tree.reading.tokens[tokens]) {
        seen.sort = Some(match word.pos {
            Pos::Verb => Sort::Verb,
            Pos::Noun | Pos::Propn => Sort::Noun,
            _ => Sort::Other,
        });
    }
    words
}

/// Whether the words that a pattern needs stand in their places, and none that it excludes.
fn holds(tree: &Tree, pattern: &Pattern, first: usize, places: &[Filled]) -> bool {
    if pattern.pos == Some(Sort::Other) && matches!(tree.word(first).pos, Pos::Verb | Pos::Noun | Pos::Propn) {
        return false;
    }
    let named = |place: &str, words: &[String]| {
        let mut there = places.iter().filter(|it| it.place == place);
        let filling = |it: &Filled| if it.place == tree::VERB { it.head..it.head + 1 } else { phrase(tree, it.head) };
        there.any(|it| stands(words, &mood::seen(tree, filling(it))))
    };
    pattern.needs.iter().all(|(place, words)| named(place, words))
        && !pattern.not.iter().any(|(place, words)| named(place, words))
}

/// The noun phrase of a word, with the members of its coordination.
fn phrase(tree: &Tree, head: usize) -> Range<usize> {
    coordinated(tree.reading, complete(tree.text, tree.reading, head..head + 1))
}

/// The time expressions of the sentences, as tokens.
fn times(tree: &Tree, knowledge: &Knowledge) -> Vec<Range<usize>> {
    let sentences = tree.reading.sentences.iter();
    let spans = sentences.flat_map(|sentence| knowledge.time.spans(tree.text, sentence.at));
    spans.map(|at| words_in(tree.reading, at)).collect()
}

/// What the tree says of a pattern's anchor.
fn happening(tree: &Tree, found: &Found, times: &[Range<usize>], knowledge: &Knowledge) -> Happening {
    let mut roles: Vec<RoleSpan> = Vec::new();
    let mut hold = |role: Role, tokens: Range<usize>| {
        let at = span_of(tree.reading, tokens.clone());
        if !tokens.is_empty() && !roles.iter().any(|other| other.role == role && other.at.overlaps(at)) {
            roles.push(RoleSpan { role, at, tokens, chance: ROLE });
        }
    };
    let timed = |tokens: &Range<usize>| times.iter().any(|time| time.start < tokens.end && tokens.start < time.end);
    for filled in &found.places {
        let tokens = phrase(tree, filled.head);
        if found.anchor.contains(&filled.head) || timed(&tokens) {
            continue;
        }
        if let Some(role) = role_of(&filled.place, found, knowledge) {
            let one = complete(tree.text, tree.reading, filled.head..filled.head + 1);
            hold(role, if role == Role::Place { one } else { tokens });
        }
    }
    if let Some(time) = times.iter().find(|time| belongs(tree, (*time).clone(), found.head)) {
        hold(Role::When, time.clone());
    }
    let has_doer = found.places.iter().any(|it| it.place == tree::SUBJECT);
    let mut actuality = mood::actuality(tree, found.head, knowledge);
    if let Some(at) = mood::condition(tree, found.head, knowledge) {
        hold(Role::If, words_in(tree.reading, at));
        actuality = Actuality::Conditional;
    }
    let anchor = span_of(tree.reading, found.anchor.clone());
    let holding = super::speech::holding(tree.reading, anchor);
    let mut stance =
        holding.and_then(|speech| speech.cue).map_or(Stance::Asserts, |cue| mood::stance(tree, cue, knowledge));
    if let Some(above) = mood::governing(tree, found.head, knowledge) {
        let nearer = holding.and_then(|speech| speech.cue_first).is_none_or(|cue| !above.cue.contains(&cue));
        stance = above.stance;
        if stance == Stance::Accuses && !has_doer {
            let accused = tree.by_arc(above.cue.start, "obj").next();
            accused.into_iter().for_each(|accused| hold(Role::By, phrase(tree, accused)));
        }
        if nearer {
            hold(Role::Speaker, complete(tree.text, tree.reading, above.speaker..above.speaker + 1));
            hold(Role::Cue, above.cue);
        }
    }
    // "It would" said by who will do it is a plan told afterwards.
    if matches!(stance, Stance::Announces | Stance::Promises | Stance::Threatens)
        && actuality == Actuality::Hypothetical
    {
        actuality = Actuality::Planned;
    }
    Happening {
        anchor,
        first: found.anchor.start,
        kind: found.entry.kind.clone(),
        toll: false,
        chance: 0.0,
        none: 1.0,
        kinds: Vec::new(),
        stance,
        actuality,
        background: false,
        roles,
        links: Vec::new(),
    }
}

/// The role of a place of the tree: as the pattern says, else as the kind says, else as it usually is.
fn role_of(place: &str, found: &Found, knowledge: &Knowledge) -> Option<Role> {
    let told = found.pattern.and_then(|pattern| pattern.roles.get(place)).or_else(|| found.entry.roles.get(place));
    match told {
        Some(word) => role(word).ok().flatten(),
        None => knowledge.tree.roles.get(place).copied(),
    }
}

/// Whether a time belongs to an anchor: it hangs on it or on the verb that holds it, with no verb between.
fn belongs(tree: &Tree, time: Range<usize>, head: usize) -> bool {
    let Some(top) = self::head(tree, time) else { return false };
    let holder = tree.word(head).head.filter(|_| tree.word(head).pos != Pos::Verb);
    let mut at = top;
    while let Some(above) = tree.word(at).head {
        if above == head || Some(above) == holder {
            return true;
        }
        if tree.word(above).pos == Pos::Verb {
            return false;
        }
        at = above;
    }
    false
}
