//! A server that sends one canned response on each connection, byte for byte, and records the requests. It
//! can do what no well-behaved server does.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use crate::within::{LIMIT, within};

/// A server on a loopback port, until it is dropped.
#[derive(Debug)]
pub struct Stub {
    address: std::net::SocketAddr,
    received: Arc<Mutex<Vec<String>>>,
    task: tokio::task::JoinHandle<()>,
}

/// Behaviour of the server once it has read the request from a connection.
#[derive(Clone, Debug)]
pub enum Canned {
    /// Sends these bytes and closes the connection.
    Bytes(Vec<u8>),
    /// Sends these bytes, then nothing, and keeps the connection open.
    Hang(Vec<u8>),
    /// Stops listening, then sends these bytes: nothing responds from then on.
    Close(Vec<u8>),
    /// Sends the pieces that arrive on a channel, and closes the connection after the last one.
    Pieces(Arc<tokio::sync::Mutex<UnboundedReceiver<Vec<u8>>>>),
}

impl Canned {
    /// Creates a complete response with a JSON body.
    pub fn json(status: &str, headers: &[(&str, &str)], body: &str) -> Self {
        let mut all = vec![("content-type", "application/json")];
        all.extend(headers);
        Self::new(status, &all, body.as_bytes())
    }

    /// Creates a complete response with any body.
    pub fn new(status: &str, headers: &[(&str, &str)], body: &[u8]) -> Self {
        let mut head = format!("HTTP/1.1 {status}\r\n");
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str(&format!(
            "content-length: {}\r\nconnection: close\r\n\r\n",
            body.len()
        ));
        Self::Bytes([head.as_bytes(), body].concat())
    }

    /// Creates a response that consists of what the test sends, when it sends it; dropping the sender ends
    /// it.
    pub fn in_pieces() -> (UnboundedSender<Vec<u8>>, Self) {
        let (sender, receiver) = unbounded_channel();
        let receiver = Arc::new(tokio::sync::Mutex::new(receiver));
        (sender, Self::Pieces(receiver))
    }
}

impl Stub {
    /// Starts a server that sends `responses` in turn, and then repeats the last one.
    ///
    /// Each goes to a connection of its own, so there are as many connections as requests.
    pub async fn start(responses: Vec<Canned>) -> Self {
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
                let request = read(&mut stream).await;
                log.lock().unwrap().push(request);
                let response = responses[turn.min(responses.len() - 1)].clone();
                turn += 1;
                match response {
                    Canned::Bytes(bytes) => {
                        let _ = stream.write_all(&bytes).await;
                        let _ = stream.shutdown().await;
                    }
                    Canned::Hang(bytes) => {
                        let _ = stream.write_all(&bytes).await;
                        held.push(stream);
                    }
                    Canned::Close(bytes) => {
                        drop(listener);
                        let _ = stream.write_all(&bytes).await;
                        return;
                    }
                    Canned::Pieces(pieces) => {
                        let mut pieces = pieces.lock().await;
                        while let Some(bytes) = pieces.recv().await {
                            let _ = stream.write_all(&bytes).await;
                        }
                        let _ = stream.shutdown().await;
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

    /// Returns the base URL of an API on this server.
    pub fn base_url(&self) -> String {
        format!("http://{}/api", self.address)
    }

    /// Returns the port.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// Returns the requests so far in order, with their bodies.
    pub fn received(&self) -> Vec<String> {
        self.received.lock().unwrap().clone()
    }

    /// Returns a client of this server.
    pub fn client(&self) -> revox::Client {
        self.builder().build().expect("a usable configuration")
    }

    /// Returns the builder of a client of this server; its requests end within [`LIMIT`] and are sent once.
    pub fn builder(&self) -> revox::ClientBuilder {
        revox::Client::builder()
            .api_key(KEY)
            .base_url(self.base_url())
            .timeout(LIMIT)
            .max_retries(0)
    }
}

impl Drop for Stub {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// API key of clients in tests: a string that occurs nowhere else.
pub const KEY: &str = "rvx_k3y_that_must_not_show";

/// Awaits `request`, with a limit well below those that hold for all requests.
///
/// # Panics
///
/// Panics if the limit is reached: the request's own limit does not hold, or it waits for too much.
pub async fn soon<F: IntoFuture>(request: F) -> F::Output {
    within(LIMIT, "the outcome of a request", request).await
}

/// Reads a request: its head, and as much body as that announces.
async fn read(stream: &mut TcpStream) -> String {
    let mut stream = BufReader::new(stream);
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        match stream.read_until(b'\n', &mut request).await {
            Ok(read) if read > 0 => {}
            _ => break,
        }
    }
    let head = String::from_utf8_lossy(&request).to_ascii_lowercase();
    let announced = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length:"));
    let length = announced.map_or(0, |length| length.trim().parse().unwrap());
    let _ = stream.take(length).read_to_end(&mut request).await;
    String::from_utf8_lossy(&request).into_owned()
}
