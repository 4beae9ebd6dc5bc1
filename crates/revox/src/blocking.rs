//! Requests from programs without an asynchronous runtime (feature `blocking`).
//!
//! Use the same client, requests and setters, and call [`blocking`](Blocking::blocking) instead of
//! `.await`:
//!
//! ```no_run
//! use revox::prelude::*;
//!
//! fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let client = revox::Client::from_env()?;
//!     let call = client.call().retrieve("call_8Zk3vQ").blocking()?;
//!     println!("{}", call.status);
//!     Ok(())
//! }
//! ```
//!
//! | asynchronous | blocking |
//! |---|---|
//! | `request.await?` | `request.blocking()?` |
//! | `request.with_response().await?` | `request.with_response().blocking()?` |
//! | `client.call().place(key, order).await?` | `client.call().place(key, order).blocking()?` |
//! | `client.campaigns().launch_once(id).await?` | `client.campaigns().launch_once(id).blocking()?` |
//! | `client.call().wait(id).await?` | `client.call().wait(id).blocking()?` |
//! | `while let Some(call) = calls.next().await` | `for call in calls.blocking()` |
//! | `while let Some(event) = events.next().await` | `for event in events.blocking()` |
//! | `while let Some(update) = updates.next().await` | `for update in updates.blocking()` |
//! | `calls.collect_up_to(10).await?` | [`wait(calls.collect_up_to(10))?`](wait) |
//! | `request.stream().await?` | `wait(request.stream())?.blocking()`, an [`io::Read`] |
//!
//! One background thread drives the connections of all blocking requests. It starts with the first
//! blocking request and runs until the program ends, so later requests reuse its connections. Awaited
//! requests of the same client have connections of their own. After `fork`, the child starts a thread
//! of its own; a request that another thread was sending at that moment does not go on in the child.
//!
//! Do not begin a request one way and finish it the other. A download that was requested with `.await`
//! is read with `.await` too: read as a [`Reader`], it stands still unless its runtime has threads of
//! its own.
//!
//! These functions also work inside a Tokio runtime, but they block the calling thread: call them from
//! `spawn_blocking`, or `.await` the request. If the runtime has only one thread, nothing else on it
//! makes progress until the request returns, so a request to a server on the same thread times out.

mod per_process;

use std::cell::Cell;
use std::future::{Future, IntoFuture};
use std::io;
use std::ops::Deref;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

use bytes::{Buf, Bytes};
use revox_api::models::{Call, Campaign, CampaignLaunched};
use revox_api::{Download, Error, Parameters, Request, Response, WithResponse};
use tokio::runtime::Handle;

use crate::poll::Waitable;
use crate::{
    CallPages, Calls, CreateOnce, LaunchOnce, Place, PlaceError, Placement, Resolve, Track,
    TrackUpdate, Wait, WaitError, Watch, WatchError, WatchEvent,
};
pub(crate) use per_process::PerProcess;

/// Blocking counterpart of `.await`.
///
/// A request is sent, and the thread waits for its outcome. A list of call orders becomes an iterator,
/// a download a reader. The trait is sealed.
///
/// # Examples
///
/// ```no_run
/// use revox::models::CallSearch;
/// use revox::prelude::*;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let client = revox::Client::from_env()?;
/// for call in client.call().all(CallSearch::new()).blocking().take(100) {
///     println!("{}", call?.id);
/// }
/// # Ok(())
/// # }
/// ```
pub trait Blocking: sealed::Sealed {
    /// Outcome of a request, or an iterator or reader.
    type Output;

    /// Sends the request and waits for its outcome, or converts the list or download into an iterator
    /// or reader.
    ///
    /// # Errors
    ///
    /// Fails as awaiting does, and if the background thread cannot be started.
    fn blocking(self) -> Self::Output;
}

impl<T: Send + 'static, P: Parameters> Blocking for Request<T, P> {
    type Output = Result<T, Error>;

    fn blocking(self) -> Self::Output {
        wait(self.send())
    }
}

impl<T: Send + 'static, P: Parameters> Blocking for WithResponse<T, P> {
    type Output = Result<Response<T>, Error>;

    fn blocking(self) -> Self::Output {
        wait(self.send())
    }
}

impl Blocking for Place {
    type Output = Result<Placement, PlaceError>;

    fn blocking(self) -> Self::Output {
        placed(self)
    }
}

impl Blocking for Resolve {
    type Output = Result<Option<Call>, PlaceError>;

    fn blocking(self) -> Self::Output {
        placed(self)
    }
}

impl Blocking for CreateOnce {
    type Output = Result<Placement<Campaign>, PlaceError>;

    fn blocking(self) -> Self::Output {
        placed(self)
    }
}

impl Blocking for LaunchOnce {
    type Output = Result<Placement<CampaignLaunched, Campaign>, PlaceError>;

    fn blocking(self) -> Self::Output {
        placed(self)
    }
}

impl<S: Waitable> Blocking for Wait<S> {
    type Output = Result<S, WaitError<S>>;

    fn blocking(self) -> Self::Output {
        let id = self.id().map(str::to_owned);
        let outcome = block_on(self.into_future());
        outcome.unwrap_or_else(|error| Err(WaitError::not_begun(id, error)))
    }
}

fn placed<T>(placement: impl IntoFuture<Output = Result<T, PlaceError>>) -> Result<T, PlaceError> {
    block_on(placement.into_future()).unwrap_or_else(|error| Err(PlaceError::Request(error)))
}

impl Blocking for Calls {
    type Output = CallIter;

    fn blocking(self) -> CallIter {
        CallIter(self)
    }
}

impl Blocking for CallPages {
    type Output = CallPageIter;

    fn blocking(self) -> CallPageIter {
        CallPageIter(self)
    }
}

impl Blocking for Watch {
    type Output = WatchIter;

    fn blocking(self) -> WatchIter {
        WatchIter(self)
    }
}

impl Blocking for Track {
    type Output = TrackIter;

    fn blocking(self) -> TrackIter {
        TrackIter(self)
    }
}

impl Blocking for Download {
    type Output = Reader;

    fn blocking(self) -> Reader {
        Reader {
            download: self,
            chunk: Bytes::new(),
        }
    }
}

/// Waits for a future of this library that has no `.blocking()`.
///
/// # Errors
///
/// Fails as the future does, and if the background thread cannot be started.
///
/// # Examples
///
/// ```no_run
/// use revox::blocking::wait;
/// use revox::models::CallSearch;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let client = revox::Client::from_env()?;
/// let latest = wait(client.call().all(CallSearch::new()).collect_up_to(10))?;
/// # Ok(())
/// # }
/// ```
pub fn wait<T, F>(future: F) -> Result<T, Error>
where
    F: IntoFuture<Output = Result<T, Error>>,
{
    block_on(future.into_future())?
}

/// Iterator over the call orders of a search.
///
/// Returned by [`blocking`](Blocking::blocking) of [`Calls`], with the same guarantee. It ends after
/// the last call order, and after an error that [no repetition would
/// cure](Calls#errors-and-cancelling); after other errors, the next item is another try.
#[derive(Debug)]
pub struct CallIter(Calls);

impl Iterator for CallIter {
    type Item = Result<Call, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        block_on(self.0.next()).unwrap_or_else(|error| Some(Err(error)))
    }
}

/// Iterator over the pages of a search.
///
/// Returned by [`blocking`](Blocking::blocking) of [`CallPages`]. It ends where [`CallIter`] does.
#[derive(Debug)]
pub struct CallPageIter(CallPages);

impl Iterator for CallPageIter {
    type Item = Result<Vec<Call>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        block_on(self.0.next()).unwrap_or_else(|error| Some(Err(error)))
    }
}

/// Iterator over the events of a watch.
///
/// Returned by [`blocking`](Blocking::blocking) of [`Watch`]. It ends where the watch does: after the last
/// event, and after an error.
#[derive(Debug)]
pub struct WatchIter(Watch);

impl Iterator for WatchIter {
    type Item = Result<WatchEvent, WatchError>;

    fn next(&mut self) -> Option<Self::Item> {
        block_on(self.0.next()).unwrap_or_else(|error| self.0.fail(error).map(Err))
    }
}

/// Iterator over the updates of tracked call orders.
///
/// Returned by [`blocking`](Blocking::blocking) of [`Track`]. It ends where the stream does. After an error,
/// the next item is [another try](Track#errors). Other threads add call orders and pass on hints with
/// [`tracker`](Track::tracker), which you call before `blocking`.
#[derive(Debug)]
pub struct TrackIter(Track);

impl Iterator for TrackIter {
    type Item = Result<TrackUpdate, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        block_on(self.0.next()).unwrap_or_else(|error| Some(Err(error)))
    }
}

/// Reader of a download, which returns bytes as they arrive.
///
/// Returned by [`blocking`](Blocking::blocking) of a [`Download`], and dereferences to it for status,
/// headers and media type. If reading fails, the [`io::Error`] contains the [`Error`].
///
/// # Examples
///
/// ```no_run
/// use revox::blocking::wait;
/// use revox::prelude::*;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let client = revox::Client::from_env()?;
/// let preview = client.voices().preview("voice_fr_jules", "cartesia");
/// let mut audio = wait(preview.stream())?.blocking();
/// println!("{:?}", audio.media_type());
/// std::io::copy(&mut audio, &mut std::fs::File::create("jules.audio")?)?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Reader {
    download: Download,
    /// Bytes that have arrived but were not read yet.
    chunk: Bytes,
}

impl Deref for Reader {
    type Target = Download;

    fn deref(&self) -> &Download {
        &self.download
    }
}

impl io::Read for Reader {
    fn read(&mut self, target: &mut [u8]) -> io::Result<usize> {
        while self.chunk.is_empty() && !target.is_empty() {
            match wait(self.download.chunk()).map_err(io::Error::other)? {
                Some(chunk) => self.chunk = chunk,
                None => return Ok(0),
            }
        }
        let count = target.len().min(self.chunk.len());
        self.chunk.copy_to_slice(target.split_at_mut(count).0);
        Ok(count)
    }
}

mod sealed {
    use revox_api::{Download, Request, WithResponse};

    pub trait Sealed {}

    impl<T, P> Sealed for Request<T, P> {}
    impl<T, P> Sealed for WithResponse<T, P> {}
    impl Sealed for Download {}
    impl Sealed for crate::Calls {}
    impl Sealed for crate::Place {}
    impl Sealed for crate::Resolve {}
    impl Sealed for crate::CreateOnce {}
    impl Sealed for crate::LaunchOnce {}
    impl Sealed for crate::CallPages {}
    impl Sealed for crate::Watch {}
    impl Sealed for crate::Track {}
    impl<S: crate::poll::Waitable> Sealed for crate::Wait<S> {}
}

/// Polls `future` on this thread until it is ready, while the background thread drives its connections
/// and timers.
fn block_on<F: Future>(future: F) -> Result<F::Output, Error> {
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
