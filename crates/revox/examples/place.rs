//! Calls each lead once, whatever happens in between.
//!
//! ```sh
//! cargo run --example place --features journal-file
//! ```
//!
//! Run it against the real API with a journal that stays, and it can be killed at any point and
//! started again: `FileJournal::open("placements.redb")`, and `Client::from_env()`.

mod logging;

use revox::models::CallCreate;
use revox::{Client, FileJournal, PlaceError, Placement, PlacingOptions};
use revox_sandbox::{Fault, Sandbox};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    logging::start();
    // A server to try it out: it places the first call order and loses the response.
    let sandbox = Sandbox::start().await?;
    sandbox.inject(Fault::drop_after_accepting().on("call_create").times(1))?;
    let builder = Client::builder().api_key(sandbox.api_key());
    let client = builder.base_url(sandbox.base_url()).build()?;

    // Every intent is in this file before its request leaves.
    let file = std::env::temp_dir().join(format!("placements-{}.redb", std::process::id()));
    let journal = FileJournal::open(&file)?;
    let client = client.with_placing(PlacingOptions::new().journal(journal));

    // The key names the intent: this lead, in this campaign. It is the same in every retry.
    let leads = [
        (41, "+33639980141"),
        (42, "+33639980142"),
        (41, "+33639980141"),
    ];
    let orders = leads.map(|(id, number)| {
        let order = CallCreate::new(number).assistant_id("assistant_4Tn6yB");
        (format!("spring-campaign/lead-{id}"), order)
    });

    let mut placements = client.call().place_all(orders).concurrency(4);
    while let Some(placed) = placements.next().await {
        let key = placed.key.map(String::from).unwrap_or_default();
        match placed.outcome {
            Ok(Placement::New(call)) => println!("{key}: placed as {}", call.id),
            Ok(Placement::Found(call)) => println!("{key}: placed before as {}", call.id),
            // Nobody can tell yet, so that nothing is sent again: look later, or let a person look.
            Err(PlaceError::Undecided(undecided)) => println!("{key}: {:?}", undecided.reason),
            Err(error) => println!("{key}: {error}"),
        }
    }

    // The server has one call order for each lead, and one that is its example.
    println!("{} call orders", sandbox.call_ids().len() - 1);
    std::fs::remove_file(file)?;
    Ok(())
}
