//! The background thread, and the wait of other threads while it drives their connections.

use std::cell::Cell;
use std::future::Future;
use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

use revox_api::Error;
use tokio::runtime::Handle;

use super::PerProcess;

/// Polls `future` on this thread until it is ready, while the background thread drives its connections
/// and timers.
pub(super) fn block_on<F: Future>(future: F) -> Result<F::Output, Error> {
    let runtime = background()?;
    // Tasks that the future spawns, timers and connections belong to the background thread.
    let _entered = runtime.enter();
    let _waiting = Waiting::begin();
    // Inside a Tokio task, the task's cooperative budget would run out and never be refilled.
    let mut future = pin!(tokio::task::unconstrained(future));
    let unpark = Arc::new(Unpark {
        thread: thread::current(),
        is_woken: AtomicBool::new(false),
    });
    let waker = Waker::from(Arc::clone(&unpark));
    let mut context = Context::from_waker(&waker);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return Ok(output);
        }
        while !unpark.is_woken.swap(false, Ordering::AcqRel) {
            thread::park();
        }
    }
}

struct Unpark {
    thread: Thread,
    // Not only the thread's own token, which anything that the future parks on would consume.
    is_woken: AtomicBool,
}

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.is_woken.store(true, Ordering::Release);
        self.thread.unpark();
    }
}

thread_local! {
    static IS_BACKGROUND: Cell<bool> = const { Cell::new(false) };
    static IS_WAITING: Cell<bool> = const { Cell::new(false) };
}

/// Returns true if the background thread drives the connections that this thread makes now.
pub(crate) fn is_current() -> bool {
    IS_BACKGROUND.get() || IS_WAITING.get()
}

/// Marks the thread as waiting for a blocking request until it is dropped.
struct Waiting {
    was_waiting: bool,
}

impl Waiting {
    fn begin() -> Self {
        Self {
            was_waiting: IS_WAITING.replace(true),
        }
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        IS_WAITING.set(self.was_waiting);
    }
}

/// Returns the runtime of the background thread, starting the thread if it is not running yet.
fn background() -> Result<Handle, Error> {
    static RUNTIME: PerProcess<Handle> = PerProcess::new();

    if IS_BACKGROUND.get() {
        return Err(Error::invalid_request(
            "a blocking request on the thread that serves blocking requests would wait for itself: \
             use `.await` there",
        ));
    }
    RUNTIME.get_or_create(start).map_err(|error| {
        Error::connect(error).with_reason("the thread for blocking requests could not be started")
    })
}

fn start() -> io::Result<Handle> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let handle = runtime.handle().clone();
    thread::Builder::new()
        .name("revox-blocking".to_owned())
        .spawn(move || {
            IS_BACKGROUND.set(true);
            runtime.block_on(std::future::pending::<()>());
        })?;
    Ok(handle)
}
