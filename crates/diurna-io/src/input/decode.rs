//! Bytes → text, with a note where the bytes were not plain UTF-8.
//!
//! In: the bytes of a file. Out: its text without a byte-order mark, and what was done to get it; or why the bytes are no text.
//! A file that is mostly good UTF-8 is read as UTF-8 with its bad bytes marked (U+FFFD); one that is none is read in the
//! encoding it most likely has. Never changes line endings, never normalises.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::GivenNote;

type Decoded = Result<(String, Vec<GivenNote>), String>;

/// First bytes of files that are often taken for text.
const KNOWN: [(&[u8], &str); 9] = [
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive or office document"),
    (b"\xD0\xCF\x11\xE0", "an old office document"),
    (b"\x89PNG", "an image"),
    (b"\xFF\xD8\xFF", "an image"),
    (b"GIF8", "an image"),
    (b"\x1F\x8B", "gzip"),
    (b"\x7FELF", "a program"),
    (b"{\\rtf", "a rich-text document"),
];

/// The text of a plain file.
pub(super) fn text_of(bytes: &[u8]) -> Decoded {
    decode(bytes, None)
}

/// The text of a plain file that came with the name of its encoding.
pub(super) fn labelled(bytes: &[u8], label: Option<&str>) -> Decoded {
    decode(bytes, label.and_then(|label| Encoding::for_label(label.as_bytes())))
}

/// The text of a page, which may declare its own encoding where its server named none.
pub(super) fn page_of(bytes: &[u8], label: Option<&str>) -> Decoded {
    decode(bytes, label.and_then(|label| Encoding::for_label(label.as_bytes())).or_else(|| declared(bytes)))
}

/// The encoding that bytes without a byte-order mark most likely have.
pub(super) fn guess(bytes: &[u8]) -> &'static Encoding {
    unmarked(bytes, None)
}

/// That a text was read in this encoding.
pub(super) fn read_as(encoding: &'static Encoding) -> GivenNote {
    GivenNote { code: "encoding", message: format!("read as {}", encoding.name()) }
}

fn decode(bytes: &[u8], declared: Option<&'static Encoding>) -> Decoded {
    if let Some((_, what)) = KNOWN.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Err(format!("bytes are not text but {what}"));
    }
    let (encoding, skip) = match Encoding::for_bom(bytes) {
        Some(found) => found,
        None => (unmarked(bytes, declared), 0),
    };
    let (text, damaged) = encoding.decode_without_bom_handling(&bytes[skip..]);
    if !reads_as_text(&text) {
        return Err("bytes are not text".to_owned());
    }
    let mut notes = Vec::new();
    if encoding != UTF_8 {
        notes.push(read_as(encoding));
    }
    if damaged {
        let marks = text.matches('\u{FFFD}').count();
        let message = format!("{marks} stretches of bytes are not {} and stand as U+FFFD", encoding.name());
        notes.push(GivenNote { code: "bad-utf8", message });
    }
    Ok((text.into_owned(), notes))
}

/// The encoding of bytes without a byte-order mark.
fn unmarked(bytes: &[u8], declared: Option<&'static Encoding>) -> &'static Encoding {
    if std::str::from_utf8(bytes).is_ok() && !bytes.contains(&0) {
        return UTF_8;
    }
    if let Some(wide) = wide(bytes) {
        return wide;
    }
    if let Some(declared) = declared.filter(|encoding| !encoding.decode_without_bom_handling(bytes).1) {
        return declared;
    }
    if mostly_utf8(bytes) {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// UTF-16 without a mark: nearly every other byte is zero.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = &bytes[..bytes.len().min(4096)];
    let zeros = |from: usize| start.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let most = start.len() / 2 * 2 / 5;
    match () {
        () if odd > most && even * 20 < odd => Some(UTF_16LE),
        () if even > most && odd * 20 < even => Some(UTF_16BE),
        () => None,
    }
}

/// Whether good sequences of several bytes outnumber the bad ones.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad
}

/// What `<meta charset>` in the first kilobyte says.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = bytes[..bytes.len().min(2048)].to_ascii_lowercase();
    let at = memchr::memmem::find(&start, b"charset=")? + b"charset=".len();
    let label = start[at..].trim_ascii_start();
    let label = label.strip_prefix(b"\"").or(label.strip_prefix(b"'")).unwrap_or(label);
    let end =
        label.iter().position(|byte| !(byte.is_ascii_alphanumeric() || b"-_:.".contains(byte))).unwrap_or(label.len());
    Encoding::for_label(&label[..end])
}

/// Text has letters, few control characters and no zeros.
fn reads_as_text(text: &str) -> bool {
    let control = |letter: &char| matches!(letter, '\0'..='\x08' | '\x0E'..='\x1F' | '\x7F'..='\u{9F}');
    let odd = text.chars().filter(control).count();
    let lost = text.chars().filter(|letter| *letter == '\u{FFFD}').count();
    let all = text.chars().count();
    !text.contains('\0') && odd * 50 <= all && lost * 5 <= all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (String, Vec<&'static str>) {
        let (text, notes) = text_of(bytes).expect("this is text");
        (text, notes.into_iter().map(|note| note.code).collect())
    }

    #[test]
    fn plain_utf8_has_no_note_and_keeps_every_letter() {
        assert_eq!(read("Gæza — “said”\r\n".as_bytes()), ("Gæza — “said”\r\n".to_owned(), vec![]));
    }

    #[test]
    fn a_mark_is_no_part_of_the_text() {
        assert_eq!(read(b"\xEF\xBB\xBFTalks began."), ("Talks began.".to_owned(), vec![]));
        let wide: Vec<u8> =
            b"\xFF\xFE".iter().copied().chain("Talks began.".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(read(&wide), ("Talks began.".to_owned(), vec!["encoding"]));
        assert_eq!(read(&wide[2..]), ("Talks began.".to_owned(), vec!["encoding"]));
    }

    #[test]
    fn an_old_encoding_is_guessed_and_noted() {
        let (text, notes) = read(b"Militiamen left the caf\xE9, the mayor said. \x93No one was hurt,\x94 he added.");
        assert_eq!(text, "Militiamen left the café, the mayor said. “No one was hurt,” he added.");
        assert_eq!(notes, ["encoding"]);
    }

    #[test]
    fn a_broken_byte_in_good_utf8_stands_as_a_mark() {
        let (text, notes) = read(
            "“The army left,” he said. “They went.”\u{0}"
                .replace('\0', "")
                .as_bytes()
                .iter()
                .copied()
                .chain([0xE2, b'.'])
                .collect::<Vec<u8>>()
                .as_slice(),
        );
        assert!(text.ends_with("\u{FFFD}."));
        assert_eq!(notes, ["bad-utf8"]);
    }

    #[test]
    fn bytes_that_are_no_text_say_so() {
        assert!(text_of(b"%PDF-1.7 and so on").is_err_and(|reason| reason.contains("PDF")));
        let noise: Vec<u8> = (0..4000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert_eq!(text_of(&noise), Err("bytes are not text".to_owned()));
    }

    #[test]
    fn a_page_may_say_its_encoding() {
        let (html, _) =
            page_of(b"<html><meta charset=\"windows-1251\"><p>\xCC\xE8\xF0</p>", None).expect("this is text");
        assert!(html.contains("Мир"));
    }
}
