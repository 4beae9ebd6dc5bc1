//! Tells changes of requests that a client feels from those that it does not.

use super::checked::{has_form, keeps_to};
use super::sent::{AllSent, Found, Sent};
use crate::codegen::model::{Absence, ApiModel, Limit, Model, Ty};
use crate::spec_diff::contract::Finding;
use crate::spec_diff::openapi::ApiPairs;
use crate::spec_diff::spec::Spec;
use crate::spec_diff::subject::{Step, Subject};
use crate::spec_diff::verdict::Verdict;

/// What is compared with what the client does: by the troubles with its requests, or with how it
/// decodes.
const SEEN_ELSEWHERE: &[&str] = &[
    "operation-added-without-retry-class",
    "operation-removed",
    "operation-moved",
    "retry-class-weakened",
    "security-tightened",
    "success-status-added",
    "success-status-removed",
];

/// A client that sends requests.
pub(crate) struct Sender<'a> {
    sent: AllSent<'a>,
    head: &'a Spec,
}

/// What becomes of it, and why.
type Feeling = (Verdict, Option<String>);

const UNFELT: Feeling = (Verdict::Safe, None);

impl<'a> Sender<'a> {
    /// The client that is generated from BASE.
    pub(crate) fn of(
        code: &'a ApiModel,
        base: &'a Spec,
        head: &'a Spec,
        api: &ApiPairs<'_>,
    ) -> Self {
        Self {
            sent: AllSent::of(code, base, api),
            head,
        }
    }

    /// Whether requests that the client sends fall under a finding whose verdict for requests is
    /// `wire`, and why.
    pub(crate) fn feels(&self, finding: &Finding, wire: Verdict) -> Feeling {
        if wire == Verdict::Safe {
            return UNFELT;
        }
        // The client receives no callbacks.
        if finding.path.is_in_callback() && wire != Verdict::Unknown {
            return UNFELT;
        }
        let felt = |note: &str| (wire, Some(note.to_owned()));
        match (finding.check.id, &finding.path.subject) {
            ("required-parameter-added" | "required-body-added", _) => {
                felt("the client does not send it")
            }
            ("path-parameters-swapped", _) => felt("the client fills the path as before"),
            ("server-removed" | "server-variable-default-changed", _) => {
                felt("a program that was set up for this address does not reach it")
            }
            (id, _) if SEEN_ELSEWHERE.contains(&id) => UNFELT,
            (_, Subject::Component { kind, .. }) if kind == "securitySchemes" => UNFELT,
            _ => match self.sent.at(&finding.base) {
                Found::Sent(sent) => self.felt(sent, finding, wire),
                Found::NotSent => UNFELT,
                Found::Nowhere => (Verdict::Unknown, None),
            },
        }
    }

    /// As [`feels`](Self::feels), at a place where something is sent.
    fn felt(&self, sent: &Sent, finding: &Finding, wire: Verdict) -> Feeling {
        let felt = |note: &str| (wire, Some(note.to_owned()));
        let where_absent = |note: &str| match sent.may_be_absent {
            true => felt(note),
            false => UNFELT,
        };
        match finding.check.id {
            _ if wire == Verdict::Unknown => (wire, None),
            "required-property-added" | "required-property-added-to-closed-object" => {
                felt("the client does not send it")
            }
            "property-became-required"
            | "parameter-became-required"
            | "no-longer-read-only-but-required" => where_absent("the client may leave it out"),
            "default-changed" => {
                where_absent("the client may leave it out, which then means something else")
            }
            "default-removed" => {
                where_absent("the client may leave it out, and what that means is no longer said")
            }
            "null-refused" if sent.may_be_null => felt("the client may send null"),
            "null-refused" => UNFELT,
            "type-narrowed" if sent.as_json == Ty::Time => match sent.may_be_null {
                true => felt("the client may send null"),
                false => UNFELT,
            },
            "other-properties-refused" => match self.sent.model(sent) {
                Some(_) => UNFELT,
                None => felt("the client sends what programs give it"),
            },
            "min-properties-raised" | "max-properties-lowered" => {
                match self.keeps_to_number(sent, finding) {
                    true => UNFELT,
                    false => felt("the client does not count what it sends"),
                }
            }
            "media-type-removed" => match finding.path.steps.last() {
                Some(Step::Media(media)) if media != "application/json" => UNFELT,
                _ => felt("the client sends this"),
            },
            "parameter-style-changed" => self.style(sent, finding, wire),
            "enum-value-removed" | "union-member-removed" => felt("the client may send it"),
            "pattern-added" if has_form(sent) => (
                Verdict::Unknown,
                Some("the client checks a form, which may or may not be enough".to_owned()),
            ),
            _ if keeps_to(sent, finding, self.head) => UNFELT,
            id if is_limit(id) => felt("the client sends it and does not check this"),
            _ => felt(match sent.may_be_absent {
                true => "the client may send it",
                false => "the client sends it",
            }),
        }
    }

    /// Whether the number of properties that are always sent, or that can be, is within a limit.
    fn keeps_to_number(&self, sent: &Sent, finding: &Finding) -> bool {
        let limit = self.head.value.pointer(&finding.head);
        let limit = limit
            .and_then(|limit| limit.as_u64())
            .and_then(|limit| usize::try_from(limit).ok());
        let (Some(limit), Some(item)) = (limit, self.sent.model(sent)) else {
            return false;
        };
        match finding.check.id {
            "min-properties-raised" => always_sent(item) >= limit,
            _ => item.fields().len() <= limit,
        }
    }

    /// Lists are repeated, and everything is escaped.
    fn style(&self, sent: &Sent, finding: &Finding, wire: Verdict) -> Feeling {
        let key = match finding.path.steps.last() {
            Some(Step::Other(key)) => key.trim_matches('`'),
            _ => "",
        };
        let felt = |note: &str| (wire, Some(note.to_owned()));
        match key {
            "allowReserved" => UNFELT,
            "allowEmptyValue" => {
                let is_allowed = self.head.value.pointer(&finding.head) == Some(&true.into());
                let mut limits = sent.limits.iter();
                let least = limits.any(|limit| matches!(limit, Limit::MinLength(_)));
                let is_text = matches!(sent.as_json, Ty::Text | Ty::Secret);
                match is_allowed || least || !is_text {
                    true => UNFELT,
                    false => felt("the client may send an empty text"),
                }
            }
            "explode" if !matches!(sent.as_json, Ty::List(_)) => UNFELT,
            _ => felt("the client goes on writing it as before"),
        }
    }
}

/// How many properties are in every object that is sent.
fn always_sent(item: &Model) -> usize {
    let fields = item.fields().iter();
    fields
        .filter(|field| field.absence != Absence::Omitted)
        .count()
}

/// Whether a check is about a limit that a client could keep to by itself.
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
