//! Waits until a call order is finished, and prints its status, outcome and attempts.
//!
//! ```text
//! cargo run --example quickstart              # against an embedded server: no key, no network
//! cargo run --example quickstart -- --live ID # against the real API: set REVOX_API_KEY
//! ```
//!
//! Set `REVOX_LOG=info` to log the outcome of each attempt to standard error, or `REVOX_LOG=debug` to
//! log each attempt before it is sent as well.

mod logging;

use std::error::Error;
use std::process::ExitCode;

use revox::models::{Call, CallAttempt, TranscriptRole};
use revox::{Client, Timestamp};
use revox_sandbox::Sandbox;

#[tokio::main]
async fn main() -> ExitCode {
    logging::start();
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments.as_slice() {
        [] => embedded().await,
        ["--live", id] => live(id).await,
        _ => Err("usage: cargo run --example quickstart [-- --live ID]".into()),
    };
    match outcome {
        Ok(call) => {
            report(&call);
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            let mut cause = error.source();
            while let Some(error) = cause {
                eprintln!("  because: {error}");
                cause = error.source();
            }
            ExitCode::FAILURE
        }
    }
}

/// Waits for an example call order, which is finished, of a Revox that runs inside this process.
async fn embedded() -> Result<Call, Box<dyn Error>> {
    let sandbox = Sandbox::start().await?;
    let client = Client::builder()
        .api_key(sandbox.api_key())
        .base_url(sandbox.base_url())
        .build()?;
    Ok(client.call().wait("call_8Zk3vQ").await?)
}

/// Waits for one of your call orders at the real API. It may be stopped and started again.
async fn live(id: &str) -> Result<Call, Box<dyn Error>> {
    let client = Client::from_env()?;
    let wait = client.call().wait(id);
    let wait = wait.on_change(|call| eprintln!("{} is {}", call.id, call.status));
    Ok(wait.await?)
}

fn report(call: &Call) {
    println!("Call order {} to {}", call.id, call.to_phone_number);
    println!("  status    {}", call.status);
    match &call.outcome {
        Some(outcome) => println!("  outcome   {outcome}"),
        None => println!("  outcome   none"),
    }
    if let Some(summary) = &call.outcome_summary {
        println!("            {summary}");
    }
    println!("  attempts  {}", call.call_attempts.len());
    // The API lists the latest attempt first; people read from the start.
    for attempt in call.call_attempts.iter().rev() {
        println!();
        report_attempt(attempt);
    }
}

fn report_attempt(attempt: &CallAttempt) {
    print!("  {}  {}", time(&attempt.started_at), attempt.status);
    if let Some(result) = &attempt.result {
        print!(", reached: {result}");
    }
    if let Some(error) = &attempt.dial_error {
        print!(", dial error: {error}");
    }
    println!();
    for entry in attempt.transcript.iter().flatten() {
        let speaker = match &entry.role {
            TranscriptRole::Assistant => "agent",
            TranscriptRole::Tool => entry.tool_name.as_deref().unwrap_or("tool"),
            role => role.as_str(),
        };
        println!("    {speaker}: {}", entry.content);
    }
    if let Some(output) = attempt
        .structured_output
        .as_ref()
        .filter(|map| !map.is_empty())
    {
        println!("    extracted:");
        for (name, value) in output {
            println!("      {name} = {value}");
        }
    }
}

fn time(moment: &Timestamp) -> String {
    match moment.instant() {
        Some(instant) => instant.strftime("%Y-%m-%d %H:%M UTC").to_string(),
        None => "not started yet".to_owned(),
    }
}
