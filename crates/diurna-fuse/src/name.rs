//! Who is who across reports: speakers, and sides.
//!
//! In: what records say of two actors. Out: whether they are one speaker, or stand on one side. A speaker is the same by identity,
//! not by wording: "the mayor" is "Mayor Rosalba Quintero", "volunteers of the local Emergency Room" speak for it. Two who could be one
//! but need not be stay two.

use crate::words::Words;
use diurna_record::{Actor, ActorId, Phrase, Record, Speaker};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Somebody as one report names them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Name {
    /// The key of the actor tables.
    pub key: Option<String>,
    /// The fullest words for them.
    pub shown: String,
    /// Stems of each wording, words of speaking for a body left out where something else is left.
    forms: Vec<Vec<String>>,
    /// Whether it is one unnamed person of a body: "a police officer".
    single: bool,
    /// The stem of the last word of a person's name.
    last: Option<String>,
}

impl Name {
    /// Somebody as `phrase` of a record names them, where `actor` is who the record says it is.
    pub fn of(phrase: &str, actor: Option<&Actor>, words: &Words) -> Name {
        let pronoun = words.is_pronoun(phrase);
        let actor = actor.filter(|actor| !is_another(phrase, actor, words));
        let name = actor.map(|actor| actor.name.as_str()).filter(|name| !name.is_empty() && !words.is_pronoun(name));
        let shown = match name {
            Some(name) if pronoun || name.len() > phrase.len() => name,
            _ => phrase,
        };
        let wordings = std::iter::once(phrase).filter(|_| !pronoun).chain(name);
        let mut forms: Vec<Vec<String>> =
            wordings.map(|wording| form(wording, words)).filter(|form| !form.is_empty()).collect();
        forms.dedup();
        forms.shrink_to_fit();
        let folded = crate::fold::fold(phrase);
        let mut plain = folded.split(' ');
        let indefinite = plain.next().is_some_and(|word| words.is_indefinite(word));
        let person = name.unwrap_or(phrase);
        Name {
            key: actor.and_then(|actor| actor.key.clone()),
            shown: without_article(shown, words).to_owned(),
            single: indefinite && phrase.rsplit(' ').next().is_some_and(|word| word.starts_with(char::is_lowercase)),
            last: is_person(person, words)
                .then(|| words.stems(person.rsplit(' ').next().unwrap_or_default()).pop())
                .flatten(),
            forms,
        }
    }

    /// Whether nothing tells who it is.
    pub fn is_empty(&self) -> bool {
        self.forms.is_empty() && self.key.is_none()
    }

    /// The stems of its first wording, in one string.
    pub fn first_form(&self) -> Option<String> {
        self.forms.first().map(|form| form.join(" "))
    }

    /// Every stem of every wording.
    pub fn stems(&self) -> impl Iterator<Item = &String> {
        self.forms.iter().flatten()
    }

    /// Whether two reports, or two places of one, mean the same speaker.
    pub fn is_speaker(&self, other: &Name, words: &Words) -> bool {
        if matches!((&self.key, &other.key), (Some(one), Some(two)) if one != two) {
            return false;
        }
        if self.key.is_some() && self.key == other.key && self.forms.is_empty() | other.forms.is_empty() {
            return true;
        }
        let group =
            |name: &Name| name.key.as_deref().is_some_and(|key| key.len() != 3 || key.chars().any(char::is_lowercase));
        if group(self) && self.key == other.key && self.last.is_none() && other.last.is_none() {
            return true;
        }
        self.forms.iter().any(|one| other.forms.iter().any(|two| self.one_form(one, other, two, words)))
    }

    fn one_form(&self, one: &[String], other: &Name, two: &[String], words: &Words) -> bool {
        if one == two {
            return true;
        }
        if self.single || other.single {
            return false;
        }
        let shared = one.iter().filter(|stem| two.contains(stem)).count();
        let (small, large, person) = if one.len() <= two.len() { (one, two, other) } else { (two, one, self) };
        if shared < small.len() {
            return shared >= 3 && shared * 4 >= small.len() * 3;
        }
        let rest = || large.iter().filter(|stem| !small.contains(stem));
        let [only] = small else { return true };
        let plain = |stem: &String| words.is_voice(stem) || words.is_state(stem) || words.is_office(stem);
        person.last.as_ref() == Some(only)
            || words.is_office(only) && !words.is_state(only)
            || rest().all(plain) && !words.is_state(only)
    }

    /// Whether two parties stand on one side, as far as their names tell.
    pub fn is_side(&self, other: &Name, words: &Words) -> bool {
        if self.forms.first().is_some_and(|form| other.forms.first() == Some(form)) {
            return true;
        }
        if let (Some(one), Some(two)) = (&self.key, &other.key) {
            return one == two;
        }
        if self.is_speaker(other, words) {
            return true;
        }
        let keyed = self.key.is_some() || other.key.is_some();
        self.stems().any(|stem| {
            let common = words.is_voice(stem) || words.is_state(stem) && keyed;
            !common && other.stems().any(|two| two == stem)
        })
    }
}

/// The names of one record, each made once.
pub(crate) struct Names<'a> {
    record: &'a Record,
    words: &'a Words,
    made: BTreeMap<(&'a str, Option<ActorId>), Arc<Name>>,
}

impl<'a> Names<'a> {
    /// None yet.
    pub fn of(record: &'a Record, words: &'a Words) -> Names<'a> {
        Names { record, words, made: BTreeMap::new() }
    }

    /// Whom a phrase names.
    pub fn phrase(&mut self, phrase: &'a Phrase) -> Arc<Name> {
        self.name(&phrase.text, phrase.actor)
    }

    /// Who speaks: by the name that a pronoun stands for, where it is told.
    pub fn speaker(&mut self, speaker: &'a Speaker) -> Arc<Name> {
        self.name(speaker.is.as_ref().map_or(&speaker.text, |is| &is.text), speaker.actor)
    }

    fn name(&mut self, text: &'a str, id: Option<ActorId>) -> Arc<Name> {
        let (record, words) = (self.record, self.words);
        self.made.entry((text, id)).or_insert_with(|| Arc::new(Name::of(text, actor(record, id), words))).clone()
    }
}

fn actor(record: &Record, id: Option<ActorId>) -> Option<&Actor> {
    let id = id?;
    let near = record.actors.get((id.0 as usize).wrapping_sub(1)).filter(|actor| actor.id == id);
    near.or_else(|| record.actors.iter().find(|actor| actor.id == id))
}

/// Whether a phrase names a body by its noun that the actor it is taken for is not: "the council" is not the Alliance. A state may act
/// through any of its bodies.
fn is_another(phrase: &str, actor: &Actor, words: &Words) -> bool {
    let own = words.stems(phrase);
    let body = own.iter().any(|stem| words.is_body(stem))
        && !phrase.split(' ').skip(1).any(|word| word.starts_with(char::is_uppercase));
    let state = actor.key.as_deref().is_some_and(|key| words.is_state(&key.to_lowercase()));
    let name = words.stems(&actor.name);
    body && !state && !name.iter().any(|stem| own.contains(stem))
}

/// The stems of a wording, without words of speaking for a body where something else is left.
fn form(wording: &str, words: &Words) -> Vec<String> {
    let stems = words.stems(wording);
    let own: Vec<String> = stems.iter().filter(|stem| !words.is_voice(stem)).cloned().collect();
    if own.is_empty() { stems } else { own }
}

/// Whether words look like a person's name: at least two capitals at their end, and no article before them.
fn is_person(wording: &str, table: &Words) -> bool {
    let words: Vec<&str> = wording.split(' ').collect();
    let capital = |word: &&&str| word.trim_start_matches("al-").starts_with(char::is_uppercase);
    let article = words.first().is_some_and(|word| table.is_article(word));
    let last_comma = wording.rsplit(", ").next().map_or(0, |name| name.split(' ').count());
    let named = words.iter().rev().take_while(capital).count();
    named >= 2 && (!article || (wording.contains(", ") && last_comma >= 2 && named >= last_comma))
}

/// A phrase without its article.
pub(crate) fn without_article<'a>(phrase: &'a str, words: &Words) -> &'a str {
    let rest = phrase.split_once(' ').filter(|(first, _)| words.is_article(first));
    rest.map_or(phrase, |(_, rest)| rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(one: &str, two: &str) -> bool {
        let words = Words::embedded().expect("the embedded tables load");
        Name::of(one, None, &words).is_speaker(&Name::of(two, None, &words), &words)
    }

    #[test]
    fn a_speaker_is_the_same_by_identity_not_by_wording() {
        assert!(same("the mayor of the Somali port, Amina Yusuf", "Mayor Amina Yusuf"));
        assert!(same("the Bakhmut Aid Room", "volunteers of the city's Aid Room"));
        assert!(same("the governor's office", "The office of Kachin's governor"));
        assert!(same("the home minister of Pakistan's Sindh province", "Sindh's home minister"));
        assert!(same("Police", "a police officer"));
        assert!(same("the Moscow-appointed head of the Kherson region", "the region's Kremlin-appointed leader"));
    }

    #[test]
    fn two_who_need_not_be_one_stay_two() {
        assert!(!same("Police", "Gao police chief Moussa Traore"));
        assert!(!same("the army's Falcon task force", "The army"));
        assert!(!same("a Syrian intelligence officer", "Damascus's military intelligence service"));
        assert!(!same("the Red Cross", "the Red Crescent"));
        assert!(!same("a resident", "another resident's lawyer"));
    }
}
