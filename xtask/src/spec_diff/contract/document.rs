//! Compares the parts of a document that hold for the whole API: servers, security, paths, extensions.

use super::operation::named;
use super::scope::Scope;
use super::walk::{At, Walk};
use crate::spec_diff::checks::{Kind, Pair};
use crate::spec_diff::openapi::{Counterparts, List, Object, Requirements, without_names};
use crate::spec_diff::spec::{Part, Spec};
use crate::spec_diff::subject::{Step, Subject};

/// The server of a document that names none.
const NO_SERVER: Part<'static> = Part {
    pointer: String::new(),
    value: &serde_json::Value::Null,
};

impl<'s> Walk<'_, 's> {
    pub(super) fn compare_api(&mut self) {
        let (base, head) = (self.base.root(), self.head.root());
        let at = At::new(Subject::Api);
        let security = (
            self.security(base.get("security"), true),
            self.security(head.get("security"), false),
        );
        let servers = servers(base.get("servers"), head.get("servers"));
        let lists = [(List::Servers, servers)];
        let (own, other) = (Object::new(&base), Object::new(&head));
        let pair = Pair {
            lists: &lists,
            api: Some(self.api),
            security: Some((&security.0, &security.1)),
            ..Pair::new(&own, &other)
        };
        self.run(Kind::Api, &at, &pair);
        self.compare_lists(&at, &lists);
        // Of paths, only what is not an operation.
        let paths = |document: &Part<'s>| {
            let paths = named(document.get("paths")).into_iter();
            paths
                .map(|(path, item)| (without_names(&path), item))
                .collect()
        };
        for matched in Counterparts::by_name(paths(&base), paths(&head)).matched {
            let at = at.step(Step::Other(matched.base_name));
            let (base, head) = (Object::new(&matched.base), Object::new(&matched.head));
            self.check(Kind::Path, &at, &base, &head);
        }
        for key in ["paths", "components"] {
            self.compare_extensions(&at, base.get(key), head.get(key));
        }
    }

    /// Compares the extensions in an object of named entries.
    pub(super) fn compare_extensions(
        &mut self,
        at: &At,
        base: Option<Part<'s>>,
        head: Option<Part<'s>>,
    ) {
        let extensions = |part: Option<Part<'s>>| {
            let mut object = part.map(|part| Object::new(&part)).unwrap_or_default();
            object.keys.retain(|key, _| key.starts_with("x-"));
            object
        };
        self.check(Kind::Extensions, at, &extensions(base), &extensions(head));
    }

    pub(super) fn compare_server(&mut self, at: &At, base: &Object<'s>, head: &Object<'s>) {
        self.check(Kind::Server, at, base, head);
        let variables = |object: &Object<'s>| named(object.keys.get("variables").cloned());
        // The addresses are equal, and so are the names in them.
        let variables = Counterparts::by_name(variables(base), variables(head));
        if !variables.added.is_empty() || !variables.removed.is_empty() {
            self.not_understood(at, base, head, "variables");
        }
        for variable in variables.matched {
            let at = at
                .step(Step::Other(variable.base_name))
                .only(Scope::REQUEST);
            let (base, head) = (Object::new(&variable.base), Object::new(&variable.head));
            self.check(Kind::ServerVariable, &at, &base, &head);
        }
    }

    /// Reads security requirements, with the names of BASE. Nobody has the credentials of a scheme that
    /// only the other side describes.
    pub(super) fn security(&self, security: Option<Part<'s>>, of_base: bool) -> Requirements {
        let (own, other) = match of_base {
            true => (self.base, self.head),
            false => (self.head, self.base),
        };
        let describes = |spec: &Spec, scheme: &str| {
            let schemes = spec.root().below(["components", "securitySchemes"]);
            schemes.is_some_and(|schemes| schemes.get(scheme).is_some())
        };
        Requirements::new(security.as_ref(), |scheme| {
            let is_known = describes(own, scheme) || !describes(other, scheme);
            let name = match of_base {
                true => scheme,
                false => self.api.base_name("securitySchemes", scheme),
            };
            is_known.then(|| name.to_owned())
        })
    }
}

/// Pairs servers by URL.
pub(super) fn servers<'s>(base: Option<Part<'s>>, head: Option<Part<'s>>) -> Counterparts<'s> {
    let by_url = |part: Option<Part<'s>>| {
        let servers = part.iter().flat_map(Part::items);
        let servers: Vec<_> = servers
            .filter_map(|server| Some((server.text_of("url")?.to_owned(), server)))
            .collect();
        match servers.is_empty() {
            // By default, the API is where its description is.
            true => vec![("/".to_owned(), NO_SERVER)],
            false => servers,
        }
    };
    let mut servers = Counterparts::by_name(by_url(base), by_url(head));
    servers.pair_repeated();
    servers
}
