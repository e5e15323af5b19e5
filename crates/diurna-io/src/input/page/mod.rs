//! A saved page → its article: main text, title, day, publisher, and the way back to the page.
//!
//! In: the page's decoded text. Out: a [`Page`] whose text is the article without navigation, one paragraph a line pair, and a map
//! from its code points to those of the page. Where no article is found all visible text is taken, with a note. Scripts do not
//! run; nothing is fetched.

mod align;
mod published;
mod visible;

use diurna_record::SourcePiece;
use diurna_text::Report;
use dom_smoothie::{Config, Readability, TextMode};
use jiff::civil::Date;

use super::{Defaults, Found, Given, GivenNote, Origin, REPORT_LIMIT, too_long};

/// The words that a page, or a piece of one, shows: a paragraph a block, entities read, scripts and the head left out.
pub fn shown_text(html: &str) -> String {
    visible::Visible::of(html).text()
}

/// Deeper pages than this are read by their visible text alone: trees are walked by recursion.
const DEEPEST: usize = 400;

/// What a saved page holds.
pub(super) struct Page {
    text: String,
    title: Option<String>,
    published: Option<Date>,
    publisher: Option<String>,
    url: Option<String>,
    language: Option<String>,
    whole: bool,
    map: Vec<SourcePiece>,
}

impl Page {
    /// The article of a page, or none where the page shows no words at all.
    pub(super) fn of(html: &str) -> Option<Page> {
        let visible = visible::Visible::of(html);
        let mut page =
            if visible.depth <= DEEPEST { article(html) } else { None }.unwrap_or_else(|| Page::whole(visible.text()));
        if page.text.trim().is_empty() {
            page = Page { text: visible.text(), whole: true, ..page };
        }
        if page.text.trim().is_empty() {
            return None;
        }
        page.map = align::map(&page.text, &visible);
        Some(page)
    }

    fn whole(text: String) -> Page {
        let (title, published, publisher, url, language) = (None, None, None, None, None);
        Page { text, title, published, publisher, url, language, whole: true, map: Vec::new() }
    }

    /// A page given by itself; the person's word holds where it is silent.
    pub(super) fn given(self, known: Report, origin: &Origin, notes: Vec<GivenNote>, defaults: &Defaults) -> Found {
        self.fill(known, origin, notes).map(|given| {
            let report = Report {
                published: given.report.published.or(defaults.published),
                publisher: given.report.publisher.clone().or_else(|| defaults.publisher.clone()),
                ..given.report
            };
            Given { report, ..given }
        })
    }

    /// A report of which some things are known already; the page fills in the others.
    pub(super) fn fill(self, known: Report, origin: &Origin, mut notes: Vec<GivenNote>) -> Found {
        if self.text.len() > REPORT_LIMIT {
            return Err(origin.trouble(too_long("report", REPORT_LIMIT)));
        }
        if self.whole {
            let message = "no article was found in the page: all its visible text was read".to_owned();
            notes.push(GivenNote { code: "whole-page", message });
        }
        let report = Report {
            published: known.published.or(self.published),
            publisher: known.publisher.or(self.publisher),
            title: known.title.or(self.title),
            url: known.url.or(self.url),
            language: known.language.or(self.language),
            text: self.text,
            id: known.id,
        };
        Ok(Given::of(report, origin.clone(), self.map, notes))
    }
}

/// The main content as the readability rules find it.
fn article(html: &str) -> Option<Page> {
    let config = Config { text_mode: TextMode::Formatted, ..Config::default() };
    let mut readability = Readability::new(html, None, Some(config)).ok()?;
    let seen = published::Seen::of(&readability);
    let article = readability.parse().ok()?;
    let word = |word: Option<String>| word.map(|word| word.trim().to_owned()).filter(|word| !word.is_empty());
    let text = article.text_content.trim().to_owned();
    Some(Page {
        text,
        title: word(Some(article.title)),
        published: article.published_time.as_deref().and_then(super::day_of).or(seen.published),
        publisher: word(article.site_name),
        url: word(seen.url),
        language: word(article.lang),
        whole: false,
        map: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<!DOCTYPE html><html lang="en"><head><title>Shelling hits bridge | Example Post</title>
<meta property="og:site_name" content="Example Post"><link rel="canonical" href="https://example.org/bridge">
<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Shelling hits bridge",
"datePublished": "2024-03-05T08:00:00+02:00"}</script></head>
<body><nav><a href="/">Home</a> <a href="/war">War</a></nav><article><h1>Shelling hits bridge</h1>
<p>Shelling hit the bridge at Orma on Monday, killing four people &amp; wounding nine, the district&rsquo;s medics said in a long statement.</p>
<p>The army denied that its guns had fired at the bridge,
which joins the two banks of the river, and accused the rebels of shelling it, according to the state agency.</p>
<p>Talks between the sides, which were to begin on Tuesday, were put off, a mediator said, adding that both had agreed to meet later.</p>
</article><footer>Contact us</footer></body></html>"#;

    #[test]
    fn the_article_is_told_from_the_page() {
        let page = Page::of(PAGE).expect("the page has an article");
        assert!(
            page.text.starts_with("Shelling hit the bridge at Orma on Monday") || page.text.contains("\nShelling hit"),
            "{}",
            page.text
        );
        assert!(page.text.contains("people & wounding nine, the district’s medics"), "{}", page.text);
        assert!(!page.text.contains("Home") && !page.text.contains("Contact us"));
        assert_eq!(page.published, Some(jiff::civil::date(2024, 3, 5)));
        assert_eq!(page.publisher.as_deref(), Some("Example Post"));
        assert_eq!(page.title.as_deref(), Some("Shelling hits bridge"));
        assert_eq!(page.url.as_deref(), Some("https://example.org/bridge"));
        assert!(!page.whole);
    }

    #[test]
    fn every_word_leads_back_to_the_page() {
        let page = Page::of(PAGE).expect("the page has an article");
        let (text, source): (Vec<char>, Vec<char>) = (page.text.chars().collect(), PAGE.chars().collect());
        let mut mapped = vec![false; text.len()];
        for piece in &page.map {
            let start = page.text[..piece.at.start()].chars().count();
            for (step, ours) in piece.at.of(&page.text).chars().enumerate() {
                mapped[start + step] = true;
                let theirs = source[piece.source + step];
                assert!(ours == theirs || (theirs == '&' && step == 0), "{ours:?} is not {theirs:?}");
            }
        }
        let lost: String = text
            .iter()
            .zip(&mapped)
            .filter(|(letter, mapped)| !letter.is_whitespace() && !**mapped)
            .map(|(letter, _)| letter)
            .collect();
        assert_eq!(lost, "");
    }

    #[test]
    fn a_page_without_an_article_is_read_whole_and_one_without_words_is_none() {
        let page = Page::of("<p>Four killed.").expect("it has words");
        assert_eq!(page.text.trim(), "Four killed.");
        assert!(Page::of("<html><script>var a = 'b';</script></html>").is_none());
    }

    #[test]
    fn a_very_deep_page_is_read_too() {
        let deep = format!("{}Four killed.{}", "<div>".repeat(60_000), "</div>".repeat(60_000));
        assert_eq!(Page::of(&deep).map(|page| page.text.trim().to_owned()).as_deref(), Some("Four killed."));
    }
}
