//! Goes through two documents in step and lets the checks look at each pair of objects.

use std::collections::BTreeSet;

use serde_json::Value;

use super::parts::Parts;
use super::reach::Edge;
use crate::codegen::walk::escape;
use crate::spec_diff::checks::{
    self, Check, Found, Kind, NOT_UNDERSTOOD, Pair, Rule, significant, walked,
};
use crate::spec_diff::openapi::{ApiPairs, Object, Target, View};
use crate::spec_diff::spec::{Part, Spec};
use crate::spec_diff::subject::{Step, Subject, SubjectPath};

/// In which directions a value goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Scope {
    /// In requests.
    pub(crate) request: bool,
    /// In responses.
    pub(crate) response: bool,
}

impl Scope {
    pub(super) const BOTH: Self = Self {
        request: true,
        response: true,
    };
    pub(super) const REQUEST: Self = Self {
        request: true,
        response: false,
    };
    pub(super) const RESPONSE: Self = Self {
        request: false,
        response: true,
    };

    /// Each direction alone.
    pub(super) const DIRECTIONS: [Self; 2] = [Self::REQUEST, Self::RESPONSE];

    /// The directions in both.
    pub(super) fn and(self, other: Self) -> Self {
        Self {
            request: self.request && other.request,
            response: self.response && other.response,
        }
    }

    /// The directions in either.
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            request: self.request || other.request,
            response: self.response || other.response,
        }
    }

    /// Returns the directions in which a property goes.
    pub(super) fn of_property<'s>(spec: &'s Spec, property: &Part<'s>) -> Self {
        let object = View::of(spec, property).full(spec);
        Self {
            request: !object.flag("readOnly"),
            response: !object.flag("writeOnly"),
        }
    }
}

/// A finding of a check, with its place.
#[derive(Debug)]
pub(crate) struct Finding {
    pub(crate) check: &'static Check,
    /// What it means for the contract there.
    pub(crate) rule: Rule,
    pub(crate) path: SubjectPath,
    pub(crate) scope: Scope,
    /// JSON pointer at BASE: to what changed, or to where it is missing.
    pub(crate) base: String,
    /// JSON pointer at HEAD.
    pub(crate) head: String,
    pub(crate) text: String,
    /// The name at HEAD of what has another name at BASE.
    pub(crate) new_name: Option<String>,
}

/// Where the walk is.
#[derive(Clone)]
pub(super) struct At {
    pub(super) path: SubjectPath,
    pub(super) scope: Scope,
    /// Whether HEAD requires the property that this is.
    pub(super) is_required: bool,
    /// Whether this is the schema of a parameter that may be left out on both sides.
    pub(super) is_optional_parameter: bool,
}

impl At {
    /// The whole of a subject, in whatever direction.
    pub(super) fn of(subject: Subject) -> Self {
        Self {
            path: SubjectPath::new(subject),
            scope: Scope::BOTH,
            is_required: false,
            is_optional_parameter: false,
        }
    }

    pub(super) fn step(&self, step: Step) -> Self {
        Self {
            path: self.path.then(step),
            scope: self.scope,
            is_required: false,
            is_optional_parameter: false,
        }
    }

    pub(super) fn only(&self, scope: Scope) -> Self {
        Self {
            path: self.path.clone(),
            scope: self.scope.and(scope),
            is_required: self.is_required,
            is_optional_parameter: self.is_optional_parameter,
        }
    }
}

/// Everything that the checks find, which subject refers to which, and which is made of which.
pub(super) fn walk<'s>(
    base: &'s Spec,
    head: &'s Spec,
    api: &'s ApiPairs<'s>,
) -> (Vec<Finding>, Vec<Edge>, Parts) {
    let mut walk = Walk::new(base, head, api);
    walk.document();
    for (base, head) in &api.operations {
        walk.operation(base, head);
    }
    for (subject, _, base, head) in &api.components {
        walk.component(&At::of(subject.clone()), base, head);
    }
    // Comparing two schemas may show two more that stand for each other.
    while let Some((subject, base, head)) = walk.replaced.pop() {
        walk.component(&At::of(subject), &base, &head);
    }
    (walk.findings, walk.edges, walk.parts)
}

/// Whether two named parts have the same shape, documentation left aside.
pub(super) fn alike<'s>(
    base: &'s Spec,
    head: &'s Spec,
    api: &ApiPairs<'s>,
    subject: &Subject,
    base_part: &Part<'s>,
    head_part: &Part<'s>,
) -> bool {
    let mut walk = Walk::new(base, head, api);
    walk.only_whether = true;
    walk.component(&At::of(subject.clone()), base_part, head_part);
    walk.finds_nothing()
}

pub(super) struct Walk<'w, 's> {
    pub(super) base: &'s Spec,
    pub(super) head: &'s Spec,
    pub(super) api: &'w ApiPairs<'s>,
    pub(super) findings: Vec<Finding>,
    pub(super) edges: Vec<Edge>,
    pub(super) parts: Parts,
    /// Definitions that are being compared, or of which only is asked whether they are alike and
    /// that are taken to be: against endless descent.
    pub(super) open: BTreeSet<(String, String)>,
    /// Whether it is only asked if there is any finding.
    pub(super) only_whether: bool,
    /// Named schemas of which one stands where the other stood, and that are no counterparts by name
    /// or shape: to be compared.
    pub(super) replaced: Vec<(Subject, Part<'s>, Part<'s>)>,
    /// All of these that were met.
    met: BTreeSet<Subject>,
}

impl<'w, 's> Walk<'w, 's> {
    fn new(base: &'s Spec, head: &'s Spec, api: &'w ApiPairs<'s>) -> Self {
        Self {
            base,
            head,
            api,
            findings: Vec::new(),
            edges: Vec::new(),
            parts: Parts::new(),
            open: BTreeSet::new(),
            only_whether: false,
            replaced: Vec::new(),
            met: BTreeSet::new(),
        }
    }

    /// A walk of its own, to see whether two schemas are alike.
    pub(super) fn alike(&self, base: &Part<'s>, head: &Part<'s>) -> bool {
        let mut walk = Walk::new(self.base, self.head, self.api);
        walk.open.clone_from(&self.open);
        walk.only_whether = true;
        walk.schema(&At::of(Subject::Api), base, head);
        walk.finds_nothing()
    }

    /// As [`alike`](Self::alike), of two parameters, whatever their names.
    pub(super) fn alike_parameters(&self, base: &Part<'s>, head: &Part<'s>) -> bool {
        let mut walk = Walk::new(self.base, self.head, self.api);
        walk.only_whether = true;
        walk.parameter(&At::of(Subject::Api), base, head);
        walk.finds_nothing()
    }

    pub(super) fn finds_nothing(&self) -> bool {
        let matters = |finding: &Finding| {
            finding.check.rule != Rule::Prose && finding.check.id != "reference-changed"
        };
        !self.findings.iter().any(matters)
    }

    fn component(&mut self, at: &At, base: &Part<'s>, head: &Part<'s>) {
        let Subject::Component { kind, .. } = &at.path.subject else {
            return;
        };
        // Whether a property that refers here is required is not known, so it may be.
        let at = &At {
            is_required: true,
            ..at.clone()
        };
        match kind.clone().as_str() {
            "schemas" => self.schema(at, base, head),
            "responses" => self.response(at, base, head),
            "parameters" => self.parameter(at, base, head),
            "requestBodies" => self.body(at, base, head),
            "headers" => self.header(at, base, head),
            "callbacks" => self.callback(at, base, head),
            "securitySchemes" => match self.resolve(at, base, head) {
                Resolved::Same(base, head) => self.check(Kind::SecurityScheme, at, &base, &head),
                Resolved::Apart(base, head, _) => {
                    self.check(Kind::SecurityScheme, at, &base.all, &head.all);
                }
            },
            "examples" => self.check(Kind::Example, at, &Object::of(base), &Object::of(head)),
            // Links have no checks.
            _ if base.value == head.value => {}
            kind => self.not_understood(at, &Object::of(base), &Object::of(head), kind),
        }
    }

    /// Follows references on both sides. Where they lead to named parts that are compared on their
    /// own, notes that and gives what the places say themselves; else gives all that holds there.
    pub(super) fn resolve(&mut self, at: &At, base: &Part<'s>, head: &Part<'s>) -> Resolved<'s> {
        let (base, head) = (View::of(self.base, base), View::of(self.head, head));
        let bare = base.own.says_nothing_but("") && head.own.says_nothing_but("");
        if let (Some(own), Some(other)) = (&base.target, &head.target)
            && bare
            && own.kind == other.kind
        {
            if let Some(subject) = self.api.paired(&own.kind, &own.name, &other.name) {
                let from = at.path.subject.clone();
                self.edges.push((from, at.scope, subject));
                return Resolved::Same(base.own, head.own);
            }
            let same_place = base.own.says_the_same_of_the_place(&head.own);
            if own.kind == "schemas" && same_place && !self.only_whether {
                return self.replaced(at, (base.own, own), (head.own, other));
            }
        }
        let pointers = (base.definition(), head.definition());
        let (own_parts, other_parts) = self.parts(at, &base, &head);
        let side = |view: View<'s>, spec: &'s Spec, parts| Apart {
            all: view.full_but(spec, &parts),
            own: view.own,
        };
        Resolved::Apart(
            side(base, self.base, own_parts),
            side(head, self.head, other_parts),
            pointers,
        )
    }

    /// One named schema stands where another stood: they are compared once, wherever that is.
    fn replaced(
        &mut self,
        at: &At,
        (mut base, own): (Object<'s>, &Target<'s>),
        (mut head, other): (Object<'s>, &Target<'s>),
    ) -> Resolved<'s> {
        let subject = match self.api.is_removed(&own.kind, &own.name) {
            true => Subject::schema(&own.name),
            false => Subject::schema(&format!("{} → {}", own.name, other.name)),
        };
        base.name = Some(own.name.clone());
        head.name = Some(other.name.clone());
        let from = at.path.subject.clone();
        self.edges.push((from, at.scope, subject.clone()));
        // Two schemas in place of one are told apart by both names.
        let pair = Subject::schema(&format!("{} → {}", own.name, other.name));
        if self.met.insert(pair) {
            let parts = (own.part.clone(), other.part.clone());
            self.replaced.push((subject, parts.0, parts.1));
        }
        Resolved::Same(base, head)
    }

    /// Lets the checks look at a pair that has no lists.
    pub(super) fn check(&mut self, kind: Kind, at: &At, base: &Object<'s>, head: &Object<'s>) {
        self.run(kind, at, &Pair::of(base, head));
    }

    /// Lets the checks look at a pair; what differs and is not accounted for is not understood.
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
                self.find(check, at, pair, found);
            }
        }
        let keys: BTreeSet<_> = pair.base.keys.keys().chain(pair.head.keys.keys()).collect();
        for key in keys.into_iter().filter(|key| !accounted.contains(*key)) {
            if significant(key, pair.base) != significant(key, pair.head) {
                self.not_understood(at, pair.base, pair.head, key);
            }
        }
    }

    fn find(&mut self, check: &'static Check, at: &At, pair: &Pair<'_>, found: Found) {
        let mut path = match found.subject {
            Some(subject) => SubjectPath::new(subject),
            None => at.path.clone(),
        };
        let mut scope = at.scope;
        if let Some(Step::Property(name)) = &found.step {
            // A property that is only read is in no request, so nothing there can break.
            let end = format!("/properties/{}", escape(name));
            let sides = [(self.base, &found.base), (self.head, &found.head)];
            let scopes = sides.into_iter().filter_map(|(spec, pointer)| {
                let pointer = pointer.as_ref().filter(|pointer| pointer.ends_with(&end))?;
                let property = spec.refer(&format!("#{pointer}"))?;
                Some(Scope::of_property(spec, &property))
            });
            scope = scope.and(scopes.reduce(Scope::or).unwrap_or(Scope::BOTH));
        }
        if let Some(step) = found.step {
            path = path.then(step);
        }
        let rule = match at.path.is_in_callback() {
            true => checks::rule_of_callback(check),
            false => check.rule,
        };
        self.findings.push(Finding {
            check,
            rule,
            path,
            scope,
            base: found.base.unwrap_or_else(|| pair.base.pointer.clone()),
            head: found.head.unwrap_or_else(|| pair.head.pointer.clone()),
            text: found.text,
            new_name: found.new_name,
        });
    }

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

/// What was and what is, cut to what fits into a line.
fn difference(base: Option<&Value>, head: Option<&Value>) -> String {
    let shown = |value: &Value| {
        let text = value.to_string();
        match text.char_indices().nth(60) {
            Some((end, _)) => format!("`{}…`", text.get(..end).unwrap_or_default()),
            None => format!("`{text}`"),
        }
    };
    match (base, head) {
        (Some(base), Some(head)) => format!("changes from {} to {}", shown(base), shown(head)),
        (Some(base), None) => format!("is removed: {}", shown(base)),
        (None, Some(head)) => format!("is added: {}", shown(head)),
        (None, None) => "differs".to_owned(),
    }
}

/// What two places mean, seen side by side.
#[expect(
    clippy::large_enum_variant,
    reason = "one lives at a time, and not for long"
)]
pub(super) enum Resolved<'s> {
    /// They refer to named parts that are compared on their own; this is what they say themselves.
    Same(Object<'s>, Object<'s>),
    /// They do not. The pointers are those of the definitions that were found.
    Apart(Apart<'s>, Apart<'s>, (String, String)),
}

/// What a place means that is compared where it stands.
pub(super) struct Apart<'s> {
    /// All that holds there.
    pub(super) all: Object<'s>,
    /// What it says itself.
    pub(super) own: Object<'s>,
}
