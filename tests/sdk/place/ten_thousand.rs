//! Placements under random faults and crashes, counted at the server: each key has exactly one call
//! order, and none is undecided.
//!
//! `REVOX_PLACEMENTS=10000` makes ten thousand of them, which takes more than a minute; by default
//! there are 2,000.
//!
//! A `create` meets the same faults as the ten thousand creates without a key. In addition,
//! lookups and retrievals fail as well, and one process in ten ends in the middle of a request and
//! is started again.

mod crashing;
mod plan;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use fastrand::Rng;
use revox::models::CallCreate;
use revox::{
    Client, ClientOptions, Clock, Delivery, FileJournal, MemoryJournal, PlaceError, PlacingOptions,
};
use revox_sandbox::Sandbox;
use revox_tests::within::{LIMIT, within};
use tempfile::TempDir;
use tokio::sync::Notify;

use super::clock::SandboxClock;
use crate::retries::ten_thousand_creates::network::{BadAddresses, Network};
use crashing::{Crashing, Process};
use plan::Plan;

/// Number of placements.
fn placements() -> usize {
    let number = std::env::var("REVOX_PLACEMENTS");
    number.map_or(2_000, |number| number.parse().expect("a number"))
}

/// Sandboxes, each with its placements one after the other: a search reads all call orders of one.
const LANES: usize = 40;

/// Ten thousand take about 90 seconds of CPU time, in lanes that run at once.
const PATIENCE: Duration = Duration::from_secs(900);

/// The limit of an attempt that is meant to exceed it, in real time.
const SHORT: Duration = Duration::from_millis(100);

/// The protection of a lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Protection {
    Lookup,
    Memory,
    File,
}

/// The protections of the lanes, in turn. One lane in ten has the disk to wait for.
const PROTECTIONS: [Protection; 10] = {
    use Protection::{File, Lookup, Memory};
    [
        Lookup, Lookup, Lookup, Lookup, Lookup, Memory, Memory, Memory, Memory, File,
    ]
};

struct Lane {
    protection: Protection,
    sandbox: Arc<Sandbox>,
    clock: SandboxClock,
    network: Network,
    options: PlacingOptions,
    /// Requests that create, as the server has seen them.
    creates: Arc<AtomicUsize>,
    _folder: TempDir,
}

/// Counts of the outcomes of a lane.
#[derive(Debug, Default)]
struct Tally {
    new: usize,
    found: usize,
    crashes: usize,
    refused: usize,
    requests: usize,
}

impl Lane {
    async fn new(protection: Protection, bad: &BadAddresses) -> Self {
        let creates = Arc::new(AtomicUsize::new(0));
        let seen = Arc::clone(&creates);
        let builder = Sandbox::builder().on_request(move |request| {
            if request.operation_id() == Some("call_create") {
                seen.fetch_add(1, Ordering::SeqCst);
            }
        });
        let sandbox = Arc::new(builder.start().await.unwrap());
        let address = sandbox.base_url().strip_prefix("http://").unwrap();
        let address: SocketAddr = address.strip_suffix("/api").unwrap().parse().unwrap();
        let clock = SandboxClock::new(&sandbox).without_courtesy();
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("placements.redb");
        // So that a placement goes on until it is decided.
        let options = PlacingOptions::new().patience(Duration::from_secs(7 * 86_400));
        let options = match protection {
            Protection::Lookup => options,
            Protection::Memory => options.journal(MemoryJournal::with_clock(clock.clone())),
            Protection::File => {
                options.journal(FileJournal::open_with_clock(path, clock.clone()).unwrap())
            }
        };
        Self {
            protection,
            network: Network::new(address, bad),
            options: options.clock(clock.clone()),
            clock,
            sandbox,
            creates,
            _folder: folder,
        }
    }

    fn client(&self) -> Client {
        let network = Arc::new(self.network.clone());
        let client = Client::builder()
            .api_key(self.sandbox.api_key())
            .base_url("http://localhost/api")
            .timeout(LIMIT)
            .max_response_bytes(300_000)
            .clock(self.clock.clone())
            .http_client(move |http| http.dns_resolver(Arc::clone(&network)));
        client.build().unwrap()
    }

    async fn run(self, plans: Vec<Plan>) -> Tally {
        let mut tally = Tally::default();
        let mut shared = self.client();
        let mut ids = BTreeMap::new();
        for (number, plan) in plans.into_iter().enumerate() {
            if number % 15 == 0 {
                // A new budget of retries.
                shared = self.client();
            }
            let key = format!("lead-{number}");
            let what = format!("{key} by {:?}: {plan:?}", self.protection);
            let place = self.place(number, &key, plan, &shared, &mut tally);
            let id = within(LIMIT * 3, &what, place).await;
            ids.insert(key, id);
        }
        // The server's own list: one call order for each key, and it is the one that was returned.
        let mut placed = BTreeMap::new();
        for id in self.sandbox.call_ids().into_iter().skip(1) {
            let order = self.sandbox.call(&id).unwrap();
            let key = order["metadata"]["revox_placement_key"].as_str().unwrap();
            let before = placed.insert(key.to_owned(), id);
            assert_eq!(
                before, None,
                "{key} was placed twice by {:?}",
                self.protection
            );
        }
        assert_eq!(placed, ids);
        tally.requests = self.sandbox.requests().len();
        tally
    }

    /// Places a key, whatever it takes, and returns the id of its call order.
    async fn place(
        &self,
        number: usize,
        key: &str,
        plan: Plan,
        shared: &Client,
        tally: &mut Tally,
    ) -> String {
        self.sandbox.heal();
        for (operation, words) in [
            ("call_create", &plan.create),
            ("call_search", &plan.search),
            ("call_retrieve", &plan.retrieve),
        ] {
            if !words.is_empty() {
                let fault = format!("{operation} x1 {}", words.join(" "));
                self.sandbox.inject(fault.parse().unwrap()).unwrap();
            }
        }
        let is_timed = plan.create.iter().any(|words| {
            let timed = ["hang", "drip"];
            timed.iter().any(|word| words.starts_with(word))
        });
        // An idle connection would be used in place of a new one.
        let own = (!plan.network.is_empty()).then(|| self.client());
        self.network.set(plan.network);
        let client = own.as_ref().unwrap_or(shared);
        let client = match is_timed {
            true => client.with_options(ClientOptions::new().timeout(SHORT)),
            false => client.clone(),
        };
        // Two keys share a number.
        let phone_number = format!("+336398{:05}", number / 2);
        // Nobody is called meanwhile, which would take most of the time.
        let order = CallCreate::new(phone_number)
            .assistant_id("assistant_4Tn6yB")
            .scheduled_at("2036-06-15T08:00:00Z");
        let first_tried_at = self.clock.now();
        let mut crash = plan.crash;
        for try_number in 0.. {
            let process = Process(Arc::new(Crashing {
                inner: Arc::clone(client.transport()),
                plan: Mutex::new(crash.take()),
                crashed: Notify::new(),
                creates: Arc::clone(&self.creates),
            }));
            let client = Client::with_transport(process.clone());
            let client = client.with_placing(self.options.clone());
            let place = client.call().place(key, order.clone());
            let place = match try_number {
                0 => place.first_try(),
                // It does not always know.
                _ if number.is_multiple_of(2) => place,
                _ => place.first_tried_at(first_tried_at),
            };
            let outcome = tokio::select! {
                outcome = place.into_future() => outcome,
                () = process.0.crashed.notified() => {
                    tally.crashes += 1;
                    continue;
                }
            };
            match outcome {
                Ok(placement) => {
                    tally.new += usize::from(placement.is_new());
                    tally.found += usize::from(!placement.is_new());
                    return placement.into_call().id;
                }
                // Nothing was placed for certain, and the faults come to an end.
                Err(PlaceError::Request(error)) => {
                    assert!(error.delivery() <= Delivery::Rejected, "{key}: {error:?}");
                    tally.refused += 1;
                }
                Err(error) => panic!("{key} by {:?}: {error:?}", self.protection),
            }
        }
        unreachable!("it is placed or fails");
    }
}

/// The seed: that of `REVOX_CREATES_SEED`, or always the same.
pub(super) fn seed() -> u64 {
    match std::env::var("REVOX_CREATES_SEED") {
        Ok(seed) => seed.parse().expect("REVOX_CREATES_SEED is a number"),
        Err(_) => 1,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_key_has_one_call_order_whatever_goes_wrong() {
    let bad = BadAddresses::new().await;
    let mut chance = Rng::with_seed(seed());
    let placements = placements();
    let mut lanes = Vec::new();
    for protection in PROTECTIONS.into_iter().cycle().take(LANES) {
        let plans = (0..placements / LANES).map(|_| Plan::draw(&mut chance));
        let plans = plans.collect();
        let lane = Lane::new(protection, &bad).await;
        lanes.push(tokio::spawn(lane.run(plans)));
    }
    let mut total = Tally::default();
    for lane in lanes {
        let tally = within(PATIENCE, "a lane", lane).await.unwrap();
        total.new += tally.new;
        total.found += tally.found;
        total.crashes += tally.crashes;
        total.refused += tally.refused;
        total.requests += tally.requests;
    }
    println!("{total:?}");
    assert_eq!(total.new + total.found, placements);
    // The faults really came.
    assert!(total.found > placements / 10, "{total:?}");
    assert!(total.crashes > placements / 30, "{total:?}");
    assert!(total.refused > placements / 100, "{total:?}");
}
