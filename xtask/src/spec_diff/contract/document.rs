//! Goes through what holds for the whole API: servers, security, paths, extensions.

use super::operation::named;
use super::walk::{At, Scope, Walk};
use crate::spec_diff::checks::{Kind, Pair};
use crate::spec_diff::openapi::{Counterparts, List, Object, Requirements, without_names};
use crate::spec_diff::spec::{Part, Spec};
use crate::spec_diff::subject::{Step, Subject};

/// The server where none is named.
const NO_SERVER: Part<'static> = Part {
    pointer: String::new(),
    value: &serde_json::Value::Null,
};

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
    pub(super) fn extensions(&mut self, at: &At, base: Option<Part<'s>>, head: Option<Part<'s>>) {
        let extensions = |part: Option<Part<'s>>| {
            let mut object = part.map(|part| Object::of(&part)).unwrap_or_default();
            object.keys.retain(|key, _| key.starts_with("x-"));
            object
        };
        self.check(Kind::Extensions, at, &extensions(base), &extensions(head));
    }

    pub(super) fn each_server(&mut self, at: &At, lists: &[(List, Counterparts<'s>)]) {
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

    pub(super) fn security(&self, security: Option<Part<'s>>, of_base: bool) -> Requirements {
        Requirements::of(security.as_ref(), |scheme| match of_base {
            true => scheme.to_owned(),
            false => self.api.base_name("securitySchemes", scheme).to_owned(),
        })
    }
}

pub(super) fn servers<'s>(base: Option<Part<'s>>, head: Option<Part<'s>>) -> Counterparts<'s> {
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
