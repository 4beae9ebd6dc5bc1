use heck::ToSnakeCase;
use openapiv3::{OpenAPI, Operation as Described, Parameter, ParameterData, ReferenceOr};
use serde_json::Value;

use super::decisions::Decisions;
use super::{deprecation, tidy};
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
            let says = |name: &str| described.extensions.get(name).and_then(Value::as_str);
            of_tag.push(Operation {
                id: id.to_owned(),
                resource: tag.name.clone(),
                name: name.trim_start_matches('_').to_owned(),
                summary: tidy(&described.summary).trim_end_matches('.').to_owned(),
                description: described
                    .description
                    .as_ref()
                    .map(|_| tidy(&described.description)),
                method,
                path: path.to_owned(),
                in_path: in_path(described).map(path_parameter).collect(),
                parameters: parameters_of(described).map(str::to_owned),
                result: result.clone(),
                unwrap: says("x-unwrap").map(str::to_owned),
                result_name: says("x-result-name")
                    .or(says("x-unwrap"))
                    .unwrap_or("result")
                    .to_snake_case(),
                retry_class: says("x-retry-class").unwrap_or_default().to_owned(),
                deprecated: deprecation(
                    described.deprecated,
                    described.extensions.get("x-deprecation-note"),
                ),
                examples: examples(described),
            });
        }
        if !of_tag.is_empty() {
            resources.push(Resource {
                name: tag.name.clone(),
                docs: tidy(&tag.description),
                operations: of_tag,
            });
        }
    }
    Ok(resources)
}

fn in_path(operation: &Described) -> impl Iterator<Item = &ParameterData> {
    let parameters = operation.parameters.iter();
    parameters.filter_map(|parameter| match parameter {
        ReferenceOr::Item(Parameter::Path { parameter_data, .. }) => Some(parameter_data),
        _ => None,
    })
}

fn path_parameter(parameter: &ParameterData) -> PathParameter {
    let example = parameter.example.as_ref().and_then(Value::as_str);
    PathParameter {
        name: parameter.name.to_snake_case(),
        wire: parameter.name.clone(),
        docs: tidy(&parameter.description),
        example: example.map(str::to_owned),
    }
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
