//! Every request in the form of HTTP gets an HTTP response, and never a 5xx.

use revox_sandbox::Sandbox;

use crate::raw;

const METHODS: [&str; 12] = [
    "GET",
    "HEAD",
    "POST",
    "PUT",
    "DELETE",
    "CONNECT",
    "OPTIONS",
    "TRACE",
    "PATCH",
    "get",
    "M-SEARCH",
    "!#$%&'*+-.^_`|~",
];

const TARGETS: [&str; 32] = [
    "/",
    "//",
    "*",
    "/api",
    "/api/",
    "/api/call",
    "/api/call/",
    "/api/call/id",
    "/api/call/id/",
    "/api/call/id?",
    "/api/call/id??",
    "/api/call/id?=&=",
    "/api/call/id?%",
    "/api/call/id?a=%zz",
    "/api/call/id#part",
    "/api/call/id?x#part",
    "/api/call/%",
    "/api/call/%0",
    "/api/call/%00",
    "/api/call/%ff%fe",
    "/api/call/é",
    "/api/call/\u{1f4de}",
    "/api/call/../../etc",
    "/api/call/;a=b,c",
    "/api/call/{id}",
    "/api/call/a:b@c",
    "/api/call/[::1]",
    "/api/call/a|b",
    "/api/call/\"'<>\\^`",
    "http://elsewhere.example/api/call/id",
    "elsewhere.example:443",
    "api/call/id",
];

const HEADERS: [&str; 22] = [
    "authorization:",
    "authorization: ",
    "authorization: Bearer",
    "authorization: \u{1f4de}",
    "authorization: Bearer a\r\nauthorization: Bearer b",
    "content-length: 0",
    "content-length: 00",
    "content-length: -1",
    "content-length: x",
    "content-length: 99999999999999999999",
    "content-length: 0\r\ncontent-length: 0",
    "content-length: 0\r\ncontent-length: 1",
    "transfer-encoding: gzip",
    "transfer-encoding: chunked, gzip",
    "expect: 100-continue",
    "expect: nonsense",
    "upgrade: websocket\r\nconnection: upgrade",
    "upgrade: h2c",
    "range: bytes=0-0",
    "host: a\r\nhost: b",
    "x: \x01",
    "bad name: x",
];

async fn assert_answered(address: &str, request: &str) {
    let response = raw::exchange(address, request.as_bytes())
        .await
        .unwrap_or_else(|error| panic!("{request:?}: {error}"));
    assert!(
        (100..500).contains(&raw::status(&response)),
        "{request:?}: {response}"
    );
}

#[tokio::test]
async fn any_method_and_target_is_answered() {
    let sandbox = Sandbox::start().await.unwrap();
    let address = raw::address(&sandbox);
    for method in METHODS {
        for target in TARGETS {
            for version in ["1.0", "1.1"] {
                let request = format!(
                    "{method} {target} HTTP/{version}\r\nhost: localhost\r\nconnection: close\r\n\r\n"
                );
                assert_answered(&address, &request).await;
            }
        }
    }
}

#[tokio::test]
async fn any_header_is_answered() {
    let sandbox = Sandbox::start().await.unwrap();
    let address = raw::address(&sandbox);
    let many = "x: y\r\n".repeat(500);
    let long = format!("x: {}", "y".repeat(300_000));
    for header in HEADERS.iter().copied().chain([many.trim_end(), &long]) {
        let request = format!(
            "GET /api/call/id HTTP/1.1\r\nhost: localhost\r\n{header}\r\nconnection: close\r\n\r\n"
        );
        assert_answered(&address, &request).await;
    }
}

#[tokio::test]
async fn any_length_of_target_is_answered() {
    let sandbox = Sandbox::start().await.unwrap();
    let address = raw::address(&sandbox);
    for length in [1_000, 60_000, 65_534, 65_535, 65_536, 100_000] {
        for fill in ["a", "%", "/", "?", "%41"] {
            let target = fill.repeat(length / fill.len());
            let request = format!(
                "GET /api/call/{target} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n"
            );
            assert_answered(&address, &request).await;
        }
    }
}

#[tokio::test]
async fn any_mixture_of_characters_is_answered() {
    let sandbox = Sandbox::start().await.unwrap();
    let address = raw::address(&sandbox);
    let pieces = [
        "/", "/", "api", "call", "id", "%", "%2F", "%C3", "%A9", "?", "&", "=", "#", ".", "..",
        ":", "@", ";", "+", "é", "{", "}", "\\", "\"", "[", "]", "~", "\u{7f}",
    ];
    // The constants of Knuth's MMIX generator, for a sequence that is the same on every machine.
    let mut state: u64 = 1;
    let mut next = |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    for _ in 0..1_000 {
        let prefix = ["", "/", "/api/call/"][next(3)];
        let rest: String = (0..1 + next(8))
            .map(|_| pieces[next(pieces.len())])
            .collect();
        let method = METHODS[next(METHODS.len())];
        let request = format!(
            "{method} {prefix}{rest} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n"
        );
        assert_answered(&address, &request).await;
    }
}
