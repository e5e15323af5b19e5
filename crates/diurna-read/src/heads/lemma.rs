//! Dictionary forms by rule: how many letters go at the end, which come in their place.
//!
//! In: a word and the scores of the rules. Out: its lemma. A rule that does not fit the word is passed over for the next best.

/// How the lemma of a form is made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Rule {
    /// Cut letters at the end and add others, in small letters or as written.
    Cut { keep_case: bool, cut: usize, add: String },
    /// Another word altogether.
    Whole(String),
}

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

/// The lemma by the best rule that fits.
pub(crate) fn lemma(form: &str, rules: &[Rule], scores: &[f32]) -> String {
    let mut ceiling = (f32::INFINITY, usize::MAX);
    for _ in 0..4 {
        let below = |&(index, &score): &(usize, &f32)| score < ceiling.0 || (score == ceiling.0 && index > ceiling.1);
        let next = scores.iter().enumerate().filter(below).reduce(|best, other| if other.1 > best.1 { other } else { best });
        let Some((index, &score)) = next else { break };
        if let Some(lemma) = rules.get(index).and_then(|rule| rule.lemma(form)) {
            return lemma;
        }
        ceiling = (score, index);
    }
    form.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_rule_that_fits_makes_the_lemma() {
        let rules: Vec<Rule> = ["L2+", "L0+", "K0+", "=be", "L3+y", "L9+"].map(Rule::parse).into();
        let only = |index: usize| (0..rules.len()).map(|other| if other == index { 1.0 } else { 0.0 }).collect::<Vec<f32>>();
        assert_eq!(lemma("Shelled", &rules, &only(0)), "shell");
        assert_eq!(lemma("Kharkiv", &rules, &only(2)), "Kharkiv");
        assert_eq!(lemma("were", &rules, &only(3)), "be");
        assert_eq!(lemma("ENEMIES", &rules, &only(4)), "enemy");
        assert_eq!(lemma("evacuations", &rules, &[0.5, 0.0, 0.0, 1.0, 0.0, 0.0]), "evacuatio", "a long form is not replaced");
        assert_eq!(lemma("fled", &rules, &[0.0, 0.5, 0.0, 0.0, 0.0, 1.0]), "fled", "more letters than it has are not cut");
        assert_eq!(lemma("Ş", &rules, &[]), "ş");
        assert_eq!(lemma("x", &rules, &[f32::NAN; 6]), "x");
    }
}
