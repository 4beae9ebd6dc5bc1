//! Nothing private is written to the program's log, whatever the caller turns on.
//!
//! A process has one logger, so this test sees what the others of this binary log as well.

use revox_tests::spec::example;
use revox_tests::stub::{Canned, KEY, Stub};

use crate::recorder;

#[tokio::test]
async fn nothing_that_is_sent_or_received_is_logged() {
    let _recording = recorder::start();

    let body = example("completed").to_string();
    let stub = Stub::start(vec![Canned::json("200 OK", &[], &body)]).await;
    let wordy = stub
        .builder()
        .http_client(|http| http.connection_verbose(true));
    let client = wordy.build().unwrap();
    client
        .call()
        .retrieve("+33612345678")
        .header("x-token", "t0ken")
        .extra_query("que4y", "que4y")
        .await
        .unwrap();
    client
        .call()
        .create("+33612345678")
        .metadata([("b0dy", "b0dy")])
        .extra_body("b0dy", "b0dy")
        .await
        .unwrap();
    client
        .post("/pat4")
        .json(["b0dy"])
        .extra_query("que4y", "que4y")
        .await
        .unwrap();
    let audio = client.voices().preview("b0dy", "cartesia");
    let mut audio = audio.stream().await.unwrap();
    while audio.chunk().await.unwrap().is_some() {}
    client.call().create("+33612345678x").await.unwrap_err();

    let log = recorder::text();
    assert!(
        log.contains("reqwest"),
        "nothing was logged, so nothing was tested"
    );
    for private in [
        KEY,
        "t0ken",
        "33612345678",
        "Camille",
        "que4y",
        "b0dy",
        "pat4",
    ] {
        assert!(!log.contains(private), "{log}");
    }
}
