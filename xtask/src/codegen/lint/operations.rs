use std::collections::BTreeMap;

use heck::ToSnakeCase;

use super::Found;
use super::names::is_rust_name;
use crate::codegen::document::Document;
use crate::codegen::walk::{self, Part, escape};

/// An operation as the lints look at it.
pub(super) struct Operation<'d> {
    pub(super) part: Part<'d>,
    pub(super) path: &'d str,
    /// In upper case.
    pub(super) method: &'static str,
}

impl<'d> Operation<'d> {
    /// Returns all operations, in the order of the spec.
    pub(super) fn all(document: &'d Document) -> impl Iterator<Item = Self> {
        walk::operations(&document.api).filter_map(|(pointer, path, method, _)| {
            let value = document.value.pointer(&pointer)?;
            let part = Part { pointer, value };
            Some(Self { part, path, method })
        })
    }

    /// Returns the parameters in the path or in the query.
    pub(super) fn parameters(&self, location: &str) -> impl Iterator<Item = Part<'d>> {
        let parameters = self.part.items_of("parameters");
        parameters.filter(move |parameter| parameter.text_of("in") == Some(location))
    }

    /// Returns the operation id, or an empty string.
    pub(super) fn id(&self) -> &'d str {
        self.part.text_of("operationId").unwrap_or_default()
    }
}

/// Requires an operation to have one tag, an id that begins with the tag, and a summary.
pub(super) fn identity(operation: &Operation<'_>, found: &mut Found<'_>) {
    let part = &operation.part;
    let tags: Vec<_> = part.items_of("tags").collect();
    let [tag] = tags.as_slice() else {
        found.refuse(
            part.at("tags"),
            format!("the operation has {} tags", tags.len()),
            "give it exactly one tag: the resource that has its method, as in `client.call()`",
        );
        return;
    };
    let (tag, pointer) = (tag.text().unwrap_or_default(), &tag.pointer);
    let mut declared = found.root().items_of("tags");
    let declared = declared.find(|declared| declared.text_of("name") == Some(tag));
    if !declared.is_some_and(|declared| declared.says("description")) {
        found.refuse(
            pointer,
            format!("the tag `{tag}` is not described"),
            "add it, with a description, to the top-level `tags`",
        );
    }
    let id = operation.id();
    let method = id.strip_prefix(tag).and_then(|rest| rest.strip_prefix('_'));
    if !is_snake(id) || !method.is_some_and(is_rust_name) {
        found.refuse(
            part.at("operationId"),
            match id {
                "" => "the operation has no id".to_owned(),
                id => format!("the operation id `{id}` does not name a method of `{tag}`"),
            },
            "write the tag and the method in snake case, as in `call_retrieve`",
        );
    }
    if !part.says("summary") {
        found.refuse(
            &part.pointer,
            "the operation has no summary",
            "add a `summary` of one line: it stands in the list of operations",
        );
    }
}

/// Requires each operation to have an id of its own.
pub(super) fn unique(found: &mut Found<'_>) {
    let mut seen = BTreeMap::new();
    for operation in Operation::all(found.document) {
        let (id, pointer) = (operation.id(), operation.part.pointer.clone());
        if let Some(other) = seen.insert(id, pointer).filter(|_| !id.is_empty()) {
            found.refuse(
                operation.part.at("operationId"),
                format!("`{id}` is also the id of {other}"),
                "give each operation an id of its own",
            );
        }
    }
}

fn is_snake(text: &str) -> bool {
    text.to_snake_case() == text
}

/// Requires every operation to have a retry class.
pub(super) fn retry_class(operation: &Operation<'_>, found: &mut Found<'_>) {
    let class = operation.part.get("x-retry-class");
    let name = class.as_ref().and_then(|class| class.text());
    if !matches!(name, Some("read" | "idempotent" | "once")) {
        let message = match class {
            None => "the operation has no retry class".to_owned(),
            Some(class) => format!("{} is not a retry class", class.value),
        };
        found.refuse(
            operation.part.at("x-retry-class"),
            message,
            "write `x-retry-class: read` if it changes nothing, `idempotent` if sending it twice \
             has the effect of sending it once, `once` if a phone may ring again",
        );
    }
}

/// Requires the name of a result to be a valid name of a Rust variable.
pub(super) fn result_name(operation: &Operation<'_>, found: &mut Found<'_>) {
    let Some(name) = operation.part.get("x-result-name") else {
        return;
    };
    let fits = |name: &str| is_snake(name) && is_rust_name(name);
    if !name.text().is_some_and(fits) {
        found.refuse(
            name.pointer,
            format!("{} is not the name of a Rust variable", name.value),
            "name the result as a program would, in snake case, as in `launched`",
        );
    }
}

/// Requires parameters to be of the kinds that generated methods can send.
pub(super) fn parameters(operation: &Operation<'_>, found: &mut Found<'_>) {
    for parameter in operation.part.items_of("parameters") {
        match parameter.text_of("in") {
            Some("path") => path_parameter(&parameter, found),
            // See `queries`.
            Some("query") => {}
            _ => found.refuse(
                parameter.pointer,
                "only parameters of the path and the query are generated",
                "extend `lower/queries.rs` before you describe another one",
            ),
        }
    }
    let mut arguments = BTreeMap::new();
    let (in_path, in_query) = (operation.parameters("path"), operation.parameters("query"));
    for parameter in in_path.chain(in_query) {
        let name = parameter.text_of("name").unwrap_or_default();
        let argument = name.to_snake_case();
        if let Some(other) = arguments.get(&argument) {
            found.refuse(
                parameter.at("name"),
                format!("`{name}` and `{other}` give the same Rust argument `{argument}`"),
                "rename one of them",
            );
        }
        arguments.entry(argument).or_insert(name);
    }
    let path = operation.path;
    let listed = operation.parameters("path");
    let listed: Vec<_> = listed.filter_map(|it| it.text_of("name")).collect();
    let segments = path.split('/');
    let in_path = segments.filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'));
    let in_path: Vec<_> = in_path.collect();
    if path.matches(['{', '}']).count() != 2 * in_path.len() {
        found.refuse(
            format!("/paths/{}", escape(path)),
            "the parameter is only a part of its path segment",
            "make each `{parameter}` a whole segment between slashes",
        );
    } else if in_path != listed {
        found.refuse(
            operation.part.at("parameters"),
            format!(
                "the path has the parameters [{}], the operation [{}]",
                in_path.join(", "),
                listed.join(", ")
            ),
            "list the parameters in the order of the path",
        );
    }
}

fn path_parameter(parameter: &Part<'_>, found: &mut Found<'_>) {
    let name = parameter.text_of("name").unwrap_or_default();
    let schema = parameter.get("schema");
    let is_string = schema.is_some_and(|schema| schema.shape() == "string");
    let has_name = is_rust_name(&name.to_snake_case());
    let is_described = parameter.get("description").is_some();
    if !is_string || !has_name || !is_described || !parameter.flag("required") {
        found.refuse(
            &parameter.pointer,
            format!(
                "the path parameter `{name}` is not a required string with a description and a name \
                 that is valid in Rust"
            ),
            "give it `required: true`, a `description`, the schema `type: string`, and a name that \
             is not a keyword",
        );
    }
}
