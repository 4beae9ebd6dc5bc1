//! Extracts a typed lead from a conversation.
//!
//! ```sh
//! cargo run --example extract --features extract
//! ```
//!
//! It runs against an embedded server, where Camille speaks as scripted. For the real API, replace the
//! sandbox with `Client::from_env()`, and retrieve the call order when it is finished.

mod logging;

use std::time::Duration;

use revox::jiff::civil::Date;
use revox::models::{CallAssistant, CustomTool, HttpMethod};
use revox::prelude::*;
use revox::schemars::{self, JsonSchema};
use revox::{Client, output_fields, to_pairs};
use revox_sandbox::{Reply, Sandbox, Script};
use serde::{Deserialize, Serialize};

/// Data that is known before the call: it fills `{{first_name}}` and `{{town}}` in the prompt.
#[derive(Serialize)]
struct Customer {
    first_name: &'static str,
    town: &'static str,
    referrer: Option<&'static str>,
}

/// Data to extract from the call. The doc comments become the descriptions of the fields.
#[derive(Debug, Deserialize, JsonSchema)]
struct Lead {
    /// Full name of the person.
    name: String,
    /// Side that the roof faces.
    roof_side: RoofSide,
    /// Number of people in the household.
    household: Option<u32>,
    /// Day on which the technician may come by.
    visit: Option<Date>,
    /// True if the person asked not to be called again.
    #[serde(default)]
    declined: bool,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum RoofSide {
    North,
    East,
    South,
    West,
    /// A flat roof faces no side.
    Flat,
}

/// Arguments that the agent must find out before it can look for a time.
#[derive(Deserialize, JsonSchema)]
#[expect(dead_code, reason = "the fields only describe the tool here")]
struct FindSlots {
    /// Town of the customer.
    town: String,
    /// First day on which the technician may come.
    from: Option<Date>,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    logging::start();
    let camille = Reply::human()
        .saying([
            "Yes, speaking. The roof faces south.",
            "There are four of us. The 16th suits me.",
        ])
        .extracting("name", "Camille Laurent")
        .extracting("roof_side", "south")
        .extracting("household", 4)
        .extracting("visit", "2026-06-16")
        .extracting("declined", false);
    let script = Script::new().otherwise([camille]);
    let sandbox = Sandbox::builder().script(script).start().await?;
    let builder = Client::builder().api_key(sandbox.api_key());
    let client = builder.base_url(sandbox.base_url()).build()?;

    let agenda = "https://agenda.bray-solaire.example/slots";
    let find_slots = CustomTool::new("find_slots", "Finds free times.", HttpMethod::Get, agenda)
        .input_schema(output_fields::<FindSlots>()?);
    let assistant = CallAssistant::new("You are Jules. Offer {{first_name}} in {{town}} a visit.")
        .structured_output_config(output_fields::<Lead>()?)
        .custom_tools([find_slots]);
    let customer = Customer {
        first_name: "Camille",
        town: "Gournay-en-Bray",
        referrer: None,
    };
    let order = client
        .call()
        .create("+33639980142")
        .assistant(assistant)
        .prompt_variables(to_pairs(&customer)?)
        .await?;

    // A day passes; the sandbox does not wait for it.
    sandbox.advance(Duration::from_secs(86_400));

    let call = client.call().retrieve(&order.id).await?;
    if !call.is_finished() {
        anyhow::bail!("{} is still {}", call.id, call.status);
    }
    print!("{}", call.transcript());
    if let Some(time) = call.talk_time() {
        println!("({} seconds)", time.as_secs());
    }
    match call.structured_output::<Lead>() {
        Ok(lead) => report(&lead),
        // The analysis found nothing, or data that does not fit: the error names the field.
        Err(error) => println!("no lead: {error}"),
    }
    Ok(())
}

fn report(lead: &Lead) {
    println!("{}: {:?} roof", lead.name, lead.roof_side);
    if let Some(household) = lead.household {
        println!("  household of {household}");
    }
    match lead.visit {
        Some(day) => println!("  visit on {}", day.strftime("%A, %-d %B %Y")),
        None if lead.declined => println!("  do not call again"),
        None => println!("  no visit agreed"),
    }
}
