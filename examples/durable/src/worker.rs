//! The worker: serves the objects to Restate.
//!
//! ```sh
//! REVOX_API_KEY=… worker 127.0.0.1:9080
//! ```

use std::error::Error;
use std::net::SocketAddr;
use std::time::Duration;

use restate_sdk::prelude::*;
use revox::{Client, PlacingOptions};
use revox_durable::{Lead, NaiveLead};
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let address: SocketAddr = arguments
        .next()
        .ok_or("usage: worker ADDRESS [--sandbox]")?
        .parse()?;
    let mut client = Client::from_env()?;
    if arguments.next().as_deref() == Some("--sandbox") {
        client = client.with_placing(for_the_sandbox());
    }

    // A step may take as long as a placement, ten minutes by default. Restate must not interrupt a
    // handler that is waiting for a request to settle.
    let options = ServiceOptions::new().inactivity_timeout(Duration::from_secs(15 * 60));
    let endpoint = Endpoint::builder()
        .bind(
            Lead::new(client.clone())
                .into_service_definition()
                .options(options),
        )
        .bind(NaiveLead::new(client))
        .build();
    let listener = TcpListener::bind(address).await?;
    HttpServer::new(endpoint).serve(listener).await;
    Ok(())
}

/// Assumptions that hold for the sandbox, which decides within milliseconds. With these, an interrupted
/// step sends again after four seconds; with the defaults, which are for production, it does so after two
/// and a half minutes.
fn for_the_sandbox() -> PlacingOptions {
    PlacingOptions::new()
        .decision_time(Duration::from_secs(2))
        .visibility_time(Duration::from_secs(2))
        .patience(Duration::from_secs(10))
}
