use std::fmt;

/// Why a [`Client`](crate::Client) could not be made.
///
/// The text names the setting and what to do. It never holds the key or the value of a header.
///
/// # Examples
///
/// ```
/// use revox::{Client, ConfigError};
///
/// let error = Client::builder().build().unwrap_err();
/// assert!(matches!(error, ConfigError::MissingApiKey));
/// assert!(error.to_string().contains("REVOX_API_KEY"));
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum ConfigError {
    /// There is no API key.
    MissingApiKey,
    /// The API key cannot stand in an HTTP header.
    InvalidApiKey,
    /// The base URL cannot be used; the text says why.
    InvalidBaseUrl(String),
    /// A header cannot be sent; the text says which and why.
    InvalidHeader(String),
    /// A certificate or identity cannot be used; the text says which and why.
    InvalidTls(String),
    /// An environment variable does not hold text; its name.
    InvalidVariable(&'static str),
    /// The HTTP client could not be made.
    HttpClient(Box<dyn std::error::Error + Send + Sync>),
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingApiKey => f.write_str(
                "there is no API key: set REVOX_API_KEY, or call `api_key` on the builder",
            ),
            Self::InvalidApiKey => f.write_str(
                "the API key holds white space or a character that HTTP forbids: \
                 copy it again without what surrounds it",
            ),
            Self::InvalidBaseUrl(trouble) => write!(f, "the base URL cannot be used: {trouble}"),
            Self::InvalidHeader(trouble) => f.write_str(trouble),
            Self::InvalidTls(trouble) => write!(f, "TLS cannot be set up: {trouble}"),
            Self::InvalidVariable(name) => {
                write!(
                    f,
                    "the environment variable {name} does not hold UTF-8 text"
                )
            }
            Self::HttpClient(_) => f.write_str("the HTTP client could not be made"),
        }
    }
}

impl std::error::Error for ConfigError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::HttpClient(error) => Some(&**error),
            _ => None,
        }
    }
}
