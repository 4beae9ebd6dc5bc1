//! Faults as text.

use std::error::Error;
use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use super::Fault;

/// Why a fault is none.
///
/// ```
/// use revox_sandbox::Fault;
///
/// let error = "call_create explode".parse::<Fault>().unwrap_err();
/// assert_eq!(error.to_string(), "`explode` is no fault");
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct FaultError(pub(crate) String);

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
                        return Err(FaultError(format!("`{word}` is no fault")));
                    }
                }
            }
        }
        let fault = match steps.len() {
            0 => return Err(FaultError(format!("`{text}` does not say what goes wrong"))),
            1 => steps.remove(0),
            _ => Self::in_turn(steps),
        };
        Ok(Self {
            operation,
            times: times.or(fault.times),
            probability,
            ..fault
        })
    }
}

fn effect(word: &str) -> Result<Option<Fault>, FaultError> {
    let (name, value) = word.split_once('=').unwrap_or((word, ""));
    Ok(Some(match name {
        "ok" => Fault::none(),
        "hang" => Fault::hang(),
        "drop" => Fault::drop(),
        "drop-after" => Fault::drop_after_accepting(),
        "drop-mid-body" => Fault::drop_mid_body(),
        "truncate" => Fault::truncated_json(),
        "garbage" => Fault::garbage_json(),
        "duplicate" => Fault::duplicate(),
        "type" => Fault::content_type(value),
        "redirect" => Fault::redirect(307, value),
        "status" => Fault::status(number(word, value)?),
        "drip" => Fault::slow_drip(number(word, value)?),
        "oversize" => Fault::oversized_body(number(word, value)?),
        "latency" => {
            let seconds = Duration::try_from_secs_f64(number(word, value)?);
            Fault::latency(seconds.map_err(|_| FaultError(format!("`{word}` is no time")))?)
        }
        _ => return Ok(None),
    }))
}

fn number<T: FromStr>(word: &str, digits: &str) -> Result<T, FaultError> {
    let number = digits.parse();
    number.map_err(|_| FaultError(format!("`{word}` lacks a number")))
}
