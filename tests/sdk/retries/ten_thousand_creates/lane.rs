//! A sandbox and its clients: places call orders one after the other, and counts them at the server.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use revox::{Client, Delivery, Error};
use revox_sandbox::Sandbox;
use revox_tests::clock::TestClock;
use revox_tests::within::{LIMIT, within};

use super::faults::{Mishap, Plan, Symptom};
use super::network::{BadAddresses, Network};

/// The limit of an attempt or a connection that is meant to exceed it, in real time.
const SHORT: Duration = Duration::from_millis(100);

/// Creates that share a client and its connections. A client that resends too much would otherwise
/// run out of its budget of retries, and look better than it is.
const PER_CLIENT: usize = 15;

/// The header with the number of the create, since a request that is dropped has no body on record.
const MARKER: &str = "x-create";

/// The client under test, as it is or with a flaw.
#[derive(Clone, Copy, Debug)]
pub(super) enum Behaviour {
    AsItIs,
    /// Takes this symptom as proof that nothing was sent.
    ResendsAfter(&'static Symptom),
    NeverResends,
}

/// A `create`: the faults that hit it, the client's report, and the server's count.
#[derive(Clone, Debug)]
pub(super) struct Create {
    pub(super) number: usize,
    pub(super) plan: Plan,
    /// The mishaps that it really met, in order.
    pub(super) met: Vec<Mishap>,
    pub(super) report: Report,
    /// The number of call orders at the server.
    pub(super) placed: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Report {
    Placed,
    Failed {
        delivery: Delivery,
        /// True if a response had begun.
        has_status: bool,
    },
}

pub(super) struct Lane {
    sandbox: Sandbox,
    network: Network,
    behaviour: Behaviour,
}

impl Lane {
    pub(super) async fn new(bad: &BadAddresses, behaviour: Behaviour) -> Self {
        let sandbox = Sandbox::start().await.unwrap();
        let address = sandbox.base_url();
        let address = address.strip_prefix("http://").unwrap();
        let address: SocketAddr = address.strip_suffix("/api").unwrap().parse().unwrap();
        Self {
            network: Network::new(address, bad),
            sandbox,
            behaviour,
        }
    }

    /// Carries out the plans one after the other, then asks the server.
    pub(super) async fn run(self, plans: Vec<Plan>) -> Vec<Create> {
        let mut creates = Vec::new();
        let mut shared = self.client(LIMIT);
        for (number, plan) in plans.into_iter().enumerate() {
            if number % PER_CLIENT == 0 {
                shared = self.client(LIMIT);
            }
            let (mut met, report) = self.create(number, &plan, &shared).await;
            // The server's part follows at the end.
            met.retain(|mishap| mishap.is_of_the_network() || *mishap == Mishap::Invalid);
            creates.push(Create {
                number,
                plan,
                met,
                report,
                placed: 0,
            });
        }
        self.ask_server(&mut creates);
        creates
    }

    async fn create(&self, number: usize, plan: &Plan, shared: &Client) -> (Vec<Mishap>, Report) {
        let mut of_the_network = plan.unreachable.clone();
        let mut time = LIMIT;
        let mut met = Vec::new();
        let mut phone_number = "+33639980142";
        self.sandbox.heal();
        match plan.then {
            Some((_, Mishap::Sandbox(words))) => {
                let fault = format!("call_create x1 {words}").parse().unwrap();
                self.sandbox.inject(fault).unwrap();
            }
            Some((_, Mishap::Invalid)) => {
                phone_number = "0639980142";
                met.push(Mishap::Invalid);
            }
            Some((_, mishap)) => of_the_network.push(mishap),
            None => {}
        }
        if plan.then.is_some_and(|(_, mishap)| mishap.takes_time()) {
            time = SHORT;
        }
        // An idle connection would be used in place of a new one.
        let own = (!of_the_network.is_empty()).then(|| {
            let is_endless = of_the_network.contains(&Mishap::Endless);
            self.client(if is_endless { SHORT } else { LIMIT })
        });
        let client = own.as_ref().unwrap_or(shared);
        self.network.set(of_the_network);
        let send = || {
            let mut order = client
                .call()
                .create(phone_number)
                .assistant_id("assistant_4Tn6yB")
                .metadata([("create", number.to_string())])
                .header(MARKER, &number.to_string())
                .timeout(time);
            if matches!(self.behaviour, Behaviour::NeverResends) {
                order = order.max_retries(0);
            }
            within(LIMIT, format!("create {number}: {plan:?}"), order)
        };
        let mut outcome = send().await;
        if let (Behaviour::ResendsAfter(symptom), Err(_)) = (self.behaviour, &outcome) {
            let has_met = plan.then.is_some_and(|(met, _)| met.name == symptom.name);
            if has_met {
                outcome = send().await;
            }
        }
        if time == SHORT {
            self.wait_for(number).await;
        }
        met.extend(self.network.met());
        let report = match outcome {
            Ok(_) => Report::Placed,
            Err(error) => failed(&error),
        };
        (met, report)
    }

    /// A client with its own connections and its own budget.
    fn client(&self, connect_timeout: Duration) -> Client {
        let network = Arc::new(self.network.clone());
        let client = Client::builder()
            .api_key(self.sandbox.api_key())
            // Without a port, so that the resolver chooses it.
            .base_url("http://localhost/api")
            .connect_timeout(connect_timeout)
            .max_response_bytes(300_000)
            .clock(TestClock::default())
            .http_client(move |http| http.dns_resolver(Arc::clone(&network)));
        client.build().unwrap()
    }

    /// Waits until the server has taken the request of a client that no longer waits for it, so that
    /// it uses up its own fault and not that of the next.
    async fn wait_for(&self, number: usize) {
        let is_on_record = || {
            let requests = self.sandbox.requests();
            let latest = requests.last().and_then(|request| request.header(MARKER));
            latest == Some(number.to_string().as_str())
        };
        // The request of a client that gave up while it connected never comes.
        for _ in 0..100 {
            if is_on_record() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    fn ask_server(&self, creates: &mut [Create]) {
        assert_eq!(self.sandbox.discarded_requests(), 0);
        for request in self.sandbox.requests() {
            let number: usize = request.header(MARKER).unwrap().parse().unwrap();
            if request.fault().is_some() {
                let create = &mut creates[number];
                create
                    .met
                    .extend(create.plan.then.map(|(_, mishap)| mishap));
            }
        }
        let mut placed = BTreeMap::<usize, usize>::new();
        for id in self.sandbox.call_ids() {
            let order = self.sandbox.call(&id).unwrap();
            if let Some(number) = order["metadata"]["create"].as_str() {
                *placed.entry(number.parse().unwrap()).or_default() += 1;
            }
        }
        for create in creates {
            create.placed = placed.remove(&create.number).unwrap_or_default();
        }
        assert_eq!(placed, BTreeMap::new(), "call orders that nobody created");
    }
}

fn failed(error: &Error) -> Report {
    Report::Failed {
        delivery: error.delivery(),
        has_status: error.status().is_some(),
    }
}
