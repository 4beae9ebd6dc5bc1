//! Looks for requests of a client that a server no longer takes, or takes in another sense.

use std::collections::BTreeSet;

use super::Trouble;
use crate::spec_diff::contract::{ApiPairs, Finding};
use crate::spec_diff::place::{Step, Subject};
use crate::spec_diff::rust_api::{ApiPlace, Method, RustApi};
use crate::spec_diff::spec::{Part, Spec};
use crate::spec_diff::verdict::Verdict;

/// What the client does with its requests that HEAD no longer goes along with.
pub(crate) fn troubles(
    code: &RustApi,
    base: &Spec,
    head: &Spec,
    api: &ApiPairs<'_>,
) -> Vec<Trouble> {
    let mut troubles = Vec::new();
    let mut add = |id: &str, causes: &'static [&'static str], text: String| {
        troubles.push(Trouble {
            place: ApiPlace::Operation(id.to_owned()),
            text,
            mentions: BTreeSet::new(),
            causes,
            is_of_request: true,
        });
    };
    for operation in &api.operations_removed {
        if let Some(id) = sent(code, operation.id()) {
            let text = "the client's requests find nothing there".to_owned();
            add(id, &["operation-removed"], text);
        }
    }
    for (own, other) in &api.operations {
        let Some(id) = sent(code, own.id()) else {
            continue;
        };
        if own.address() != other.address() {
            let text = format!("the client goes on sending to {}", own.name());
            add(id, &["operation-moved"], text);
        }
        let class = code
            .methods
            .get(id)
            .and_then(|method| method.operation.get("retry_class"));
        if may_repeat(class) > may_repeat_at(&other.part) {
            let text = "the client may send it again, which is no longer safe".to_owned();
            add(id, &["retry-class-weakened"], text);
        }
        if lets_in_bearer(base, &own.part) && !lets_in_bearer(head, &other.part) {
            let text = "the client sends a bearer token and nothing else".to_owned();
            add(id, &["security-tightened", "security-scheme-changed"], text);
        }
    }
    troubles
}

/// The id of an operation that the client has.
fn sent<'c>(code: &'c RustApi, id: Option<&str>) -> Option<&'c str> {
    let (id, _) = code.methods.get_key_value(id?)?;
    Some(id)
}

/// How often a client of a retry class may repeat: the more, the higher.
fn may_repeat(class: Option<&String>) -> u8 {
    match class.map(String::as_str) {
        Some("RetryClass::Read") => 2,
        Some("RetryClass::Idempotent") => 1,
        _ => 0,
    }
}

fn may_repeat_at(operation: &Part<'_>) -> u8 {
    match operation
        .get("x-retry-class")
        .and_then(|class| class.text())
    {
        Some("read") => 2,
        Some("idempotent") => 1,
        _ => 0,
    }
}

/// Whether some alternative asks for a bearer token alone, or for nothing.
fn lets_in_bearer(spec: &Spec, operation: &Part<'_>) -> bool {
    let security = operation
        .get("security")
        .or_else(|| spec.root().get("security"));
    let alternatives: Vec<_> = security.iter().flat_map(Part::items).collect();
    let is_bearer = |scheme: &str| {
        let scheme = spec.refer(&format!("#/components/securitySchemes/{scheme}"));
        let says = |key: &str, value: &str| {
            let text = scheme.as_ref().and_then(|scheme| scheme.get(key)?.text());
            text.is_some_and(|text| text.eq_ignore_ascii_case(value))
        };
        says("type", "http") && says("scheme", "bearer")
    };
    alternatives.is_empty()
        || alternatives
            .iter()
            .any(|alternative| alternative.entries().all(|(scheme, _)| is_bearer(scheme)))
}

/// What is compared with what the client does: by the troubles above, or with how it decodes.
const SEEN_ELSEWHERE: &[&str] = &[
    "operation-removed",
    "operation-moved",
    "retry-class-weakened",
    "security-tightened",
    "success-status-added",
    "success-status-removed",
];

/// What the client sends, to tell changes of requests that it feels from those that it does not.
pub(crate) struct Sender<'a> {
    pub(crate) code: &'a RustApi,
    pub(crate) api: &'a ApiPairs<'a>,
    pub(crate) head: &'a Spec,
}

impl Sender<'_> {
    /// Whether requests that the client sends fall under a finding whose verdict for requests is
    /// `wire`, and why.
    pub(crate) fn feels(
        &self,
        finding: &Finding,
        wire: Verdict,
    ) -> (Verdict, Option<&'static str>) {
        const UNFELT: (Verdict, Option<&str>) = (Verdict::Safe, None);
        if wire == Verdict::Safe {
            return UNFELT;
        }
        let felt = |note| (wire, Some(note));
        match (finding.check.id, &finding.place.subject) {
            ("required-parameter-added" | "required-body-added", _) => {
                felt("the client does not send it")
            }
            ("path-parameters-swapped", _) => felt("the client fills the path as before"),
            ("server-removed" | "server-variable-default-changed", _) => {
                felt("a program that was set up for this address does not reach it")
            }
            (id, _) if SEEN_ELSEWHERE.contains(&id) => UNFELT,
            (_, Subject::Operation(operation)) => match finding.place.steps.first() {
                Some(Step::Parameter(name)) if !self.sent_by(operation).contains(name) => UNFELT,
                Some(Step::Parameter(_)) if self.keeps_to(finding) => UNFELT,
                Some(Step::Parameter(_)) => felt("the client sends it and does not check this"),
                // No client that is generated today sends a body.
                Some(Step::Body) => UNFELT,
                _ => (Verdict::Unknown, None),
            },
            (_, Subject::Component { kind, .. }) if kind == "securitySchemes" => UNFELT,
            // No client that is generated today sends a named part; whether it does is not read off
            // its code yet.
            (_, Subject::Component { .. } | Subject::Api) => (Verdict::Unknown, None),
        }
    }

    /// Whether the client refuses by itself to send what a limit forbids: what it puts into a path
    /// has 1 to 1024 bytes.
    fn keeps_to(&self, finding: &Finding) -> bool {
        let limit = self
            .head
            .value
            .pointer(&finding.head)
            .and_then(|limit| limit.as_u64());
        match finding.check.id {
            "min-length-raised" => limit.is_some_and(|limit| limit <= 1),
            "max-length-lowered" => limit.is_some_and(|limit| limit >= 1024),
            _ => false,
        }
    }

    fn sent_by(&self, operation: &str) -> &[String] {
        let mut operations = self.api.operations.iter();
        let id = operations
            .find(|(base, _)| base.name() == operation)
            .and_then(|(base, _)| base.id());
        let method: Option<&Method> = id.and_then(|id| self.code.methods.get(id));
        method
            .map(|method| method.sends.as_slice())
            .unwrap_or_default()
    }
}
