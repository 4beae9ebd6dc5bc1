use heck::ToSnakeCase;
use openapiv3::{Parameter, ParameterSchemaOrContent, ReferenceOr, SchemaKind, Type};

use crate::codegen::document::Document;
use crate::codegen::trouble::Trouble;
use crate::codegen::walk::operations;

/// An operation has the one tag it is reached by, an id that begins with it, and a summary.
pub(super) fn identity(document: &Document) -> Vec<Trouble> {
    let mut troubles = Vec::new();
    let mut seen = std::collections::BTreeMap::new();
    for (pointer, _, _, operation) in operations(&document.api) {
        let [tag] = operation.tags.as_slice() else {
            troubles.push(Trouble::at(
                format!("{pointer}/tags"),
                format!("the operation has {} tags", operation.tags.len()),
                "give it exactly one tag: the resource it is reached by, as in `client.call()`",
            ));
            continue;
        };
        if !document.api.tags.iter().any(|declared| {
            declared.name == *tag && declared.description.as_ref().is_some_and(|d| !d.is_empty())
        }) {
            troubles.push(Trouble::at(
                format!("{pointer}/tags/0"),
                format!("the tag `{tag}` is not described"),
                "add it with a description under the top-level `tags`",
            ));
        }
        let prefix = format!("{tag}_");
        match operation.operation_id.as_deref() {
            Some(id) if id.len() > prefix.len() && id.starts_with(&prefix) && is_snake(id) => {
                if let Some(other) = seen.insert(id.to_owned(), pointer.clone()) {
                    troubles.push(Trouble::at(
                        format!("{pointer}/operationId"),
                        format!("`{id}` is also the id of {other}"),
                        "give each operation an id of its own",
                    ));
                }
            }
            id => troubles.push(Trouble::at(
                format!("{pointer}/operationId"),
                format!("the operation id {id:?} does not name a method of `{tag}`"),
                format!("write it in snake case as `{prefix}<method>`, as in `{prefix}retrieve`"),
            )),
        }
        if operation.summary.as_deref().unwrap_or_default().is_empty() {
            troubles.push(Trouble::at(
                &pointer,
                "the operation has no summary",
                "add a `summary` of one line: it heads the documentation of the method",
            ));
        }
    }
    troubles
}

fn is_snake(text: &str) -> bool {
    text.to_snake_case() == text
}

/// Every operation says whether it may be sent again.
pub(super) fn retry_class(document: &Document) -> Vec<Trouble> {
    let mut troubles = Vec::new();
    for (pointer, _, _, operation) in operations(&document.api) {
        let class = operation.extensions.get("x-retry-class");
        if !class
            .and_then(|class| class.as_str())
            .is_some_and(|class| matches!(class, "read" | "idempotent" | "once"))
        {
            let problem = match class {
                None => "the operation has no retry class".to_owned(),
                Some(class) => format!("{class} is no retry class"),
            };
            troubles.push(Trouble::at(
                format!("{pointer}/x-retry-class"),
                problem,
                "say `x-retry-class: read` where it changes nothing, `idempotent` where sending \
                 it twice has the effect of once, `once` where a phone may ring again",
            ));
        }
    }
    troubles
}

/// Parameters and bodies are of the kinds that the generated methods can send.
pub(super) fn parameters(document: &Document) -> Vec<Trouble> {
    let mut troubles = Vec::new();
    for (pointer, path, _, operation) in operations(&document.api) {
        if operation.request_body.is_some() {
            troubles.push(Trouble::at(
                format!("{pointer}/requestBody"),
                "request bodies are not generated yet",
                "teach `refine/resources.rs` to send them before describing one",
            ));
        }
        let mut declared = Vec::new();
        for (index, parameter) in operation.parameters.iter().enumerate() {
            let pointer = format!("{pointer}/parameters/{index}");
            match parameter {
                ReferenceOr::Item(Parameter::Path { parameter_data, .. })
                    if is_string(&parameter_data.format)
                        && parameter_data.description.is_some() =>
                {
                    declared.push(parameter_data.name.clone());
                }
                ReferenceOr::Item(Parameter::Path { .. }) => troubles.push(Trouble::at(
                    pointer,
                    "a path parameter is not a described string",
                    "give it a `description` and the schema `type: string`",
                )),
                _ => troubles.push(Trouble::at(
                    pointer,
                    "parameters other than those of the path are not generated yet",
                    "teach `refine/resources.rs` to send them before describing one",
                )),
            }
        }
        let in_path: Vec<_> = path
            .split('/')
            .filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'))
            .collect();
        if in_path != declared {
            troubles.push(Trouble::at(
                format!("{pointer}/parameters"),
                format!("the path has the parameters {in_path:?}, the operation {declared:?}"),
                "list the parameters of the path in the order in which they stand in it",
            ));
        }
    }
    troubles
}

fn is_string(format: &ParameterSchemaOrContent) -> bool {
    matches!(
        format,
        ParameterSchemaOrContent::Schema(ReferenceOr::Item(schema))
            if matches!(schema.schema_kind, SchemaKind::Type(Type::String(_)))
    )
}
