//! How many places of gold reports come out right, given the gold place words.
//!
//! `cargo run --example places_scored -- [--misses] FILE…` prints country accuracy, the share within 25 km over gold places with coordinates, and grain
//! accuracy; with `--misses` each wrong place with what came out.

#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "an example reads the files it is given")]

use diurna::resolve::place::{Gazetteer, Setting, resolve};
use diurna_record::score::kilometres;
use diurna_record::{GoldReport, Place};
use diurna_text::{Document, Report, Span};
use std::error::Error;

#[derive(Default)]
struct Tally {
    right: usize,
    all: usize,
}

impl Tally {
    fn add(&mut self, right: bool) -> bool {
        self.all += 1;
        self.right += usize::from(right);
        right
    }

    fn line(&self, name: &str) {
        println!("{name:12} {:.3}  ({} of {})", self.right as f64 / self.all.max(1) as f64, self.right, self.all);
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut files: Vec<String> = std::env::args().skip(1).collect();
    let misses = files.iter().any(|file| file == "--misses");
    files.retain(|file| file != "--misses");
    let started = std::time::Instant::now();
    let gazetteer = Gazetteer::embedded()?;
    println!("{} places opened in {:?}", gazetteer.len(), started.elapsed());
    let [mut country, mut near, mut grain, mut false_point] = [(); 4].map(|()| Tally::default());
    let started = std::time::Instant::now();
    for file in &files {
        let gold = GoldReport::parse(file, &std::fs::read_to_string(file)?)?;
        let meta = &gold.report;
        let report = Report {
            text: gold.text.clone(),
            title: meta.title.clone(),
            published: meta.published,
            ..Report::default()
        };
        let document = Document::of(&report);
        let places: Vec<&Place> = gold.claims.iter().filter_map(|claim| claim.place.as_ref()).collect();
        let spans: Vec<Span> = places.iter().map(|place| place.at).collect();
        let found = resolve(&spans, &Setting::of(&report, &document), &gazetteer);
        for (gold, found) in places.iter().zip(&found) {
            let mut right = country.add(gold.country == found.country);
            if let (Some(lat), Some(lon)) = (gold.lat, gold.lon) {
                let close = found.lat.zip(found.lon).is_some_and(|at| kilometres((lat, lon), at) <= 25.0);
                right &= near.add(close);
            } else {
                false_point.add(found.lat.is_none());
            }
            let grain_right = grain.add(gold.grain == found.grain);
            if misses && !(right && grain_right) {
                print_miss(file, gold, found);
            }
        }
    }
    country.line("country");
    near.line("within 25 km");
    grain.line("grain");
    false_point.line("no point");
    println!("{} reports in {:?}", files.len(), started.elapsed());
    Ok(())
}

fn print_miss(file: &str, gold: &Place, found: &Place) {
    let name =
        std::path::Path::new(file).file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let show = |place: &Place| {
        let at = place.lat.zip(place.lon).map_or("—".to_owned(), |(lat, lon)| format!("{lat:.2} {lon:.2}"));
        format!(
            "{} | {} | {} | {}",
            place.name.as_deref().unwrap_or("—"),
            place.country.as_deref().unwrap_or("—"),
            at,
            place.grain.as_str()
        )
    };
    println!("{name} \"{}\"\n    gold  {}\n    found {}", gold.text, show(gold), show(found));
}
