use std::sync::Arc;

use crate::Transport;

/// The API over a [`Transport`].
///
/// Has a method per resource of the API (`client.call()`, `client.campaigns()`, …), which are
/// generated. Cloning is cheap; clones share the transport.
///
/// # Examples
///
/// ```
/// # async fn example(client: &revox_api::Client) -> Result<(), revox_api::Error> {
/// let call = client.call().retrieve("call_8Zk3vQ").await?;
/// println!("{}", call.status);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Client {
    transport: Arc<dyn Transport>,
}

impl Client {
    /// Creates a client that sends every request through `transport`.
    pub fn new(transport: impl Transport) -> Self {
        Self {
            transport: Arc::new(transport),
        }
    }

    pub(crate) fn transport(&self) -> &dyn Transport {
        &*self.transport
    }
}
