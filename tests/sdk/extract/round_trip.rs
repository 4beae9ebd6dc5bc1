//! Values that the sandbox extracts for a struct's fields always decode into the struct.

use std::time::Duration;

use fastrand::Rng;
use revox::jiff::{Timestamp, civil::Date};
use revox::models::{CallAssistant, CustomTool, HttpMethod};
use revox::prelude::*;
use revox::schemars::{self, JsonSchema};
use revox::{Client, output_fields, to_pairs};
use revox_sandbox::{Reply, Sandbox, Script};
use revox_tests::within::{LIMIT, within};
use serde::{Deserialize, Serialize};
use serde_json::Value;

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
struct Lead {
    name: String,
    roof_side: Side,
    panels: u8,
    floor: i16,
    budget: f64,
    is_owner: bool,
    visit: Date,
    callback: Timestamp,
    email: Option<String>,
    interest: Option<Interest>,
    household: Option<u8>,
    has_garden: Option<bool>,
    birthday: Option<Date>,
    moved_in: Option<Timestamp>,
    #[serde(default)]
    declined: bool,
    #[serde(flatten)]
    address: Address,
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
struct Address {
    town: String,
    number: Option<u8>,
}

#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Side {
    North,
    SouthEast,
    South,
}

#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
enum Interest {
    /// Wants it at once.
    High,
    Low,
}

fn lead(random: &mut Rng) -> Lead {
    let text = |random: &mut Rng| (0..random.usize(..12)).map(|_| random.char(..)).collect();
    let date = |random: &mut Rng| Date::constant(random.i16(1970..2100), random.i8(1..=12), 28);
    let time = |random: &mut Rng| Timestamp::from_second(random.i64(0..4_000_000_000)).unwrap();
    let interest = [Interest::High, Interest::Low];
    Lead {
        name: text(random),
        roof_side: random
            .choice([Side::North, Side::SouthEast, Side::South])
            .unwrap(),
        panels: random.u8(..),
        floor: random.i16(..),
        budget: f64::from(random.i32(..)) / 8.0,
        is_owner: random.bool(),
        visit: date(random),
        callback: time(random),
        email: Some(text(random)),
        interest: random.choice(interest),
        household: Some(random.u8(..)),
        has_garden: Some(random.bool()),
        birthday: Some(date(random)),
        moved_in: Some(time(random)),
        declined: random.bool(),
        address: Address {
            town: text(random),
            number: Some(random.u8(..)),
        },
    }
}

fn number(index: usize) -> String {
    format!("+336399{index:05}")
}

/// Calls as many numbers, and returns the leads in their order.
async fn leads(script: Script, count: usize) -> Vec<Lead> {
    let sandbox = Sandbox::builder()
        .seed(7)
        .script(script)
        .start()
        .await
        .unwrap();
    let builder = Client::builder().api_key(sandbox.api_key());
    let client = builder
        .base_url(sandbox.base_url())
        .timeout(LIMIT)
        .build()
        .unwrap();
    let mut ids = Vec::new();
    for index in 0..count {
        let assistant = CallAssistant::new("You are Jules.")
            .structured_output_config(output_fields::<Lead>().unwrap());
        let order = client.call().create(number(index)).assistant(assistant);
        ids.push(within(LIMIT, "a call order", order).await.unwrap().id);
    }
    sandbox.advance(Duration::from_secs(3 * 86_400));
    let mut leads = Vec::new();
    for id in &ids {
        let call = within(LIMIT, "a call", client.call().retrieve(id))
            .await
            .unwrap();
        leads.push(call.structured_output().unwrap());
    }
    leads
}

#[tokio::test]
async fn what_was_said_comes_back() {
    let mut random = Rng::with_seed(1);
    let given: Vec<_> = (0..40).map(|_| lead(&mut random)).collect();
    let script = given
        .iter()
        .enumerate()
        .fold(Script::new(), |script, (index, lead)| {
            let Value::Object(values) = serde_json::to_value(lead).unwrap() else {
                panic!("{lead:?} is not an object");
            };
            let says = |reply: Reply, (name, value)| reply.extracting(name, value);
            let reply = values.into_iter().fold(Reply::human(), says);
            script.when_dialling(number(index), [reply])
        });
    assert_eq!(leads(script, given.len()).await, given);
}

#[tokio::test]
async fn what_nobody_said_decodes_too() {
    let leads = leads(Script::new().otherwise([Reply::human()]), 40).await;
    let with_email = leads.iter().filter(|lead| lead.email.is_some()).count();
    // The sandbox leaves out a quarter of what is not required.
    assert!((20..40).contains(&with_email), "{with_email}");
}

#[tokio::test]
async fn a_struct_fills_the_prompt_and_describes_a_tool() {
    #[derive(Serialize)]
    struct Customer {
        first_name: &'static str,
        panels: u32,
        referrer: Option<String>,
    }
    let customer = Customer {
        first_name: "Camille",
        panels: 12,
        referrer: None,
    };
    let sandbox = Sandbox::start().await.unwrap();
    let builder = Client::builder().api_key(sandbox.api_key());
    let client = builder
        .base_url(sandbox.base_url())
        .timeout(LIMIT)
        .build()
        .unwrap();
    let tool = CustomTool::new(
        "note",
        "Takes notes.",
        HttpMethod::Post,
        "https://a.example/",
    )
    .input_schema(output_fields::<Lead>().unwrap());
    let order = client
        .call()
        .create(number(0))
        .assistant(CallAssistant::new("You are Jules.").custom_tools([tool]))
        .prompt_variables(to_pairs(&customer).unwrap())
        .metadata(to_pairs(&customer).unwrap());
    let call = within(LIMIT, "a call order", order).await.unwrap();
    let sent = [("first_name", "Camille"), ("panels", "12")];
    let sent = sent
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into();
    assert_eq!(call.prompt_variables.as_ref(), Some(&sent));
    assert_eq!(call.metadata.as_ref(), Some(&sent));
    let tools = call.assistant.unwrap().custom_tools.unwrap();
    assert_eq!(tools[0].input_schema, output_fields::<Lead>().unwrap());
}
