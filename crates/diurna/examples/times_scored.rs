//! How many gold times the time resolver reckons right.
//!
//! In: gold files (`claims.md` JSON) or TimeML files (`.tml`). Out: for gold the share of times with both days right; for
//! TimeML the strict, relaxed, type and value F1 of TempEval-3; and every miss. Usage: `times_scored FILE…`

#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "an example reads the files it is given")]

use diurna::resolve::time::{Tense, TimeContext, TimeWords};
use jiff::civil::Date;
use serde_json::Value;

#[derive(Default)]
struct Score {
    times: usize,
    exact: usize,
    gold: usize,
    found: usize,
    strict: usize,
    relaxed: usize,
    kind: usize,
    value: usize,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let words = TimeWords::embedded()?;
    let mut score = Score::default();
    for path in std::env::args().skip(1) {
        let text = String::from_utf8_lossy(&std::fs::read(&path)?).into_owned();
        if path.ends_with(".tml") {
            timeml(&text, &words, &mut score);
        } else {
            report(&serde_json::from_str(&text)?, &words, &mut score);
        }
    }
    let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
    let f1 = |hits: usize| share(2 * hits, score.gold + score.found);
    if score.times > 0 {
        println!("times {} both days right {:.4}", score.times, share(score.exact, score.times));
    }
    if score.gold > 0 {
        let (strict, relaxed) = (f1(score.strict), f1(score.relaxed));
        println!(
            "timeml {} found {} strict {strict:.4} relaxed {relaxed:.4} type {:.4} value {:.4}",
            score.gold,
            score.found,
            f1(score.kind),
            f1(score.value)
        );
    }
    Ok(())
}

fn tense(actuality: Option<&str>) -> Tense {
    match actuality {
        Some("planned" | "conditional" | "hypothetical") => Tense::Future,
        Some("ongoing") => Tense::Present,
        _ => Tense::Past,
    }
}

fn report(gold: &Value, words: &TimeWords, score: &mut Score) {
    let day = |value: &Value| value.as_str().and_then(|day| day.parse::<Date>().ok());
    let published = day(&gold["report"]["published"]);
    let mut days: Vec<(&str, Date)> = Vec::new();
    for claim in gold["claims"].as_array().into_iter().flatten() {
        let when = &claim["when"];
        let Some(said) = when["text"].as_str() else { continue };
        let (from, to) = (day(&when["from"]), day(&when["to"]));
        let tense = tense(claim["actuality"].as_str());
        let told = days.iter().rev().find(|(words, _)| *words != said).map(|(_, day)| *day);
        let context = TimeContext { published, tense, event_day: told, dateline_zone: None };
        let found = words.resolve(said, &context);
        score.times += 1;
        if found.as_ref().map(|found| (found.from, found.to)) == Some((from, to)) {
            score.exact += 1;
        } else {
            let got = found.map(|found| (found.from, found.to));
            println!(
                "WHEN {} {published:?} {tense:?} told {told:?} {said:?} gold {from:?} {to:?} got {got:?}",
                gold["report"]["id"]
            );
        }
        if let Some(day) = from.filter(|_| from == to) {
            days.push((said, day));
        }
    }
}

/// One TimeML time: its bytes in the plain text, kind and value.
struct Timex {
    at: std::ops::Range<usize>,
    kind: String,
    value: String,
}

fn timeml(file: &str, words: &TimeWords, score: &mut Score) {
    let published = file
        .split("<DCT>")
        .nth(1)
        .and_then(|head| attribute(head, "value"))
        .and_then(|day| day.get(..10)?.parse::<Date>().ok());
    let Some(body) = file.split("<TEXT>").nth(1).and_then(|rest| rest.split("</TEXT>").next()) else { return };
    let (text, gold) = plain(body);
    let found = words.times(&text, published);
    score.gold += gold.len();
    score.found += found.len();
    let mut used = vec![false; found.len()];
    for timex in &gold {
        let overlaps = |at: &std::ops::Range<usize>| at.start < timex.at.end && timex.at.start < at.end;
        let exact = found.iter().position(|found| found.at == timex.at);
        let hit = exact.or_else(|| found.iter().enumerate().position(|(i, found)| !used[i] && overlaps(&found.at)));
        let context = text
            .get(timex.at.start.saturating_sub(50)..(timex.at.end + 30).min(text.len()))
            .unwrap_or("")
            .replace('\n', " ");
        let said = &text[timex.at.clone()];
        let Some(i) = hit else {
            println!("MISSED {said:?} {} {} | {context}", timex.kind, timex.value);
            continue;
        };
        used[i] = true;
        let system = &found[i];
        score.relaxed += 1;
        score.strict += usize::from(system.at == timex.at);
        score.kind += usize::from(system.kind.as_str() == timex.kind);
        if system.value == timex.value {
            score.value += 1;
        } else {
            println!(
                "VALUE {said:?} gold {} {} got {:?} {} {} dct {published:?} | {context}",
                timex.kind,
                timex.value,
                &text[system.at.clone()],
                system.kind.as_str(),
                system.value
            );
        }
        if system.at != timex.at {
            println!("EXTENT gold {said:?} got {:?}", &text[system.at.clone()]);
        }
    }
    for (system, _) in found.iter().zip(&used).filter(|(_, used)| !**used) {
        let context = text
            .get(system.at.start.saturating_sub(40)..(system.at.end + 40).min(text.len()))
            .unwrap_or("")
            .replace('\n', " ");
        println!("SPURIOUS {:?} {} {} | {context}", &text[system.at.clone()], system.kind.as_str(), system.value);
    }
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    tag.split(&format!("{name}=\"")).nth(1)?.split('"').next()
}

/// The text without its tags, and the times that were marked in it.
fn plain(body: &str) -> (String, Vec<Timex>) {
    let (mut text, mut times, mut open): (String, Vec<Timex>, Option<usize>) = (String::new(), Vec::new(), None);
    let mut rest = body;
    while let Some(start) = rest.find('<') {
        text.push_str(&unescape(&rest[..start]));
        let end = rest[start..].find('>').map_or(rest.len(), |end| start + end + 1);
        let tag = &rest[start..end];
        if tag.starts_with("<TIMEX3") {
            let (kind, value) = (attribute(tag, "type").unwrap_or(""), attribute(tag, " value").unwrap_or(""));
            times.push(Timex { at: text.len()..text.len(), kind: kind.to_owned(), value: value.to_owned() });
            open = Some(times.len() - 1);
        } else if tag.starts_with("</TIMEX3")
            && let Some(index) = open.take()
        {
            times[index].at.end = text.len();
        }
        rest = &rest[end..];
    }
    text.push_str(&unescape(rest));
    times.retain(|time| !time.at.is_empty());
    (text, times)
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'").replace("&amp;", "&")
}
