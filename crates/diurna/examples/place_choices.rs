//! What speaks for each place that the toponyms of articles may mean, for training/places.py.
//!
//! In: LGL, TR-News or GeoVirus XML. Out: a line a gold toponym with coordinates: article, then for every candidate its kilometres to the
//! gold point and its signs. Usage: `place_choices FILE.xml…`

#![allow(clippy::disallowed_methods, reason = "an example reads the files it is given")]

use diurna::resolve::place::{Gazetteer, Setting, choices};
use diurna_record::CodePoints;
use diurna_record::score::kilometres;
use diurna_text::{Document, Report, Span};
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let gazetteer = Gazetteer::embedded()?;
    for path in std::env::args().skip(1) {
        let written = std::fs::read_to_string(&path)?;
        let tree = roxmltree::Document::parse(&written)?;
        let articles = tree.descendants().filter(|node| node.has_tag_name("article"));
        for (number, article) in articles.enumerate() {
            told(number, article, &gazetteer);
        }
    }
    Ok(())
}

fn told(number: usize, article: roxmltree::Node, gazetteer: &Gazetteer) {
    let text = |node: roxmltree::Node, name: &str| {
        node.descendants().find(|it| it.has_tag_name(name)).and_then(|it| it.text()).unwrap_or("").to_owned()
    };
    let report = Report::of(text(article, "text"));
    let document = Document::of(&report);
    let points = CodePoints::of(document.text());
    let toponyms = article.descendants().filter(|it| it.has_tag_name("toponym") || it.has_tag_name("location"));
    let place = |node: roxmltree::Node| {
        let number = |name: &str| text(node, name).trim().parse::<usize>().ok();
        let degrees = |name: &str| text(node, name).trim().parse::<f64>().ok();
        let at = points.span([number("start")?, number("end")?])?;
        // GeoVirus counts a little beside the name.
        let name = text(node, "name");
        let near = document.text().match_indices(&name).filter(|_| !name.is_empty());
        let start = near.map(|(start, _)| start).min_by_key(|start| start.abs_diff(at.start()));
        let named = start.and_then(|start| Span::within(document.text(), start, start + name.len()));
        Some((named.unwrap_or(at), (degrees("lat")?, degrees("lon")?)))
    };
    let (spans, lie): (Vec<_>, Vec<_>) = toponyms.filter_map(place).unzip();
    for (candidates, gold) in choices(&spans, &Setting::of(&report, &document), gazetteer).iter().zip(lie) {
        print!("{number}");
        for (candidate, signs) in candidates {
            let signs: Vec<String> = signs.iter().map(|(name, value)| format!("{name}={value:.3}")).collect();
            print!("\t{:.0}:{}", kilometres((candidate.lat, candidate.lon), gold), signs.join(","));
        }
        println!();
    }
}
