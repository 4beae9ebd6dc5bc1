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
//! - [`Nullable`] tells an explicit `null` from what is left out.
//! - [`Error`] says what went wrong and keeps what arrived.
//!
//! # A request is sent once
//!
//! Nothing below this crate sends one again that the server may have seen, or follows a redirect on
//! its own: the HTTP client's retries are off, and only reads follow redirects, to the same host.
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
//! | `jiff` | yes | times of jiff in requests and answers; times and time zones are checked before they are sent |
//! | `rustls` | yes | TLS by rustls, trusting what the operating system trusts; without it, turn on a TLS feature of reqwest, or only plain http works |
//! | `schemars` | no | `schemars::JsonSchema` for every model |

mod base_url;
mod builder;
mod client;
mod config_error;
#[cfg(feature = "rustls")]
mod tls;
mod transport;

pub use builder::ClientBuilder;
pub use client::Client;
pub use config_error::ConfigError;
pub use revox_api::Nullable::Null;
#[cfg(feature = "chrono")]
pub use revox_api::chrono;
pub use revox_api::{
    Base64, Body, BoxFuture, Chunks, Content, Delivery, Download, Error, FromResponse, HeaderError,
    HttpRequest, ListOrNull, NextChunk, Nullable, Operation, Parameters, RawBody, Request,
    RequestOptions, Response, RetryClass, Secret, Timestamp, Transport, UnknownValue,
    UnknownVariant, Violation, WithResponse, models, parse_header, resources,
};
// Their types are part of the interface.
pub use reqwest;
#[cfg(feature = "jiff")]
pub use revox_api::jiff;
pub use revox_api::{bytes, http};

/// The examples of the README are compiled and run with those of the documentation.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
struct Readme;
