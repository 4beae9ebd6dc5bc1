//! A thousand clients at once get what they should.

use std::collections::HashSet;
use std::error::Error;
use std::iter::successors;
use std::time::{Duration, Instant};

use revox_sandbox::{Reply, Sandbox, Script};
use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::within_limit;

const CLIENTS: usize = 1_000;

/// Allows this process a file for either end of each connection, which the usual 1,024 are not.
#[cfg(unix)]
fn raise_limit_of_open_files() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    let wanted = 2 * CLIENTS as u64 + 500;
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    if current.is_some_and(|current| current < wanted) {
        let current = Some(wanted);
        let raised = setrlimit(Resource::Nofile, Rlimit { current, maximum });
        raised
            .unwrap_or_else(|error| panic!("{CLIENTS} clients need {wanted} open files: {error}"));
    }
}

/// A client with a connection of its own, and the call order that it placed.
struct Placed {
    client: reqwest::Client,
    number: String,
    id: String,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_thousand_clients_place_and_follow_their_own_orders() {
    #[cfg(unix)]
    raise_limit_of_open_files();
    let script = Script::new().otherwise([Reply::human().saying(["Yes."])]);
    let sandbox = Sandbox::builder()
        .script(script)
        .most_calls(CLIENTS)
        .start()
        .await
        .unwrap();
    let start = Instant::now();
    let url = format!("{}/call", sandbox.base_url());

    let place = |n| place(url.clone(), sandbox.api_key().to_owned(), n);
    let placed = all("to place their orders", (0..CLIENTS).map(place)).await;
    let ids: HashSet<&str> = placed.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(ids.len(), CLIENTS);

    sandbox.advance(Duration::from_secs(600));
    let retrieve = |it| retrieve(url.clone(), sandbox.api_key().to_owned(), it);
    all(
        "to see their orders completed",
        placed.into_iter().map(retrieve),
    )
    .await;
    let requests = sandbox.requests();
    assert_eq!(
        requests
            .iter()
            .filter(|request| request.accepted() == 1)
            .count(),
        2 * CLIENTS
    );
    println!("{CLIENTS} clients: {:?}", start.elapsed());
}

/// Runs what the clients do at the same time. They do not wait for one another, so one that fails
/// keeps nobody; the failure says how many did, and why the first of them.
async fn all<T: Send + 'static>(
    what: &str,
    clients: impl Iterator<Item = impl Future<Output = reqwest::Result<T>> + Send + 'static>,
) -> Vec<T> {
    let clients: JoinSet<_> = clients.collect();
    let waiting_for = format!("{CLIENTS} clients {what}");
    let outcomes = within_limit(&waiting_for, clients.join_all()).await;
    let (done, failed): (Vec<_>, Vec<_>) = outcomes.into_iter().partition(Result::is_ok);
    if let Some(Err(error)) = failed.first() {
        let causes = successors(error.source(), |&error| error.source());
        let causes: String = causes.map(|cause| format!(": {cause}")).collect();
        let number = failed.len();
        panic!("{number} of {waiting_for} failed, the first with: {error}{causes}");
    }
    done.into_iter().flatten().collect()
}

async fn place(url: String, key: String, n: usize) -> reqwest::Result<Placed> {
    let client = crate::client();
    let number = format!("+3363{n:07}");
    let body = json!({ "phone_number": number, "assistant": { "prompt": "Hello" } });
    let order = client.post(url).bearer_auth(key).json(&body).send();
    let order: Value = order.await?.json().await?;
    assert_eq!(order["call"]["to_phone_number"], number.as_str());
    let id = order["call"]["id"].as_str().unwrap().to_owned();
    Ok(Placed { client, number, id })
}

async fn retrieve(url: String, key: String, placed: Placed) -> reqwest::Result<()> {
    let url = format!("{url}/{}", placed.id);
    let call = placed.client.get(url).bearer_auth(key).send();
    let call: Value = call.await?.json().await?;
    assert_eq!(call["call"]["to_phone_number"], placed.number.as_str());
    assert_eq!(call["call"]["status"], "completed");
    Ok(())
}
