mod certificates;
mod environment;
mod headers;
mod http_client;
mod key;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::api_key::KeyProvider;
use crate::base_url::BaseUrl;
use crate::drift::DriftHook;
use crate::options::DefaultQuery;
use crate::retry::{Budget, Retry};
use crate::trace::Server;
use crate::transport::{Defaults, HttpClients, HttpTransport};
use crate::{Client, Clock, ConfigError, SystemClock};
use http_client::{Configure, HttpClientSettings};

const BASE_URL: &str = "https://www.getrevox.com/api";
const TIMEOUT: Duration = Duration::from_secs(60);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
const MAX_RETRIES: u32 = 2;
const MAX_RESPONSE_BYTES: u64 = 64 << 20;

/// Builder for a [`Client`].
///
/// Only the API key is required, or a provider of it. [`build`](Self::build) reports settings that
/// cannot be used.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
///
/// let client = revox::Client::builder()
///     .api_key("rvx_example")
///     .timeout(Duration::from_secs(20))
///     .header("x-team", "sales")
///     .user_agent("dialler/2.1")
///     .build()?;
/// # Ok::<(), revox::ConfigError>(())
/// ```
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder {
    api_key: Option<String>,
    key_provider: Option<KeyProvider>,
    base_url: String,
    allow_plain_http: bool,
    allow_plain_http_proxy: bool,
    timeout: Duration,
    connect_timeout: Duration,
    deadline: Option<Duration>,
    max_retries: u32,
    clock: Option<Arc<dyn Clock>>,
    max_response_bytes: u64,
    pub(crate) drift_hook: Option<DriftHook>,
    headers: Vec<(String, String)>,
    query: DefaultQuery,
    user_agent: Option<String>,
    configure_http_client: Configure,
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    tls: crate::tls::TlsSettings,
}

impl ClientBuilder {
    pub(crate) fn new() -> Self {
        Self {
            api_key: None,
            key_provider: None,
            base_url: BASE_URL.to_owned(),
            allow_plain_http: false,
            allow_plain_http_proxy: false,
            timeout: TIMEOUT,
            connect_timeout: CONNECT_TIMEOUT,
            deadline: None,
            max_retries: MAX_RETRIES,
            clock: None,
            max_response_bytes: MAX_RESPONSE_BYTES,
            drift_hook: None,
            headers: Vec::new(),
            query: DefaultQuery::default(),
            user_agent: None,
            configure_http_client: Box::new(|builder| builder),
            #[cfg(any(feature = "rustls", feature = "native-tls"))]
            tls: Default::default(),
        }
    }

    /// Sets the address of the API: scheme, host and the path before `/call`.
    ///
    /// The default is `https://www.getrevox.com/api`. Plain http is accepted for loopback
    /// addresses; for others see [`allow_plain_http`](Self::allow_plain_http).
    ///
    /// # Examples
    ///
    /// ```
    /// let client = revox::Client::builder()
    ///     .api_key("rvx_example")
    ///     .base_url("http://localhost:4010/api")
    ///     .build()?;
    /// # Ok::<(), revox::ConfigError>(())
    /// ```
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = url.into();
        self
    }

    /// Accepts a base URL that sends the API key over plain http to another machine.
    ///
    /// Anyone in between can read the key and the calls. Use it only on a network of your own, for
    /// example with a gateway beside the program. No proxy is used, unless you call
    /// [`allow_plain_http_proxy`](Self::allow_plain_http_proxy) as well.
    ///
    /// # Examples
    ///
    /// ```
    /// let builder = || revox::Client::builder().api_key("rvx_example").base_url("http://10.0.0.7/api");
    /// assert!(builder().build().is_err());
    /// assert!(builder().allow_plain_http().build().is_ok());
    /// ```
    pub fn allow_plain_http(mut self) -> Self {
        self.allow_plain_http = true;
        self
    }

    /// Sends plain http through the proxy set in the environment or on
    /// [`http_client`](Self::http_client).
    ///
    /// The proxy can read the API key and the calls. Without this setting, plain http goes straight
    /// to the base URL, whatever `HTTP_PROXY` says. Requests over https always use the proxy, which
    /// cannot read them.
    ///
    /// # Examples
    ///
    /// ```
    /// let client = revox::Client::builder()
    ///     .api_key("rvx_example")
    ///     .base_url("http://10.0.0.7/api")
    ///     .allow_plain_http()
    ///     .allow_plain_http_proxy()
    ///     .build()?;
    /// # Ok::<(), revox::ConfigError>(())
    /// ```
    pub fn allow_plain_http_proxy(mut self) -> Self {
        self.allow_plain_http_proxy = true;
        self
    }

    /// Limits the time of one attempt, from connecting to the last byte of the response.
    ///
    /// The default is 60 seconds. [`Request::timeout`](crate::Request::timeout) sets it for one
    /// request, and describes the risk of a shorter limit.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// let builder = revox::Client::builder().timeout(Duration::from_secs(20));
    /// ```
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.timeout = limit;
        self
    }

    /// Limits the time of all attempts of a request and the pauses between them.
    ///
    /// The default is no deadline: only `timeout` and `max_retries` bound the time.
    /// [`Request::deadline`](crate::Request::deadline) sets it for one request.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// let builder = revox::Client::builder().deadline(Duration::from_secs(90));
    /// ```
    pub fn deadline(mut self, limit: Duration) -> Self {
        self.deadline = Some(limit);
        self
    }

    /// Limits the number of times that a request is resent; with 0, every request is sent once.
    ///
    /// The default is 2. Whatever the limit, an operation of class
    /// [`Once`](crate::RetryClass::Once) is resent only if no connection was made.
    /// [`Request::max_retries`](crate::Request::max_retries) sets it for one request.
    ///
    /// # Examples
    ///
    /// ```
    /// let builder = revox::Client::builder().max_retries(5);
    /// ```
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.max_retries = retries;
        self
    }

    /// Uses `clock` for the pauses between attempts and for placements, so that tests do not have to
    /// wait.
    ///
    /// The default is [`SystemClock`].
    ///
    /// # Examples
    ///
    /// ```
    /// let builder = revox::Client::builder().clock(revox::SystemClock::new());
    /// ```
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Some(Arc::new(clock));
        self
    }

    /// Limits the time to make a connection. The default is 5 seconds.
    ///
    /// A single request cannot override it, since requests share connections: a connection that is
    /// opened for one request may carry another.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// let builder = revox::Client::builder().connect_timeout(Duration::from_secs(2));
    /// ```
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connect_timeout = limit;
        self
    }

    /// Limits the body of a response to this many bytes, counted after decompression.
    ///
    /// The default is 64 MiB. A larger response fails with
    /// [`Error::is_too_large`](crate::Error::is_too_large).
    /// [`Request::max_response_bytes`](crate::Request::max_response_bytes) sets the limit for one
    /// request.
    ///
    /// # Examples
    ///
    /// ```
    /// let builder = revox::Client::builder().max_response_bytes(8 << 20);
    /// ```
    pub fn max_response_bytes(mut self, limit: u64) -> Self {
        self.max_response_bytes = limit;
        self
    }

    /// Adds a header to every request, replacing one of the same name.
    ///
    /// [`build`](Self::build) fails if [`parse_header`](crate::parse_header) refuses the header, as
    /// it does `host` and `authorization`. [`Request::header`](crate::Request::header) sets a
    /// header for one request.
    ///
    /// # Examples
    ///
    /// ```
    /// let builder = revox::Client::builder().header("x-team", "sales");
    /// ```
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Adds a query parameter to every request that does not set it itself.
    ///
    /// Name and value are percent-encoded. Setting a name again replaces its value.
    /// [`Request::extra_query`](crate::Request::extra_query) sets a parameter for one request.
    ///
    /// # Examples
    ///
    /// ```
    /// let builder = revox::Client::builder().default_query("tenant", "sales");
    /// ```
    pub fn default_query(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.query.set(name.into(), value.into());
        self
    }

    /// Names your program in the `User-Agent` header, before this library: `dialler/2.1
    /// revox-rust/0.1.0`.
    ///
    /// # Examples
    ///
    /// ```
    /// let builder = revox::Client::builder().user_agent("dialler/2.1");
    /// ```
    pub fn user_agent(mut self, product: impl Into<String>) -> Self {
        self.user_agent = Some(product.into());
        self
    }

    /// Creates the client. It does not connect before the first request.
    ///
    /// # Errors
    ///
    /// Fails if there is neither an API key nor a provider of it, or if a setting cannot be used.
    ///
    /// # Examples
    ///
    /// ```
    /// match revox::Client::builder().build() {
    ///     Ok(client) => println!("{client:?}"),
    ///     Err(error) => eprintln!("{error}"), // there is no API key: set REVOX_API_KEY, …
    /// }
    /// ```
    pub fn build(self) -> Result<Client, ConfigError> {
        let defaults = Defaults {
            base_url: BaseUrl::parse(&self.base_url, self.allow_plain_http)?,
            headers: self.header_map()?,
            query: self.query,
            timeout: self.timeout,
            deadline: self.deadline,
            max_retries: self.max_retries,
            max_response_bytes: self.max_response_bytes,
            drift_hook: self.drift_hook,
        };
        let is_https = defaults.base_url.is_https();
        let settings = HttpClientSettings {
            configure: self.configure_http_client,
            connect_timeout: self.connect_timeout,
            is_https,
            uses_proxy: is_https || self.allow_plain_http_proxy,
            #[cfg(any(feature = "rustls", feature = "native-tls"))]
            tls: self.tls,
        };
        let http_clients = HttpClients::new(Box::new(move || settings.create()))?;
        let clock = self.clock.unwrap_or_else(|| Arc::new(SystemClock::new()));
        let retry = Retry {
            server: Server::new(&defaults.base_url),
            clock: Arc::clone(&clock),
            budget: Budget::full(),
        };
        let transport = HttpTransport::new(http_clients, defaults, self.key_provider, retry);
        Ok(Client::with_transport(transport).with_clock(clock))
    }
}

// The key, the headers and the certificates are private.
impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("timeout", &self.timeout)
            .field("connect_timeout", &self.connect_timeout)
            .field("max_response_bytes", &self.max_response_bytes)
            .finish_non_exhaustive()
    }
}
