//! Places call orders under faults with our library and its default settings.
//!
//! `tests/interop/phones.py` starts it and passes the path of its task; `tests/interop/place.py` does
//! the same with the official library.

use std::error::Error;
use std::time::Duration;

use revox::Client;
use serde::Deserialize;
use tokio::task::JoinSet;

#[derive(Clone, Deserialize)]
struct Task {
    key: String,
    creates: usize,
    /// Seconds that an attempt may take.
    timeout: f64,
    lanes: Vec<Lane>,
}

#[derive(Clone, Deserialize)]
struct Lane {
    origin: String,
    fault: String,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    // reqwest needs a provider, although the requests to the sandbox use no TLS.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let path = std::env::args()
        .nth(1)
        .ok_or("the file of the task is missing")?;
    let task: Task = serde_json::from_str(&std::fs::read_to_string(path)?)?;
    let mut lanes = JoinSet::new();
    for lane in task.lanes.clone() {
        let task = task.clone();
        lanes.spawn(async move { run(&task, &lane).await.map_err(|error| error.to_string()) });
    }
    while let Some(lane) = lanes.join_next().await {
        lane??;
    }
    Ok(())
}

/// Injects the fault anew before each create, so that a fault for one request hits the first.
async fn run(task: &Task, lane: &Lane) -> Result<(), Box<dyn Error>> {
    let client = Client::builder()
        .api_key(&task.key)
        .base_url(format!("{}/api", lane.origin))
        .timeout(Duration::from_secs_f64(task.timeout))
        .build()?;
    let control = revox::reqwest::Client::builder().no_proxy().build()?;
    let faults = format!("{}/sandbox/faults", lane.origin);
    for create in 0..task.creates {
        control.delete(&faults).send().await?.error_for_status()?;
        let fault = serde_json::to_string(&lane.fault)?;
        let inject = control.post(&faults).body(fault);
        inject.send().await?.error_for_status()?;
        let order = client
            .call()
            .create("+33639980142")
            .assistant_id("assistant_4Tn6yB")
            .metadata([("create", create.to_string())]);
        // The server counts the call orders, so the outcome does not matter here.
        let _ = order.await;
    }
    Ok(())
}
