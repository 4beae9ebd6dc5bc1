//! A server that gives one canned answer to each connection, byte for byte, and keeps what it was
//! sent: for what no well-behaved server does.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

/// A server on a loopback port, until it is dropped.
#[derive(Debug)]
pub struct Stub {
    address: std::net::SocketAddr,
    received: Arc<Mutex<Vec<String>>>,
    task: tokio::task::JoinHandle<()>,
}

/// What the server does with a connection once it has read the request.
#[derive(Clone, Debug)]
pub enum Answer {
    /// Sends these bytes and closes the connection.
    Bytes(Vec<u8>),
    /// Sends these bytes, then nothing, and keeps the connection open.
    Hang(Vec<u8>),
    /// Stops listening, then sends these bytes: nothing answers from then on.
    Close(Vec<u8>),
}

impl Answer {
    /// A complete answer with a JSON body.
    pub fn json(status: &str, headers: &[(&str, &str)], body: &str) -> Self {
        let mut head = format!("HTTP/1.1 {status}\r\ncontent-type: application/json\r\n");
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str(&format!(
            "content-length: {}\r\nconnection: close\r\n\r\n",
            body.len()
        ));
        Self::Bytes((head + body).into_bytes())
    }
}

impl Stub {
    /// Starts a server that gives `answers` in turn, and the last of them from then on.
    pub async fn start(answers: Vec<Answer>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0")
            .await
            .expect("a loopback port");
        let address = listener.local_addr().expect("an address");
        let received = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&received);
        let task = tokio::spawn(async move {
            let mut held = Vec::new();
            let mut turn = 0;
            while let Ok((mut stream, _)) = listener.accept().await {
                let request = read_head(&mut stream).await;
                log.lock().unwrap().push(request);
                let answer = answers[turn.min(answers.len() - 1)].clone();
                turn += 1;
                match answer {
                    Answer::Bytes(bytes) => {
                        let _ = stream.write_all(&bytes).await;
                        let _ = stream.shutdown().await;
                    }
                    Answer::Hang(bytes) => {
                        let _ = stream.write_all(&bytes).await;
                        held.push(stream);
                    }
                    Answer::Close(bytes) => {
                        drop(listener);
                        let _ = stream.write_all(&bytes).await;
                        return;
                    }
                }
            }
        });
        Self {
            address,
            received,
            task,
        }
    }

    /// The base URL of an API on this server.
    pub fn base_url(&self) -> String {
        format!("http://{}/api", self.address)
    }

    /// The port.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// The heads of the requests so far, as they came.
    pub fn received(&self) -> Vec<String> {
        self.received.lock().unwrap().clone()
    }

    /// A client of this server.
    pub fn client(&self) -> revox::Client {
        self.builder().build().expect("a usable configuration")
    }

    /// The settings of a client of this server.
    pub fn builder(&self) -> revox::ClientBuilder {
        revox::Client::builder()
            .api_key(KEY)
            .base_url(self.base_url())
    }
}

impl Drop for Stub {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// The API key of clients in tests: a text that occurs nowhere else.
pub const KEY: &str = "rvx_k3y_that_must_not_show";

async fn read_head(stream: &mut tokio::net::TcpStream) -> String {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        match stream.read(&mut byte).await {
            Ok(1) => head.push(byte[0]),
            _ => break,
        }
    }
    String::from_utf8_lossy(&head).into_owned()
}
