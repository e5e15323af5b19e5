//! What a source holds, told by its name or its first bytes.

use super::{Defaults, rows, table, warc};

/// What a source holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Text,
    Page,
    /// One JSON report, a list of them, or several after each other.
    Json,
    /// A JSON report a line.
    Lines,
    /// A table as text, a row a report.
    Table,
    Parquet,
    /// RSS or Atom.
    Feed,
    /// WARC.
    Archive,
}

/// What a first line tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    Is(Shape),
    ByNextLine,
}

impl Shape {
    pub(super) fn of_name(name: &str) -> Option<Shape> {
        let name = name.to_ascii_lowercase();
        let name = name.strip_suffix(".gz").unwrap_or(&name);
        let ending = std::path::Path::new(name).extension()?.to_str()?;
        Some(match ending {
            "txt" | "md" => Shape::Text,
            "html" | "htm" | "xhtml" => Shape::Page,
            "json" => Shape::Json,
            "jsonl" | "ndjson" => Shape::Lines,
            "csv" | "tsv" => Shape::Table,
            "parquet" => Shape::Parquet,
            "xml" | "rss" | "atom" => Shape::Feed,
            "warc" | "wet" => Shape::Archive,
            _ => return None,
        })
    }

    /// Told from the first line where no name helps, as on standard input.
    pub(super) fn of_first_line(line: &[u8], defaults: &Defaults) -> Told {
        let line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line).trim_ascii();
        let whole = |line: &[u8]| serde_json::from_slice::<serde::de::IgnoredAny>(line).is_ok();
        Told::Is(match line.first() {
            Some(b'[') => Shape::Json,
            Some(b'{') if whole(line) || line.ends_with(b"}") => Shape::Lines,
            Some(b'{') => Shape::Json,
            Some(b'<') if line.starts_with(b"<?xml") && line.ends_with(b"?>") => return Told::ByNextLine,
            Some(b'<') => Shape::of_xml(line),
            _ if line.starts_with(rows::MAGIC) => Shape::Parquet,
            _ if warc::is_archive(line) => Shape::Archive,
            _ if table::is_header(line, defaults) => Shape::Table,
            _ => Shape::Text,
        })
    }

    /// Told from the first line that has an element.
    pub(super) fn of_xml(line: &[u8]) -> Shape {
        let start = line[..line.len().min(600)].to_ascii_lowercase();
        let has = |tag: &&[u8]| memchr::memmem::find(&start, tag).is_some();
        let page: [&[u8]; 4] = [b"<!doctype html", b"<html", b"<head", b"<body"];
        let feed: [&[u8]; 3] = [b"<rss", b"<feed", b"<rdf:rdf"];
        match () {
            () if page.iter().any(has) => Shape::Page,
            () if feed.iter().any(has) => Shape::Feed,
            () => Shape::Text,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_what_is_in_it_packed_or_not() {
        assert_eq!(Shape::of_name("crawl-0001.WARC.gz"), Some(Shape::Archive));
        assert_eq!(Shape::of_name("wire.jsonl.gz"), Some(Shape::Lines));
        assert_eq!(Shape::of_name("feed.xml"), Some(Shape::Feed));
        assert_eq!(Shape::of_name("week.gz"), None);
    }

    #[test]
    fn a_first_line_tells_what_follows() {
        let told = |line: &str| Shape::of_first_line(line.as_bytes(), &Defaults::default());
        assert_eq!(told("{\"text\": \"A.\"}"), Told::Is(Shape::Lines));
        assert_eq!(told("WARC/1.1"), Told::Is(Shape::Archive));
        assert_eq!(told("<?xml version='1.0'?>"), Told::ByNextLine);
        assert_eq!(told("<?xml version='1.0'?><rss version='2.0'>"), Told::Is(Shape::Feed));
        assert_eq!(told("<!DOCTYPE html><html>"), Told::Is(Shape::Page));
        assert_eq!(told("id;date;body"), Told::Is(Shape::Table));
        assert_eq!(told("Rebels, the mayor said, shelled the market."), Told::Is(Shape::Text));
    }
}
