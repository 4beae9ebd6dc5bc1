use std::collections::BTreeSet;

use heck::{ToSnakeCase, ToUpperCamelCase};

use super::{Found, Operation};
use crate::codegen::emit::RUNTIME;
use crate::codegen::lower::TIMESTAMP;

/// Names that have another meaning in generated code, beside those of [`RUNTIME`].
const TAKEN: &[&str] = &[
    "AsRef",
    "BTreeMap",
    "Box",
    "Check",
    "Checked",
    "Default",
    "Deserialize",
    "Empty",
    "Error",
    "Form",
    "Into",
    "IntoIterator",
    "Limit",
    "Map",
    "Method",
    "Option",
    "Parameters",
    "ParameterLocation",
    "Response",
    "Result",
    "Sealed",
    "Self",
    "Serialize",
    "String",
    "Value",
    "Vec",
    "Violation",
];

/// Methods of `Client` other than those that return resources.
const METHODS: &[&str] = &[
    "clone",
    "delete",
    "get",
    "new",
    "patch",
    "post",
    "put",
    "raw",
    "transport",
];

/// Returns true if `name` is an identifier of Rust, and not a keyword.
pub(super) fn is_rust_name(name: &str) -> bool {
    syn::parse_str::<syn::Ident>(name).is_ok()
}

fn is_taken(name: &str) -> bool {
    // A schema may stand for the handwritten type of that name.
    TAKEN.contains(&name) || RUNTIME.contains(&name) && name != TIMESTAMP
}

/// Requires the names of schemas and tags to be valid Rust names.
pub(super) fn rust_names(found: &mut Found<'_>) {
    for (name, schema) in found.named_schemas() {
        let camel = name.to_upper_camel_case();
        if camel != name {
            found.refuse(
                schema.pointer,
                format!("`{name}` is not the name of a Rust type"),
                format!("rename it to `{camel}`"),
            );
        } else if is_taken(name) || !is_rust_name(&name.to_snake_case()) {
            found.refuse(
                schema.pointer,
                format!("`{name}` has another meaning in the generated code"),
                "choose a more specific name",
            );
        }
    }
    let operations = Operation::all(found.document);
    let tags: BTreeSet<_> = operations
        .flat_map(|operation| operation.part.items_of("tags"))
        .filter_map(|tag| tag.text())
        .collect();
    for tag in tags {
        if tag.to_snake_case() != tag || !is_rust_name(tag) {
            found.refuse(
                "/tags",
                format!("the tag `{tag}` is not the name of a Rust method"),
                "choose a word in snake case that is not a keyword, as in `phone_numbers`",
            );
        } else if METHODS.contains(&tag) {
            found.refuse(
                "/tags",
                format!("the tag `{tag}` is the name of another method of the client"),
                "choose a more specific name",
            );
        }
    }
}
