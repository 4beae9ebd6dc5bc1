use openapiv3::{
    ArrayType, IntegerType, NumberType, OpenAPI, Schema, SchemaKind, StringFormat, StringType,
    Type, VariantOrUnknownOrEmpty,
};

use serde_json::{Map, Value};

use super::formats;
use crate::codegen::walk::schemas_mut;

/// Where a schema keeps the limits that were taken off it.
pub const LIMITS: &str = "x-limits";

/// What is a limit on a value that is sent, as it stands in a spec.
pub const LIMIT_KEYWORDS: &[&str] = &[
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "minimum",
    "exclusiveMinimum",
    "maximum",
    "exclusiveMaximum",
    "format",
    "x-format",
];

/// The largest integer up to which every integer has a double of its own. The client sends none beyond
/// it, whatever the spec says.
pub const SAFE: i64 = 9_007_199_254_740_991;

/// Moves limits, formats and defaults into the description: they are documentation on what arrives,
/// and progenitor would enforce them there. What is sent is checked by what is kept beside.
pub(super) fn move_into_descriptions(api: &mut OpenAPI) {
    schemas_mut(api, &mut |_, _, schema| {
        let limits = limits_of(schema);
        if !limits.is_empty() {
            let extensions = &mut schema.schema_data.extensions;
            extensions.insert(LIMITS.to_owned(), Value::Object(limits));
        }
        let mut sentences = match &mut schema.schema_kind {
            SchemaKind::Type(Type::String(text)) => take_text_limits(text),
            SchemaKind::Type(Type::Number(number)) => take_number_limits(number),
            SchemaKind::Type(Type::Integer(integer)) => take_integer_limits(integer),
            SchemaKind::Type(Type::Array(array)) => take_array_limits(array),
            _ => Vec::new(),
        };
        // It would be filled in on what arrives, and sent when nobody set it.
        if let Some(default) = schema.schema_data.default.take() {
            sentences.push(format!("Default: `{default}`."));
        }
        append(schema, &sentences);
    });
}

fn limits_of(schema: &Schema) -> Map<String, Value> {
    let is_integer = matches!(schema.schema_kind, SchemaKind::Type(Type::Integer(_)));
    let Ok(Value::Object(mut keys)) = serde_json::to_value(schema) else {
        return Map::new();
    };
    keys.retain(|key, value| {
        let is_limit = LIMIT_KEYWORDS.contains(&key.as_str());
        is_limit && !(is_integer && goes_without_saying(key, value.as_i64()))
    });
    keys
}

/// Whether a bound of an integer says what holds for each one that is sent.
fn goes_without_saying(key: &str, bound: Option<i64>) -> bool {
    match key {
        "minimum" => bound == Some(-SAFE),
        "maximum" => bound == Some(SAFE),
        _ => false,
    }
}

fn append(schema: &mut Schema, sentences: &[String]) {
    if sentences.is_empty() {
        return;
    }
    if let Some(description) = &mut schema.schema_data.description {
        description.push_str("\n\n");
        description.push_str(&sentences.join(" "));
    }
}

fn take_text_limits(text: &mut StringType) -> Vec<String> {
    let (least, most) = (text.min_length.take(), text.max_length.take());
    let is_bytes = text.format == VariantOrUnknownOrEmpty::Item(StringFormat::Byte);
    let mut sentences = match is_bytes {
        // Three bytes make four characters of base64.
        true => counts("bytes", least.map(|n| n / 4 * 3), most.map(|n| n / 4 * 3)),
        false => counts("characters", least, most),
    };
    if let Some(pattern) = text.pattern.take() {
        sentences.push(format!("Matches `{pattern}`."));
    }
    match std::mem::take(&mut text.format) {
        VariantOrUnknownOrEmpty::Empty => {}
        // A type of its own, not documentation: see `formats`.
        VariantOrUnknownOrEmpty::Item(format) if formats::type_of(&format).is_some() => {
            text.format = VariantOrUnknownOrEmpty::Item(format);
        }
        VariantOrUnknownOrEmpty::Item(format) => {
            let name = serde_json::to_value(format).ok();
            if let Some(name) = name.as_ref().and_then(|name| name.as_str()) {
                sentences.push(format_sentence(name));
            }
        }
        VariantOrUnknownOrEmpty::Unknown(name) => sentences.push(format_sentence(&name)),
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

fn format_sentence(format: &str) -> String {
    format!("Format: {format}.")
}

fn take_number_limits(number: &mut NumberType) -> Vec<String> {
    number.format = VariantOrUnknownOrEmpty::Empty;
    let mut sentences = range(
        number.minimum.take(),
        std::mem::take(&mut number.exclusive_minimum),
        number.maximum.take(),
        std::mem::take(&mut number.exclusive_maximum),
    );
    sentences.extend(number.multiple_of.take().map(multiple));
    sentences
}

fn take_integer_limits(integer: &mut IntegerType) -> Vec<String> {
    integer.format = VariantOrUnknownOrEmpty::Empty;
    let (least, most) = (integer.minimum.take(), integer.maximum.take());
    let mut sentences = range(
        least.filter(|_| !goes_without_saying("minimum", least)),
        std::mem::take(&mut integer.exclusive_minimum),
        most.filter(|_| !goes_without_saying("maximum", most)),
        std::mem::take(&mut integer.exclusive_maximum),
    );
    sentences.extend(integer.multiple_of.take().map(multiple));
    sentences
}

fn multiple<N: std::fmt::Display>(of: N) -> String {
    format!("A multiple of {of}.")
}

fn range<N: std::fmt::Display>(
    minimum: Option<N>,
    exclusive_minimum: bool,
    maximum: Option<N>,
    exclusive_maximum: bool,
) -> Vec<String> {
    let least = minimum.map(|minimum| {
        let bound = if exclusive_minimum {
            "greater than"
        } else {
            "at least"
        };
        format!("{bound} {minimum}")
    });
    let most = maximum.map(|maximum| {
        let bound = if exclusive_maximum {
            "less than"
        } else {
            "at most"
        };
        format!("{bound} {maximum}")
    });
    let bounds: Vec<_> = [least, most].into_iter().flatten().collect();
    if bounds.is_empty() {
        Vec::new()
    } else {
        vec![format!("Range: {}.", bounds.join(", "))]
    }
}

fn take_array_limits(array: &mut ArrayType) -> Vec<String> {
    counts("entries", array.min_items.take(), array.max_items.take())
}
