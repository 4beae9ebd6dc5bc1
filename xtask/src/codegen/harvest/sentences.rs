//! Limits, formats and defaults as sentences of the documentation.

use std::fmt::Display;

use openapiv3::{Schema, SchemaKind, StringFormat, StringType, Type, VariantOrUnknownOrEmpty};

use super::limits::{format_of, goes_without_saying};
use crate::codegen::lower::runtime_type;

/// Returns the description of a schema, with its limits below.
pub(super) fn documentation(schema: &Schema) -> String {
    let data = &schema.schema_data;
    let mut sentences = match &schema.schema_kind {
        SchemaKind::Type(Type::String(text)) => of_text(text),
        SchemaKind::Type(Type::Number(number)) => of_number(
            number.minimum,
            number.exclusive_minimum,
            number.maximum,
            number.exclusive_maximum,
            number.multiple_of,
        ),
        SchemaKind::Type(Type::Integer(integer)) => of_number(
            integer.minimum.filter(|bound| !goes_without_saying(*bound)),
            integer.exclusive_minimum,
            integer.maximum.filter(|bound| !goes_without_saying(*bound)),
            integer.exclusive_maximum,
            integer.multiple_of,
        ),
        SchemaKind::Type(Type::Array(array)) => counts("entries", array.min_items, array.max_items),
        _ => Vec::new(),
    };
    if let Some(default) = &data.default {
        sentences.push(format!("Default: `{default}`."));
    }
    match &data.description {
        Some(description) => {
            let text = format!("{description}\n\n{}", sentences.join(" "));
            text.trim().to_owned()
        }
        None => String::new(),
    }
}

fn of_text(text: &StringType) -> Vec<String> {
    let (least, most) = (text.min_length, text.max_length);
    let is_bytes = text.format == VariantOrUnknownOrEmpty::Item(StringFormat::Byte);
    let mut sentences = match is_bytes {
        // Three bytes make four characters of base64.
        true => counts("bytes", least.map(|n| n / 4 * 3), most.map(|n| n / 4 * 3)),
        false => counts("characters", least, most),
    };
    if let Some(pattern) = &text.pattern {
        sentences.push(format!("Matches `{pattern}`."));
    }
    if let Some(format) = format_of(text).filter(|_| runtime_type(text).is_none()) {
        sentences.push(format!("Format: {format}."));
    }
    sentences
}

fn counts(of: &str, least: Option<usize>, most: Option<usize>) -> Vec<String> {
    let sentence = match (least, most) {
        (None | Some(0), None) => return Vec::new(),
        (Some(1), None) => "Never empty.".to_owned(),
        (Some(least), None) => format!("At least {least} {of}."),
        (None | Some(0), Some(most)) => format!("At most {most} {of}."),
        (Some(least), Some(most)) if least == most => format!("Exactly {least} {of}."),
        (Some(least), Some(most)) => format!("{least} to {most} {of}."),
    };
    vec![sentence]
}

fn of_number<N: Display>(
    minimum: Option<N>,
    exclusive_minimum: bool,
    maximum: Option<N>,
    exclusive_maximum: bool,
    multiple_of: Option<N>,
) -> Vec<String> {
    let least = minimum.map(|minimum| match exclusive_minimum {
        true => format!("greater than {minimum}"),
        false => format!("at least {minimum}"),
    });
    let most = maximum.map(|maximum| match exclusive_maximum {
        true => format!("less than {maximum}"),
        false => format!("at most {maximum}"),
    });
    let bounds: Vec<_> = least.into_iter().chain(most).collect();
    let range = (!bounds.is_empty()).then(|| format!("Range: {}.", bounds.join(", ")));
    let multiple = multiple_of.map(|of| format!("A multiple of {of}."));
    range.into_iter().chain(multiple).collect()
}
