//! Exchanges that a placement makes: responses that contradict one another or hold too little, requests
//! that cannot be sent, and requests that must not be resent.

use std::sync::Arc;

use revox::bytes::Bytes;
use revox::models::{CampaignContact, CampaignCreate};
use revox::{
    BoxFuture, Client, Delivery, Error, HttpRequest, MemoryJournal, PlacingOptions, Transport,
    UndecidedReason, http,
};
use serde_json::{Value, json};

use super::{NUMBER, World, lead, soon, undecided};

/// A server whose list grows while it is read: two pages that add up, although their totals differ.
#[derive(Debug)]
struct Growing;

impl Transport for Growing {
    fn send(&self, request: HttpRequest) -> BoxFuture<Result<http::Response<Bytes>, Error>> {
        assert_eq!(request.operation.id, "call_search", "nothing is sent");
        let search: Value = serde_json::from_slice(&request.body.unwrap()).unwrap();
        let (ids, total) = match search["page"].as_i64() {
            Some(1) => (0..100, 101),
            _ => (100..102, 102),
        };
        let calls =
            ids.map(|id| json!({ "id": id.to_string(), "status": "completed", "metadata": null }));
        let page = json!({ "calls": calls.collect::<Vec<_>>(), "total_count": total });
        Box::pin(async move { Ok(http::Response::new(page.to_string().into())) })
    }
}

#[tokio::test]
async fn a_list_that_changes_while_it_is_read_proves_nothing() {
    let world = World::new().await;
    let options = PlacingOptions::new().clock(world.clock());
    let client = Client::with_transport(Growing).with_placing(options);
    let outcome = soon(client.call().place("lead-42", lead()).first_try()).await;
    assert_eq!(undecided(outcome).reason, UndecidedReason::LookupFailed);
}

/// A server whose response to a `create` breaks off after the id.
#[derive(Debug)]
struct BreakingOff(Arc<dyn Transport>);

impl Transport for BreakingOff {
    fn send(&self, request: HttpRequest) -> BoxFuture<Result<http::Response<Bytes>, Error>> {
        let creates = request.operation.id == "call_create";
        let response = self.0.send(request);
        Box::pin(async move {
            let mut response = response.await?;
            if creates {
                let order: Value = serde_json::from_slice(response.body()).unwrap();
                let order = json!({ "call": { "id": order["call"]["id"] } });
                *response.body_mut() = order.to_string().into();
            }
            Ok(response)
        })
    }
}

/// A call order that is known by its id needs no search.
#[tokio::test]
async fn a_response_that_holds_no_more_than_the_id_is_completed() {
    let world = World::new().await;
    let inner = Arc::clone(world.client.transport());
    let client = Client::with_transport(BreakingOff(inner));
    let client = client.with_placing(PlacingOptions::new().clock(world.clock()));
    let placed = soon(client.call().place("lead-42", lead()).first_try()).await;
    assert!(!placed.unwrap().is_new());
    let expected = ["call_search", "call_create", "call_retrieve"];
    assert_eq!(world.operations(), expected);
}

/// A client that has no key for a `create`.
#[derive(Debug)]
struct WithoutKey(Arc<dyn Transport>);

impl Transport for WithoutKey {
    fn send(&self, request: HttpRequest) -> BoxFuture<Result<http::Response<Bytes>, Error>> {
        match request.operation.id {
            "call_create" => Box::pin(async { Err(Error::missing_key("the vault is closed")) }),
            _ => self.0.send(request),
        }
    }
}

/// Only a connection that fails is tried again.
#[tokio::test]
async fn a_request_that_the_client_cannot_send_is_an_error_at_once() {
    let world = World::new().await;
    let client = Client::with_transport(WithoutKey(Arc::clone(world.client.transport())));
    let client = client.with_placing(PlacingOptions::new().clock(world.clock()));
    let start = world.sandbox.now();
    let error = soon(client.call().place("lead-42", lead()).first_try()).await;
    assert_eq!(error.unwrap_err().delivery(), Delivery::NotSent);
    assert_eq!(world.sandbox.now(), start);
}

/// Refuses a request that may be resent.
#[derive(Debug)]
struct Once(Arc<dyn Transport>);

impl Transport for Once {
    fn send(&self, request: HttpRequest) -> BoxFuture<Result<http::Response<Bytes>, Error>> {
        let once = ["call_create", "campaigns_create", "campaigns_launch"];
        if once.contains(&request.operation.id) {
            // A retry would leave long after its intent.
            assert_eq!(request.options.max_retries, Some(0));
        }
        self.0.send(request)
    }
}

#[tokio::test]
async fn nothing_below_a_placement_resends_its_request() {
    let world = World::new().await;
    let inner = Arc::clone(world.client.transport());
    let client = Client::with_transport(Once(inner));
    let options = PlacingOptions::new().clock(world.clock());
    let client = client.with_placing(options.clone());
    let placed = soon(client.call().place("lead-42", lead()).first_try()).await;
    assert!(placed.unwrap().is_new());
    let client = client.with_placing(options.journal(MemoryJournal::with_clock(world.clock())));
    let contacts = [CampaignContact::new(NUMBER)];
    let campaign = CampaignCreate::new("June", "assistant_4Tn6yB", contacts);
    let campaign = soon(client.campaigns().create_once("june", campaign)).await;
    let id = campaign.unwrap().into_campaign().id;
    assert!(
        soon(client.campaigns().launch_once(id))
            .await
            .unwrap()
            .is_new()
    );
}
