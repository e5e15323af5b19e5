//! Who reviews: a name for the journal, kept by the browser, and whether the reading is a blind second one.

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use serde::Deserialize;

use crate::house::{House, Trouble};
use crate::shell::{Screen, Shell, clean, encoded, query, reviewer};

#[derive(Template)]
#[template(path = "name.html")]
struct Page {
    shell: Shell,
    name: String,
    to: String,
}

/// Where to go afterwards.
#[derive(Deserialize, Default)]
pub(crate) struct To {
    #[serde(default)]
    to: String,
}

/// The form.
#[derive(Deserialize)]
pub(crate) struct Answer {
    name: String,
    #[serde(default)]
    pass: String,
    #[serde(default)]
    to: String,
}

/// Asks who reviews.
pub(crate) async fn ask(
    State(house): State<House>,
    Query(To { to }): Query<To>,
    headers: HeaderMap,
) -> Result<Html<String>, Trouble> {
    let name = reviewer(&headers).map_or_else(String::new, |reviewer| reviewer.name);
    let page = Page { shell: Shell::of(&house, &headers, Screen::Name), name, to: inside(&to).to_owned() };
    Ok(Html(page.render()?))
}

/// Keeps the answer in the browser.
pub(crate) async fn keep(Form(answer): Form<Answer>) -> Response {
    let Some(name) = clean(&answer.name) else {
        return (StatusCode::UNPROCESSABLE_ENTITY, "a name has at least one letter\n").into_response();
    };
    let pass = if answer.pass == "blind" { "blind" } else { "open" };
    let keep = |name: &str, value: &str| format!("{name}={value}; HttpOnly; SameSite=Strict; Path=/; Max-Age=31536000");
    let mut response = Redirect::to(inside(&answer.to)).into_response();
    for cookie in [keep("diurna-name", &encoded(&name)), keep("diurna-pass", pass)] {
        if let Ok(cookie) = cookie.parse() {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
    }
    response
}

/// The way to the form, and back to `to` after it.
pub(crate) fn first(to: &str) -> Redirect {
    Redirect::to(&format!("/name?to={}", query(to)))
}

/// The address only if it is one of this server's own.
fn inside(to: &str) -> &str {
    let plain = to.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if to.starts_with('/') && !to.starts_with("//") && plain { to } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_never_sent_elsewhere() {
        assert_eq!(inside("/report/12"), "/report/12");
        for other in ["", "//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/a\r\nb"]
        {
            assert_eq!(inside(other), "/", "{other}");
        }
    }
}
