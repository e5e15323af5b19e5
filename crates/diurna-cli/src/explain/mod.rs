//! `diurna explain`: why the words at an offset became this claim, or none.
//!
//! In: a report and a code point of its text. Out: the word there with its grammar, everything the model saw there with its chances, what
//! it nearly saw, the claims that rest on it with where each of their fields came from, and why nothing was made where nothing was. The
//! first report of the file is meant.

mod story;

use diurna::Coder;
use diurna::claims::{is_silent, weighings};
use diurna_io::input::reports;
use diurna_read::{Doubt, Happening, Reading, Word};
use diurna_record::{Claim, CodePoints, Kind};
use diurna_text::{Document, Span};
use std::io::{self, Write};

use crate::args::Explain;
use crate::{Outcome, Stop, check};

/// Tells what was seen at the offset.
pub fn explain(word: &Explain) -> Result<Outcome, Stop> {
    let coder = check::with_folder(Coder::embedded().map_err(Stop::because)?, word.kinds.as_deref())?;
    let found = reports(std::slice::from_ref(&word.path), &word.known.defaults()).next();
    let given = found.ok_or_else(|| Stop::because("no report to explain"))?.map_err(Stop::because)?;
    let (document, reading) = coder.read(&given.report);
    let points = CodePoints::of(document.text());
    let outside =
        || Stop::because(format!("offset {} is outside the text, which has {} code points", word.at, points.len()));
    let offset = points.span([word.at, word.at + 1]).ok_or_else(outside)?;
    let token = reading.tokens.iter().position(|token| token.at.overlaps(offset));
    writeln!(io::stdout(), "{}", seen(&document, &reading, offset, token))?;
    let record = coder.code(&given.report);
    let weighings = weighings(document.text(), &reading, coder.kinds());
    let of = |claim: &Claim| story::happening(&reading, claim).map(|(index, _)| index);
    let weighing = |index: Option<usize>| weighings.iter().find(|weighing| Some(weighing.happening) == index);
    let (here, around): (Vec<&Claim>, Vec<&Claim>) =
        record.claims.iter().filter(|claim| claim.at.overlaps(offset)).partition(|claim| rests(claim, offset));
    for claim in &here {
        writeln!(
            io::stdout(),
            "\nclaim {} {} “{}”, chance {:.2}",
            claim.id,
            claim.kind,
            claim.anchor.text,
            claim.chance
        )?;
        writeln!(io::stdout(), "  {}", story::made(claim, weighing(of(claim))))?;
        for line in story::fields(&record, &reading, claim) {
            writeln!(io::stdout(), "  {line}")?;
        }
    }
    for claim in around {
        writeln!(io::stdout(), "\nclaim {} {} “{}” has it in its quote", claim.id, claim.kind, claim.anchor.text)?;
    }
    let unclaimed = |index: usize| !record.claims.iter().any(|claim| of(claim) == Some(index));
    let at = |index: usize| reading.happenings.get(index).is_some_and(|it| it.anchor.overlaps(offset));
    let mut told = !here.is_empty();
    for weighing in weighings.iter().filter(|weighing| at(weighing.happening) && unclaimed(weighing.happening)) {
        told = true;
        writeln!(io::stdout(), "\nno claim: {}", story::weighed(weighing))?;
        if weighing.is_enough() {
            let silent = silent(&document, &reading, offset).unwrap_or("a likelier anchor overlaps it");
            writeln!(io::stdout(), "  {silent}")?;
        }
    }
    if !told {
        let silent =
            silent(&document, &reading, offset).unwrap_or("the model sees no anchor here that is worth weighing");
        writeln!(io::stdout(), "\nno claim rests on it: {silent}")?;
    }
    Ok(Outcome::All)
}

/// Whether a claim has its anchor or its count there.
fn rests(claim: &Claim, offset: Span) -> bool {
    claim.anchor.at.overlaps(offset) || claim.count.as_ref().is_some_and(|count| count.at.overlaps(offset))
}

/// Why nothing there can make a claim, if so.
fn silent(document: &Document, reading: &Reading, offset: Span) -> Option<&'static str> {
    if document.noise().iter().any(|noise| noise.at.overlaps(offset)) {
        return Some("it is set aside as noise");
    }
    let sentence = reading.sentences.iter().find(|sentence| sentence.at.overlaps(offset));
    match sentence.map(|sentence| sentence.part) {
        None => Some("no sentence holds it"),
        Some(part) if is_silent(part) => Some("asides, captions, subheads and datelines make no claims"),
        Some(_) => None,
    }
}

/// Everything the model saw at the offset, a line each.
fn seen(document: &Document, reading: &Reading, offset: Span, token: Option<usize>) -> String {
    let text = document.text();
    let mut lines = Vec::new();
    match token.and_then(|at| reading.tokens.get(at)) {
        Some(word) => lines.push(grammar(text, reading, word)),
        None => lines.push(format!("“{}” is between words", offset.of(text).escape_debug())),
    }
    let sentence = reading.sentences.iter().find(|sentence| sentence.at.overlaps(offset));
    lines.extend(sentence.map(|sentence| format!("sentence ({}): {}", sentence.part.as_str(), sentence.at.of(text))));
    let noise = document.noise().iter().filter(|noise| noise.at.overlaps(offset));
    lines.extend(noise.map(|noise| format!("set aside as {}", noise.why.as_str())));
    let mentions = reading.mentions.iter().filter(|mention| mention.at.overlaps(offset));
    lines.extend(
        mentions.map(|mention| format!("name “{}”: {} {:.2}", mention.at.of(text), mention.kind, mention.chance)),
    );
    for speech in &reading.speech {
        let parts = [
            ("source", speech.source.as_slice()),
            ("cue", speech.cue.as_slice()),
            ("content", speech.content.as_slice()),
        ];
        let words = |at: Option<Span>| at.map_or("nobody", |at| at.of(text)).to_owned();
        let here = parts.iter().filter(|(_, spans)| spans.iter().any(|at| at.overlaps(offset)));
        lines.extend(here.map(|(part, _)| format!("speech of {}: {part}", words(speech.source))));
    }
    for happening in &reading.happenings {
        lines.extend(anchored(text, reading, happening, offset));
    }
    lines.extend(reading.doubts.iter().filter(|doubt| doubt.at.overlaps(offset)).map(|doubt| doubted(text, doubt)));
    lines.join("\n")
}

fn grammar(text: &str, reading: &Reading, word: &Word) -> String {
    let head = word.head.and_then(|head| reading.tokens.get(head)).map(|head| format!(" of “{}”", head.at.of(text)));
    format!("“{}”: {} {}, {}{}", word.at.of(text), word.pos, word.lemma, word.dep, head.unwrap_or_default())
}

/// What a happening has to do with the offset: it is its anchor, or plays a part in it.
fn anchored(text: &str, reading: &Reading, happening: &Happening, offset: Span) -> Vec<String> {
    let mut lines = Vec::new();
    let layer = if happening.toll { "toll" } else { "happening" };
    if happening.anchor.overlaps(offset) {
        let (kinds, stance, actuality) = (chances(&happening.kinds), happening.stance, happening.actuality);
        lines.push(format!("{layer} “{}”: {kinds}; {stance}, {actuality}", happening.anchor.of(text)));
        lines.extend(
            happening.roles.iter().map(|role| format!("  {} “{}” {:.2}", role.role, role.at.of(text), role.chance)),
        );
        for link in &happening.links {
            let other = reading.happenings.get(link.to).map_or("", |other| other.anchor.of(text));
            lines.push(format!("  {} “{other}” {:.2}", link.kind, link.chance));
        }
    }
    let roles = happening.roles.iter().filter(|role| role.at.overlaps(offset));
    lines.extend(
        roles.map(|role| format!("{} of {layer} “{}” {:.2}", role.role, happening.anchor.of(text), role.chance)),
    );
    lines
}

fn doubted(text: &str, doubt: &Doubt) -> String {
    let layer = if doubt.toll { "toll" } else { "happening" };
    format!("nearly a {layer} “{}”: {}; none {:.2}", doubt.at.of(text), chances(&doubt.kinds), doubt.none)
}

fn chances(kinds: &[(Kind, f32)]) -> String {
    kinds.iter().map(|(kind, chance)| format!("{kind} {chance:.2}")).collect::<Vec<_>>().join(", ")
}
