//! Sources against each other: what each speaker says, denies or leaves unsaid of each happening of a story.
//!
//! In: a story. Out: a table of its happenings by its speakers, with the quotes; and the questions that speakers answer in ways that cannot both
//! hold. Silence is not denial: it has a sign of its own.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::Html;
use diurna_io::store::StoriesWith;
use diurna_record::{Actuality, ClaimRef, Dispute, HappeningId, Stance, Story};

use crate::house::{House, Trouble};
use crate::shell::{Screen, Shell};
use crate::stories::{Asked, Claims, Listed, Seen, claims, listed};

/// Speakers that have a column of their own at most.
const COLUMNS: usize = 10;
/// Happenings of one story shown at most.
const ROWS: usize = 60;

/// One claim behind a cell.
pub(crate) struct Quote {
    pub words: String,
    pub says: String,
    pub href: String,
    pub report: String,
}

/// What one speaker says of one happening.
struct Cell {
    class: &'static str,
    word: &'static str,
    quotes: Vec<Quote>,
}

/// One happening.
struct Row {
    about: String,
    kind: String,
    cells: Vec<Cell>,
}

/// A question with its answers.
pub(crate) struct Question {
    pub question: String,
    pub about: String,
    pub sides: Vec<(String, String, Vec<Quote>)>,
}

/// One story's sources.
struct Matrix {
    speakers: Vec<String>,
    left_out: usize,
    rows: Vec<Row>,
    questions: Vec<Question>,
    copies: Vec<String>,
}

#[derive(Template)]
#[template(path = "sources.html")]
struct Page {
    shell: Shell,
    list: Listed,
    only: bool,
    matrix: Option<Matrix>,
}

/// The page of the sources.
pub(crate) async fn page(
    State(house): State<House>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Html<String>, Trouble> {
    let shell = Shell::of(&house, &headers, Screen::Sources);
    let only = asked.only == "yes";
    let list = listed(&house, asked, "/sources", StoriesWith::Voices, |row| match row.disputes {
        0 => "no dispute".to_owned(),
        1 => "1 dispute".to_owned(),
        many => format!("{many} disputes"),
    });
    let list = list.await?;
    let matrix = match list.chosen.clone() {
        Some(story) => Some(house.read(move |store| Ok(matrix(&story, &claims(store, &story)?, only))).await?),
        None => None,
    };
    Ok(Html(Page { shell, list, only, matrix }.render()?))
}

fn matrix(story: &Story, seen: &Claims, only: bool) -> Matrix {
    let mut about: BTreeMap<HappeningId, Vec<&Seen>> = BTreeMap::new();
    let mut loudness: BTreeMap<&str, usize> = BTreeMap::new();
    for told in &story.claims {
        let Some(seen) = seen.get(&told.claim) else { continue };
        about.entry(told.happening).or_default().push(seen);
        *loudness.entry(seen.speaker.as_str()).or_default() += 1;
    }
    let mut speakers: Vec<(&str, usize)> = loudness.into_iter().collect();
    speakers.sort_by_key(|&(name, n)| (std::cmp::Reverse(n), name));
    let left_out = speakers.len().saturating_sub(COLUMNS);
    let speakers: Vec<&str> = speakers.into_iter().take(COLUMNS).map(|(name, _)| name).collect();
    let mut told: Vec<&Vec<&Seen>> = about.values().collect();
    told.sort_by_key(|claims| std::cmp::Reverse(claims.len()));
    let rows = told.into_iter().filter_map(|claims| row(claims, &speakers, only)).take(ROWS).collect();
    let questions = story.disputes.iter().map(|dispute| question(dispute, seen)).collect();
    Matrix {
        speakers: speakers.into_iter().map(str::to_owned).collect(),
        left_out,
        rows,
        questions,
        copies: story.copies.iter().map(|group| group.join(" = ")).collect(),
    }
}

fn row(claims: &[&Seen], speakers: &[&str], only: bool) -> Option<Row> {
    let lead = claims.iter().find(|seen| !seen.claim.kind.is_toll()).or(claims.first())?;
    let cells: Vec<Cell> = speakers.iter().map(|speaker| cell(claims, speaker)).collect();
    let has = |class: &str| cells.iter().any(|cell| cell.class == class);
    if only && !(has("deny") && has("say")) {
        return None;
    }
    Some(Row { about: lead.claim.anchor.text.clone(), kind: lead.claim.kind.to_string(), cells })
}

fn cell(claims: &[&Seen], speaker: &str) -> Cell {
    let theirs: Vec<&&Seen> = claims.iter().filter(|seen| seen.speaker == speaker).collect();
    // Of what one speaker says in several claims, the word that stands apart most is shown; all are quoted.
    let strongest = theirs.iter().map(|seen| manner(seen)).min();
    let (class, word) = match strongest {
        Some(Manner::Denies) => ("deny", "denies"),
        Some(Manner::Says) => ("say", "says so"),
        Some(Manner::Asks) => ("ask", "asks, doubts or judges"),
        Some(Manner::Perhaps) => ("if", "conditional or planned"),
        None => ("silent", "silent"),
    };
    Cell { class, word, quotes: theirs.into_iter().map(|seen| quote(seen)).collect() }
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Manner {
    Denies,
    Says,
    Asks,
    Perhaps,
}

fn manner(seen: &Seen) -> Manner {
    match (seen.claim.stance, seen.claim.actuality) {
        (Stance::Denies, _) | (Stance::Asserts | Stance::Confirms, Actuality::Not) => Manner::Denies,
        (Stance::Asserts | Stance::Confirms | Stance::Admits | Stance::Accuses | Stance::Announces, actuality) => {
            match actuality {
                Actuality::Happened | Actuality::Ongoing | Actuality::Attempted => Manner::Says,
                _ => Manner::Perhaps,
            }
        }
        (Stance::Promises | Stance::Threatens, _) => Manner::Perhaps,
        _ => Manner::Asks,
    }
}

fn quote(seen: &Seen) -> Quote {
    Quote {
        words: seen.claim.quote.clone(),
        says: format!("{}, {}", seen.claim.stance, seen.claim.actuality),
        href: seen.href.clone(),
        report: seen.report.clone(),
    }
}

pub(crate) fn question(dispute: &Dispute, seen: &Claims) -> Question {
    let quotes = |claims: &[ClaimRef]| claims.iter().filter_map(|claim| seen.get(claim)).map(quote).collect();
    let about = seen.get(&dispute.about).map_or_else(String::new, |seen| seen.claim.quote.clone());
    let sides = dispute.sides.iter().map(|side| (side.answer.clone(), side.speakers.join(", "), quotes(&side.claims)));
    Question { question: dispute.question.as_str().replace('-', " "), about, sides: sides.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use diurna_record::{Claim, ClaimId, StoryClaim};

    fn says(speaker: &str, stance: Stance, actuality: Actuality) -> Seen {
        Seen {
            claim: Claim { stance, actuality, ..Claim::default() },
            speaker: speaker.into(),
            href: "/report/1#c1".into(),
            report: "r1".into(),
            number: 1,
        }
    }

    #[test]
    fn silence_is_not_denial() {
        let army = says("the army", Stance::Denies, Actuality::Not);
        let rebels = says("rebels", Stance::Asserts, Actuality::Happened);
        let of = |who| cell(&[&army, &rebels], who).class;
        assert_eq!((of("the army"), of("rebels"), of("a ministry")), ("deny", "say", "silent"));
    }

    #[test]
    fn only_disagreements_are_shown_where_they_are_asked_for() {
        let claim = |id| ClaimRef { report: "r1".into(), claim: ClaimId(id) };
        let told = |id, happening| StoryClaim { claim: claim(id), happening: HappeningId(happening) };
        let story = Story { claims: vec![told(1, 1), told(2, 1), told(3, 2)], ..Story::default() };
        let seen: Claims = [
            (claim(1), says("the army", Stance::Denies, Actuality::Not)),
            (claim(2), says("rebels", Stance::Asserts, Actuality::Happened)),
            (claim(3), says("rebels", Stance::Asserts, Actuality::Happened)),
        ]
        .into();
        assert_eq!((matrix(&story, &seen, false).rows.len(), matrix(&story, &seen, true).rows.len()), (2, 1));
    }
}
