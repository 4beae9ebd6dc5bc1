//! Models and operations of the Revox voice-call API.
//!
//! Revox has AI agents place phone calls. This crate has its types ([`models`]), one method per
//! operation ([`resources`]), and the core they share: an [`Operation`] describes an endpoint, a
//! [`Request`] calls it, a [`Transport`] carries the request, and a [`Response`] or an [`Error`]
//! comes back.
//!
//! `models` and `resources` are generated from `openapi.yaml` by `cargo xtask codegen`. The core is
//! handwritten and knows nothing of HTTP clients, retries or keys. Most programs want the `revox`
//! crate, which adds those. Use this crate alone to carry requests in a way of your own:
//!
//! ```
//! use revox_api::bytes::Bytes;
//! use revox_api::{BoxFuture, Client, Error, HttpRequest, Transport, http};
//!
//! /// Responds to every request with the same body, as a unit test may want.
//! #[derive(Debug)]
//! struct Canned(&'static str);
//!
//! impl Transport for Canned {
//!     fn send(&self, _request: HttpRequest) -> BoxFuture<Result<http::Response<Bytes>, Error>> {
//!         let response = http::Response::new(Bytes::from_static(self.0.as_bytes()));
//!         Box::pin(async move { Ok(response) })
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() {
//! let client = Client::new(Canned(r#"{"call": {"id": "call_8Zk3vQ"}}"#));
//! let error = client.call().retrieve("call_8Zk3vQ").await.unwrap_err();
//! // A missing status is not made up: the error names the field and keeps the rest.
//! assert!(error.is_decode());
//! assert_eq!(error.call_id(), Some("call_8Zk3vQ"));
//! # }
//! ```
//!
//! The examples below import from `revox`, which re-exports this crate. If you use this crate
//! alone, write `revox_api` instead.
//!
//! The crate also builds for `wasm32-unknown-unknown`; there, your [`Transport`] sends requests with
//! whatever the host provides.
//!
//! # Forward compatibility
//!
//! A program built today keeps working when the API changes. Enums keep a value that this version
//! does not know and encode it unchanged; unions keep an unknown variant whole. New fields are
//! ignored: the bytes of the [`Response`] contain them, but a model does not keep them. Fields that
//! may be absent or null are `Option`s. Limits of the API are never enforced on a response.
//!
//! A field that a server no longer sends decodes as empty: `""`, 0, `false`, an empty list or map,
//! an unknown enum value or union variant (an enum's `as_str()` is `""`), a null time. So does a
//! `null` where the API promises a value. Fields that decisions depend on are never made up; a
//! response without one is an error that names it. These are ids, statuses, the value that an
//! operation returns, fields that paging relies on, flags such as `do_not_contact`, and every field
//! of a type that is sent as well as received, since a program that sends back a type it has
//! received would store made-up values.
//!
//! Counts are integers, whether the server writes `3` or `3.0`. A fraction is rounded to the
//! nearest integer rather than failing the whole response.
//!
//! # Models in unit tests
//!
//! Response types cannot be constructed literally, since they may gain fields. Decode one from the
//! fields that the test is about:
//!
//! ```
//! use revox_api::models::{Call, CallStatus};
//! use serde_json::json;
//!
//! let call: Call = serde_json::from_value(json!({
//!     "id": "call_8Zk3vQ",
//!     "status": "completed",
//!     "to_phone_number": "+33639980142",
//! }))?;
//! assert_eq!(call.status, CallStatus::Completed);
//! assert!(call.call_attempts.is_empty());
//! # Ok::<(), serde_json::Error>(())
//! ```
//!
//! | model | fields that must be present |
//! |---|---|
//! | [`Call`](models::Call), [`CallAttempt`](models::CallAttempt), [`SpeedDialSession`](models::SpeedDialSession) | `id`, `status`; a session also `campaign_id`, `in_flight_calls` |
//! | [`Assistant`](models::Assistant) | `id`, `prompt` |
//! | [`Campaign`](models::Campaign) | `id`, `assistant_id`, `status`, `is_cancelled` |
//! | [`CampaignRow`](models::CampaignRow), [`PhoneNumber`](models::PhoneNumber) | `id`, `phone_number` |
//! | [`CampaignStatistics`](models::CampaignStatistics) | `campaign` of `id`, `status`, `is_cancelled` |
//! | [`CallSearchResult`](models::CallSearchResult) | `calls`, `total_count` |
//! | [`PhoneHistory`](models::PhoneHistory) | `count`, `do_not_contact`, `reached_human` |
//! | [`User`](models::User), [`UserRef`](models::UserRef), [`ListedVoice`](models::ListedVoice), [`VoiceSummary`](models::VoiceSummary) | `id` |
//! | [`TranscriptEntry`](models::TranscriptEntry), [`CallContact`](models::CallContact) | none |
//!
//! ```
//! # use revox_api::models::*;
//! # use serde_json::{from_value, json};
//! let campaign = json!({"id": "campaign_3Ge8wD", "status": "running", "is_cancelled": false});
//! from_value::<CampaignStatistics>(json!({"campaign": campaign}))?;
//! from_value::<CallSearchResult>(json!({"calls": [], "total_count": 0}))?;
//! from_value::<TranscriptEntry>(json!({}))?;
//! # from_value::<Call>(json!({"id": "call_8Zk3vQ", "status": "completed"}))?;
//! # from_value::<CallAttempt>(json!({"id": "attempt_1", "status": "completed"}))?;
//! # from_value::<SpeedDialSession>(json!({
//! #     "id": "session_1", "status": "dialing", "campaign_id": "campaign_3Ge8wD", "in_flight_calls": [],
//! # }))?;
//! # from_value::<Assistant>(json!({"id": "assistant_4Tn6yB", "prompt": "You are Jules."}))?;
//! # from_value::<Campaign>(json!({
//! #     "id": "campaign_3Ge8wD", "assistant_id": "assistant_4Tn6yB", "status": "running",
//! #     "is_cancelled": false,
//! # }))?;
//! # from_value::<CampaignRow>(json!({"id": "row_1", "phone_number": "+33639980142"}))?;
//! # from_value::<PhoneNumber>(json!({"id": "number_1", "phone_number": "+33199001234"}))?;
//! # from_value::<PhoneHistory>(json!({"count": 0, "do_not_contact": false, "reached_human": false}))?;
//! # from_value::<User>(json!({"id": "user_1"}))?;
//! # from_value::<UserRef>(json!({"id": "user_1"}))?;
//! # from_value::<ListedVoice>(json!({"id": "voice_1"}))?;
//! # from_value::<VoiceSummary>(json!({"id": "voice_1"}))?;
//! # from_value::<CallContact>(json!({}))?;
//! # Ok::<(), serde_json::Error>(())
//! ```
//!
//! # Requests
//!
//! Requests are validated strictly. One that breaks a documented limit is refused before it is
//! sent, with the path of each field and its limit ([`Error::violations`]). Where the API gives
//! `null` a meaning, absence, `null` and a value are three different things ([`Nullable`]). To send
//! something that this version does not know, use [`Client::get`] and its siblings,
//! [`Request::extra_query`], [`Request::extra_body`] and [`Request::header`].

#[macro_use]
mod drift;
#[macro_use]
mod limits;
#[macro_use]
mod setters;
#[macro_use]
mod wire;

mod attempt;
mod body;
mod client;
mod content;
mod decode;
mod error;
mod finished;
#[macro_use]
mod from_response;
mod operation;
#[macro_use]
mod parameters;
mod path;
mod request;
mod response;
mod retry_after;
mod transport;

// Comes last, so that the page of `Request` begins with the methods that all requests have. Only
// the generator formats it, so that `--check` and `cargo fmt` cannot disagree.
#[rustfmt::skip]
mod generated;

// Types of these crates are part of the public interface.
#[cfg(feature = "chrono")]
pub use chrono;
#[cfg(feature = "jiff")]
pub use jiff;
pub use {bytes, http};

pub use attempt::Attempt;
pub use body::{Body, Chunks, NextChunk};
pub use client::Client;
pub use content::{Content, Download};
pub use drift::{Drift, DriftKind};
pub use error::{Delivery, Error};
pub use finished::Finished;
pub use generated::{models, resources};
pub use limits::Violation;
pub use operation::{Operation, RetryClass};
pub use parameters::Parameters;
pub use request::{HeaderError, RawBody, Request, WithResponse, parse_header};
pub use response::Response;
pub use retry_after::retry_after;
pub use transport::{BoxFuture, HttpRequest, RequestOptions, Transport};
pub use wire::{
    Base64, IntegerOrNull, IntoInteger, ListOrNull, Nullable, Secret, Timestamp, UnknownValue,
    UnknownVariant,
};

// Compiles the README's example as a doctest.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
