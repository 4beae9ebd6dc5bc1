//! A machine that is suspended: the clock's date goes on, and its elapsed time stands still.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use revox::bytes::Bytes;
use revox::{
    BoxFuture, Client, Clock, Error, HttpRequest, MemoryJournal, PlaceError, PlacingOptions,
    Transport, http,
};

use super::clock::SandboxClock;
use super::{World, lead, seconds, soon};

/// Clock of a machine that can be suspended.
#[derive(Clone, Debug)]
struct Suspendable {
    clock: SandboxClock,
    /// Milliseconds that `elapsed` does not count.
    suspended: Arc<AtomicU64>,
}

impl Suspendable {
    fn new(world: &World) -> Self {
        Self {
            clock: world.clock(),
            suspended: Arc::default(),
        }
    }

    fn suspended_for(&self, time: Duration) {
        let milliseconds = u64::try_from(time.as_millis()).unwrap();
        self.suspended.fetch_add(milliseconds, Ordering::SeqCst);
    }
}

impl Clock for Suspendable {
    fn now(&self) -> SystemTime {
        self.clock.now()
    }

    fn elapsed(&self) -> Duration {
        let suspended = Duration::from_millis(self.suspended.load(Ordering::SeqCst));
        self.clock.elapsed().saturating_sub(suspended)
    }

    fn sleep(&self, time: Duration) -> BoxFuture<()> {
        self.clock.sleep(time)
    }
}

type During = Box<dyn FnOnce() -> BoxFuture<()> + Send>;

/// Does something else while the first request of an operation is about to leave. A request that places
/// then fails to connect.
struct Interrupted {
    transport: Arc<dyn Transport>,
    operation: &'static str,
    during: Mutex<Option<During>>,
}

impl fmt::Debug for Interrupted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Interrupted").finish_non_exhaustive()
    }
}

impl Transport for Interrupted {
    fn send(&self, request: HttpRequest) -> BoxFuture<Result<http::Response<Bytes>, Error>> {
        let id = request.operation.id;
        let during = match id == self.operation {
            true => self.during.lock().unwrap().take(),
            false => None,
        };
        let transport = Arc::clone(&self.transport);
        Box::pin(async move {
            if let Some(during) = during {
                during().await;
                if id == "call_create" {
                    return Err(Error::connect("the network was down"));
                }
            }
            transport.send(request).await
        })
    }
}

/// A client on the suspended machine.
fn client(
    world: &World,
    options: PlacingOptions,
    clock: &Suspendable,
    operation: &'static str,
    during: During,
) -> Client {
    let transport = Interrupted {
        transport: Arc::clone(world.client.transport()),
        operation,
        during: Mutex::new(Some(during)),
    };
    Client::with_transport(transport).with_placing(options.clock(clock.clone()))
}

#[tokio::test]
async fn a_request_that_waited_through_a_suspension_does_not_leave() {
    let world = World::new().await;
    let journal = MemoryJournal::with_clock(world.clock());
    let clock = Suspendable::new(&world);
    let other = world.worker(&journal);
    let during = {
        let (clock, sandbox) = (clock.clone(), Arc::clone(&world.sandbox));
        // While this machine is suspended, another worker takes the key over.
        Box::new(move || -> BoxFuture<()> {
            Box::pin(async move {
                let before = sandbox.now();
                assert!(
                    soon(other.call().place("lead-42", lead()))
                        .await
                        .unwrap()
                        .is_new()
                );
                clock.suspended_for(Duration::try_from(sandbox.now() - before).unwrap());
            })
        })
    };
    let options = PlacingOptions::new().journal(journal);
    let suspended = client(&world, options, &clock, "call_create", during);

    let placed = soon(suspended.call().place("lead-42", lead()))
        .await
        .unwrap();

    assert!(!placed.is_new());
    assert_eq!(world.orders(), 1);
}

#[tokio::test]
async fn the_patience_is_over_after_a_suspension() {
    let world = World::new().await;
    let clock = Suspendable::new(&world);
    let during = {
        let (clock, sandbox) = (clock.clone(), Arc::clone(&world.sandbox));
        Box::new(move || -> BoxFuture<()> {
            sandbox.advance(seconds(3600));
            clock.suspended_for(seconds(3600));
            Box::pin(async {})
        })
    };
    let suspended = client(&world, PlacingOptions::new(), &clock, "call_search", during);
    let first = world.clock().now();

    // A later try counts on it that no request leaves after the patience.
    let place = suspended
        .call()
        .place("lead-42", lead())
        .first_try_at(first);
    let lapsed = soon(place).await.unwrap_err();

    assert!(matches!(lapsed, PlaceError::Lapsed { .. }), "{lapsed:?}");
    assert_eq!(world.count("call_create"), 0);
}
