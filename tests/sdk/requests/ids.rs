//! An id in a path cannot lead anywhere else.

use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use revox_sandbox::Sandbox;

/// Ids that could lead somewhere else on some server, proxy or library on the way.
const DANGEROUS: &[&str] = &[
    "",
    ".",
    "..",
    "/",
    "a/b",
    "../users",
    "a/../b",
    "\\",
    "a\\b",
    " ",
    "a b",
    "\n",
    "a\u{0}",
    "a\r\nx-evil: 1",
    "a\u{7f}",
    "\u{2028}",
    "\t",
    "%2e%2e",
    "a%2fb",
];

#[tokio::test]
async fn dangerous_ones_are_refused_before_sending() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    for id in DANGEROUS {
        let error = client.call().retrieve(id).await.unwrap_err();
        assert!(error.is_invalid_request(), "{id:?}: {error}");
        assert!(error.to_string().contains("path parameter `id`"), "{error}");
    }
    assert!(sandbox.requests().is_empty());
}

fn client(sandbox: &Sandbox) -> revox::Client {
    let builder = revox::Client::builder().api_key(sandbox.api_key());
    builder.base_url(sandbox.base_url()).build().unwrap()
}

/// Whatever the id, the server sees one segment below `/call/` that means the id, or the
/// request was refused.
#[test]
fn no_id_reaches_another_path() {
    let ids = prop_oneof![any::<String>(), "[-a-z0-9._~%?#&=+:@;,!$'()*]{1,12}"];
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let sandbox = runtime.block_on(Sandbox::start()).unwrap();
    let client = client(&sandbox);
    let law = |id: String| {
        let known = if id.is_empty() { "-" } else { &id };
        sandbox
            .put_call(serde_json::json!({ "id": known }))
            .unwrap();
        let before = sandbox.requests().len();
        let request = client.call().retrieve(&id).as_type::<serde_json::Value>();
        match runtime.block_on(request.into_future()) {
            Ok(call) => prop_assert_eq!(call["id"].as_str(), Some(id.as_str())),
            Err(error) => prop_assert!(error.is_invalid_request(), "{}", error),
        }
        for request in &sandbox.requests()[before..] {
            let segment = request.path().strip_prefix("/api/call/");
            prop_assert!(
                segment.is_some_and(|rest| !rest.contains('/')),
                "{}",
                request.path()
            );
            prop_assert_eq!(request.query(), None);
        }
        Ok(())
    };
    TestRunner::deterministic().run(&ids, law).unwrap();
}
