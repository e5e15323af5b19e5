//! Tolls: how many were killed and injured in the incident that an article is about.
//!
//! In: a folder with GVA's `articles.jsonl` and `incidents.jsonl`, or Airwars' `incidents.extracted.jsonl`. Out: the share of articles
//! whose toll is the incident's, and whose toll is within one or a tenth of it. `n` is the number of articles with a text and an incident.
//!
//! The headline counts as the first line of an article. A toll is derived from its claims as somebody would who logs one incident an
//! article:
//!
//! - Of the claims of one harm that happened, those count that are told as news, not as background, and stand for themselves, not as
//!   a part of another. A single victim ("a man", a name) is one.
//! - Where a shooting and a toll of the killed have the same anchor ("four were shot"), the count is of those hit, not of the dead.
//! - Of several figures the one told most often is taken, the first of them where that leaves a choice: a later remark on some of the
//!   victims, or on another incident, is told less often than the toll itself.
//! - Injured are, where no claim counts them, those hit less those killed.
//! - Nothing told is compared as none.
//!
//! Where the incident has a least and a most, a toll between them is exact.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use diurna::Coder;
use diurna_record::{Actuality, Claim, Record};
use diurna_text::{Report, Span};
use serde_json::Value;

use super::{Figures, read, share};
use crate::together;

/// The least and the most of a toll.
type Bounds = (u64, u64);

/// An article and what its incident cost; none where that is not known.
#[derive(Debug, Default)]
struct Article {
    report: Report,
    killed: Option<Bounds>,
    injured: Option<Bounds>,
}

/// Killed and injured, by one article.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Toll {
    killed: Option<u64>,
    injured: Option<u64>,
}

/// Measures the coder on every article.
pub(super) fn figures(coder: &Coder, path: &Path) -> Result<Figures, String> {
    let articles = articles(path)?;
    let tolls = together::map(together::threads(None), articles.iter().collect(), |article| {
        derived(coder, &coder.code(&article.report))
    });
    let told =
        |gold: fn(&Article) -> Option<Bounds>, ours: fn(&Toll) -> Option<u64>, right: fn(u64, Bounds) -> bool| {
            let pairs = articles.iter().zip(&tolls).filter_map(|(article, toll)| Some((gold(article)?, ours(toll))));
            let right: Vec<bool> = pairs.map(|(bounds, ours)| right(ours.unwrap_or(0), bounds)).collect();
            share(right.iter().filter(|right| **right).count(), right.len())
        };
    Ok(Figures {
        n: articles.len(),
        values: vec![
            ("killed_exact", told(|article| article.killed, |toll| toll.killed, exact)),
            ("killed_within", told(|article| article.killed, |toll| toll.killed, within)),
            ("injured_exact", told(|article| article.injured, |toll| toll.injured, exact)),
            ("injured_within", told(|article| article.injured, |toll| toll.injured, within)),
        ],
        by_type: Vec::new(),
    })
}

fn exact(ours: u64, (least, most): Bounds) -> bool {
    (least..=most).contains(&ours)
}

/// Within one or a tenth of it.
fn within(ours: u64, (least, most): Bounds) -> bool {
    let slack = |gold: u64| (gold / 10).max(1);
    (least.saturating_sub(slack(least))..=most.saturating_add(slack(most))).contains(&ours)
}

// ---- the toll of an article ----

fn derived(coder: &Coder, record: &Record) -> Toll {
    let news =
        |claim: &&Claim| !claim.background && matches!(claim.actuality, Actuality::Happened | Actuality::Ongoing);
    let shots: BTreeSet<Span> =
        record.claims.iter().filter(|claim| claim.kind.family() == "fight").map(|claim| claim.anchor.at).collect();
    let (mut killed, mut injured, mut hit) = (Vec::new(), Vec::new(), Vec::new());
    for claim in record.claims.iter().filter(news) {
        let count = claim.count.as_ref().filter(|count| count.part_of.is_none()).and_then(|count| count.value);
        match claim.kind.as_str() {
            "toll.killed" if shots.contains(&claim.anchor.at) => hit.extend(count),
            "toll.killed" => killed.extend(count),
            "toll.injured" => injured.extend(count),
            _ if claim.kind.family() == "fight" => hit.extend(persons(coder, claim)),
            _ => {}
        }
    }
    let killed = most_told(&killed);
    let hit = most_told(&hit).map(|hit| hit.saturating_sub(killed.unwrap_or(0)));
    Toll { killed, injured: most_told(&injured).or(hit) }
}

/// How many the victims of a deed are, where its words tell.
fn persons(coder: &Coder, claim: &Claim) -> Option<u64> {
    let victims = claim.against.first()?;
    coder.knowledge().counts.parse(&victims.text)?.value
}

/// The figure that is told most often, the first of them; none and nobody are left out.
fn most_told(told: &[u64]) -> Option<u64> {
    let told: Vec<u64> = told.iter().copied().filter(|&value| value > 0).collect();
    let mut times: BTreeMap<u64, usize> = BTreeMap::new();
    for value in &told {
        *times.entry(*value).or_default() += 1;
    }
    let most = *times.values().max()?;
    told.into_iter().find(|value| times.get(value) == Some(&most))
}

// ---- files ----

fn articles(path: &Path) -> Result<Vec<Article>, String> {
    let within = |name: &str| path.join(name);
    if path.is_dir() && within("articles.jsonl").is_file() {
        return gva(&within("articles.jsonl"), &within("incidents.jsonl"));
    }
    let file: PathBuf = if path.is_dir() { within("incidents.extracted.jsonl") } else { path.to_owned() };
    airwars(&file)
}

/// The objects of a file, one a line.
pub(super) fn objects(file: &Path) -> Result<Vec<(usize, Value)>, String> {
    let text = read(file)?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(index, line)| match serde_json::from_str(line) {
            Ok(object @ Value::Object(_)) => Ok((index + 1, object)),
            Ok(_) => Err(format!("{}:{}: not an object", file.display(), index + 1)),
            Err(error) => Err(format!("{}:{}: {}", file.display(), index + 1, error.to_string().to_lowercase())),
        })
        .collect()
}

pub(super) fn string<'v>(object: &'v Value, key: &str) -> Option<&'v str> {
    object.get(key).and_then(Value::as_str).filter(|text| !text.trim().is_empty())
}

/// An article's `incident` is its incident's `incident_uri`; where it has none, the incident lists the article's `uri` among its sources.
fn gva(articles: &Path, incidents: &Path) -> Result<Vec<Article>, String> {
    let mut costs: BTreeMap<String, (Option<Bounds>, Option<Bounds>)> = BTreeMap::new();
    for (line, incident) in objects(incidents)? {
        let wrong = |key: &str| format!("{}:{line}: no {key}", incidents.display());
        let id = string(&incident, "incident_uri").ok_or_else(|| wrong("incident_uri"))?;
        let cost = |key: &str| incident.get(key).and_then(number).map(|value| (value, value));
        let cost = (cost("num_killed"), cost("num_injured"));
        for key in ["incident_sources", "original_sources"] {
            for (source, copy) in incident.get(key).and_then(Value::as_object).into_iter().flatten() {
                costs.entry(source.clone()).or_insert(cost);
                if let Some(copy) = copy.as_str() {
                    costs.entry(copy.to_owned()).or_insert(cost);
                }
            }
        }
        costs.insert(id.to_owned(), cost);
    }
    let mut found = Vec::new();
    for (_, article) in objects(articles)? {
        let mut keys = ["incident", "uri"].into_iter().filter_map(|key| string(&article, key));
        let cost = keys.find_map(|key| costs.get(key));
        let (Some((killed, injured)), Some(content)) = (cost, string(&article, "content")) else { continue };
        let title = string(&article, "title").unwrap_or("");
        let published = string(&article, "dct").and_then(|day| day.get(..10)).and_then(|day| day.parse().ok());
        let text = format!("{}\n\n{content}", title.trim());
        let report = Report { text: text.trim_start().to_owned(), published, ..Report::default() };
        found.push(Article { report, killed: *killed, injured: *injured });
    }
    match found.is_empty() {
        true => Err(format!("{}: no article of an incident of {}", articles.display(), incidents.display())),
        false => Ok(found),
    }
}

/// Incidents as extracted from Airwars' assessments. The text is the longest string of an object; a toll is its numbers (or strings
/// like "3–5") whose keys, from the outermost inwards, speak of the killed or of the injured, those of civilians before others.
fn airwars(file: &Path) -> Result<Vec<Article>, String> {
    let mut found = Vec::new();
    for (line, incident) in objects(file)? {
        let mut leaves = Vec::new();
        flatten("", &incident, &mut leaves);
        let text = leaves.iter().filter_map(|(_, value)| value.as_str()).max_by_key(|text| text.len());
        let mut days =
            leaves.iter().filter(|(keys, _)| keys.contains("date")).filter_map(|(_, day)| day.as_str()?.get(..10));
        let published = days.find_map(|day| day.parse().ok());
        let text = text.filter(|text| text.contains(' '));
        let text = text.ok_or_else(|| format!("{}:{line}: no text", file.display()))?;
        let killed = bounds(&leaves, &["kill", "death", "fatal"]);
        let injured = bounds(&leaves, &["injur", "wound"]);
        if killed.or(injured).is_some() {
            let report = Report { text: text.to_owned(), published, ..Report::default() };
            found.push(Article { report, killed, injured });
        }
    }
    if found.is_empty() { Err(format!("{}: no incident with a toll", file.display())) } else { Ok(found) }
}

/// Every value that holds no other, with the keys that lead to it.
fn flatten<'v>(keys: &str, value: &'v Value, leaves: &mut Vec<(String, &'v Value)>) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                flatten(&format!("{keys}_{}", key.to_lowercase()), value, leaves);
            }
        }
        Value::Array(values) => {
            for value in values {
                flatten(keys, value, leaves);
            }
        }
        _ => leaves.push((keys.to_owned(), value)),
    }
}

fn bounds(leaves: &[(String, &Value)], harm: &[&str]) -> Option<Bounds> {
    let of_harm = |key: &str| harm.iter().any(|word| key.contains(word));
    let mut numbers: Vec<(bool, u64)> = Vec::new();
    for (key, value) in leaves.iter().filter(|(key, _)| of_harm(key)) {
        let civilians = key.contains("civilian");
        match value {
            Value::String(text) if text.len() <= 24 => numbers.extend(digits(text).map(|value| (civilians, value))),
            value => numbers.extend(number(value).map(|value| (civilians, value))),
        }
    }
    let civilians = numbers.iter().any(|(civilians, _)| *civilians);
    let told = || numbers.iter().filter(|(own, _)| *own == civilians).map(|(_, value)| *value);
    Some((told().min()?, told().max()?))
}

fn number(value: &Value) -> Option<u64> {
    let whole = |value: f64| (value >= 0.0 && value.fract() == 0.0).then_some(value as u64);
    value.as_u64().or_else(|| value.as_f64().and_then(whole)).or_else(|| value.as_str()?.trim().parse().ok())
}

fn digits(text: &str) -> impl Iterator<Item = u64> {
    text.split(|c: char| !c.is_ascii_digit() && c != ',').filter_map(|part| part.replace(',', "").parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn within_is_one_or_a_tenth() {
        assert!(within(4, (3, 3)) && !within(5, (3, 3)));
        assert!(within(108, (100, 100)) && !within(111, (100, 100)));
        assert!(exact(4, (3, 5)) && !exact(6, (3, 5)));
    }

    #[test]
    fn the_figure_told_most_often_is_the_toll() {
        assert_eq!(most_told(&[4, 1, 4, 2, 1]), Some(4));
        assert_eq!(most_told(&[2, 3]), Some(2));
        assert_eq!(most_told(&[0]), None);
    }

    #[test]
    fn an_article_gets_the_cost_of_its_incident() {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("written");
        write(
            "incidents.jsonl",
            "{\"incident_uri\":\"7\",\"num_killed\":1,\"num_injured\":2,\"original_sources\":{\"u\":\"\"}}\n",
        );
        write(
            "articles.jsonl",
            "{\"incident\":\"7\",\"title\":\"Shots\",\"content\":\"One fell.\",\"dct\":\"2014-05-06\"}\n\
             {\"incident\":\"8\",\"content\":\"Two fell.\"}\n{\"uri\":\"u\",\"content\":\"One fell.\"}\n",
        );
        let found = articles(folder.path()).expect("it is read");
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].killed, found[0].injured), (Some((1, 1)), Some((2, 2))));
        assert_eq!(found[0].report.text, "Shots\n\nOne fell.");
        write("articles.jsonl", "{\"incident\":\n");
        assert!(articles(folder.path()).expect_err("cut off").contains("articles.jsonl:1:"));
    }

    #[test]
    fn a_toll_between_bounds_is_found_by_its_keys() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("incidents.extracted.jsonl");
        let line = "{\"text\":\"A strike hit a car near the town.\",\"date\":\"2017-03-02\",\
            \"civilians\":{\"killed\":{\"min\":3,\"max\":5},\"injured\":\"4\"},\"militants_killed\":9}\n";
        fs::write(&file, line).expect("written");
        let found = articles(folder.path()).expect("it is read");
        assert_eq!((found[0].killed, found[0].injured), (Some((3, 5)), Some((4, 4))));
        assert!(found[0].report.published.is_some());
    }
}
