//! Settings from the environment.

use super::ClientBuilder;
use crate::{ConfigError, parse_header};

impl ClientBuilder {
    /// Creates a builder from the environment variables that the official libraries use.
    ///
    /// | variable | meaning |
    /// |---|---|
    /// | `REVOX_API_KEY` | the API key |
    /// | `REVOX_BASE_URL` | the address of the API |
    /// | `REVOX_CUSTOM_HEADERS` | headers for every request, one `Name: value` per line |
    ///
    /// An empty variable counts as unset.
    ///
    /// # Errors
    ///
    /// Fails if a variable is not UTF-8, or if a line of `REVOX_CUSTOM_HEADERS` is not a header or
    /// is refused by [`parse_header`]. A missing key is reported by [`build`](Self::build), so you
    /// can still set one.
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
            let refuse = |problem: &dyn std::fmt::Display| {
                let number = index + 1;
                ConfigError::InvalidHeader(format!(
                    "line {number} of REVOX_CUSTOM_HEADERS: {problem}"
                ))
            };
            let (name, value) = line
                .split_once(':')
                .map(|(name, value)| (name.trim(), value.trim()))
                .ok_or_else(|| refuse(&"there is no colon; write `Name: value`"))?;
            parse_header(name, value).map_err(|error| refuse(&error))?;
            builder = builder.header(name, value);
        }
        Ok(builder)
    }
}

fn variable(name: &'static str) -> Result<Option<String>, ConfigError> {
    match std::env::var(name) {
        Ok(text) if text.is_empty() => Ok(None),
        Ok(text) => Ok(Some(text)),
        Err(std::env::VarError::NotPresent) => Ok(None),
        Err(std::env::VarError::NotUnicode(_)) => Err(ConfigError::InvalidVariable(name)),
    }
}
