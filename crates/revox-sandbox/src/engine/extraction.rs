//! Structured output: values drawn from a conversation that fit `structured_output_config`.

use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde_json::{Map, Number, Value, json};

/// The sources of the values.
pub(crate) struct Conversation<'a> {
    /// Values that the script gives.
    pub(crate) extracts: &'a Map<String, Value>,
    /// Values that were known of the person before.
    pub(crate) variables: &'a Map<String, Value>,
    pub(crate) number: &'a str,
    pub(crate) at: Timestamp,
}

/// One entry for each field of `config`, in its order by name; `null` without a config.
///
/// A required field always has a value; any other may be `null`.
pub(crate) fn extract(
    config: &Value,
    conversation: &Conversation<'_>,
    chance: &mut fastrand::Rng,
) -> Value {
    let Some(fields) = config.as_array() else {
        return Value::Null;
    };
    let mut output = Map::new();
    for field in fields {
        let name = field
            .get("name")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let required = field.get("required") == Some(&Value::Bool(true));
        let given = [
            conversation.extracts.get(name),
            conversation.variables.get(name),
        ];
        let fitting = given
            .into_iter()
            .flatten()
            .find_map(|value| fit(field, value));
        let value = match fitting {
            Some(value) => value,
            None if required || chance.u8(..4) > 0 => made_up(field, name, conversation, chance),
            None => Value::Null,
        };
        output.insert(name.to_owned(), value);
    }
    output.into()
}

/// The value in the type of the field; `None` if it does not fit.
fn fit(field: &Value, value: &Value) -> Option<Value> {
    match kind(field) {
        "number" => match value {
            Value::Number(_) => Some(value.clone()),
            Value::String(text) => text.trim().parse().ok().map(Value::Number),
            _ => None,
        },
        "boolean" => match value {
            Value::Bool(_) => Some(value.clone()),
            Value::String(text) => text.trim().parse().ok().map(Value::Bool),
            _ => None,
        },
        "enum" => options(field).contains(value).then(|| value.clone()),
        "date" => {
            let date: jiff::civil::Date = value.as_str()?.parse().ok()?;
            Some(date.to_string().into())
        }
        "datetime" => value
            .as_str()?
            .parse::<Timestamp>()
            .ok()
            .map(|_| value.clone()),
        _ => match value {
            Value::String(_) => Some(value.clone()),
            Value::Number(_) | Value::Bool(_) => Some(value.to_string().into()),
            _ => None,
        },
    }
}

fn made_up(
    field: &Value,
    name: &str,
    conversation: &Conversation<'_>,
    chance: &mut fastrand::Rng,
) -> Value {
    let tomorrow = || {
        let now = conversation.at.to_zoned(TimeZone::UTC);
        now.checked_add(i64::from(chance_days(name)).days())
            .unwrap_or(now)
    };
    match kind(field) {
        "number" => Value::Number(Number::from(chance.u8(1..100))),
        "boolean" => chance.bool().into(),
        // Without options, nothing fits; a text is the least surprising.
        "enum" => match chance.choice(options(field)) {
            Some(option) => option.clone(),
            None => Value::Null,
        },
        "date" => tomorrow().date().to_string().into(),
        "datetime" => tomorrow().timestamp().to_string().into(),
        _ => text(name, conversation, chance),
    }
}

/// A few days ahead, the same for fields of one name.
fn chance_days(name: &str) -> u8 {
    1 + u8::try_from(name.len() % 5).unwrap_or_default()
}

fn text(name: &str, conversation: &Conversation<'_>, chance: &mut fastrand::Rng) -> Value {
    const FIRST: &[&str] = &["Camille", "Hugo", "Louise", "Nadia", "Jules"];
    const LAST: &[&str] = &["Laurent", "Petit", "Martin", "Morel", "Garnier"];
    let known = |key: &str| conversation.variables.get(key).and_then(Value::as_str);
    let mut pick = |key: &str, names: &[&'static str]| match known(key) {
        Some(name) => name.to_owned(),
        None => chance.choice(names).copied().unwrap_or_default().to_owned(),
    };
    let (first, last) = (pick("first_name", FIRST), pick("last_name", LAST));
    let lower = name.to_lowercase();
    let value = if lower.contains("mail") {
        format!(
            "{}.{}@example.com",
            first.to_lowercase(),
            last.to_lowercase()
        )
    } else if lower.contains("phone") {
        conversation.number.to_owned()
    } else if lower == "first_name" {
        first
    } else if lower == "last_name" {
        last
    } else if lower.contains("name") {
        format!("{first} {last}")
    } else {
        format!("What was said about {name}")
    };
    json!(value)
}

fn kind(field: &Value) -> &str {
    field
        .get("type")
        .and_then(Value::as_str)
        .unwrap_or_default()
}

fn options(field: &Value) -> &[Value] {
    let options = field.get("enum_options").and_then(Value::as_array);
    options.map(Vec::as_slice).unwrap_or_default()
}
