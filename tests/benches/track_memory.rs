//! Peak memory of a tracker, its requests, and the time of a hint.
//!
//! `cargo bench -p revox-tests --bench track_memory` tracks 10,000 call orders, or the number that is
//! given as an argument, whose responses have 20 KB each, and prints the peak of live allocations on the
//! client's thread and the requests per call order. The server has threads of its own, which are not
//! counted. Time is simulated: each call order is queued, called and completed, over eight reads.
//!
//! Hints are measured while as many call orders are tracked: the longest body that is searched, a mebibyte,
//! of JSON that names one of them, of their ids, and of words of the same length that are no ids.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "both sides of the connection are the benchmark's own"
)]

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Instant;

use allocation_counter::measure;
use revox::{Client, Tracker};
use revox_tests::clock::TestClock;
use revox_tests::spec::example_call;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Builder;

/// Bytes of a call order in a response.
const SIZE: usize = 20_000;

/// Statuses of successive reads.
const LIFE: [&str; 8] = [
    "scheduled",
    "queued_for_calling",
    "calling",
    "calling",
    "calling",
    "calling",
    "post_processing",
    "completed",
];

/// Most memory that the tracker may take.
const MOST_BYTES: u64 = 100_000_000;

/// Bytes of a hint's body.
const BODY: usize = 1 << 20;

/// Hints of each kind.
const HINTS: usize = 51;

struct Server {
    call: Value,
    reads: Mutex<BTreeMap<String, usize>>,
    requests: AtomicUsize,
}

impl Server {
    fn new() -> Self {
        let mut call: Value = serde_json::from_str(&example_call("completed").to_string())
            .expect("an example in JSON");
        let turn = json!({"role": "user", "content": "Yes, on Tuesday afternoon, if you please."});
        let missing = SIZE - call.to_string().len();
        let turns = vec![turn.clone(); missing / (turn.to_string().len() + 1)];
        call["last_call_attempt"]["transcript"] = turns.into();
        Self {
            call,
            reads: Mutex::default(),
            requests: AtomicUsize::new(0),
        }
    }

    fn page(&self, search: &Value) -> String {
        self.requests.fetch_add(1, Ordering::Relaxed);
        let ids = search["call_ids"].as_array().expect("a search by ids");
        let mut reads = self.reads.lock().expect("no panic of another request");
        let calls = ids.iter().map(|id| {
            let id = id.as_str().expect("an id");
            let read = reads.entry(id.to_owned()).or_default();
            let mut call = self.call.clone();
            call["id"] = id.into();
            call["status"] = LIFE[*read].into();
            *read = (*read + 1).min(LIFE.len() - 1);
            call
        });
        let calls: Vec<_> = calls.collect();
        json!({"total_count": calls.len(), "calls": calls}).to_string()
    }

    async fn serve(self: Arc<Self>, stream: TcpStream) -> std::io::Result<()> {
        let mut stream = BufReader::new(stream);
        loop {
            let (mut line, mut length) = (String::new(), 0);
            loop {
                line.clear();
                if stream.read_line(&mut line).await? == 0 {
                    return Ok(());
                }
                if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
                    length = value.trim().parse().expect("a length");
                }
                if line == "\r\n" {
                    break;
                }
            }
            let mut body = vec![0; length];
            stream.read_exact(&mut body).await?;
            let page = self.page(&serde_json::from_slice(&body).expect("a body in JSON"));
            let head = format!(
                "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
                page.len()
            );
            stream.write_all(head.as_bytes()).await?;
            stream.write_all(page.as_bytes()).await?;
        }
    }
}

/// Prints the time that hints take while these call orders are tracked.
fn hints(client: &Client, ids: &[String]) {
    let track = client.call().track(ids.iter().cloned());
    let tracker = track.tracker();
    let fill = |mut words: &mut dyn Iterator<Item = String>| {
        let mut body = String::new();
        while body.len() < BODY {
            body.extend((&mut words).take(1));
        }
        body
    };
    let turn = r#"{"role": "user", "content": "Yes, on Tuesday afternoon, if you please."}, "#;
    let mut json = fill(&mut std::iter::repeat(turn.to_owned()));
    json.push_str(&ids[0]);
    let json = json.split_off(json.len() - BODY);
    let named = fill(&mut ids.iter().map(|id| format!("{id} ")).cycle());
    let other = fill(&mut (0..).map(|index| format!("xxxx_{index:06} ")));
    for (name, body) in [("JSON", json), ("ids", named), ("other words", other)] {
        hint(&tracker, name, &body);
    }
}

fn hint(tracker: &Tracker, name: &str, body: &str) {
    let mut times = [0.0; HINTS];
    let mut named = 0;
    for time in &mut times {
        let begun = Instant::now();
        named = tracker.hint(body);
        *time = begun.elapsed().as_secs_f64() * 1e3;
    }
    times.sort_by(f64::total_cmp);
    let (median, longest) = (times[HINTS / 2], times[HINTS - 1]);
    println!("hint of 1 MiB, {name:12} {median:.1} ms, at most {longest:.1} ms, names {named}");
}

fn main() {
    let mut arguments = std::env::args().filter_map(|argument| argument.parse().ok());
    let count: usize = arguments.next().unwrap_or(10_000);
    let elsewhere = Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .expect("a runtime");
    let server = Arc::new(Server::new());
    let listener = elsewhere
        .block_on(TcpListener::bind("127.0.0.1:0"))
        .expect("a port");
    let base_url = format!("http://{}", listener.local_addr().expect("an address"));
    let served = Arc::clone(&server);
    elsewhere.spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(Arc::clone(&served).serve(stream));
        }
    });

    let clock = TestClock::default();
    let builder = Client::builder().api_key("rvx_example").base_url(base_url);
    let client = builder.clock(clock).build().expect("a client");
    let here = Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let ids: Vec<_> = (0..count).map(|index| format!("call_{index:06}")).collect();
    hints(&client, &ids);
    let begun = Instant::now();
    let (mut updates, mut finished) = (0, 0);
    let taken = measure(|| {
        here.block_on(async {
            let mut track = client.call().track(ids.clone());
            while let Some(update) = track.next().await {
                let update = update.expect("the key is right");
                updates += 1;
                finished += usize::from(update.is_finished());
            }
        });
    });
    assert_eq!(finished, count);
    let requests = server.requests.load(Ordering::Relaxed);
    let reads = count * LIFE.len();
    println!("call orders           {count}");
    println!("bytes of each         {}", server.call.to_string().len());
    println!("updates               {updates}");
    println!(
        "peak of allocations   {:.1} MB",
        taken.bytes_max as f64 / 1e6
    );
    println!(
        "requests              {requests}, {:.3} per call order, {:.1} reads in each",
        requests as f64 / count as f64,
        reads as f64 / requests as f64
    );
    println!(
        "time                  {:.1} s",
        begun.elapsed().as_secs_f64()
    );
    assert!(taken.bytes_max < MOST_BYTES, "{taken:?}");
}
