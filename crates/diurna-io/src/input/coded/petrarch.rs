//! PETRARCH's rows of CAMEO events, and its XML of sentences with codings, as records.
//!
//! In: a row (day, source, target, code, then what else there is), or the XML. Out: a record a row, or a record a sentence: its text is the codings, a line each, and
//! then the sentence, for the codes of a coding stand nowhere in the sentence itself.

use diurna_record::{Record, ReportMeta};
use diurna_text::Span;
use jiff::civil::Date;

use super::{Coded, Coder, Side, day, record};
use crate::codes::Tables;

pub(super) fn row(line: &str, cells: &[Span], tables: &Tables) -> Option<Record> {
    let event = coding(line, cells, Span::within(line, 0, line.len())?)?;
    let (_, published) = event.day?;
    let id = cells.get(4).map(|at| at.of(line)).filter(|id| !id.is_empty()).unwrap_or(line);
    let report = ReportMeta { id: id.to_owned(), published: Some(published), ..ReportMeta::default() };
    Some(record(Coder::Petrarch, report, line, &[event], tables))
}

/// The event of a row whose first four cells are a day, two actors and a code.
fn coding(text: &str, cells: &[Span], quote: Span) -> Option<Coded> {
    let [at, source, target, code] = *cells.get(..4)? else { return None };
    let digits = code.of(text);
    if !(2..=4).contains(&digits.len()) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    // "---" is nobody.
    let side = |at: Span| {
        let code = at.of(text);
        code.starts_with(|letter: char| letter.is_alphanumeric()).then(|| Side { at, code: code.to_owned() })
    };
    Some(Coded { code, quote, day: Some((at, day(at.of(text))?)), source: side(source), target: side(target) })
}

/// The records of an XML of sentences.
///
/// # Errors
/// What is wrong with the XML, in one line.
pub(in crate::input) fn sentences(xml: &str, tables: &Tables) -> Result<Vec<Record>, String> {
    let document = roxmltree::Document::parse(xml).map_err(|error| error.to_string())?;
    let sentences = document.descendants().filter(|node| node.has_tag_name("Sentence"));
    Ok(sentences.map(|node| sentence(node, tables)).collect())
}

fn sentence(node: roxmltree::Node<'_, '_>, tables: &Tables) -> Record {
    let written = node.attribute("date").unwrap_or_default().trim();
    let told = node.descendants().find(|inner| inner.has_tag_name("Text")).and_then(|inner| inner.text());
    let told = told.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    let codings = node.descendants().filter(|inner| inner.has_tag_name("EventCoding"));
    let lines: Vec<String> = codings
        .map(|coding| {
            let of = |name: &str| coding.attribute(name).unwrap_or_default().trim().to_owned();
            format!("{written}\t{}\t{}\t{}\n", of("sourcecode"), of("targetcode"), of("eventcode"))
        })
        .collect();
    let text = lines.concat() + &told;
    let mut events = Vec::new();
    let mut start = 0;
    for line in &lines {
        let row = line.trim_end_matches('\n');
        let moved: Vec<Span> = super::cells(row)
            .into_iter()
            .filter_map(|cell| Span::within(&text, start + cell.start(), start + cell.end()))
            .collect();
        start += line.len();
        let quote = Span::within(&text, text.len() - told.len(), text.len());
        events.extend(quote.and_then(|quote| coding(&text, &moved, quote)));
    }
    let published: Option<Date> = day(written);
    let report = ReportMeta {
        id: node.attribute("id").unwrap_or_default().to_owned(),
        publisher: node.attribute("source").map(str::to_owned),
        published,
        ..ReportMeta::default()
    };
    record(Coder::Petrarch, report, &text, &events, tables)
}
