//! What the chains look at: every mention of a reading, the phrases of the drafts that are none, and plain nouns that may rival them.
//!
//! In: a reading and spans. Out: one [`Seen`] a head word, in the order of the text, with its number, its gender, its part in the sentence
//! and what the tables know of it.

use crate::claims::{head_of, words_in};
use crate::lexicon::{Gender, Number, Pronoun, PronounUse, Pronouns};
use crate::resolve::actor::{ActorKind, Actors, Known};
use diurna_read::{MentionKind, Pos, Reading};
use diurna_text::Span;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// What a phrase is made of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sort {
    /// A pronoun.
    Pronoun(Pronoun),
    /// A proper name.
    Name,
    /// A common noun.
    Noun,
    /// A noun that is no mention: it only rivals others for a pronoun.
    Rival,
}

/// The part of a phrase in its clause.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// Who does it.
    Subject,
    /// Whom or what it is done to.
    Object,
    /// Whose.
    Possessive,
    /// Any other.
    Other,
}

/// A phrase that may be a link of a chain.
#[derive(Debug)]
pub struct Seen {
    /// Where it stands.
    pub at: Span,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The token that names it.
    pub head: usize,
    /// Its sentence.
    pub sentence: usize,
    /// What it stands for, if the model says.
    pub kind: Option<MentionKind>,
    /// What it is made of.
    pub sort: Sort,
    /// What the tables say of it; none for pronouns and rivals.
    pub known: Option<Known>,
    /// Its head in its base form, in small letters.
    pub noun: String,
    /// Its other words that tell something, in small letters.
    pub modifiers: BTreeSet<String>,
    /// Those of them that stand before its head.
    pub before: BTreeSet<String>,
    /// How many it is.
    pub number: Number,
    /// He, she or it.
    pub gender: Gender,
    /// Whether an article, a demonstrative or an owner marks it as known.
    pub definite: bool,
    /// Whether an article or a number marks it as new.
    pub fresh: bool,
    /// Its part in the clause.
    pub place: Place,
    /// Whether it is the source of a speech.
    pub speaks: bool,
    /// Whether its clause is about it: "as for Armenia, it …".
    pub topic: bool,
}

impl Seen {
    /// Whether it stands for one person or several.
    pub fn is_person(&self) -> bool {
        let told = self.known.as_ref().is_some_and(|known| known.identity.kind == ActorKind::Person);
        self.kind == Some(MentionKind::Person) || self.kind.is_none() && told
    }

    /// Whether it stands for a body, a state, a group or a place.
    pub fn is_body(&self) -> bool {
        let told = |known: &Known| matches!(known.identity.kind, ActorKind::State | ActorKind::Group | ActorKind::Body);
        match self.kind {
            Some(MentionKind::Organization | MentionKind::Place | MentionKind::Group | MentionKind::Facility) => true,
            None => self.known.as_ref().is_some_and(told),
            _ => false,
        }
    }

    /// The pronoun that it is.
    pub fn pronoun(&self) -> Option<Pronoun> {
        if let Sort::Pronoun(pronoun) = self.sort { Some(pronoun) } else { None }
    }

    /// Whether it is a pronoun of the third person that stands for something said before.
    pub fn refers_back(&self) -> bool {
        let back = |used| matches!(used, PronounUse::Personal | PronounUse::Possessive | PronounUse::Reflexive);
        self.pronoun().is_some_and(|pronoun| pronoun.person == 3 && back(pronoun.used))
    }
}

/// Every phrase that may be a link, in the order of the heads: the reading's mentions, then what else was asked for.
pub fn seen(
    text: &str,
    reading: &Reading,
    more: &BTreeSet<Span>,
    actors: &Actors,
    pronouns: &Pronouns,
    on: Option<Date>,
) -> Vec<Seen> {
    let mut heads: BTreeMap<usize, (Range<usize>, Option<MentionKind>)> =
        reading.mentions.iter().map(|mention| (mention.head, (mention.tokens.clone(), Some(mention.kind)))).collect();
    for &at in more {
        let tokens = words_in(reading, at);
        if let Some(head) = head_of(reading, tokens.clone()) {
            let (known, _) = heads.entry(head).or_insert((tokens.clone(), None));
            if tokens.len() > known.len() {
                *known = tokens;
            }
        }
    }
    let named: BTreeSet<usize> = heads.keys().copied().collect();
    let rivals =
        reading.tokens.iter().enumerate().filter(|(token, word)| word.pos == Pos::Noun && !named.contains(token));
    for (token, _) in rivals {
        heads.insert(token, (token..token + 1, None));
    }
    let sources: Vec<Span> = reading.speech.iter().filter_map(|speech| speech.source).collect();
    let mut eye = Eye { text, reading, actors, pronouns, on, sources, sentence: 0 };
    let look = |(head, (tokens, kind)): (usize, (Range<usize>, Option<MentionKind>))| {
        eye.look(head, tokens, kind, named.contains(&head))
    };
    heads.into_iter().filter_map(look).collect()
}

/// The most words that tie a phrase to its clause: "with regard to".
const LONGEST_OPENER: usize = 4;

struct Eye<'a> {
    text: &'a str,
    reading: &'a Reading,
    actors: &'a Actors,
    pronouns: &'a Pronouns,
    on: Option<Date>,
    sources: Vec<Span>,
    sentence: usize,
}

impl Eye<'_> {
    fn look(&mut self, head: usize, tokens: Range<usize>, kind: Option<MentionKind>, asked: bool) -> Option<Seen> {
        let word = self.reading.tokens.get(head)?;
        let at = crate::claims::span_of(self.reading, tokens.clone());
        while self.reading.sentences.get(self.sentence).is_some_and(|sentence| sentence.tokens.end <= head) {
            self.sentence += 1;
        }
        let form = word.at.of(self.text);
        let sort = match self.pronouns.get(form).filter(|_| matches!(word.pos, Pos::Pron | Pos::Det)) {
            Some(pronoun) => Sort::Pronoun(pronoun),
            None if !asked => Sort::Rival,
            None if word.pos == Pos::Propn => Sort::Name,
            None => Sort::Noun,
        };
        let phrased = matches!(sort, Sort::Name | Sort::Noun);
        let known = phrased.then(|| self.actors.know(at.of(self.text), self.on));
        let (definite, fresh) = if phrased { self.article(head, &tokens) } else { (false, false) };
        let speaks = self.sources.iter().any(|source| source.overlaps(word.at));
        let modifiers = if phrased { self.modifiers(head, &tokens) } else { BTreeSet::new() };
        let before = if phrased { self.modifiers(head, &(tokens.start..head)) } else { BTreeSet::new() };
        let (number, gender) = self.nature(head, sort, known.as_ref());
        let topic = phrased && self.is_topic(head, tokens.start);
        Some(Seen {
            at,
            place: place(&word.dep.to_ascii_lowercase()),
            tokens,
            head,
            sentence: self.sentence,
            kind,
            sort,
            known,
            noun: word.lemma.to_lowercase(),
            modifiers,
            before,
            number,
            gender,
            definite,
            fresh,
            speaks,
            topic,
        })
    }

    /// Whether the words that tie a phrase to its clause make the clause be about it.
    fn is_topic(&self, head: usize, start: usize) -> bool {
        let words = &self.reading.tokens;
        let opens = |token: &usize| words[*token].dep == "case" && words[*token].head == Some(head);
        (start.saturating_sub(LONGEST_OPENER)..start).rev().find(opens).is_some_and(|first| {
            let at = words[first].at.cover(words[start - 1].at);
            self.pronouns.is_topic(at.of(self.text))
        })
    }

    fn nature(&self, head: usize, sort: Sort, known: Option<&Known>) -> (Number, Gender) {
        let word = &self.reading.tokens[head];
        if let Sort::Pronoun(pronoun) = sort {
            return (pronoun.number, pronoun.gender);
        }
        let plural = word.pos == Pos::Noun && !word.lemma.eq_ignore_ascii_case(word.at.of(self.text));
        let noun = self.pronouns.noun(&word.lemma);
        let identity = known.map(|known| &known.identity);
        let number = match identity.and_then(|identity| identity.number) {
            _ if plural || word.pos == Pos::Noun && self.pronouns.is_many(&word.lemma) => Number::Many,
            Some(number) => number,
            None => Number::One,
        };
        let gender = noun.or(identity.and_then(|identity| identity.gender)).unwrap_or(Gender::Any);
        (number, gender)
    }

    /// Whether the phrase is marked as known, and whether as new.
    fn article(&self, head: usize, tokens: &Range<usize>) -> (bool, bool) {
        let below = tokens.clone().filter(|&token| self.reading.tokens[token].head == Some(head));
        let (mut definite, mut fresh) = (false, false);
        for token in below {
            let word = &self.reading.tokens[token];
            match word.dep {
                "det" => {
                    let (marks_known, marks_new) = self.pronouns.article(word.at.of(self.text));
                    definite |= marks_known;
                    fresh |= marks_new;
                }
                "nmod:poss" => definite = true,
                "nummod" => fresh |= !definite,
                _ => {}
            }
        }
        (definite, fresh && !definite)
    }

    fn modifiers(&self, head: usize, tokens: &Range<usize>) -> BTreeSet<String> {
        let telling = |word: &diurna_read::Word| {
            matches!(word.pos, Pos::Noun | Pos::Propn | Pos::Adj | Pos::Num | Pos::Verb) || word.dep == "nmod:poss"
        };
        let others = tokens.clone().filter(|&token| token != head).map(|token| &self.reading.tokens[token]);
        others.filter(|word| telling(word)).map(|word| word.at.of(self.text).to_lowercase()).collect()
    }
}

fn place(dep: &str) -> Place {
    match dep {
        "nmod:poss" => Place::Possessive,
        "obj" | "iobj" => Place::Object,
        _ if dep.starts_with("nsubj") || dep.starts_with("csubj") => Place::Subject,
        _ => Place::Other,
    }
}
