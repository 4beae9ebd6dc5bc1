//! Puts the reason for a failed exchange into a few words.
//!
//! Errors of the HTTP stack nest: the reason is deep in `source()`, where nobody sees it. The text
//! consists of fixed words and the operating system's, so that nothing private can slip in.

use std::error::Error;
use std::io;

/// Returns the reason for `error` if it is known.
pub(super) fn reason(error: &reqwest::Error) -> Option<String> {
    let mut cause: Option<&(dyn Error + 'static)> = error.source();
    while let Some(error) = cause {
        if let Some(reason) = of_cause(error) {
            return Some(reason);
        }
        cause = match error.downcast_ref::<io::Error>() {
            // Its `source` skips the error inside.
            Some(io) => io.get_ref().map(|inner| inner as _),
            None => error.source(),
        };
    }
    of_kind(error).map(str::to_owned)
}

fn of_kind(error: &reqwest::Error) -> Option<&'static str> {
    if error.is_dns() {
        Some("the name of the host was not resolved")
    } else if error.is_connect() && error.is_timeout() {
        Some("it took longer than allowed (`connect_timeout`)")
    } else if is_damaged(error) {
        Some("the compressed body is incomplete or damaged")
    } else {
        None
    }
}

/// Returns true if a compressed body could not be decompressed. Only then is the second source an I/O
/// error of a reader, and not one of the connection.
fn is_damaged(error: &reqwest::Error) -> bool {
    let reader = error.source().and_then(Error::source);
    reader
        .and_then(|error| error.downcast_ref::<io::Error>())
        .is_some_and(|error| {
            use io::ErrorKind::{InvalidData, UnexpectedEof};
            error.raw_os_error().is_none() && matches!(error.kind(), InvalidData | UnexpectedEof)
        })
}

fn of_cause(error: &(dyn Error + 'static)) -> Option<String> {
    if let Some(io) = error.downcast_ref::<io::Error>() {
        return of_io(io);
    }
    #[cfg(feature = "rustls")]
    if let Some(tls) = error.downcast_ref::<rustls::Error>() {
        return Some(of_tls(tls));
    }
    // Types that hyper-util does not export.
    match error.to_string().as_str() {
        "invalid URL, scheme is not http" => {
            Some("this program was built without TLS (feature `rustls`)".to_owned())
        }
        "tunnel error: proxy authorization required" => {
            Some("the proxy asks for a user name and password".to_owned())
        }
        "tunnel error: unsuccessful" => Some("the proxy refused the connection".to_owned()),
        _ => None,
    }
}

fn of_io(error: &io::Error) -> Option<String> {
    if let Some(code) = error.raw_os_error() {
        // Created anew, so that the text is the operating system's own.
        return Some(io::Error::from_raw_os_error(code).to_string());
    }
    // The standard library's wording for getaddrinfo, whose codes are not those of the system.
    let text = error.to_string();
    let detail = text.strip_prefix("failed to lookup address information: ")?;
    Some(format!("the name of the host was not resolved: {detail}"))
}

#[cfg(feature = "rustls")]
fn of_tls(error: &rustls::Error) -> String {
    use rustls::CertificateError as Certificate;

    match error {
        rustls::Error::InvalidCertificate(problem) => match problem {
            Certificate::UnknownIssuer => {
                "the server's certificate is from an unknown authority (`root_certificate` adds one)"
            }
            Certificate::Expired | Certificate::ExpiredContext { .. } => {
                "the server's certificate has expired"
            }
            Certificate::NotValidYet | Certificate::NotValidYetContext { .. } => {
                "the server's certificate is not valid yet"
            }
            Certificate::NotValidForName | Certificate::NotValidForNameContext { .. } => {
                "the server's certificate is for another host"
            }
            Certificate::Revoked => "the server's certificate was revoked",
            _ => "the server's certificate is not valid",
        }
        .to_owned(),
        rustls::Error::InvalidMessage(_) => "the server does not speak TLS".to_owned(),
        // A name from the TLS standard, such as `CertificateRequired`.
        rustls::Error::AlertReceived(alert) => format!("the server ended TLS with {alert:?}"),
        _ => "the TLS handshake failed".to_owned(),
    }
}
