//! What a client refuses by itself to send.

use serde_json::Value;

use super::sent::Sent;
use crate::codegen::harvest::SAFE;
use crate::codegen::model::{Limit, Ty};
use crate::spec_diff::contract::Finding;
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
                Some("int64") => sent.as_json == Ty::Integer,
                Some("double") => sent.as_json == Ty::Number,
                // As it is, `format: date-time` says what is checked of every time.
                Some("date-time") => sent.as_json == Ty::Time,
                _ => false,
            }
        }
        _ => false,
    }
}

/// Whether a text is checked for a form, which may say as much as a pattern.
pub(super) fn has_form(sent: &Sent) -> bool {
    sent.limits
        .iter()
        .any(|limit| matches!(limit, Limit::Form(_)))
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
        if sent.as_json == Ty::Integer {
            // Checked of each, so that no limit says it.
            range.least = Some(-SAFE as f64);
            range.most = Some(SAFE as f64);
        }
        for limit in &sent.limits {
            match limit {
                Limit::MinLength(least) => range.least_length = Some(*least as f64),
                Limit::MaxLength(most) => range.most_length = Some(*most as f64),
                Limit::Minimum(least) => range.least = Some(*least),
                Limit::Above(least) => range.above = Some(*least),
                Limit::Maximum(most) => range.most = Some(*most),
                Limit::Below(most) => range.below = Some(*most),
                Limit::Form(form) => {
                    let (least, most) = lengths(form);
                    range.least_length = range.least_length.or(Some(least));
                    range.most_length = range.most_length.or(most);
                }
                Limit::Each(_) => {}
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
