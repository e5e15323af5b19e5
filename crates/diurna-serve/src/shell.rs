//! What every page has around it: where one is, who one is, and how the page is lit.

use axum::http::HeaderMap;
use diurna_io::store::{Pass, Reviewer};

use crate::door::cookie;
use crate::house::House;

/// The longest name a reviewer may take, in characters.
const NAME_MOST: usize = 60;

/// The screens, in the order of the bar at the top.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Screen {
    Queue,
    Map,
    Timeline,
    Stories,
    Tolls,
    Sources,
    Agreements,
    Search,
    Differences,
    Journal,
    Export,
    Name,
}

const BAR: [(Screen, &str, &str); 11] = [
    (Screen::Queue, "Queue", "/"),
    (Screen::Map, "Map", "/map"),
    (Screen::Timeline, "Timeline", "/timeline"),
    (Screen::Stories, "Stories", "/stories"),
    (Screen::Tolls, "Tolls", "/tolls"),
    (Screen::Sources, "Sources", "/sources"),
    (Screen::Agreements, "Agreements", "/agreements"),
    (Screen::Search, "Search", "/search"),
    (Screen::Differences, "Differences", "/differences"),
    (Screen::Journal, "Journal", "/journal"),
    (Screen::Export, "Export", "/export"),
];

/// One entry of the bar.
pub(crate) struct Entry {
    pub name: &'static str,
    pub path: &'static str,
    pub here: bool,
}

/// The page around a page.
pub(crate) struct Shell {
    here: Screen,
    pub record: String,
    pub edition: String,
    pub theme: Option<&'static str>,
    pub reviewer: String,
    pub blind: bool,
}

impl Shell {
    /// The shell of a request.
    pub(crate) fn of(house: &House, headers: &HeaderMap, here: Screen) -> Shell {
        let reviewer = reviewer(headers);
        Shell {
            here,
            record: house.name().to_owned(),
            edition: house.edition().to_owned(),
            theme: match cookie(headers, "diurna-theme") {
                Some("dark") => Some("dark"),
                Some("light") => Some("light"),
                _ => None,
            },
            blind: reviewer.as_ref().is_some_and(|reviewer| reviewer.pass == Pass::Blind),
            reviewer: reviewer.map_or_else(|| "your name".to_owned(), |reviewer| reviewer.name),
        }
    }

    /// The bar at the top.
    pub(crate) fn screens(&self) -> impl Iterator<Item = Entry> {
        let here = self.here;
        BAR.into_iter().map(move |(screen, name, path)| Entry { name, path, here: screen == here })
    }
}

/// Who sits before the browser, as it keeps it.
pub(crate) fn reviewer(headers: &HeaderMap) -> Option<Reviewer> {
    let name = clean(&decoded(cookie(headers, "diurna-name")?)?)?;
    Some(match cookie(headers, "diurna-pass") {
        Some("blind") => Reviewer::blind(name),
        _ => Reviewer::open(name),
    })
}

/// A name as the journal keeps it: one line, not too long; `None` where nothing is left.
pub(crate) fn clean(name: &str) -> Option<String> {
    let plain =
        |letter: &char| !letter.is_control() && !matches!(letter, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let name: String = name.trim().chars().filter(plain).take(NAME_MOST).collect();
    (!name.trim().is_empty()).then(|| name.trim().to_owned())
}

/// A name for a cookie: every byte but letters and digits as %XX.
pub(crate) fn encoded(name: &str) -> String {
    let byte = |byte: u8| match byte {
        byte if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    };
    name.bytes().map(byte).collect()
}

fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        if *first == b'%' {
            let hex = std::str::from_utf8(rest.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(hex, 16).ok()?);
            rest = &rest[2..];
        } else {
            bytes.push(*first);
        }
    }
    String::from_utf8(bytes).ok()
}

/// The words a person asks for, without the characters that no keyboard gives.
pub(crate) fn plain(words: &str) -> String {
    words.chars().filter(|letter| !letter.is_control()).collect::<String>().trim().to_owned()
}

/// Escapes a word for the query of an address.
pub(crate) fn query(word: &str) -> String {
    encoded(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_comes_back_from_its_cookie() {
        for name in ["Ada", "Мария Ким", "O’Neil; Path=/", "100 %"] {
            assert_eq!(decoded(&encoded(name)).as_deref(), Some(name));
        }
        assert_eq!(decoded("%4"), None);
        assert_eq!(decoded("%zz"), None);
        assert_eq!(decoded("%é"), None);
    }

    #[test]
    fn a_name_is_one_plain_line() {
        assert_eq!(clean(" Ada\r\nSet-Cookie: x ").as_deref(), Some("AdaSet-Cookie: x"));
        assert_eq!(clean("\u{202E}"), None);
        assert_eq!(clean("x".repeat(100).as_str()).map(|name| name.len()), Some(NAME_MOST));
    }
}
