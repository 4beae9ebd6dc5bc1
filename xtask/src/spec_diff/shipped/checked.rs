//! What a client refuses by itself to send.

use serde_json::Value;

use super::decoder::Decoder;
use super::sent::Sent;
use crate::codegen::lower::SAFE;
use crate::spec_diff::contract::Finding;
use crate::spec_diff::rust_api::Limit;
use crate::spec_diff::spec::Spec;

/// Whether all that is sent keeps to the limit that a finding is about.
pub(super) fn keeps_to(sent: &Sent, finding: &Finding, head: &Spec) -> bool {
    let number = |pointer: &str| head.value.pointer(pointer).and_then(Value::as_f64);
    let limit = number(&finding.head);
    let beside = |key: &str| {
        let around = finding.head.rsplit_once('/').map(|(around, _)| around);
        around.and_then(|around| number(&format!("{around}/{key}")))
    };
    let range = Range::of(sent);
    let at_least = |own: Option<f64>, limit: Option<f64>| {
        own.zip(limit).is_some_and(|(own, limit)| own >= limit)
    };
    let at_most = |own: Option<f64>, limit: Option<f64>| {
        own.zip(limit).is_some_and(|(own, limit)| own <= limit)
    };
    match finding.check.id {
        "min-length-raised" | "min-items-raised" => at_least(range.least_length, limit),
        "max-length-lowered" | "max-items-lowered" => at_most(range.most_length, limit),
        "minimum-raised" => at_least(range.least.or(range.above), limit),
        "maximum-lowered" => at_most(range.most.or(range.below), limit),
        "minimum-excluded" => at_least(range.above, beside("minimum")),
        "maximum-excluded" => at_most(range.below, beside("maximum")),
        "format-added" | "format-narrowed" => {
            match head.value.pointer(&finding.head).and_then(Value::as_str) {
                Some("int32") => {
                    at_least(range.least.or(range.above), Some(i32::MIN.into()))
                        && at_most(range.most.or(range.below), Some(i32::MAX.into()))
                }
                Some("int64") => matches!(sent.as_json, Decoder::Integer(_)),
                Some("double") => matches!(sent.as_json, Decoder::Number),
                // As it is, `format: date-time` says what is checked of every time.
                Some("date-time") => sent.as_json == Decoder::Time,
                _ => false,
            }
        }
        _ => false,
    }
}

/// Whether a text is checked for a form, which may say as much as a pattern.
pub(super) fn has_form(sent: &Sent) -> bool {
    sent.limits.iter().any(|limit| limit.name == "Form")
}

/// The lengths and numbers that are sent, as far as they are checked.
#[derive(Default)]
struct Range {
    least_length: Option<f64>,
    most_length: Option<f64>,
    least: Option<f64>,
    above: Option<f64>,
    most: Option<f64>,
    below: Option<f64>,
}

impl Range {
    fn of(sent: &Sent) -> Self {
        let mut range = Self::default();
        if matches!(sent.as_json, Decoder::Integer(_)) {
            // Checked of each, so that no limit says it.
            range.least = Some(-SAFE as f64);
            range.most = Some(SAFE as f64);
        }
        for Limit { name, value, .. } in &sent.limits {
            let number = value.replace(['_', ' '], "").parse().ok();
            match name.as_str() {
                "MinLength" => range.least_length = number,
                "MaxLength" => range.most_length = number,
                "Minimum" => range.least = number,
                "Above" => range.above = number,
                "Maximum" => range.most = number,
                "Below" => range.below = number,
                "Form" => {
                    let (least, most) = lengths(value);
                    range.least_length = range.least_length.or(Some(least));
                    range.most_length = range.most_length.or(most);
                }
                _ => {}
            }
        }
        range
    }
}

/// How long a text of a form is at least and at most.
fn lengths(form: &str) -> (f64, Option<f64>) {
    match form {
        "E164" => (3.0, Some(16.0)),
        "TimeOfDay" => (3.0, Some(7.0)),
        "Email" | "Uri" => (3.0, None),
        _ => (1.0, None),
    }
}
