//! Setters of optional fields, as a table.

use super::Code;
use super::arguments::Argument;
use crate::codegen::model::{Field, Model};

/// Functions that a type and a request have beside setters.
const FUNCTIONS: &[&str] = &["clone", "default", "new"];

/// Further methods of a request: those of `request/` in `revox-api`, and of traits in `revox`.
const METHODS: &[&str] = &[
    "as_type",
    "at",
    "blocking",
    "content",
    "deadline",
    "decoding_with",
    "encode",
    "extra_body",
    "extra_query",
    "header",
    "into_future",
    "json",
    "max_response_bytes",
    "max_retries",
    "maybe",
    "operation",
    "parameters",
    "rate_limit_is_proof",
    "send",
    "stream",
    "timeout",
    "with",
    "with_options",
    "with_response",
];

/// Emits the setters of a type, and of the requests that take it.
pub(super) fn table(model: &Model) -> Option<Code> {
    let rows: String = model.set().map(|field| row(model, field)).collect();
    let of = match model.location {
        Some(_) => " and its requests",
        None => "",
    };
    let text = format!("{}{of} {{\n{rows}}}", model.name);
    (!rows.is_empty()).then(|| Code::Within("setters", Box::new(Code::Text(text))))
}

fn row(model: &Model, field: &Field) -> String {
    let deprecated = field.deprecated.iter();
    let deprecated: String = deprecated.map(|it| format!("    #[{it}]\n")).collect();
    let (name, argument) = (setter(model, field), Argument::new(&field.ty));
    let sets = match name == field.name {
        true => String::new(),
        false => format!(" sets {}", field.name),
    };
    format!("{deprecated}    {name}({argument}){sets},\n")
}

/// Returns the name of a field's setter, which differs from those of existing functions.
pub(super) fn setter(model: &Model, field: &Field) -> String {
    let name = field.name.as_str();
    let is_method = model.location.is_some() && METHODS.contains(&name);
    match is_method || FUNCTIONS.contains(&name) {
        true => format!("{name}_"),
        false => name.to_owned(),
    }
}
