//! The source of a sandbox's responses.

use std::fmt;
use std::str::FromStr;

/// Source of a sandbox's responses.
///
/// ```
/// # #[tokio::main]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use revox_sandbox::{Mode, Sandbox};
///
/// let sandbox = Sandbox::builder().mode(Mode::Examples).start().await?;
/// let response = reqwest::Client::new()
///     .get(format!("{}/call/whatever", sandbox.base_url()))
///     .bearer_auth(sandbox.api_key())
///     .send()
///     .await?;
/// assert_eq!(response.status(), 200);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub enum Mode {
    /// Stored resources, which are created, retrieved, changed and deleted. Call orders are carried
    /// out.
    #[default]
    Stateful,
    /// Examples of the OpenAPI description: each operation responds with its example, whatever the
    /// id. Requests are still checked, except for the forms of strings: `x` will do for a phone
    /// number.
    Examples,
}

impl FromStr for Mode {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "stateful" => Ok(Self::Stateful),
            "examples" => Ok(Self::Examples),
            _ => Err(format!("`{text}` is neither `stateful` nor `examples`")),
        }
    }
}

impl fmt::Display for Mode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Stateful => "stateful",
            Self::Examples => "examples",
        })
    }
}
