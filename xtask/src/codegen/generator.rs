//! Runs progenitor, the generator of models and operations.

use std::panic::{AssertUnwindSafe, catch_unwind};

use openapiv3::OpenAPI;
use progenitor::{GenerationSettings, Generator};

use super::lower::RUNTIME_TYPES;
use super::trouble::Trouble;

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
    let tokens = guarded("progenitor", || {
        Generator::new(&settings).generate_tokens(api)
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

fn failed(problem: String) -> Trouble {
    Trouble::at(
        "",
        problem,
        "find the part of the spec by leaving parts out; then write it in another way, and add a \
         lint that names the hazard",
    )
}
