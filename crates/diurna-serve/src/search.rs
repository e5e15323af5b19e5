//! Search over titles, quotes and texts.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::Html;
use diurna_io::store::{Hit, HitIn, Page as PageOf};
use serde::Deserialize;

use crate::house::{House, Trouble};
use crate::queue::Turn;
use crate::shell::{Screen, Shell, plain, query};

/// Hits on a page.
const SIZE: u32 = 30;

/// What is asked.
#[derive(Deserialize, Default)]
pub(crate) struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    from: u64,
}

/// Words around a hit: those found and those between.
struct Piece {
    text: String,
    found: bool,
}

/// One hit.
struct Found {
    href: String,
    title: String,
    report: String,
    place: &'static str,
    pieces: Vec<Piece>,
}

#[derive(Template)]
#[template(path = "search.html")]
struct Page {
    shell: Shell,
    q: String,
    total: u64,
    found: Vec<Found>,
    turn: Turn,
}

/// The page of the search.
pub(crate) async fn page(
    State(house): State<House>,
    Query(Asked { q, from }): Query<Asked>,
    headers: HeaderMap,
) -> Result<Html<String>, Trouble> {
    let words = plain(&q);
    let hits = house.read(move |store| store.search(&words, PageOf { from, size: SIZE })).await?;
    let turn = Turn::of(from, hits.rows.len(), hits.total, SIZE, |from| format!("/search?q={}&from={from}", query(&q)));
    let shell = Shell::of(&house, &headers, Screen::Search);
    let found = hits.rows.into_iter().map(found).collect();
    Ok(Html(Page { shell, q, total: hits.total, found, turn }.render()?))
}

fn found(hit: Hit) -> Found {
    let claim = hit.claim.map_or_else(String::new, |claim| format!("#{claim}"));
    Found {
        href: format!("/report/{}{claim}", hit.report),
        title: hit.title.unwrap_or_else(|| hit.report_name.clone()),
        report: hit.report_name,
        place: match hit.place {
            HitIn::Title => "title",
            HitIn::Quote => "claim",
            HitIn::Text => "text",
        },
        pieces: pieces(&hit.around),
    }
}

/// The words between the two signs of the index are those found.
fn pieces(around: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for part in around.split('\u{2}') {
        match part.split_once('\u{3}') {
            Some((found, after)) => {
                pieces.push(Piece { text: found.to_owned(), found: true });
                pieces.push(Piece { text: after.to_owned(), found: false });
            }
            None => pieces.push(Piece { text: part.to_owned(), found: false }),
        }
    }
    pieces.retain(|piece| !piece.text.is_empty());
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn found_words_are_told_from_those_around() {
        let told: Vec<(String, bool)> =
            pieces("a \u{2}truce\u{3} in \u{2}Aden\u{3}").into_iter().map(|piece| (piece.text, piece.found)).collect();
        let told: Vec<(&str, bool)> = told.iter().map(|(text, found)| (text.as_str(), *found)).collect();
        assert_eq!(told, [("a ", false), ("truce", true), (" in ", false), ("Aden", true)]);
    }
}
