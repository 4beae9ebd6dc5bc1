mod certificates;

use std::fmt;
use std::time::Duration;

use http::header::{ACCEPT, AUTHORIZATION, USER_AGENT};
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::base_url::BaseUrl;
use crate::http_transport::Http;
use crate::{Client, ConfigError};

const BASE_URL: &str = "https://www.getrevox.com/api";
const TIMEOUT: Duration = Duration::from_secs(60);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
// Shorter than the 5 seconds after which common servers close an idle connection: a request that is
// written just then fails, and nobody can tell whether the server saw it.
const POOL_IDLE_TIMEOUT: Duration = Duration::from_secs(4);
const PRODUCT: &str = concat!("revox-rust/", env!("CARGO_PKG_VERSION"));

/// Settings of a [`Client`].
///
/// Only the API key is required. Unusable settings are reported by [`build`](Self::build).
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
    base_url: String,
    allow_plain_http: bool,
    timeout: Duration,
    connect_timeout: Duration,
    headers: Vec<(String, String)>,
    user_agent: Option<String>,
    http_client: reqwest::ClientBuilder,
    #[cfg(feature = "rustls")]
    tls: crate::tls::TlsSettings,
}

impl ClientBuilder {
    pub(crate) fn new() -> Self {
        Self {
            api_key: None,
            base_url: BASE_URL.to_owned(),
            allow_plain_http: false,
            timeout: TIMEOUT,
            connect_timeout: CONNECT_TIMEOUT,
            headers: Vec::new(),
            user_agent: None,
            http_client: reqwest::Client::builder(),
            #[cfg(feature = "rustls")]
            tls: Default::default(),
        }
    }

    /// Settings out of the environment, as the official libraries read it.
    ///
    /// | variable | meaning |
    /// |---|---|
    /// | `REVOX_API_KEY` | the API key |
    /// | `REVOX_BASE_URL` | where the API is |
    /// | `REVOX_CUSTOM_HEADERS` | headers for every request, one `Name: value` a line |
    ///
    /// A variable that is empty counts as not set.
    ///
    /// # Errors
    ///
    /// When a variable is not UTF-8, or a line of `REVOX_CUSTOM_HEADERS` is no header. A missing key
    /// is reported by [`build`](Self::build), so that it can still be set by hand.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// use std::time::Duration;
    ///
    /// let client = revox::ClientBuilder::from_env()?
    ///     .timeout(Duration::from_secs(20))
    ///     .build()?;
    /// # Ok::<(), revox::ConfigError>(())
    /// ```
    pub fn from_env() -> Result<Self, ConfigError> {
        let mut builder = Self::new();
        builder.api_key = variable("REVOX_API_KEY")?;
        if let Some(url) = variable("REVOX_BASE_URL")? {
            builder.base_url = url;
        }
        let lines = variable("REVOX_CUSTOM_HEADERS")?.unwrap_or_default();
        for (index, line) in lines.lines().enumerate() {
            if line.trim().is_empty() {
                continue;
            }
            let header = line
                .split_once(':')
                .map(|(name, value)| (name.trim(), value.trim()));
            match header.filter(|(name, _)| HeaderName::try_from(*name).is_ok()) {
                Some((name, value)) => builder = builder.header(name, value),
                None => {
                    return Err(ConfigError::InvalidHeader(format!(
                        "line {} of REVOX_CUSTOM_HEADERS does not begin with the name of a header \
                         and a colon: write `Name: value`",
                        index + 1
                    )));
                }
            }
        }
        Ok(builder)
    }

    /// The API key, as the dashboard shows it. Sent as a bearer token.
    ///
    /// # Examples
    ///
    /// ```
    /// let client = revox::Client::builder().api_key("rvx_example").build()?;
    /// # Ok::<(), revox::ConfigError>(())
    /// ```
    pub fn api_key(mut self, key: impl Into<String>) -> Self {
        self.api_key = Some(key.into());
        self
    }

    /// Where the API is: scheme, host and the path before `/call`.
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
    /// Everyone on the way can read the key and the calls. For a network that is yours alone, such
    /// as a proxy beside the program.
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

    /// How long a request may take in all, from connecting to the last byte of the answer.
    ///
    /// The default is 60 seconds. [`Request::timeout`](crate::Request::timeout) sets it for one
    /// request.
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

    /// How long making a connection may take. The default is 5 seconds.
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

    /// Sends this header with every request, in place of one of the same name.
    ///
    /// [`Request::header`](crate::Request::header) sets one for a single request.
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

    /// Uses an HTTP client of your making, for proxies, certificates and the like.
    ///
    /// It comes as a builder because some settings must hold whatever you set: this library turns
    /// off its redirects, retries, referer and wire log. What the present builder sets goes over
    /// yours: both time limits, the headers `Authorization`, `Accept` and `User-Agent`, and TLS
    /// alone where the base URL is https. Plain http to a loopback address goes past any proxy.
    ///
    /// # Examples
    ///
    /// ```
    /// let http = revox::reqwest::Client::builder().pool_max_idle_per_host(4);
    /// let client = revox::Client::builder().api_key("rvx_example").http_client(http).build()?;
    /// # Ok::<(), revox::ConfigError>(())
    /// ```
    pub fn http_client(mut self, builder: reqwest::ClientBuilder) -> Self {
        self.http_client = builder;
        self
    }

    /// Makes the client. Connects to nothing yet.
    ///
    /// # Errors
    ///
    /// When there is no API key, or a setting cannot be used.
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
        let base_url = BaseUrl::parse(&self.base_url, self.allow_plain_http)?;
        let headers = self.header_map()?;
        let mut http_client = self
            .http_client
            .connect_timeout(self.connect_timeout)
            .pool_idle_timeout(POOL_IDLE_TIMEOUT)
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .connection_verbose(false)
            .https_only(base_url.is_https());
        if !base_url.is_https() && base_url.is_loopback() {
            // A proxy from the environment would see the key in the clear.
            http_client = http_client.no_proxy();
        }
        #[cfg(feature = "rustls")]
        {
            http_client = self.tls.apply(http_client, base_url.is_https())?;
        }
        let http_client = http_client
            .build()
            .map_err(|error| ConfigError::HttpClient(error.into()))?;
        let http = Http::new(http_client, base_url, headers, self.timeout);
        Ok(Client::with_transport(http))
    }

    fn header_map(&self) -> Result<HeaderMap, ConfigError> {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        let product = match &self.user_agent {
            Some(product) => format!("{product} {PRODUCT}"),
            None => PRODUCT.to_owned(),
        };
        headers.insert(USER_AGENT, value("user-agent", &product)?);

        let key = self.api_key.as_deref().filter(|key| !key.is_empty());
        let key = key.ok_or(ConfigError::MissingApiKey)?;
        if key.chars().any(|c| c.is_whitespace() || !c.is_ascii()) {
            return Err(ConfigError::InvalidApiKey);
        }
        let mut bearer = HeaderValue::try_from(format!("Bearer {key}"))
            .map_err(|_| ConfigError::InvalidApiKey)?;
        bearer.set_sensitive(true);
        headers.insert(AUTHORIZATION, bearer);

        for (name, text) in &self.headers {
            // A name that is none may be a key in the wrong place, so it is not repeated.
            let parsed = HeaderName::try_from(name).map_err(|_| {
                ConfigError::InvalidHeader(
                    "the name of a header is not one that HTTP allows".to_owned(),
                )
            })?;
            let mut value = value(name, text)?;
            value.set_sensitive(true);
            headers.insert(parsed, value);
        }
        Ok(headers)
    }
}

fn value(name: &str, text: &str) -> Result<HeaderValue, ConfigError> {
    HeaderValue::try_from(text).map_err(|_| {
        ConfigError::InvalidHeader(format!(
            "the value of header `{name}` has a character that HTTP forbids, such as a line break"
        ))
    })
}

fn variable(name: &'static str) -> Result<Option<String>, ConfigError> {
    match std::env::var(name) {
        Ok(text) if text.is_empty() => Ok(None),
        Ok(text) => Ok(Some(text)),
        Err(std::env::VarError::NotPresent) => Ok(None),
        Err(std::env::VarError::NotUnicode(_)) => Err(ConfigError::InvalidVariable(name)),
    }
}

// The key and the headers are private.
impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("timeout", &self.timeout)
            .field("connect_timeout", &self.connect_timeout)
            .finish_non_exhaustive()
    }
}
