//! Requests on the wire: of each operation, with all parameters and with only the required ones.
//!
//! The requests are written as users write them, in a file for each resource. The snapshots in
//! `snapshots/requests`, a file for each operation, show what a server received.

mod account;
mod any_request;
mod argument_types;
mod assistants;
mod call;
mod campaigns;
mod case;
mod complete;
mod ids;
mod laws;
mod limits_of_the_spec;
mod phone_numbers;
mod redirects;
mod settings;
mod voices;

use std::collections::BTreeMap;

use revox_tests::operations::operations;
use serde_json::Value;
use tokio::sync::OnceCell;

use case::{Case, Sent};

/// Every request that is looked at.
fn cases() -> Vec<Case> {
    [
        call::cases(),
        campaigns::cases(),
        assistants::cases(),
        phone_numbers::cases(),
        voices::cases(),
        account::cases(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// All requests, sent, by operation.
async fn sent() -> &'static BTreeMap<&'static str, Vec<Sent>> {
    static SENT: OnceCell<BTreeMap<&'static str, Vec<Sent>>> = OnceCell::const_new();
    let send = || async {
        let mut all: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for case in cases() {
            let requests = all.entry(case.operation).or_default();
            requests.push(case.sent().await);
        }
        all
    };
    SENT.get_or_init(send).await
}

/// The requests to operations that take a body, with its schema.
async fn with_bodies() -> Vec<(&'static str, &'static Value, &'static Vec<Sent>)> {
    let all = sent().await.iter();
    let with_schema = all.filter_map(|(id, requests)| {
        let schema = operations()[*id].body.as_ref()?;
        Some((*id, schema, requests))
    });
    with_schema.collect()
}
