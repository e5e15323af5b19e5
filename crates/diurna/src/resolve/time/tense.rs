//! Whether the sentence around a time looks back or ahead.
//!
//! In: the tokens of a text and where the time stands. Out: [`Tense::Future`] where the nearest telling verb of the sentence does,
//! [`Tense::Past`] where it looks back, else unknown. It is a stand-in for a parse: a caller who has one gives the tense.

use super::Tense;
use super::grammar::Scan;
use super::words::Bound;
use crate::resolve::count::tokens::{Gap, Make};

/// How far from the time a verb is looked for.
const REACH: usize = 18;

/// The tense around the time on the tokens `from..next`.
pub(crate) fn at(scan: &Scan, from: usize, next: usize) -> Tense {
    let stop = |i: usize| {
        scan.tokens.mark(i, &[".", "?", "!", ";"]) || scan.tokens.get(i).is_some_and(|token| token.gap == Gap::Break)
    };
    if scan.has_possessive(next) {
        return Tense::Past;
    }
    if from.checked_sub(1).is_some_and(|i| due(scan, i)) {
        return Tense::Future;
    }
    for away in 1..=REACH {
        let Some(i) = from.checked_sub(away) else { break };
        if scan.tokens.mark(i, &[".", "?", "!", ";"]) {
            break;
        }
        if let Some(tense) = told(scan, i) {
            return tense;
        }
        if stop(i) {
            break;
        }
    }
    for i in next..next + REACH {
        if i >= scan.tokens.list.len() || stop(i) {
            break;
        }
        if let Some(tense) = told(scan, i) {
            return tense;
        }
    }
    Tense::Unknown
}

/// "by", "until" right before a time: it lies ahead.
fn due(scan: &Scan, i: usize) -> bool {
    let bound = scan.lexicon.bounds.at(i, |at| scan.tokens.lower(at));
    bound.is_some_and(|(bound, next)| next == i + 1 && matches!(bound, Bound::By | Bound::Until)) || scan.as_soon_as(i)
}

/// The tense that one word tells.
fn told(scan: &Scan, i: usize) -> Option<Tense> {
    let word = scan.tokens.lower(i)?;
    let words = &scan.lexicon.tense;
    if scan.tokens.get(i)?.make != Make::Word {
        return None;
    }
    let ending = word.find('\'').is_some_and(|at| words.future.contains(&word[at..]));
    let phrase = words.future_phrases.at(i, |at| scan.tokens.lower(at)).is_some();
    if words.future.contains(word) || ending || phrase {
        return Some(Tense::Future);
    }
    let named = scan.capital(i)
        && i.checked_sub(1).and_then(|before| scan.tokens.get(before)).is_some_and(|token| token.make == Make::Word);
    let past = words.past.contains(word)
        || (word.len() > 4 && !named && words.past_endings.iter().any(|ending| word.ends_with(ending.as_str())));
    // "will be held": the participle takes the tense of the word before it.
    let led =
        i.checked_sub(1).and_then(|before| scan.tokens.lower(before)).is_some_and(|word| words.future.contains(word));
    past.then_some(if led { Tense::Future } else { Tense::Past })
}
