//! Who may come in.
//!
//! In: a request. Out: the same request, or a refusal in one line. The server listens on this machine alone unless a token is given; a page of
//! another site can neither read it (the Host must be ours, so a name that was bent to this machine is refused) nor write to it (the
//! Origin of every change must be ours). Every answer forbids scripts and styles that did not come from the program itself, so the text of a
//! report can never run.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};

/// A token shorter than this could be guessed.
const TOKEN_LEAST: usize = 16;
/// The name under which a browser keeps the token.
const COOKIE: &str = "diurna-token";

/// Nothing runs, loads, frames or is sent anywhere but from and to this server.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
                      form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Where the server listens, and for whom.
#[derive(Clone, Debug)]
pub struct Door {
    address: SocketAddr,
    token: Option<String>,
}

/// Why there is no such door.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DoorError(&'static str);

impl fmt::Display for DoorError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.0)
    }
}

impl std::error::Error for DoorError {}

impl Door {
    /// A door on `port` (0 is any free one) of this machine, or of the network if `bind` says so.
    ///
    /// # Errors
    /// An address that others can reach, without a token of at least 16 letters and digits.
    pub fn new(bind: Option<IpAddr>, port: u16, token: Option<String>) -> Result<Door, DoorError> {
        let bind = bind.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
        match &token {
            None if !bind.is_loopback() => {
                return Err(DoorError(
                    "others can reach this address: give a --token of at least 16 letters and digits",
                ));
            }
            Some(token) if token.len() < TOKEN_LEAST || !token.bytes().all(|byte| byte.is_ascii_alphanumeric()) => {
                return Err(DoorError("a token has at least 16 letters and digits, and nothing else"));
            }
            _ => {}
        }
        Ok(Door { address: SocketAddr::new(bind, port), token })
    }

    /// The address to listen on.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The same door on the port that was free.
    pub(crate) fn at(self, address: SocketAddr) -> Door {
        Door { address, ..self }
    }

    /// What a person opens in a browser.
    pub fn url(&self) -> String {
        match &self.token {
            None => format!("http://{}/", self.address),
            Some(token) => format!("http://{}/?token={token}", self.address),
        }
    }

    /// Whether a request that names this host means this server and no other.
    fn is_host(&self, host: &str) -> bool {
        let port = self.address.port();
        let ours = |name: &str| host == format!("{name}:{port}") || (port == 80 && host == name);
        let local = ["127.0.0.1", "localhost", "[::1]"];
        // On the network the server goes by names it cannot know; there the token keeps strangers out.
        ours(&self.address.ip().to_string()) || local.into_iter().any(ours) || !self.address.ip().is_loopback()
    }

    /// Whether the request shows the token, where one is asked for.
    fn is_known(&self, headers: &HeaderMap) -> bool {
        let Some(token) = &self.token else { return true };
        let bearer = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let shown = bearer.and_then(|value| value.strip_prefix("Bearer ")).or_else(|| cookie(headers, COOKIE));
        shown.is_some_and(|shown| same(shown, token))
    }
}

/// Lets a request pass or not, and seals the answer.
pub(crate) async fn guard(State(door): State<Door>, request: Request, next: Next) -> Response {
    let mut answer = match refusal(&door, &request) {
        Some(refusal) => refusal,
        None => next.run(request).await,
    };
    seal(answer.headers_mut());
    answer
}

fn refusal(door: &Door, request: &Request) -> Option<Response> {
    let headers = request.headers();
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let Some(host) = text(header::HOST).filter(|host| door.is_host(host)) else {
        return Some((StatusCode::MISDIRECTED_REQUEST, "this is not the host you asked for\n").into_response());
    };
    if let Some(token) = &door.token {
        let given = request.uri().query().and_then(|query| query.strip_prefix("token="));
        if given.is_some_and(|given| same(given, token)) && request.method() == Method::GET {
            return Some(welcome(token));
        }
    }
    if !door.is_known(headers) {
        return Some((StatusCode::UNAUTHORIZED, "open the address with its ?token=\n").into_response());
    }
    let changes = !matches!(*request.method(), Method::GET | Method::HEAD);
    let ours = text(header::ORIGIN)
        .is_some_and(|origin| origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://")) == Some(host));
    if changes && !ours {
        return Some((StatusCode::FORBIDDEN, "changes are made from this server's own pages\n").into_response());
    }
    None
}

/// The token goes into a cookie, so that it leaves the address bar.
fn welcome(token: &str) -> Response {
    let kept = format!("{COOKIE}={token}; HttpOnly; SameSite=Strict; Path=/");
    ([(header::SET_COOKIE, kept)], Redirect::to("/")).into_response()
}

fn seal(headers: &mut HeaderMap) {
    let mut set = |name: HeaderName, value: &'static str| headers.insert(name, HeaderValue::from_static(value));
    set(header::CONTENT_SECURITY_POLICY, POLICY);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::X_FRAME_OPTIONS, "DENY");
    set(header::REFERRER_POLICY, "no-referrer");
    set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
}

/// Compared in a time that does not tell how much was right.
fn same(shown: &str, token: &str) -> bool {
    let differ = shown.bytes().zip(token.bytes()).fold(0, |differ, (one, other)| differ | (one ^ other));
    shown.len() == token.len() && differ == 0
}

/// The value of a cookie.
pub(crate) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let sent = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = sent.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(key, _)| *key == name).map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_address_needs_a_token() {
        let everywhere = Some(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
        assert!(Door::new(None, 0, None).is_ok());
        assert!(Door::new(everywhere, 8080, None).is_err());
        assert!(Door::new(everywhere, 8080, Some("short".into())).is_err());
        assert!(Door::new(everywhere, 8080, Some("; Path=/, 0123456789".into())).is_err());
        assert!(Door::new(everywhere, 8080, Some("0123456789abcdef".into())).is_ok());
    }

    #[test]
    fn a_name_bent_to_this_machine_is_another_host() {
        let door = Door::new(None, 8080, None).expect("this machine");
        assert!(door.is_host("127.0.0.1:8080") && door.is_host("localhost:8080") && door.is_host("[::1]:8080"));
        for other in ["evil.example:8080", "127.0.0.1", "127.0.0.1:80", "localhost.evil.example:8080", ""] {
            assert!(!door.is_host(other), "{other}");
        }
    }

    #[test]
    fn a_token_is_right_as_a_whole() {
        assert!(same("abc", "abc"));
        assert!(!same("ab", "abc") && !same("abd", "abc") && !same("", "abc"));
    }
}
