//! Places a hundred call orders and tracks them until they are finished, with webhooks as hints.
//!
//! ```sh
//! cargo run --manifest-path examples/fleet_tracker/Cargo.toml
//! ```
//!
//! Against the real API, use `Client::from_env()` and a `webhook_url` that the API can reach. To survive
//! a crash, place each call order with `place` and a key, and keep the snapshots in a table of your database
//! in place of the map.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use revox::models::{CallAssistant, CallCreate};
use revox::{BoxFuture, Client, Clock, TrackChange, Tracker};
use revox_sandbox::{DialError, Reply, Sandbox, Script};
use tokio::net::TcpListener;

const ORDERS: usize = 100;

/// Passes on the body without a check: at worst, a forged one costs a poll.
async fn webhook(State(tracker): State<Tracker>, body: Bytes) -> StatusCode {
    tracker.hint(body);
    StatusCode::NO_CONTENT
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    // The sandbox stands for the API. Nobody picks up the first time.
    let script = Script::new().otherwise([
        Reply::dial_error(DialError::NoAnswer),
        Reply::human()
            .saying(["Yes, gladly."])
            .outcome("interested"),
    ]);
    let sandbox = Arc::new(Sandbox::builder().script(script).start().await?);
    let builder = Client::builder().api_key(sandbox.api_key());
    let builder = builder.base_url(sandbox.base_url());
    // Hours pass within milliseconds.
    let client = builder.clock(SandboxClock(Arc::clone(&sandbox))).build()?;

    // Snapshots by id. A database would hold those of an earlier run.
    let mut table = BTreeMap::new();
    let ids: [&str; 0] = [];
    let mut updates = client.call().track(ids).resume(table.values().cloned());
    let tracker = updates.tracker();

    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}/webhooks", listener.local_addr()?);
    let routes = Router::new().route("/webhooks", post(webhook));
    let server = axum::serve(listener, routes.with_state(tracker.clone()));
    let server = tokio::spawn(server.into_future());

    for index in 0..ORDERS {
        let assistant = CallAssistant::new("Ask whether Friday suits.").webhook_url(url.as_str());
        let lead = CallCreate::new(format!("+336399801{index:02}")).assistant(assistant);
        let order = client
            .call()
            .create(&lead.phone_number)
            .parameters(lead.clone())
            .await?;
        tracker.add(order.id);
    }
    // No call orders follow: the stream ends with the last one, although the server holds a handle.
    tracker.close();

    let mut finished = 0;
    while let Some(update) = updates.next().await {
        let update = update?;
        match &update.change {
            TrackChange::Finished(call) => {
                finished += 1;
                println!("{finished:>3} of {ORDERS}: {} {:?}", call.id, call.outcome);
            }
            TrackChange::Changed(_) => {}
            other => eprintln!("{}: {other:?}", update.id),
        }
        // With a database: in one transaction with the effects of the update.
        table.insert(update.id, update.snapshot);
    }
    server.abort();
    println!("{} requests", sandbox.requests().len());
    anyhow::ensure!(
        finished == ORDERS,
        "{} call orders are missing",
        ORDERS - finished
    );
    Ok(())
}

/// The sandbox's time, which passes when the client sleeps.
#[derive(Debug)]
struct SandboxClock(Arc<Sandbox>);

impl Clock for SandboxClock {
    fn now(&self) -> SystemTime {
        self.0.now().into()
    }

    fn elapsed(&self) -> Duration {
        let since = self.now().duration_since(SystemTime::UNIX_EPOCH);
        since.unwrap_or_default()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<()> {
        self.0.advance(duration);
        Box::pin(async {})
    }
}
