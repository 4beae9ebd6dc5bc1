//! A path leads to something below the base URL, or is refused.

use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use revox_tests::stub::{Canned, Stub};

use super::{METHODS, server};

#[tokio::test]
async fn none_leaves_the_api() {
    let refused = [
        "",
        "/",
        "notes",
        "//",
        "//evil.example",
        "/notes/",
        "/a//b",
        ".",
        "..",
        "/.",
        "/..",
        "/a/../b",
        "/../users",
        "/a/./b",
        "/a/..",
        "/a?b=c",
        "/?b",
        "/a#b",
        "/a\\b",
        "\\\\evil.example",
        "/a b",
        "/a\r\nx-evil: 1",
        "/a\u{0}",
        "/a\u{7f}",
        "/a\u{2028}b",
        "http://evil.example/a",
        "@evil.example",
        ":80/a",
        "/%2e%2e/users",
        "/a/%2E./b",
        "/.%2e",
        "/%2e",
        "/a/%2e%2e%2fb",
        "/a/..%5cb",
    ];
    let stub = server().await;
    let client = stub.client();
    for path in refused {
        for (method, send) in METHODS {
            let error = send(&client, path).await.unwrap_err();
            assert!(error.is_invalid_request(), "{method} {path:?}: {error}");
            let text = error.to_string();
            assert!(text.contains("not sent: the path "), "{text}");
            assert!(!text.contains("evil"), "{text}");
        }
    }
    assert!(stub.received().is_empty());
}

#[tokio::test]
async fn what_is_percent_encoded_stays_as_it_is() {
    let paths = [
        "/a",
        "/a/b.c/d-e_f~g",
        "/a%20b",
        "/a%2Fb",
        "/a%3Fb",
        "/caf%C3%A9",
        "/a:b@c",
        "/...",
        "/a;b=c,d",
        "/%25",
        "/a.%2e",
        "/%2e%2ea",
        "/%FF",
    ];
    for path in paths {
        let stub = server().await;
        stub.client().get(path).await.unwrap();
        let line = format!("GET /api{path} HTTP/1.1\r\n");
        assert!(stub.received()[0].starts_with(&line), "{path}");
    }
}

#[test]
fn no_path_whatever_leaves_the_api() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let answers = vec![Canned::json("200 OK", &[], "{}")];
    let stub = runtime.block_on(Stub::start(answers));
    let client = stub.client();
    let odd = prop::sample::select(vec![
        ".",
        "..",
        "%2e",
        "%2E",
        "%2f",
        "%5c",
        "%25",
        "%",
        "/",
        "//",
        "\\",
        "?",
        "#",
        "\t",
        "é",
        "@",
        ":",
        ";",
        "evil.example",
    ]);
    let odd = prop::collection::vec(odd, 1..4).prop_map(|parts| parts.concat());
    let segment = prop_oneof![2 => "[a-z][-._~a-z]{0,3}", 1 => odd];
    let path = prop::collection::vec(segment, 1..4).prop_map(|segments| segments.join("/"));
    let paths = (prop::bool::weighted(0.8), path);
    let law = |(rooted, path): (bool, String)| {
        let path = if rooted { format!("/{path}") } else { path };
        let sent = runtime.block_on(client.get(&path).into_future());
        prop_assert!(sent.is_ok() || sent.unwrap_err().is_invalid_request());
        Ok(())
    };
    TestRunner::deterministic().run(&paths, law).unwrap();
    let received = stub.received();
    assert!(received.len() > 20, "{}", received.len());
    for request in received {
        let target = request.split(' ').nth(1).unwrap().to_ascii_lowercase();
        let below = target.strip_prefix("/api/").expect(&target);
        let decoded = below
            .replace("%2e", ".")
            .replace("%2f", "/")
            .replace("%5c", "/");
        assert!(
            decoded
                .split('/')
                .all(|segment| !matches!(segment, "." | "..")),
            "{target}"
        );
        assert!(!target.contains(['?', '#', '\\']), "{target}");
    }
}
