//! The hosts that webhooks may be sent to.
//!
//! Whoever may place a call order chooses the URL. So that the sandbox does not reach into a network on
//! behalf of a test, it calls this computer only, unless somebody allows another host by name.

use std::net::IpAddr;

use hyper::Uri;

/// The longest URL that is called, in bytes.
const LONGEST_URL: usize = 2_048;

/// Decides which URLs are called.
#[derive(Clone, Debug, Default)]
pub(crate) struct Receivers {
    allowed: Vec<String>,
}

/// A URL that may be called.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Receiver {
    /// Without brackets.
    pub(crate) host: String,
    pub(crate) port: u16,
    /// The value of the `Host` header.
    pub(crate) authority: String,
    /// Path and query.
    pub(crate) target: String,
}

impl Receivers {
    pub(crate) fn new(allowed: Vec<String>) -> Self {
        Self { allowed }
    }

    /// Returns the receiver behind a URL, or the reason why it is not called.
    pub(crate) fn check(&self, url: &str) -> Result<Receiver, String> {
        if url.len() > LONGEST_URL {
            return Err(format!("the URL is longer than {LONGEST_URL} bytes"));
        }
        let uri: Uri = url
            .parse()
            .map_err(|_| "the URL is not valid; expected http://HOST/PATH".to_owned())?;
        match uri.scheme_str() {
            Some("http") => {}
            Some("https") => return Err("the sandbox has no TLS; use an http URL".to_owned()),
            _ => return Err("the URL is not an http URL".to_owned()),
        }
        let Some(authority) = uri.authority() else {
            return Err("the URL has no host".to_owned());
        };
        if authority.as_str().contains('@') {
            return Err("the URL has a user name or password".to_owned());
        }
        let host = authority.host();
        let host = host.trim_start_matches('[').trim_end_matches(']');
        if !self.allows(host) {
            return Err(format!(
                "the host is not this computer; to call it, start the sandbox with \
                 `--allow-webhooks-to {host}`"
            ));
        }
        Ok(Receiver {
            host: host.to_ascii_lowercase(),
            port: authority.port_u16().unwrap_or(80),
            authority: authority.as_str().to_ascii_lowercase(),
            target: uri
                .path_and_query()
                .map_or("/", |target| target.as_str())
                .to_owned(),
        })
    }

    fn allows(&self, host: &str) -> bool {
        let is_loopback = match host.parse::<IpAddr>() {
            Ok(address) => address.is_loopback(),
            Err(_) => host.eq_ignore_ascii_case("localhost"),
        };
        is_loopback
            || self
                .allowed
                .iter()
                .any(|name| name.eq_ignore_ascii_case(host))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::Receivers;

    #[test]
    fn only_this_computer_is_called_unless_a_host_is_allowed() {
        let receivers = Receivers::new(vec!["Hooks.Example".into(), "10.0.0.7".into()]);
        for (url, expected) in [
            ("http://127.0.0.1:8080/hook?x=1", Ok(())),
            ("http://127.9.9.9/", Ok(())),
            ("http://[::1]:8080", Ok(())),
            ("http://LOCALHOST:1/", Ok(())),
            ("http://hooks.example/", Ok(())),
            ("http://10.0.0.7/", Ok(())),
            ("http://hooks.example.org/", Err("is not this computer")),
            ("http://169.254.169.254/latest", Err("is not this computer")),
            ("http://0.0.0.0/", Err("is not this computer")),
            ("http://[::ffff:127.0.0.1]/", Err("is not this computer")),
            ("http://2130706433/", Err("is not this computer")),
            (
                "http://127.0.0.1.evil.example/",
                Err("is not this computer"),
            ),
            ("http://127.0.0.1@evil.example/", Err("user name")),
            ("https://127.0.0.1/", Err("no TLS")),
            ("ftp://127.0.0.1/", Err("not an http URL")),
            ("/hook", Err("not an http URL")),
            ("http://127.0.0.1/a b", Err("not valid")),
            ("", Err("not valid")),
        ] {
            let checked = receivers.check(url);
            match expected {
                Ok(()) => assert!(checked.is_ok(), "{url}: {checked:?}"),
                Err(part) => assert!(checked.unwrap_err().contains(part), "{url}"),
            }
        }
        let long = format!("http://127.0.0.1/{}", "x".repeat(2_048));
        assert!(receivers.check(&long).unwrap_err().contains("longer"));
    }

    #[test]
    fn a_url_is_taken_apart() {
        let receiver = Receivers::default().check("http://[::1]:8080/a?b").unwrap();
        assert_eq!((receiver.host.as_str(), receiver.port), ("::1", 8080));
        assert_eq!(receiver.authority, "[::1]:8080");
        assert_eq!(receiver.target, "/a?b");
        let receiver = Receivers::default().check("http://localhost").unwrap();
        assert_eq!((receiver.port, receiver.target.as_str()), (80, "/"));
    }
}
