use std::collections::HashSet;

use revox_sandbox::Sandbox;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use crate::{raw, within_limit};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn simultaneous_requests_are_all_answered_and_recorded() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = crate::client();
    let mut sending = JoinSet::new();
    for n in 0..200 {
        let id = format!("call_{n}");
        sandbox.put_call(serde_json::json!({ "id": id })).unwrap();
        let request = client
            .get(format!("{}/call/{id}", sandbox.base_url()))
            .bearer_auth(sandbox.api_key());
        sending.spawn(async move {
            let response = request.send().await.unwrap();
            let number = response.headers()["x-request-id"].to_str().unwrap()["req_".len()..]
                .parse::<usize>()
                .unwrap();
            let body = response.text().await.unwrap();
            assert_eq!(body, format!(r#"{{"call":{{"id":"{id}"}}}}"#));
            (number, format!("/api/call/{id}"))
        });
    }
    let answered = within_limit("200 responses", sending.join_all()).await;

    let requests = sandbox.requests();
    assert_eq!(requests.len(), 200);
    for (number, path) in &answered {
        assert_eq!(requests[number - 1].path(), path);
    }
    let numbers: HashSet<_> = answered.iter().map(|(number, _)| number).collect();
    assert_eq!(numbers.len(), 200);
}

#[tokio::test]
async fn sandboxes_share_nothing() {
    let (one, other) = (
        Sandbox::start().await.unwrap(),
        Sandbox::start().await.unwrap(),
    );
    one.put_call(serde_json::json!({ "id": "call_1" })).unwrap();
    crate::get(&one, "/call/call_1").await;
    assert_eq!(crate::get(&other, "/call/call_1").await.0, 404);
    assert_ne!(one.base_url(), other.base_url());
    assert_eq!((one.requests().len(), other.requests().len()), (1, 1));
}

#[tokio::test]
async fn a_dropped_sandbox_closes_idle_connections() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut stream = raw::connect(&sandbox).await;
    stream
        .write_all(b"HEAD / HTTP/1.1\r\nhost: localhost\r\n\r\n")
        .await
        .unwrap();
    let mut response = Vec::new();
    while !response.ends_with(b"\r\n\r\n") {
        let byte = within_limit("the end of the head", stream.read_u8());
        response.push(byte.await.unwrap());
    }

    drop(sandbox);
    let mut byte = [0];
    let closed = within_limit("the connection to close", stream.read(&mut byte));
    assert_eq!(closed.await.unwrap(), 0);
}

async fn the_port_of_a_dropped_sandbox_comes_to_refuse_connections() {
    let sandbox = Sandbox::start().await.unwrap();
    let address = raw::address(&sandbox);
    drop(sandbox);
    // A connection may still find the listener that the runtime is about to close; then it is
    // answered or reset, and the next one tells.
    let refused = async {
        while TcpStream::connect(&address).await.is_ok() {
            let _ = raw::exchange(
                &address,
                b"HEAD / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n",
            )
            .await;
        }
    };
    within_limit("the port to be freed", refused).await;
}

#[tokio::test]
async fn a_dropped_sandbox_frees_its_port_on_one_thread() {
    the_port_of_a_dropped_sandbox_comes_to_refuse_connections().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_dropped_sandbox_frees_its_port_on_many_threads() {
    the_port_of_a_dropped_sandbox_comes_to_refuse_connections().await;
}

#[tokio::test]
async fn a_request_under_way_is_answered_although_the_sandbox_is_dropped() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut stream = raw::connect(&sandbox).await;
    stream
        .write_all(b"POST / HTTP/1.1\r\nhost: localhost\r\nexpect: 100-continue\r\ncontent-length: 5\r\n\r\n")
        .await
        .unwrap();
    // The server asks for the body once the request is in its hands.
    let mut response = [0; 25];
    let asked = within_limit("100 Continue", stream.read_exact(&mut response));
    asked.await.unwrap();
    assert_eq!(response.as_slice(), b"HTTP/1.1 100 Continue\r\n\r\n");

    drop(sandbox);
    stream.write_all(b"hello").await.unwrap();
    let mut response = String::new();
    let answered = within_limit("the response", stream.read_to_string(&mut response));
    answered.await.unwrap();
    assert_eq!(raw::status(&response), 404);
}
