use std::collections::BTreeMap;

use super::{Found, Operation};
use crate::codegen::lower::query_name;
use crate::codegen::walk::{Part, SCALARS};

/// Requires the type of a query to have a name of its own.
pub(super) fn names(found: &mut Found<'_>) {
    let schemas = found.named_schemas();
    let mut taken: BTreeMap<String, String> = schemas
        .map(|(name, _)| (name.to_owned(), format!("the schema `{name}`")))
        .collect();
    for operation in Operation::all(found.document) {
        let id = operation.id();
        let name = query_name(id);
        if operation.parameters("query").next().is_some()
            && let Some(other) = taken.insert(name.clone(), format!("the query of `{id}`"))
        {
            found.refuse(
                operation.part.at("operationId"),
                format!("the type of its query, `{name}`, has the name of {other}"),
                "rename the schema, or choose another `operationId`",
            );
        }
    }
}

/// Requires the parameters of a query to be strings, numbers, booleans, enums or lists of these, each
/// with a description.
pub(super) fn plain(operation: &Operation<'_>, found: &mut Found<'_>) {
    for parameter in operation.parameters("query") {
        let is_usual = matches!(parameter.text_of("style"), None | Some("form"))
            && !parameter.flag("allowReserved")
            && parameter.value.get("explode") != Some(&false.into());
        let schema = parameter.get("schema");
        let is_plain = schema.is_some_and(|schema| is_plain(&schema, found));
        if !is_usual || !is_plain || parameter.get("description").is_none() {
            let name = parameter.text_of("name").unwrap_or_default();
            found.refuse(
                parameter.pointer,
                format!(
                    "the query parameter `{name}` has no description, is nullable, has a style of its \
                     own, or is not a string, number, boolean, enum or list of these"
                ),
                "give it a `description` and a `schema` of such a type, and omit `style`, \
                 `explode` and `nullable`",
            );
        }
    }
}

fn is_plain(schema: &Part<'_>, found: &Found<'_>) -> bool {
    let items = schema.get("items").filter(|_| !schema.flag("nullable"));
    let scalar = found.resolved(&items.unwrap_or_else(|| schema.clone()));
    scalar.is_some_and(|scalar| !scalar.flag("nullable") && SCALARS.contains(&scalar.shape()))
}
