use std::borrow::Cow;

use openapiv3::{Components, OpenAPI, Paths};
use serde_json::{Error, Value};

use super::Found;
use crate::codegen::document::Document;
use crate::codegen::walk::escape;

/// Refuses keys that OpenAPI 3.0 does not have, which would be ignored without a word.
///
/// The document is encoded again from the OpenAPI types. A key that is missing then is misspelt, in the
/// wrong object, of another version of OpenAPI, or redundant.
pub(super) fn unknown(document: &Document, found: &mut Found) {
    let mut lost = Lost {
        api: &document.api,
        path: Vec::new(),
        found,
    };
    let frame = serde_json::to_value(frame(&document.api));
    if let Err(error) = frame.and_then(|frame| lost.compare(&document.value, &frame)) {
        lost.found.refuse(
            "",
            format!("the document cannot be encoded again: {error}"),
            "report this as a defect of the code generator",
        );
    }
}

/// Returns a document without its paths and components, which are encoded one by one: all at once would
/// take as much memory as the document itself.
fn frame(api: &OpenAPI) -> OpenAPI {
    OpenAPI {
        openapi: api.openapi.clone(),
        info: api.info.clone(),
        servers: api.servers.clone(),
        paths: Paths {
            extensions: api.paths.extensions.clone(),
            ..Paths::default()
        },
        components: api.components.as_ref().map(|components| Components {
            extensions: components.extensions.clone(),
            ..Components::default()
        }),
        security: api.security.clone(),
        tags: api.tags.clone(),
        external_docs: api.external_docs.clone(),
        extensions: api.extensions.clone(),
    }
}

/// The comparison, with the keys that are missing so far.
struct Lost<'d> {
    api: &'d OpenAPI,
    /// Path from the root to the current object.
    path: Vec<Cow<'d, str>>,
    found: &'d mut Found,
}

impl<'d> Lost<'d> {
    fn compare(&mut self, read: &'d Value, kept: &Value) -> Result<(), Error> {
        match (read, kept) {
            (Value::Object(read), Value::Object(kept)) => {
                for (key, value) in read {
                    self.path.push(key.into());
                    if let Some(kept) = kept.get(key) {
                        self.compare(value, kept)?;
                    } else if let Some(kept) = self.outside_frame()? {
                        self.compare(value, &kept)?;
                    } else if !is_empty(value) {
                        self.lose(key);
                    }
                    self.path.pop();
                }
            }
            (Value::Array(read), Value::Array(kept)) => {
                for (index, (value, kept)) in read.iter().zip(kept).enumerate() {
                    self.path.push(index.to_string().into());
                    self.compare(value, kept)?;
                    self.path.pop();
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Returns the value at the current path, if the frame does not have it.
    fn outside_frame(&self) -> Result<Option<Value>, Error> {
        let mut path = self.path.iter().map(AsRef::as_ref);
        let path = (path.next(), path.next(), path.next(), path.next());
        let kept = match (path, &self.api.components) {
            ((Some("paths"), Some(path), None, _), _) => {
                self.api.paths.paths.get(path).map(serde_json::to_value)
            }
            ((Some("components"), Some(kind), name, None), Some(components)) => {
                in_components(components, kind, name)
            }
            _ => None,
        };
        kept.transpose()
    }

    fn lose(&mut self, key: &str) {
        let path = self.path.iter();
        let pointer: String = path.map(|key| format!("/{}", escape(key))).collect();
        self.found.refuse(
            pointer,
            format!("`{key}` has no meaning here in OpenAPI 3.0"),
            "correct the spelling, move it to the object that it belongs to (beside `$ref`, keys have \
             no effect: wrap the `$ref` in `allOf`), or delete it",
        );
    }
}

/// Returns the component of a name; an empty object for the kind itself.
fn in_components(
    components: &Components,
    kind: &str,
    name: Option<&str>,
) -> Option<Result<Value, Error>> {
    macro_rules! of_kind {
        ($($key:literal => $field:ident),*) => {
            match (kind, name) {
                $(
                    ($key, Some(name)) => components.$field.get(name).map(serde_json::to_value),
                    ($key, None) if !components.$field.is_empty() => {
                        Some(Ok(Value::Object(serde_json::Map::new())))
                    }
                )*
                _ => None,
            }
        };
    }
    of_kind!(
        "schemas" => schemas,
        "responses" => responses,
        "parameters" => parameters,
        "examples" => examples,
        "requestBodies" => request_bodies,
        "headers" => headers,
        "securitySchemes" => security_schemes,
        "links" => links,
        "callbacks" => callbacks
    )
}

/// Returns true for a default that is written out, which is redundant but harmless.
fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(entries) => entries.is_empty(),
        _ => false,
    }
}
