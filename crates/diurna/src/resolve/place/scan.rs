//! Known names in a running text.
//!
//! In: any text. Out: its words as [`Atom`]s, and where names of the table stand among them: longest match, on word boundaries,
//! capitalised. A word that is a place only by accident is left out, and so is a name inside a longer run of capitalised words ("John
//! Paris"). It never says which place is meant.

use super::gazetteer::{Candidate, Gazetteer, Naming};
use super::words::Sort;
use crate::resolve::fold::fold;
use diurna_record::Grain;
use diurna_text::Span;

/// One word of a text, without a possessive ending.
#[derive(Clone, Debug)]
pub(super) struct Atom {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) key: String,
    pub(super) upper: bool,
    /// All in capitals, dots apart.
    pub(super) capitals: bool,
    /// A full stop belongs to it or follows it.
    pub(super) dotted: bool,
    /// "'s" or a lone apostrophe follows.
    pub(super) owner: bool,
    /// What stands between the word before and this one.
    pub(super) joint: Joint,
}

/// What parts two words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Joint {
    Space,
    Hyphen,
    /// A full stop and a space, as after "St.".
    Dot,
    Comma,
    Other,
}

/// A known name in a text.
#[derive(Clone, Debug)]
pub struct Found {
    /// Where the name stands.
    pub at: Span,
    /// The places it may mean, the most peopled first; adjectives of countries are among them.
    pub candidates: Vec<Candidate>,
    pub(super) key: String,
    /// The numbers of its first and last atom.
    pub(super) atoms: (usize, usize),
}

impl Found {
    /// Whether the name is only an adjective or a people ("Azerbaijani").
    pub fn is_adjective(&self) -> bool {
        self.candidates.first().is_some_and(|first| first.naming == Naming::Adjective)
    }
}

/// How much of a text is known to be a place phrase.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Trust {
    /// Running text: a person's name or the first word of a sentence may look like a place.
    Text,
    /// A phrase that somebody took for a place.
    Phrase,
}

/// Words in capitals of at most this length may be abbreviations.
const INITIALS: usize = 5;

/// The power of ten of the people of a place that is known far away.
const TOWN: f64 = 5.5;

impl Gazetteer {
    /// The names of known places in a text, in its order, without overlaps.
    pub fn find(&self, text: &str) -> Vec<Found> {
        self.find_among(text, &atoms(text), Trust::Text)
    }

    pub(super) fn find_among(&self, text: &str, atoms: &[Atom], trust: Trust) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        let mut at = 0;
        while at < atoms.len() {
            match self.longest(text, atoms, at, trust) {
                Some(name) => {
                    at = name.atoms.1 + 1;
                    found.push(name);
                }
                None => at += 1,
            }
        }
        found
    }

    /// The longest name that begins at an atom.
    fn longest(&self, text: &str, atoms: &[Atom], first: usize, trust: Trust) -> Option<Found> {
        let article = self.words.is_article(&atoms[first].key)
            && atoms.get(first + 1).is_some_and(|next| next.upper && is_tight(next.joint));
        if !atoms[first].upper && !article {
            return None;
        }
        let mut best = self.walk(text, atoms, first, trust, &atoms[first].key);
        if let (None, Some(long)) = (&best, self.words.long_form(&atoms[first].key)) {
            best = self.walk(text, atoms, first, trust, long);
        }
        if best.is_none() && article && atoms[first + 1].upper {
            best = self.walk(text, atoms, first + 1, trust, &atoms[first + 1].key);
        }
        best
    }

    fn walk(&self, text: &str, atoms: &[Atom], first: usize, trust: Trust, opening: &str) -> Option<Found> {
        let keys = self.keys.as_fst();
        let mut node = keys.root();
        let mut output = fst::raw::Output::zero();
        let mut best = None;
        for last in first..atoms.len().min(first + 7) {
            if last > first && !is_tight(atoms[last].joint) {
                break;
            }
            let (blank, key) = match last {
                last if last == first => ("", opening),
                // The key of "People's Republic" has its "s".
                last if atoms[last - 1].owner => ("s ", atoms[last].key.as_str()),
                last => (" ", atoms[last].key.as_str()),
            };
            for byte in blank.bytes().chain(key.bytes()) {
                let Some(step) = node.find_input(byte) else { return best };
                let step = node.transition(step);
                output = output.cat(step.out);
                node = keys.node(step.addr);
            }
            if node.is_final() {
                let first_posting = output.cat(node.final_output()).value();
                best = self.accept(text, atoms, first, last, first_posting, trust).or(best);
            }
        }
        best
    }

    fn accept(
        &self,
        text: &str,
        atoms: &[Atom],
        first: usize,
        last: usize,
        posting: u64,
        trust: Trust,
    ) -> Option<Found> {
        let shouted = atoms[first..=last].iter().all(|atom| atom.capitals);
        let lower_end = !atoms[last].upper;
        let postings = self.postings(posting);
        let fits = |p: &&super::gazetteer::Posting| (!p.capitals || shouted) && (!p.dotted || atoms[last].dotted);
        let candidates: Vec<Candidate> = postings.iter().filter(fits).filter_map(|p| self.candidate(p)).collect();
        let candidates: Vec<Candidate> =
            candidates.into_iter().filter(|c| !lower_end || c.geonameid.is_none()).collect();
        let mut candidates = self.as_used(candidates, atoms.get(last + 1));
        if shouted && first == last && atoms[first].key.len() <= INITIALS {
            // An abbreviation is no village, unless a town is written in capitals.
            candidates.retain(|c| c.naming == Naming::Main && c.people > 4.0 || c.grain == Grain::Country);
        }
        let key = atoms[first..=last].iter().map(|atom| atom.key.as_str()).collect::<Vec<_>>().join(" ");
        if candidates.is_empty()
            || first < last && self.words.is_stop(&key)
            || first == last && self.is_accident(atoms, first, &key, trust, &postings)
        {
            return None;
        }
        if trust == Trust::Text
            && !candidates[0].naming.eq(&Naming::Adjective)
            && self.is_inside_name(atoms, first, last, &candidates)
        {
            return None;
        }
        let at = Span::within(text, atoms[first].start, atoms[last].end)?;
        Some(Found { at, candidates, key, atoms: (first, last) })
    }

    /// A word that is an adjective of a country and a place too is the place only before a word for land ("Somali Region").
    fn as_used(&self, candidates: Vec<Candidate>, next: Option<&Atom>) -> Vec<Candidate> {
        let is_land = next.is_some_and(|next| {
            is_tight(next.joint)
                && next.upper
                && matches!(self.words.sort(&next.key), Sort::Type(Grain::Region | Grain::District))
        });
        let is_adjective = |candidate: &&Candidate| candidate.naming == Naming::Adjective;
        if candidates.iter().filter(is_adjective).count() == 0
            || candidates.iter().all(|candidate| candidate.grain == Grain::Country)
        {
            return candidates;
        }
        candidates.into_iter().filter(|candidate| is_adjective(&candidate) != is_land).collect()
    }

    /// A word that is a place only by accident; in a phrase it counts after "of" or before a comma.
    fn is_accident(
        &self,
        atoms: &[Atom],
        at: usize,
        key: &str,
        trust: Trust,
        postings: &[super::gazetteer::Posting],
    ) -> bool {
        let initials = postings.iter().any(|p| {
            p.capitals && atoms[at].capitals || p.dotted && atoms[at].dotted && atoms[at].joint == Joint::Comma
        });
        let is_people = postings.iter().any(|p| p.naming == Naming::Adjective);
        if initials || is_people || !(self.words.is_stop(key) || key.len() < 3 || self.words.sort(key) != Sort::Unknown)
        {
            return false;
        }
        let after_preposition =
            at > 0 && matches!(self.words.sort(&atoms[at - 1].key), Sort::Preposition | Sort::Aside);
        let before_comma = atoms.get(at + 1).is_some_and(|next| next.joint == Joint::Comma && next.upper);
        !(trust == Trust::Phrase
            && self.words.sort(key) == Sort::Unknown
            && key.len() > 2
            && (after_preposition || before_comma || atoms.len() == 1))
    }

    /// A capitalised neighbour that is no type, direction or place makes the name a part of another name.
    fn is_inside_name(&self, atoms: &[Atom], first: usize, last: usize, candidates: &[Candidate]) -> bool {
        if candidates.iter().any(|candidate| candidate.grain == Grain::Country && candidate.naming != Naming::Adjective)
        {
            return false;
        }
        // Two villages in a row are one name that the table does not have.
        let small =
            |places: &[Candidate]| places.iter().all(|place| place.people < TOWN && place.grain == Grain::Settlement);
        let foreign = |atom: &Atom| {
            atom.upper
                && self.words.sort(&atom.key) == Sort::Unknown
                && (!self.keys.contains_key(&atom.key) || small(candidates) && small(&self.keyed(&atom.key)))
        };
        let before = first > 0 && is_tight(atoms[first].joint) && !atoms[first - 1].owner && foreign(&atoms[first - 1]);
        let after = atoms.get(last + 1).is_some_and(|next| is_tight(next.joint) && !atoms[last].owner && foreign(next));
        before || after
    }
}

fn is_tight(joint: Joint) -> bool {
    matches!(joint, Joint::Space | Joint::Hyphen | Joint::Dot)
}

/// The words of a text.
pub(super) fn atoms(text: &str) -> Vec<Atom> {
    let mut list: Vec<Atom> = Vec::new();
    let mut last_end = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((start, first)) = chars.next() {
        if !first.is_alphanumeric() {
            continue;
        }
        let mut end = start + first.len_utf8();
        while let Some(&(at, character)) = chars.peek() {
            let inner = is_inner(character)
                && text[at + character.len_utf8()..].chars().next().is_some_and(char::is_alphanumeric);
            if !(character.is_alphanumeric() || is_mark(character) || inner) {
                break;
            }
            end = at + character.len_utf8();
            chars.next();
        }
        let mut word = &text[start..end];
        // "U.S." keeps its last full stop.
        if word.contains('.') && text[end..].starts_with('.') && word.split('.').all(|part| part.chars().count() == 1) {
            end += 1;
            word = &text[start..end];
            chars.next();
        }
        let (name, owner) = without_owner(word, &text[end..]);
        if owner && end - start == name.len() {
            // "'s" after a full stop is not yet passed.
            while chars.peek().is_some_and(|(at, c)| {
                *at < end + 4
                    && (matches!(c, '\'' | '’') || matches!(c, 's' | 'S') && text[..*at].ends_with(['\'', '’']))
            }) {
                end += chars.next().map_or(0, |(_, c)| c.len_utf8());
            }
        }
        let joint = list.last().map_or(Joint::Other, |last| joint(&text[last_end..start], last));
        last_end = end;
        let key = fold(name);
        if !key.is_empty() {
            let upper = name.chars().next().is_some_and(|c| c.is_uppercase());
            let dotted = name.ends_with('.') || text[start + name.len()..].starts_with('.');
            let capitals = name.chars().any(char::is_uppercase) && !name.chars().any(char::is_lowercase);
            list.push(Atom { start, end: start + name.len(), key, upper, capitals, dotted, owner, joint });
        }
    }
    list
}

fn is_inner(character: char) -> bool {
    matches!(character, '.' | '\'' | '’' | '‘' | 'ʻ' | 'ʿ' | 'ʼ' | '`')
}

fn is_mark(character: char) -> bool {
    unicode_normalization::char::is_combining_mark(character) || matches!(character, '\u{2B0}'..='\u{2FF}')
}

fn without_owner<'a>(word: &'a str, rest: &str) -> (&'a str, bool) {
    for ending in ["'s", "’s", "'S", "’S"] {
        if let Some(name) = word.strip_suffix(ending)
            && !name.is_empty()
        {
            return (name, true);
        }
    }
    if word.ends_with('.') && ["'s", "’s"].iter().any(|ending| rest.starts_with(ending)) {
        return (word, true);
    }
    let lone = word.ends_with('s')
        && rest.starts_with(['\'', '’'])
        && !rest.trim_start_matches(['\'', '’']).starts_with(char::is_alphanumeric);
    (word, lone)
}

fn joint(between: &str, last: &Atom) -> Joint {
    // The possessive ending belongs to the word before it.
    let between = between.trim_start_matches(['\'', '’']);
    match between.trim_matches(' ') {
        "" if between.len() <= 2 => Joint::Space,
        "" => Joint::Other,
        "-" | "–" | "‑" | "\u{AD}" => Joint::Hyphen,
        // Longer words are not shortened: there a full stop ends the sentence.
        "." if last.key.len() <= 3 => Joint::Dot,
        "," => Joint::Comma,
        _ => Joint::Other,
    }
}
