//! Runs progenitor, the generator of models and operations.

use std::panic::{AssertUnwindSafe, catch_unwind};

use openapiv3::{OpenAPI, SchemaKind, Type};
use progenitor::{GenerationSettings, Generator};

use super::lower::{BASE64, CONTENT, SECRET, TIMESTAMP};
use super::trouble::Trouble;
use super::walk::schemas_mut;

/// Schemas that stand for a handwritten type of `revox-api`.
pub const RUNTIME_TYPES: &[(&str, &str)] = &[
    (TIMESTAMP, "crate::Timestamp"),
    (SECRET, "crate::Secret"),
    (BASE64, "crate::Base64"),
    (CONTENT, "crate::Content"),
];

/// The code that progenitor makes of a lowered spec.
///
/// # Errors
///
/// When progenitor refuses the spec, panics on it, or returns something that is no Rust.
pub fn run(api: &OpenAPI) -> Result<syn::File, Trouble> {
    let mut settings = GenerationSettings::default();
    // Maps in key order keep output and snapshots deterministic.
    settings.with_map_type("::std::collections::BTreeMap");
    for (schema, path) in RUNTIME_TYPES {
        settings.with_replacement(schema, path, std::iter::empty());
    }
    let mut api = api.clone();
    number_enum_values(&mut api);
    let tokens = guarded("progenitor", || {
        Generator::new(&settings).generate_tokens(&api)
    })?
    .map_err(|error| failed(format!("progenitor refuses the spec: {error}")))?;
    syn::parse2(tokens).map_err(|error| failed(format!("progenitor's code is no Rust: {error}")))
}

/// What `work` returns, or its panic as an error: neither progenitor nor the syntax tree says in any
/// other way that a spec is beyond them.
///
/// # Errors
///
/// When `work` panics.
pub fn guarded<T>(name: &str, work: impl FnOnce() -> T) -> Result<T, Trouble> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| {
        let message = panic
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| panic.downcast_ref::<&str>().copied())
            .unwrap_or("no message");
        failed(format!("{name} panicked: {message}"))
    })
}

/// Puts `v0`, `v1` … in the place of enum values: progenitor fails on those that it would name alike
/// (`IVR` and `ivr`), and the names it makes are not used.
fn number_enum_values(api: &mut OpenAPI) {
    schemas_mut(api, &mut |_, _, schema| {
        if let SchemaKind::Type(Type::String(text)) = &mut schema.schema_kind {
            for (number, value) in text.enumeration.iter_mut().enumerate() {
                *value = Some(format!("v{number}"));
            }
        }
    });
}

fn failed(problem: String) -> Trouble {
    Trouble::at(
        "",
        problem,
        "find the part of the spec by leaving parts out; then write it in another way, and add a \
         lint that names the hazard",
    )
}
