//! Nothing private is written to the program's log, whatever the caller turns on.
//!
//! A process has one logger, so this one sees what the other tests of this binary log as well.

use std::sync::Mutex;

use revox_tests::spec::example;
use revox_tests::stub::{Answer, KEY, Stub};

static LOG: Mutex<String> = Mutex::new(String::new());

struct Recorder;

impl log::Log for Recorder {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        let line = format!("{} {}\n", record.target(), record.args());
        LOG.lock().unwrap().push_str(&line);
    }

    fn flush(&self) {}
}

#[tokio::test]
async fn nothing_that_is_sent_or_received_is_logged() {
    log::set_logger(&Recorder).unwrap();
    log::set_max_level(log::LevelFilter::Trace);

    let body = example("completed").to_string();
    let stub = Stub::start(vec![Answer::json("200 OK", &[], &body)]).await;
    let wordy = revox::reqwest::Client::builder().connection_verbose(true);
    let client = stub.builder().http_client(wordy).build().unwrap();
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

    let log = LOG.lock().unwrap().clone();
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
