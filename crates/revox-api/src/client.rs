use std::sync::Arc;

use crate::Transport;

/// A client that sends its requests through a [`Transport`].
///
/// It has a generated method for each resource of the API (`client.call()`, `client.campaigns()`,
/// …). Cloning is cheap; clones share the transport.
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
