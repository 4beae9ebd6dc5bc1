//! At most one call order per key, counted at the sandbox.
//!
//! Waiting takes no time: the client's clock is the sandbox's.

mod assumptions;
mod campaigns;
pub(crate) mod clock;
mod crashes;
mod errors;
mod exchanges;
mod journal_laws;
mod journaled;
mod keys;
mod leases;
mod lookup_first;
mod many;
mod model;
mod outcomes;
mod postgres;
mod suspended;
mod takeovers;
mod ten_thousand;

use std::sync::Arc;
use std::time::Duration;

use revox::models::CallCreate;
use revox::{Client, Delivery, MemoryJournal, Place, PlaceError, Placement, PlacingOptions};
use revox_sandbox::Sandbox;
use revox_tests::within::{LIMIT, within};

use clock::SandboxClock;

const NUMBER: &str = "+33639980175";

/// The settling time by default: two minutes to decide, half a minute to be found.
const SETTLING: Duration = Duration::from_secs(150);

/// A sandbox, and a client that shares its clock.
struct World {
    sandbox: Arc<Sandbox>,
    client: Client,
    clock: SandboxClock,
}

impl World {
    async fn new() -> Self {
        let sandbox = Arc::new(Sandbox::start().await.unwrap());
        let clock = SandboxClock::new(&sandbox);
        let builder = Client::builder()
            .api_key(sandbox.api_key())
            .base_url(sandbox.base_url())
            .timeout(LIMIT)
            .clock(clock.clone());
        let client = builder.build().unwrap();
        Self {
            sandbox,
            client,
            clock,
        }
    }

    async fn with(options: PlacingOptions) -> Self {
        let mut world = Self::new().await;
        world.client = world.client.with_placing(options);
        world
    }

    fn clock(&self) -> SandboxClock {
        self.clock.clone()
    }

    /// A client of its own, as another process has, which does not take turns with the others and
    /// shares the journal.
    fn worker(&self, journal: &MemoryJournal) -> Client {
        let builder = Client::builder().api_key(self.sandbox.api_key());
        let builder = builder.base_url(self.sandbox.base_url());
        let client = builder.clock(self.clock()).build().unwrap();
        let options = PlacingOptions::new().journal(journal.clone());
        client.with_placing(options.patience(seconds(86_400)))
    }

    /// Injects a fault as text.
    fn fault(&self, words: &str) {
        self.sandbox.inject(words.parse().unwrap()).unwrap();
    }

    fn place(&self, key: &str) -> Place {
        self.client.call().place(key, lead())
    }

    /// The call orders that were placed, without the sandbox's example.
    fn orders(&self) -> usize {
        self.sandbox.call_ids().len() - 1
    }

    /// The operations of the requests so far, in order.
    fn operations(&self) -> Vec<String> {
        let requests = self.sandbox.requests();
        let operations = requests.iter().filter_map(|request| request.operation_id());
        operations.map(str::to_owned).collect()
    }

    /// The number of requests of an operation so far.
    fn count(&self, operation: &str) -> usize {
        let operations = self.operations();
        operations.iter().filter(|id| *id == operation).count()
    }
}

fn lead() -> CallCreate {
    CallCreate::new(NUMBER).assistant_id("assistant_4Tn6yB")
}

/// Awaits a placement, which takes no time.
async fn soon<F: IntoFuture>(future: F) -> F::Output {
    within(LIMIT, "a placement", future).await
}

fn seconds(number: u64) -> Duration {
    Duration::from_secs(number)
}

/// The reason why a placement is undecided.
#[track_caller]
fn undecided(outcome: Result<Placement, PlaceError>) -> revox::Undecided {
    match outcome {
        Err(error @ PlaceError::Undecided(_)) => {
            assert!(error.delivery() >= Delivery::Unknown);
            let PlaceError::Undecided(undecided) = error else {
                unreachable!()
            };
            undecided
        }
        other => panic!("{other:?}"),
    }
}
