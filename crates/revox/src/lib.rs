//! Rust SDK for Revox, the API that has AI agents place phone calls.
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let client = revox::Client::from_env()?; // REVOX_API_KEY, REVOX_BASE_URL
//! let order = client.call().create("+33639980142").assistant_id("assistant_4Tn6yB").await?;
//! let call = client.call().wait(&order.id).await?; // for hours or days
//! println!("{}: {} attempts", call.status, call.call_attempts.len());
//! # Ok(())
//! # }
//! ```
//!
//! - [`Client`] holds the key and the connections; create one and clone it.
//! - [`resources`] lists the operations, [`models`] the types they take and return.
//! - Every operation returns a [`Request`]. Await it as it is, or first call the setters of its
//!   parameters and methods such as [`timeout`](Request::timeout),
//!   [`with_response`](Request::with_response) and [`as_type`](Request::as_type).
//! - [`Nullable`] distinguishes an explicit `null` from an absent value.
//! - [`Error`] says what went wrong and keeps whatever part of the response arrived.
//!
//! # Retries
//!
//! Each operation has a retry class. Reads and idempotent operations are resent up to twice after a
//! failed connection, a broken exchange, a timeout, 408, 429 and 5xx. An operation of class
//! [`Once`](RetryClass::Once), such as placing a call order, is resent only if no connection to the
//! server was made, since after any other failure a second attempt could ring the phone twice. If
//! you know that a 429 means that nothing happened, say so with
//! [`rate_limit_is_proof`](Request::rate_limit_is_proof).
//!
//! - Backoff is exponential with full jitter: a random pause of at most 0.5 seconds before the
//!   first retry, of at most 8 seconds before any later one. If the server sends `Retry-After`, the
//!   pause is that long plus up to 5 seconds. If it asks for more than 60 seconds, or for a pause
//!   beyond the deadline, the error is returned at once.
//! - All clones of a client share a retry budget: a total outage allows 35 retries, then one for
//!   every 14 successful requests.
//! - A retried `DELETE` that gets 404 succeeds if an earlier attempt may have deleted the resource.
//! - Nothing below this crate resends a request or follows a redirect. The HTTP client's retries
//!   are off, and only reads follow redirects, to the same scheme, host and port. One case cannot
//!   be turned off and does no harm: the HTTP client moves a request to a new connection if it has
//!   not written a single byte of it to the old one.
//! - Dropping the future of a request cancels it: no background task sends it later.
//!
//! [`Error::delivery`] returns what a failed request may have done, [`Error::attempts`] the outcome
//! of each attempt. [`ClientBuilder`] and [`Request`] set [`max_retries`](Request::max_retries),
//! the [`timeout`](Request::timeout) of one attempt, and the [`deadline`](Request::deadline) of
//! all.
//!
//! # One call order per key
//!
//! A request whose response was lost may have placed a call order. `client.call().place(key, …)`
//! finds out, and places at most one per key, across retries, crashes and restarts.
//! `client.campaigns().create_once(key, …)` and `launch_once(id)` do the same for campaigns. [`place`]
//! states the promise and its assumptions.
//!
//! # Waiting
//!
//! `client.call().wait(id)` returns a call order once it is finished, and
//! `client.campaigns().wait(id)` a campaign once its rows are done. `place(…).wait()` and
//! `launch_once(…).wait()` place or launch first. [`Wait`] says what a wait survives, and [`poll`] when
//! it polls; its [`Schedule`](poll::Schedule) also serves a loop of your own.
//!
//! `client.call().watch(id)` is a stream of what changes on the way, such as the transcript during a call.
//! [`Watch`] lists the events, and says how to resume after a crash.
//!
//! # Tracking
//!
//! `client.call().track(ids)` is a stream of the changes of many call orders, which reads up to a hundred of
//! them with one search. [`Track`] says what it costs and how to resume after a crash; its handle, a
//! [`Tracker`], adds and removes call orders and takes webhooks as [hints](Tracker::hint).
//!
//! # Reading call orders, and typed data
//!
//! Traits of the [`prelude`] add methods to a [`Call`](models::Call) and its attempts. They return its end,
//! the talk time, the transcript as text or Markdown, the tools that the agent used, and the structured
//! output as a type of your own. [`reading`] has an example, and [`extract`] shows how one struct both
//! defines structured output and holds it.
//!
//! # Logs, traces and drift
//!
//! The feature `tracing` opens a span for each request and a child span for each of its attempts.
//! Fields have OpenTelemetry's names for HTTP clients; `otel.name`, `otel.kind` and
//! `otel.status_code` are for `tracing-opentelemetry`. Events have the target `revox`: level `info`
//! reports the outcome of each attempt and the pause before a retry, level `debug` announces each
//! attempt before it is sent. The examples print them if `REVOX_LOG` is `info` or `debug`.
//!
//! | field | request span | attempt span |
//! |---|---|---|
//! | `otel.name` | `call_retrieve` | `GET /call/{id}` |
//! | `http.response.status_code`, `error.type`, `revox.request_id` | yes | yes |
//! | `revox.delivery` | the worst of all attempts | its own |
//! | `revox.operation`, `revox.attempts` | yes | |
//! | `http.request.method`, `url.template`, `server.address`, `server.port` | | yes |
//! | `http.request.resend_count`, `revox.wait_ms` | | from the first retry on |
//!
//! `url.full` is omitted because URLs contain ids and phone numbers.
//!
//! A placement (`place`, `resolve`, `create_once`, …) has a span `placement` around those of its
//! requests: `otel.name` (`call_place`), `revox.outcome` (`new`, `found`, `absent`, `undecided`,
//! `conflict` or `failed`), `error.type`, and `revox.requests`, the number of requests that it sent to
//! place something. Level `info` reports why a placement waits, for how long at most, and why it gives up.
//! The key is not recorded, because it may be an e-mail address: to find a placement in your logs, open a
//! span of your own around it.
//!
//! A wait or watch logs each failed poll that it survives at level `info`, and the time and reason of the next
//! poll at level `debug`. A tracker does the same for each search that fails, and logs the size of each
//! round at level `debug`.
//!
//! The API changes every few weeks. [`ClientBuilder::on_drift`] reports fields and values that this
//! version does not know, and fields that a response lacks, by path and kind.
//!
//! # Private by default
//!
//! The API key appears in no `Debug` output, error, log or span. Phone numbers, prompts, transcripts
//! and bodies appear in no error message, log or span, so you can log errors as they are. `Debug` of
//! a model prints everything except credentials. The key is sent only over TLS or to a loopback
//! address, unless you call [`ClientBuilder::allow_plain_http`], and a redirect never takes it to
//! another host.
//!
//! # Testing
//!
//! The `revox-sandbox` crate is an in-memory Revox on a loopback port. To test without any network,
//! pass a [`Transport`] of your own to [`Client::with_transport`].
//!
//! # Features
//!
//! | feature | default | what it does |
//! |---|---|---|
//! | `blocking` | no | adds the module `blocking`, for programs without an asynchronous runtime |
//! | `chrono` | no | accepts `chrono` times in requests |
//! | `compression` | no | accepts responses compressed with gzip; size limits count decompressed bytes |
//! | `extract` | no | adds `output_fields`, which turns a struct into a `structured_output_config`, with `schemars` |
//! | `http2` | no | uses HTTP/2 with servers that offer it over TLS; otherwise HTTP/1.1 |
//! | `journal-file` | no | adds `FileJournal`, which keeps placements in a file |
//! | `jiff` | yes | accepts and returns `jiff` times; checks times and time zones before they are sent; lets [`poll`] sleep until planned times |
//! | `native-tls` | no | the operating system's TLS; used if you call `native_tls` on [`ClientBuilder`], or if `rustls` is off; see below |
//! | `reqwest-tls` | no | makes reqwest's default TLS available; used if you call `reqwest_tls` on [`ClientBuilder`], or if `rustls` and `native-tls` are off |
//! | `rustls` | yes | TLS with rustls and ring; see below |
//! | `schemars` | no | implements `schemars::JsonSchema` for every model |
//! | `tracing` | no | opens spans and emits events; see above |
//!
//! # TLS
//!
//! Clients trust the operating system's certificates. On [`ClientBuilder`], `root_certificate` adds
//! others, `without_system_certificates` trusts only those, and `identity` presents a certificate
//! of your own. Cryptography comes from ring. The process-wide default provider of rustls belongs
//! to your program: this library neither needs nor sets it. Cargo builds a crate once, with the
//! features of all its users, so mind two things if your program also uses reqwest or rustls
//! directly:
//!
//! - A `reqwest::Client` of your own panics if no TLS feature of reqwest is on, because it finds no
//!   provider. Install one (`rustls::crypto::ring::default_provider().install_default()`), turn on
//!   a TLS feature of reqwest, or pass a TLS configuration to `tls_backend_preconfigured`.
//! - `rustls::ClientConfig::builder()` panics if both ring and aws-lc-rs are built in and no
//!   default provider is installed.
//!
//! The feature `native-tls` uses Schannel on Windows, Secure Transport on Apple's systems and OpenSSL
//! elsewhere; to build with OpenSSL, you need its headers (`libssl-dev` or `openssl-devel`). If
//! `rustls` is on as well, only clients that call `native_tls` use it; if you turn `rustls` off with
//! `default-features = false` (add `jiff` back if you use it), all clients do. The certificate
//! settings are the same, except that a private key must be in PKCS #8 form. If a server's
//! certificate is refused, the message does not say why; the
//! [source](std::error::Error::source) does. HTTP/2 needs the feature `http2` here too.
//!
//! Without `rustls` and `native-tls`, reqwest provides TLS: turn on `reqwest-tls` or a TLS feature of
//! reqwest itself, and set TLS up with `http_client`. If no TLS feature is
//! on, only plain http works.

mod api_key;
mod base_url;
#[cfg(feature = "blocking")]
pub mod blocking;
mod builder;
mod call;
mod campaigns;
mod canonical;
mod client;
mod config_error;
mod drift;
pub mod extract;
mod options;
mod pages;
pub mod place;
pub mod poll;
pub mod prelude;
pub mod reading;
mod retry;
#[cfg(any(feature = "rustls", feature = "native-tls"))]
mod tls;
#[cfg_attr(not(feature = "tracing"), path = "trace/off.rs")]
mod trace;
mod transport;

pub use builder::ClientBuilder;
pub use call::CallHandle;
pub use campaigns::CampaignsHandle;
pub use client::Client;
pub use config_error::ConfigError;
#[doc(no_inline)]
pub use extract::{ExtractError, PairsError, to_pairs};
#[cfg(feature = "extract")]
#[doc(no_inline)]
pub use extract::{UnsupportedField, UnsupportedType, output_fields};
pub use options::ClientOptions;
pub use pages::{CallPages, Calls};
#[cfg(feature = "journal-file")]
#[doc(no_inline)]
pub use place::FileJournal;
#[doc(no_inline)]
pub use place::{
    Change, CreateOnce, Entry, EntryState, Insertion, InvalidKey, Journal, JournalError,
    LaunchOnce, MemoryJournal, Place, PlaceAll, PlaceError, PlacedOne, Placement, PlacementKey,
    PlacingOptions, Reading, Resolve, Undecided, UndecidedReason, Update,
};
#[doc(no_inline)]
pub use poll::{
    CallChange, Track, TrackChange, TrackSnapshot, TrackUpdate, Tracker, Wait, WaitError, Waited,
    Watch, WatchError, WatchEvent, WatchSnapshot, Watched,
};
#[doc(no_inline)]
pub use reading::{Markdown, ToolCall, Transcript};
pub use retry::{Clock, SystemClock};
pub use revox_api::Nullable::Null;
#[cfg(feature = "chrono")]
pub use revox_api::chrono;
pub use revox_api::{
    Attempt, Base64, Body, BoxFuture, Chunks, Content, Delivery, Download, Drift, DriftKind, Error,
    Finished, HeaderError, HttpRequest, ListOrNull, NextChunk, Nullable, Operation, Parameters,
    RawBody, Request, RequestOptions, Response, RetryClass, Secret, Timestamp, Transport,
    UnknownValue, UnknownVariant, Violation, WithResponse, models, parse_header, resources,
    retry_after,
};
// Types of these crates are part of the public interface.
pub use reqwest;
#[cfg(feature = "jiff")]
pub use revox_api::jiff;
pub use revox_api::{bytes, http};
#[cfg(feature = "extract")]
pub use schemars;

// Compiles the README's examples as doctests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
