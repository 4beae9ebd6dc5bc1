//! Decides which changes of requests affect a client.

use super::checked::implies;
use super::sent::Sent;
use crate::codegen::model::{Absence, ApiModel, Limit, Ty};
use crate::spec_diff::contract::{Comparison, Finding};
use crate::spec_diff::openapi::Operation;
use crate::spec_diff::spec::{Part, Spec};
use crate::spec_diff::subject::{Step, Subject};
use crate::spec_diff::verdict::Verdict;

/// The client that is generated from BASE, as a sender of requests to a server of HEAD.
pub(crate) struct Sender<'a> {
    pub(crate) code: &'a ApiModel,
    pub(crate) base: &'a Spec,
    pub(crate) head: &'a Spec,
    pub(crate) comparison: &'a Comparison<'a>,
}

impl Sender<'_> {
    /// Returns the verdict on the client for a change with the verdict `wire` on requests, and the reason.
    pub(crate) fn verdict(
        &self,
        finding: &Finding,
        wire: Verdict,
    ) -> (Verdict, Option<&'static str>) {
        // The client does not receive callbacks.
        let is_elsewhere = finding.path.is_in_callback() && wire != Verdict::Unknown;
        if wire == Verdict::Safe || is_elsewhere {
            return (Verdict::Safe, None);
        }
        let subject = &finding.path.subject;
        let is_scheme = subject.kind() == Some("securitySchemes");
        let reason = match finding.check.id {
            "required-parameter-added" | "required-body-added" => {
                Some("the client does not send it")
            }
            "path-parameters-swapped" => Some("the client still fills the path as before"),
            "server-removed" | "server-variable-default-changed" => {
                Some("programs that use this address no longer reach the API")
            }
            "operation-removed" => Some("the client still sends requests there"),
            "operation-moved" => Some("the client still sends requests to the old address"),
            "retry-class-weakened" => Some("the client may resend it, which is no longer safe"),
            "security-tightened" => self.bearer_is_refused(subject),
            _ if is_scheme => self.bearer_is_refused(subject),
            // These affect only decoding.
            "success-status-added" | "success-status-removed" => None,
            "operation-added-without-retry-class" => None,
            id => match self.sent(&finding.path) {
                sent if sent.is_none() || wire == Verdict::Unknown => {
                    return (Verdict::Unknown, None);
                }
                Some(sent) if id == "pattern-added" && sent.has_form() => {
                    let reason = "the client checks a form, which may or may not be enough";
                    return (Verdict::Unknown, Some(reason));
                }
                sent => sent.and_then(|sent| self.reason(&sent, finding)),
            },
        };
        let verdict = if reason.is_some() {
            wire
        } else {
            Verdict::Safe
        };
        (verdict, reason)
    }

    /// Returns the reason why a change affects a value that is sent; `None` if it does not.
    fn reason(&self, sent: &Sent, finding: &Finding) -> Option<&'static str> {
        let if_absent = |reason| sent.may_be_absent.then_some(reason);
        match finding.check.id {
            "required-property-added" | "required-property-added-to-closed-object" => {
                Some("the client does not send it")
            }
            "property-became-required"
            | "parameter-became-required"
            | "no-longer-read-only-but-required" => if_absent("the client may omit it"),
            "default-changed" => {
                if_absent("the client may omit it, which now means something else")
            }
            "default-removed" => {
                if_absent("the client may omit it, and the spec no longer says what that means")
            }
            "null-refused" => sent.may_be_null.then_some("the client may send null"),
            "type-narrowed" if sent.ty == Ty::Time => {
                sent.may_be_null.then_some("the client may send null")
            }
            "other-properties-refused" => match self.model(sent) {
                Some(_) => None,
                None => Some("the client sends whatever programs give it"),
            },
            "min-properties-raised" | "max-properties-lowered" => {
                let keeps_to = self.has_allowed_size(sent, finding);
                (!keeps_to).then_some("the client does not count what it sends")
            }
            "media-type-removed" => match finding.path.steps.last() {
                Some(Step::Media(media)) if media != "application/json" => None,
                _ => Some("the client sends this"),
            },
            "parameter-style-changed" => self.style(sent, finding),
            "enum-value-removed" | "union-member-removed" => Some("the client may send it"),
            _ if implies(sent, finding, self.head) => None,
            id if is_limit(id) => Some("the client sends it and does not check this"),
            _ if sent.may_be_absent => Some("the client may send it"),
            _ => Some("the client sends it"),
        }
    }

    /// Returns the reason if HEAD no longer accepts a bearer token where BASE did.
    fn bearer_is_refused(&self, subject: &Subject) -> Option<&'static str> {
        let says = |operation: &Operation<'_>| operation.part.get("security").is_some();
        let operations = self.comparison.api.operations.iter();
        let mut operations = operations.filter(|(base, head)| match subject {
            Subject::Operation(name) => base.name() == *name,
            Subject::Api => !says(base) && !says(head),
            Subject::Component { .. } => true,
        });
        let is_refused = operations.any(|(base, head)| {
            accepts_bearer(self.base, &base.part) && !accepts_bearer(self.head, &head.part)
        });
        is_refused.then_some("the client sends a bearer token and nothing else")
    }

    /// Returns true if an object never has too few or too many properties.
    fn has_allowed_size(&self, sent: &Sent, finding: &Finding) -> bool {
        let limit = self.head.value.pointer(&finding.head);
        let limit = limit.and_then(|limit| usize::try_from(limit.as_u64()?).ok());
        let (Some(limit), Some(model)) = (limit, self.model(sent)) else {
            return false;
        };
        let fields = model.fields();
        let always_sent = fields
            .iter()
            .filter(|field| field.absence != Absence::Omitted);
        match finding.check.id {
            "min-properties-raised" => always_sent.count() >= limit,
            _ => fields.len() <= limit,
        }
    }

    /// Compares the style of a parameter with the client's: lists are repeated, everything is escaped.
    fn style(&self, sent: &Sent, finding: &Finding) -> Option<&'static str> {
        let key = match finding.path.steps.last() {
            Some(Step::Other(key)) => key.trim_matches('`'),
            _ => "",
        };
        match key {
            "allowReserved" => None,
            "allowEmptyValue" => {
                let is_allowed = self.head.value.pointer(&finding.head) == Some(&true.into());
                let mut limits = sent.limits.iter();
                let is_checked = limits.any(|limit| matches!(limit, Limit::MinLength(_)));
                let is_text = matches!(sent.ty, Ty::Text | Ty::Secret);
                let affects = is_text && !is_allowed && !is_checked;
                affects.then_some("the client may send an empty string")
            }
            "explode" if !matches!(sent.ty, Ty::List(_)) => None,
            _ => Some("the client still encodes it as before"),
        }
    }
}

/// Returns true if an operation accepts a bearer token, or requests without credentials.
fn accepts_bearer(spec: &Spec, operation: &Part<'_>) -> bool {
    let security = operation
        .get("security")
        .or_else(|| spec.root().get("security"));
    let is_bearer = |scheme: &str| {
        let scheme = spec.refer(&format!("#/components/securitySchemes/{scheme}"));
        let says = |key: &str, value: &str| {
            let text = scheme.as_ref().and_then(|scheme| scheme.text_of(key));
            text.is_some_and(|text| text.eq_ignore_ascii_case(value))
        };
        says("type", "http") && says("scheme", "bearer")
    };
    let mut alternatives = security.iter().flat_map(Part::items).peekable();
    alternatives.peek().is_none()
        || alternatives.any(|alternative| alternative.entries().all(|(name, _)| is_bearer(name)))
}

/// Returns true if a check is about a limit that a client could check.
fn is_limit(id: &str) -> bool {
    const WORDS: &[&str] = &[
        "length",
        "items",
        "minimum",
        "maximum",
        "pattern",
        "multiple",
        "format",
        "client-check",
        "client-condition",
        "enum-introduced",
    ];
    WORDS.iter().any(|word| id.contains(word))
}
