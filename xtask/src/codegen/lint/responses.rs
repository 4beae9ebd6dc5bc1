use super::{Found, Operation};
use crate::codegen::walk::{Part, is_success};

/// Requires an operation to have one successful response: progenitor panics on two types, or merges
/// them wrongly.
pub(super) fn one_success(operation: &Operation<'_>, found: &mut Found<'_>) {
    let successes: Vec<_> = successes(operation).collect();
    let [response] = successes.as_slice() else {
        found.refuse(
            operation.part.at("responses"),
            format!("the operation has {} successful responses", successes.len()),
            "describe one 2xx response; describe two forms with a `oneOf` that can be told apart",
        );
        return;
    };
    if json(response).is_none() && !is_binary(response) {
        found.refuse(
            response.at("content"),
            "the successful response has neither a JSON schema nor binary content",
            "describe its `application/json` content with a `schema`, written out here; content \
             that is not JSON has one media type, with `type: string` and `format: binary`",
        );
    }
}

/// Requires `x-unwrap` to name a property of the response.
pub(super) fn unwrap(operation: &Operation<'_>, found: &mut Found<'_>) {
    let Some(key) = operation.part.get("x-unwrap") else {
        return;
    };
    let names_property = key.text().is_some_and(|key| {
        let mut schemas = successes(operation).map(|response| json(&response));
        schemas.all(|schema| schema.is_some_and(|schema| requires_model(&schema, key)))
    });
    if !names_property {
        found.refuse(
            key.pointer,
            format!(
                "the response does not require a property {} of a named type",
                key.value
            ),
            "name a property that the response schema, written out here, requires, and that is a \
             named schema or a list or map of one; or delete `x-unwrap`",
        );
    }
}

fn successes<'d>(operation: &Operation<'d>) -> impl Iterator<Item = Part<'d>> {
    let responses = operation.part.entries_of("responses");
    let successes = responses.filter(|(status, _)| is_success(status));
    successes.map(|(_, response)| response)
}

/// Returns the schema of the JSON in a response.
fn json<'d>(response: &Part<'d>) -> Option<Part<'d>> {
    let schema = response.below(["content", "application/json", "schema"]);
    schema.filter(|schema| !schema.value.is_null())
}

fn is_binary(response: &Part<'_>) -> bool {
    let mut contents = response.entries_of("content");
    let schema = contents.next().and_then(|(_, media)| media.get("schema"));
    schema.is_some_and(|schema| {
        let is_binary = schema.text_of("format") == Some("binary");
        is_binary && schema.shape() == "string" && contents.next().is_none()
    })
}

/// Returns true if an object requires a property that is a named schema, or a list or map of one.
fn requires_model(object: &Part<'_>, key: &str) -> bool {
    let property = object.below(["properties", key]);
    object.lists("required", key)
        && property.is_some_and(|property| {
            let parts = ["items", "additionalProperties"];
            let mut parts = parts.iter().filter_map(|key| property.get(key));
            property.reference().is_some() || parts.any(|part| part.reference().is_some())
        })
}
