//! The errors of the public API.

use std::error::Error;
use std::{fmt, io};

use crate::spec::SpecError;

/// Why [`Sandbox::start`](crate::Sandbox::start) failed.
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
    Port(io::Error),
    Spec(SpecError),
}

impl StartError {
    pub(crate) fn port(error: io::Error) -> Self {
        Self(Cause::Port(error))
    }
}

impl From<SpecError> for StartError {
    fn from(error: SpecError) -> Self {
        Self(Cause::Spec(error))
    }
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            Cause::Port(_) => "the sandbox could not open a port on 127.0.0.1",
            Cause::Spec(_) => "the sandbox does not understand its OpenAPI description",
        })
    }
}

impl Error for StartError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(match &self.0 {
            Cause::Port(error) => error,
            Cause::Spec(error) => error,
        })
    }
}

/// Why [`Sandbox::put_call`](crate::Sandbox::put_call) refused a call order: it has no usable `id`.
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
    pub(crate) but: &'static str,
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
