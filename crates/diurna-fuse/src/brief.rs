//! One page on a story, in which every sentence ends in its sources.
//!
//! In: a story and the records of its reports. Out: Markdown: what happened as who says it, tolls per speaker, disputes side by side,
//! agreements and what became of them, and the sources at the end. Nothing is said that no claim says, and nobody's figure is preferred.

use diurna_record::{Claim, ClaimRef, Op, Record, Side, Story, StoryAgreement, TollSeries};
use std::fmt::Write;

/// How many sentences the first part has at most, so that it stays one page.
const SENTENCES: usize = 8;

/// The page, as Markdown.
pub fn page(story: &Story, records: &[Record]) -> String {
    let page = Page { records };
    let mut text = format!("# {}\n\n", plain(&story.title));
    let days = [story.from, story.to].into_iter().flatten().map(|day| day.to_string());
    let place = story.place.as_ref().map(|place| place.name.clone());
    let mut head: Vec<String> = place.into_iter().chain(days).collect();
    head.dedup();
    if !head.is_empty() {
        line(&mut text, &format!("{}\n", head.join(" · ")));
    }
    section(&mut text, "What is said", page.said(story));
    section(&mut text, "Tolls", story.tolls.iter().filter_map(|series| page.toll(series)).collect());
    section(
        &mut text,
        "Disputed",
        story.disputes.iter().map(|dispute| page.dispute(dispute.question.as_str(), &dispute.sides)).collect(),
    );
    section(&mut text, "Agreed", story.agreements.iter().flat_map(|agreement| page.agreement(agreement)).collect());
    section(&mut text, "Sources", page.sources(story));
    text
}

fn line(text: &mut String, words: &str) {
    writeln!(text, "{words}").expect("a string takes any line");
}

fn section(text: &mut String, title: &str, sentences: Vec<String>) {
    if sentences.is_empty() {
        return;
    }
    line(text, &format!("## {title}\n"));
    sentences.iter().for_each(|sentence| line(text, &format!("- {sentence}")));
    line(text, "");
}

/// The reports that a page draws from.
struct Page<'a> {
    records: &'a [Record],
}

impl Page<'_> {
    fn record(&self, id: &str) -> Option<&Record> {
        self.records.iter().find(|record| record.report.id == id)
    }

    fn claim(&self, at: &ClaimRef) -> Option<&Claim> {
        self.record(&at.report)?.claim(at.claim)
    }

    /// The first claim of each happening that is news, in the words of who says it.
    fn said(&self, story: &Story) -> Vec<String> {
        let mut seen = Vec::new();
        let mut sentences = Vec::new();
        for it in &story.claims {
            let Some(claim) = self.claim(&it.claim) else { continue };
            let told = claim.background || claim.kind.is_toll() || seen.contains(&it.happening);
            if told || !story.reports.contains(&it.claim.report) || sentences.len() == SENTENCES {
                continue;
            }
            seen.push(it.happening);
            let who = self.voice(&it.claim);
            let again: Vec<&ClaimRef> =
                story.claims.iter().filter(|other| other.happening == it.happening).map(|other| &other.claim).collect();
            sentences.push(format!("{who}: “{}” {}", plain(&claim.quote), source(&reports(&again))));
        }
        sentences
    }

    /// Who says it, the outlet itself where nobody is named.
    fn voice(&self, at: &ClaimRef) -> String {
        let speaker = self.claim(at).and_then(|claim| claim.speaker.as_ref());
        let name = speaker.map(|speaker| speaker.is.as_ref().map_or(&speaker.text, |is| &is.text));
        let outlet = || self.record(&at.report).and_then(|record| record.report.publisher.as_ref());
        plain(name.or_else(outlet).map_or(at.report.as_str(), String::as_str))
    }

    fn toll(&self, series: &TollSeries) -> Option<String> {
        let first = series.points.first()?;
        let who = series.speaker.as_ref().map_or_else(|| self.voice(&first.claim), |speaker| plain(&speaker.name));
        let group = series.who.as_deref().unwrap_or("people");
        let point = |point: &diurna_record::TollPoint| {
            let value = point.value.map_or_else(|| "?".to_owned(), |value| value.to_string());
            let op = point.op.filter(|op| !matches!(op, Op::Equal | Op::Range)).map_or("", Op::as_str);
            let max = point.max.map(|max| format!("–{max}")).unwrap_or_default();
            let day = point.as_of.map(|day| format!(", {day}")).unwrap_or_default();
            format!("{op}{value}{max} ({}{day})", point.change)
        };
        let told: Vec<String> = series.points.iter().map(point).collect();
        let claims: Vec<&ClaimRef> = series.points.iter().map(|point| &point.claim).collect();
        Some(format!("{who}: {} {} {} {}", group, series.harm, told.join(", then "), source(&reports(&claims))))
    }

    fn dispute(&self, question: &str, sides: &[Side]) -> String {
        let side = |side: &Side| {
            let who = if side.speakers.is_empty() {
                side.claims.first().map(|claim| self.voice(claim)).unwrap_or_default()
            } else {
                plain(&side.speakers.join(", "))
            };
            let claims: Vec<&ClaimRef> = side.claims.iter().collect();
            format!("{who}: “{}” {}", plain(&side.answer), source(&reports(&claims)))
        };
        let sides: Vec<String> = sides.iter().map(side).collect();
        format!("{question} — {}", sides.join("; "))
    }

    fn agreement(&self, agreement: &StoryAgreement) -> Vec<String> {
        let own = [agreement.report.clone()];
        let declared = agreement.declared.map(|day| format!(", {day}")).unwrap_or_default();
        let parties = if agreement.parties.is_empty() {
            String::new()
        } else {
            format!(": {}", plain(&agreement.parties.join(", ")))
        };
        let mut sentences = vec![format!("{}{parties}{declared} {}", agreement.kind, source(&own))];
        for term in &agreement.terms {
            let words = self.claim(&term.claim).map(|claim| plain(&claim.quote)).unwrap_or_default();
            let due = term.due.map(|due| format!(", due {due}")).unwrap_or_default();
            let claims: Vec<&ClaimRef> = term.history.iter().map(|point| &point.claim).collect();
            sentences.push(format!("“{words}”{due}: {} {}", term.status, source(&reports(&claims))));
        }
        sentences
    }

    fn sources(&self, story: &Story) -> Vec<String> {
        let copy = |id: &String| {
            story
                .copies
                .iter()
                .find(|group| group.contains(id))
                .map(|group| group.iter().filter(|other| *other != id).cloned().collect::<Vec<_>>())
        };
        let one = |id: &String| {
            let meta = self.record(id).map(|record| &record.report);
            let outlet = meta.and_then(|meta| meta.publisher.clone()).unwrap_or_default();
            let day = meta.and_then(|meta| meta.published).map(|day| day.to_string()).unwrap_or_default();
            let title = meta.and_then(|meta| meta.title.clone()).unwrap_or_default();
            let copies =
                copy(id).filter(|copies| !copies.is_empty()).map(|copies| format!("again in {}", copies.join(", ")));
            let parts = [plain(&outlet), day, plain(&title), copies.unwrap_or_default()];
            let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            format!("[{id}] {}", parts.join(" · "))
        };
        story.reports.iter().map(one).collect()
    }
}

/// The reports of some claims, each once, in their order.
fn reports(claims: &[&ClaimRef]) -> Vec<String> {
    let mut reports: Vec<String> = Vec::new();
    for claim in claims.iter().filter(|claim| !claim.report.is_empty()) {
        if !reports.contains(&claim.report) {
            reports.push(claim.report.clone());
        }
    }
    reports
}

fn source(reports: &[String]) -> String {
    format!("[{}]", reports.join(", "))
}

/// Words on one line, with nothing in them that Markdown would read as its own.
fn plain(words: &str) -> String {
    let mut plain = String::with_capacity(words.len());
    for letter in words.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        if matches!(letter, '*' | '_' | '`' | '[' | ']' | '<' | '>' | '#' | '\\') {
            plain.push('\\');
        }
        plain.push(letter);
    }
    plain
}
