//! The errors of the public API.

use std::error::Error;
use std::net::SocketAddr;
use std::{fmt, io};

use serde_json::Value;

use crate::fault::FaultError;
use crate::spec::SpecError;

/// Failure to start a sandbox.
///
/// ```
/// async fn sandbox() -> Result<revox_sandbox::Sandbox, String> {
///     revox_sandbox::Sandbox::start()
///         .await
///         .map_err(|error: revox_sandbox::StartError| error.to_string())
/// }
/// ```
#[derive(Debug)]
pub struct StartError(Cause);

#[derive(Debug)]
enum Cause {
    Address(SocketAddr, io::Error),
    Fault(FaultError),
    Spec(SpecError),
}

impl StartError {
    pub(crate) fn address(address: SocketAddr, error: io::Error) -> Self {
        Self(Cause::Address(address, error))
    }
}

impl From<FaultError> for StartError {
    fn from(error: FaultError) -> Self {
        Self(Cause::Fault(error))
    }
}

impl From<SpecError> for StartError {
    fn from(error: SpecError) -> Self {
        Self(Cause::Spec(error))
    }
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Cause::Address(address, _) => write!(f, "the sandbox could not listen on {address}"),
            Cause::Fault(_) => f.write_str("a fault cannot be injected"),
            Cause::Spec(_) => {
                f.write_str("the sandbox does not understand its OpenAPI description")
            }
        }
    }
}

impl Error for StartError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(match &self.0 {
            Cause::Address(_, error) => error,
            Cause::Fault(error) => error,
            Cause::Spec(error) => error,
        })
    }
}

/// A call order without a usable `id`, which [`Sandbox::put_call`](crate::Sandbox::put_call)
/// refuses.
///
/// ```
/// # #[tokio::main]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let sandbox = revox_sandbox::Sandbox::start().await?;
/// let error = sandbox.put_call(serde_json::json!({ "id": 7 })).unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "a call order is a JSON object with a non-empty string `id`, but its `id` is not a string"
/// );
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct PutCallError {
    but: &'static str,
}

impl PutCallError {
    /// The id of a call order, of any shape otherwise.
    pub(crate) fn check(call: &Value) -> Result<String, Self> {
        let but = match call {
            Value::Object(call) => match call.get("id") {
                Some(Value::String(id)) if !id.is_empty() => return Ok(id.clone()),
                Some(Value::String(_)) => "its `id` is empty",
                Some(_) => "its `id` is not a string",
                None => "it has no `id`",
            },
            _ => "this is not an object",
        };
        Err(Self { but })
    }
}

impl fmt::Display for PutCallError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "a call order is a JSON object with a non-empty string `id`, but {}",
            self.but
        )
    }
}

impl Error for PutCallError {}
