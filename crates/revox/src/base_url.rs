use std::net::IpAddr;
use std::sync::Arc;

use reqwest::Url;

use crate::ConfigError;

/// Address of the API; every request stays below it.
#[derive(Clone)]
pub(crate) struct BaseUrl(Arc<Url>);

impl BaseUrl {
    /// Parses `text`, and refuses an address at which the key would not be safe.
    pub(crate) fn parse(text: &str, allow_plain_http: bool) -> Result<Self, ConfigError> {
        let refuse = |reason: &str| Err(ConfigError::InvalidBaseUrl(reason.to_owned()));
        // The text itself is not repeated: it may hold a password.
        let Ok(url) = Url::parse(text) else {
            return refuse("it is not a URL; write one like https://www.getrevox.com/api");
        };
        if !url.username().is_empty() || url.password().is_some() {
            return refuse("it contains a user name or password; only the API key is needed");
        }
        if url.query().is_some() || url.fragment().is_some() {
            return refuse("it has a query or fragment; give only scheme, host and path");
        }
        let base = Self(Arc::new(url));
        match base.0.scheme() {
            "https" => Ok(base),
            "http" if allow_plain_http || base.is_loopback() => Ok(base),
            "http" => refuse(
                "over plain http the API key can be read in transit; use https, or call \
                 `allow_plain_http` on the builder if the network is your own",
            ),
            _ => refuse(
                "its scheme is neither https nor http; write one like https://www.getrevox.com/api",
            ),
        }
    }

    /// Returns the URL, which holds no credentials.
    pub(crate) fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Returns the host and port that requests are sent to.
    #[cfg(feature = "tracing")]
    pub(crate) fn server(&self) -> (&str, u16) {
        let port = self.0.port_or_known_default();
        (
            self.0.host_str().unwrap_or_default(),
            port.unwrap_or_default(),
        )
    }

    /// Returns true if requests stay on this machine.
    pub(crate) fn is_loopback(&self) -> bool {
        self.0.host_str().is_some_and(|host| {
            let address = host
                .trim_start_matches('[')
                .trim_end_matches(']')
                .parse::<IpAddr>();
            host == "localhost" || address.is_ok_and(|address| address.is_loopback())
        })
    }

    /// Returns true if requests go over TLS.
    pub(crate) fn is_https(&self) -> bool {
        self.0.scheme() == "https"
    }

    /// Returns the URL of `path`, which begins with `/`, with a `query`; both are percent-encoded.
    pub(crate) fn join(&self, path: &str, query: Option<&str>) -> Url {
        let mut url = Url::clone(&self.0);
        let below = format!("{}{path}", self.0.path().trim_end_matches('/'));
        url.set_path(&below);
        url.set_query(query);
        url
    }

    /// Resolves the `location` header of a response from this address.
    pub(crate) fn resolve(&self, location: &str) -> Option<Url> {
        self.0.join(location).ok()
    }

    /// Describes where `url` leads if its scheme, host or port differs from this one's.
    ///
    /// The server chose `url`, so it may contain anything: the description uses fixed words, and
    /// quotes the host only if it differs from this one by `www.` alone.
    pub(crate) fn difference(&self, url: &Url) -> Option<String> {
        if self.0.origin() == url.origin() {
            return None;
        }
        let (Some(here), Some(there)) = (self.0.host_str(), url.host_str()) else {
            return Some("something that is not a host".to_owned());
        };
        let difference = if here != there {
            if bare(here) == bare(there) {
                format!("`{there}`")
            } else {
                "another host (see the `location` header)".to_owned()
            }
        } else if self.0.scheme() != url.scheme() {
            match url.scheme() {
                "https" => "https on the same host".to_owned(),
                "http" => "plain http on the same host".to_owned(),
                _ => "another scheme".to_owned(),
            }
        } else {
            "another port of the same host".to_owned()
        };
        Some(difference)
    }
}

/// Strips `www.`, the most common difference between a host and the one it redirects to.
fn bare(host: &str) -> &str {
    host.strip_prefix("www.").unwrap_or(host)
}
