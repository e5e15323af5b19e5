//! Questions over all reports of a file, answered a page at a time.
//!
//! In: what is wanted, and which page of it. Out: rows of the tables as they stand, with the corrections made in the open, and how many
//! there are in all. Nothing is added up or merged: a row is a claim, or a number of claims.

mod agreements;
mod claims;
mod places;
mod reports;
mod search;
mod tolls;

use rusqlite::ToSql;

pub use agreements::{AgreementRow, TermRow};
pub use claims::{ClaimFilter, ClaimOrder, ClaimRow, Next};
pub use places::{DayRow, MapBox, PlaceRow};
pub use reports::{ReportFilter, ReportOrder, ReportRow, ReportStatus, Summary};
pub use search::{Hit, HitIn};
pub use tolls::TollRow;

/// Which rows of an answer are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// How many rows come before it.
    pub from: u64,
    /// How many rows it has at most.
    pub size: u32,
}

impl Default for Page {
    fn default() -> Page {
        Page { from: 0, size: 50 }
    }
}

/// One page of an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Paged<T> {
    /// The rows of the page.
    pub rows: Vec<T>,
    /// How many rows the whole answer has.
    pub total: u64,
}

/// Conditions of a question, with their values.
#[derive(Default)]
struct Where {
    conditions: Vec<String>,
    values: Vec<Box<dyn ToSql>>,
}

impl Where {
    /// Adds a condition with its values, each a `?` of it.
    fn and(&mut self, condition: &str, values: impl IntoIterator<Item = Box<dyn ToSql>>) {
        self.conditions.push(condition.to_owned());
        self.values.extend(values);
    }

    /// Adds a condition where its one value is given.
    fn given<T: ToSql + Clone + 'static>(&mut self, condition: &str, value: Option<&T>) {
        if let Some(value) = value {
            self.and(condition, [Box::new(value.clone()) as Box<dyn ToSql>]);
        }
    }

    /// " WHERE … AND …", or nothing.
    fn sql(&self) -> String {
        if self.conditions.is_empty() { String::new() } else { format!(" WHERE {}", self.conditions.join(" AND ")) }
    }

    fn values(&self) -> Vec<&dyn ToSql> {
        self.values.iter().map(|value| value.as_ref()).collect()
    }
}

/// A person's words as a question of the full-text index: each word as it is, those in quotation marks as one phrase, the last as the
/// start of a word.
fn words_of(query: &str) -> Option<String> {
    let mut words: Vec<String> = Vec::new();
    for (i, piece) in query.split('"').enumerate() {
        let quoted = |words: &str| format!("\"{words}\"");
        match i % 2 {
            1 if !piece.trim().is_empty() => words.push(quoted(piece.trim())),
            1 => {}
            _ => words.extend(piece.split_whitespace().map(quoted)),
        }
    }
    let open = !query.ends_with(['"', ' ']);
    let last = words.last_mut()?;
    if open {
        last.push('*');
    }
    Some(words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_persons_words_are_words_whatever_signs_they_hold() {
        assert_eq!(words_of("cease fire").as_deref(), Some("\"cease\" \"fire\"*"));
        assert_eq!(words_of("\"cease fire\" NOT").as_deref(), Some("\"cease fire\" \"NOT\"*"));
        assert_eq!(words_of("kill* OR (").as_deref(), Some("\"kill*\" \"OR\" \"(\"*"));
        assert_eq!(words_of("  "), None);
    }
}
