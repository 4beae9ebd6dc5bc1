//! Prints code as files. prettyplease needs it parsed; nothing is read from it.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use crate::codegen::emit::{Code, File};
use crate::codegen::error::SpecError;

/// The first line of every generated Rust file.
const PREAMBLE: &str = "// @generated from openapi.yaml by `cargo xtask codegen`. Do not edit.\n";

/// Returns the text of a file, a blank line between definitions.
pub(super) fn file(file: &File) -> Result<String, SpecError> {
    let mut text = PREAMBLE.to_owned();
    if let Some(about) = file.about {
        text.push_str(&format!("\n//! {about}\n"));
    }
    for imports in &file.imports {
        text.push('\n');
        text.push_str(&items(imports.clone())?);
    }
    for code in &file.code {
        text.push('\n');
        text.push_str(&definition(code)?);
    }
    Ok(text)
}

fn definition(code: &Code) -> Result<String, SpecError> {
    Ok(match code {
        Code::Item(item) => items(item.clone())?,
        Code::Text(text) => text.clone(),
        Code::Within(name, code) => inside(name, &definition(code)?),
    })
}

/// Returns the call of one of our macros around code.
fn inside(name: &str, code: &str) -> String {
    let lines: Vec<_> = code.lines().map(|line| format!("    {line}")).collect();
    format!("{name}! {{\n{}\n}}\n", lines.join("\n"))
}

/// Returns the text of the file that declares the folders and lists the names of all fields.
pub(super) fn root(field_names: &BTreeSet<String>) -> String {
    let mut text = format!(
        "{PREAMBLE}\n\
         pub mod models;\n\
         pub mod resources;\n\
         pub(crate) mod shapes;\n\n\
         /// The name of every field in the API description, sorted.\n\
         pub(crate) const FIELD_NAMES: &[&str] = &[\n"
    );
    // Each initial begins a line, so that a new name moves few others.
    let names: Vec<_> = field_names.iter().collect();
    for names in names.chunk_by(|one, other| one.get(..1) == other.get(..1)) {
        let names: Vec<_> = names.iter().map(|name| format!("{name:?},")).collect();
        for line in textwrap::wrap(&names.join(" "), 96) {
            text.push_str(&format!("    {line}\n"));
        }
    }
    text.push_str("];\n");
    text
}

/// Returns the text of a file that declares modules and re-exports the type of each.
pub(super) fn index(about: &str, entries: &[(String, String)]) -> String {
    let mut text = format!("{PREAMBLE}\n//! {about}\n\n");
    for (module, _) in entries {
        text.push_str(&format!("mod {module};\n"));
    }
    text.push('\n');
    for (module, name) in entries {
        text.push_str(&format!("pub use {module}::{name};\n"));
    }
    text
}

/// Returns statements as they are formatted inside a function.
pub(in crate::codegen) fn statements(code: TokenStream) -> String {
    let text = items(quote!(async fn example() { #code })).unwrap_or_default();
    let lines: Vec<_> = text
        .lines()
        .skip(1)
        .take_while(|line| *line != "}")
        .map(|line| line.strip_prefix("    ").unwrap_or(line))
        .collect();
    lines.join("\n")
}

fn items(code: TokenStream) -> Result<String, SpecError> {
    let file = syn::parse2(code).map_err(|error| {
        SpecError::new(
            "",
            format!("the generated code is not Rust: {error}"),
            "report this as a defect of the code generator",
        )
    })?;
    // A blank line follows a method.
    Ok(prettyplease::unparse(&file)
        .replace("    }\n    ///", "    }\n\n    ///")
        .replace("    }\n    fn ", "    }\n\n    fn "))
}
