//! Rust SDK for Revox, the API that has AI agents place phone calls.
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let client = revox::Client::from_env()?; // REVOX_API_KEY, REVOX_BASE_URL
//! let order = client.call().create("+33639980142").assistant_id("assistant_4Tn6yB").await?;
//! let call = client.call().retrieve(&order.id).await?;
//! println!("{}: {} attempts", call.status, call.call_attempts.len());
//! # Ok(())
//! # }
//! ```
//!
//! - [`Client`] holds the key and the connections; make one and clone it.
//! - [`resources`] lists the operations, [`models`] the types they take and give.
//! - [`Request`] is what every operation returns: await it, or change it first: by the setters of its
//!   parameters, and by [`timeout`](Request::timeout), [`with_response`](Request::with_response),
//!   [`as_type`](Request::as_type).
//! - [`Nullable`] tells an explicit `null` from an absent value.
//! - [`Error`] says what went wrong and keeps what arrived.
//!
//! # Retries
//!
//! Each operation has a retry class. Reads and idempotent operations are resent up to twice after a
//! failed connection, a broken exchange, a timeout, 408, 429 and 5xx. An operation of class
//! [`Once`](RetryClass::Once), such as placing a call order, is resent only if no connection to the
//! server was made: after anything else, the phone may ring twice.
//!
//! - Pauses grow exponentially with full jitter, from at most 0.5 to at most 8 seconds. Where the
//!   server sends `Retry-After`, the pause is that long, or up to 5 seconds longer; an error is
//!   returned at once if that is more than 60 seconds or beyond the deadline.
//! - All clones of a client share a budget: in a total outage 35 retries are free, then there is one
//!   for every 14 successes.
//! - Nothing below this crate resends a request or follows a redirect: the HTTP client's retries are
//!   off, and only reads follow redirects, to the same host. One case is left, which cannot be turned
//!   off and does no harm: the HTTP client takes a new connection for a request of which not one byte
//!   was written to the old one.
//! - Dropping a request ends it. No task of its own sends it later.
//!
//! [`Error::delivery`] tells what a failed request may have done, [`Error::attempts`] what each
//! attempt came to. [`ClientBuilder`] and [`Request`] set [`max_retries`](Request::max_retries),
//! [`timeout`](Request::timeout) for one attempt, and [`deadline`](Request::deadline) for all.
//!
//! # Private by default
//!
//! The API key is in no `Debug`, error or log. Phone numbers, prompts, transcripts and bodies are in
//! no error text, so errors can be logged as they are. Models are yours: their `Debug` prints all but
//! credentials. The key goes out over TLS, or to a loopback address, or where
//! [`ClientBuilder::allow_plain_http`] was asked for, and never along a redirect to another host.
//!
//! # Testing
//!
//! The `revox-sandbox` crate is an in-memory Revox on a loopback port. Below that,
//! [`Client::with_transport`] takes a [`Transport`] of your own, which needs no network.
//!
//! # Features
//!
//! | feature | default | what it does |
//! |---|---|---|
//! | `chrono` | no | times of chrono in requests |
//! | `http2` | no | HTTP/2 with servers that offer it over TLS; otherwise HTTP/1.1 |
//! | `jiff` | yes | times of jiff in requests and responses; times and time zones are checked before they are sent |
//! | `reqwest-tls` | no | TLS by reqwest's own default, where [`ClientBuilder`] is told to use it (`reqwest_tls`), or `rustls` is off |
//! | `rustls` | yes | TLS by rustls and ring; see below |
//! | `schemars` | no | `schemars::JsonSchema` for every model |
//!
//! # TLS
//!
//! Clients trust the certificates of the operating system. `root_certificate` of [`ClientBuilder`] adds
//! others, `without_system_certificates` leaves only those, and `identity` presents a certificate of
//! your own. Cryptography is ring's. The process-wide default provider of rustls belongs to your
//! program: this library neither needs nor sets it. Two things to know where a program uses reqwest or
//! rustls on its own as well, since cargo gives a crate one set of features:
//!
//! - A `reqwest::Client` of your own, made with no TLS feature of reqwest, panics for want of a provider.
//!   Install one (`rustls::crypto::ring::default_provider().install_default()`), turn on a TLS feature
//!   of reqwest, or give its settings to it by `tls_backend_preconfigured`.
//! - `rustls::ClientConfig::builder()` panics if the program has both ring and aws-lc-rs, and no default
//!   provider.
//!
//! Without the feature `rustls`, TLS is what the features of reqwest make it: `native-tls` there, or
//! `reqwest-tls` here. Without any of these only plain http works.

mod base_url;
mod builder;
mod client;
mod config_error;
mod retry;
#[cfg(feature = "rustls")]
mod tls;
mod transport;

pub use builder::ClientBuilder;
pub use client::Client;
pub use config_error::ConfigError;
pub use retry::{Clock, SystemClock};
pub use revox_api::Nullable::Null;
#[cfg(feature = "chrono")]
pub use revox_api::chrono;
pub use revox_api::{
    Attempt, Base64, Body, BoxFuture, Chunks, Content, Delivery, Download, Error, FromResponse,
    HeaderError, HttpRequest, ListOrNull, NextChunk, Nullable, Operation, Parameters, RawBody,
    Request, RequestOptions, Response, RetryClass, Secret, Timestamp, Transport, UnknownValue,
    UnknownVariant, Violation, WithResponse, models, parse_header, resources, retry_after,
};
// Their types are part of the interface.
pub use reqwest;
#[cfg(feature = "jiff")]
pub use revox_api::jiff;
pub use revox_api::{bytes, http};

// Compiles the examples of the README with those of the documentation.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
