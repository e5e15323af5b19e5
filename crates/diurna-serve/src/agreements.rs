//! Agreements: who is bound to what, by when, and what anybody says has become of it.
//!
//! A term whose day has passed without a word is "no report", never "broken": only a speaker can say that it was broken.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::Html;
use diurna_io::store::StoriesWith;
use diurna_record::{Story, StoryAgreement, Term, TermStatus};
use jiff::civil::Date;

use crate::house::{House, Trouble};
use crate::shell::{Screen, Shell};
use crate::stories::{Asked, Claims, Listed, claims, listed};

/// One thing said of a term.
pub(crate) struct Said {
    pub says: &'static str,
    pub speaker: String,
    pub on: String,
    pub href: String,
}

/// One term.
pub(crate) struct TermRow {
    pub words: String,
    pub act: String,
    pub obliged: String,
    pub due: String,
    /// Whether its day has passed, or is near.
    pub deadline: Option<&'static str>,
    pub status: &'static str,
    pub claimed: String,
    pub confirmed: String,
    pub disputed: String,
    pub history: Vec<Said>,
    pub href: String,
}

/// One agreement.
pub(crate) struct Agreed {
    pub kind: String,
    pub parties: String,
    pub brokers: String,
    pub declared: String,
    pub effective: String,
    pub report: String,
    pub terms: Vec<TermRow>,
}

#[derive(Template)]
#[template(path = "agreements.html")]
struct Page {
    shell: Shell,
    list: Listed,
    today: String,
    agreements: Vec<Agreed>,
}

/// The page of the agreements.
pub(crate) async fn page(
    State(house): State<House>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Html<String>, Trouble> {
    let shell = Shell::of(&house, &headers, Screen::Agreements);
    let list = listed(&house, asked, "/agreements", StoriesWith::Agreements, |row| {
        format!("{} agreements, {} terms", row.agreements, row.terms)
    });
    let list = list.await?;
    let today = jiff::Zoned::now().date();
    let agreements = match list.chosen.clone() {
        Some(story) => house.read(move |store| Ok(agreed(&story, &claims(store, &story)?, today))).await?,
        None => Vec::new(),
    };
    Ok(Html(Page { shell, list, today: today.to_string(), agreements }.render()?))
}

pub(crate) fn agreed(story: &Story, seen: &Claims, today: Date) -> Vec<Agreed> {
    story.agreements.iter().map(|agreement| one(agreement, seen, today)).collect()
}

fn one(agreement: &StoryAgreement, seen: &Claims, today: Date) -> Agreed {
    let or_none = |word: Option<String>| word.unwrap_or_else(|| "not stated".to_owned());
    Agreed {
        kind: agreement.kind.to_string(),
        parties: agreement.parties.join("; "),
        brokers: agreement.brokers.join("; "),
        declared: or_none(agreement.declared.map(|day| day.to_string())),
        effective: or_none(agreement.effective.map(|moment| moment.to_string())),
        report: agreement.report.clone(),
        terms: agreement.terms.iter().map(|it| term(it, seen, today)).collect(),
    }
}

fn term(term: &Term, seen: &Claims, today: Date) -> TermRow {
    let stated = seen.get(&term.claim);
    let history: Vec<Said> = term
        .history
        .iter()
        .map(|point| Said {
            says: point.says.as_str(),
            speaker: point.speaker.clone().unwrap_or_else(|| format!("the report {}", point.claim.report)),
            on: point.on.map_or_else(String::new, |day| day.to_string()),
            href: seen.get(&point.claim).map_or_else(|| "#".to_owned(), |seen| seen.href.clone()),
        })
        .collect();
    let by = |words: &[TermStatus]| {
        let mut names: Vec<&str> = Vec::new();
        for said in history.iter().filter(|said| words.iter().any(|word| word.as_str() == said.says)) {
            if !names.contains(&said.speaker.as_str()) {
                names.push(&said.speaker);
            }
        }
        names.join("; ")
    };
    TermRow {
        words: stated.map_or_else(String::new, |seen| seen.claim.quote.clone()),
        act: term.act.to_string(),
        obliged: term.obliged.join("; "),
        due: term.due.map_or_else(String::new, |due| due.to_string()),
        deadline: deadline(term, today),
        status: term.status.as_str(),
        claimed: by(&[TermStatus::Pledged, TermStatus::Scheduled, TermStatus::Delayed, TermStatus::InForce]),
        confirmed: by(&[TermStatus::Kept, TermStatus::PartlyKept]),
        disputed: by(&[TermStatus::Broken, TermStatus::Disputed, TermStatus::Lapsed]),
        href: stated.map_or_else(|| "#".to_owned(), |seen| seen.href.clone()),
        history,
    }
}

/// What a deadline says by itself.
fn deadline(term: &Term, today: Date) -> Option<&'static str> {
    let due = term.due?.day;
    let waits = matches!(term.status, TermStatus::Pledged | TermStatus::Scheduled | TermStatus::Delayed);
    match waits {
        true if due < today => Some("past: no report of what became of it"),
        true => Some("to come"),
        false => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use diurna_record::Moment;
    use jiff::civil::date;

    #[test]
    fn a_day_that_passed_without_a_word_is_no_report() {
        let due = Moment::parse("2023-09-20");
        let waits = Term { due, status: TermStatus::Scheduled, ..Term::default() };
        assert_eq!(deadline(&waits, date(2024, 1, 1)), Some("past: no report of what became of it"));
        assert_eq!(deadline(&waits, date(2023, 9, 20)), Some("to come"));
        let kept = Term { status: TermStatus::Kept, ..waits };
        assert_eq!(deadline(&kept, date(2024, 1, 1)), None);
    }
}
