//! Runs progenitor, the generator of models and operations.

use std::panic::{AssertUnwindSafe, catch_unwind};

use openapiv3::OpenAPI;
use progenitor::{GenerationSettings, Generator};

use super::lower::SECRET;
use super::trouble::Trouble;

/// Schemas that stand for a handwritten type of `revox-api`.
pub const RUNTIME_TYPES: &[(&str, &str)] =
    &[("Timestamp", "crate::Timestamp"), (SECRET, "crate::Secret")];

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
    let tokens = catch_unwind(AssertUnwindSafe(|| {
        Generator::new(&settings).generate_tokens(api)
    }));
    let tokens = match tokens {
        Ok(Ok(tokens)) => tokens,
        Ok(Err(error)) => return Err(failed(format!("progenitor refuses the spec: {error}"))),
        Err(panic) => {
            let message = panic
                .downcast_ref::<String>()
                .map(String::as_str)
                .or_else(|| panic.downcast_ref::<&str>().copied())
                .unwrap_or("no message");
            return Err(failed(format!("progenitor panicked: {message}")));
        }
    };
    syn::parse2(tokens).map_err(|error| failed(format!("progenitor's code is no Rust: {error}")))
}

fn failed(problem: String) -> Trouble {
    Trouble::at(
        "",
        problem,
        "find the part of the spec by leaving parts out; then write it in another way, and add a \
         lint that names the hazard",
    )
}
