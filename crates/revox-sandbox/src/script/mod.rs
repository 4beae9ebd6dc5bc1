//! The script: who answers the phone, and the conversations.
//!
//! A [`Script`] gives numbers their [`Reply`]s, one for each attempt. Numbers that it does not name
//! get replies that follow from the seed.

mod chance;
mod reply;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use reply::{DialError, Pickup, Reply};

/// Replies to attempts, by phone number: who answers, and what is said.
///
/// The first reply is for the first attempt of a call order, and so on; the last one also serves
/// all later attempts. The control API and the program's `--script` take scripts as JSON:
///
/// ```
/// use revox_sandbox::{DialError, Reply, Script};
///
/// let script = Script::new()
///     .when_dialling("+33639980142", [
///         Reply::voicemail(),
///         Reply::human()
///             .saying(["Yes, I would like a quote."])
///             .outcome("interested")
///             .extracting("email", "camille@example.com"),
///     ])
///     .otherwise([Reply::dial_error(DialError::NoAnswer)]);
///
/// let json = r#"{
///   "numbers": {
///     "+33639980142": [
///       { "pickup": "voicemail" },
///       {
///         "pickup": "human",
///         "says": ["Yes, I would like a quote."],
///         "outcome": "interested",
///         "extracts": { "email": "camille@example.com" }
///       }
///     ]
///   },
///   "otherwise": [{ "pickup": "no_answer" }]
/// }"#;
/// assert_eq!(serde_json::from_str::<Script>(json)?, script);
/// # Ok::<_, serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Script {
    numbers: BTreeMap<String, Vec<Reply>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    otherwise: Vec<Reply>,
}

impl Script {
    /// Creates a script that names no number: all replies follow from the seed.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the replies for `number`, attempt by attempt, replacing earlier ones.
    #[must_use]
    pub fn when_dialling(
        mut self,
        number: impl Into<String>,
        replies: impl IntoIterator<Item = Reply>,
    ) -> Self {
        let replies = replies.into_iter().collect();
        self.numbers.insert(number.into(), replies);
        self
    }

    /// Sets the replies for all other numbers, replacing those that follow from the seed.
    #[must_use]
    pub fn otherwise(mut self, replies: impl IntoIterator<Item = Reply>) -> Self {
        self.otherwise = replies.into_iter().collect();
        self
    }

    /// The reply to an attempt, counted from 0.
    pub(crate) fn reply(&self, number: &str, attempt: usize, chance: &mut fastrand::Rng) -> Reply {
        let named = self.numbers.get(number).unwrap_or(&self.otherwise);
        match named.get(attempt).or(named.last()) {
            Some(reply) => reply.clone(),
            None => chance::reply(chance),
        }
    }
}
