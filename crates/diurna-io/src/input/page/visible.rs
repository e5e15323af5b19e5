//! The letters a page shows, each with its place in the page.
//!
//! In: a page's decoded text. Out: its visible letters in order, entities read, blocks kept apart; and how deep its elements
//! nest. Scripts, styles, comments and the head are not visible. Never fails: what is no tag is text.

/// Elements whose content is not shown.
const UNSEEN: [&str; 8] = ["script", "style", "head", "template", "noscript", "svg", "textarea", "select"];
/// Elements that stand within a line.
const INLINE: [&str; 25] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "em", "font", "i", "ins", "label", "mark", "q", "s",
    "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
];
/// Elements without an end.
const EMPTY: [&str; 14] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// The visible letters of a page.
pub(super) struct Visible {
    /// Every letter, with the code point of the page it begins at; a block's end is a line break at no place.
    pub(super) letters: Vec<(char, Option<u32>)>,
    /// The deepest nesting of elements that are not closed.
    pub(super) depth: usize,
    /// Where entities begin, sorted: there the page has `&` and not the letter.
    pub(super) entities: Vec<u32>,
    nest: usize,
}

impl Visible {
    pub(super) fn of(html: &str) -> Visible {
        let mut visible = Visible { letters: Vec::new(), depth: 0, entities: Vec::new(), nest: 0 };
        let (mut rest, mut at) = (html, 0u32);
        while let Some(letter) = rest.chars().next() {
            let (bytes, shown) = match letter {
                '<' => (visible.tag(rest), None),
                '&' => entity(rest),
                letter => (letter.len_utf8(), Some(letter)),
            };
            if letter == '&' && shown.is_some() {
                visible.entities.push(at);
            }
            let bytes = if bytes == 0 { letter.len_utf8() } else { bytes };
            if let Some(shown) = shown.or((bytes == letter.len_utf8()).then_some(letter)) {
                visible.letters.push((shown, Some(at)));
            }
            at += rest[..bytes].chars().count() as u32;
            rest = &rest[bytes..];
        }
        visible
    }

    /// The bytes of the tag that begins `rest`, with all that it hides; 0 where it is no tag.
    fn tag(&mut self, rest: &str) -> usize {
        if rest.starts_with("<!--") {
            return rest.find("-->").map_or(rest.len(), |end| end + 3);
        }
        let Some(end) = end_of_tag(rest) else { return 0 };
        let inside = &rest[1..end - 1];
        let closing = inside.starts_with('/');
        let name: String = inside.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        let name = name.to_ascii_lowercase();
        if name.is_empty() {
            return if inside.starts_with(['!', '?', '/']) { end } else { 0 };
        }
        if !INLINE.contains(&name.as_str()) {
            self.letters.push(('\n', None));
        }
        if closing {
            self.nest = self.nest.saturating_sub(1);
        } else if !inside.ends_with('/') && !EMPTY.contains(&name.as_str()) {
            if UNSEEN.contains(&name.as_str()) {
                return end + hidden(&rest[end..], &name);
            }
            self.nest += 1;
            self.depth = self.depth.max(self.nest);
        }
        end
    }

    /// The visible text, a paragraph a block.
    pub(super) fn text(&self) -> String {
        let all: String = self
            .letters
            .iter()
            .map(|(letter, at)| {
                if at.is_none() {
                    '\n'
                } else if letter.is_whitespace() {
                    ' '
                } else {
                    *letter
                }
            })
            .collect();
        let paragraphs = all.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
        paragraphs.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n\n")
    }
}

/// The byte after the tag's `>`, quotes respected.
fn end_of_tag(rest: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in rest.bytes().enumerate().skip(1) {
        match (quote, byte) {
            (None, b'>') => return Some(at + 1),
            (None, b'"' | b'\'') if at > 1 && rest.as_bytes()[at - 1] == b'=' => quote = Some(byte),
            (Some(open), byte) if byte == open => quote = None,
            _ => {}
        }
    }
    rest.find('>').map(|at| at + 1)
}

/// The bytes up to the element's end tag; all that is left where it has none, except for a head that a body follows.
fn hidden(rest: &str, name: &str) -> usize {
    let bytes = rest.as_bytes();
    let starts = |at: usize, word: &str| {
        bytes[at..].len() >= word.len() && bytes[at..at + word.len()].eq_ignore_ascii_case(word.as_bytes())
    };
    let end = format!("</{name}");
    memchr::memchr_iter(b'<', bytes)
        .find(|at| starts(*at, &end) || (name == "head" && starts(*at, "<body")))
        .unwrap_or(bytes.len())
}

/// An entity at the start of `rest`: its bytes and its letter; `(0, None)` where it is a bare `&`.
fn entity(rest: &str) -> (usize, Option<char>) {
    let Some(end) = rest.bytes().take(34).position(|byte| byte == b';') else { return (0, None) };
    let written = &rest[..=end];
    let read = html_escape::decode_html_entities(written);
    let mut letters = read.chars();
    match (letters.next(), letters.next()) {
        (Some(letter), None) if read != written => (written.len(), Some(letter)),
        _ => (0, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_scripts_and_comments_are_not_shown() {
        let html = "<head><title>t</title></head><body class=\"a>b\"><p>Four &amp; <b>five</b> &lt; 6<!-- x --><script>if (a<b) {}</script></p>a < b &nosuch;";
        assert_eq!(Visible::of(html).text(), "Four & five < 6\n\na < b &nosuch;");
    }

    #[test]
    fn every_letter_knows_its_place() {
        let html = "<p>É&eacute;x</p>";
        let letters: Vec<(char, Option<u32>)> =
            Visible::of(html).letters.into_iter().filter(|(_, at)| at.is_some()).collect();
        assert_eq!(letters, [('É', Some(3)), ('é', Some(4)), ('x', Some(12))]);
    }

    #[test]
    fn broken_markup_ends() {
        for html in ["<", "<p", "<!--", "<script>", "&", "&#x110000;", "<a href=\"", "</", "<>", "<é>", "&é;"] {
            Visible::of(html);
        }
    }
}
