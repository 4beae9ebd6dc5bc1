//! Faults of webhooks.

use std::str::FromStr;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{Effect, Fault};

/// The word that stands in place of an operation in faults of webhooks.
pub(crate) const WEBHOOK: &str = "webhook";

/// The thing that a fault hits.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Aim {
    /// A request of a client.
    Request,
    /// A webhook of the sandbox.
    Webhook,
    /// The moment at which a phone rings, when somebody else calls the webhook's URL.
    Forgery,
}

impl Aim {
    /// Names it in an error.
    pub(super) fn target(self) -> &'static str {
        match self {
            Self::Request => "requests",
            Self::Webhook => "webhooks that the sandbox sends",
            Self::Forgery => "the moment at which a phone rings",
        }
    }
}

/// The body that somebody else than the sandbox sends to the URL of a webhook, which anybody can
/// call who knows it. See [`Fault::forge_webhook`].
///
/// ```
/// use revox_sandbox::Forgery;
///
/// assert_eq!("unknown-id".parse(), Ok(Forgery::UnknownId));
/// assert_eq!("completed".parse(), Ok(Forgery::Completed));
/// assert!("an apology".parse::<Forgery>().is_err());
/// ```
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Forgery {
    /// Says that a call order is completed that does not exist.
    UnknownId,
    /// Says that another call order, which the seed chooses, is completed.
    OtherId,
    /// Says that the call order is completed, while its phone rings.
    Completed,
    /// Is not JSON.
    Garbage,
}

impl FromStr for Forgery {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "unknown-id" => Ok(Self::UnknownId),
            "other-id" => Ok(Self::OtherId),
            "completed" => Ok(Self::Completed),
            "garbage" => Ok(Self::Garbage),
            _ => Err(format!(
                "`{text}` is none of `unknown-id`, `other-id`, `completed` and `garbage`"
            )),
        }
    }
}

impl Fault {
    pub(super) fn on_webhook(effect: Effect) -> Self {
        Self::new(effect, true).on(WEBHOOK)
    }

    /// Returns the words for faults of webhooks with their meanings, as the program's `--help` shows
    /// them.
    ///
    /// ```
    /// use revox_sandbox::Fault;
    ///
    /// assert_eq!(Fault::webhook_words()[0], ("lose", "the webhook is not sent"));
    /// ```
    pub fn webhook_words() -> &'static [(&'static str, &'static str)] {
        &super::parse::WEBHOOK_WORDS
    }

    /// Creates a fault that loses a webhook: it is recorded, but not sent.
    ///
    /// ```
    /// use revox_sandbox::Fault;
    ///
    /// let one_in_ten = Fault::lose_webhook().probability(0.1);
    /// assert_eq!("webhook 10% lose".parse(), Ok(one_in_ten));
    /// ```
    pub fn lose_webhook() -> Self {
        Self::on_webhook(Effect::Lose)
    }

    /// Creates a fault that sends a webhook twice.
    pub fn double_webhook() -> Self {
        Self::on_webhook(Effect::Double)
    }

    /// Creates a fault that sends a webhook later by this time of the sandbox.
    ///
    /// ```
    /// use std::time::Duration;
    /// use revox_sandbox::Fault;
    ///
    /// let slow = Fault::delay_webhook(Duration::from_secs(90)).times(1);
    /// assert_eq!("webhook x1 delay=90".parse(), Ok(slow));
    /// ```
    pub fn delay_webhook(by: Duration) -> Self {
        Self::on_webhook(Effect::Delay {
            seconds: by.as_secs_f64(),
        })
    }

    /// Creates a fault that sends a webhook after the one that follows it, or after an hour of the
    /// sandbox's time if none does.
    pub fn reorder_webhook() -> Self {
        Self::on_webhook(Effect::Reorder)
    }

    /// Creates a fault with which somebody else calls the webhook's URL while a phone rings. The
    /// sandbox's own webhooks are sent all the same.
    ///
    /// ```
    /// use revox_sandbox::{Fault, Forgery};
    ///
    /// let forged = Fault::forge_webhook(Forgery::Completed).times(1);
    /// assert_eq!("webhook x1 forge=completed".parse(), Ok(forged));
    /// ```
    pub fn forge_webhook(body: Forgery) -> Self {
        Self::on_webhook(Effect::Forge { body })
    }

    /// The thing that it hits.
    pub(crate) fn aim(&self) -> Aim {
        let first = self.steps.iter().find_map(|step| step.effect.aim());
        first.unwrap_or(match self.operation.as_deref() {
            Some(WEBHOOK) => Aim::Webhook,
            _ => Aim::Request,
        })
    }
}

impl Effect {
    /// The thing that it hits; `None` if it hits nothing.
    pub(super) fn aim(&self) -> Option<Aim> {
        match self {
            Self::None => None,
            Self::Lose | Self::Double | Self::Delay { .. } | Self::Reorder => Some(Aim::Webhook),
            Self::Forge { .. } => Some(Aim::Forgery),
            _ => Some(Aim::Request),
        }
    }
}
