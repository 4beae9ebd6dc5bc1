//! A receiver of webhooks, which answers as it is told to.

use std::sync::{Arc, Mutex};

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// The reaction of the receiver to a webhook.
#[derive(Clone, Copy)]
pub(crate) enum Answer {
    Status(u16),
    Hang,
    Close,
}

/// Stops when it is dropped.
pub(crate) struct Receiver {
    pub(crate) url: String,
    bodies: Arc<Mutex<Vec<Vec<u8>>>>,
    task: JoinHandle<()>,
}

impl Receiver {
    /// Answers one webhook after the other as listed, and all later ones with 200.
    pub(crate) async fn start(answers: impl IntoIterator<Item = Answer>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook?token=1", listener.local_addr().unwrap());
        let bodies = Arc::new(Mutex::new(Vec::new()));
        let received = Arc::clone(&bodies);
        let mut answers: Vec<_> = answers.into_iter().collect();
        answers.reverse();
        let task = tokio::spawn(async move {
            let mut hanging = Vec::new();
            loop {
                let (mut stream, _) = listener.accept().await.unwrap();
                let body = request(&mut stream).await;
                received.lock().unwrap().push(body);
                match answers.pop().unwrap_or(Answer::Status(200)) {
                    Answer::Status(status) => {
                        let response = format!(
                            "HTTP/1.1 {status} X\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 2\r\n\r\nok"
                        );
                        let _ = stream.write_all(response.as_bytes()).await;
                    }
                    Answer::Hang => hanging.push(stream),
                    Answer::Close => {}
                }
            }
        });
        Self { url, bodies, task }
    }

    /// The bodies received so far.
    pub(crate) fn bodies(&self) -> Vec<Vec<u8>> {
        self.bodies.lock().unwrap().clone()
    }

    /// Event, status and number of attempts of the webhooks received so far.
    pub(crate) fn events(&self) -> Vec<String> {
        let bodies = self.bodies().into_iter();
        let event = |body: Vec<u8>| {
            let body: Value = serde_json::from_slice(&body).unwrap();
            let call = &body["call"];
            let text = |value: &Value| value.as_str().unwrap().to_owned();
            let (event, status) = (text(&body["event"]), text(&call["status"]));
            format!("{event} {status} {}", call["calls_count"])
        };
        bodies.map(event).collect()
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Reads a request, and returns its body.
async fn request(stream: &mut TcpStream) -> Vec<u8> {
    let mut read = Vec::new();
    loop {
        let mut buffer = [0; 1024];
        let count = stream.read(&mut buffer).await.unwrap();
        assert!(count > 0, "the request breaks off");
        read.extend(&buffer[..count]);
        let Some(end) = read.windows(4).position(|four| four == b"\r\n\r\n") else {
            continue;
        };
        let head = String::from_utf8(read[..end].to_vec())
            .unwrap()
            .to_lowercase();
        assert!(
            head.starts_with("post /hook?token=1 http/1.1\r\n"),
            "{head}"
        );
        assert!(
            head.contains("\r\ncontent-type: application/json"),
            "{head}"
        );
        let length = head.split("content-length: ").nth(1).unwrap();
        let length: usize = length.lines().next().unwrap().parse().unwrap();
        if read.len() == end + 4 + length {
            return read.split_off(end + 4);
        }
    }
}
