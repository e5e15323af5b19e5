//! What an item of a feed says → a report.
//!
//! In: its elements as they open and close. Out: a report, the feed's own words standing where the item has none. Which element means what is that of
//! RSS 2.0 and 1.0 with Dublin Core and `content:encoded`, and of Atom 1.0.

use diurna_text::Report;

use super::{Defaults, Found, Given, Origin, REPORT_LIMIT, day_of, object, page, too_long};

/// How the letters of an element are meant.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Markup {
    /// As they stand.
    None,
    /// As HTML, written out or as elements.
    #[default]
    Html,
}

/// An element of an item, or of the feed.
#[derive(Debug, Default)]
struct Part {
    name: String,
    markup: Markup,
    written: String,
}

/// What an item, or the feed before its items, says.
#[derive(Debug, Default)]
pub(super) struct Item {
    parts: Vec<Part>,
    link: Option<String>,
    language: Option<String>,
    /// How many elements are open, the part itself among them.
    open: usize,
}

impl Item {
    /// An element opens.
    pub(super) fn begin(&mut self, name: &str, attribute: impl Fn(&str) -> Option<String>) {
        self.open += 1;
        if is_frame(name) {
            self.open = 0;
            self.language = self.language.take().or_else(|| attribute("xml:lang"));
            return;
        }
        if self.open > 1 {
            return self.mark('<', name);
        }
        let page = attribute("rel").is_none_or(|rel| rel == "alternate");
        if matches!(name, "link" | "atom:link") && page && self.link.is_none() {
            self.link = attribute("href");
        }
        let plain = attribute("type").is_some_and(|kind| kind == "text" || kind == "text/plain");
        let markup = if plain { Markup::None } else { Markup::Html };
        self.parts.push(Part { name: name.to_owned(), markup, written: String::new() });
    }

    /// An element closes.
    pub(super) fn end(&mut self, name: &str) {
        if is_frame(name) {
            return;
        }
        if self.open > 1 {
            self.mark('/', name);
        }
        self.open = self.open.saturating_sub(1);
    }

    /// Letters stand here.
    pub(super) fn write(&mut self, letters: &str) {
        if let Some(part) = self.parts.last_mut().filter(|_| self.open > 0) {
            part.written.push_str(letters);
        }
    }

    /// An element within a part, as the tag it would be on a page; its attributes show nothing.
    fn mark(&mut self, opening: char, name: &str) {
        if let Some(part) = self.parts.last_mut() {
            part.written.push_str(if opening == '/' { "</" } else { "<" });
            part.written.push_str(name);
            part.written.push('>');
        }
    }

    /// The text of the first of these parts that has any.
    fn text(&self, names: &[&str]) -> Option<String> {
        let named = |name: &&str| self.parts.iter().find(|part| part.name == **name && !part.written.trim().is_empty());
        let texts = names.iter().filter_map(named).map(|part| match part.markup {
            Markup::None => part.written.trim().to_owned(),
            Markup::Html => page::shown_text(&part.written),
        });
        texts.into_iter().find(|text| !text.is_empty())
    }

    fn word(&self, names: &[&str]) -> Option<String> {
        self.text(names).map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// Whose item it is, where a feed gathers those of others. Atom's source is a feed of its own, with many words.
    fn publisher(&self) -> Option<String> {
        let gathered = self.parts.iter().any(|part| part.name == "source" && !part.written.contains('<'));
        self.word(if gathered { &["source", "dc:publisher"] } else { &["dc:publisher"] })
    }

    fn language(&self) -> Option<String> {
        self.word(&["language", "dc:language"]).or_else(|| self.language.clone())
    }

    /// The report of an item of this feed.
    pub(super) fn report(&self, channel: &Item, origin: &Origin, defaults: &Defaults) -> Found {
        let written = self.word(&["pubDate", "published", "dc:date", "dcterms:created", "issued", "updated"]);
        let published = match written {
            Some(written) => Some(day_of(&written).ok_or_else(|| origin.trouble(object::no_date(&written)))?),
            None => defaults.published,
        };
        let text = self.text(&["content:encoded", "content", "description", "summary", "atom:summary"]);
        let text = text.ok_or_else(|| origin.trouble("item has no text"))?;
        if text.len() > REPORT_LIMIT {
            return Err(origin.trouble(too_long("report", REPORT_LIMIT)));
        }
        let publisher = self.publisher().or_else(|| defaults.publisher.clone());
        let report = Report {
            id: self.word(&["guid", "id"]).unwrap_or_else(|| origin.id()),
            url: self.link.clone().or_else(|| self.word(&["link"])),
            publisher: publisher.or_else(|| channel.word(&["title"])),
            published,
            title: self.word(&["title"]),
            language: self.language().or_else(|| channel.language()),
            text,
        };
        Ok(Given::of(report, origin.clone(), Vec::new(), Vec::new()))
    }
}

/// The elements that hold the feed's parts and are none.
fn is_frame(name: &str) -> bool {
    matches!(name, "rss" | "channel" | "feed" | "rdf:RDF" | "RDF" | "atom:feed")
}
