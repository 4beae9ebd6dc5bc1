//! Goes down two operations: parameters, request body, responses, headers, media types.

use std::collections::BTreeMap;

use super::api::{Operation, without_names};
use super::counterparts::{Counterparts, List};
use super::object::{Object, View};
use super::security::Requirements;
use super::walk::{Apart, At, Resolved, Scope, Walk};
use crate::spec_diff::checks::{Kind, Pair};
use crate::spec_diff::place::{Step, Subject};
use crate::spec_diff::spec::{Part, Spec};

/// The server where none is named.
const NO_SERVER: Part<'static> = Part {
    pointer: String::new(),
    value: &serde_json::Value::Null,
};
/// So many references are followed to a definition.
const REFERENCES: usize = 16;

impl<'s> Walk<'_, 's> {
    /// What holds for the whole API.
    pub(super) fn document(&mut self) {
        let (base, head) = (self.base.root(), self.head.root());
        let at = At::of(Subject::Api);
        let security = (
            self.security(base.get("security"), true),
            self.security(head.get("security"), false),
        );
        let lists = [(
            List::Servers,
            servers(base.get("servers"), head.get("servers")),
        )];
        let api = self.api;
        let (base, head) = (Object::of(&base), Object::of(&head));
        self.run(
            Kind::Api,
            &at,
            &Pair {
                lists: &lists,
                api: Some(api),
                security: Some((&security.0, &security.1)),
                ..Pair::of(&base, &head)
            },
        );
        self.each_server(&at, &lists);
        self.paths(&at);
    }

    /// What paths say beyond their operations.
    fn paths(&mut self, at: &At) {
        let paths = |spec: &'s Spec| {
            let paths = named(spec.root().get("paths"));
            let paths = paths.into_iter();
            paths
                .map(|(path, item)| (without_names(&path), item))
                .collect()
        };
        for matched in Counterparts::by_name(paths(self.base), paths(self.head)).matched {
            let at = at.step(Step::Other(matched.base_name));
            let (base, head) = (Object::of(&matched.base), Object::of(&matched.head));
            self.check(Kind::Path, &at, &base, &head);
        }
        for key in ["paths", "components"] {
            let part = |spec: &'s Spec| spec.root().get(key);
            self.extensions(at, part(self.base), part(self.head));
        }
    }

    /// What stands among names and is no name but an extension.
    fn extensions(&mut self, at: &At, base: Option<Part<'s>>, head: Option<Part<'s>>) {
        let extensions = |part: Option<Part<'s>>| {
            let mut object = part.map(|part| Object::of(&part)).unwrap_or_default();
            object.keys.retain(|key, _| key.starts_with("x-"));
            object
        };
        self.check(Kind::Extensions, at, &extensions(base), &extensions(head));
    }

    pub(super) fn operation(&mut self, base: &Operation<'s>, head: &Operation<'s>) {
        let at = At::of(Subject::Operation(base.name()));
        let parameters = self.parameters(base, head);
        let statuses = Counterparts::by_name(
            named(base.part.get("responses")),
            named(head.part.get("responses")),
        );
        let body = |operation: &Operation<'s>| {
            let body = operation.part.get("requestBody");
            body.map(|body| ("request body".to_owned(), body))
                .into_iter()
                .collect()
        };
        let mut bodies = Counterparts::by_name(body(base), body(head));
        self.define(&mut bodies);
        let mut lists = vec![
            (List::Parameters, parameters),
            (List::Statuses, statuses),
            (List::Body, bodies),
        ];

        let (mut own, mut other) = (Object::of(&base.part), Object::of(&head.part));
        // What an operation says about servers and security stands in place of what the path and
        // the document say; what nobody says here is compared once, for the whole API.
        let servers_here = |spec: &'s Spec, operation: &Operation<'s>| {
            let here = operation
                .part
                .get("servers")
                .or_else(|| operation.item.get("servers"));
            (here.is_some(), here.or_else(|| spec.root().get("servers")))
        };
        let ((base_own, base_servers), (head_own, head_servers)) =
            (servers_here(self.base, base), servers_here(self.head, head));
        if base_own || head_own {
            own.keys
                .extend(base_servers.clone().map(|part| ("servers", part)));
            other
                .keys
                .extend(head_servers.clone().map(|part| ("servers", part)));
            lists.push((List::Servers, servers(base_servers, head_servers)));
        }
        let security_here = |spec: &'s Spec, operation: &Operation<'s>| {
            let here = operation.part.get("security");
            (here.is_some(), here.or_else(|| spec.root().get("security")))
        };
        let ((base_own, base_security), (head_own, head_security)) = (
            security_here(self.base, base),
            security_here(self.head, head),
        );
        let security = (
            self.security(base_security.clone(), true),
            self.security(head_security.clone(), false),
        );
        let differs_here = base_own || head_own;
        if differs_here {
            own.keys
                .extend(base_security.map(|part| ("security", part)));
            other
                .keys
                .extend(head_security.map(|part| ("security", part)));
        }
        for scheme in security.0.alternatives().flatten() {
            let scheme = Subject::component("securitySchemes", scheme);
            self.edges
                .push((at.place.subject.clone(), Scope::BOTH, scheme));
        }
        self.run(
            Kind::Operation,
            &at,
            &Pair {
                lists: &lists,
                security: differs_here.then_some((&security.0, &security.1)),
                ..Pair::of(&own, &other)
            },
        );
        self.each_server(&at, &lists);
        self.extensions(&at, base.part.get("responses"), head.part.get("responses"));
        self.below_operation(&at, &lists);
    }

    fn below_operation(&mut self, at: &At, lists: &[(List, Counterparts<'s>)]) {
        for (list, counterparts) in lists {
            for matched in &counterparts.matched {
                let (base, head) = (&matched.base, &matched.head);
                match list {
                    List::Parameters => {
                        let name = matched.base_name.split_once('/').map(|(_, name)| name);
                        let at = at.step(Step::Parameter(name.unwrap_or_default().to_owned()));
                        self.parameter(&at.only(Scope::REQUEST), base, head);
                    }
                    List::Body => {
                        self.body(&at.step(Step::Body).only(Scope::REQUEST), base, head);
                    }
                    List::Statuses => {
                        let at = at.step(Step::Status(matched.base_name.clone()));
                        self.response(&at.only(Scope::RESPONSE), base, head);
                    }
                    _ => {}
                }
            }
        }
    }

    /// The parameters of an operation and its path, as `path/id`: where they are sent, and the name.
    fn parameters(&self, base: &Operation<'s>, head: &Operation<'s>) -> Counterparts<'s> {
        let list = |spec: &'s Spec, operation: &Operation<'s>, renamed: &BTreeMap<&str, &str>| {
            let mut list: Vec<(String, Part<'s>)> = Vec::new();
            for owner in [&operation.part, &operation.item] {
                for part in owner.get("parameters").iter().flat_map(Part::items) {
                    let full = View::of(spec, &part).full(spec);
                    let name = full.text("name").unwrap_or("?");
                    let place = full.text("in").unwrap_or("?");
                    let name = match place {
                        "path" => (*renamed.get(name).unwrap_or(&name)).to_owned(),
                        // Names of headers are the same in any letters.
                        "header" => name.to_lowercase(),
                        _ => name.to_owned(),
                    };
                    let name = format!("{place}/{name}");
                    // What the operation says stands in place of what the path says.
                    if !list.iter().any(|(other, _)| *other == name) {
                        list.push((name, part));
                    }
                }
            }
            list
        };
        let mut parameters = Counterparts::by_name(
            list(self.base, base, &BTreeMap::new()),
            list(self.head, head, &base.names_at_head(head)),
        );
        let name = |key: &str| key.split_once('/').map(|(_, name)| name.to_owned());
        parameters.pair_renamed(|(base, _), (head, _)| name(base) == name(head));
        self.define(&mut parameters);
        parameters
    }

    pub(super) fn parameter(&mut self, at: &At, base: &Part<'s>, head: &Part<'s>) {
        self.value_in(Kind::Parameter, at, base, head);
    }

    pub(super) fn header(&mut self, at: &At, base: &Part<'s>, head: &Part<'s>) {
        self.value_in(Kind::Header, at, base, head);
    }

    fn value_in(&mut self, kind: Kind, at: &At, base: &Part<'s>, head: &Part<'s>) {
        match self.resolve(at, base, head) {
            Resolved::Same(base, head) => self.check(kind, at, &base, &head),
            Resolved::Apart(Apart { all: mut base, .. }, Apart { all: mut head, .. }, _) => {
                // The name of a parameter in the path is compared with the path.
                for object in [&mut base, &mut head] {
                    if kind == Kind::Parameter {
                        object.keys.remove("name");
                    }
                }
                let (own, other) = (base.keys.get("schema"), head.keys.get("schema"));
                let schemas = own.cloned().zip(other.cloned());
                self.content(kind, at, &base, &head, Vec::new());
                if let Some((base, head)) = schemas {
                    self.schema(at, &base, &head);
                }
            }
        }
    }

    pub(super) fn body(&mut self, at: &At, base: &Part<'s>, head: &Part<'s>) {
        match self.resolve(at, base, head) {
            Resolved::Same(base, head) => self.check(Kind::Body, at, &base, &head),
            Resolved::Apart(Apart { all: base, .. }, Apart { all: head, .. }, _) => {
                self.content(Kind::Body, at, &base, &head, Vec::new())
            }
        }
    }

    pub(super) fn response(&mut self, at: &At, base: &Part<'s>, head: &Part<'s>) {
        match self.resolve(at, base, head) {
            Resolved::Same(base, head) => self.check(Kind::Response, at, &base, &head),
            Resolved::Apart(Apart { all: base, .. }, Apart { all: head, .. }, _) => {
                let headers = |object: &Object<'s>| {
                    let headers = named(object.keys.get("headers").cloned());
                    let headers = headers.into_iter();
                    headers
                        .map(|(name, part)| (name.to_lowercase(), part))
                        .collect()
                };
                let headers = Counterparts::by_name(headers(&base), headers(&head));
                let lists = vec![(List::Headers, headers)];
                self.content(Kind::Response, at, &base, &head, lists);
            }
        }
    }

    fn content(
        &mut self,
        kind: Kind,
        at: &At,
        base: &Object<'s>,
        head: &Object<'s>,
        mut lists: Vec<(List, Counterparts<'s>)>,
    ) {
        let media = |object: &Object<'s>| {
            let content = named(object.keys.get("content").cloned()).into_iter();
            content
                .map(|(media, part)| (media_type(&media), part))
                .collect()
        };
        let notation_changes = base.keys.contains_key("schema") != head.keys.contains_key("schema");
        if !notation_changes {
            let media = Counterparts::by_name(media(base), media(head));
            lists.push((List::Media, media));
        }
        let has_schema = |object: &Object<'s>| object.keys.contains_key("schema");
        let walked: &[&str] = match has_schema(base) && has_schema(head) {
            true => &["schema"],
            false => &[],
        };
        self.run(
            kind,
            at,
            &Pair {
                lists: &lists,
                walked,
                ..Pair::of(base, head)
            },
        );
        for (list, counterparts) in &lists {
            for matched in &counterparts.matched {
                match list {
                    List::Headers => {
                        let at = at.step(Step::Header(matched.base_name.clone()));
                        self.header(&at, &matched.base, &matched.head);
                    }
                    _ => self.media(at, &matched.base_name, &matched.base, &matched.head),
                }
            }
        }
    }

    fn media(&mut self, at: &At, media: &str, base: &Part<'s>, head: &Part<'s>) {
        // Nearly everything is JSON, so only what is not is worth a word.
        let at = match media {
            "application/json" => at.clone(),
            media => at.step(Step::Media(media.to_owned())),
        };
        self.check(Kind::Media, &at, &Object::of(base), &Object::of(head));
        if let Some((base, head)) = base.get("schema").zip(head.get("schema")) {
            self.schema(&at, &base, &head);
        }
    }

    /// Puts definitions in place of references to them where there is nothing to compare them with.
    fn define(&self, counterparts: &mut Counterparts<'s>) {
        let sides = [
            (self.base, &mut counterparts.removed),
            (self.head, &mut counterparts.added),
        ];
        for (spec, list) in sides {
            for (_, part) in list {
                // A reference may lead to another; one that goes round in a circle to nothing.
                for _ in 0..REFERENCES {
                    let Some(target) = View::of(spec, part).target else {
                        break;
                    };
                    *part = target.part;
                }
            }
        }
    }

    fn each_server(&mut self, at: &At, lists: &[(List, Counterparts<'s>)]) {
        for (list, counterparts) in lists {
            for matched in counterparts
                .matched
                .iter()
                .filter(|_| *list == List::Servers)
            {
                let at = at.step(Step::Other(matched.base_name.clone()));
                let (base, head) = (Object::of(&matched.base), Object::of(&matched.head));
                self.check(Kind::Server, &at, &base, &head);
                let variables = |object: &Object<'s>| named(object.keys.get("variables").cloned());
                // What the address has in braces is the same on both sides, and so are its names.
                let variables = Counterparts::by_name(variables(&base), variables(&head));
                if !variables.added.is_empty() || !variables.removed.is_empty() {
                    self.not_understood(&at, &base, &head, "variables");
                }
                for variable in variables.matched {
                    let at = at
                        .step(Step::Other(variable.base_name))
                        .only(Scope::REQUEST);
                    let (base, head) = (Object::of(&variable.base), Object::of(&variable.head));
                    self.check(Kind::ServerVariable, &at, &base, &head);
                }
            }
        }
    }

    fn security(&self, security: Option<Part<'s>>, of_base: bool) -> Requirements {
        Requirements::of(security.as_ref(), |scheme| match of_base {
            true => scheme.to_owned(),
            false => self.api.base_name("securitySchemes", scheme).to_owned(),
        })
    }
}

/// A media type without its character set, which JSON does not need.
pub(crate) fn media_type(written: &str) -> String {
    let written = written.to_lowercase();
    match written.split_once(';') {
        Some((media, parameter)) if parameter.trim().starts_with("charset=") => {
            media.trim().to_owned()
        }
        _ => written,
    }
}

/// The entries of an object, with their names; extensions have none.
fn named(part: Option<Part<'_>>) -> Vec<(String, Part<'_>)> {
    let entries = part.iter().flat_map(Part::entries);
    entries
        .filter(|(name, _)| !name.starts_with("x-"))
        .map(|(name, part)| (name.to_owned(), part))
        .collect()
}

fn servers<'s>(base: Option<Part<'s>>, head: Option<Part<'s>>) -> Counterparts<'s> {
    let by_url = |part: Option<Part<'s>>| {
        let servers = part
            .into_iter()
            .flat_map(|part| part.items().collect::<Vec<_>>());
        let servers: Vec<_> = servers
            .filter_map(|server| Some((server.get("url")?.text()?.to_owned(), server)))
            .collect();
        match servers.is_empty() {
            // Where none is named, the API is where its description is.
            true => vec![("/".to_owned(), NO_SERVER)],
            false => servers,
        }
    };
    Counterparts::by_name(by_url(base), by_url(head))
}
