//! Blocking requests, from threads without a runtime and from inside a runtime.

use std::future::poll_fn;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::Poll;
use std::thread;
use std::time::Duration;

use revox::blocking::wait;
use revox::bytes::Bytes;
use revox::models::{CallSearch, CallStatus};
use revox::prelude::*;
use revox::{
    BoxFuture, Client, Delivery, Error, HttpRequest, Transport, WaitError, WatchError, http,
};
use revox_sandbox::Sandbox;
use revox_tests::stub::{Canned, KEY, Stub};
use revox_tests::within::{LIMIT, blocking_within};
use tokio::runtime::Runtime;

/// A server that runs elsewhere, so that the thread of the test has no runtime.
struct Elsewhere<S> {
    _runtime: Runtime,
    server: S,
}

impl<S> Elsewhere<S> {
    fn start(server: impl Future<Output = S>) -> Self {
        let runtime = Runtime::new().unwrap();
        let server = runtime.block_on(server);
        Self {
            _runtime: runtime,
            server,
        }
    }
}

fn sandbox() -> (Elsewhere<Sandbox>, Client) {
    let elsewhere = Elsewhere::start(async { Sandbox::start().await.unwrap() });
    let sandbox = &elsewhere.server;
    let builder = Client::builder().api_key(sandbox.api_key());
    let builder = builder.base_url(sandbox.base_url()).timeout(LIMIT);
    let client = builder.build().unwrap();
    (elsewhere, client)
}

/// A server that keeps connections open, and counts them.
fn lasting_server() -> (SocketAddr, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let count = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&count);
    thread::spawn(move || {
        for stream in listener.incoming() {
            counter.fetch_add(1, Ordering::SeqCst);
            let mut stream = stream.unwrap();
            let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
            thread::spawn(move || {
                while lines
                    .by_ref()
                    .map_while(Result::ok)
                    .any(|line| line.is_empty())
                {
                    let body = r#"{"call": {"id": "call_1", "status": "completed"}}"#;
                    let length = body.len();
                    write!(
                        stream,
                        "HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n{body}"
                    )
                    .unwrap();
                }
            });
        }
    });
    (address, count)
}

#[test]
fn a_plain_thread_sends_requests_and_gets_values_responses_and_errors() {
    blocking_within(LIMIT, "requests of a plain thread", || {
        let (_elsewhere, client) = sandbox();
        let call = client.call().retrieve("call_8Zk3vQ").blocking().unwrap();
        assert_eq!(call.status, CallStatus::Completed);
        let response = client.call().retrieve(&call.id).with_response().blocking();
        assert_eq!(response.unwrap().value().id, call.id);
        let error = client.call().retrieve("call_none").blocking().unwrap_err();
        assert!(error.is_not_found());
        let error = client.call().create("none").blocking().unwrap_err();
        assert!(error.is_invalid_request());
    });
}

#[test]
fn a_plain_thread_waits_for_the_end_of_a_call_order() {
    blocking_within(LIMIT, "a wait of a plain thread", || {
        let (_elsewhere, client) = sandbox();
        let call = client.call().wait("call_8Zk3vQ").blocking().unwrap();
        assert_eq!(call.status, CallStatus::Completed);
        let error = client.call().wait("").blocking().unwrap_err();
        assert!(matches!(error, WaitError::Failed(_)));
        let campaign = client
            .campaigns()
            .wait("campaign_3Ge8wD")
            .blocking()
            .unwrap();
        assert!(campaign.row_stats.is_some_and(|rows| rows.calling == 0));
    });
}

#[test]
fn a_plain_thread_watches_a_call_order() {
    blocking_within(LIMIT, "a watch of a plain thread", || {
        let (_elsewhere, client) = sandbox();
        let events = client.call().watch("call_8Zk3vQ").blocking();
        let events: Vec<_> = events.collect::<Result<_, _>>().unwrap();
        assert!(events.last().unwrap().snapshot.is_finished());
        let mut events = client.call().watch("").blocking();
        let error = events.next().unwrap().unwrap_err();
        assert!(matches!(error, WatchError::Failed(_)));
        assert!(events.next().is_none());
    });
}

#[test]
fn a_plain_thread_tracks_call_orders() {
    blocking_within(LIMIT, "a tracker of a plain thread", || {
        let (elsewhere, client) = sandbox();
        let updates = client.call().track(["call_8Zk3vQ"]).blocking();
        let updates: Vec<_> = updates.collect::<Result<_, _>>().unwrap();
        assert!(updates.last().unwrap().is_finished());
        // A key that is refused.
        let builder = Client::builder().api_key("rvx_wrong");
        let client = builder
            .base_url(elsewhere.server.base_url())
            .build()
            .unwrap();
        let mut updates = client.call().track(["call_8Zk3vQ"]).blocking();
        assert!(updates.next().unwrap().unwrap_err().is_unauthorized());
    });
}

#[test]
fn a_connection_lives_from_one_request_to_the_next() {
    let (address, connections) = lasting_server();
    blocking_within(LIMIT, "twenty requests", move || {
        let builder = Client::builder().api_key(KEY);
        let client = builder
            .base_url(format!("http://{address}"))
            .build()
            .unwrap();
        for _ in 0..10 {
            client.call().retrieve("call_1").blocking().unwrap();
            // A thread of its own has the same connections.
            let client = client.clone();
            let other = thread::spawn(move || client.call().retrieve("call_1").blocking());
            other.join().unwrap().unwrap();
        }
    });
    // Not always one: a connection may return to the pool just after the next request looked for it.
    let count = connections.load(Ordering::SeqCst);
    assert!(count < 10, "{count} connections");
}

#[test]
fn many_threads_send_at_once() {
    blocking_within(LIMIT, "requests of 16 threads", || {
        let (_elsewhere, client) = sandbox();
        let threads: Vec<_> = (0..16)
            .map(|_| {
                let client = client.clone();
                thread::spawn(move || client.call().retrieve("call_8Zk3vQ").blocking())
            })
            .collect();
        for thread in threads {
            thread.join().unwrap().unwrap();
        }
    });
}

#[test]
fn lists_are_iterators_and_downloads_readers() {
    blocking_within(LIMIT, "lists and downloads", || {
        let (_elsewhere, client) = sandbox();
        for _ in 0..30 {
            let order = client.call().create("+33639980175");
            order.assistant_id("assistant_4Tn6yB").blocking().unwrap();
        }
        let search = || CallSearch::new().page_size(20);
        let calls = client.call().all(search()).blocking();
        let ids: Vec<_> = calls.map(|call| call.unwrap().id).collect();
        assert_eq!(
            ids.len(),
            31,
            "with the one that is there from the beginning"
        );
        let pages = client.call().all(search()).pages().blocking();
        let paged: Vec<_> = pages.flat_map(Result::unwrap).map(|call| call.id).collect();
        assert_eq!(paged, ids);
        let first = wait(client.call().all(search()).collect_up_to(3)).unwrap();
        assert_eq!(first.len(), 3);

        let preview = || client.voices().preview("voice_fr_jules", "cartesia");
        let expected = preview().blocking().unwrap();
        let mut audio = wait(preview().stream()).unwrap().blocking();
        assert_eq!(audio.media_type(), expected.media_type());
        let mut bytes = Vec::new();
        audio.read_to_end(&mut bytes).unwrap();
        assert_eq!(bytes, expected.bytes().as_ref());
        assert_eq!(audio.read(&mut [0; 8]).unwrap(), 0, "the end is the end");
    });
}

#[test]
fn an_iterator_whose_errors_are_ignored_ends() {
    let elsewhere = Elsewhere::start(Stub::start(vec![Canned::json(
        "401 Unauthorized",
        &[],
        "{}",
    )]));
    let client = elsewhere.server.client();
    blocking_within(LIMIT, "the end of lists", move || {
        let list = |search| client.call().all(search);
        let calls = list(CallSearch::new()).blocking();
        assert_eq!(calls.filter_map(Result::ok).count(), 0);
        let pages = list(CallSearch::new()).pages().blocking();
        assert_eq!(pages.flatten().count(), 0);
        let calls = list(CallSearch::new().page(2)).blocking();
        assert_eq!(calls.filter(Result::is_err).count(), 1);
    });
    assert_eq!(elsewhere.server.received().len(), 2);
}

#[test]
fn a_download_that_breaks_off_is_an_error_with_the_reason_inside() {
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nRIFF";
    let elsewhere = Elsewhere::start(Stub::start(vec![Canned::Bytes(head.into())]));
    let client = elsewhere.server.client();
    blocking_within(LIMIT, "the error", move || {
        let preview = client.voices().preview("voice_1", "cartesia");
        let mut audio = wait(preview.stream()).unwrap().blocking();
        let mut bytes = Vec::new();
        let error = audio.read_to_end(&mut bytes).unwrap_err();
        assert_eq!(bytes, b"RIFF");
        let error = error.get_ref().unwrap().downcast_ref::<Error>().unwrap();
        assert!(error.is_transport(), "{error}");
    });
}

#[test]
fn time_limits_hold() {
    let elsewhere = Elsewhere::start(Stub::start(vec![Canned::Hang(Vec::new())]));
    let client = elsewhere.server.client();
    let error = blocking_within(LIMIT, "a timeout", move || {
        let request = client.call().retrieve("call_1");
        request.timeout(Duration::from_millis(50)).blocking()
    });
    assert!(error.unwrap_err().is_timeout());
}

/// Also more requests than a task of Tokio may make before it has to yield.
#[test]
fn it_works_inside_of_a_runtime() {
    for mut runtime in [
        tokio::runtime::Builder::new_current_thread(),
        tokio::runtime::Builder::new_multi_thread(),
    ] {
        blocking_within(LIMIT, "requests inside of a runtime", move || {
            let (_elsewhere, client) = sandbox();
            let runtime = runtime.enable_all().build().unwrap();
            runtime.block_on(async {
                for _ in 0..200 {
                    client.call().retrieve("call_8Zk3vQ").blocking().unwrap();
                }
                let call = client.call().retrieve("call_8Zk3vQ");
                tokio::spawn(async { call.blocking() })
                    .await
                    .unwrap()
                    .unwrap();
                let call = client.call().retrieve("call_8Zk3vQ");
                let call = tokio::task::spawn_blocking(|| call.blocking());
                call.await.unwrap().unwrap();
            });
        });
    }
}

/// A wake-up that comes while the future itself parks the thread, as channels and nested requests do.
#[test]
fn a_future_may_park_the_thread() {
    blocking_within(LIMIT, "a wake-up", || {
        let mut is_woken = false;
        wait(poll_fn(move |context| {
            if is_woken {
                return Poll::Ready(Ok(()));
            }
            is_woken = true;
            context.waker().wake_by_ref();
            thread::park();
            Poll::Pending
        }))
        .unwrap();
    });
}

/// The connection of an awaited request stands still while its runtime does: while the only thread of
/// the runtime waits, and after `block_on`.
#[test]
fn a_client_that_was_awaited_on_a_single_thread_may_be_waited_for() {
    let (address, connections) = lasting_server();
    blocking_within(LIMIT, "requests both ways", move || {
        let client = Client::builder().api_key(KEY).timeout(LIMIT);
        let client = client.base_url(format!("http://{address}"));
        let client = client.build().unwrap();
        let mut runtime = tokio::runtime::Builder::new_current_thread();
        let runtime = runtime.enable_all().build().unwrap();
        let copy = client.with_options(revox::ClientOptions::new().max_retries(0));
        for client in [&client, &copy] {
            let request = || client.call().retrieve("call_1");
            runtime.block_on(async {
                request().await.unwrap();
                request().blocking().unwrap();
                // From a task, which the thread for blocking requests runs.
                let task = async { Ok(tokio::spawn(request().send()).await.unwrap()) };
                wait(task).unwrap().unwrap();
                request().await.unwrap();
            });
            request().blocking().unwrap();
        }
    });
    // Two would do, but a connection may return to its pool late.
    let count = connections.load(Ordering::SeqCst);
    assert!(count <= 6, "{count} connections");
}

/// A page whose request was begun with `.await` is requested again.
#[test]
fn a_list_that_was_awaited_may_be_waited_for() {
    let page = r#"{"calls": [{"id": "call_1", "status": "completed"}], "total_count": 1}"#;
    let elsewhere = Elsewhere::start(Stub::start(vec![
        Canned::Hang(Vec::new()),
        Canned::json("200 OK", &[], page),
    ]));
    let client = elsewhere.server.client();
    blocking_within(LIMIT, "the list", move || {
        let mut runtime = tokio::runtime::Builder::new_current_thread();
        let runtime = runtime.enable_all().build().unwrap();
        let mut calls = client.call().all(CallSearch::new());
        let waits = runtime.block_on(async {
            let pause = Duration::from_millis(100);
            tokio::time::timeout(pause, calls.next()).await
        });
        assert!(waits.is_err(), "{waits:?}");
        assert_eq!(calls.blocking().count(), 1);
    });
}

/// Sends each request from a task, which runs on the thread that serves all connections.
#[derive(Debug)]
struct Spawning;

impl Transport for Spawning {
    fn send(&self, _: HttpRequest) -> BoxFuture<Result<http::Response<Bytes>, Error>> {
        let inner = Client::builder()
            .api_key(KEY)
            .base_url("http://localhost:9")
            .build();
        let request = inner.unwrap().call().retrieve("call_1");
        Box::pin(async {
            let task = tokio::spawn(async { request.blocking() });
            Err(task.await.unwrap().unwrap_err())
        })
    }
}

#[test]
fn a_request_that_would_wait_for_itself_is_refused() {
    let error = blocking_within(LIMIT, "a refusal", || {
        Client::with_transport(Spawning)
            .call()
            .retrieve("call_1")
            .blocking()
    });
    let error = error.unwrap_err();
    assert_eq!(error.delivery(), Delivery::NotSent);
    assert!(
        error.to_string().contains("would wait for itself"),
        "{error}"
    );
}

#[test]
fn a_wait_or_watch_that_would_wait_for_itself_is_refused_and_names_the_call_order() {
    let (waited, watched) = blocking_within(LIMIT, "two refusals", || {
        let client = Client::builder()
            .api_key(KEY)
            .base_url("http://localhost:9");
        let client = client.build().unwrap();
        let refused = async move {
            let waited = client.call().wait("call_1").blocking();
            (waited, client.call().watch("call_1").blocking().next())
        };
        wait(async { Ok(tokio::spawn(refused).await.unwrap()) }).unwrap()
    });
    let waited = waited.unwrap_err();
    assert_eq!(waited.waited().unwrap().id, "call_1");
    let watched = watched.unwrap().unwrap_err();
    assert_eq!(watched.watched().unwrap().id, "call_1");
    assert_eq!(watched.watched().unwrap().snapshot.id(), "call_1");
}

/// The same client can be used both ways, even after a runtime and its connections are gone.
#[test]
fn a_client_may_be_awaited_and_waited_for() {
    blocking_within(LIMIT, "requests both ways", || {
        let (_elsewhere, client) = sandbox();
        let client = client.with_options(revox::ClientOptions::new().max_retries(0));
        for _ in 0..5 {
            let runtime = Runtime::new().unwrap();
            let call = client.call().retrieve("call_8Zk3vQ");
            runtime.block_on(call.into_future()).unwrap();
            let call = client.call().retrieve("call_8Zk3vQ");
            call.blocking().unwrap();
            let call = client.call().retrieve("call_8Zk3vQ");
            runtime.block_on(call.into_future()).unwrap();
            drop(runtime);
            let call = client.call().retrieve("call_8Zk3vQ");
            call.blocking().unwrap();
        }
    });
}
