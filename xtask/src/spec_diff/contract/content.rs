//! Compares the parts of requests and responses: parameters, headers, bodies, media types.

use super::operation::named;
use super::walk::{At, Walk};
use crate::spec_diff::checks::{Kind, Pair};
use crate::spec_diff::openapi::{Counterparts, List, Object};

impl<'s> Walk<'_, 's> {
    pub(super) fn compare_content(
        &mut self,
        kind: Kind,
        at: &At,
        mut base: Object<'s>,
        mut head: Object<'s>,
    ) {
        if kind == Kind::Parameter {
            // For one in the path, it is compared with the path.
            base.keys.remove("name");
            head.keys.remove("name");
        }
        let list = |key, name: fn(&str) -> String| {
            let entries = |object: &Object<'s>| {
                let entries = named(object.keys.get(key).cloned()).into_iter();
                entries.map(|(own, part)| (name(&own), part)).collect()
            };
            Counterparts::by_name(entries(&base), entries(&head))
        };
        let schemas = base.keys.get("schema").zip(head.keys.get("schema"));
        let mut lists = vec![(List::Headers, list("headers", str::to_lowercase))];
        // Values in different notations have nothing in common.
        if base.keys.contains_key("schema") == head.keys.contains_key("schema") {
            lists.push((List::Media, list("content", media_type)));
        }
        let pair = Pair {
            lists: &lists,
            walked: if schemas.is_some() { &["schema"] } else { &[] },
            ..Pair::new(&base, &head)
        };
        self.run(kind, at, &pair);
        self.compare_lists(at, &lists);
        if let Some((own, other)) = schemas {
            let is_required = base.flag("required") || head.flag("required");
            let at = At {
                is_optional_parameter: kind == Kind::Parameter && !is_required,
                ..at.clone()
            };
            self.compare(Kind::Schema, &at, own, other);
        }
    }
}

/// Returns a media type without its character set, which JSON does not need.
pub(crate) fn media_type(written: &str) -> String {
    let written = written.to_lowercase();
    match written.split_once(';') {
        Some((media, parameter)) if parameter.trim().starts_with("charset=") => {
            media.trim().to_owned()
        }
        _ => written,
    }
}
