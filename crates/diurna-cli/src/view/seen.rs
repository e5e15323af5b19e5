//! A reading → pages for a person, or JSON.
//!
//! In: a report, its document and what the model sees in it. Out: sentence by sentence its speech, happenings and names; or one object
//! with the keys of the interface page, positions in code points.

use diurna::Coder;
use diurna::claims::{extract, patterns::Told};
use diurna::resolve::chain::{Chains, link};
use diurna::resolve::count::ParsedCount;
use diurna::resolve::place::{Located, Setting, locate, toponyms};
use diurna::resolve::time::FoundTime;
use diurna_read::{Happening, Reading, Speech};
use diurna_record::CodePoints;
use diurna_text::{Document, Report, Span};
use jiff::civil::Date;
use serde_json::{Value, json};

use diurna_io::output::pages::{Ink, Paper, Piece, faint, plain};

/// A report with what the model sees in it.
pub struct Seen<'a> {
    /// The report.
    pub report: &'a Report,
    /// Its document.
    pub document: &'a Document,
    /// What the model sees.
    pub reading: &'a Reading,
    /// Who resolves days, places and figures.
    pub coder: &'a Coder,
}

impl Seen<'_> {
    /// Sentence by sentence.
    pub fn pages(&self, paper: Paper) -> String {
        let text = self.document.text();
        let mut pages = String::new();
        for sentence in &self.reading.sentences {
            let place = |at: Span| sentence.at.start() <= at.start() && at.start() < sentence.at.end();
            let part = faint(format!("{} ", sentence.part.as_str()));
            pages.push_str(&paper.lines("", "", &[part, (Ink::Quote, sentence.at.of(text).to_owned())]));
            for speech in self.reading.speech.iter().filter(|speech| first(speech).is_some_and(place)) {
                pages.push_str(&paper.lines("  ", "    ", &self.saying(speech)));
            }
            for happening in
                self.reading.happenings.iter().filter(|happening| happening.is_likely() && place(happening.anchor))
            {
                pages.push_str(&paper.lines("  ", "    ", &self.happening(happening)));
            }
            let mentions = self.reading.mentions.iter().filter(|mention| place(mention.at));
            let names: Vec<String> =
                mentions.map(|mention| format!("{} ({})", mention.at.of(text), mention.kind)).collect();
            if !names.is_empty() {
                pages.push_str(&paper.lines("  ", "    ", &[faint("names "), plain(names.join(" · "))]));
            }
            pages.push('\n');
        }
        pages
    }

    fn saying(&self, speech: &Speech) -> Vec<Piece> {
        let words = |at: Option<Span>| at.map_or("–", |at| at.of(self.document.text())).to_owned();
        let content: Vec<&str> = speech.content.iter().map(|at| at.of(self.document.text())).collect();
        vec![
            faint("speech "),
            (Ink::Strong, words(speech.source)),
            faint(" · "),
            plain(words(speech.cue)),
            faint(if speech.quoted { " · in quotes: " } else { ": " }),
            (Ink::Quote, content.join(" … ")),
        ]
    }

    fn happening(&self, happening: &Happening) -> Vec<Piece> {
        let mut pieces = vec![
            (Ink::Code, happening.kind.to_string()),
            plain(format!(" “{}” ", happening.anchor.of(self.document.text()))),
            faint(format!("{:.2} ", happening.chance)),
            plain(format!("{}, {}", happening.stance, happening.actuality)),
        ];
        if happening.background {
            pieces.push(faint(" background"));
        }
        for role in &happening.roles {
            pieces.push(faint(format!(" · {} ", role.role)));
            pieces.push(plain(role.at.of(self.document.text())));
        }
        pieces
    }

    /// The reading as one object.
    pub fn json(&self) -> Value {
        let (report, reading) = (self.report, self.reading);
        let points = CodePoints::of(self.document.text());
        let at = |span: Span| json!(points.at(span));
        let sentences =
            reading.sentences.iter().map(|sentence| json!({"at": at(sentence.at), "part": sentence.part.as_str()}));
        let tokens = reading.tokens.iter().map(|word| {
            json!({"at": at(word.at), "lemma": word.lemma, "pos": word.pos.as_str(), "head": word.head, "dep": word.dep})
        });
        let chains = self.chains();
        let mentions = reading.mentions.iter().map(|mention| {
            let chain = chains.chain(mention.head);
            json!({"at": at(mention.at), "kind": mention.kind.as_str(), "chain": chain})
        });
        let speech = reading.speech.iter().map(|speech| {
            let content: Vec<Value> = speech.content.iter().map(|span| at(*span)).collect();
            json!({"source": speech.source.map(at), "cue": speech.cue.map(at), "content": content, "quoted": speech.quoted})
        });
        let happenings = reading.happenings.iter().filter(|happening| happening.is_likely()).map(|happening| {
            let roles = happening.roles.iter().map(|role| json!({"role": role.role.as_str(), "at": at(role.at), "chance": rounded(role.chance)}));
            json!({
                "anchor": at(happening.anchor), "kind": happening.kind.as_str(), "chance": rounded(happening.chance),
                "stance": happening.stance.as_str(), "actuality": happening.actuality.as_str(), "background": happening.background,
                "roles": roles.collect::<Vec<_>>(),
            })
        });
        json!({
            "report": {
                "id": report.id, "url": report.url, "publisher": report.publisher,
                "published": report.published.map(|day| day.to_string()), "title": report.title, "language": report.language,
            },
            "text": self.document.text(),
            "sentences": sentences.collect::<Vec<_>>(),
            "tokens": tokens.collect::<Vec<_>>(),
            "mentions": mentions.collect::<Vec<_>>(),
            "speech": speech.collect::<Vec<_>>(),
            "happenings": happenings.collect::<Vec<_>>(),
            "times": self.times(&points),
            "places": self.places(&points),
            "counts": self.counts(&points),
        })
    }

    /// Which mentions stand for the same actor.
    fn chains(&self) -> Chains {
        let (text, known) = (self.document.text(), self.coder.knowledge());
        let drafts = extract(self.document, self.reading, known, &Told::default());
        link(text, self.reading, &drafts, known, self.report.published)
    }

    fn times(&self, points: &CodePoints<'_>) -> Vec<Value> {
        let found = self.coder.knowledge().time.times(self.document.text(), self.report.published);
        let day = |day: Option<Date>| day.map(|day| day.to_string());
        let time = |time: FoundTime| {
            let at = Span::within(self.document.text(), time.at.start, time.at.end)?;
            let (from, to) = (day(time.from), day(time.to));
            Some(json!({"at": points.at(at), "type": time.kind.as_str(), "value": time.value, "from": from, "to": to}))
        };
        found.into_iter().filter_map(time).collect()
    }

    fn places(&self, points: &CodePoints<'_>) -> Vec<Value> {
        let gazetteer = &self.coder.knowledge().gazetteer;
        let spans = toponyms(self.document.text(), self.reading, gazetteer);
        let located = locate(&spans, &Setting::of(self.report, self.document), gazetteer);
        let place = |(at, located): (&Span, Located)| {
            let (place, middle) = (located.place, located.middle);
            let (lat, lon) = (place.lat.or(middle.map(|(lat, _)| lat)), place.lon.or(middle.map(|(_, lon)| lon)));
            let name = place.name?;
            Some(json!({"at": points.at(*at), "name": name, "geonameid": place.geonameid, "lat": lat, "lon": lon}))
        };
        spans.iter().zip(located).filter_map(place).collect()
    }

    fn counts(&self, points: &CodePoints<'_>) -> Vec<Value> {
        let count = |count: ParsedCount| {
            let at = Span::within(self.document.text(), count.at.start, count.at.end)?;
            let op = count.op.map(|op| op.as_str());
            let (value, max, unit, who) = (count.value, count.max, count.unit, count.who);
            Some(json!({"at": points.at(at), "op": op, "value": value, "max": max, "unit": unit, "who": who}))
        };
        self.coder.knowledge().counts.find(self.document.text()).into_iter().filter_map(count).collect()
    }
}

fn first(speech: &Speech) -> Option<Span> {
    speech.cue.or(speech.source).or(speech.content.first().copied())
}

fn rounded(chance: f32) -> f64 {
    (f64::from(chance) * 1e4).round() / 1e4
}
