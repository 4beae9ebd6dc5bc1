//! Findings: what the checks report, with its location.

use serde_json::Value;

use super::scope::Scope;
use super::walk::{At, Walk};
use crate::codegen::walk::escape;
use crate::spec_diff::checks::{self, Check, Found, NOT_UNDERSTOOD, Rule, shown};
use crate::spec_diff::openapi::Object;
use crate::spec_diff::subject::{Step, SubjectPath};

/// A finding of a check, with its location.
#[derive(Debug)]
pub(crate) struct Finding {
    pub(crate) check: &'static Check,
    /// Verdict on the contract at this location.
    pub(crate) rule: Rule,
    pub(crate) path: SubjectPath,
    pub(crate) scope: Scope,
    /// JSON pointer at BASE, to the change or the object that lacks it.
    pub(crate) base: String,
    /// JSON pointer at HEAD.
    pub(crate) head: String,
    pub(crate) text: String,
    /// Name at HEAD, if it is another one at BASE.
    pub(crate) new_name: Option<String>,
}

impl Walk<'_, '_> {
    /// Adds what a check found at a position.
    pub(super) fn add_finding(&mut self, check: &'static Check, at: &At, found: Found) {
        let mut scope = at.scope;
        if let Some(Step::Property(name)) = &found.step {
            // Nothing breaks in the direction in which a property does not go.
            let end = format!("/properties/{}", escape(name));
            let sides = [(self.base, &found.base), (self.head, &found.head)];
            let scopes = sides.into_iter().filter_map(|(spec, pointer)| {
                let pointer = Some(pointer).filter(|pointer| pointer.ends_with(&end))?;
                let property = spec.refer(&format!("#{pointer}"))?;
                Some(Scope::from_property(spec, &property))
            });
            scope = scope.and(scopes.reduce(Scope::or).unwrap_or(Scope::BOTH));
        }
        let mut path = found
            .subject
            .map_or_else(|| at.path.clone(), SubjectPath::new);
        path.steps.extend(found.step);
        self.findings.push(Finding {
            check,
            rule: match at.path.is_in_callback() {
                true => checks::rule_of_callback(check),
                false => check.rule,
            },
            path,
            scope,
            base: found.base,
            head: found.head,
            text: found.text,
            new_name: found.new_name,
        });
    }

    /// Adds a difference of a key that no check understands.
    pub(super) fn not_understood(
        &mut self,
        at: &At,
        base: &Object<'_>,
        head: &Object<'_>,
        key: &str,
    ) {
        self.findings.push(Finding {
            check: &NOT_UNDERSTOOD,
            rule: NOT_UNDERSTOOD.rule,
            path: at.path.then(Step::Other(format!("`{key}`"))),
            scope: at.scope,
            base: base.at(key),
            head: head.at(key),
            text: difference(base.value(key), head.value(key)),
            new_name: None,
        });
    }
}

/// Describes a difference of two values in a line.
fn difference(base: Option<&Value>, head: Option<&Value>) -> String {
    match (base, head) {
        (Some(_), Some(_)) => format!("changes from {} to {}", shown(base), shown(head)),
        (Some(_), None) => format!("is removed: {}", shown(base)),
        (None, Some(_)) => format!("is added: {}", shown(head)),
        (None, None) => "differs".to_owned(),
    }
}
