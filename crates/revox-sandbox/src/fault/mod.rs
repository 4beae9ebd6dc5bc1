//! Things that go wrong on demand.

mod parse;
mod rules;

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};

pub use parse::FaultError;
pub(crate) use rules::Rules;

/// Something that goes wrong, with one operation or with all, once or often.
///
/// Without more said, a fault is for every request until [`Sandbox::heal`](crate::Sandbox::heal).
/// "Accepted" means that the request took effect, as in a call order that was placed.
///
/// ```
/// # #[tokio::main]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use revox_sandbox::{Fault, Sandbox};
///
/// let sandbox = Sandbox::start().await?;
/// sandbox.inject(Fault::status(503).header("Retry-After", "1").on("call_retrieve").times(1))?;
///
/// let url = format!("{}/call/call_8Zk3vQ", sandbox.base_url());
/// let ask = || reqwest::Client::new().get(&url).bearer_auth(sandbox.api_key()).send();
/// assert_eq!(ask().await?.status(), 503);
/// assert_eq!(ask().await?.status(), 200);
/// # Ok(())
/// # }
/// ```
///
/// As text, for the program's `--fault`:
///
/// ```
/// use revox_sandbox::Fault;
///
/// let twice = Fault::status(429).header("retry-after", "3").on("call_search").times(2);
/// assert_eq!("call_search x2 status=429 retry-after:3".parse(), Ok(twice));
///
/// let in_turn = Fault::in_turn([Fault::none(), Fault::hang(), Fault::drop_after_accepting()]);
/// assert_eq!("ok hang drop-after".parse(), Ok(in_turn.times(1)));
/// ```
///
/// | words | meaning |
/// |---|---|
/// | an operation's id, first | for this operation only |
/// | `x3` | three times, then no more; a list without it is gone through once |
/// | `10%` | for a tenth of the requests |
/// | `latency=1.5` | [`latency`](Self::latency), in seconds |
/// | `hang`, `drop`, `drop-after`, `drop-mid-body` | [`hang`](Self::hang), [`drop`](Self::drop), … |
/// | `truncate`, `garbage`, `type=text/html` | [`truncated_json`](Self::truncated_json), … |
/// | `status=503`, then `name:value` | [`status`](Self::status), with headers |
/// | `redirect=URL` | [`redirect`](Self::redirect), with 307 |
/// | `duplicate`, `drip=100`, `oversize=1000000` | [`duplicate`](Self::duplicate), … |
/// | `after` | the fault before it comes [`after_accepting`](Self::after_accepting) |
/// | `ok` | nothing goes wrong |
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) operation: Option<String>,
    /// One after the other, request by request.
    pub(crate) steps: Vec<Step>,
    /// How often the steps are gone through.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) times: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) probability: Option<f64>,
}

/// What goes wrong with one request.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Step {
    pub(crate) effect: Effect,
    /// Whether the request takes effect all the same.
    pub(crate) accepts: bool,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Effect {
    None,
    Latency {
        seconds: f64,
    },
    Hang,
    Drop,
    DropMidBody,
    TruncatedJson,
    GarbageJson,
    ContentType {
        value: String,
    },
    Status {
        status: u16,
        headers: BTreeMap<String, String>,
    },
    Duplicate,
    SlowDrip {
        bytes_per_second: u64,
    },
    Oversized {
        bytes: u64,
    },
}

impl Fault {
    fn new(effect: Effect, accepts: bool) -> Self {
        Self {
            operation: None,
            steps: vec![Step { effect, accepts }],
            times: None,
            probability: None,
        }
    }

    /// Nothing goes wrong: a pause in a list of faults.
    pub fn none() -> Self {
        Self::new(Effect::None, true)
    }

    /// The request is accepted, and the answer comes this much later.
    pub fn latency(by: Duration) -> Self {
        let seconds = by.as_secs_f64();
        Self::new(Effect::Latency { seconds }, true)
    }

    /// The request is accepted, and never answered.
    pub fn hang() -> Self {
        Self::new(Effect::Hang, true)
    }

    /// The connection is closed before the body is read. Nothing is accepted.
    pub fn drop() -> Self {
        Self::new(Effect::Drop, false)
    }

    /// The request is accepted, and the connection closed without an answer.
    pub fn drop_after_accepting() -> Self {
        Self::drop().after_accepting()
    }

    /// The request is accepted, and the connection closed in the middle of the answer.
    pub fn drop_mid_body() -> Self {
        Self::new(Effect::DropMidBody, true)
    }

    /// The request is accepted, and answered with the first half of the JSON.
    pub fn truncated_json() -> Self {
        Self::new(Effect::TruncatedJson, true)
    }

    /// The request is accepted, and answered with what is no JSON.
    pub fn garbage_json() -> Self {
        Self::new(Effect::GarbageJson, true)
    }

    /// The request is accepted, and the answer has another `Content-Type`.
    pub fn content_type(value: impl Into<String>) -> Self {
        let value = value.into();
        Self::new(Effect::ContentType { value }, true)
    }

    /// The answer is an error with this status. Nothing is accepted.
    pub fn status(status: u16) -> Self {
        let headers = BTreeMap::new();
        Self::new(Effect::Status { status, headers }, false)
    }

    /// The answer sends the client elsewhere. Nothing is accepted.
    pub fn redirect(status: u16, location: impl Into<String>) -> Self {
        Self::status(status).header("location", location)
    }

    /// The request is accepted twice, and the answer is that of the first time.
    pub fn duplicate() -> Self {
        Self::new(Effect::Duplicate, true)
    }

    /// The request is accepted, and the answer comes byte after byte.
    pub fn slow_drip(bytes_per_second: u64) -> Self {
        Self::new(Effect::SlowDrip { bytes_per_second }, true)
    }

    /// The request is accepted, and the answer blown up to this size with white space.
    pub fn oversized_body(bytes: u64) -> Self {
        Self::new(Effect::Oversized { bytes }, true)
    }

    /// One fault for each request in turn, once through the list unless [`times`](Self::times) says
    /// more. Only what goes wrong is taken from these, and not for whom and how often.
    pub fn in_turn(faults: impl IntoIterator<Item = Self>) -> Self {
        Self {
            operation: None,
            steps: faults.into_iter().flat_map(|fault| fault.steps).collect(),
            times: Some(1),
            probability: None,
        }
    }

    /// Adds a header to the answer of [`status`](Self::status) or [`redirect`](Self::redirect).
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        if let Some(Step { effect, .. }) = self.steps.last_mut()
            && let Effect::Status { headers, .. } = effect
        {
            headers.insert(name.into().to_lowercase(), value.into());
        }
        self
    }

    /// The request takes effect before it goes wrong.
    #[must_use]
    pub fn after_accepting(mut self) -> Self {
        if let Some(step) = self.steps.last_mut() {
            step.accepts = true;
        }
        self
    }

    /// Only with this operation, such as `call_create`.
    #[must_use]
    pub fn on(mut self, operation: impl Into<String>) -> Self {
        self.operation = Some(operation.into());
        self
    }

    /// Only so often.
    #[must_use]
    pub fn times(mut self, times: u64) -> Self {
        self.times = Some(times);
        self
    }

    /// Only for some of the requests, from 0 (none) to 1 (all). Which ones follows from the seed.
    #[must_use]
    pub fn probability(mut self, probability: f64) -> Self {
        self.probability = Some(probability);
        self
    }
}

impl Step {
    /// The word for it in a fault's text form.
    pub(crate) fn word(&self) -> &'static str {
        match self.effect {
            Effect::None => "ok",
            Effect::Latency { .. } => "latency",
            Effect::Hang => "hang",
            Effect::Drop if self.accepts => "drop-after",
            Effect::Drop => "drop",
            Effect::DropMidBody => "drop-mid-body",
            Effect::TruncatedJson => "truncate",
            Effect::GarbageJson => "garbage",
            Effect::ContentType { .. } => "type",
            Effect::Status { .. } => "status",
            Effect::Duplicate => "duplicate",
            Effect::SlowDrip { .. } => "drip",
            Effect::Oversized { .. } => "oversize",
        }
    }
}
