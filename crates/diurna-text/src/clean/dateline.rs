//! Datelines: "KYIV, Ukraine (AP) —".
//!
//! In: the first paragraph of the body. Out: how far the dateline goes, and its place words. It never looks a place
//! up: capitals, an agency in brackets, a date and the dash tell.

use crate::Span;
use crate::segment::chars::is_blank;
use crate::segment::tables::tables;
use serde::Deserialize;
use std::sync::LazyLock;

/// The longest dateline, in bytes.
const LONGEST: usize = 160;

/// A dateline and its place words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Dateline {
    /// All of it, with the dash.
    pub(crate) at: Span,
    /// The place words; absent where only an agency is named.
    pub(crate) place: Option<Span>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    months: Vec<String>,
    weekdays: Vec<String>,
    stamps: Vec<String>,
    links: Vec<String>,
    labels: Vec<String>,
}

fn table() -> &'static Table {
    static TABLE: LazyLock<Table> = LazyLock::new(|| load().expect("a test loads the embedded table"));
    &TABLE
}

fn load() -> Result<Table, toml::de::Error> {
    toml::from_str(diurna_data::TEXT_DATELINES)
}

fn among(words: &[String], word: &str) -> bool {
    words.iter().any(|held| held.eq_ignore_ascii_case(word))
}

/// The dateline that the paragraph `span` begins with.
pub(crate) fn dateline(text: &str, span: Span) -> Option<Dateline> {
    let near = text.floor_char_boundary(span.end().min(span.start() + LONGEST));
    let head = &text[span.start()..near];
    for (at, c) in head.char_indices().filter(|(_, c)| matches!(c, '—' | '–' | '-' | ':' | '―')) {
        let Some(end) = dash_end(head, at, c) else { continue };
        let rest = text[span.start() + end..span.end()].trim_start_matches(is_blank);
        if rest.is_empty() {
            return None;
        }
        if let Some(place) = Head::read(&head[..at]).and_then(|read| read.place(&head[..at], c, rest)) {
            let found = place.map(|(from, to)| Span::new(span.start() + from, span.start() + to));
            return Some(Dateline { at: Span::new(span.start(), span.start() + end), place: found });
        }
    }
    None
}

/// Where the dash at `at` ends, if it stands as one that parts a dateline from a report.
fn dash_end(head: &str, at: usize, c: char) -> Option<usize> {
    let before = head[..at].chars().next_back()?;
    let run = head[at..].chars().take_while(|&next| next == c).count();
    let end = at + run * c.len_utf8();
    let after = head[end..].chars().next();
    let apart = is_blank(before) || matches!(before, ')' | '.' | ',');
    match c {
        '-' if run == 1 => (apart && after.is_some_and(is_blank)).then_some(end),
        ':' => after.is_some_and(is_blank).then_some(end),
        _ => Some(end),
    }
}

/// What the words before a dash are.
#[derive(Default)]
struct Head {
    place: Option<(usize, usize)>,
    words: usize,
    capitals: bool,
    agency: bool,
    date: bool,
}

impl Head {
    /// Reads the words before a dash; `None` when one of them has no place in a dateline.
    fn read(head: &str) -> Option<Head> {
        let mut read = Head::default();
        let mut at = 0;
        while let Some(found) = head[at..].find(|c: char| !is_blank(c) && !matches!(c, ',' | '/' | '.')) {
            let start = at + found;
            if head[start..].starts_with('(') {
                let close = start + head[start..].find(')')?;
                read.agency = true;
                at = close + 1;
                continue;
            }
            let end = head[start..]
                .find(|c: char| is_blank(c) || matches!(c, ',' | '/' | '('))
                .map_or(head.len(), |end| start + end);
            read.word(head, start, end)?;
            at = end;
        }
        (read.words <= 8).then_some(read)
    }

    fn word(&mut self, head: &str, start: usize, end: usize) -> Option<()> {
        let word = head[start..end].trim_end_matches('.');
        if word.starts_with(|c: char| c.is_ascii_digit())
            || among(&table().months, word) && (self.words > 0 || self.date)
        {
            self.date = true;
            return Some(());
        }
        if among(&table().weekdays, word) {
            return (self.words > 0).then_some(());
        }
        let first = word.chars().next()?;
        let link = among(&table().links, word) || word.starts_with("al-") || word.starts_with("el-");
        if !(first.is_uppercase() || first == '\'' || first == '’' || link && self.words > 0)
            || self.date
            || self.agency
        {
            return None;
        }
        if self.words == 0 {
            let letters = word.chars().filter(|c| c.is_alphabetic()).count();
            self.capitals = letters >= 3 && word.chars().all(|c| !c.is_lowercase());
            if among(&table().labels, word) || tables().is_opener(word) && !self.capitals {
                return None;
            }
        }
        self.words += 1;
        self.place = Some((self.place.map_or(start, |place| place.0), start + word.len()));
        Some(())
    }

    /// The place words if what was read is a dateline before `dash`.
    fn place(self, head: &str, dash: char, rest: &str) -> Option<Option<(usize, usize)>> {
        let small = rest.chars().take(80).any(char::is_lowercase);
        let opens =
            rest.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || crate::segment::chars::is_opening(c));
        let told = match dash {
            ':' => self.capitals && small && self.words <= 4,
            '-' if !head.ends_with('-') && !self.agency && !self.date => self.capitals && small,
            _ => self.agency || self.date && head.contains(',') || self.capitals && small || self.words <= 4,
        };
        let known = self.place.is_some() || self.agency;
        (told && opens && known).then_some(self.place)
    }
}

/// Whether `text` is only names and the words and marks that join names: "Amina Diallo and Pavel Roth".
pub(crate) fn is_names(text: &str) -> bool {
    let mut names = 0;
    for word in
        text.split(|c: char| is_blank(c) || matches!(c, ',' | '/' | '|' | ';' | '&')).filter(|word| !word.is_empty())
    {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let named =
            word.starts_with(char::is_uppercase) && !among(&table().weekdays, word) && !among(&table().months, word);
        let link = among(&table().links, word);
        if !(named || link || word.is_empty()) {
            return false;
        }
        names += usize::from(named);
    }
    names > 0
}

/// Whether `text` only says when: "14:30 GMT, 5 May 2024".
pub(crate) fn is_stamp(text: &str) -> bool {
    let mut figures = 0;
    for word in text
        .split(|c: char| is_blank(c) || matches!(c, ',' | '/' | '|' | '-' | '–' | '(' | ')'))
        .filter(|word| !word.is_empty())
    {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let figure = word.starts_with(|c: char| c.is_ascii_digit());
        let table = table();
        if !(figure
            || word.is_empty()
            || among(&table.months, word)
            || among(&table.weekdays, word)
            || among(&table.stamps, word))
        {
            return false;
        }
        figures += usize::from(figure);
    }
    figures > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(&str, &str)> {
        let found = dateline(text, Span::new(0, text.len()))?;
        Some((found.at.of(text), found.place.map_or("", |place| place.of(text))))
    }

    #[test]
    fn the_embedded_table_loads() {
        assert!(load().is_ok());
    }

    #[test]
    fn datelines_of_many_houses() {
        assert_eq!(read("KYIV, Ukraine (AP) — Shells fell."), Some(("KYIV, Ukraine (AP) —", "KYIV, Ukraine")));
        assert_eq!(read("GOMA, March 3 (Reuters) - Rebels entered."), Some(("GOMA, March 3 (Reuters) -", "GOMA")));
        assert_eq!(read("WASHINGTON — The envoy left."), Some(("WASHINGTON —", "WASHINGTON")));
        assert_eq!(
            read("GAZA/JERUSALEM, Oct 5 (Reuters) - A truce held."),
            Some(("GAZA/JERUSALEM, Oct 5 (Reuters) -", "GAZA/JERUSALEM"))
        );
        assert_eq!(
            read("SAN SALVADOR, 30 OCT 89 (RADIO) -- THE ARMY SAID"),
            Some(("SAN SALVADOR, 30 OCT 89 (RADIO) --", "SAN SALVADOR"))
        );
        assert_eq!(read("(EANS) - Monks met the generals."), Some(("(EANS) -", "")));
        assert_eq!(read("BEIRUT: Shells hit a village."), Some(("BEIRUT:", "BEIRUT")));
        assert_eq!(read("Mexico City – Police freed four hostages."), Some(("Mexico City –", "Mexico City")));
        assert_eq!(
            read("PORT-AU-PRINCE, Haiti — Gangs fired."),
            Some(("PORT-AU-PRINCE, Haiti —", "PORT-AU-PRINCE, Haiti"))
        );
    }

    #[test]
    fn a_dash_in_a_sentence_is_no_dateline() {
        assert_eq!(read("The rebels — who deny it — fled."), None);
        assert_eq!(read("Rebels took Goma on Monday - four people died."), None);
        assert_eq!(read("ANALYSIS: What the truce means for Sudan"), None);
        assert_eq!(read("Kenya launched a raid — nearly five years later — on the forest."), None);
        assert_eq!(read("Tshisekedi — the president — spoke."), None);
    }
}
