//! Toponyms of news articles and where they lie: LGL, TR-News and GeoVirus.
//!
//! In: an XML file of articles with their toponyms, offsets in code points. Out: precision, recall and F1 of detection over all gold
//! toponyms (spans that overlap, one to one); how many of the gold toponyms with coordinates were found and placed within 161 and 25 km;
//! and how many of those that were found lie within 161 km. End to end from raw text. `n` is the number of gold toponyms with coordinates.

use std::path::Path;

use diurna::Coder;
use diurna::resolve::place::{Setting, locate, toponyms};
use diurna_record::CodePoints;
use diurna_record::score::kilometres;
use diurna_text::{Report, Span};
use roxmltree::{Document, Node};

use super::{Figures, read, share};
use crate::together;

/// As far as a place may lie from the gold one to be called right, in kilometres: 100 miles, as the field has it.
const FAR: f64 = 161.0;
/// The same for the narrow figure.
const NEAR: f64 = 25.0;

/// Measures on every article.
pub(super) fn figures(coder: &Coder, path: &Path) -> Result<Figures, String> {
    let written = read(path)?;
    let tree = Document::parse(&written).map_err(|error| format!("{}: {error}", path.display()))?;
    let articles: Vec<Article> =
        tree.descendants().filter(|node| node.has_tag_name("article")).filter_map(article).collect();
    if articles.is_empty() {
        return Err(format!("{}: no <article> with a <text> in it", path.display()));
    }
    let tallies = together::map(together::threads(None), articles.iter().collect(), |article| measured(coder, article));
    let all = tallies.iter().fold(Tally::default(), |sum, tally| sum.plus(tally));
    Ok(Figures {
        n: all.placed,
        by_type: Vec::new(),
        values: vec![
            ("detect_p", share(all.hits, all.ours)),
            ("detect_r", share(all.hits, all.gold)),
            ("detect_f1", share(2 * all.hits, all.gold + all.ours)),
            ("found_right_161km", share(all.within_far, all.placed)),
            ("found_right_25km", share(all.within_near, all.placed)),
            ("right_given_found", share(all.within_far, all.found)),
        ],
    })
}

/// A raw text with its toponyms.
struct Article {
    text: String,
    toponyms: Vec<Toponym>,
}

/// A gold toponym: its code points, and degrees north and east where they are known.
struct Toponym {
    at: [usize; 2],
    lies: Option<(f64, f64)>,
}

fn article(node: Node) -> Option<Article> {
    let text = child(node, "text")?.text().unwrap_or("").to_owned();
    let toponyms = node.descendants().filter(|it| it.has_tag_name("toponym") || it.has_tag_name("location"));
    Some(Article { text, toponyms: toponyms.filter_map(toponym).collect() })
}

fn toponym(node: Node) -> Option<Toponym> {
    let number = |name: &str| child(node, name)?.text()?.trim().parse::<usize>().ok();
    let degrees = |name: &str| {
        let node = node.descendants().find(|it| it.has_tag_name(name))?;
        node.text()?.trim().parse::<f64>().ok()
    };
    Some(Toponym { at: [number("start")?, number("end")?], lies: degrees("lat").zip(degrees("lon")) })
}

fn child<'a, 'input>(node: Node<'a, 'input>, name: &str) -> Option<Node<'a, 'input>> {
    node.children().find(|it| it.has_tag_name(name))
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Tally {
    /// Gold toponyms.
    gold: usize,
    /// Toponyms that we find.
    ours: usize,
    /// Those that meet.
    hits: usize,
    /// Gold ones with coordinates.
    placed: usize,
    /// Those of them that we find.
    found: usize,
    within_far: usize,
    within_near: usize,
}

impl Tally {
    fn plus(self, other: &Tally) -> Tally {
        Tally {
            gold: self.gold + other.gold,
            ours: self.ours + other.ours,
            hits: self.hits + other.hits,
            placed: self.placed + other.placed,
            found: self.found + other.found,
            within_far: self.within_far + other.within_far,
            within_near: self.within_near + other.within_near,
        }
    }
}

fn measured(coder: &Coder, article: &Article) -> Tally {
    let report = Report::of(&article.text);
    let (document, reading) = coder.read(&report);
    let points = CodePoints::of(document.text());
    let gazetteer = &coder.knowledge().gazetteer;
    let spans = toponyms(document.text(), &reading, gazetteer);
    let located = locate(&spans, &Setting::of(&report, &document), gazetteer);
    let ours: Vec<Found> = spans.into_iter().zip(located.iter().map(|it| it.middle)).collect();
    let gold = article.toponyms.iter().filter_map(|toponym| Some((points.span(toponym.at)?, toponym.lies)));
    tally(&gold.collect::<Vec<_>>(), &ours)
}

/// A toponym and where it lies.
type Found = (Span, Option<(f64, f64)>);

/// Each gold toponym is met by the free one of ours that begins nearest to it among those that overlap it; a found one that several gold ones share
/// places them all.
fn tally(gold: &[Found], ours: &[Found]) -> Tally {
    let mut sum = Tally { gold: gold.len(), ours: ours.len(), ..Tally::default() };
    let mut used = vec![false; ours.len()];
    for (at, lies) in gold {
        let distance = |index: &usize| ours[*index].0.start().abs_diff(at.start());
        let meeting = (0..ours.len()).filter(|&index| ours[index].0.overlaps(*at));
        let Some(best) = meeting.min_by_key(|index| (distance(index), *index)) else {
            sum.placed += usize::from(lies.is_some());
            continue;
        };
        sum.hits += usize::from(!std::mem::replace(&mut used[best], true));
        let Some(lies) = lies else { continue };
        sum.placed += 1;
        sum.found += 1;
        let Some(middle) = ours[best].1 else { continue };
        let far = kilometres(*lies, middle);
        sum.within_far += usize::from(far <= FAR);
        sum.within_near += usize::from(far <= NEAR);
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    const XML: &str = "<articles><article><text>Rain fell in Wau.</text><toponyms><toponym><start>13</start><end>16</end>\
        <gaztag><lat>7.7</lat><lon>28.0</lon></gaztag></toponym></toponyms></article></articles>";

    #[test]
    fn toponyms_are_read_with_their_coordinates() {
        let tree = Document::parse(XML).expect("xml");
        let node = tree.descendants().find(|node| node.has_tag_name("article")).expect("an article");
        let article = article(node).expect("a text");
        assert_eq!((article.toponyms[0].at, article.toponyms[0].lies), ([13, 16], Some((7.7, 28.0))));
    }

    #[test]
    fn a_found_place_is_right_within_the_distance() {
        let at = Span::within("Rain fell in Wau.", 13, 16).expect("a span");
        let near = tally(&[(at, Some((7.7, 28.0)))], &[(at, Some((7.8, 28.0)))]);
        assert_eq!((near.hits, near.within_far, near.within_near), (1, 1, 1));
        let far = tally(&[(at, Some((7.7, 28.0)))], &[(at, Some((8.7, 28.0)))]);
        assert_eq!((far.hits, far.within_far, far.within_near), (1, 1, 0));
    }
}
