//! Something that a key can stand for.

use std::collections::BTreeSet;
use std::time::SystemTime;

use revox_api::{Client, Error, FromResponse, Parameters, Request};

use super::{PlacementKey, PlacingOptions};

/// Something that a key can stand for: how it is sent, looked up and read. All else is the same for
/// all subjects.
pub(super) trait Subject: Send + Sync + 'static {
    /// Value of the response to its request.
    type Sent: Send;
    /// Value that is read once there is one.
    type Read: Send;

    /// Returns what is done with it, for spans, such as `call_place`.
    fn operation(&self) -> &'static str;

    /// Returns the fingerprint of the request, or `None` if nothing is to be sent. Fingerprints of
    /// different subjects differ.
    fn fingerprint(&self) -> Option<&str>;

    /// Returns true if a journal's entry with this fingerprint may be this subject's.
    fn has_fingerprint(&self, fingerprint: &str) -> bool;

    /// Returns true if the key may belong to others that this one replaces, so that a lookup has to
    /// tell them apart before the first request.
    fn may_replace(&self, _: &PlacingOptions) -> bool {
        false
    }

    /// Returns true if what was read leaves its key to this one.
    fn is_replaceable(&self, _: &Self::Read, _: &PlacingOptions) -> bool {
        false
    }

    /// Sends the request once, and returns the id with the value.
    fn send(
        &self,
        client: &Client,
    ) -> impl Future<Output = Result<(String, Self::Sent), Error>> + Send;

    /// Returns the id that is known although the response could not be used.
    fn id_after(&self, error: &Error) -> Option<String>;

    /// Looks for what requests with the key have done.
    fn look_up(
        &self,
        client: &Client,
        search: Search<'_>,
    ) -> impl Future<Output = Result<Found, Error>> + Send;

    /// Reads the one with this id.
    fn retrieve(
        &self,
        client: &Client,
        id: &str,
    ) -> impl Future<Output = Result<Self::Read, Error>> + Send;
}

/// What a run knows when it looks something up.
pub(super) struct Search<'a> {
    pub(super) key: &'a PlacementKey,
    pub(super) options: &'a PlacingOptions,
    /// Time of the first try, if it is known.
    pub(super) since: Option<SystemTime>,
    /// True if what leaves its key to another is to be added to `spent`.
    pub(super) spends: bool,
    /// IDs that do not count.
    pub(super) spent: &'a mut BTreeSet<String>,
}

/// Result of a lookup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found {
    Nothing,
    /// The list changed while it was read, each time.
    Incomplete,
    One {
        id: String,
    },
    /// As `One`, but it leaves its key to another, which may not be found yet.
    Replaceable {
        id: String,
    },
    OtherParameters {
        id: String,
    },
    Unverifiable {
        id: String,
    },
    Several {
        ids: Vec<String>,
    },
    /// The name belongs to these, of which one may be ours, or none.
    NotUnique {
        ids: Vec<String>,
    },
    /// None has the key, but these have none at all, and may be ours by their time.
    Unmarked {
        ids: Vec<String>,
    },
}

/// Fails if parameters are outside of their limits, before anybody waits.
pub(super) async fn check<T, P>(request: Request<T, P>, parameters: &P) -> Result<(), Error>
where
    T: FromResponse,
    P: Parameters + Clone,
{
    if parameters.violations().is_empty() {
        return Ok(());
    }
    // The request refuses itself before it is sent.
    let outcome = request.parameters(parameters.clone()).send().await;
    outcome.and(Err(Error::invalid_request(
        "the parameters are outside of their limits",
    )))
}
