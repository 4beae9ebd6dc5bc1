use std::fmt;

/// A setting of a [`Client`](crate::Client) that cannot be used.
///
/// The message names the setting and what to do. It never contains the key or a header's value.
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
    /// The API key contains white space or a character that HTTP forbids.
    InvalidApiKey,
    /// The base URL cannot be used; the text gives the reason.
    InvalidBaseUrl(String),
    /// A header cannot be sent; the text names it and gives the reason.
    InvalidHeader(String),
    /// A certificate or identity cannot be used; the text names it and gives the reason.
    InvalidTls(String),
    /// The environment variable of this name is not UTF-8.
    InvalidVariable(&'static str),
    /// The HTTP client could not be created.
    HttpClient(Box<dyn std::error::Error + Send + Sync>),
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingApiKey => f.write_str(
                "there is no API key: set REVOX_API_KEY, or call `api_key` on the builder",
            ),
            Self::InvalidApiKey => f.write_str(
                "the API key contains white space or a character that HTTP forbids: \
                 copy the key alone",
            ),
            Self::InvalidBaseUrl(reason) => write!(f, "the base URL cannot be used: {reason}"),
            Self::InvalidHeader(reason) => f.write_str(reason),
            Self::InvalidTls(reason) => write!(f, "TLS cannot be set up: {reason}"),
            Self::InvalidVariable(name) => {
                write!(f, "the environment variable {name} is not UTF-8")
            }
            Self::HttpClient(_) => f.write_str("the HTTP client could not be created"),
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
