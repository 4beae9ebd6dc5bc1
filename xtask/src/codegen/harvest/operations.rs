use heck::ToSnakeCase;
use openapiv3::{OpenAPI, Operation as Described, Parameter, ReferenceOr};
use serde_json::Value;

use super::decisions::Decisions;
use super::{deprecation, json, text_of};
use crate::codegen::error::SpecError;
use crate::codegen::lower::parameters_of;
use crate::codegen::model::{Operation, PathParameter, Resource};
use crate::codegen::walk::operations;

/// Builds a resource for each tag that has operations.
pub(super) fn build(decisions: &Decisions, api: &OpenAPI) -> Result<Vec<Resource>, SpecError> {
    let mut resources = Vec::new();
    for tag in &api.tags {
        let mut of_tag = Vec::new();
        for (pointer, path, method, described) in operations(api) {
            if described.tags.first() != Some(&tag.name) {
                continue;
            }
            let id = described.operation_id.as_deref().unwrap_or_default();
            let Some(result) = decisions.results.get(id) else {
                return Err(SpecError::new(
                    pointer,
                    format!("progenitor made no method of `{id}`"),
                    "check whether it renames the operation, and choose another `operationId`",
                ));
            };
            let name = id.strip_prefix(&tag.name).unwrap_or(id);
            let facts = json(described);
            let text = |key: &str| text_of(&facts, key);
            let summary = text("summary").unwrap_or_default().trim_end_matches('.');
            of_tag.push(Operation {
                id: id.to_owned(),
                resource: tag.name.clone(),
                name: name.trim_start_matches('_').to_owned(),
                summary: summary.to_owned(),
                docs: match text("description") {
                    Some(description) => description.to_owned(),
                    None => format!("{summary}."),
                },
                method,
                path: path.to_owned(),
                in_path: described
                    .parameters
                    .iter()
                    .filter_map(path_parameter)
                    .collect(),
                parameters: parameters_of(described),
                result: result.clone(),
                unwrap: text("x-unwrap").map(str::to_owned),
                result_name: text("x-result-name")
                    .or(text("x-unwrap"))
                    .unwrap_or("result")
                    .to_snake_case(),
                retry_class: text("x-retry-class").unwrap_or_default().to_owned(),
                deprecated: deprecation(&facts),
                examples: examples(described),
            });
        }
        if !of_tag.is_empty() {
            resources.push(Resource {
                name: tag.name.clone(),
                docs: tag
                    .description
                    .as_deref()
                    .unwrap_or_default()
                    .trim()
                    .to_owned(),
                operations: of_tag,
            });
        }
    }
    Ok(resources)
}

fn path_parameter(parameter: &ReferenceOr<Parameter>) -> Option<PathParameter> {
    let parameter = json(parameter);
    let text = |key: &str| text_of(&parameter, key);
    let wire = text("name").filter(|_| text("in") == Some("path"))?;
    Some(PathParameter {
        name: wire.to_snake_case(),
        wire: wire.to_owned(),
        docs: text("description").unwrap_or_default().to_owned(),
        example: text("example").map(str::to_owned),
    })
}

fn examples(operation: &Described) -> Vec<Value> {
    let body = operation.request_body.as_ref();
    let body = body.and_then(ReferenceOr::as_item);
    let media = body.and_then(|body| body.content.get("application/json"));
    let examples = media.into_iter().flat_map(|media| media.examples.values());
    let examples = examples.filter_map(ReferenceOr::as_item);
    examples
        .filter_map(|example| example.value.clone())
        .collect()
}
