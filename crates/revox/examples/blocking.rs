//! Lists the latest call orders from a plain `main`, without an asynchronous runtime.
//!
//! ```sh
//! REVOX_API_KEY=… cargo run --example blocking --features blocking
//! ```

mod logging;

use revox::models::CallSearch;
use revox::prelude::*;

fn main() -> anyhow::Result<()> {
    logging::start();
    let client = revox::Client::from_env()?;
    let search = CallSearch::new().page_size(20);
    for call in client.call().all(search).blocking().take(20) {
        let call = call?;
        println!("{}: {}", call.id, call.status);
    }
    Ok(())
}
