//! The kinds of objects in a document that may be references, and the keys under which they stand.

use serde_json::Value;

use crate::codegen::walk::below;
use crate::spec_diff::openapi::METHODS;

/// Context of a value in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Context {
    Document,
    Components,
    /// An object of this kind, or a reference to one.
    One(Kind),
    /// Objects of this kind by name, or a list of them.
    Many(Kind),
    Discriminator,
    /// The mapping of a discriminator.
    Mapping,
    /// The name of a schema in such a mapping, or a reference to one.
    Mapped,
}

/// Kind of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A path with its operations.
    Path,
    Operation,
    Parameter,
    Body,
    Response,
    Header,
    Media,
    Encoding,
    Link,
    Callback,
    SecurityScheme,
    Schema,
}

/// Keys of `components`, with the kinds of their objects.
const COMPONENTS: [(&str, Kind); 8] = [
    ("parameters", Kind::Parameter),
    ("requestBodies", Kind::Body),
    ("responses", Kind::Response),
    ("headers", Kind::Header),
    ("links", Kind::Link),
    ("callbacks", Kind::Callback),
    ("securitySchemes", Kind::SecurityScheme),
    ("schemas", Kind::Schema),
];

impl Kind {
    /// Returns the key of `components` under which such objects have names.
    pub(super) fn section(self) -> Option<&'static str> {
        let (section, _) = COMPONENTS.iter().find(|(_, kind)| *kind == self)?;
        Some(section)
    }
}

impl Context {
    /// Returns the context of the value at a key; `None` if no reference can be in it.
    pub(super) fn below(self, key: &str) -> Option<Self> {
        use Kind::*;
        Some(match (self, key) {
            (Self::Mapping, _) => Self::Mapped,
            (Self::Many(Path | Response) | Self::One(Callback), key) if key.starts_with("x-") => {
                return None;
            }
            (Self::Many(kind), _) => Self::One(kind),
            (Self::Document, "paths") => Self::Many(Path),
            (Self::Document, "components") => Self::Components,
            (Self::Components, key) => {
                let (_, kind) = COMPONENTS.iter().find(|(section, _)| *section == key)?;
                Self::Many(*kind)
            }
            (Self::Discriminator, "mapping") => Self::Mapping,
            (Self::One(kind), key) => match (kind, key) {
                (Operation | Path, "parameters") => Self::Many(Parameter),
                (Path, method) if METHODS.contains(&method) => Self::One(Operation),
                (Operation, "requestBody") => Self::One(Body),
                (Operation, "responses") => Self::Many(Response),
                (Operation, "callbacks") => Self::Many(Callback),
                (Callback, _) => Self::One(Path),
                (Response | Encoding, "headers") => Self::Many(Header),
                (Response, "links") => Self::Many(Link),
                (Parameter | Header | Body | Response, "content") => Self::Many(Media),
                (Parameter | Header | Media, "schema") => Self::One(Schema),
                (Media, "encoding") => Self::Many(Encoding),
                (Schema, "items" | "additionalProperties" | "not") => Self::One(Schema),
                (Schema, "properties" | "allOf" | "oneOf" | "anyOf") => Self::Many(Schema),
                (Schema, "discriminator") => Self::Discriminator,
                _ => return None,
            },
            _ => return None,
        })
    }

    /// Finds the references in a value, which has this JSON pointer.
    pub(super) fn references(self, value: &Value, pointer: &str, found: &mut Vec<Reference>) {
        match (self, value) {
            (Self::One(kind), Value::Object(object)) if object.contains_key("$ref") => {
                // A path is replaced as a whole.
                let key = if kind == Kind::Path { "" } else { "/$ref" };
                found.extend(
                    object
                        .get("$ref")
                        .and_then(Value::as_str)
                        .map(|target| Reference {
                            pointer: format!("{pointer}{key}"),
                            kind,
                            target: target.to_owned(),
                        }),
                );
            }
            (_, Value::Object(object)) => {
                for (key, value) in object {
                    if let Some(context) = self.below(key) {
                        context.references(value, &below(pointer, key), found);
                    }
                }
            }
            (Self::Many(kind), Value::Array(items)) => {
                for (index, item) in items.iter().enumerate() {
                    Self::One(kind).references(item, &format!("{pointer}/{index}"), found);
                }
            }
            // Most are names of schemas.
            (Self::Mapped, Value::String(target)) if target.contains(['.', '/']) => {
                found.push(Reference {
                    pointer: pointer.to_owned(),
                    kind: Kind::Schema,
                    target: target.clone(),
                });
            }
            _ => {}
        }
    }
}

/// A reference in a document.
pub(super) struct Reference {
    /// JSON pointer to the string, or to the object of a path that is a reference.
    pub(super) pointer: String,
    /// Kind of the target.
    pub(super) kind: Kind,
    /// The reference itself.
    pub(super) target: String,
}
