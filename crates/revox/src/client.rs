use std::ops::Deref;
use std::sync::Arc;

use crate::options::WithOptions;
use crate::place::Placing;
use crate::{
    CallHandle, CampaignsHandle, ClientBuilder, ClientOptions, Clock, ConfigError, PlacingOptions,
    Transport,
};

/// A client for the Revox API.
///
/// Its methods, one for each resource (`client.call()`, `client.campaigns()`, …), come from
/// [`revox_api::Client`] and are generated from the API description. Cloning is cheap and shares
/// the connections: create one client and clone it.
///
/// # Panics
///
/// Requests over HTTP panic when they are awaited outside a Tokio runtime. Programs without one can
/// use the feature `blocking`.
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
    placing: Arc<Placing>,
}

impl Client {
    /// Creates a client from environment variables.
    ///
    /// [`ClientBuilder::from_env`] lists them; use it to change other settings as well.
    ///
    /// # Errors
    ///
    /// Fails if `REVOX_API_KEY` is not set, or if the value of a variable cannot be used.
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

    /// Returns a builder with default settings, which ignores the `REVOX_…` variables.
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

    /// Creates a client that sends every request through `transport` instead of over HTTP.
    ///
    /// Use it to test code that takes a `Client`, or to carry requests some other way.
    ///
    /// # Examples
    ///
    /// ```
    /// use revox::bytes::Bytes;
    /// use revox::{BoxFuture, Client, Error, HttpRequest, Transport, http};
    ///
    /// /// A Revox that knows no call order.
    /// #[derive(Debug)]
    /// struct Empty;
    ///
    /// impl Transport for Empty {
    ///     fn send(&self, _: HttpRequest) -> BoxFuture<Result<http::Response<Bytes>, Error>> {
    ///         let mut response = http::Response::new(Bytes::new());
    ///         *response.status_mut() = http::StatusCode::NOT_FOUND;
    ///         Box::pin(async { Ok(response) })
    ///     }
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() {
    /// let client = Client::with_transport(Empty);
    /// let error = client.call().retrieve("call_8Zk3vQ").await.unwrap_err();
    /// assert!(error.is_not_found());
    /// # }
    /// ```
    pub fn with_transport(transport: impl Transport) -> Self {
        Self {
            api: revox_api::Client::new(transport),
            placing: Arc::default(),
        }
    }

    /// Sets the clock for everything above the transport.
    pub(crate) fn with_clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.placing = Arc::new(Placing::new(clock));
        self
    }

    /// Returns a client with other settings, which shares its connections, key and retry budget with
    /// this one.
    ///
    /// A request's own settings take precedence, then those of the latest `with_options`, then those
    /// of the original client. A [`Transport`] of your own receives headers and query parameters as
    /// part of the request; it has to apply timeouts and retries itself, from
    /// [`HttpRequest::options`](crate::HttpRequest::options).
    ///
    /// # Examples
    ///
    /// ```
    /// use std::time::Duration;
    /// use revox::ClientOptions;
    ///
    /// # async fn example(client: &revox::Client) -> Result<(), revox::Error> {
    /// let options = ClientOptions::new()
    ///     .deadline(Duration::from_secs(2))
    ///     .max_retries(0)
    ///     .header("x-team", "support");
    /// let quick = client.with_options(options);
    /// let call = quick.call().retrieve("call_8Zk3vQ").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn with_options(&self, options: ClientOptions) -> Self {
        let inner = Arc::clone(self.api.transport());
        Self {
            api: revox_api::Client::new(WithOptions { inner, options }),
            placing: Arc::clone(&self.placing),
        }
    }

    /// Returns a client with other settings for placements, which shares everything else with this
    /// one.
    ///
    /// The options replace those of earlier calls.
    ///
    /// # Examples
    ///
    /// ```
    /// use revox::{MemoryJournal, PlacingOptions};
    ///
    /// # fn example(client: &revox::Client) {
    /// let client = client.with_placing(PlacingOptions::new().journal(MemoryJournal::new()));
    /// # }
    /// ```
    pub fn with_placing(&self, options: PlacingOptions) -> Self {
        Self {
            api: self.api.clone(),
            placing: Arc::new(self.placing.with_options(options)),
        }
    }

    /// Call orders: phone calls that an AI agent holds, with their attempts and outcomes.
    ///
    /// # Examples
    ///
    /// ```
    /// # async fn example(client: &revox::Client) -> Result<(), revox::Error> {
    /// let call = client.call().retrieve("call_8Zk3vQ").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn call(&self) -> CallHandle<'_> {
        CallHandle::new(self)
    }

    /// Campaigns: groups of call orders that are launched, watched and halted together.
    ///
    /// # Examples
    ///
    /// ```
    /// # async fn example(client: &revox::Client) -> Result<(), revox::Error> {
    /// let campaigns = client.campaigns().list().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn campaigns(&self) -> CampaignsHandle<'_> {
        CampaignsHandle::new(self)
    }

    /// Returns the client of the generated operations.
    pub(crate) fn api(&self) -> &revox_api::Client {
        &self.api
    }

    pub(crate) fn placing(&self) -> &Placing {
        &self.placing
    }
}

/// Provides the resources of the API as methods.
impl Deref for Client {
    type Target = revox_api::Client;

    fn deref(&self) -> &revox_api::Client {
        &self.api
    }
}
