//! Audio comes as bytes with their type, at once or while it arrives.

use std::io;
use std::time::Duration;

use revox::models::VoicePreview;
use revox::{Client, Content, Download, Error, Request};
use revox_tests::responses::client_that_receives;
use revox_tests::stub::{Canned, Stub, soon};
use tokio::sync::mpsc::UnboundedSender;
use tokio::time;

/// No text in any encoding.
const AUDIO: &[u8] = b"ID3\x04\x00\xff\xfb\x90\x00\r\n\r\n\0";

const HEAD: &str = "HTTP/1.1 200 OK\r\ncontent-type: audio/mpeg\r\nx-request-id: req_7\r\n";

fn preview(client: &Client) -> Request<Content, VoicePreview> {
    client.voices().preview("voice_fr_jules", "cartesia")
}

async fn audio(headers: &[(&str, &str)]) -> Stub {
    Stub::start(vec![Canned::new("200 OK", headers, AUDIO)]).await
}

/// A server that sends what it is handed, and has sent `head`.
async fn server(head: String) -> (Stub, UnboundedSender<Vec<u8>>) {
    let (pieces, answer) = Canned::in_pieces();
    pieces.send(head.into_bytes()).unwrap();
    (Stub::start(vec![answer]).await, pieces)
}

/// Reads until `length` bytes have arrived.
async fn next(download: &mut Download, length: usize) -> Vec<u8> {
    let mut found = Vec::new();
    while found.len() < length {
        found.extend(download.chunk().await.unwrap().unwrap());
    }
    found
}

#[tokio::test]
async fn bytes_come_with_their_media_type() {
    let stub = audio(&[("content-type", "audio/mpeg; rate=24000")]).await;
    let content = preview(&stub.client()).await.unwrap();
    assert_eq!(content.media_type(), Some("audio/mpeg; rate=24000"));
    assert_eq!(content.bytes(), AUDIO);
    assert_eq!(content.into_bytes(), AUDIO);

    let response = preview(&stub.client()).with_response().await.unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(response.bytes(), AUDIO);
    assert_eq!(response.value().bytes(), AUDIO);

    let stub = audio(&[]).await;
    let content = preview(&stub.client()).await.unwrap();
    assert_eq!(content.media_type(), None);
}

#[tokio::test]
async fn a_stream_gives_what_has_arrived_and_waits_for_the_rest() {
    let (stub, pieces) = server(format!("{HEAD}connection: close\r\n\r\n")).await;
    let mut download = soon(preview(&stub.client()).stream()).await.unwrap();
    assert_eq!(download.status(), 200);
    assert_eq!(download.media_type(), Some("audio/mpeg"));
    assert_eq!(download.request_id(), Some("req_7"));
    assert_eq!(download.headers()["connection"], "close");

    for piece in [AUDIO, b"second", b"\0"] {
        let nothing_yet = time::timeout(Duration::ZERO, download.chunk()).await;
        assert!(nothing_yet.is_err());
        pieces.send(piece.to_vec()).unwrap();
        assert_eq!(next(&mut download, piece.len()).await, piece);
    }
    drop(pieces);
    assert_eq!(download.chunk().await.unwrap(), None);
    assert_eq!(download.chunk().await.unwrap(), None);
}

#[tokio::test]
async fn it_can_be_written_to_a_file_as_it_arrives() {
    let (stub, pieces) = server(format!("{HEAD}content-length: 20\r\n\r\n")).await;
    let download = preview(&stub.client()).stream().await.unwrap();
    pieces.send(AUDIO.to_vec()).unwrap();
    pieces.send(b"second".to_vec()).unwrap();
    let mut file = tempfile::NamedTempFile::new().unwrap();
    assert_eq!(download.write_to(&mut file).await.unwrap(), 20);
    assert_eq!(
        std::fs::read(file.path()).unwrap(),
        [AUDIO, b"second"].concat()
    );
}

#[tokio::test]
async fn a_target_that_takes_no_more_ends_it() {
    struct Full;

    impl io::Write for Full {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::StorageFull.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    let stub = audio(&[]).await;
    let download = preview(&stub.client()).stream().await.unwrap();
    let error = download.write_to(&mut Full).await.unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::StorageFull);
}

#[tokio::test]
async fn an_error_status_is_the_error_of_the_api_with_its_body() {
    let body = r#"{"message": "no such voice", "code": "voice_not_found"}"#;
    let headers = [("x-request-id", "req_8")];
    let stub = Stub::start(vec![Canned::json("404 Not Found", &headers, body)]).await;
    let client = stub.client();
    let streamed = preview(&client).stream().await.unwrap_err();
    let awaited = preview(&client).await.unwrap_err();
    for error in [streamed, awaited] {
        assert!(error.is_not_found());
        assert_eq!(error.message().as_deref(), Some("no such voice"));
        assert_eq!(error.code().as_deref(), Some("voice_not_found"));
        assert_eq!(error.request_id(), Some("req_8"));
        assert_eq!(error.body().unwrap(), body);
        assert_eq!(
            error.to_string(),
            "POST /voices/preview: the server responded with 404 Not Found (code `voice_not_found`) [request id req_8]"
        );
    }
}

/// The part that arrived is kept.
#[tokio::test]
async fn an_error_status_counts_also_when_its_body_breaks_off() {
    let answer = b"HTTP/1.1 429 Too Many Requests\r\ncontent-length: 99\r\n\r\n{\"mess".to_vec();
    let stub = Stub::start(vec![Canned::Bytes(answer)]).await;
    let client = stub.client();
    let streamed = preview(&client).stream().await.unwrap_err();
    let awaited = preview(&client).await.unwrap_err();
    for error in [streamed, awaited] {
        assert!(error.is_rate_limited() && error.is_transport(), "{error}");
        assert_eq!(error.body().unwrap(), "{\"mess");
    }
}

fn is_broken_off(error: &Error) {
    assert!(error.is_transport(), "{error}");
    assert_eq!(error.status().unwrap(), 200);
    assert_eq!(error.request_id(), Some("req_7"));
    assert_eq!(
        error.to_string(),
        "POST /voices/preview: the server responded with 200 OK, but the connection broke before the end of the body \
         [request id req_7]"
    );
}

#[tokio::test]
async fn a_body_that_breaks_off_is_an_error_with_its_status() {
    let head = format!("{HEAD}content-length: 99\r\n\r\n");
    let (stub, pieces) = server(head.clone()).await;
    let mut download = preview(&stub.client()).stream().await.unwrap();
    pieces.send(AUDIO.to_vec()).unwrap();
    assert_eq!(next(&mut download, AUDIO.len()).await, AUDIO);
    drop(pieces);
    is_broken_off(&download.chunk().await.unwrap_err());

    let broken = Canned::Bytes([head.as_bytes(), AUDIO].concat());
    let stub = Stub::start(vec![broken]).await;
    let error = preview(&stub.client()).await.unwrap_err();
    is_broken_off(&error);
    assert_eq!(error.body().unwrap(), AUDIO);

    let download = preview(&stub.client()).stream().await.unwrap();
    let mut written = Vec::new();
    let error = download.write_to(&mut written).await.unwrap_err();
    is_broken_off(error.get_ref().unwrap().downcast_ref().unwrap());
    assert_eq!(written, AUDIO);
}

/// Lets time pass, for the timers of this test's runtime alone.
async fn pass(duration: Duration) {
    time::pause();
    time::advance(duration).await;
    time::resume();
}

#[tokio::test]
async fn the_limit_of_time_is_for_the_whole_body_and_not_for_each_piece() {
    let hour = Duration::from_secs(3_600);
    let (stub, pieces) = server(format!("{HEAD}connection: close\r\n\r\n")).await;
    let request = preview(&stub.client()).timeout(2 * hour);
    let mut download = soon(request.stream()).await.unwrap();
    for piece in [AUDIO, b"second"] {
        pass(hour * 9 / 10).await;
        pieces.send(piece.to_vec()).unwrap();
        assert_eq!(next(&mut download, piece.len()).await, piece);
    }
    pass(hour).await;
    pieces.send(b"late".to_vec()).unwrap();
    let error = soon(download.chunk()).await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
    assert_eq!(error.status().unwrap(), 200);
    assert!(
        error
            .to_string()
            .contains("the body was not complete within the time allowed")
    );
}

#[tokio::test]
async fn a_transport_that_knows_only_whole_answers_streams_one_piece() {
    let client = client_that_receives(AUDIO);
    let mut download = preview(&client).stream().await.unwrap();
    assert_eq!(download.chunk().await.unwrap().unwrap(), AUDIO);
    assert_eq!(download.chunk().await.unwrap(), None);
}

#[tokio::test]
async fn no_debug_shows_what_was_said_or_received() {
    let stub = audio(&[("content-type", "audio/mpeg"), ("x-note", "pr1vate")]).await;
    let client = stub.client();
    let request = preview(&client).text("pr1vate");
    let shown = format!("{request:?}");
    let content = request.await.unwrap();
    let download = preview(&client).stream().await.unwrap();
    let response = preview(&client).with_response().await.unwrap();
    let shown = format!("{shown} {content:?} {download:?} {response:?}");
    assert_eq!(
        format!("{content:?}"),
        r#"Content { media_type: Some("audio/mpeg"), bytes: 14 }"#
    );
    for private in ["pr1vate", "ID3", "73, 68, 51"] {
        assert!(!shown.contains(private), "{shown}");
    }
}
