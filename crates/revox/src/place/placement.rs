//! Requests to place, resolve and cancel by key.

use std::fmt;
use std::future::IntoFuture;
use std::time::{Duration, SystemTime};

use revox_api::models::{Call, CallCreate, CallStatus};
use revox_api::{BoxFuture, Error, Parameters};

use super::fingerprint::{FINGERPRINT_ENTRY, KEY_ENTRY, fingerprint};
use super::run::{Job, Order, Placed, Tries, run};
use super::{InvalidKey, PlaceError, PlacementKey};
use crate::Client;

/// The call order of a key.
#[derive(Clone, Debug, PartialEq)]
pub enum Placement {
    /// Placed by this call, whose request got its response.
    New(Call),
    /// Found by its key: placed by an earlier try, or by a request of this call whose response was
    /// lost.
    Found(Call),
}

impl Placement {
    /// Returns the call order.
    pub fn call(&self) -> &Call {
        match self {
            Self::New(call) | Self::Found(call) => call,
        }
    }

    /// Consumes the placement and returns the call order.
    pub fn into_call(self) -> Call {
        match self {
            Self::New(call) | Self::Found(call) => call,
        }
    }

    /// Returns true if the call order was placed by this call.
    pub fn is_new(&self) -> bool {
        matches!(self, Self::New(_))
    }
}

/// A placement that begins when it is awaited.
///
/// Returned by [`CallHandle::place`](crate::CallHandle::place). Dropping its future cancels it at
/// any point; a request may have left by then, so this counts as a try.
#[must_use = "nothing is placed before it is awaited"]
pub struct Place {
    client: Client,
    key: Result<PlacementKey, InvalidKey>,
    parameters: CallCreate,
    tries: Tries,
}

impl Place {
    pub(crate) fn new(
        client: Client,
        key: Result<PlacementKey, InvalidKey>,
        parameters: CallCreate,
    ) -> Self {
        Self {
            client,
            key,
            parameters,
            tries: Tries::Unknown { until: None },
        }
    }

    /// Declares that this key was never tried before, so that the first request leaves as soon as a
    /// lookup finds nothing.
    ///
    /// If it was tried, a phone can ring twice: record that you begin before you do. With a
    /// journal, this says nothing new.
    ///
    /// # Examples
    ///
    /// ```
    /// use revox::models::CallCreate;
    ///
    /// # async fn example(client: &revox::Client) -> Result<(), revox::PlaceError> {
    /// // The job's row in your database says so: `first_tried_at` was null until now.
    /// let lead = CallCreate::new("+33639980142").assistant_id("assistant_4Tn6yB");
    /// let placement = client.call().place("lead-42", lead).first_try().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn first_try(mut self) -> Self {
        self.tries = Tries::None;
        self
    }

    /// States when the first try with this key began, as you recorded it before.
    ///
    /// Requests leave within [`patience`](crate::PlacingOptions::patience) of that time: an older
    /// try may need no waiting, and a key that is not found then has
    /// [lapsed](crate::PlaceError::Lapsed). All tries must have had the same patience, and clocks
    /// that agree. With a journal, this says nothing new.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::time::SystemTime;
    /// use revox::models::CallCreate;
    ///
    /// # async fn example(client: &revox::Client, tried: SystemTime) -> Result<(), revox::PlaceError> {
    /// // The process was restarted: the job's row has the time.
    /// let lead = CallCreate::new("+33639980142").assistant_id("assistant_4Tn6yB");
    /// let placement = client.call().place("lead-42", lead).first_tried_at(tried).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn first_tried_at(mut self, time: SystemTime) -> Self {
        self.tries = Tries::FirstAt(time);
        self
    }

    /// Declares that there was no try after this time of the clock.
    pub(super) fn not_tried_since(mut self, until: Duration) -> Self {
        self.tries = Tries::Unknown { until: Some(until) };
        self
    }

    async fn run(self) -> Result<Placement, PlaceError> {
        let key = self.key?;
        let _lock = self.client.placing().locks.lock(&key).await;
        let number = self.parameters.phone_number.clone();
        let order = prepare(&self.client, &key, self.parameters).await?;
        let job = job(&self.client, key, number, self.tries, Some(order));
        match run(job).await? {
            Some(Placed { call, is_new: true }) => Ok(Placement::New(call)),
            Some(Placed { call, .. }) => Ok(Placement::Found(call)),
            None => Err(PlaceError::Request(Error::invalid_request(
                "there was nothing to send",
            ))),
        }
    }
}

/// Checks the parameters and adds the entries of the placement to their metadata.
async fn prepare(
    client: &Client,
    key: &PlacementKey,
    parameters: CallCreate,
) -> Result<Order, PlaceError> {
    let refused = |reason: String| PlaceError::Request(Error::invalid_request(reason));
    if !parameters.violations().is_empty() {
        // The request refuses itself, before it is sent and before anybody waits.
        let request = client.api().call().create(parameters.phone_number.clone());
        return match request.parameters(parameters).send().await {
            Err(error) => Err(PlaceError::Request(error)),
            Ok(_) => Err(refused(
                "the parameters are outside of their limits".to_owned(),
            )),
        };
    }
    let metadata = parameters.metadata.clone().unwrap_or_default();
    for name in [KEY_ENTRY, FINGERPRINT_ENTRY] {
        if metadata.contains_key(name) {
            return Err(refused(format!("`{name}` in `metadata` is for placements")));
        }
    }
    let fingerprint = fingerprint(&parameters).map_err(|error| refused(error.to_string()))?;
    let entries = [
        (KEY_ENTRY.to_owned(), key.as_str().to_owned()),
        (FINGERPRINT_ENTRY.to_owned(), fingerprint.clone()),
    ];
    let parameters = parameters.metadata(metadata.into_iter().chain(entries));
    Ok(Order {
        parameters,
        fingerprint,
    })
}

fn job(
    client: &Client,
    key: PlacementKey,
    number: String,
    tries: Tries,
    order: Option<Order>,
) -> Job {
    let placing = client.placing();
    Job {
        client: client.api().clone(),
        clock: placing.clock(),
        options: placing.options.clone(),
        key,
        number,
        tries,
        order,
    }
}

impl IntoFuture for Place {
    type Output = Result<Placement, PlaceError>;
    type IntoFuture = BoxFuture<Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

// The parameters are private.
impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Place")
            .field("key", &self.key)
            .field("tries", &self.tries)
            .finish_non_exhaustive()
    }
}

/// A look for the call order of a key, which places nothing.
///
/// Returned by [`CallHandle::resolve`](crate::CallHandle::resolve) and
/// [`CallHandle::cancel_by_key`](crate::CallHandle::cancel_by_key).
#[must_use = "nothing is requested before it is awaited"]
pub struct Resolve {
    client: Client,
    key: Result<PlacementKey, InvalidKey>,
    number: String,
    tries: Tries,
    cancels: bool,
}

impl Resolve {
    pub(crate) fn new(
        client: Client,
        key: Result<PlacementKey, InvalidKey>,
        number: String,
        cancels: bool,
    ) -> Self {
        Self {
            client,
            key,
            number,
            tries: Tries::Unknown { until: None },
            cancels,
        }
    }

    /// States when the first try with this key began, such as
    /// [`Undecided::since`](crate::Undecided::since), so that an old one needs no waiting.
    ///
    /// The same holds as for [`Place::first_tried_at`].
    pub fn first_tried_at(mut self, time: SystemTime) -> Self {
        self.tries = Tries::FirstAt(time);
        self
    }

    async fn run(self) -> Result<Option<Call>, PlaceError> {
        let key = self.key?;
        let _lock = self.client.placing().locks.lock(&key).await;
        let job = job(&self.client, key, self.number, self.tries, None);
        let Some(placed) = run(job).await? else {
            return Ok(None);
        };
        let call = placed.call;
        if !self.cancels || call.status == CallStatus::Cancelled {
            return Ok(Some(call));
        }
        let calls = self.client.api().call();
        let cancelled = async {
            calls.cancel(&call.id).await?;
            calls.retrieve(&call.id).await
        };
        cancelled.await.map(Some).map_err(PlaceError::Request)
    }
}

impl IntoFuture for Resolve {
    type Output = Result<Option<Call>, PlaceError>;
    type IntoFuture = BoxFuture<Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

// The number is private.
impl fmt::Debug for Resolve {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Resolve")
            .field("key", &self.key)
            .field("tries", &self.tries)
            .field("cancels", &self.cancels)
            .finish_non_exhaustive()
    }
}
