//! One side of a review: the values of a spec, their lines, and the code generated from it.

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
    /// Name in reports, as in `main:openapi.yaml`.
    pub name: String,
    /// Content of the file.
    pub value: Value,
    /// Lines of the values.
    pub lines: Lines,
    /// Parts of other files.
    taken: Taken,
    /// API and files that are generated from it, or the reason why none are.
    pub generated: Result<Generated, CodegenError>,
}

impl Spec {
    /// Reads `text`, the content of `path`, and generates from it.
    ///
    /// # Errors
    ///
    /// Returns an error if the text is not YAML. A spec that does not generate is a finding, not an error.
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
            // YAML that does not parse as OpenAPI 3.0 can still be compared.
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

    /// Bundles the spec with the files that it refers to. `path` is the file of this spec, and `read` reads
    /// another one by its path from the same folder.
    ///
    /// The generated code does not change: the generator reads one file.
    pub fn bundle_files(&mut self, path: &Path, read: &mut dyn FnMut(&str) -> Option<String>) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        self.taken = bundle(&mut self.value, &name, read);
    }

    /// Returns the location of a part by its JSON pointer in the spec: in its file, or in another one.
    pub fn location(&self, pointer: &str) -> Location {
        let slashes = pointer.rmatch_indices('/').map(|(at, _)| at);
        let mount = [pointer.len()].into_iter().chain(slashes).find_map(|end| {
            let (around, below) = pointer.split_at(end);
            Some((self.taken.mounts.get(around)?, below))
        });
        let Some((mount, below)) = mount else {
            return Location {
                pointer: pointer.to_owned(),
                line: self.lines.at(pointer),
                file: None,
            };
        };
        let pointer = format!("{}{below}", mount.pointer);
        let lines = self.taken.lines.get(&mount.file);
        Location {
            line: lines.and_then(|lines| lines.at(&pointer)),
            pointer,
            file: Some(mount.file.clone()),
        }
    }

    /// Checks that this is an OpenAPI 3.0 description: a comparison of anything else makes no sense.
    ///
    /// # Errors
    ///
    /// Returns an error that says what it is instead.
    pub fn check_version(&self) -> Result<(), SpecError> {
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

    /// Returns the whole document.
    pub fn root(&self) -> Part<'_> {
        Part {
            pointer: String::new(),
            value: &self.value,
        }
    }

    /// Returns the target of a reference `#/…`.
    pub fn refer(&self, reference: &str) -> Option<Part<'_>> {
        let pointer = reference.strip_prefix('#')?;
        Some(Part {
            pointer: pointer.to_owned(),
            value: self.value.pointer(pointer)?,
        })
    }
}

/// Location of a part in another file.
#[derive(Clone, Debug)]
pub(super) struct Mount {
    /// Path of the file from the folder of the spec.
    pub(super) file: String,
    /// JSON pointer in the file.
    pub(super) pointer: String,
}

/// Returns a value as text, cut if it is long.
fn plain(value: &Value) -> String {
    let text = match value {
        Value::String(text) => text.clone(),
        value => value.to_string(),
    };
    text.chars().take(40).collect()
}
