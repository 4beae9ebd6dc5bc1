//! The interface to the things that a key can stand for.

use std::collections::BTreeSet;
use std::time::SystemTime;

use revox_api::{Client, Error, Parameters, Request};

use super::{PlacementKey, PlacingOptions};

/// A thing that a key can stand for. Its methods send, look up and retrieve it; everything else is the
/// same for all subjects.
pub(super) trait Subject: Send + Sync + 'static {
    /// Value in the response to the request.
    type Sent: Send;
    /// Value that is retrieved once the subject exists.
    type Read: Send;

    /// Returns the name of the operation in spans, such as `call_place`.
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

    /// Returns true if the retrieved value leaves its key to this subject.
    fn is_replaceable(&self, _: &Self::Read, _: &PlacingOptions) -> bool {
        false
    }

    /// Sends the request once, and returns the id with the value.
    fn send(
        &self,
        client: &Client,
    ) -> impl Future<Output = Result<(String, Self::Sent), Error>> + Send;

    /// Returns the id if it is known although the response could not be used.
    fn id_after(&self, error: &Error) -> Option<String>;

    /// Looks for the effect of earlier requests with the key.
    fn look_up(
        &self,
        client: &Client,
        search: Search<'_>,
    ) -> impl Future<Output = Result<Found, Error>> + Send;

    /// Retrieves the subject with this id.
    fn retrieve(
        &self,
        client: &Client,
        id: &str,
    ) -> impl Future<Output = Result<Self::Read, Error>> + Send;
}

/// The parameters of a lookup.
pub(super) struct Search<'a> {
    pub(super) key: &'a PlacementKey,
    pub(super) options: &'a PlacingOptions,
    /// Time of the first try, if it is known.
    pub(super) since: Option<SystemTime>,
    /// True if subjects that leave their key to another are to be added to `spent`.
    pub(super) spends: bool,
    /// IDs that do not count.
    pub(super) spent: &'a mut BTreeSet<String>,
}

/// Result of a lookup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found {
    Nothing,
    /// The list changed during each reading.
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
    /// These campaigns have the name. One of them may be the key's, or none.
    NotUnique {
        ids: Vec<String>,
    },
    /// No call order has the key, but these have no key at all, and may be the key's by their time.
    Unmarked {
        ids: Vec<String>,
    },
}

/// Fails if parameters exceed their limits, before the placement waits for anything.
pub(super) async fn check<T, P>(request: Request<T, P>, parameters: &P) -> Result<(), Error>
where
    T: 'static,
    P: Parameters + Clone,
{
    if parameters.violations().is_empty() {
        return Ok(());
    }
    // The request refuses itself before it is sent.
    let outcome = request.parameters(parameters.clone()).send().await;
    outcome.and(Err(Error::invalid_request(
        "the parameters exceed their limits",
    )))
}
