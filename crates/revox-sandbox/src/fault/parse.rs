//! Faults as text.

use std::error::Error;
use std::fmt;
use std::str::FromStr;

use super::{Effect, Fault};

/// The words for what goes wrong, and their meanings.
pub(super) const WORDS: [(&str, &str); 17] = [
    ("ok", "nothing goes wrong"),
    ("latency=SECONDS", "the response comes later"),
    ("hang", "no response ever comes"),
    ("drop", "the connection is closed before the body is read"),
    (
        "drop-after",
        "the request is accepted, and the connection closed",
    ),
    (
        "drop-mid-body",
        "the connection is closed in the middle of the response",
    ),
    ("truncate", "the response holds the first half of the JSON"),
    ("garbage", "the response is not JSON"),
    ("type=MEDIA_TYPE", "the response has this Content-Type"),
    (
        "status=CODE",
        "the response has this status, 200 to 599; NAME:VALUE adds headers",
    ),
    (
        "redirect=URL",
        "the response is a 307 to this URL; NAME:VALUE adds headers",
    ),
    ("duplicate", "the request is accepted twice"),
    (
        "late=SECONDS",
        "the response is a 504, and the request takes effect later",
    ),
    ("drip=BYTES", "the response comes at so many bytes a second"),
    (
        "oversize=BYTES",
        "white space blows the response up to this size",
    ),
    (
        "after",
        "the request is accepted before the fault in front of this word hits",
    ),
    (
        "before",
        "the fault in front of this word hits before the request is accepted",
    ),
];

/// The words for what goes wrong with webhooks, and their meanings.
pub(super) const WEBHOOK_WORDS: [(&str, &str); 5] = [
    ("lose", "the webhook is not sent"),
    ("double", "the webhook is sent twice"),
    ("delay=SECONDS", "the webhook is sent later"),
    (
        "reorder",
        "the webhook is sent after the one that follows it",
    ),
    (
        "forge=BODY",
        "while a phone rings, somebody else sends `unknown-id`, `other-id`, `completed` or `garbage`",
    ),
];

/// An impossible fault, or text that is not a fault. The message lists the possible words.
///
/// ```
/// use revox_sandbox::Fault;
///
/// let error = "call_create explode".parse::<Fault>().unwrap_err();
/// assert!(error.to_string().starts_with("unknown word `explode`; expected"));
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct FaultError(pub(crate) String);

impl FaultError {
    fn new(error: String) -> Self {
        let listed = |words: &[(&'static str, &str)]| {
            let words: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            words.join(", ")
        };
        Self(format!(
            "{error}; expected [OPERATION] [xTIMES] [PERCENT%] and one or more of: {}; for webhooks: {}",
            listed(&WORDS),
            listed(&WEBHOOK_WORDS)
        ))
    }

    /// The error for a fault that cannot be.
    pub(super) fn impossible(error: impl Into<String>) -> Self {
        Self::new(format!("impossible fault: {}", error.into()))
    }
}

impl fmt::Display for FaultError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for FaultError {}

impl FromStr for Fault {
    type Err = FaultError;

    fn from_str(text: &str) -> Result<Self, FaultError> {
        let mut operation = None;
        let mut times = None;
        let mut probability = None;
        let mut steps: Vec<Self> = Vec::new();
        for (index, word) in text.split_whitespace().enumerate() {
            let last = steps.pop();
            match (effect(word)?, last) {
                (Some(fault), last) => {
                    steps.extend(last);
                    steps.push(fault);
                }
                (None, Some(fault)) if word == "after" => steps.push(fault.after_accepting()),
                (None, Some(fault)) if word == "before" => steps.push(fault.before_accepting()),
                (None, Some(fault)) if word.contains(':') => {
                    let (name, value) = word.split_once(':').unwrap_or_default();
                    steps.push(fault.header(name, value));
                }
                (None, last) => {
                    steps.extend(last);
                    if let Some(number) = word.strip_prefix('x').and_then(|n| n.parse().ok()) {
                        times = Some(number);
                    } else if let Some(percent) = word.strip_suffix('%') {
                        probability = Some(number::<f64>(word, percent)? / 100.0);
                    } else if index == 0 {
                        operation = Some(word.to_owned());
                    } else {
                        return Err(FaultError::new(format!("unknown word `{word}`")));
                    }
                }
            }
        }
        let fault = match steps.len() {
            0 => {
                return Err(FaultError::new(format!(
                    "`{text}` does not say what goes wrong"
                )));
            }
            1 => steps.remove(0),
            _ => Self::in_turn(steps),
        };
        let fault = Self {
            operation: operation.or(fault.operation),
            times: times.or(fault.times),
            probability,
            ..fault
        };
        fault.check()?;
        Ok(fault)
    }
}

/// The fault that a word stands for; `None` if it is none of [`WORDS`].
fn effect(word: &str) -> Result<Option<Fault>, FaultError> {
    let fault = match word {
        "ok" => Fault::none(),
        "hang" => Fault::hang(),
        "drop" => Fault::drop(),
        "drop-after" => Fault::drop_after_accepting(),
        "drop-mid-body" => Fault::drop_mid_body(),
        "truncate" => Fault::truncated_json(),
        "garbage" => Fault::garbage_json(),
        "duplicate" => Fault::duplicate(),
        "lose" => Fault::lose_webhook(),
        "double" => Fault::double_webhook(),
        "reorder" => Fault::reorder_webhook(),
        _ => return effect_with_value(word),
    };
    Ok(Some(fault))
}

fn effect_with_value(word: &str) -> Result<Option<Fault>, FaultError> {
    let (name, value) = word.split_once('=').unwrap_or((word, ""));
    Ok(Some(match name {
        "type" => Fault::content_type(value),
        "redirect" => Fault::redirect(307, value),
        "status" => Fault::status(number(word, value)?),
        "drip" => Fault::slow_drip(number(word, value)?),
        "oversize" => Fault::oversized_body(number(word, value)?),
        "late" => {
            let seconds = number(word, value)?;
            Fault::new(Effect::Late { seconds }, true)
        }
        "latency" => {
            let seconds = number(word, value)?;
            Fault::new(Effect::Latency { seconds }, true)
        }
        "delay" => Fault::on_webhook(Effect::Delay {
            seconds: number(word, value)?,
        }),
        "forge" => Fault::forge_webhook(value.parse().map_err(FaultError::impossible)?),
        _ => return Ok(None),
    }))
}

fn number<T: FromStr>(word: &str, digits: &str) -> Result<T, FaultError> {
    let number = digits.parse();
    number.map_err(|_| FaultError::impossible(format!("the number in `{word}` does not fit")))
}
