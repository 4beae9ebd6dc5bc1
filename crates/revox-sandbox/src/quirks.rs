//! Assumptions of clients about the service that a test can break.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// Ways in which a service can disappoint a client that relies on what is not documented.
///
/// By default, a call order or campaign is found as soon as it is there, and its metadata comes back as it was
/// sent. [`Fault::late`](crate::Fault::late) is a third disappointment: a request that takes effect
/// after its client has got a response.
///
/// ```
/// # #[tokio::main]
/// # async fn main() -> Result<(), revox_sandbox::StartError> {
/// use std::time::Duration;
/// use revox_sandbox::{Quirks, Sandbox};
///
/// let sandbox = Sandbox::start().await?;
/// sandbox.set_quirks(Quirks::new().visible_after(Duration::from_secs(90)).without_metadata());
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Quirks {
    visible_after_seconds: u64,
    without_metadata: bool,
}

impl Quirks {
    /// Creates quirks of a service that does not disappoint.
    pub fn new() -> Self {
        Self::default()
    }

    /// Hides a call order from search, export and retrieval until this time, in whole seconds, has
    /// passed since it was placed; a campaign from list and retrieval, which also show its rows and
    /// schedule as they were before a launch until this time has passed since.
    #[must_use]
    pub fn visible_after(mut self, time: Duration) -> Self {
        self.visible_after_seconds = time.as_secs();
        self
    }

    /// Drops the metadata of call orders that are placed from now on.
    #[must_use]
    pub fn without_metadata(mut self) -> Self {
        self.without_metadata = true;
        self
    }

    pub(crate) fn visible_after_seconds(&self) -> u64 {
        self.visible_after_seconds
    }

    pub(crate) fn drops_metadata(&self) -> bool {
        self.without_metadata
    }
}
