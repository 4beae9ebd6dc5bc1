use heck::ToSnakeCase;
use openapiv3::{Parameter, ParameterSchemaOrContent, ReferenceOr, SchemaKind, Type};

use super::Found;
use super::names::is_rust_name;
use crate::codegen::document::Document;
use crate::codegen::walk::{escape, operations};

/// Requires an operation to have one tag, an id that begins with the tag, and a summary.
pub(super) fn identity(document: &Document, found: &mut Found) {
    let mut seen = std::collections::BTreeMap::new();
    for (pointer, _, _, operation) in operations(&document.api) {
        let [tag] = operation.tags.as_slice() else {
            found.refuse(
                format!("{pointer}/tags"),
                format!("the operation has {} tags", operation.tags.len()),
                "give it exactly one tag: the resource that has its method, as in `client.call()`",
            );
            continue;
        };
        if !document.api.tags.iter().any(|declared| {
            declared.name == *tag && declared.description.as_ref().is_some_and(|d| !d.is_empty())
        }) {
            found.refuse(
                format!("{pointer}/tags/0"),
                format!("the tag `{tag}` is not described"),
                "add it, with a description, to the top-level `tags`",
            );
        }
        let prefix = format!("{tag}_");
        match operation.operation_id.as_deref() {
            Some(id) if is_snake(id) && id.strip_prefix(&prefix).is_some_and(is_rust_name) => {
                if let Some(other) = seen.insert(id.to_owned(), pointer.clone()) {
                    found.refuse(
                        format!("{pointer}/operationId"),
                        format!("`{id}` is also the id of {other}"),
                        "give each operation an id of its own",
                    );
                }
            }
            id => found.refuse(
                format!("{pointer}/operationId"),
                match id {
                    Some(id) => {
                        format!("the operation id `{id}` does not name a method of `{tag}`")
                    }
                    None => "the operation has no id".to_owned(),
                },
                "write the tag and the method in snake case, as in `call_retrieve`",
            ),
        }
        if operation.summary.as_deref().unwrap_or_default().is_empty() {
            found.refuse(
                &pointer,
                "the operation has no summary",
                "add a `summary` of one line: it heads the documentation of the method",
            );
        }
    }
}

fn is_snake(text: &str) -> bool {
    text.to_snake_case() == text
}

/// Requires every operation to have a retry class.
pub(super) fn retry_class(document: &Document, found: &mut Found) {
    for (pointer, _, _, operation) in operations(&document.api) {
        let class = operation.extensions.get("x-retry-class");
        if !class
            .and_then(|class| class.as_str())
            .is_some_and(|class| matches!(class, "read" | "idempotent" | "once"))
        {
            let message = match class {
                None => "the operation has no retry class".to_owned(),
                Some(class) => format!("{class} is not a retry class"),
            };
            found.refuse(
                format!("{pointer}/x-retry-class"),
                message,
                "write `x-retry-class: read` if it changes nothing, `idempotent` if sending it twice \
                 has the effect of sending it once, `once` if a phone may ring again",
            );
        }
    }
}

/// Requires the name of a result to be that of a Rust variable.
pub(super) fn result_name(document: &Document, found: &mut Found) {
    for (pointer, _, _, operation) in operations(&document.api) {
        let Some(name) = operation.extensions.get("x-result-name") else {
            continue;
        };
        let fits = |name: &str| is_snake(name) && is_rust_name(name);
        if !name.as_str().is_some_and(fits) {
            found.refuse(
                format!("{pointer}/x-result-name"),
                format!("{name} is not the name of a Rust variable"),
                "name the result as a program would, in snake case, as in `launched`",
            );
        }
    }
}

/// Requires parameters to be of the kinds that generated methods can send.
pub(super) fn parameters(document: &Document, found: &mut Found) {
    for (pointer, path, _, operation) in operations(&document.api) {
        let mut declared = Vec::new();
        let mut in_query = Vec::new();
        for (index, parameter) in operation.parameters.iter().enumerate() {
            let pointer = format!("{pointer}/parameters/{index}");
            match parameter {
                ReferenceOr::Item(Parameter::Path { parameter_data, .. })
                    if is_string(&parameter_data.format)
                        && parameter_data.description.is_some()
                        && parameter_data.required
                        && is_rust_name(&parameter_data.name.to_snake_case()) =>
                {
                    declared.push((index, parameter_data.name.clone()));
                }
                ReferenceOr::Item(Parameter::Path { parameter_data, .. }) => {
                    declared.push((index, parameter_data.name.clone()));
                    found.refuse(
                        pointer,
                        format!(
                            "the path parameter `{}` is not a required string with a description \
                             and a name that is valid in Rust",
                            parameter_data.name
                        ),
                        "give it `required: true`, a `description`, the schema `type: string`, and \
                         a name that is not a keyword",
                    );
                }
                // See `queries`.
                ReferenceOr::Item(Parameter::Query { parameter_data, .. }) => {
                    in_query.push((index, parameter_data.name.clone()));
                }
                _ => found.refuse(
                    pointer,
                    "only parameters of the path and the query are generated",
                    "extend `lower/queries.rs` before you describe another one",
                ),
            }
        }
        let named: Vec<_> = declared.iter().chain(&in_query).collect();
        for (at, (index, name)) in named.iter().enumerate() {
            let argument = name.to_snake_case();
            let mut before = named.iter().take(at);
            if let Some((_, other)) = before.find(|(_, other)| other.to_snake_case() == argument) {
                found.refuse(
                    format!("{pointer}/parameters/{index}/name"),
                    format!("`{name}` and `{other}` give the same Rust argument `{argument}`"),
                    "rename one of them",
                );
            }
        }
        let declared: Vec<_> = declared.iter().map(|(_, name)| name.as_str()).collect();
        let in_path: Vec<_> = path
            .split('/')
            .filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'))
            .collect();
        if path.matches(['{', '}']).count() != 2 * in_path.len() {
            found.refuse(
                format!("/paths/{}", escape(path)),
                "the parameter is only a part of its path segment",
                "make each `{parameter}` a whole segment between slashes",
            );
        } else if in_path != declared {
            found.refuse(
                format!("{pointer}/parameters"),
                format!(
                    "the path has the parameters [{}], the operation [{}]",
                    in_path.join(", "),
                    declared.join(", ")
                ),
                "list the parameters in the order of the path",
            );
        }
    }
}

fn is_string(format: &ParameterSchemaOrContent) -> bool {
    matches!(
        format,
        ParameterSchemaOrContent::Schema(ReferenceOr::Item(schema))
            if matches!(schema.schema_kind, SchemaKind::Type(Type::String(_)))
    )
}
