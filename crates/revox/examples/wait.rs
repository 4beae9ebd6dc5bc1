//! Places a call order, waits until it is finished, and prints what came of it.
//!
//! ```sh
//! cargo run --example wait
//! ```
//!
//! Against the real API, use `Client::from_env()`, and a `FileJournal` in place of the
//! `MemoryJournal`: it can then be killed at any point and started again, and goes on waiting for the
//! same call order.

mod logging;

use std::error::Error;
use std::time::Duration;

use revox::models::CallCreate;
use revox::prelude::*;
use revox::{Client, MemoryJournal, PlacingOptions, WaitError};
use revox_sandbox::{DialError, Reply, Sandbox, Script, Time};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    logging::start();
    // A server to try it out, in which an hour passes within a second. Nobody picks up at first.
    let script = Script::new().otherwise([
        Reply::dial_error(DialError::NoAnswer),
        Reply::human()
            .saying(["Yes, speaking.", "Friday suits me."])
            .outcome("interested"),
    ]);
    let builder = Sandbox::builder().script(script);
    let sandbox = builder.time(Time::scaled(HOUR as f64)).start().await?;
    let builder = Client::builder().api_key(sandbox.api_key());
    let client = builder.base_url(sandbox.base_url()).build()?;

    // The journal knows the key again: however often this runs, one phone rings.
    let client = client.with_placing(PlacingOptions::new().journal(MemoryJournal::new()));
    let lead = CallCreate::new("+33639980142").assistant_id("assistant_4Tn6yB");
    let wait = client
        .call()
        .place("spring-campaign/lead-42", lead)
        .wait()
        .deadline(Duration::from_secs(3 * 24 * HOUR))
        .on_change(|call| println!("{} after {} attempts", call.status, call.calls_count));

    match wait.await {
        Ok(call) => {
            println!("{}: {:?}", call.status, call.outcome.map(|outcome| outcome.to_string()));
        }
        // The call order goes on by itself: wait again with its id.
        Err(WaitError::Deadline(waited)) => println!("{} goes on", waited.id),
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

const HOUR: u64 = 3_600;
