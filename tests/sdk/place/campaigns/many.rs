//! Campaigns under random faults and crashes, counted at the server: each key has exactly one
//! campaign, each campaign is launched exactly once, and none is undecided.
//!
//! `REVOX_CAMPAIGNS=2000` makes two thousand of them; by default there are 200.

use std::collections::BTreeMap;
use std::future::IntoFuture;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use fastrand::Rng;
use revox::bytes::Bytes;
use revox::models::{CampaignContact, CampaignCreate};
use revox::{
    BoxFuture, Client, Delivery, Error, HttpRequest, MemoryJournal, PlaceError, Placement,
    PlacingOptions, Transport, http,
};
use revox_tests::within::{LIMIT, within};
use tokio::sync::Notify;

use crate::place::{NUMBER, World};

/// Campaigns of one sandbox, one after the other: a list holds all of them, each with its assistant.
const OF_SANDBOX: usize = 10;

/// Sandboxes at once.
const LANES: usize = 10;

/// Faults of requests that create and launch.
const OF_WRITES: [&str; 15] = [
    "drop",
    "drop-after",
    "drop-mid-body",
    "truncate",
    "garbage",
    "garbage before",
    "late=90",
    "late=119",
    "status=204 after",
    "status=422",
    "status=429",
    "status=500",
    "status=502 after",
    "status=503",
    "status=504 after",
];

/// Faults of lists and retrievals.
const OF_READS: [&str; 7] = [
    "status=500",
    "status=429 retry-after:1",
    "status=404",
    "drop",
    "drop-mid-body",
    "truncate",
    "garbage",
];

const OPERATIONS: [&str; 4] = [
    "campaigns_create",
    "campaigns_launch",
    "campaigns_list",
    "campaigns_retrieve",
];

/// The request in which a process ends, from 0, and whether it has reached the server then.
type Crash = (usize, bool);

/// All that goes wrong with one campaign.
#[derive(Debug)]
struct Plan {
    /// Faults of the requests of each operation, in turn.
    faults: [Vec<&'static str>; 4],
    crashes: Vec<Crash>,
}

impl Plan {
    fn draw(chance: &mut Rng) -> Self {
        let mut words = |most: usize, words: &[&'static str]| -> Vec<&'static str> {
            let count = chance.usize(..=most);
            (0..count)
                .map(|_| words[chance.usize(..words.len())])
                .collect()
        };
        let faults = [
            words(2, &OF_WRITES),
            words(2, &OF_WRITES),
            words(2, &OF_READS),
            words(2, &OF_READS),
        ];
        let count = [0, 0, 0, 1, 2][chance.usize(..5)];
        let crashes = (0..count).map(|_| (chance.usize(..4), chance.bool()));
        Self {
            crashes: crashes.collect(),
            faults,
        }
    }
}

/// The transport of a process that ends in the middle of a request.
#[derive(Debug)]
struct Process {
    inner: Arc<dyn Transport>,
    crash: Mutex<Option<Crash>>,
    crashed: Arc<Notify>,
}

impl Transport for Process {
    fn send(&self, request: HttpRequest) -> BoxFuture<Result<http::Response<Bytes>, Error>> {
        let mut crash = self.crash.lock().unwrap();
        let reaches_server = match &mut *crash {
            Some((0, reaches_server)) => Some(*reaches_server),
            Some((left, _)) => {
                *left -= 1;
                None
            }
            None => None,
        };
        let sent = (reaches_server != Some(false)).then(|| self.inner.send(request));
        let crashed = Arc::clone(&self.crashed);
        Box::pin(async move {
            let response = match sent {
                Some(sent) => Some(sent.await),
                None => None,
            };
            match (reaches_server, response) {
                (None, Some(response)) => response,
                _ => {
                    crashed.notify_one();
                    std::future::pending().await
                }
            }
        })
    }
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

impl Tally {
    fn add(&mut self, other: &Self) {
        self.new += other.new;
        self.found += other.found;
        self.crashes += other.crashes;
        self.refused += other.refused;
        self.requests += other.requests;
    }
}

struct Lane {
    world: World,
    options: PlacingOptions,
    tally: Tally,
}

impl Lane {
    async fn new() -> Self {
        let world = World::new().await;
        let clock = world.clock().without_courtesy();
        let options = PlacingOptions::new()
            .journal(MemoryJournal::with_clock(clock.clone()))
            .clock(clock.clone())
            // So that a placement goes on until it is decided.
            .patience(Duration::from_secs(7 * 86_400));
        Self {
            world,
            options,
            tally: Tally::default(),
        }
    }

    async fn run(mut self, plans: Vec<Plan>) -> Tally {
        let mut ids = BTreeMap::new();
        for (number, plan) in plans.into_iter().enumerate() {
            let name = format!("campaign {number}");
            let what = format!("{name}: {plan:?}");
            let id = within(LIMIT * 3, &what, self.campaign(number, &name, plan)).await;
            ids.insert(name, id);
        }
        self.world.sandbox.heal();
        let sandbox = Arc::clone(&self.world.sandbox);
        let requests = sandbox.requests();
        assert_eq!(sandbox.discarded_requests(), 0);
        for id in ids.values() {
            let launches = requests.iter().filter(|request| {
                request.operation_id() == Some("campaigns_launch") && request.path().contains(id)
            });
            let accepted: u32 = launches.map(|request| request.accepted()).sum();
            assert_eq!(accepted, 1, "launches of {id}");
        }
        // The server's own list: one campaign for each key, and it is the one that was returned.
        let mut created = BTreeMap::new();
        for campaign in self.world.client.campaigns().list().await.unwrap() {
            let is_example = campaign.id == "campaign_3Ge8wD";
            if !is_example {
                let stats = campaign.row_stats.unwrap();
                assert_eq!((stats.pending, stats.total), (1, 1), "{}", campaign.id);
                let before = created.insert(campaign.name, campaign.id);
                assert_eq!(before, None, "a campaign was created twice");
            }
        }
        assert_eq!(created, ids);
        self.tally.requests = requests.len();
        self.tally
    }

    /// Creates and launches a campaign, whatever it takes, and returns its id.
    async fn campaign(&mut self, number: usize, name: &str, plan: Plan) -> String {
        self.world.sandbox.heal();
        for (operation, words) in OPERATIONS.into_iter().zip(&plan.faults) {
            if !words.is_empty() {
                self.world
                    .fault(&format!("{operation} x1 {}", words.join(" ")));
            }
        }
        let mut crashes = plan.crashes;
        let contacts = [CampaignContact::new(NUMBER)];
        let campaign = CampaignCreate::new(name, "assistant_4Tn6yB", contacts);
        let create = |client: &Client| {
            let key = format!("campaign-{number}");
            client.campaigns().create_once(key, campaign.clone())
        };
        let id = self.until_done(&mut crashes, create).await;
        let id = id.into_campaign().id;
        // Nobody is called meanwhile, which would take most of the time.
        let launch = |client: &Client| {
            let launch = client.campaigns().launch_once(&id);
            launch.scheduled_at("2036-06-15T08:00:00Z")
        };
        self.until_done(&mut crashes, launch).await;
        id
    }

    /// Makes a request again, in a new process after each crash, until it succeeds.
    async fn until_done<F, N, O>(
        &mut self,
        crashes: &mut Vec<Crash>,
        request: impl Fn(&Client) -> F,
    ) -> Placement<N, O>
    where
        F: IntoFuture<Output = Result<Placement<N, O>, PlaceError>>,
    {
        loop {
            let crashed = Arc::new(Notify::new());
            let client = Client::with_transport(Process {
                inner: Arc::clone(self.world.client.transport()),
                crash: Mutex::new(crashes.pop()),
                crashed: Arc::clone(&crashed),
            });
            let client = client.with_placing(self.options.clone());
            let outcome = tokio::select! {
                outcome = request(&client).into_future() => outcome,
                () = crashed.notified() => {
                    self.tally.crashes += 1;
                    continue;
                }
            };
            match outcome {
                Ok(placement) => {
                    self.tally.new += usize::from(placement.is_new());
                    self.tally.found += usize::from(!placement.is_new());
                    return placement;
                }
                // Nothing has taken effect for certain, and the faults come to an end.
                Err(PlaceError::Request(error)) => {
                    assert!(error.delivery() <= Delivery::Rejected, "{error:?}");
                    self.tally.refused += 1;
                }
                Err(error) => panic!("{error:?}"),
            }
        }
    }
}

/// Carries out plans, in one sandbox after the other.
async fn run(mut plans: Vec<Plan>) -> Tally {
    let mut tally = Tally::default();
    while !plans.is_empty() {
        let rest = plans.split_off(OF_SANDBOX.min(plans.len()));
        tally.add(&Lane::new().await.run(plans).await);
        plans = rest;
    }
    tally
}

fn number(variable: &str, default: usize) -> usize {
    let number = std::env::var(variable);
    number.map_or(default, |number| number.parse().expect("a number"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_key_has_one_campaign_and_each_campaign_one_launch() {
    let mut chance = Rng::with_seed(number("REVOX_CREATES_SEED", 1) as u64);
    let campaigns = number("REVOX_CAMPAIGNS", 200);
    // A hundred take about four seconds of CPU time.
    let patience = Duration::from_secs(60 + campaigns as u64);
    let mut lanes = Vec::new();
    for _ in 0..LANES {
        let plans = (0..campaigns / LANES).map(|_| Plan::draw(&mut chance));
        let plans: Vec<Plan> = plans.collect();
        lanes.push(tokio::spawn(run(plans)));
    }
    let mut total = Tally::default();
    for lane in lanes {
        total.add(&within(patience, "a lane", lane).await.unwrap());
    }
    println!("{total:?}");
    assert_eq!(total.new + total.found, 2 * campaigns);
    // The faults really came.
    assert!(total.found > campaigns / 2, "{total:?}");
    assert!(total.crashes > campaigns / 4, "{total:?}");
    assert!(total.refused > campaigns / 20, "{total:?}");
}
