//! A web archive (WARC 0.17 to 1.1) → the reports of its pages, a record at a time.
//!
//! In: an open source, unpacked. Out: a report or trouble for every page that a server sent, with the record's number and its address. Pages are responses with
//! status 200, resources, and conversions to plain text; all else (requests, images, redirects) is passed over and counted, and so are
//! revisits, which say that a page was seen again as it was. A page that was cut off when it was captured is read with a note. Damage is told once and the
//! next record is looked for. One record is held, and none that is longer than a page may be.

use std::fmt;
use std::io::{self, BufRead, Read};

use diurna_text::Report;

use super::http::{Kind, Sent};
use super::lines::{Line, read_line};
use super::{
    Defaults, Found, Given, GivenNote, Origin, REPORT_LIMIT, SOURCE_LIMIT, Source, decode, lower, page, too_long,
};

/// The longest line of a record's header, in bytes.
const HEADER_LIMIT: usize = 1 << 16;
/// Header lines read of one record.
const FIELDS: usize = 256;

/// What an archive held that is no report of its own.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PassedOver {
    /// Pages seen again as they were before.
    pub revisits: usize,
    /// Requests, images, redirects, pages that were not found, and the like.
    pub others: usize,
}

impl PassedOver {
    /// Both together.
    pub fn plus(self, other: PassedOver) -> PassedOver {
        PassedOver { revisits: self.revisits + other.revisits, others: self.others + other.others }
    }

    /// Whether nothing was.
    pub fn is_nothing(self) -> bool {
        self == PassedOver::default()
    }
}

impl fmt::Display for PassedOver {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} revisits and {} records that are no pages", self.revisits, self.others)
    }
}

/// The reports of an archive.
pub(super) struct Archive<R> {
    source: R,
    origin: Origin,
    defaults: Defaults,
    record: usize,
    passed: PassedOver,
    /// The first line of a record that was found while another was looked for.
    ahead: Option<Vec<u8>>,
    /// Whether what is read now belongs to no record, which was told already.
    lost: bool,
    over: bool,
}

/// A record's header.
struct Head(Vec<(String, String)>);

impl Head {
    fn field(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(field, _)| field.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    fn length(&self) -> Option<u64> {
        self.field("content-length")?.parse().ok()
    }

    fn address(&self) -> Option<&str> {
        // Older writers put it between angle brackets.
        self.field("warc-target-uri").map(|uri| uri.trim_start_matches('<').trim_end_matches('>'))
    }

    fn is_page(&self) -> bool {
        let kind = Kind::of(self.field("content-type").unwrap_or_default());
        match self.field("warc-type") {
            Some("response") => kind.media == "application/http",
            Some("resource" | "conversion") => is_readable(&kind),
            _ => false,
        }
    }
}

/// Whether a record holds something to read: letters as they are or as a page.
fn is_readable(kind: &Kind) -> bool {
    matches!(kind.media.as_str(), "text/html" | "application/xhtml+xml" | "text/plain")
}

fn is_version(line: &[u8]) -> bool {
    line.starts_with(b"WARC/0.") || line.starts_with(b"WARC/1.")
}

/// Whether a source begins as an archive does.
pub(super) fn is_archive(start: &[u8]) -> bool {
    is_version(start.trim_ascii_start())
}

impl<R: BufRead> Archive<R> {
    pub(super) fn of(source: R, origin: Origin, defaults: &Defaults) -> Archive<R> {
        let passed = PassedOver::default();
        let defaults = defaults.clone();
        Archive { source, origin, defaults, record: 0, passed, ahead: None, lost: false, over: false }
    }

    /// A line of a header, without its break.
    fn line(&mut self) -> Result<Option<Vec<u8>>, String> {
        match read_line(&mut self.source, HEADER_LIMIT) {
            Ok(Line::End) => Ok(None),
            Ok(Line::Whole(line)) => Ok(Some(line.trim_ascii_end().to_vec())),
            Ok(Line::TooLong) => Ok(Some(b"?".to_vec())),
            Err(error) => Err(self.told(&error)),
        }
    }

    /// The reason of an error. After damage the next record is looked for; after any other error nothing more can be read.
    fn told(&mut self, error: &io::Error) -> String {
        self.lost = true;
        self.over = error.kind() != io::ErrorKind::InvalidData;
        lower(&error.to_string())
    }

    /// The header of the next record.
    fn head(&mut self) -> Result<Option<Head>, String> {
        let mut version = self.ahead.take();
        while version.is_none() {
            match self.line()? {
                None => return Ok(None),
                Some(line) if is_version(&line) => version = Some(line),
                Some(line) if line.is_empty() || self.lost => {}
                Some(_) => {
                    self.lost = true;
                    return Err("what follows is no record".to_owned());
                }
            }
        }
        self.lost = false;
        self.record += 1;
        let mut fields: Vec<(String, String)> = Vec::new();
        while let Some(line) = self.line()?.filter(|line| !line.is_empty()) {
            if is_version(&line) {
                self.ahead = Some(line);
                return Err("its header does not end".to_owned());
            }
            let line = String::from_utf8_lossy(&line).into_owned();
            match line.split_once(':') {
                Some((name, value)) if !line.starts_with([' ', '\t']) && fields.len() < FIELDS => {
                    fields.push((name.trim().to_owned(), value.trim().to_owned()));
                }
                // A line that goes on with the one before says nothing that is of use here.
                _ => {}
            }
        }
        Ok(Some(Head(fields)))
    }

    /// The report of a record, or none where it is passed over.
    fn found(&mut self, head: &Head) -> Result<Option<Given>, String> {
        let length = head.length().ok_or_else(|| {
            self.lost = true;
            "it does not say how long it is".to_owned()
        })?;
        let kept = if head.is_page() { length.min(SOURCE_LIMIT as u64 + 1) } else { 0 };
        let mut body = Vec::new();
        let read = (&mut self.source).take(kept).read_to_end(&mut body).map_err(|error| self.told(&error))? as u64;
        let mut rest = (&mut self.source).take(length - kept);
        let rest = io::copy(&mut rest, &mut io::sink()).map_err(|error| self.told(&error))?;
        if read + rest < length {
            return Err(format!("it is cut short: {} of {length} bytes", read + rest));
        }
        if !head.is_page() {
            let revisit = head.field("warc-type") == Some("revisit");
            *(if revisit { &mut self.passed.revisits } else { &mut self.passed.others }) += 1;
            return Ok(None);
        }
        if body.len() > SOURCE_LIMIT {
            return Err(too_long("page", SOURCE_LIMIT));
        }
        let found = self.read(head, body)?;
        self.passed.others += usize::from(found.is_none());
        Ok(found)
    }

    fn read(&self, head: &Head, body: Vec<u8>) -> Result<Option<Given>, String> {
        let sent = match head.field("warc-type") {
            Some("response") => Sent::of(&body)?,
            _ => Sent { status: 200, kind: Kind::of(head.field("content-type").unwrap_or_default()), body },
        };
        let robots = head.address().is_some_and(|address| address.ends_with("/robots.txt"));
        if sent.status != 200 || !is_readable(&sent.kind) || robots || sent.body.trim_ascii().is_empty() {
            return Ok(None);
        }
        let origin = self.origin.record(self.record);
        let id = head.field("warc-record-id").map(|id| id.trim_matches(['<', '>']).to_owned());
        let known = Report {
            id: id.unwrap_or_else(|| origin.id()),
            url: head.address().map(str::to_owned),
            ..Report::default()
        };
        let label = sent.kind.charset.as_deref();
        let (letters, mut notes) = match sent.kind.media.as_str() {
            "text/plain" => decode::labelled(&sent.body, label)?,
            _ => decode::page_of(&sent.body, label)?,
        };
        notes.extend(head.field("warc-truncated").map(|why| GivenNote {
            code: "truncated",
            message: format!("the archive holds only the beginning of the page ({why})"),
        }));
        if sent.kind.media == "text/plain" {
            if letters.len() > REPORT_LIMIT {
                return Err(too_long("report", REPORT_LIMIT));
            }
            let report = Report {
                published: self.defaults.published,
                publisher: self.defaults.publisher.clone(),
                text: letters,
                ..known
            };
            return Ok(Some(Given::of(report, origin, Vec::new(), notes)));
        }
        let page = page::Page::of(&letters).ok_or("page holds no text")?;
        page.given(known, &origin, notes, &self.defaults).map(Some).map_err(|trouble| trouble.reason)
    }
}

impl<R: BufRead> Iterator for Archive<R> {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        while !self.over {
            let (address, told) = match self.head() {
                Ok(Some(head)) => match self.found(&head) {
                    Ok(Some(given)) => return Some(Ok(given)),
                    Ok(None) => continue,
                    Err(reason) => (head.address().map(str::to_owned), reason),
                },
                Ok(None) => break,
                Err(reason) => (None, reason),
            };
            let place = self.origin.record(self.record.max(1));
            let address = address.map(|address| format!("{address}: ")).unwrap_or_default();
            return Some(Err(place.trouble(format!("{address}{told}"))));
        }
        let first = !std::mem::replace(&mut self.over, true);
        (first && self.record == 0 && !self.lost).then(|| Err(self.origin.trouble("file is empty")))
    }
}

impl<R: BufRead + Send> Source for Archive<R> {
    fn passed_over(&self) -> PassedOver {
        self.passed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::gzip::tests::member;

    const PAGE: &str = "<html><head><title>Talks begin</title></head><body><article><p>Talks between the sides began on Tuesday in the capital, a mediator said in a statement.</p><p>They had been put off twice since the winter, and neither side had said when it would come.</p></article></body></html>";

    fn record(kind: &str, content: &str, more: &str, body: &str) -> String {
        format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{kind}>\r\nWARC-Target-URI: https://example.org/{kind}\r\n{more}Content-Type: {content}\r\nContent-Length: {}\r\n\r\n{body}\r\n\r\n",
            body.len()
        )
    }

    fn response(more: &str) -> String {
        let body = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{PAGE}");
        record("response", "application/http; msgtype=response", more, &body)
    }

    fn read(bytes: &[u8]) -> (Vec<Found>, PassedOver) {
        let mut archive = Archive::of(bytes, Origin::file("crawl.warc"), &Defaults::default());
        let found = archive.by_ref().collect();
        (found, archive.passed_over())
    }

    fn told(found: &[Found]) -> Vec<String> {
        let tell = |found: &Found| match found {
            Ok(given) => given.report.text.chars().take(21).collect(),
            Err(trouble) => trouble.to_string(),
        };
        found.iter().map(tell).collect()
    }

    #[test]
    fn a_page_that_a_server_sent_is_a_report() {
        let (found, _) = read(response("").as_bytes());
        let given = found[0].as_ref().expect("a report");
        assert!(given.report.text.starts_with("Talks between the sides began on Tuesday"));
        assert_eq!(given.report.url.as_deref(), Some("https://example.org/response"));
        assert_eq!(
            (given.report.id.as_str(), given.report.title.as_deref()),
            ("urn:uuid:response", Some("Talks begin"))
        );
    }

    #[test]
    fn what_is_no_page_is_counted_and_so_is_a_page_seen_again() {
        let image = record("response", "application/http", "", "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nx");
        let gone = record("response", "application/http", "", "HTTP/1.1 404 No\r\nContent-Type: text/html\r\n\r\nGone");
        let info = record("warcinfo", "application/warc-fields", "", "software: x");
        let again =
            record("revisit", "application/http", "WARC-Refers-To: <urn:uuid:response>\r\n", "HTTP/1.1 200 OK\r\n\r\n");
        let (found, passed) = read([info, image, response(""), gone, again].concat().as_bytes());
        assert_eq!(told(&found), ["Talks between the sid"]);
        assert_eq!(passed, PassedOver { revisits: 1, others: 3 });
    }

    #[test]
    fn a_page_cut_off_at_its_capture_is_read_with_a_note() {
        let (found, _) = read(response("WARC-Truncated: length\r\n").as_bytes());
        let notes = &found[0].as_ref().expect("a report").notes;
        assert_eq!((notes[0].code, notes.len()), ("truncated", 1));
    }

    #[test]
    fn an_archive_cut_short_is_told_with_the_page_that_it_hit() {
        let all = [response(""), response("")].concat();
        let (found, _) = read(&all.as_bytes()[..all.len() - 200]);
        let told = told(&found);
        assert!(
            told[1].starts_with("crawl.warc: record 2: https://example.org/response: it is cut short: "),
            "{told:?}"
        );
        assert_eq!(told.len(), 2);
    }

    #[test]
    fn damage_is_told_once_and_the_next_record_is_found() {
        let noise = "\u{0}\u{1}\nno record\nat all\n".to_owned();
        let (found, _) = read([response(""), noise, response("")].concat().as_bytes());
        assert_eq!(
            told(&found),
            ["Talks between the sid", "crawl.warc: record 1: what follows is no record", "Talks between the sid"]
        );
        let bare = "WARC/1.0\r\nWARC-Type: response\r\n\r\n".to_owned();
        let (found, _) = read([bare, response("")].concat().as_bytes());
        assert_eq!(told(&found), ["crawl.warc: record 1: it does not say how long it is", "Talks between the sid"]);
    }

    #[test]
    fn a_broken_member_of_a_packed_archive_hides_no_other() {
        let good = member(response("").as_bytes());
        let bytes = [&good[..], &good[..good.len() / 2], &good[..]].concat();
        let packed = io::BufReader::new(crate::input::gzip::Members::of(io::Cursor::new(bytes)));
        let found: Vec<Found> = Archive::of(packed, Origin::file("crawl.warc.gz"), &Defaults::default()).collect();
        let told = told(&found);
        assert_eq!(
            (told[0].as_str(), told[2].as_str(), told.len()),
            ("Talks between the sid", "Talks between the sid", 3)
        );
        assert!(told[1].ends_with("gzip is broken"), "{told:?}");
    }

    #[test]
    fn plain_text_made_of_a_page_is_a_report() {
        let (found, _) = read(record("conversion", "text/plain", "", "Talks began.\nThey failed.").as_bytes());
        assert_eq!(found[0].as_ref().map(|given| given.report.text.as_str()), Ok("Talks began.\nThey failed."));
    }

    #[test]
    fn an_empty_file_is_one_trouble() {
        assert_eq!(told(&read(b"").0), ["crawl.warc: file is empty"]);
        assert_eq!(told(&read(b"\r\n\r\n").0), ["crawl.warc: file is empty"]);
    }
}
