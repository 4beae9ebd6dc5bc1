//! A program can send requests that the library does not know: to any endpoint below the base URL,
//! with any query, header and field of the body.

mod endpoints;
mod extras;
mod paths;
mod privacy;
mod reads;

use revox::{Client, RawBody, Request};
use revox_tests::stub::{Canned, Stub};
use serde_json::Value;

type Method = fn(&Client, &str) -> Request<Value, RawBody>;

const METHODS: [(&str, Method); 5] = [
    ("GET", |client, path| client.get(path)),
    ("POST", |client, path| client.post(path)),
    ("PUT", |client, path| client.put(path)),
    ("PATCH", |client, path| client.patch(path)),
    ("DELETE", |client, path| client.delete(path)),
];

async fn server() -> Stub {
    Stub::start(vec![Canned::json("200 OK", &[], r#"{"notes": ["a"]}"#)]).await
}

/// The query of a request as it was received, without its question mark.
fn query(request: &str) -> &str {
    let target = request.split(' ').nth(1).unwrap();
    target.split_once('?').map_or("", |(_, query)| query)
}

fn body(request: &str) -> &str {
    request.split_once("\r\n\r\n").unwrap().1
}
