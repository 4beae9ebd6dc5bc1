//! A large page is in memory only once while it is decoded, and takes little if little of it is
//! decoded.
//!
//! Allocations are counted on the thread of the test, where the client runs; the server has others.

use allocation_counter::{AllocationInfo, measure};
use revox::Client;
use revox_tests::responses::client_that_receives;
use revox_tests::spec::example_call;
use revox_tests::stub::{Canned, Stub};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use tokio::runtime::{Builder, Runtime};

/// A page of call orders of 7 MB, as a search gives it.
fn page() -> String {
    let call = example_call("completed").to_string();
    let count = 7_000_000 / call.len() + 1;
    let calls = vec![call; count].join(",");
    format!(r#"{{"calls": [{calls}], "page": 1, "total_count": {count}, "total_pages": 1}}"#)
}

fn on_this_thread() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

/// Measures the allocations of a search; the memory that is left afterwards is the decoded value.
fn search<T: DeserializeOwned + Send + 'static>(client: &Client) -> AllocationInfo {
    let runtime = on_this_thread();
    // Created first, so that one-time allocations are not counted.
    let request = client.call().search().as_type::<T>();
    let mut found = None;
    let taken = measure(|| found = Some(runtime.block_on(request.into_future()).unwrap()));
    drop(found);
    taken
}

type Page = revox::models::CallSearchResult;

#[test]
fn decoding_takes_what_the_value_takes() {
    let client = client_that_receives(page());
    let taken = search::<Page>(&client);
    let value = u64::try_from(taken.bytes_current).unwrap();
    assert!(taken.bytes_max < value + value / 100, "{taken:?}");
}

#[test]
fn a_page_that_arrives_is_held_once_however_it_is_framed() {
    let body = page();
    let value = search::<Page>(&client_that_receives(body.clone())).bytes_current;
    let held_once = u64::try_from(value).unwrap() + body.len() as u64;

    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n";
    let until_it_closes = format!("{head}\r\n{body}");
    let mut chunked = format!("{head}transfer-encoding: chunked\r\n\r\n");
    for chunk in body.as_bytes().chunks(16 << 10) {
        let chunk = str::from_utf8(chunk).unwrap();
        chunked.push_str(&format!("{:x}\r\n{chunk}\r\n", chunk.len()));
    }
    chunked.push_str("0\r\n\r\n");

    let framings = [
        ("of a known length", Canned::json("200 OK", &[], &body)),
        ("until it closes", Canned::Bytes(until_it_closes.into())),
        ("in chunks", Canned::Bytes(chunked.into())),
    ];
    let elsewhere = Builder::new_multi_thread().enable_all().build().unwrap();
    for (framing, answer) in framings {
        let stub = elsewhere.block_on(Stub::start(vec![answer]));
        let taken = search::<Page>(&stub.client());
        let most = held_once + body.len() as u64 / 10;
        assert!(taken.bytes_max < most, "{framing}: {taken:?}, {most}");
    }
}

/// Allocations of one retrieval, after others have made the connection.
fn retrieval<F: Future>(runtime: &Runtime, request: impl Fn() -> F) -> AllocationInfo {
    for _ in 0..3 {
        runtime.block_on(request());
    }
    measure(|| drop(runtime.block_on(request())))
}

#[test]
fn a_retrieval_takes_hardly_more_than_one_by_hand() {
    let elsewhere = Builder::new_multi_thread().enable_all().build().unwrap();
    let sandbox = elsewhere.block_on(revox_sandbox::Sandbox::start()).unwrap();
    let runtime = on_this_thread();

    let builder = Client::builder().api_key(sandbox.api_key());
    let client = builder.base_url(sandbox.base_url()).build().unwrap();
    let ours = retrieval(&runtime, || async {
        client.call().retrieve("call_8Zk3vQ").await.unwrap()
    });

    // reqwest without a TLS feature of its own asks for one, although the sandbox speaks plain http.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let http = revox::reqwest::Client::builder()
        .no_proxy()
        .build()
        .unwrap();
    let url = format!("{}/call/call_8Zk3vQ", sandbox.base_url());
    let by_hand = retrieval(&runtime, || async {
        let limit = std::time::Duration::from_secs(60);
        let request = http.get(&url).bearer_auth(sandbox.api_key()).timeout(limit);
        let response = request.send().await.unwrap().error_for_status().unwrap();
        let body = response.bytes().await.unwrap();
        let decoded: std::collections::BTreeMap<String, revox::models::Call> =
            serde_json::from_slice(&body).unwrap();
        (body.len() as u64, decoded)
    });
    let body = runtime.block_on(async {
        let request = client.call().retrieve("call_8Zk3vQ").with_response();
        request.await.unwrap().bytes().len() as u64
    });
    let more = ours.count_total.saturating_sub(by_hand.count_total);
    assert!(
        more * 20 < by_hand.count_total,
        "{more} more than {by_hand:?}"
    );
    // Another copy of the body would show.
    let more = ours.bytes_total.saturating_sub(by_hand.bytes_total);
    assert!(
        more < body / 2,
        "{more} bytes more than {by_hand:?}, of {body}"
    );
}

#[test]
fn a_type_that_reads_little_takes_little() {
    #[derive(Deserialize)]
    struct Ids {
        #[allow(dead_code)]
        calls: Vec<Id>,
    }
    #[derive(Deserialize)]
    struct Id {
        #[allow(dead_code)]
        id: String,
    }
    let client = client_that_receives(page());
    let (all, ids) = (search::<Page>(&client), search::<Ids>(&client));
    assert!(ids.count_total * 100 < all.count_total, "{ids:?} {all:?}");
    assert!(ids.bytes_total * 100 < all.bytes_total, "{ids:?} {all:?}");
}
