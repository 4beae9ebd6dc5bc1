//! Prints the index of all operations.

use heck::ToSnakeCase;

use crate::codegen::model::{ApiModel, Operation, Ty};

const MODELS: &str = "../crates/revox-api/src/generated/models";
const RESOURCES: &str = "../crates/revox-api/src/generated/resources";

/// Returns a page with a table for each resource.
pub(super) fn page(api: &ApiModel) -> String {
    let count = api.operations().count();
    let mut text = format!(
        "<!-- Generated from openapi.yaml by `cargo xtask codegen`. -->\n\n\
         # Operations\n\n\
         All {count} operations of the API: the method with its arguments, the type whose setters the \
         request has, the result, the HTTP request, and the retry class (`read` and `idempotent` \
         requests may be resent, `once` requests may not).\n"
    );
    for resource in &api.resources {
        let name = &resource.name;
        text.push_str(&format!(
            "\n## [`client.{name}()`]({RESOURCES}/{}.rs)\n\n\
             | method | setters of | result | HTTP request | retry class |\n\
             |---|---|---|---|---|\n",
            name.to_snake_case()
        ));
        for operation in &resource.operations {
            text.push_str(&row(operation, api));
        }
    }
    text
}

fn row(operation: &Operation, api: &ApiModel) -> String {
    let model = api.parameters(operation);
    let with_setters = model.filter(|model| model.set().next().is_some());
    let setters = with_setters.map(|model| linked(&Ty::Model(model.name.clone())));
    let in_path = operation.in_path.iter().map(|parameter| &parameter.name);
    let taken = model.into_iter().flat_map(|model| model.taken());
    let arguments: Vec<_> = in_path
        .chain(taken.map(|field| &field.name))
        .map(String::as_str)
        .collect();
    format!(
        "| `{}({})`: {} | {} | {} | `{} {}` | `{}` |\n",
        operation.name,
        arguments.join(", "),
        operation.summary.replace('|', "\\|"),
        setters.unwrap_or_default(),
        linked(&operation.result),
        operation.method,
        operation.path,
        operation.retry_class,
    )
}

/// Returns a type with a link to the model in it; handwritten types have no generated file.
fn linked(ty: &Ty) -> String {
    match ty.model() {
        Some(name) => format!("[`{ty}`]({MODELS}/{}.rs)", name.to_snake_case()),
        None => format!("`{ty}`"),
    }
}
