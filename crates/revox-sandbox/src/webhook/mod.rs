//! Decides which webhooks are sent, to whom, and when.
//!
//! Revox documents that `webhook_url` is called, but neither the times nor the content. Both are
//! assumptions of this module. `receivers` decides who may be called, `outbox` which webhook is next, and
//! `planning` lets faults happen. `http` sends.

mod outbox;
mod planning;
mod receivers;

use jiff::Timestamp;
use serde_json::json;

pub(crate) use outbox::{Outbox, Outgoing};
pub(crate) use receivers::{Receiver, Receivers};

/// The reason for a webhook.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Reason {
    /// An attempt is over, and the call order goes on, or was over before.
    AttemptEnded,
    /// The call order is completed, cancelled or errored.
    CallFinished,
}

impl Reason {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::AttemptEnded => "attempt_ended",
            Self::CallFinished => "call_finished",
        }
    }
}

/// Something that happened to a call order whose assistant has a `webhook_url`.
#[derive(Debug)]
pub(crate) struct Notice {
    pub(crate) at: Timestamp,
    pub(crate) call_id: String,
    pub(crate) url: String,
    /// The receiver, or why the URL is not called.
    pub(crate) receiver: Result<Receiver, String>,
    pub(crate) news: News,
}

#[derive(Debug)]
pub(crate) enum News {
    /// A phone rings: the moment for forgeries.
    Rings,
    Changed {
        reason: Reason,
        status: &'static str,
        attempts: u64,
    },
}

/// The body of a webhook. Its form is an invention of the sandbox.
fn body(reason: Reason, at: Timestamp, call_id: &str, status: &str, attempts: u64) -> Vec<u8> {
    let body = json!({
        "event": reason.as_str(),
        "at": at.to_string(),
        "call": { "id": call_id, "status": status, "calls_count": attempts },
    });
    body.to_string().into_bytes()
}
