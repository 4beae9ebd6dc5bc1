//! Runs progenitor, the generator of models and operations.

use std::panic::{AssertUnwindSafe, catch_unwind};

use openapiv3::OpenAPI;
use progenitor::{GenerationSettings, Generator};

use super::error::SpecError;
use super::lower::{self, RUNTIME_TYPES};

/// Returns the code that progenitor generates from a lowered spec.
///
/// # Errors
///
/// Returns an error if progenitor refuses the spec, panics, or returns text that is not Rust.
pub fn run(api: &OpenAPI) -> Result<syn::File, SpecError> {
    let mut settings = GenerationSettings::default();
    // Maps in key order keep output and snapshots deterministic.
    settings.with_map_type("::std::collections::BTreeMap");
    for (_, schema, path) in RUNTIME_TYPES {
        settings.with_replacement(schema, path, std::iter::empty());
    }
    let bare = lower::bare(api)
        .map_err(|error| failed(format!("the lowered spec is not OpenAPI: {error}")))?;
    let tokens = guarded("progenitor", || {
        Generator::new(&settings).generate_tokens(&bare)
    })?
    .map_err(|error| failed(format!("progenitor refuses the spec: {error}")))?;
    syn::parse2(tokens).map_err(|error| failed(format!("progenitor's code is not Rust: {error}")))
}

/// Runs `work` and turns a panic into an error: progenitor and `syn` have no other way to say that they
/// cannot handle a spec.
///
/// # Errors
///
/// Returns an error if `work` panics.
pub fn guarded<T>(name: &str, work: impl FnOnce() -> T) -> Result<T, SpecError> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| {
        let message = panic
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| panic.downcast_ref::<&str>().copied())
            .unwrap_or("no message");
        failed(format!("{name} panicked: {message}"))
    })
}

fn failed(message: String) -> SpecError {
    SpecError::new(
        "",
        message,
        "find the part of the spec by deleting other parts; then write it in another way, and add a \
         lint for it",
    )
}
