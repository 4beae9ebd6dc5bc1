//! Limits, formats and defaults as sentences of the documentation.

use serde_json::Value;

use super::limits::{bound, count};
use super::text_of;
use crate::codegen::lower::runtime_type;

/// Returns the description of a schema, with its limits below.
pub(super) fn documentation(schema: &Value) -> String {
    let Some(description) = text_of(schema, "description") else {
        return String::new();
    };
    let pattern = text_of(schema, "pattern").map(|pattern| format!("Matches `{pattern}`."));
    let is_string = schema["type"] == "string";
    let format =
        text_of(schema, "format").filter(|format| is_string && runtime_type(format).is_none());
    let format = format.map(|format| format!("Format: {format}."));
    let default = schema
        .get("default")
        .map(|default| format!("Default: `{default}`."));
    let sentences = [
        size(schema),
        pattern,
        format,
        range(schema),
        multiple(schema),
        default,
    ];
    let sentences: Vec<_> = sentences.into_iter().flatten().collect();
    let text = format!("{description}\n\n{}", sentences.join(" "));
    text.trim().to_owned()
}

/// Returns a sentence about the number of characters, bytes or entries.
fn size(schema: &Value) -> Option<String> {
    let (mut least, mut most) = (
        count(schema, ["minLength", "minItems"]).unwrap_or_default(),
        count(schema, ["maxLength", "maxItems"]),
    );
    let of = match (schema["type"].as_str(), schema["format"].as_str()) {
        (Some("array"), _) => "entries",
        (_, Some("byte")) => {
            // Three bytes make four characters of base64.
            (least, most) = (least / 4 * 3, most.map(|most| most / 4 * 3));
            "bytes"
        }
        _ => "characters",
    };
    Some(match (least, most) {
        (0, None) => return None,
        (1, None) => "Never empty.".to_owned(),
        (least, None) => format!("At least {least} {of}."),
        (0, Some(most)) => format!("At most {most} {of}."),
        (least, Some(most)) if least == most => format!("Exactly {least} {of}."),
        (least, Some(most)) => format!("{least} to {most} {of}."),
    })
}

fn range(schema: &Value) -> Option<String> {
    let least = bound(schema, "minimum").map(|minimum| match schema["exclusiveMinimum"] == true {
        true => format!("greater than {minimum}"),
        false => format!("at least {minimum}"),
    });
    let most = bound(schema, "maximum").map(|maximum| match schema["exclusiveMaximum"] == true {
        true => format!("less than {maximum}"),
        false => format!("at most {maximum}"),
    });
    let bounds: Vec<_> = least.into_iter().chain(most).collect();
    (!bounds.is_empty()).then(|| format!("Range: {}.", bounds.join(", ")))
}

fn multiple(schema: &Value) -> Option<String> {
    let factor = schema["multipleOf"].as_f64()?;
    Some(format!("A multiple of {factor}."))
}
