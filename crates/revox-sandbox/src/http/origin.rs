//! Turns away web pages and foreign names.
//!
//! A browser lets any page send requests to this machine. It names the page's origin, which
//! distinguishes such requests from those of programs. A page whose name is later made to lead here
//! (DNS rebinding) has the sandbox's own origin in the eyes of the browser; its name, which is the
//! `Host` of its requests, gives it away.

use std::net::IpAddr;

use hyper::header::{HOST, ORIGIN};
use hyper::http::request::Parts;
use hyper::http::uri::Authority;
use hyper::{HeaderMap, StatusCode};

use super::response::Response;

/// The names that requests may ask for.
#[derive(Debug)]
pub(crate) struct Hosts {
    /// The address that the server listens on.
    address: IpAddr,
    names: Vec<String>,
}

impl Hosts {
    pub(crate) fn new(address: IpAddr, names: Vec<String>) -> Self {
        Self { address, names }
    }

    /// Refuses a request for a foreign host, or one that a page of a foreign origin makes.
    pub(crate) fn check(&self, head: &Parts) -> Result<(), Response> {
        let host = host(head)?;
        // The target names a host of its own where it is a whole URL.
        let target = head.uri.authority().map(Authority::host);
        for name in std::iter::once(host.host()).chain(target) {
            if !self.knows(name) {
                return Err(foreign_host(name));
            }
        }
        own_origin(&head.headers, &host)
    }

    fn knows(&self, host: &str) -> bool {
        let unbracketed = host.trim_start_matches('[').trim_end_matches(']');
        if let Ok(address) = unbracketed.parse::<IpAddr>() {
            // Nobody can rebind an address in numbers, since it needs no name server. One on which the
            // server does not listen is foreign all the same.
            return address.is_loopback()
                || address == self.address
                || self.address.is_unspecified()
                || self.allows(host);
        }
        host.eq_ignore_ascii_case("localhost") || self.allows(host)
    }

    fn allows(&self, host: &str) -> bool {
        self.names
            .iter()
            .any(|name| name.eq_ignore_ascii_case(host))
    }
}

/// The one `Host` of a request.
fn host(head: &Parts) -> Result<Authority, Response> {
    let mut values = head.headers.get_all(HOST).iter();
    let (Some(value), None) = (values.next(), values.next()) else {
        let message = "A request needs one `Host` header. Send `Host: localhost`, or the name and \
                       port of the URL.";
        return Err(Response::refusal(
            StatusCode::BAD_REQUEST,
            "host_required",
            message,
        ));
    };
    value.as_bytes().try_into().map_err(|_| {
        let message = "The `Host` header is not a host name with or without a port. Send \
                       `Host: localhost`, or the name and port of the URL.";
        Response::refusal(StatusCode::BAD_REQUEST, "malformed_host", message)
    })
}

fn foreign_host(name: &str) -> Response {
    let message = format!(
        "{name:?} is not a name of this sandbox, so this may be a web page that has its own name \
         lead here. If the name is meant to lead here, start the sandbox with `--allow-host {name}`."
    );
    Response::refusal(StatusCode::FORBIDDEN, "foreign_host", message)
}

/// Refuses requests that a browser sends for a page of another origin.
fn own_origin(headers: &HeaderMap, host: &Authority) -> Result<(), Response> {
    let is_own = |origin: &[u8]| {
        let scheme = [b"http://".as_slice(), b"https://"];
        let authority = scheme
            .iter()
            .find_map(|scheme| origin.strip_prefix(*scheme));
        authority.is_some_and(|name| name.eq_ignore_ascii_case(host.as_str().as_bytes()))
    };
    if let Some(origin) = headers
        .get_all(ORIGIN)
        .iter()
        .find(|origin| !is_own(origin.as_bytes()))
    {
        let origin = String::from_utf8_lossy(origin.as_bytes());
        return Err(foreign_origin(&format!("a page of {origin:?}")));
    }
    // Browsers name no origin in a plain GET, as for an image; they tell this much.
    let site = headers.get("sec-fetch-site").map(|site| site.as_bytes());
    match site {
        Some(b"cross-site" | b"same-site") => Err(foreign_origin("a page of another origin")),
        _ => Ok(()),
    }
}

fn foreign_origin(page: &str) -> Response {
    let message = format!(
        "This request was made by {page} in a browser. The sandbox takes requests from programs \
         only, since any web page could drive it otherwise. Call it from a server or a test."
    );
    Response::refusal(StatusCode::FORBIDDEN, "foreign_origin", message)
}
