//! Bundles a spec with the files that it refers to: each part of a file that a reference leads to becomes a
//! component.
//!
//! The component is named after the file, as in `schemas/pet.yaml` or `schemas.yaml#/Pet`. A path cannot be
//! a component, so it replaces the reference.
//!
//! Invariant: a reference that cannot be resolved stays a reference to a file.

mod references;

use std::borrow::Cow;
use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

use super::spec::Mount;
use crate::codegen::walk::{Kind, below};
use references::{Reference, references, section};
use xtask_yaml::Lines;

/// Largest number of files that are looked up. In a revision, each takes some processes of git.
const MAX_FILES: usize = 5_000;
/// Largest number of values and keys of all parts. Many references may lead to a large part, or into it.
const MAX_VALUES: usize = 2_000_000;
/// Maximum length of a chain of paths that refer to the next one, which has no end in a circle.
const MAX_PATHS: usize = 16;

/// Reads a file by its path from the folder of the spec; returns `None` if it cannot be read.
pub(super) type ReadFile<'r> = dyn FnMut(&str) -> Option<String> + 'r;

/// The bundled parts and files.
#[derive(Debug, Default)]
pub(super) struct Taken {
    /// Lines of each file.
    pub(super) lines: BTreeMap<String, Lines>,
    /// Original location of each part, by its JSON pointer in the spec.
    pub(super) mounts: BTreeMap<String, Mount>,
}

/// Bundles `spec`, which is the file `name`, with the files that it refers to.
pub(super) fn bundle(spec: &mut Value, name: &str, read: &mut ReadFile<'_>) -> Taken {
    let mut bundle = Bundle {
        name,
        read,
        files: BTreeMap::new(),
        taken: Taken::default(),
        open: Vec::new(),
        values_left: MAX_VALUES,
    };
    bundle.open.push(Part {
        pointer: String::new(),
        kind: Kind::Document,
        file: String::new(),
        depth: 0,
    });
    while let Some(part) = bundle.open.pop() {
        let value = spec.pointer(&part.pointer).unwrap_or(&Value::Null);
        for reference in references(value, &part.pointer, part.kind) {
            // A reference that cannot be resolved stays.
            let _ = bundle.resolve(spec, &part, reference);
        }
    }
    bundle.taken
}

/// Returns the object at a key, which is created if it is missing; `None` if the key has another value.
fn object_at<'v>(
    object: &'v mut Map<String, Value>,
    key: &str,
) -> Option<&'v mut Map<String, Value>> {
    let entry = object.entry(key);
    entry
        .or_insert_with(|| Value::Object(Map::new()))
        .as_object_mut()
}

struct Bundle<'b> {
    name: &'b str,
    read: &'b mut ReadFile<'b>,
    /// The files that were looked up; `None` for those that cannot be read.
    files: BTreeMap<String, Option<Value>>,
    taken: Taken,
    /// Parts whose references are not resolved yet.
    open: Vec<Part>,
    values_left: usize,
}

/// A part of the bundled spec.
struct Part {
    /// JSON pointer in the bundled spec.
    pointer: String,
    kind: Kind,
    /// Original file; empty for the file of the spec.
    file: String,
    /// Length of the chain of paths that refers to it.
    depth: usize,
}

impl Bundle<'_> {
    /// Resolves a reference in a part; returns `None` if that is not possible.
    fn resolve(&mut self, spec: &mut Value, part: &Part, reference: Reference) -> Option<()> {
        let Reference {
            pointer,
            kind,
            target,
        } = reference;
        let mount = self.mount(&target, &part.file)?;
        if kind == Kind::PathItem && part.depth < MAX_PATHS {
            *spec.pointer_mut(&pointer)? = self.take(&mount, &pointer)?;
            self.open.push(Part {
                pointer,
                kind,
                file: mount.file,
                depth: part.depth + 1,
            });
            return Some(());
        }
        let section = section(kind)?;
        let component = match (mount.file.as_str(), mount.pointer.as_str()) {
            (file, pointer) if file == self.name => pointer.to_owned(),
            (file, pointer) => {
                let anchor = if pointer.is_empty() { "" } else { "#" };
                let name = format!("{file}{anchor}{pointer}");
                let component = below(&format!("/components/{section}"), &name);
                if !self.taken.mounts.contains_key(&component) {
                    let value = self.take(&mount, &component)?;
                    let components = object_at(spec.as_object_mut()?, "components")?;
                    object_at(components, section)?.insert(name, value);
                    self.open.push(Part {
                        pointer: component.clone(),
                        kind,
                        file: mount.file,
                        depth: 0,
                    });
                }
                component
            }
        };
        *spec.pointer_mut(&pointer)? = format!("#{component}").into();
        Some(())
    }

    /// Returns the location that a reference in a file leads to, if an object is there. References into the
    /// spec's own file are not checked.
    fn mount(&mut self, reference: &str, from: &str) -> Option<Mount> {
        let (path, pointer) = reference.split_once('#').unwrap_or((reference, ""));
        let file = match path {
            "" => from.to_owned(),
            path => beside(from, path)?,
        };
        let pointer = percent_decode_str(pointer).decode_utf8().ok()?.into_owned();
        let mount = Mount { file, pointer };
        let exists = mount.file == self.name || self.object(&mount).is_some();
        Some(mount).filter(|mount| exists && !mount.file.is_empty())
    }

    /// Returns a part of a file, which is read on first use.
    fn object(&mut self, mount: &Mount) -> Option<&Map<String, Value>> {
        let file = mount.file.as_str();
        if !self.files.contains_key(file) && self.files.len() < MAX_FILES {
            let read = (self.read)(file).and_then(|text| xtask_yaml::read(&text).ok());
            let value = read.map(|(value, lines)| {
                self.taken.lines.insert(file.to_owned(), lines);
                value
            });
            self.files.insert(file.to_owned(), value);
        }
        let value = self.files.get(file)?.as_ref()?.pointer(&mount.pointer)?;
        value.as_object()
    }

    /// Copies a part of a file to a location in the spec; returns `None` if there are too many values.
    fn take(&mut self, mount: &Mount, pointer: &str) -> Option<Value> {
        let values = 1 + self.object(mount)?.values().map(count).sum::<usize>();
        self.values_left = self.values_left.checked_sub(values)?;
        let mut object = self.object(mount)?.clone();
        // These keys of a file only hold parts for references.
        if mount.pointer.is_empty() {
            object.retain(|key, _| !["components", "definitions", "$defs"].contains(&key.as_str()));
        }
        self.taken.mounts.insert(pointer.to_owned(), mount.clone());
        Some(Value::Object(object))
    }
}

/// Returns the number of values and keys in a value, itself included.
fn count(value: &Value) -> usize {
    match value {
        Value::Object(object) => 1 + object.values().map(count).sum::<usize>(),
        Value::Array(items) => 1 + items.iter().map(count).sum::<usize>(),
        _ => 1,
    }
}

/// Returns the path of a file that another file names, from the folder of the spec; `None` if it is not a
/// path, or leads out of that folder.
fn beside(from: &str, path: &str) -> Option<String> {
    if path.starts_with('/') || path.contains([':', '\\']) {
        return None;
    }
    let mut steps: Vec<_> = from.split('/').map(Cow::from).collect();
    steps.pop();
    for step in path.split('/') {
        let step = percent_decode_str(step).decode_utf8().ok()?;
        match &*step {
            "" | "." => {}
            ".." => drop(steps.pop()?),
            name if name.contains(['/', '\\']) => return None,
            _ => steps.push(step),
        }
    }
    Some(steps.join("/"))
}
