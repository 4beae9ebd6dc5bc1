use std::ops::Deref;

use crate::{ClientBuilder, ConfigError};

/// A client of the Revox API: the key, the connections, and the resources.
///
/// Resources hang off it as methods, `client.call()` and so on; they are those of
/// [`revox_api::Client`], generated from the API description. Cloning is cheap and shares the
/// connections: make one client and hand out clones.
///
/// # Examples
///
/// Against an embedded server, without a key or a network:
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let sandbox = revox_sandbox::Sandbox::start().await?;
/// let client = revox::Client::builder()
///     .api_key(sandbox.api_key())
///     .base_url(sandbox.base_url())
///     .build()?;
///
/// let call = client.call().retrieve("call_8Zk3vQ").await?;
/// assert_eq!(call.status, revox::models::CallStatus::Completed);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Client {
    api: revox_api::Client,
}

impl Client {
    /// A client that is set up by environment variables.
    ///
    /// [`ClientBuilder::from_env`] says which; use it to change more than they can say.
    ///
    /// # Errors
    ///
    /// When `REVOX_API_KEY` is not set, or a variable holds something unusable.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// let client = revox::Client::from_env()?;
    /// # Ok::<(), revox::ConfigError>(())
    /// ```
    pub fn from_env() -> Result<Self, ConfigError> {
        ClientBuilder::from_env()?.build()
    }

    /// A client that is set up by hand. Reads no environment variables.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// let client = revox::Client::builder()
    ///     .api_key("rvx_example")
    ///     .timeout(Duration::from_secs(20))
    ///     .build()?;
    /// # Ok::<(), revox::ConfigError>(())
    /// ```
    pub fn builder() -> ClientBuilder {
        ClientBuilder::new()
    }

    pub(crate) fn new(api: revox_api::Client) -> Self {
        Self { api }
    }
}

/// Every resource of the API, those of later versions included.
impl Deref for Client {
    type Target = revox_api::Client;

    fn deref(&self) -> &revox_api::Client {
        &self.api
    }
}
