use std::collections::BTreeSet;
use std::fmt::Write;

use serde_json::{Map, Value};

use super::{Drift, DriftKind, Member, Part, Presence, Shape, shape_of};
use crate::Operation;
use crate::decode::json;
use crate::wire::OfIntegers;

/// Most differences that are reported of a response.
const MOST: usize = 100;

/// Largest body that is compared: it is parsed as a whole, and takes several times its size.
const LARGEST: usize = 8 << 20;

/// Returns the differences between a 2xx body and the description of its operation, sorted and
/// without duplicates; none if the body is not JSON.
pub(crate) fn drift(operation: &Operation, body: &[u8]) -> Vec<Drift> {
    let mut report = Report::default();
    if body.len() > LARGEST {
        return Vec::new();
    }
    match (json(body), operation.unwrap) {
        (None, _) => {}
        (Some(value), None) => report.compare(&value, shape_of(operation)),
        (Some(Value::Object(envelope)), Some(key)) => {
            for (name, value) in &envelope {
                if name == key {
                    report.inside(name, |report| report.compare(value, shape_of(operation)));
                } else {
                    report.inside(shown(name), |report| report.add(DriftKind::UnknownField));
                }
            }
            if !envelope.contains_key(key) {
                report.inside(key, |report| report.add(DriftKind::Malformed));
            }
        }
        (Some(_), Some(_)) => report.add(DriftKind::Malformed),
    }
    report.found.into_iter().collect()
}

/// Differences found so far, and the path of the current value.
#[derive(Default)]
struct Report {
    path: String,
    found: BTreeSet<Drift>,
}

impl Report {
    fn add(&mut self, kind: DriftKind) {
        let path = if self.path.is_empty() {
            "."
        } else {
            &self.path
        };
        if self.found.len() < MOST {
            self.found.insert(Drift {
                path: path.to_owned(),
                kind,
            });
        }
    }

    /// Runs `look` on a value with the path `key` below the current one.
    fn inside(&mut self, key: &str, look: impl FnOnce(&mut Self)) {
        let outer = self.path.len();
        let dot = if outer == 0 || key.starts_with('[') {
            ""
        } else {
            "."
        };
        // Writing to a string cannot fail.
        let _ = write!(self.path, "{dot}{key}");
        look(self);
        self.path.truncate(outer);
    }

    fn compare(&mut self, value: &Value, shape: Shape) {
        match (shape, value) {
            (Shape::Any, _)
            | (Shape::AnyObject, Value::Object(_))
            | (Shape::String, Value::String(_))
            | (Shape::Number, Value::Number(_))
            | (Shape::Bool, Value::Bool(_))
            | (Shape::Nullable(_), Value::Null) => {}
            (Shape::Nullable(inner), value) => self.compare(value, inner()),
            (Shape::Integer, Value::Number(number)) => {
                if <i64 as OfIntegers>::decode(number).is_err() {
                    self.add(DriftKind::Malformed);
                }
            }
            (Shape::Enum(known), Value::String(text)) => {
                if !known.contains(&text.as_str()) {
                    self.add(DriftKind::UnknownValue);
                }
            }
            (Shape::List(item), Value::Array(values)) => self.inside("[*]", |report| {
                let item = item();
                values.iter().for_each(|value| report.compare(value, item));
            }),
            (Shape::Map(item), Value::Object(entries)) => self.inside("*", |report| {
                let item = item();
                entries
                    .values()
                    .for_each(|value| report.compare(value, item));
            }),
            (Shape::Object(members), Value::Object(object)) => self.object(object, members, None),
            (Shape::Tagged { tag, variants }, Value::Object(object)) => {
                let known = object.get(tag).and_then(Value::as_str);
                let variant = variants.iter().find(|(name, _)| known == Some(*name));
                match variant.map(|(_, shape)| shape()) {
                    Some(Shape::Object(members)) => self.object(object, members, Some(tag)),
                    Some(shape) => self.compare(value, shape),
                    None => self.add(DriftKind::UnknownVariant),
                }
            }
            (Shape::Untagged(variants), value) => {
                // Only JSON types count: malformed content does not make a variant unknown.
                let fits = |variant: &&Part| has_type(value, variant());
                match variants.iter().find(fits) {
                    Some(variant) => self.compare(value, variant()),
                    None => self.add(DriftKind::UnknownVariant),
                }
            }
            _ => self.add(DriftKind::Malformed),
        }
    }

    /// Compares an object; `tag` is a field that belongs to the union around it.
    fn object(&mut self, object: &Map<String, Value>, members: &[Member], tag: Option<&str>) {
        for member in members {
            let value = object.get(member.name);
            let shape = (member.shape)();
            self.inside(member.name, |report| match (value, member.presence) {
                (None, Presence::Optional) => {}
                (None, Presence::Required) => report.add(DriftKind::Malformed),
                (None, Presence::Corrected) => report.add(DriftKind::CorrectedField),
                (Some(Value::Null), Presence::Corrected) if !matches!(shape, Shape::Any) => {
                    report.add(DriftKind::CorrectedField);
                }
                (Some(value), _) => report.compare(value, shape),
            });
        }
        for name in object.keys() {
            let is_known = members.iter().any(|member| member.name == name);
            if !is_known && tag != Some(name) {
                self.inside(shown(name), |report| report.add(DriftKind::UnknownField));
            }
        }
    }
}

/// Returns true if a value has the JSON type of `shape`.
fn has_type(value: &Value, shape: Shape) -> bool {
    match shape {
        Shape::Any => true,
        Shape::String | Shape::Enum(_) => value.is_string(),
        Shape::Integer | Shape::Number => value.is_number(),
        Shape::Bool => value.is_boolean(),
        Shape::Nullable(inner) => value.is_null() || has_type(value, inner()),
        Shape::List(_) => value.is_array(),
        Shape::AnyObject | Shape::Map(_) | Shape::Object(_) | Shape::Tagged { .. } => {
            value.is_object()
        }
        Shape::Untagged(variants) => variants.iter().any(|shape| has_type(value, shape())),
    }
}

/// Returns the name of an unknown field, or `?` if it must not be logged.
///
/// Names usually come from the API's own code, but a server may use data as a name: anything that
/// could be a phone number, a key or a sentence is not shown.
fn shown(name: &str) -> &str {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_-".contains(&byte);
    let digits = name.bytes().filter(u8::is_ascii_digit).count();
    let is_shown = (1..=40).contains(&name.len()) && digits <= 4 && name.bytes().all(is_plain);
    if is_shown { name } else { "?" }
}
