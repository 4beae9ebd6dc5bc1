//! One side of a review: the values of a spec, their lines, and the Rust generated from it.

use std::path::Path;

use serde_json::Value;
use xtask_yaml::Lines;

use super::bundle::{Taken, bundle};
use super::review::Location;
use crate::codegen::Generated;
use crate::codegen::document::{Document, types};
use crate::codegen::error::{CodegenError, SpecError};
pub use crate::codegen::walk::Part;

/// A spec as one side of a review.
#[derive(Debug)]
pub struct Spec {
    /// What people call it: `main:openapi.yaml`.
    pub name: String,
    /// All that stands in it.
    pub value: Value,
    /// On which line what stands.
    pub lines: Lines,
    /// What was taken in from other files.
    taken: Taken,
    /// The API and the files that today's generator makes of it, or why it makes none.
    pub generated: Result<Generated, CodegenError>,
}

impl Spec {
    /// Reads `text`, the content of `path`, and generates from it.
    ///
    /// # Errors
    ///
    /// When the text is no YAML. A spec that does not generate is no error: that is a finding.
    pub fn read(name: &str, path: &Path, text: String) -> Result<Self, CodegenError> {
        let (value, lines) =
            xtask_yaml::read(&text).map_err(|error| CodegenError::yaml(path, error))?;
        // A large text need not take memory while the types are checked.
        drop(text);
        let api = types(path, &value, &lines);
        let (value, lines, generated) = match api {
            Ok(api) => {
                let document = Document {
                    path: path.to_owned(),
                    value,
                    lines,
                    api,
                };
                let generated = Generated::new(&document);
                (document.value, document.lines, generated)
            }
            // What is no OpenAPI 3.0 can still be compared, as long as it is YAML.
            Err(error) => (value, lines, Err(error)),
        };
        Ok(Self {
            name: name.to_owned(),
            value,
            lines,
            taken: Taken::default(),
            generated,
        })
    }

    /// Takes in what references to other files mean. `path` is the file of this spec, and `read` reads
    /// another one by its path from the same folder.
    ///
    /// Code is not generated from these: the generator reads one file.
    pub fn take_files(&mut self, path: &Path, read: &dyn Fn(&str) -> Option<String>) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        self.taken = bundle(&mut self.value, &name, read);
    }

    /// Where a part stands, by its JSON pointer in the spec: in the file of the spec, or in another one.
    pub fn location(&self, pointer: &str) -> Location {
        let mut around = pointer;
        loop {
            if let Some(mount) = self.taken.mounts.get(around) {
                let below = pointer.strip_prefix(around).unwrap_or_default();
                let pointer = format!("{}{below}", mount.pointer);
                let lines = self.taken.lines.get(&mount.file);
                return Location {
                    line: lines.and_then(|lines| lines.at(&pointer)),
                    pointer,
                    file: Some(mount.file.clone()),
                };
            }
            match around.rsplit_once('/') {
                Some((rest, _)) => around = rest,
                None => break,
            }
        }
        Location {
            pointer: pointer.to_owned(),
            line: self.lines.at(pointer),
            file: None,
        }
    }

    /// Whether this is an OpenAPI 3.0 description at all. Of anything else a comparison would say
    /// nothing, or nonsense.
    ///
    /// # Errors
    ///
    /// When it is not; says what it is.
    pub fn is_openapi(&self) -> Result<(), SpecError> {
        let found = match &self.value {
            Value::Object(object) => match (object.get("openapi"), object.get("swagger")) {
                (Some(Value::String(version)), _) if version.starts_with("3.0.") => return Ok(()),
                (Some(version), _) => ("/openapi", format!("it is OpenAPI {}", plain(version))),
                (_, Some(version)) => ("/swagger", format!("it is Swagger {}", plain(version))),
                (None, None) => ("", "it has no key `openapi`".to_owned()),
            },
            Value::Null => ("", "it is empty".to_owned()),
            Value::Array(_) => ("", "it is a list".to_owned()),
            _ => ("", "it is a single value".to_owned()),
        };
        let (pointer, message) = found;
        let cure =
            "name an OpenAPI 3.0 description; its first line says so, as in `openapi: 3.0.3`";
        Err(SpecError::new(pointer, message, cure))
    }

    /// The whole document.
    pub fn root(&self) -> Part<'_> {
        Part {
            pointer: String::new(),
            value: &self.value,
        }
    }

    /// What `#/…` refers to.
    pub fn refer(&self, reference: &str) -> Option<Part<'_>> {
        let pointer = reference.strip_prefix('#')?;
        Some(Part {
            pointer: pointer.to_owned(),
            value: self.value.pointer(pointer)?,
        })
    }
}

/// A part of another file.
#[derive(Clone, Debug)]
pub(super) struct Mount {
    /// The file, by its path from the folder of the spec.
    pub(super) file: String,
    /// JSON pointer in that file.
    pub(super) pointer: String,
}

/// A value as it is written, cut where it is long.
fn plain(value: &Value) -> String {
    let text = match value {
        Value::String(text) => text.clone(),
        value => value.to_string(),
    };
    text.chars().take(40).collect()
}
