//! Prints the index of all operations.

use heck::ToSnakeCase;

use crate::codegen::refine::{Entry, Resource};

const MODELS: &str = "../crates/revox-api/src/generated/models";
const RESOURCES: &str = "../crates/revox-api/src/generated/resources";

/// A page with a table for each resource.
pub(super) fn page(resources: &[Resource]) -> String {
    let count: usize = resources
        .iter()
        .map(|resource| resource.entries.len())
        .sum();
    let mut text = format!(
        "<!-- Generated from openapi.yaml by `cargo xtask codegen`. -->\n\n\
         # Operations\n\n\
         All {count} operations of the API: the method with its arguments, the type whose setters the \
         request has, what it gives, what is sent, and whether that may be sent twice (`read` and \
         `idempotent` may, `once` may not).\n"
    );
    for resource in resources {
        let name = &resource.name;
        text.push_str(&format!(
            "\n## [`client.{name}()`]({RESOURCES}/{}.rs)\n\n\
             | method | setters of | gives | sends | retry class |\n\
             |---|---|---|---|---|\n",
            name.to_snake_case()
        ));
        for entry in &resource.entries {
            text.push_str(&row(entry));
        }
    }
    text
}

fn row(entry: &Entry) -> String {
    let parameters = entry.parameters.as_deref().map(linked).unwrap_or_default();
    format!(
        "| `{}({})`: {} | {parameters} | {} | `{}` | `{}` |\n",
        entry.method,
        entry.arguments.join(", "),
        entry.summary.trim_end_matches('.').replace('|', "\\|"),
        linked(&entry.answer.replace(',', ", ")),
        entry.address,
        entry.retry_class,
    )
}

/// The name of a type, with a link to the model in it.
fn linked(of: &str) -> String {
    let name = of
        .trim_end_matches('>')
        .rsplit(['<', ' '])
        .next()
        .unwrap_or_default();
    // What the runtime has is no generated file.
    match name {
        "Content" | "Value" | "String" => format!("`{of}`"),
        name => format!("[`{of}`]({MODELS}/{}.rs)", name.to_snake_case()),
    }
}
