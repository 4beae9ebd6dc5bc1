//! Lists and streams as iterators.

use revox_api::Error;
use revox_api::models::Call;

use super::block_on;
use crate::{CallPages, Calls, Track, TrackUpdate, Watch, WatchError, WatchEvent};

/// Iterator over the call orders of a search.
///
/// Returned by [`blocking`](super::Blocking::blocking) of [`Calls`], with the same guarantee. It ends after
/// the last call order, and after an error that [no repetition would
/// cure](Calls#errors-and-cancelling); after other errors, the next item is another try.
#[derive(Debug)]
pub struct CallIter(pub(super) Calls);

impl Iterator for CallIter {
    type Item = Result<Call, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        block_on(self.0.next()).unwrap_or_else(|error| Some(Err(error)))
    }
}

/// Iterator over the pages of a search.
///
/// Returned by [`blocking`](super::Blocking::blocking) of [`CallPages`]. It ends where [`CallIter`] does.
#[derive(Debug)]
pub struct CallPageIter(pub(super) CallPages);

impl Iterator for CallPageIter {
    type Item = Result<Vec<Call>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        block_on(self.0.next()).unwrap_or_else(|error| Some(Err(error)))
    }
}

/// Iterator over the events of a watch.
///
/// Returned by [`blocking`](super::Blocking::blocking) of [`Watch`]. It ends where the watch does: after the last
/// event, and after an error.
#[derive(Debug)]
pub struct WatchIter(pub(super) Watch);

impl Iterator for WatchIter {
    type Item = Result<WatchEvent, WatchError>;

    fn next(&mut self) -> Option<Self::Item> {
        block_on(self.0.next()).unwrap_or_else(|error| self.0.fail(error).map(Err))
    }
}

/// Iterator over the updates of tracked call orders.
///
/// Returned by [`blocking`](super::Blocking::blocking) of [`Track`]. It ends where the stream does. After an error,
/// the next item is [another try](Track#errors). Other threads add call orders and pass on hints with
/// [`tracker`](Track::tracker), which you call before `blocking`.
#[derive(Debug)]
pub struct TrackIter(pub(super) Track);

impl Iterator for TrackIter {
    type Item = Result<TrackUpdate, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        block_on(self.0.next()).unwrap_or_else(|error| Some(Err(error)))
    }
}
