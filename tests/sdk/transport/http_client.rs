//! A caller's own HTTP client: what holds whatever is set there.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use revox::Client;
use revox::reqwest;
use revox_tests::spec::published;
use revox_tests::stub::{Canned, KEY, Stub, soon};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

/// A server that keeps connections open, and counts them.
async fn keep_alive() -> (SocketAddr, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let connections = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&connections);
    let body = published().to_string();
    let response = format!(
        "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            count.fetch_add(1, Ordering::SeqCst);
            let response = response.clone();
            tokio::spawn(async move {
                let mut request = Vec::new();
                while stream.read_buf(&mut request).await.unwrap_or(0) > 0 {
                    if request.ends_with(b"\r\n\r\n") {
                        request.clear();
                        let _ = stream.write_all(response.as_bytes()).await;
                    }
                }
            });
        }
    });
    (address, connections)
}

/// A connection that a server is about to close must not be used again.
#[tokio::test]
async fn an_idle_connection_is_dropped_after_four_seconds() {
    let (address, connections) = keep_alive().await;
    let client = Client::builder()
        .api_key(KEY)
        .base_url(format!("http://{address}"))
        .http_client(|http| http.pool_idle_timeout(Duration::from_secs(3_600)))
        .build()
        .unwrap();
    for (idle, expected) in [(0, 1), (3, 1), (5, 2)] {
        tokio::time::pause();
        tokio::time::advance(Duration::from_secs(idle)).await;
        tokio::time::resume();
        soon(client.call().retrieve("a")).await.unwrap();
        assert_eq!(
            connections.load(Ordering::SeqCst),
            expected,
            "after {idle} seconds"
        );
    }
}

/// A proxy would read the key.
#[tokio::test]
async fn plain_http_goes_through_a_proxy_only_if_that_is_asked_for() {
    let body = published().to_string();
    let server = Stub::start(vec![Canned::json("200 OK", &[], &body)]).await;
    let proxy = Stub::start(vec![Canned::json("200 OK", &[], &body)]).await;
    let builder = || {
        let address = SocketAddr::from(([127, 0, 0, 1], server.port()));
        let proxy = reqwest::Proxy::all(proxy.base_url()).unwrap();
        Client::builder()
            .api_key(KEY)
            .base_url(format!("http://gateway.example:{}/api", server.port()))
            .allow_plain_http()
            .http_client(move |http| {
                http.proxy(proxy.clone())
                    .resolve("gateway.example", address)
            })
    };
    let straight = builder().build().unwrap();
    soon(straight.call().retrieve("a")).await.unwrap();
    assert_eq!((server.received().len(), proxy.received().len()), (1, 0));

    let proxied = builder().allow_plain_http_proxy().build().unwrap();
    soon(proxied.call().retrieve("a")).await.unwrap();
    assert_eq!((server.received().len(), proxy.received().len()), (1, 1));
}
