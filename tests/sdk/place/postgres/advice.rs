//! Errors of connections that say what to do, and hold no password.

use revox_postgres::PostgresJournal;
use revox_tests::postgres::Server;
use revox_tests::within::{LIMIT, within};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::cause;

#[tokio::test]
async fn an_error_says_what_to_do_and_no_password() {
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = closed.local_addr().unwrap().port();
    drop(closed);
    let cases = [
        (
            format!("postgres://user:hunter2@127.0.0.1:{port}/app"),
            "server is running",
        ),
        (
            "postgres://user:hunter2@host:port/app".to_owned(),
            "percent-encoded",
        ),
        (
            "host=localhost password=my hunter2=1".to_owned(),
            "percent-encoded",
        ),
        (
            "postgres://user:hunter2@host/app?sslmode=verify-full".to_owned(),
            "option `sslmode`",
        ),
    ];
    for (url, advice) in cases {
        let connect = PostgresJournal::builder().connect(&url);
        let error = within(LIMIT, "an error", connect).await.unwrap_err();
        let text = format!("{error} {error:?} {}", cause(&error));
        assert!(text.contains(advice), "{text}");
        assert!(!text.contains("hunter2"), "{text}");
    }
    let builder = PostgresJournal::builder().root_certificate("not PEM");
    let error = builder.connect("postgres://host/app").await.unwrap_err();
    assert!(
        cause(&error).to_string().contains("BEGIN CERTIFICATE"),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_database_that_is_missing_is_named() {
    let Some(server) = Server::shared() else {
        return;
    };
    let database = server.database();
    let url = database.url_with("dbname=revox_test_missing");
    let error = database.builder().connect(&url).await.unwrap_err();
    assert_eq!(cause(&error).code(), Some("3D000"));
    assert!(
        cause(&error).to_string().contains("create the database"),
        "{error:?}"
    );
}

/// Connects to a server that responds to the first message with these bytes, and returns the text of
/// the error.
async fn error_of(response: &'static [u8], parameters: &str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let server = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut message = [0; 1024];
        assert!(stream.read(&mut message).await.unwrap() > 0);
        stream.write_all(response).await.unwrap();
        // Until the client hangs up.
        while stream
            .read(&mut message)
            .await
            .is_ok_and(|length| length > 0)
        {}
    });
    let url = format!("postgres://user@127.0.0.1:{port}/app?{parameters}");
    let connect = PostgresJournal::builder().connect(&url);
    let error = within(LIMIT, "an error", connect).await.unwrap_err();
    within(LIMIT, "the end of the server", server)
        .await
        .unwrap();
    assert!(!cause(&error).is_unavailable(), "{error:?}");
    cause(&error).to_string()
}

#[tokio::test]
async fn a_server_without_tls_is_not_one_that_cannot_be_reached() {
    let text = error_of(b"N", "sslmode=require").await;
    assert!(text.contains("turn TLS on at the server"), "{text}");
    assert!(!text.contains("address"), "{text}");
}

#[tokio::test]
async fn a_password_that_is_missing_is_asked_for() {
    // AuthenticationCleartextPassword.
    let text = error_of(b"R\0\0\0\x08\0\0\0\x03", "sslmode=disable").await;
    assert!(text.contains("add it to the URL"), "{text}");
    assert!(!text.contains("address"), "{text}");
}
