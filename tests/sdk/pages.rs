//! `all` reads every call order that a search finds, page by page, while others come and go.

use std::collections::BTreeSet;
use std::future::poll_fn;
use std::pin::pin;
use std::sync::Mutex;
use std::task::Poll;

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use revox::bytes::Bytes;
use revox::models::{Call, CallSearch, CallStatus};
use revox::{BoxFuture, Calls, Client, Error, HttpRequest, Transport, http};
use revox_sandbox::Sandbox;
use revox_tests::stub::{Canned, Stub, soon};
use revox_tests::within::LIMIT;
use serde_json::{Value, json};

const ASSISTANT: &str = "assistant_4Tn6yB";

async fn sandbox() -> (Sandbox, Client) {
    let sandbox = Sandbox::start().await.unwrap();
    let builder = Client::builder().api_key(sandbox.api_key());
    let builder = builder.base_url(sandbox.base_url()).timeout(LIMIT);
    (sandbox, builder.build().unwrap())
}

/// Places call orders and returns their ids.
async fn place(client: &Client, count: usize) -> Vec<String> {
    let mut ids = Vec::new();
    for _ in 0..count {
        let order = client.call().create("+33639980175").assistant_id(ASSISTANT);
        ids.push(soon(order).await.unwrap().id);
    }
    ids
}

/// Call orders that have not begun, in ascending or descending order of time.
fn search(direction: &str) -> CallSearch {
    CallSearch::new()
        .statuses([CallStatus::Initializing])
        .sort_direction(direction)
        .page_size(20)
}

fn ids(calls: &[Call]) -> Vec<String> {
    calls.iter().map(|call| call.id.clone()).collect()
}

/// Reads all pages, and before each but the first places and cancels some call orders.
async fn read_while_orders_come_and_go(direction: &str, changes: &[(usize, Vec<usize>)]) {
    let (_sandbox, client) = sandbox().await;
    let mut waiting = place(&client, 90).await;
    let mut lasting: BTreeSet<String> = waiting.iter().cloned().collect();
    let mut changes = changes.iter();
    let mut placed_later = BTreeSet::new();
    let mut returned = Vec::new();
    let mut calls = client.call().all(search(direction));
    while let Some(page) = soon(calls.next_page()).await {
        returned.extend(ids(&page.unwrap()));
        let Some((placed, cancelled)) = changes.next() else {
            continue;
        };
        let placed = place(&client, *placed).await;
        placed_later.extend(placed.iter().cloned());
        waiting.extend(placed);
        for index in cancelled {
            let id = waiting.remove(index % waiting.len());
            soon(client.call().cancel(&id)).await.unwrap();
            lasting.remove(&id);
            placed_later.remove(&id);
        }
    }
    let once: BTreeSet<String> = returned.iter().cloned().collect();
    assert_eq!(once.len(), returned.len(), "an order was returned twice");
    assert!(lasting.is_subset(&once), "an order was lost");
    if direction == "asc" {
        assert!(placed_later.is_subset(&once), "a later order was lost");
    }
}

/// Seeded, so that each run is the same.
#[test]
fn no_order_is_lost_or_doubled_while_others_are_placed_and_cancelled() {
    let change = (0_usize..30, prop::collection::vec(any::<usize>(), 0..20));
    let changes = prop::collection::vec(change, 0..6);
    let strategy = (prop_oneof!["asc", "desc"], changes);
    let runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = { runtime }.enable_all().build().unwrap();
    let random = TestRng::from_seed(RngAlgorithm::ChaCha, &[11; 32]);
    let config = Config {
        cases: 12,
        failure_persistence: None,
        ..Config::default()
    };
    let outcome =
        TestRunner::new_with_rng(config, random).run(&strategy, |(direction, changes)| {
            runtime.block_on(read_while_orders_come_and_go(&direction, &changes));
            Ok(())
        });
    outcome.unwrap();
}

#[tokio::test]
async fn orders_pages_and_lists_hold_the_same() {
    let (_sandbox, client) = sandbox().await;
    let mut expected = place(&client, 65).await;
    expected.reverse();

    let mut orders = Vec::new();
    let mut calls = client.call().all(search("desc"));
    while let Some(call) = soon(calls.next()).await {
        orders.push(call.unwrap().id);
    }
    assert_eq!(orders, expected);
    assert!(soon(calls.next()).await.is_none(), "the end is the end");

    let mut paged = Vec::new();
    let mut pages = client.call().all(search("desc")).pages();
    while let Some(page) = soon(pages.next()).await {
        let page = page.unwrap();
        assert!(!page.is_empty() && page.len() <= 20);
        paged.extend(ids(&page));
    }
    assert_eq!(paged, expected);

    let mut calls = client.call().all(search("desc"));
    let first = soon(calls.collect_up_to(30)).await.unwrap();
    assert_eq!(ids(&first), expected[..30]);
    let rest_of_page = soon(calls.next_page()).await.unwrap().unwrap();
    let mut all = [ids(&first), ids(&rest_of_page)].concat();
    all.extend(ids(&soon(calls.collect_up_to(usize::MAX)).await.unwrap()));
    assert_eq!(all, expected);
}

/// The stream of `futures_core`, which is what adapters of other crates take.
#[tokio::test]
async fn it_is_a_stream() {
    let (_sandbox, client) = sandbox().await;
    place(&client, 45).await;
    let mut calls = pin!(client.call().all(search("asc")));
    let mut count = 0;
    while let Some(call) = soon(poll_fn(|context| {
        futures_core::Stream::poll_next(calls.as_mut(), context)
    }))
    .await
    {
        call.unwrap();
        count += 1;
    }
    assert_eq!(count, 45);
}

/// Every other future is dropped as soon as it is pending.
#[tokio::test]
async fn dropping_a_future_loses_no_order() {
    let (_sandbox, client) = sandbox().await;
    let expected = place(&client, 50).await;
    let mut calls = client.call().all(search("asc"));
    let mut returned = Vec::new();
    let mut is_dropped = false;
    loop {
        let mut next = pin!(calls.collect_up_to(7));
        let outcome = poll_fn(|context| match next.as_mut().poll(context) {
            Poll::Pending if is_dropped => Poll::Pending,
            Poll::Pending => Poll::Ready(None),
            Poll::Ready(outcome) => Poll::Ready(Some(outcome)),
        });
        let outcome = soon(outcome).await;
        is_dropped = outcome.is_none() && !is_dropped;
        let Some(page) = outcome else { continue };
        let page = page.unwrap();
        if page.is_empty() {
            break;
        }
        returned.extend(ids(&page));
    }
    assert_eq!(returned, expected);
}

fn page(calls: Value, total_count: Value) -> Canned {
    let body = json!({"calls": calls, "total_count": total_count});
    Canned::json("200 OK", &[], &body.to_string())
}

fn call(id: usize) -> Value {
    json!({"id": format!("call_{id}"), "status": "completed"})
}

#[tokio::test]
async fn a_page_without_orders_or_total_is_an_error_and_not_the_end() {
    let twenty: Vec<_> = (0..20).map(call).collect();
    for (wrong, is_expected) in [
        (
            json!({"total_count": 30}),
            Error::is_decode as fn(&Error) -> bool,
        ),
        (json!({"calls": null, "total_count": 30}), Error::is_decode),
        (json!({"calls": []}), Error::is_decode),
        (json!({"calls": [], "total_count": null}), Error::is_decode),
        (json!({}), Error::is_decode),
        (
            json!({"calls": [], "total_count": 30}),
            Error::is_inconsistent,
        ),
        (
            json!({"calls": [], "total_count": -1}),
            Error::is_inconsistent,
        ),
    ] {
        let first = page(json!(twenty), json!(30));
        let wrong = Canned::json("200 OK", &[], &wrong.to_string());
        let stub = Stub::start(vec![first, wrong]).await;
        let mut calls = stub.client().call().all(CallSearch::new().page_size(20));
        assert_eq!(soon(calls.collect_up_to(20)).await.unwrap().len(), 20);
        for _ in 0..2 {
            let error = soon(calls.next()).await.expect("no end").unwrap_err();
            assert!(is_expected(&error), "{error}");
            assert_eq!(error.operation().unwrap().id, "call_search");
            assert!(error.status().is_some(), "{error:?}");
        }
    }
}

/// An error loses no call orders that were received before it, and the page is requested again.
#[tokio::test]
async fn after_an_error_the_reading_goes_on() {
    let calls: Vec<_> = (0..30).map(call).collect();
    let failure = Canned::json("500 Internal Server Error", &[], "{}");
    // The second page that is requested is page 2 of 19.
    let answers = vec![
        page(json!(calls[..20]), json!(30)),
        failure,
        page(json!(calls[19..]), json!(30)),
    ];
    let stub = Stub::start(answers).await;
    let mut list = stub.client().call().all(CallSearch::new().page_size(20));
    let error = soon(list.collect_up_to(30)).await.unwrap_err();
    assert!(error.is_server_error());
    let all = soon(list.collect_up_to(usize::MAX)).await.unwrap();
    assert_eq!(all.len(), 30);
    assert!(stub.received()[1].contains(r#""page":2,"page_size":19"#));
    assert!(stub.received()[2].contains(r#""page":2,"page_size":19"#));
}

/// A loop that ignores errors must end, and must not hide the error of a list as `Ok`.
#[tokio::test]
async fn the_list_ends_after_an_error_that_no_repetition_cures() {
    for (status, is_permanent) in [
        ("400 Bad Request", true),
        ("401 Unauthorized", true),
        ("404 Not Found", true),
        ("422 Unprocessable Content", true),
        ("307 Temporary Redirect", true),
        ("408 Request Timeout", false),
        ("429 Too Many Requests", false),
        ("500 Internal Server Error", false),
    ] {
        let twenty: Vec<_> = (0..20).map(call).collect();
        let failure = Canned::json(status, &[("location", "https://other.example")], "{}");
        let answers = vec![
            page(json!(twenty), json!(30)),
            failure.clone(),
            failure.clone(),
            failure,
            page(json!([call(19), call(20)]), json!(21)),
        ];
        let stub = Stub::start(answers).await;
        let client = stub.builder().max_retries(0).build().unwrap();
        let mut calls = client.call().all(CallSearch::new().page_size(20));
        assert_eq!(soon(calls.collect_up_to(20)).await.unwrap().len(), 20);
        soon(calls.next()).await.unwrap().unwrap_err();
        match soon(calls.next()).await {
            None => assert!(is_permanent, "{status}"),
            Some(outcome) => assert!(outcome.is_err() && !is_permanent, "{status}"),
        }
        if is_permanent {
            assert!(soon(calls.next_page()).await.is_none(), "{status}");
            assert_eq!(stub.received().len(), 2, "{status}");
            soon(calls.collect_up_to(9)).await.unwrap_err();
        }
        soon(calls.collect_up_to(9)).await.unwrap_err();
        let rest = soon(calls.collect_up_to(9)).await.unwrap();
        assert_eq!(ids(&rest), ["call_20"]);
    }
}

#[tokio::test]
async fn a_page_cannot_be_chosen() {
    let stub = Stub::start(vec![page(json!([]), json!(0))]).await;
    let mut calls = stub.client().call().all(CallSearch::new().page(2));
    let error = soon(calls.next()).await.unwrap().unwrap_err();
    assert!(error.is_invalid_request(), "{error}");
    assert!(error.to_string().contains("`page` cannot be set"));
    assert!(soon(calls.next()).await.is_none());
    assert!(stub.received().is_empty());
}

/// Any transport will do.
#[derive(Debug, Default)]
struct Recorder(Mutex<Vec<Value>>);

impl Transport for &'static Recorder {
    fn send(&self, request: HttpRequest) -> BoxFuture<Result<http::Response<Bytes>, Error>> {
        let body = serde_json::from_slice(&request.body.unwrap()).unwrap();
        self.0.lock().unwrap().push(body);
        let body = json!({"calls": [call(1)], "total_count": 1}).to_string();
        Box::pin(async { Ok(http::Response::new(body.into())) })
    }
}

#[tokio::test]
async fn a_search_is_sent_as_it_is_but_for_the_page() {
    let recorder: &Recorder = Box::leak(Box::default());
    let client = Client::with_transport(recorder);
    let search = search("asc").query("Hugo").sort_by("created_at");
    let mut calls = client.call().all(search.clone());
    assert_eq!(calls.collect_up_to(9).await.unwrap().len(), 1);
    let sent = recorder.0.lock().unwrap();
    assert_eq!(*sent, [serde_json::to_value(search).unwrap()]);
}

/// A first page of the largest possible size holds the whole list, and its size is sent unchanged.
#[tokio::test]
async fn a_page_may_be_as_large_as_one_likes() {
    let recorder: &Recorder = Box::leak(Box::default());
    let client = Client::with_transport(recorder);
    let largest = 9_007_199_254_740_991_i64;
    let mut calls = client.call().all(CallSearch::new().page_size(largest));
    let list = tokio::spawn(async move { calls.collect_up_to(2).await });
    assert_eq!(soon(list).await.unwrap().unwrap().len(), 1);
    assert_eq!(recorder.0.lock().unwrap()[0]["page_size"], largest);
}

#[test]
fn no_debug_shows_the_search() {
    let client = Client::with_transport(Box::leak(Box::<Recorder>::default()) as &Recorder);
    let search = CallSearch::new().to_phone_number("+33639980142");
    let calls: Calls = client.call().all(search);
    assert!(!format!("{calls:?}").contains("3363998"));
}
