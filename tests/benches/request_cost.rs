//! Instructions per request of `revox`, as a ratio to bare `reqwest` and `serde_json`.
//!
//! `cargo bench -p revox-tests --bench request_cost` runs both under `valgrind --tool=callgrind`
//! against a server in a process of its own, and prints the ratio. Instructions are counted and not
//! timed, so the result is the same on a busy machine. Each client makes a few and then many
//! requests, on a kept connection; the difference leaves out the start of the program. Then each
//! makes rounds of 1,000 requests at once.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
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
        ["revox", url, at_once, rounds] => run(with_revox(url, at_once.parse()?, rounds.parse()?)),
        ["reqwest", url, at_once, rounds] => {
            run(with_reqwest(url, at_once.parse()?, rounds.parse()?))
        }
        _ => {
            compare("published", 1, [50, 550])?;
            compare("example", 1, [50, 550])?;
            compare("published", 1_000, [1, 3])
        }
    }
}

fn run(client: impl Future<Output = Result<(), Failure>>) -> Result<(), Failure> {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    runtime.enable_all().build()?.block_on(client)
}

async fn with_revox(url: &str, at_once: usize, rounds: usize) -> Result<(), Failure> {
    let client = revox::Client::builder()
        .api_key("rvx_key")
        .base_url(url)
        .build()?;
    repeat(at_once, rounds, || {
        let request = client.call().retrieve("call_8Zk3vQ").send();
        async { Ok(request.await?) }
    })
    .await
}

/// The same exchange by hand, with the same limit of time and the same types.
async fn with_reqwest(url: &str, at_once: usize, rounds: usize) -> Result<(), Failure> {
    #[derive(Deserialize)]
    struct Envelope {
        call: Call,
    }

    // reqwest without a TLS feature of its own asks for one, although the server speaks plain http.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = revox::reqwest::Client::builder().no_proxy().build()?;
    repeat(at_once, rounds, || {
        let request = client
            .get(format!("{url}/call/call_8Zk3vQ"))
            .bearer_auth("rvx_key")
            .timeout(std::time::Duration::from_secs(60));
        async {
            let body = request.send().await?.error_for_status()?.bytes().await?;
            let envelope: Envelope = serde_json::from_slice(&body)?;
            Ok(envelope.call)
        }
    })
    .await
}

/// Makes `at_once` requests, waits for all of them, and does so again.
async fn repeat<F>(at_once: usize, rounds: usize, request: impl Fn() -> F) -> Result<(), Failure>
where
    F: Future<Output = Result<Call, Failure>> + Send + 'static,
{
    for _ in 0..rounds {
        if at_once == 1 {
            std::hint::black_box(request().await?);
            continue;
        }
        let mut requests = tokio::task::JoinSet::new();
        for _ in 0..at_once {
            let request = request();
            requests.spawn(async { request.await.map_err(|error| error.to_string()) });
        }
        while let Some(call) = requests.join_next().await {
            std::hint::black_box(call??);
        }
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
        let (stream, response) = (stream?, response.clone());
        std::thread::spawn(move || respond(stream, response.as_bytes()));
    }
    Ok(())
}

/// Responds to each request until the client closes the connection.
fn respond(mut stream: TcpStream, response: &[u8]) {
    let mut request = Vec::new();
    let mut chunk = [0; 4096];
    while let Ok(length @ 1..) = stream.read(&mut chunk) {
        request.extend(chunk.iter().take(length));
        if request.ends_with(b"\r\n\r\n") {
            request.clear();
            if stream.write_all(response).is_err() {
                return;
            }
        }
    }
}

/// The server, ended with the benchmark.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Compares requests for `body`, `at_once` of them at a time, in a few and in many rounds.
fn compare(body: &str, at_once: usize, [few, many]: [usize; 2]) -> Result<(), Failure> {
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

    let requests = at_once.to_string();
    let per_request = |client| -> Result<f64, Failure> {
        let round = per_round(&program, &[client, url, &requests], few, many)?;
        Ok(round / at_once as f64)
    };
    let (reqwest, revox) = (per_request("reqwest")?, per_request("revox")?);
    println!("instructions per request, {at_once} at once, a response of {length} bytes:");
    println!("  reqwest and serde_json  {reqwest:>9.0}");
    println!("  revox                   {revox:>9.0}");
    println!("  ratio                   {:>9.3}", revox / reqwest);
    Ok(())
}
