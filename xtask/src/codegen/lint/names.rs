use std::collections::BTreeSet;

use heck::{ToSnakeCase, ToUpperCamelCase};

use super::Found;
use crate::codegen::document::Document;
use crate::codegen::walk::{escape, operations};

/// Names that have another meaning in generated code.
const TAKEN: &[&str] = &[
    "AsRef",
    "BTreeMap",
    "Base64",
    "Box",
    "Check",
    "Checked",
    "Client",
    "Content",
    "Default",
    "Deserialize",
    "Empty",
    "Error",
    "Form",
    "IntegerOrNull",
    "Into",
    "IntoInteger",
    "IntoIterator",
    "Limit",
    "ListOrNull",
    "Map",
    "Method",
    "Nullable",
    "Operation",
    "Option",
    "Parameters",
    "ParameterLocation",
    "Request",
    "Response",
    "Result",
    "RetryClass",
    "Sealed",
    "Secret",
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

/// Requires the names of schemas and tags to be Rust names without any change.
pub(super) fn rust_names(document: &Document, found: &mut Found) {
    let schemas = document
        .api
        .components
        .iter()
        .flat_map(|all| all.schemas.keys());
    for name in schemas {
        let pointer = format!("/components/schemas/{}", escape(name));
        if name.to_upper_camel_case() != *name {
            found.refuse(
                pointer,
                format!("`{name}` is not the name of a Rust type"),
                format!("rename it to `{}`", name.to_upper_camel_case()),
            );
        } else if TAKEN.contains(&name.as_str()) || !is_rust_name(&name.to_snake_case()) {
            found.refuse(
                pointer,
                format!("`{name}` has another meaning in the generated code"),
                "choose a more specific name",
            );
        }
    }
    let tags: BTreeSet<_> = operations(&document.api)
        .flat_map(|(_, _, _, operation)| &operation.tags)
        .collect();
    for tag in tags {
        if tag.to_snake_case() != *tag || !is_rust_name(tag) {
            found.refuse(
                "/tags",
                format!("the tag `{tag}` is not the name of a Rust method"),
                "choose a word in snake case that is not a keyword, as in `phone_numbers`",
            );
        } else if METHODS.contains(&tag.as_str()) {
            found.refuse(
                "/tags",
                format!("the tag `{tag}` is the name of another method of the client"),
                "choose a more specific name",
            );
        }
    }
}
