//! Refuses faults that cannot be.

use std::time::Duration;

use hyper::header::{CONNECTION, CONTENT_LENGTH, HeaderName, HeaderValue, TRANSFER_ENCODING};

use super::{Aim, Effect, Fault, FaultError, Step, WEBHOOK};

impl Fault {
    /// Checks whether the fault can be carried out, and can hit a request at all.
    pub(crate) fn check(&self) -> Result<(), FaultError> {
        if let Some(name) = &self.misplaced_header {
            return Err(FaultError::impossible(format!(
                "`{name}` is a header, and only `status` and `redirect` take headers"
            )));
        }
        if self.steps.is_empty() {
            return Err(FaultError::impossible("nothing goes wrong in it"));
        }
        if self.times == Some(0) {
            return Err(FaultError::impossible("0 times is no request at all"));
        }
        if let Some(probability) = self.probability
            && !(0.0..=1.0).contains(&probability)
        {
            let percent = probability * 100.0;
            return Err(FaultError::impossible(format!(
                "`{percent}%` is not from 0% to 100%"
            )));
        }
        self.check_aim()?;
        self.steps.iter().try_for_each(Step::check)
    }

    /// Refuses a fault whose steps hit different things, or not what `operation` names.
    fn check_aim(&self) -> Result<(), FaultError> {
        let aim = self.aim();
        let astray = |step: &&Step| step.effect.aim().is_some_and(|other| other != aim);
        if let Some(step) = self.steps.iter().find(astray) {
            return Err(FaultError::impossible(format!(
                "`{}` does not hit {}, as the words before it do: inject it as a fault of its own",
                step.word(),
                aim.target()
            )));
        }
        match (aim, self.operation.as_deref()) {
            (Aim::Request, Some(WEBHOOK)) => Err(FaultError::impossible(format!(
                "the words before or behind `{WEBHOOK}` hit requests"
            ))),
            (Aim::Webhook | Aim::Forgery, Some(operation)) if operation != WEBHOOK => {
                Err(FaultError::impossible(format!(
                    "webhooks belong to no operation, so not to `{operation}`"
                )))
            }
            _ => Ok(()),
        }
    }
}

impl Step {
    fn check(&self) -> Result<(), FaultError> {
        if !self.accepts
            && matches!(
                self.effect,
                Effect::None | Effect::Duplicate | Effect::Late { .. }
            )
        {
            return Err(FaultError::impossible(format!(
                "`{}` lets the request take effect, so it cannot hit `before` that",
                self.word()
            )));
        }
        if !self.accepts && matches!(self.effect.aim(), Some(Aim::Webhook | Aim::Forgery)) {
            return Err(FaultError::impossible(format!(
                "`{}` hits no request, so it cannot hit `before` one takes effect",
                self.word()
            )));
        }
        self.effect.check()
    }
}

impl Effect {
    fn check(&self) -> Result<(), FaultError> {
        match self {
            Self::Latency { seconds } if Duration::try_from_secs_f64(*seconds).is_err() => {
                let error = format!("`latency={seconds}` is not a number of seconds");
                Err(FaultError::impossible(error))
            }
            Self::Late { seconds } if Duration::try_from_secs_f64(*seconds).is_err() => {
                let error = format!("`late={seconds}` is not a number of seconds");
                Err(FaultError::impossible(error))
            }
            Self::Delay { seconds } if Duration::try_from_secs_f64(*seconds).is_err() => {
                let error = format!("`delay={seconds}` is not a number of seconds");
                Err(FaultError::impossible(error))
            }
            Self::ContentType { value } if !is_header_value(value) => {
                let error = format!("`type={value}` is not a value of a `Content-Type`");
                Err(FaultError::impossible(error))
            }
            Self::SlowDrip {
                bytes_per_second: 0,
            } => Err(FaultError::impossible(
                "`drip=0` sends nothing; that is `hang`",
            )),
            Self::Status { status, headers } => {
                if !(200..=599).contains(status) {
                    let error = format!("`status={status}` is not from 200 to 599");
                    return Err(FaultError::impossible(error));
                }
                headers
                    .iter()
                    .try_for_each(|(name, value)| header(name, value))
            }
            _ => Ok(()),
        }
    }
}

fn header(name: &str, value: &str) -> Result<(), FaultError> {
    let Ok(parsed) = name.parse::<HeaderName>() else {
        let error = format!("`{name}` is not a name of a header");
        return Err(FaultError::impossible(error));
    };
    if [CONNECTION, CONTENT_LENGTH, TRANSFER_ENCODING].contains(&parsed) {
        let error = format!("the server itself sets the header `{name}`");
        return Err(FaultError::impossible(error));
    }
    if !is_header_value(value) {
        let error = format!("`{value}` is not a value of the header `{name}`");
        return Err(FaultError::impossible(error));
    }
    Ok(())
}

fn is_header_value(value: &str) -> bool {
    !value.is_empty() && HeaderValue::from_str(value).is_ok()
}
