//! Walks through a spec by the grammar of OpenAPI 3.0.

mod grammar;
mod part;
mod shape;

use openapiv3::{OpenAPI, Operation};
use serde_json::Value;

use grammar::Content;
pub(crate) use grammar::Kind;
pub use grammar::Position;
pub use part::Part;
pub use shape::{SCALARS, foreign};
pub use xtask_yaml::{below, escape, unescape};

/// Methods that a path may have.
const METHODS: [&str; 8] = [
    "GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE",
];

/// Returns true for the status of a successful response: `200`, `2XX`.
pub(crate) fn is_success(status: &str) -> bool {
    status.starts_with('2')
}

/// Calls `visit` with an object of a kind and with the objects in it, parents first, and does not visit
/// the parts of those for which it returns false.
///
/// Examples, extensions and other data have no kind; references are not followed.
pub(crate) fn parts<'s>(
    part: &Part<'s>,
    kind: Kind,
    visit: &mut dyn FnMut(&Part<'s>, Kind) -> bool,
) {
    let Some(object) = part.value.as_object() else {
        return;
    };
    if !visit(part, kind) || part.reference().is_some() {
        return;
    }
    for (key, value) in object {
        let content = kind.content(key).unwrap_or(Content::Data);
        if let Content::Data = content {
            continue;
        }
        let below = Part {
            pointer: part.at(key),
            value,
        };
        match content {
            Content::Data => {}
            Content::One(kind) => parts(&below, kind, visit),
            Content::List(kind) => below.items().for_each(|item| parts(&item, kind, visit)),
            Content::Map(kind) => {
                below
                    .entries()
                    .for_each(|(_, entry)| parts(&entry, kind, visit));
            }
        }
    }
}

/// Calls `visit` with every schema that is not a reference, parents first; those of headers and
/// callbacks are not generated.
pub fn schemas<'s>(root: &'s Value, mut visit: impl FnMut(&Part<'s>, Position)) {
    parts(&Part::root(root), Kind::Document, &mut |part, kind| {
        if let Kind::Schema(position) = kind
            && part.reference().is_none()
        {
            visit(part, position);
        }
        !matches!(kind, Kind::Header | Kind::Callback)
    });
}

/// Returns every operation: pointer, path, method in upper case.
pub fn operations(api: &OpenAPI) -> impl Iterator<Item = (String, &str, &'static str, &Operation)> {
    api.paths.iter().flat_map(|(path, item)| {
        let operations = item.as_item().into_iter().flat_map(|item| item.iter());
        operations.map(move |(method, operation)| {
            let pointer = format!("/paths/{}/{method}", escape(path));
            let mut methods = METHODS.into_iter();
            let method = methods.find(|upper| upper.eq_ignore_ascii_case(method));
            (
                pointer,
                path.as_str(),
                method.unwrap_or_default(),
                operation,
            )
        })
    })
}
