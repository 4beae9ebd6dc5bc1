//! The reason for a failed connection, in the one line that people log.

use revox::{Client, reqwest};
use revox_tests::stub::{Canned, KEY, Stub, soon};
#[cfg(unix)]
use revox_tests::within::LIMIT;

#[tokio::test]
async fn a_refused_connection_says_so() {
    let stub = Stub::start(vec![Canned::Bytes(Vec::new())]).await;
    let client = stub.client();
    drop(stub);
    tokio::task::yield_now().await;
    let error = soon(client.call().retrieve("+33612345678"))
        .await
        .unwrap_err();
    assert!(error.is_connect());
    let refused = std::io::Error::from_raw_os_error(if cfg!(windows) { 10061 } else { 111 });
    if cfg!(any(target_os = "linux", windows)) {
        let expected =
            format!("GET /call/{{id}}: no connection to the server could be made: {refused}");
        assert_eq!(error.to_string(), expected);
    }
    assert!(
        error.to_string().to_lowercase().contains("refused"),
        "{error}"
    );
}

#[tokio::test]
async fn a_name_that_is_not_resolved_says_so_and_is_not_repeated() {
    struct Nowhere;

    impl reqwest::dns::Resolve for Nowhere {
        fn resolve(&self, name: reqwest::dns::Name) -> reqwest::dns::Resolving {
            let error = std::io::Error::other(format!("no {}", name.as_str()));
            Box::pin(async { Err(error.into()) })
        }
    }

    let client = Client::builder()
        .api_key(KEY)
        .base_url("https://private.example")
        .http_client(|http| http.dns_resolver(Nowhere).no_proxy())
        .max_retries(0)
        .build()
        .unwrap();
    let error = soon(client.call().retrieve("a")).await.unwrap_err();
    assert!(error.is_connect());
    let text = error.to_string();
    assert!(
        text.ends_with("could be made: the name of the host was not resolved"),
        "{text}"
    );
    assert!(!text.contains("private"), "{text}");
}

/// Once that was 757 of 1,000 requests that said nothing.
#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_may_open_no_more_files_says_so() {
    let stub = Stub::start(vec![Canned::Bytes(Vec::new())]).await;
    let probe = env!("CARGO_BIN_EXE_environment-probe");
    let mut command = std::process::Command::new("sh");
    command
        .args(["-c", "ulimit -n 64 && exec \"$0\"", probe])
        .env("REVOX_API_KEY", KEY)
        .env("REVOX_BASE_URL", stub.base_url())
        .env("PROBE_OPENS_ALL_FILES", "1");
    let output = revox_tests::within::output(LIMIT, command);
    let printed = String::from_utf8(output.stdout).unwrap();
    let expected = "GET /call/{id}: no connection to the server could be made: Too many open files (os error 24) (after 3 attempts)\n";
    assert_eq!(
        printed,
        expected,
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_connection_that_breaks_says_what_the_system_says() {
    use tokio::io::AsyncReadExt;

    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        stream.read_u8().await.unwrap();
        // Closing with bytes unread resets the connection.
    });
    let client = Client::builder()
        .api_key(KEY)
        .base_url(url)
        .max_retries(0)
        .build()
        .unwrap();
    let error = soon(client.call().retrieve("a")).await.unwrap_err();
    soon(server).await.unwrap();
    assert!(error.is_transport(), "{error}");
    let text = error.to_string();
    assert!(
        text.ends_with(": Connection reset by peer (os error 104)"),
        "{text}"
    );
}
