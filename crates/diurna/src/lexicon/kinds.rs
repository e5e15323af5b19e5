//! Kinds of claims: what each means, which codes it has in other schemes, which words name it, and examples that test it.
//!
//! In: one TOML file a kind. Out: look-ups by name and by words. A user's kind of the same name replaces the embedded one.
//! The words say what may be claimed, never that it is: whether a word is a claim in its sentence is not decided here.

use super::examples::{Counter, Example};
use super::pattern::{Pattern, role};
use super::phrase::{Phrases, Seen, Sort, Strength};
use super::table::{TableError, read_table};
use diurna_record::{Actuality, Kind, Stance};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// All kinds, ordered by name.
#[derive(Clone, Debug, Default)]
pub struct Kinds {
    entries: BTreeMap<String, KindEntry>,
    phrases: Phrases<(String, Strength)>,
    patterns: Phrases<(String, usize)>,
    excepts: Phrases<(String, usize)>,
    added: BTreeSet<String>,
}

/// One kind, as its file tells it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KindEntry {
    /// Its name: family, dot, leaf.
    pub kind: Kind,
    /// What is claimed, in words.
    pub gloss: String,
    /// Whether doing it is cooperative or hostile, where codes of plans and promises turn on it.
    pub cooperative: Option<bool>,
    /// Whether its parties stand on an equal footing where several are named: who meets whom is not told by who is named first.
    pub equal: bool,
    /// What its claims are in an agreement, if anything.
    pub agreement: Option<AgreementPart>,
    /// How real every claim of it is, where the kind fixes that.
    pub actuality: Option<Actuality>,
    /// Its codes in other schemes.
    pub codes: Codes,
    /// Words that name it and hardly anything else.
    pub sure: Words,
    /// Words that may name it.
    pub maybe: Words,
    /// What must stand where in a tree for words to be a claim of it.
    pub patterns: Vec<Pattern>,
    /// What stands in a tree where its words name something else, whatever the model says.
    pub excepts: Vec<Pattern>,
    /// Which place of the tree holds which role in all patterns, where it is not the usual one: "object" → "against".
    pub roles: BTreeMap<String, String>,
    /// Texts with what must come out.
    pub examples: Vec<Example>,
    /// Texts in which a word of it names something else.
    pub counters: Vec<Counter>,
}

/// What a claim can be in an agreement.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AgreementPart {
    /// When planned, something a side is bound to do.
    Term,
    /// The work of a broker.
    Broker,
}

/// A kind's codes in the schemes of the field.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Codes {
    /// PLOVER event type, with a mode after a colon.
    #[serde(default)]
    pub plover: Vec<String>,
    /// CAMEO code.
    pub cameo: Option<String>,
    /// ACLED event type and sub-types.
    pub acled: Option<Acled>,
    /// Whether UCDP would count its deaths, and against whom.
    pub ucdp: Option<Ucdp>,
}

/// How a kind uses armed force, as UCDP understands it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ucdp {
    /// Against whoever is hit.
    Force,
    /// Against people who do not fight.
    OneSided,
}

/// Where a kind goes in an ACLED-shaped table.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Acled {
    /// The event type; `None` where the kind fills only a column.
    pub event: Option<String>,
    /// The sub-types that come into question.
    #[serde(default)]
    pub sub: Vec<String>,
    /// The column that it fills.
    pub column: Option<String>,
}

/// Words of a kind, as lemmas, by their sort.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Verbs and phrases that begin with one.
    #[serde(default)]
    pub verbs: Vec<String>,
    /// Nouns and phrases that end with one.
    #[serde(default)]
    pub nouns: Vec<String>,
    /// Words of any other sort.
    #[serde(default)]
    pub other: Vec<String>,
}

/// A word or phrase that names a kind.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KindHit<'a> {
    /// The kind.
    pub kind: &'a Kind,
    /// How well it is named.
    pub strength: Strength,
    /// The first word.
    pub first: usize,
    /// The word after the last.
    pub end: usize,
    /// The phrase as the kind's file writes it.
    pub phrase: &'a str,
}

/// A pattern whose anchor stands among words.
#[derive(Clone, Copy, Debug)]
pub struct PatternHit<'a> {
    /// The kind.
    pub entry: &'a KindEntry,
    /// The pattern.
    pub pattern: &'a Pattern,
    /// The first word of the anchor.
    pub first: usize,
    /// The word after the anchor's last.
    pub end: usize,
}

impl KindHit<'_> {
    /// The pattern's name as a record's `why` gives it: "force.disarm/lay-down-arm".
    pub fn name(&self) -> String {
        let words: Vec<&str> = self.phrase.split_whitespace().filter(|word| *word != "~").collect();
        format!("{}/{}", self.kind, words.join("-"))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    kind: String,
    gloss: String,
    cooperative: Option<bool>,
    #[serde(default)]
    equal: bool,
    agreement: Option<AgreementPart>,
    actuality: Option<String>,
    #[serde(default)]
    codes: Codes,
    #[serde(default)]
    sure: Words,
    #[serde(default)]
    maybe: Words,
    #[serde(default)]
    pattern: Vec<Pattern>,
    #[serde(default)]
    except: Vec<Pattern>,
    #[serde(default)]
    roles: BTreeMap<String, String>,
    #[serde(default)]
    example: Vec<Example>,
    #[serde(default)]
    counter: Vec<Counter>,
}

impl KindEntry {
    /// The kind of one file.
    pub fn read_toml(name: &str, text: &str) -> Result<KindEntry, TableError> {
        let file: File = read_table(name, text)?;
        check(name, text, &file)?;
        Ok(KindEntry {
            kind: Kind::new(file.kind),
            gloss: file.gloss,
            cooperative: file.cooperative,
            equal: file.equal,
            agreement: file.agreement,
            actuality: file.actuality.as_deref().and_then(Actuality::parse),
            codes: file.codes,
            sure: file.sure,
            maybe: file.maybe,
            patterns: file.pattern,
            excepts: file.except,
            roles: file.roles,
            examples: file.example,
            counters: file.counter,
        })
    }
}

/// What serde cannot see: names with two parts, words of the closed sets, anchors that stand in their text.
fn check(name: &str, text: &str, file: &File) -> Result<(), TableError> {
    let wrong = |near: &str, why: String| Err(TableError::near(name, text, near, why));
    let named = file.kind.split_once('.').is_some_and(|(family, leaf)| {
        [family, leaf].iter().all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c == '-'))
    });
    if !named {
        return wrong("kind", format!("{:?} is no kind: write family.leaf in small letters", file.kind));
    }
    for pattern in file.pattern.iter().chain(&file.except) {
        if let Some(why) = pattern.trouble() {
            return wrong(&format!("{:?}", pattern.name), why);
        }
    }
    if file.kind.starts_with("toll.") && !file.pattern.is_empty() {
        return wrong("[[pattern]]", "a toll is found by its count: it has no patterns".to_owned());
    }
    if let Some(why) = file.roles.values().find_map(|word| role(word).err()) {
        return wrong("[roles]", why);
    }
    for example in &file.example {
        if let Some(stance) = example.stance.as_deref().filter(|word| Stance::parse(word).is_none()) {
            return wrong(&format!("{stance:?}"), format!("no stance is named {stance}"));
        }
        if let Some(actuality) = example.actuality.as_deref().filter(|word| Actuality::parse(word).is_none()) {
            return wrong(&format!("{actuality:?}"), format!("no actuality is named {actuality}"));
        }
        if let Some(words) = example.words().find(|words| !example.text.contains(*words)) {
            return wrong(&format!("{words:?}"), format!("{words:?} does not stand in its text"));
        }
    }
    match file.counter.iter().find(|counter| !counter.text.contains(counter.anchor.as_str())) {
        Some(counter) => {
            wrong(&format!("{:?}", counter.anchor), format!("{:?} does not stand in its text", counter.anchor))
        }
        None => Ok(()),
    }
}

impl Kinds {
    /// The kinds that come with the program.
    pub fn embedded() -> Result<Kinds, TableError> {
        let mut kinds = Kinds::default();
        for (name, text) in diurna_data::KINDS {
            kinds.insert(KindEntry::read_toml(&format!("kinds/{name}"), text)?);
        }
        kinds.index();
        Ok(kinds)
    }

    /// These kinds with one more file: a kind of a new name is added, one of a known name takes the old one's place.
    pub fn read_toml(mut self, name: &str, text: &str) -> Result<Kinds, TableError> {
        let entry = KindEntry::read_toml(name, text)?;
        if !self.entries.contains_key(entry.kind.as_str()) {
            self.added.insert(entry.kind.as_str().to_owned());
        }
        self.insert(entry);
        self.index();
        Ok(self)
    }

    fn insert(&mut self, entry: KindEntry) {
        self.entries.insert(entry.kind.as_str().to_string(), entry);
    }

    fn index(&mut self) {
        self.phrases = Phrases::default();
        self.patterns = Phrases::default();
        self.excepts = Phrases::default();
        for (name, entry) in &self.entries {
            for (patterns, index) in [(&entry.patterns, &mut self.patterns), (&entry.excepts, &mut self.excepts)] {
                for (number, pattern) in patterns.iter().enumerate() {
                    for words in &pattern.anchor {
                        index.add(words, pattern.pos.unwrap_or(Sort::Other), (name.clone(), number));
                    }
                }
            }
            for (words, strength) in [(&entry.sure, Strength::Sure), (&entry.maybe, Strength::Maybe)] {
                let sorts = [(&words.verbs, Sort::Verb), (&words.nouns, Sort::Noun), (&words.other, Sort::Other)];
                for (phrase, sort) in
                    sorts.iter().flat_map(|(list, sort)| list.iter().map(move |phrase| (phrase, *sort)))
                {
                    self.phrases.add(phrase, sort, (name.clone(), strength));
                }
            }
        }
    }

    /// The kind of a name.
    pub fn get(&self, name: &str) -> Option<&KindEntry> {
        self.entries.get(name)
    }

    /// Every kind, by name.
    pub fn iter(&self) -> impl Iterator<Item = &KindEntry> {
        self.entries.values()
    }

    /// Whether a kind did not come with the program: no model has seen it, its patterns alone find it.
    pub fn is_added(&self, name: &str) -> bool {
        self.added.contains(name)
    }

    /// Every pattern whose anchor starts at a word, the longest anchor first.
    pub fn patterns_at(&self, words: &[Seen], start: usize) -> Vec<PatternHit<'_>> {
        self.hits(&self.patterns, |entry| &entry.patterns, words, start)
    }

    /// Every exception whose anchor starts at a word.
    pub fn excepts_at(&self, words: &[Seen], start: usize) -> Vec<PatternHit<'_>> {
        self.hits(&self.excepts, |entry| &entry.excepts, words, start)
    }

    fn hits<'a>(
        &'a self,
        index: &'a Phrases<(String, usize)>,
        list: fn(&KindEntry) -> &Vec<Pattern>,
        words: &[Seen],
        start: usize,
    ) -> Vec<PatternHit<'a>> {
        let hits = index.at(words, start).into_iter();
        hits.filter_map(|hit| {
            let entry = self.entries.get(&hit.value.0)?;
            let pattern = list(entry).get(hit.value.1)?;
            Some(PatternHit { entry, pattern, first: hit.first, end: hit.end })
        })
        .collect()
    }

    /// How many kinds there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Every phrase of a kind that starts at a word, longest first, then sure before maybe, then by name.
    pub fn at(&self, words: &[Seen], start: usize) -> Vec<KindHit<'_>> {
        let mut hits: Vec<KindHit<'_>> = (self.phrases.at(words, start).into_iter())
            .filter_map(|hit| {
                let kind = &self.entries.get(&hit.value.0)?.kind;
                Some(KindHit { kind, strength: hit.value.1, first: hit.first, end: hit.end, phrase: hit.written })
            })
            .collect();
        hits.sort_by(|a, b| (b.end, b.strength).cmp(&(a.end, a.strength)).then(a.kind.cmp(b.kind)));
        hits
    }

    /// Every phrase of a kind among some words, in their order.
    pub fn find(&self, words: &[Seen]) -> Vec<KindHit<'_>> {
        (0..words.len()).flat_map(|start| self.at(words, start)).collect()
    }

    /// The kinds that a phrase of lemmas names as a whole: "air strike".
    ///
    /// ```
    /// # use diurna::lexicon::Kinds;
    /// let kinds = Kinds::embedded()?;
    /// assert_eq!(kinds.named("air strike")[0].kind.as_str(), "fight.airstrike");
    /// # Ok::<(), diurna::lexicon::TableError>(())
    /// ```
    pub fn named(&self, lemmas: &str) -> Vec<KindHit<'_>> {
        let words = Seen::words(lemmas);
        self.at(&words, 0).into_iter().filter(|hit| hit.end == words.len()).collect()
    }
}
