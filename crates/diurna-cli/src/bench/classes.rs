//! CASE-2021 task 2: the ACLED sub-event type of a snippet of news.
//!
//! In: a TSV whose last column is the type and whose longest is the text. Out: F1 of the types, weighted by the gold and averaged over them. A
//! text has the first ACLED type of the kind of its first claim that has one and that happened; without one it is `OTHER`. The names of the types
//! stand in data/codes/acled.toml. `n` is the number of texts.

use std::collections::BTreeMap;
use std::path::Path;

use diurna::Coder;
use diurna_record::Actuality;
use diurna_text::Report;

use super::{Figures, Matches, files, read};
use crate::together;

/// What has no type of its own.
const OTHER: &str = "OTHER";

/// Measures on every text.
pub(super) fn figures(coder: &Coder, path: &Path) -> Result<Figures, String> {
    let names = names()?;
    let mut texts: Vec<(String, String)> = Vec::new();
    for file in files(path, "tsv")? {
        for (number, line) in read(&file)?.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let row = row(line).ok_or_else(|| format!("{}:{}: not a text and a type", file.display(), number + 1))?;
            let heading = number == 0 && !names.values().any(|name| *name == row.1);
            texts.extend(Some(row).filter(|_| !heading));
        }
    }
    let found = together::map(together::threads(None), texts.iter().collect(), |(text, _)| class(coder, &names, text));
    let mut types: BTreeMap<&str, Matches> = BTreeMap::new();
    for ((_, gold), ours) in texts.iter().zip(&found) {
        types.entry(gold).or_default().gold += 1;
        types.entry(ours).or_default().ours += 1;
        types.entry(gold).or_default().hits += usize::from(gold == ours);
    }
    let told: Vec<&Matches> = types.values().filter(|matches| matches.gold > 0).collect();
    let f1 = |matches: &Matches| matches.f1().unwrap_or(0.0);
    let weighted =
        told.iter().map(|matches| f1(matches) * matches.gold as f64).sum::<f64>() / texts.len().max(1) as f64;
    let mean = told.iter().map(|matches| f1(matches)).sum::<f64>() / told.len().max(1) as f64;
    Ok(Figures {
        n: texts.len(),
        values: vec![("weighted_f1", Some(weighted)), ("macro_f1", Some(mean))],
        by_type: Vec::new(),
    })
}

/// ACLED's names of its types → the corpus's.
fn names() -> Result<BTreeMap<String, String>, String> {
    let table: toml::Table =
        toml::from_str(diurna_data::CODES_ACLED).map_err(|error| format!("codes/acled.toml: {error}"))?;
    let classes = table.get("classes").and_then(toml::Value::as_table).ok_or("codes/acled.toml: no [classes]")?;
    Ok(classes.iter().filter_map(|(name, class)| Some((name.clone(), class.as_str()?.to_owned()))).collect())
}

fn row(line: &str) -> Option<(String, String)> {
    let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
    let (class, others) = cells.split_last()?;
    let text = others.iter().max_by_key(|cell| cell.len())?;
    Some(((*text).to_owned(), (*class).to_owned()))
}

fn class(coder: &Coder, names: &BTreeMap<String, String>, text: &str) -> String {
    let record = coder.code(&Report::of(text));
    let real = record.claims.iter().filter(|claim| matches!(claim.actuality, Actuality::Happened | Actuality::Ongoing));
    let mut types = real.filter_map(|claim| {
        let acled = coder.kinds().get(claim.kind.as_str())?.codes.acled.as_ref()?;
        names.get(acled.sub.first()?).cloned()
    });
    let first = types.find(|class| class != OTHER);
    first.unwrap_or_else(|| OTHER.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_ends_in_its_type() {
        assert_eq!(
            row("7\tRebels and troops clashed.\tARMED_CLASH"),
            Some(("Rebels and troops clashed.".into(), "ARMED_CLASH".into()))
        );
    }

    #[test]
    fn every_type_of_a_kind_has_a_name() {
        let names = names().expect("the table");
        let kinds = diurna::lexicon::Kinds::embedded().expect("kinds");
        for acled in kinds.iter().filter_map(|kind| kind.codes.acled.as_ref()) {
            assert!(acled.sub.iter().all(|sub| names.contains_key(sub)), "{:?}", acled.sub);
        }
    }
}
