//! The files that pages need: styles, scripts, borders. They are in the program; no path of a request ever reaches the disk.

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

/// A file of the program.
struct Asset {
    name: &'static str,
    kind: &'static str,
    bytes: &'static [u8],
}

macro_rules! assets {
    ($($name:literal: $kind:literal,)+) => {
        &[$(Asset { name: $name, kind: $kind, bytes: include_bytes!(concat!("../assets/", $name)) },)+]
    };
}

static ASSETS: &[Asset] = assets! {
    "diurna.css": "text/css; charset=utf-8",
    "icon.svg": "image/svg+xml",
    "shell.js": "text/javascript; charset=utf-8",
    "keys.js": "text/javascript; charset=utf-8",
    "queue.js": "text/javascript; charset=utf-8",
    "asks.js": "text/javascript; charset=utf-8",
    "review.js": "text/javascript; charset=utf-8",
    "story.js": "text/javascript; charset=utf-8",
    "span.js": "text/javascript; charset=utf-8",
    "map.js": "text/javascript; charset=utf-8",
    "vendor/d3-array.min.js": "text/javascript; charset=utf-8",
    "vendor/d3-geo.min.js": "text/javascript; charset=utf-8",
    "vendor/topojson-client.min.js": "text/javascript; charset=utf-8",
    "vendor/world.json": "application/json",
    "vendor/LICENCES.md": "text/plain; charset=utf-8",
};

/// The file of this name.
pub(crate) async fn asset(Path(name): Path<String>) -> Response {
    match ASSETS.iter().find(|asset| asset.name == name) {
        Some(asset) => {
            let headers = [(header::CONTENT_TYPE, asset.kind), (header::CACHE_CONTROL, "private, max-age=31536000")];
            (headers, asset.bytes).into_response()
        }
        None => (StatusCode::NOT_FOUND, "no such file in the program\n").into_response(),
    }
}

/// A mark that changes when a file changes, so that a browser keeps files but never old ones (FNV-1a over all of them).
pub(crate) fn edition() -> String {
    let bytes = ASSETS.iter().flat_map(|asset| asset.bytes);
    let mark =
        bytes.fold(0xcbf2_9ce4_8422_2325_u64, |mark, &byte| (mark ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    format!("{mark:016x}")
}
