//! Models and operations of the Revox voice-call API.
//!
//! Revox has AI agents place phone calls. This crate is its API in Rust: the types in [`models`],
//! one method per operation in [`resources`], and the seam they share: an [`Operation`] describes
//! an endpoint, a [`Request`] asks for it, a [`Transport`] carries it, a [`Response`] or an
//! [`Error`] comes back.
//!
//! `models` and `resources` are generated from `openapi.yaml` by `cargo xtask codegen`; the seam is
//! written by hand and knows nothing of HTTP clients, retries or keys. Most programs want the
//! `revox` crate, which brings those. Use this crate alone to carry requests your own way:
//!
//! ```
//! use revox_api::{BoxFuture, Client, Error, Outgoing, Transport};
//!
//! /// Answers every request with the same call order, as a unit test may want it.
//! #[derive(Debug)]
//! struct Canned(&'static str);
//!
//! impl Transport for Canned {
//!     fn send(&self, _request: Outgoing) -> BoxFuture<Result<http::Response<bytes::Bytes>, Error>> {
//!         let response = http::Response::new(bytes::Bytes::from_static(self.0.as_bytes()));
//!         Box::pin(async move { Ok(response) })
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() {
//! let client = Client::new(Canned(r#"{"call": {"id": "call_8Zk3vQ"}}"#));
//! let error = client.call().retrieve("call_8Zk3vQ").await.unwrap_err();
//! // The body lacks most of a call order: the error says where, and keeps all that arrived.
//! assert!(error.is_decode());
//! assert_eq!(error.call_id(), Some("call_8Zk3vQ"));
//! # }
//! ```
//!
//! # Tomorrow's server
//!
//! A program built today keeps working when the API moves. Enums are open: a value this version
//! does not know is kept and written back. Unions keep a variant they do not know whole. Fields
//! that appear are ignored (the bytes of the [`Response`] have them; a model does not write them
//! back), fields that may be absent or null are `Option`s. Limits of the API are documentation on
//! what arrives; they are never enforced on a response.
//!
//! # Today's server
//!
//! What is sent is another matter. A request that a documented limit forbids is refused before it is
//! sent, with the path of each field and what is allowed there ([`Error::violations`]). Left out,
//! `null` and a value are three different things where the API gives `null` a meaning
//! ([`Nullable`]). What this version does not know can be sent all the same:
//! [`Client::get`] and its siblings, [`Request::extra_query`], [`Request::extra_body`],
//! [`Request::header`].

#[macro_use]
mod wire;

mod answer;
mod body;
mod client;
mod content;
mod decode;
mod error;
mod limits;
mod operation;
mod parameters;
mod path;
mod request;
mod response;
mod transport;

// After the rest, so that the page of `Request` begins with what all requests have. Formatted by the
// generator, so that `--check` and `cargo fmt` cannot disagree.
#[rustfmt::skip]
mod generated;

#[cfg(feature = "chrono")]
pub use chrono;
#[cfg(feature = "jiff")]
pub use jiff;

pub use answer::Answer;
pub use body::{Body, Chunks, NextChunk};
pub use client::Client;
pub use content::{Content, Download};
pub use error::Error;
pub use generated::{models, resources};
pub use limits::Violation;
pub use operation::{Operation, RetryClass};
pub use parameters::Parameters;
pub use request::{RawBody, Request, WithResponse};
pub use response::Response;
pub use transport::{BoxFuture, Outgoing, Transport};
pub use wire::{Base64, ListOrNull, Nullable, Secret, Timestamp, UnknownValue, UnknownVariant};
