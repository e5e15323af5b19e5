//! An RSS or Atom feed → reports, an item at a time.
//!
//! In: an open source. Out: a report or trouble for every item, with its number. The text is the fullest that the item has, its markup read as a page's; what the
//! feed says of itself (its title, its language) stands for items that say nothing. Feeds are often not quite XML: entities of HTML, bare `&` and
//! tags that close in the wrong order are read. Nothing is fetched, so a feed of summaries gives summaries.

use std::io::{self, BufRead, BufReader, Chain, Cursor, Read};

use encoding_rs::{Encoding, UTF_8};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::item::Item;
use super::metered::{Metered, is_spent};
use super::narrow::Narrow;
use super::{Defaults, Found, Origin, SOURCE_LIMIT, Source, Trouble, lower, too_long};

/// How deep an item's markup is followed.
const DEEPEST: usize = 400;

/// The reports of a feed.
pub(super) struct Feed<R> {
    xml: Reader<Metered<BufReader<Narrow<R>>>>,
    buffer: Vec<u8>,
    origin: Origin,
    defaults: Defaults,
    /// What the feed says of itself, before its items.
    channel: Item,
    /// The names of the open elements.
    open: Vec<String>,
    /// Whether any element was seen.
    begun: bool,
    item: usize,
    over: bool,
}

/// A source whose first bytes were looked at.
pub(super) type Begun<R> = Chain<Cursor<Vec<u8>>, R>;

/// The encoding that a feed's first bytes name, and all its bytes.
pub(super) fn encoding<R: BufRead>(mut source: R) -> io::Result<(Option<&'static Encoding>, Begun<R>)> {
    let mut start = Vec::new();
    (&mut source).take(256).read_to_end(&mut start)?;
    let encoding = Encoding::for_bom(&start).map(|(encoding, _)| encoding).or_else(|| declared(&start));
    Ok((encoding, Cursor::new(start).chain(source)))
}

/// The encoding that an XML declaration names.
fn declared(start: &[u8]) -> Option<&'static Encoding> {
    let start = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start).trim_ascii_start();
    let end = memchr::memmem::find(start.strip_prefix(b"<?xml")?, b"?>")?;
    let inside = &start[5..5 + end];
    let label = &inside[memchr::memmem::find(inside, b"encoding")? + b"encoding".len()..];
    let mut quoted = label.split(|byte| matches!(byte, b'"' | b'\''));
    Encoding::for_label(quoted.nth(1)?)
}

impl<R: BufRead> Feed<R> {
    /// A feed in this encoding, where its first bytes name one.
    pub(super) fn of(source: R, encoding: Option<&'static Encoding>, origin: Origin, defaults: &Defaults) -> Feed<R> {
        let narrow = Narrow::of(source, encoding.unwrap_or(UTF_8));
        let mut xml = Reader::from_reader(Metered::of(BufReader::new(narrow)));
        let config = xml.config_mut();
        config.allow_dangling_amp = true;
        config.allow_unmatched_ends = true;
        config.check_end_names = false;
        config.expand_empty_elements = true;
        let defaults = defaults.clone();
        Feed {
            xml,
            buffer: Vec::new(),
            origin,
            defaults,
            channel: Item::default(),
            open: Vec::new(),
            begun: false,
            item: 0,
            over: false,
        }
    }

    /// The next item, or none at the feed's end.
    fn read(&mut self) -> Result<Option<Item>, String> {
        self.xml.get_mut().allow(SOURCE_LIMIT);
        let mut item: Option<Item> = None;
        loop {
            self.buffer.clear();
            let event = self.xml.read_event_into(&mut self.buffer).map_err(told)?;
            let outside = item.is_none();
            // Once items have begun, what stands between them is not kept: a feed has no bound for it.
            let channel = Some(&mut self.channel).filter(|_| self.item == 0);
            let into = item.as_mut().or(channel);
            match event {
                Event::Start(tag) => {
                    let name = tag.name().as_ref().to_owned();
                    if self.open.is_empty() && !is_feed(&name) {
                        return Err(format!("not a feed: its root is <{name}>"));
                    }
                    self.begun = true;
                    if self.open.len() > DEEPEST {
                        return Err("its elements nest too deep".to_owned());
                    }
                    if is_item(&name) && outside {
                        self.item += 1;
                        item = Some(Item::default());
                    } else if let Some(into) = into {
                        into.begin(&name, |wanted| attribute(&tag, wanted));
                    }
                    self.open.push(name);
                }
                Event::End(tag) => {
                    let name = tag.name().as_ref().to_owned();
                    // Up to the element that this ends; one that was never open ends nothing.
                    let Some(at) = self.open.iter().rposition(|open| *open == name) else { continue };
                    for ended in self.open.drain(at..).rev() {
                        if is_item(&ended) && item.is_some() {
                            return Ok(item);
                        }
                        let channel = Some(&mut self.channel).filter(|_| self.item == 0);
                        if let Some(into) = item.as_mut().or(channel) {
                            into.end(&ended);
                        }
                    }
                }
                Event::Text(letters) => write(into, &letters),
                Event::CData(letters) => write(into, &letters),
                Event::GeneralRef(reference) => write(into, &letter(&reference)),
                Event::Eof => {
                    return match item {
                        Some(_) => Err("the feed is cut short within it".to_owned()),
                        None if !self.begun => Err("file is empty".to_owned()),
                        None => Ok(None),
                    };
                }
                Event::Decl(_) | Event::PI(_) | Event::DocType(_) | Event::Comment(_) | Event::Empty(_) => {}
            }
        }
    }

    fn trouble(&self, reason: String) -> Trouble {
        match self.item {
            0 => self.origin.trouble(reason),
            item => self.origin.item(item).trouble(reason),
        }
    }
}

impl<R: BufRead> Iterator for Feed<R> {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        if self.over {
            return None;
        }
        match self.read() {
            Ok(Some(item)) => Some(item.report(&self.channel, &self.origin.item(self.item), &self.defaults)),
            Ok(None) => {
                self.over = true;
                (self.item == 0).then(|| Err(self.origin.trouble("feed has no items")))
            }
            Err(reason) => {
                self.over = true;
                Some(Err(self.trouble(reason)))
            }
        }
    }
}

impl<R: BufRead + Send> Source for Feed<R> {}

fn write(into: Option<&mut Item>, letters: &str) {
    if let Some(into) = into {
        into.write(letters);
    }
}

fn is_feed(root: &str) -> bool {
    matches!(root, "rss" | "feed" | "rdf:RDF" | "RDF" | "channel" | "atom:feed")
}

fn is_item(name: &str) -> bool {
    matches!(name, "item" | "entry" | "atom:entry")
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.html_attributes().with_checks(false).flatten().find(|attribute| attribute.key.as_ref() == name)?;
    Some(html_escape::decode_html_entities(&found.value).into_owned())
}

/// The letters of `&name;`: those of XML and HTML, else as they are written.
fn letter(reference: &str) -> String {
    html_escape::decode_html_entities(&format!("&{reference};")).into_owned()
}

fn told(error: quick_xml::Error) -> String {
    match error {
        quick_xml::Error::Io(error) if is_spent(&error) => {
            format!("{}: what follows is not read", too_long("item", SOURCE_LIMIT))
        }
        quick_xml::Error::Io(error) => lower(&error.to_string()),
        other => format!("not xml: {}: what follows is not read", lower(&other.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(xml: &[u8]) -> Vec<Found> {
        let (encoding, source) = encoding(xml).expect("memory is read");
        Feed::of(source, encoding, Origin::file("wire.xml"), &Defaults::default()).collect()
    }

    fn told(xml: &str) -> Vec<String> {
        let tell = |found: Found| found.map_or_else(|trouble| trouble.to_string(), |given| given.report.text);
        items(xml.as_bytes()).into_iter().map(tell).collect()
    }

    const RSS: &str = r#"<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Example Post</title><link>https://example.org</link><language>en-GB</language>
<image><title>Logo</title><url>logo.png</url></image>
<item><title>Shelling hits bridge &amp; road</title><link>https://example.org/bridge</link><guid>p1</guid>
 <pubDate>Tue, 05 Mar 2024 08:00:00 +0200</pubDate><description>In short.</description>
 <content:encoded><![CDATA[<p>Shelling hit the bridge at Orma&nbsp;on Monday.</p><p>The army &ldquo;denied&rdquo; it.</p>]]></content:encoded></item>
<item><title>Talks</title><pubDate>soonish</pubDate><description>Talks began.</description></item>
<item><description>Talks &lt;b&gt;ended&lt;/b&gt; at 3 &amp; some left.</description></item>
<item><title>Nothing more</title></item>
</channel></rss>"#;

    #[test]
    fn an_item_of_rss_is_a_report() {
        let found = items(RSS.as_bytes());
        let report = &found[0].as_ref().expect("a report").report;
        assert_eq!(report.text, "Shelling hit the bridge at Orma on Monday.\n\nThe army “denied” it.");
        assert_eq!((report.id.as_str(), report.url.as_deref()), ("p1", Some("https://example.org/bridge")));
        assert_eq!(
            (report.published, report.publisher.as_deref()),
            (Some(jiff::civil::date(2024, 3, 5)), Some("Example Post"))
        );
        assert_eq!(
            (report.title.as_deref(), report.language.as_deref()),
            (Some("Shelling hits bridge & road"), Some("en-GB"))
        );
    }

    #[test]
    fn a_bad_item_is_told_with_its_number_and_the_next_is_read() {
        assert_eq!(
            told(RSS)[1..],
            [
                "wire.xml: item 2: published \"soonish\" is not a date",
                "Talks ended at 3 & some left.",
                "wire.xml: item 4: item has no text"
            ]
        );
    }

    #[test]
    fn an_entry_of_atom_is_a_report() {
        let xml = r#"<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Example Post</title>
<entry><id>urn:x:1</id><title type="html">Talks &amp;amp; aid</title><updated>2024-03-07T08:00:00Z</updated><published>2024-03-05T08:00:00Z</published>
<link rel="self" href="https://example.org/self"/><link href="https://example.org/talks"/><summary>In short.</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Talks <em>began</em>.</p><p>They failed.</p></div></content></entry>
<entry><id>urn:x:2</id><content type="text">Fewer than 5 &lt; 6 came.</content></entry></feed>"#;
        let found = items(xml.as_bytes());
        let report = &found[0].as_ref().expect("a report").report;
        assert_eq!(report.text, "Talks began.\n\nThey failed.");
        assert_eq!((report.id.as_str(), report.url.as_deref()), ("urn:x:1", Some("https://example.org/talks")));
        assert_eq!(
            (report.title.as_deref(), report.published),
            (Some("Talks & aid"), Some(jiff::civil::date(2024, 3, 5)))
        );
        assert_eq!(found[1].as_ref().map(|given| given.report.text.as_str()), Ok("Fewer than 5 < 6 came."));
    }

    #[test]
    fn a_feed_that_is_not_quite_xml_is_read() {
        let xml = "<rss><channel><item><description>Talks & aid&nbsp;began.</b></description></item><item><description>A second.</description></channel></rss>";
        assert_eq!(told(xml)[0], "Talks & aid\u{a0}began.".replace('\u{a0}', " "));
        assert_eq!(told(xml).len(), 2);
    }

    #[test]
    fn what_is_no_feed_says_what_it_is() {
        assert_eq!(told("<html><body>x</body></html>"), ["wire.xml: not a feed: its root is <html>"]);
        assert_eq!(told(" "), ["wire.xml: file is empty"]);
        assert_eq!(told("<rss><channel></channel></rss>"), ["wire.xml: feed has no items"]);
        assert_eq!(told("<rss><channel><item><title>T"), ["wire.xml: item 1: the feed is cut short within it"]);
    }

    #[test]
    fn an_old_encoding_is_read_as_declared() {
        let xml = b"<?xml version='1.0' encoding='windows-1251'?><rss><channel><item><description>\xCC\xE8\xF0</description></item></channel></rss>";
        assert_eq!(items(xml)[0].as_ref().map(|given| given.report.text.as_str()), Ok("Мир"));
    }
}
