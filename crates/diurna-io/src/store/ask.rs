//! Questions over all reports of a file, answered a page at a time.
//!
//! In: what is wanted, and which page of it. Out: rows of the tables as they stand, with the corrections made in the open, and how many
//! there are in all. Nothing is added up or merged: a row is a claim, or a number of claims.

mod agreements;
mod claims;
mod places;
mod reports;
mod search;
mod stories;
mod tolls;

use rusqlite::ToSql;

pub use agreements::{AgreementRow, TermRow};
pub use claims::{ClaimFilter, ClaimOrder, ClaimRow, Next};
pub use places::{DayRow, MapBox, PlaceRow};
pub use reports::{ReportFilter, ReportOrder, ReportRow, ReportStatus, Summary};
pub use search::{Hit, HitIn};
pub use stories::{StoriesWith, StoryRow};
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

/// What a person typed, as questions of the indexes.
struct Asked {
    /// For an index of words with their order: each word as it is, those in quotation marks as one phrase, the last as the start of one.
    phrases: String,
    /// For an index of words alone: the words.
    words: String,
    /// The phrases that a text must hold besides, as patterns of LIKE.
    like: Vec<String>,
}

/// A person's words; signs mean nothing but themselves, save quotation marks around a phrase.
fn asked(query: &str) -> Option<Asked> {
    let mut phrases: Vec<Vec<&str>> = Vec::new();
    for (i, piece) in query.split('"').enumerate() {
        let words = piece.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
        match i % 2 {
            1 => phrases.push(words.collect()),
            _ => phrases.extend(words.map(|word| vec![word])),
        }
    }
    phrases.retain(|phrase| !phrase.is_empty());
    let start = query.chars().next_back()?.is_alphanumeric();
    let quoted = |words: &str| format!("\"{words}\"");
    let mut in_order: Vec<String> = phrases.iter().map(|phrase| quoted(&phrase.join(" "))).collect();
    let mut words: Vec<String> = phrases.iter().flatten().map(|word| quoted(word)).collect();
    if start {
        in_order.last_mut()?.push('*');
        words.last_mut()?.push('*');
    }
    let like = phrases.iter().filter(|phrase| phrase.len() > 1).map(|phrase| format!("%{}%", phrase.join("%")));
    Some(Asked { phrases: in_order.join(" "), words: words.join(" "), like: like.collect() })
        .filter(|asked| !asked.words.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phrases(query: &str) -> Option<String> {
        asked(query).map(|asked| asked.phrases)
    }

    #[test]
    fn a_persons_words_are_words_whatever_signs_they_hold() {
        assert_eq!(phrases("cease fire").as_deref(), Some("\"cease\" \"fire\"*"));
        assert_eq!(phrases("\"cease fire\" NOT").as_deref(), Some("\"cease fire\" \"NOT\"*"));
        assert_eq!(phrases("kill* OR (").as_deref(), Some("\"kill\" \"OR\""));
        assert_eq!(phrases("cease-fire ").as_deref(), Some("\"cease\" \"fire\""));
        for nothing in ["", "  ", "\"", "(-)", "\"\" *"] {
            assert_eq!(phrases(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn a_text_is_asked_for_the_words_and_then_for_the_phrase() {
        let asked = asked("\"shot dead\" mayor").expect("words");
        assert_eq!(
            (asked.words.as_str(), asked.like),
            ("\"shot\" \"dead\" \"mayor\"*", vec!["%shot%dead%".to_owned()])
        );
    }
}
