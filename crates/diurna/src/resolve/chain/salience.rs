//! How much speaks for a phrase as that for which a pronoun stands.
//!
//! In: a pronoun, a phrase before it and the entity of that phrase. Out: what ties them, and its weight. The weights are in
//! data/speech/salience.toml, learned by training/chains.py on the pronouns of a treebank.

use super::entity::Entity;
use super::mention::{Place, Seen, Sort};
use crate::lexicon::{Gender, Number, Pronoun, TableError, read_table};
use diurna_read::{MentionKind, Reading};
use std::collections::BTreeMap;

diurna_record::closed! {
    /// Something that ties a pronoun to a phrase, or keeps it from it.
    Tie {
        /// Always.
        Always = "always",
        /// In the same sentence.
        SameSentence = "same-sentence",
        /// In the sentence before.
        SentenceBefore = "sentence-before",
        /// Two sentences before.
        TwoBefore = "two-before",
        /// Further away.
        Farther = "farther",
        /// The nearest that agrees.
        Nearest = "nearest",
        /// The second nearest that agrees.
        Second = "second",
        /// The third nearest that agrees.
        Third = "third",
        /// Not among the three nearest.
        Later = "later",
        /// The phrase is a subject.
        Subject = "subject",
        /// The phrase is an object.
        Object = "object",
        /// The phrase is an owner.
        Possessive = "possessive",
        /// The phrase has another part.
        Elsewhere = "elsewhere",
        /// Both are subjects.
        BothSubjects = "both-subjects",
        /// Both are objects.
        BothObjects = "both-objects",
        /// The pronoun is an owner, the phrase the subject of the same sentence.
        OwnerOfSubject = "owner-of-subject",
        /// The phrase is the same pronoun, or a form of it.
        SamePronoun = "same-pronoun",
        /// The phrase is another pronoun.
        OtherPronoun = "other-pronoun",
        /// The phrase is a name.
        Name = "name",
        /// The phrase is a noun marked as known.
        Definite = "definite",
        /// The phrase is a noun marked as new.
        Fresh = "fresh",
        /// The phrase is a bare noun.
        Bare = "bare",
        /// The phrase is no mention of an actor, a place or a thing.
        Rival = "rival",
        /// The model takes both for the same kind.
        SameKind = "same-kind",
        /// The model takes them for two kinds.
        OtherKind = "other-kind",
        /// The model takes the pronoun for nothing.
        NoKind = "no-kind",
        /// The phrase is a person.
        Person = "person",
        /// The phrase is a body.
        Organization = "organization",
        /// The phrase is a place.
        Place = "place",
        /// The phrase is a thing.
        Thing = "thing",
        /// The entity is known to be he or she.
        GenderTold = "gender-told",
        /// The entity is known to be many.
        Many = "many",
        /// The phrase is one and the pronoun many.
        OneForMany = "one-for-many",
        /// The entity has one phrase.
        Once = "once",
        /// The entity has two or three phrases.
        Twice = "twice",
        /// The entity has more.
        Often = "often",
        /// The entity has a name.
        Named = "named",
        /// Both are sources of speech.
        BothSpeak = "both-speak",
        /// The pronoun is the source of a speech, the phrase is not.
        OnlyPronounSpeaks = "only-pronoun-speaks",
        /// The phrase is the source of a speech, the pronoun is not.
        OnlyPhraseSpeaks = "only-phrase-speaks",
        /// The pronoun is reflexive.
        Reflexive = "reflexive",
        /// The pronoun is reflexive and the phrase the subject of its verb.
        ReflexiveOfSubject = "reflexive-of-subject",
        /// The phrase opens its sentence.
        Opens = "opens",
        /// The pronoun is an expletive.
        Expletive = "expletive",
    }
}

impl Tie {
    /// Everything that ties a pronoun to a phrase of an entity, the phrase being the nth nearest that agrees, from 0.
    pub fn all(reading: &Reading, one: &Seen, phrase: &Seen, entity: Option<&Entity>, nth: usize) -> Vec<Tie> {
        let mut ties = vec![Tie::Always];
        let same = one.sentence == phrase.sentence;
        ties.push(match one.sentence - phrase.sentence.min(one.sentence) {
            0 => Tie::SameSentence,
            1 => Tie::SentenceBefore,
            2 => Tie::TwoBefore,
            _ => Tie::Farther,
        });
        ties.push(match nth {
            0 => Tie::Nearest,
            1 => Tie::Second,
            2 => Tie::Third,
            _ => Tie::Later,
        });
        ties.push(match phrase.place {
            Place::Subject => Tie::Subject,
            Place::Object => Tie::Object,
            Place::Possessive => Tie::Possessive,
            Place::Other => Tie::Elsewhere,
        });
        match (one.place, phrase.place) {
            (Place::Subject, Place::Subject) => ties.push(Tie::BothSubjects),
            (Place::Object, Place::Object) => ties.push(Tie::BothObjects),
            (Place::Possessive, Place::Subject) if same => ties.push(Tie::OwnerOfSubject),
            _ => {}
        }
        ties.push(match phrase.sort {
            Sort::Pronoun(other) if one.pronoun().is_some_and(|ours| like(ours, other)) => Tie::SamePronoun,
            Sort::Pronoun(_) => Tie::OtherPronoun,
            Sort::Name => Tie::Name,
            Sort::Noun if phrase.definite => Tie::Definite,
            Sort::Noun if phrase.fresh => Tie::Fresh,
            Sort::Noun => Tie::Bare,
            Sort::Rival => Tie::Rival,
        });
        ties.push(match (one.kind, phrase.kind) {
            (None, _) => Tie::NoKind,
            (a, b) if a == b => Tie::SameKind,
            _ => Tie::OtherKind,
        });
        match phrase.kind {
            Some(MentionKind::Person) => ties.push(Tie::Person),
            Some(MentionKind::Organization | MentionKind::Group) => ties.push(Tie::Organization),
            Some(MentionKind::Place | MentionKind::Facility) => ties.push(Tie::Place),
            Some(_) => ties.push(Tie::Thing),
            None => {}
        }
        let (gender, number) = entity.map_or((phrase.gender, phrase.number), |entity| (entity.gender, entity.number));
        let many = one.number == Number::Many;
        ties.extend(matches!(gender, Gender::He | Gender::She).then_some(Tie::GenderTold));
        ties.extend((many && number == Number::Many).then_some(Tie::Many));
        ties.extend((many && number == Number::One).then_some(Tie::OneForMany));
        if let Some(entity) = entity {
            ties.push(match entity.members.len() {
                0 | 1 => Tie::Once,
                2 | 3 => Tie::Twice,
                _ => Tie::Often,
            });
            ties.extend(entity.named.then_some(Tie::Named));
        }
        match (one.speaks, phrase.speaks) {
            (true, true) => ties.push(Tie::BothSpeak),
            (true, false) => ties.push(Tie::OnlyPronounSpeaks),
            (false, true) => ties.push(Tie::OnlyPhraseSpeaks),
            _ => {}
        }
        let governor = |seen: &Seen| reading.tokens.get(seen.head).and_then(|word| word.head);
        if one.pronoun().is_some_and(|pronoun| pronoun.used == crate::lexicon::PronounUse::Reflexive) {
            ties.push(Tie::Reflexive);
            let subject = phrase.place == Place::Subject && governor(one) == governor(phrase);
            ties.extend(subject.then_some(Tie::ReflexiveOfSubject));
        }
        let opens =
            reading.sentences.get(phrase.sentence).is_some_and(|sentence| sentence.tokens.start == phrase.tokens.start);
        ties.extend(opens.then_some(Tie::Opens));
        ties.extend((reading.tokens.get(one.head).is_some_and(|word| word.dep == "expl")).then_some(Tie::Expletive));
        ties
    }
}

fn like(a: Pronoun, b: Pronoun) -> bool {
    a.person == b.person && a.number == b.number && a.gender == b.gender
}

/// The weights of the ties, for "he" and "she", for "it" and for "they".
#[derive(Debug, Default)]
pub struct Salience {
    person: BTreeMap<Tie, f64>,
    thing: BTreeMap<Tie, f64>,
    many: BTreeMap<Tie, f64>,
}

impl Salience {
    /// The weights that come with the program.
    pub fn embedded() -> Result<Salience, TableError> {
        Salience::read_toml("speech/salience.toml", diurna_data::SPEECH_SALIENCE)
    }

    /// The weights of a table: one section a sort of pronoun, one key a tie.
    pub fn read_toml(name: &str, text: &str) -> Result<Salience, TableError> {
        let rows: BTreeMap<String, BTreeMap<String, f64>> = read_table(name, text)?;
        let mut salience = Salience::default();
        for (section, weights) in rows {
            let near = |what: String| TableError::near(name, text, &format!("[{section}]"), what);
            let into = match section.as_str() {
                "person" => &mut salience.person,
                "thing" => &mut salience.thing,
                "many" => &mut salience.many,
                _ => return Err(near(format!("no pronouns are named {section}"))),
            };
            for (word, weight) in weights {
                let tie = Tie::parse(&word).ok_or_else(|| near(format!("no tie is named {word}")))?;
                into.insert(tie, weight);
            }
        }
        Ok(salience)
    }

    /// The section that holds the weights of a pronoun.
    pub fn section(pronoun: Pronoun) -> &'static str {
        match (pronoun.number, pronoun.gender) {
            (Number::One, Gender::It) => "thing",
            (Number::One, _) => "person",
            _ => "many",
        }
    }

    /// What these ties weigh together for a pronoun; above 0 they outweigh that it stands for nothing before it.
    pub fn weigh(&self, pronoun: Pronoun, ties: &[Tie]) -> f64 {
        let weights = match Salience::section(pronoun) {
            "thing" => &self.thing,
            "person" => &self.person,
            _ => &self.many,
        };
        ties.iter().filter_map(|tie| weights.get(tie)).sum()
    }
}
