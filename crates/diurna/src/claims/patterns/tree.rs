//! The places of a sentence's tree around an anchor: who does it, whom it is done to, what stands with which preposition.
//!
//! In: a reading and the words of an anchor. Out: places by name with the word that fills each: "subject" and "object" whatever the
//! verb's voice, "modifier" for words before a noun, else the preposition. Infinitives, participles and second verbs have the
//! subject of the verb that governs them; a noun that a word of actuality holds ("carried out a search") has its subject.

use crate::Knowledge;
use crate::lexicon::{ActualityWords, PronounUse, Pronouns, TreeWords};
use diurna_read::{Pos, Reading, Word};

/// Who does it.
pub const SUBJECT: &str = "subject";
/// Whom or what it is done to.
pub const OBJECT: &str = "object";
/// Words before a noun.
pub const MODIFIER: &str = "modifier";
/// The verb that has a noun as its subject or object.
pub const VERB: &str = "verb";
/// How many governors are asked for a subject.
const FARTHEST: usize = 4;
/// How many nouns deep phrases with a preposition are looked for on an object.
const DEEPEST: usize = 2;

/// A place of the tree and the word that fills it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Filled {
    /// The place: "subject", "object", "modifier", "verb" or a preposition.
    pub place: String,
    /// The token that heads what fills it.
    pub head: usize,
}

/// The tree of a whole reading with the tables to understand it.
pub struct Tree<'a> {
    /// The text.
    pub text: &'a str,
    /// The reading.
    pub reading: &'a Reading,
    /// The words that tell places.
    pub words: &'a TreeWords,
    /// The words that hold a happening without changing who does it.
    pub actuality: &'a ActualityWords,
    /// The pronouns, to see through "who" and "which".
    pub pronouns: &'a Pronouns,
    children: Vec<Vec<usize>>,
}

impl<'a> Tree<'a> {
    /// The tree of a reading.
    pub fn of(text: &'a str, reading: &'a Reading, knowledge: &'a Knowledge) -> Tree<'a> {
        let mut children = vec![Vec::new(); reading.tokens.len()];
        for (index, token) in reading.tokens.iter().enumerate() {
            if let Some(head) = token.head {
                children[head].push(index);
            }
        }
        let Knowledge { tree: words, actuality, pronouns, .. } = knowledge;
        Tree { text, reading, words, actuality, pronouns, children }
    }

    /// A token.
    pub fn word(&self, token: usize) -> &'a Word {
        &self.reading.tokens[token]
    }

    /// The tokens that a token governs, in order.
    pub fn children(&self, token: usize) -> &[usize] {
        &self.children[token]
    }

    /// The children that hang on a token by an arc or one of its subtypes.
    pub fn by_arc(&self, token: usize, arc: &str) -> impl Iterator<Item = usize> {
        self.children[token].iter().copied().filter(move |&child| is_arc(self.word(child).dep, arc))
    }

    /// The lemma of a token in small letters.
    pub fn lemma(&self, token: usize) -> String {
        self.word(token).lemma.to_lowercase()
    }

    /// Every place that is filled around the head of an anchor.
    pub fn places(&self, head: usize) -> Vec<Filled> {
        let mut found = Vec::new();
        self.own(head, &mut found);
        let objects: Vec<usize> = found.iter().filter(|it| it.place == OBJECT).map(|it| it.head).collect();
        for object in objects.into_iter().filter(|_| self.word(head).pos == Pos::Verb) {
            self.hanging_on(object, DEEPEST, &mut found);
        }
        if !has(&found, SUBJECT) {
            found.extend(self.shared_subject(head, FARTHEST).map(|subject| filled(SUBJECT, subject)));
        }
        if self.word(head).pos != Pos::Verb {
            self.beside_noun(head, &mut found);
        }
        for place in &mut found {
            if let Some(governor) = self.word(head).head.filter(|_| self.is_relative(place.head)) {
                place.head = governor;
            }
        }
        found
    }

    /// Whether a word is "who" or "which".
    fn is_relative(&self, token: usize) -> bool {
        let used = self.pronouns.get(&self.word(token).lemma).map(|pronoun| pronoun.used);
        used == Some(PronounUse::Relative)
    }

    /// Whether a place is filled by a word of its own, not by "who".
    fn is_named(&self, it: &Filled, place: &str) -> bool {
        it.place == place && !self.is_relative(it.head)
    }

    /// The places that its own words and the noun it belongs to fill.
    fn own(&self, head: usize, found: &mut Vec<Filled>) {
        let word = self.word(head);
        let verb = word.pos == Pos::Verb;
        let participle = is_arc(word.dep, "acl") && word.dep != "acl:relcl" && verb;
        let marked = self.by_arc(head, "mark").next().is_some();
        let doing = self.is_doing(head);
        let passive = self.children(head).iter().any(|&child| self.word(child).dep.ends_with(":pass"))
            || participle && !marked && !doing;
        for &child in self.children(head) {
            let dep = self.word(child).dep;
            match dep {
                _ if is_arc(dep, "nsubj") => found.push(filled(if passive { OBJECT } else { SUBJECT }, child)),
                _ if is_arc(dep, "obj") => found.push(filled(OBJECT, child)),
                _ if is_arc(dep, "nmod:poss") => found.push(filled(if verb { OBJECT } else { SUBJECT }, child)),
                _ if is_arc(dep, "obl") || is_arc(dep, "nmod") => self.with_preposition(child, !verb, passive, found),
                _ if is_arc(dep, "xcomp") && self.word(child).pos != Pos::Verb => {
                    self.with_preposition(child, false, false, found);
                }
                _ if is_arc(dep, "compound") || is_arc(dep, "amod") => found.push(filled(MODIFIER, child)),
                _ => {}
            }
        }
        let Some(governor) = word.head else { return };
        if participle && !marked {
            found.push(filled(if doing { SUBJECT } else { OBJECT }, governor));
        } else if word.dep == "acl:relcl" && !has(found, OBJECT) && found.iter().any(|it| self.is_named(it, SUBJECT)) {
            found.push(filled(OBJECT, governor));
        }
    }

    /// The phrases with a preposition on a verb's object: the parser cannot tell "mines near Kherson" from "cleared near Kherson".
    fn hanging_on(&self, noun: usize, left: usize, found: &mut Vec<Filled>) {
        for child in self.by_arc(noun, "nmod").filter(|_| left > 0) {
            let prepositions = self.by_arc(child, "case").map(|case| self.lemma(case));
            found.extend(prepositions.map(|place| Filled { place, head: child }));
            self.hanging_on(child, left - 1, found);
        }
    }

    /// A phrase with a preposition: the doer of a passive or a noun, whom a noun is done to, and the preposition itself.
    fn with_preposition(&self, child: usize, noun: bool, passive: bool, found: &mut Vec<Filled>) {
        for case in self.by_arc(child, "case") {
            let preposition = self.lemma(case);
            if self.words.agent.contains(&preposition) && (passive || noun) {
                found.push(filled(SUBJECT, child));
            } else if noun && self.words.object.contains(&preposition) && !has(found, OBJECT) {
                found.push(filled(OBJECT, child));
            }
            found.push(Filled { place: preposition, head: child });
        }
    }

    /// The subject that a verb shares with its governor: "tried to clear", "went in and cleared".
    fn shared_subject(&self, head: usize, left: usize) -> Option<usize> {
        let word = self.word(head);
        let governor = word.head.filter(|_| left > 0)?;
        let shares = ["xcomp", "conj", "advcl"].iter().any(|arc| is_arc(word.dep, arc));
        if !shares || self.word(governor).pos != Pos::Verb {
            return None;
        }
        let mut above = Vec::new();
        self.own(governor, &mut above);
        let first = |place: &str| above.iter().find(|it| it.place == place).map(|it| it.head);
        let told = if is_arc(word.dep, "xcomp") { first(OBJECT) } else { None };
        told.or_else(|| first(SUBJECT))
            .or_else(|| self.shared_subject(governor, left - 1))
            .or_else(|| if is_arc(word.dep, "conj") { None } else { first(OBJECT) })
    }

    /// What a verb that holds a noun adds to it: where it is, and who does it if the verb only tells how real it is.
    fn beside_noun(&self, head: usize, found: &mut Vec<Filled>) {
        let word = self.word(head);
        let Some(governor) = word.head else { return };
        if is_arc(word.dep, "compound") {
            self.own(governor, found);
            self.beside_noun(governor, found);
            return;
        }
        let argument = ["nsubj", "obj"].iter().any(|arc| is_arc(word.dep, arc));
        if !argument || self.word(governor).pos != Pos::Verb {
            return;
        }
        found.push(filled(VERB, governor));
        let mut above = Vec::new();
        self.own(governor, &mut above);
        let holds = !self.actuality.of_verb(&self.lemma(governor)).is_empty();
        let subject = above.iter().find(|it| it.place == SUBJECT && it.head != head).filter(|_| holds);
        if !has(found, SUBJECT) {
            found.extend(subject.cloned());
        }
        let other = |it: &Filled| it.place != SUBJECT && it.place != OBJECT && !self.words.agent.contains(&it.place);
        found.extend(above.into_iter().filter(other));
    }

    /// Whether a verb's form is that of one who is doing it: "clearing".
    pub fn is_doing(&self, token: usize) -> bool {
        let form = self.word(token).at.of(self.text).to_lowercase();
        self.words.doing.iter().any(|end| form.ends_with(end.as_str()))
    }
}

fn filled(place: &str, head: usize) -> Filled {
    Filled { place: place.to_owned(), head }
}

fn has(found: &[Filled], place: &str) -> bool {
    found.iter().any(|it| it.place == place)
}

/// Whether an arc is this one or a subtype of it.
pub fn is_arc(dep: &str, arc: &str) -> bool {
    dep.strip_prefix(arc).is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
}
