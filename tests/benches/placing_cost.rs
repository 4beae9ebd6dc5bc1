//! Cost of `place` with a journal, beside a bare `create`: instructions, microseconds, requests.
//!
//! `cargo bench -p revox-tests --bench placing_cost` places call orders for the first time with keys
//! that are all different, on a kept connection to a server in a process of its own that responds
//! at once. It prints two tables.
//!
//! The first counts instructions under `valgrind --tool=callgrind`, which are the same on a busy
//! machine: what `place` computes beside the `create` inside it. The disk costs no instructions.
//!
//! The second has microseconds: the median of many, in turns, so that what else the machine does
//! falls on all of them alike. Read it from below. A commit of the file journal is an `fsync`, which
//! is the disk's doing and a promise of the journal; so the last row times one write of a page with
//! its `fsync`, and the row `in a file on tmpfs` has all but the disk. That one's difference to
//! `create` has to stay below 1,000 µs. `in a file` is what a program on this disk pays, with two
//! commits: the intent before the request, the result after it.

use std::fs::File;
use std::hint::black_box;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use revox::models::CallCreate;
use revox::{Client, FileJournal, MemoryJournal, PlacingOptions};
use revox_tests::instructions::per_round;
use tempfile::TempDir;

type Failure = Box<dyn std::error::Error>;

/// Memory that looks like a disk, where there is one.
const TMPFS: &str = "/dev/shm";

/// Placements of each kind that are timed.
const TIMED: usize = 400;

/// The greatest cost of a journal in a file beside the `create` inside it, without the disk.
const LIMIT: Duration = Duration::from_millis(1);

fn main() -> Result<(), Failure> {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["serve"] => serve(),
        [kind, url, count] => {
            let count = count.parse()?;
            runtime()?.block_on(async {
                let mut subject = Subject::new(kind, url)?;
                for _ in 0..count {
                    subject.once().await?;
                }
                Ok(())
            })
        }
        _ => {
            let server = Server::start()?;
            count_instructions(&server.url)?;
            runtime()?.block_on(take_times(&server.url))
        }
    }
}

fn runtime() -> std::io::Result<tokio::runtime::Runtime> {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    builder.enable_all().build()
}

/// A client that creates or places.
struct Subject {
    client: Client,
    places: bool,
    count: usize,
    _folder: Option<TempDir>,
}

impl Subject {
    fn new(kind: &str, url: &str) -> Result<Self, Failure> {
        let client = Client::builder().api_key("rvx_key").base_url(url).build()?;
        let folder = match kind {
            "file" => Some(TempDir::new_in(env!("CARGO_TARGET_TMPDIR"))?),
            "tmpfs" => Some(TempDir::new_in(TMPFS)?),
            _ => None,
        };
        let placing = PlacingOptions::new();
        let placing = match &folder {
            Some(folder) => placing.journal(FileJournal::open(folder.path().join("journal.redb"))?),
            None => placing.journal(MemoryJournal::new()),
        };
        Ok(Self {
            client: client.with_placing(placing),
            places: kind != "create",
            count: 0,
            _folder: folder,
        })
    }

    async fn once(&mut self) -> Result<(), Failure> {
        let order = CallCreate::new("+33639980142").assistant_id("assistant_4Tn6yB");
        let calls = self.client.call();
        self.count += 1;
        if self.places {
            let key = format!("spring-campaign/lead-{}", self.count);
            let placement = calls.place(key, order).await?;
            if !placement.is_new() {
                return Err("it was placed before".into());
            }
            black_box(placement);
        } else {
            let request = calls.create(order.phone_number.clone());
            black_box(request.parameters(order).await?);
        }
        Ok(())
    }

    async fn time(&mut self) -> Result<Duration, Failure> {
        let start = Instant::now();
        self.once().await?;
        Ok(start.elapsed())
    }
}

fn count_instructions(url: &str) -> Result<(), Failure> {
    let program = std::env::current_exe()?;
    println!("instructions per call order:");
    let mut first = None;
    for (kind, name) in [
        ("create", "create"),
        ("memory", "place, journal in memory"),
        ("file", "place, journal in a file"),
    ] {
        let each = per_round(&program, &[kind, url], 50, 350)?;
        let ratio = each / *first.get_or_insert(each);
        println!("  {name:<34} {each:>9.0}  ratio {ratio:.3}");
    }
    Ok(())
}

async fn take_times(url: &str) -> Result<(), Failure> {
    let mut kinds = vec![
        ("create", "create"),
        ("memory", "place, journal in memory"),
        ("file", "place, journal in a file"),
    ];
    if Path::new(TMPFS).is_dir() {
        kinds.insert(2, ("tmpfs", "place, journal in a file on tmpfs"));
    }
    let mut subjects = Vec::new();
    for (kind, name) in kinds {
        subjects.push((name, Subject::new(kind, url)?, Vec::new()));
    }
    let folder = TempDir::new_in(env!("CARGO_TARGET_TMPDIR"))?;
    let mut file = File::create(folder.path().join("page"))?;
    let mut syncs = Vec::new();
    // The first few find cold caches.
    for round in 0..TIMED + 20 {
        // Whoever comes after the disk finds colder caches, so each is that in turn.
        for turn in 0..subjects.len() {
            let position = (round + turn) % subjects.len();
            if let Some((_, subject, times)) = subjects.get_mut(position) {
                let time = subject.time().await?;
                if round >= 20 {
                    times.push(time);
                }
            }
        }
        let start = Instant::now();
        file.write_all(&[0; 4_096])?;
        file.sync_data()?;
        syncs.push(start.elapsed());
    }
    println!("microseconds per call order, the median of {TIMED}:");
    let mut first = None;
    for (name, _, times) in &mut subjects {
        let time = median(times);
        let create = *first.get_or_insert(time);
        let more = time.saturating_sub(create);
        let ratio = time.as_secs_f64() / create.as_secs_f64();
        let (time, more_micros) = (time.as_micros(), more.as_micros());
        println!("  {name:<34} {time:>9}  ratio {ratio:.3}, {more_micros} more");
        if name.ends_with("tmpfs") && more >= LIMIT {
            return Err(format!("a journal in a file costs {more:?} without the disk").into());
        }
    }
    let sync = median(&mut syncs).as_micros();
    println!("  {:<34} {sync:>9}", "one page and its fsync");
    Ok(())
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn serve() -> Result<(), Failure> {
    let body = include_str!("../published/call_retrieve.json");
    let body = serde_json::from_str::<serde_json::Value>(body)?.to_string();
    let response = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    let listener = TcpListener::bind("127.0.0.1:0")?;
    println!("http://{}/api", listener.local_addr()?);
    for stream in listener.incoming() {
        let (stream, response) = (stream?, response.clone());
        std::thread::spawn(move || respond(stream, response.as_bytes()));
    }
    Ok(())
}

/// Responds to each request until the client closes the connection. A body is one JSON object.
fn respond(mut stream: TcpStream, response: &[u8]) {
    // Otherwise the kernel waits for more to send.
    let _ = stream.set_nodelay(true);
    let mut request = Vec::new();
    let mut chunk = [0; 4_096];
    while let Ok(length @ 1..) = stream.read(&mut chunk) {
        request.extend(chunk.iter().take(length));
        let Some(head) = request.windows(4).position(|end| end == b"\r\n\r\n") else {
            continue;
        };
        let body = request.get(head + 4..).unwrap_or_default();
        if serde_json::from_slice::<serde_json::Value>(body).is_ok() {
            request.clear();
            if stream.write_all(response).is_err() {
                return;
            }
        }
    }
}

/// The server, ended with the benchmark.
struct Server {
    child: Child,
    url: String,
}

impl Server {
    fn start() -> Result<Self, Failure> {
        let mut command = Command::new(std::env::current_exe()?);
        let child = command.arg("serve").stdout(Stdio::piped()).spawn()?;
        let mut server = Self {
            child,
            url: String::new(),
        };
        let output = server.child.stdout.take();
        let output = output.ok_or("the server has no output")?;
        BufReader::new(output).read_line(&mut server.url)?;
        server.url.truncate(server.url.trim_end().len());
        match server.url.is_empty() {
            true => Err("the server did not start".into()),
            false => Ok(server),
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
