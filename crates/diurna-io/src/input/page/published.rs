//! The day and address a page gives itself, beyond what the readability rules look at.
//!
//! In: a parsed page, before its article is cut out. Out: the day of its first `itemprop`, `meta` or `time` that names one, else
//! of its address; and its canonical address.

use dom_smoothie::Readability;
use jiff::civil::Date;

use crate::input::day_of;

/// Where pages write the day, the surest first: a selector and the attribute that holds it (`""`: the words inside).
const PLACES: [(&str, &str); 11] = [
    ("meta[property='article:published_time']", "content"),
    ("meta[itemprop='datePublished']", "content"),
    ("meta[name='parsely-pub-date']", "content"),
    ("meta[name='pubdate']", "content"),
    ("meta[name='publish-date']", "content"),
    ("meta[name='date']", "content"),
    ("meta[name='dc.date.issued'], meta[name='DC.date.issued'], meta[name='dc.date'], meta[name='DC.date']", "content"),
    ("[itemprop='datePublished']", "datetime"),
    ("[itemprop='datePublished']", ""),
    ("article time[datetime]", "datetime"),
    ("time[datetime]", "datetime"),
];

/// What a page says of itself.
pub(super) struct Seen {
    pub(super) published: Option<Date>,
    pub(super) url: Option<String>,
}

impl Seen {
    pub(super) fn of(readability: &Readability) -> Seen {
        let page = &readability.doc;
        let attribute = |selector: &str, name: &str| {
            let element = page.select(selector).first();
            let value = if name.is_empty() { Some(element.text()) } else { element.attr(name) };
            value.map(|value| value.to_string()).filter(|value| !value.is_empty())
        };
        let url =
            attribute("link[rel='canonical']", "href").or_else(|| attribute("meta[property='og:url']", "content"));
        let written = PLACES.iter().find_map(|(selector, name)| attribute(selector, name).as_deref().and_then(day_of));
        Seen { published: written.or_else(|| url.as_deref().and_then(day_in)), url }
    }
}

/// The day in an address like `/2024/03/05/`.
fn day_in(url: &str) -> Option<Date> {
    let parts: Vec<&str> = url.split('/').collect();
    parts.windows(3).find_map(|day| match day {
        [year, month, day] if year.len() == 4 && (1..=2).contains(&month.len()) && (1..=2).contains(&day.len()) => {
            Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_may_hold_the_day() {
        assert_eq!(day_in("https://example.org/2024/03/05/bridge"), Some(jiff::civil::date(2024, 3, 5)));
        assert_eq!(day_in("https://example.org/2024/13/05/bridge"), None);
    }

    #[test]
    fn a_time_element_gives_the_day() {
        let html = "<html><body><time datetime='2024-03-05'>today</time><p>Talks began.</p></body></html>";
        let readability = Readability::new(html, None, None).expect("the page is a page");
        assert_eq!(Seen::of(&readability).published, Some(jiff::civil::date(2024, 3, 5)));
    }
}
