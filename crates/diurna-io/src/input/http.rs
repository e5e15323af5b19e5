//! An HTTP response as an archive keeps it → what the server sent.
//!
//! In: the bytes of a response. Out: its status, its type and its body, whole and unpacked. Archives differ in whether chunks and compression are
//! kept; what does not unpack stands as it is, since then it was unpacked already. Never unpacks more than one page may hold.

use std::io::{self, Read};

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use httparse::{EMPTY_HEADER, Response, Status};

use super::{SOURCE_LIMIT, lower, too_long};

/// Headers read of one response.
const HEADERS: usize = 256;

/// What a server sent.
pub(super) struct Sent {
    pub(super) status: u16,
    pub(super) kind: Kind,
    pub(super) body: Vec<u8>,
}

/// What a body is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Kind {
    /// Its media type, in lower case; empty where none is named.
    pub(super) media: String,
    /// The encoding of its letters, as it was named.
    pub(super) charset: Option<String>,
}

impl Kind {
    /// What a `Content-Type` says.
    pub(super) fn of(written: &str) -> Kind {
        let mut parts = written.split(';').map(str::trim);
        let media = parts.next().unwrap_or_default().to_ascii_lowercase();
        let charset = parts.find_map(|part| {
            let (name, value) = part.split_once('=')?;
            name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches(['"', '\'']).to_owned())
        });
        Kind { media, charset }
    }
}

impl Sent {
    /// What stands in the bytes of a response.
    pub(super) fn of(bytes: &[u8]) -> Result<Sent, String> {
        let mut headers = [EMPTY_HEADER; HEADERS];
        let mut response = Response::new(&mut headers);
        let body = match response.parse(bytes) {
            Ok(Status::Complete(body)) => bytes.get(body..).unwrap_or_default(),
            Ok(Status::Partial) => return Err("http response is cut short".to_owned()),
            Err(error) => return Err(format!("http response cannot be read: {}", lower(&error.to_string()))),
        };
        let header = |name: &str| {
            let found = response.headers.iter().find(|header| header.name.eq_ignore_ascii_case(name))?;
            Some(String::from_utf8_lossy(found.value).into_owned())
        };
        let chunked = header("transfer-encoding").is_some_and(|coding| coding.to_ascii_lowercase().contains("chunked"));
        let body = chunked.then(|| joined(body)).flatten().unwrap_or_else(|| body.to_vec());
        let packed = header("content-encoding").map(|coding| coding.trim().to_ascii_lowercase());
        Ok(Sent {
            status: response.code.unwrap_or_default(),
            kind: Kind::of(&header("content-type").unwrap_or_default()),
            body: unpacked(body, packed.as_deref().unwrap_or_default())?,
        })
    }
}

/// The chunks of a body put together, or none where it has none.
fn joined(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::with_capacity(rest.len());
    loop {
        let end = memchr::memmem::find(rest, b"\r\n")?;
        let size = std::str::from_utf8(&rest[..end]).ok()?;
        let size = usize::from_str_radix(size.split(';').next()?.trim(), 16).ok()?;
        rest = &rest[end + 2..];
        if size == 0 {
            return Some(whole);
        }
        // A page that was cut off ends within a chunk: what is there is kept.
        let Some(chunk) = rest.get(..size) else {
            whole.extend_from_slice(rest);
            return Some(whole);
        };
        whole.extend_from_slice(chunk);
        rest = rest.get(size..)?.strip_prefix(b"\r\n").unwrap_or_default();
        if rest.is_empty() {
            return Some(whole);
        }
    }
}

/// A body without its compression.
fn unpacked(body: Vec<u8>, coding: &str) -> Result<Vec<u8>, String> {
    let read = match coding {
        "gzip" | "x-gzip" => limited(MultiGzDecoder::new(&body[..])),
        // Servers send both forms under one name.
        "deflate" => limited(ZlibDecoder::new(&body[..])).or_else(|_| limited(DeflateDecoder::new(&body[..]))),
        "br" => limited(brotli_decompressor::Decompressor::new(&body[..], 4096)),
        "" | "identity" => return Ok(body),
        _ if is_text(&body) => return Ok(body),
        other => return Err(format!("body is packed as {other:?}, which is not read")),
    };
    match read {
        Ok(unpacked) if unpacked.len() > SOURCE_LIMIT => Err(too_long("page", SOURCE_LIMIT)),
        Ok(unpacked) => Ok(unpacked),
        Err(_) if is_text(&body) => Ok(body),
        Err(_) => Err(format!("body does not unpack as {coding}")),
    }
}

/// Bytes up to one over the limit.
fn limited(source: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(SOURCE_LIMIT as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn is_text(body: &[u8]) -> bool {
    !body[..body.len().min(512)].contains(&0) && std::str::from_utf8(&body[..body.len().min(64)]).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::gzip::tests::member;

    fn sent(head: &str, body: &[u8]) -> Result<(u16, String, String), String> {
        let bytes = [format!("HTTP/1.1 200 OK\r\n{head}\r\n").as_bytes(), body].concat();
        Sent::of(&bytes).map(|sent| (sent.status, sent.kind.media, String::from_utf8_lossy(&sent.body).into_owned()))
    }

    const TALKS: &str = "<p>Talks began.</p>";

    #[test]
    fn a_body_is_put_together_and_unpacked() {
        let html = Ok((200, "text/html".to_owned(), TALKS.to_owned()));
        assert_eq!(sent("Content-Type: text/html; charset=utf-8\r\n", TALKS.as_bytes()), html);
        let chunks = b"9;x=y\r\n<p>Talks \r\na\r\nbegan.</p>\r\n0\r\n\r\n";
        assert_eq!(sent("content-type: TEXT/HTML\r\nTransfer-Encoding: chunked\r\n", chunks), html);
        let packed = member(TALKS.as_bytes());
        assert_eq!(sent("Content-Type: text/html\r\nContent-Encoding: gzip\r\n", &packed), html);
    }

    #[test]
    fn what_was_unpacked_before_it_was_kept_stands_as_it_is() {
        let head = "Content-Type: text/html\r\nContent-Encoding: br\r\nTransfer-Encoding: chunked\r\n";
        assert_eq!(sent(head, TALKS.as_bytes()).map(|sent| sent.2), Ok(TALKS.to_owned()));
    }

    #[test]
    fn a_bomb_is_not_unpacked() {
        let bomb = member(&vec![b' '; SOURCE_LIMIT + 2]);
        assert!(bomb.len() < SOURCE_LIMIT / 100);
        assert_eq!(sent("Content-Encoding: gzip\r\n", &bomb), Err("page is longer than 16 MB".to_owned()));
    }

    #[test]
    fn what_is_no_response_says_so() {
        assert!(Sent::of(b"GET / HTTP/1.1\r\n\r\n").is_err());
        assert_eq!(Sent::of(b"HTTP/1.1 200 OK\r\nA: b").err().as_deref(), Some("http response is cut short"));
    }

    #[test]
    fn a_type_may_name_its_letters() {
        let kind = Kind::of("Text/HTML; Charset=\"windows-1251\"");
        assert_eq!((kind.media.as_str(), kind.charset.as_deref()), ("text/html", Some("windows-1251")));
    }
}
