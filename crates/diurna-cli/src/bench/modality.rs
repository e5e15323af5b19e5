//! Modality: what was denied, feared, demanded, planned or tried never counts as happened.
//!
//! In: a table of sentences (TSV: text, anchor, stance, actuality), like gold/modality. Out: `right`, the share of sentences in which what did not
//! happen has no claim that says so, and what did happen has one; `found`, the share with a claim on the anchor; and over those
//! `actuality` and `stance`, the share exactly as asked. `n` is the number of sentences.

use std::path::Path;

use diurna::Coder;
use diurna_record::{Actuality, Claim, Stance};
use diurna_text::{Report, Span};

use super::{Figures, files, read, share};
use crate::together;

/// Measures on every sentence.
pub(super) fn figures(coder: &Coder, path: &Path) -> Result<Figures, String> {
    let mut cases = Vec::new();
    for file in files(path, "tsv")? {
        for (number, line) in read(&file)?.lines().enumerate().skip(1).filter(|(_, line)| !line.trim().is_empty()) {
            let case = case(line).map_err(|why| format!("{}:{}: {why}", file.display(), number + 1))?;
            cases.push(case);
        }
    }
    let told = together::map(together::threads(None), cases.iter().collect(), |case: &Case| told(coder, case));
    let found = told.iter().filter(|told| told.found).count();
    let count = |of: fn(&Told) -> bool| told.iter().filter(|told| of(told)).count();
    Ok(Figures {
        n: cases.len(),
        values: vec![
            ("right", share(count(|told| told.right), cases.len())),
            ("found", share(found, cases.len())),
            ("actuality", share(count(|told| told.actuality), found)),
            ("stance", share(count(|told| told.stance), found)),
        ],
        by_type: Vec::new(),
    })
}

/// A sentence with a happening, and what must be said of it.
struct Case {
    text: String,
    anchor: Span,
    stance: Stance,
    actuality: Actuality,
}

fn case(line: &str) -> Result<Case, String> {
    let cells: Vec<&str> = line.split('\t').collect();
    let [text, anchor, stance, actuality] = cells[..] else { return Err("not four cells".to_owned()) };
    let start = text.find(anchor).ok_or_else(|| format!("“{anchor}” does not stand in the text"))?;
    let anchor = Span::within(text, start, start + anchor.len()).ok_or("no anchor")?;
    Ok(Case {
        text: text.to_owned(),
        anchor,
        stance: Stance::parse(stance).ok_or_else(|| format!("“{stance}” is no stance"))?,
        actuality: Actuality::parse(actuality).ok_or_else(|| format!("“{actuality}” is no actuality"))?,
    })
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Told {
    right: bool,
    found: bool,
    actuality: bool,
    stance: bool,
}

fn told(coder: &Coder, case: &Case) -> Told {
    let record = coder.code(&Report::of(&case.text));
    let here: Vec<&Claim> = record.claims.iter().filter(|claim| claim.anchor.at.overlaps(case.anchor)).collect();
    let real = |actuality: Actuality| matches!(actuality, Actuality::Happened | Actuality::Ongoing);
    let said = here.iter().any(|claim| real(claim.actuality));
    Told {
        right: said == real(case.actuality),
        found: !here.is_empty(),
        actuality: here.iter().any(|claim| claim.actuality == case.actuality),
        stance: here.iter().any(|claim| claim.stance == case.stance),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_needs_its_anchor_in_its_text() {
        assert!(case("Rebels may attack.\tattack\tasserts\thypothetical").is_ok());
        assert!(case("Rebels may attack.\tshell\tasserts\thypothetical").is_err());
        assert!(case("Rebels may attack.\tattack\tasserts").is_err());
    }
}
