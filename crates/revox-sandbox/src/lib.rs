//! An in-memory Revox to develop and test against: no account, no phone bill, nobody's phone rings.
//!
//! A [`Sandbox`] serves the Revox API over HTTP on a free port of the loopback interface. It checks
//! requests against the OpenAPI description, answers with the call orders it holds, and records
//! what it received. It starts with the call orders of the description's examples.
//!
//! ```
//! # #[tokio::main]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let sandbox = revox_sandbox::Sandbox::start().await?;
//! sandbox.put_call(serde_json::json!({ "id": "call_1", "status": "completed" }))?;
//!
//! let response = reqwest::Client::new()
//!     .get(format!("{}/call/call_1", sandbox.base_url()))
//!     .bearer_auth(sandbox.api_key())
//!     .send()
//!     .await?;
//!
//! assert_eq!(response.status(), 200);
//! assert_eq!(
//!     response.text().await?,
//!     r#"{"call":{"id":"call_1","status":"completed"}}"#
//! );
//! assert_eq!(sandbox.requests()[0].path(), "/api/call/call_1");
//! # Ok(())
//! # }
//! ```
//!
//! # What it checks, in this order
//!
//! | what | answer | `code` |
//! |---|---|---|
//! | the path exists | 404 | `route_not_found` |
//! | the path takes this method | 405, with `Allow` | `method_not_allowed` |
//! | the request carries an API key | 401 | `missing_api_key` |
//! | … and it is [`Sandbox::api_key`] | 401 | `invalid_api_key` |
//! | the body holds at most 1 MiB | 413 | `body_too_large` |
//! | the body arrives whole | 400 | `body_incomplete` |
//! | the operation takes a body, if one came | 400 | `body_not_allowed` |
//! | parameters are percent-encoded UTF-8 | 400 | `malformed_parameter` |
//! | every query parameter is known | 400 | `unknown_parameter` |
//! | no required parameter is missing | 400 | `missing_parameter` |
//! | parameters have the length they may have | 400 | `parameter_too_short`, `parameter_too_long` |
//! | the call order exists | 404 | `call_not_found` |
//!
//! These answers have the body `{"message": …, "code": …}`; where one parameter is at fault,
//! `"error": {"in": "query", "parameter": "page"}` names it. Only requests that are no HTTP at all
//! get the bare answer of the HTTP server beneath, and are not recorded.
//!
//! Every answer carries an `x-request-id`: `req_1` for the first request, `req_2` for the second.
//!
//! # What it is not
//!
//! The codes and messages are the sandbox's own, since Revox documents none. Bodies are not checked
//! against their schema, and of a parameter's schema only the limits of length are. Call orders do
//! not change by themselves.

mod api;
mod builder;
mod clock;
mod control;
mod engine;
mod error;
mod fault;
mod http;
#[cfg(test)]
mod laws;
mod mode;
mod sandbox;
mod script;
mod seed;
mod spec;
mod state;

pub use builder::Builder;
pub use clock::Time;
pub use engine::HistoryEntry;
pub use error::{PutCallError, StartError};
pub use fault::{Fault, FaultError};
pub use http::RecordedRequest;
pub use jiff::Timestamp;
pub use mode::Mode;
pub use sandbox::Sandbox;
pub use script::{DialError, Pickup, Reply, Script};
