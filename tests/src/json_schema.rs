//! Converts OpenAPI 3.0 to JSON Schema 2020-12, as strict as requests are checked, so that a third party's
//! validator can be compared with the sandbox's own.
//!
//! A component can be in the result twice: under `components/schemas`, where it allows only its own
//! properties, and under `components/open`, where it allows others. Members of an `allOf` are of the second
//! kind; the composition as a whole allows the properties of all of them.

use std::collections::BTreeSet;

use jsonschema::Validator;
use jsonschema::error::ValidationErrorKind;
use serde_json::{Map, Value, json};

const CLOSED: &str = "#/components/schemas/";
const OPEN: &str = "#/components/open/";

/// Decides if an object allows properties that its schema does not name.
#[derive(Clone, Copy, Eq, Ord, PartialEq, PartialOrd)]
enum Kind {
    Closed,
    Open,
}

/// Compiles a schema of an OpenAPI document, with the components that it uses.
pub fn validator(schema: &Value, document: &Value) -> Validator {
    let options = jsonschema::draft202012::options()
        .should_validate_formats(true)
        .with_format("e164", is_e164)
        .with_format("time-of-day", is_time_of_day)
        .with_format("iana-time-zone", is_time_zone)
        .with_format("snake-case", is_snake_case)
        .with_format("lookup-url", is_lookup_url)
        .with_format("byte", is_base64);
    options.build(&json_schema(schema, document)).unwrap()
}

/// Returns the errors of a value: JSON pointers, and the keywords that the values there violate.
///
/// A value of the wrong type violates only `type`, and not also its `enum`.
pub fn errors(validator: &Validator, value: &Value) -> BTreeSet<(String, String)> {
    let mut errors = BTreeSet::new();
    for error in validator.iter_errors(value) {
        let at = error.instance_path().as_str();
        let below = |name: &str| format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"));
        match error.kind() {
            ValidationErrorKind::AdditionalProperties { unexpected } => {
                let unexpected = unexpected.iter();
                errors.extend(unexpected.map(|name| (below(name), "additionalProperties".into())));
            }
            ValidationErrorKind::Required { property } => {
                errors.insert((below(property.as_str().unwrap()), "required".into()));
            }
            _ => {
                let keyword = error.schema_path().as_str().rsplit('/').next().unwrap();
                errors.insert((at.to_owned(), keyword.to_owned()));
            }
        }
    }
    let has_wrong_type = |at: &str| errors.contains(&(at.to_owned(), "type".to_owned()));
    let counts = |(at, keyword): &&(String, String)| keyword != "enum" || !has_wrong_type(at);
    errors.iter().filter(counts).cloned().collect()
}

fn is_e164(text: &str) -> bool {
    let digits = text.strip_prefix('+').unwrap_or_default();
    let are_digits = digits.bytes().all(|byte| byte.is_ascii_digit());
    are_digits && (2..=15).contains(&digits.len()) && !digits.starts_with('0')
}

fn is_time_of_day(text: &str) -> bool {
    let (clock, hours, minutes) = match text.strip_suffix("am").or(text.strip_suffix("pm")) {
        Some(clock) => (clock, 1..=12, "00"),
        None => (text, 0..=23, ""),
    };
    let (hour, minute) = clock.split_once(':').unwrap_or((clock, minutes));
    let number = |text: &str| text.parse::<u8>().ok();
    number(hour).is_some_and(|hour| hours.contains(&hour))
        && minute.len() == 2
        && number(minute).is_some_and(|minute| minute < 60)
}

fn is_time_zone(text: &str) -> bool {
    [
        "Europe/Paris",
        "Europe/Berlin",
        "Europe/Zurich",
        "UTC",
        "Asia/Tokyo",
    ]
    .contains(&text)
}

fn is_snake_case(text: &str) -> bool {
    let is_of_a_word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    text.starts_with(|c: char| c.is_ascii_lowercase()) && text.chars().all(is_of_a_word)
}

fn is_lookup_url(text: &str) -> bool {
    text.starts_with("http") && text.contains("://") && text.contains("{{phone}}")
}

fn is_base64(text: &str) -> bool {
    let is_of_base64 = |c: char| c.is_ascii_alphanumeric() || c == '+' || c == '/';
    text.len().is_multiple_of(4) && text.chars().all(is_of_base64)
}

/// Converts a schema of an OpenAPI document, with the components that it uses.
fn json_schema(schema: &Value, document: &Value) -> Value {
    let mut converter = Converter {
        document,
        wanted: BTreeSet::new(),
    };
    let mut root = converter.convert(schema, Kind::Closed);
    let (mut closed, mut open) = (Map::new(), Map::new());
    while let Some((name, kind)) = converter.wanted.pop_first() {
        let components = match kind {
            Kind::Closed => &mut closed,
            Kind::Open => &mut open,
        };
        if !components.contains_key(&name) {
            let component = converter.component(&name);
            components.insert(name, converter.convert(component, kind));
        }
    }
    if let Some(root) = root.as_object_mut() {
        let components = json!({ "schemas": closed, "open": open });
        root.insert("components".into(), components);
    }
    root
}

struct Converter<'a> {
    document: &'a Value,
    /// Components that are referred to.
    wanted: BTreeSet<(String, Kind)>,
}

impl<'a> Converter<'a> {
    fn component(&self, name: &str) -> &'a Value {
        let schemas = self.document.pointer("/components/schemas");
        let component = schemas.and_then(|schemas| schemas.get(name));
        component.unwrap()
    }

    fn convert(&mut self, schema: &Value, kind: Kind) -> Value {
        let Some(schema) = schema.as_object() else {
            return schema.clone();
        };
        let nullable = schema.get("nullable") == Some(&Value::Bool(true));
        let mut out = Map::new();
        for (key, value) in schema {
            match key.as_str() {
                "$ref" => {
                    let reference = self.reference(value.as_str().unwrap_or_default(), kind);
                    out.insert(key.clone(), reference.into());
                }
                "properties" => {
                    let properties = value.as_object().into_iter().flatten();
                    let properties: Map<String, Value> = properties
                        .map(|(name, schema)| (name.clone(), self.convert(schema, Kind::Closed)))
                        .collect();
                    out.insert(key.clone(), properties.into());
                }
                "items" | "additionalProperties" => {
                    out.insert(key.clone(), self.convert(value, Kind::Closed));
                }
                "type" if nullable => {
                    out.insert(key.clone(), json!([value, "null"]));
                }
                "enum" if nullable => {
                    let mut values = value.as_array().cloned().unwrap_or_default();
                    values.push(Value::Null);
                    out.insert(key.clone(), values.into());
                }
                "x-format" => {
                    out.insert("format".into(), value.clone());
                }
                "type" | "enum" | "required" | "format" | "minLength" | "maxLength"
                | "minItems" | "maxItems" => {
                    out.insert(key.clone(), value.clone());
                }
                _ => {}
            }
        }
        bounds(schema, &mut out);
        self.compose(schema, kind, nullable, &mut out);
        if kind == Kind::Closed {
            self.close(schema, &mut out);
        }
        out.into()
    }

    fn reference(&mut self, reference: &str, kind: Kind) -> String {
        let Some(name) = reference.strip_prefix(CLOSED) else {
            return reference.to_owned();
        };
        self.wanted.insert((name.to_owned(), kind));
        match kind {
            Kind::Closed => reference.to_owned(),
            Kind::Open => format!("{OPEN}{name}"),
        }
    }

    fn compose(
        &mut self,
        schema: &Map<String, Value>,
        kind: Kind,
        nullable: bool,
        out: &mut Map<String, Value>,
    ) {
        let all_of = members(schema, "allOf");
        // An `allOf` of one member is a reference with keys beside it, and stays unchanged.
        let of_members = if all_of.len() > 1 { Kind::Open } else { kind };
        let all_of = all_of.iter().map(|member| self.convert(member, of_members));
        let mut all_of: Vec<Value> = all_of.collect();
        if let Some((property, mapping)) = alternatives(schema) {
            let names: Vec<&String> = mapping.keys().collect();
            out.insert("type".into(), "object".into());
            out.insert("required".into(), json!([property]));
            out.insert(
                "properties".into(),
                json!({ property: { "type": "string", "enum": names } }),
            );
            // A condition for each instead of `oneOf`, which could only say that none of them fits.
            all_of.extend(mapping.iter().map(|(name, reference)| {
                let is_it = json!({ property: { "const": name } });
                json!({
                    "if": { "properties": is_it, "required": [property] },
                    "then": self.convert(&json!({ "$ref": reference }), kind),
                })
            }));
        } else if !members(schema, "oneOf").is_empty() {
            let one_of = members(schema, "oneOf").iter();
            let one_of = one_of.map(|member| self.convert(member, kind)).collect();
            out.insert("oneOf".into(), one_of);
        }
        if all_of.is_empty() {
            return;
        }
        if nullable {
            // A condition again, for the same reason.
            out.insert("if".into(), json!({ "type": "null" }));
            out.insert("then".into(), true.into());
            out.insert("else".into(), json!({ "allOf": all_of }));
        } else {
            out.insert("allOf".into(), all_of.into());
        }
    }

    /// Forbids properties that the schema does not name.
    fn close(&self, schema: &Map<String, Value>, out: &mut Map<String, Value>) {
        if members(schema, "allOf").len() > 1 {
            let mut names = BTreeSet::new();
            self.names(schema, &mut names);
            let any: Map<String, Value> = names.into_iter().map(|n| (n, true.into())).collect();
            out.insert("properties".into(), any.into());
            out.insert("additionalProperties".into(), false.into());
        } else if schema.contains_key("properties") && !schema.contains_key("additionalProperties")
        {
            out.insert("additionalProperties".into(), false.into());
        }
    }

    /// Adds the names of all properties of a composition.
    fn names(&self, schema: &Map<String, Value>, names: &mut BTreeSet<String>) {
        let properties = schema.get("properties").and_then(Value::as_object);
        names.extend(
            properties
                .into_iter()
                .flat_map(|properties| properties.keys().cloned()),
        );
        let reference = schema.get("$ref").and_then(Value::as_str);
        let referred = reference.and_then(|reference| reference.strip_prefix(CLOSED));
        let referred = referred.map(|name| self.component(name));
        for member in members(schema, "allOf").iter().chain(referred) {
            if let Some(member) = member.as_object() {
                self.names(member, names);
            }
        }
    }
}

/// Copies bounds. `exclusiveMinimum: true` beside a `minimum` is one number in JSON Schema.
fn bounds(schema: &Map<String, Value>, out: &mut Map<String, Value>) {
    for (limit, exclusive) in [
        ("minimum", "exclusiveMinimum"),
        ("maximum", "exclusiveMaximum"),
    ] {
        if let Some(value) = schema.get(limit) {
            let excluded = schema.get(exclusive) == Some(&Value::Bool(true));
            let key = if excluded { exclusive } else { limit };
            out.insert(key.into(), value.clone());
        }
    }
}

fn members<'a>(schema: &'a Map<String, Value>, keyword: &str) -> &'a [Value] {
    let members = schema.get(keyword).and_then(Value::as_array);
    members.map(Vec::as_slice).unwrap_or_default()
}

/// Returns the tag of a union, and the member for each of its values.
fn alternatives(schema: &Map<String, Value>) -> Option<(&str, &Map<String, Value>)> {
    let discriminator = schema.get("discriminator")?;
    let property = discriminator.get("propertyName")?.as_str()?;
    Some((property, discriminator.get("mapping")?.as_object()?))
}
