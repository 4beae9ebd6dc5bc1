//! Prints a call order while it goes on: its attempts, and each line of the conversation as it is spoken.
//!
//! ```sh
//! cargo run --example watch
//! ```
//!
//! The program stops in the middle, as if it were killed, and goes on from a snapshot. Against the real
//! API, use `Client::from_env()`, and store the snapshots in your database.

mod logging;

use std::error::Error;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use revox::poll::PollOptions;
use revox::reading::Transcript;
use revox::{BoxFuture, CallChange, Client, Clock, WatchEvent, WatchSnapshot};
use revox_sandbox::{DialError, Reply, Sandbox, Script};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
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

    let order = client
        .call()
        .create("+33639980142")
        .assistant_id("assistant_4Tn6yB")
        .prompt_variables([("first_name", "Camille")])
        .await?;
    // While a call is under way, poll at least every two seconds.
    let live = || PollOptions::new().longest_interval(Duration::from_secs(2));

    // What a database would hold: the events, and the snapshot of the last one.
    let mut snapshot: Option<WatchSnapshot> = None;
    let mut is_stopped = false;
    'start: loop {
        let watch = client.call().watch(&order.id).options(live());
        let mut events = watch.resume(snapshot.clone());
        while let Some(event) = events.next().await {
            let event = event?;
            print(&event);
            // Store both in one transaction. Then no event is ever lost or repeated.
            snapshot = Some(event.snapshot);
            if matches!(event.change, CallChange::Turn { .. }) && !is_stopped {
                println!("(stopped, and started again)");
                is_stopped = true;
                continue 'start;
            }
        }
        break;
    }
    eprintln!("{} requests", sandbox.requests().len());
    Ok(())
}

fn print(event: &WatchEvent) {
    match &event.change {
        CallChange::Status { status, .. } => println!("* {status}"),
        CallChange::AttemptStarted { .. } => println!("* the phone rings"),
        // Each entry comes once, in order, and again as revised if its text changes.
        CallChange::Turn { entry, .. } => print!("{}", Transcript::from(entry)),
        CallChange::TurnRevised { entry, .. } => print!("(revised) {}", Transcript::from(entry)),
        CallChange::AttemptEnded { .. } => {
            let error = event
                .attempt()
                .and_then(|attempt| attempt.dial_error.as_ref());
            match error {
                Some(error) => println!("* nobody reached: {error}"),
                None => println!("* hung up"),
            }
        }
        CallChange::Outcome { outcome, .. } => println!("* outcome: {outcome}"),
        CallChange::Finished => println!("* finished, after {} attempts", event.call.calls_count),
        _ => {}
    }
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
