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
//! | `request.stream().await?` | `wait(request.stream())?.blocking()`, an [`io::Read`](std::io::Read) |
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

mod background;
mod iterators;
mod per_process;
mod reader;

use std::future::IntoFuture;

use revox_api::models::{Call, Campaign, CampaignLaunched};
use revox_api::{Download, Error, Parameters, Request, Response, WithResponse};

use crate::poll::Waitable;
use crate::{
    CallPages, Calls, CreateOnce, LaunchOnce, Place, PlaceError, Placement, Resolve, Track, Wait,
    WaitError, Watch,
};
use background::block_on;
pub(crate) use background::is_current;
pub use iterators::{CallIter, CallPageIter, TrackIter, WatchIter};
pub(crate) use per_process::PerProcess;
pub use reader::Reader;

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
        Reader::new(self)
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
