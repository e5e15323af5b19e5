//! Stories: which articles tell of one incident.
//!
//! In: a folder with GVA's `articles.jsonl` and `incidents.jsonl`, and beside them `records.jsonl` where the articles were coded before (by
//! their `id`). Out: B³ over the articles with a text that were published within sixty days of their incident, each article once. Fusion
//! sees the records of these articles alone.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use diurna::Coder;
use diurna_fuse::Words;
use diurna_record::Record;
use diurna_record::score::B3;
use diurna_text::Report;
use jiff::civil::Date;
use jiff::fmt::strtime;
use serde_json::Value;

use super::tolls::{objects, string};
use super::{Figures, read};
use crate::together;

/// How long after an incident an article still counts, in days; one day before it, since clocks differ.
const WITHIN: std::ops::RangeInclusive<i32> = -1..=60;

/// Measures fusion on the articles of a folder.
pub(super) fn figures(coder: &Coder, path: &Path) -> Result<Figures, String> {
    let articles = articles(path)?;
    let coded = coded(&path.join("records.jsonl"))?;
    let words = Words::embedded().map_err(|error| error.to_string())?;
    let records: Vec<Record> = together::map(together::threads(None), articles.iter().collect(), |(report, _)| {
        coded.get(&report.id).cloned().unwrap_or_else(|| coder.code(report))
    });
    let mut story: BTreeMap<String, usize> = BTreeMap::new();
    for (number, told) in diurna_fuse::fuse(&records, &words).into_iter().enumerate() {
        let reports = told.reports.into_iter().chain(told.copies.into_iter().flatten());
        story.extend(reports.map(|report| (report, number)));
    }
    let place = |report: &Report| story.get(&report.id).copied().unwrap_or(usize::MAX);
    let b3 = B3::of(articles.iter().map(|(report, incident)| (*incident, place(report))));
    let incidents: BTreeSet<usize> = articles.iter().map(|(_, incident)| *incident).collect();
    let (precision, recall) = b3.parts().unzip();
    Ok(Figures {
        n: articles.len(),
        values: vec![
            ("b3_f1", b3.f1()),
            ("b3_p", precision),
            ("b3_r", recall),
            ("incidents", Some(incidents.len() as f64)),
        ],
        by_type: Vec::new(),
    })
}

/// Records that were made before, by the id of their report; none where there is no such file.
fn coded(path: &Path) -> Result<BTreeMap<String, Record>, String> {
    if !path.is_file() {
        return Ok(BTreeMap::new());
    }
    let name = path.display();
    let mut coded = BTreeMap::new();
    for (number, line) in read(path)?.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let record = Record::from_json(line).map_err(|error| format!("{name}:{}: {error}", number + 1))?;
        coded.insert(record.report.id.clone(), record);
    }
    Ok(coded)
}

/// The articles in question, each with the number of its incident.
fn articles(path: &Path) -> Result<Vec<(Report, usize)>, String> {
    let mut sources: BTreeMap<String, (usize, Date)> = BTreeMap::new();
    for (number, (_, incident)) in objects(&path.join("incidents.jsonl"))?.into_iter().enumerate() {
        let day = string(&incident, "date").and_then(|day| strtime::parse("%B %d, %Y", day).ok()?.to_date().ok());
        let (Some(day), Some(id)) = (day, string(&incident, "incident_uri")) else { continue };
        for key in ["incident_sources", "original_sources"] {
            for (source, copy) in incident.get(key).and_then(Value::as_object).into_iter().flatten() {
                sources.entry(source.clone()).or_insert((number, day));
                if let Some(copy) = copy.as_str() {
                    sources.entry(copy.to_owned()).or_insert((number, day));
                }
            }
        }
        sources.insert(id.to_owned(), (number, day));
    }
    let mut articles = Vec::new();
    let mut seen = BTreeSet::new();
    for (_, article) in objects(&path.join("articles.jsonl"))? {
        let incident =
            ["incident", "uri"].into_iter().filter_map(|key| string(&article, key)).find_map(|key| sources.get(key));
        let published = string(&article, "dct").and_then(|day| day.get(..10)?.parse::<Date>().ok());
        let parts = (incident, published, string(&article, "content"), string(&article, "id"));
        let (Some(&(incident, day)), Some(published), Some(content), Some(id)) = parts else { continue };
        let after = day.until(published).map_or(i32::MAX, |span| span.get_days());
        if WITHIN.contains(&after) && seen.insert(id.to_owned()) {
            let text = format!("{}\n\n{content}", string(&article, "title").unwrap_or("").trim());
            let report = Report {
                id: id.to_owned(),
                published: Some(published),
                text: text.trim_start().to_owned(),
                ..Report::default()
            };
            articles.push((report, incident));
        }
    }
    match articles.is_empty() {
        true => Err(format!("{}: no article of an incident", path.display())),
        false => Ok(articles),
    }
}
