//! Faults: things that go wrong on demand.

mod check;
mod parse;
mod rules;
mod webhook;

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};

pub use parse::FaultError;
pub(crate) use rules::Rules;
pub use webhook::Forgery;
pub(crate) use webhook::{Aim, WEBHOOK};

/// Something that goes wrong on demand, with one operation or all, once or several times.
///
/// Unless it is limited, a fault hits every request until [`Sandbox::heal`](crate::Sandbox::heal).
/// "Accepted" means that the request takes effect: a call order is placed, for example. An
/// impossible fault, such as a status of 42, is refused when it is injected or parsed.
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
/// Faults can be written as text, for the program's `--fault`:
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
/// | word | meaning |
/// |---|---|
/// | an operation's id, first | hits only this operation |
/// | `x3` | hits three times, then no more; a list of several faults without it is gone through once |
/// | `10%` | hits a tenth of the requests |
///
/// Then follow one or more of the words that [`words`](Self::words) lists. Each hits one request,
/// in turn. The words for webhooks, which [`webhook_words`](Self::webhook_words) lists, need no
/// operation; `webhook` may stand in its place.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) operation: Option<String>,
    /// One after the other, request by request.
    pub(crate) steps: Vec<Step>,
    /// The number of times that the steps are gone through.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) times: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) probability: Option<f64>,
    /// A header that was added to a fault without a status: an error when the fault is injected.
    #[serde(skip)]
    misplaced_header: Option<String>,
}

/// The part of a fault that hits one request.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Step {
    pub(crate) effect: Effect,
    /// The request takes effect all the same.
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
    Late {
        seconds: f64,
    },
    /// The webhook is not sent.
    Lose,
    /// The webhook is sent twice.
    Double,
    Delay {
        seconds: f64,
    },
    Reorder,
    /// Somebody else calls the webhook's URL.
    Forge {
        body: Forgery,
    },
}

impl Fault {
    fn new(effect: Effect, accepts: bool) -> Self {
        Self {
            operation: None,
            steps: vec![Step { effect, accepts }],
            times: None,
            probability: None,
            misplaced_header: None,
        }
    }

    /// Returns the words of the text form with their meanings, as the program's `--help` shows
    /// them.
    ///
    /// ```
    /// use revox_sandbox::Fault;
    ///
    /// for (word, meaning) in Fault::words() {
    ///     println!("{word:<24} {meaning}");
    /// }
    /// ```
    pub fn words() -> &'static [(&'static str, &'static str)] {
        &parse::WORDS
    }

    /// Creates a fault with which nothing goes wrong: a pause in a list of faults.
    pub fn none() -> Self {
        Self::new(Effect::None, true)
    }

    /// Creates a delay: the request is accepted, and the response arrives later by this time.
    pub fn latency(by: Duration) -> Self {
        let seconds = by.as_secs_f64();
        Self::new(Effect::Latency { seconds }, true)
    }

    /// Creates a hang: the request is accepted, and no response ever arrives.
    pub fn hang() -> Self {
        Self::new(Effect::Hang, true)
    }

    /// Creates a fault that closes the connection before the body is read. Nothing is accepted.
    pub fn drop() -> Self {
        Self::new(Effect::Drop, false)
    }

    /// Creates a fault that accepts the request, and closes the connection without a response.
    pub fn drop_after_accepting() -> Self {
        Self::drop().after_accepting()
    }

    /// Creates a fault that accepts the request, and closes the connection in the middle of the
    /// response.
    pub fn drop_mid_body() -> Self {
        Self::new(Effect::DropMidBody, true)
    }

    /// Creates a fault that accepts the request, and responds with the first half of the JSON.
    pub fn truncated_json() -> Self {
        Self::new(Effect::TruncatedJson, true)
    }

    /// Creates a fault that accepts the request, and responds with a body that is not JSON.
    pub fn garbage_json() -> Self {
        Self::new(Effect::GarbageJson, true)
    }

    /// Creates a fault that accepts the request, and responds with this `Content-Type`.
    pub fn content_type(value: impl Into<String>) -> Self {
        let value = value.into();
        Self::new(Effect::ContentType { value }, true)
    }

    /// Creates a fault that responds with this status, from 200 to 599. Nothing is accepted.
    pub fn status(status: u16) -> Self {
        let headers = BTreeMap::new();
        Self::new(Effect::Status { status, headers }, false)
    }

    /// Creates a fault that redirects the client to `location`. Nothing is accepted.
    pub fn redirect(status: u16, location: impl Into<String>) -> Self {
        Self::status(status).header("location", location)
    }

    /// Creates a fault that accepts the request twice, and returns the first response.
    pub fn duplicate() -> Self {
        Self::new(Effect::Duplicate, true)
    }

    /// Creates a fault that accepts the request, and sends the response's body at this rate, which
    /// must be 1 or more.
    pub fn slow_drip(bytes_per_second: u64) -> Self {
        Self::new(Effect::SlowDrip { bytes_per_second }, true)
    }

    /// Creates a fault that accepts the request, and pads the response with white space to this
    /// size.
    pub fn oversized_body(bytes: u64) -> Self {
        Self::new(Effect::Oversized { bytes }, true)
    }

    /// Creates a fault that responds with 504 at once, and lets the request take effect later by
    /// this time of the sandbox: a gateway gave up, and the server did not.
    ///
    /// The request takes effect as if it had come then, if it is still acceptable.
    ///
    /// ```
    /// use std::time::Duration;
    /// use revox_sandbox::Fault;
    ///
    /// let slow = Fault::late(Duration::from_secs(90)).on("call_create").times(1);
    /// assert_eq!("call_create x1 late=90".parse(), Ok(slow));
    /// ```
    pub fn late(by: Duration) -> Self {
        let seconds = by.as_secs_f64();
        Self::new(Effect::Late { seconds }, true)
    }

    /// Creates a sequence of faults, one for each request in turn.
    ///
    /// The list is gone through once, unless [`times`](Self::times) says otherwise. Operation,
    /// number and probability of the single faults are ignored.
    pub fn in_turn(faults: impl IntoIterator<Item = Self>) -> Self {
        let mut all = Self {
            times: Some(1),
            ..Self::none()
        };
        all.steps.clear();
        for fault in faults {
            if fault.operation.as_deref() == Some(WEBHOOK) {
                all.operation = fault.operation;
            }
            all.steps.extend(fault.steps);
            all.misplaced_header = all.misplaced_header.or(fault.misplaced_header);
        }
        all
    }

    /// Adds a header to the response of [`status`](Self::status) or [`redirect`](Self::redirect).
    /// Any other fault with a header is refused when it is injected.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        let name = name.into().to_lowercase();
        match self.steps.last_mut().map(|step| &mut step.effect) {
            Some(Effect::Status { headers, .. }) => {
                headers.insert(name, value.into());
            }
            _ => self.misplaced_header = Some(name),
        }
        self
    }

    /// Lets the request take effect before the fault hits it.
    #[must_use]
    pub fn after_accepting(mut self) -> Self {
        if let Some(step) = self.steps.last_mut() {
            step.accepts = true;
        }
        self
    }

    /// Keeps the request from taking effect, as if a proxy in front of the API had hung or had sent
    /// the response. [`none`](Self::none), [`duplicate`](Self::duplicate) and [`late`](Self::late) cannot be
    /// combined with this: injecting them fails.
    ///
    /// ```
    /// use revox_sandbox::Fault;
    ///
    /// let sign_in_page = Fault::garbage_json().before_accepting();
    /// assert_eq!("garbage before".parse(), Ok(sign_in_page));
    /// ```
    #[must_use]
    pub fn before_accepting(mut self) -> Self {
        if let Some(step) = self.steps.last_mut() {
            step.accepts = false;
        }
        self
    }

    /// Limits the fault to this operation, such as `call_create`.
    #[must_use]
    pub fn on(mut self, operation: impl Into<String>) -> Self {
        self.operation = Some(operation.into());
        self
    }

    /// Limits the number of times that the fault hits, or that a sequence is gone through; 1 or
    /// more.
    #[must_use]
    pub fn times(mut self, times: u64) -> Self {
        self.times = Some(times);
        self
    }

    /// Limits the fault to a share of the requests or webhooks, from 0 (none) to 1 (all). The seed decides
    /// which.
    #[must_use]
    pub fn probability(mut self, probability: f64) -> Self {
        self.probability = Some(probability);
        self
    }
}

impl Step {
    /// Returns its word in a fault's text form.
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
            Effect::Late { .. } => "late",
            Effect::Lose => "lose",
            Effect::Double => "double",
            Effect::Delay { .. } => "delay",
            Effect::Reorder => "reorder",
            Effect::Forge { .. } => "forge",
        }
    }
}
