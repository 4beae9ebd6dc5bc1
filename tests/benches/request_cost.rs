//! Instructions per request of `revox`, as a ratio to bare `reqwest` and `serde_json`.
//!
//! `cargo bench -p revox-tests --bench request_cost` runs both under `valgrind --tool=callgrind`
//! against a server in a process of its own, and prints the ratio. Instructions are counted and not
//! timed, so the result is the same on a busy machine. Each client makes a few and then many
//! requests, on a kept connection; the difference leaves out the start of the program.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};

use revox::models::Call;
use revox_tests::instructions::per_round;
use serde::Deserialize;

type Failure = Box<dyn std::error::Error>;

/// The response of the published documentation, less its white space.
fn published() -> Result<String, Failure> {
    let page: serde_json::Value =
        serde_json::from_str(include_str!("../published/call_retrieve.json"))?;
    Ok(page.to_string())
}

const FEW: usize = 50;
const MANY: usize = 550;

fn main() -> Result<(), Failure> {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    match arguments
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .as_slice()
    {
        ["serve", "published"] => serve(&published()?),
        ["serve", "example"] => serve(&revox_tests::spec::example("completed").to_string()),
        ["revox", url, count] => run(with_revox(url, count.parse()?)),
        ["reqwest", url, count] => run(with_reqwest(url, count.parse()?)),
        _ => ["published", "example"].into_iter().try_for_each(compare),
    }
}

fn run(client: impl Future<Output = Result<(), Failure>>) -> Result<(), Failure> {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    runtime.enable_all().build()?.block_on(client)
}

async fn with_revox(url: &str, count: usize) -> Result<(), Failure> {
    let client = revox::Client::builder()
        .api_key("rvx_key")
        .base_url(url)
        .build()?;
    for _ in 0..count {
        std::hint::black_box(client.call().retrieve("call_8Zk3vQ").await?);
    }
    Ok(())
}

/// The same exchange by hand, with the same limit of time and the same types.
async fn with_reqwest(url: &str, count: usize) -> Result<(), Failure> {
    #[derive(Deserialize)]
    struct Envelope {
        call: Call,
    }

    // reqwest without a TLS feature of its own asks for one, although the server speaks plain http.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = revox::reqwest::Client::builder().no_proxy().build()?;
    for _ in 0..count {
        let request = client
            .get(format!("{url}/call/call_8Zk3vQ"))
            .bearer_auth("rvx_key")
            .timeout(std::time::Duration::from_secs(60));
        let body = request.send().await?.error_for_status()?.bytes().await?;
        let envelope: Envelope = serde_json::from_slice(&body)?;
        std::hint::black_box(envelope.call);
    }
    Ok(())
}

fn serve(body: &str) -> Result<(), Failure> {
    let response = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    let listener = TcpListener::bind("127.0.0.1:0")?;
    println!("http://{}/api {}", listener.local_addr()?, body.len());
    for stream in listener.incoming() {
        let mut stream = stream?;
        let mut request = Vec::new();
        let mut chunk = [0; 4096];
        // Ends when the client closes the connection.
        while let Ok(length @ 1..) = stream.read(&mut chunk) {
            request.extend(chunk.iter().take(length));
            if request.ends_with(b"\r\n\r\n") {
                request.clear();
                stream.write_all(response.as_bytes())?;
            }
        }
    }
    Ok(())
}

/// The server, ended with the benchmark.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn compare(body: &str) -> Result<(), Failure> {
    let program = std::env::current_exe()?;
    let mut server = Command::new(&program);
    let mut server = Server(
        server
            .args(["serve", body])
            .stdout(Stdio::piped())
            .spawn()?,
    );
    let mut line = String::new();
    let output = server.0.stdout.take().ok_or("the server has no output")?;
    BufReader::new(output).read_line(&mut line)?;
    let (url, length) = line
        .trim()
        .split_once(' ')
        .ok_or("the server did not start")?;

    let per_request = |client| per_round(&program, &[client, url], FEW, MANY);
    let (reqwest, revox) = (per_request("reqwest")?, per_request("revox")?);
    println!("instructions per request, a response of {length} bytes:");
    println!("  reqwest and serde_json  {reqwest:>9.0}");
    println!("  revox                   {revox:>9.0}");
    println!("  ratio                   {:>9.3}", revox / reqwest);
    Ok(())
}
