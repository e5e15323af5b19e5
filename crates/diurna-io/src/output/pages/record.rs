//! A record → pages that a person reads from top to bottom.
//!
//! In: a record and the paper. Out: text: the report's head, then happening by happening every claim about it with its speaker side
//! by side, then the figures in one table, the agreements with their terms, and what was set aside. Nothing is merged, summed or
//! left out; what is background comes last.

use std::fmt::Write;

use diurna_record::{Actuality, Agreement, Claim, EventId, Kind, Phrase, Record, Stance};

use super::ink::{Ink, Paper, Piece};
use super::tables;
use super::words;

/// The record as pages.
pub fn pages(record: &Record, paper: Paper) -> String {
    let mut pages = head(record, paper);
    let (now, before): (Vec<Happening>, Vec<Happening>) =
        happenings(record).into_iter().partition(|happening| happening.claims.iter().any(|claim| !claim.background));
    for happening in &now {
        pages.push('\n');
        pages.push_str(&happening.pages(record, paper, 2));
    }
    if !before.is_empty() {
        pages.push('\n');
        pages.push_str(&paper.heading(2, &[plain("Background")]));
        for happening in &before {
            pages.push('\n');
            pages.push_str(&happening.pages(record, paper, 3));
        }
    }
    pages.push_str(&tables::tolls(record, paper));
    for agreement in &record.agreements {
        pages.push('\n');
        pages.push_str(&terms(record, agreement, paper));
    }
    pages.push_str(&aside(record, paper));
    pages
}

/// Words that do not stand out.
pub fn plain(text: impl Into<String>) -> Piece {
    (Ink::Plain, text.into())
}

/// Words that may be passed over.
pub fn faint(text: impl Into<String>) -> Piece {
    (Ink::Faint, text.into())
}

fn head(record: &Record, paper: Paper) -> String {
    let report = &record.report;
    let title = report.title.as_deref().unwrap_or(&report.id);
    let mut known: Vec<String> = Vec::new();
    known.extend(report.publisher.clone());
    known.extend(report.published.map(|day| day.to_string()));
    known.extend(report.title.as_ref().map(|_| report.id.clone()));
    known.extend(report.url.clone());
    let mut head = paper.heading(1, &[plain(title)]);
    let gap = if paper.colours { "" } else { "\n" };
    if !known.is_empty() {
        head.push_str(gap);
        head.push_str(&paper.lines("", "", &[faint(known.join(" · "))]));
    }
    head.push_str(gap);
    head.push_str(&paper.lines("", "", &[faint(tally(record))]));
    head
}

/// "31 claims about 20 happenings, by 9 speakers and the report itself".
fn tally(record: &Record) -> String {
    if record.claims.is_empty() {
        return "no claims found".to_owned();
    }
    let distinct = |mut names: Vec<String>| {
        names.sort_unstable();
        names.dedup();
        names.len()
    };
    let events = distinct(record.claims.iter().map(|claim| claim.event.to_string()).collect());
    let speakers = record.claims.iter().filter_map(|claim| claim.speaker.as_ref());
    let named = |speaker: &diurna_record::Speaker| {
        speaker.actor.map_or_else(|| speaker.text.clone(), |actor| actor.to_string())
    };
    let speakers = distinct(speakers.map(named).collect());
    let own = if record.claims.iter().any(|claim| claim.speaker.is_none()) { " and the report itself" } else { "" };
    let (claims, events) = (several(record.claims.len(), "claim"), several(events, "happening"));
    match speakers {
        0 => format!("{claims} about {events}, all by the report itself"),
        speakers => format!("{claims} about {events}, by {}{own}", several(speakers, "speaker")),
    }
}

/// "1 claim", "2 claims".
pub(super) fn several(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// All claims about one happening, in the order of the text.
struct Happening<'a> {
    claims: Vec<&'a Claim>,
}

fn happenings(record: &Record) -> Vec<Happening<'_>> {
    let mut order: Vec<EventId> = Vec::new();
    for claim in &record.claims {
        if !order.contains(&claim.event) {
            order.push(claim.event);
        }
    }
    let about = |event| record.claims.iter().filter(|claim| claim.event == event).collect();
    order.into_iter().map(|event| Happening { claims: about(event) }).collect()
}

impl Happening<'_> {
    /// The claim that names it: the first that is no toll and no mere background, else the first.
    fn lead(&self) -> &Claim {
        let named = self.claims.iter().find(|claim| !claim.kind.is_toll());
        named.or(self.claims.first()).expect("a happening is made of its claims")
    }

    fn pages(&self, record: &Record, paper: Paper, rank: usize) -> String {
        let lead = self.lead();
        let place = self.claims.iter().find_map(|claim| claim.place.as_ref()).map(words::place);
        let days = self.claims.iter().find_map(|claim| claim.when.as_ref().and_then(words::days));
        let mut title = vec![plain(format!("{} · ", lead.anchor.text)), (Ink::Code, lead.kind.to_string())];
        title.extend(place.iter().chain(days.iter()).map(|told| faint(format!(" · {told}"))));
        let mut pages = paper.heading(rank, &title);
        if !paper.colours {
            pages.push('\n');
        }
        let aside = (rank == 2).then_some(" background");
        for claim in &self.claims {
            let told = Told { record, claim, kind: &lead.kind, place: place.as_deref(), days: days.as_deref(), aside };
            pages.push_str(&told.lines(paper));
        }
        pages
    }
}

/// A claim under the heading that tells its kind, place and days already.
struct Told<'a> {
    record: &'a Record,
    claim: &'a Claim,
    kind: &'a Kind,
    place: Option<&'a str>,
    days: Option<&'a str>,
    /// How background is marked; none among background alone.
    aside: Option<&'a str>,
}

impl Told<'_> {
    fn lines(&self, paper: Paper) -> String {
        let claim = self.claim;
        let (bullet, hang) = if paper.colours { ("  • ", "    ") } else { ("- ", "  ") };
        let mut lines = paper.lines(bullet, hang, &self.saying());
        lines.push_str(&paper.lines(hang, hang, &[(Ink::Quote, quoted(&claim.quote))]));
        let parts = self.parts();
        if !parts.is_empty() {
            lines.push_str(&paper.lines(hang, hang, &parts));
        }
        lines
    }

    /// "**the ministry** via state media (said) — denies, not · `toll.killed` **≥ 12 people**".
    fn saying(&self) -> Vec<Piece> {
        let claim = self.claim;
        let mut saying = vec![(Ink::Strong, words::speaker(self.record, claim.speaker.as_ref()))];
        if !claim.via.is_empty() {
            saying.push(plain(format!(" via {}", parties(self.record, &claim.via))));
        }
        saying.extend(claim.cue.as_ref().map(|cue| plain(format!(" ({})", cue.text))));
        saying.push(plain(" — "));
        saying.extend(turns(claim));
        if claim.kind != *self.kind {
            saying.extend([plain(" · "), (Ink::Code, claim.kind.to_string())]);
        }
        if let Some(count) = &claim.count {
            saying.extend([plain(" "), (Ink::Strong, words::count(count))]);
            if let Some(whole) = count.part_of {
                saying.push(plain(format!(" (part of {whole})")));
            }
        }
        saying.push(faint(format!("  {}", claim.id)));
        saying.extend(self.aside.filter(|_| claim.background).map(faint));
        saying
    }

    /// Who, whom, with whom, by what; and place, time and condition where the heading does not tell them.
    fn parts(&self) -> Vec<Piece> {
        let claim = self.claim;
        let sides: [(&str, &[Phrase]); 4] =
            [("by", &claim.by), ("against", &claim.against), ("with", &claim.with), ("means", &claim.means)];
        // The words of a figure tell whom it is about: they are not told again.
        let counted = |name: &str, phrases: &[Phrase]| {
            let count = claim.count.as_ref().filter(|_| name == "against");
            count.is_some_and(|count| phrases.iter().all(|phrase| phrase.at.overlaps(count.at)))
        };
        let told = sides.iter().filter(|(name, phrases)| !phrases.is_empty() && !counted(name, phrases));
        let mut parts: Vec<(&str, String)> =
            told.map(|(name, phrases)| (*name, parties(self.record, phrases))).collect();
        let place = claim.place.as_ref().map(words::place).filter(|place| Some(place.as_str()) != self.place);
        parts.extend(place.map(|place| ("where", place)));
        let when = claim.when.as_ref().filter(|when| words::days(when).as_deref() != self.days || when.until.is_some());
        parts.extend(when.map(|when| ("when", words::when(when))));
        parts.extend(claim.condition.as_ref().map(|condition| ("if", condition.text.clone())));
        let mut pieces = Vec::new();
        for (at, (name, words)) in parts.into_iter().enumerate() {
            let name = if at == 0 { name.to_owned() } else { format!(" · {name}") };
            pieces.extend([faint(name), plain(format!(" {words}"))]);
        }
        pieces
    }
}

/// Stance and actuality; what turns the plain meaning stands out.
fn turns(claim: &Claim) -> [Piece; 3] {
    let stance = if claim.stance == Stance::Asserts { Ink::Plain } else { Ink::Turn };
    let actuality =
        if matches!(claim.actuality, Actuality::Happened | Actuality::Ongoing) { Ink::Plain } else { Ink::Turn };
    [(stance, claim.stance.to_string()), plain(", "), (actuality, claim.actuality.to_string())]
}

/// "denies, not".
pub(super) fn turns_in_words(claim: &Claim) -> String {
    format!("{}, {}", claim.stance, claim.actuality)
}

pub(super) fn parties(record: &Record, phrases: &[Phrase]) -> String {
    phrases.iter().map(|phrase| words::party(record, phrase)).collect::<Vec<_>>().join("; ")
}

/// The words in quotation marks, without the ones they carry at their ends.
fn quoted(quote: &str) -> String {
    let marks = |letter: char| matches!(letter, '"' | '“' | '”');
    let inner = quote.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("“{}”", inner.trim_start_matches(marks).trim_end_matches(marks))
}

fn terms(record: &Record, agreement: &Agreement, paper: Paper) -> String {
    let names = |ids: &[diurna_record::ActorId]| {
        ids.iter().filter_map(|id| words::name(record, *id)).collect::<Vec<_>>().join("; ")
    };
    let title = [plain("Agreement · "), (Ink::Code, agreement.kind.to_string()), faint(format!(" · {}", agreement.id))];
    let mut page = paper.heading(2, &title);
    let mut known: Vec<String> = Vec::new();
    known.extend((!agreement.parties.is_empty()).then(|| format!("between {}", names(&agreement.parties))));
    known.extend((!agreement.brokers.is_empty()).then(|| format!("brought about by {}", names(&agreement.brokers))));
    known.extend(agreement.effective.map(|moment| format!("in effect {moment}")));
    let gap = if paper.colours { "" } else { "\n" };
    if !known.is_empty() {
        page.push_str(gap);
        page.push_str(&paper.lines("", "", &[plain(known.join(" · "))]));
    }
    page.push_str(gap);
    if agreement.terms.is_empty() {
        page.push_str(&paper.lines("", "", &[plain("no terms told")]));
    }
    for claim in agreement.terms.iter().filter_map(|id| record.claim(*id)) {
        let (bullet, hang) = if paper.colours { ("  • ", "    ") } else { ("- ", "  ") };
        let mut term = vec![(Ink::Code, claim.kind.to_string()), plain(" ")];
        if !claim.by.is_empty() {
            term.push(plain(format!("by {} ", parties(record, &claim.by))));
        }
        term.extend(claim.when.as_ref().map(|when| plain(format!("due {} ", words::when(when)))));
        term.extend([plain("— "), (Ink::Quote, quoted(&claim.quote)), faint(format!(" {}", claim.id))]);
        page.push_str(&paper.lines(bullet, hang, &term));
    }
    page
}

/// What is no part of the report, and the doubts.
fn aside(record: &Record, paper: Paper) -> String {
    let mut page = String::new();
    if !record.noise.is_empty() {
        let mut whys: Vec<(&str, usize)> = Vec::new();
        for noise in &record.noise {
            match whys.iter_mut().find(|(why, _)| *why == noise.why) {
                Some((_, number)) => *number += 1,
                None => whys.push((&noise.why, 1)),
            }
        }
        let list = whys.iter().map(|(why, number)| format!("{number} {why}")).collect::<Vec<_>>().join(", ");
        page.push('\n');
        page.push_str(&paper.lines("", "", &[faint(format!("set aside as no part of the report: {list}"))]));
    }
    if !record.notes.is_empty() {
        page.push('\n');
    }
    for note in &record.notes {
        let mut line = String::new();
        write!(line, "note {}: {}", note.code, note.message).expect("a string takes any line");
        page.push_str(&paper.lines("", "  ", &[faint(line)]));
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;
    use diurna_record::GoldReport;

    const GOLD: &str = r#"{"report": {"id": "r1", "publisher": "Example Post", "published": "2024-03-05", "title": "Bridge shelled"},
      "text": "Shelling hit the bridge at Orma on Monday, killing at least 12 people, medics said. The army denied that it had fired.",
      "claims": [
        {"id": "c1", "event": "e1", "kind": "fight.shelling", "anchor": "Shelling", "quote": "Shelling hit the bridge at Orma on Monday", "speaker": "medics",
         "cue": "said", "stance": "asserts", "actuality": "happened", "against": ["the bridge"],
         "place": {"text": "Orma", "name": "Orma", "country": "XX", "grain": "other"}, "when": {"text": "on Monday", "from": "2024-03-04", "to": "2024-03-04"}},
        {"id": "c2", "event": "e1", "kind": "toll.killed", "of": "c1", "anchor": "killing", "quote": "killing at least 12 people", "speaker": "medics",
         "cue": "said", "stance": "asserts", "actuality": "happened", "against": ["at least 12 people"],
         "count": {"op": ">=", "value": 12, "max": null, "unit": "people", "text": "at least 12", "part_of": null}},
        {"id": "c3", "event": "e1", "kind": "fight.shelling", "anchor": "fired", "quote": "The army denied that it had fired", "speaker": "The army",
         "cue": "denied", "stance": "denies", "actuality": "not", "by": ["it"]}]}"#;

    const PAGES: &str = "\
# Bridge shelled

Example Post · 2024-03-05 · r1

3 claims about 1 happening, by 2 speakers

## Shelling · `fight.shelling` · Orma, XX · 2024-03-04

- **medics** (said) — asserts, happened c1
  “Shelling hit the bridge at Orma on Monday”
  against the bridge
- **medics** (said) — asserts, happened · `toll.killed` **≥ 12 people** c2
  “killing at least 12 people”
- **The army** (denied) — *denies*, *not* c3
  “The army denied that it had fired”
  by it

## Figures side by side, not to be added up

| harm | figure | said by | how | claim |
|---|---|---|---|---|
| killed | ≥ 12 people | medics | asserts, happened | c2 |
";

    #[test]
    fn a_record_reads_as_pages() {
        let gold = GoldReport::parse("r1.json", GOLD).expect("a gold report");
        assert_eq!(pages(&gold.to_record(), Paper { width: 100, colours: false }), PAGES);
    }

    #[test]
    fn a_record_without_claims_says_so() {
        let text = pages(&Record::default(), Paper { width: 80, colours: true });
        assert!(text.contains("no claims found"), "{text}");
    }
}
