//! Places a call order, waits until it is finished, and prints what came of it.
//!
//! ```sh
//! cargo run --example wait
//! ```
//!
//! Against the real API, use `Client::from_env()` and a `FileJournal` in place of the
//! `MemoryJournal` (feature `journal-file`): the program can then be killed at any point and started
//! again, and goes on waiting for the same call order.

mod logging;

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use revox::models::CallCreate;
use revox::prelude::*;
use revox::{BoxFuture, Client, Clock, MemoryJournal, PlacingOptions, WaitError};
use revox_sandbox::{DialError, Reply, Sandbox, Script};

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    logging::start();
    // The sandbox stands for the API. Nobody picks up the first time.
    let script = Script::new().otherwise([
        Reply::dial_error(DialError::NoAnswer),
        Reply::human()
            .saying(["Yes, speaking.", "Friday suits me."])
            .outcome("interested"),
    ]);
    let sandbox = Arc::new(Sandbox::builder().script(script).start().await?);
    let builder = Client::builder().api_key(sandbox.api_key());
    let builder = builder.base_url(sandbox.base_url());
    // Hours pass within milliseconds.
    let client = builder.clock(SandboxClock(Arc::clone(&sandbox))).build()?;

    // The journal remembers the key: however often the program places it, one phone rings.
    let client = client.with_placing(PlacingOptions::new().journal(MemoryJournal::new()));
    let lead = CallCreate::new("+33639980142")
        .assistant_id("assistant_4Tn6yB")
        .prompt_variables([("first_name", "Camille")]);
    let wait = client
        .call()
        .place("spring-campaign/lead-42", lead)
        .wait()
        .deadline(Duration::from_secs(3 * 86_400))
        .on_change(|call| println!("{} (attempts: {})", call.status, call.calls_count));

    match wait.await {
        Ok(call) => print!("{}", call.transcript()),
        // Only the wait is over; the call order goes on. Wait again with its id.
        Err(WaitError::Deadline(waited)) => println!("{} goes on", waited.id),
        Err(error) => return Err(error.into()),
    }
    eprintln!("{} requests", sandbox.requests().len());
    Ok(())
}

/// The sandbox's time, which passes when the client sleeps. Your tests can do the same.
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
