//! Walks through two documents in step, and runs the checks on each pair of objects.

use std::collections::BTreeSet;

use super::finding::Finding;
use super::parts::Parts;
use super::reach::Edge;
use super::scope::Scope;
use crate::spec_diff::checks::{self, Kind, Pair, Rule, significant, walked};
use crate::spec_diff::openapi::{ApiPairs, Counterparts, List, Object, Target, View};
use crate::spec_diff::spec::{Part, Spec};
use crate::spec_diff::subject::{Step, Subject, SubjectPath};

/// Maximum number of pairs of schemas that a probe compares; it takes larger schemas to be different.
const PAIRS: usize = 500;

/// A position in the walk.
#[derive(Clone)]
pub(super) struct At {
    pub(super) path: SubjectPath,
    pub(super) scope: Scope,
    /// True for a property that HEAD may require.
    pub(super) is_required: bool,
    /// True for the schema of a parameter that is optional on both sides.
    pub(super) is_optional_parameter: bool,
}

impl At {
    /// Creates the position of a subject, in both directions.
    pub(super) fn new(subject: Subject) -> Self {
        Self {
            path: SubjectPath::new(subject),
            scope: Scope::BOTH,
            // Any property may refer to it.
            is_required: true,
            is_optional_parameter: false,
        }
    }

    /// Returns the position one step down.
    pub(super) fn step(&self, step: Step) -> Self {
        Self {
            path: self.path.then(step),
            scope: self.scope,
            is_required: false,
            is_optional_parameter: false,
        }
    }

    /// Returns the position in some of its directions.
    pub(super) fn only(&self, scope: Scope) -> Self {
        Self {
            scope: self.scope.and(scope),
            ..self.clone()
        }
    }
}

/// A walk through two specs, or through some of their parts.
pub(super) struct Walk<'w, 's> {
    pub(super) base: &'s Spec,
    pub(super) head: &'s Spec,
    pub(super) api: &'w ApiPairs<'s>,
    pub(super) findings: Vec<Finding>,
    pub(super) edges: Vec<Edge>,
    pub(super) parts: Parts,
    /// Definitions that are being compared, since schemas may be recursive. A probe assumes that all
    /// pairs that it has met are alike.
    pub(super) open: BTreeSet<(String, String)>,
    /// True if the walk only tells whether it finds anything.
    pub(super) is_probe: bool,
    /// Named schemas of which one replaces the other in a reference, although they are not counterparts.
    replaced: Vec<(Subject, Part<'s>, Part<'s>)>,
    /// All such pairs so far.
    met: BTreeSet<Subject>,
}

impl<'w, 's> Walk<'w, 's> {
    pub(super) fn new(base: &'s Spec, head: &'s Spec, api: &'w ApiPairs<'s>) -> Self {
        Self {
            base,
            head,
            api,
            findings: Vec::new(),
            edges: Vec::new(),
            parts: Parts::new(),
            open: BTreeSet::new(),
            is_probe: false,
            replaced: Vec::new(),
            met: BTreeSet::new(),
        }
    }

    /// Walks through both documents.
    pub(super) fn compare_documents(mut self) -> Self {
        self.compare_api();
        for (base, head) in &self.api.operations {
            let at = At::new(Subject::Operation(base.name()));
            self.compare_operation(&at, base, head);
        }
        for (subject, _, base, head) in &self.api.components {
            self.compare_component(subject, base, head);
        }
        // Each comparison may find further pairs.
        while let Some((subject, base, head)) = self.replaced.pop() {
            self.compare_component(&subject, &base, &head);
        }
        self
    }

    fn compare_component(&mut self, subject: &Subject, base: &Part<'s>, head: &Part<'s>) {
        let at = At::new(subject.clone());
        let key = subject.kind().unwrap_or_default();
        match kind_of_component(key) {
            Some(kind) => self.compare(kind, &at, base, head),
            // There are no checks for links.
            None if base.value == head.value => {}
            None => self.not_understood(&at, &Object::new(base), &Object::new(head), key),
        }
    }

    /// Returns true if two parts differ only in documentation and names. They may contain each other.
    pub(super) fn alike(&self, kind: Kind, base: &Part<'s>, head: &Part<'s>) -> bool {
        let mut probe = Walk::new(self.base, self.head, self.api);
        probe.open.clone_from(&self.open);
        probe.is_probe = true;
        probe.compare(kind, &At::new(Subject::Api), base, head);
        probe.finds_nothing()
    }

    /// Returns true if there are no findings, except about documentation and names.
    pub(super) fn finds_nothing(&self) -> bool {
        self.findings.iter().all(|finding| {
            finding.check.rule == Rule::Prose || finding.check.id == "reference-changed"
        })
    }

    /// Compares two objects and everything below them.
    pub(super) fn compare(&mut self, kind: Kind, at: &At, base: &Part<'s>, head: &Part<'s>) {
        if self.is_probe && !self.finds_nothing() {
            return;
        }
        if self.is_probe && self.open.len() > PAIRS {
            return self.not_understood(at, &Object::new(base), &Object::new(head), "schema");
        }
        let (own, other) = (View::new(self.base, base), View::new(self.head, head));
        if let Some((base, head)) = self.same_reference(at, &own, &other) {
            return self.check(kind, at, &base, &head);
        }
        if kind == Kind::Schema {
            return self.compare_schemas(at, (base, own), (head, other));
        }
        let (base, head) = (own.full(self.base), other.full(self.head));
        match kind {
            Kind::Callback => self.compare_callback(at, &base, &head),
            Kind::Server => self.compare_server(at, &base, &head),
            Kind::SecurityScheme | Kind::Example => self.check(kind, at, &base, &head),
            _ => self.compare_content(kind, at, base, head),
        }
    }

    /// Returns two objects that refer to one named part, or of whose parts one replaces the other. The
    /// parts are compared on their own, so only the keys beside the references remain.
    fn same_reference(
        &mut self,
        at: &At,
        base: &View<'s>,
        head: &View<'s>,
    ) -> Option<(Object<'s>, Object<'s>)> {
        let (own, other) = base.target.as_ref().zip(head.target.as_ref())?;
        let is_bare = base.own.says_nothing_but("") && head.own.says_nothing_but("");
        if !is_bare || own.kind != other.kind {
            return None;
        }
        let (mut base, mut head) = (base.own.clone(), head.own.clone());
        let paired = self.api.paired(&own.kind, &own.name, &other.name);
        let subject = match paired {
            Some(subject) => subject,
            None if own.kind == "schemas" && !self.is_probe && base.has_the_same_use(&head) => {
                base.name = Some(own.name.clone());
                head.name = Some(other.name.clone());
                self.replacement(own, other)
            }
            None => return None,
        };
        let from = at.path.subject.clone();
        self.edges.push((from, at.scope, subject));
        Some((base, head))
    }

    /// Notes a schema that replaces another one, to compare them once.
    fn replacement(&mut self, own: &Target<'s>, other: &Target<'s>) -> Subject {
        // Several schemas may replace one.
        let pair = Subject::schema(&format!("{} → {}", own.name, other.name));
        let subject = match self.api.is_removed(&own.kind, &own.name) {
            true => Subject::schema(&own.name),
            false => pair.clone(),
        };
        if self.met.insert(pair) {
            let (base, head) = (own.part.clone(), other.part.clone());
            self.replaced.push((subject.clone(), base, head));
        }
        subject
    }

    /// Compares the counterparts in lists of two objects.
    pub(super) fn compare_lists(&mut self, at: &At, lists: &[(List, Counterparts<'s>)]) {
        // The API is the client of a callback.
        let (sent, returned) = match at.path.is_in_callback() {
            true => (Scope::RESPONSE, Scope::REQUEST),
            false => (Scope::REQUEST, Scope::RESPONSE),
        };
        for (list, counterparts) in lists {
            let (kind, scope) = match list {
                List::Parameters => (Kind::Parameter, sent),
                List::Body => (Kind::Body, sent),
                List::Statuses => (Kind::Response, returned),
                List::Headers => (Kind::Header, Scope::BOTH),
                List::Media => (Kind::Media, Scope::BOTH),
                List::Servers => (Kind::Server, Scope::BOTH),
                List::Callbacks => (Kind::Callback, Scope::BOTH),
                List::Members | List::Properties => (Kind::Schema, Scope::BOTH),
            };
            for matched in &counterparts.matched {
                // Nearly everything is JSON, so paths name only other media types.
                let at = match list {
                    List::Media if matched.base_name == "application/json" => at.clone(),
                    list => at.step(list.step(&matched.base_name)),
                };
                self.compare(kind, &at.only(scope), &matched.base, &matched.head);
            }
        }
    }

    /// Runs the checks on a pair without lists.
    pub(super) fn check(&mut self, kind: Kind, at: &At, base: &Object<'s>, head: &Object<'s>) {
        self.run(kind, at, &Pair::new(base, head));
    }

    /// Runs the checks on a pair. A difference that none of them accounts for is not understood.
    pub(super) fn run(&mut self, kind: Kind, at: &At, pair: &Pair<'_>) {
        let pair = &Pair {
            is_required: at.is_required,
            is_optional_parameter: at.is_optional_parameter,
            ..*pair
        };
        if pair.is_equal() {
            return;
        }
        let walked = walked(kind).iter().chain(pair.walked);
        let mut accounted: BTreeSet<&str> = walked.copied().collect();
        for check in checks::all().filter(|check| check.on.contains(&kind)) {
            for found in (check.find)(pair) {
                accounted.extend(check.keys);
                self.add_finding(check, at, found);
            }
        }
        let keys: BTreeSet<_> = pair.base.keys.keys().chain(pair.head.keys.keys()).collect();
        for key in keys.into_iter().filter(|key| !accounted.contains(*key)) {
            if significant(key, pair.base) != significant(key, pair.head) {
                self.not_understood(at, pair.base, pair.head, key);
            }
        }
    }
}

/// Returns the kind of the parts under a key of `components`; `None` for parts without checks.
pub(super) fn kind_of_component(key: &str) -> Option<Kind> {
    Some(match key {
        "schemas" => Kind::Schema,
        "responses" => Kind::Response,
        "parameters" => Kind::Parameter,
        "requestBodies" => Kind::Body,
        "headers" => Kind::Header,
        "callbacks" => Kind::Callback,
        "securitySchemes" => Kind::SecurityScheme,
        "examples" => Kind::Example,
        _ => return None,
    })
}
