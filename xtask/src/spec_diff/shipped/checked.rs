//! Decides whether the limits that a client checks imply a limit of HEAD.

use serde_json::Value;

use super::sent::Sent;
use crate::codegen::harvest::SAFE;
use crate::codegen::model::{Limit, Ty};
use crate::spec_diff::contract::Finding;
use crate::spec_diff::spec::Spec;

/// Returns true if all values that are sent respect the limit of a finding.
pub(super) fn implies(sent: &Sent, finding: &Finding, head: &Spec) -> bool {
    let checked = all_limits(sent);
    let any = |implies: &dyn Fn(&Limit) -> bool| checked.iter().any(implies);
    let at_least = |limit: f64| {
        any(&|own| matches!(own, Limit::Minimum(own) | Limit::Above(own) if *own >= limit))
    };
    let at_most = |limit: f64| {
        any(&|own| matches!(own, Limit::Maximum(own) | Limit::Below(own) if *own <= limit))
    };
    let id = finding.check.id;
    let around = finding
        .head
        .rsplit_once('/')
        .map_or("", |(around, _)| around);
    let value = head.value.pointer(&match id {
        "minimum-excluded" => format!("{around}/minimum"),
        "maximum-excluded" => format!("{around}/maximum"),
        _ => finding.head.clone(),
    });
    if matches!(id, "format-added" | "format-narrowed") {
        return match value.and_then(Value::as_str) {
            Some("int32") => at_least(i32::MIN.into()) && at_most(i32::MAX.into()),
            Some("int64") => sent.ty == Ty::Integer,
            Some("double") => sent.ty == Ty::Number,
            Some("date-time") => sent.ty == Ty::Time,
            _ => false,
        };
    }
    let Some(limit) = value.and_then(Value::as_f64) else {
        return false;
    };
    match id {
        "min-length-raised" | "min-items-raised" => {
            any(&|own| matches!(own, Limit::MinLength(own) if *own as f64 >= limit))
        }
        "max-length-lowered" | "max-items-lowered" => {
            any(&|own| matches!(own, Limit::MaxLength(own) if *own as f64 <= limit))
        }
        "minimum-raised" => at_least(limit),
        "maximum-lowered" => at_most(limit),
        "minimum-excluded" => any(&|own| matches!(own, Limit::Above(own) if *own >= limit)),
        "maximum-excluded" => any(&|own| matches!(own, Limit::Below(own) if *own <= limit)),
        _ => false,
    }
}

/// Returns the limits of a value, also those that follow from its type and form.
fn all_limits(sent: &Sent) -> Vec<Limit> {
    let mut limits = sent.limits.clone();
    if sent.ty == Ty::Integer {
        limits.extend([Limit::Minimum(-SAFE as f64), Limit::Maximum(SAFE as f64)]);
    }
    for limit in &sent.limits {
        match limit {
            Limit::Form("E164") => limits.extend([Limit::MinLength(3), Limit::MaxLength(16)]),
            Limit::Form("TimeOfDay") => limits.extend([Limit::MinLength(3), Limit::MaxLength(7)]),
            Limit::Form("Email" | "Uri") => limits.push(Limit::MinLength(3)),
            Limit::Form(_) => limits.push(Limit::MinLength(1)),
            _ => {}
        }
    }
    limits
}
