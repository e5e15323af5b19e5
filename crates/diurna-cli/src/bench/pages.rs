//! Saved pages: the article, the title and the day.
//!
//! In: a folder of folders with a `source.html`, the `expected.html` of its article and an `expected-metadata.json` (Mozilla's readability), or a folder with
//! a `ground-truth.json` and `html/ID.html.gz` (scrapinghub's article extraction benchmark). Out: precision and recall of the article's words
//! as a bag, the mean over the pages, and the F1 of both means, as that benchmark reckons them with runs of four words; and the share of
//! titles and days that are told exactly, where the corpus has them. `n` is the number of pages.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use diurna_io::input::{Defaults, day_of, reports_of, shown_text};
use diurna_text::Report;
use serde_json::Value;

use super::{Figures, Matches, read, share, told};
use crate::together;

/// The words and the self-description that a page should give.
struct Gold {
    page: PathBuf,
    text: String,
    title: Option<String>,
    published: Option<jiff::civil::Date>,
}

/// One page: its words, and whether title and day are right where they are known.
struct Page {
    words: Matches,
    title: Option<bool>,
    day: Option<bool>,
}

/// Measures on every page.
pub(super) fn figures(path: &Path) -> Result<Figures, String> {
    let truth = path.join("ground-truth.json");
    let gold = if truth.is_file() { scrapinghub(path, &truth)? } else { readability(path)? };
    let pages = together::map(together::threads(None), gold, |gold| page(&gold));
    let pages: Vec<Page> = pages.into_iter().collect::<Result<_, String>>()?;
    // A page without words of one kind says nothing about that side.
    let mean = |side: fn(&Matches) -> usize| {
        let shares: Vec<f64> = pages.iter().filter_map(|page| share(page.words.hits, side(&page.words))).collect();
        (!shares.is_empty()).then(|| shares.iter().sum::<f64>() / shares.len() as f64)
    };
    let (p, r) = (mean(|words| words.ours), mean(|words| words.gold));
    let f1 = p.zip(r).filter(|(p, r)| p + r > 0.0).map(|(p, r)| 2.0 * p * r / (p + r));
    let exact = |told: fn(&Page) -> Option<bool>| {
        let told: Vec<bool> = pages.iter().filter_map(told).collect();
        share(told.iter().filter(|right| **right).count(), told.len())
    };
    Ok(Figures {
        n: pages.len(),
        values: vec![
            ("token_p", p),
            ("token_r", r),
            ("token_f1", f1),
            ("title_exact", exact(|page| page.title)),
            ("date_exact", exact(|page| page.day)),
        ],
        by_type: Vec::new(),
    })
}

fn page(gold: &Gold) -> Result<Page, String> {
    let file = fs::File::open(&gold.page).map_err(|error| told(&gold.page, &error))?;
    let name = gold.page.to_string_lossy().into_owned();
    let found = reports_of(file, &name, &Defaults::default()).next();
    // A page that cannot be read gives nothing, and is counted so.
    let report = found.and_then(Result::ok).map(|given| given.report).unwrap_or_else(|| Report::of(""));
    let (ours, theirs) = (bag(&report.text), bag(&gold.text));
    let hits = ours.iter().map(|(word, times)| *times.min(theirs.get(word).unwrap_or(&0))).sum();
    let words = Matches { hits, gold: theirs.values().sum(), ours: ours.values().sum() };
    let line = |title: &str| title.split_whitespace().collect::<Vec<_>>().join(" ");
    Ok(Page {
        words,
        title: gold.title.as_deref().map(|title| report.title.as_deref().map(line) == Some(line(title))),
        day: gold.published.map(|day| report.published == Some(day)),
    })
}

/// How often each word stands in a text; a word is a run of letters, digits and low lines.
fn bag(text: &str) -> BTreeMap<&str, usize> {
    let mut bag = BTreeMap::new();
    for word in text.split(|letter: char| !letter.is_alphanumeric() && letter != '_').filter(|word| !word.is_empty()) {
        *bag.entry(word).or_insert(0) += 1;
    }
    bag
}

fn json(path: &Path) -> Result<Value, String> {
    serde_json::from_str(&read(path)?).map_err(|error| format!("{}: not json: {error}", path.display()))
}

fn scrapinghub(path: &Path, truth: &Path) -> Result<Vec<Gold>, String> {
    let truth = json(truth)?;
    let pages = truth.as_object().ok_or("ground-truth.json: not an object")?;
    let gold = |(id, page): (&String, &Value)| {
        let text = page.get("articleBody").and_then(Value::as_str).unwrap_or_default().to_owned();
        Gold { page: path.join("html").join(format!("{id}.html.gz")), text, title: None, published: None }
    };
    Ok(pages.iter().map(gold).collect())
}

fn readability(path: &Path) -> Result<Vec<Gold>, String> {
    let mut folders = Vec::new();
    walk(path, &mut folders)?;
    folders.sort();
    if folders.is_empty() {
        return Err(format!("{}: no folder with a source.html in it, and no ground-truth.json", path.display()));
    }
    let gold = |folder: &PathBuf| {
        let known = json(&folder.join("expected-metadata.json"))?;
        let word = |key: &str| known.get(key).and_then(Value::as_str).map(str::to_owned);
        Ok(Gold {
            page: folder.join("source.html"),
            text: shown_text(&read(&folder.join("expected.html"))?),
            title: word("title"),
            published: word("publishedTime").and_then(|written| day_of(&written)),
        })
    };
    folders.iter().map(gold).collect()
}

/// The folders below that hold a page, wherever the corpus was unpacked.
fn walk(path: &Path, found: &mut Vec<PathBuf>) -> Result<(), String> {
    if path.join("source.html").is_file() {
        found.push(path.to_owned());
        return Ok(());
    }
    for entry in fs::read_dir(path).map_err(|error| told(path, &error))? {
        let entry = entry.map_err(|error| told(path, &error))?;
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            walk(&entry.path(), found)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<html><head><title>Talks begin</title><meta property='article:published_time' content='2024-03-05'></head>
<body><nav><a href='/'>Home</a></nav><article><h1>Talks begin</h1><p>Talks between the two sides began on Tuesday in the capital, a mediator said.</p>
<p>They had been put off twice since the winter, and neither side had said when it would come, or whom it would send to them.</p></article></body></html>";

    fn figure(figures: &Figures, name: &str) -> Option<f64> {
        figures.values.iter().find(|(other, _)| *other == name).and_then(|(_, value)| *value)
    }

    #[test]
    fn a_page_of_readabilitys_corpus_is_measured() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let page = folder.path().join("test-pages/talks");
        fs::create_dir_all(&page).expect("a folder for the test");
        let expected = "<div><p>Talks between the two sides began on Tuesday in the capital, a mediator said.</p><p>They had been put off twice since the winter, and neither side had said when it would come, or whom it would send to them.</p></div>";
        let known = "{\"title\": \"Talks  begin\", \"publishedTime\": \"2024-03-05T08:00:00Z\"}";
        for (name, text) in [("source.html", PAGE), ("expected.html", expected), ("expected-metadata.json", known)] {
            fs::write(page.join(name), text).expect("a file for the test");
        }
        let figures = figures(folder.path()).expect("one page");
        assert_eq!((figures.n, figure(&figures, "title_exact")), (1, Some(1.0)));
        assert_eq!((figure(&figures, "date_exact"), figure(&figures, "token_r")), (Some(1.0), Some(1.0)));
        assert!(figure(&figures, "token_f1").is_some_and(|f1| f1 > 0.95));
    }

    #[test]
    fn a_page_that_is_not_there_is_told() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        fs::write(folder.path().join("ground-truth.json"), "{\"p1\": {\"articleBody\": \"Talks began.\"}}")
            .expect("a file for the test");
        assert!(figures(folder.path()).is_err_and(|told| told.contains("p1.html.gz")));
    }

    #[test]
    fn words_are_counted_as_often_as_they_stand() {
        assert_eq!(bag("a b, a-b c_d"), [("a", 2), ("b", 2), ("c_d", 1)].into());
    }
}
