//! Goes down what requests and responses hold: parameters, headers, bodies, media types.

use super::operation::named;
use super::walk::{Apart, At, Resolved, Walk};
use crate::spec_diff::checks::{Kind, Pair};
use crate::spec_diff::openapi::{Counterparts, List, Object};
use crate::spec_diff::spec::Part;
use crate::spec_diff::subject::Step;

impl<'s> Walk<'_, 's> {
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
                let is_required = base.flag("required") || head.flag("required");
                self.content(kind, at, &base, &head, Vec::new());
                if let Some((base, head)) = schemas {
                    let at = At {
                        is_optional_parameter: kind == Kind::Parameter && !is_required,
                        ..at.clone()
                    };
                    self.schema(&at, &base, &head);
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
