//! The reply to one attempt.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

/// Person or machine that answers a call, or the reason why nobody does.
///
/// As text, these are the values of the API's `AttemptResult` and `DialError`.
///
/// ```
/// use revox_sandbox::{DialError, Pickup};
///
/// let busy: Pickup = serde_json::from_str(r#""busy""#)?;
/// assert_eq!(busy, Pickup::Error(DialError::Busy));
/// # Ok::<_, serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Pickup {
    /// A person answers.
    Human,
    /// A voicemail box answers.
    Voicemail,
    /// A phone menu answers.
    PhoneMenu,
    /// The call screening of an iPhone answers.
    IosScreeningFilter,
    /// Somebody or something unknown answers.
    Unknown,
    /// Nobody answers, for this reason.
    Error(DialError),
}

/// Everything that can become of a dial, in the order of the description.
const PICKUPS: [Pickup; 13] = [
    Pickup::Human,
    Pickup::Voicemail,
    Pickup::PhoneMenu,
    Pickup::IosScreeningFilter,
    Pickup::Unknown,
    Pickup::Error(DialError::NumberNonAttributed),
    Pickup::Error(DialError::TooManyCalls),
    Pickup::Error(DialError::Busy),
    Pickup::Error(DialError::TemporarilyUnavailable),
    Pickup::Error(DialError::NoAnswer),
    Pickup::Error(DialError::NoInternationalPermission),
    Pickup::Error(DialError::PreconditionFailed),
    Pickup::Error(DialError::NonClassifiedError),
];

impl Serialize for Pickup {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Pickup {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let pickup = PICKUPS.iter().find(|pickup| pickup.as_str() == text);
        pickup.copied().ok_or_else(|| {
            let known = PICKUPS.map(Self::as_str).join(", ");
            D::Error::custom(format!("unknown pickup `{text}`; expected one of: {known}"))
        })
    }
}

impl Pickup {
    fn as_str(self) -> &'static str {
        match self {
            Self::Human => "human",
            Self::Voicemail => "voicemail",
            Self::PhoneMenu => "IVR",
            Self::IosScreeningFilter => "ios-screening-filter",
            Self::Unknown => "unknown",
            Self::Error(error) => error.as_str(),
        }
    }

    /// The value of `AttemptResult`; `None` where nobody answers.
    pub(crate) fn result(self) -> Option<&'static str> {
        match self {
            Self::Error(_) => None,
            answered => Some(answered.as_str()),
        }
    }
}

/// Reason why nobody answers a call.
///
/// ```
/// use revox_sandbox::{DialError, Reply, Script};
///
/// let nobody_ever_answers = Script::new().otherwise([Reply::dial_error(DialError::NoAnswer)]);
/// ```
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum DialError {
    /// The number is not assigned to anyone. There is no further attempt.
    NumberNonAttributed,
    /// There were too many calls.
    TooManyCalls,
    /// The line was busy.
    Busy,
    /// The number could not be reached for the time being.
    TemporarilyUnavailable,
    /// Nobody answered.
    NoAnswer,
    /// International calls are not permitted. There is no further attempt.
    NoInternationalPermission,
    /// A precondition of the call was not met. There is no further attempt.
    PreconditionFailed,
    /// The error fits none of the other values.
    NonClassifiedError,
}

impl DialError {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::NumberNonAttributed => "number_non_attributed",
            Self::TooManyCalls => "too_many_calls",
            Self::Busy => "busy",
            Self::TemporarilyUnavailable => "temporarily_unavailable",
            Self::NoAnswer => "no_answer",
            Self::NoInternationalPermission => "no_international_permission",
            Self::PreconditionFailed => "precondition_failed",
            Self::NonClassifiedError => "non_classified_error",
        }
    }
}

/// The reply to one attempt: who answers, the conversation, and its outcome.
///
/// ```
/// use revox_sandbox::Reply;
///
/// let reply = Reply::human()
///     .ringing(7.5)
///     .saying(["Speaking.", "Tuesday at ten is fine."])
///     .outcome("interested")
///     .summary("Wants a visit on Tuesday.")
///     .extracting("callback_time", "2026-06-16T10:00:00+02:00");
/// ```
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Reply {
    pub(crate) pickup: Pickup,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) rings_seconds: Option<f64>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) says: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) transcript: Option<Vec<TranscriptEntry>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) outcome: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) summary: Option<String>,
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub(crate) extracts: Map<String, Value>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) hangs_up: bool,
}

/// One entry of a transcript, with any further properties.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub(crate) struct TranscriptEntry {
    pub(crate) role: String,
    pub(crate) content: String,
    #[serde(flatten)]
    pub(crate) others: Map<String, Value>,
}

impl Reply {
    pub(crate) fn new(pickup: Pickup) -> Self {
        Self {
            pickup,
            rings_seconds: None,
            says: Vec::new(),
            transcript: None,
            outcome: None,
            summary: None,
            extracts: Map::new(),
            hangs_up: false,
        }
    }

    /// Creates the reply of a person.
    pub fn human() -> Self {
        Self::new(Pickup::Human)
    }

    /// Creates the reply of a voicemail box.
    pub fn voicemail() -> Self {
        Self::new(Pickup::Voicemail)
    }

    /// Creates the reply of a phone menu.
    pub fn phone_menu() -> Self {
        Self::new(Pickup::PhoneMenu)
    }

    /// Creates the reply of an iPhone's call screening.
    pub fn call_screening() -> Self {
        Self::new(Pickup::IosScreeningFilter)
    }

    /// Creates the reply of somebody or something unknown.
    pub fn unknown() -> Self {
        Self::new(Pickup::Unknown)
    }

    /// Creates the reply to a call that nobody answers.
    pub fn dial_error(error: DialError) -> Self {
        Self::new(Pickup::Error(error))
    }

    /// Sets the time that the phone rings, in seconds. The default is 6 if somebody answers and 30
    /// otherwise.
    #[must_use]
    pub fn ringing(mut self, seconds: f64) -> Self {
        self.rings_seconds = Some(seconds);
        self
    }

    /// Sets the lines of the other side. The sandbox makes up the agent's lines around them.
    #[must_use]
    pub fn saying(mut self, lines: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.says = lines.into_iter().map(Into::into).collect();
        self
    }

    /// Sets the whole transcript, as role (`assistant`, `user`, `tool`, `human_agent`) and text,
    /// instead of [`saying`](Self::saying).
    #[must_use]
    pub fn transcript(
        mut self,
        entries: impl IntoIterator<Item = (impl Into<String>, impl Into<String>)>,
    ) -> Self {
        let entries = entries.into_iter().map(|(role, content)| TranscriptEntry {
            role: role.into(),
            content: content.into(),
            others: Map::new(),
        });
        self.transcript = Some(entries.collect());
        self
    }

    /// Sets the outcome of the conversation, such as `interested`.
    ///
    /// It may be any text, even one that only a future server sends. By default, a conversation is
    /// `completed`.
    #[must_use]
    pub fn outcome(mut self, outcome: impl Into<String>) -> Self {
        self.outcome = Some(outcome.into());
        self
    }

    /// Sets the reason for the outcome.
    #[must_use]
    pub fn summary(mut self, summary: impl Into<String>) -> Self {
        self.summary = Some(summary.into());
        self
    }

    /// Sets the value that is extracted from the conversation for the field `name` of
    /// `structured_output_config`.
    ///
    /// A value is ignored if it does not fit the field, or if the assistant does not ask for the
    /// field. Fields without a value get one that fits.
    #[must_use]
    pub fn extracting(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.extracts.insert(name.into(), value.into());
        self
    }

    /// Lets the other side end the call. By default, the agent does.
    #[must_use]
    pub fn hanging_up(mut self) -> Self {
        self.hangs_up = true;
        self
    }
}
