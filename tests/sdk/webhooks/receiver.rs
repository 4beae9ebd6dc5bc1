//! A receiver of webhooks that hands each body to a tracker, and looks at none.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use revox::Tracker;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// Stops when it is dropped.
pub(super) struct Receiver {
    pub(super) url: String,
    listener: Option<TcpListener>,
    pub(super) received: Arc<AtomicUsize>,
    task: Option<JoinHandle<()>>,
}

impl Receiver {
    pub(super) async fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        Self {
            url: format!("http://{}/revox", listener.local_addr().unwrap()),
            listener: Some(listener),
            received: Arc::default(),
            task: None,
        }
    }

    pub(super) fn serve(&mut self, tracker: Tracker) {
        let listener = self.listener.take().expect("it serves once");
        let received = Arc::clone(&self.received);
        self.task = Some(tokio::spawn(async move {
            loop {
                let (mut stream, _) = listener.accept().await.unwrap();
                let body = request(&mut stream).await;
                tracker.hint(&body);
                received.fetch_add(1, Ordering::Relaxed);
                let response = b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n";
                stream.write_all(response).await.unwrap();
            }
        }));
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        if let Some(task) = &self.task {
            task.abort();
        }
    }
}

/// Reads a request, and returns its body.
async fn request(stream: &mut TcpStream) -> Vec<u8> {
    let mut read = Vec::new();
    loop {
        let count = stream.read_buf(&mut read).await.unwrap();
        assert!(count > 0, "the request breaks off");
        let Some(end) = read.windows(4).position(|four| four == b"\r\n\r\n") else {
            continue;
        };
        let head = str::from_utf8(&read[..end]).unwrap();
        let length = head.split("content-length: ").nth(1).unwrap();
        let length: usize = length.lines().next().unwrap().parse().unwrap();
        if read.len() == end + 4 + length {
            return read.split_off(end + 4);
        }
    }
}
