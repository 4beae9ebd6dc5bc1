use std::sync::Arc;

use crate::Transport;

/// The API, carried by a [`Transport`].
///
/// Resources hang off it: `client.call()` and so on, one method per resource of the API, generated.
/// Cloning is cheap; clones share the transport.
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
    /// A client that sends everything through `transport`.
    pub fn new(transport: impl Transport) -> Self {
        Self {
            transport: Arc::new(transport),
        }
    }

    pub(crate) fn transport(&self) -> &dyn Transport {
        &*self.transport
    }
}
