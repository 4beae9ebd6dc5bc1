//! One side of a review: the values of a spec, their lines, and the code generated from it.

use std::path::Path;

use serde_json::Value;
use xtask_yaml::Lines;

use super::bundle::{Taken, bundle};
use super::review::Location;
use crate::codegen::Generated;
use crate::codegen::document::{Document, types};
use crate::codegen::error::CodegenError;
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

    /// Returns the whole document.
    pub fn root(&self) -> Part<'_> {
        Part::root(&self.value)
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
