//! Dictionary forms: from the treebanks' own list, else by rule: how many letters go at the end, which come in their place.
//!
//! In: a word, its part of speech and the scores of the rules. Out: its lemma. A rule that does not fit the word, or makes a lemma that
//! nobody has seen while one of the next makes one that is known, is passed over.

use crate::ReadError;
use crate::terms::Pos;

/// How the lemma of a form is made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Rule {
    /// Cut letters at the end and add others, in small letters or as written.
    Cut { keep_case: bool, cut: usize, add: String },
    /// Another word altogether.
    Whole(String),
}

/// The forms that the treebanks have, with their lemmas.
pub(crate) struct Lexicon {
    /// In order of form and part of speech.
    forms: Vec<(&'static str, Pos, &'static str)>,
    /// In order of part of speech and lemma.
    lemmas: Vec<(Pos, &'static str)>,
}

impl Lexicon {
    /// Reads a list of form, part of speech and lemma, a line each.
    pub(crate) fn of(list: &'static str) -> Result<Lexicon, ReadError> {
        let entry = |line: &'static str| {
            let (form, rest) = line.split_once('\t')?;
            let (pos, lemma) = rest.split_once('\t')?;
            Some((form, Pos::parse(pos)?, lemma))
        };
        let mut forms = Vec::new();
        for (number, line) in list.lines().enumerate() {
            forms.push(
                entry(line).ok_or_else(|| ReadError::of("lemmas.tsv", format!("line {}: no entry", number + 1)))?,
            );
        }
        forms.sort_unstable();
        let mut lemmas: Vec<_> = forms.iter().map(|&(_, pos, lemma)| (pos, lemma)).collect();
        lemmas.sort_unstable();
        lemmas.dedup();
        Ok(Lexicon { forms, lemmas })
    }

    fn lemma(&self, form: &str, pos: Pos) -> Option<&'static str> {
        let found = self.forms.binary_search_by(|&(entry, kind, _)| entry.cmp(form).then(kind.cmp(&pos)));
        found.ok().map(|index| self.forms[index].2)
    }

    fn knows(&self, lemma: &str, pos: Pos) -> bool {
        self.lemmas.binary_search_by(|&(kind, entry)| kind.cmp(&pos).then(entry.cmp(lemma))).is_ok()
    }
}

/// How many rules are tried.
const TRIED: usize = 5;

/// A form longer than this is never replaced as a whole: such forms are short everywhere.
const LONGEST_REPLACED: usize = 5;

impl Rule {
    /// Reads a rule as the labels write it: "L2+e", "K0+", "=be".
    pub(crate) fn parse(rule: &str) -> Rule {
        let cut = || {
            let (head, add) = rule.get(1..)?.split_once('+')?;
            let keep_case = match rule.as_bytes().first()? {
                b'K' => true,
                b'L' => false,
                _ => return None,
            };
            Some(Rule::Cut { keep_case, cut: head.parse().ok()?, add: add.to_string() })
        };
        cut().unwrap_or_else(|| Rule::Whole(rule.strip_prefix('=').unwrap_or(rule).to_string()))
    }

    /// The lemma of a form, or `None` where the rule does not fit it.
    fn lemma(&self, form: &str) -> Option<String> {
        match self {
            Rule::Whole(lemma) => (form.chars().count() <= LONGEST_REPLACED).then(|| lemma.clone()),
            Rule::Cut { keep_case, cut, add } => {
                let mut lemma = if *keep_case { form.to_string() } else { form.to_lowercase() };
                for _ in 0..*cut {
                    lemma.pop()?;
                }
                if lemma.is_empty() {
                    return None;
                }
                lemma.push_str(add);
                Some(lemma)
            }
        }
    }
}

/// The lemma of a word.
pub(crate) fn lemma(form: &str, pos: Pos, lexicon: &Lexicon, rules: &[Rule], scores: &[f32]) -> String {
    let mut lemmas = by_rule(form, rules, scores).peekable();
    let name = form.starts_with(char::is_uppercase) && lemmas.peek().is_some_and(|lemma| lemma == form);
    if let Some(lemma) = lexicon.lemma(&form.to_lowercase(), pos)
        && !name
    {
        return lemma.to_string();
    }
    let mut first = None;
    for lemma in lemmas {
        if lexicon.knows(&lemma, pos) || !matches!(pos, Pos::Verb | Pos::Noun | Pos::Adj | Pos::Adv | Pos::Aux) {
            return lemma;
        }
        first.get_or_insert(lemma);
    }
    first.unwrap_or_else(|| form.to_lowercase())
}

/// The lemmas by the rules that fit, the best rule first.
fn by_rule(form: &str, rules: &[Rule], scores: &[f32]) -> impl Iterator<Item = String> {
    let mut order: Vec<usize> = (0..scores.len().min(rules.len())).filter(|&rule| !scores[rule].is_nan()).collect();
    let better = |&a: &usize, &b: &usize| scores[b].total_cmp(&scores[a]).then(a.cmp(&b));
    if order.len() > TRIED {
        order.select_nth_unstable_by(TRIED, better);
        order.truncate(TRIED);
    }
    order.sort_unstable_by(better);
    order.into_iter().filter_map(|rule| rules[rule].lemma(form))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lemma_of(form: &str, pos: Pos, best: &[&str]) -> String {
        let lexicon = Lexicon::of("men\tNOUN\tman\nfires\tVERB\tfire\ndenied\tADJ\tdenied").expect("a list");
        let rules: Vec<Rule> = ["L2+", "L0+", "K0+", "=be", "L3+y", "L1+", "L9+"].map(Rule::parse).into();
        let scores: Vec<f32> = rules
            .iter()
            .map(|rule| best.iter().position(|&name| Rule::parse(name) == *rule).map_or(-9.0, |place| -(place as f32)))
            .collect();
        lemma(form, pos, &lexicon, &rules, &scores)
    }

    #[test]
    fn the_best_rule_that_fits_makes_the_lemma() {
        assert_eq!(lemma_of("Shelled", Pos::Verb, &["L2+"]), "shell");
        assert_eq!(lemma_of("Kharkiv", Pos::Propn, &["K0+"]), "Kharkiv");
        assert_eq!(lemma_of("were", Pos::Aux, &["=be"]), "be");
        assert_eq!(lemma_of("ENEMIES", Pos::Noun, &["L3+y"]), "enemy");
        assert_eq!(lemma_of("evacuations", Pos::Noun, &["=be", "L1+"]), "evacuation", "a long form is not replaced");
        assert_eq!(lemma_of("fled", Pos::Verb, &["L9+", "L0+"]), "fled", "more letters than it has are not cut");
    }

    #[test]
    fn what_the_treebanks_know_comes_first() {
        assert_eq!(lemma_of("Men", Pos::Noun, &["L0+"]), "man");
        assert_eq!(lemma_of("fired", Pos::Verb, &["L2+", "L1+"]), "fire", "nobody has seen fir");
    }

    #[test]
    fn scores_may_be_anything() {
        let rules = [Rule::parse("L1+")];
        let lexicon = Lexicon::of("").expect("an empty list");
        assert_eq!(lemma("Ş", Pos::Noun, &lexicon, &rules, &[]), "ş");
        assert_eq!(lemma("x", Pos::Verb, &lexicon, &rules, &[f32::NAN, 1.0]), "x");
        assert!(Lexicon::of("men NOUN man").is_err());
    }
}
